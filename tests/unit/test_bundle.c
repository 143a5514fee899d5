/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include <time.h>

/* What a plan says, in one line: items chosen, "item<prerequisites@wave", materials, the limit in half days. */
static void describe_items(const struct plan *p, struct buf *out)
{
	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = &p->items[i];
		if (!it->chosen)
			continue;
		buf_format(out, "%s%s", out->len ? " " : "", it->item->id);
		for (size_t k = 0; k < it->after_count; k++)
			buf_format(out, "%c%s", k ? '+' : '<', p->items[it->after[k]].item->id);
		buf_format(out, "@%d", it->wave);
	}
}

static const char *const level_marks[] = { "!", "~" };

static void describe_materials(const struct plan *p, struct buf *out)
{
	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *m = &p->materials[i];
		buf_format(out, "%s%s%s%d/%d:%d(", i ? " " : "", m->material->id, m->produced ? "=" : level_marks[m->level],
			m->originals, m->copies, m->defer_days);
		for (size_t k = 0; k < m->item_count; k++)
			buf_format(out, "%s%s", k ? "+" : "", p->items[m->items[k]].item->id + strlen("item-"));
		buf_char(out, ')');
	}
}

static void describe_fields(const struct plan *p, struct buf *out)
{
	for (size_t i = 0; i < p->field_count; i++)
		buf_format(out, "%s%s%s%s", i ? " " : "", p->fields[i].key, p->fields[i].required ? "*" : "",
			p->fields[i].produced ? "=" : "");
}

/* a: 2.5 days, b: 3 (6 in the country), c: 1, d: at once. sfz is main for a only; zp is summed; hk of d may not be
 * deferred, for d is decided on the spot; zheng is a's result. */
struct small_case { const char *answers, *untick, *items, *materials, *fields; int halves; const char *longest, *referral; };
static const struct small_case small_cases[] = {
	{ "q-age=yes q-home=town", "", "item-a@0 item-b<item-a@1 item-c<item-b@2 item-d@0",
		"sfz!1/1:0(a+b) zp~4/0:2(a+b) hk~1/2:0(c+d) zheng=1/0:0(b+c)",
		"applicant.xm* applicant.zjhm* applicant.xb* applicant.gx* applicant.sbh*= bank.je*", 13, "item-a item-b item-c", NULL },
	{ "q-age=no q-home=land", "item-d", "item-a@0 item-b<item-a@1 item-c<item-b@2",
		"sfz!1/1:0(a+b) zp~4/0:2(a+b) hk~1/2:3(a+c) zheng=1/0:0(b+c)",
		"applicant.xm* applicant.zjhm* applicant.xb* applicant.gx* applicant.sbh*= bank.je*", 19, "item-a item-b item-c", NULL },
	/* b is gone: c still waits for a, whose result it needs */
	{ "q-age=yes q-home=town", "item-b item-d", "item-a@0 item-c<item-a@1", "sfz!1/1:0(a) zp~2/0:5(a) hk~1/2:5(c) zheng=1/0:5(c)",
		"applicant.xm* applicant.zjhm* applicant.xb applicant.sbh*= bank.je*", 7, "item-a item-c", NULL },
	/* unticking takes exactly what the item alone wanted */
	{ "q-age=yes q-home=town", "item-c item-d", "item-a@0 item-b<item-a@1", "sfz!1/1:0(a+b) zp~4/0:2(a+b) zheng=1/0:0(b)",
		"applicant.xm* applicant.zjhm* applicant.xb* applicant.gx*", 11, "item-a item-b", NULL },
	/* q-home has no answer: b's conditions do not hold */
	{ "q-age=yes", "item-c item-d", "item-a@0", "sfz!1/1:0(a) zp~2/0:5(a)", "applicant.xm* applicant.zjhm* applicant.xb", 5,
		"item-a", NULL },
	/* the last answer counts; q-fix is preset and an answer to it changes nothing */
	{ "q-home=town q-home=far q-fix=b", "item-c item-d", "item-a@0", "sfz!1/1:0(a) zp~2/0:5(a)",
		"applicant.xm* applicant.zjhm* applicant.xb", 5, "item-a", "外地转单项办理" },
	/* what is not served cannot be ticked, and unticking it is nothing */
	{ "q-home=far", "item-b item-c item-d", "item-a@0", "sfz!1/1:0(a) zp~2/0:5(a)",
		"applicant.xm* applicant.zjhm* applicant.xb", 5, "item-a", "外地转单项办理" },
};

