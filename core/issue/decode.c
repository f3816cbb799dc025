/* SPDX-License-Identifier: GPL-2.0-or-later */
/* Finds a text's encoding and makes UTF-8 of it.  The order: byte order mark, strict UTF-8, our own test for
 * UTF-16 (the detector is wrong every third time there), ICU's detector when it is sure, strict GB18030,
 * strict Big5, and last what the document says of itself.  In: bytes.  Out: clean UTF-8, a note of the
 * choice, or a refusal. */
#include "issue/decode.h"

#include "base/buf.h"
#include "base/error.h"
#include "base/utf8.h"
#include "issue/chars.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unicode/ucnv.h>
#include <unicode/ucsdet.h>
#include <unicode/ustring.h>

enum { SURE = 80, DETECT_BYTES = 64 << 10 };

/* Converts by ICU; strict: any malformed or unassigned sequence fails.  The result is malloc's. */
static bool convert(const char *charset, bool strict, const char *bytes, size_t len, zy_buf *out)
{
    UErrorCode code = U_ZERO_ERROR;
    UConverter *from = ucnv_open(charset, &code);
    UConverter *to = ucnv_open("UTF-8", &code);
    if (strict && U_SUCCESS(code))
        ucnv_setToUCallBack(from, UCNV_TO_U_CALLBACK_STOP, NULL, NULL, NULL, &code);
    UChar middle[4096], *middle_from = middle, *middle_to = middle;
    const char *source = bytes, *end = bytes + len;
    UBool first = true;
    if (U_SUCCESS(code))
        do {
            char piece[8192], *target = piece;
            code = U_ZERO_ERROR;
            ucnv_convertEx(to, from, &target, piece + sizeof piece, &source, end, middle, &middle_from,
                           &middle_to, middle + 4096, first, true, &code);
            first = false;
            zy_buf_add(out, piece, (size_t)(target - piece));
        } while (code == U_BUFFER_OVERFLOW_ERROR);
    ucnv_close(from);
    ucnv_close(to);
    if (U_FAILURE(code))
        zy_buf_clear(out);
    return U_SUCCESS(code) && !out->failed;
}

/* UTF-16 without a mark: an even length, and in one byte order the units are mostly ASCII and common Han. */
static double plausible_units(const unsigned char *bytes, size_t len, bool big)
{
    size_t good = 0, units = len / 2 < 4096 ? len / 2 : 4096;
    for (size_t i = 0; i < units; i++) {
        unsigned unit = big ? (unsigned)bytes[2 * i] << 8 | bytes[2 * i + 1]
                            : (unsigned)bytes[2 * i + 1] << 8 | bytes[2 * i];
        good += unit == '\n' || unit == '\r' || unit == '\t' || unit == '\f' ||
                (unit >= 0x20 && unit < 0x7F) || (unit >= 0x4E00 && unit <= 0x9FA5) ||
                (unit >= 0x2010 && unit <= 0x2027) || (unit >= 0x3000 && unit <= 0x3015) ||
                (unit >= 0xFF01 && unit <= 0xFF5E);
    }
    return units ? (double)good / (double)units : 0;
}

static const char *utf16_order(const char *bytes, size_t len)
{
    if (len < 4 || len % 2)
        return NULL;
    /* Two GBK letters read as one unit often look like Han too, so a newline or ASCII unit (a zero byte) must
     * be there. */
    if (!memchr(bytes, 0, len < 8192 ? len : 8192))
        return NULL;
    double little = plausible_units((const unsigned char *)bytes, len, false);
    double big = plausible_units((const unsigned char *)bytes, len, true);
    if (little < 0.9 && big < 0.9)
        return NULL;
    return little >= big ? "UTF-16LE" : "UTF-16BE";
}

/* ICU's guess when sure, as a converter's name; GB2312 and GBK are read as their superset. */
static bool detect(const char *bytes, size_t len, char name[32])
{
    UErrorCode code = U_ZERO_ERROR;
    UCharsetDetector *detector = ucsdet_open(&code);
    ucsdet_setText(detector, bytes, (int32_t)(len < DETECT_BYTES ? len : DETECT_BYTES), &code);
    const UCharsetMatch *match = U_SUCCESS(code) ? ucsdet_detect(detector, &code) : NULL;
    bool found = match && U_SUCCESS(code) && ucsdet_getConfidence(match, &code) >= SURE;
    if (found)
        snprintf(name, 32, "%s", ucsdet_getName(match, &code));
    ucsdet_close(detector);
    if (found && strncmp(name, "GB", 2) == 0)
        snprintf(name, 32, "GB18030");
    /* Western and Cyrillic guesses are wrong here nearly always: this is a Chinese paper's archive. */
    return found && (strcmp(name, "GB18030") == 0 || strcmp(name, "Big5") == 0);
}

typedef struct {
    const char *name, *how;
} choice;

static bool by_mark(const char *bytes, size_t len, zy_buf *out, choice *chosen)
{
    if (len >= 4 && (!memcmp(bytes, "\xFF\xFE\0\0", 4) || !memcmp(bytes, "\0\0\xFE\xFF", 4))) {
        *chosen = (choice){bytes[0] ? "UTF-32LE" : "UTF-32BE", "字节顺序标记"};
        return convert(chosen->name, false, bytes + 4, len - 4, out);
    }
    if (len >= 2 && (!memcmp(bytes, "\xFF\xFE", 2) || !memcmp(bytes, "\xFE\xFF", 2))) {
        *chosen = (choice){bytes[0] == '\xFF' ? "UTF-16LE" : "UTF-16BE", "字节顺序标记"};
        return convert(chosen->name, false, bytes + 2, len - 2, out);
    }
    return false;
}

