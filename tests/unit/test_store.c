/* SPDX-License-Identifier: Apache-2.0 */
#include "unit/store/kit.h"

#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

/* Batches and rows on a real file, with the schema of tests/unit/store. */

static struct store *store;

static int open_store(void **state)
{
	kit_set_up(state);
	store = kit_open(kit_path, STORE_CREATE);
	return 0;
}

static int close_store(void **state)
{
	store_close(store);
	return kit_tear_down(state);
}

static int64_t dossiers(void)
{
	struct rows *r;

	assert_int_equal(store_read(store, Q_DOSSIER_ALL, NULL, 0, &r, NULL), ST_OK);
	int64_t n = (int64_t)rows_count(r);
	rows_free(r);
	return n;
}

/* --- values -------------------------------------------------------------------------------------------------- */

static struct rows *round_trip(struct value i, struct value t, struct value b)
{
	struct batch *batch = batch_new("thing");
	int step = batch_add(batch, Q_THING_INSERT, ARGS(i, t, b));
	struct rows *r;

	assert_int_equal(store_submit(store, batch, NULL), ST_OK);
	int64_t id = rows_int(batch_rows(batch, step), 0, 0);
	assert_true(id > 0);
	batch_free(batch);
	assert_int_equal(store_read(store, Q_THING_GET, ARGS(value_int(id)), &r, NULL), ST_OK);
	assert_int_equal(rows_count(r), 1);
	return r;
}

static void values_come_back(void **state)
{
	(void)state;
	static const struct { int64_t i; const char *t; const char *b; size_t n; } cases[] = {
		{ 0, "", "", 0 }, { INT64_MIN, "张三·阿卜杜拉", "\0\0", 2 }, { INT64_MAX, "a'b\"c;--$1", "\xff\0\xfe", 3 },
		{ -1, "\xe2\x80\xae" "abc\n\t\x1b[0m", "x", 1 }, { 1, "\xf0\xac\xb1\x96\xc3(", "\0x", 2 },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct rows *r = round_trip(value_int(cases[i].i), value_text(cases[i].t), value_blob(cases[i].b, cases[i].n));
		size_t n;
		assert_int_equal(rows_int(r, 0, 0), cases[i].i);
		assert_string_equal(rows_text(r, 0, 1), cases[i].t);
		assert_memory_equal(rows_blob(r, 0, 2, &n), cases[i].b, cases[i].n);
		assert_int_equal(n, cases[i].n);
		assert_false(rows_null(r, 0, 2));
		assert_int_equal(rows_int(r, 0, 3), 0);
		rows_free(r);
	}
}

static void nothing_comes_back_as_nothing(void **state)
{
	(void)state;
	struct rows *r = round_trip(value_null(), value_text(NULL), value_blob(NULL, 5));
	size_t n = 7;

	for (int c = 0; c < 3; c++)
		assert_true(rows_null(r, 0, c));
	assert_int_equal(rows_int(r, 0, 0), 0);
	assert_string_equal(rows_text(r, 0, 1), "");
	assert_non_null(rows_blob(r, 0, 2, &n));
	assert_int_equal(n, 0);
	assert_int_equal(rows_int(r, 0, 3), 1);
	/* beyond the rows and columns there are */
	assert_true(rows_null(r, 1, 0));
	assert_true(rows_null(r, 0, 7));
	assert_true(rows_null(r, 0, -1));
	assert_string_equal(rows_text(r, 0, 0), "");
	/* integers only: a real number is cut */
	assert_int_equal(rows_int(r, 0, 6), 1);
	rows_free(r);
}

static void a_text_with_a_nul_is_kept_whole(void **state)
{
	(void)state;
	struct value t = { .type = VALUE_TEXT, .p = "a\0b", .n = 3 };
	struct rows *r = round_trip(value_int(1), t, value_null());
	size_t n;

	assert_memory_equal(rows_blob(r, 0, 1, &n), "a\0b", 3);
	assert_int_equal(n, 3);
	assert_string_equal(rows_text(r, 0, 5), "610062");
	rows_free(r);
}

static void a_large_blob_comes_back(void **state)
{
	(void)state;
	size_t size = 5 * 1024 * 1024 + 1, n;
	char *big = mem_alloc(size);

	for (size_t i = 0; i < size; i++)
		big[i] = (char)(i * 31 + (i >> 8));
	struct rows *r = round_trip(value_int(1), value_text("大"), value_blob(big, size));
	const void *back = rows_blob(r, 0, 2, &n);
	assert_int_equal(n, size);
	assert_memory_equal(back, big, size);
	rows_free(r);
	free(big);
}

/* --- expectations and failures -------------------------------------------------------------------------------- */

static enum status two_steps(enum query q, const struct value *args, size_t count, char failed[32], struct err *err)
{
	struct batch *b = batch_new("two");
	enum status st;

	batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text("second"), value_text("李四")));
	batch_add(b, q, args, count);
	st = store_submit(store, b, err);
	snprintf(failed, 32, "%s", batch_failed(b));
	batch_free(b);
	return st;
}

