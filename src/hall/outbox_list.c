/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment.h"
#include "hall/audit.h"
#include "hall/outbox.h"
#include "law/staff_right.h"

#define NEVER INT64_C(9000000000000000)          /* as in outbox.sql */

static void row_fill(struct outbox_row *row, const struct rows *r, size_t i)
{
	*row = (struct outbox_row){ .id = rows_int(r, i, 0), .tries = (int)rows_int(r, i, 8),
		.maybe_sent = rows_int(r, i, 9) != 0, .next_at = rows_int(r, i, 10), .last_at = rows_int(r, i, 11) };
	row->waits = row->next_at == NEVER;
	if (row->waits)
		row->next_at = 0;
	text_copy(row->key, sizeof row->key, rows_text(r, i, 1));
	text_copy(row->department, sizeof row->department, rows_text(r, i, 2));
	text_copy(row->department_name, sizeof row->department_name, rows_text(r, i, 3));
	text_copy(row->dossier, sizeof row->dossier, rows_text(r, i, 4));
	text_copy(row->item_name, sizeof row->item_name, rows_text(r, i, 5));
	text_copy(row->state, sizeof row->state, rows_text(r, i, 6));
	text_copy(row->note, sizeof row->note, rows_text(r, i, 7));
}

static const char *name_of(const char *state)
{
	static const struct { const char *state, *name; } names[] = { { "pending", "待发" }, { "sending", "在发" },
		{ "delivered", "已送达" }, { "parked", "停下" }, { "held", "暂停" }, { "rejected", "已终止" } };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (strcmp(names[i].state, state) == 0)
			return names[i].name;
	return state;
}

const char *outbox_state_name(const struct outbox_row *row)
{
	if (strcmp(row->state, "pending") != 0)
		return name_of(row->state);
	return row->maybe_sent ? "核实中" : row->waits ? "等前项" : name_of(row->state);
}

enum status outbox_list(struct hall *h, const char *state, struct outbox_row *rows, size_t room, size_t *count,
	struct err *err)
{
	struct store *s = hall_store(h);
	struct rows *found = NULL;
	int64_t limit = (int64_t)room;
	enum status st;

	*count = 0;
	if (!*state)
		st = store_read(s, Q_OUTBOX_OPEN, ARGS(value_int(limit)), &found, err);
	else if (strcmp(state, "all") == 0)
		st = store_read(s, Q_OUTBOX_ALL, ARGS(value_int(limit)), &found, err);
	else if (strcmp(state, "delivered") == 0)
		st = store_read(s, Q_OUTBOX_DONE_LIST, ARGS(value_int(limit)), &found, err);
	else
		st = store_read(s, Q_OUTBOX_IN_STATE, ARGS(value_text(state), value_int(limit)), &found, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(found); i++)
		row_fill(&rows[(*count)++], found, i);
	rows_free(found);
	return st;
}

/* --- a person's acts --------------------------------------------------------------------------------------------- */

struct message_state { char state[12], task_state[4], department[32], dossier[24]; int64_t task; bool dedup; };

static enum status state_read(struct hall *h, int64_t id, struct message_state *out, struct err *err)
{
	struct rows *rows = NULL;

	enum status st = store_read(hall_store(h), Q_OUTBOX_STATE, ARGS(value_int(id)), &rows, err);
	if (st == ST_OK && rows_count(rows) == 0)
		st = err_set(err, ST_NOINPUT, "E-6201", "没有第 %lld 号待发任务。请用 yichuang outbox list 查看编号。", (long long)id);
	if (st == ST_OK) {
		text_copy(out->state, sizeof out->state, rows_text(rows, 0, 0));
		out->task = rows_int(rows, 0, 1);
		text_copy(out->task_state, sizeof out->task_state, rows_text(rows, 0, 2));
		text_copy(out->department, sizeof out->department, rows_text(rows, 0, 3));
		out->dedup = rows_int(rows, 0, 4) != 0;
		text_copy(out->dossier, sizeof out->dossier, rows_text(rows, 0, 5));
	}
	rows_free(rows);
	return st;
}

static bool in_list(const char *state, const char *const *states)
{
	for (; *states; states++)
		if (strcmp(*states, state) == 0)
			return true;
	return false;
}

static enum status wrong_state(const struct message_state *m, const char *what, struct err *err)
{
	return err_set(err, ST_REFUSED, "E-6202", "办件 %s 的这条消息现在是「%s」,不能%s,没有改动。", m->dossier, name_of(m->state), what);
}

static enum status act(struct hall *h, struct batch *b, const struct message_state *m, const char *what,
	struct err *err)
{
	enum status st = store_submit(hall_store(h), b, err);

	batch_free(b);
	return st == ST_CONFLICT ? wrong_state(m, what, err) : st;
}

