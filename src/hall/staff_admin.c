/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/staff.h"
#include "law/staff_right.h"
#include "law/staff_role.h"

#define PASSWORD_MOST 200
#define HISTORY_MOST 24              /* the most that password.history may ask for */

/* --- what may be -------------------------------------------------------------------------------------------------- */

static enum status may(const struct actor *by, enum staff_right right, struct err *err)
{
	char names[60];

	if (staff_may(by->role, right))
		return ST_OK;
	return err_set(err, ST_DENIED, "E-1110", "%s不能做这件事,没有改动任何东西。请找系统管理员(角色由安全管理员改)。",
		staff_role_names(by->role, names, sizeof names));
}

/* So many characters of so many classes: lower, upper, digits, others (S-1). */
static enum status strong(struct hall *h, const char *password, struct err *err)
{
	int least = (int)hall_int(h, "password.least"), wanted = (int)hall_int(h, "password.classes");
	unsigned classes = 0;

	for (const char *c = password; *c; c++)
		classes |= islower((unsigned char)*c) ? 1 : isupper((unsigned char)*c) ? 2 : isdigit((unsigned char)*c) ? 4 : 8;
	if (text_valid(password, strlen(password)) == strlen(password) && (long)text_count(password) >= least &&
	    strlen(password) <= PASSWORD_MOST && __builtin_popcount(classes) >= wanted)
		return ST_OK;
	return err_at(err, ST_DATA, "E-1104", "password", "口令太弱:至少%d个字符,含大写、小写、数字、符号中的%d类。", least, wanted);
}

static enum status role_known(const char *role, struct err *err)
{
	return staff_role_set(role) ? ST_OK :
		err_at(err, ST_USAGE, "E-1106", "role", "没有“%.32s”这种角色,或不能由一个人兼(W-14)。", role);
}

static enum status person_check(const char *login, const char *name, const char *work_no, const char *role, struct err *err)
{
	size_t at;
	enum status st = role_known(role, err);

