/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What someone may type: always a tree, a sentence, and never an error. */
#include "fuzz.h"

#include "base/buf.h"
#include "query/query.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_query query = {0};
    zy_buf sentence = {0}, tree = {0};
    FUZZ_PROMISE(zy_query_parse((const char *)data, size, NULL, 20250103, &query, NULL) == ZY_OK);
    FUZZ_PROMISE(query.root && query.text);
    zy_query_read_as(&query, &sentence);
    zy_query_print(&query, &tree);
    FUZZ_PROMISE(sentence.len_bytes && tree.len_bytes && !sentence.failed && !tree.failed);
    zy_buf_free(&sentence);
    zy_buf_free(&tree);
    zy_query_free(&query);
    return 0;
}
