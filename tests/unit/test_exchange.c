/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/text.h"
#include "law/exchange.h"

static struct exchange *shipped(void)
{
	const char *top = getenv("srcdir");
	char *tables, *codes;
	struct exchange *e;
	struct err err;
	size_t n, m;

	char *a = mem_format("%s/data/exchange/tables.json", top ? top : "."), *b = mem_format("%s/data/exchange/codes.json", top ? top : ".");
	assert_int_equal(conf_slurp(a, 1 << 20, &tables, &n, &err), ST_OK);
	assert_int_equal(conf_slurp(b, 1 << 20, &codes, &m, &err), ST_OK);
	if (exchange_read(tables, n, codes, m, &e, &err) != ST_OK)
		fail_msg("%s: %s", err.where, err.text);
	free(a);
	free(b);
	free(tables);
	free(codes);
	return e;
}

static const struct exchange_column *column(const struct exchange_table *t, const char *name)
{
	for (size_t i = 0; i < t->count; i++)
		if (strcmp(t->columns[i].name, name) == 0)
			return &t->columns[i];
	fail_msg("%s has no column %s", t->name, name);
	return NULL;
}

/* Rows 82, 83: the columns of window-rules 9.1, written once more: "name width*", * is NOT NULL. */
static const char *const widths[EXCHANGE_KINDS] = {
	[EXCHANGE_ACCEPT] = "project_no 50* catalog_code 12* local_catalog_code 50 task_code 36* local_task_code 50 task_handle_item 50 "
		"task_name 1000* task_version 0* project_name 1000 project_type 2* apply_type 2* applyer_type 2* applyer_name 100* "
		"applyer_page_type 70* applyer_page_code 500* legal 100 contact_name 100 contact_type 6 contact_code 50 contact_mobile 11 "
		"address 1000 zip_code 6 apply_date 0* accept_date 0* promise_date 0 accept_doc_no 50 org_code 18* org_name 100* "
		"handle_user_name 100",
	[EXCHANGE_PROCESS] = "project_no 50* process_name 1000* event_name 2* handle_explain 2000* handle_user_name 100* "
		"event_start_time 0* event_end_time 0* remark 2000",
	[EXCHANGE_SPECIAL] = "project_no 50* special_type 2* special_name 1000* special_time 0* special_reason 2000* "
		"applyer_user_name 100 end_time 0* result 2000 special_explain 2000 handle_user 100",
	[EXCHANGE_MATERIAL] = "project_no 50* material_name 200* get_type 2* get_num 5 material_attach_name 200 remark 2000",
	[EXCHANGE_RESULT] = "project_no 50* result_type 2* result_explain 2000 result_date 0* result_cetr_name 256 result_cetr_no 2000 "
		"is_delivery_results 2* satisfaction 2 handle_user_name 100 remark 2000",
	[EXCHANGE_EVALUATION] = "project_no 50*",
	[EXCHANGE_SUPERVISION] = "area_code 12 hall_code 20 supervise_no 50* rule_no 20* rule_name 100* rule_basis 500 warn_type 10* "
		"warn_name 20* supervise_content 1000* object_no 50* affair_serial_no 50 project_no 50 task_name 1000 "
		"org_name 100* description 2000 warn_time 0* status 20* status_time 0* cancel_user_name 100 "
		"cancel_reason 2000",
	[EXCHANGE_ERRAND] = "area_code 12 hall_code 20 errand_no 50* errand_type 20* errand_type_name 50* source_type 20* "
		"source_name 50 task_name 2000* register_time 0* due_time 0* respond_time 0 handle_user_name 100 "
		"status 20* result_type 20 result_name 50 end_time 0 satisfaction 2 revisit_time 0",
	[EXCHANGE_STUCK] = "area_code 12 hall_code 20 stuck_no 50* category 20* category_name 50* user_name 100* affair_name 1000* "
		"description 2000 window_no 20 affair_serial_no 50 register_time 0* status 20* class 20 class_name 50 "
		"transfer_to 100 due_time 0 answer_time 0 answer 2000 satisfied 5",
};

static void rows_82_83_the_widths_of_the_found_schema(void **state)
{
	struct exchange *e = shipped();

	(void)state;
	for (int k = 0; k < EXCHANGE_KINDS; k++) {
		const struct exchange_table *t = exchange_table(e, (enum exchange_kind)k);
		size_t count = 5;                        /* the common ones */
		for (const char *p = widths[k]; *p;) {
			char name[40], number[8];
			int used = 0;
			assert_int_equal(sscanf(p, "%39s %7s%n", name, number, &used), 2);
			const struct exchange_column *c = column(t, name);
			assert_int_equal(c->width, strtol(number, NULL, 10));
			assert_int_equal(c->required, strchr(number, '*') != NULL);
			p += used + strspn(p + used, " ");
			count++;
		}
		if (k != EXCHANGE_EVALUATION)
			assert_int_equal(t->count, count);
		assert_int_equal(column(t, "data_source")->width, 3);
		assert_int_equal(column(t, "cd_batch")->width, 32);
		assert_int_equal(column(t, "cd_operation")->width, 2);
	}
	assert_false(exchange_checked(e));               /* nobody has compared them with a platform's */
	exchange_free(e);
}