static void plans_of_the_small_bundle(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);

	for (size_t i = 0; i < COUNT_OF(small_cases); i++) {
		const struct small_case *t = &small_cases[i];
		struct plan *p = plan_of(c, "small", t->answers, t->untick);
		struct buf items, materials, fields, longest;
		buf_init(&items, BUF_SMALL);
		buf_init(&materials, BUF_SMALL);
		buf_init(&fields, BUF_SMALL);
		buf_init(&longest, BUF_SMALL);
		describe_items(p, &items);
		describe_materials(p, &materials);
		describe_fields(p, &fields);
		for (size_t k = 0; k < p->longest_count; k++)
			buf_format(&longest, "%s%s", k ? " " : "", p->items[p->longest[k]].item->id);
		assert_string_equal(items.data, t->items);
		assert_string_equal(materials.data, t->materials);
		assert_string_equal(fields.data, t->fields);
		assert_string_equal(longest.data, t->longest);
		assert_int_equal(p->promised.halves, t->halves);
		assert_int_equal(p->promised.unit, UNIT_WORKING_DAY);
		assert_int_equal(p->statutory.halves, 40);
		if (t->referral)
			assert_string_equal(p->referral, t->referral);
		else
			assert_null(p->referral);
		buf_release(&items);
		buf_release(&materials);
		buf_release(&fields);
		buf_release(&longest);
		plan_free(p);
	}
	catalogue_free(c);
}

