/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What a fuzz target is: one function, called by libFuzzer with what it made up, or by replay.c with files
 * that were kept. */
#ifndef ZY_TESTS_FUZZ_H
#define ZY_TESTS_FUZZ_H

#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>

int LLVMFuzzerTestOneInput(const uint8_t *data, size_t size);

/* Stops the run as a finding: a promise was broken. */
#define FUZZ_PROMISE(holds)                                                                                  \
    do {                                                                                                     \
        if (!(holds))                                                                                        \
            abort();                                                                                         \
    } while (0)

#endif
