/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FUZZ_H
#define TESTS_FUZZ_H

#include <stddef.h>
#include <stdio.h>
#include <stdlib.h>

/* One parser and what must hold whatever it is given. libFuzzer calls it (--enable-fuzzing with clang, `make fuzz`), or
 * replay.c in make check: every seed of tests/fuzz/seeds and a fixed number of mutations of it. */
int LLVMFuzzerTestOneInput(const unsigned char *data, size_t n);

#define HOLDS(what) \
	do { \
		if (!(what)) { \
			(void)fprintf(stderr, "%s:%d: does not hold: %s\n", __FILE__, __LINE__, #what); \
			abort(); \
		} \
	} while (0)

#endif
