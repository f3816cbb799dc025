/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Files, runs and questions. */
#include "support.h"

#include "base/buf.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

int place_open(void **state)
{
    place *p = calloc(1, sizeof *p);
    p->archive = folder_make();
    p->index = folder_make();
    p->options = (zy_index_options){.folder = p->index, .jobs = 2};
    *state = p;
    return 0;
}

int place_close(void **state)
{
    place *p = *state;
    folder_drop(p->archive);
    folder_drop(p->index);
    zy_index_result_free(&p->result);
    free(p);
    return 0;
}

void put_file(const place *p, const char *name, const char *const *pairs)
{
    zy_buf lines = {0};
    for (; *pairs; pairs += 2)
        zy_buf_printf(&lines, "{\"id\": \"%s\", \"title\": \"标题\", \"body\": \"%s\"}\n", pairs[0],
                      pairs[1]);
    char *path = path_in(p->archive, name);
    write_text(path, lines.data ? lines.data : "");
    free(path);
    zy_buf_free(&lines);
}

void remove_file(const place *p, const char *name)
{
    char *path = path_in(p->archive, name);
    assert_int_equal(unlink(path), 0);
    free(path);
}

static zy_status run_path(place *p, const char *path)
{
    zy_index_result_free(&p->result);
    p->result = (zy_index_result){0};
    p->error = (zy_error){0};
    return zy_index(&p->options, &path, 1, &p->result, &p->error);
}

zy_status run_all(place *p)
{
    return run_path(p, p->archive);
}

zy_status run_on(place *p, const char *name)
{
    char *path = path_in(p->archive, name);
    zy_status status = run_path(p, path);
    free(path);
    return status;
}

void run_counting(place *p, uint64_t read, uint64_t added, uint64_t changed, uint64_t removed, uint64_t total)
{
    zy_status status = run_all(p);
    if (status)
        fail_msg("%s: %s%s", zy_status_name(status), p->error.message,
                 p->result.refusals.data ? p->result.refusals.data : "");
    assert_int_equal(p->result.files_read, read);
    assert_int_equal(p->result.articles_added, added);
    assert_int_equal(p->result.articles_changed, changed);
    assert_int_equal(p->result.articles_removed, removed);
    assert_int_equal(p->result.articles_total, total);
}

uint64_t found(const place *p, const char *text)
{
    zy_store *store = NULL;
    zy_answer *answer = NULL;
    zy_error err = {0};
    char query[256];
    snprintf(query, sizeof query, "\"%s\"", text);
    zy_request request = zy_request_default(query);
    if (zy_open(p->index, &store, &err) || zy_search(store, &request, &answer, &err))
        fail_msg("%s", err.message);
    uint64_t total = answer->total;
    assert_true(answer->coverage.articles >= total);
    zy_answer_free(answer);
    zy_close(store);
    return total;
}

void must_hold(const place *p, const char *const *texts, uint64_t each)
{
    for (; *texts; texts++) {
        if (found(p, *texts) != each)
            print_error("\"%s\" is in %llu articles\n", *texts, (unsigned long long)found(p, *texts));
        assert_int_equal(found(p, *texts), each);
    }
}

void current_name(const place *p, char name[32])
{
    assert_int_equal(zy_current_read(p->index, name, NULL), ZY_OK);
}
