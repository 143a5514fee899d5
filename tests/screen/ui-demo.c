/* SPDX-License-Identifier: Apache-2.0 */
/* A keyboard program of nothing but src/ui, for the screen tests: a home screen, a form from a drawing, a list of 100,000
 * rows, a form built at run time, prompts, a text to read. What it was told is written to the file named by
 * UI_DEMO_LOG, so that tests see what was done and not only what was shown. */
#include <getopt.h>
#include <signal.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/form.h"
#include "ui/list.h"
#include "ui/scroll.h"
#include "ui/ui.h"

extern const struct embedded demo_screens[];
extern const struct embedded demo_keymaps[];

struct demo { struct ui *ui; FILE *log; };

__attribute__((format(printf, 2, 3)))
static void note(struct demo *d, const char *format, ...)
{
	va_list ap;
	if (!d->log)
		return;
	va_start(ap, format);
	(void)vfprintf(d->log, format, ap);
	va_end(ap);
	(void)fputc('\n', d->log);
	(void)fflush(d->log);
}

/* ---- home --------------------------------------------------------------------------------------------------- */

static void home_draw(struct view *v)
{
	struct area a = view_area(v);
	draw_text(a.row, a.col + 1, a.width - 2, LOOK_TITLE, "演示:只有 src/ui");
	draw_rule(a.row + 1, a.col, a.width);
	draw_text(a.row + 3, a.col + 2, a.width - 4, LOOK_PLAIN, "F2 表格  F3 十万行  F4 合并表");
	draw_format(a.row + 5, a.col + 2, 40, LOOK_DIM, "%d × %d", draw_width(), draw_height());
	draw_right(a.row + 6, a.col, a.width - 1, LOOK_GOOD, "右对齐");
	draw_gauge(a.row + 7, a.col + 2, 20, LOOK_WARN, 3, 10);
	/* hostile text, as a department may send it */
	draw_text(a.row + 9, a.col + 2, 60, LOOK_PLAIN, "\033[31m红\u202e反\u200b零\xff坏\xc2\x9b&C1");
	draw_text(a.row + 10, a.col + 2, 11, LOOK_PLAIN, "半个字切不开的一行文字");
}

static void home_hang_up(struct view *v)
{
	note(v->app, "hang-up");
}

static bool home_text(struct view *v, const char *s, size_t n, bool pasted)
{
	note(v->app, "%s %zu", pasted ? "pasted" : "typed", n);
	return (unsigned char)*s >= 0x80;        /* Chinese is taken here, the rest are keys */
}

static const struct view_ops home = {
	.context = "home", .title = "演示", .help = "按键试各种画面。", .draw = home_draw, .hang_up = home_hang_up,
	.text = home_text,
};

/* ---- a form from a drawing ---------------------------------------------------------------------------------- */

struct person { struct form *form; struct list *children; char names[4][32]; };

static size_t child_count(void *ctx)
{
	(void)ctx;
	return 4;
}

static void child_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	struct person *p = ctx;
	(void)look;
	if (column == 0)
		buf_text(out, p->names[row]);
	else
		buf_format(out, "%zu 岁", row + 3);
}

static const struct list_source children = { .count = child_count, .cell = child_cell };

static void person_changed(void *ctx, struct form *form, const char *name)
{
	struct view *v = ctx;
	note(v->app, "changed %s=%s", name, form_get(form, name));
	if (!strcmp(name, "number") && strlen(form_get(form, name)) == 18) {
		(void)form_set(form, "sex", form_get(form, name)[16] % 2 ? "1" : "2");
		form_sign(form, "sex", "推");
	}
}

static enum status person_check(void *ctx, struct form *form, const char *name, const char *value, struct err *err)
{
	(void)ctx, (void)form;
	if (!strcmp(name, "number") && strlen(value) != 18)
		return err_at(err, ST_DATA, "E-1001", name, "证件号应为 18 位,现在 %zu 位;未受理", strlen(value));
	return ST_OK;
}

