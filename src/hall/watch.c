/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/watch.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/dossier.h"
#include "hall/expired.h"
#include "hall/rating.h"
#include "hall/row.h"
#include "law/value_json.h"

#define AHEAD 150                    /* calendar days: no limit is so long that its light turns yellow earlier */
#define RUNNING_MOST 4000            /* clocks that are looked at for their light, the nearest first */
#define RATINGS_MOST 500

static const struct { const char *code, *name, *brief; enum staff_right right; } kinds[WATCH_KINDS] = {
#define ROW(id, code, name, brief, right) [WATCH_##id] = { code, name, brief, right },
	WATCH_LISTS(ROW)
#undef ROW
};

const char *watch_code(enum watch_kind kind)
{
	return kinds[kind].code;
}

const char *watch_name(enum watch_kind kind)
{
	return kinds[kind].name;
}

const char *watch_brief(enum watch_kind kind)
{
	return kinds[kind].brief;
}

int watch_from_code(const char *code)
{
	for (int k = 0; k < WATCH_KINDS; k++)
		if (strcmp(kinds[k].code, code) == 0)
			return k;
	return -1;
}

bool watch_may(enum watch_kind kind, const char *role)
{
	return staff_may(role, kinds[kind].right);
}

/* --- filling rows ---------------------------------------------------------------------------------------------------- */

struct watching { struct hall *h; const struct actor *by; const struct calendar *calendar; struct watch_row *rows; size_t room, count; };

static struct watch_row *add(struct watching *w)
{
	struct watch_row *row = w->count < w->room ? &w->rows[w->count++] : NULL;

	if (row)
		*row = (struct watch_row){ .due = DAY_NONE };
	return row;
}

/* The columns that all queries of watch.sql begin with: id, number, name, company, bundle. */
enum { COL_ID, COL_NUMBER, COL_NAME, COL_COMPANY, COL_BUNDLE, COL_MORE };
static struct watch_row *add_dossier(struct watching *w, const struct rows *r, size_t i)
{
	struct watch_row *row = add(w);

	if (!row)
		return NULL;
	row->id = rows_int(r, i, COL_ID);
	text_copy(row->number, sizeof row->number, rows_text(r, i, COL_NUMBER));
	row_mask(rows_text(r, i, COL_NAME), rows_int(r, i, COL_COMPANY) != 0, row->name, sizeof row->name);
	text_copy(row->bundle, sizeof row->bundle, rows_text(r, i, COL_BUNDLE));
	return row;
}

static void until(struct watching *w, struct watch_row *row, day_t due)
{
	row->due = due;
	row->left = due == DAY_NONE ? 0 : deadline_remaining(w->calendar, clock_today(), due);
}

static void what(struct watch_row *row, const char *kind, const char *of)
{
	snprintf(row->what, sizeof row->what, "%s%s%s", kind, *of ? ":" : "", of);
	text_mend(row->what);
}

/* --- the lists ------------------------------------------------------------------------------------------------------- */

static enum status expired(struct watching *w, struct err *err)
{
	struct expired *found = mem_array(w->room, sizeof *found);
	size_t count;
	enum status st = expired_list(w->h, found, w->room, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		const struct clock_rule *rule = clock_rule(found[i].kind);
		struct watch_row *row = add(w);
		row->id = found[i].id;
		memcpy(row->number, found[i].number, sizeof row->number);
		memcpy(row->name, found[i].name, sizeof row->name);
		memcpy(row->bundle, found[i].bundle, sizeof row->bundle);
		what(row, rule->name, found[i].material);
		text_copy(row->note, sizeof row->note, *found[i].reason ? found[i].reason : rule->late);
		until(w, row, found[i].due);
		row->light = LIGHT_RED;
	}
	free(found);
	return st;
}

/* Accepted by silence (art. 32) and not decided yet: red, whatever its clocks say (V-2). */
static enum status deemed(struct watching *w, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(w->h), Q_TODO_DEEMED, ARGS(value_int((int64_t)w->room)), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct watch_row *row = add_dossier(w, r, i);
		if (!row)
			break;
		row->id = -row->id;                      /* no clock's */
		what(row, "视为受理", "");
		text_copy(row->note, sizeof row->note, "收件后五个工作日没有答复,依法自收件之日起受理");
		row->light = LIGHT_RED;
	}
	rows_free(r);
	return st;
}

