/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/accept.h"
#include "desk/accept_scans.h"
#include "desk/attachments.h"

#include <stdio.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/words.h"
#include "ui/list.h"

struct materials {
	struct desk *d;
	struct view *view;
	struct form *frame;
	struct list *list;
	struct accept_scans scans;
	size_t asked;                        /* the row that a prompt asks about */
	enum material_state asked_state;
};

static const struct plan *plan_of(const struct materials *m)
{
	return m->d->intake->promise->plan;
}

static const char *state_sign(enum material_state s)
{
	switch (s) {
	case MS_RECEIVED:  return "v";
	case MS_SHARED: case MS_ECERT: return "=";
	case MS_PLEDGED:   return "~";
	case MS_DEFERRED:  return ">";
	case MS_DEFECTIVE: return "!";
	case MS_PRODUCED:  return "+";
	case MS_UNCHECKED: break;
	}
	return " ";
}

/* --- rows ---------------------------------------------------------------------------------------------------- */

static size_t count_rows(void *ctx)
{
	return plan_of(ctx)->material_count;
}

/* The reason for a line stands in its own column: item numbers of step 2 at 80 columns (their names are below the list),
 * names where there is room. */
enum { COLUMN_PLACE, COLUMN_NAME, COLUMN_LEVEL, COLUMN_ORIGINALS, COLUMN_COPIES, COLUMN_SOURCE, COLUMN_STATE, COLUMN_ITEMS, COLUMN_SCANS,
	COLUMNS };
enum { WIDE = 110 };
static const struct list_column columns_80[COLUMNS] = {
	[COLUMN_PLACE] = { "", 2, true }, [COLUMN_NAME] = { "材料", 0, false }, [COLUMN_LEVEL] = { "", 2, false },
	[COLUMN_ORIGINALS] = { "原", 2, true }, [COLUMN_COPIES] = { "复", 2, true }, [COLUMN_SOURCE] = { "来源", 8, false },
	[COLUMN_STATE] = { "状态", 12, false }, [COLUMN_ITEMS] = { "用于事项", 9, false }, [COLUMN_SCANS] = { "附", 2, true },
};
static const struct list_column columns_132[COLUMNS] = {
	[COLUMN_PLACE] = { "", 3, true }, [COLUMN_NAME] = { "材料", 44, false }, [COLUMN_LEVEL] = { "", 4, false },
	[COLUMN_ORIGINALS] = { "原", 3, true }, [COLUMN_COPIES] = { "复", 3, true }, [COLUMN_SOURCE] = { "来源", 8, false },
	[COLUMN_STATE] = { "状态", 14, false }, [COLUMN_ITEMS] = { "用于事项", 0, false }, [COLUMN_SCANS] = { "附", 3, true },
};

static void items_cell(const struct materials *m, const struct plan_material *pm, struct buf *out)
{
	const struct plan *p = plan_of(m);

	for (size_t k = 0; k < pm->item_count; k++)
		if (list_widget(m->list)->area.width < WIDE)
			buf_format(out, "%s%d", k ? " " : "", pm->items[k] + 1);
		else
			buf_format(out, "%s%d %s", k ? "、" : "", pm->items[k] + 1, p->items[pm->items[k]].item->name);
}

static void state_cell(struct materials *m, size_t row, struct buf *out, enum look *look)
{
	static const enum look looks[] = {
		[MS_UNCHECKED] = LOOK_DIM, [MS_RECEIVED] = LOOK_GOOD, [MS_SHARED] = LOOK_GOOD, [MS_ECERT] = LOOK_GOOD,
		[MS_PLEDGED] = LOOK_GOOD, [MS_DEFERRED] = LOOK_WARN, [MS_DEFECTIVE] = LOOK_BAD, [MS_PRODUCED] = LOOK_DIM,
	};
	day_t date;
	const char *why;
	enum material_state s = intake_material_state(m->d->intake, row, &date, &why);

	buf_format(out, "%s %s", state_sign(s), material_state_name(s));
	if (date != DAY_NONE) {
		struct ymd ymd = day_to_ymd(date);
		buf_format(out, " %02d-%02d", ymd.month, ymd.day);
	}
	*look = looks[s];
}

