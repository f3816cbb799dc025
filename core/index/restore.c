/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Passages and facts of a stored article, copied into an article set. */
#include "index/restore.h"

#include "base/error.h"

static const char *string_or_null(zy_articles *set, const zy_segment *segment, uint32_t number)
{
    return number ? zy_arena_str(&set->arena, zy_segment_string(segment, number)) : NULL;
}

static bool put_passage(zy_articles *set, zy_article *to, uint8_t kind, const zy_buf *text)
{
    const char *bytes = text->data ? text->data : "";
    switch (kind) {
    case ZY_PASSAGE_TITLE: return (to->title = zy_arena_strn(&set->arena, bytes, text->len_bytes)) != NULL;
    case ZY_PASSAGE_KICKER: return (to->kicker = zy_arena_strn(&set->arena, bytes, text->len_bytes)) != NULL;
    case ZY_PASSAGE_SUBTITLE:
        return (to->subtitle = zy_arena_strn(&set->arena, bytes, text->len_bytes)) != NULL;
    case ZY_PASSAGE_CAPTION: return zy_strings_add(&set->arena, &to->captions, bytes, text->len_bytes);
    case ZY_PASSAGE_AUTHOR: return zy_strings_add(&set->arena, &to->authors, bytes, text->len_bytes);
    default: return zy_strings_add(&set->arena, &to->paragraphs, bytes, text->len_bytes);
    }
}

zy_status zy_article_restore(const zy_segment *segment, uint32_t doc, zy_source *scratch, zy_articles *set,
                             zy_error *err)
{
    zy_article *to = zy_articles_add(set);
    if (!to)
        return zy_fail_memory(err);
    const zy_doc_record *record = &segment->docs[doc];
    to->id = zy_arena_str(&set->arena, zy_segment_string(segment, record->id));
    to->issue = string_or_null(set, segment, record->issue);
    to->section = string_or_null(set, segment, record->section);
    to->source = string_or_null(set, segment, record->source);
    to->continued = string_or_null(set, segment, record->continued);
    to->date = record->date;
    to->page = record->page;
    to->first_line = (int)record->first_line;
    to->last_line = (int)record->last_line;
    for (uint32_t p = segment->passage_first[doc]; p < segment->passage_first[doc + 1]; p++) {
        zy_status status = zy_source_restore(segment, doc, segment->passage_starts[p],
                                             zy_passage_end(segment, p), scratch, err);
        if (status)
            return status;
        if (!put_passage(set, to, segment->passage_kinds[p], &scratch->text))
            return zy_fail_memory(err);
    }
    return set->arena.failed ? zy_fail_memory(err) : ZY_OK;
}
