/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/outbox.h"
#include "hall/reconcile.h"
#include "law/states.h"

/* The work list of what differs, and what a person may do about it. */

static const struct { const char *code, *name; } kinds[] = {
#define ROW(id, code, name) [DIFFERENCE_##id] = { code, name },
	DIFFERENCE_KINDS(ROW)
#undef ROW
};

const char *difference_kind_code(enum difference_kind k)
{
	return kinds[k].code;
}

const char *difference_kind_name(enum difference_kind k)
{
	return kinds[k].name;
}

static enum difference_kind kind_of(const char *code)
{
	size_t k = 0;

	while (k < COUNT_OF(kinds) && strcmp(kinds[k].code, code) != 0)
		k++;
	return (enum difference_kind)k;
}

enum status difference_list(struct hall *h, struct difference *rows, size_t room, size_t *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_DIFFERENCE_LIST, ARGS(value_int((int64_t)room)), &r, err);
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		struct difference *f = &rows[*count];
		*f = (struct difference){ .id = rows_int(r, i, 0), .kind = kind_of(rows_text(r, i, 4)), .found_at = rows_int(r, i, 9),
			.asked = strcmp(rows_text(r, i, 10), "asked") == 0 };
		text_copy(f->department, sizeof f->department, rows_text(r, i, 1));
		text_copy(f->department_name, sizeof f->department_name, rows_text(r, i, 2));
		text_copy(f->key, sizeof f->key, rows_text(r, i, 3));
		text_copy(f->dossier, sizeof f->dossier, rows_text(r, i, 5));
		text_copy(f->department_no, sizeof f->department_no, rows_text(r, i, 6));
		text_copy(f->ours, sizeof f->ours, rows_text(r, i, 7));
		text_copy(f->theirs, sizeof f->theirs, rows_text(r, i, 8));
		*count += f->kind != DIFFERENCE_KIND_COUNT;
	}
	rows_free(r);
	return st;
}

enum status difference_count(struct hall *h, int *count, struct err *err)
{
	struct rows *r = NULL;

	*count = 0;
	enum status st = store_read(hall_store(h), Q_DIFFERENCE_COUNT, NULL, 0, &r, err);
	if (st == ST_OK)
		*count = (int)rows_int(r, 0, 0);
	rows_free(r);
	return st;
}

static const char *state_name(const char *code)
{
	int state = task_state_from_code(code);

	return state < 0 ? code : task_state_name((enum task_state)state);
}

void difference_what(const struct difference *f, struct buf *out)
{
	if (f->kind == DIFFERENCE_STATE)
		buf_format(out, "大厅记为%s,部门说是%s", state_name(f->ours), state_name(f->theirs));
	else
		buf_text(out, difference_kind_name(f->kind));
	if (f->kind == DIFFERENCE_FILE)
		buf_format(out, "(%.8s:%s)", f->ours, f->theirs);
	if (*f->department_no)
		buf_format(out, "(部门编号 %s)", f->department_no);
}

const char *difference_advice(const struct difference *f)
{
	static const char *const advice[] = {
		[DIFFERENCE_UNKNOWN] = "请先电话核实;再试即以同一编号先问后送,不会办成两份", [DIFFERENCE_DIGEST] = "请电话核对,处理后写明情况",
		[DIFFERENCE_STATE] = "再试即从头重读部门的进度;仍不同请电话核对", [DIFFERENCE_FOREIGN] = "请电话核对,处理后写明情况",
		[DIFFERENCE_FILE] = "请重新扫描后再加到这件,或电话告知部门;然后写明情况",
	};

	return f->asked ? "已重问,下次对账见结果" : advice[f->kind];
}

/* --- a person's acts --------------------------------------------------------------------------------------------- */

struct wanted { char department[32], dossier[64], state[16], message_state[12]; enum difference_kind kind; int64_t outbox, task; bool dedup; };

static enum status wanted_read(struct hall *h, const struct actor *by, int64_t id, struct wanted *out, struct err *err)
{
	struct rows *r = NULL;
	char object[32];

