/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/keep.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "law/staff_role.h"

#define DEPARTMENTS_MOST 1000

/* --- people ---------------------------------------------------------------------------------------------------------- */

static void staff_add_row(void *ctx, const struct staff_row *row)
{
	struct keep_rows *r = ctx;

	r->staff = mem_grow(r->staff, r->counts[KEEP_STAFF] + 1, sizeof *r->staff);
	r->staff[r->counts[KEEP_STAFF]++] = *row;
}

static enum status staff_read(struct keep_rows *r, struct hall *h, struct err *err)
{
	r->counts[KEEP_STAFF] = 0;
	return staff_list(h, staff_add_row, r, err);
}

static const char *role_of(const struct staff_row *s)
{
	static char names[60];

	return staff_role_names(s->role, names, sizeof names);
}

static void staff_state(const struct staff_row *s, struct buf *out, enum look *look)
{
	char stamp[20];

	if (!s->active) {
		buf_text(out, "已停用");
		*look = LOOK_DIM;
	} else if (s->locked_until > clock_wall_ms()) {
		buf_format(out, "锁定到 %.5s", clock_stamp(s->locked_until, stamp) + 11);
		*look = LOOK_BAD;
	} else if (s->must_change) {
		buf_text(out, "待改口令");
		*look = LOOK_WARN;
	}
}

enum { STAFF_LOGIN, STAFF_NAME, STAFF_NO, STAFF_ROLE, STAFF_DEPARTMENT, STAFF_STATE, STAFF_PASSWORD, STAFF_COLUMNS };
static const struct list_column staff_columns[STAFF_COLUMNS] = { [STAFF_LOGIN] = { "账号", 16, false }, [STAFF_NAME] = { "姓名", 0, false },
	[STAFF_NO] = { "工号", 8, false }, [STAFF_ROLE] = { "角色", 12, false }, [STAFF_DEPARTMENT] = { "部门", 6, false },
	[STAFF_STATE] = { "状态", 14, false }, [STAFF_PASSWORD] = { "口令改于", 12, false } };

static void staff_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct staff_row *s = &r->staff[row];
	char stamp[20];

	switch (column) {
	case STAFF_LOGIN: buf_text(out, s->login); break;
	case STAFF_NAME: buf_text(out, s->name); break;
	case STAFF_NO: buf_text(out, s->work_no); break;
	case STAFF_ROLE: buf_text(out, role_of(s)); break;
	case STAFF_DEPARTMENT: buf_text(out, s->department); break;
	case STAFF_STATE: staff_state(s, out, look); break;
	default: buf_format(out, "%.10s", clock_stamp(s->password_at, stamp));
	}
}

static const char *staff_key(const struct keep_rows *r, size_t row)
{
	return r->staff[row].login;
}

static void staff_detail(const struct keep_rows *r, size_t row, struct buf *out)
{
	const struct staff_row *s = &r->staff[row];
	enum look look = LOOK_PLAIN;
	char stamp[20];

	buf_format(out, "%s  %s  %s  %s%s%s  ", s->login, s->name, s->work_no, role_of(s), *s->department ? " " : "", s->department);
	staff_state(s, out, &look);
	buf_format(out, "\n口令改于 %s", clock_stamp(s->password_at, stamp));
}

/* --- windows --------------------------------------------------------------------------------------------------------- */

static void window_add_row(void *ctx, const char *no, const char *name, const char *kind, bool open)
{
	struct keep_rows *r = ctx;
	struct keep_window *w;

	r->windows = mem_grow(r->windows, r->counts[KEEP_WINDOWS] + 1, sizeof *r->windows);
	w = &r->windows[r->counts[KEEP_WINDOWS]++];
	text_copy(w->no, sizeof w->no, no);
	text_copy(w->name, sizeof w->name, name);
	text_copy(w->kind, sizeof w->kind, kind);
	w->open = open;
}

