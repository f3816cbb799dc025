/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The names of classes and facets: what JSON, options and people call them.  Shared by search and every
 * renderer. */
#include "zy.h"

static const char *const class_names[ZY_CLASS_COUNT][2] = {
    [ZY_CLASS_WORD] = {"word", "原词"},         [ZY_CLASS_INSIDE] = {"inside", "词内"},
    [ZY_CLASS_ACROSS] = {"across", "字面相连"}, [ZY_CLASS_SYNONYM] = {"synonym", "同义"},
    [ZY_CLASS_RELATED] = {"related", "相关"},
};

static const char *const facet_names[ZY_FACET_COUNT][2] = {
    [ZY_FACET_YEAR] = {"year", "年份"},     [ZY_FACET_ISSUE] = {"issue", "期"},
    [ZY_FACET_PAGE] = {"page", "版"},       [ZY_FACET_SECTION] = {"section", "栏目"},
    [ZY_FACET_AUTHOR] = {"author", "作者"}, [ZY_FACET_PLACE] = {"place", "地点"},
};

const char *zy_class_name(zy_class class_)
{
    return (unsigned)class_ < ZY_CLASS_COUNT ? class_names[class_][0] : "";
}

const char *zy_class_label(zy_class class_)
{
    return (unsigned)class_ < ZY_CLASS_COUNT ? class_names[class_][1] : "";
}

const char *zy_facet_name(zy_facet_kind kind)
{
    return (unsigned)kind < ZY_FACET_COUNT ? facet_names[kind][0] : "";
}

const char *zy_facet_label(zy_facet_kind kind)
{
    return (unsigned)kind < ZY_FACET_COUNT ? facet_names[kind][1] : "";
}