static enum status late(struct watching *w, struct err *err)
{
	enum { KIND = COL_MORE, DUE, HALVES, ITEM, DEPARTMENT };
	const struct clock_thresholds usual = clock_thresholds(w->h),      /* of the whole limit, with what it was extended by */
		k1 = { usual.percent, (int)hall_int(w->h, "light.k1_days") };
	struct rows *r = NULL;
	enum status st = deemed(w, err);

	if (st == ST_OK)
		st = store_read(hall_store(w->h), Q_WATCH_LATE, ARGS(value_int(clock_today() + AHEAD), value_int(RUNNING_MOST)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		int kind = clock_kind_from_code(rows_text(r, i, KIND));
		day_t due = (day_t)rows_int(r, i, DUE);
		int left = deadline_remaining(w->calendar, clock_today(), due);
		int total = limit_days((struct limit){ (int)rows_int(r, i, HALVES), UNIT_WORKING_DAY, true });
		enum clock_light light = clock_light_of(left, total, kind == CLOCK_K1 ? &k1 : &usual);
		struct watch_row *row = kind < 0 || light == LIGHT_GREEN ? NULL : add_dossier(w, r, i);
		if (!row)
			continue;
		what(row, clock_rule((enum clock_kind)kind)->name, rows_text(r, i, ITEM));
		text_copy(row->who, sizeof row->who, rows_text(r, i, DEPARTMENT));
		text_copy(row->note, sizeof row->note, left < 0 ? clock_rule((enum clock_kind)kind)->late : "");
		row->due = due;
		row->left = left;
		row->light = light;
	}
	rows_free(r);
	return st;
}

/* Several reminders of one paper are one call. */
static bool called(const struct watching *w, int64_t clock)
{
	for (size_t i = 0; i < w->count; i++)
		if (w->rows[i].id == clock)
			return true;
	return false;
}

static void call(struct watching *w, const struct clock_reminder *c)
{
	struct watch_row *row = called(w, c->clock) ? NULL : add(w);

	if (!row)
		return;
	row->id = c->clock;
	memcpy(row->number, c->number, sizeof row->number);
	memcpy(row->name, c->name, sizeof row->name);
	memcpy(row->bundle, c->bundle, sizeof row->bundle);
	memcpy(row->material, c->material_id, sizeof row->material);
	what(row, "补交", c->material);
	snprintf(row->who, sizeof row->who, "%s 号窗", c->window);
	until(w, row, c->due);
	if (row->left > 0)
		snprintf(row->note, sizeof row->note, "还有%d个工作日", row->left);
	else
		text_copy(row->note, sizeof row->note, row->left ? "已逾期" : "今日到期");
	row->light = row->left < 0 ? LIGHT_RED : LIGHT_YELLOW;
}

static enum status calls(struct watching *w, struct err *err)
{
	size_t most = w->room * 4, count;        /* C-14 has four of them for each paper */
	struct clock_reminder *found = mem_array(most, sizeof *found);
	enum status st = clock_reminders(w->h, found, most, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++)
		call(w, &found[i]);
	free(found);
	return st;
}

static enum status ratings(struct watching *w, struct err *err)
{
	size_t most = w->room < RATINGS_MOST ? w->room : RATINGS_MOST, count;
	struct rating_case *found = mem_array(most, sizeof *found);
	enum status st = rating_cases(w->h, w->by, false, found, most, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		const struct rating_case *c = &found[i];
		struct watch_row *row = add(w);
		row->id = c->id;
		memcpy(row->number, c->number, sizeof row->number);
		memcpy(row->name, c->name, sizeof row->name);
		memcpy(row->bundle, c->bundle, sizeof row->bundle);
		what(row, rating_level_name(c->level), rating_point_name(c->point));
		text_copy(row->who, sizeof row->who, c->clerk);
		snprintf(row->note, sizeof row->note, "%s%s%s%s", rating_state_name(c->state), *rating_kind_name(c->kind) ? "," : "",
			rating_kind_name(c->kind), strcmp(c->appeal, "open") == 0 ? ",申诉待复核" : "");
		until(w, row, c->due);
		row->light = c->overdue ? LIGHT_RED : LIGHT_YELLOW;
	}
	free(found);
	return st;
}

static enum status results(struct watching *w, struct err *err)
{
	enum { ITEM = COL_MORE, IN_AT, PLACE, RESULT, DELIVERY };
	const struct clock_thresholds usual = clock_thresholds(w->h);
	struct rows *r = NULL;
	enum status st = store_read(hall_store(w->h), Q_WATCH_RESULTS, ARGS(value_int((int64_t)w->room)), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct watch_row *row = add_dossier(w, r, i);
		if (!row)
			break;
		day_t in = clock_day_of(rows_int(r, i, IN_AT)), k4 = rows_null(r, i, DELIVERY) ? DAY_NONE : (day_t)rows_int(r, i, DELIVERY);
		int left = k4 == DAY_NONE ? INT32_MAX : deadline_remaining(w->calendar, clock_today(), k4);
		const char *result = rows_text(r, i, RESULT), *place = rows_text(r, i, PLACE);
		what(row, *result ? result : "结果", rows_text(r, i, ITEM));
		text_copy(row->who, sizeof row->who, place);
		snprintf(row->note, sizeof row->note, "到窗%d天%s", clock_today() - in, left < 0 ? ",送达期限已过" : "");
		day_t kept = in + (day_t)hall_int(w->h, "result.keep_days");
		row->due = k4 != DAY_NONE && k4 < kept ? k4 : kept;
		row->left = row->due - clock_today();
		row->light = row->left < 0 || left < 0 ? LIGHT_RED : left <= usual.days ? LIGHT_YELLOW : LIGHT_GREEN;
	}
	rows_free(r);
	return st;
}

/* Back from a department, until somebody at a window has dealt with it: by its reason (V-3). */
static enum status returned(struct watching *w, struct err *err)
{
	enum { DEPARTMENT = COL_MORE, SINCE, NOTE };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(w->h), Q_TODO_RETURNED, ARGS(value_text(""), value_int((int64_t)w->room)), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct watch_row *row = add_dossier(w, r, i);
		if (!row)
			break;
		day_t since = clock_day_of(rows_int(r, i, SINCE));
		what(row, "退回", rows_text(r, i, NOTE));
		text_copy(row->who, sizeof row->who, rows_text(r, i, DEPARTMENT));
		if (since == clock_today())
			text_copy(row->note, sizeof row->note, "今天退回");
		else
			snprintf(row->note, sizeof row->note, "退回%d天", clock_today() - since);
		row->light = since < clock_today() ? LIGHT_RED : LIGHT_YELLOW;
	}
	rows_free(r);
	return st;
}

