/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * Cutting typed letters into sounds.
 *
 * In: yanglaoy, yang lao yuan, xczx, nü'er, 养老y.  Out: a few ways to read it, the cheapest first.  At every
 * letter the cheapest ways to get there are kept, so that fangan may be fang an and fan gan.
 */
#include "suggest/spell.h"

#include <string.h>

enum { TYPED_MOST = 48, KEPT = 6 };
enum { COST_WHOLE = 10, COST_BEGUN = 13, COST_OTHER_U = 14, COST_INITIAL = 16 };

/* The typed text as units: letters a-z (v for ü), figures, Han characters; and where a new run begins. */
typedef struct {
    uint32_t units[TYPED_MOST];
    bool parted[TYPED_MOST + 1]; /* something stood between this unit and the one before */
    size_t count;
} keys;

static char base_letter(uint32_t c)
{
    static const char *const marked = "āáǎàēéěèīíǐìōóǒòūúǔùǖǘǚǜü";
    static const char *const plain = "aaaaeeeeiiiioooouuuuvvvvv";
    for (size_t at = 0, i = 0; marked[at]; i++)
        if (zy_utf8_next(marked, strlen(marked), &at) == c)
            return plain[i];
    return 0;
}

static bool is_letter(uint32_t c)
{
    return c >= 'a' && c <= 'z';
}
static bool is_figure(uint32_t c)
{
    return c >= '0' && c <= '9';
}

static uint32_t unit_of(uint32_t c)
{
    if (c >= 0xFF01 && c <= 0xFF5E)
        c = c - 0xFF01 + '!';
    if (c >= 'A' && c <= 'Z')
        return c + 'a' - 'A';
    if (c < 0x80)
        return is_letter(c) || is_figure(c) ? c : 0;
    if (c >= 0x3400 && c != ZY_UTF8_BAD && (c < 0xFE00 || c >= 0x20000))
        return c;
    return (unsigned char)base_letter(c);
}

/* A figure 1-5 behind at least two letters is a tone: yang3lao3. */
static bool is_tone(const keys *k, uint32_t unit, bool parted)
{
    return unit >= '1' && unit <= '5' && !parted && k->count >= 2 && is_letter(k->units[k->count - 1]) &&
           is_letter(k->units[k->count - 2]);
}

static bool read_keys(const char *typed, size_t len, keys *k)
{
    bool parted = true;
    *k = (keys){0};
    for (size_t at = 0; at < len;) {
        uint32_t unit = unit_of(zy_utf8_next(typed, len, &at));
        if (!unit || is_tone(k, unit, parted)) {
            parted = true;
            continue;
        }
        if (k->count == TYPED_MOST)
            return false;
        k->parted[k->count] = parted;
        k->units[k->count++] = unit;
        parted = false;
    }
    k->parted[k->count] = true;
    return k->count > 0;
}

/* The cheapest ways to spell the units up to one place. */
typedef struct {
    zy_spelling ways[KEPT];
    size_t count;
} place;

static void offer(place *to, const zy_spelling *way, const zy_sound *sound, int cost)
{
    if (way->count == ZY_READ_CHARS)
        return;
    zy_spelling next = *way;
    next.sounds[next.count++] = *sound;
    next.cost += cost;
    size_t at = to->count < KEPT ? to->count++ : KEPT;
    while (at > 0 && to->ways[at - 1].cost > next.cost) {
        if (at < KEPT)
            to->ways[at] = to->ways[at - 1];
        at--;
    }
    if (at < KEPT)
        to->ways[at] = next;
}

static void offer_all(place *to, const place *from, const zy_sound *sound, int cost)
{
    for (size_t i = 0; i < from->count; i++)
        offer(to, &from->ways[i], sound, cost);
}

static zy_sound whole(uint16_t syllable, char initial)
{
    return (zy_sound){.first = syllable, .last = syllable, .initial = initial, .whole = true};
}

/* ü is typed as v, and as u where no other letter could be meant (jv) or both (lu). */
static uint16_t other_u(const char *letters, size_t len)
{
    char other[8];
    memcpy(other, letters, len);
    if (len < 2 || (other[1] != 'u' && other[1] != 'v'))
        return 0;
    if (strchr("jqxy", other[0]) ? other[1] == 'v' : strchr("ln", other[0]) != NULL)
        other[1] = other[1] == 'u' ? 'v' : 'u';
    else
        return 0;
    return zy_syllable_find(other, len);
}

