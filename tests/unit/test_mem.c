/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/status.h"
#include "base/tls.h"

/* AddressSanitizer asks this: an allocation that is too large shall fail as it does without it. */
const char *__asan_default_options(void);
const char *__asan_default_options(void)
{
	return "allocator_may_return_null=1";
}

static void a_buffer_grows_to_its_ceiling(void **state)
{
	(void)state;
	struct buf b;

	for (size_t ceiling = 0; ceiling < 300; ceiling += 7) {
		buf_init(&b, ceiling);
		assert_string_equal(b.data, "");
		for (size_t i = 0; i < ceiling; i++) {
			buf_char(&b, 'x');
			assert_int_equal(b.data[b.len], '\0');
		}
		assert_false(b.overflow);
		assert_int_equal(b.len, ceiling);
		buf_char(&b, 'y');
		assert_true(b.overflow);
		assert_int_equal(strlen(b.data), ceiling);
		buf_text(&b, "");
		assert_int_equal(b.len, ceiling);
		buf_clear(&b);
		assert_false(b.overflow);
		assert_int_equal(b.len, 0);
		buf_release(&b);
		buf_release(&b);
	}
}

static void an_add_that_does_not_fit_adds_nothing(void **state)
{
	(void)state;
	struct buf b;

	buf_init(&b, 5);
	buf_text(&b, "abc");
	buf_text(&b, "def");
	assert_string_equal(b.data, "abc");
	buf_text(&b, "d");      /* after an overflow nothing more comes */
	assert_string_equal(b.data, "abc");
	assert_null(buf_take(&b));
	assert_false(b.overflow);
	buf_format(&b, "%d-%s", 12, "ab");
	assert_string_equal(b.data, "12-ab");
	buf_format(&b, "%s", "");
	assert_false(b.overflow);
	buf_format(&b, "%d", 1);
	assert_true(b.overflow);
	assert_string_equal(b.data, "12-ab");
	buf_wipe(&b);
	assert_string_equal(b.data, "");
	buf_text(&b, NULL);
	buf_add(&b, "a\0b", 3);
	assert_int_equal(b.len, 3);
	buf_release(&b);
	buf_init(&b, BUF_SMALL);
	for (int i = 0; i < 100; i++)   /* past the room that it has, again and again */
		buf_format(&b, "%04d%.*s", i, i % 2 ? 60 : 0, "............................................................");
	assert_int_equal(b.len, 100 * 4 + 50 * 60);
	assert_memory_equal(b.data + 68, "0002", 4);
	assert_memory_equal(b.data + b.len - 64, "0099", 4);
	assert_int_equal(strlen(b.data), b.len);
	buf_release(&b);
}

static void taking_gives_the_bytes_away(void **state)
{
	(void)state;
	struct buf b;

	buf_init(&b, BUF_SMALL);
	char *empty = buf_take(&b);
	assert_string_equal(empty, "");
	free(empty);
	buf_text(&b, "新生儿");
	char *text = buf_take(&b);
	assert_string_equal(text, "新生儿");
	assert_string_equal(b.data, "");
	buf_text(&b, "x");
	assert_string_equal(text, "新生儿");
	free(text);
	buf_release(&b);
}

static void an_arena_keeps_everything_apart(void **state)
{
	(void)state;
	struct arena *a = arena_new();
	enum { PIECES = 3000 };
	static unsigned char *pieces[PIECES];

	for (size_t i = 0; i < PIECES; i++) {
		size_t n = i * 37 % 601;
		pieces[i] = arena_alloc(a, n);
		assert_int_equal((uintptr_t)pieces[i] % _Alignof(max_align_t), 0);
		for (size_t k = 0; k < n; k++) {
			assert_int_equal(pieces[i][k], 0);
			pieces[i][k] = (unsigned char)i;
		}
	}
	for (size_t i = 0; i < PIECES; i++)
		for (size_t k = 0; k < i * 37 % 601; k++)
			assert_int_equal(pieces[i][k], (unsigned char)i);
	memset(arena_alloc(a, 1 << 20), 1, 1 << 20);
	assert_string_equal(arena_format(a, "%d/%s", 3, "件"), "3/件");
	assert_string_equal(arena_text_n(a, "一件事", 3), "一");
	assert_null(arena_text(a, NULL));
	arena_free(a);
	arena_free(NULL);
}

