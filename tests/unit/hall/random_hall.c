/* SPDX-License-Identifier: Apache-2.0 */
#include "random_hall.h"

#include <stdio.h>
#include <string.h>

#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/stuck.h"

void sit(const char *login, const char *window)
{
	f.clerk.staff_id = sql("SELECT id FROM staff WHERE login = '%s'", login);
	snprintf(f.clerk.login, sizeof f.clerk.login, "%s", login);
	snprintf(f.clerk.window, sizeof f.clerk.window, "%s", window);
}

static uint64_t seed;

int dice(int sides)
{
	seed = seed * 6364136223846793005ULL + 1442695040888963407ULL;
	return (int)(seed >> 33) % sides;
}

#define MOST 60
static char numbers[MOST][24];
static int known;

static void something_is_taken_in(void)
{
	static const char *const bundles[] = { "xinshenger", "kai-shudian", "kai-canyin" };
	static const enum outcome outcomes[] = { OUTCOME_ACCEPT, OUTCOME_ACCEPT, OUTCOME_ACCEPT, OUTCOME_RECEIVE, OUTCOME_NOTICE };
	int which = dice(3);
	enum outcome outcome = outcomes[dice(5)];

	take_in(bundles[which], outcome, which == 0 && outcome == OUTCOME_ACCEPT && dice(2) ? "sy-cyxj" : NULL);
	push_all();
	memcpy(numbers[known++], number, sizeof number);
}

/* Whatever the law allows happens; the rest it refuses. */
static void something_is_done(void)
{
	int n = dice(known), task;

	memcpy(number, numbers[n], sizeof number);
	task = task_count() ? 1 + dice(task_count()) : 1;
	switch (dice(10)) {
	case 0: (void)act(&script, task, "return", "reason=not-ours", NULL); break;
	case 1: (void)act(&f.clerk, task, "resend", "note=改正", NULL); push_all(); break;
	case 2: (void)act(&script, task, "deny", "reason=不符合条件", "article=第三十八条", NULL); break;
	case 3: if (dice(4) == 0) (void)act(&f.clerk, 0, "withdraw", "request=书面", "reason=不办了", NULL); break;
	case 4: (void)act(&f.clerk, 0, "accept", NULL); push_all(); break;
	case 5: (void)act(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok", NULL); break;
	default:
		for (int i = 1; i <= task_count(); i++) {
			(void)act(&script, i, "sign", NULL);
			(void)act(&script, i, "grant", NULL);
			push_all();
		}
	}
}

static void something_happens_in_the_queue(void)
{
	static const enum ticket_act acts_here[] = { TICKET_DO_CALL, TICKET_DO_ARRIVE, TICKET_DO_RECALL, TICKET_DO_PASS, TICKET_DO_END };

	switch (dice(4)) {
	case 0: take_as("ABCD"[dice(4)], dice(5) ? "" : "孕妇", -1, "", NULL); break;
	case 1: does(&f.clerk, TICKET_DO_TRANSFER, "", "ABC"[dice(3)]); break;
	case 2:
		if (ticket_window(f.h, &f.clerk, WINDOW_DO_PAUSE, "复印", &err) == ST_OK) {
			fixture_tick(MINUTE);
			assert_int_equal(ticket_window(f.h, &f.clerk, WINDOW_DO_RESUME, "", &err), ST_OK);
		}
		break;
	default: do_here(acts_here[dice(5)]);
	}
}

static void somebody_rates(void)
{
	sql("UPDATE rating SET level = %d, rated_at = %lld, channel = 'qr' WHERE level IS NULL AND id = (SELECT MIN(id) FROM rating WHERE level IS"
		" NULL AND id %% 3 <> 0)", 1 + dice(5), (long long)clock_wall_ms());
}

static char stuck[2 * MOST][STUCK_NUMBER_SIZE];
static int stuck_known, stuck_answered;

static void stuck_takes(char *of, const char *word, const struct act_value *values, size_t count)
{
	struct stuck_done result;

	if (stuck_act(f.h, &supervisor, &(struct stuck_call){ .number = of, .word = word, .values = values, .count = count }, &result, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	memcpy(of, result.number, sizeof result.number);
}

/* Somebody could not get something done; what waits longest is answered, now and then. */
static void somebody_is_stuck(void)
{
	static const char *const windows[] = { "3", "1", "" };
	const struct act_value told[] = { { "category", "delay" }, { "name", "周玉" }, { "phone", "13912345678" }, { "matter", "开饭店" },
		{ "what", "来了三次" }, { "happened", "2026-11-20" }, { "window", windows[dice(3)] } };
	static const struct act_value classified[] = { { "class", "impossible" } };
	static const struct act_value handled[] = { { "answer", "说清了" }, { "cause", "没有说清" }, { "measure", "改了指南" } };
	const struct act_value answered[] = { { "satisfied", dice(2) ? "yes" : "no" } };
	char *waits = stuck[stuck_answered];

	if (stuck_answered == stuck_known || dice(3)) {
		*stuck[stuck_known] = '\0';
		stuck_takes(stuck[stuck_known++], "register", told, COUNT_OF(told));
	} else {
		stuck_takes(waits, "classify", classified, COUNT_OF(classified));
		stuck_takes(waits, "handle", handled, COUNT_OF(handled));
		stuck_takes(waits, "answer", answered, COUNT_OF(answered));
		stuck_answered++;
	}
}

/* What time alone gives, and a supervisor takes some of it back. */
static void a_sweep(void)
{
	struct clock_turned turned;
	size_t made;

	if (clock_turn(f.h, &turned, &err) != ST_OK || caution_queue(f.h, &made, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	if (sql("SELECT count(*) FROM caution WHERE cancelled_at IS NULL") > 0 && dice(3) == 0)
		sql("UPDATE caution SET cancelled_at = %lld, cancelled_by = 1, reason = '已说明' WHERE id = (SELECT MAX(id) FROM caution WHERE"
			" cancelled_at IS NULL)", (long long)clock_wall_ms());
}

void a_random_hall(int n, int days)
{
	static const struct { const char *login, *window; } seats[] = { { "jihm", "3" }, { "liuyang", "1" }, { "heqing", "10" } };

	seed = (uint64_t)n * 7919 + 1;
	known = stuck_known = stuck_answered = 0;
	for (int day = 0; day < days; day++) {
		for (int i = 0; i < 30; i++) {
			int seat = dice(3);
			sit(seats[seat].login, seats[seat].window);
			fixture_tick(dice(8) * MINUTE + dice(60000));
			int what = dice(8);
			if ((what == 0 || !known) && known < MOST)
				something_is_taken_in();
			else if (what < 3)
				something_is_done();
			else if (what == 3)
				somebody_rates();
			else
				something_happens_in_the_queue();
		}
		somebody_is_stuck();
		somebody_is_stuck();
		a_sweep();
		fixture_tick(DAY_MS - 2 * HOUR);
	}
}
