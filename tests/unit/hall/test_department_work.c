/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/clock.h"
#include "hall/department_work.h"
#include "hall/dossier.h"
#include "hall/outbox.h"
#include "hall/staff.h"

/* A department without a system of its own (cg of the demonstration): its tasks come to a desk of the hall, and its people see and
 * do what is theirs (W-7, W-14). */

#define DESK "cg"

static struct actor of(const char *where)
{
	struct actor a = person(1, "department");

	snprintf(a.department, sizeof a.department, "%s", where);
	return a;
}

/* Everything that may go has gone, as the agent does it. Nothing of a desk ever comes out. */
static void deliver(void)
{
	struct outbox_message m;
	int64_t next;

	while (outbox_claim(f.h, "test/1", 50, &m, &next, &err) == ST_OK) {
		assert_string_not_equal(m.department, DESK);
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201,
			.department_no = "N" }, &err), ST_OK);
		outbox_message_release(&m);
	}
}

static int desk_task(void)
{
	return (int)sql("SELECT t.no FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.number = '%s' AND t.department = '" DESK "'", number);
}

/* All others grant what they have, so that what waits for them may go. */
static void others_grant(void)
{
	for (int round = 0; round < 3; round++) {
		deliver();
		for (int i = 1; i <= task_count(); i++)
			if (i != desk_task() && sql("SELECT t.state = '10' FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.number = '%s'"
				" AND t.no = %d", number, i)) {
				OK(&script, i, "sign");
				OK(&script, i, "grant");
			}
	}
	deliver();
}

static int begin(void **state)
{
	int result = acts_setup(state);

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	assert_true(desk_task() > 0);
	return result;
}

static struct department_work work[50];

static size_t in_hand(void)
{
	size_t count;

	assert_int_equal(department_work(f.h, DESK, work, 50, &count, &err), ST_OK);
	return count;
}

