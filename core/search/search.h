/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What the indexer asks of the search beyond the public header. */
#ifndef ZY_SEARCH_SEARCH_H
#define ZY_SEARCH_SEARCH_H

#include "zy.h"

/* As zy_open, for a generation that is written but not yet current. */
ZY_CHECKED zy_status zy_open_generation(const char *folder, const char *name, zy_store **out, zy_error *err);

#endif