enum status outbox_may(struct hall *h, const struct actor *by, const char *object, struct err *err)
{
	return staff_may(by->role, RIGHT_DISPATCH) ? ST_OK : audit_denied(h, by, "dispatch.denied", object, "E-6217",
		"重发、暂停和对账由受理员或督导办理,您的角色不能办。没有改动。", err);
}

/* The message `id`, when this person may change it and it is in one of these states. */
static enum status begin(struct hall *h, const struct actor *by, int64_t id, const char *const *from, const char *what,
	struct message_state *m, struct err *err)
{
	char object[32];
	enum status st;

	snprintf(object, sizeof object, "%lld", (long long)id);
	if ((st = outbox_may(h, by, object, err)) != ST_OK || (st = state_read(h, id, m, err)) != ST_OK)
		return st;
	return in_list(m->state, from) ? ST_OK : wrong_state(m, what, err);
}

enum status outbox_retry(struct hall *h, const struct actor *by, int64_t id, struct err *err)
{
	static const char *const from[] = { "pending", "parked", "held", NULL };
	struct message_state m;
	int64_t now = clock_wall_ms();
	enum status st = begin(h, by, id, from, "重发", &m, err);

	if (st)
		return st;
	struct batch *b = batch_new("outbox.retry");
	batch_add(b, Q_OUTBOX_AGAIN, ARGS(value_int(id), value_text(m.state), value_int(m.dedup)));
	batch_add(b, Q_TASK_PUSH_STATE, ARGS(value_int(m.task), value_text("00"), value_int(now), value_text("")));
	batch_add(b, Q_DEPARTMENT_HALF_OPEN, ARGS(value_text(m.department), value_int(now)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "outbox.retry", .object = m.dossier, .before = m.state,
		.after = "pending", .reason = m.department });
	return act(h, b, &m, "重发", err);
}

enum status outbox_hold(struct hall *h, const struct actor *by, int64_t id, struct err *err)
{
	static const char *const from[] = { "pending", "parked", NULL };
	struct message_state m;
	enum status st = begin(h, by, id, from, "暂停", &m, err);

	if (st)
		return st;
	struct batch *b = batch_new("outbox.hold");
	batch_add(b, Q_OUTBOX_HOLD, ARGS(value_int(id), value_text(m.state), value_text("由人暂停发送")));
	audit_in(h, b, by, &(struct audit_entry){ .act = "outbox.hold", .object = m.dossier, .before = m.state,
		.after = "held", .reason = m.department });
	return act(h, b, &m, "暂停", err);
}

/* --- sums and departments ---------------------------------------------------------------------------------------- */

enum status outbox_sums(struct hall *h, struct outbox_sum *sums, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_OUTBOX_SUMS, NULL, 0, &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct outbox_sum *s = &sums[(*count)++];
		int64_t failing = rows_int(r, i, 7), due = rows_int(r, i, 8);
		*s = (struct outbox_sum){ .address = rows_text(r, i, 2)[0] != '\0', .open_until = rows_int(r, i, 3),
			.waiting = (int)rows_int(r, i, 4), .parked = (int)rows_int(r, i, 5), .tried = (int)rows_int(r, i, 6),
			.failing_since = failing == NEVER ? 0 : failing, .due = due == INT32_MAX ? DAY_NONE : (day_t)due };
		text_copy(s->id, sizeof s->id, rows_text(r, i, 0));
		text_copy(s->name, sizeof s->name, rows_text(r, i, 1));
	}
	rows_free(r);
	return st;
}

enum status department_feeds(struct hall *h, struct department_feed *feeds, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_DEPARTMENT_FEEDS, NULL, 0, &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct department_feed *f = &feeds[(*count)++];
		*f = (struct department_feed){ .changed_at = rows_int(r, i, 4), .open = rows_int(r, i, 5) != 0 };
		text_copy(f->id, sizeof f->id, rows_text(r, i, 0));
		text_copy(f->name, sizeof f->name, rows_text(r, i, 1));
		text_copy(f->url, sizeof f->url, rows_text(r, i, 2));
		text_copy(f->cursor, sizeof f->cursor, rows_text(r, i, 3));
	}
	rows_free(r);
	return st;
}

const char *department_files_name(enum department_files f)
{
	static const char *const names[] = { [FILES_UNTRIED] = "未试", [FILES_TAKEN] = "收", [FILES_NOT_TAKEN] = "不收", [FILES_HERE] = "在厅看" };

	return names[f];
}