static const char *again_name(const char *kind)
{
	static const struct { const char *kind, *name; } names[] = { { "reprint", "补打" }, { "notice", "再次告知" }, { "void", "作废" } };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(names[i].kind, kind) == 0)
			return names[i].name;
	return kind;
}

static enum status again(struct watching *w, struct err *err)
{
	enum { KIND = COL_MORE, AT, WHO, WHAT };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(w->h), Q_WATCH_AGAIN, ARGS(value_int(clock_day_start(clock_today())),
		value_int((int64_t)w->room)), &r, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct watch_row *row = add_dossier(w, r, i);
		if (!row)
			break;
		struct clock_hm t = clock_time_of(rows_int(r, i, AT));
		what(row, again_name(rows_text(r, i, KIND)), rows_text(r, i, WHAT));
		text_copy(row->who, sizeof row->who, rows_text(r, i, WHO));
		snprintf(row->note, sizeof row->note, "%02d:%02d", t.hour, t.minute);
		row->light = LIGHT_YELLOW;
	}
	rows_free(r);
	return st;
}

/* The cards of the last days that nobody has cancelled, the newest first. */
static enum status cautions(struct watching *w, struct err *err)
{
	struct caution *found = mem_array(w->room, sizeof *found);
	size_t count;
	enum status st = caution_list(w->h, w->by, clock_today() - (day_t)hall_int(w->h, "caution.days") + 1, clock_today(), false, found,
		w->room, &count, err);

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		const struct caution *c = &found[i];
		struct watch_row *row = add(w);
		const char *name = caution_name(c->rule, c->light);
		row->id = c->id;
		memcpy(row->number, c->dossier, sizeof row->number);
		memcpy(row->name, c->name, sizeof row->name);
		memcpy(row->bundle, c->bundle, sizeof row->bundle);
		memcpy(row->material, c->number, sizeof c->number);
		what(row, name ? name : caution_rule_code(c->rule), *c->item ? c->item : *c->dossier ? "" : c->object);
		text_copy(row->who, sizeof row->who, c->responsible);
		struct ymd day = day_to_ymd(clock_day_of(c->at));
		snprintf(row->note, sizeof row->note, "%02d-%02d给,%s", day.month, day.day, c->words);
		until(w, row, c->due);
		row->light = c->light;
	}
	free(found);
	return st;
}

