/* SPDX-License-Identifier: Apache-2.0 */
/* Lists without a screen: the bar, headings, filters, marks, rows that move. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/list.h"

/* Names that begin with # are headings; each row's id is its first byte after that. */
struct rows { const char *names[32]; size_t count; unsigned marks, asked; size_t moved; };

static size_t count(void *ctx)
{
	const struct rows *r = ctx;
	return r->count;
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct rows *r = ctx;
	(void)column, (void)look;
	buf_text(out, r->names[row]);
}

static uint64_t id(void *ctx, size_t row)
{
	const struct rows *r = ctx;
	return (unsigned char)r->names[row][0] * 256u + (unsigned char)r->names[row][1];
}

static bool match(void *ctx, size_t row, const char *filter)
{
	struct rows *r = ctx;
	r->asked++;
	return text_match(r->names[row], filter) >= 0;
}

static bool heading(void *ctx, size_t row)
{
	const struct rows *r = ctx;
	return r->names[row][0] == '#';
}

static bool marked(void *ctx, size_t row, bool *can)
{
	const struct rows *r = ctx;
	*can = row != 2;
	return r->marks >> row & 1;
}

static bool mark(void *ctx, size_t row, bool on)
{
	struct rows *r = ctx;
	r->marks = on ? r->marks | 1u << row : r->marks & ~(1u << row);
	return true;
}

static void moved(void *ctx, size_t row)
{
	struct rows *r = ctx;
	r->moved = row;
}

static const struct list_source source = { .count = count, .cell = cell, .id = id, .match = match, .heading = heading,
	.marked = marked, .mark = mark, .moved = moved };

static struct list *new_list(struct rows *r, unsigned flags, int height)
{
	static const struct list_column columns[] = { { "名", 0, false } };
	struct list *l = list_new(columns, 1, flags, &source, r);
	struct widget *w = list_widget(l);
	w->area = (struct area){ 0, 0, height, 40 };
	w->ops->place(w);
	return l;
}

static bool request(struct list *l, enum ui_request r)
{
	return list_widget(l)->ops->request(list_widget(l), r);
}

static bool type(struct list *l, const char *text)
{
	return list_widget(l)->ops->text(list_widget(l), text, strlen(text), false);
}

static void test_bar(void **state)
{
	struct rows r = { .names = { "#一", "a1", "b2", "#二", "c3", "#三" }, .count = 6 };
	struct list *l = new_list(&r, 0, 3);
	(void)state;
	assert_int_equal(list_selected(l), 1);           /* never on a heading */
	assert_true(request(l, UI_LIST_UP));
	assert_int_equal(list_selected(l), 1);
	assert_true(request(l, UI_LIST_DOWN));
	assert_true(request(l, UI_LIST_DOWN));
	assert_int_equal(list_selected(l), 4);
	assert_int_equal(r.moved, 4);
	assert_true(request(l, UI_LIST_DOWN));
	assert_int_equal(list_selected(l), 4);
	assert_true(request(l, UI_LIST_LAST));
	assert_int_equal(list_selected(l), 4);
	assert_true(request(l, UI_LIST_FIRST));
	assert_int_equal(list_selected(l), 1);
	list_select(l, 3);
	assert_int_equal(list_selected(l), 4);
	list_free(l);
}

static void test_reload(void **state)
{
	struct rows r = { .names = { "a1", "b2", "c3" }, .count = 3 };
	struct list *l = new_list(&r, 0, 3);
	(void)state;
	list_select(l, 1);
	memcpy(r.names, (const char *[]){ "x9", "y8", "#head", "b2", "c3" }, 5 * sizeof r.names[0]);
	r.count = 5;
	list_reload(l);
	assert_int_equal(list_selected(l), 3);           /* the bar stays on b2 */
	memcpy(r.names, (const char *[]){ "x9", "y8" }, 2 * sizeof r.names[0]);
	r.count = 2;
	list_reload(l);
	assert_int_equal(list_selected(l), 1);           /* b2 has gone: the nearest */
	r.count = 0;
	list_reload(l);
	assert_int_equal(list_selected(l), LIST_NONE);
	assert_true(request(l, UI_LIST_DOWN));
	assert_true(request(l, UI_LIST_LAST));
	assert_int_equal(list_selected(l), LIST_NONE);
	r.count = 2;
	list_reload(l);
	assert_int_equal(list_selected(l), 0);
	list_free(l);
}

static void test_filter(void **state)
{
	struct rows r = { .names = { "新生儿出生", "企业开办", "新设分店", "公民身后" }, .count = 4 };
	struct list *l = new_list(&r, LIST_TYPES_FILTER, 10);
	(void)state;
	assert_false(type(l, " "));                      /* a blank first is a key: it marks */
	assert_true(type(l, "x"));
	assert_int_equal(list_count(l), 2);
	assert_int_equal(list_selected(l), 0);
	r.asked = 0;
	assert_true(type(l, "s"));
	assert_int_equal(r.asked, 2);                    /* a longer filter looks only at what passed */
	assert_int_equal(list_count(l), 2);
	assert_true(type(l, "e"));
	assert_int_equal(list_count(l), 1);
	assert_true(request(l, UI_EDIT_BACKSPACE));
	assert_int_equal(list_count(l), 2);
	assert_true(request(l, UI_LIST_DOWN));
	assert_int_equal(list_selected(l), 2);           /* rows of the source, not of the picture */
	assert_true(type(l, "不"));
	assert_int_equal(list_count(l), 0);
	assert_int_equal(list_selected(l), LIST_NONE);
	list_reload(l);
	assert_int_equal(list_count(l), 0);
	assert_true(request(l, UI_LIST_UNFILTER));
	assert_int_equal(list_count(l), 4);
	list_free(l);
	l = new_list(&r, 0, 10);
	assert_false(type(l, "x"));                      /* a command's key, until the filter is asked for */
	assert_true(request(l, UI_LIST_FILTER));
	assert_true(type(l, "x"));
	assert_string_equal(list_filter(l), "x");
	assert_true(request(l, UI_EDIT_BACKSPACE));
	assert_true(request(l, UI_EDIT_BACKSPACE));      /* past the beginning: the filter ends */
	assert_false(type(l, "x"));
	list_free(l);
}

static void test_marks(void **state)
{
	struct rows r = { .names = { "a", "b", "c", "d" }, .count = 4 };
	struct list *l = new_list(&r, 0, 10);
	(void)state;
	assert_true(request(l, UI_LIST_MARK));
	assert_int_equal(r.marks, 1);
	list_select(l, 2);
	assert_true(request(l, UI_LIST_MARK));           /* cannot be marked */
	assert_int_equal(r.marks, 1);
	list_select(l, 3);
	assert_true(request(l, UI_LIST_MARK));
	assert_true(request(l, UI_LIST_MARK));
	assert_int_equal(r.marks, 1);
	list_free(l);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_bar), cmocka_unit_test(test_reload), cmocka_unit_test(test_filter),
		cmocka_unit_test(test_marks),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
