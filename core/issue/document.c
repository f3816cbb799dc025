/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Official texts by their headlines: 关于……的通知, ……公告, 致……的一封信. */
#include "issue/lines.h"

#include <string.h>

/* A headline without the brackets behind it: 重阳节敬老活动安排（2024年）. */
static zy_span without_bracket(zy_span s)
{
    if (!zy_ends(s, "）") && !zy_ends(s, ")"))
        return s;
    for (size_t at = s.bytes; at-- > 0;)
        if (s.at[at] == '(' || zy_starts(zy_span_cut(s, at, s.bytes), "（"))
            return zy_trim(zy_span_cut(s, 0, at));
    return s;
}

bool zy_is_document(zy_span s)
{
    static const char *const kinds[] = {
        "通知",   "公告",   "通告", "公示", "意见",   "决定", "办法", "须知",   "安排",   "名单",
        "一览",   "启事",   "倡议", "信",   "倡议书", "细则", "方案", "通报",   "报告",   "说明",
        "一览表", "安排表", "指南", "简章", "公约",   "条例", "规定", "告知书", "感谢信", "表扬信",
        "慰问信", "公开信", "启示", "讣告", "承诺书", "提示", "告知", "提醒"};
    s = without_bracket(s);
    for (size_t i = 0; i < sizeof kinds / sizeof *kinds; i++)
        if (zy_ends(s, kinds[i]))
            return strcmp(kinds[i], "信") != 0 || zy_ends(s, "一封信");
    return false;
}
