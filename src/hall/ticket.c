/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/ticket_own.h"

#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/staff.h"
#include "law/staff_right.h"

/* --- rows ------------------------------------------------------------------------------------------------------------ */

void ticket_row(const struct rows *r, size_t i, struct ticket *t)
{
	int lane = queue_lane_from_code(rows_text(r, i, 4)), state = ticket_state_from_code(rows_text(r, i, 9));

	*t = (struct ticket){ .id = rows_int(r, i, 0), .day = (day_t)rows_int(r, i, 1), .class = *rows_text(r, i, 3),
		.lane = lane < 0 ? QUEUE_PLAIN : (enum queue_lane)lane, .slot_at = rows_int(r, i, 6), .taken_at = rows_int(r, i, 7),
		.place = rows_int(r, i, 8), .state = state < 0 ? TICKET_ABANDONED : (enum ticket_state)state,
		.version = rows_int(r, i, 10), .calls = rows_int(r, i, 11), .restored = rows_int(r, i, 12) != 0,
		.staff = rows_int(r, i, 14), .called_at = rows_int(r, i, 15), .last_call_at = rows_int(r, i, 16),
		.arrived_at = rows_int(r, i, 17), .ended_at = rows_int(r, i, 18), .paused_ms = rows_int(r, i, 19),
		.changed_at = rows_int(r, i, 20) };
	text_copy(t->number, sizeof t->number, rows_text(r, i, 2));
	text_copy(t->priority, sizeof t->priority, rows_text(r, i, 5));
	text_copy(t->window, sizeof t->window, rows_text(r, i, 13));
	text_copy(t->class_name, sizeof t->class_name, rows_text(r, i, 21));
}

int64_t ticket_wait_ms(const struct ticket *t, int64_t now)
{
	return queue_wait_ms(t->taken_at, t->called_at ? t->called_at : t->ended_at ? t->ended_at : now);
}

int64_t ticket_service_ms(const struct ticket *t, int64_t now)
{
	int64_t whole = t->called_at ? queue_wait_ms(t->called_at, t->ended_at ? t->ended_at : now) : 0;

	return queue_wait_ms(t->paused_ms, whole);
}

void ticket_object(const struct ticket *t, char out[32])
{
	char iso[11];

	snprintf(out, 32, "%s/%s", day_iso(t->day, iso), t->number);
}

enum status ticket_denied(struct hall *h, const struct actor *by, const char *what, const char *object, int right, struct err *err)
{
	char who[160], sentence[300], act[40];

	snprintf(sentence, sizeof sentence, "%s只能由%s来做(W-14),没有改动。", what,
		staff_who_may((enum staff_right)right, who, sizeof who));
	snprintf(act, sizeof act, "ticket.denied");
	return audit_denied(h, by, act, object, "E-6801", sentence, err);
}

/* --- who is next ----------------------------------------------------------------------------------------------------- */

struct queue_waiting ticket_as_waiting(const struct ticket *t)
{
	return (struct queue_waiting){ t->id, t->place, t->taken_at, t->slot_at, t->lane, t->class };
}

struct queue_rule ticket_rule(struct hall *h)
{
	return (struct queue_rule){ (int)hall_int(h, "queue.slot_minutes"), (int)hall_int(h, "queue.ageing_minutes") };
}

int ticket_candidates_in(struct hall *h, struct batch *b, const char *classes, day_t day, int64_t now)
{
	int64_t room = hall_int(h, "queue.slot_minutes") * MINUTE_MS;

	return batch_add(b, Q_TICKET_CANDIDATES, ARGS(value_int(day), value_text(classes), value_int(now - room), value_int(now + room)));
}

size_t ticket_choose(struct hall *h, const char *classes, const struct rows *r, int64_t now)
{
	struct queue_waiting rows[CANDIDATES_MOST];
	struct queue_rule rule = ticket_rule(h);
	size_t count = rows_count(r) < CANDIDATES_MOST ? rows_count(r) : CANDIDATES_MOST;

	for (size_t i = 0; i < count; i++) {
		struct ticket t;
		ticket_row(r, i, &t);
		rows[i] = ticket_as_waiting(&t);
	}
	return queue_next(&rule, classes, rows, count, now);
}

/* --- lists ----------------------------------------------------------------------------------------------------------- */

enum status ticket_list(struct hall *h, day_t day, char class, int state, struct ticket *rows, size_t room, size_t *count,
	bool *more, struct err *err)
{
	const char letter[2] = { class, '\0' };
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_LIST, ARGS(value_int(day), value_text(letter),
		value_text(state < 0 ? "" : ticket_state_code((enum ticket_state)state)), value_int((int64_t)room + 1)), &r, err);

	*count = st == ST_OK ? rows_count(r) : 0;
	*more = *count > room;
	*count = *more ? room : *count;
	for (size_t i = 0; i < *count; i++)
		ticket_row(r, i, &rows[i]);
	rows_free(r);
	return st;
}

enum status ticket_get(struct hall *h, day_t day, const char *number, struct ticket *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_BY_NUMBER, ARGS(value_int(day), value_text(number)), &r, err);

	*out = (struct ticket){ .id = 0 };
	if (st == ST_OK && rows_count(r) == 0)
		st = err_at(err, ST_NOINPUT, "E-6814", number, "这一天没有 %.11s 号。请核对小票。", number);
	else if (st == ST_OK)
		ticket_row(r, 0, out);
	rows_free(r);
	return st;
}

/* --- classes --------------------------------------------------------------------------------------------------------- */