static enum status window_read(struct keep_rows *r, struct hall *h, struct err *err)
{
	r->counts[KEEP_WINDOWS] = 0;
	enum status st = window_list(h, window_add_row, r, err);

	for (size_t i = 0; st == ST_OK && i < r->counts[KEEP_WINDOWS]; i++)
		st = queue_takes(h, r->windows[i].no, r->windows[i].takes, err);
	return st;
}

static const char *kind_of(const struct keep_window *w)
{
	for (const struct window_kind *k = window_kinds; k->code; k++)
		if (strcmp(k->code, w->kind) == 0)
			return k->name;
	return w->kind;
}

enum { WINDOW_NO, WINDOW_NAME, WINDOW_KIND, WINDOW_TAKES, WINDOW_STATE, WINDOW_COLUMNS };
static const struct list_column window_columns[WINDOW_COLUMNS] = { [WINDOW_NO] = { "窗口", 8, false }, [WINDOW_NAME] = { "名称", 0, false },
	[WINDOW_KIND] = { "类别", 14, false }, [WINDOW_TAKES] = { "叫号", 10, false }, [WINDOW_STATE] = { "状态", 8, false } };

static void window_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct keep_window *w = &r->windows[row];

	switch (column) {
	case WINDOW_NO: buf_text(out, w->no); break;
	case WINDOW_NAME: buf_text(out, w->name); break;
	case WINDOW_KIND: buf_text(out, kind_of(w)); break;
	case WINDOW_TAKES: buf_text(out, w->takes); break;
	default: buf_text(out, w->open ? "" : "已停用"); *look = LOOK_DIM;
	}
}

static const char *window_key(const struct keep_rows *r, size_t row)
{
	return r->windows[row].no;
}

static void window_detail(const struct keep_rows *r, size_t row, struct buf *out)
{
	const struct keep_window *w = &r->windows[row];

	buf_format(out, "%s 号窗口  %s  %s\n%s\n%s%s", w->no, w->name, kind_of(w), w->open ? "启用" : "已停用:不能在此登录,它的办件都在",
		*w->takes ? "叫号依次看 " : "不叫号", w->takes);
}

/* --- parameters ------------------------------------------------------------------------------------------------------ */

static void parameters_forget(struct keep_rows *r)
{
	for (size_t i = 0; i < r->counts[KEEP_PARAMETERS]; i++) {
		free(r->parameters[i].value);
		free(r->parameters[i].origin);
		free(r->parameters[i].who);
	}
	r->counts[KEEP_PARAMETERS] = 0;
}

static void parameter_add_row(void *ctx, const struct hall_parameter *p)
{
	struct keep_rows *r = ctx;

	r->parameters = mem_grow(r->parameters, r->counts[KEEP_PARAMETERS] + 1, sizeof *r->parameters);
	r->parameters[r->counts[KEEP_PARAMETERS]++] = (struct keep_parameter){ p->setting, mem_text(p->value), mem_text(p->origin),
		mem_text(*p->name ? p->name : p->login), p->changed_at };
}

static enum status parameter_read(struct keep_rows *r, struct hall *h, struct err *err)
{
	parameters_forget(r);
	return hall_parameters(h, parameter_add_row, r, err);
}

enum { PARAMETER_NAME, PARAMETER_VALUE, PARAMETER_DEFAULT, PARAMETER_WHO, PARAMETER_AT, PARAMETER_RANGE, PARAMETER_HELP, PARAMETER_COLUMNS };
static const struct list_column parameter_narrow[] = { [PARAMETER_NAME] = { "参数", 25, false }, [PARAMETER_VALUE] = { "值", 0, false },
	[PARAMETER_DEFAULT] = { "默认", 14, false }, [PARAMETER_WHO] = { "谁改的", 10, false }, [PARAMETER_AT] = { "何时", 5, false } };
