/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Where a lexicon comes from: its folder, or the blob an index carries.
 *
 * The blob is the understood lines themselves, a section a file ("words.txt 123\n" and 123 bytes): one
 * grammar serves both ways, and an index can be asked what it was made with by looking at it.
 */
#include "base/buf.h"
#include "base/error.h"
#include "base/file.h"
#include "lexicon/internal.h"

#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#define MAGIC "zy-lexicon 1\n"

enum { LIMIT_FILE_BYTES = 16 << 20 }; /* a list kept by hand; a hundred times the largest expected */

static zy_status finish(zy_lexicon *lexicon, zy_lexicon **out, zy_error *err)
{
    zy_lexicon_finish(lexicon);
    if (lexicon->failed) {
        zy_lexicon_free(lexicon);
        return zy_fail_memory(err);
    }
    *out = lexicon;
    return ZY_OK;
}

static zy_status read_file(zy_lexicon *lexicon, const char *folder, zy_list list, zy_buf *notes,
                           zy_error *err)
{
    const char *file = zy_lexicon_file_name(list);
    zy_buf path = {0};
    struct stat facts;
    char *text = NULL;
    size_t len_bytes = 0;
    zy_buf_printf(&path, "%s/%s", folder, file);
    zy_status status = path.failed ? zy_fail_memory(err) : ZY_OK;
    if (status == ZY_OK && (stat(path.data, &facts) == 0 || errno != ENOENT))
        status = zy_file_read(path.data, LIMIT_FILE_BYTES, &text, &len_bytes, err);
    if (status == ZY_OK && text)
        zy_lexicon_read(lexicon, list, file, text, len_bytes, notes);
    free(text);
    zy_buf_free(&path);
    return status;
}

zy_status zy_lexicon_load(const char *folder, zy_lexicon **out, zy_buf *notes, zy_error *err)
{
    struct stat facts;
    if (stat(folder, &facts) != 0)
        return zy_fail_errno(err, ZY_IO, errno, "打不开词表文件夹 %s", folder);
    if (!S_ISDIR(facts.st_mode))
        return zy_fail(err, ZY_IO, "词表应是一个文件夹,而 %s 不是。", folder);
    zy_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return zy_fail_memory(err);
    for (int list = 0; list < ZY_LIST_COUNT; list++) {
        zy_status status = read_file(lexicon, folder, (zy_list)list, notes, err);
        if (status != ZY_OK) {
            zy_lexicon_free(lexicon);
            return status;
        }
    }
    return finish(lexicon, out, err);
}

void zy_lexicon_pack(const zy_lexicon *lexicon, zy_buf *out)
{
    zy_buf_str(out, MAGIC);
    for (int list = 0; list < ZY_LIST_COUNT; list++) {
        const zy_buf *lines = &lexicon->lines[list];
        zy_buf_printf(out, "%s %zu\n", zy_lexicon_file_name((zy_list)list), lines->len_bytes);
        zy_buf_add(out, lines->data, lines->len_bytes);
        out->failed = out->failed || lines->failed;
    }
}

/* Reads "words.txt 123\n" at *at; false when it is not this list's head or promises more than there is. */
static bool section(const char *data, size_t len_bytes, size_t *at, const char *name, size_t *size)
{
    size_t name_len = strlen(name), i = *at;
    if (len_bytes - i < name_len + 3 || memcmp(data + i, name, name_len) != 0 || data[i + name_len] != ' ')
        return false;
    size_t value = 0, digits = 0;
    for (i += name_len + 1; i < len_bytes && data[i] >= '0' && data[i] <= '9' && digits < 12; i++, digits++)
        value = value * 10 + (size_t)(data[i] - '0');
    if (!digits || i >= len_bytes || data[i] != '\n' || value > len_bytes - i - 1)
        return false;
    *at = i + 1;
    *size = value;
    return true;
}

zy_status zy_lexicon_unpack(const void *data, size_t len_bytes, zy_lexicon **out, zy_error *err)
{
    const char *text = data;
    size_t at = strlen(MAGIC), size;
    if (len_bytes < at || memcmp(text, MAGIC, at) != 0)
        return zy_fail(err, ZY_CORRUPT, "索引里的词表无法识别。");
    zy_lexicon *lexicon = calloc(1, sizeof *lexicon);
    if (!lexicon)
        return zy_fail_memory(err);
    for (int list = 0; list < ZY_LIST_COUNT; list++) {
        const char *file = zy_lexicon_file_name((zy_list)list);
        if (!section(text, len_bytes, &at, file, &size)) {
            zy_lexicon_free(lexicon);
            return zy_fail(err, ZY_CORRUPT, "索引里的词表不完整:%s 一节读不出。", file);
        }
        zy_lexicon_read(lexicon, (zy_list)list, file, text + at, size, NULL);
        at += size;
    }
    return finish(lexicon, out, err);
}
