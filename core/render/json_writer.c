/* SPDX-License-Identifier: GPL-2.0-or-later */
/* The JSON writer.  `<` and the two Unicode line ends are escaped, so that a document can stand in a <script>
 * as it is. */
#include "render/json_writer.h"

#include "base/buf.h"
#include "base/utf8.h"

#include <string.h>

static void escape(zy_buf *out, uint32_t c)
{
    static const char shorts[] = {
        ['\b'] = 'b', ['\t'] = 't', ['\n'] = 'n', ['\f'] = 'f', ['\r'] = 'r', ['"'] = '"', ['\\'] = '\\'};
    if (c < sizeof shorts && shorts[c])
        zy_buf_printf(out, "\\%c", shorts[c]);
    else
        zy_buf_printf(out, "\\u%04x", (unsigned)c);
}

static bool must_escape(uint32_t c)
{
    return c < 0x20 || c == '"' || c == '\\' || c == '<' || c == 0x7F || c == 0x2028 || c == 0x2029;
}

/* Runs that need nothing are copied whole; a malformed byte becomes U+FFFD. */
static void quoted(zy_buf *out, const char *text)
{
    size_t len = strlen(text), at = 0, start = 0;
    zy_buf_char(out, '"');
    while (at < len) {
        size_t before = at;
        uint32_t c = zy_utf8_next(text, len, &at);
        if (c != ZY_UTF8_BAD && !must_escape(c))
            continue;
        zy_buf_add(out, text + start, before - start);
        if (c == ZY_UTF8_BAD)
            zy_buf_rune(out, 0xFFFD);
        else
            escape(out, c);
        start = at;
    }
    zy_buf_add(out, text + start, len - start);
    zy_buf_char(out, '"');
}

static void begin(zy_json *json, const char *key)
{
    if (json->comma)
        zy_buf_char(json->out, ',');
    json->comma = true;
    if (key) {
        quoted(json->out, key);
        zy_buf_char(json->out, ':');
    }
}

static void open(zy_json *json, const char *key, char bracket)
{
    begin(json, key);
    zy_buf_char(json->out, bracket);
    json->comma = false;
}

static void close(zy_json *json, char bracket)
{
    zy_buf_char(json->out, bracket);
    json->comma = true;
}

void zy_json_object(zy_json *json, const char *key)
{
    open(json, key, '{');
}
void zy_json_object_end(zy_json *json)
{
    close(json, '}');
}
void zy_json_array(zy_json *json, const char *key)
{
    open(json, key, '[');
}
void zy_json_array_end(zy_json *json)
{
    close(json, ']');
}

void zy_json_string(zy_json *json, const char *key, const char *text)
{
    begin(json, key);
    if (text)
        quoted(json->out, text);
    else
        zy_buf_str(json->out, "null");
}

void zy_json_count(zy_json *json, const char *key, uint64_t count)
{
    begin(json, key);
    zy_buf_printf(json->out, "%llu", (unsigned long long)count);
}

/* By whole numbers: printf's %f would follow a locale's decimal comma. */
void zy_json_number(zy_json *json, const char *key, double number)
{
    begin(json, key);
    if (!(number > -1e14 && number < 1e14))
        number = 0;
    bool negative = number < 0;
    unsigned long long scaled = (unsigned long long)((negative ? -number : number) * 10000 + 0.5);
    zy_buf_printf(json->out, "%s%llu", negative && scaled ? "-" : "", scaled / 10000);
    unsigned decimals = (unsigned)(scaled % 10000), digits = 4;
    for (; decimals && decimals % 10 == 0; digits--)
        decimals /= 10;
    if (decimals)
        zy_buf_printf(json->out, ".%0*u", (int)digits, decimals);
}

void zy_json_true(zy_json *json, const char *key)
{
    begin(json, key);
    zy_buf_str(json->out, "true");
}

void zy_json_null(zy_json *json, const char *key)
{
    begin(json, key);
    zy_buf_str(json->out, "null");
}
