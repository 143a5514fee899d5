/* SPDX-License-Identifier: Apache-2.0 */
/* One question over a real socket: whatever the other side does ends with one word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/line_ask.h"
#include "base/mem.h"
#include "fake/evaluator.h"

#define SOON 20              /* ms; what is to come before it comes at once */
#define NEVER 600000

struct seen { enum line_news news[8]; size_t count; char line[64]; bool stop; };
static struct loop *loop;
static struct fake_evaluator other;
static char path[108];

static bool news(void *ctx, enum line_news what, const char *line, size_t n)
{
	struct seen *s = ctx;

	assert_true(s->count < COUNT_OF(s->news));
	s->news[s->count++] = what;
	if (line)
		snprintf(s->line, sizeof s->line, "%.*s", (int)n, line);
	return !s->stop;
}

static void await(const struct seen *s, size_t count)
{
	while (s->count < count)
		assert_int_equal(loop_turn(loop, -1), ST_OK);
}

static struct line_ask *ask(struct seen *s, int64_t quiet, int64_t half, int64_t late)
{
	const struct line_limits limits = { 16, quiet, half, late };

	*s = (struct seen){ 0 };
	return line_ask_start(loop, path, "hello\n", &limits, news, s);
}

static void open_one(void **state)
{
	char line[1024];
	struct seen s;

	(void)state;
	(void)ask(&s, NEVER, NEVER, NEVER);
	fake_evaluator_asked(&other, line);
	assert_string_equal(line, "hello\n");
	s.stop = true;
	fake_evaluator_say(&other, "16 bytes and no0\nmore\n");       /* the first line ends it */
	await(&s, 1);
	assert_int_equal(s.news[0], LINE_WHOLE);
	assert_string_equal(s.line, "16 bytes and no0");
	fake_evaluator_left(&other);
	struct line_ask *a = ask(&s, NEVER, NEVER, NEVER);
	fake_evaluator_asked(&other, line);
	fake_evaluator_say(&other, "one\ntwo\n");
	await(&s, 2);
	assert_string_equal(s.line, "two");
	line_ask_stop(a);                                              /* without a word */
	fake_evaluator_left(&other);
	assert_int_equal(s.count, 2);
}

static void each_end_has_its_name(void **state)
{
	static const struct { const char *say; bool leave; enum line_news end; int64_t half, late; } rows[] = {
		{ "", true, LINE_GONE, NEVER, NEVER }, { "abc", true, LINE_HALF, NEVER, NEVER }, { "abc", false, LINE_HALF, SOON, NEVER },
		{ "one more than fit\n", false, LINE_LONG, NEVER, NEVER }, { "", false, LINE_LATE, NEVER, SOON },
		{ "a line of seventeen bytes and many more", false, LINE_LONG, NEVER, NEVER },
	};
	char line[1024];
	struct seen s;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		(void)ask(&s, NEVER, rows[i].half, rows[i].late);
		fake_evaluator_asked(&other, line);
		if (*rows[i].say)
			fake_evaluator_say(&other, rows[i].say);
		if (rows[i].leave) {
			close(other.fd);
			other.fd = -1;
		}
		await(&s, 1);
		assert_int_equal(s.news[0], rows[i].end);
		if (!rows[i].leave)
			fake_evaluator_left(&other);
	}
	(void)ask(&s, SOON, NEVER, 2 * SOON);                          /* quiet is no end */
	await(&s, 2);
	assert_int_equal(s.news[0], LINE_QUIET);
	assert_int_equal(s.news[1], LINE_LATE);
}

static void nobody_there(void **state)
{
	char right[sizeof path];
	struct seen s;

	(void)state;
	memcpy(right, path, sizeof path);
	snprintf(path, sizeof path, "%.100s.no", right);
	(void)ask(&s, NEVER, NEVER, NEVER);
	assert_int_equal(s.count, 0);                                  /* told by the loop, not by the call */
	await(&s, 1);
	assert_int_equal(s.news[0], LINE_AWAY);
	line_ask_stop(ask(&s, NEVER, NEVER, NEVER));
	memset(path, 'x', sizeof path - 1);
	char *longer = mem_format("%s%s", path, path);
	const struct line_limits limits = { 16, NEVER, NEVER, NEVER };
	(void)line_ask_start(loop, longer, "hello\n", &limits, news, &s);
	s.count = 0;
	await(&s, 1);
	assert_int_equal(s.news[0], LINE_AWAY);
	free(longer);
	memcpy(path, right, sizeof path);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(open_one), cmocka_unit_test(each_end_has_its_name), cmocka_unit_test(nobody_there) };
	char folder[] = "/tmp/line-ask-XXXXXX";

	if (!mkdtemp(folder))
		return 99;
	snprintf(path, sizeof path, "%s/sock", folder);
	loop = loop_new();
	fake_evaluator_plug_at(&other, path);
	int failed = cmocka_run_group_tests(tests, NULL, NULL);
	fake_evaluator_unplug(&other);
	rmdir(folder);
	loop_free(loop);
	return failed;
}
