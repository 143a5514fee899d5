/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/fault.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "hall/ticket_own.h"
#include "law/staff_right.h"

struct taking {
	struct hall *h;
	const struct actor *by;
	const struct ticket_wish *wish;
	struct ticket_taken *out;
	struct queue_class class;
	enum queue_lane lane;
	char uuid[37], index[17], letter;
	int64_t at, slot_at;
	day_t day;
	int found_step, person_step, counts_step, number_step;
	struct estimate_steps estimate;
};

/* --- what is wished ---------------------------------------------------------------------------------------------------- */

static bool is_group(struct hall *h, const char *priority)
{
	const char *groups = hall_text(h, "queue.priorities");
	size_t n = strlen(priority);

	for (const char *p = groups; *p; p += strspn(p, " ")) {
		size_t word = strcspn(p, " ");
		if (word == n && strncmp(p, priority, n) == 0)
			return true;
		p += word;
	}
	return false;
}

/* Full-width digits and blanks are what people type; a lower x is the same number. */
static enum status read_person(struct taking *t, struct err *err)
{
	struct buf ascii;
	enum status st = ST_OK;

	if (!*t->wish->person)
		return ST_OK;
	buf_init(&ascii, BUF_SMALL);
	text_to_ascii(&ascii, t->wish->person, strlen(t->wish->person));
	for (size_t i = 0; i < ascii.len; i++)
		if (ascii.data[i] >= 'a' && ascii.data[i] <= 'z')
			ascii.data[i] = (char)(ascii.data[i] - 'a' + 'A');
	if (ascii.len < 6 || ascii.len > 30 || strspn(ascii.data, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") != ascii.len)
		st = err_at(err, ST_DATA, "E-6807", "person", "证件号码或电话应为6至30个字母、数字,没有取号。");
	else
		hall_index(t->h, ascii.data, t->index);
	buf_wipe(&ascii);
	return st;
}

static enum status read_slot(struct taking *t, struct err *err)
{
	int64_t room = hall_int(t->h, "queue.slot_minutes") * MINUTE_MS;

	if (t->wish->slot_minute < 0)
		return ST_OK;
	t->slot_at = clock_day_start(t->day) + t->wish->slot_minute * MINUTE_MS;
	if (t->slot_at + room < t->at)
		return err_at(err, ST_REFUSED, "E-6804", "slot", "预约时间 %02d:%02d 已过,没有取号。可以不按预约取普通号。",
			t->wish->slot_minute / 60, t->wish->slot_minute % 60);
	return ST_OK;
}

static enum status read_class(struct taking *t, struct err *err)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	size_t count;
	enum status st = queue_classes(t->h, rows, &count, err);

	for (size_t i = 0; i < count; i++)
		if (rows[i].letter == t->wish->class && rows[i].active)
			t->class = rows[i];
	if (st != ST_OK)
		return st;
	if (!t->class.letter)
		return err_at(err, ST_DATA, "E-6802", "class", "没有 %c 这一类,或已停用,没有取号。",
			t->wish->class >= ' ' && t->wish->class <= '~' ? t->wish->class : '?');
	if (*t->wish->priority && !is_group(t->h, t->wish->priority))
		return err_at(err, ST_DATA, "E-6803", "priority", "“%.30s”不在可以优先的人群里(%s),没有取号。", t->wish->priority,
			hall_text(t->h, "queue.priorities"));
	t->lane = *t->wish->priority ? QUEUE_PRIORITY : t->wish->slot_minute >= 0 ? QUEUE_APPOINTMENT : QUEUE_PLAIN;
	if (t->class.lane != QUEUE_PLAIN && t->class.lane != t->lane)
		return err_at(err, ST_DATA, "E-6805", "class", "%c 类是%s号,要写明%s,没有取号。", t->class.letter, queue_lane_name(t->class.lane),
			t->class.lane == QUEUE_PRIORITY ? "属于哪类人群" : "预约时间");
	t->letter = t->class.letter;
	for (size_t i = 0; i < count && t->lane != QUEUE_PLAIN; i++)
		if (rows[i].lane == t->lane && rows[i].active) {
			t->letter = rows[i].letter;
			break;
		}
	return ST_OK;
}

/* --- the transaction --------------------------------------------------------------------------------------------------- */

static enum status had_one(const struct taking *t, const char *number, struct err *err)
{
	return err_at(err, ST_REFUSED, "E-6806", number, "此人今天已有 %.11s 号(%s),没有再取;一次来办几件事只用一个号。", number,
		t->class.name);
}

static void count_before(struct taking *t, const struct rows *r)
{
	t->out->before = 0;
	for (size_t i = 0; i < rows_count(r); i++)
		if (*rows_text(r, i, 0) == t->class.letter &&
		    (t->lane == QUEUE_PLAIN || queue_lane_from_code(rows_text(r, i, 1)) == (int)t->lane))
			t->out->before += rows_int(r, i, 2);
}

struct inserting { struct taking *t; int step; };

static enum status write_fact(struct batch *b, void *ctx, struct err *err)
{
	const struct inserting *i = ctx;
	const struct taking *t = i->t;
	const char class[2] = { t->class.letter, '\0' };

