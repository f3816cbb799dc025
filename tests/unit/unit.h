/* SPDX-License-Identifier: GPL-2.0-or-later */
/* What every cmocka test includes first, in the order cmocka wants. */
#ifndef ZY_TESTS_UNIT_H
#define ZY_TESTS_UNIT_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
/* cmocka after the four above */
#include <cmocka.h>

#define COUNT(table) (sizeof(table) / sizeof *(table))

#endif
