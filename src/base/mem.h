/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_MEM_H
#define BASE_MEM_H

#include <stddef.h>

/* Memory that is there or the process ends: out of memory calls the hook of mem_on_exhaustion (the desk restores
 * the terminal and says that what was accepted is safe), then exits 71. Every change is a committed transaction,
 * so ending is safe. Free with free(). */
void *mem_alloc(size_t size) __attribute__((malloc, returns_nonnull));                     /* zeroed */
void *mem_array(size_t count, size_t size) __attribute__((malloc, returns_nonnull));       /* zeroed, checked product */
void *mem_grow(void *old, size_t count, size_t size) __attribute__((returns_nonnull));     /* realloc; new part not zeroed */
char *mem_text(const char *s) __attribute__((malloc));                                     /* copy; NULL stays NULL */
char *mem_text_n(const char *s, size_t n) __attribute__((malloc, returns_nonnull));        /* copy of n bytes, ended */
char *mem_format(const char *format, ...) __attribute__((malloc, returns_nonnull, format(printf, 1, 2)));
void mem_on_exhaustion(void (*hook)(void));
/* The same end for anything else that the program cannot go on without: hook, `text` on standard error, exit code. */
_Noreturn void mem_give_up(const char *text, int exit_code);

/* Overwrites secrets before their memory goes (never optimised away), then frees. NULL is fine. */
void mem_wipe_free(void *p, size_t size);

/* Gives what is free back to the machine, where the C library can: for a program that is about to wait. */
void mem_rest(void);

/* An arena: many small things that die together (a catalogue, a plan). */
struct arena;
struct arena *arena_new(void);
void arena_free(struct arena *a);                                                          /* NULL is fine */
void *arena_alloc(struct arena *a, size_t size) __attribute__((returns_nonnull));          /* zeroed, aligned */
char *arena_text(struct arena *a, const char *s);                                          /* copy; NULL stays NULL */
char *arena_text_n(struct arena *a, const char *s, size_t n) __attribute__((returns_nonnull));
char *arena_format(struct arena *a, const char *format, ...) __attribute__((returns_nonnull, format(printf, 2, 3)));

#define COUNT_OF(array) (sizeof(array) / sizeof((array)[0]))

#endif
