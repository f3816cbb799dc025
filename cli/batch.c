/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Many queries, one a line, answered as they come.  In: `query` or `id TAB query` lines.  Out: an answer
 * each, in order. */
#include "commands.h"
#include "output.h"

#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

static FILE *open_batch(const char *name)
{
    return strcmp(name, "-") == 0 ? stdin : fopen(name, "re");
}

/* A folder opens like a file and fails only when it is read: say so before. */
static bool is_folder(FILE *file)
{
    struct stat about;
    return fstat(fileno(file), &about) == 0 && S_ISDIR(about.st_mode);
}

/* A line's query and id; without an id of its own a line has its number, so that answers can be told apart.
 */
static cli_query read_line(char *line, size_t len, unsigned long long number, char *number_text,
                           size_t number_size)
{
    if (number == 1 && len >= 3 && memcmp(line, "\xEF\xBB\xBF", 3) == 0) {
        line += 3;
        len -= 3;
    }
    while (len && (line[len - 1] == '\n' || line[len - 1] == '\r'))
        line[--len] = '\0';
    char *tab = memchr(line, '\t', len);
    if (!tab) {
        snprintf(number_text, number_size, "%llu", number);
        return (cli_query){.text = line, .len_bytes = len, .id = number_text};
    }
    *tab = '\0';
    return (cli_query){.text = tab + 1, .len_bytes = len - (size_t)(tab + 1 - line), .id = line};
}

typedef struct {
    const cli_options *options;
    source *from;
    zy_terminal terminal;
    bool flush; /* the lines come from a program that may wait for each answer */
    bool found;
} batch;

static zy_status answer_line(batch *b, const cli_query *query, zy_error *err)
{
    if (b->options->format == FORMAT_TEXT)
        printf("%s== %s\n", strcmp(query->id, "1") == 0 && !b->found ? "" : "\n", query->id);
    zy_status status = answer_one(b->options, b->from, query, &b->terminal, err);
    b->found = b->found || status == ZY_OK;
    if (status == ZY_END)
        status = ZY_OK;
    if (!status && b->flush)
        status = output_flush(err);
    return status;
}

static zy_status answer_lines(batch *b, FILE *file, zy_error *err)
{
    char *line = NULL, number_text[24];
    size_t size = 0;
    unsigned long long number = 0;
    zy_status status = ZY_OK;
    for (ssize_t len; !status && (len = getline(&line, &size, file)) >= 0;) {
        cli_query query = read_line(line, (size_t)len, ++number, number_text, sizeof number_text);
        status = answer_line(b, &query, err);
    }
    if (!status && ferror(file))
        status = fail(err, ZY_IO, "", "读 %s 时出错：%s", b->options->batch, strerror(errno));
    free(line);
    return status;
}

zy_status command_batch(const cli_options *options, source *from, zy_error *err)
{
    FILE *file = open_batch(options->batch);
    if (!file)
        return fail(err, ZY_IO, "", "打不开查询文件 %s：%s", options->batch, strerror(errno));
    batch b = {
        .options = options, .from = from, .terminal = output_terminal(options), .flush = file == stdin};
    zy_status status = is_folder(file) ? fail(err, ZY_IO, "请给一个文本文件，每行一个查询。",
                                              "%s 是文件夹，不是查询文件", options->batch)
                                       : answer_lines(&b, file, err);
    if (file != stdin)
        fclose(file);
    if (status)
        return status;
    return b.found ? ZY_OK : ZY_END;
}