static bool by_detection(const char *bytes, size_t len, zy_buf *out, choice *chosen)
{
    char name[32];
    if (!detect(bytes, len, name) || !convert(name, true, bytes, len, out))
        return false;
    *chosen = (choice){name[0] == 'G' ? "GB18030" : "Big5", "由文字判定"};
    return true;
}

static bool choose(const char *bytes, size_t len, const char *declared, zy_buf *out, choice *chosen)
{
    if (by_mark(bytes, len, out, chosen))
        return true;
    size_t skip = len >= 3 && !memcmp(bytes, "\xEF\xBB\xBF", 3) ? 3 : 0;
    if (zy_utf8_valid(bytes + skip, len - skip, NULL)) {
        *chosen = (choice){"UTF-8", skip ? "字节顺序标记" : "严格检验"};
        const char *order = !skip && memchr(bytes, 0, len) ? utf16_order(bytes, len) : NULL;
        if (!order) {
            zy_buf_add(out, bytes + skip, len - skip);
            return !out->failed;
        }
    }
    const char *order = utf16_order(bytes, len);
    if (order && convert(order, false, bytes, len, out)) {
        *chosen = (choice){order, "由文字判定"};
        return true;
    }
    if (by_detection(bytes, len, out, chosen))
        return true;
    static const char *const strictly[] = {"GB18030", "Big5"};
    for (size_t i = 0; i < 2; i++)
        if (convert(strictly[i], true, bytes, len, out)) {
            *chosen = (choice){strictly[i], "严格检验"};
            return true;
        }
    *chosen = (choice){declared ? declared : "", "文件自称"};
    return declared && convert(declared, true, bytes, len, out);
}

typedef struct {
    size_t chars, controls, nuls, replaced, han, western;
} census;

static census count(const char *text, size_t len)
{
    census all = {0};
    for (size_t at = 0; at < len; all.chars++) {
        uint32_t c = zy_utf8_next(text, len, &at);
        all.nuls += c == 0;
        all.controls += (c < 0x20 && !(c >= '\t' && c <= '\r')) || (c >= 0x7F && c < 0xA0);
        all.replaced += c == 0xFFFD;
        all.han += zy_is_han(c);
        all.western += c >= 0xA1 && c <= 0xFF;
    }
    return all;
}

/* The text without control characters; line ends stay as they are. */
static char *cleaned(zy_arena *arena, const char *text, size_t len, size_t *out_bytes)
{
    char *copy = zy_arena_get(arena, len + 1, 1);
    size_t used = 0;
    for (size_t at = 0; copy && at < len;) {
        size_t from = at;
        uint32_t c = zy_utf8_next(text, len, &at);
        if ((c < 0x20 && !(c >= '\t' && c <= '\r')) || (c >= 0x7F && c < 0xA0 && c != 0x85))
            continue;
        memcpy(copy + used, text + from, at - from);
        used += at - from;
    }
    *out_bytes = used;
    return copy;
}

static zy_status judge(const census *all, const char *source, zy_error *err)
{
    if (all->nuls * 200 > all->chars || all->controls * 20 > all->chars)
        return zy_fail(err, ZY_REFUSED, "%s 不是文本文件（含有大量控制字符），未收录", source);
    if (all->replaced * 20 > all->chars)
        return zy_fail(err, ZY_REFUSED,
                       "%s 里大量文字已在别处损坏（替换符 %zu 个），未收录；请从原稿重新导出", source,
                       all->replaced);
    if (all->western > 20 && all->western > all->han)
        return zy_fail(err, ZY_REFUSED,
                       "%s 是乱码：像是把 GBK 当作西文读出又存成了别的编码，未收录；请从原稿重新导出",
                       source);
    return ZY_OK;
}

zy_status zy_text_judge(const char *text, size_t len_bytes, const char *source, zy_error *err)
{
    census all = count(text, len_bytes);
    return judge(&all, source, err);
}

static void note_repairs(zy_articles *set, const census *all, const char *source)
{
    if (all->controls)
        zy_articles_note(set, ZY_NOTE_REPAIRED, "control-characters", source, 0, 1,
                         "%s 里去掉了 %zu 个控制字符", source, all->controls);
    if (all->replaced)
        zy_articles_note(set, ZY_NOTE_REPAIRED, "broken-characters", source, 0, 1,
                         "%s 里有 %zu 个字已无法辨认（替换符或残缺的代理对）", source, all->replaced);
}

zy_status zy_decode(const char *bytes, size_t len_bytes, const char *declared, const char *source,
                    zy_articles *set, const char **text, size_t *text_bytes, zy_error *err)
{
    zy_buf utf8 = {0};
    choice chosen = {"UTF-8", ""};
    if (len_bytes && !choose(bytes, len_bytes, declared, &utf8, &chosen)) {
        zy_buf_free(&utf8);
        return zy_fail(err, ZY_REFUSED,
                       "%s 的文字编码认不出来（试过 UTF-8、UTF-16、GB18030、Big5），未收录；请另存为 UTF-8",
                       source);
    }
    census all = count(utf8.data ? utf8.data : "", utf8.len_bytes);
    zy_status status = judge(&all, source, err);
    if (!status) {
        note_repairs(set, &all, source);
        *text = cleaned(&set->arena, utf8.data ? utf8.data : "", utf8.len_bytes, text_bytes);
        set->encoding = zy_arena_printf(&set->arena, "%s（%s）", chosen.name, chosen.how);
        zy_articles_note(set, ZY_NOTE_INFO, "encoding", source, 0, 1, "%s 的编码是 %s", source,
                         set->encoding ? set->encoding : "");
        if (!*text)
            status = zy_fail_memory(err);
    }
    zy_buf_free(&utf8);
    return status;
}