static const struct list_column parameter_wide[PARAMETER_COLUMNS] = { [PARAMETER_NAME] = { "参数", 28, false }, [PARAMETER_VALUE] = { "值", 0, false },
	[PARAMETER_DEFAULT] = { "默认", 14, false }, [PARAMETER_WHO] = { "谁改的", 12, false }, [PARAMETER_AT] = { "何时", 5, false },
	[PARAMETER_RANGE] = { "可为", 12, false }, [PARAMETER_HELP] = { "说明", 32, false } };

static void parameter_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct keep_parameter *p = &r->parameters[row];
	char range[HALL_RANGE_SIZE], stamp[20];

	switch (column) {
	case PARAMETER_NAME: buf_text(out, p->setting->name); break;
	case PARAMETER_VALUE:
		buf_text(out, p->value);
		*look = strcmp(p->value, p->setting->fallback) ? LOOK_STRONG : LOOK_PLAIN;
		break;
	case PARAMETER_DEFAULT: buf_text(out, p->setting->fallback); *look = LOOK_DIM; break;
	case PARAMETER_WHO: buf_text(out, p->at ? p->who : strcmp(p->origin, "default") ? "文件" : ""); break;
	case PARAMETER_AT:
		if (p->at)
			buf_format(out, "%.5s", clock_stamp(p->at, stamp) + 5);
		break;
	case PARAMETER_RANGE: buf_text(out, hall_range(p->setting, range)); *look = LOOK_DIM; break;
	default: buf_text(out, p->setting->help); *look = LOOK_DIM;
	}
}

static const char *parameter_key(const struct keep_rows *r, size_t row)
{
	return r->parameters[row].setting->name;
}

static void parameter_detail(const struct keep_rows *r, size_t row, struct buf *out)
{
	const struct keep_parameter *p = &r->parameters[row];
	char range[HALL_RANGE_SIZE], stamp[20];

	buf_format(out, "%s  %s\n现为 %s  默认 %s  可为 %s\n", p->setting->name, p->setting->help, *p->value ? p->value : "空",
		*p->setting->fallback ? p->setting->fallback : "空", hall_range(p->setting, range));
	if (p->at)
		buf_format(out, "%s 于 %s 改", p->who, clock_stamp(p->at, stamp));
	else
		buf_format(out, "%s%s", strcmp(p->origin, "default") ? "来自 " : "没有人改过", strcmp(p->origin, "default") ? p->origin : "");
}

/* --- departments ----------------------------------------------------------------------------------------------------- */

static enum status department_read(struct keep_rows *r, struct hall *h, struct err *err)
{
	if (!r->departments)
		r->departments = mem_array(DEPARTMENTS_MOST, sizeof *r->departments);
	r->counts[KEEP_DEPARTMENTS] = 0;
	r->hall = h;
	return department_list(h, r->departments, DEPARTMENTS_MOST, &r->counts[KEEP_DEPARTMENTS], err);
}

static const char *place_of(const struct department_row *d)
{
	return !*d->url ? "(未设地址,任务留待以后)" : strcmp(d->url, DEPARTMENT_DESK) == 0 ? "desk:(在本厅办)" : d->url;
}

static void circuit_text(const struct department_row *d, struct buf *out, enum look *look)
{
	char stamp[20];

	if (d->open_until > clock_wall_ms()) {
		buf_format(out, "断,%.5s 再试", clock_stamp(d->open_until, stamp) + 11);
		*look = LOOK_BAD;
	} else if (d->failures) {
		buf_format(out, "连续失败%d次", d->failures);
		*look = LOOK_WARN;
	} else if (*d->url) {
		buf_text(out, "通");
	}
}