	snprintf(object, sizeof object, "difference/%lld", (long long)id);
	enum status st = outbox_may(h, by, object, err);
	if (st != ST_OK)
		return st;
	st = store_read(hall_store(h), Q_DIFFERENCE_OF, ARGS(value_int(id)), &r, err);
	if (st == ST_OK && (rows_count(r) == 0 || (strcmp(rows_text(r, 0, 4), "open") != 0 && strcmp(rows_text(r, 0, 4), "asked") != 0)))
		st = err_set(err, ST_NOINPUT, "E-6205", "没有第 %lld 号待处理的对账不符,没有改动。请用 yichuang outbox differences 查看。", (long long)id);
	if (st == ST_OK) {
		*out = (struct wanted){ .kind = kind_of(rows_text(r, 0, 2)), .outbox = rows_int(r, 0, 5), .task = rows_int(r, 0, 7),
			.dedup = rows_int(r, 0, 8) != 0 };
		text_copy(out->department, sizeof out->department, rows_text(r, 0, 0));
		text_copy(out->dossier, sizeof out->dossier, rows_text(r, 0, 3));
		text_copy(out->state, sizeof out->state, rows_text(r, 0, 4));
		text_copy(out->message_state, sizeof out->message_state, rows_text(r, 0, 6));
	}
	rows_free(r);
	return st;
}

/* Closes the row with what else belongs to it; somebody else may have been quicker. */
static enum status close_row(struct hall *h, const struct actor *by, int64_t id, const struct wanted *w, struct batch *b,
	const char *state, const char *reason, struct err *err)
{
	batch_add(b, Q_DIFFERENCE_CLOSE, ARGS(value_int(id), value_text(state), value_int(clock_wall_ms()), value_text(reason)));
	audit_in(h, b, by, &(struct audit_entry){ .act = strcmp(state, "asked") == 0 ? "reconcile.again" : "reconcile.acknowledged",
		.object = w->dossier, .before = difference_kind_name(w->kind), .after = state, .reason = *reason ? reason : w->department });
	enum status st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st == ST_CONFLICT ? err_set(err, ST_REFUSED, "E-6208", "这一件刚被别人处理或正在发送,没有改动。请看一眼再决定。") : st;
}

enum status difference_again(struct hall *h, const struct actor *by, int64_t id, struct err *err)
{
	struct wanted w;
	int64_t now = clock_wall_ms();

	enum status st = wanted_read(h, by, id, &w, err);
	if (st)
		return st;
	bool delivered = strcmp(w.message_state, "delivered") == 0;
	if (w.outbox == 0 || (w.kind != DIFFERENCE_UNKNOWN && w.kind != DIFFERENCE_STATE))
		return err_set(err, ST_REFUSED, "E-6206", "“%s”不能靠重问解决,没有改动。请电话核对,处理后写明情况。", difference_kind_name(w.kind));
	struct batch *b = batch_new("reconcile.again");
	if (w.kind == DIFFERENCE_UNKNOWN && delivered) {
		batch_add(b, Q_OUTBOX_SEND_AGAIN, ARGS(value_int(w.outbox), value_int(w.dedup), value_text("对账不符,由人重送")));
	} else if (delivered) {
		batch_add(b, Q_TASK_READ_AGAIN, ARGS(value_int(w.task)));
		batch_add(b, Q_DEPARTMENT_READ_AGAIN, ARGS(value_text(w.department)));
	} else if (strcmp(w.message_state, "parked") == 0 || strcmp(w.message_state, "held") == 0) {
		batch_add(b, Q_OUTBOX_AGAIN, ARGS(value_int(w.outbox), value_text(w.message_state), value_int(w.dedup)));
		batch_add(b, Q_TASK_PUSH_STATE, ARGS(value_int(w.task), value_text("00"), value_int(now), value_text("")));
	}
	batch_add(b, Q_DEPARTMENT_HALF_OPEN, ARGS(value_text(w.department), value_int(now)));
	return close_row(h, by, id, &w, b, "asked", "", err);
}

enum status difference_acknowledge(struct hall *h, const struct actor *by, int64_t id, const char *reason, struct err *err)
{
	struct wanted w;
	size_t n = strlen(reason);

	if (text_valid(reason, n) != n || text_count(reason) < 2 || text_count(reason) > 200)
		return err_set(err, ST_USAGE, "E-6207", "请写明核对的情况(2 至 200 字),没有改动。");
	enum status st = wanted_read(h, by, id, &w, err);
	return st ? st : close_row(h, by, id, &w, batch_new("reconcile.acknowledge"), "acknowledged", reason, err);
}
