/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "desk/commands.h"
#include "desk/sheet.h"
#include "hall/import.h"

/* What of the catalogue is still an example (示例), where it comes from, and the key by which a hall says that it has compared it with
 * its own guide. All that was compared is one version: every version is told at every window where somebody is taking something in. */

const struct list_column keep_matter_columns[MATTER_WIDE] = { [MATTER_MARK] = { NULL, 2, false }, [MATTER_TITLE] = { "一件事 / 事项", 0, false },
	[MATTER_ID] = { "编号", 20, false }, [MATTER_OF] = { "部门", 16, false }, [MATTER_STATE] = { "核对", 6, false },
	[MATTER_FROM] = { "出处", 48, false } };

/* --- rows ------------------------------------------------------------------------------------------------------------ */

static const char *id_of(const struct keep_matter *m)
{
	return m->bundle ? m->bundle->id : m->item->id;
}

static bool is_example(const struct keep_matter *m)
{
	return m->bundle ? m->bundle->unchecked : m->item->unchecked;
}

void keep_matters_forget(struct keep_rows *r)
{
	if (r->version)
		hall_catalogue_release(r->hall, r->version);
	r->version = 0;
	free(r->matters);
	r->matters = NULL;
	r->counts[KEEP_CATALOGUE] = 0;
}

static void add_item(struct keep_rows *r, const struct catalogue *c, const struct item *item, bool *listed)
{
	bool *was = &listed[item - c->items];

	if (!*was)
		r->matters[r->counts[KEEP_CATALOGUE]++] = (struct keep_matter){ .item = item };
	*was = true;
}

static void list_all(struct keep_rows *r, const struct catalogue *c)
{
	bool *listed = mem_array(c->item_count + 1, sizeof *listed);

	r->matters = mem_array(c->bundle_count + c->item_count + 1, sizeof *r->matters);
	for (size_t b = 0; b < c->bundle_count; b++) {
		r->matters[r->counts[KEEP_CATALOGUE]++] = (struct keep_matter){ .bundle = &c->bundles[b] };
		for (size_t i = 0; i < c->bundles[b].item_count; i++)
			add_item(r, c, c->bundles[b].items[i].item, listed);
	}
	for (size_t i = 0; i < c->item_count; i++)
		add_item(r, c, &c->items[i], listed);
	free(listed);
}

/* What is marked stays so where it is an example still. */
static void keep_marks(struct keep_rows *to, const struct keep_rows *from)
{
	for (size_t i = 0; i < from->counts[KEEP_CATALOGUE]; i++)
		for (size_t k = 0; from->matters[i].marked && k < to->counts[KEEP_CATALOGUE]; k++) {
			struct keep_matter *m = &to->matters[k];
			if (!m->bundle == !from->matters[i].bundle && strcmp(id_of(m), id_of(&from->matters[i])) == 0)
				m->marked = is_example(m);
		}
}

enum status keep_matters_read(struct keep_rows *r, struct hall *h, struct err *err)
{
	struct keep_rows fresh = { .hall = h };
	const struct catalogue *c;
	enum status st = hall_catalogue(h, &c, &fresh.version, err);

	if (st == ST_NOINPUT) {                          /* none yet: nothing to compare */
		keep_matters_forget(r);
		return ST_OK;
	}
	if (st != ST_OK || fresh.version == r->version)
		return st;
	hall_catalogue_hold(h, fresh.version);
	list_all(&fresh, c);
	keep_marks(&fresh, r);
	keep_matters_forget(r);
	r->hall = h;
	r->version = fresh.version;
	r->matters = fresh.matters;
	r->counts[KEEP_CATALOGUE] = fresh.counts[KEEP_CATALOGUE];
	return ST_OK;
}

/* A bundle may be called like an item of it by its id. */
const char *keep_matter_key(const struct keep_rows *r, size_t row)
{
	const struct keep_matter *m = &r->matters[row];

	return m->bundle ? m->bundle->name : m->item->id;
}

static const char *department_of(const struct keep_matter *m)
{
	return m->bundle ? m->bundle->lead->name : m->item->department->name;
}

/* "国办发〔2024〕3号;…": the note of each source where it has one, and what no source explains. */
static void sources_text(const struct references *from, struct buf *out)
{
	for (size_t i = 0; i < from->count; i++) {
		const struct reference *s = from->list[i];
		buf_format(out, "%s%s", i ? ";" : "", *s->note ? s->note : *s->ref ? s->ref : s->id);
	}
	if (from->unknown)
		buf_format(out, "%s%s(没有说明)", from->count ? ";" : "", from->unknown);
}

static void from_text(const struct keep_matter *m, struct buf *out)
{
	size_t before = out->len;

	sources_text(m->bundle ? &m->bundle->sources : &m->item->sources, out);
	if (m->item && (m->item->limit_sources.count || m->item->limit_sources.unknown)) {
		buf_format(out, "%s时限:", out->len > before ? ";" : "");
		sources_text(&m->item->limit_sources, out);
	}
	if (out->len == before)
		buf_text(out, "没有写出处");
}

