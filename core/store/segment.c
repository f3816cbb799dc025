/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The segment file: header, table of sections, sections on 64-byte edges. */
#include "store/segment.h"

#include "base/buf.h"
#include "base/error.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>
#include <zlib.h>

enum { EDGE = 64 };
static const char magic[8] = "zyseg\r\n\032"; /* shows text-mode transfers that changed line ends */

typedef struct {
    uint64_t at, bytes;
    uint32_t checksum, element_bytes;
} table_row;

typedef struct {
    char magic[8];
    uint32_t schema, section_count;
    uint64_t file_bytes;
    table_row rows[ZY_SECTION_COUNT];
    uint32_t checksum; /* of all before it */
    uint32_t unused;
} header;

static const uint32_t element_bytes[ZY_SECTION_COUNT] = {
#define X(name, type, meaning) sizeof(type),
    ZY_SECTIONS(X)
#undef X
};

static const char *const section_names[ZY_SECTION_COUNT] = {
#define X(name, type, meaning) #name,
    ZY_SECTIONS(X)
#undef X
};

static uint32_t checksum(const void *data, size_t bytes)
{
    uLong sum = crc32_z(0L, Z_NULL, 0);
    return (uint32_t)crc32_z(sum, data, bytes);
}

/* ---- Writing ---- */

static zy_status write_at(int fd, const char *path, const void *data, size_t bytes, uint64_t at,
                          zy_error *err)
{
    const char *from = data;
    while (bytes > 0) {
        ssize_t done = pwrite(fd, from, bytes, (off_t)at);
        if (done < 0 && errno == EINTR)
            continue;
        if (done < 0)
            return zy_fail_errno(err, ZY_IO, errno, "写 %s 时出错", path);
        from += done;
        at += (uint64_t)done;
        bytes -= (size_t)done;
    }
    return ZY_OK;
}

static header make_header(const void *const data[ZY_SECTION_COUNT], const size_t sizes[ZY_SECTION_COUNT])
{
    header head = {.schema = ZY_SEGMENT_SCHEMA, .section_count = ZY_SECTION_COUNT};
    memcpy(head.magic, magic, sizeof magic);
    uint64_t at = (sizeof head + EDGE - 1) / EDGE * EDGE;
    for (int i = 0; i < ZY_SECTION_COUNT; i++) {
        head.rows[i] = (table_row){at, sizes[i], checksum(data[i], sizes[i]), element_bytes[i]};
        at = (at + sizes[i] + EDGE - 1) / EDGE * EDGE;
    }
    head.file_bytes = at;
    head.checksum = checksum(&head, offsetof(header, checksum));
    return head;
}

