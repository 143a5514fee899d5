/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <string.h>
#include <cmocka.h>

#include "law/act.h"
#include "law/states.h"

/* The transitions written once more, by code and row by row from the rules (W-4, W-7), not from states.c: "from to". */
static const char *const dossier_allowed[] = {
	"00 10", "00 R1", "00 R9",                       /* receive; refuse at once; void */
	"10 20", "10 30", "10 R1", "10 R9",              /* one-time notice; accept (deferred or deemed too); refuse; void */
	"20 10", "20 R3",                                /* corrected in full; correction lapse */
	"30 40", "30 45", "30 60", "30 R2", "30 R3",     /* first task signed; suspended; decided at once; withdraw; lapse */
	"40 45", "40 60", "40 R2", "40 R3",
	"45 40", "45 R2", "45 R3",                       /* one resumes */
	"60 70", "60 R3",                                /* results collected; deferral lapse before delivery */
	"70 80", "80 90",
	"R1 90", "R2 90", "R3 90", "R9 90",
};
static const char *const task_allowed[] = {
	"00 05", "00 10", "00 901", "00 902", "00 903",
	"05 00", "05 10",                                /* retry; delivered by hand */
	"10 20", "10 15",
	"15 00", "15 901", "15 902", "15 903",
	"20 25", "20 30", "20 35", "20 50", "20 51", "20 52", "20 901", "20 902", "20 903",
	"25 20", "25 901", "25 902", "25 903",
	"30 20",
	"35 50", "35 51", "35 52",
	"50 60", "51 60", "52 60", "60 70", "70 80", "80 99",
	"901 99", "902 99", "903 99",
	/* more than W-7 lists: no open task outlives a dossier that was withdrawn or ended (row 16) … */
	"05 901", "05 902", "10 901", "10 902", "30 901", "30 902", "35 901", "35 902",
	/* … and a paper that has arrived is here, whether its making was told of or not (N-8) */
	"50 70", "51 70", "52 70",
};

static bool listed(const char *const *list, size_t count, const char *from, const char *to)
{
	for (size_t i = 0; i < count; i++) {
		const char *blank = strchr(list[i], ' ');
		size_t n = (size_t)(blank - list[i]);
		if (strlen(from) == n && memcmp(from, list[i], n) == 0 && strcmp(blank + 1, to) == 0)
			return true;
	}
	return false;
}

static void row_3_each_pair_of_dossier_states(void **state)
{
	(void)state;
	size_t allowed = 0;

	for (int from = 0; from < DOSSIER_STATE_COUNT; from++) {
		for (int to = 0; to < DOSSIER_STATE_COUNT; to++) {
			bool may = dossier_may_go((enum dossier_state)from, (enum dossier_state)to);
			const char *a = dossier_state_code((enum dossier_state)from), *b = dossier_state_code((enum dossier_state)to);
			if (may != listed(dossier_allowed, sizeof dossier_allowed / sizeof *dossier_allowed, a, b))
				fail_msg("dossier %s -> %s: the program says %s", a, b, may ? "yes" : "no");
			allowed += may;
		}
	}
	assert_int_equal(allowed, sizeof dossier_allowed / sizeof *dossier_allowed);
}

static void row_3_each_pair_of_task_states(void **state)
{
	(void)state;
	size_t allowed = 0;

	for (int from = 0; from < TASK_STATE_COUNT; from++) {
		for (int to = 0; to < TASK_STATE_COUNT; to++) {
			bool may = task_may_go((enum task_state)from, (enum task_state)to);
			const char *a = task_state_code((enum task_state)from), *b = task_state_code((enum task_state)to);
			if (may != listed(task_allowed, sizeof task_allowed / sizeof *task_allowed, a, b))
				fail_msg("task %s -> %s: the program says %s", a, b, may ? "yes" : "no");
			allowed += may;
		}
	}
	assert_int_equal(allowed, sizeof task_allowed / sizeof *task_allowed);
}

