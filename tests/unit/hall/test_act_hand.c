/* SPDX-License-Identifier: Apache-2.0 */
#include "acts.h"

#include <stdio.h>
#include <string.h>

#include "hall/dossier.h"
#include "hall/errand.h"

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
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_int_equal(asked("AND r.window_no <> '' AND r.level IS NULL"), 1);
	for (int i = 2; i <= n; i++)
		OK(&issuer, i, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
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
	REFUSED("E-6456", &issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
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
	OK(&issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_state("80");
	assert_int_equal(asked(""), 1);
}

/* Decided by departments that told no number, and checked in with one. */
static void checked_in_with_numbers(void)
{
	char told[24];

	take_in("kai-dangao", OUTCOME_ACCEPT, NULL);
	push_all();
	for (int i = 1; i <= task_count(); i++) {
		snprintf(told, sizeof told, "licence_no=T62000000%d", i);
		OK(&script, i, "sign");
		OK(&script, i, "grant");
		OK(&issuer, i, "check-in", told);
	}
}

/* D-9: each result is named as what its item leads to, with the number by which it was checked in. */
static void the_receipt_names_each_result(void **state)
{
	(void)state;
	checked_in_with_numbers();
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_paper("delivery", "送达的文书 核验结果，编号 T620000001");
	checked_in_with_numbers();
	OK(&issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	assert_paper("delivery", "核验结果             T620000001");
	assert_paper("delivery", "T620000002");
	assert_paper("delivery", "（居民身份证 ");
}

/* A company that this very dossier founded had no code when it was taken in: there is none to print. Who comes for it is the one who
 * represents it, or he needs an authority (H-2). */
static void a_new_company_has_no_code(void **state)
{
	struct accepted a;
	struct request r;

	(void)state;
	fixture_request(&f, "qiye-kaiban", 62, &r);
	r.applicant.company = true;
	request_set(&r.applicant.name, "示例餐饮有限公司");
	request_set(&r.applicant.id_number, "");
	request_set(&r.applicant.legal_name, "张三");
	request_set(&r.applicant.legal_id, "338810199007150118");
	request_set_value(&r, "legal.zjlx", "01", ORIGIN_FILLED);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	decide_all(0);
	OK(&issuer, 1, "check-in", "licence_no=L-1");
	REFUSED("E-6459", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李四", shown_id());
	REFUSED("E-6460", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=张三", "proof=证件 0012");
	assert_string_equal(err.where, "proof");
	REFUSED("E-6427", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=张三", "proof=看过证件");
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=张三", "proof=证件 0118");
	assert_paper("delivery", "受送达人   示例餐饮有限公司\n");
}

/* Whose results go by post has his label, which names where to. */
static void a_parcel_has_its_label(void **state)
{
	struct act_option options[40];
	struct accepted a;
	struct request r;
	size_t count, i = 0;

	(void)state;
	fixture_request(&f, "kai-dangao", 64, &r);
	request_set(&r.delivery_mode, "courier");
	request_set(&r.delivery_address, "安澜区学院路128号");
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	decide_all(0);
	assert_int_equal(act_options(f.h, &issuer, number, options, COUNT_OF(options), &count, &err), ST_OK);
	while (i < count && strcmp(options[i].act->word, "parcel") != 0)
		i++;
	assert_true(i < count);
	OK(&issuer, 0, "parcel", "company=EMS", "content=证照2件");
	assert_paper("courier-label", "安澜区学院路128号");
}

/* The dots that part the names of other peoples are typed in many ways: he is who he says all the same. */
static void a_name_with_another_dot(void **state)
{
	struct accepted a;
	struct request r;

	(void)state;
	fixture_request(&f, "kai-dangao", 63, &r);
	request_set(&r.applicant.name, "阿依古丽·买买提");
	r.agent.present = r.agent.may_submit = r.agent.may_collect = true;
	request_set(&r.agent.name, "古丽娜尔·吐尔逊");
	request_set(&r.agent.id_number, "338810199007150118");
	request_set(&r.agent.phone, "13900000055");
	request_set(&r.agent.authority_until, "2026-12-31");
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	decide_all(0);
	OK(&issuer, 1, "check-in", "licence_no=L-1");
	OK(&issuer, 2, "check-in", "licence_no=L-1");
	REFUSED("E-6459", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=阿依古丽", shown_id());
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=阿依古丽•买买提", shown_id());
	OK(&issuer, 2, "hand-over", "mode=direct", "receiver=agent", "authority=file", "receiver_name=古丽娜尔.吐尔逊", "proof=证件 0118");
}

/* What is written behind the last four does not hide them: they are looked at all the same, also those typed wide. */
static void the_last_four_anywhere(void **state)
{
	char code[32], said[80];

	(void)state;
	int n = all_checked_in();
	snprintf(code, sizeof code, "code=%06d", (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number));
	snprintf(said, sizeof said, "%s,已核对", shown_id());
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", said);
	assert_true(n > 2);
	REFUSED("E-6460", &issuer, 2, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", "proof=证件 0000 已核对");
	assert_string_equal(err.where, "proof");
	/* with the code, four characters that nobody called the last of a number say nothing against him */
	REFUSED("E-6460", &issuer, 2, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", code, "proof=证件 0000");
	OK(&issuer, 2, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", code, "proof=2026年换发的证件");
	const char *four = strrchr(shown_id(), ' ') + 1;
	int n0 = snprintf(said, sizeof said, "proof=");
	for (; *four; four++)                        /* the wide form of "0" is U+FF10 */
		n0 += snprintf(said + n0, sizeof said - (size_t)n0, "\xef\xbc%c", (char)(0x90 + *four - '0'));
	OK(&issuer, 3, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", said);
}

/* Nobody wrote down who represents it: the code alone tells nothing of him who stands there. */
static void a_company_without_a_name_to_it(void **state)
{
	char code[32];

	(void)state;
	take_in("luyong", OUTCOME_ACCEPT, NULL);
	decide_all(0);
	OK(&issuer, 1, "check-in", "licence_no=L-1");
	snprintf(code, sizeof code, "code=%06d", (int)sql("SELECT CAST(query_code AS INTEGER) FROM dossier WHERE number = '%s'", number));
	REFUSED("E-6427", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=谁都行", code);
	assert_string_equal(err.where, "proof");
	OK(&issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=王五", code, "proof=营业执照、证件 0012");
}

/* Asked value by value: what stands against one is told at it, and nothing is done; a wrong code is counted, as when it is tried (N-6). */
static void looked_at_value_by_value(void **state)
{
	const struct act_value told[] = { { "mode", "direct" }, { "receiver", "self" }, { "receiver_name", "赵代" }, { "code", "" } };
	struct act_call call = { .uuid = "u-1", .word = "hand-over", .task = 1, .values = told };
	const struct act *handing = act_find(ACT_TASK, "hand-over");

	(void)state;
	all_checked_in();
	call.number = number;
	for (call.count = 1; call.count < 3; call.count++)
		assert_int_equal(dossier_act_look(f.h, &issuer, handing, &call, told[call.count - 1].name, &err), ST_OK);
	assert_int_equal(dossier_act_look(f.h, &issuer, handing, &call, "receiver_name", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6459");
	int64_t traces = refusals();
	const struct act_value wrong[] = { told[0], told[1], { "receiver_name", "李芳" }, { "code", "abc" } };
	call.values = wrong;
	assert_int_equal(dossier_act_look(f.h, &issuer, handing, &call, "receiver_name", &err), ST_OK);
	assert_int_equal(refusals(), traces);
	call.count = 4;
	assert_int_equal(dossier_act_look(f.h, &issuer, handing, &call, "code", &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6425");
	assert_int_equal(sql("SELECT failures FROM pickup"), 1);
	assert_task(1, "70");
}

/* What stands against a value is asked before anything is done: no clock starts by the question. */
static void looking_starts_no_clock(void **state)
{
	const struct act_value said[] = { { "line.jhz", "照片模糊" }, { "reason", "" } };
	const struct act_value came[] = { { "line.jhz", "" }, { "arrived", "2026-11-23" } };
	struct act_call call = { .uuid = "u-1", .word = "notice", .values = said, .count = 2 };

	(void)state;
	take_in("xinshenger", OUTCOME_RECEIVE, NULL);
	call.number = number;
	int64_t clocks = sql("SELECT count(*) FROM clock");
	assert_int_equal(dossier_act_look(f.h, &f.clerk, act_find(ACT_DOSSIER, "notice"), &call, "reason", &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM clock"), clocks);
	OK(&f.clerk, 0, "notice", "line.jhz=照片模糊");
	assert_int_equal(sql("SELECT count(*) FROM clock WHERE kind = 'K6'"), 1);
	clocks = sql("SELECT count(*) FROM clock");
	call.word = "corrected";
	call.values = came;
	assert_int_equal(dossier_act_look(f.h, &f.clerk, act_find(ACT_DOSSIER, "corrected"), &call, "arrived", &err), ST_OK);
	assert_int_equal(sql("SELECT count(*) FROM clock"), clocks);
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
	assert_int_equal(dossier_todo(f.h, &issuer, rows, COUNT_OF(rows), &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (rows[i].kind == TODO_DECIDED && ++seen)
			assert_string_equal(rows[i].number, number);
	snprintf(words, sizeof words, "%d 份:", n - 1);
	assert_int_equal(seen, 1);
	for (size_t i = 0; i < count; i++)
		assert_true(rows[i].kind != TODO_DECIDED || strncmp(rows[i].what, words, strlen(words)) == 0);
	assert_int_equal(dossier_todo(f.h, &f.clerk, rows, COUNT_OF(rows), &count, NULL, &err), ST_OK);
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

/* Taken in by an agent with this authority, decided, and all of it at the window. `collect`: it names the power to take results. */
static int brought_by_an_agent(const char *no, bool collect, const char *until)
{
	struct accepted a;
	struct request r;

	fixture_request(&f, "kai-dangao", 61, &r);
	r.agent.present = r.agent.may_submit = true;
	r.agent.may_collect = collect;
	request_set(&r.agent.name, "赵代");
	request_set(&r.agent.id_number, "338810199007150118");
	request_set(&r.agent.phone, "13900000055");
	request_set(&r.agent.authority_no, no);
	request_set(&r.agent.authority_until, until);
	fixture_accept(&f, &r, &a);
	request_release(&r);
	snprintf(number, sizeof number, "%s", a.number);
	decide_all(0);
	for (int i = 1; i <= task_count(); i++)
		OK(&issuer, i, "check-in", "licence_no=L-1");
	return task_count();
}

#define TO_AGENT "mode=direct", "receiver=agent", "proof=证件 0118"
#define NOT_TO_AGENT(what, ...) do { int64_t before = sql("SELECT count(*) FROM act"); REFUSED("E-6457", __VA_ARGS__); \
	assert_non_null(strstr(err.text, what)); assert_non_null(strstr(err.text, "没有改动")); \
	assert_int_equal(sql("SELECT count(*) FROM act"), before); } while (0)

/* H-2: what was kept since the acceptance, with the power for it and within its period. */
static void row_62_an_agent_takes_by_the_authority_on_file(void **state)
{
	(void)state;
	int n = brought_by_an_agent("委2026-5", true, "2026-12-04");
	REFUSED("E-6403", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代");
	assert_string_equal(err.where, "authority");
	REFUSED("E-6459", &issuer, 1, "hand-over", "mode=direct", "receiver=self", "receiver_name=赵代", "proof=证件 0118");
	REFUSED("E-6459", &issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=赵代", "proof=证件 0118");
	REFUSED("E-6459", &issuer, 1, "hand-over", "mode=courier", "receiver=self", "receiver_name=赵代", "tracking=SF1001");
	REFUSED("E-6459", &issuer, 0, "hand-over", "mode=left", "receiver=self", "receiver_name=赵代", "proof=见证人在场");
	assert_string_equal(err.where, "receiver_name");
	assert_task(1, "70");
	NOT_TO_AGENT("不是留存的委托书上的代理人", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=钱代", "authority=file");
	fixture_tick(11 * DAY_MS);                                   /* 12-04, its last day */
	OK(&issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	assert_paper("delivery", "受理时留存的委托书，编号 委2026-5，期限至 2026年12月4日");
	fixture_tick(DAY_MS);
	NOT_TO_AGENT("已经过期", &issuer, 2, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	NOT_TO_AGENT("已经过期", &issuer, 0, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	for (int i = 2; i <= n; i++)
		assert_task(i, "70");
	OK(&issuer, 0, "hand-over", "mode=direct", "receiver=self", "receiver_name=李芳", shown_id());
	brought_by_an_agent("委2026-6", false, "2026-12-31");
	NOT_TO_AGENT("没有写明可代领结果", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	brought_by_an_agent("委2026-7", true, "");
	NOT_TO_AGENT("没有记下期限", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
}

/* Nobody was named when it was taken in: what he shows now is read, and stands in the record and on the paper that he signs. */
static void row_62_an_agent_shows_his_authority(void **state)
{
	(void)state;
	all_checked_in();
	NOT_TO_AGENT("受理时没有代理人", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	REFUSED("E-6403", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=shown");
	assert_string_equal(err.where, "authority_until");
	NOT_TO_AGENT("已经过期", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=shown", "authority_until=2026-11-22");
	OK(&issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=shown", "authority_until=2026-11-23");
	assert_paper("delivery", "当场出示的委托书，期限至 2026年11月23日");
	OK(&issuer, 0, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=shown", "authority_no=公证 88", "authority_until=2026-11-30");
	assert_state("80");
}

/* A helper's authority is the errand's: revoked there, it is worth nothing here; given anew, it is. */
static void row_62_a_helper_takes_by_the_errand(void **state)
{
	struct errand_done done;
	struct actor helper = person(1, "helper");
	char id[19], errand[ERRAND_NUMBER_SIZE], no[40];
#define ERRAND(word_, ...) do { const struct act_value told[] = { __VA_ARGS__ }; \
	if (errand_act(f.h, &helper, &(struct errand_call){ .number = errand, .word = word_, .values = told, .count = sizeof told / sizeof *told }, \
		&done, &err) != ST_OK) fail_msg("%s: %s %s", word_, err.code, err.text); } while (0)
#define ENTRUST(fetch_, until_) ERRAND("entrust", { "principal", "1" }, { "scope", "开蛋糕店" }, { "from", "2026-11-23" }, { "until", until_ }, \
	{ "submit", "yes" }, { "correct", "no" }, { "fetch", fetch_ }, { "promise", "no" }, { "redelegate", "no" })

	(void)state;
	fixture_citizen(61, id);
	*errand = '\0';
	const struct act_value person_told[] = { { "kind", "agent" }, { "source", "hall" }, { "name", "李芳" }, { "id_number", id },
		{ "phone", "13800138000" }, { "category", "elderly" }, { "items", "开蛋糕店" }, { "address", "安宁区桃林路1号" } };
	assert_int_equal(errand_act(f.h, &helper, &(struct errand_call){ .word = "register", .values = person_told, .count = 8 }, &done, &err), ST_OK);
	snprintf(errand, sizeof errand, "%s", done.number);
	ERRAND("respond", { "how", "call" });
	ENTRUST("no", "2026-12-31");
	snprintf(no, sizeof no, "%s-1", errand);
	brought_by_an_agent(no, true, "2026-12-31");                 /* what was typed at the window does not outweigh the errand */
	assert_int_equal(errand_act(f.h, &helper, &(struct errand_call){ .number = errand, .word = "begin" }, &done, &err), ST_OK);
	ERRAND("link", { "principal", "1" }, { "number", number });
	NOT_TO_AGENT("没有写明可代领结果", &issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	ENTRUST("yes", "2026-12-31");
	OK(&issuer, 1, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	ERRAND("revoke", { "principal", "1" }, { "reason", "自己来领" });
	NOT_TO_AGENT("撤销", &issuer, 2, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=file");
	/* nor is the same paper when it is shown instead */
	char shown[60];
	snprintf(shown, sizeof shown, "authority_no=%s", no);
	NOT_TO_AGENT("撤销", &issuer, 2, "hand-over", TO_AGENT, "receiver_name=赵代", "authority=shown", shown, "authority_until=2026-12-31");
	assert_string_equal(err.where, "authority_no");
#undef ERRAND
#undef ENTRUST
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		ACT_TEST(a_visit_is_asked_once), ACT_TEST(a_parcel_has_its_label), ACT_TEST(by_post_the_last_one_asks), ACT_TEST(several_are_handed_over_together),
		ACT_TEST(a_name_with_another_dot), ACT_TEST(looked_at_value_by_value), ACT_TEST(looking_starts_no_clock),
		ACT_TEST(the_receipt_names_each_result), ACT_TEST(a_new_company_has_no_code), ACT_TEST(the_last_four_anywhere), ACT_TEST(a_company_without_a_name_to_it),
		ACT_TEST(together_by_post_asks_once), ACT_TEST(who_hands_over_sees_what_was_decided),
		ACT_TEST(row_62_an_agent_takes_by_the_authority_on_file), ACT_TEST(row_62_an_agent_shows_his_authority),
		ACT_TEST(row_62_a_helper_takes_by_the_errand),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