static void cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	struct materials *m = ctx;
	const struct plan_material *pm = &plan_of(m)->materials[row];
	size_t scans;

	switch (column) {
	case COLUMN_PLACE: buf_format(out, "%zu", row + 1); break;
	case COLUMN_NAME: buf_text(out, pm->material->name); break;
	case COLUMN_LEVEL: buf_text(out, pm->level == LEVEL_MAIN ? "主" : "次"); *look = LOOK_DIM; break;
	case COLUMN_ORIGINALS: buf_format(out, "%d", pm->originals); break;
	case COLUMN_COPIES: buf_format(out, "%d", pm->copies); break;
	case COLUMN_SCANS:
		*look = LOOK_STRONG;
		if ((scans = accept_scans_of(&m->scans, pm->material->id)) > 0)
			buf_format(out, "%zu", scans);
		break;
	case COLUMN_SOURCE:
		buf_text(out, material_source_name(material_source_here(pm->material, pm->produced, NULL)));
		*look = LOOK_DIM;
		break;
	case COLUMN_STATE: state_cell(m, row, out, look); break;
	default: items_cell(m, pm, out); *look = LOOK_DIM;
	}
}

static void moved(void *ctx, size_t row)
{
	(void)row;
	view_dirty(((struct materials *)ctx)->view);
}

/* The row of a problem's place; of one that names them all together the first that is not there; else the first row. */
static size_t row_of(const struct materials *m, const char *where)
{
	static const char prefix[] = "materials.";

	for (size_t i = 0; where && !strcmp(where, "materials") && i < plan_of(m)->material_count; i++) {
		const struct plan_material *pm = &plan_of(m)->materials[i];
		enum material_state s = request_material(&m->d->intake->request, pm->material->id)->state;
		if (!pm->produced && (s == MS_UNCHECKED || s == MS_DEFECTIVE))
			return i;
	}
	for (size_t i = 0; where && !strncmp(where, prefix, sizeof prefix - 1) && i < plan_of(m)->material_count; i++)
		if (!strcmp(where + sizeof prefix - 1, plan_of(m)->materials[i].material->id))
			return i;
	return 0;
}

static enum status open_materials(struct view *v, void *argument, struct err *err)
{
	static const struct list_source source = { .count = count_rows, .cell = cell, .moved = moved };
	struct materials *m = v->data;
	const struct picture *picture = ui_picture(v->ui, "accept-material", err);

	m->d = v->app;
	m->view = v;
	if (!picture)
		return err->status;
	if (accept_scans_read(&m->scans, m->d, err) != ST_OK)      /* the checklist can be worked on without them */
		desk_fail(m->d, err);
	m->frame = form_new(picture, NULL, m);
	m->list = list_new(columns_80, COLUMNS, LIST_TITLES, &source, m);
	list_empty(m->list, "所选事项不要求材料");
	view_add(v, form_widget(m->frame));
	view_add(v, list_widget(m->list));
	list_reload(m->list);
	list_select(m->list, row_of(m, argument));
	view_focus(v, list_widget(m->list));
	return ST_OK;
}

static void close_materials(struct view *v)
{
	struct materials *m = v->data;

	list_free(m->list);
	form_free(m->frame);
	accept_scans_release(&m->scans);
}

/* No wider than the longest name: what is left is the items', whose names are many. */
static void wide_columns(const struct materials *m, struct list_column columns[COLUMNS])
{
	const struct plan *p = plan_of(m);
	int longest = 8;

	for (size_t i = 0; i < p->material_count; i++)
		if (text_width(p->materials[i].material->name) > longest)
			longest = text_width(p->materials[i].material->name);
	memcpy(columns, columns_132, sizeof columns_132);
	if (longest < columns[COLUMN_NAME].cells)
		columns[COLUMN_NAME].cells = longest;
}

