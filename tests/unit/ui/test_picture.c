/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/picture.h"
#include "ui/picture_private.h"
#include "ui/wrap.h"

static enum status read_text(const char *text, struct picture **p, struct err *err)
{
	*err = (struct err){ 0 };
	return picture_read("a.form", text, strlen(text), p, err);
}

static const char good[] =
	"# a screen\n"
	"screen person \"人员\" help=\"一个人。\"\n"
	"picture\n"
	" 姓名 {name    }  [1] 不是框\n"
	" 备注 {remark  }\n"
	"      {        }\n"
	"─────────────────────────────────────────────────────────────────────────────────\n"
	" [all                                                                         ]\n"
	" [                                                                            ]\n"
	"下面\n"
	"end\n"
	"picture 132x43\n"
	"{name    } 大 {remark          }\n"
	"end\n"
	"field name text max=20 required help=\"姓 名\"\n"
	"field remark lines max=60 bytes=100 help=x\n"
	"list all grow\n";

static void test_good(void **state)
{
	struct picture *p;
	struct err err;
	(void)state;
	/* the rule is one cell too long for 80: first seen red, then right */
	assert_int_equal(read_text(good, &p, &err), ST_CONFIG);
	assert_string_equal(err.code, "E-3212");
	assert_string_equal(err.where, "a.form:7");
	char text[sizeof good];
	memcpy(text, good, sizeof good);
	char *rule = strstr(text, "─");
	memmove(rule, rule + 3, strlen(rule + 3) + 1);
	assert_int_equal(read_text(text, &p, &err), ST_OK);
	assert_string_equal(p->name, "person");
	assert_string_equal(p->title, "人员");
	assert_int_equal(p->part_count, 3);
	assert_true(p->parts[0].required);
	assert_string_equal(p->parts[0].help, "姓 名");
	assert_int_equal(p->parts[1].bytes, 100);
	const struct picture_drawing *d = picture_fitting(p, (struct area){ 0, 0, 22, 80 });
	assert_int_equal(d->width, 80);
	assert_memory_equal(&d->boxes[0], (&(struct area){ 0, 6, 1, 10 }), sizeof(struct area));
	assert_memory_equal(&d->boxes[1], (&(struct area){ 1, 6, 2, 10 }), sizeof(struct area));
	assert_memory_equal(&d->boxes[2], (&(struct area){ 4, 1, 2, 78 }), sizeof(struct area));
	assert_string_equal(d->rows[0], " 姓名             [1] 不是框");
	struct arena *a = arena_new();
	assert_string_equal(picture_label(a, d, 0), "姓名");
	arena_free(a);
	/* grown: what is below moves down, the list is taller and wider */
	struct area place = picture_place(p, d, 2, (struct area){ 0, 0, 28, 100 });
	assert_memory_equal(&place, (&(struct area){ 4, 1, 8, 98 }), sizeof place);
	place = picture_place(p, d, 0, (struct area){ 0, 0, 28, 100 });
	assert_memory_equal(&place, (&(struct area){ 0, 6, 1, 10 }), sizeof place);
	d = picture_fitting(p, (struct area){ 0, 0, 41, 132 });
	assert_int_equal(d->width, 132);
	assert_int_equal(d->boxes[1].width, 18);
	assert_int_equal(d->boxes[2].height, 0);
	picture_free(p);
}

