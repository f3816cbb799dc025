/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Writing JSON piece by piece into a zy_buf: commas are placed, text is escaped and checked.  What is written
 * is always well-formed UTF-8, and safe inside an HTML page or a script. */
#ifndef ZY_RENDER_JSON_WRITER_H
#define ZY_RENDER_JSON_WRITER_H

#include "zy.h"

typedef struct {
    zy_buf *out;
    bool comma; /* the next value is not its container's first */
} zy_json;

/* key may be NULL: a value in an array, or the document itself. */
void zy_json_object(zy_json *json, const char *key); /* opens */
void zy_json_object_end(zy_json *json);
void zy_json_array(zy_json *json, const char *key);
void zy_json_array_end(zy_json *json);
void zy_json_string(zy_json *json, const char *key, const char *text); /* NULL is written as null */
void zy_json_count(zy_json *json, const char *key, uint64_t count);
void zy_json_number(zy_json *json, const char *key, double number); /* four decimals; not finite: 0 */
void zy_json_true(zy_json *json, const char *key);
void zy_json_null(zy_json *json, const char *key);

#endif
