/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/errand.h"
#include "hall/export.h"
#include "hall/stuck.h"

/* What registers export: a row when something is entered, an update of it when it ends; and a period that is over stays as it was. */

static struct export_result r;

static void export(const char *from, const char *to, unsigned tables)
{
	const struct export_request q = { .from = day_parse(from), .to = day_parse(to), .tables = tables };

	if (export_run(f.h, &script, &q, &r, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	assert_int_equal(r.refused, 0);
}

/* The n-th row of a table; owned. */
static json_t *row(enum exchange_kind kind, size_t n)
{
	const char *p = r.tables[kind].len ? r.tables[kind].data : "";

	while (n-- && (p = strchr(p, '\n')) != NULL)
		p++;
	json_t *o = p && *p ? json_loadb(p, strcspn(p, "\n"), 0, NULL) : NULL;
	if (!o)
		fail_msg("%s has no such row", exchange_code(kind));
	return o;
}

struct said { const char *column, *value; };               /* NULL: empty */
static void assert_row(enum exchange_kind kind, size_t n, const struct said *said, size_t count)
{
	json_t *o = row(kind, n);

	for (size_t i = 0; i < count; i++) {
		const char *is = json_string_value(json_object_get(o, said[i].column));
		assert_non_null(json_object_get(o, said[i].column));
		if (said[i].value ? !is || strcmp(is, said[i].value) != 0 : is != NULL)
			fail_msg("%s row %zu: %s is %s, not %s", exchange_code(kind), n, said[i].column, is ? is : "empty", said[i].value);
	}
	json_decref(o);
}
#define ROW(kind, n, ...) assert_row(kind, n, (const struct said[]){ __VA_ARGS__ }, COUNT_OF(((const struct said[]){ __VA_ARGS__ })))

static char *guid(enum exchange_kind kind, size_t n)
{
	json_t *o = row(kind, n);
	char *text = mem_text(json_string_value(json_object_get(o, "row_guid")));

	json_decref(o);
	return text;
}

static void same_guid(enum exchange_kind kind, const char *before, size_t n)
{
	char *is = guid(kind, n);

	assert_string_equal(is, before);
	free(is);
}

/* A yellow card given on 12-02, taken back on 12-04: two events of one row. */
static void cards(void **state)
{
	struct clock_turned turned;
	char object[40];

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day WHERE kind <> 'K2' OR item <> 1");
	sql("UPDATE clock SET halves = 20, unit = '%s', start_day = %d, due_day = %d WHERE kind = 'K2' AND item = 1",
		limit_unit_name(UNIT_WORKING_DAY), clock_today(), day_parse("2026-12-07"));
	fixture_tick((day_parse("2026-12-02") - clock_today()) * DAY_MS);
	assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
	snprintf(object, sizeof object, "%s/1", number);
	export("2026-12-01", "2026-12-02", 1u << EXCHANGE_SUPERVISION);
	assert_int_equal(r.rows[EXCHANGE_SUPERVISION], 1);
	ROW(EXCHANGE_SUPERVISION, 0, { "cd_operation", "I" }, { "supervise_no", "DB001202612020001" }, { "rule_no", "K2" },
		{ "rule_name", "承诺时限" }, { "warn_type", "yellow" }, { "warn_name", "黄牌" }, { "supervise_content", "承诺时限将到" },
		{ "object_no", object }, { "affair_serial_no", number }, { "status", "given" }, { "cancel_reason", NULL },
		{ "description", "应于 2026-12-07 前,剩 3 个工作日" });
	json_t *o = row(EXCHANGE_SUPERVISION, 0);
	assert_int_equal(sql("SELECT count(*) FROM dossier_item i JOIN task t ON t.dossier = i.dossier AND t.no = i.no JOIN department p ON p.id ="
		" t.department WHERE i.no = 1 AND i.project_no = '%s' AND p.name = '%s'", json_string_value(json_object_get(o, "project_no")),
		json_string_value(json_object_get(o, "org_name"))), 1);
	json_decref(o);
	char *before = mem_text(r.tables[EXCHANGE_SUPERVISION].data), *is = guid(EXCHANGE_SUPERVISION, 0);
	export_release(&r);
	fixture_tick(2 * DAY_MS);
	const struct actor her = person(sql("SELECT id FROM staff WHERE login = 'hejing'"), "supervisor");
	assert_int_equal(caution_cancel(f.h, &her, "DB001202612020001", "部门已说明", &err), ST_OK);
	export("2026-12-03", "2026-12-04", 1u << EXCHANGE_SUPERVISION);
	assert_int_equal(r.rows[EXCHANGE_SUPERVISION], 1);
	ROW(EXCHANGE_SUPERVISION, 0, { "cd_operation", "U" }, { "status", "cancelled" }, { "cancel_reason", "部门已说明" },
		{ "cancel_user_name", "何静" });
	same_guid(EXCHANGE_SUPERVISION, is, 0);
	export_release(&r);
	export("2026-12-01", "2026-12-02", 1u << EXCHANGE_SUPERVISION);
	assert_string_equal(r.tables[EXCHANGE_SUPERVISION].data, before);
	export_release(&r);
	free(before);
	free(is);
}

/* A yellow one that rises ends its own row; the red one begins another. */
static void a_risen_card_says_to_which(void **state)
{
	struct clock_turned turned;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	sql("UPDATE clock SET stopped_at = 1, stopped_day = start_day WHERE kind <> 'K2' OR item <> 1");
	sql("UPDATE clock SET halves = 20, unit = '%s', start_day = %d, due_day = %d WHERE kind = 'K2' AND item = 1",
		limit_unit_name(UNIT_WORKING_DAY), clock_today(), day_parse("2026-12-07"));
	fixture_tick((day_parse("2026-12-02") - clock_today()) * DAY_MS);
	assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
	export("2026-12-01", "2026-12-02", 1u << EXCHANGE_SUPERVISION);
	char *is = guid(EXCHANGE_SUPERVISION, 0);
	export_release(&r);
	fixture_tick((day_parse("2026-12-08") - clock_today()) * DAY_MS);
	assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
	export("2026-12-03", "2026-12-08", 1u << EXCHANGE_SUPERVISION);
	assert_int_equal(r.rows[EXCHANGE_SUPERVISION], 2);
	ROW(EXCHANGE_SUPERVISION, 0, { "cd_operation", "I" }, { "warn_type", "red" }, { "status", "given" },
		{ "supervise_no", "DB001202612080001" });
	ROW(EXCHANGE_SUPERVISION, 1, { "cd_operation", "U" }, { "warn_type", "yellow" }, { "status", "risen" },
		{ "supervise_no", "DB001202612020001" }, { "cancel_reason", "升为红牌 DB001202612080001" });
	same_guid(EXCHANGE_SUPERVISION, is, 1);
	export_release(&r);
	free(is);
}

static void of_errand(const char *of, const char *word, const struct act_value *values, size_t count, char out[ERRAND_NUMBER_SIZE])
{
	struct actor helper = person(sql("SELECT id FROM staff WHERE login = 'chenbang'"), "helper");
	struct errand_done done;

	if (errand_act(f.h, &helper, &(struct errand_call){ .number = of, .word = word, .values = values, .count = count }, &done, &err) != ST_OK)
		fail_msg("%s: %s %s", word, err.code, err.text);
	snprintf(out, ERRAND_NUMBER_SIZE, "%s", done.number);
}

static void errands(void **state)
{
	static const struct act_value who[] = { { "kind", "assist" }, { "source", "hall" }, { "name", "张三" }, { "id_number", "11010519491231002X" },
		{ "phone", "13800138000" }, { "category", "elderly" }, { "items", "医保转移" }, { "address", "桃林路1号" } };
	static const struct act_value how = { "how", "face" }, ended[] = { { "side", "principal" }, { "reason", "不办了" } };
	char errand[ERRAND_NUMBER_SIZE] = "";

	(void)state;
	of_errand("", "register", who, COUNT_OF(who), errand);
	export("2026-11-23", "2026-11-23", 1u << EXCHANGE_ERRAND);
	char *before = mem_text(r.tables[EXCHANGE_ERRAND].data), *is = guid(EXCHANGE_ERRAND, 0);
	ROW(EXCHANGE_ERRAND, 0, { "cd_operation", "I" }, { "errand_no", errand }, { "errand_type_name", "帮办" }, { "task_name", "医保转移" },
		{ "status", "register" }, { "respond_time", NULL }, { "handle_user_name", NULL }, { "result_type", NULL });
	assert_null(strstr(before, "张三"));                        /* whose it is belongs to nobody but the helper */
	export_release(&r);
	fixture_tick(DAY_MS);
	of_errand(errand, "respond", &how, 1, errand);
	of_errand(errand, "terminate", ended, COUNT_OF(ended), errand);
	export("2026-11-24", "2026-11-24", 1u << EXCHANGE_ERRAND);
	assert_int_equal(r.rows[EXCHANGE_ERRAND], 1);
	ROW(EXCHANGE_ERRAND, 0, { "cd_operation", "U" }, { "status", "terminate" }, { "result_name", "终止" }, { "handle_user_name", "陈邦" },
		{ "satisfaction", NULL });
	same_guid(EXCHANGE_ERRAND, is, 0);
	export_release(&r);
	export("2026-11-23", "2026-11-23", 1u << EXCHANGE_ERRAND);
	assert_string_equal(r.tables[EXCHANGE_ERRAND].data, before);
	export_release(&r);
	free(before);
	free(is);
}

static void of_stuck(const char *of, const char *word, const struct act_value *values, size_t count, char out[STUCK_NUMBER_SIZE])
{
	struct stuck_done done;

	if (stuck_act(f.h, &supervisor, &(struct stuck_call){ .number = of, .word = word, .values = values, .count = count }, &done, &err) != ST_OK)
		fail_msg("%s: %s %s", word, err.code, err.text);
	snprintf(out, STUCK_NUMBER_SIZE, "%s", done.number);
}

static void stuck_matters(void **state)
{
	static const struct act_value told[] = { { "category", "delay" }, { "name", "周玉" }, { "phone", "13912345678" }, { "matter", "开饭店" },
		{ "what", "来了三次" }, { "happened", "2026-11-20" }, { "window", "3" } };
	static const struct act_value class[] = { { "class", "complex" } }, answered[] = { { "satisfied", "yes" } };
	static const struct act_value handled[] = { { "answer", "当天办成" }, { "cause", "没有说清" }, { "measure", "改了指南" } };
	char stuck[STUCK_NUMBER_SIZE] = "";

	(void)state;
	of_stuck("", "register", told, COUNT_OF(told), stuck);
	export("2026-11-23", "2026-11-23", 1u << EXCHANGE_STUCK);
	char *before = mem_text(r.tables[EXCHANGE_STUCK].data), *is = guid(EXCHANGE_STUCK, 0);
	ROW(EXCHANGE_STUCK, 0, { "cd_operation", "I" }, { "stuck_no", stuck }, { "category_name", "久拖不办" }, { "user_name", "周玉" },
		{ "description", "来了三次" }, { "window_no", "3" }, { "class", NULL }, { "answer", NULL }, { "due_time", NULL });
	export_release(&r);
	fixture_tick(DAY_MS);
	of_stuck(stuck, "classify", class, COUNT_OF(class), stuck);
	of_stuck(stuck, "handle", handled, COUNT_OF(handled), stuck);
	of_stuck(stuck, "answer", answered, COUNT_OF(answered), stuck);
	export("2026-11-24", "2026-11-24", 1u << EXCHANGE_STUCK);
	assert_int_equal(r.rows[EXCHANGE_STUCK], 1);
	ROW(EXCHANGE_STUCK, 0, { "cd_operation", "U" }, { "description", "来了三次" }, { "class", "complex" }, { "answer", "当天办成" },
		{ "satisfied", "yes" }, { "status", "answer" });
	same_guid(EXCHANGE_STUCK, is, 0);
	export_release(&r);
	export("2026-11-23", "2026-11-23", 1u << EXCHANGE_STUCK);
	assert_string_equal(r.tables[EXCHANGE_STUCK].data, before);
	export_release(&r);
	free(before);
	free(is);
}

/* A hall whose own tables are of a time before these goes on exporting the others. */
static void older_definitions_have_none(void **state)
{
	const char *top = getenv("srcdir");
	char *folder = file_join(f.dir, "exchange"), *own = file_join(folder, "tables.json"), *text;
	char *shipped = mem_format("%s/data/exchange/tables.json", top ? top : ".");
	const struct export_request q = { .from = clock_today(), .to = clock_today(), .tables = 1u << EXCHANGE_STUCK };
	size_t n;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	assert_int_equal(conf_slurp(shipped, 1 << 20, &text, &n, &err), ST_OK);
	char *end = strstr(text, ",\n\"SUPERVISION\"");
	assert_non_null(end);
	char *older = mem_format("%.*s}}", (int)(end - text), text);
	assert_int_equal(mkdir(folder, 0700), 0);
	assert_int_equal(file_write(own, older, strlen(older), 0600, &err), ST_OK);
	export("2026-11-23", "2026-11-23", (1u << EXCHANGE_KINDS) - 1);
	assert_true(r.rows[EXCHANGE_ACCEPT] > 0);
	assert_int_equal(r.tables_told, (1u << EXCHANGE_SUPERVISION) - 1);
	export_release(&r);
	assert_int_equal(export_run(f.h, &script, &q, &r, &err), ST_CONFIG);
	assert_string_equal(err.code, "E-2060");
	export_release(&r);
	free(older);
	free(text);
	free(shipped);
	free(own);
	free(folder);
}

int main(void)
{
	const struct CMUnitTest tests[] = { ACT_TEST(cards), ACT_TEST(a_risen_card_says_to_which), ACT_TEST(errands), ACT_TEST(stuck_matters), ACT_TEST(older_definitions_have_none) };

	return cmocka_run_group_tests_name("export-register", tests, NULL, NULL);
}