/* Where nothing was scanned the names have the room. */
static void columns_set(struct materials *m)
{
	struct list_column columns[COLUMNS];
	size_t left, scans = accept_scans_count(&m->scans, plan_of(m), &left);

	memcpy(columns, columns_80, sizeof columns);
	if (form_area(m->frame, "materials").width >= WIDE)
		wide_columns(m, columns);
	list_columns(m->list, columns, scans ? COLUMNS : COLUMN_SCANS);
}

/* Scans have come or gone on the screen above. */
static void shown(struct view *v)
{
	struct materials *m = v->data;
	struct err err;

	if (accept_scans_read(&m->scans, m->d, &err) != ST_OK)
		desk_fail(m->d, &err);
	columns_set(m);
	list_reload(m->list);
	view_dirty(v);
}

static void layout(struct view *v, struct area area)
{
	struct materials *m = v->data;

	view_place(v, form_widget(m->frame), area);
	view_place(v, list_widget(m->list), form_area(m->frame, "materials"));
	columns_set(m);
}

/* May it come later, until when, and what then; or the rule why not, where there is room: what to do about it comes when it is tried. */
static void about_deferral(const struct materials *m, size_t row, bool room, struct buf *out)
{
	const struct plan_material *pm = &plan_of(m)->materials[row];
	day_t usual, latest;
	struct err err;

	if (pm->produced)
		buf_text(out, "由本套餐前项办出,不用提交");
	else if (pm->level == LEVEL_MAIN)
		buf_text(out, "主要材料,不可容缺");
	else if (intake_material_limit(m->d->intake, row, &usual, &latest, &err) != ST_OK)
		buf_format(out, "次要材料,不可容缺%s%.*s%s", room ? "(" : "", room ? (int)strcspn(err.text, ";") : 0, err.text, room ? ")" : "");
	else {
		buf_text(out, "次要材料,可容缺,不晚于 ");
		words_day(latest, m->d->intake->promise->day, out);
		buf_text(out, pm->blocks_result ? ";不补齐不发结果" : ";可先发结果");
	}
}

/* The material under the bar: what it must be, how else it may come, why it is asked for. */
static void about(const struct materials *m, size_t row, struct buf *out)
{
	const struct plan_material *pm = &plan_of(m)->materials[row];
	const struct material *it = pm->material;
	size_t ways = 0;
	unsigned others;
	day_t date;
	const char *why;

	(void)intake_material_state(m->d->intake, row, &date, &why);
	buf_format(out, "%zu %s:", row + 1, it->name);
	about_deferral(m, row, !*why, out);
	buf_text(out, "\n");
	if (*it->form)
		buf_format(out, "%s%s", it->form, text_stop(it->form));
	(void)material_source_here(it, pm->produced, &others);
	for (int s = 0; s < MATERIAL_SOURCES; s++)
		if (others & 1u << s)
			buf_format(out, "%s%s", ways++ ? "、" : "也可 ", material_source_name((enum material_source)s));
	buf_text(out, ways ? "。用于 " : "用于 ");
	for (size_t k = 0; k < pm->item_count; k++)
		buf_format(out, "%s%d %s", k ? "、" : "", pm->items[k] + 1, plan_of(m)->items[pm->items[k]].item->name);
	if (*it->note)
		buf_format(out, "。%s", it->note);
	if (*why)
		buf_format(out, "\n问题:%s", why);
}