static const struct form_hooks person_hooks = { .changed = person_changed, .check = person_check };

static enum status person_open(struct view *v, void *argument, struct err *err)
{
	static const struct list_column columns[] = { { "姓名", 20, false }, { "年龄", 0, false } };
	struct person *p = v->data;
	const struct picture *picture = ui_picture(v->ui, "person", err);
	(void)argument;
	if (!picture)
		return ST_CONFIG;
	p->form = form_new(picture, &person_hooks, v);
	p->children = list_new(columns, COUNT_OF(columns), LIST_TITLES, &children, p);
	for (size_t i = 0; i < COUNT_OF(p->names); i++)
		(void)snprintf(p->names[i], sizeof p->names[i], "孩子%zu", i + 1);
	(void)form_set(p->form, "state", "只读,不停留");
	view_add(v, form_widget(p->form));
	view_add(v, list_widget(p->children));
	return ST_OK;
}

static void person_close(struct view *v)
{
	struct person *p = v->data;
	form_free(p->form);
	list_free(p->children);
}

static void person_layout(struct view *v, struct area area)
{
	struct person *p = v->data;
	view_place(v, form_widget(p->form), area);
	view_place(v, list_widget(p->children), form_area(p->form, "children"));
}

static const struct view_ops person = {
	.context = "person", .title = "人员", .hint = "填表", .size = sizeof(struct person), .open = person_open,
	.close = person_close, .layout = person_layout,
};

/* ---- a list ------------------------------------------------------------------------------------------------- */

#define ROWS 100000
struct rows { struct list *list; bool marked[ROWS]; };

static size_t rows_count(void *ctx)
{
	(void)ctx;
	return ROWS;
}

static void rows_cell(void *ctx, size_t row, size_t column, struct buf *out, enum look *look)
{
	static const char *const names[] = { "新生儿出生", "企业职工退休", "公民身后", "开办餐饮店", "长城", "教育入学" };
	(void)ctx;
	if (column == 0)
		buf_format(out, "%06zu", row);
	else if (column == 1)
		buf_text(out, names[row % COUNT_OF(names)]);
	else
		buf_format(out, "%zu 天", row % 30);
	if (column == 2 && row % 30 > 25)
		*look = LOOK_BAD;
}

static bool rows_match(void *ctx, size_t row, const char *filter)
{
	struct buf text;
	enum look look = LOOK_PLAIN;
	buf_init(&text, 256);
	rows_cell(ctx, row, 1, &text, &look);
	bool found = text_match(text.data, filter) >= 0;
	buf_clear(&text);
	rows_cell(ctx, row, 0, &text, &look);
	found = found || strstr(text.data, filter);
	buf_release(&text);
	return found;
}

static bool rows_marked(void *ctx, size_t row, bool *can)
{
	const struct rows *r = ctx;
	*can = row % 5 != 4;
	return r->marked[row];
}

static bool rows_mark(void *ctx, size_t row, bool on)
{
	struct rows *r = ctx;
	r->marked[row] = on;
	return true;
}

static const struct list_source rows_source = { .count = rows_count, .cell = rows_cell, .match = rows_match,
	.marked = rows_marked, .mark = rows_mark };

static enum status rows_open(struct view *v, void *argument, struct err *err)
{
	static const struct list_column columns[] = { { "编号", 8, false }, { "事项", 0, false }, { "期限", 8, true } };
	struct rows *r = v->data;
	(void)argument, (void)err;
	r->list = list_new(columns, COUNT_OF(columns), LIST_TITLES, &rows_source, r);
	view_add(v, list_widget(r->list));
	return ST_OK;
}

static void rows_close(struct view *v)
{
	struct rows *r = v->data;
	list_free(r->list);
}

static const struct view_ops rows = {
	.context = "rows", .title = "十万行", .size = sizeof(struct rows), .open = rows_open, .close = rows_close,
};

