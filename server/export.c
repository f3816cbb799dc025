/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The whole result list as a file.  It is written out first, to a file without a name, page of hits by page:
 * so it is all of one generation, however slowly the client reads, no worker waits for a client, and memory
 * stays one page. */
#include "handlers.h"

#include "text.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

typedef void (*put_hit)(const zy_hit *hit, zy_buf *out);

static bool write_all(int fd, zy_buf *part, uint64_t *total)
{
    size_t done = 0;
    while (!part->failed && done < part->len_bytes) {
        ssize_t now = write(fd, part->data + done, part->len_bytes - done);
        if (now < 0 && errno != EINTR)
            return false;
        done += now > 0 ? (size_t)now : 0;
    }
    *total += done;
    bool whole = !part->failed;
    zy_buf_free(part);
    return whole;
}

static int open_file(void)
{
    const char *folder = getenv("TMPDIR");
    char path[512];
    snprintf(path, sizeof path, "%s/zy-export-XXXXXX", folder && *folder ? folder : "/tmp");
    int fd = mkostemp(path, O_CLOEXEC);
    if (fd >= 0)
        unlink(path);
    return fd;
}

/* One page of hits; true when there may be more. */
static bool put_page(call *now, zy_request *request, put_hit put, const char *line_end, int fd,
                     uint64_t *total)
{
    zy_answer *answer = NULL;
    zy_buf part = {0};
    if (!search_run(now, request, &answer))
        return false;
    for (size_t i = 0; i < answer->hit_count; i++) {
        put(&answer->hits[i], &part);
        text_str(&part, line_end);
    }
    size_t hits = answer->hit_count;
    zy_answer_free(answer);
    request->offset += hits;
    if (write_all(fd, &part, total))
        return hits == request->limit;
    zy_error error = {.status = ZY_IO, .message = "导出时写不下临时文件，请稍后再试。"};
    reply_failure(now, &error);
    return false;
}

static void export_hits(call *now, put_hit put, const char *line_end, zy_buf *head, const char *filename)
{
    zy_buf text = {0};
    uint64_t total = 0;
    zy_request request = search_request(&now->ex->values, &text);
    request.limit = ZY_PAGE_MOST;
    request.offset = 0;
    request.facets = 0;
    request.timeline = false;
    if (!request.classes) /* as many as the page says it found */
        request.classes = ZY_CLASSES_ALL & ~ZY_BIT(ZY_CLASS_RELATED);
    int fd = open_file();
    if (fd < 0 || !write_all(fd, head, &total)) {
        zy_error error = {.status = ZY_IO, .message = "导出时不能建立临时文件，请稍后再试。"};
        reply_failure(now, &error);
    }
    while (now->out->status == 200 && put_page(now, &request, put, line_end, fd, &total))
        ;
    zy_buf_free(head);
    zy_buf_free(&text);
    if (now->out->status != 200) {
        if (fd >= 0)
            close(fd);
        return;
    }
    now->out->fd = fd;
    now->out->file_bytes = total;
    now->out->filename = filename;
    now->out->keep = false;
}

void export_csv(void *context)
{
    zy_buf head = {0};
    zy_csv_header(&head);
    export_hits(context, zy_hit_csv, "", &head, "zy-export.csv");
}

void export_jsonl(void *context)
{
    zy_buf head = {0};
    export_hits(context, zy_hit_json, "\n", &head, "zy-export.jsonl");
}
