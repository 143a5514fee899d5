/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_EMBED_H
#define BASE_EMBED_H

#include <stddef.h>

/* A file of the tree that was compiled in by build-aux/embed.awk, so that the program and its screens, keymaps and
 * queries cannot part. Tables of these end with an entry whose name is NULL. */
struct embedded {
	const char *name;        /* without folder: "login.form" */
	const char *text;        /* NUL-ended */
	size_t size;             /* without the NUL */
};

#endif