/* "材料 15:已收 7  共享 2  容缺 1  未核 5": states that none is in are not named. */
static void draw_counts(const struct materials *m, struct area a)
{
	static const enum material_state order[] = { MS_RECEIVED, MS_SHARED, MS_ECERT, MS_PLEDGED, MS_DEFERRED, MS_DEFECTIVE,
		MS_UNCHECKED, MS_PRODUCED };
	size_t n[MATERIAL_STATES] = { 0 }, left, scans = accept_scans_count(&m->scans, plan_of(m), &left);
	day_t date;
	const char *why;
	struct buf out;

	for (size_t i = 0; i < plan_of(m)->material_count; i++)
		n[intake_material_state(m->d->intake, i, &date, &why)]++;
	buf_init(&out, BUF_SMALL);
	buf_format(&out, " 材料 %zu 份:", plan_of(m)->material_count - n[MS_PRODUCED]);
	if (left)
		buf_format(&out, "(另 %zu 份附件的材料已不要,受理时不带入)", left);
	for (size_t i = 0; i < COUNT_OF(order); i++)
		if (n[order[i]])
			buf_format(&out, "%s %zu  ", material_state_name(order[i]), n[order[i]]);
	if (scans)
		buf_format(&out, "附件 %zu  ", scans);
	else
		buf_text(&out, "附件按 f");
	draw_text(a.row, a.col, a.width, LOOK_STRONG, out.data);
	buf_release(&out);
}

static void draw(struct view *v)
{
	struct materials *m = v->data;
	struct area sums = form_area(m->frame, "sums");
	size_t row = list_selected(m->list);
	struct buf out;

	accept_head(m->d, form_area(m->frame, "head"), STEP_MATERIALS);
	draw_counts(m, sums);
	buf_init(&out, BUF_SMALL);
	if (row != LIST_NONE)
		about(m, row, &out);
	draw_wrap(form_area(m->frame, "about"), LOOK_PLAIN, out.data);
	buf_release(&out);
}

/* --- commands ------------------------------------------------------------------------------------------------ */

/* A material's state has changed: shown, saved, and on to the next one. */
static void settled(struct materials *m, size_t row, bool onward)
{
	view_dirty(m->view);
	list_reload(m->list);
	desk_save_soon(m->d);
	if (onward && row + 1 < plan_of(m)->material_count)
		list_select(m->list, row + 1);
}

static enum command_answer set(struct materials *m, size_t row, enum material_state state, day_t date, const char *why,
	bool onward)
{
	struct err err;

	view_dirty(m->view);
	if (row == LIST_NONE)
		return COMMAND_REFUSED;
	if (intake_material(m->d->intake, row, state, date, why, &err) != ST_OK) {
		desk_fail(m->d, &err);
		return COMMAND_REFUSED;
	}
	settled(m, row, onward);
	return COMMAND_DONE;
}

static enum command_answer set_here(const struct call *call, enum material_state state)
{
	struct materials *m = call->view->data;

	return set(m, list_selected(m->list), state, DAY_NONE, NULL, true);
}

enum command_answer cmd_material_received(void *app, const struct call *call)
{
	(void)app;
	return set_here(call, MS_RECEIVED);
}

enum command_answer cmd_material_shared(void *app, const struct call *call)
{
	(void)app;
	return set_here(call, MS_SHARED);
}

enum command_answer cmd_material_ecert(void *app, const struct call *call)
{
	(void)app;
	return set_here(call, MS_ECERT);
}

enum command_answer cmd_material_pledged(void *app, const struct call *call)
{
	(void)app;
	return set_here(call, MS_PLEDGED);
}

enum command_answer cmd_material_unchecked(void *app, const struct call *call)
{
	(void)app;
	return set_here(call, MS_UNCHECKED);
}

/* A day that the law refuses keeps the question open. */
static enum status defer_until(void *ctx, const char *answer, struct err *err)
{
	struct materials *m = ctx;

	return intake_material(m->d->intake, m->asked, MS_DEFERRED, day_parse(answer), "", err);
}

static void settled_by_answer(void *ctx, const char *answer)
{
	struct materials *m = ctx;

	if (answer)
		settled(m, m->asked, true);
}

