/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_BUF_H
#define BASE_BUF_H

#include <stdbool.h>
#include <stddef.h>

/* A byte buffer with a ceiling fixed at birth (curl's dynbuf is the model). `data` is always ended by a NUL that
 * `len` does not count. Passing the ceiling empties nothing: it sets `overflow`, further adds do nothing, and the
 * caller tests it once at the end. Embedded by value: buf_init … buf_release. */
struct buf {
	char *data;
	size_t len;
	bool overflow;
	size_t room, ceiling;    /* private */
};

#define BUF_SMALL ((size_t)64 * 1024)
#define BUF_LARGE ((size_t)16 * 1024 * 1024)

void buf_init(struct buf *b, size_t ceiling);
void buf_release(struct buf *b);            /* frees; the buffer can be initialised again */
void buf_clear(struct buf *b);              /* empty, keeps its memory and ceiling */
void buf_wipe(struct buf *b);               /* overwrites, then releases: for secrets */
void buf_add(struct buf *b, const void *bytes, size_t n);
void buf_text(struct buf *b, const char *s);                 /* NULL adds nothing */
void buf_char(struct buf *b, char c);
void buf_format(struct buf *b, const char *format, ...) __attribute__((format(printf, 2, 3)));
/* Gives the bytes away (free with free()) and leaves the buffer empty; NULL when it overflowed. */
char *buf_take(struct buf *b);

#endif
