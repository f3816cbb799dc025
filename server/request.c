/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Taking a target apart: percent-decoding, UTF-8, the number of arguments. */
#include "request.h"

#include "text.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

bool refuse(refusal *why, int status, const char *parameter, const char *format, ...)
{
    *why = (refusal){.status = status};
    snprintf(why->parameter, sizeof why->parameter, "%s", parameter);
    why->error.status = status == 404 ? ZY_NOT_FOUND : ZY_BAD_ARGUMENT;
    va_list list;
    va_start(list, format);
    vsnprintf(why->error.message, sizeof why->error.message, format, list);
    va_end(list);
    return false;
}

bool request_take(request *req, const char *target)
{
    *req = (request){.target = strdup(target), .memory = malloc(strlen(target) + 2)};
    if (req->target && req->memory)
        return true;
    request_free(req);
    return false;
}

void request_free(request *req)
{
    free(req->target);
    free(req->memory);
    *req = (request){0};
}

static int hex(char c)
{
    if (c >= '0' && c <= '9')
        return c - '0';
    c |= 0x20;
    return c >= 'a' && c <= 'f' ? c - 'a' + 10 : -1;
}

/* Decodes `len` bytes to *to (which moves on, behind a NUL) and returns where they are.  A per cent sign that
 * begins no escape stands for itself, as browsers have it. */
static const char *decode(const char *from, size_t len, bool plus_is_space, char **to, size_t *len_bytes)
{
    char *start = *to, *out = start;
    for (size_t i = 0; i < len; i++) {
        int high = from[i] == '%' && i + 2 < len ? hex(from[i + 1]) : -1;
        int low = high >= 0 ? hex(from[i + 2]) : -1;
        if (low >= 0) {
            *out++ = (char)(high << 4 | low);
            i += 2;
        } else {
            *out++ = plus_is_space && from[i] == '+' ? ' ' : from[i];
        }
    }
    *len_bytes = (size_t)(out - start);
    *out++ = '\0';
    *to = out;
    return start;
}

static bool check_text(const char *text, size_t len_bytes, const char *parameter, refusal *why)
{
    const char *what = *parameter ? "参数" : "地址";
    if (memchr(text, '\0', len_bytes))
        return refuse(why, 400, parameter, "%s%s里有空字符（%%00）。", what, parameter);
    if (!text_is_utf8(text, len_bytes))
        return refuse(why, 400, parameter, "%s%s不是正确的 UTF-8 文字。", what, parameter);
    return true;
}

/* One name=value; an empty piece between two & is nothing. */
static bool take_arg(request *req, const char *from, size_t len, char **to, refusal *why)
{
    if (!len)
        return true;
    if (req->arg_count == REQUEST_ARGS_MOST)
        return refuse(why, 400, "", "参数太多，最多%d个。", REQUEST_ARGS_MOST);
    const char *equals = memchr(from, '=', len);
    size_t name_len = equals ? (size_t)(equals - from) : len;
    size_t name_bytes, value_bytes;
    const char *name = decode(from, name_len, true, to, &name_bytes);
    if (!check_text(name, name_bytes, "", why))
        return false;
    const char *value = equals ? decode(equals + 1, len - name_len - 1, true, to, &value_bytes) : "";
    if (equals && !check_text(value, value_bytes, name, why))
        return false;
    req->args[req->arg_count++] = (request_arg){name, value};
    return true;
}

bool request_decode(request *req, refusal *why)
{
    const char *query = strchr(req->target, '?');
    size_t path_len = query ? (size_t)(query - req->target) : strlen(req->target), path_bytes;
    if (strlen(req->target) > REQUEST_TARGET_BYTES)
        return refuse(why, 414, "", "地址太长，最多%d字节。", REQUEST_TARGET_BYTES);
    char *to = req->memory;
    req->path = decode(req->target, path_len, false, &to, &path_bytes);
    if (!check_text(req->path, path_bytes, "", why))
        return false;
    if (*req->path != '/')
        return refuse(why, 400, "", "地址应以“/”开头。");
    for (const char *at = query ? query + 1 : ""; *at;) {
        size_t len = strcspn(at, "&");
        if (!take_arg(req, at, len, &to, why))
            return false;
        at += len + (at[len] == '&');
    }
    return true;
}

const char *request_arg_get(const request *req, const char *name)
{
    for (size_t i = 0; i < req->arg_count; i++)
        if (strcmp(req->args[i].name, name) == 0)
            return req->args[i].value;
    return "";
}
