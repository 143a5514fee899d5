/* SPDX-License-Identifier: Apache-2.0 */
#include "base/buf.h"

#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

static char nothing[1];       /* what `data` shows before the first byte: never written to */

void buf_init(struct buf *b, size_t ceiling)
{
	*b = (struct buf){ .data = nothing, .ceiling = ceiling };
}

void buf_release(struct buf *b)
{
	if (b->room)
		free(b->data);
	buf_init(b, b->ceiling);
}

void buf_clear(struct buf *b)
{
	b->len = 0;
	b->overflow = false;
	if (b->room)
		b->data[0] = '\0';
}

void buf_wipe(struct buf *b)
{
	if (b->room)
		explicit_bzero(b->data, b->room);
	buf_release(b);
}

/* Makes room for n more bytes and the NUL; false when that passes the ceiling. */
static bool make_room(struct buf *b, size_t n)
{
	if (b->overflow || n > b->ceiling || b->len > b->ceiling - n) {
		b->overflow = true;
		return false;
	}
	if (b->len + n + 1 <= b->room)
		return true;
	size_t room = b->room ? b->room : 64;
	while (room < b->len + n + 1)
		room *= 2;
	/* not realloc: a buffer may hold secrets, and realloc leaves the old copy behind */
	char *data = mem_grow(NULL, room, 1);
	memcpy(data, b->data, b->len);
	if (b->room) {
		explicit_bzero(b->data, b->room);
		free(b->data);
	}
	b->data = data;
	b->room = room;
	return true;
}

void buf_add(struct buf *b, const void *bytes, size_t n)
{
	if (!n || !make_room(b, n))
		return;
	memcpy(b->data + b->len, bytes, n);
	b->len += n;
	b->data[b->len] = '\0';
}

void buf_text(struct buf *b, const char *s)
{
	if (s)
		buf_add(b, s, strlen(s));
}

void buf_char(struct buf *b, char c)
{
	buf_add(b, &c, 1);
}

void buf_format(struct buf *b, const char *format, ...)
{
	size_t left = b->room ? b->room - b->len : 0;
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(left ? b->data + b->len : NULL, left, format, ap);
	va_end(ap);
	if (n <= 0 || !make_room(b, (size_t)n)) {
		if (left)
			b->data[b->len] = '\0';
		return;
	}
	if ((size_t)n >= left) {
		va_start(ap, format);
		vsnprintf(b->data + b->len, (size_t)n + 1, format, ap);
		va_end(ap);
	}
	b->len += (size_t)n;
}

char *buf_take(struct buf *b)
{
	char *out = b->overflow ? NULL : b->room ? b->data : mem_text("");

	if (!out)
		buf_release(b);
	buf_init(b, b->ceiling);
	return out;
}
