/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "hall/dossier.h"

/* Results in the applicant's hand: one by one or all together, and what he is asked about it. */

static int64_t acts_of(const char *word)
{
	return sql("SELECT count(*) FROM act a JOIN dossier d ON d.id = a.dossier WHERE d.number = '%s' AND a.word = '%s'", number, word);
}

static int64_t asked(const char *more)
{
	return sql("SELECT count(*) FROM rating r JOIN dossier d ON d.id = r.dossier WHERE d.number = '%s' AND r.point = 'pickup' %s",
		number, more);
}

static int all_checked_in(void)
{
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(0);
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	return n;
}

/* E-6: once for the visit, whatever is handed over in it and however many visits there are. */
static void a_visit_is_asked_once(void **state)
{
	(void)state;
	int n = all_checked_in();

	REFUSED("E-6427", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳");
	assert_int_equal(asked(""), 0);
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", "proof=证件 0012");
	assert_int_equal(asked("AND r.window_no <> '' AND r.level IS NULL"), 1);
	for (int i = 2; i <= n; i++)
		OK(&issuer, i, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", "proof=证件 0012");
	assert_state("80");
	assert_int_equal(asked(""), 1);
}

/* W-13: one signature for all that is here; each is handed over by its own act, and one paper lists them. */
static void several_are_handed_over_together(void **state)
{
	char wrong[20], right[20];
	int code;

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(0);
	REFUSED("E-6456", &issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", "proof=证件 0012");
	for (int i = 1; i < n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	code = (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number);
	snprintf(wrong, sizeof wrong, "code=%06d", (code + 1) % 1000000);
	snprintf(right, sizeof right, "code=%06d", code);
	REFUSED("E-6425", &issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", wrong);
	assert_int_equal(sql("SELECT failures FROM pickup"), 1);
	REFUSED("E-6402", &f.clerk, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", right);
	OK(&issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", right);
	for (int i = 1; i < n; i++)
		assert_task(i, "80");
	assert_task(n, "50");
	assert_state("60");
	assert_int_equal(acts_of("hand-over"), n);                   /* each, and the whole */
	assert_int_equal(papers("delivery"), 1);
	assert_paper("delivery", "取件码相符");
	assert_paper("delivery", "食品经营许可(新办)");
	assert_int_equal(asked(""), 1);
	OK(&issuer, n, "check-in", "licence_no=L-1");
	OK(&issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", "proof=证件 0012");
	assert_state("80");
	assert_int_equal(asked(""), 1);
}

/* By post all at once: the one request goes with them. */
static void together_by_post_asks_once(void **state)
{
	(void)state;
	all_checked_in();
	OK(&issuer, 0, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1001");
	assert_state("80");
	assert_int_equal(asked("AND r.device = 'none' AND r.window_no = ''"), 1);
}

/* What is decided and not yet at the window is work for who hands over, one row a dossier; for nobody else. */
static void who_hands_over_sees_what_was_decided(void **state)
{
	struct todo rows[20];
	size_t count, seen = 0;
	char words[32];

	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(0);
	OK(&issuer, 1, "check-in", "licence_no=L-1");
	assert_int_equal(dossier_todo(f.h, &issuer, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == TODO_DECIDED && ++seen)
			assert_string_equal(rows[i].number, number);
	snprintf(words, sizeof words, "%d 份:", n - 1);
	assert_int_equal(seen, 1);
	for (size_t i = 0; i < count; i++)
		assert_true(rows[i].kind != TODO_DECIDED || strncmp(rows[i].what, words, strlen(words)) == 0);
	assert_int_equal(dossier_todo(f.h, &f.clerk, rows, COUNT_OF(rows), &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		assert_int_not_equal(rows[i].kind, TODO_DECIDED);
}

/* Nobody stands at the window: asked once, with the last one, by the QR alone. */
static void by_post_the_last_one_asks(void **state)
{
	(void)state;
	int n = all_checked_in();

	assert_int_equal(hall_set(f.h, &script, "rating.windows", "*", &err), ST_OK);
	for (int i = 1; i <= n; i++) {
		assert_int_equal(asked(""), 0);
		OK(&issuer, i, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1001");
	}
	assert_state("80");
	assert_int_equal(asked("AND r.device = 'none' AND r.window_no = ''"), 1);
	assert_int_equal(asked(""), 1);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(a_visit_is_asked_once), ACT_TEST(by_post_the_last_one_asks), ACT_TEST(several_are_handed_over_together),
		ACT_TEST(together_by_post_asks_once), ACT_TEST(who_hands_over_sees_what_was_decided),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