zy_status zy_segment_write(const char *path, const void *const data[ZY_SECTION_COUNT],
                           const size_t sizes[ZY_SECTION_COUNT], zy_error *err)
{
    header head = make_header(data, sizes);
    int fd = open(path, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return zy_fail_errno(err, ZY_IO, errno, "不能写 %s", path);
    zy_status status = write_at(fd, path, &head, sizeof head, 0, err);
    for (int i = 0; i < ZY_SECTION_COUNT && !status; i++)
        status = write_at(fd, path, data[i], sizes[i], head.rows[i].at, err);
    if (!status && ftruncate(fd, (off_t)head.file_bytes))
        status = zy_fail_errno(err, ZY_IO, errno, "写 %s 时出错", path);
    if (!status && fsync(fd))
        status = zy_fail_errno(err, ZY_IO, errno, "%s 没能写到磁盘", path);
    if (close(fd) && !status)
        status = zy_fail_errno(err, ZY_IO, errno, "写 %s 时出错", path);
    if (status)
        unlink(path);
    return status;
}

/* ---- Reading ---- */

static zy_status damaged(zy_error *err, const char *name, const char *what)
{
    zy_status status = zy_fail(err, ZY_CORRUPT, "索引文件 %s.zys 已损坏：%s", name, what);
    zy_hint(err, "请运行 zy-index --rebuild 重建索引");
    return status;
}

static zy_status check_header(const zy_segment *segment, zy_error *err)
{
    const header *head = segment->map.data;
    if (segment->map.len_bytes < sizeof *head || memcmp(head->magic, magic, sizeof magic) != 0)
        return damaged(err, segment->name, "不是索引段文件，或文件头不完整");
    if (head->schema != ZY_SEGMENT_SCHEMA || head->section_count != ZY_SECTION_COUNT) {
        zy_status status = zy_fail(
            err, ZY_WRONG_SCHEMA, "索引段 %s 的格式（第 %u 版，%u 个表）与本程序的（第 %d 版，%d 个表）不合",
            segment->name, head->schema, head->section_count, ZY_SEGMENT_SCHEMA, (int)ZY_SECTION_COUNT);
        zy_hint(err, "请用本版本运行 zy-index --rebuild");
        return status;
    }
    if (head->checksum != checksum(head, offsetof(header, checksum)))
        return damaged(err, segment->name, "文件头的校验和不符");
    if (head->file_bytes != segment->map.len_bytes)
        return damaged(err, segment->name, "文件长度不符，可能被截断");
    for (int i = 0; i < ZY_SECTION_COUNT; i++) {
        const table_row *row = &head->rows[i];
        if (row->element_bytes != element_bytes[i] || row->at % EDGE || row->bytes % row->element_bytes ||
            row->at > head->file_bytes || row->bytes > head->file_bytes - row->at)
            return damaged(err, segment->name, section_names[i]);
    }
    return ZY_OK;
}

static void point_at_sections(zy_segment *segment)
{
    const header *head = segment->map.data;
    const char *base = segment->map.data;
#define X(section, type, meaning)                                                                            \
    segment->section = (const type *)(const void *)(base + head->rows[ZY_SECTION_##section].at);             \
    segment->counts[ZY_SECTION_##section] = head->rows[ZY_SECTION_##section].bytes / sizeof(type);
    ZY_SECTIONS(X)
#undef X
    segment->doc_count = (uint32_t)segment->counts[ZY_SECTION_docs];
    segment->literal = (zy_literal){.text = segment->text,
                                    .unit_count = (uint32_t)segment->counts[ZY_SECTION_text],
                                    .suffixes = segment->suffixes,
                                    .suffix_count = (uint32_t)segment->counts[ZY_SECTION_suffixes],
                                    .keys = segment->keys,
                                    .breaks = segment->breaks,
                                    .doc_starts = segment->doc_starts,
                                    .doc_of_block = segment->doc_of_block,
                                    .doc_count = segment->doc_count};
}

/* The counts must agree; the contents are the checksums' business. */
static bool counts_agree(const zy_segment *s)
{
    const size_t *n = s->counts, docs = s->doc_count, units = n[ZY_SECTION_text];
    return docs > 0 && n[ZY_SECTION_doc_starts] == docs + 1 && n[ZY_SECTION_passage_first] == docs + 1 &&
           n[ZY_SECTION_edit_first] == docs + 1 && n[ZY_SECTION_id_order] == docs &&
           n[ZY_SECTION_breaks] == (units + 1 + 63) / 64 && n[ZY_SECTION_suffixes] <= units &&
           n[ZY_SECTION_keys] == zy_literal_keys(n[ZY_SECTION_suffixes]) &&
           n[ZY_SECTION_doc_of_block] == (units >> ZY_LITERAL_BLOCK_SHIFT) + 1 &&
           n[ZY_SECTION_passage_starts] == n[ZY_SECTION_passage_kinds] + 1 &&
           n[ZY_SECTION_pair_first] == n[ZY_SECTION_pair_units] + 1 && n[ZY_SECTION_string_first] > 1 &&
           s->doc_starts[docs] == units && s->passage_first[docs] == n[ZY_SECTION_passage_kinds] &&
           s->edit_first[docs] == n[ZY_SECTION_edits] &&
           s->string_first[n[ZY_SECTION_string_first] - 1] == n[ZY_SECTION_strings];
}

zy_status zy_segment_open(const char *folder, const char *name, zy_segment *out, zy_error *err)
{
    char path[PATH_MAX];
    zy_segment segment = {0};
    if (snprintf(segment.name, sizeof segment.name, "%s", name) >= (int)sizeof segment.name ||
        snprintf(path, sizeof path, "%s/%s.zys", folder, name) >= (int)sizeof path)
        return zy_fail(err, ZY_CORRUPT, "索引段的名字过长：%s", name);
    zy_status status = zy_map_open(path, &segment.map, err);
    if (status)
        return status;
    status = check_header(&segment, err);
    if (!status) {
        point_at_sections(&segment);
        if (!counts_agree(&segment))
            status = damaged(err, name, "各表的长度互相不符");
    }
    if (status) {
        zy_map_close(&segment.map);
        return status;
    }
    *out = segment;
    return ZY_OK;
}

void zy_segment_close(zy_segment *segment)
{
    if (segment)
        zy_map_close(&segment->map);
}

zy_status zy_segment_verify(const zy_segment *segment, zy_error *err)
{
    const header *head = segment->map.data;
    for (int i = 0; i < ZY_SECTION_COUNT; i++)
        if (checksum((const char *)segment->map.data + head->rows[i].at, head->rows[i].bytes) !=
            head->rows[i].checksum)
            return damaged(err, segment->name, section_names[i]);
    return ZY_OK;
}

const char *zy_segment_string(const zy_segment *segment, uint32_t number)
{
    if (number + (size_t)1 >= segment->counts[ZY_SECTION_string_first])
        return "";
    return (const char *)segment->strings + segment->string_first[number];
}

int64_t zy_segment_find_id(const zy_segment *segment, const char *id)
{
    size_t low = 0, high = segment->doc_count;
    while (low < high) {
        size_t middle = (low + high) / 2;
        uint32_t doc = segment->id_order[middle];
        int order = strcmp(zy_segment_string(segment, segment->docs[doc].id), id);
        if (order == 0)
            return doc;
        if (order < 0)
            low = middle + 1;
        else
            high = middle;
    }
    return -1;
}