static void row_2_codes_and_names(void **state)
{
	(void)state;
	static const struct { const char *code, *name; } dossier[] = {
		{ "00", "草稿" }, { "10", "已收件" }, { "20", "待补正" }, { "30", "已受理" }, { "40", "办理中" }, { "45", "全部挂起" },
		{ "60", "已决定" }, { "70", "待取件" }, { "80", "已送达" }, { "90", "已归档" }, { "R1", "不予受理" },
		{ "R2", "申请人撤回" }, { "R3", "终止" }, { "R9", "作废" },
	};

	assert_int_equal(sizeof dossier / sizeof *dossier, DOSSIER_STATE_COUNT);
	for (size_t i = 0; i < sizeof dossier / sizeof *dossier; i++) {
		int s = dossier_state_from_code(dossier[i].code);
		assert_true(s >= 0);
		assert_string_equal(dossier_state_code((enum dossier_state)s), dossier[i].code);
		assert_string_equal(dossier_state_name((enum dossier_state)s), dossier[i].name);
	}
	for (int s = 0; s < TASK_STATE_COUNT; s++) {
		assert_int_equal(task_state_from_code(task_state_code((enum task_state)s)), s);
		assert_true(task_state_name((enum task_state)s)[0] != '\0');
	}
	assert_string_equal(task_state_name((enum task_state)task_state_from_code("52")), "转报办结");
}

/* W-1: what somebody at a window can do with what was handed in, and no seventh way out. Accepting is two of the six (with and without
 * deferral), refusing two (no permit, another organ's), correcting on the spot changes no state; voiding is the supervisor's. */
static void row_1_no_seventh_exit(void **state)
{
	(void)state;
	static const char *const ways[] = { "receive", "accept", "notice", "refuse" };
	size_t found = 0;

	for (const struct act *const *a = acts; *a; a++) {
		if ((*a)->scope != ACT_DOSSIER || !((*a)->by & BY(CLERK)) || (*a)->to == ACT_STAYS)
			continue;
		if (!act_possible(*a, DOSSIER_DRAFT) && !act_possible(*a, DOSSIER_RECEIVED))
			continue;
		bool known = false;
		for (size_t i = 0; i < sizeof ways / sizeof *ways; i++)
			known |= strcmp(ways[i], (*a)->word) == 0;
		if (!known)
			fail_msg("%s is a seventh way out", (*a)->word);
		found++;
	}
	assert_int_equal(found, sizeof ways / sizeof *ways);
}

/* A store written by somebody else may hold anything. */
static void row_2_what_is_no_state(void **state)
{
	(void)state;
	static const char *const bad[] = { "", "31", "0", "000", "r1", "R", "R1 ", "9", "904", "-1", "草稿" };

	for (size_t i = 0; i < sizeof bad / sizeof *bad; i++) {
		assert_int_equal(dossier_state_from_code(bad[i]), -1);
		if (strcmp(bad[i], "31"))
			assert_int_equal(task_state_from_code(bad[i]), -1);
	}
	assert_int_equal(dossier_state_from_code(NULL), -1);
	assert_int_equal(task_state_from_code(NULL), -1);
	assert_false(dossier_may_go((enum dossier_state)99, DOSSIER_ARCHIVED));
	assert_false(dossier_may_go(DOSSIER_DRAFT, DOSSIER_STATE_COUNT));
	assert_false(task_may_go(TASK_STATE_COUNT, TASK_ARCHIVED));
	assert_string_equal(dossier_state_code(DOSSIER_STATE_COUNT), "");
	assert_string_equal(task_state_name((enum task_state)1000), "");
}

static void what_counts_as_decided(void **state)
{
	(void)state;
	static const char *const decided = " 50 51 52 60 70 80 99 ";

	for (int s = 0; s < TASK_STATE_COUNT; s++) {
		char code[8];
		snprintf(code, sizeof code, " %s ", task_state_code((enum task_state)s));
		assert_int_equal(task_decided((enum task_state)s), strstr(decided, code) != NULL);
	}
	assert_false(task_decided(TASK_STATE_COUNT));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_3_each_pair_of_dossier_states),
		cmocka_unit_test(row_3_each_pair_of_task_states),
		cmocka_unit_test(row_1_no_seventh_exit), cmocka_unit_test(row_2_codes_and_names),
		cmocka_unit_test(row_2_what_is_no_state),
		cmocka_unit_test(what_counts_as_decided),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