/* ---- a form built at run time ------------------------------------------------------------------------------- */

struct merged { struct form *form; };

static enum status merged_open(struct view *v, void *argument, struct err *err)
{
	static const struct picture_choice nations[] = { { "01", "汉族" }, { "02", "蒙古族" }, { "03", "回族" },
		{ "04", "藏族" }, { "05", "维吾尔族" }, { "06", "苗族" }, { "07", "彝族" }, { "08", "壮族" }, { "09", "布依族" },
		{ "10", "朝鲜族" }, { "11", "满族" } };
	static const struct picture_choice sexes[] = { { "1", "男" }, { "2", "女" } };
	static const char *const roles[] = { "新生儿", "父亲", "母亲", "经办人" };
	struct form_row all[48];
	static char keys[48][16], labels[48][40];
	struct merged *m = v->data;
	(void)argument, (void)err;
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		size_t k = i % 12;
		static const char *const what[] = { "姓名", "性别", "民族", "出生日期", "证件号码", "电话", "住址", "说明", "人数",
			"同意", "很长很长的一个栏目名称要单独占一行", "邮编" };
		(void)snprintf(keys[i], sizeof keys[i], "f%zu", i);
		(void)snprintf(labels[i], sizeof labels[i], "%s", what[k]);
		all[i] = (struct form_row){ .section = roles[i / 12], .label = labels[i], .key = keys[i], .help = what[k],
			.kind = k == 1 || k == 2 ? PICTURE_CHOICE : k == 3 ? PICTURE_DATE : k == 7 ? PICTURE_LINES :
			k == 8 ? PICTURE_NUMBER : k == 9 ? PICTURE_CHECK : PICTURE_TEXT,
			.max = k == 0 ? 10 : k == 4 ? 9 : k == 6 ? 60 : k == 7 ? 80 : k == 8 ? 99 : 8, .required = k == 0,
			.choices = k == 1 ? sexes : nations, .choice_count = k == 1 ? 2 : k == 2 ? COUNT_OF(nations) : 0 };
	}
	m->form = form_build(all, COUNT_OF(all), NULL, v);
	view_add(v, form_widget(m->form));
	return ST_OK;
}

static void merged_close(struct view *v)
{
	struct merged *m = v->data;
	form_free(m->form);
}

static void merged_layout(struct view *v, struct area area)
{
	struct merged *m = v->data;
	view_place(v, form_widget(m->form), (struct area){ area.row + 2, area.col, area.height - 2, area.width });
}

static void merged_draw(struct view *v)
{
	struct area a = view_area(v);
	draw_text(a.row, a.col + 1, a.width - 2, LOOK_TITLE, "合并表");
	draw_rule(a.row + 1, a.col, a.width);
}

static const struct view_ops merged = {
	.context = "merged", .title = "合并表", .size = sizeof(struct merged), .open = merged_open, .close = merged_close,
	.layout = merged_layout, .draw = merged_draw,
};

/* ---- commands ----------------------------------------------------------------------------------------------- */

static enum command_answer open_ops(const struct call *call, const struct view_ops *ops)
{
	struct err err;
	if (!view_open(call->ui, ops, NULL, &err))
		return COMMAND_DONE;
	message_error(call->ui, &err);
	return COMMAND_REFUSED;
}

static enum command_answer cmd_person(void *app, const struct call *call)
{
	note(app, "person %s", call->argument);
	return open_ops(call, &person);
}

static enum command_answer cmd_rows(void *app, const struct call *call)
{
	(void)app;
	return open_ops(call, &rows);
}

static enum command_answer cmd_merged(void *app, const struct call *call)
{
	(void)app;
	return open_ops(call, &merged);
}

static void answered(void *ctx, const char *answer)
{
	struct demo *d = ctx;
	note(d, "answer %s", answer ? answer : "(none)");
	message_say(d->ui, "答:%s", answer ? answer : "放弃");
}