static void required_items_stay(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	const struct bundle *b = catalogue_bundle(c, "small");
	const char *locked[] = { "item-d", "item-a" }, *unknown[] = { "item-d", "item-x" };
	struct plan *p = (struct plan *)(uintptr_t)1;
	struct err err;

	assert_int_equal(plan_make(b, NULL, 0, locked, 2, &p, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-1035");
	assert_string_equal(err.where, "item-a");
	assert_null(p);
	assert_int_equal(plan_make(b, NULL, 0, unknown, 2, &p, &err), ST_DATA);
	assert_string_equal(err.code, "E-1036");
	assert_null(p);
	catalogue_free(c);
}

static void counts_against_one_by_one(void **state)
{
	(void)state;
	struct catalogue *c = load_text(small_catalogue);
	struct plan *p = plan_of(c, "small", "q-age=no q-home=town", "");

	assert_int_equal(p->chosen, 4);
	assert_int_equal(p->single_materials, 3 + 3 + 2 + 1);
	assert_int_equal(p->single_forms, 4);
	assert_int_equal(plan_item_index(p, "item-c"), 2);
	assert_int_equal(plan_item_index(p, "item"), -1);
	assert_int_equal(plan_material_index(p, "hk"), 2);
	assert_int_equal(plan_material_index(p, "none"), -1);
	assert_true(p->items[0].locked);
	assert_false(p->items[1].locked);
	plan_free(p);
	catalogue_free(c);
}

/* Limits of other units: one unit along the path stays it; mixed ones become working days, natural days as the most
 * working days that they can hold. */
static void limits_of_other_units(void **state)
{
	(void)state;
	static const struct { const char *from, *to, *untick; struct limit limit; } cases[] = {
		{ "\"promised\":{\"n\":2.5,\"unit\":\"working_day\"}", "\"promised\":{\"n\":10,\"unit\":\"natural_day\"}",
			"item-b item-c item-d", { 20, UNIT_NATURAL_DAY, true } },
		{ "\"promised\":{\"n\":2.5,\"unit\":\"working_day\"}", "\"promised\":{\"n\":10,\"unit\":\"natural_day\"}",
			"item-c item-d", { 2 * (8 + 3), UNIT_WORKING_DAY, true } },      /* a week and three days: 5 + 3 */
		{ "\"promised\":{\"n\":2.5,\"unit\":\"working_day\"}", "\"promised\":{\"n\":2,\"unit\":\"hour\"}",
			"item-b item-c item-d", { 4, UNIT_HOUR, true } },
		{ "\"lead\":\"ga\"", "\"lead\":\"ga\",\"limit\":{\"n\":4,\"unit\":\"working_day\"}", "", { 8, UNIT_WORKING_DAY, true } },
		{ "\"promised\":{\"n\":2.5,\"unit\":\"working_day\"}", "\"promised\":{\"n\":0,\"unit\":\"working_day\"}",
			"item-b item-c item-d", { 0, UNIT_WORKING_DAY, true } },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char *json = edited(cases[i].from, cases[i].to);
		struct catalogue *c = load_text(json);
		struct plan *p = plan_of(c, "small", "q-age=yes q-home=town", cases[i].untick);
		assert_int_equal(p->promised.halves, cases[i].limit.halves);
		assert_int_equal(p->promised.unit, cases[i].limit.unit);
		assert_true(p->promised.set);
		plan_free(p);
		catalogue_free(c);
		free(json);
	}
}

static void nothing_chosen_says_why(void **state)
{
	(void)state;
	static const char from[] = "{\"item\":\"item-a\",\"requirement\":\"required\"}";
	static const char to[] = "{\"item\":\"item-a\",\"requirement\":\"optional\",\"when\":[{\"q\":\"q-home\",\"any\":[\"land\"]}]}";
	char *json = edited(from, to);
	struct catalogue *c = load_text(json);
	struct plan *p = plan_of(c, "small", "q-home=land", "item-a item-b item-c item-d");

	assert_int_equal(p->chosen, 0);
	assert_false(p->promised.set);
	assert_int_equal(p->material_count, 0);
	assert_non_null(strstr(p->referral, "全部退选"));
	plan_free(p);
	catalogue_free(c);
	free(json);

	c = load_shipped();
	p = plan_of(c, "xinyong", "", "");
	assert_int_equal(p->chosen, 0);
	assert_non_null(strstr(p->referral, "先答完情形"));
	plan_free(p);
	p = plan_of(c, "minfei", "q-mfkind=old", "");
	assert_non_null(strstr(p->referral, "单项"));
	plan_free(p);
	catalogue_free(c);
}

/* An item may name a paper twice, under conditions that both hold: it is one use, and the stricter level counts. */
static void a_paper_named_twice_by_one_item(void **state)
{
	(void)state;
	char *json = edited("{\"material\":\"zp\",\"level\":\"minor\",\"defer_working_days\":5}",
		"{\"material\":\"zp\",\"level\":\"minor\",\"defer_working_days\":5},"
		"{\"material\":\"zp\",\"level\":\"main\",\"when\":[{\"q\":\"q-home\",\"any\":[\"far\"]}]}");
	struct catalogue *c = load_text(json);
	struct plan *p = plan_of(c, "small", "q-home=far", "item-c item-d"), *q = plan_of(c, "small", "q-age=yes", "item-c item-d");
	const struct plan_material *m = &p->materials[plan_material_index(p, "zp")];

	assert_int_equal(m->level, LEVEL_MAIN);
	assert_int_equal(m->originals, 2);
	assert_int_equal(m->item_count, 1);
	assert_int_equal(m->defer_days, 0);
	assert_int_equal(p->single_materials, 2);
	m = &q->materials[plan_material_index(q, "zp")];
	assert_int_equal(m->level, LEVEL_MINOR);
	assert_int_equal(m->defer_days, 5);
	plan_free(p);
	plan_free(q);
	catalogue_free(c);
	free(json);
}

/* --- questions ------------------------------------------------------------------------------------------------------------ */

static void questions_that_no_longer_matter_are_not_asked(void **state)
{
	(void)state;
	static const struct { const char *bundle, *answers, *question; bool asks; } cases[] = {
		{ "xinshenger", "", "q-luohu", true },
		{ "xinshenger", "", "q-hukou", true },               /* neither blocks the other while both are open */
		{ "xinshenger", "q-luohu=none", "q-hukou", false },
		{ "xinshenger", "q-luohu=none", "q-nation", false },
		{ "xinshenger", "q-luohu=mother", "q-hukou", true },
		{ "xinshenger", "q-luohu=mother q-hukou=other", "q-nation", false },
		{ "xinshenger", "q-luohu=mother q-hukou=other", "q-hukou", true },      /* it can be answered anew */
		{ "xinshenger", "q-mother-ins=none", "q-settled", false },
		{ "xinshenger", "q-mother-ins=res", "q-settled", true },
		{ "xinshenger", "q-birthplace=abroad q-luohu=none", "q-agent", false },
		{ "xinshenger", "", "q-marr", false },               /* preset */
		{ "xinshenger", "", "q-loan", false },               /* not of this bundle */
		{ "kai-canyin", "q-hasyyzz=yes", "q-ent", false },
		{ "kai-canyin", "q-hasyyzz=no", "q-ent", true },
		{ "kai-canyin", "q-area=s", "q-xfmode", false },
		{ "kai-canyin", "q-area=m", "q-xfmode", true },
		{ "small", "", "q-age", true },
		{ "small", "", "q-fix", false },
	};
	struct catalogue *shipped = load_shipped(), *small = load_text(small_catalogue);

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const struct catalogue *c = strcmp(cases[i].bundle, "small") == 0 ? small : shipped;
		struct answer answers[16];
		size_t n = answers_of_text(c, cases[i].answers, answers, COUNT_OF(answers));
		bool asks = plan_asks(catalogue_bundle(c, cases[i].bundle), answers, n, catalogue_question(c, cases[i].question));
		if (asks != cases[i].asks)
			fail_msg("%s [%s] %s", cases[i].bundle, cases[i].answers, cases[i].question);
	}
	catalogue_free(shipped);
	catalogue_free(small);
}

/* --- what a situation tells about the form (no datum is typed twice) -------------------------------------------------- */

static const struct { const char *bundle, *answers, *key, *value; } told[] = {
	{ "tuixiu", "q-retire=normal q-shitong=yes", "applicant.txlx", "01" }, { "tuixiu", "q-retire=ill", "applicant.txlx", "05" },
	{ "tuixiu", "q-retire=flexlate q-shitong=no", "applicant.stnx", "0" }, { "tuixiu", "q-retire=normal q-shitong=yes", "applicant.stnx", NULL },
	{ "tuixiu", "q-gjj=yes", "applicant.txlx", NULL }, { "sydw-tuixiu", "", "applicant.txlx", "01" },
	{ "ershoufang", "q-marr=married", "buyer.hyzk", "20" }, { "ershoufang", "q-marr=wid", "buyer.hyzk", "30" },
	{ "ershoufang", "q-marr=single q-marr=div", "buyer.hyzk", "40" }, { "ershoufang", "q-marr=wid", "applicant.hyzk", NULL },
	{ "gjj-goufang", "q-marr=single", "buyer.hyzk", "10" }, { "gongzufang", "q-marr=married q-gzf=phys", "applicant.hyzk", "20" },
	{ "hunyu", "q-remarry=first", "husband.hyzk", "10" }, { "hunyu", "q-remarry=re", "wife.hyzk", NULL },
	{ "qiye-kaiban", "q-ent=geti", "ent.qylx", "9500" }, { "qiye-kaiban", "q-ent=indiv", "ent.qylx", "4540" },
	{ "qiye-kaiban", "q-ent=ltd", "ent.qylx", NULL }, { "kai-bianli", "q-hasyyzz=no", "ent.qylx", "9500" },
	{ "kai-canyin", "q-hasyyzz=no q-area=m q-xfmode=promise", "sign.cnxx", "Y" }, { "tuiyi", "q-party=yes", "vet.zzmm", "01" },
	{ "ruxue", "q-enroll=huji q-house=own", "child.jzdz", "=guardian.jzdz" },
	{ "xinshenger", "q-wed=yes", "wife.hyzk", "20" }, { "xinshenger", "q-wed=no", "wife.hyzk", NULL },
	{ "xinshenger", "q-hukou=local q-luohu=father", "baby.hjdz", "=father.hjdz" },
	{ "xinshenger", "q-hukou=local q-luohu=grand", "baby.hjdz", NULL },
	{ "xinshenger", "q-birthplace=hosp q-hukou=local q-luohu=mother q-nation=same", "father.mzu", "=mother.mzu" },
	{ "xinshenger", "q-birthplace=hosp q-hukou=local q-luohu=mother q-nation=diff", "father.mzu", NULL },
};

static void an_answer_tells_its_data(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(told); i++) {
		struct plan *p = plan_of(c, told[i].bundle, told[i].answers, "");
		char is[64] = "nothing";
		for (size_t k = 0; k < p->tell_count; k++)
			if (!strcmp(p->tells[k]->key, told[i].key))
				snprintf(is, sizeof is, "%s%s", p->tells[k]->value ? "" : "=", p->tells[k]->value ? p->tells[k]->value : p->tells[k]->of);
		if (strcmp(is, told[i].value ? told[i].value : "nothing") != 0)
			fail_msg("%s [%s] %s: %s", told[i].bundle, told[i].answers, told[i].key, is);
		plan_free(p);
	}
	catalogue_free(c);
}

