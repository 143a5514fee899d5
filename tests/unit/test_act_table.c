/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "law/act.h"

/* The table of acts itself, and a million random steps through it. */

static void each_row_is_whole(void **state)
{
	(void)state;
	size_t count = 0;

	for (const struct act *const *a = acts; *a; a++, count++) {
		assert_ptr_equal(act_find((*a)->scope, (*a)->word), *a);      /* no word twice in a scope */
		assert_true(*(*a)->name && *(*a)->help && *(*a)->rule);
		assert_true((*a)->from && (*a)->by);
		assert_true((*a)->to == ACT_STAYS || !act_possible(*a, (*a)->to) || (*a)->to < 0);
		for (const struct act_arg *arg = (*a)->args; arg && arg->name; arg++) {
			assert_true(*arg->label);
			assert_true((arg->type == ARG_CHOICE) == (arg->choices != NULL));
			assert_true(arg->type == ARG_DAY || arg->type == ARG_CHOICE || arg->most > 0);
			for (const struct act_arg *other = arg + 1; other->name; other++)
				assert_string_not_equal(arg->name, other->name);
		}
	}
	assert_int_equal(count, 45);
}

static void what_a_reason_list_says(void **state)
{
	(void)state;
	assert_string_equal(act_choice_name(act_return_reasons, "missing"), "材料缺失");
	assert_null(act_choice_name(act_return_reasons, "x"));
	assert_null(act_choice_name(NULL, "x"));
	char names[64];
	act_roles(BY(CLERK) | BY(SUPERVISOR), names, sizeof names);
	assert_string_equal(names, "受理员、督导");
	assert_null(act_between(ACT_TASK, TASK_WORKING, TASK_GRANTED, BY(CLERK)));        /* a clerk never approves */
	assert_non_null(act_between(ACT_TASK, TASK_WORKING, TASK_GRANTED, BY(DEPARTMENT)));
}

/* Where the dossier goes by itself: its state, its tasks, whether results are held; what it becomes. */
static void what_follows_from_the_tasks(void **state)
{
	(void)state;
	static const struct { const char *now, *tasks; bool held; const char *to; } cases[] = {
		{ "30", "00 00 10", false, "30" },      { "30", "20 00", false, "40" },       { "30", "30 00", false, "40" },
		{ "40", "30 30 50", false, "45" },      { "45", "20 30", false, "40" },       { "45", "30 50", false, "45" },
		{ "40", "50 51 52", false, "60" },      { "30", "50 50", false, "60" },       { "45", "50 50", false, "60" },
		{ "40", "902 902 51", false, "60" },    { "40", "901 901", false, "40" },     { "60", "50 70", false, "60" },
		{ "60", "70 70", false, "70" },         { "60", "70 70", true, "60" },        { "70", "80 70", false, "70" },
		{ "70", "80 80", false, "80" },         { "60", "80 902", false, "80" },      { "40", "15 20", false, "40" },
		{ "R2", "901 901", false, "R2" },       { "10", "", false, "10" },            { "90", "99 99", false, "90" },
	};

	for (size_t i = 0; i < sizeof cases / sizeof *cases; i++) {
		struct task_count c = { 0 };
		char tasks[40], *save = NULL;
		snprintf(tasks, sizeof tasks, "%s", cases[i].tasks);
		for (char *t = strtok_r(tasks, " ", &save); t; t = strtok_r(NULL, " ", &save))
			task_count_add(&c, (enum task_state)task_state_from_code(t));
		enum dossier_state now = (enum dossier_state)dossier_state_from_code(cases[i].now), to;
		int steps = 0;
		while ((to = dossier_follows(now, &c, cases[i].held)) != now) {
			assert_true(dossier_may_go(now, to));
			assert_true(++steps < 10);
			now = to;
		}
		if (strcmp(dossier_state_code(now), cases[i].to) != 0)
			fail_msg("%s with %s becomes %s, not %s", cases[i].now, cases[i].tasks, dossier_state_code(now), cases[i].to);
	}
}

/* --- a million steps ----------------------------------------------------------------------------------------------------- */

#define TASKS 3
struct walk { enum dossier_state dossier; enum task_state tasks[TASKS]; bool held, decided[TASKS]; };