static void texts(void **state)
{
	(void)state;
	char *a = mem_format("%s-%d", "x", 5), *b = mem_text_n("abc", 2), *none = mem_text_n(NULL, 0);

	assert_string_equal(a, "x-5");
	assert_string_equal(b, "ab");
	assert_string_equal(none, "");
	assert_null(mem_text(NULL));
	mem_wipe_free(a, strlen(a));
	mem_wipe_free(NULL, 3);
	free(b);
	free(none);
}

static void say(void)
{
	_Exit(fputs("hook", stdout) < 0 ? 1 : 71);
}

/* Runs `act` in a child; its exit code. */
static int exit_of(void (*act)(void))
{
	int st;

	fflush(NULL);
	pid_t child = fork();
	assert_true(child >= 0);
	if (child == 0) {
		if (!freopen("/dev/null", "w", stderr) || !freopen("/dev/null", "w", stdout))
			_Exit(2);
		act();
		_Exit(0);
	}
	assert_int_equal(waitpid(child, &st, 0), child);
	return WIFEXITED(st) ? WEXITSTATUS(st) : 128 + WTERMSIG(st);
}

static volatile size_t huge = SIZE_MAX / 2 - 64;
static void ask_product(void) { free(mem_array(huge, 3)); }
static void grow_product(void) { free(mem_grow(NULL, huge, 3)); }
static void grow_with_hook(void) { mem_on_exhaustion(say); free(mem_grow(NULL, huge, 3)); }
static void ask_arena(void) { arena_alloc(arena_new(), huge + huge); }

static void exhaustion_ends_the_program(void **state)
{
	(void)state;
	assert_int_equal(exit_of(ask_product), status_exit(ST_NOMEM));
	assert_int_equal(exit_of(grow_product), status_exit(ST_NOMEM));
	assert_int_equal(exit_of(grow_with_hook), 71);
	assert_int_equal(exit_of(ask_arena), status_exit(ST_NOMEM));
}

/* Not linked with OpenSSL here, so it is loaded at the call, which has no file descriptor left for it. */
static void certificates_without_files(void)
{
	struct err err;

	if (setrlimit(RLIMIT_NOFILE, &(struct rlimit){ 0, 0 }) < 0)
		_Exit(3);
	_Exit(tls_make("/nowhere", "大厅", &err) == ST_BUG && strcmp(err.code, "E-4104") == 0 ? 0 : 1);
}

static void without_openssl_there_are_no_certificates(void **state)
{
	(void)state;
	assert_int_equal(exit_of(certificates_without_files), 0);
}

static void an_error_is_cut_at_a_character(void **state)
{
	(void)state;
	struct err err;
	char long_text[1200] = "";

	for (size_t i = 0; i + 4 < sizeof long_text; i += 3)
		memcpy(long_text + i, "办", 4);
	for (size_t shift = 0; shift < 3; shift++) {
		assert_int_equal(err_at(&err, ST_DATA, "E-3199", "where", "%.*s%s", (int)shift, "abc", long_text), ST_DATA);
		size_t n = strlen(err.text);
		assert_true(n > sizeof err.text - 5 && (n - shift) % 3 == 0);
	}
	assert_int_equal(err_set(NULL, ST_FULL, "E-3199", "x"), ST_FULL);
	err_clear(&err);
	assert_int_equal(err.status, ST_OK);
	assert_int_equal(status_exit((enum status)99), 70);
	assert_string_equal(status_name(ST_CONFLICT), "CONFLICT");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_buffer_grows_to_its_ceiling),
		cmocka_unit_test(an_add_that_does_not_fit_adds_nothing),
		cmocka_unit_test(taking_gives_the_bytes_away),
		cmocka_unit_test(an_arena_keeps_everything_apart),
		cmocka_unit_test(texts),
		cmocka_unit_test(exhaustion_ends_the_program),
		cmocka_unit_test(without_openssl_there_are_no_certificates),
		cmocka_unit_test(an_error_is_cut_at_a_character),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