/* --- newborn ---------------------------------------------------------------------------------------------------------------- */

struct newborn { const char *answers, *untick, *served, *asked, *absent, *referral; };
static const struct newborn newborns[] = {
	{ "q-wed=yes q-birthplace=hosp q-luohu=mother q-hukou=local q-nation=same q-mother-ins=emp q-settled=yes q-agent=no", "",
		"csz-qianfa jiezhong-zheng chusheng-hukou yibao-jumin-canbao yibao-jumin-jiaofei shebaoka-xinsheng shengyu-dengji"
		" shengyu-jintie kexue-yuer yuer-butie",
		"csz-djb sfz-mu sfz-fu hkb-luohu jhz zp-1cun yhk", "weituoshu qzjd feihun-sm minzu-sqs sy-piaoju", NULL },
	{ "q-wed=no q-birthplace=out q-luohu=father q-hukou=local q-nation=diff q-mother-ins=res q-settled=no q-agent=yes",
		"shengyu-dengji kexue-yuer",
		"csz-qianfa jiezhong-zheng chusheng-hukou yibao-jumin-canbao yibao-jumin-jiaofei shebaoka-xinsheng shengyu-baoxiao"
		" yuer-butie",
		"qzjd csz-lc weituoshu feihun-sm minzu-sqs sfz-fu sy-piaoju", "jhz sydjb sfz-nan", NULL },
	{ "q-wed=yes q-birthplace=hosp q-luohu=mother q-hukou=other q-nation=same q-mother-ins=none q-settled=yes q-agent=no", "",
		"csz-qianfa jiezhong-zheng yibao-jumin-canbao yibao-jumin-jiaofei shebaoka-xinsheng shengyu-dengji kexue-yuer yuer-butie",
		"hkb-zinv", "hkb-luohu hk-csdjb", "改选单项办理" },
	{ "q-wed=yes q-birthplace=abroad q-luohu=father q-hukou=local q-nation=same q-mother-ins=none q-settled=yes q-agent=no", "",
		"jiezhong-zheng chusheng-hukou yibao-jumin-canbao yibao-jumin-jiaofei shebaoka-xinsheng shengyu-dengji kexue-yuer yuer-butie",
		"jwcs-zm huzhao csz", "csz-djb", "国(境)外" },
};

