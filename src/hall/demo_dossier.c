/* SPDX-License-Identifier: Apache-2.0 */
/* What visitors leave at the windows, and what becomes of it on the days after. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "hall/demo_own.h"
#include "hall/rating_write.h"
#include "hall/staff.h"

/* --- fates --------------------------------------------------------------------------------------------------------------- */

/* So many working days after it was brought, somebody does this: with the dossier, with one of its tasks, or with each of its
 * tasks that is in a state for it (that none is, is no fault: others are not as far). "@0" is the day on which it happens; what is in
 * capitals is known only then. */
enum of { DOSSIER, ONE_TASK, TASKS, CONFIRM, ACCEPT, RATE };
struct step { int after; const char *login, *window; enum of of; const char *word; const char *const *told; };
#define SYSTEM "system", ""
#define ISSUER "zhengli", "8"
#define SUPERVISOR "hejing", ""
#define SIGN(n) { n, SYSTEM, TASKS, "sign", NOTHING }
#define GRANT(n) { n, SYSTEM, TASKS, "grant", TOLD("licence", "决定书", "licence_no", "NUMBER") }
#define CHECK_IN(n) { n, ISSUER, TASKS, "check-in", TOLD("licence_no", "NUMBER", "place", "8号窗B柜") }
#define HAND_OVER(n) { n, ISSUER, TASKS, "hand-over", TOLD("mode", "direct", "receiver", "self", "receiver_name", "NAME", "proof", "FOUR") }
#define END { FAR_AWAY, NULL, NULL, DOSSIER, NULL, NULL }

#define STAGE(n) SIGN(n), GRANT(n)          /* what waits for it is sent by the evening */
#define RATE_PICKUP(n) { n, SYSTEM, RATE, "pickup", NOTHING }
static const struct step done[] = { STAGE(1), STAGE(2), STAGE(3), STAGE(4), CHECK_IN(4), HAND_OVER(5), RATE_PICKUP(5), END };
static const struct step archived[] = { STAGE(1), STAGE(2), STAGE(3), STAGE(4), CHECK_IN(4), HAND_OVER(4), RATE_PICKUP(5),
	{ 6, ISSUER, DOSSIER, "archive", NOTHING }, END };
#define OUT(n, m) CHECK_IN(n), HAND_OVER(m)  /* the result, fetched in time (K4) */
static const struct step waits[] = { STAGE(1), STAGE(2), STAGE(3), STAGE(4), OUT(5, 11), END };
static const struct step decided[] = { STAGE(1), STAGE(2), STAGE(3), STAGE(4), OUT(9, 11), END };
static const struct step slow[] = { SIGN(2), GRANT(3), OUT(5, 9), END };
static const struct step special[] = { SIGN(1), { 2, SYSTEM, ONE_TASK, "special", TOLD("kind", "inspection", "start", "@0", "days", "15",
	"basis", "行政许可法第四十五条", "reason", "申报内容要现场核验") }, END };
static const struct step asked[] = { SIGN(1), { 2, SYSTEM, ONE_TASK, "ask", TOLD("lines", "补一份清晰的复印件") }, END };
static const struct step denied[] = { SIGN(1), { 3, SYSTEM, ONE_TASK, "deny", TOLD("reason", "申报内容与核查结果不符", "article",
	"行政许可法第三十八条第二款") }, OUT(5, 7), END };
static const struct step reported[] = { SIGN(1), { 3, SYSTEM, ONE_TASK, "report", TOLD("organ", "市级主管部门") }, END };
static const struct step making[] = { SIGN(1), GRANT(2), { 3, SYSTEM, ONE_TASK, "make", TOLD("licence", "许可证", "licence_no", "NUMBER") }, END };
static const struct step withdrawn[] = { { 1, "jihm", "3", DOSSIER, "withdraw", TOLD("request", "书面申请", "reason", "改在别处办") }, END };
static const struct step task_void[] = { { 1, SUPERVISOR, ONE_TASK, "void", TOLD("reason", "与前一件重复") }, END };
static const struct step supplied[] = { { 1, "jihm", "3", DOSSIER, "supply", TOLD("material", "MATERIAL", "channel", "window", "arrived", "@0",
	"check", "ok") }, STAGE(1), STAGE(2), STAGE(3), STAGE(4), OUT(5, 6), END };