/* It keeps its place in the series (W-12), and is there without a network, its circuit and its feed left alone. */
static void a_desk_gets_its_task_in_its_turn(void **state)
{
	(void)state;
	struct department_feed feeds[100];
	size_t count;

	deliver();
	assert_task(desk_task(), "00");
	assert_int_equal(in_hand(), 0);
	others_grant();
	assert_task(desk_task(), "10");
	assert_int_equal(in_hand(), 1);
	assert_int_equal(work[0].group, WORK_WAITING);
	assert_string_equal(work[0].number, number);
	assert_null(strstr(work[0].name, "李芳"));
	assert_int_equal(sql("SELECT count(*) FROM attempt a JOIN outbox o ON o.id = a.outbox WHERE o.department = '" DESK "' AND"
		" a.end_code = 'delivered' AND a.http_status = 0"), 1);
	assert_int_equal(department_feeds(f.h, feeds, 100, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		assert_string_not_equal(feeds[i].id, DESK);
	assert_int_equal(department_work(f.h, "nobody", work, 50, &count, &err), ST_NOINPUT);
}

static void its_people_do_its_tasks(void **state)
{
	(void)state;
	struct actor cg = of(DESK), scjg = of("scjg");
	int no = desk_task(), other = no == 1 ? 2 : 1;

	others_grant();
	REFUSED("E-6402", &scjg, no, "sign");
	OK(&cg, no, "sign");
	assert_int_equal(in_hand(), 1);
	assert_int_equal(work[0].group, WORK_DOING);
	REFUSED("E-6402", &cg, other, "make");
	REFUSED("E-6402", &cg, no, "check-in", "licence_no=L-1");
	fixture_tick(40 * DAY_MS);
	assert_int_equal(in_hand(), 1);
	assert_int_equal(work[0].group, WORK_OVERDUE);
	OK(&cg, no, "ask", "lines=缺第三页");
	OK(&cg, no, "answer", "note=已交");
	OK(&cg, no, "grant", "licence=许可", "licence_no=L-1");
	assert_int_equal(in_hand(), 1);
	assert_int_equal(work[0].group, WORK_DECIDED);
	OK(&cg, no, "make");
	OK(&issuer, no, "check-in", "licence_no=L-1");
	assert_int_equal(in_hand(), 0);
}

/* Who works on it must see that it was taken from him. */
static void what_is_recalled_says_so(void **state)
{
	(void)state;
	struct actor cg = of(DESK);

	others_grant();
	OK(&cg, desk_task(), "sign");
	OK(&f.clerk, 0, "withdraw", "reason=不开了", "request=书面");
	assert_int_equal(in_hand(), 1);
	assert_int_equal(work[0].group, WORK_ENDED);
	REFUSED("E-6404", &cg, desk_task(), "grant");
	fixture_tick(3 * DAY_MS + 1);
	assert_int_equal(in_hand(), 0);
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);                        /* one that never came to it is no news */
	OK(&f.clerk, 0, "withdraw", "reason=不开了", "request=书面");
	assert_int_equal(in_hand(), 0);
}

static size_t entries(const json_t *root, const char *list)
{
	return json_array_size(json_object_get(root, list));
}

static void it_sees_what_a_message_would_say(void **state)
{
	(void)state;
	struct actor cg = of(DESK), none = of("xf2");
	json_t *own, *all, *clear;

	assert_int_equal(dossier_json_for(f.h, &cg, number, true, &own, &err), ST_OK);
	assert_int_equal(dossier_json_for(f.h, &f.clerk, number, true, &all, &err), ST_OK);
	assert_int_equal(entries(own, "items"), 1);
	assert_int_equal(entries(own, "tasks"), 1);
	assert_true(entries(own, "materials") > 0 && entries(own, "materials") < entries(all, "materials"));
	assert_true(entries(own, "form") > 0 && entries(own, "form") < entries(all, "form"));
	assert_int_equal(entries(own, "documents"), 0);
	assert_null(json_object_get(json_object_get(own, "codes"), "query"));
	assert_true(json_equal(json_object_get(own, "applicant"), json_object_get(all, "applicant")));      /* masked, both */
	assert_int_equal(dossier_json_for(f.h, &none, number, true, &clear, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6402");
	assert_null(clear);
	/* a reason that says nothing is none */
	static const char *const empty[] = { "", "1", "看看", "1111", "看看 看", "看 看 看 看", "\xE3\x80\x80\xE3\x80\x80\xE3\x80\x80核" };
	for (size_t i = 0; i < sizeof empty / sizeof *empty; i++) {
		assert_int_equal(dossier_reveal(f.h, &cg, number, empty[i], &clear, &err), ST_DATA);
		assert_string_equal(err.code, "E-6403");
	}
	assert_int_equal(dossier_reveal(f.h, &none, number, "看看招牌", &clear, &err), ST_DENIED);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.reveal'"), 0);
	assert_int_equal(dossier_reveal(f.h, &cg, number, "核对招牌", &clear, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.reveal' AND object = '%s' AND reason = '核对招牌'", number), 1);
	assert_false(json_equal(json_object_get(clear, "applicant"), json_object_get(own, "applicant")));
	assert_int_equal(entries(clear, "tasks"), 1);
	json_decref(own);
	json_decref(all);
	json_decref(clear);
}

/* The clocks of the whole and of its own item, and no other's. */
static void its_clocks_and_no_others(void **state)
{
	(void)state;
	struct actor cg = of(DESK), none = of("xf2");
	struct clock_list *own, *all;
	size_t items = 0;

	assert_int_equal(clock_list_for(f.h, &f.clerk, number, &all, &err), ST_OK);
	assert_int_equal(clock_list_for(f.h, &cg, number, &own, &err), ST_OK);
	assert_true(own->count > 0 && own->count < all->count);
	for (size_t i = 0; i < own->count; i++) {
		items += own->rows[i].item > 0;
		assert_true(own->rows[i].item == 0 || own->rows[i].item == desk_task());
	}
	assert_true(items > 0);
	clock_list_free(own);
	clock_list_free(all);
	assert_int_equal(clock_list_for(f.h, &none, number, &own, &err), ST_DENIED);
	assert_null(own);
}

/* A note is as long as whoever wrote it liked; what is shown of it ends at a character. */
static void a_long_note_ends_at_a_character(void **state)
{
	(void)state;
	others_grant();
	sql("UPDATE task SET note = 'a' || replace(hex(zeroblob(300)), '0', '补') WHERE no = %d", desk_task());
	assert_int_equal(in_hand(), 1);
	assert_int_equal(text_valid(work[0].note, strlen(work[0].note)), strlen(work[0].note));
	assert_true(strlen(work[0].note) > 100);
}

/* S-15, W-14: in full for the window that took it in and for a supervisor; who else tries is on record. */
static void row_91_who_sees_it_in_full(void **state)
{
	(void)state;
	struct actor elsewhere = f.clerk, helper = person(9, "helper"), admin = person(10, "admin");
	const struct actor *no[] = { &elsewhere, &helper, &issuer, &admin }, *yes[] = { &f.clerk, &supervisor };
	json_t *clear, *masked;

	snprintf(elsewhere.window, sizeof elsewhere.window, "9");
	assert_int_equal(dossier_json_for(f.h, &f.clerk, number, true, &masked, &err), ST_OK);
	for (size_t i = 0; i < COUNT_OF(no); i++) {
		assert_int_equal(dossier_reveal(f.h, no[i], number, "电话通知", &clear, &err), ST_DENIED);
		assert_string_equal(err.code, "E-6402");
		assert_null(clear);
		assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.denied' AND object = '%s'", number), i + 1);
	}
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.reveal'"), 0);
	for (size_t i = 0; i < COUNT_OF(yes); i++) {
		assert_int_equal(dossier_reveal(f.h, yes[i], number, "电话通知", &clear, &err), ST_OK);
		assert_false(json_equal(json_object_get(clear, "applicant"), json_object_get(masked, "applicant")));
		json_decref(clear);
		assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.reveal' AND object = '%s' AND reason = '电话通知'", number),
			i + 1);
	}
	json_decref(masked);
}

/* Before there are tasks a department has its word where an item is its own (W-4: notice, the second word on a refusal). */
static void its_word_on_the_whole(void **state)
{
	(void)state;
	struct actor cg = person(sql("SELECT id FROM staff WHERE login = 'fangjun'"), "department"), none = cg;
	struct proposal rows[4];
	size_t count;

	snprintf(cg.department, sizeof cg.department, DESK);
	snprintf(none.department, sizeof none.department, "ga");
	take_in("kai-dangao", OUTCOME_RECEIVE, NULL);
	struct act_option options[400];
	assert_int_equal(act_options(f.h, &none, number, options, 400, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		assert_false(options[i].mine);
	REFUSED("E-6402", &none, 0, "notice", "line.ysj-yyzz=缺页");
	OK(&f.clerk, 0, "refuse", "ground=other-organ", "organ=邻区", "reason=不归我们管", "article=第三十二条");
	assert_int_equal(in_hand(), 1);
	assert_int_equal(work[0].group, WORK_PROPOSAL);
	assert_string_equal(work[0].number, number);
	assert_int_equal(proposal_read(f.h, work[0].proposal, &rows[0], &err), ST_OK);
	assert_string_equal(rows[0].number, number);
	assert_true(proposal_answerable(&cg, &rows[0]));
	assert_false(proposal_answerable(&f.clerk, &rows[0]));
	assert_int_equal(proposal_read(f.h, work[0].proposal + 1, &rows[0], &err), ST_NOINPUT);
	static const char *const others[] = { "ga", "c_", "CG" };           /* a code is no pattern */
	sql("INSERT INTO department (id, name, url) VALUES ('c_', '一', ''), ('CG', '二', '')");
	for (size_t i = 0; i < COUNT_OF(others); i++) {
		assert_int_equal(department_work(f.h, others[i], work, 50, &count, &err), ST_OK);
		assert_int_equal(count, 0);
	}
	assert_int_equal(proposal_list(f.h, rows, 4, &count, &err), ST_OK);
	assert_int_equal(count, 1);
	assert_int_equal(proposal_decline(f.h, &none, rows[0].id, "不", &err), ST_DENIED);
	assert_int_equal(proposal_confirm(f.h, &none, rows[0].id, &acted, &err), ST_DENIED);
	assert_state("10");
	/* what could not be read is no answer about who he is */
	sql("ALTER TABLE snapshot RENAME TO snapshot_away");
	assert_int_not_equal(proposal_decline(f.h, &cg, rows[0].id, "不", &err), ST_DENIED);
	assert_string_not_equal(err.code, "E-6402");
	sql("ALTER TABLE snapshot_away RENAME TO snapshot");
	assert_int_equal(proposal_confirm(f.h, &cg, rows[0].id, &acted, &err), ST_OK);
	assert_state("R1");
}

/* However many wait for others before it. */
static void its_proposal_is_not_crowded_out(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	sql("DROP INDEX proposal_open");                 /* as many of one dossier as otherwise there are of many */
	sql("WITH RECURSIVE n (i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < 210) INSERT INTO proposal (uuid, dossier, task,"
		" word, at, staff, data) SELECT 'u' || i, (SELECT id FROM dossier WHERE number = '%s'), 0, 'refuse', 0, 1, x'' FROM n", number);
	assert_int_equal(sql("SELECT count(*) FROM proposal"), 210);
	assert_int_equal(in_hand(), 0);
	take_in("kai-dangao", OUTCOME_RECEIVE, NULL);
	OK(&f.clerk, 0, "refuse", "ground=other-organ", "organ=邻区", "reason=不归我们管", "article=第三十二条");
	assert_int_equal(in_hand(), 1);
	assert_string_equal(work[0].number, number);
	assert_string_equal(work[0].item, "不予受理");
}

/* Its task comes to the desk just before the address is written. */
static int comes_now(const char *point)
{
	if (strcmp(point, "store.begin") == 0) {
		fault_hook = NULL;
		assert_int_equal(sql("UPDATE task SET state = '10' WHERE department = '" DESK "' RETURNING 1"), 1);
	}
	return 0;
}

static void what_comes_meanwhile_keeps_the_desk(void **state)
{
	(void)state;
	fault_hook = comes_now;
	enum status st = department_set(f.h, &script, DESK, "https://cg.example.cn/yc", true, &err);
	fault_hook = NULL;
	assert_int_equal(st, ST_REFUSED);
	assert_string_equal(err.code, "E-6209");
	assert_int_equal(sql("SELECT count(*) FROM department WHERE id = '" DESK "' AND url = 'desk:'"), 1);
}

/* The address of a department without one, and back. */
static void the_desk_is_an_address(void **state)
{
	(void)state;
	others_grant();
	assert_int_equal(department_set(f.h, &script, "ga", "desk:x", true, &err), ST_CONFIG);
	assert_int_equal(department_set(f.h, &script, "ga", DEPARTMENT_DESK, true, &err), ST_OK);
	assert_int_equal(department_set(f.h, &script, "ga", "https://ga.example.cn/yc", true, &err), ST_OK);
	assert_int_equal(department_set(f.h, &script, DESK, "https://cg.example.cn/yc", true, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6209");
	OK(&f.clerk, 0, "withdraw", "reason=不开了", "request=书面");
	assert_int_equal(department_set(f.h, &script, DESK, "https://cg.example.cn/yc", true, &err), ST_OK);
}

static void somebody_of_a_department_belongs_to_one(void **state)
{
	(void)state;
	struct actor a;

	assert_int_equal(staff_add(f.h, &script, "x1", "某", "", "department", "", "Yichuang-2026", &err), ST_DATA);
	assert_string_equal(err.code, "E-1116");
	assert_int_equal(staff_add(f.h, &script, "x1", "某", "", "department", "nobody", "Yichuang-2026", &err), ST_DATA);
	assert_int_equal(staff_add(f.h, &script, "x1", "某", "", "clerk", "cg", "Yichuang-2026", &err), ST_DATA);
	assert_int_equal(staff_add(f.h, &script, "x1", "某", "", "department", "cg", "Yichuang-2026", &err), ST_OK);
	assert_int_equal(staff_login(f.h, "x1", "Yichuang-2026", "3", &a, &err), ST_OK);
	assert_string_equal(a.department, "cg");
	assert_string_equal(a.window, "");                                  /* nobody's window */
	assert_int_equal(staff_set_role(f.h, &script, "x1", "clerk", "", &err), ST_OK);
	assert_int_equal(staff_login(f.h, "x1", "Yichuang-2026", "3", &a, &err), ST_OK);
	assert_string_equal(a.department, "");
	assert_string_equal(a.window, "3");
}

int main(void)
{
#define TEST(name) cmocka_unit_test_setup_teardown(name, begin, acts_teardown)
	const struct CMUnitTest tests[] = { TEST(a_desk_gets_its_task_in_its_turn), TEST(its_people_do_its_tasks), TEST(what_is_recalled_says_so),
		TEST(it_sees_what_a_message_would_say), TEST(row_91_who_sees_it_in_full), TEST(its_clocks_and_no_others),
		TEST(a_long_note_ends_at_a_character), TEST(its_word_on_the_whole), TEST(its_proposal_is_not_crowded_out), TEST(what_comes_meanwhile_keeps_the_desk), TEST(the_desk_is_an_address),
		TEST(somebody_of_a_department_belongs_to_one) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