static void each_is_in(const struct plan *p, const char *list, bool wanted)
{
	char *copy = mem_text(list), *save = NULL;

	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save)) {
		int at = plan_material_index(p, w);
		if ((at >= 0 && !p->materials[at].produced) != wanted)
			fail_msg("%s", w);
	}
	free(copy);
}

static void a_newborn_under_several_answers(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(newborns); i++) {
		struct plan *p = plan_of(c, "xinshenger", newborns[i].answers, newborns[i].untick);
		struct buf chosen;
		buf_init(&chosen, BUF_SMALL);
		for (size_t k = 0; k < p->item_count; k++)
			if (p->items[k].chosen)
				buf_format(&chosen, "%s%s", chosen.len ? " " : "", p->items[k].item->id);
		assert_string_equal(chosen.data, newborns[i].served);
		each_is_in(p, newborns[i].asked, true);
		each_is_in(p, newborns[i].absent, false);
		if (newborns[i].referral)
			assert_non_null(strstr(p->referral, newborns[i].referral));
		else
			assert_null(p->referral);
		buf_release(&chosen);
		plan_free(p);
	}
	catalogue_free(c);
}

static void the_newborns_order(void **state)
{
	(void)state;
	static const struct { const char *item; int wave, halves; } waves[] = {
		{ "csz-qianfa", 0, 0 }, { "shengyu-dengji", 0, 0 }, { "chusheng-hukou", 1, 2 }, { "yibao-jumin-canbao", 2, 2 },
		{ "yibao-jumin-jiaofei", 3, 2 }, { "shebaoka-xinsheng", 2, 22 }, { "yuer-butie", 2, 42 },
	};
	struct catalogue *c = load_shipped();
	struct plan *p = plan_of(c, "xinshenger", newborns[0].answers, "");
	int number = -1;

	for (size_t i = 0; i < COUNT_OF(waves); i++) {
		const struct plan_item *it = &p->items[plan_item_index(p, waves[i].item)];
		assert_int_equal(it->wave, waves[i].wave);
		assert_int_equal(it->path_halves, waves[i].halves);
	}
	assert_int_equal(p->promised.halves, 42);
	assert_int_equal(p->longest_count, 3);
	/* the certificate, its number and the ID number come out of the dossier itself */
	assert_true(p->materials[plan_material_index(p, "csz")].produced);
	for (size_t i = 0; i < p->field_count; i++) {
		if (strcmp(p->fields[i].key, "baby.gmsfhm") == 0)
			number = p->fields[i].produced;
		if (strcmp(p->fields[i].key, "father.xm") == 0)
			assert_false(p->fields[i].required);
	}
	assert_int_equal(number, 1);
	plan_free(p);

	/* without the registration of the household the number must be typed, and nobody waits for it */
	p = plan_of(c, "xinshenger", newborns[0].answers, "chusheng-hukou");
	for (size_t i = 0; i < p->field_count; i++)
		if (strcmp(p->fields[i].key, "baby.gmsfhm") == 0)
			assert_false(p->fields[i].produced);
	assert_int_equal(p->items[plan_item_index(p, "yuer-butie")].wave, 1);      /* it needs the certificate still */
	assert_false(p->materials[plan_material_index(p, "hkb-zinv")].produced);
	plan_free(p);
	catalogue_free(c);
}

