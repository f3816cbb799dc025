/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The table that pdftotext -tsv prints: words with their places on the page. */
#include "fuzz.h"

#include "base/buf.h"
#include "issue/pdf_layout.h"

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
    zy_buf out = {0};
    zy_span table = {(const char *)data, size};
    size_t lost;
    if (zy_pdf_lay_out(table, &out, NULL, &lost, NULL) == ZY_OK)
        FUZZ_PROMISE(!out.failed);
    zy_buf_free(&out);
    return 0;
}
