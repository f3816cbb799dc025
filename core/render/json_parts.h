/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Pieces of JSON that several documents share: marks, hits, coverage. */
#ifndef ZY_RENDER_JSON_PARTS_H
#define ZY_RENDER_JSON_PARTS_H

#include "render/json_writer.h"

/* Changes with every change of meaning of a key that exists; new keys do not change it. */
enum { ZY_JSON_VERSION = 1 };

void zy_json_marks(zy_json *json, const char *key, const zy_mark *marks, size_t count);
void zy_json_hit(zy_json *json, const zy_hit *hit);
void zy_json_coverage(zy_json *json, const zy_coverage *coverage);
void zy_json_strings(zy_json *json, const char *key, const char *const *items, size_t count);

#endif
