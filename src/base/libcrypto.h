/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_LIBCRYPTO_H
#define BASE_LIBCRYPTO_H

#include <stdbool.h>
#include <stddef.h>

/* OpenSSL's libcrypto, loaded at its first use: merely linking it costs each start 0.5 ms and 410 KiB of relocated
 * pages, before the login screen that needs none of it (performance.md, "the loader is the start-up"). For base only. */
struct libcrypto_call { const char *name; void **to; };

/* Fills the table's pointers; NULL when all went well, else a Chinese sentence that says what is missing. */
const char *libcrypto_load(const struct libcrypto_call *calls, size_t count);

/* Declares, from one macro list LIST(_) of OpenSSL's own names, `lib` with a pointer for each, typed by its headers, and
 * `lib_calls` for libcrypto_load. */
#define LIBCRYPTO_MEMBER(name) __typeof__(&name) name;
#define LIBCRYPTO_ROW(name) { #name, (void **)&lib.name },
#define LIBCRYPTO_CALLS(LIST) \
	static struct { LIST(LIBCRYPTO_MEMBER) } lib; \
	static const struct libcrypto_call lib_calls[] = { LIST(LIBCRYPTO_ROW) }

#endif