	if (st != ST_OK)
		return st;
	if (!*login || strlen(login) > 39 || strspn(login, "abcdefghijklmnopqrstuvwxyz0123456789._-") != strlen(login))
		return err_at(err, ST_DATA, "E-1107", "login", "账号只能用小写字母、数字和 . _ -,最多39个字符。");
	if (!*name || strlen(name) > 63 || text_check(name, strlen(name), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-1108", "name", "姓名为空、过长或含有不可见字符。");
	if (strlen(work_no) > 23 || text_check(work_no, strlen(work_no), &at) != TEXT_FINE)
		return err_at(err, ST_DATA, "E-1109", "work_no", "工号过长或含有不可见字符。");
	return ST_OK;
}

/* W-14: somebody of a department belongs to one, nobody else does. */
static enum status department_check(struct hall *h, const char *role, const char *department, struct err *err)
{
	bool wants = staff_role_in(role, BY(DEPARTMENT));
	struct rows *rows = NULL;
	enum status st = ST_OK;

	if (wants != (*department != '\0'))
		return err_at(err, ST_DATA, "E-1116", "department", wants ? "部门人员要写明是哪个部门(编号见 yichuang department list)。" :
			"只有部门人员才属于一个部门。");
	if (wants && (st = store_read(hall_store(h), Q_DEPARTMENT_NAME, ARGS(value_text(department)), &rows, err)) == ST_OK &&
	    rows_count(rows) == 0)
		st = err_at(err, ST_DATA, "E-1116", "department", "没有部门 %.31s(编号见 yichuang department list)。", department);
	rows_free(rows);
	return st;
}

/* --- adding ------------------------------------------------------------------------------------------------------- */

enum status staff_add(struct hall *h, const struct actor *by, const char *login, const char *name, const char *work_no,
	const char *role, const char *department, const char *password, struct err *err)
{
	struct batch *b;
	char *hash = NULL;
	bool script = strcmp(role, "system") == 0;      /* cannot log in: no password opens "*" */
	enum status st = person_check(login, name, work_no, role, err);

	if (st != ST_OK || (st = may(by, RIGHT_STAFF_ADD, err)) != ST_OK || (!script && (st = strong(h, password, err)) != ST_OK) ||
	    (st = department_check(h, role, department, err)) != ST_OK)
		return st;
	hash = script ? mem_text("*") : crypto_password_hash(password);
	b = batch_new("staff");
	batch_add(b, Q_STAFF_INSERT, ARGS(value_text(login), value_text(name), value_text(work_no), value_text(role),
		value_text(hash), value_int(clock_wall_ms()), value_int(!script), value_text(department)));
	if (!script)
		batch_add(b, Q_STAFF_PASSWORD_REMEMBER, ARGS(value_text(login)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "staff.add", .object = login, .after = role, .reason = department });
	st = store_submit(hall_store(h), b, err);
	if (st == ST_CONFLICT)
		st = err_at(err, ST_REFUSED, "E-1103", "login", "账号 %s 已经有人用了。", login);
	batch_free(b);
	mem_wipe_free(hash, strlen(hash));
	return st;
}

/* --- who is there ------------------------------------------------------------------------------------------------------- */

/* The row of staff_by_login. Somebody who is nobody to people is not there. */
static enum status find(struct hall *h, const char *login, struct rows **out, struct err *err)
{
	enum status st = store_read(hall_store(h), Q_STAFF_BY_LOGIN, ARGS(value_text(login)), out, err);

	if (st == ST_OK && (rows_count(*out) == 0 || strcmp(rows_text(*out, 0, 4), "system") == 0))
		st = err_at(err, ST_NOINPUT, "E-1111", "login", "没有账号 %.39s,没有改动任何东西。", login);
	return st;
}

enum status staff_list(struct hall *h, staff_row_fn *row, void *ctx, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_STAFF_LIST, NULL, 0, &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++) {
		struct staff_row r = { .active = rows_int(rows, i, 4) != 0, .must_change = rows_int(rows, i, 5) != 0,
			.locked_until = rows_int(rows, i, 6), .password_at = rows_int(rows, i, 7) };
		snprintf(r.login, sizeof r.login, "%s", rows_text(rows, i, 0));
		snprintf(r.name, sizeof r.name, "%s", rows_text(rows, i, 1));
		snprintf(r.work_no, sizeof r.work_no, "%s", rows_text(rows, i, 2));
		snprintf(r.role, sizeof r.role, "%s", rows_text(rows, i, 3));
		snprintf(r.department, sizeof r.department, "%s", rows_text(rows, i, 8));
		row(ctx, &r);
	}
	rows_free(rows);
	return st;
}

/* Nobody locks himself out, and nobody gives himself rights: another does. */
static enum status not_oneself(const struct actor *by, const char *login, struct err *err)
{
	return strcmp(by->login, login) != 0 ? ST_OK :
		err_set(err, ST_REFUSED, "E-1117", "不能停用自己的账号或改自己的角色,没有改动。请另一位管理员来办。");
}

/* --- acts on somebody ------------------------------------------------------------------------------------------------ */

/* One statement and its audit entry. */
static enum status change(struct hall *h, const struct actor *by, enum query q, const struct value *args, size_t count,
	const struct audit_entry *e, struct err *err)
{
	struct batch *b = batch_new("staff");

	batch_add(b, q, args, count);
	return audit_submit(h, by, b, e, err);
}

/* The statement leaves the last administrator as he is; that somebody of the login is there was looked at before. */
static enum status not_the_last(enum status st, const char *login, struct err *err)
{
	return st != ST_CONFLICT ? st :
		err_set(err, ST_REFUSED, "E-1122", "%s 是最后一位能登录的管理员,没有改动。请先添加或启用另一位管理员。", login);
}

enum status staff_set_active(struct hall *h, const struct actor *by, const char *login, bool active, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = may(by, RIGHT_STAFF_ACTIVE, err);

	if (st == ST_OK && !active)
		st = not_oneself(by, login, err);
	if (st == ST_OK && (st = find(h, login, &rows, err)) == ST_OK)
		st = not_the_last(change(h, by, Q_STAFF_SET_ACTIVE, ARGS(value_text(login), value_int(active)),
			&(struct audit_entry){ .act = active ? "staff.enable" : "staff.disable", .object = login }, err), login, err);
	rows_free(rows);
	return st;
}

enum status staff_set_role(struct hall *h, const struct actor *by, const char *login, const char *role, const char *department,
	struct err *err)
{
	struct rows *rows = NULL;
	enum status st = may(by, RIGHT_STAFF_ROLE, err);

