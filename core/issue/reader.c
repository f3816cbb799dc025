/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The door: a path, to the reader its content asks for.  In: a file or folder.  Out: articles and notes; a
 * file that cannot be taken in is a note, not the end. */
#include "issue/reader.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "base/limits.h"
#include "issue/chars.h"
#include "issue/decode.h"
#include "issue/facts.h"
#include "issue/formats.h"
#include "issue/jsonl.h"
#include "issue/pages.h"

#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static bool has_suffix(const char *path, const char *suffix)
{
    size_t a = strlen(path), b = strlen(suffix);
    return a >= b && strcasecmp(path + a - b, suffix) == 0;
}

zy_format zy_format_of(const char *path, const char *head, size_t len_bytes)
{
    zy_span text = zy_trim((zy_span){head, len_bytes < 1024 ? len_bytes : 1024});
    if (len_bytes >= 5 && memcmp(head, "%PDF-", 5) == 0)
        return ZY_FORMAT_PDF;
    if (has_suffix(path, ".jsonl") || has_suffix(path, ".ndjson"))
        return ZY_FORMAT_JSONL;
    if (has_suffix(path, ".html") || has_suffix(path, ".htm") || has_suffix(path, ".xhtml") ||
        (text.bytes > 9 &&
         (strncasecmp(text.at, "<!doctype", 9) == 0 || strncasecmp(text.at, "<html", 5) == 0)))
        return ZY_FORMAT_HTML;
    if (has_suffix(path, ".md") || has_suffix(path, ".markdown") ||
        (zy_starts(text, "---\n") && zy_contains(text, "\ntitle:")))
        return ZY_FORMAT_MARKDOWN;
    if (has_suffix(path, ".pdf"))
        return ZY_FORMAT_PDF;
    if (zy_starts(text, "{\"") && !has_suffix(path, ".json"))
        return ZY_FORMAT_JSONL;
    if (has_suffix(path, ".txt") || has_suffix(path, ".text") || !strrchr(path, '.') ||
        strrchr(path, '/') > strrchr(path, '.'))
        return ZY_FORMAT_PAGE;
    return ZY_FORMAT_OTHER;
}

static bool page_like(const char *stem, size_t bytes)
{
    size_t digits = 0;
    for (size_t i = 0; i < bytes; i++)
        digits += stem[i] >= '0' && stem[i] <= '9';
    return digits > 0 && digits <= 2 &&
           (digits == bytes || (bytes <= 8 && (strstr(stem, "版") || strncasecmp(stem, "p", 1) == 0)));
}

const char *zy_stem_of(zy_arena *arena, const char *path)
{
    size_t len = strlen(path);
    while (len > 1 && path[len - 1] == '/')
        len--;
    size_t start = len;
    while (start > 0 && path[start - 1] != '/')
        start--;
    size_t end = len;
    struct stat about;
    bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    for (size_t i = len; !folder && i > start + 1; i--)
        if (path[i - 1] == '.') {
            end = i - 1;
            break;
        }
    if (!folder && page_like(path + start, end - start) && start > 1) {
        const char *above = zy_arena_strn(arena, path, start - 1),
                   *slash = above ? strrchr(above, '/') : NULL;
        if (above && *above && strcmp(above, ".") != 0)
            return zy_arena_printf(arena, "%s-%.*s", slash ? slash + 1 : above, (int)(end - start),
                                   path + start);
    }
    char *stem = zy_arena_strn(arena, path + start, end - start);
    for (char *c = stem; c && *c; c++)
        if ((unsigned char)*c <= ' ' || *c == '/' || *c == '\\')
            *c = '_';
    return stem;
}

/* What one call has read so far: page texts wait until all files are known. */
typedef struct {
    const zy_issue_facts *facts;
    zy_articles *set;
    zy_vec pages;       /* of zy_page_file */
    zy_vec corrections; /* of zy_corrections */
    bool listed;        /* JSON Lines: each article says its own facts */
} intake;

/* `prints` is what the print says of each line, or NULL. */
static zy_status keep_page(intake *in, const char *path, zy_span text, const zy_buf *prints, zy_error *err)
{
    zy_arena *arena = &in->set->arena;
    zy_page_file page = {.name = zy_arena_str(arena, path), .text = text.at, .bytes = text.bytes};
    if (prints) {
        page.prints = zy_arena_strn(arena, zy_span_of_buf(prints).at, prints->len_bytes);
        page.print_count = prints->len_bytes;
    }
    return page.name && zy_vec_push(&in->pages, &page) ? ZY_OK : zy_fail_memory(err);
}