	(void)err;
	batch_add(b, Q_TICKET_EVENT_INSERT, ARGS(value_int(rows_int(batch_rows(b, i->step), 0, 0)), value_int(t->at), value_text("taken"),
		value_text(class), value_text(t->by->window), value_int(t->by->staff_id), value_int(0), value_text(t->wish->priority)));
	return ST_OK;
}

static void order_slip(struct taking *t, struct batch *b, struct ticket *named)
{
	snprintf(named->class_name, sizeof named->class_name, "%s", t->class.name);
	snprintf(named->priority, sizeof named->priority, "%.39s", t->wish->priority);
	t->out->slip[0] = '\0';
	if (!ticket_slip_wanted(t->h, t->wish))
		return;
	ticket_slip_number(t->h, named, t->out->slip);
	ticket_slip_in(t->h, b, t->by, named, &(struct slip_words){ .before = t->out->before, .estimate = t->out->estimate, .uuid = t->uuid,
		.printer = t->wish->printer, .large = t->wish->large });
}

static enum status write_ticket(struct batch *b, void *ctx, struct err *err)
{
	struct taking *t = ctx;
	const char class[2] = { t->class.letter, '\0' };
	struct inserting *i = batch_keep(b, sizeof *i);
	struct ticket named = { .day = t->day, .class = t->class.letter, .taken_at = t->at, .slot_at = t->slot_at };
	char object[32];

	(void)err;
	queue_number(t->letter, rows_int(batch_rows(b, t->number_step), 0, 0), named.number);
	i->t = t;
	i->step = batch_add(b, Q_TICKET_INSERT, ARGS(value_text(t->uuid), value_int(t->day), value_text(named.number), value_text(class),
		value_text(queue_lane_code(t->lane)), value_text(t->wish->priority), t->slot_at ? value_int(t->slot_at) : value_null(),
		value_text(t->index), value_int(t->at)));
	batch_then(b, write_fact, i);
	order_slip(t, b, &named);
	ticket_object(&named, object);
	audit_in(t->h, b, t->by, &(struct audit_entry){ .act = "ticket.take", .object = object, .after = class, .reason = t->wish->priority });
	return ST_OK;
}

static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct taking *t = ctx;
	const struct rows *found = batch_rows(b, t->found_step), *person = batch_rows(b, t->person_step);
	char series[16], period[9];

	t->out->again = rows_count(found) == 1;
	if (t->out->again)
		return ST_OK;
	if (rows_count(person))
		return had_one(t, rows_text(person, 0, 0), err);
	count_before(t, batch_rows(b, t->counts_step));
	t->out->estimate = ticket_estimate(b, &t->estimate, t->out->before);
	snprintf(series, sizeof series, "ticket/%c", t->letter);
	t->number_step = batch_add(b, Q_COUNTER_NEXT, ARGS(value_text(series), value_text(day_digits(t->day, period))));
	batch_then(b, write_ticket, t);
	return ST_OK;
}

static enum status look_up(struct taking *t, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(t->h), Q_TICKET_BY_UUID, ARGS(value_text(t->uuid)), &r, err);

	if (st == ST_OK && rows_count(r) == 0)
		st = ST_NOINPUT;
	if (st == ST_OK)
		ticket_row(r, 0, &t->out->ticket);
	rows_free(r);
	return st;
}

/* R4 */
static enum status resolve(struct taking *t, struct err *err)
{
	enum status st = FAULT("ticket.resolve") ? ST_IO : hall_reopen(t->h, err);

	if (st == ST_OK)
		st = look_up(t, err);
	if (st == ST_NOINPUT)
		return err_set(err, ST_IO, "E-6832", "写入时出错,经核对没有取号。请再按一次。");
	return st == ST_OK ? ST_OK : err_set(err, ST_UNKNOWN, "E-6830", "取号的结果不明,先不要给号。请再按一次:同一次不会取两个号。");
}

static enum status submit(struct taking *t, struct err *err)
{
	struct batch *b = batch_new("ticket");
	const char class[2] = { t->class.letter, '\0' };
	enum status st;

	t->found_step = batch_add(b, Q_TICKET_BY_UUID, ARGS(value_text(t->uuid)));
	t->person_step = batch_add(b, Q_TICKET_OF_PERSON, ARGS(value_int(t->day), value_text(class), value_text(t->index)));
	t->counts_step = batch_add(b, Q_TICKET_WAITING_COUNTS, ARGS(value_int(t->day)));
	ticket_estimate_in(b, t->day, t->class.letter, &t->estimate);
	batch_then(b, decide, t);
	st = store_submit(hall_store(t->h), b, err);
	batch_free(b);
	if (st == ST_OK && FAULT("ticket.after-commit"))
		st = ST_UNKNOWN;
	if (st == ST_UNKNOWN)
		return resolve(t, err);
	return st == ST_OK ? look_up(t, err) : st;
}

enum status ticket_take(struct hall *h, const struct actor *by, const struct ticket_wish *wish, struct ticket_taken *out,
	struct err *err)
{
	struct taking t = { .h = h, .by = by, .wish = wish, .out = out, .at = clock_wall_ms() };
	enum status st;

	*out = (struct ticket_taken){ .before = 0 };
	if (!staff_may(by->role, RIGHT_TICKET_TAKE))
		return ticket_denied(h, by, "取号", "", RIGHT_TICKET_TAKE, err);
	if ((st = hall_writable(h, err)) != ST_OK || (st = hall_clock_check(h, err)) != ST_OK)
		return st;
	t.day = clock_day_of(t.at);
	if (wish->uuid)
		snprintf(t.uuid, sizeof t.uuid, "%.36s", wish->uuid);
	else
		crypto_uuid(t.uuid);
	if ((st = read_class(&t, err)) != ST_OK || (st = read_slot(&t, err)) != ST_OK || (st = read_person(&t, err)) != ST_OK)
		return st;
	return submit(&t, err);
}
