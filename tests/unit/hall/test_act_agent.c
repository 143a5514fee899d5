/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "hall/audit.h"
#include "hall/dossier.h"

/* H-2: an authority that was given at the window is taken back, and given to another. */

#define TO_AGENT "mode=direct", "receiver=agent", "proof=证件 0118"

static char principal[40];               /* "proof=…" of the applicant */

static void brought(enum outcome outcome)
{
	struct accepted a;
	struct request r;

	fixture_request(&f, "kai-dangao", 61, &r);
	r.outcome = outcome;
	r.agent.present = r.agent.may_submit = r.agent.may_promise = r.agent.may_collect = true;
	request_set(&r.agent.name, "赵代");
	request_set(&r.agent.id_number, "338810199007150118");
	request_set(&r.agent.phone, "13900000055");
	request_set(&r.agent.authority_no, "委2026-5");
	request_set(&r.agent.authority_until, "2026-12-31");
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	snprintf(principal, sizeof principal, "%s", shown_id());
}

static void at_the_window(void)
{
	decide_all(0);
	for (int i = 1; i <= task_count(); i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
}

static void assert_agent(const char *name)
{
	json_t *d;

	assert_int_equal(dossier_json(f.h, number, false, &d, &err), ST_OK);
	const char *is = json_string_value(json_object_get(json_object_get(d, "agent"), "name"));
	if (!name != !is || (name && strcmp(name, is) != 0))
		fail_msg("agent is %s, not %s", is ? is : "none", name ? name : "none");
	json_decref(d);
}

static bool offered(const struct actor *by, const char *word)
{
	struct act_option rows[400];
	size_t count;

	assert_int_equal(act_options(f.h, by, number, rows, 400, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (!rows[i].task && rows[i].mine && strcmp(rows[i].act->word, word) == 0)
			return true;
	return false;
}

static void whole(void)
{
	int64_t n;

	if (dossier_verify(f.h, &n, &err) != ST_OK || audit_verify(f.h, &n, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

static void only_the_principal_takes_it_back(void **state)
{
	(void)state;
	brought(OUTCOME_ACCEPT);
	assert_true(offered(&f.clerk, "revoke") && !offered(&f.clerk, "entrust"));
	assert_true(offered(&issuer, "revoke") && !offered(&supervisor, "revoke"));
	REFUSED("E-6403", &f.clerk, 0, "revoke", "way=counter", principal);
	assert_string_equal(err.where, "reason");
	REFUSED("E-6403", &f.clerk, 0, "revoke", "way=counter", "reason=自己来办");
	REFUSED("E-6403", &f.clerk, 0, "revoke", "way=letter", "reason=自己来办");
	REFUSED("E-6461", &f.clerk, 0, "revoke", "way=counter", "proof=证件 0118", "reason=自己来办");      /* the agent's own */
	assert_string_equal(err.where, "proof");
	REFUSED("E-6461", &f.clerk, 0, "revoke", "way=counter", "proof=看过", "reason=自己来办");
	assert_non_null(strstr(err.text, "H-2"));
	REFUSED("E-6402", &department, 0, "revoke", "way=counter", principal, "reason=自己来办");
	assert_agent("赵代");
	int64_t papers_then = sql("SELECT count(*) FROM print_job");
	OK(&f.clerk, 0, "revoke", "way=counter", principal, "reason=自己来办");
	assert_agent(NULL);
	assert_int_equal(sql("SELECT count(*) FROM print_job"), papers_then);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.amend' AND object = '%s'", number), 1);
	assert_int_equal(sql("SELECT count(*) FROM snapshot s JOIN dossier d ON d.id = s.dossier WHERE d.number = '%s'", number), 2);
	assert_int_equal(sql("SELECT version FROM dossier WHERE number = '%s'", number), 2);
	assert_state("30");
	REFUSED("E-6462", &f.clerk, 0, "revoke", "way=letter", "request=声明 1", "reason=自己来办");
	assert_true(!offered(&f.clerk, "revoke") && offered(&f.clerk, "entrust"));
	whole();
}

/* What was printed with him stays as it is; what is made from now on names the applicant. */
static void papers_name_the_principal(void **state)
{
	(void)state;
	brought(OUTCOME_ACCEPT);
	assert_paper("acceptance-notice", "赵代");
	push_all();
	OK(&script, 1, "sign");
	OK(&script, 1, "ask", "lines=身份证复印件不清", "until=2026-11-30");
	assert_paper("correction", "赵代");
	OK(&f.clerk, 0, "revoke", "way=letter", "request=2026-11-23 声明", "reason=另行委托");
	OK(&script, 2, "sign");
	OK(&script, 2, "deny", "reason=不符合条件", "article=第三十八条");
	assert_paper_lacks("denial", "赵代");
	assert_paper("acceptance-notice", "赵代");
	assert_paper("correction", "赵代");
}

static void nothing_is_handed_to_him(void **state)
{
	(void)state;
	brought(OUTCOME_ACCEPT);
	at_the_window();
	OK(&issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	OK(&issuer, 0, "revoke", "way=counter", principal, "reason=自己来领");
	int64_t before = sql("SELECT count(*) FROM act");
	REFUSED("E-6457", &issuer, 2, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	assert_non_null(strstr(err.text, "委托已经撤销"));
	REFUSED("E-6457", &issuer, 0, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	REFUSED("E-6457", &issuer, 2, "hand-over", TO_AGENT, "receiver_name=赵·代", "authority=shown", "authority_until=2026-12-31");
	assert_string_equal(err.where, "receiver_name");
	REFUSED("E-6457", &issuer, 2, "hand-over", TO_AGENT, "receiver_name=钱某", "authority=shown", "authority_no=委2026-5",
		"authority_until=2026-12-31");
	assert_string_equal(err.where, "authority_no");
	assert_int_equal(sql("SELECT count(*) FROM act"), before);
	assert_task(2, "70");
	/* another one with a paper of his own, and the applicant himself, may */
	OK(&issuer, 2, "hand-over", TO_AGENT, "receiver_name=钱某", "authority=shown", "authority_no=委2026-9", "authority_until=2026-12-31");
	OK(&issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", principal);
	assert_state("80");
	whole();
}

static void another_is_entrusted(void **state)
{
	(void)state;
	brought(OUTCOME_ACCEPT);
	at_the_window();
	REFUSED("E-6462", &f.clerk, 0, "entrust", "name=钱某", "id_number=338810199306210325", "authority_until=2026-12-31", "powers=all");
	OK(&f.clerk, 0, "revoke", "way=counter", principal, "reason=换人");
	REFUSED("E-6463", &f.clerk, 0, "entrust", "name=钱某", "id_number=338810199306210329", "authority_until=2026-12-31", "powers=all");
	assert_string_equal(err.where, "id_number");
	REFUSED("E-6463", &f.clerk, 0, "entrust", "name=钱某", "id_number=338810197003180118", "phone=12", "authority_until=2026-12-31", "powers=all");
	REFUSED("E-6463", &f.clerk, 0, "entrust", "name=钱某", "id_number=338810197003180118", "authority_until=2026-11-22", "powers=all");
	assert_string_equal(err.where, "authority_until");
	REFUSED("E-6463", &f.clerk, 0, "entrust", "name=钱某", "id_number=338810197003180118", "authority_no=委2026-5", "authority_until=2026-12-31",
		"powers=all");
	assert_string_equal(err.where, "authority_no");
	OK(&f.clerk, 0, "entrust", "name=钱某", "id_number=338810197003180118", "phone=13900000077", "authority_until=2026-12-31", "powers=submit");
	assert_agent("钱某");
	REFUSED("E-6457", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=钱某", "authority=file");
	OK(&f.clerk, 0, "revoke", "way=letter", "request=声明 2", "reason=也要领结果");
	OK(&f.clerk, 0, "entrust", "name=钱某", "id_number=338810197003180118", "authority_no=委2026-8", "authority_until=2026-12-31", "powers=collect");
	REFUSED("E-6457", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=shown", "authority_until=2026-12-31");
	OK(&issuer, 0, "hand-over", TO_AGENT, "receiver_name=钱某", "authority=file");
	assert_paper("delivery", "受理时留存的委托书，编号 委2026-8");
	assert_state("80");
	/* he is found by his name and number from now on, and the one before still is */
	struct dossier_row rows[4];
	size_t count;
	bool more;
	static const char *const by[] = { "钱某", "338810197003180118", "13900000077", "赵代", "李芳" };
	for (size_t i = 0; i < sizeof by / sizeof *by; i++) {
		assert_int_equal(dossier_find(f.h, by[i], rows, 4, &count, &more, &err), ST_OK);
		if (count != 1)
			fail_msg("%s finds %zu", by[i], count);
	}
	whole();
}

/* Taken in, taken back, accepted: the acceptance does not go by what the agent once might, and he signs no promise. */
static void he_signs_no_acceptance(void **state)
{
	struct accepted a;
	struct request r;

	(void)state;
	brought(OUTCOME_RECEIVE);
	OK(&f.clerk, 0, "revoke", "way=counter", principal, "reason=自己来办");
	assert_int_equal(request_continue(f.h, &f.clerk, number, &r, &err), ST_OK);
	assert_false(r.agent.present);
	assert_string_equal(r.agent.name, "");
	r.agent.present = r.agent.may_submit = true;                /* typed again */
	request_set(&r.agent.name, "赵代");
	request_set(&r.agent.id_number, "338810199007150118");
	assert_int_not_equal(dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err), ST_OK);
	assert_string_equal(err.code, "E-6033");
	assert_string_equal(err.where, "agent.name");
	r.agent.present = false;
	fixture_accept(&f, &r, &a);
	request_release(&r);
	assert_agent(NULL);
	assert_paper_lacks("acceptance-notice", "赵代");
	OK(&f.clerk, 0, "entrust", "name=赵代", "id_number=338810199007150118", "authority_until=2026-12-31", "powers=all");
	assert_agent("赵代");
	whole();
}

/* Twice the same key is one act, and what an act writes is all there or nothing. */
static void once(void **state)
{
	const struct act_value told[] = { { "way", "letter" }, { "request", "声明" }, { "reason", "自己来办" } };
	struct act_call call = { .uuid = "00000000-0000-4000-8000-000000000001", .word = "revoke", .values = told, .count = 3 };

	(void)state;
	brought(OUTCOME_ACCEPT);
	call.number = number;
	assert_int_equal(dossier_act(f.h, &f.clerk, &call, &acted, &err), ST_OK);
	assert_int_equal(dossier_act(f.h, &f.clerk, &call, &acted, &err), ST_OK);
	assert_true(acted.again);
	assert_int_equal(sql("SELECT count(*) FROM act WHERE word = 'revoke'"), 1);
	assert_int_equal(sql("SELECT max(version) FROM snapshot"), 2);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(only_the_principal_takes_it_back), ACT_TEST(papers_name_the_principal), ACT_TEST(nothing_is_handed_to_him),
		ACT_TEST(another_is_entrusted), ACT_TEST(he_signs_no_acceptance), ACT_TEST(once),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