/* Row 60 (E-7): the union of both lists. */
static void row_60_every_field_of_both_lists(void **state)
{
	static const char *const fields[] = {
		/* GB/T 39046 table 9 */
		"project_no", "evaluate_channel", "evaluate_user", "evaluate_time", "evaluate_times", "satisfaction", "satisfaction_code",
		"evaluate_text", "area_code",
		/* the provincial one */
		"department_code", "department_name", "hall_code", "affair_serial_no", "affair_code", "affair_name", "affair_deal_officer",
		"affair_apply_time", "affair_done_time", "task_handle_item", "user_name", "contact_phone", "user_type", "certificate_type",
		"certificate_no", "window_no", "work_no", "project_type", "service_name", "service_number", "service_time", "remark",
	};
	struct exchange *e = shipped();

	(void)state;
	for (size_t i = 0; i < COUNT_OF(fields); i++)
		assert_non_null(column(exchange_table(e, EXCHANGE_EVALUATION), fields[i]));
	assert_int_equal(column(exchange_table(e, EXCHANGE_EVALUATION), "evaluate_times")->width, 2);
	exchange_free(e);
}

/* --- rows --------------------------------------------------------------------------------------------------------------- */

static const char codes[] = "{\"source\":\"s\",\"checked\":true,\"codes\":{\"yesno\":{\"source\":\"s\",\"checked\":true,\"map\":{\"yes\":\"1\","
	"\"*\":\"0\"}},\"strict\":{\"source\":\"s\",\"checked\":true,\"map\":{\"a\":\"1\"}}}}";

/* One table of these columns in the place of all six. */
static enum status read_columns(const char *columns, struct exchange **e, struct err *err)
{
	char *all = mem_text(""), *text;

	for (int k = 0; k < EXCHANGE_KINDS; k++) {
		char *more = mem_format("%s%s\"%s\":{\"name\":\"T\",\"columns\":[%s]}", all, k ? "," : "", exchange_code((enum exchange_kind)k), columns);
		free(all);
		all = more;
	}
	text = mem_format("{\"source\":\"s\",\"checked\":true,\"tables\":{%s}}", all);
	enum status st = exchange_read(text, strlen(text), codes, sizeof codes - 1, e, err);
	free(all);
	free(text);
	return st;
}

struct noted { int cut, refused; char column[40]; };

static void note(void *ctx, const struct exchange_column *c, const char *what, bool refused)
{
	struct noted *n = ctx;

	(void)what;
	*(refused ? &n->refused : &n->cut) += 1;
	snprintf(n->column, sizeof n->column, "%s", c->name);
}

/* The row of one column from one value: "-" when it is refused. */
static const char *cell(const char *column_json, json_t *value, enum exchange_time form, struct noted *n)
{
	static char out[256];
	struct arena *arena = arena_new();
	const char *cells[1] = { "" };
	struct exchange *e;
	struct err err;

	*n = (struct noted){ 0 };
	if (read_columns(column_json, &e, &err) != ST_OK)
		fail_msg("%s: %s", err.where, err.text);
	json_t *record = json_pack("{so}", "v", value);
	bool row = exchange_row(exchange_table(e, EXCHANGE_ACCEPT), record, form, arena, cells, note, n);
	snprintf(out, sizeof out, "%s", row ? cells[0] : "-");
	json_decref(record);
	exchange_free(e);
	arena_free(arena);
	return out;
}

static void row_82_cut_at_a_character(void **state)
{
	struct noted n;

	(void)state;
	assert_string_equal(cell("{\"column\":\"c\",\"width\":4,\"from\":[\"v\"]}", json_string("新生儿出生"), 0, &n), "新生儿出");
	assert_int_equal(n.cut, 1);
	assert_string_equal(n.column, "c");
	assert_string_equal(cell("{\"column\":\"c\",\"width\":5,\"from\":[\"v\"]}", json_string("新生儿出生"), 0, &n), "新生儿出生");
	assert_int_equal(n.cut, 0);
	/* four bytes are one character, and a mark stays with its base */
	assert_string_equal(cell("{\"column\":\"c\",\"width\":2,\"from\":[\"v\"]}", json_string("𠮷野家"), 0, &n), "𠮷野");
	assert_string_equal(cell("{\"column\":\"c\",\"width\":2,\"from\":[\"v\"]}", json_string("ae\xCC\x81x"), 0, &n), "a");
}

