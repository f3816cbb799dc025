/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Indexes made without the indexer, so that what reads them is tested alone. */
#include "unit.h"

#include "archive.h"
#include "base/file.h"
#include "index/segment_build.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/uclean.h>
#include <unistd.h>

/* Xapian deletes an object of a derived class as its base inside Database::check; that is not ours to mend.
 */
const char *__asan_default_options(void);
__attribute__((visibility("default"))) const char *__asan_default_options(void)
{
    return "new_delete_type_mismatch=0";
}

char *folder_make(void)
{
    char *folder = strdup("/tmp/zy-unit-XXXXXX");
    assert_non_null(mkdtemp(folder));
    return folder;
}

void folder_drop(char *folder)
{
    zy_remove_tree(folder);
    free(folder);
}

char *path_in(const char *folder, const char *name)
{
    char *path = NULL;
    assert_true(asprintf(&path, "%s/%s", folder, name) > 0);
    return path;
}

void write_text(const char *path, const char *text)
{
    assert_int_equal(zy_file_write(path, text, strlen(text), NULL), ZY_OK);
}

zy_article *article_add(zy_articles *set, const char *id, const char *title, const char *const *paragraphs,
                        const char *const *authors)
{
    zy_article *article = zy_articles_add(set);
    article->id = zy_arena_str(&set->arena, id);
    article->title = zy_arena_str(&set->arena, title);
    article->source = "test.jsonl";
    for (; paragraphs && *paragraphs; paragraphs++)
        zy_strings_add(&set->arena, &article->paragraphs, *paragraphs, strlen(*paragraphs));
    for (; authors && *authors; authors++)
        zy_strings_add(&set->arena, &article->authors, *authors, strlen(*authors));
    return article;
}

void segment_make(const char *folder, const char *name, const zy_articles *set, size_t from, size_t end,
                  size_t parts)
{
    zy_analyser analyser;
    zy_part *list[8];
    zy_error err = {0};
    assert_true(parts <= COUNT(list));
    assert_int_equal(zy_analyser_open(NULL, &analyser, NULL), ZY_OK);
    for (size_t i = 0; i < parts; i++) {
        char part_name[32];
        snprintf(part_name, sizeof part_name, "part-%zu", i);
        char *path = path_in(folder, part_name);
        assert_int_equal(zy_part_open(path, &analyser, &list[i], &err), ZY_OK);
        free(path);
    }
    for (size_t i = from; i < end; i++)
        assert_int_equal(zy_part_add(list[i % parts], &set->items[i], zy_article_hash(&set->items[i]), &err),
                         ZY_OK);
    for (size_t i = 0; i < parts; i++)
        assert_int_equal(zy_part_finish(list[i], &err), ZY_OK);
    assert_int_equal(zy_segment_build(list, parts, folder, name, &err), ZY_OK);
    for (size_t i = 0; i < parts; i++) {
        zy_remove_tree(list[i]->xapian_path);
        zy_part_free(list[i]);
    }
    zy_analyser_close(&analyser);
}

void generation_publish(const char *folder, uint64_t number, zy_segment_entry *segments, size_t count)
{
    zy_analyser analyser;
    char name[ZY_GENERATION_NAME_BYTES];
    assert_int_equal(zy_analyser_open(NULL, &analyser, NULL), ZY_OK);
    zy_manifest manifest = {.number = number,
                            .previous = "",
                            .created = "2025-01-03T00:00:00Z",
                            .analyser = analyser.fingerprint,
                            .segments = segments,
                            .segment_count = count};
    assert_int_equal(zy_manifest_write(folder, &manifest, NULL), ZY_OK);
    zy_generation_name(number, name);
    assert_int_equal(zy_current_write(folder, name, "", NULL), ZY_OK);
    zy_analyser_close(&analyser);
}

void index_make(const char *folder, const zy_articles *set, size_t segments)
{
    zy_segment_entry *entries = calloc(segments + 1, sizeof *entries);
    char(*names)[16] = calloc(segments + 1, sizeof *names);
    for (size_t i = 0; i < segments; i++) {
        size_t from = set->count * i / segments, end = set->count * (i + 1) / segments;
        snprintf(names[i], sizeof names[i], "s000001-%02zu", i % 100);
        segment_make(folder, names[i], set, from, end, 1 + i % 3);
        entries[i] = (zy_segment_entry){.name = names[i], .docs = (uint32_t)(end - from), .units = 1};
    }
    generation_publish(folder, 1, entries, segments);
    free(entries);
    free(names);
}

int let_icu_go(void **state)
{
    (void)state;
    u_cleanup();
    return 0;
}