static uint64_t seed = 0x9E3779B97F4A7C15u;
static unsigned pick(unsigned n)
{
	seed ^= seed << 13;
	seed ^= seed >> 7;
	seed ^= seed << 17;
	return (unsigned)(seed % n);
}

static struct task_count counted(const struct walk *w)
{
	struct task_count c = { 0 };

	for (int i = 0; i < TASKS; i++)
		task_count_add(&c, w->tasks[i]);
	return c;
}

static void check(const struct walk *w)
{
	struct task_count c = counted(w);

	for (int i = 0; i < TASKS; i++)
		assert_true(!w->decided[i] || task_decided(w->tasks[i]));               /* W-11: nobody takes a decision back */
	if (w->dossier == DOSSIER_DECIDED || w->dossier == DOSSIER_READY || w->dossier == DOSSIER_DELIVERED)
		assert_true(c.open == 0 && c.decided > 0);
	if (w->dossier == DOSSIER_READY || w->dossier == DOSSIER_DELIVERED)
		assert_true(c.made == 0 && !w->held);
	if (w->dossier == DOSSIER_DELIVERED)
		assert_int_equal(c.handed, 0);
	if (w->dossier == DOSSIER_SUSPENDED)
		assert_true(c.open > 0 && c.open == c.special);
}

static unsigned act_count(void)
{
	unsigned n = 0;

	while (acts[n])
		n++;
	return n;
}

/* One random act that the table allows now, with what follows from it. */
static bool step(struct walk *w)
{
	const struct act *a = acts[pick(act_count())];
	int i = (int)pick(TASKS);
	bool running = w->dossier == DOSSIER_ACCEPTED || w->dossier == DOSSIER_IN_PROGRESS || w->dossier == DOSSIER_SUSPENDED ||
		w->dossier == DOSSIER_DECIDED || w->dossier == DOSSIER_READY;

	if (a->by == BY(SYSTEM) && a->scope == ACT_DOSSIER)                          /* those walk below */
		return false;
	if ((a->to == DOSSIER_WITHDRAWN || a->to == DOSSIER_TERMINATED) && a->scope == ACT_DOSSIER && pick(100))
		return false;                                                        /* or hardly any would live */
	if (a->scope == ACT_DOSSIER) {
		if (!act_possible(a, (int)w->dossier))
			return false;
		if (a->to == ACT_STAYS)
			w->held = w->held && (!a->deferral || pick(2));
		else
			w->dossier = (enum dossier_state)a->to;
		for (int k = 0; k < TASKS && (w->dossier == DOSSIER_WITHDRAWN || w->dossier == DOSSIER_TERMINATED); k++)
			if (act_possible(act_find(ACT_TASK, "recall"), (int)w->tasks[k]))
				w->tasks[k] = TASK_RECALLED;
	} else {
		if (!running || !act_possible(a, (int)w->tasks[i]) || strcmp(a->word, "recall") == 0 || strcmp(a->word, "archive") == 0)
			return false;
		w->tasks[i] = (enum task_state)a->to;
		w->decided[i] |= task_decided(w->tasks[i]);
	}
	struct task_count c = counted(w);
	for (enum dossier_state to; (to = dossier_follows(w->dossier, &c, w->held)) != w->dossier; w->dossier = to)
		assert_true(dossier_may_go(w->dossier, to));
	return true;
}

static void a_million_random_steps(void **state)
{
	(void)state;
	struct walk w = { 0 };
	size_t done = 0, reached[DOSSIER_STATE_COUNT] = { 0 };

	for (long tries = 0; done < 1000000; tries++) {
		if (tries % 3000 == 0) {                                                  /* a new dossier, accepted or only received */
			w = (struct walk){ .dossier = pick(4) ? DOSSIER_ACCEPTED : DOSSIER_RECEIVED, .held = pick(3) == 0 };
		}
		if (step(&w)) {
			done++;
			reached[w.dossier]++;
			check(&w);
		}
	}
	for (int s = DOSSIER_RECEIVED; s < DOSSIER_STATE_COUNT; s++)
		if (!reached[s])
			fail_msg("%s was never reached", dossier_state_name((enum dossier_state)s));
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(each_row_is_whole),
		cmocka_unit_test(what_a_reason_list_says),
		cmocka_unit_test(what_follows_from_the_tasks),
		cmocka_unit_test(a_million_random_steps),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
