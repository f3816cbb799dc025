/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * FOLDER/index.ini, what an index's keeper may decide about showing it.  A missing file decides nothing; what
 * cannot be read is as if it were not there, and is said by `zy-search check`.
 *
 *   [display]
 *   private-numbers = cover      cover (the default) or show
 */
#ifndef ZY_SEARCH_SETTINGS_H
#define ZY_SEARCH_SETTINGS_H

#include <stdbool.h>
#include <stddef.h>

/* Reads the settings; `complaint` gets a Chinese sentence about what is wrong with them, or "". */
void zy_settings_read(const char *folder, bool *numbers_shown, char *complaint, size_t complaint_bytes);

#endif