enum { DEPARTMENT_ID, DEPARTMENT_NAME, DEPARTMENT_URL, DEPARTMENT_ONCE, DEPARTMENT_FILES, DEPARTMENT_CIRCUIT, DEPARTMENT_COLUMNS };
static const struct list_column department_columns[DEPARTMENT_COLUMNS] = { [DEPARTMENT_ID] = { "编号", 8, false },
	[DEPARTMENT_NAME] = { "部门", 16, false }, [DEPARTMENT_URL] = { "地址", 0, false }, [DEPARTMENT_ONCE] = { "发送", 8, false },
	[DEPARTMENT_FILES] = { "附件", 6, false }, [DEPARTMENT_CIRCUIT] = { "通断", 14, false } };

static void department_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct department_row *d = &r->departments[row];

	switch (column) {
	case DEPARTMENT_ID: buf_text(out, d->id); break;
	case DEPARTMENT_NAME: buf_text(out, d->name); break;
	case DEPARTMENT_URL: buf_text(out, place_of(d)); break;
	case DEPARTMENT_ONCE: buf_text(out, d->dedup ? "" : "只发一次"); break;
	case DEPARTMENT_FILES: buf_text(out, department_files_name(d->files)); *look = d->files == FILES_NOT_TAKEN ? LOOK_WARN : LOOK_DIM; break;
	default: circuit_text(d, out, look);
	}
}

static const char *department_key(const struct keep_rows *r, size_t row)
{
	return r->departments[row].id;
}

static void department_detail(const struct keep_rows *r, size_t row, struct buf *out)
{
	const struct department_row *d = &r->departments[row];
	enum look look = LOOK_PLAIN;

	buf_format(out, "%s  %s  ", d->id, d->name);
	department_files_text(r->hall, d, out);
	buf_format(out, "\n%s\n%s  ", place_of(d), d->dedup ? "重复送到也只办一次,可以重发" : "每项任务只发一次");
	circuit_text(d, out, &look);
}

/* --- classes of tickets ---------------------------------------------------------------------------------------------- */

static void classes_forget(struct keep_rows *r)
{
	for (size_t i = 0; i < r->counts[KEEP_CLASSES]; i++)
		buf_release(&r->classes[i].windows);
	r->counts[KEEP_CLASSES] = 0;
}

struct calling { struct keep_rows *r; struct hall *h; struct err *err; enum status st; };

/* Which of the windows that are open call which class. */
static void add_caller(void *ctx, const char *no, const char *name, const char *kind, bool open)
{
	struct calling *c = ctx;
	char takes[27];

	(void)name, (void)kind;
	if (!open || c->st != ST_OK || (c->st = queue_takes(c->h, no, takes, c->err)) != ST_OK)
		return;
	for (size_t i = 0; i < c->r->counts[KEEP_CLASSES]; i++) {
		struct keep_class *k = &c->r->classes[i];
		if (strchr(takes, k->of.letter))
			buf_format(&k->windows, "%s%s", k->windows.len ? " " : "", no);
	}
}

static enum status class_read(struct keep_rows *r, struct hall *h, struct err *err)
{
	struct queue_class rows[QUEUE_CLASSES_MOST];
	struct class_waiting now[QUEUE_CLASSES_MOST];
	struct calling calling = { r, h, err, ST_OK };
	size_t count;
	enum status st;

	classes_forget(r);
	if ((st = queue_classes(h, rows, &count, err)) != ST_OK || (st = queue_waiting_now(h, rows, count, now, err)) != ST_OK)
		return st;
	for (size_t i = 0; i < count; i++) {
		r->classes[i] = (struct keep_class){ .of = rows[i], .now = now[i], .key = { rows[i].letter, '\0' } };
		buf_init(&r->classes[i].windows, BUF_SMALL);
	}
	r->counts[KEEP_CLASSES] = count;
	st = window_list(h, add_caller, &calling, err);
	return st == ST_OK ? calling.st : st;
}