static const struct step reminded[] = { { 1, "chenbang", "", DOSSIER, "remind", TOLD("material", "MATERIAL", "way", "电话", "result", "说下周送来") },
	STAGE(2), END };
static const struct step refused[] = { { 0, SUPERVISOR, CONFIRM, "refuse", NOTHING }, END };
static const struct step accepted[] = { { 1, "heqing", "2", ACCEPT, "accept", NOTHING }, STAGE(2), STAGE(3), STAGE(4), STAGE(5), OUT(6, 7), END };
static const struct step corrected[] = { { 1, "heqing", "2", DOSSIER, "corrected", TOLD("LINE", "", "arrived", "@0") },
	{ 1, "heqing", "2", ACCEPT, "accept", NOTHING }, STAGE(2), STAGE(3), STAGE(4), STAGE(5), OUT(6, 7), END };
static const struct step nothing[] = { END };

/* P: a permit, for which some things are possible that nobody meets with at a card or an entry in a list.
 * The departments answer only where what was sent to them has arrived; elsewhere the reference department does, later. What hangs is of
 * one item: of several, those beside it would all be late. */
enum kind { SETTLED, RECENT, DEFERRED_KIND, REFUSED_KIND, RECEIVED_KIND, NOTICED_KIND };
static const struct fate { enum kind kind; unsigned weight; const char *classes; const struct step *steps; } fates[] = {
	{ SETTLED, 2, "P", reported }, { SETTLED, 0, "P", asked }, { SETTLED, 0, "P", making },
	{ SETTLED, 3, "P", special }, { SETTLED, 4, "P", denied }, { SETTLED, 9, "P", slow },
	{ SETTLED, 22, "ABCP", done }, { SETTLED, 22, "ABCP", archived }, { SETTLED, 9, "ABCP", waits }, { SETTLED, 5, "ABCP", decided },
	{ SETTLED, 3, "ABCP", withdrawn },
	{ RECENT, 90, "ABCP", nothing }, { RECENT, 6, "ABCP", withdrawn }, { RECENT, 6, "ABCP", task_void },
	{ DEFERRED_KIND, 20, "ABCP", supplied }, { DEFERRED_KIND, 0, "P", reminded },
	{ REFUSED_KIND, 1, "ABCP", refused }, { RECEIVED_KIND, 9, "ABCP", accepted },
	{ NOTICED_KIND, 9, "ABCP", corrected },
};

#define DOSSIERS_MOST 600
#define NEXT_DAY 3                           /* calendar days: some of it is accepted only then */
#define LATELY 13                             /* working days: what hangs does not hang for longer */
#define TRIES 40                              /* for something that can wait */
#define LONGEST 8                            /* calendar days until one of several items is through */
struct lived { int64_t dossier, rating; char number[24], name[32], material[24], four[5]; const struct step *step; int left; };
struct lively_dossiers { struct lived list[DOSSIERS_MOST]; size_t count; unsigned bad, rated; bool given[COUNT_OF(fates)]; };

void lively_dossiers_begin(struct lively *l)
{
	l->dossiers = mem_alloc(sizeof *l->dossiers);
}

void lively_dossiers_end(struct lively *l)
{
	free(l->dossiers);
}

static bool fits(const struct fate *f, enum kind kind, char class)
{
	return f->kind == kind && strchr(f->classes, class);
}

/* Each comes once, so that all of them can be seen; then the dice fall. */
static const struct step *fate_of(struct lively *l, enum kind kind, char class)
{
	unsigned all = 0, dice;

	for (size_t i = 0; i < COUNT_OF(fates); i++) {
		if (!fits(&fates[i], kind, class))
			continue;
		if (!l->dossiers->given[i] && (fates[i].weight || l->left <= LATELY)) {
			l->dossiers->given[i] = true;
			return fates[i].steps;
		}
		all += fates[i].weight;
	}
	dice = lively_dice(l, all);
	for (size_t i = 0; i < COUNT_OF(fates); i++) {
		if (!fits(&fates[i], kind, class))
			continue;
		if (dice < fates[i].weight)
			return fates[i].steps;
		dice -= fates[i].weight;
	}
	return nothing;
}