void department_files_text(struct hall *h, const struct department_row *d, struct buf *out)
{
	static const char *const words[] = { [FILES_UNTRIED] = "附件还没有送过", [FILES_TAKEN] = "收附件", [FILES_NOT_TAKEN] = "不收附件",
		[FILES_HERE] = "附件在本厅看" };
	char stamp[20];

	buf_text(out, words[d->files]);
	if (d->files == FILES_NOT_TAKEN)
		buf_format(out, "(%.11s 问过,随纸质交接)", clock_stamp(d->files_at, stamp) + 5);
	else
		buf_format(out, ":PDF、OFD、JPEG,每份至多 %ld MB", hall_int(h, "file.max"));
}

static enum department_files files_of(const struct rows *r, size_t i, const char *url)
{
	if (strcmp(url, DEPARTMENT_DESK) == 0)
		return FILES_HERE;
	return rows_int(r, i, 8) ? FILES_NOT_TAKEN : rows_int(r, i, 9) ? FILES_TAKEN : FILES_UNTRIED;
}

enum status department_list(struct hall *h, struct department_row *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_DEPARTMENT_ALL, ARGS(value_int(clock_wall_ms() - ATTACHMENT_UNSUPPORTED_MS)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r) && *count < room; i++) {
		struct department_row *d = &rows[(*count)++];
		*d = (struct department_row){ .dedup = rows_int(r, i, 3) != 0, .cursor_changed_at = rows_int(r, i, 4),
			.failures = (int)rows_int(r, i, 6), .open_until = rows_int(r, i, 7), .files = files_of(r, i, rows_text(r, i, 2)),
			.files_at = rows_int(r, i, 8) };
		text_copy(d->id, sizeof d->id, rows_text(r, i, 0));
		text_copy(d->name, sizeof d->name, rows_text(r, i, 1));
		text_copy(d->url, sizeof d->url, rows_text(r, i, 2));
		text_copy(d->cursor, sizeof d->cursor, rows_text(r, i, 5));
	}
	rows_free(r);
	return st;
}

/* https://HOST[:PORT][/PATH], without user, query, fragment or blanks; the agent's library looks again (R10). */
static bool url_fine(const char *url)
{
	size_t n = strlen(url);

	if (n < 9 || n > 255 || strncmp(url, "https://", 8) != 0 || url[8] == '/' || url[8] == ':' || url[n - 1] == '/')
		return false;
	for (const char *p = url; *p; p++)
		if ((unsigned char)*p <= ' ' || (unsigned char)*p > '~' || strchr("@?#\\\"<>^`{|}", *p))
			return false;
	return true;
}

struct addressing { const struct actor *by; struct hall *h; const char *id, *url; bool dedup; int open_step; };

/* Inside the transaction: a task may have come to the desk a moment ago. */
static enum status set_if_free(struct batch *b, void *ctx, struct err *err)
{
	const struct addressing *s = ctx;
	int64_t open = strcmp(s->url, DEPARTMENT_DESK) == 0 ? 0 : rows_int(batch_rows(b, s->open_step), 0, 0);

	if (open)
		return err_set(err, ST_REFUSED, "E-6209", "部门 %s 还有 %d 项任务在本厅办,办结以后才能改用别的系统。没有改动。", s->id, (int)open);
	batch_add(b, Q_DEPARTMENT_SET, ARGS(value_text(s->id), value_text(s->url), value_int(s->dedup)));
	batch_add(b, Q_ATTACHMENT_SENT_DROP, ARGS(value_text(s->id), value_text("*")));      /* what the other system had is not there */
	audit_in(s->h, b, s->by, &(struct audit_entry){ .act = "department.set", .object = s->id, .after = s->url,
		.reason = s->dedup ? "dedup" : "once" });
	return ST_OK;
}

enum status department_set(struct hall *h, const struct actor *by, const char *id, const char *url, bool dedup,
	struct err *err)
{
	struct addressing s = { by, h, id, url, dedup, 0 };

	if (!staff_may(by->role, RIGHT_ADDRESS))
		return audit_denied(h, by, "department.denied", id, "E-6219", "只有系统管理员可以设部门的地址,没有改动。", err);
	if (*url && strcmp(url, DEPARTMENT_DESK) != 0 && !url_fine(url))
		return err_at(err, ST_CONFIG, "E-3005", "url", "部门地址应为 https://主机[:端口][/路径](末尾不带/),或 desk:(在本厅办),没有改动。");
	struct batch *b = batch_new("department.set");
	s.open_step = batch_add(b, Q_DEPARTMENT_DESK_OPEN, ARGS(value_text(id)));
	batch_then(b, set_if_free, &s);
	enum status st = store_submit(hall_store(h), b, err);
	if (st == ST_CONFLICT && strcmp(batch_failed(b), "department_set") == 0)
		st = err_set(err, ST_NOINPUT, "E-6203", "没有部门 %s。请用 yichuang department list 查看。", id);
	batch_free(b);
	return st;
}