enum status watch_list(struct hall *h, const struct actor *by, enum watch_kind kind, struct watch_row *rows, size_t room,
	size_t *count, struct err *err)
{
	static enum status (*const lists[WATCH_KINDS])(struct watching *, struct err *) = { [WATCH_EXPIRED] = expired,
		[WATCH_LATE] = late, [WATCH_CALLS] = calls, [WATCH_RATINGS] = ratings, [WATCH_RESULTS] = results,
		[WATCH_RETURNED] = returned, [WATCH_AGAIN] = again, [WATCH_CAUTIONS] = cautions };
	struct watching w = { .h = h, .by = by, .rows = rows, .room = room };
	enum status st;

	*count = 0;
	if (!watch_may(kind, by->role))
		return audit_denied(h, by, "watch.denied", kinds[kind].code, "E-6438", "这张清单不归您的岗位看(W-14)", err);
	st = hall_calendar(h, &w.calendar, err);
	if (st == ST_OK)
		st = lists[kind](&w, err);
	*count = st == ST_OK ? w.count : 0;
	return st;
}

json_t *watch_row_json(enum watch_kind kind, const struct watch_row *row)
{
	return json_pack("{ss sI ss ss ss ss ss ss ss so si ss}", "list", kinds[kind].code, "id", (json_int_t)row->id, "number", row->number,
		"name", row->name, "bundle", row->bundle, "what", row->what, "who", row->who, "note", row->note, "material", row->material,
		"due", day_json(row->due), "left", row->left,
		"light", clock_light_code(row->light));
}

/* --- whom to call ---------------------------------------------------------------------------------------------------- */

static void take_phone(json_t *d, struct watch_phone *out)
{
	json_t *agent = json_object_get(d, "agent"), *who = json_is_object(agent) ? agent : json_object_get(d, "applicant");
	const char *name = json_string_value(json_object_get(who, "name")), *phone = json_string_value(json_object_get(who, "phone"));

	text_copy(out->name, sizeof out->name, name ? name : "");
	text_copy(out->phone, sizeof out->phone, phone ? phone : "");
}

enum status watch_phone(struct hall *h, const struct actor *by, const char *number, struct watch_phone *out, struct err *err)
{
	json_t *d = NULL;
	enum status st;

	*out = (struct watch_phone){ "", "" };
	if (!watch_may(WATCH_CALLS, by->role))
		return audit_denied(h, by, "watch.denied", number, "E-6438", "提醒电话不归您的岗位打(W-14)", err);
	if ((st = dossier_json(h, number, false, &d, err)) != ST_OK)
		return st;
	const char *window = json_string_value(json_object_get(json_object_get(d, "window"), "no"));
	if (!staff_may(by->role, RIGHT_SEE_ANY_PHONE) && strcmp(window ? window : "", by->window) != 0)
		st = audit_denied(h, by, "watch.denied", number, "E-6438", "这件是别的窗口收的,电话请由该窗口、帮办或督导来打(W-14)", err);
	else
		st = audit_note(h, by, &(struct audit_entry){ .act = "dossier.reveal", .object = number, .reason = "容缺提醒电话" }, err);
	if (st == ST_OK)
		take_phone(d, out);
	json_decref(d);
	return st;
}
