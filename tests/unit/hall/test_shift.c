/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "acts.h"
#include "hall/dossier.h"
#include "hall/draft.h"
#include "hall/outbox.h"
#include "hall/shift.h"
#include "hall/ticket.h"

/* 交班: what is unfinished is on the sheet, once, of the window that it belongs to; a draft goes to another clerk with its trace. */

static struct shift_row rows[SHIFT_MOST];
static size_t count;
static bool more;

static size_t open_at(const char *window, enum shift_kind kind)
{
	size_t n = 0;

	assert_int_equal(shift_open(f.h, &supervisor, window, clock_today(), rows, &count, &more, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		n += rows[i].kind == kind;
	return n;
}

static struct actor colleague(void)
{
	struct actor a = person(sql("SELECT id FROM staff WHERE login = 'liuyang'"), "clerk");

	snprintf(a.login, sizeof a.login, "liuyang");
	return a;
}

static void saved(const struct actor *by, int n, char uuid[37])
{
	struct request r;

	fixture_request(&f, "xinshenger", n, &r);
	memcpy(uuid, r.accept_uuid, 37);
	if (draft_save(f.h, by, &r, STEP_MATERIALS, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	draft_let_go(f.h, uuid);
	request_release(&r);
}

/* Who is before the window when its clerk leaves is before the next one. */
static void the_ticket_that_was_called(void **state)
{
	struct actor guide = person(1, "guide");
	struct ticket_taken taken;
	struct ticket_done done;

	(void)state;
	assert_int_equal(ticket_take(f.h, &guide, &(struct ticket_wish){ .class = 'A', .priority = "", .slot_minute = -1, .person = "" },
		&taken, &err), ST_OK);
	assert_int_equal(open_at("", SHIFT_TICKET), 0);              /* it waits for the hall, not for a window */
	assert_int_equal(ticket_act(f.h, &f.clerk, &(struct ticket_call){ .act = TICKET_DO_CALL, .number = "", .reason = "" }, &done, &err), ST_OK);
	assert_int_equal(open_at(f.clerk.window, SHIFT_TICKET), 1);
	assert_non_null(strstr(rows[0].what, "A001 号叫了,还没有到"));
	assert_int_equal(ticket_act(f.h, &f.clerk, &(struct ticket_call){ .act = TICKET_DO_ARRIVE, .number = "", .reason = "" }, &done, &err), ST_OK);
	assert_int_equal(open_at(f.clerk.window, SHIFT_TICKET), 1);
	assert_non_null(strstr(rows[0].what, "A001 号在办"));
	assert_int_equal(open_at(strcmp(f.clerk.window, "5") ? "5" : "6", SHIFT_TICKET), 0);
	assert_int_equal(ticket_act(f.h, &f.clerk, &(struct ticket_call){ .act = TICKET_DO_END, .number = "", .reason = "" }, &done, &err), ST_OK);
	assert_int_equal(open_at("", SHIFT_TICKET), 0);
}

static void each_kind_is_there(void **state)
{
	char uuid[37], other[8] = "5";

	(void)state;
	if (strcmp(f.clerk.window, other) == 0)
		other[0] = '6';
	assert_int_equal(open_at("", SHIFT_DRAFT), 0);
	assert_int_equal(count, 0);
	saved(&f.clerk, 1, uuid);
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	assert_int_equal(open_at(f.clerk.window, SHIFT_DRAFT), 1);
	assert_non_null(strstr(rows[0].what, "停在材料"));
	assert_null(strstr(rows[0].what, "李芳"));
	assert_int_equal(open_at(f.clerk.window, SHIFT_UNPRINTED), sql("SELECT count(*) FROM print_job"));
	assert_int_equal(open_at(f.clerk.window, SHIFT_MESSAGE),
		sql("SELECT count(*) FROM outbox WHERE next_at < 9000000000000000"));
	assert_int_equal(open_at(f.clerk.window, SHIFT_DEFERRAL), 0);
	/* of its window alone */
	for (int k = 0; k < SHIFT_KINDS; k++)
		assert_int_equal(open_at(other, (enum shift_kind)k), 0);
	/* printed, delivered, promised for today: each moves where it belongs */
	sql("UPDATE print_job SET state = 'confirmed'");
	push_all();
	sql("UPDATE deferral SET promised_day = %d", clock_today());
	assert_int_equal(open_at(f.clerk.window, SHIFT_UNPRINTED), 0);
	assert_int_equal(open_at(f.clerk.window, SHIFT_MESSAGE), 0);
	assert_int_equal(open_at(f.clerk.window, SHIFT_DEFERRAL), 1);
	assert_string_equal(rows[count - 1].number, number);
	sql("UPDATE task SET state = '15', note = '附件不可读' WHERE no = 1");
	sql("UPDATE task SET state = '25', note = '补交照片' WHERE no = 2");
	assert_int_equal(open_at(f.clerk.window, SHIFT_RETURNED), 1);
	assert_int_equal(open_at(f.clerk.window, SHIFT_ASKED), 1);
	sql("INSERT INTO result (dossier, no, decision, name, in_at) SELECT MAX(id), 2, '50', '出生医学证明', %lld FROM dossier",
		(long long)clock_wall_ms());
	assert_int_equal(open_at("", SHIFT_RESULT), 1);
	sql("UPDATE result SET out_at = in_at");
	assert_int_equal(open_at("", SHIFT_RESULT), 0);
}

static size_t to_answer(const struct actor *who)
{
	struct todo todo[40];
	size_t n, found = 0;

	assert_int_equal(dossier_todo(f.h, who, todo, COUNT_OF(todo), &n, NULL, &err), ST_OK);
	for (size_t i = 0; i < n; i++)
		found += todo[i].kind == TODO_RECEIVED && strcmp(todo[i].number, number) == 0 && strcmp(todo[i].hint, "11-30 前答复") == 0;
	return found;
}

/* Five working days of silence accept (art. 32): until then it is somebody's work, whoever sits there. */
static void what_waits_for_an_answer_is_there(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	assert_int_equal(open_at(f.clerk.window, SHIFT_RECEIVED), 1);
	size_t at = 0;
	while (rows[at].kind != SHIFT_RECEIVED)
		at++;
	assert_string_equal(rows[at].number, number);
	assert_string_equal(rows[at].hint, "应 2026-11-30 前答复");
	assert_int_equal(to_answer(&f.clerk), 1);
	assert_int_equal(to_answer(&supervisor), 1);
	OK(&f.clerk, 0, "accept");
	assert_int_equal(open_at(f.clerk.window, SHIFT_RECEIVED), 0);
	assert_int_equal(to_answer(&f.clerk), 0);
}

/* What was ended before it went is nobody's work: neither handed over nor waiting in the outbox. */
static void what_was_ended_is_not(void **state)
{
	struct outbox_row left[8];
	size_t waiting;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	OK(&f.clerk, 0, "withdraw", "reason=不办了", "request=本人书面申请");
	assert_true(sql("SELECT count(*) FROM outbox WHERE state = 'rejected'") > 0);
	assert_int_equal(open_at("", SHIFT_MESSAGE), 0);
	assert_int_equal(outbox_list(f.h, "", left, COUNT_OF(left), &waiting, &err), ST_OK);
	assert_int_equal(waiting, 0);
}

static void a_clerk_sees_her_own_window(void **state)
{
	(void)state;
	assert_int_equal(shift_open(f.h, &f.clerk, f.clerk.window, clock_today(), rows, &count, &more, &err), ST_OK);
	assert_int_equal(shift_open(f.h, &f.clerk, "99", clock_today(), rows, &count, &more, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6781");
	assert_int_equal(shift_open(f.h, &f.clerk, "", clock_today(), rows, &count, &more, &err), ST_DENIED);
	assert_int_equal(shift_open(f.h, &issuer, "", clock_today(), rows, &count, &more, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6785");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'shift.denied'"), 3);
}

static void more_than_a_sheet_holds_is_said(void **state)
{
	char uuid[37];

	(void)state;
	for (int i = 0; i <= SHIFT_EACH; i++)
		saved(&f.clerk, i + 1, uuid);
	assert_int_equal(open_at("", SHIFT_DRAFT), SHIFT_EACH);
	assert_true(more);
}

static void the_sheet_says_it(void **state)
{
	struct print_job job;
	char uuid[37];

	(void)state;
	saved(&f.clerk, 1, uuid);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(shift_sheet_print(f.h, &f.clerk, f.clerk.window, clock_today(), "", &job, &err), ST_OK);
	assert_string_equal(job.number, "RJ00120261123001");
	char *text = paper_text(&job, 200);
	assert_non_null(strstr(text, "日结单"));
	assert_non_null(strstr(text, "草稿 1"));
	assert_non_null(strstr(text, "11-23 00001"));
	assert_non_null(strstr(text, f.clerk.name));
	assert_null(strstr(text, "李芳"));
	free(text);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'shift.print' AND object = 'RJ00120261123001' AND reason = '%s'",
		f.clerk.window), 1);
	/* the paper itself promises nothing and is not on the next */
	size_t before = open_at(f.clerk.window, SHIFT_UNPRINTED);
	assert_int_equal(shift_sheet_print(f.h, &f.clerk, f.clerk.window, clock_today(), "", &job, &err), ST_OK);
	assert_string_equal(job.number, "RJ00120261123002");
	assert_int_equal(open_at(f.clerk.window, SHIFT_UNPRINTED), before);
}

/* --- drafts go to a colleague ------------------------------------------------------------------------------------------------ */

static int64_t owned_by(const char *login, const char *uuid)
{
	return sql("SELECT count(*) FROM draft d JOIN staff s ON s.id = d.staff WHERE s.login = '%s' AND d.accept_uuid = '%s'", login, uuid);
}

static void a_draft_is_given(void **state)
{
	struct actor other = colleague();
	enum request_step step;
	struct accepted done;
	struct request r;
	char uuid[37];

	(void)state;
	saved(&f.clerk, 1, uuid);
	assert_int_equal(draft_load(f.h, &other, uuid, false, &r, &step, &err), ST_NOINPUT);
	request_release(&r);
	assert_int_equal(draft_give(f.h, &f.clerk, uuid, "liuyang", &err), ST_OK);
	assert_int_equal(owned_by("liuyang", uuid), 1);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'draft.give' AND object = '%s' AND before = '%s' AND after = 'liuyang'",
		uuid, f.clerk.name), 1);
	/* no more hers */
	assert_int_equal(draft_give(f.h, &f.clerk, uuid, "heqing", &err), ST_DENIED);
	assert_string_equal(err.code, "E-6782");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'draft.give-denied'"), 1);
	/* whole, where it was left */
	assert_int_equal(draft_load(f.h, &other, uuid, false, &r, &step, &err), ST_OK);
	assert_int_equal(step, STEP_MATERIALS);
	if (dossier_accept(f.h, &other, &r, &done, NULL, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	request_release(&r);
	assert_int_equal(draft_give(f.h, &supervisor, uuid, "heqing", &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6102");
}

static void a_supervisor_gives_anybodys(void **state)
{
	static const char *const nobody[] = { "hejing", "nobody", "system", "" };
	char uuid[37];

	(void)state;
	saved(&f.clerk, 1, uuid);
	for (size_t i = 0; i < COUNT_OF(nobody); i++) {
		assert_int_equal(draft_give(f.h, &supervisor, uuid, nobody[i], &err), ST_DATA);
		assert_string_equal(err.code, "E-6783");
	}
	assert_int_equal(draft_give(f.h, &supervisor, uuid, f.clerk.login, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6784");
	sql("UPDATE staff SET active = 0 WHERE login = 'heqing'");
	assert_int_equal(draft_give(f.h, &supervisor, uuid, "heqing", &err), ST_DATA);
	assert_int_equal(draft_give(f.h, &issuer, uuid, "liuyang", &err), ST_DENIED);
	assert_int_equal(owned_by(f.clerk.login, uuid), 1);
	assert_int_equal(draft_give(f.h, &supervisor, uuid, "liuyang", &err), ST_OK);
	assert_int_equal(owned_by("liuyang", uuid), 1);
}

/* Nobody's work is taken from under his hands: first it is closed there. */
static void not_while_it_is_open(void **state)
{
	enum request_step step;
	struct request r;
	struct hall *there;
	char uuid[37];

	(void)state;
	saved(&f.clerk, 1, uuid);
	assert_int_equal(hall_open(f.dir, false, &there, &err), ST_OK);
	assert_int_equal(draft_load(there, &f.clerk, uuid, false, &r, &step, &err), ST_OK);
	request_release(&r);
	assert_int_equal(draft_give(f.h, &supervisor, uuid, "liuyang", &err), ST_BUSY);
	assert_string_equal(err.code, "E-6104");
	assert_int_equal(owned_by(f.clerk.login, uuid), 1);
	draft_let_go(there, uuid);
	assert_int_equal(draft_give(f.h, &supervisor, uuid, "liuyang", &err), ST_OK);
	hall_close(there);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(the_ticket_that_was_called), ACT_TEST(each_kind_is_there),
		ACT_TEST(what_waits_for_an_answer_is_there), ACT_TEST(what_was_ended_is_not),
		ACT_TEST(a_clerk_sees_her_own_window), ACT_TEST(more_than_a_sheet_holds_is_said),
		ACT_TEST(the_sheet_says_it), ACT_TEST(a_draft_is_given), ACT_TEST(a_supervisor_gives_anybodys), ACT_TEST(not_while_it_is_open),
	};

	return cmocka_run_group_tests_name("shift", tests, NULL, NULL);
}
