/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The files of assets/, in the program.  Style and script are served under names that contain their content's
 * hash. */
#ifndef SERVER_ASSETS_H
#define SERVER_ASSETS_H

#include <stddef.h>

typedef struct {
    const char *name, *type;
    const unsigned char *data;
    size_t len_bytes;
} asset;

extern const asset asset_table[]; /* made by embed.cmake */
extern const int asset_count;

extern char assets_css_url[64], assets_js_url[64];
void assets_begin(void); /* fills the two */
const asset *assets_find(const char *name);

#endif