/* Row 83: what may not be cut is left out, or takes its row with it. */
static void row_83_exact_columns(void **state)
{
	struct noted n;

	(void)state;
	assert_string_equal(cell("{\"column\":\"contact_mobile\",\"width\":11,\"exact\":true,\"from\":[\"v\"]}", json_string("138057100021"), 0, &n), "");
	assert_int_equal(n.cut, 1);
	assert_string_equal(cell("{\"column\":\"project_no\",\"width\":5,\"exact\":true,\"required\":true,\"from\":[\"v\"]}", json_string("123456"), 0, &n),
		"-");
	assert_int_equal(n.refused, 1);
	assert_string_equal(cell("{\"column\":\"c\",\"required\":true,\"from\":[\"v\"]}", json_string(""), 0, &n), "-");
	assert_string_equal(cell("{\"column\":\"c\",\"required\":true,\"from\":[\"other\"]}", json_string("x"), 0, &n), "-");
	assert_string_equal(n.column, "c");
}

static void codes_times_and_stand_ins(void **state)
{
	struct noted n;
	const int64_t at = INT64_C(1795398067000);       /* 2026-11-23 09:41:07 at UTC+8 */

	(void)state;
	assert_string_equal(cell("{\"column\":\"c\",\"codes\":\"yesno\",\"from\":[\"v\"]}", json_string("yes"), 0, &n), "1");
	assert_string_equal(cell("{\"column\":\"c\",\"codes\":\"yesno\",\"from\":[\"v\"]}", json_string("?"), 0, &n), "0");
	assert_string_equal(cell("{\"column\":\"c\",\"codes\":\"strict\",\"required\":true,\"from\":[\"v\"]}", json_string("b"), 0, &n), "-");
	assert_string_equal(cell("{\"column\":\"c\",\"time\":true,\"from\":[\"v\"]}", json_integer(at), EXCHANGE_PLAIN, &n), "2026-11-23 09:41:07");
	assert_string_equal(cell("{\"column\":\"c\",\"time\":true,\"from\":[\"v\"]}", json_integer(at), EXCHANGE_COMPACT, &n), "20261123T094107");
	assert_string_equal(cell("{\"column\":\"c\",\"time\":true,\"from\":[\"v\"]}", json_string("gestern"), 0, &n), "");
	assert_string_equal(cell("{\"column\":\"c\",\"from\":[\"none\",\"v\"]}", json_integer(7), 0, &n), "7");
	assert_string_equal(cell("{\"column\":\"c\",\"fixed\":\"I\"}", json_integer(7), 0, &n), "I");
}

static void wrong_definitions_are_refused(void **state)
{
	static const char *const bad[] = {
		"", "{}", "{\"column\":\"\",\"from\":[\"v\"]}", "{\"column\":\"c\"}", "{\"column\":\"c\",\"from\":[]}", "{\"column\":\"c\",\"from\":\"v\"}",
		"{\"column\":\"c\",\"from\":[\"v\"],\"fixed\":\"x\"}", "{\"column\":\"c\",\"from\":[\"v\"],\"width\":0}",
		"{\"column\":\"c\",\"from\":[\"v\"],\"width\":\"5\"}", "{\"column\":\"c\",\"from\":[\"v\"],\"codes\":\"none\"}",
		"{\"column\":\"c\",\"from\":[\"v\"],\"colour\":1}", "{\"column\":\"c\",\"from\":[\"v\"],\"exact\":1}",
		"{\"column\":\"c\",\"from\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}", "{\"column\":\"c\",\"from\":[\"v\"]},{\"column\":\"c\",\"from\":[\"v\"]}",
	};
	struct exchange *e;
	struct err err;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		if (read_columns(bad[i], &e, &err) != ST_CONFIG)
			fail_msg("read: %s", bad[i]);
		assert_string_equal(err.code, "E-2060");
		assert_null(e);
	}
	assert_int_equal(exchange_read("[]", 2, codes, sizeof codes - 1, &e, &err), ST_CONFIG);
	assert_int_equal(exchange_read("{", 1, "{", 1, &e, &err), ST_CONFIG);
	exchange_free(NULL);
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(rows_82_83_the_widths_of_the_found_schema), cmocka_unit_test(row_60_every_field_of_both_lists),
		cmocka_unit_test(row_82_cut_at_a_character), cmocka_unit_test(row_83_exact_columns),
		cmocka_unit_test(codes_times_and_stand_ins), cmocka_unit_test(wrong_definitions_are_refused),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
