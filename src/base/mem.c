/* SPDX-License-Identifier: Apache-2.0 */
#include "base/mem.h"

#include <malloc.h>
#include <stdarg.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/status.h"

static void (*exhaustion_hook)(void);

void mem_on_exhaustion(void (*hook)(void))
{
	exhaustion_hook = hook;
}

_Noreturn void mem_give_up(const char *text, int exit_code)
{
	if (exhaustion_hook)
		exhaustion_hook();
	fprintf(stderr, "yichuang: %s,程序已退出;已受理的办件均已保存\n", text);
	_Exit(exit_code);
}

_Noreturn static void exhausted(void)
{
	mem_give_up("内存不足", status_exit(ST_NOMEM));
}

void *mem_array(size_t count, size_t size)
{
	void *p = calloc(count ? count : 1, size ? size : 1);

	if (!p)
		exhausted();
	return p;
}

void *mem_alloc(size_t size)
{
	return mem_array(1, size);
}

void *mem_grow(void *old, size_t count, size_t size)
{
	if (size && count > SIZE_MAX / size)
		exhausted();
	size_t bytes = count * size;
	void *p = realloc(old, bytes > 0 ? bytes : 1);
	if (!p)
		exhausted();
	return p;
}

char *mem_text_n(const char *s, size_t n)
{
	char *copy = mem_alloc(n + 1);

	if (n)
		memcpy(copy, s, n);
	return copy;
}

char *mem_text(const char *s)
{
	return s ? mem_text_n(s, strlen(s)) : NULL;
}

char *mem_format(const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		exhausted();
	char *out = mem_alloc((size_t)n + 1);
	va_start(ap, format);
	vsnprintf(out, (size_t)n + 1, format, ap);
	va_end(ap);
	return out;
}

void mem_rest(void)
{
#ifdef __GLIBC__
	malloc_trim(0);
#endif
}

void mem_wipe_free(void *p, size_t size)
{
	if (p)
		explicit_bzero(p, size);
	free(p);
}

/* --- arena --------------------------------------------------------------------------------------------------- */

#define FIRST_BLOCK ((size_t)1024)          /* a drawing or a day keeps little … */
#define BLOCK_SIZE ((size_t)16 * 1024)      /* … and each block has room for twice as much, up to this */
#define ALIGN _Alignof(max_align_t)

struct block {
	struct block *next;
	size_t used, size;
	_Alignas(max_align_t) unsigned char data[];
};

struct arena { struct block *blocks; };

struct arena *arena_new(void)
{
	return mem_alloc(sizeof(struct arena));
}

void arena_free(struct arena *a)
{
	if (!a)
		return;
	for (struct block *b = a->blocks, *next; b; b = next) {
		next = b->next;
		free(b);
	}
	free(a);
}

void *arena_alloc(struct arena *a, size_t size)
{
	if (size > SIZE_MAX / 2)
		exhausted();
	size = (size + ALIGN - 1) / ALIGN * ALIGN;
	struct block *b = a->blocks;
	if (!b || b->size - b->used < size) {
		size_t next = b ? b->size * 2 : FIRST_BLOCK, room = next < BLOCK_SIZE ? next : BLOCK_SIZE;
		room = size > room ? size : room;
		b = mem_alloc(sizeof *b + room);
		b->size = room;
		b->next = a->blocks;
		a->blocks = b;
	}
	void *p = b->data + b->used;
	b->used += size;
	return p;
}

char *arena_text_n(struct arena *a, const char *s, size_t n)
{
	char *copy = arena_alloc(a, n + 1);

	if (n)
		memcpy(copy, s, n);
	return copy;
}

char *arena_text(struct arena *a, const char *s)
{
	return s ? arena_text_n(a, s, strlen(s)) : NULL;
}

char *arena_format(struct arena *a, const char *format, ...)
{
	va_list ap;

	va_start(ap, format);
	int n = vsnprintf(NULL, 0, format, ap);
	va_end(ap);
	if (n < 0)
		exhausted();
	char *out = arena_alloc(a, (size_t)n + 1);
	va_start(ap, format);
	vsnprintf(out, (size_t)n + 1, format, ap);
	va_end(ap);
	return out;
}
