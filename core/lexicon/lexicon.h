/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * The town's own lists: gazetteer, words, synonyms, questions, readings, surnames, sounds, shapes.
 *
 * In: a folder of plain files, every one optional, or the blob an index carries.  Out: one object that never
 * changes after it was made, so any number of threads may read it at once.
 *
 * A line that cannot be read is left out and described, in Chinese, with its file and number; it never stops
 * the rest.  What each file looks like is said at the head of the file itself.
 */
#ifndef ZY_LEXICON_LEXICON_H
#define ZY_LEXICON_LEXICON_H

#include "zy.h"

typedef struct zy_lexicon zy_lexicon;

/* Reads gazetteer.txt, words.txt, synonyms.txt, questions.txt, readings.txt, surnames.txt, sounds.txt and
 * shapes.txt.  A missing file is an empty list; a missing folder is ZY_IO.  `notes` (may be NULL) gets a line
 * for each line left out. */
ZY_CHECKED zy_status zy_lexicon_load(const char *folder, zy_lexicon **out, zy_buf *notes, zy_error *err);

/* The lexicon as one blob, appended to `out`, and back.  Equal lists give equal bytes.  ZY_CORRUPT when
 * `data` is no such blob; `data` may go afterwards. */
void zy_lexicon_pack(const zy_lexicon *lexicon, zy_buf *out);
ZY_CHECKED zy_status zy_lexicon_unpack(const void *data, size_t len_bytes, zy_lexicon **out, zy_error *err);

void zy_lexicon_free(zy_lexicon *lexicon);

/* Depends on the set of strings that are kept whole when text is cut (gazetteer and words), on nothing else.
 */
uint64_t zy_lexicon_cut_fingerprint(const zy_lexicon *lexicon);

/* The lines that were understood, file by file: the file's name, or NULL from the number of files on. */
const char *zy_lexicon_file(const zy_lexicon *lexicon, size_t number, const char **lines, size_t *len_bytes);

/* ---- Gazetteer ------------------------------------------------------------------------------------------
 */

typedef struct {
    const char *name;          /* 张堰镇 */
    const char *kind;          /* 镇 村 路 单位 … */
    const char *const *others; /* older names and short forms, which stand for `name` */
    size_t other_count;
} zy_place;

const zy_place *zy_lexicon_places(const zy_lexicon *lexicon, size_t *count);

/* The place with this name or other name, or NULL.  A proper name wins over another place's short form. */
const zy_place *zy_lexicon_place(const zy_lexicon *lexicon, const char *name, size_t len_bytes);

/* ---- Words ----------------------------------------------------------------------------------------------
 */

/* Words of words.txt, sorted by their bytes. */
const char *const *zy_lexicon_words(const zy_lexicon *lexicon, size_t *count);

/* Every string that is kept whole: words, names and other names, sorted, without doubles. */
const char *const *zy_lexicon_kept(const zy_lexicon *lexicon, size_t *count);

/* ---- Synonyms -------------------------------------------------------------------------------------------
 */

/* What may stand in this string's place (one-way rules only in their direction); NULL and 0 when nothing. */
const char *const *zy_lexicon_synonyms(const zy_lexicon *lexicon, const char *text, size_t len_bytes,
                                       size_t *count);

/* Bytes of the longest string that has synonyms. */
size_t zy_lexicon_longest_synonym(const zy_lexicon *lexicon);

/* ---- Questions ------------------------------------------------------------------------------------------
 */

/* A piece of everyday talk around what is asked for.  HEAD and TAIL stand at an end of the question; WHOLE is
 * all of it; ANYWHERE is cut out; PAIR is `head` … `tail`, of which what lies between is kept. */
typedef enum {
    ZY_QUESTION_HEAD,
    ZY_QUESTION_TAIL,
    ZY_QUESTION_WHOLE,
    ZY_QUESTION_ANYWHERE,
    ZY_QUESTION_PAIR
} zy_question_kind;

typedef struct {
    zy_question_kind kind;
    const char *text; /* of a PAIR its head */
    const char *tail; /* of a PAIR, else NULL */
} zy_question;

/* Longest first. */
const zy_question *zy_lexicon_questions(const zy_lexicon *lexicon, size_t *count);

/* ---- Readings, sounds, shapes ---------------------------------------------------------------------------
 */

typedef struct {
    const char *word;
    const char *syllables; /* one a character, spaces between, no tones, ü as v: "yin yue" */
} zy_reading;

/* Words that are not read as their characters usually are; a word with two readings stands twice. */
const zy_reading *zy_lexicon_readings(const zy_lexicon *lexicon, size_t *count);

/* Characters that are read otherwise as surnames (单 shan); longer surnames too. */
const zy_reading *zy_lexicon_surnames(const zy_lexicon *lexicon, size_t *count);

/* Two sounds that are mixed up: initials (zh z), finals (in ing), syllables (wang huang) or characters (王
 * 黄). */
typedef struct {
    const char *a, *b;
} zy_sound_pair;

const zy_sound_pair *zy_lexicon_sounds(const zy_lexicon *lexicon, size_t *count);

/* Each a run of characters that are mistaken for one another: 己已巳. */
const char *const *zy_lexicon_shapes(const zy_lexicon *lexicon, size_t *count);

#endif