static void a_batch_is_all_or_nothing(void **state)
{
	(void)state;
	static const struct { enum query q; struct value args[3]; size_t count; enum status st; const char *failed, *code; }
	cases[] = {
		/* row counts */
		{ Q_DOSSIER_RENAME, { { VALUE_INT, 1, NULL, 0 }, { VALUE_TEXT, 0, "x", 1 }, { VALUE_INT, 9, NULL, 0 } }, 3,
			ST_CONFLICT, "dossier_rename", "E-5102" },
		{ Q_DOSSIER_NUMBER, { { VALUE_INT, 77, NULL, 0 }, { VALUE_INT, 1, NULL, 0 } }, 2, ST_CONFLICT, "dossier_number",
			"E-5102" },
		{ Q_COUNTER_GET, { { VALUE_TEXT, 0, "none", 4 } }, 1, ST_CONFLICT, "counter_get", "E-5102" },
		{ Q_DOSSIER_BY_UUID, { { VALUE_TEXT, 0, "none", 4 } }, 1, ST_OK, "", "" },
		{ Q_TRAIL_EDIT, { { VALUE_BLOB, 0, "", 0 } }, 1, ST_OK, "", "" },
		/* what the schema forbids */
		{ Q_DOSSIER_INSERT, { { VALUE_TEXT, 0, "first", 5 }, { VALUE_TEXT, 0, "y", 1 } }, 2, ST_CONFLICT,
			"dossier_insert", "E-5102" },
		{ Q_DOSSIER_INSERT, { { VALUE_TEXT, 0, "z", 1 }, { VALUE_TEXT, 0, "?\?\\", 3 } }, 2, ST_DATA, "", "E-5105" },
		{ Q_DOSSIER_INSERT, { { VALUE_NULL, 0, NULL, 0 }, { VALUE_TEXT, 0, "y", 1 } }, 2, ST_DATA, "", "E-5105" },
		{ Q_THING_INSERT, { { VALUE_TEXT, 0, "x", 1 }, { VALUE_NULL, 0, NULL, 0 }, { VALUE_NULL, 0, NULL, 0 } }, 3,
			ST_DATA, "", "E-5105" },
		{ Q_MATERIAL_INSERT, { { VALUE_INT, 99, NULL, 0 }, { VALUE_TEXT, 0, "m", 1 } }, 2, ST_DATA, "", "E-5105" },
		/* a reference that is only checked by COMMIT */
		{ Q_TRAIL_INSERT, { { VALUE_INT, 99, NULL, 0 }, { VALUE_BLOB, 0, "m", 1 } }, 2, ST_DATA, "", "E-5105" },
		/* mistakes of ours */
		{ Q_DOSSIER_RENAME, { { VALUE_INT, 1, NULL, 0 } }, 1, ST_BUG, "", "E-5111" },
		{ Q_COUNT, { { VALUE_INT, 1, NULL, 0 } }, 0, ST_BUG, "", "E-5111" },
	};
	struct err err;
	char failed[32];

	assert_int_equal(kit_one(store, Q_DOSSIER_INSERT, ARGS(value_text("first"), value_text("张三")), &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		int64_t before = dossiers();
		enum status st = two_steps(cases[i].q, cases[i].args, cases[i].count, failed, &err);
		if (st != cases[i].st || strcmp(failed, cases[i].failed) != 0 || strcmp(err.code, cases[i].code) != 0)
			fail_msg("case %zu: %s, failed \"%s\", %s %s", i, status_name(st), failed, err.code, err.text);
		assert_int_equal(dossiers(), before + (st == ST_OK));
		/* the next case finds "second" free again */
		sqlite3 *db = kit_sqlite(kit_path);
		kit_exec(db, "DELETE FROM dossier WHERE uuid = 'second'");
		sqlite3_close(db);
	}
}

static void a_trigger_can_refuse(void **state)
{
	(void)state;
	struct batch *b = batch_new("trail");
	struct err err;

	batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text("u"), value_text("张三")));
	batch_add(b, Q_TRAIL_INSERT, ARGS(value_int(1), value_blob("x", 1)));
	assert_int_equal(store_submit(store, b, &err), ST_OK);
	batch_free(b);
	assert_int_equal(kit_one(store, Q_TRAIL_EDIT, ARGS(value_blob("y", 1)), &err), ST_REFUSED);
	assert_non_null(strstr(err.text, "the trail stays"));
	assert_non_null(strstr(err.text, "未保存"));
}

static void only_batches_write(void **state)
{
	(void)state;
	struct rows *r = (struct rows *)1;
	struct err err;

	assert_int_equal(store_read(store, Q_THING_DELETE, NULL, 0, &r, &err), ST_BUG);
	assert_null(r);
	struct store *reader = kit_open(kit_path, STORE_READ_ONLY);
	assert_int_equal(kit_one(reader, Q_THING_DELETE, NULL, 0, &err), ST_DENIED);
	assert_string_equal(err.code, "E-5114");
	assert_int_equal(kit_read_int(reader, Q_COUNTER_GET, ARGS(value_text("day")), 0), 0);
	store_close(reader);
}