static void test_faults(void **state)
{
#define HEAD "screen a b\npicture\n"
#define TAIL "end\nfield f text help=x\n"
	static const struct { const char *text, *code; int line; } bad[] = {
		{ "", "E-3210", 0 },
		{ "screen a b\n", "E-3210", 1 },
		{ "screen a\n", "E-3215", 1 },
		{ "screen a b\nscreen a b\n", "E-3215", 2 },
		{ "screen a b c=d\n", "E-3215", 1 },
		{ HEAD "{f }\n", "E-3210", 2 },                                          /* no end */
		{ HEAD "{f }\n" TAIL "field g text help=x\n", "E-3211", 6 },             /* a field without box */
		{ HEAD "{f } {g }\n" TAIL, "E-3211", 3 },                                /* a box without field */
		{ HEAD "{f }\n{f }\n" TAIL, "E-3211", 4 },                               /* twice */
		{ HEAD "{f }\n {  }\n" TAIL, "E-3211", 4 },                              /* a blank box that continues nothing */
		{ HEAD "{f }\n{   }\n" TAIL, "E-3211", 4 },
		{ HEAD "{f }\n{  }\n" TAIL, "E-3211", 6 },                               /* taller, but no `lines` */
		{ HEAD "{f\n" TAIL, "E-3211", 3 },
		{ HEAD "{f  }\n" TAIL, "E-3213", 3 },                                    /* odd */
		{ HEAD "{f }\nend\nfield f text\n", "E-3214", 5 },                       /* no help */
		{ HEAD "{f }\nend\nfield f txt help=x\n", "E-3215", 5 },
		{ HEAD "{f }\nend\nfield f\n", "E-3215", 5 },
		{ HEAD "{f }\n" TAIL "field f text help=x\n", "E-3215", 6 },
		{ HEAD "{f }\nend\nfield f text help=x max=a\n", "E-3215", 5 },
		{ HEAD "{f }\nend\nfield f text help=x huge\n", "E-3215", 5 },
		{ HEAD "{f }\nend\nfield f choice help=x choices=\"1:a 2\"\n", "E-3215", 5 },
		{ HEAD "{f }\nend\nfield f choice help=x choices=\"1: a\"\n", "E-3215", 5 },
		{ HEAD "{f }\n" TAIL "list l\n", "E-3211", 6 },
		{ HEAD "{f } [l ] [m ]\n" TAIL "list l grow\nlist m grow\n", "E-3212", 2 },
		{ HEAD "{f }\n" TAIL "wibble\n", "E-3215", 6 },
		{ HEAD "{f }\n" TAIL "field \"g\n", "E-3215", 6 },
		{ HEAD "{f }\t\n" TAIL, "E-3212", 3 },
		{ "screen a b\npicture 79x24\nend\n", "E-3215", 2 },
		{ "screen a b\npicture 80y24\nend\n", "E-3215", 2 },
		{ HEAD "\xFF\n" TAIL, "E-3210", 0 },
		{ HEAD "1\n2\n3\n4\n5\n6\n7\n8\n9\n10\n11\n12\n13\n14\n15\n16\n17\n18\n19\n20\n21\n22\n23\n" TAIL, "E-3212", 25 },
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct picture *p;
		struct err err;
		char where[40];
		if (!read_text(bad[i].text, &p, &err))
			fail_msg("%zu: was taken:\n%s", i, bad[i].text);
		assert_null(p);
		(void)snprintf(where, sizeof where, "a.form:%d", bad[i].line);
		if (strcmp(err.code, bad[i].code) != 0 || strcmp(err.where, where) != 0)
			fail_msg("%zu: %s %s %s\n%s", i, err.code, err.where, err.text, bad[i].text);
	}
}

/* A good screen with seeded damage: read or refused with its place, never worse (run it under the sanitizers). */
static void test_damaged(void **state)
{
	static const char spice[] = "{}[]\"=:#\n \t\xE5\xFF_x0-";
	uint32_t x = 2463534242u;
	(void)state;
	for (int i = 0; i < 20000; i++) {
		char text[sizeof good];
		struct picture *p;
		struct err err;
		memcpy(text, good, sizeof good);
		for (int k = 0; k < 4; k++) {
			x ^= x << 13, x ^= x >> 17, x ^= x << 5;
			text[x % (sizeof good - 1)] = spice[(x >> 16) % (sizeof spice - 1)];
		}
		if (picture_read("a.form", text, sizeof good - 1 - x % 50, &p, &err))
			assert_true(!p && !strncmp(err.where, "a.form:", 7) && *err.text);
		picture_free(p);
	}
}

static void test_wrap(void **state)
{
	static const struct { const char *text; int cells; const char *lines; } cases[] = {
		{ "one two three", 8, "one two|three" },
		{ "一二三四五", 4, "一二|三四|五" },
		{ "一二,三四。五", 4, "一|二,|三|四。|五" },           /* nor with a comma */
		{ "一二三。四", 6, "一二|三。四" },              /* a line does not begin with 。 */
		{ "一(二三)", 4, "一|(二|三)" },
		{ "一「二三」", 4, "一|「二|三」" },
		{ "a\n\nb", 8, "a||b" },
		{ "abcdefghij", 4, "abcd|efgh|ij" },
		{ "一二三", 5, "一二|三" },
		{ "字", 1, "字" },                                /* narrower than a character: it goes on all the same */
	};
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf all;
		const char *s = cases[i].text;
		buf_init(&all, BUF_SMALL);
		for (size_t n = strlen(s), next; n; s += next, n -= next) {
			size_t size = wrap_line(s, n, cases[i].cells, &next);
			buf_text(&all, s == cases[i].text ? "" : "|");
			buf_add(&all, s, size);
			assert_true(next > 0);
		}
		if (strcmp(all.data, cases[i].lines) != 0)
			fail_msg("%s: %s", cases[i].text, all.data);
		buf_release(&all);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_good), cmocka_unit_test(test_faults), cmocka_unit_test(test_damaged),
		cmocka_unit_test(test_wrap),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
