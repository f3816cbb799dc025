/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Text of a PDF through pdftotext, a process of its own under limits of time, memory and output: a broken or
 * hostile file ends it, not us.  In: a path.  Out: page texts parted by form feeds, in the order
 * of pdf_layout.c; pages without text are noted, a PDF without any is refused. */
#include "base/buf.h"
#include "base/error.h"
#include "base/limits.h"
#include "issue/chars.h"
#include "issue/decode.h"
#include "issue/formats.h"
#include "issue/pdf_layout.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

static const char converter[] = "/usr/bin/pdftotext";

static zy_status start(const char *path, int out, int errors, pid_t *child, zy_error *err)
{
    char *const arguments[] = {"pdftotext", "-tsv", "-enc", "UTF-8", "--", (char *)(uintptr_t)path,
                               "-",         NULL};
    char *const environment[] = {"PATH=/usr/bin:/bin", "LC_ALL=C.UTF-8", NULL};
    posix_spawn_file_actions_t actions;
    posix_spawn_file_actions_init(&actions);
    posix_spawn_file_actions_addopen(&actions, 0, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_adddup2(&actions, out, 1);
    posix_spawn_file_actions_adddup2(&actions, errors, 2);
    int failed = posix_spawn(child, converter, &actions, NULL, arguments, environment);
    posix_spawn_file_actions_destroy(&actions);
    if (failed) {
        zy_status status = zy_fail_errno(err, ZY_REFUSED, failed, "%s 未收录：启动不了 pdftotext", path);
        zy_hint(err, "请安装 poppler-utils 和 poppler-data");
        return status;
    }
    const struct rlimit memory = {(rlim_t)ZY_LIMIT_PDF_MEMORY_BYTES, (rlim_t)ZY_LIMIT_PDF_MEMORY_BYTES};
    const struct rlimit output = {(rlim_t)ZY_LIMIT_PDF_TEXT_BYTES, (rlim_t)ZY_LIMIT_PDF_TEXT_BYTES};
    const struct rlimit seconds = {ZY_LIMIT_PDF_SECONDS, ZY_LIMIT_PDF_SECONDS};
    prlimit(*child, RLIMIT_AS, &memory, NULL);
    prlimit(*child, RLIMIT_FSIZE, &output, NULL);
    prlimit(*child, RLIMIT_CPU, &seconds, NULL);
    return ZY_OK;
}

/* Waits, and ends the child at the deadline: a process can also hang without using the processor. */
static bool finished_well(pid_t child)
{
    const struct timespec step = {.tv_nsec = 2000000};
    time_t deadline = time(NULL) + 2 * ZY_LIMIT_PDF_SECONDS;
    int result = 0;
    for (;;) {
        pid_t ended = waitpid(child, &result, WNOHANG);
        if (ended == child)
            return WIFEXITED(result) && WEXITSTATUS(result) == 0;
        if (ended < 0 && errno != EINTR)
            return false;
        if (time(NULL) > deadline)
            kill(child, SIGKILL);
        nanosleep(&step, NULL);
    }
}

static void read_back(int fd, zy_buf *into)
{
    char piece[16384];
    ssize_t got;
    lseek(fd, 0, SEEK_SET);
    while ((got = read(fd, piece, sizeof piece)) > 0)
        zy_buf_add(into, piece, (size_t)got);
}

/* Notes pages without text; true when none has any. */
static bool all_empty(const char *path, const zy_buf *text, zy_articles *set)
{
    zy_span rest = zy_span_of_buf(text);
    size_t first_note = set->note_count;
    bool empty = true;
    for (int page = 1; rest.bytes; page++) {
        const char *feed = memchr(rest.at, '\f', rest.bytes);
        size_t bytes = feed ? (size_t)(feed - rest.at) : rest.bytes;
        bool blank = zy_count_chars(zy_span_cut(rest, 0, bytes)) < 4;
        if (blank)
            zy_articles_note(set, ZY_NOTE_UNCERTAIN, "image-page", path, 0, 1,
                             "%s 第 %d 页没有文字，可能是扫描图像，未收录这一页", path, page);
        empty &= blank;
        rest = zy_span_cut(rest, feed ? bytes + 1 : bytes, rest.bytes);
    }
    if (empty)
        set->note_count = first_note; /* the refusal of the whole says it */
    return empty;
}

static zy_status judge(const char *path, bool well, const zy_buf *text, const zy_buf *errors, size_t lost,
                       zy_articles *set, zy_error *err)
{
    zy_span said = zy_span_of_buf(errors);
    if (zy_contains(said, "language pack") || zy_contains(said, "Unknown character collection")) {
        zy_status status = zy_fail(err, ZY_REFUSED, "%s 未收录：缺少读中文 PDF 用的字符映射", path);
        zy_hint(err, "请安装 poppler-data");
        return status;
    }
    if (zy_contains(said, "Incorrect password"))
        return zy_fail(err, ZY_REFUSED, "%s 未收录：PDF 有密码保护", path);
    if (!well && text->len_bytes == 0)
        return zy_fail(err, ZY_REFUSED, "%s 未收录：PDF 已损坏，或超出时间、内存的限度", path);
    if (all_empty(path, text, set))
        return zy_fail(err, ZY_REFUSED, "%s 未收录：PDF 里没有文字，可能全是扫描图像", path);
    if (zy_text_judge(zy_span_of_buf(text).at, text->len_bytes, path, err))
        return ZY_REFUSED;
    if (lost)
        zy_articles_note(set, ZY_NOTE_UNCERTAIN, "pdf-cut", path, 0, 0.5,
                         "%s 有的页字太多，超出限度的 %zu 处文字没有收录", path, lost);
    if (!well)
        zy_articles_note(set, ZY_NOTE_UNCERTAIN, "pdf-cut", path, 0, 0.5,
                         "%s 没有读到底（损坏或超出限度），只收录了前面的文字", path);
    return text->failed ? zy_fail_memory(err) : ZY_OK;
}

zy_status zy_pdf_text(const char *path, zy_articles *set, zy_buf *out, zy_buf *prints, zy_error *err)
{
    int text_fd = memfd_create("text", MFD_CLOEXEC), errors_fd = memfd_create("errors", MFD_CLOEXEC);
    zy_buf errors = {0}, table = {0};
    pid_t child;
    zy_status status = text_fd < 0 || errors_fd < 0
                           ? zy_fail_errno(err, ZY_IO, errno, "读 %s 时没有临时空间", path)
                           : start(path, text_fd, errors_fd, &child, err);
    if (!status) {
        bool well = finished_well(child);
        read_back(text_fd, &table);
        read_back(errors_fd, &errors);
        size_t lost;
        status = zy_pdf_lay_out(zy_span_of_buf(&table), out, prints, &lost, err);
        if (!status)
            status = judge(path, well, out, &errors, lost, set, err);
    }
    zy_buf_free(&errors);
    zy_buf_free(&table);
    if (text_fd >= 0)
        close(text_fd);
    if (errors_fd >= 0)
        close(errors_fd);
    return status;
}
