/* SPDX-License-Identifier: GPL-2.0-or-later */
/* A server's JSON read back into the library's structures.  Strings stay in the JSON document, arrays in
 * pieces beside it; both are kept by the structure's `memory`. */
#ifndef ZY_CLI_REMOTE_H
#define ZY_CLI_REMOTE_H

#include "zy.h"

#include <jansson.h>

typedef struct remote_memory remote_memory;

/* Takes the reference to `root`; NULL (root released) when out of memory. */
remote_memory *remote_memory_new(json_t *root);
void remote_memory_free(remote_memory *memory);
/* Zeroed; never NULL: running out of memory ends the program's answer in remote_memory_failed. */
void *remote_get(remote_memory *memory, size_t count, size_t size_bytes);
bool remote_failed(const remote_memory *memory);

/* Members by name; of another type or missing they are "" (or NULL for _or_null), 0 or an empty array. */
const char *remote_text(const json_t *object, const char *key);
const char *remote_text_or_null(const json_t *object, const char *key);
uint64_t remote_count(const json_t *object, const char *key);
const char *const *remote_texts(remote_memory *memory, const json_t *array, size_t *count);
const zy_mark *remote_marks(remote_memory *memory, const json_t *marks, const json_t *classes, size_t *count);
const zy_hit *remote_hits(remote_memory *memory, const json_t *array, size_t *count);
void remote_coverage(const json_t *object, zy_coverage *out);

/* Each gives NULL when out of memory; the structure's `memory` is `memory`, which the free functions release.
 */
zy_answer *remote_answer(remote_memory *memory, const json_t *root);
zy_document *remote_document(remote_memory *memory, const json_t *root);
zy_issue_list *remote_issue_list(remote_memory *memory, const json_t *root, zy_coverage *coverage);
zy_issue_contents *remote_issue_contents(remote_memory *memory, const json_t *root);

#endif