/* --- properties ---------------------------------------------------------------------------------------------------------------- */

static uint32_t seed;
static uint32_t roll(uint32_t n)
{
	seed = seed * 1664525u + 1013904223u;
	return (seed >> 8) % n;
}

static const struct material *held(const struct plan_item *it, size_t k, const struct answer *answers, size_t n)
{
	const struct item_material *m = &it->item->materials[k];

	return conditions_hold(&m->when, answers, n) ? m->material : NULL;
}

static bool has(const int *items, size_t count, int item)
{
	for (size_t i = 0; i < count; i++)
		if (items[i] == item)
			return true;
	return false;
}

/* Every chosen item has what it wants, once, with the merged counts that the rule says. */
static void check_materials(const struct plan *p, const struct answer *answers, size_t n)
{
	size_t lines = 0;

	for (size_t i = 0; i < p->item_count; i++) {
		bool any = false;
		for (size_t k = 0; p->items[i].chosen && k < p->items[i].item->material_count; k++) {
			const struct material *m = held(&p->items[i], k, answers, n);
			if (!m)
				continue;
			int line = plan_material_index(p, m->id);
			assert_true(line >= 0);
			assert_true(has(p->materials[line].items, p->materials[line].item_count, (int)i));
			any = true;
		}
		if (p->items[i].chosen)
			assert_true(any);
	}
	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *m = &p->materials[i];
		int times = m->material->copies_add ? (int)m->item_count : 1;
		assert_int_equal(m->originals, m->material->originals * times);
		assert_int_equal(m->copies, m->material->copies * times);
		assert_true(m->item_count > 0);
		assert_true(m->level == LEVEL_MINOR || m->defer_days == 0);
		assert_int_equal(plan_material_index(p, m->material->id), (int)i);      /* no line twice */
		lines += m->item_count;
	}
	assert_int_equal(lines, p->single_materials);
}

/* No datum twice, roles together. */
static void check_fields(const struct plan *p)
{
	for (size_t i = 0; i < p->field_count; i++)
		for (size_t k = 0; k < i; k++) {
			assert_string_not_equal(p->fields[i].key, p->fields[k].key);
			if (p->fields[k].role == p->fields[i].role)
				assert_ptr_equal(p->fields[i - 1].role, p->fields[i].role);
		}
}