/* --- the applicant's word ------------------------------------------------------------------------------------------------ */

static const struct { unsigned of_hundred; int level; const char *words[3]; } ratings[] = {
	{ 66, 1, { "", "", "办得快,说得清楚" } }, { 22, 2, { "", "", "" } }, { 8, 3, { "", "", "等的时间长了一点" } },
	{ 2, 4, { "等了很久", "来了两趟", "材料清单没有说清" } }, { 2, 5, { "说法前后不一", "态度不好", "叫过号了没有人管" } },
};

static happening_fn verifies, classifies, fixes, answers;

static enum status follow(struct lively *l, int64_t n, enum rating_act act, enum rating_kind kind, const char *words, struct err *err)
{
	struct actor by;
	enum status st = staff_person(l->h, "hejing", "", &by, err);

	return st == ST_OK ? rating_follow(l->h, &by, l->dossiers->list[n].rating, act, kind, words, err) : st;
}

static enum status verifies(struct lively *l, int64_t n, struct err *err)
{
	return follow(l, n, RATING_VERIFY, RATING_UNCLASSIFIED, "已电话联系,当天排队确实长", err);
}

static enum status classifies(struct lively *l, int64_t n, struct err *err)
{
	return follow(l, n, RATING_CLASSIFY, RATING_TRUE, "属实:午间窗口少", err);
}

static enum status fixes(struct lively *l, int64_t n, struct err *err)
{
	return follow(l, n, RATING_FIX, RATING_UNCLASSIFIED, "午间增开一个窗口", err);
}

static enum status answers(struct lively *l, int64_t n, struct err *err)
{
	return follow(l, n, RATING_ANSWER, RATING_UNCLASSIFIED, "已向申请人说明并致歉", err);
}

static enum status follow_bad(struct lively *l, int64_t n, const char *token, struct err *err)
{
	static happening_fn *const next[] = { verifies, classifies, fixes, answers };
	size_t taken = l->dossiers->bad++ % (COUNT_OF(next) + 1);      /* the first one is still untouched, the next one is a step further, … */
	enum status st = demo_rating_id(l->h, token, &l->dossiers->list[n].rating, err);

	for (size_t i = 0; i < taken; i++)
		lively_plan(l, clock_wall_ms() + (12 + 14 * (int64_t)i) * MINUTE, next[i], n);
	return st;
}

static enum status rate(struct lively *l, int64_t n, const char *point, struct err *err)
{
	char token[RATING_TOKEN_SIZE];
	struct rating_given given = { 0 };
	struct rating_stored stored;
	unsigned dice = lively_dice(l, 100);
	size_t k = 0;
	enum status st = demo_rating_token(l->h, l->dossiers->list[n].dossier, point, token, err);

	if (st != ST_OK || !*token)
		return st;
	while (dice >= ratings[k].of_hundred)
		dice -= ratings[k++].of_hundred;
	if (++l->dossiers->rated % 20 == 0)      /* each level is there, whatever the dice say */
		k = l->dossiers->rated / 20 % COUNT_OF(ratings);
	given.level = ratings[k].level;
	given.words = ratings[k].words[lively_dice(l, 3)];
	st = rating_answer(l->h, token, &given, &stored, err);
	return st == ST_OK && rating_bad(given.level) ? follow_bad(l, n, token, err) : st;
}

static enum status rates(struct lively *l, int64_t n, struct err *err)
{
	return rate(l, n, "accept", err);
}

/* --- a step -------------------------------------------------------------------------------------------------------------- */

/* What is known only now. */
static void fill_in(struct lively *l, const struct lived *d, struct act_call *call, struct act_value *values,
	char texts[LIVELY_VALUES][160])
{
	call->values = values;
	for (size_t i = 0; i < call->count; i++) {
		if (strcmp(values[i].name, "LINE") == 0) {
			snprintf(texts[i], sizeof texts[i], "line.%s", d->material);
			values[i].name = texts[i];
		} else if (strcmp(values[i].value, "NAME") == 0)
			values[i].value = d->name;
		else if (strcmp(values[i].value, "FOUR") == 0)
			values[i].value = d->four;
		else if (strcmp(values[i].value, "MATERIAL") == 0)
			values[i].value = d->material;
		else if (strcmp(values[i].value, "NUMBER") == 0) {
			snprintf(texts[i], sizeof texts[i], "JG%s%04d%02d", hall_text(l->h, "hall.region"), (int)(d - l->dossiers->list) + 1,
				call->task);
			values[i].value = texts[i];
		}
	}
}

