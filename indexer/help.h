/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The text of --help. */
#ifndef ZY_INDEXER_HELP_H
#define ZY_INDEXER_HELP_H

extern const char help_text[];

#endif