void keep_matter_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct keep_matter *m = &r->matters[row];

	switch (column) {
	case MATTER_MARK:
		buf_text(out, m->marked ? draw_sign("■", "x") : is_example(m) ? draw_sign("□", ".") : "");
		break;
	case MATTER_TITLE:
		*look = m->bundle ? LOOK_STRONG : LOOK_PLAIN;
		buf_format(out, "%s%s", m->bundle ? "" : "  ", m->bundle ? m->bundle->name : m->item->name);
		break;
	case MATTER_ID: buf_text(out, id_of(m)); *look = LOOK_DIM; break;
	case MATTER_OF: buf_text(out, department_of(m)); *look = LOOK_DIM; break;
	case MATTER_STATE:
		buf_text(out, is_example(m) ? "示例" : "已核对");
		*look = is_example(m) ? LOOK_WARN : LOOK_DIM;
		break;
	default: from_text(m, out); *look = LOOK_DIM;
	}
}

void keep_matter_detail(const struct keep_rows *r, size_t row, struct buf *out)
{
	const struct keep_matter *m = &r->matters[row];

	buf_format(out, "%s  %s  %s\n%s。出处 ", id_of(m), m->bundle ? m->bundle->name : m->item->name, department_of(m),
		is_example(m) ? "示例:还没有与本级的指南核对" : "已与本级的指南核对");
	from_text(m, out);
}

/* --- confirming ------------------------------------------------------------------------------------------------------ */

static void tell(struct desk *d, const struct import_result *done, bool checked)
{
	char from[11];

	if (done->waiting)
		message_say(d->ui, "%zu 条%s,存为第 %d 版并启用。注意:第 %d 版自 %s 起启用,其中没有这次的核对", done->sums.changed,
			checked ? "已核对" : "改回示例", done->version, done->waiting, day_iso(done->waiting_from, from));
	else
		message_say(d->ui, "%zu 条%s,存为第 %d 版并启用;已受理的办件仍按原版本办理", done->sums.changed,
			checked ? "已核对" : "改回示例", done->version);
}

/* By the version that was on the screen: what came into use since nobody has compared. */
static enum command_answer confirm(struct desk *d, int seen, const char *const *ids, size_t count, bool checked)
{
	struct import_result done;
	struct err err;
	enum status st = import_confirm(d->hall, &d->actor, seen, ids, count, checked, &done, &err);

	ui_changed(d->ui);
	if (st != ST_OK)
		return desk_answer(d, st, &err);
	tell(d, &done, checked);
	return COMMAND_DONE;
}

static void undo(void *ctx, const char *answer)
{
	struct view *v = ctx;
	size_t row;
	const struct keep_rows *r = keep_rows_of(v, &row);
	const char *const id = r->asked;

	if (answer && strcmp(answer, "yes") == 0)
		(void)confirm(v->app, r->version, &id, 1, false);
}

enum command_answer cmd_keep_confirm(void *app, const struct call *call)
{
	size_t row, count = 0;
	struct keep_rows *r = keep_rows_of(call->view, &row);
	const char **ids = mem_array(r->counts[KEEP_CATALOGUE] + 1, sizeof *ids);
	enum command_answer answer = COMMAND_DONE;

	for (size_t i = 0; i < r->counts[KEEP_CATALOGUE]; i++)
		if (r->matters[i].marked)
			ids[count++] = id_of(&r->matters[i]);
	if (!count && row != LIST_NONE && is_example(&r->matters[row]))
		ids[count++] = id_of(&r->matters[row]);
	if (count) {
		answer = confirm(app, r->version, ids, count, true);
	} else if (row != LIST_NONE) {
		text_copy(r->asked, sizeof r->asked, id_of(&r->matters[row]));
		prompt_confirm(call->ui, "这一条已核对过,改回示例?", undo, call->view);
	} else {
		message_say(call->ui, "没有选中一行");
		answer = COMMAND_REFUSED;
	}
	free(ids);
	return answer;
}

/* A row is passed over when it is done, so that the next one waits under the bar. */
enum command_answer cmd_keep_mark(void *app, const struct call *call)
{
	size_t row;
	struct keep_rows *r = keep_rows_of(call->view, &row);

	(void)app;
	if (row == LIST_NONE || !is_example(&r->matters[row])) {
		message_say(call->ui, row == LIST_NONE ? "没有选中一行" : "这一条已核对过,不用标");
		return COMMAND_REFUSED;
	}
	r->matters[row].marked = !r->matters[row].marked;
	keep_next(call->view);
	return COMMAND_DONE;
}

enum command_answer cmd_keep_guide(void *app, const struct call *call)
{
	size_t row;
	const struct keep_rows *r = keep_rows_of(call->view, &row);
	const struct catalogue *c;
	struct err err;

	if (row == LIST_NONE) {
		message_say(call->ui, "没有选中一行");
		return COMMAND_REFUSED;
	}
	enum status st = hall_catalogue_version(((struct desk *)app)->hall, r->version, &c, &err);
	if (st != ST_OK)
		return desk_answer(app, st, &err);
	return guide_show(app, c, r->version, r->matters[row].bundle ? r->matters[row].bundle : catalogue_single(c, r->matters[row].item));
}
