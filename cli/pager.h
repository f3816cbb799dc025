/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A pager behind standard output, as git has it: only on a terminal, and it leaves at once when the text is
 * short. */
#ifndef ZY_CLI_PAGER_H
#define ZY_CLI_PAGER_H

/* Starts ZY_PAGER, PAGER or less; without one (or where it cannot start) output goes straight to the
 * terminal.  Ask for the terminal's width and colour before. */
void pager_start(void);
/* Waits until the reader has left it. */
void pager_wait(void);

#endif
