/* SPDX-License-Identifier: Apache-2.0 */
/* Forms without a screen: dates, values, checks, choices, focus. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/clock.h"
#include "base/mem.h"
#include "ui/form.h"

static int64_t frozen(void)
{
	return INT64_C(1795484460000);           /* 2026-11-23 09:41 in China */
}

static void test_dates(void **state)
{
	static const struct { const char *typed, *date; } good[] = {
		{ "2026-11-23", "2026-11-23" }, { "20261123", "2026-11-23" }, { "2026.11.3", "2026-11-03" },
		{ "2026/1/3", "2026-01-03" }, { "2026年11月23日", "2026-11-23" }, { "11月3日", "2026-11-03" },
		{ "1203", "2026-12-03" }, { "12-3", "2026-12-03" }, { "5", "2026-11-05" }, { "30", "2026-11-30" },
		{ "２０２４０２２９", "2024-02-29" }, { " 1203 ", "2026-12-03" },
	};
	static const char *const bad[] = { "", "a", "20230229", "31", "1331", "2026-13-1", "26-11-23", "2026--1", "123456789", "1-2-3-4",
		"-1", "2026-11-23x", "123", "00000000" };
	char out[11];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(good); i++) {
		if (!form_date(good[i].typed, out))
			fail_msg("%s is not taken", good[i].typed);
		assert_string_equal(out, good[i].date);
	}
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		if (form_date(bad[i], out))
			fail_msg("%s is taken as %s", bad[i], out);
}

struct heard { char words[400]; };

static void changed(void *ctx, struct form *form, const char *name)
{
	struct heard *h = ctx;
	size_t n = strlen(h->words);
	const char *value = form_get(form, name);
	assert_true(n + strlen(name) + strlen(value) + 3 < sizeof h->words);
	memcpy(h->words + n, name, strlen(name) + 1);
	n += strlen(name);
	h->words[n++] = '=';
	memcpy(h->words + n, value, strlen(value) + 1);
	n += strlen(value);
	h->words[n++] = ' ';
	h->words[n] = '\0';
	if (!strcmp(name, "id") && !strcmp(value, "12"))
		assert_int_equal(form_set(form, "sex", "2"), ST_OK);
}

static enum status check(void *ctx, struct form *form, const char *name, const char *value, struct err *err)
{
	(void)ctx, (void)form;
	return !strcmp(name, "id") && strlen(value) != 2 ? err_at(err, ST_DATA, "E-1001", name, "两位") : ST_OK;
}

static const struct form_hooks hooks = { .changed = changed, .check = check };

static struct form *new_form(struct heard *h)
{
	static const struct picture_choice sexes[] = { { "1", "男" }, { "2", "女" } };
	static const struct picture_choice nations[] = { { "01", "汉族" }, { "02", "蒙古族" }, { "03", "回族" }, { "04", "藏族" },
		{ "05", "维吾尔族" }, { "06", "苗族" }, { "07", "彝族" }, { "08", "壮族" }, { "09", "布依族" }, { "10", "朝鲜族" },
		{ "11", "满族" } };
	static const struct form_row rows[] = {
		{ .section = "人", .label = "姓名", .key = "name", .kind = PICTURE_TEXT, .max = 5, .required = true },
		{ .section = "人", .label = "证件", .key = "id", .kind = PICTURE_TEXT, .max = 18 },
		{ .section = "人", .label = "性别", .key = "sex", .kind = PICTURE_CHOICE, .choices = sexes, .choice_count = 2 },
		{ .section = "人", .label = "民族", .key = "nation", .kind = PICTURE_CHOICE, .choices = nations, .choice_count = 11 },
		{ .section = "人", .label = "生日", .key = "birth", .kind = PICTURE_DATE },
		{ .section = "人", .label = "人数", .key = "count", .kind = PICTURE_NUMBER, .min = 1, .max = 9 },
		{ .section = "人", .label = "同意", .key = "agree", .kind = PICTURE_CHECK },
		{ .section = "人", .label = "编号", .key = "shown", .kind = PICTURE_SHOW },
	};
	struct form *f = form_build(rows, COUNT_OF(rows), &hooks, h);
	struct widget *w = form_widget(f);
	w->area = (struct area){ 0, 0, 20, 80 };
	w->ops->place(w);
	w->focused = true;
	assert_true(w->ops->focus(w, true, 1));
	return f;
}

static void type(struct form *f, const char *text)
{
	struct widget *w = form_widget(f);
	for (size_t i = 0; text[i];) {
		size_t n = ((unsigned char)text[i] & 0xE0) == 0xC0 ? 2 : ((unsigned char)text[i] & 0xF0) == 0xE0 ? 3 : 1;
		(void)w->ops->text(w, text + i, n, false);
		i += n;
	}
}

