/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"
#include "hall/outbox.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/clock.h"
#include "hall/print_job.h"

/* From the decision to the hand, and papers that come later. */

/* --- results ------------------------------------------------------------------------------------------------------------------ */

/* D-8, D-10: the papers of the steps that the system walks, once each. */
static int64_t own_papers(const char *kind)
{
	return sql("SELECT count(*) FROM print_job p JOIN dossier d ON d.id = p.dossier WHERE d.number = '%s' AND p.kind = '%s'"
		" AND p.window_no = d.window_no AND p.state = 'pending'", number, kind);
}

static void deciding_prints_what_was_decided(void **state)
{
	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();

	decide_all(n);
	assert_int_equal(own_papers("completion"), 1);
	assert_int_equal(sql("SELECT count(*) FROM document WHERE kind = 'completion' AND number LIKE '%%结字〔2026〕第00001号'"), 1);
	assert_paper("completion", "办结日期 2026年11月23日");
	assert_paper("completion", "许可证 L-1");
	assert_paper("completion", "不予许可决定书");
	assert_paper("completion", "窗口领取");
	fixture_tick(DAY_MS);
	sql("UPDATE result SET licence_no = 'L-9'");                        /* what was told stays told */
	assert_paper("completion", "许可证 L-1");
}

static void what_lies_ready_is_fetched_with_its_code(void **state)
{
	(void)state;
	char code[8];

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(0);
	snprintf(code, sizeof code, "%06d", (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number));
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1", "place=3 号柜");
	assert_int_equal(own_papers("pickup"), 1);
	assert_paper("pickup", code);
	assert_paper("pickup", "3 号柜");
	assert_paper("pickup", "2026年12月23日（星期三）");
	assert_int_equal(sql("SELECT count(*) FROM document WHERE kind = 'pickup' AND number LIKE '%%领字〔2026〕第00001号'"), 1);
	OK(&issuer, 1, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1001");
	assert_paper("pickup", "3 号柜");                                   /* frozen, though one of them is gone */
}

/* The last day to fetch it is one on which the window is open (Civil Code, art. 203). */
static void fetched_until_a_working_day(void **state)
{
	(void)state;
	static const struct { int later; const char *until; bool moved; } days[] = {
		{ 3, "2026年12月28日（星期一）", true },              /* 12-26 is a Saturday */
		{ 5, "2026年12月28日（星期一）", false },
		{ 9, "2027年1月4日（星期一）", true },               /* 01-01, by decree, though that year's calendar is not there */
	};

	int now = 0;

	for (size_t i = 0; i < COUNT_OF(days); i++) {
		take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
		fixture_tick((days[i].later - now) * DAY_MS);
		now = days[i].later;
		decide_all(0);
		for (int k = 1; k <= task_count(); k++)
			OK(&issuer, k, "check-in", "licence_no=L-1", "place=3 号柜");
		assert_paper("pickup", days[i].until);
		assert_paper("pickup", days[i].moved ? "末日逢休息日" : "；逾期请先来电");
	}
}

/* A hall that tells people by other means has the papers ready and prints none of them by itself. */
static void results_may_be_kept_until_somebody_asks(void **state)
{
	(void)state;
	struct print_job job;

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	assert_int_equal(hall_set(f.h, &script, "printer.results", "0", &err), ST_OK);
	assert_int_equal(hall_set(f.h, &script, "printer.slip", "slip", &err), ST_OK);
	int n = task_count();
	decide_all(0);
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE kind IN ('completion', 'pickup') AND state = 'held'"), 2);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE kind = 'pickup' AND paper = '80mm'"), 1);
	assert_int_equal(print_job_draft(f.h, number, "pickup", &job, &err), ST_OK);
	int64_t id = sql("SELECT id FROM print_job WHERE kind = 'pickup'");
	assert_int_equal(print_job_retry(f.h, &f.clerk, id, &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE kind = 'pickup' AND state = 'pending' AND copy_no = 0"), 1);
}

static void row_13_partly_delivered(void **state)
{
	(void)state;
	char code[8];

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(0);
	assert_state("60");
	REFUSED("E-6404", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李", "code=000000");
	for (int i = 1; i < n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	assert_state("60");
	assert_int_equal(own_papers("pickup"), 0);
	REFUSED("E-6424", &issuer, n, "check-in", "licence_no=L-2");        /* nobody expects that one */
	OK(&issuer, n, "check-in", "licence_no=L-1", "place=3 号柜");
	assert_state("70");
	snprintf(code, sizeof code, "%06d", (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number));
	char pair[20];
	snprintf(pair, sizeof pair, "code=%s", code);
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", pair);
	assert_state("70");
	REFUSED("E-6403", &issuer, 2, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳");
	assert_paper("delivery", "L-1");
	assert_paper("delivery", "取件码相符");
	for (int i = 2; i <= n; i++)
		OK(&issuer, i, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1001");
	assert_state("80");
	OK(&issuer, 0, "archive");
	assert_state("90");
	for (const struct act *const *a = acts; *a; a++)
		assert_false((*a)->scope == ACT_DOSSIER && act_possible(*a, DOSSIER_ARCHIVED));
}

static void row_4_a_refusal_is_delivered_too(void **state)
{
	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(n);                                                  /* the last one, nothing hangs on it */
	assert_task(n, "51");
	assert_state("60");
	assert_int_equal(papers("denial"), 1);
	assert_paper("denial", "第三十八条");
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	assert_state("70");
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1001");
	assert_state("80");
}

static void row_47_five_wrong_codes_lock(void **state)
{
	(void)state;
	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	int n = task_count();
	decide_all(0);
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	char wrong[20], right[20];
	int code = (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number);
	snprintf(right, sizeof right, "code=%06d", code);
	snprintf(wrong, sizeof wrong, "code=%06d", (code + 1) % 1000000);
	for (int i = 0; i < 5; i++)
		REFUSED("E-6425", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", wrong);
	REFUSED("E-6425", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", right);
	fixture_tick(31 * 60 * 1000);
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", right);
}

/* --- 即办 (W-5) --------------------------------------------------------------------------------------------------------------- */

/* An item that is done at once, on its own. */
static void take_in_at_once(void)
{
	const struct catalogue *c;
	int version;

	assert_int_equal(hall_catalogue(f.h, &c, &version, &err), ST_OK);
	for (size_t i = 0; i < c->item_count; i++) {
		struct accepted a;
		struct request r;
		if (!c->items[i].at_once)
			continue;
		fixture_request(&f, c->items[i].id, 800, &r);
		enum status st = dossier_accept(f.h, &f.clerk, &r, &a, NULL, &err);
		request_release(&r);
		if (st != ST_OK)
			continue;
		snprintf(number, sizeof number, "%s", a.number);
		push_all();
		return;
	}
	fail_msg("no item that is done at once can be accepted: %s %s", err.code, err.text);
}

static int64_t acts_of(const char *word)
{
	return sql("SELECT count(*) FROM act a JOIN dossier d ON d.id = a.dossier WHERE d.number = '%s' AND a.word = '%s'", number, word);
}

/* Row 5: one call; each step stored with its time; every clock stands still on the day it began. */
static void row_5_at_once(void **state)
{
	(void)state;
	take_in_at_once();
	assert_int_equal(task_count(), 1);
	OK(&script, 1, "at-once", "licence=回执", "licence_no=H-1", "receiver=self", "receiver_name=李芳", shown_id());
	assert_string_equal(acted.task_state, "80");
	assert_string_equal(acted.state, "80");
	assert_state("80");
	assert_int_equal(acts_of("sign") + acts_of("grant") + acts_of("check-in") + acts_of("hand-over"), 4);
	assert_int_equal(acts_of("at-once"), 0);
	assert_int_equal(sql("SELECT count(*) FROM audit WHERE act = 'dossier.state' AND object = '%s' AND after IN ('60', '70', '80')", number), 3);
	assert_int_equal(sql("SELECT count(*) FROM clock k JOIN dossier d ON d.id = k.dossier WHERE d.number = '%s' AND"
		" (k.stopped_at IS NULL OR k.stopped_day <> k.start_day)", number), 0);
	assert_int_equal(sql("SELECT count(*) FROM result r JOIN dossier d ON d.id = r.dossier WHERE d.number = '%s' AND r.decided_at > 0 AND"
		" r.in_at > 0 AND r.out_at > 0", number), 1);
	assert_paper("delivery", "H-1");
	assert_string_not_equal(acted.document_no, "");              /* that of its last step's paper */
	assert_int_equal(sql("SELECT count(*) FROM print_job WHERE kind = 'delivery' AND document_no = '%s'", acted.document_no), 1);
	REFUSED("E-6404", &script, 1, "at-once", "licence_no=H-1");
}

/* A calendar that comes in between is looked up by the program, not by whoever pressed. */
static void at_once_by_the_calendar_that_holds(void **state)
{
	(void)state;
	take_in_at_once();
	fault_hook = another_calendar;
	enum status st = act(&script, 1, "at-once", "licence_no=H-1", NULL);
	fault_hook = NULL;
	if (st != ST_OK)
		fail_msg("%s %s", err.code, err.text);
	assert_task(1, "50");
}

/* All of it or nothing; and everybody does his own part. */
static void at_once_is_whole(void **state)
{
	(void)state;
	struct actor own = person(1, "department"), clerk = f.clerk;
	char wrong[20];

	take_in_at_once();
	snprintf(wrong, sizeof wrong, "code=%06d",
		((int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number) + 1) % 1000000);
	REFUSED("E-6425", &script, 1, "at-once", "licence_no=H-1", "receiver=self", "receiver_name=李芳", wrong);
	assert_int_equal(sql("SELECT failures FROM pickup"), 1);
	REFUSED("E-6403", &script, 1, "at-once", "receiver=self", "receiver_name=李芳", shown_id());      /* nothing to scan */
	REFUSED("E-6403", &script, 1, "at-once", "whim=1");
	REFUSED("E-6459", &script, 1, "at-once", "licence_no=H-1", "receiver=self", "receiver_name=赵代", "proof=证件 0118");
	REFUSED("E-6457", &script, 1, "at-once", "licence_no=H-1", "receiver=agent", "receiver_name=赵代", "proof=证件 0118", "authority=file");
	REFUSED("E-6402", &clerk, 1, "at-once", "licence_no=H-1");
	REFUSED("E-6402", &own, 1, "at-once", "licence_no=H-1");                                            /* not his department's */
	assert_task(1, "10");
	assert_int_equal(sql("SELECT count(*) FROM act a JOIN dossier d ON d.id = a.dossier WHERE d.number = '%s'", number), 0);
	int64_t cg = sql("SELECT count(*) FROM task t JOIN dossier d ON d.id = t.dossier WHERE d.number = '%s' AND t.department = 'scjg'", number);
	snprintf(own.department, sizeof own.department, "%s", cg ? "scjg" : "ga");
	sql("UPDATE task SET department = '%s' WHERE dossier = (SELECT id FROM dossier WHERE number = '%s')", own.department, number);
	REFUSED("E-6402", &own, 1, "at-once", "licence_no=H-1", "receiver=self", "receiver_name=李芳", shown_id());      /* the issuer's */
	assert_task(1, "10");
	struct act_option options[100];
	size_t count, offered = 0;
	assert_int_equal(act_options(f.h, &own, number, options, 100, &count, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		offered += options[i].act == &act_at_once && options[i].mine;
	assert_int_equal(offered, 1);
	OK(&own, 1, "at-once", "licence_no=H-1");
	assert_task(1, "50");
	assert_state("60");
	/* others are not done at once */
	take_in("kai-canyin", OUTCOME_ACCEPT, NULL);
	push_all();
	int slow = (int)sql("SELECT i.no FROM dossier_item i JOIN dossier d ON d.id = i.dossier WHERE d.number = '%s' AND i.at_once = 0", number);
	REFUSED("E-6443", &script, slow, "at-once", "licence_no=H-1");
	assert_task(slow, "10");
}

/* --- 好差评 --------------------------------------------------------------------------------------------------------------------- */

/* --- deferral ------------------------------------------------------------------------------------------------------------------- */

static void row_32_the_last_paper_ends_the_deferral(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	push_all();
	REFUSED("E-6414", &f.clerk, 0, "supply", "material=jhz", "channel=window", "arrived=2026-11-23", "check=ok");
	REFUSED("E-6409", &f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-24", "check=ok");
	REFUSED("E-6403", &f.clerk, 0, "supply", "material=sy-cyxj", "channel=express", "arrived=2026-11-23", "check=ok");
	REFUSED("E-6403", &f.clerk, 0, "supply", "material=sy-cyxj", "channel=online", "arrived=2026-11-23", "check=bad");
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=online", "arrived=2026-11-23", "check=bad", "reason=缺章");
	assert_int_equal(papers("deferral-wrong"), 1);                  /* C-13: told in writing, once; the day stays */
	assert_paper("deferral-wrong", "容缺补交材料不符告知书");
	assert_paper("deferral-wrong", "德审容补字〔2026〕第00001号");
	assert_paper("deferral-wrong", "缺章");
	assert_paper("deferral-wrong", "期限不变");
	assert_int_equal(papers("notice"), 0);
	REFUSED("E-6417", &f.clerk, 0, "supply", "material=sy-cyxj", "channel=online", "arrived=2026-11-23", "check=bad", "reason=还缺章");
	assert_int_equal(sql("SELECT deferred FROM dossier WHERE number = '%s'", number), 1);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=express", "arrived=2026-11-23", "posted=2026-11-20", "tracking=SF9", "check=ok");
	assert_int_equal(sql("SELECT deferred FROM dossier WHERE number = '%s'", number), 0);
	int64_t told = messages("supplement");
	assert_true(told > 0 && told < task_count());                   /* those that listed the paper, not all */
	assert_int_equal(sql("SELECT count(*) FROM deferral f JOIN dossier d ON d.id = f.dossier WHERE d.number = '%s' AND f.state = 'in'"
		" AND f.channel = 'express' AND f.tracking_no = 'SF9'", number), 1);
	REFUSED("E-6414", &f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok");
}

/* Told behind its task: a department that has not got the task knows nothing to add a paper to. */
static void what_came_in_waits_for_its_task(void **state)
{
	(void)state;
	struct outbox_message m;
	int64_t next;
	int told = 0;

	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok");
	assert_true(messages("supplement") > 0);
	while (outbox_claim(f.h, "test/1", 50, &m, &next, &err) == ST_OK) {
		if (!m.is_task)
			assert_int_equal(sql("SELECT count(*) FROM outbox WHERE task = %lld AND kind = 'task' AND state = 'delivered'", (long long)m.task), 1);
		told += !m.is_task;
		assert_int_equal(outbox_done(f.h, &m, &(struct outbox_result){ .end = OUTBOX_DELIVERED, .http_status = 201, .department_no = "N" },
			&err), ST_OK);
		outbox_message_release(&m);
	}
	assert_true(told < messages("supplement"));                     /* one of them waits with a task that waits for another item */
	assert_int_equal(sql("SELECT count(*) FROM outbox WHERE state = 'parked'"), 0);
}

/* C-14: who was called is off the call list, with the way and what came of it. */
static void a_call_takes_its_reminder_off_the_list(void **state)
{
	(void)state;
	struct actor helper = person(1, "helper");
	struct clock_reminder rows[4];
	struct clock_turned turned;
	size_t count;

	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	fixture_tick(60 * DAY_MS);
	assert_int_equal(clock_turn(f.h, &turned, &err), ST_OK);
	assert_int_equal(clock_reminders(f.h, rows, 4, &count, &err), ST_OK);
	assert_int_equal(count, 2);
	REFUSED("E-6402", &issuer, 0, "remind", "material=sy-cyxj", "way=电话", "result=明天送来");
	REFUSED("E-6414", &helper, 0, "remind", "material=jhz", "way=电话", "result=明天送来");
	assert_int_equal(clock_reminders(f.h, rows, 4, &count, &err), ST_OK);
	assert_int_equal(count, 2);
	OK(&helper, 0, "remind", "material=sy-cyxj", "way=电话", "result=明天送来");
	assert_int_equal(clock_reminders(f.h, rows, 4, &count, &err), ST_OK);
	assert_int_equal(count, 1);                                       /* the other dossier's */
	assert_string_not_equal(rows[0].number, number);
	assert_int_equal(sql("SELECT count(*) FROM clock_reminder WHERE channel = '电话' AND result = '明天送来' AND told_at > 0"), 1);
	OK(&helper, 0, "remind", "material=sy-cyxj", "way=电话", "result=没有接");       /* again, an act of its own */
	assert_int_equal(sql("SELECT count(*) FROM clock_reminder WHERE result = '没有接'"), 0);
}

static void row_30_a_lapse_needs_a_person(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	push_all();
	REFUSED("E-6413", &supervisor, 0, "terminate", "ground=deferral", "reason=没有补");
	REFUSED("E-6418", &supervisor, 0, "prolong", "material=sy-cyxj", "until=2026-11-24", "reason=洪水");
	OK(&supervisor, 0, "prolong", "material=sy-cyxj", "until=2026-12-31", "reason=洪水");
	fixture_tick(30 * DAY_MS);
	REFUSED("E-6413", &supervisor, 0, "terminate", "ground=deferral", "reason=没有补");
	fixture_tick(15 * DAY_MS);
	assert_state("30");                                               /* time alone ends nothing */
	OK(&supervisor, 0, "terminate", "ground=deferral", "reason=没有补");
	assert_state("R3");
	assert_int_equal(messages("recall"), task_count());
	assert_int_equal(sql("SELECT count(*) FROM deferral f JOIN dossier d ON d.id = f.dossier WHERE d.number = '%s'"
		" AND f.state = 'lapsed'", number), 1);
}

static void row_29_results_are_held_while_a_paper_is_open(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	sql("UPDATE deferral SET blocks = 1");
	int n = task_count(), held = 0;
	decide_all(0);
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	assert_state("60");                                               /* not ready while it is open (C-12) */
	for (int i = 1; i <= n; i++) {
		if (act(&issuer, i, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1", NULL) == ST_OK)
			continue;
		assert_string_equal(err.code, "E-6426");
		assert_non_null(strstr(err.text, "出院小结"));
		held++;
	}
	assert_true(held > 0 && held < n);
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok");
	assert_state("70");
}

/* C-13: what never came does not come by the hall's giving up. */
static void what_lapsed_still_holds_its_result(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	sql("UPDATE deferral SET blocks = 1");
	int n = task_count(), held = 0;
	decide_all(0);
	for (int i = 1; i <= n; i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	fixture_tick(45 * DAY_MS);
	OK(&supervisor, 0, "terminate", "ground=deferral", "reason=没有补");
	for (int i = 1; i <= n; i++)
		if (act(&issuer, i, "hand-over", "mode=courier", "receiver=self", "receiver_name=李芳", "tracking=SF1", NULL) != ST_OK) {
			assert_string_equal(err.code, "E-6426");
			held++;
		}
	assert_true(held > 0 && held < n);
}

/* What is random on a paper: its check code, and the code that fetches. */
static void hide(char *text, const char *code)
{
	static const char check[] = "校验码";

	for (char *p = text; (p = strstr(p, check));) {
		p += strlen(check);
		size_t n = strspn(p, "ABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789");
		memset(p, '-', n);
	}
	for (char *p = text; (p = strstr(p, code)); p += strlen(code))
		memset(p, '-', strlen(code));
}

/* Every paper of the dossier, in the order in which they came. Renewed by YICHUANG_GOLDEN_RENEW. */
static void assert_papers(const char *file)
{
	const char *top = getenv("srcdir");
	char *path = mem_format("%s/tests/unit/hall/data/%s", top ? top : ".", file), *want, code[8];
	struct print_job jobs[80];
	struct buf out;
	size_t count, n;

	snprintf(code, sizeof code, "%06d", (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number));
	assert_int_equal(print_job_of(f.h, number, jobs, 80, &count, &err), ST_OK);
	assert_true(count < 80);
	buf_init(&out, BUF_LARGE);
	while (count-- > 0) {
		char *text = paper_text(&jobs[count], 78);
		buf_format(&out, "===== %s ×%d\n%s\n", jobs[count].title, jobs[count].copies, text);
		free(text);
	}
	hide(out.data, code);
	if (getenv("YICHUANG_GOLDEN_RENEW"))
		assert_int_equal(file_write(path, out.data, out.len, 0644, NULL), ST_OK);
	if (conf_slurp(path, 1 << 20, &want, &n, &err) != ST_OK)
		fail_msg("%s: %s", path, err.text);
	if (n != out.len || memcmp(want, out.data, n) != 0)
		fail_msg("%s differs; it is now:\n%s", path, out.data);
	free(want);
	buf_release(&out);
	free(path);
}

/* One bundle from acceptance with two deferrals through a return, a special procedure and an extension to hand-over. */
static void a_whole_life(void **state)
{
	(void)state;
	struct accepted a;
	struct request r;

	fixture_request(&f, "kai-canyin", 900, &r);
	struct promise *p;
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	char deferred[2][64];
	int n = 0;
	for (size_t i = 0; i < p->plan->material_count && n < 2; i++) {
		const struct plan_material *m = &p->plan->materials[i];
		if (m->level == LEVEL_MAIN || !m->defer_days)
			continue;
		snprintf(deferred[n++], sizeof deferred[0], "%s", m->material->id);
		request_material(&r, m->material->id)->state = MS_DEFERRED;
		request_set(&request_material(&r, m->material->id)->reason, "原件在外地");
	}
	promise_free(p);
	assert_int_equal(n, 2);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	int tasks = task_count();
	char material[80];

	push_all();
	OK(&script, 1, "return", "reason=unreadable", "note=附件打不开");
	OK(&f.clerk, 1, "resend", "note=重新扫描");
	push_all();
	for (int i = 1; i <= tasks; i++)
		OK(&script, i, "sign");
	OK(&script, 2, "special", "kind=inspection", "start=2026-11-23", "days=5", "basis=食品安全法第三十五条", "reason=现场核查");
	assert_paper("special", "食品安全法第三十五条");
	fixture_tick(2 * DAY_MS);
	OK(&f.clerk, 0, "supply", (snprintf(material, sizeof material, "material=%s", deferred[0]), material), "channel=online",
		"arrived=2026-11-25", "check=ok");
	OK(&script, 2, "special-end", "end=2026-11-25", "result=符合要求");
	OK(&script, 2, "extend", "approver=organ", "approver_name=王局长", "days=5", "reason=需补充论证");
	assert_paper("extension", "需补充论证");
	OK(&f.clerk, 0, "supply", (snprintf(material, sizeof material, "material=%s", deferred[1]), material), "channel=express",
		"posted=2026-11-23", "tracking=SF12345", "arrived=2026-11-25", "check=ok");
	assert_int_equal(sql("SELECT deferred FROM dossier WHERE number = '%s'", number), 0);
	for (int i = 1; i <= tasks; i++)
		OK(&script, i, "grant", "licence=食品经营许可证", "licence_no=JY1");
	assert_state("60");
	for (int i = 1; i <= tasks; i++)
		OK(&issuer, i, "check-in", "licence_no=JY1");
	for (int i = 1; i <= tasks; i++)
		OK(&issuer, i, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_state("80");
	assert_paper("delivery", "JY1");
	OK(&issuer, 0, "archive");
	assert_state("90");
	assert_papers("whole-life.txt");
}

/* What never was paper is not given back, and what came in since the acceptance is. */
static void papers_are_given_back(void **state)
{
	(void)state;
	take_in("xinshenger", OUTCOME_ACCEPT, "sy-cyxj");
	OK(&f.clerk, 0, "supply", "material=sy-cyxj", "channel=window", "arrived=2026-11-23", "check=ok");
	OK(&f.clerk, 0, "withdraw", "request=x", "reason=不办了");
	struct print_job job;
	assert_int_equal(print_job_draft(f.h, number, "termination", &job, &err), ST_OK);
	char *text = paper_text(&job, 78), *files = strstr(text, "电子材料，无需退还");
	assert_non_null(files);
	assert_non_null(strstr(files, "近期一寸免冠白底证件照"));
	*files = '\0';
	assert_non_null(strstr(text, "出院小结"));
	assert_non_null(strstr(text, "结婚证"));
	assert_null(strstr(text, "近期一寸免冠白底证件照"));
	free(text);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(papers_are_given_back), ACT_TEST(deciding_prints_what_was_decided),
		ACT_TEST(what_lies_ready_is_fetched_with_its_code), ACT_TEST(fetched_until_a_working_day),
		ACT_TEST(results_may_be_kept_until_somebody_asks),
		ACT_TEST(row_13_partly_delivered),
		ACT_TEST(row_5_at_once),
		ACT_TEST(at_once_by_the_calendar_that_holds),
		ACT_TEST(at_once_is_whole),
		ACT_TEST(row_4_a_refusal_is_delivered_too),
		ACT_TEST(row_47_five_wrong_codes_lock),
		ACT_TEST(row_32_the_last_paper_ends_the_deferral), ACT_TEST(what_came_in_waits_for_its_task),
		ACT_TEST(a_call_takes_its_reminder_off_the_list),
		ACT_TEST(row_30_a_lapse_needs_a_person),
		ACT_TEST(row_29_results_are_held_while_a_paper_is_open),
		ACT_TEST(what_lapsed_still_holds_its_result),
		ACT_TEST(a_whole_life),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