static enum status not_bad(void *ctx, const char *answer, struct err *err)
{
	(void)ctx;
	return strcmp(answer, "坏") ? ST_OK : err_set(err, ST_DATA, "E-1000", "不能是坏");
}

static enum command_answer cmd_text(void *app, const struct call *call)
{
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_TEXT, .label = "说点什么:", .initial = call->argument,
		.check = not_bad, .done = answered, .ctx = app });
	return COMMAND_DONE;
}

static enum command_answer cmd_choice(void *app, const struct call *call)
{
	static const struct prompt_choice choices[] = { { "1", "late", "来不及" }, { "2", "lost", "丢了" },
		{ "q", "other", "其他" } };
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_CHOICE, .label = "为什么?", .choices = choices,
		.choice_count = COUNT_OF(choices), .done = answered, .ctx = app });
	return COMMAND_DONE;
}

static enum command_answer cmd_date(void *app, const struct call *call)
{
	prompt_open(call->ui, &(struct prompt){ .type = PROMPT_DATE, .label = "期限:", .done = answered, .ctx = app });
	return COMMAND_DONE;
}

static enum command_answer cmd_read(void *app, const struct call *call)
{
	struct buf text;
	struct err err;
	(void)app;
	buf_init(&text, BUF_SMALL);
	for (int i = 1; i <= 60; i++)
		buf_format(&text, "第 %d 段。按照规定,受理之日起计算办理期限;跳过周末(星期六、星期日)和法定节假日,"
			"遇到调休的工作日照常计算。ABC def ghi.\n", i);
	enum status st = scroll_open(call->ui, "一篇文章", text.data, true, &err);
	buf_release(&text);
	return st ? COMMAND_REFUSED : COMMAND_DONE;
}

static void covered(void *ctx)
{
	struct demo *d = ctx;
	struct err err;
	if (scroll_open(d->ui, "盖住了", "什么也看不到", true, &err))
		message_error(d->ui, &err);
}

/* A view of its own accord, as a lock comes, over whatever is there. */
static enum command_answer cmd_cover(void *app, const struct call *call)
{
	(void)loop_after(ui_loop(call->ui), 300, covered, app);
	return COMMAND_DONE;
}

static enum command_answer cmd_long_error(void *app, const struct call *call)
{
	(void)app;
	message_refuse(call->ui, "E-1030", "未受理:还缺「出生医学证明」「居民户口簿」「结婚证」,三样都要原件;"
		"可以按 D 容缺受理其中的次要材料,或按 F8 打印一次性告知书交给申请人,改天补齐后再来,不用重新排队。");
	return COMMAND_REFUSED;
}

static enum command_answer cmd_commit(void *app, const struct call *call)
{
	struct err err;
	if (strcmp(call->view->ops->context, "person") && strcmp(call->view->ops->context, "merged")) {
		message_refuse(call->ui, "E-1000", "这里没有可提交的");
		return COMMAND_REFUSED;
	}
	struct form *form = *(struct form **)call->view->data;
	if (form_verify(form, &err)) {
		message_error(call->ui, &err);
		return COMMAND_REFUSED;
	}
	for (size_t i = 0; i < form_count(form); i++)
		if (*form_get(form, form_name(form, i)))
			note(app, "commit %s=%s", form_name(form, i), form_get(form, form_name(form, i)));
	message_say(call->ui, "已提交");
	return COMMAND_DONE;
}

static void waited(void *ctx)
{
	struct demo *d = ctx;
	message_say(d->ui, "等到了");
	ui_resume(d->ui);
}

static enum command_answer cmd_wait(void *app, const struct call *call)
{
	ui_waiting(call->ui, "正在等……", NULL, NULL);
	(void)loop_after(ui_loop(call->ui), 200, waited, app);
	return COMMAND_WAIT;
}

