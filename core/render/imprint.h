/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Where an article was printed, for people: the same rules on a terminal and on a page. */
#ifndef ZY_RENDER_IMPRINT_H
#define ZY_RENDER_IMPRINT_H

#include "zy.h"

/* Does the issue's name say anything beside the date?  Papers without numbers name their issues by the day
 * (2022-11-01, 20221101, 2022年11月1日), and a day need not be printed twice. */
bool zy_issue_adds(const char *issue, const char *date);

/* Is it a number alone, to be read as 第125期? */
bool zy_issue_is_number(const char *issue);

#endif