enum { CLASS_LETTER, CLASS_NAME, CLASS_LANE, CLASS_WINDOWS, CLASS_WAITING, CLASS_STATE, CLASS_COLUMNS };
static const struct list_column class_columns[CLASS_COLUMNS] = { [CLASS_LETTER] = { "字母", 4, false }, [CLASS_NAME] = { "名称", 0, false },
	[CLASS_LANE] = { "次序", 6, false }, [CLASS_WINDOWS] = { "哪些窗口叫", 24, false }, [CLASS_WAITING] = { "在等", 6, true },
	[CLASS_STATE] = { "状态", 8, false } };

static const char *class_windows(const struct keep_class *c)
{
	return c->windows.len ? c->windows.data : "";
}

static void class_cell(const struct keep_rows *r, size_t row, size_t column, struct buf *out, enum look *look)
{
	const struct keep_class *c = &r->classes[row];

	switch (column) {
	case CLASS_LETTER: buf_text(out, c->key); break;
	case CLASS_NAME: buf_text(out, c->of.name); break;
	case CLASS_LANE: buf_text(out, queue_lane_name(c->of.lane)); break;
	case CLASS_WINDOWS: buf_text(out, class_windows(c)); break;
	case CLASS_WAITING: buf_format(out, "%lld", (long long)c->now.waiting); break;
	default: buf_text(out, c->of.active ? "" : "已停用"); *look = LOOK_DIM;
	}
}

static const char *class_key(const struct keep_rows *r, size_t row)
{
	return r->classes[row].key;
}

static void class_detail(const struct keep_rows *r, size_t row, struct buf *out)
{
	const struct keep_class *c = &r->classes[row];

	buf_format(out, "%s 类  %s  %s\n%s\n", c->key, c->of.name, queue_lane_name(c->of.lane), c->of.active ? "可以取号" :
		"已停用:不能再取这类号,取过的都在");
	if (c->windows.len)
		buf_format(out, "在等 %lld 人;叫它的窗口 %s", (long long)c->now.waiting, c->windows.data);
	else
		buf_format(out, "没有窗口叫这一类%s", c->of.lane == QUEUE_PLAIN && c->of.active ? ":请在窗口一张里给一个窗口改叫号" : "");
}

/* --- all ------------------------------------------------------------------------------------------------------------- */

const struct keep_kind keep_kinds[KEEP_TABS] = {
	[KEEP_STAFF] = { "人员", RIGHT_STAFF_ACTIVE, staff_columns, staff_columns, STAFF_PASSWORD, STAFF_COLUMNS, staff_read, staff_cell,
		staff_key, staff_detail },
	[KEEP_WINDOWS] = { "窗口", RIGHT_WINDOW, window_columns, window_columns, WINDOW_COLUMNS, WINDOW_COLUMNS, window_read, window_cell,
		window_key, window_detail },
	[KEEP_PARAMETERS] = { "参数", RIGHT_SETTINGS, parameter_narrow, parameter_wide, COUNT_OF(parameter_narrow), PARAMETER_COLUMNS,
		parameter_read, parameter_cell, parameter_key, parameter_detail },
	[KEEP_DEPARTMENTS] = { "部门", RIGHT_ADDRESS, department_columns, department_columns, DEPARTMENT_COLUMNS, DEPARTMENT_COLUMNS,
		department_read, department_cell, department_key, department_detail },
	[KEEP_CLASSES] = { "排队", RIGHT_QUEUE, class_columns, class_columns, CLASS_COLUMNS, CLASS_COLUMNS, class_read, class_cell, class_key,
		class_detail },
	[KEEP_CATALOGUE] = { "目录", RIGHT_CATALOGUE, keep_matter_columns, keep_matter_columns, MATTER_NARROW, MATTER_WIDE, keep_matters_read,
		keep_matter_cell, keep_matter_key, keep_matter_detail },
};

void keep_rows_free(struct keep_rows *r)
{
	parameters_forget(r);
	classes_forget(r);
	keep_matters_forget(r);
	free(r->staff);
	free(r->windows);
	free(r->parameters);
	free(r->departments);
}