/* Each item comes after what it waits for; the whole takes as long as its longest path. */
static void check_order(const struct plan *p)
{
	int longest = 0;

	for (size_t i = 0; i < p->item_count; i++) {
		const struct plan_item *it = &p->items[i];
		for (size_t k = 0; it->chosen && k < it->after_count; k++) {
			const struct plan_item *before = &p->items[it->after[k]];
			assert_true(before->chosen);
			assert_true(before->wave < it->wave);
			assert_true(before->path_halves <= it->path_halves);
		}
		if (it->chosen && it->path_halves > longest)
			longest = it->path_halves;
	}
	if (p->chosen) {
		assert_true(p->longest_count > 0);
		assert_int_equal(p->items[p->longest[p->longest_count - 1]].path_halves, longest);
	}
}

/* Materials with an item beside it lose that item, those without lose the line, nothing else changes. */
static void check_untick(const struct plan *p, const struct plan *less, int item)
{
	for (size_t i = 0; i < p->material_count; i++) {
		const struct plan_material *m = &p->materials[i];
		size_t left = m->item_count - has(m->items, m->item_count, item);
		int at = plan_material_index(less, m->material->id);
		assert_int_equal(at < 0 ? 0 : less->materials[at].item_count, left);
	}
	for (size_t i = 0; i < less->material_count; i++)
		assert_true(plan_material_index(p, less->materials[i].material->id) >= 0);
	assert_int_equal(less->chosen, p->chosen - 1);
}

static void try_bundle(const struct bundle *b)
{
	struct answer answers[48];
	size_t n = 0, all;
	struct plan *p, *less;
	struct err err;

	for (size_t i = 0; i < b->question_count; i++)
		answers[n++] = (struct answer){ b->questions[i], &b->questions[i]->choices[roll((uint32_t)b->questions[i]->choice_count)] };
	all = n;
	for (size_t i = 0; i < b->preset_count; i++)
		answers[all++] = (struct answer){ b->presets[i].question, b->presets[i].choice };
	assert_int_equal(plan_make(b, answers, n, NULL, 0, &p, &err), ST_OK);
	check_materials(p, answers, all);
	check_fields(p);
	check_order(p);
	assert_true(p->chosen || p->referral);
	int at = (int)roll((uint32_t)p->item_count);
	if (p->items[at].chosen && !p->items[at].locked) {
		const char *id = p->items[at].item->id;
		assert_int_equal(plan_make(b, answers, n, &id, 1, &less, &err), ST_OK);
		check_materials(less, answers, all);
		check_order(less);
		check_untick(p, less, at);
		plan_free(less);
	}
	plan_free(p);
}

static void properties_of_every_bundle(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	const char *given = getenv("SEED");
	uint32_t start = given ? (uint32_t)strtoul(given, NULL, 10) : 20261123;

	print_message("seed %u (set SEED to repeat)\n", start);
	seed = start;
	for (size_t i = 0; i < c->bundle_count; i++)
		for (int k = 0; k < 2000; k++)
			try_bundle(&c->bundles[i]);
	catalogue_free(c);
}

/* Made anew at each key: well under what a key may cost. */
static void a_plan_is_quick(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	struct timespec from, to;

	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
	for (int i = 0; i < 1000; i++)
		plan_free(plan_of(c, "xinshenger", newborns[0].answers, ""));
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
	double each = ((double)(to.tv_sec - from.tv_sec) * 1e9 + (double)(to.tv_nsec - from.tv_nsec)) / 1000;
	print_message("%.1f us a plan\n", each / 1000);
#ifndef __SANITIZE_ADDRESS__
	assert_true(each < 100000);
#endif
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(plans_of_the_small_bundle),
		cmocka_unit_test(required_items_stay),
		cmocka_unit_test(counts_against_one_by_one),
		cmocka_unit_test(limits_of_other_units),
		cmocka_unit_test(nothing_chosen_says_why),
		cmocka_unit_test(a_paper_named_twice_by_one_item),
		cmocka_unit_test(questions_that_no_longer_matter_are_not_asked),
		cmocka_unit_test(an_answer_tells_its_data), cmocka_unit_test(a_newborn_under_several_answers),
		cmocka_unit_test(the_newborns_order),
		cmocka_unit_test(properties_of_every_bundle),
		cmocka_unit_test(a_plan_is_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
