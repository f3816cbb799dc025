/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Bytes of any encoding, read as html. */
#include "fuzz.h"

#include "issue/decode.h"
#include "issue/formats.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_articles set = {0};
    zy_status status = zy_html_read("page.html", (const char *)data, size, NULL, &set, NULL);
    for (size_t i = 0; !status && i < set.count; i++)
        FUZZ_PROMISE(set.items[i].title && set.items[i].id);
    zy_articles_free(&set);
    return 0;
}