enum status queue_classes(struct hall *h, struct queue_class rows[QUEUE_CLASSES_MOST], size_t *count, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_CLASSES, NULL, 0, &r, err);

	*count = st != ST_OK ? 0 : rows_count(r) < QUEUE_CLASSES_MOST ? rows_count(r) : QUEUE_CLASSES_MOST;
	for (size_t i = 0; i < *count; i++) {
		int lane = queue_lane_from_code(rows_text(r, i, 2));
		rows[i] = (struct queue_class){ .letter = *rows_text(r, i, 0), .lane = lane < 0 ? QUEUE_PLAIN : (enum queue_lane)lane,
			.active = rows_int(r, i, 3) != 0 };
		text_copy(rows[i].name, sizeof rows[i].name, rows_text(r, i, 1));
	}
	rows_free(r);
	return st;
}

static void add_counts(const struct rows *r, const struct queue_class *rows, size_t count, struct class_waiting *out)
{
	for (size_t i = 0; i < rows_count(r); i++)
		for (size_t k = 0; k < count; k++) {
			if (rows[k].letter != *rows_text(r, i, 0))
				continue;
			int64_t wait = queue_wait_ms(rows_int(r, i, 3), clock_wall_ms());
			out[k].waiting += rows_int(r, i, 2);
			if (queue_lane_from_code(rows_text(r, i, 1)) == QUEUE_PRIORITY)
				out[k].priority += rows_int(r, i, 2);
			out[k].longest_ms = wait > out[k].longest_ms ? wait : out[k].longest_ms;
		}
}

enum status queue_waiting_now(struct hall *h, const struct queue_class *rows, size_t count, struct class_waiting *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_WAITING_COUNTS, ARGS(value_int(clock_today())), &r, err);

	for (size_t i = 0; i < count; i++)
		out[i] = (struct class_waiting){ 0 };
	if (st == ST_OK)
		add_counts(r, rows, count, out);
	rows_free(r);
	return st;
}

enum status queue_takes(struct hall *h, const char *window, char out[27], struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_TICKET_TAKES, ARGS(value_text(window)), &r, err);
	size_t n = 0;

	for (size_t i = 0; st == ST_OK && i < rows_count(r) && n < 26; i++)
		out[n++] = *rows_text(r, i, 0);
	out[n] = '\0';
	rows_free(r);
	return st;
}

/* --- changing them --------------------------------------------------------------------------------------------------- */

enum status queue_class_set(struct hall *h, const struct actor *by, char letter, const char *name, bool active, struct err *err)
{
	const char object[2] = { letter, '\0' };
	struct queue_class rows[QUEUE_CLASSES_MOST];
	struct class_waiting waiting[QUEUE_CLASSES_MOST];
	size_t count, at;
	enum status st;
	struct batch *b;

	if (!staff_may(by->role, RIGHT_QUEUE))
		return ticket_denied(h, by, "排队类别", object, RIGHT_QUEUE, err);
	if (letter < 'A' || letter > 'Z')
		return err_at(err, ST_DATA, "E-6823", "letter", "排队类别应为一个大写字母,没有改动。");
	if (!*name || strlen(name) > 60 || text_check(name, strlen(name), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-6823", "name", "类别名称为空、过长或含有不可见字符,没有改动。");
	if ((st = queue_classes(h, rows, &count, err)) != ST_OK || (st = queue_waiting_now(h, rows, count, waiting, err)) != ST_OK)
		return st;
	for (size_t i = 0; i < count; i++)
		if (rows[i].letter == letter && !active && waiting[i].waiting)
			return err_set(err, ST_REFUSED, "E-6824", "%c 类还有 %lld 人在等,没有停用。请先叫完或转类。", letter,
				(long long)waiting[i].waiting);
	b = batch_new("class");
	batch_add(b, Q_TICKET_CLASS_SET, ARGS(value_text(object), value_text(name), value_int(active)));
	return audit_submit(h, by, b, &(struct audit_entry){ .act = "queue.class", .object = object, .after = name,
		.reason = active ? "" : "停用" }, err);
}

static bool is_class(const struct queue_class *rows, size_t count, char letter)
{
	for (size_t i = 0; i < count; i++)
		if (rows[i].letter == letter)
			return true;
	return false;
}

enum status queue_takes_set(struct hall *h, const struct actor *by, const char *window, const char *letters, struct err *err)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	char before[27];
	size_t count;
	struct batch *b;
	enum status st;

	if (!staff_may(by->role, RIGHT_QUEUE))
		return ticket_denied(h, by, "窗口的排队类别", window, RIGHT_QUEUE, err);
	if ((st = window_known(h, window, err)) != ST_OK || (st = queue_classes(h, rows, &count, err)) != ST_OK ||
	    (st = queue_takes(h, window, before, err)) != ST_OK)
		return st;
	for (const char *c = letters; *c; c++)
		if (!is_class(rows, count, *c) || strchr(c + 1, *c))
			return err_at(err, ST_DATA, "E-6825", "letters", "“%.30s”里有没有这一类的字母,或同一类写了两次,没有改动。", letters);
	b = batch_new("takes");
	batch_add(b, Q_TICKET_TAKES_CLEAR, ARGS(value_text("window"), value_text(window)));
	for (size_t i = 0; letters[i]; i++) {
		const char letter[2] = { letters[i], '\0' };
		batch_add(b, Q_TICKET_TAKES_ADD, ARGS(value_text("window"), value_text(window), value_int((int64_t)i + 1), value_text(letter)));
	}
	return audit_submit(h, by, b, &(struct audit_entry){ .act = "queue.takes", .object = window, .before = before, .after = letters }, err);
}
