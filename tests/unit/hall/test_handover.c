/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include "acts.h"
#include "base/fault.h"
#include "hall/handover.h"
#include "hall/paper.h"

/* 交接清单 (D-7b): each paper goes to one department, once, on a list that is signed for. */

#define ROOM 40

static struct handover_waiting rows[ROOM];
static size_t count;

static int pieces_of(const char *id)
{
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(rows[i].department, id) == 0)
			return rows[i].pieces;
	return 0;
}

static void a_paper_goes_once(void **state)
{
	struct print_job job, other;
	char first[32], words[80];
	int64_t papers_before;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_true(count > 2);
	snprintf(first, sizeof first, "%s", rows[0].department);
	assert_int_equal(rows[0].cases, 2);
	int pieces = rows[0].pieces, shared = rows[1].pieces;
	assert_int_equal(handover_print(f.h, &f.clerk, first, "F-12", "", &job, &err), ST_OK);
	assert_string_equal(job.number, "J00120261123001");
	char *text = paper_text(&job, 200);
	snprintf(words, sizeof words, "合计 %d 件", 2);
	assert_non_null(strstr(text, words));
	assert_non_null(strstr(text, "F-12"));
	assert_non_null(strstr(text, f.clerk.name));
	assert_null(strstr(text, "李芳"));
	free(text);
	/* nothing is left for it; what another department also wanted is gone from its list too */
	assert_int_equal(pieces_of(first), 0);
	assert_int_equal(handover_print(f.h, &f.clerk, first, "", "", &other, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6440");
	assert_true(rows[0].pieces < shared || shared == 0);
	assert_int_equal(sql("SELECT count(*) FROM handover WHERE number = 'J00120261123001' AND bag = 'F-12' AND department = '%s'", first), 1);
	papers_before = sql("SELECT count(*) FROM handover_material");
	assert_true(papers_before > 0 && papers_before <= pieces);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'handover.print' AND object = 'J00120261123001' AND reason = '%s'", first), 1);
	for (size_t i = 0; i < count; i++)
		assert_int_equal(handover_print(f.h, &f.clerk, rows[i].department, "", "", &other, &err), ST_OK);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(count, 0);
}

/* What was deferred goes with the batch after it came. */
static void what_comes_late_goes_with_the_next(void **state)
{
	struct print_job job;
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	push_all();
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	for (size_t n = count, i = 0; i < n; i++)
		if (pieces_of(rows[0].department))
			assert_int_equal(handover_print(f.h, &f.clerk, rows[0].department, "", "", &job, &err), ST_OK);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(count, 0);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok");
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_true(count > 0);
	assert_int_equal(handover_print(f.h, &f.clerk, rows[0].department, "", "", &job, &err), ST_OK);
	char *text = paper_text(&job, 200);
	assert_non_null(strstr(text, "合计 1 件"));
	free(text);
}

/* What came online or was looked up is no paper to carry. */
static void what_came_online_is_no_paper(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	push_all();
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	int before = 0, after = 0;
	for (size_t i = 0; i < count; i++)
		before += rows[i].pieces;
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=online", "arrived=2026-11-23", "check=ok");
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		after += rows[i].pieces;
	assert_int_equal(after, before);
}

static void only_who_took_it_in_hands_it_on(void **state)
{
	struct print_job job;
	struct actor elsewhere;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_true(count > 0);
	assert_int_equal(handover_print(f.h, &issuer, rows[0].department, "", "", &job, &err), ST_DENIED);
	assert_string_equal(err.code, "E-6441");
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'handover.denied' AND object = '%s'", rows[0].department), 1);
	elsewhere = f.clerk;
	snprintf(elsewhere.window, sizeof elsewhere.window, "9");
	assert_int_equal(handover_waiting(f.h, &elsewhere, rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(count, 0);
	assert_int_equal(handover_print(f.h, &f.clerk, "nobody", "", "", &job, &err), ST_NOINPUT);
	assert_int_equal(sql("SELECT count(*) FROM handover"), 0);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE kind = 'handover'"), 0);
}

static enum status slip(const struct actor *by, const char *batch, const char *signer, const char *day, const char *lacking, const char *note)
{
	const struct act_value values[] = { { "signer", signer }, { "day", day }, { "lacking", lacking }, { "note", note } };

	return handover_slip(f.h, by, batch, values, 4, &err);
}
#define SLIP_REFUSED(code_, ...) do { assert_int_not_equal(slip(__VA_ARGS__), ST_OK); assert_string_equal(err.code, code_); } while (0)

static int lost_slip(const char *point)
{
	return strcmp(point, "handover.slip-after-commit") == 0;
}

/* The way back: the list that the department signed is recorded once, and until then it is on the list of those that are out. */
static void the_return_slip_is_recorded_once(void **state)
{
	struct handover_batch out[4];
	struct print_job job;
	struct actor elsewhere = f.clerk;
	size_t n;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(handover_print(f.h, &f.clerk, rows[0].department, "F-12", "", &job, &err), ST_OK);
	assert_int_equal(handover_out(f.h, &f.clerk, out, 4, &n, &err), ST_OK);
	assert_int_equal(n, 1);
	assert_string_equal(out[0].number, job.number);
	assert_string_equal(out[0].bag, "F-12");
	assert_int_equal(out[0].cases, 1);
	int64_t papers_of = sql("SELECT count(*) FROM handover_material");
	assert_int_equal(out[0].papers, papers_of);
	fixture_tick(DAY_MS);
	SLIP_REFUSED("E-6403", &f.clerk, job.number, "", "2026-11-23", "", "");
	SLIP_REFUSED("E-6451", &f.clerk, "J00120261123099", "张科员", "2026-11-23", "", "");
	SLIP_REFUSED("E-6453", &f.clerk, job.number, "张科员", "2026-11-22", "", "");
	SLIP_REFUSED("E-6453", &f.clerk, job.number, "张科员", "2026-11-25", "", "");
	SLIP_REFUSED("E-6454", &f.clerk, job.number, "张科员", "2026-11-24", "1", "");
	SLIP_REFUSED("E-6454", &f.clerk, job.number, "张科员", "2026-11-24", "400", "全少");
	char said[64];
	snprintf(said, sizeof said, "只有 %d 种材料", out[0].papers);        /* not 份: a paper may have copies */
	assert_non_null(strstr(err.text, said));
	SLIP_REFUSED("E-6441", &issuer, job.number, "张科员", "2026-11-24", "", "");
	snprintf(elsewhere.window, sizeof elsewhere.window, "9");
	SLIP_REFUSED("E-6451", &elsewhere, job.number, "张科员", "2026-11-24", "", "");
	assert_int_equal(sql("SELECT count(*) FROM handover_slip"), 0);
	fault_hook = lost_slip;
	enum status st = slip(&f.clerk, job.number, "张科员", "2026-11-24", "1", "少结婚证复印件");
	fault_hook = NULL;
	assert_int_equal(st, ST_OK);                                  /* the answer was lost, and looked up (R4) */
	assert_int_equal(sql("SELECT count(*) FROM handover_slip WHERE handover = '%s' AND signer = '张科员' AND lacking = 1", job.number), 1);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'handover.slip' AND object = '%s'", job.number), 1);
	assert_int_equal(handover_out(f.h, &f.clerk, out, 4, &n, &err), ST_OK);
	assert_int_equal(n, 0);
	SLIP_REFUSED("E-6452", &f.clerk, job.number, "李科员", "2026-11-24", "", "");
	assert_non_null(strstr(err.text, "张科员 2026-11-24"));
}

/* R4. Whichever of these points the hook names fails. */
static const char *failing;

static int fails(const char *point)
{
	return strcmp(point, failing) == 0 || (strcmp(point, "paper.after-commit") == 0 && strcmp(failing, "paper.resolve") == 0);
}

static enum status hand_over(const char *point, struct print_job *job)
{
	failing = point;
	fault_hook = fails;
	enum status st = handover_print(f.h, &f.clerk, rows[0].department, "F-1", "", job, &err);
	fault_hook = NULL;
	return st;
}

/* An answer that was lost on the way is looked up; while it cannot be, nobody is told that it was not done. */
static void a_lost_answer_is_looked_up(void **state)
{
	struct print_job job, other;

	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, NULL);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_true(count > 1);
	assert_int_equal(hand_over("paper.own", &job), ST_IO);
	assert_string_equal(err.code, "E-6445");
	assert_int_equal(sql("SELECT count(*) FROM handover"), 0);
	if (hand_over("paper.after-commit", &job) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_string_equal(job.number, "J00120261123001");
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE id = %d AND kind = 'handover'", (int)job.id), 1);
	assert_int_equal(sql("SELECT count(*) FROM handover"), 1);
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_int_equal(hand_over("paper.resolve", &other), ST_UNKNOWN);
	assert_string_equal(err.code, "E-6444");
	assert_int_equal(other.id, 0);
	char was[32];
	snprintf(was, sizeof was, "%s", rows[0].department);
	/* what is committed and cannot be read back is told as done all the same */
	assert_int_equal(handover_waiting(f.h, &f.clerk, rows, ROOM, &count, &err), ST_OK);
	assert_true(count > 0);
	if (hand_over("paper.read", &job) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_string_equal(job.number, "J00120261123003");
	assert_int_equal(handover_print(f.h, &f.clerk, was, "", "", &other, &err), ST_NOINPUT);      /* it had been */
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(a_paper_goes_once), ACT_TEST(the_return_slip_is_recorded_once), ACT_TEST(what_comes_late_goes_with_the_next),
		ACT_TEST(what_came_online_is_no_paper), ACT_TEST(only_who_took_it_in_hands_it_on),
		ACT_TEST(a_lost_answer_is_looked_up),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