static zy_status read_pdf(intake *in, const char *path, zy_error *err)
{
    zy_buf text = {0}, prints = {0};
    zy_status status = zy_pdf_text(path, in->set, &text, &prints, err);
    const char *copy =
        status ? NULL : zy_arena_strn(&in->set->arena, zy_span_of_buf(&text).at, text.len_bytes);
    if (!status)
        status =
            copy ? keep_page(in, path, (zy_span){copy, text.len_bytes}, &prints, err) : zy_fail_memory(err);
    zy_buf_free(&prints);
    zy_buf_free(&text);
    return status;
}

static zy_status read_bytes(intake *in, const char *path, const char *bytes, size_t len, zy_error *err)
{
    zy_format format = zy_format_of(path, bytes, len);
    const char *text;
    size_t text_bytes;
    if (len == 0)
        return zy_fail(err, ZY_REFUSED, "%s 是空文件，未收录", path);
    if (format == ZY_FORMAT_PDF)
        return read_pdf(in, path, err);
    if (format == ZY_FORMAT_HTML)
        return zy_html_read(path, bytes, len, in->facts, in->set, err);
    zy_status status = zy_decode(bytes, len, NULL, path, in->set, &text, &text_bytes, err);
    if (status)
        return status;
    if (zy_trim((zy_span){text, text_bytes}).bytes == 0)
        return zy_fail(err, ZY_REFUSED, "%s 里没有文字，未收录", path);
    if (format == ZY_FORMAT_PAGE || format == ZY_FORMAT_OTHER)
        format = zy_format_of("x.txt", text,
                              text_bytes); /* once more, now that UTF-16 and marks are out of the way */
    in->listed |= format == ZY_FORMAT_JSONL;
    if (format == ZY_FORMAT_JSONL)
        return zy_read_jsonl(text, text_bytes, path, in->set, err);
    if (format == ZY_FORMAT_MARKDOWN && zy_markdown_is_marked(text, text_bytes))
        return zy_markdown_read(path, text, text_bytes, in->facts, in->set, err);
    return keep_page(in, path, (zy_span){text, text_bytes}, NULL, err);
}

/* Takes in the corrections at `path`, if there are any. */
static zy_status read_corrections(intake *in, const char *path, int file, zy_error *err)
{
    struct stat about;
    if (!path)
        return zy_fail_memory(err);
    if (lstat(path, &about) != 0)
        return ZY_OK;
    char *bytes = NULL;
    const char *text = NULL;
    size_t len = 0, text_bytes = 0;
    const char *encoding = in->set->encoding; /* of the pages, not of what was written about them */
    zy_error why = {0};
    zy_status status = zy_file_read(path, ZY_LIMIT_CORRECTIONS_BYTES, &bytes, &len, &why);
    if (!status && len)
        status = zy_decode(bytes, len, NULL, path, in->set, &text, &text_bytes, &why);
    free(bytes);
    in->set->encoding = encoding;
    if (status == ZY_NO_MEMORY)
        return zy_fail(err, status, "%s", why.message);
    if (status)
        zy_articles_note(in->set, ZY_NOTE_REFUSED, "correction", path, 0, 1, "%s", why.message);
    if (status || !text)
        return ZY_OK;
    zy_corrections read = {.name = path, .text = text, .bytes = text_bytes, .file = file};
    return zy_vec_push(&in->corrections, &read) ? ZY_OK : zy_fail_memory(err);
}

/* What is written beside each page and, in a folder, about the issue as a whole. */
static zy_status gather_corrections(intake *in, const char *path, bool folder, zy_error *err)
{
    zy_arena *arena = &in->set->arena;
    zy_status status = ZY_OK;
    if (folder)
        status =
            read_corrections(in, zy_arena_printf(arena, "%s/%s", path, ZY_CORRECTIONS_OF_ISSUE), -1, err);
    for (size_t i = 0; i < in->pages.count && !status; i++) {
        const char *page = ZY_VEC_AT(in->pages, zy_page_file, i).name;
        status =
            read_corrections(in, zy_arena_printf(arena, "%s%s", page, ZY_CORRECTIONS_SUFFIX), (int)i, err);
    }
    return status;
}

/* Reads one file; a refusal becomes a note. */
static zy_status read_file(intake *in, const char *path, zy_error *err)
{
    char *bytes = NULL;
    size_t len = 0;
    zy_error why = {0};
    zy_status status = zy_file_read(path, ZY_LIMIT_FILE_BYTES, &bytes, &len, &why);
    if (!status)
        status = read_bytes(in, path, bytes, len, &why);
    free(bytes);
    if (status == ZY_NO_MEMORY)
        return zy_fail(err, status, "%s", why.message);
    if (status)
        zy_articles_note(in->set, ZY_NOTE_REFUSED, zy_status_name(status), path, 0, 1, "%s%s%s", why.message,
                         why.hint[0] ? "；" : "", why.hint);
    return ZY_OK;
}