/* Asks until when; Enter takes the usual day. */
enum command_answer cmd_material_deferred(void *app, const struct call *call)
{
	struct materials *m = call->view->data;
	day_t usual, latest;
	struct err err;
	char iso[11], label[64];

	(void)app;
	m->asked = list_selected(m->list);
	if (m->asked == LIST_NONE)
		return COMMAND_REFUSED;
	if (intake_material_limit(m->d->intake, m->asked, &usual, &latest, &err) != ST_OK) {
		desk_fail(m->d, &err);
		return COMMAND_REFUSED;
	}
	snprintf(label, sizeof label, "容缺到哪天(不晚于 %s):", day_iso(latest, iso));
	prompt_open(m->d->ui, &(struct prompt){ .type = PROMPT_DATE, .label = label, .initial = day_iso(usual, iso),
		.check = defer_until, .done = settled_by_answer, .ctx = m });
	return COMMAND_DONE;
}

static enum status defect_named(void *ctx, const char *answer, struct err *err)
{
	struct materials *m = ctx;

	return intake_material(m->d->intake, m->asked, MS_DEFECTIVE, DAY_NONE, answer, err);
}

enum command_answer cmd_material_defective(void *app, const struct call *call)
{
	struct materials *m = call->view->data;
	char label[128];

	(void)app;
	m->asked = list_selected(m->list);
	if (m->asked == LIST_NONE)
		return COMMAND_REFUSED;
	snprintf(label, sizeof label, "第 %zu 份有什么问题:", m->asked + 1);
	prompt_open(m->d->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = label, .max = 60, .check = defect_named,
		.done = settled_by_answer, .ctx = m });
	return COMMAND_DONE;
}

enum command_answer cmd_material_rest(void *app, const struct call *call)
{
	struct desk *d = app;
	struct materials *m = call->view->data;
	size_t n = intake_rest_received(d->intake);

	list_reload(m->list);
	view_dirty(call->view);
	desk_save_soon(d);
	message_say(d->ui, n ? "其余 %zu 份记为已收;F10 下一步" : "没有未核的材料了;F10 下一步", n);
	return COMMAND_DONE;
}

/* The scans of the material under the bar. What was never saved is saved now: they are the draft's. */
enum command_answer cmd_material_attachments(void *app, const struct call *call)
{
	struct desk *d = app;
	const struct materials *m = call->view->data;
	const struct request *r = &d->intake->request;
	size_t row = list_selected(m->list);
	struct attachment_place place = { .number = "" };
	struct err err;

	if (row == LIST_NONE || plan_of(m)->materials[row].produced) {
		message_say(call->ui, row == LIST_NONE ? "没有要交的材料" : "这一份由本套餐前项办出,不用扫描");
		return COMMAND_REFUSED;
	}
	desk_save(d);
	text_copy(place.number, sizeof place.number, r->continues);
	text_copy(place.draft, sizeof place.draft, r->accept_uuid);
	text_copy(place.material, sizeof place.material, plan_of(m)->materials[row].material->id);
	text_copy(place.name, sizeof place.name, plan_of(m)->materials[row].material->name);
	return desk_answer(d, view_open(call->ui, &draft_attachments_view, &place, &err), &err);
}

/* Marking a line means that it is in. */
static bool request(struct view *v, enum ui_request request)
{
	if (request != UI_LIST_MARK)
		return false;
	(void)ui_command(v->ui, "material-received", "");
	return true;
}

ACCEPT_CONTEXTS("accept-material")

const struct view_ops accept_material_view = {
	.context = "accept-material", .title = "受理 第四步:材料",
	.help = "合并后的一张清单,每份只收一次。空格已收,D 容缺,X 有问题,A 其余全收,F 扫描件;法律不许的会说明哪一条。",
	.size = sizeof(struct materials), .open = open_materials, .close = close_materials, .layout = layout, .draw = draw,
	.contexts = contexts, .request = request, .shown = shown,
};