/* Letters i..i+len as one sound. */
static void spell_letters(const keys *k, size_t i, size_t len, const place *from, place *to)
{
    char letters[8];
    for (size_t j = 0; j < len; j++)
        letters[j] = (char)k->units[i + j];
    uint16_t syllable = zy_syllable_find(letters, len), other = other_u(letters, len), first, last;
    if (syllable) {
        zy_sound sound = whole(syllable, letters[0]);
        offer_all(to, from, &sound, COST_WHOLE);
    }
    if (other) {
        zy_sound sound = whole(other, letters[0]);
        bool only = !syllable;
        offer_all(to, from, &sound, only ? COST_WHOLE : COST_OTHER_U);
    }
    bool some = zy_syllable_range(letters, len, &first, &last);
    bool last_one = i + len == k->count, double_ = len == 2 && letters[1] == 'h';
    if (len > 1 && !(some && (double_ || last_one)))
        return;
    zy_sound sound = {.first = some ? first : 1, .last = some ? last : 0, .initial = letters[0]};
    if (len == 1)
        sound.ascii = (uint16_t)(ZY_SOUND_ASCII + (unsigned char)letters[0]);
    offer_all(to, from, &sound, len == 1 || !last_one ? COST_INITIAL : COST_BEGUN);
}

static void spell_at(const keys *k, size_t i, place *places)
{
    uint32_t unit = k->units[i];
    if (!is_letter(unit)) {
        zy_sound sound = {.first = 1, .last = 0, .whole = true};
        sound.han = is_figure(unit) ? 0 : unit;
        sound.ascii = is_figure(unit) ? (uint16_t)(ZY_SOUND_ASCII + unit) : 0;
        sound.initial = is_figure(unit) ? (char)unit : 0;
        offer_all(&places[i + 1], &places[i], &sound, COST_WHOLE);
        return;
    }
    for (size_t len = 1; len <= 6 && i + len <= k->count; len++) {
        if (len > 1 && (k->parted[i + len - 1] || !is_letter(k->units[i + len - 1])))
            break;
        spell_letters(k, i, len, &places[i], &places[i + len]);
    }
}

/* Each letter an initial: the way that costs most, and often the one that is meant. */
static bool all_initials(const keys *k, zy_spelling *out)
{
    *out = (zy_spelling){.cost = COST_INITIAL * (int)k->count};
    if (k->count > ZY_READ_CHARS)
        return false;
    for (size_t i = 0; i < k->count; i++) {
        char letter = (char)k->units[i];
        uint16_t first = 1, last = 0;
        if (!is_letter(k->units[i]) && !is_figure(k->units[i]))
            return false;
        if (!zy_syllable_range(&letter, 1, &first, &last)) {
            first = 1;
            last = 0;
        }
        out->sounds[out->count++] = (zy_sound){.first = first,
                                               .last = last,
                                               .ascii = (uint16_t)(ZY_SOUND_ASCII + (unsigned char)letter),
                                               .initial = letter};
    }
    return true;
}

size_t zy_spell(const char *typed, size_t len_bytes, zy_spelling *out)
{
    keys k;
    if (!read_keys(typed, len_bytes, &k))
        return 0;
    place places[TYPED_MOST + 1];
    for (size_t i = 0; i <= k.count; i++)
        places[i].count = 0;
    places[0].ways[0] = (zy_spelling){.count = 0, .cost = 0};
    places[0].count = 1;
    for (size_t i = 0; i < k.count; i++)
        spell_at(&k, i, places);
    const place *end = &places[k.count];
    memcpy(out, end->ways, end->count * sizeof *out);
    size_t count = end->count;
    bool there = false;
    for (size_t i = 0; i < count; i++)
        there = there || zy_spelling_is_initials(&out[i]);
    if (!there && all_initials(&k, &out[count]))
        count++;
    return count;
}

bool zy_spelling_is_whole(const zy_spelling *spelling)
{
    for (size_t i = 0; i < spelling->count; i++)
        if (!spelling->sounds[i].whole)
            return false;
    return true;
}

bool zy_spelling_is_initials(const zy_spelling *spelling)
{
    for (size_t i = 0; i < spelling->count; i++)
        if (spelling->sounds[i].whole || !spelling->sounds[i].ascii)
            return false;
    return true;
}

bool zy_spelling_has_han(const zy_spelling *spelling)
{
    for (size_t i = 0; i < spelling->count; i++)
        if (spelling->sounds[i].han)
            return true;
    return false;
}