static enum status on_tasks(struct lively *l, const struct actor *by, struct lived *d, const struct step *s, struct act_call *call,
	char texts[LIVELY_VALUES][160], struct err *err)
{
	struct act_option options[100];
	struct act_value values[LIVELY_VALUES];
	struct acted acted;
	size_t found;
	enum status st = act_options(l->h, by, d->number, options, COUNT_OF(options), &found, err);

	for (size_t i = 0; st == ST_OK && i < found; i++)
		if (options[i].task && strcmp(options[i].act->word, s->word) == 0) {
			call->count = lively_values(l, s->told, values, texts);
			call->task = options[i].task;
			fill_in(l, d, call, values, texts);
			if ((st = dossier_act(l->h, by, call, &acted, err)) == ST_OK && s->of == ONE_TASK)
				break;
		}
	return st;
}

/* What was received before is in order now. */
static enum status accept_it(struct lively *l, const struct actor *by, const struct lived *d, struct err *err)
{
	struct request r;
	struct accepted taken;
	enum status st = request_continue(l->h, by, d->number, &r, err);

	for (size_t i = 0; i < r.material_count; i++)
		if (r.materials[i].state == MS_UNCHECKED || r.materials[i].state == MS_DEFECTIVE)
			r.materials[i].state = MS_RECEIVED;
	r.outcome = OUTCOME_ACCEPT;
	if (st == ST_OK)
		st = dossier_accept(l->h, by, &r, &taken, NULL, err);
	request_release(&r);
	return st;
}

/* A step of these kinds; others are an act. */
static enum status other_step(struct lively *l, int64_t n, const struct step *s, const struct actor *by, struct err *err)
{
	struct lived *d = &l->dossiers->list[n];
	bool found;

	return s->of == RATE ? rate(l, n, s->word, err) : s->of == ACCEPT ? accept_it(l, by, d, err) :
		demo_confirm(l->h, by, d->number, &found, err);
}

static enum status take_step(struct lively *l, int64_t n, struct err *err)
{
	struct lived *d = &l->dossiers->list[n];
	const struct step *s = d->step++;
	char texts[LIVELY_VALUES][160];
	struct act_value values[LIVELY_VALUES];
	struct act_call call = { .number = d->number, .word = s->word };
	struct act_option options[100];
	struct acted acted;
	struct actor by;
	size_t found;
	enum status st = staff_person(l->h, s->login, s->window, &by, err);

	if (st != ST_OK || s->of == CONFIRM || s->of == RATE || s->of == ACCEPT)
		return st == ST_OK ? other_step(l, n, s, &by, err) : st;
	if (s->of != DOSSIER)
		return on_tasks(l, &by, d, s, &call, texts, err);
	st = act_options(l->h, &by, d->number, options, COUNT_OF(options), &found, err);
	for (size_t i = 0; st == ST_OK && i < found; i++)
		if (!options[i].task && strcmp(options[i].act->word, s->word) == 0) {
			call.count = lively_values(l, s->told, values, texts);
			fill_in(l, d, &call, values, texts);
			return dossier_act(l->h, &by, &call, &acted, err);
		}
	return st;                               /* it has come to something else meanwhile */
}

/* The steps of one day, one after the other at some time of it. */
static void plan_steps(struct lively *l, size_t n)
{
	struct lived *d = &l->dossiers->list[n];
	int64_t at = lively_time(l, DAY_OPENS + 10 + (int)lively_dice(l, 120)), now = clock_wall_ms();

	at = at > now ? at : now + 5 * MINUTE;
	for (const struct step *s = d->step; s->login && s->after <= d->left - l->left; s++) {
		at += (5 + (int)lively_dice(l, 50)) * MINUTE;
		lively_plan(l, at, take_step, (int64_t)n);
	}
}

void lively_dossiers_day(struct lively *l)
{
	for (size_t i = 0; i < l->dossiers->count; i++)
		plan_steps(l, i);
}

