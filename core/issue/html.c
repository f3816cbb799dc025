/* SPDX-License-Identifier: GPL-2.0-or-later */
#include "base/error.h"
#include "issue/formats.h"
zy_status zy_html_read(const char *path, const char *bytes, size_t len_bytes, const zy_issue_facts *facts,
                       zy_articles *set, zy_error *err)
{
    (void)bytes, (void)len_bytes, (void)facts, (void)set;
    return zy_fail(err, ZY_UNSUPPORTED, "%s 是 HTML，尚不支持", path);
}
