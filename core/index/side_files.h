/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What stands beside a generation's manifest, and the checks it must pass before it answers. */
#ifndef ZY_INDEX_SIDE_FILES_H
#define ZY_INDEX_SIDE_FILES_H

#include "index/run.h"

/* FOLDER/NAME.lexicon and FOLDER/NAME.vocabulary, from the generation just written. */
ZY_CHECKED zy_status zy_side_files_write(zy_run *run, const char *name, zy_error *err);

/* Is the generation `name`, which is not yet current, fit to answer?  ZY_GATE says what is not as it should
 * be. */
ZY_CHECKED zy_status zy_gate(zy_run *run, const char *name, zy_error *err);

/* Asks the golden queries, if there are any.  ZY_GATE names the first that fails. */
ZY_CHECKED zy_status zy_golden_check(zy_run *run, zy_store *store, zy_error *err);

#endif