/* --- thens --------------------------------------------------------------------------------------------------- */

struct number { int step; int64_t dossier; int runs; enum status answer; };

static enum status inner(struct batch *b, void *ctx, struct err *err)
{
	(void)err;
	struct number *n = ctx;

	batch_add(b, Q_MATERIAL_INSERT, ARGS(value_int(n->dossier), value_text("4")));
	return ST_OK;
}

static enum status number_it(struct batch *b, void *ctx, struct err *err)
{
	struct number *n = ctx;
	char local[2] = "2";

	n->runs++;
	n->dossier = rows_int(batch_rows(b, 0), 0, 0);
	int64_t number = rows_int(batch_rows(b, n->step), 0, 0);
	batch_add(b, Q_DOSSIER_NUMBER, ARGS(value_int(n->dossier), value_int(number)));
	batch_add(b, Q_MATERIAL_INSERT, ARGS(value_int(n->dossier), value_text(local)));
	local[0] = '!';                          /* arguments were copied */
	batch_add(b, Q_MATERIAL_INSERT, ARGS(value_int(n->dossier), value_text("3")));
	batch_then(b, inner, ctx);
	if (n->answer != ST_OK)
		return err_set(err, n->answer, "E-9999", "不行");
	return ST_OK;
}

static struct batch *numbered(struct number *n)
{
	struct batch *b = batch_new("numbered");

	batch_add(b, Q_DOSSIER_INSERT, ARGS(value_text("u"), value_text("张三")));
	n->step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("day")));
	batch_add(b, Q_MATERIAL_INSERT, ARGS(value_int(1), value_text("1")));
	batch_then(b, number_it, n);
	batch_add(b, Q_MATERIAL_INSERT, ARGS(value_int(1), value_text("5")));
	return b;
}

static void what_a_then_adds_runs_at_its_place(void **state)
{
	(void)state;
	struct number n = { .answer = ST_OK };
	struct batch *b = numbered(&n);
	struct rows *r;
	struct err err;

	assert_int_equal(store_submit(store, b, &err), ST_OK);
	assert_int_equal(n.runs, 1);
	assert_int_equal(rows_count(batch_rows(b, 99)), 0);
	batch_free(b);
	assert_int_equal(store_read(store, Q_MATERIAL_ALL, NULL, 0, &r, &err), ST_OK);
	assert_int_equal(rows_count(r), 5);
	for (size_t i = 0; i < 5; i++) {
		char expected[2] = { (char)('1' + i), 0 };
		assert_string_equal(rows_text(r, i, 1), expected);
	}
	rows_free(r);
	assert_int_equal(kit_read_int(store, Q_DOSSIER_BY_UUID, ARGS(value_text("u")), 1), 1);
}

static void a_then_can_refuse_and_the_batch_run_again(void **state)
{
	(void)state;
	struct number n = { .answer = ST_REFUSED };
	struct batch *b = numbered(&n);
	struct err err;

	assert_int_equal(store_submit(store, b, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-9999");
	assert_int_equal(dossiers(), 0);
	n.answer = ST_OK;
	assert_int_equal(store_submit(store, b, &err), ST_OK);
	assert_int_equal(n.runs, 2);
	assert_int_equal(dossiers(), 1);
	assert_int_equal(kit_read_int(store, Q_COUNTER_GET, ARGS(value_text("day")), 0), 1);
	batch_free(b);
}

static enum status rest_inside(struct batch *b, void *ctx, struct err *err)
{
	(void)ctx, (void)err;
	store_rest(store);
	batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("day")));
	return ST_OK;
}

/* Memory goes, and nothing else: also in the middle of a batch. */
static void rest_gives_memory_back(void **state)
{
	(void)state;
	struct batch *b = batch_new("rest");
	struct err err;

	assert_int_equal(dossiers(), 0);
	int64_t before = sqlite3_memory_used();
	store_rest(store);
	assert_true(sqlite3_memory_used() < before - 4096);
	assert_int_equal(dossiers(), 0);
	batch_add(b, Q_COUNTER_NEXT, ARGS(value_text("day")));
	batch_then(b, rest_inside, NULL);
	assert_int_equal(store_submit(store, b, &err), ST_OK);
	batch_free(b);
	store_rest(store);
	assert_int_equal(kit_read_int(store, Q_COUNTER_GET, ARGS(value_text("day")), 0), 2);
}

#define ON_STORE(test) cmocka_unit_test_setup_teardown(test, open_store, close_store)

int main(void)
{
	const struct CMUnitTest tests[] = {
		ON_STORE(values_come_back), ON_STORE(nothing_comes_back_as_nothing),
		ON_STORE(a_text_with_a_nul_is_kept_whole), ON_STORE(a_large_blob_comes_back),
		ON_STORE(a_batch_is_all_or_nothing), ON_STORE(a_trigger_can_refuse), ON_STORE(only_batches_write),
		ON_STORE(what_a_then_adds_runs_at_its_place), ON_STORE(a_then_can_refuse_and_the_batch_run_again),
		ON_STORE(rest_gives_memory_back),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