	if (st == ST_OK)
		st = not_oneself(by, login, err);
	if (st == ST_OK && strcmp(role, "system") == 0)
		st = err_at(err, ST_REFUSED, "E-1106", "role", "system 是程序自己的角色,不能给人,没有改动任何东西。");
	if (st == ST_OK && (st = role_known(role, err)) == ST_OK &&
	    (st = department_check(h, role, department, err)) == ST_OK && (st = find(h, login, &rows, err)) == ST_OK)
		st = not_the_last(change(h, by, Q_STAFF_SET_ROLE, ARGS(value_text(login), value_text(role), value_text(department)),
			&(struct audit_entry){ .act = "staff.role", .object = login, .before = rows_text(rows, 0, 4), .after = role,
			.reason = department }, err), login, err);
	rows_free(rows);
	return st;
}

enum status staff_unlock(struct hall *h, const struct actor *by, const char *login, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = may(by, RIGHT_STAFF_UNLOCK, err);

	if (st == ST_OK && (st = find(h, login, &rows, err)) == ST_OK)
		st = change(h, by, Q_STAFF_UNLOCK, ARGS(value_text(login)),
			&(struct audit_entry){ .act = "staff.unlock", .object = login }, err);
	rows_free(rows);
	return st;
}

/* --- passwords -------------------------------------------------------------------------------------------------------- */

/* S-1: is it one of the last? Each look takes as long as a login. */
static enum status not_had(struct hall *h, int64_t staff, const char *password, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(hall_store(h), Q_STAFF_PASSWORD_LIST, ARGS(value_int(staff),
		value_int(hall_int(h, "password.history"))), &rows, err);

	for (size_t i = 0; st == ST_OK && i < rows_count(rows); i++)
		if (crypto_password_matches(password, rows_text(rows, i, 0)))
			st = err_at(err, ST_REFUSED, "E-1112", "password", "这个口令最近用过(最近%ld次的都不能再用),口令未变。请另取一个。",
				hall_int(h, "password.history"));
	rows_free(rows);
	return st;
}

static enum status store_password(struct hall *h, const struct actor *by, int64_t staff, const char *login, const char *password,
	bool by_other, struct err *err)
{
	struct batch *b = batch_new("staff");
	char *hash = crypto_password_hash(password);
	enum status st;

	batch_add(b, Q_STAFF_SET_PASSWORD, ARGS(value_text(login), value_text(hash), value_int(clock_wall_ms()), value_int(by_other)));
	batch_add(b, Q_STAFF_PASSWORD_REMEMBER, ARGS(value_text(login)));
	batch_add(b, Q_STAFF_PASSWORD_FORGET, ARGS(value_int(staff), value_int(HISTORY_MOST)));
	audit_in(h, b, by, &(struct audit_entry){ .act = "staff.password", .object = login });
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	mem_wipe_free(hash, strlen(hash));
	return st;
}

enum status staff_set_password(struct hall *h, const struct actor *by, const char *login, const char *password, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = may(by, RIGHT_STAFF_PASSWORD, err);

	if (st == ST_OK && (st = find(h, login, &rows, err)) == ST_OK && (st = strong(h, password, err)) == ST_OK)
		st = store_password(h, by, rows_int(rows, 0, 0), login, password, true, err);
	rows_free(rows);
	return st;
}

enum status staff_change_password(struct hall *h, const struct actor *by, const char *before, const char *password,
	struct err *err)
{
	struct rows *rows = NULL;
	enum status st = may(by, RIGHT_OWN_PASSWORD, err);

	if (st != ST_OK || (st = find(h, by->login, &rows, err)) != ST_OK)
		goto out;
	if (rows_int(rows, 0, 8) > clock_wall_ms() || !crypto_password_matches(before, rows_text(rows, 0, 5)))
		st = staff_wrong_password(h, by, err);
	else if ((st = strong(h, password, err)) == ST_OK && (st = not_had(h, by->staff_id, password, err)) == ST_OK)
		st = store_password(h, by, by->staff_id, by->login, password, false, err);
out:
	rows_free(rows);
	return st;
}
