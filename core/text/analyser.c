/* SPDX-License-Identifier: GPL-2.0-or-later */
/* From the lexicon's lists to the cutter's. */
#include "text/analyser.h"

#include "base/error.h"
#include "base/utf8.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

void zy_analyser_fingerprint(const zy_lexicon *lexicon, char fingerprint[128])
{
    snprintf(fingerprint, 128, "%s/fold-1/lexicon-%016llx", zy_cut_version(),
             (unsigned long long)(lexicon ? zy_lexicon_cut_fingerprint(lexicon) : 0));
}

/* A name of one character would make a place of every such character. */
static void add(zy_cut_word *words, const char **places, size_t *count, const char *text, const char *place)
{
    if (zy_utf8_count(text, strlen(text)) < 2)
        return;
    words[*count] = (zy_cut_word){.text = text, .whole = place != NULL};
    places[(*count)++] = place;
}

static size_t most_words(const zy_lexicon *lexicon)
{
    size_t places, words, most;
    const zy_place *place = zy_lexicon_places(lexicon, &places);
    zy_lexicon_words(lexicon, &words);
    most = words + places;
    for (size_t i = 0; i < places; i++)
        most += place[i].other_count;
    return most;
}

zy_status zy_analyser_open(const zy_lexicon *lexicon, zy_analyser *out, zy_error *err)
{
    size_t most = lexicon ? most_words(lexicon) : 0, count = 0, places = 0, plain = 0;
    zy_cut_word *words = calloc(most + 1, sizeof *words);
    zy_analyser made = {.place_of_word = calloc(most + 1, sizeof *made.place_of_word)};
    zy_status status = words && made.place_of_word ? ZY_OK : zy_fail_memory(err);
    const zy_place *place = lexicon ? zy_lexicon_places(lexicon, &places) : NULL;
    const char *const *word = lexicon ? zy_lexicon_words(lexicon, &plain) : NULL;
    for (size_t i = 0; i < places && !status; i++) {
        add(words, made.place_of_word, &count, place[i].name, place[i].name);
        for (size_t k = 0; k < place[i].other_count; k++)
            add(words, made.place_of_word, &count, place[i].others[k], place[i].name);
    }
    for (size_t i = 0; i < plain && !status; i++)
        add(words, made.place_of_word, &count, word[i], NULL);
    if (!status)
        status = zy_cutter_open(words, count, &made.cutter, err);
    free(words); /* the cutter has folded copies */
    if (status) {
        free(made.place_of_word);
        return status;
    }
    made.word_count = count;
    zy_analyser_fingerprint(lexicon, made.fingerprint);
    *out = made;
    return ZY_OK;
}

void zy_analyser_close(zy_analyser *analyser)
{
    if (!analyser)
        return;
    zy_cutter_close(analyser->cutter);
    free(analyser->place_of_word);
    *analyser = (zy_analyser){0};
}