static enum command_answer cmd_crash(void *app, const struct call *call)
{
	(void)app, (void)call;
	(void)raise(SIGSEGV);
	return COMMAND_DONE;
}

static enum command_answer cmd_quit(void *app, const struct call *call)
{
	note(app, "quit");
	ui_quit(call->ui, 0);
	return COMMAND_DONE;
}

static const struct command commands[] = {
	UI_COMMANDS,
	{ "person", "bg", "any", "表格", "打开表格", cmd_person, COMMAND_NEEDS_KEY },
	{ "rows", "lb", "any", "列表", "打开十万行的列表", cmd_rows, 0 },
	{ "merged", NULL, "home", "合并表", "打开运行时生成的表", cmd_merged, 0 },
	{ "ask-text", NULL, "any", "问", "问一句话", cmd_text, 0 },
	{ "ask-choice", NULL, "any", "选", "问一个选择", cmd_choice, 0 },
	{ "ask-date", NULL, "any", "日期", "问一个日期", cmd_date, 0 },
	{ "read", NULL, "any", "读", "读一篇文章", cmd_read, 0 },
	{ "cover", NULL, "any", "盖住", "稍后盖上一屏", cmd_cover, 0 },
	{ "long-error", NULL, "any", "错", "显示一条长的错误", cmd_long_error, 0 },
	{ "commit", NULL, "any", "提交", "检查并提交", cmd_commit, 0 },
	{ "wait", NULL, "any", NULL, "等一会儿", cmd_wait, 0 },
	{ "crash", NULL, "any", NULL, "崩溃", cmd_crash, COMMAND_HIDDEN },
	{ "quit", NULL, "any", "退出", "结束", cmd_quit, 0 },
};

static void scanned(void *app, struct ui *ui, const char *text, size_t n)
{
	struct buf clean;
	buf_init(&clean, BUF_SMALL);
	text_for_log(&clean, text, n);
	note(app, "scan %s", clean.data);
	message_say(ui, "扫到 %s", clean.data);
	buf_release(&clean);
}

static void hung_up(void *app, struct ui *ui, int signo)
{
	(void)ui;
	note(app, "end %d", signo);
}

static void rested(void *app)
{
	note(app, "rest");
}

static const char *idle(void *app, struct ui *ui)
{
	(void)app, (void)ui;
	return "分派 正常,待发 0";
}

static int64_t frozen_wall(void)
{
	return INT64_C(1795484460000);           /* 2026-11-23 09:41 */
}

static int64_t frozen_mono(void)
{
	return 1000;
}

int main(int argc, char **argv)
{
	static const struct clock_source frozen = { frozen_wall, frozen_mono };
	struct demo demo = { 0 };
	struct ui_options options = { .app = &demo, .commands = commands, .command_count = COUNT_OF(commands),
		.screens = demo_screens, .keymaps = demo_keymaps, .scan = scanned, .hang_up = hung_up, .rest = rested, .idle = idle };
	struct err err;
	clock_replace(&frozen);
	for (int c; (c = getopt(argc, argv, "amk:K:S:")) != -1;)
		switch (c) {
		case 'a': options.ascii = true; break;
		case 'm': options.mono = true; break;
		case 'k': options.keymap = optarg; break;
		case 'K': options.keymaps_folder = optarg; break;
		case 'S': options.screens_folder = optarg; break;
		default: return 64;
		}
	const char *log = getenv("UI_DEMO_LOG");
	demo.log = log ? fopen(log, "w") : NULL;
	if (ui_start(&demo.ui, &options, &err)) {
		(void)fprintf(stderr, "%s %s\n", err.code, err.text);
		return status_exit(err.status);
	}
	if (view_open(demo.ui, &home, NULL, &err))
		ui_quit(demo.ui, 70);
	int code = ui_run(demo.ui);
	ui_end(demo.ui);
	if (demo.log)
		(void)fclose(demo.log);
	return code;
}
