/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "issue/formats.h"
zy_status zy_pdf_text(const char *path, zy_articles *set, zy_buf *out, zy_error *err)
{
    (void)set, (void)out;
    return zy_fail(err, ZY_UNSUPPORTED, "%s 是 PDF，尚不支持", path);
}