static bool request(struct form *f, enum ui_request r)
{
	struct widget *w = form_widget(f);
	return w->ops->request(w, r);
}

static void test_form(void **state)
{
	struct heard h = { "" };
	struct form *f = new_form(&h);
	struct err err;
	(void)state;
	assert_string_equal(form_focused(f), "name");
	type(f, " 张三 ");
	assert_string_equal(form_get(f, "name"), "张三");
	assert_true(request(f, UI_FIELD_NEXT));
	type(f, "12");
	assert_string_equal(form_get(f, "sex"), "2");            /* derived by the hook */
	assert_non_null(strstr(h.words, "id=12 "));
	assert_null(strstr(h.words, "sex="));                    /* set by the program: not told */
	assert_true(form_touched(f));
	form_clean(f);
	assert_int_equal(form_set(f, "name", "李四"), ST_OK);
	assert_false(form_touched(f));
	assert_int_equal(form_set(f, "name", "一二三四五六"), ST_LIMIT);
	assert_string_equal(form_get(f, "name"), "李四");
	assert_int_equal(form_set(f, "nothing", ""), ST_BUG);
	assert_int_equal(form_verify(f, &err), ST_OK);
	/* choices: by key, by initials, by part */
	assert_true(form_focus(f, "sex"));
	type(f, "1");
	assert_string_equal(form_get(f, "sex"), "1");
	type(f, "女");
	assert_string_equal(form_get(f, "sex"), "2");
	type(f, "7");
	assert_string_equal(form_get(f, "sex"), "2");
	assert_true(request(f, UI_CHOICE_NEXT));
	assert_string_equal(form_get(f, "sex"), "1");
	assert_true(form_focus(f, "nation"));
	type(f, "wwe");
	assert_string_equal(form_get(f, "nation"), "05");
	assert_true(request(f, UI_EDIT_BACKSPACE));
	assert_string_equal(form_get(f, "nation"), "");
	type(f, "11");
	assert_string_equal(form_get(f, "nation"), "11");
	/* the kinds' own checks, dates normalised on leaving */
	assert_true(form_focus(f, "birth"));
	type(f, "1203");
	assert_true(form_focus(f, "count"));
	assert_string_equal(form_get(f, "birth"), "2026-12-03");
	type(f, "1a２");
	assert_string_equal(form_get(f, "count"), "12");
	assert_int_equal(form_verify(f, &err), ST_DATA);
	assert_string_equal(err.code, "E-3223");
	assert_string_equal(err.where, "count");
	assert_true(request(f, UI_EDIT_BACKSPACE));
	assert_int_equal(form_verify(f, &err), ST_OK);
	form_free(f);
}

static void test_faults(void **state)
{
	struct heard h = { "" };
	struct form *f = new_form(&h);
	struct err err;
	enum look look;
	(void)state;
	assert_true(form_focus(f, "count"));
	assert_int_equal(form_verify(f, &err), ST_DATA);         /* required, empty: the first, and the focus goes there */
	assert_string_equal(err.code, "E-3220");
	assert_string_equal(err.text, "姓名未填");
	assert_string_equal(form_focused(f), "name");
	type(f, "张");
	assert_true(form_focus(f, "id"));
	type(f, "123");
	assert_true(request(f, UI_FIELD_NEXT));                  /* a wrong value does not hold the focus */
	assert_string_equal(form_focused(f), "sex");
	assert_int_equal(form_verify(f, &err), ST_DATA);
	assert_string_equal(err.where, "id");
	assert_string_equal(form_widget(f)->ops->says(form_widget(f), &look), "两位");
	assert_int_equal(look, LOOK_ERROR);
	assert_true(request(f, UI_EDIT_BACKSPACE));
	assert_int_equal(form_verify(f, &err), ST_OK);
	/* locked and hidden fields are passed over, and a locked one needs no value */
	form_lock(f, "sex", true);
	form_show(f, "nation", false);
	assert_true(form_focus(f, "id"));
	assert_true(request(f, UI_FIELD_NEXT));
	assert_string_equal(form_focused(f), "birth");
	assert_false(form_focus(f, "sex"));
	assert_false(form_focus(f, "shown"));
	form_require(f, "sex", true);
	assert_int_equal(form_verify(f, &err), ST_OK);
	assert_true(form_focus(f, "agree"));
	assert_false(request(f, UI_FIELD_NEXT));                 /* the last: the view moves on */
	form_free(f);
}

int main(void)
{
	static const struct clock_source clock = { frozen, frozen };
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_dates), cmocka_unit_test(test_form), cmocka_unit_test(test_faults),
	};
	clock_replace(&clock);
	return cmocka_run_group_tests(tests, NULL, NULL);
}
