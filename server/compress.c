/* SPDX-License-Identifier: GPL-2.0-or-later */
/* gzip, brotli, zstd at levels that cost about a millisecond for a page. */
#include "compress.h"

#include "text.h"

#include <brotli/encode.h>
#include <stdlib.h>
#include <string.h>
#include <zlib.h>
#include <zstd.h>

enum { GZIP_LEVEL = 6, BROTLI_LEVEL = 5, ZSTD_LEVEL = 5, GZIP_WINDOW = 15 + 16 };

static bool gzip(const char *data, size_t len, char *to, size_t *to_bytes)
{
    z_stream stream = {0};
    if (deflateInit2(&stream, GZIP_LEVEL, Z_DEFLATED, GZIP_WINDOW, 8, Z_DEFAULT_STRATEGY) != Z_OK)
        return false;
    stream.next_in = (Bytef *)(uintptr_t)data; /* only read; zlib says so without const */
    stream.avail_in = (uInt)len;
    stream.next_out = (Bytef *)to;
    stream.avail_out = (uInt)*to_bytes;
    int end = deflate(&stream, Z_FINISH);
    *to_bytes = stream.total_out;
    deflateEnd(&stream);
    return end == Z_STREAM_END;
}

static bool run(encoding how, const char *data, size_t len, char *to, size_t *to_bytes)
{
    size_t made;
    switch (how) {
    case ENCODING_GZIP: return gzip(data, len, to, to_bytes);
    case ENCODING_BROTLI:
        return BrotliEncoderCompress(BROTLI_LEVEL, BROTLI_DEFAULT_WINDOW, BROTLI_MODE_TEXT, len,
                                     (const uint8_t *)data, to_bytes, (uint8_t *)to) == BROTLI_TRUE;
    case ENCODING_ZSTD:
        made = ZSTD_compress(to, *to_bytes, data, len, ZSTD_LEVEL);
        *to_bytes = ZSTD_isError(made) ? 0 : made;
        return !ZSTD_isError(made);
    default: return false;
    }
}

bool compress_bytes(encoding how, const char *data, size_t len_bytes, zy_buf *out)
{
    size_t room = len_bytes + len_bytes / 8 + 1024;
    char *to = len_bytes < (64u << 20) ? malloc(room) : NULL;
    bool done = to && run(how, data, len_bytes, to, &room);
    if (done)
        text_add(out, to, room);
    free(to);
    return done && !out->failed;
}

/* The q of one entry, in thousandths: what follows the name. */
static int quality(const char *rest, size_t len)
{
    const char *q = memmem(rest, len, "q=", 2);
    if (!q)
        return 1000;
    double value = strtod(q + 2, NULL);
    return value < 0 ? 0 : value > 1 ? 1000 : (int)(value * 1000);
}

static int find_coding(const char *name, size_t len)
{
    static const char *const names[] = {"identity", "gzip", "br", "zstd", "x-gzip", "*"};
    static const int which[] = {ENCODING_IDENTITY, ENCODING_GZIP, ENCODING_BROTLI,
                                ENCODING_ZSTD,     ENCODING_GZIP, 4};
    for (int i = 0; i < 6; i++)
        if (strlen(names[i]) == len && strncasecmp(names[i], name, len) == 0)
            return which[i];
    return -1;
}

/* The highest q wins; between equals the one that makes the smallest page. */
encoding respond_negotiate(const char *accept_encoding)
{
    static const encoding preferred[] = {ENCODING_BROTLI, ENCODING_ZSTD, ENCODING_GZIP};
    int q[5] = {-1, -1, -1, -1, -1};
    for (const char *at = accept_encoding ? accept_encoding : ""; *at;) {
        size_t len = strcspn(at, ","), lead = strspn(at, " \t");
        size_t name = lead <= len ? strcspn(at + lead, " \t;,") : 0;
        int coding = find_coding(at + lead, name);
        if (coding >= 0 && lead + name <= len)
            q[coding] = quality(at + lead + name, len - lead - name);
        at += len + (at[len] == ',');
    }
    encoding best = ENCODING_IDENTITY;
    int best_q = 0;
    for (int i = 0; i < 3; i++) {
        int mine = q[preferred[i]] >= 0 ? q[preferred[i]] : q[4];
        if (mine > best_q) {
            best = preferred[i];
            best_q = mine;
        }
    }
    return q[ENCODING_IDENTITY] > best_q ? ENCODING_IDENTITY : best;
}
