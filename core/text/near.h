/* SPDX-License-Identifier: GPL-2.0-or-later */
/*
 * How alike two folded texts are: the resemblance of their sets of five letters in a row (Broder 1997),
 * digits taken as one, so that a notice printed again a year later with other sums and days is seen as the
 * same.
 */
#ifndef ZY_TEXT_NEAR_H
#define ZY_TEXT_NEAR_H

#include "zy.h"

/* Texts with this share of their fives in common are told to the reader as nearly the same. */
#define ZY_NEAR_ALIKE 0.7

/* Four bytes, each from the least of the text's fives in one of four orders: alike texts have most of them in
 * common. 0 for a text of fewer than 40 letters, of which nothing is said. */
uint32_t zy_near_signature(const uint16_t *units, size_t count);

/* Worth comparing?  Misses one in twelve at a resemblance of .7, hardly any above .85. */
bool zy_near_worth_comparing(uint32_t a, uint32_t b);

/* The resemblance, 0 to 1, within some .05: of long texts a sample is compared. */
double zy_near_resemblance(const uint16_t *a, size_t a_count, const uint16_t *b, size_t b_count);

#endif
