/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/staff.h"

#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

#define PASSWORD_LEAST 10
#define PASSWORD_MOST 200

static void copy(char *out, size_t size, const char *s)
{
	snprintf(out, size, "%s", s);
}

/* The columns of staff_by_login; the window's name comes later. */
static void actor_fill(struct actor *a, const struct rows *r)
{
	memset(a, 0, sizeof *a);
	a->staff_id = rows_int(r, 0, 0);
	copy(a->login, sizeof a->login, rows_text(r, 0, 1));
	copy(a->name, sizeof a->name, rows_text(r, 0, 2));
	copy(a->work_no, sizeof a->work_no, rows_text(r, 0, 3));
	copy(a->role, sizeof a->role, rows_text(r, 0, 4));
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
		copy(a->window, sizeof a->window, rows_text(rows, 0, 0));
		copy(a->window_name, sizeof a->window_name, rows_text(rows, 0, 1));
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

/* Somebody who is not there takes as long as a wrong password: the answer tells nothing (S-3). */
static enum status unknown_login(const char *password, struct err *err)
{
	static char *nobody;

	if (!nobody)
		nobody = crypto_password_hash("nobody");
	(void)crypto_password_matches(password, nobody);
	return refused(err);
}

static enum status wrong_password(struct hall *h, const struct actor *a, struct err *err)
{
	struct batch *b = batch_new("login");
	int64_t now = clock_wall_ms(), until = 0;
	int step = batch_add(b, Q_STAFF_FAILED, ARGS(value_int(a->staff_id), value_int(hall_int(h, "login.failures")),
		value_int(now + hall_int(h, "login.lock_minutes") * 60000)));
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
	if ((st = window_fill(h, &a, window, err)) != ST_OK)
		goto out;
	if (rows_int(rows, 0, 8) > clock_wall_ms())
		st = locked(rows_int(rows, 0, 8), err);
	else if (!crypto_password_matches(password, rows_text(rows, 0, 5)))
		st = wrong_password(h, &a, err);
	else if ((st = passed(h, &a, err)) == ST_OK)
		*out = a;
out:
	rows_free(rows);
	return st;
}

enum status staff_system(struct hall *h, const char *window, struct actor *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_STAFF_BY_LOGIN, ARGS(value_text("system")), &rows, err);

	memset(out, 0, sizeof *out);
	if (st == ST_OK && rows_count(rows) == 0)
		st = err_set(err, ST_CONFIG, "E-4105", "大厅里没有 system 账号,数据不完整。请从备份恢复。");
	if (st == ST_OK) {
		actor_fill(out, rows);
		st = window_fill(h, out, window, err);
	}
	rows_free(rows);
	return st;
}

/* --- adding ------------------------------------------------------------------------------------------------------ */

/* Ten characters of three classes: lower, upper, digits, others (S-1). */
static bool password_strong(const char *p)
{
	unsigned classes = 0;

	for (const char *c = p; *c; c++)
		classes |= islower((unsigned char)*c) ? 1 : isupper((unsigned char)*c) ? 2 : isdigit((unsigned char)*c) ? 4 : 8;
	return text_count(p) >= PASSWORD_LEAST && strlen(p) <= PASSWORD_MOST && __builtin_popcount(classes) >= 3;
}

static enum status person_check(const char *login, const char *name, const char *work_no, const char *role, struct err *err)
{
	size_t at;

	if (staff_role_from_code(role) < 0)
		return err_at(err, ST_USAGE, "E-1106", "role", "没有“%.20s”这种角色。", role);
	if (!*login || strlen(login) > 39 || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-") != strlen(login))
		return err_at(err, ST_DATA, "E-1107", "login", "账号只能用小写字母、数字和 . _ -,最多39个字符。");
	if (!*name || strlen(name) > 63 || text_check(name, strlen(name), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-1108", "name", "姓名为空、过长或含有不可见字符。");
	if (strlen(work_no) > 23 || text_check(work_no, strlen(work_no), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-1109", "work_no", "工号过长或含有不可见字符。");
	return ST_OK;
}

enum status staff_add(struct hall *h, const struct actor *by, const char *login, const char *name, const char *work_no,
	const char *role, const char *password, struct err *err)
{
	struct batch *b;
	char *hash = NULL;
	bool script = strcmp(role, "system") == 0;      /* cannot log in: no password opens "*" */
	enum status st = person_check(login, name, work_no, role, err);

	if (st != ST_OK)
		return st;
	if (!staff_may(by->role, RIGHT_STAFF_ADD))
		return err_set(err, ST_DENIED, "E-1110", "只有系统管理员可以添加人员。");
	if (!script && !password_strong(password))
		return err_at(err, ST_DATA, "E-1104", "password", "口令太弱:至少%d个字符,含大写、小写、数字、符号中的三类。",
			PASSWORD_LEAST);
	hash = script ? mem_text("*") : crypto_password_hash(password);
	b = batch_new("staff");
	batch_add(b, Q_STAFF_INSERT, ARGS(value_text(login), value_text(name), value_text(work_no), value_text(role),
		value_text(hash), value_int(clock_wall_ms())));
	audit_in(h, b, by, &(struct audit_entry){ .act = "staff.add", .object = login, .after = role });
	st = store_submit(hall_store(h), b, err);
	if (st == ST_CONFLICT)
		st = err_at(err, ST_CONFLICT, "E-1103", "login", "账号 %s 已经有人用了。", login);
	batch_free(b);
	mem_wipe_free(hash, strlen(hash));
	return st;
}

enum status staff_windows(struct hall *h, window_row_fn *row, void *ctx, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_WINDOW_ALL, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		row(ctx, rows_text(rows, i, 0), rows_text(rows, i, 1), rows_text(rows, i, 2));
	rows_free(rows);
	return st;
}