static int wanted(const struct dirent *entry)
{
    static const char *const suffixes[] = {".txt", ".text", ".md",    ".markdown", ".html",
                                           ".htm", ".pdf",  ".jsonl", ".ndjson"};
    if (entry->d_name[0] == '.')
        return 0;
    for (size_t i = 0; i < sizeof suffixes / sizeof *suffixes; i++)
        if (has_suffix(entry->d_name, suffixes[i]))
            return 1;
    return strchr(entry->d_name, '.') == NULL;
}

/* 2.txt before 10.txt: the pages of an issue are in the order a person would put them. */
static int by_name(const struct dirent **a, const struct dirent **b)
{
    return strverscmp((*a)->d_name, (*b)->d_name);
}

static zy_status read_folder(intake *in, const char *path, zy_error *err)
{
    struct dirent **names = NULL;
    int count = scandir(path, &names, wanted, by_name);
    if (count < 0)
        return zy_fail(err, ZY_IO, "读不了文件夹 %s", path);
    zy_status status = ZY_OK;
    /* Where there are page texts they are the issue; what lies beside them (a PDF of the same, a list) stands
     * alone. */
    bool texts = false;
    for (int i = 0; i < count; i++)
        texts |= has_suffix(names[i]->d_name, ".txt");
    for (int i = 0; i < count; i++) {
        const char *file = zy_arena_printf(&in->set->arena, "%s/%s", path, names[i]->d_name);
        struct stat about;
        bool left_out = texts && !has_suffix(names[i]->d_name, ".txt");
        if (!status && file && !left_out && !(stat(file, &about) == 0 && S_ISDIR(about.st_mode)))
            status = read_file(in, file, err);
        free(names[i]);
    }
    free(names);
    return status;
}

static bool refused_since(const zy_articles *set, size_t first_note)
{
    for (size_t i = first_note; i < set->note_count; i++)
        if (set->notes[i].kind == ZY_NOTE_REFUSED)
            return true;
    return false;
}

/* The sentence for "nothing at all came of it". */
static zy_status nothing(const char *path, const zy_articles *set, size_t first_note, zy_error *err)
{
    for (size_t i = first_note; i < set->note_count; i++)
        if (set->notes[i].kind == ZY_NOTE_REFUSED)
            return zy_fail(err, ZY_REFUSED, "%s", set->notes[i].text);
    return zy_fail(err, ZY_REFUSED, "%s 里没有可收录的文章", path);
}

/* Recovers the waiting pages and says what came of it all. */
static zy_status finish(intake *in, const char *path, size_t articles, size_t notes, zy_error *err)
{
    zy_status status = ZY_OK;
    const char *stem = zy_stem_of(&in->set->arena, path);
    if (in->pages.count && stem) {
        zy_error why = {0};
        zy_page_files pages = {in->pages.data, in->pages.count, in->corrections.data, in->corrections.count};
        status = zy_pages_read(&pages, stem, in->facts, in->set, &why);
        if (status == ZY_TOO_LARGE || status == ZY_REFUSED) {
            zy_articles_note(in->set, ZY_NOTE_REFUSED, zy_status_name(status), path, 0, 1, "%s", why.message);
            status = ZY_OK;
        } else if (status) {
            status = zy_fail(err, status, "%s", why.message);
        }
    }
    if (status)
        return status;
    if (in->set->count > articles)
        return ZY_OK;
    if (!refused_since(in->set, notes))
        zy_articles_note(in->set, ZY_NOTE_REFUSED, "nothing", path, 0, 1, "%s 里没有可收录的文章", path);
    return nothing(path, in->set, notes, err);
}

zy_status zy_read_issue(const char *path, zy_articles *set, zy_error *err)
{
    zy_issue_facts said, named;
    zy_facts_said(&set->arena, path, &said);
    zy_facts_named(&set->arena, path, &named);
    intake in = {
        .facts = &said, .set = set, .pages = ZY_VEC(zy_page_file), .corrections = ZY_VEC(zy_corrections)};
    size_t articles = set->count, notes = set->note_count;
    struct stat about;
    bool folder = stat(path, &about) == 0 && S_ISDIR(about.st_mode);
    zy_status status = folder ? read_folder(&in, path, err) : read_file(&in, path, err);
    if (!status)
        status = gather_corrections(&in, path, folder, err);
    if (!status)
        status = finish(&in, path, articles, notes, err);
    if (!status && !in.listed)
        zy_facts_apply(set, articles, path, &said, &named);
    zy_vec_free(&in.pages);
    zy_vec_free(&in.corrections);
    return status;
}