/* --- at the window ------------------------------------------------------------------------------------------------------- */

/* Which of them it is, is thrown; what a hall sees most often comes most often. */
static enum kind choose(struct lively *l, struct request *r, const struct visit *v)
{
	enum kind usual = l->day <= l->settled ? SETTLED : RECENT;
	unsigned dice = lively_dice(l, 100);

	r->outcome = OUTCOME_ACCEPT;
	if (dice < 14 && v->later) {
		struct request_material *later = request_material(r, v->later);
		later->state = MS_DEFERRED;
		request_set(&later->reason, v->why);
		return DEFERRED_KIND;
	}
	if (dice >= 14 && dice < 22) {
		r->outcome = OUTCOME_RECEIVE;
		return RECEIVED_KIND;
	}
	if (dice >= 22 && dice < 28) {
		struct request_material *bad = request_material(r, v->bad);
		bad->state = MS_DEFECTIVE;
		request_set(&bad->reason, "缺一页,未盖章");
		r->outcome = OUTCOME_NOTICE;
		return NOTICED_KIND;
	}
	if (dice >= 28 && dice < 31) {
		r->outcome = OUTCOME_REFUSE;
		request_set(&r->refusal.ground, "other-organ");
		request_set(&r->refusal.organ, "邻区政务服务中心");
		request_set(&r->refusal.reason, "登记地在邻区");
		request_set(&r->refusal.article, "行政许可法第三十二条");
		return REFUSED_KIND;
	}
	if (dice >= 31 && dice < 44 && v->pledged) {
		struct request_material *pledged = request_material(r, v->pledged);
		pledged->state = MS_PLEDGED;
		pledged->date = l->day + 30;
		if (v->says)
			request_set_value(r, v->says, "Y", ORIGIN_FILLED);
	}
	return usual;
}

static void keep(struct lively *l, const struct request *r, enum kind kind, const struct visit *v, const struct accepted *taken)
{
	size_t n = l->dossiers->count++;
	struct lived *d = &l->dossiers->list[n];

	*d = (struct lived){ .dossier = taken->dossier, .step = fate_of(l, kind, v->permit ? 'P' : v->class), .left = l->left };
	snprintf(d->number, sizeof d->number, "%s", taken->number);
	const char *id = r->applicant.company ? r->applicant.legal_id : r->applicant.id_number;
	snprintf(d->name, sizeof d->name, "%s", r->applicant.name);
	snprintf(d->four, sizeof d->four, "%s", strlen(id) > 4 ? id + strlen(id) - 4 : id);
	snprintf(d->material, sizeof d->material, "%.23s", kind == NOTICED_KIND || !v->later ? v->bad : v->later);
	plan_steps(l, n);
	if (lively_chance(l, 45))
		lively_plan(l, clock_wall_ms() + (1 + lively_dice(l, 90)) * MINUTE, rates, (int64_t)n);
}

/* What the departments have answered by now may be of any kind, and what is brought on the day that is looked at. */
static enum status waits_for_us(struct lively *l, const struct request *r, bool *can, struct err *err)
{
	*can = true;
	return l->day <= l->settled - NEXT_DAY || l->day >= l->last ? ST_OK : lively_can_wait(l, r, can, err);
}

enum status lively_visit(struct lively *l, const struct actor *by, char class, struct err *err)
{
	struct accepted taken;
	const struct visit *v;
	struct request r;
	bool can_wait = false;
	enum status st = ST_OK;

	if (l->left > 0 && l->day > l->settled - LONGEST)
		class = 'C';                     /* of several items, not all could have been answered by now */
	for (int i = 0; st == ST_OK && !can_wait && i < TRIES; i++) {
		if (l->dossiers->count == DOSSIERS_MOST || !(v = lively_visit_of(l, class)))
			return ST_OK;
		if ((st = lively_request(l, v, &r, err)) == ST_OK && (st = waits_for_us(l, &r, &can_wait, err)) == ST_OK && can_wait) {
			enum kind kind = choose(l, &r, v);
			if ((st = dossier_accept(l->h, by, &r, &taken, NULL, err)) == ST_OK)
				keep(l, &r, kind, v, &taken);
		}
		request_release(&r);
	}
	return st;
}
