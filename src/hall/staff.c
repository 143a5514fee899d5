/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/staff.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/text.h"
#include "hall/audit.h"
#include "law/staff_role.h"

#define PASSWORD_MOST 200

/* The columns of staff_by_login; the window's name comes later. */
static void actor_fill(struct actor *a, const struct rows *r)
{
	memset(a, 0, sizeof *a);
	a->staff_id = rows_int(r, 0, 0);
	text_copy(a->login, sizeof a->login, rows_text(r, 0, 1));
	text_copy(a->name, sizeof a->name, rows_text(r, 0, 2));
	text_copy(a->work_no, sizeof a->work_no, rows_text(r, 0, 3));
	text_copy(a->role, sizeof a->role, rows_text(r, 0, 4));
	text_copy(a->department, sizeof a->department, rows_text(r, 0, 11));
}

static enum status window_fill(struct hall *h, struct actor *a, const char *window, struct err *err)
{
	struct rows *rows = NULL;
	enum status st;

	if (!*window)
		return ST_OK;
	if ((st = store_read(hall_store(h), Q_WINDOW_BY_NO, ARGS(value_text(window)), &rows, err)) != ST_OK)
		return st;
	if (rows_count(rows) == 0) {
		st = err_set(err, ST_NOINPUT, "E-1105", "没有 %.7s 号窗口。请核对窗口号。", window);
	} else {
		text_copy(a->window, sizeof a->window, rows_text(rows, 0, 0));
		text_copy(a->window_name, sizeof a->window_name, rows_text(rows, 0, 1));
	}
	rows_free(rows);
	return st;
}

/* --- logging in ------------------------------------------------------------------------------------------------ */

static enum status refused(struct err *err)
{
	return err_set(err, ST_DENIED, "E-1101", "账号或口令不对。请重新输入。");
}

static enum status locked(int64_t until, struct err *err)
{
	struct clock_hm t = clock_time_of(until);

	return err_set(err, ST_DENIED, "E-1102", "连续输错口令,账号已锁定到 %02d:%02d。请届时再试,或找系统管理员。",
		t.hour, t.minute);
}

/* S-1: set by somebody else, or used for too long. */
static bool outlived(struct hall *h, bool set_by_other, int64_t since)
{
	long days = hall_int(h, "password.days");

	return set_by_other || (days && clock_wall_ms() - since >= days * DAY_MS);
}

/* Somebody who is not there takes as long as a wrong password: the answer tells nothing (S-3). */
static enum status unknown_login(const char *password, struct err *err)
{
	static char *nobody;

	if (!nobody)
		nobody = crypto_password_hash("nobody");
	(void)crypto_password_matches(password, nobody);
	return refused(err);
}

enum status staff_wrong_password(struct hall *h, const struct actor *a, struct err *err)
{
	struct batch *b = batch_new("login");
	int64_t now = clock_wall_ms(), until = 0;
	int step = batch_add(b, Q_STAFF_FAILED, ARGS(value_int(a->staff_id), value_int(hall_int(h, "login.failures")),
		value_int(now + hall_int(h, "login.lock_minutes") * MINUTE_MS)));
	enum status st;

	audit_in(h, b, a, &(struct audit_entry){ .act = "staff.refused", .object = a->login });
	if ((st = store_submit(hall_store(h), b, err)) == ST_OK)
		until = rows_int(batch_rows(b, step), 0, 0);
	batch_free(b);
	if (st != ST_OK)
		return st;
	return until > now ? locked(until, err) : refused(err);
}

static enum status passed(struct hall *h, const struct actor *a, struct err *err)
{
	struct batch *b = batch_new("login");
	enum status st;

	batch_add(b, Q_STAFF_PASSED, ARGS(value_int(a->staff_id)));
	audit_in(h, b, a, &(struct audit_entry){ .act = "staff.login", .object = a->login });
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

enum status staff_login(struct hall *h, const char *login, const char *password, const char *window, struct actor *out,
	struct err *err)
{
	struct rows *rows = NULL;
	struct actor a;
	enum status st;

	memset(out, 0, sizeof *out);
	if (strlen(login) >= sizeof a.login || strlen(password) > PASSWORD_MOST)
		return refused(err);
	if ((st = store_read(hall_store(h), Q_STAFF_BY_LOGIN, ARGS(value_text(login)), &rows, err)) != ST_OK)
		return st;
	if (rows_count(rows) == 0 || !rows_int(rows, 0, 6)) {
		st = unknown_login(password, err);
		goto out;
	}
	actor_fill(&a, rows);
	if (staff_role_in(a.role, BY(DEPARTMENT)))     /* sits at no window, whichever this PC is usually */
		window = "";
	if ((st = window_fill(h, &a, window, err)) != ST_OK)
		goto out;
	if (rows_int(rows, 0, 8) > clock_wall_ms())
		st = locked(rows_int(rows, 0, 8), err);
	else if (!crypto_password_matches(password, rows_text(rows, 0, 5)))
		st = staff_wrong_password(h, &a, err);
	else if ((st = passed(h, &a, err)) == ST_OK) {
		a.must_change = outlived(h, rows_int(rows, 0, 9) != 0, rows_int(rows, 0, 10));
		*out = a;
	}
out:
	rows_free(rows);
	return st;
}

enum status staff_person(struct hall *h, const char *login, const char *window, struct actor *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_STAFF_BY_LOGIN, ARGS(value_text(login)), &rows, err);

	memset(out, 0, sizeof *out);
	if (st == ST_OK && rows_count(rows) == 0)
		st = err_set(err, ST_NOINPUT, "E-1111", "没有账号 %.39s。", login);
	if (st == ST_OK) {
		actor_fill(out, rows);
		st = window_fill(h, out, window, err);
	}
	rows_free(rows);
	return st;
}

enum status staff_system(struct hall *h, const char *window, struct actor *out, struct err *err)
{
	enum status st = staff_person(h, "system", window, out, err);

	return st == ST_NOINPUT && strcmp(err->code, "E-1111") == 0 ? err_set(err, ST_CONFIG, "E-4105",
		"大厅里没有 system 账号,数据不完整。请从备份恢复。") : st;
}
