/* SPDX-License-Identifier: Apache-2.0 */
#include "desk/desk.h"

#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "desk/accept.h"
#include "desk/commands.h"
#include "desk/lock.h"
#include "desk/run.h"
#include "desk/screens.h"
#include "desk/ticket.h"
#include "hall/caution.h"
#include "hall/clock.h"
#include "hall/outbox.h"
#include "hall/token.h"
#include "hall/rating.h"
#include "hall/tide.h"
#include "law/number.h"
#include "law/staff_right.h"
#include "law/staff_role.h"
#include "ui/plot.h"

#define ENDS_LATE 50                 /* older dossiers that get the ends of their numbers at a time … */
#define QUIET_MS 10000               /* … while nobody has pressed a key so long */
#define DRAFT_PAUSE_MS 500          /* a save waits for the disk, so it waits for a pause between keys … */
#define DRAFT_LONGEST_MS 1500       /* … but not for long: T2 allows two seconds to be lost */

void desk_fail(struct desk *d, const struct err *err)
{
	message_error(d->ui, err);
}

enum command_answer desk_answer(struct desk *d, enum status st, const struct err *err)
{
	if (st == ST_OK)
		return COMMAND_DONE;
	desk_fail(d, err);
	return COMMAND_REFUSED;
}

/* The draft is another desk's now: the head of the step says so, too. */
static void lost(struct desk *d, const struct err *err)
{
	desk_fail(d, err);
	if (view_top(d->ui))
		view_dirty(view_top(d->ui));
}

/* --- the hall ------------------------------------------------------------------------------------------------ */

static void store_changed_now(void *ctx, int fd, int events)
{
	struct desk *d = ctx;
	struct err err;

	(void)fd, (void)events;
	if (!store_changed(hall_store(d->hall)))
		return;
	desk_refresh_status(d);
	ticket_look(d);
	if (d->intake && intake_look(d->intake, &err) != ST_OK)
		lost(d, &err);
	(void)accept_edition(d);
	ui_changed(d->ui);
}

/* What was set in the running hall is known only now; it wins over the files by which the first paint was made. */
static void use_settings(struct desk *d)
{
	const char *keymap = hall_text(d->hall, "desk.keymap");
	enum plot_signs signs;

	(void)plot_signs_of(hall_text(d->hall, "desk.plot"), getenv("TERM"), &signs);     /* none other is let in */
	plot_use(signs);
	if (hall_int(d->hall, "desk.ascii") && !settings_int(d->files, "desk.ascii"))
		ui_use_ascii(d->ui);
	text_ambiguous_wide(hall_int(d->hall, "desk.ambiguous_wide") != 0);
	if (!d->given->keymap && strcmp(keymap, settings_text(d->files, "desk.keymap")) != 0)
		ui_use_keymap(d->ui, keymap);
}

enum status desk_open_hall(struct desk *d, struct err *err)
{
	if (d->hall)
		return ST_OK;
	enum status st = hall_open(d->hall_dir, false, &d->hall, err);
	if (st != ST_OK)
		return st;
	int fd = store_watch(hall_store(d->hall));
	if (fd >= 0)
		loop_watch(ui_loop(d->ui), fd, store_changed_now, d);
	use_settings(d);
	return ST_OK;
}

const char *desk_text(const struct desk *d, const char *name)
{
	return d->hall ? hall_text(d->hall, name) : settings_text(d->files, name);
}

/* The first paint shows the login; the hall is opened after it, while the clerk types. */
static void open_after_paint(void *ctx)
{
	struct desk *d = ctx;
	struct err err;

	if (desk_open_hall(d, &err) != ST_OK) {
		desk_fail(d, &err);
		return;
	}
	ui_changed(d->ui);
}

/* --- drafts -------------------------------------------------------------------------------------------------- */

void desk_save(struct desk *d)
{
	struct err err;

	if (d->typing)
		accept_form_keep(d->typing);
	if (d->intake && intake_save(d->intake, &err) != ST_OK)
		lost(d, &err);
}

static void save_now(void *ctx)
{
	struct desk *d = ctx;
	int64_t pause = ui_quiet_ms(d->ui), waited = loop_now() - d->unsaved_since;

	if (pause < DRAFT_PAUSE_MS && waited < DRAFT_LONGEST_MS) {
		d->saving = loop_after(ui_loop(d->ui), DRAFT_PAUSE_MS - pause, save_now, d);
		return;
	}
	d->saving = 0;
	desk_save(d);
	ui_dirty(d->ui);
}

void desk_save_soon(struct desk *d)
{
	struct err err;

	if (d->intake && intake_lost(d->intake, &err) != ST_OK)      /* every key says that it goes nowhere */
		desk_fail(d, &err);
	if (d->saving)
		return;
	d->unsaved_since = loop_now();
	d->saving = loop_after(ui_loop(d->ui), DRAFT_PAUSE_MS, save_now, d);
}

void desk_drop_intake(struct desk *d)
{
	loop_cancel(ui_loop(d->ui), d->saving);
	d->saving = 0;
	intake_free(d->intake);
	d->intake = NULL;
}

/* --- what the program does by itself ------------------------------------------------------------------------- */

static void agent_words(struct desk *d, const char *name, const char *label, struct buf *out)
{
	struct agent_state s;
	struct err err;

	buf_format(out, "%s ", label);
	if (agent_state(d->hall, name, &s, &err) != ST_OK)
		buf_text(out, "状态不明");
	else if (!s.running)
		buf_text(out, "未运行");
	else
		buf_text(out, *s.words ? s.words : "正常");
}

/* E-4: whether somebody is asked to rate, never what was pressed. */
static void rating_words(struct desk *d, struct buf *out)
{
	static const char *const words[RATING_DEVICE_COUNT] = { [RATING_DEVICE_WAITING] = "请评价", [RATING_DEVICE_ASKED] = "请评价",
		[RATING_DEVICE_ANSWERED] = "评价结束", [RATING_DEVICE_SILENT] = "未评价", [RATING_DEVICE_FAULT] = "评价器故障,请用凭证二维码" };
	struct rating_shown shown;

	if (rating_shown(d->hall, d->actor.window, &shown) && words[shown.device])
		buf_format(out, "%s    ", words[shown.device]);
}

void desk_refresh_status(struct desk *d)
{
	struct buf out, print;

	if (!d->hall || !*d->actor.login)
		return;
	buf_init(&out, sizeof d->status - 1);
	rating_words(d, &out);
	agent_words(d, "dispatch", "分派", &out);
	buf_init(&print, sizeof d->printing - 1);
	agent_words(d, "print", "打印", &print);
	if (d->agents && agents_missing(d->agents))
		buf_format(&print, "    未装%s", agents_missing(d->agents));
	snprintf(d->status, sizeof d->status, "%s", out.data);
	snprintf(d->printing, sizeof d->printing, "%s", print.data);
	d->idle_width = 0;
	buf_release(&print);
	buf_release(&out);
	ui_dirty(d->ui);
}

/* At most so many cells, the last one telling that there was more. */
static void put_cut(struct buf *out, const char *s, int cells)
{
	if (text_width(s) <= cells)
		buf_text(out, s);
	else
		buf_format(out, "%.*s%s", (int)text_fit(s, cells - 1, NULL), s, draw_sign("…", "~"));
}

/* The home screen has room for all of it, and two lines are broken between the agents, not in a word. Elsewhere it may take the
 * message line and no more: the row above says what is under the bar, however long a department stays away. */
static const char *idle_line(void *app, struct ui *ui)
{
	static const char gap[] = "    ";
	struct desk *d = app;
	int width = draw_width();
	bool home = view_top(ui) && view_top(ui)->ops == &home_view;
	struct buf out;

	if (d->lock)
		return "";
	if (d->idle_width == width && d->idle_home == home)      /* asked for at each key */
		return d->idle;
	d->idle_width = width;
	d->idle_home = home;
	int printing = text_width(d->printing), between = printing ? (int)strlen(gap) : 0;
	bool fits = text_width(d->status) + between + printing <= width;
	buf_init(&out, sizeof d->idle - 1);
	if (fits || home) {
		buf_format(&out, "%s%s%s", d->status, !printing ? "" : fits ? gap : "\n", d->printing);
	} else {
		printing = printing < width / 2 ? printing : width / 2;
		put_cut(&out, d->status, width - printing - between);
		buf_text(&out, between ? gap : "");
		put_cut(&out, d->printing, printing);
	}
	text_copy(d->idle, sizeof d->idle, out.data);
	buf_release(&out);
	return d->idle;
}

/* What came of a decision, and that people wait too long, is noted by whichever desk is awake when it is time; the next minute tries
 * again. */
static void follow_queue(struct desk *d)
{
	size_t cards;
	struct err err;

	if (!d->hall || !*d->actor.login)
		return;
	if (tide_follow(d->hall, &err) != ST_OK)
		log_line(LOG_WARNING, "tide: %s %s", err.code, err.text);
	if (caution_queue(d->hall, &cards, &err) != ST_OK)
		log_line(LOG_WARNING, "caution: %s %s", err.code, err.text);
}

/* What time alone does, once a day: the first desk of the hall that is awake does it (or the agent has). */
void desk_turn_day(struct desk *d)
{
	struct clock_turned turned;
	struct err err;

	if (d->hall && d->turned != clock_today() && clock_turn(d->hall, &turned, &err) == ST_OK)
		d->turned = clock_today();
	follow_queue(d);
}

static void each_minute(void *app, struct ui *ui)
{
	struct desk *d = app;

	desk_refresh_status(d);
	desk_turn_day(d);
	if (d->intake)
		intake_renew(d->intake);
	(void)accept_edition(d);                       /* a version may begin with a day */
	if (d->hall && ui_quiet_ms(ui) >= QUIET_MS)
		(void)token_ends_late(d->hall, ENDS_LATE);
	if (d->hall && *d->actor.login && !d->lock && ui_quiet_ms(ui) >= hall_int(d->hall, "lock.idle_minutes") * 60000L)
		desk_lock(d);
}

/* The window waits for its next citizen: what was held for the last one's sake goes. */
static void rest(void *app)
{
	struct desk *d = app;

	if (d->hall)
		store_rest(hall_store(d->hall));
	mem_rest();
}

static void hang_up(void *app, struct ui *ui, int signo)
{
	(void)ui, (void)signo;
	desk_save(app);
}

static void child_gone(void *ctx, int signo)
{
	struct desk *d = ctx;

	(void)signo;
	agents_reap(d->agents);
}

/* Another dossier that was opened meanwhile, and the password of the lock, are no work on this one. */
static void pressed(void *app, struct ui *ui)
{
	struct desk *d = app;
	const struct view *top = view_top(ui);

	if (d->intake)
		intake_pressed(d->intake, d->lock || (top && (top->ops == &dossier_view || top->ops == &acts_view)));
}

static void served(void *app, struct ui *ui)
{
	struct desk *d = app;

	(void)ui;
	if (d->outdated)
		(void)accept_edition(d);
}

/* A scanned dossier opens from every screen (N-9). */
static void scanned(void *app, struct ui *ui, const char *text, size_t n)
{
	struct desk *d = app;
	char scan[128], type, number[DOSSIER_NUMBER_SIZE];
	struct err err;

	if (!d->hall || !*d->actor.login || d->lock) {
		message_refuse(ui, "E-1020", "请先登录,再扫码");
		return;
	}
	snprintf(scan, sizeof scan, "%.*s", (int)(n < sizeof scan ? n : sizeof scan - 1), text);
	if (!staff_may(d->actor.role, RIGHT_DOSSIER)) {
		message_refuse(ui, "E-6321", "您登录的角色看不了办件;什么也没做");
		return;
	}
	if (number_qr_read(hall_key(d->hall, KEY_QR), scan, &type, number, &err) != ST_OK ||
	    view_open(ui, &dossier_view, number, &err) != ST_OK)
		desk_fail(d, &err);
}

/* --- who is at the desk ---------------------------------------------------------------------------------------- */

bool desk_department(const struct desk *d)
{
	return staff_role_in(d->actor.role, BY(DEPARTMENT));
}

const struct view_ops *desk_home(const struct desk *d)
{
	static const struct { unsigned roles; const struct view_ops *view; } homes[] = { { BY(DEPARTMENT), &tasks_view },
		{ BY(HELPER), &errands_view }, { BY(GUIDE), &tickets_view }, { BY(ADMIN) | BY(SECADM), &keep_view },
		{ BY(AUDITOR), &trail_view } };

	for (size_t i = 0; i < COUNT_OF(homes); i++)
		if (staff_role_in(d->actor.role, homes[i].roles))
			return homes[i].view;
	return &home_view;
}

bool desk_home_stays(struct view *v)
{
	message_say(v->ui, "退出请用命令 :quit;离开座位请按 F12 锁屏");
	return false;
}

static enum status may(void *app, const struct command *command, struct err *err)
{
	const struct desk *d = app;
	unsigned right = command->flags >> COMMAND_OWN_SHIFT;
	char who[96];

	if (!*d->actor.login || !right || staff_may(d->actor.role, (enum staff_right)(right - 1)))
		return ST_OK;
	return err_set(err, ST_DENIED, "E-6321", "「%s」是%s的事,您登录的角色不能办;什么也没改。请他们来办,或按 F11 换人登录",
		command->label ? command->label : command->help, staff_who_may((enum staff_right)(right - 1), who, sizeof who));
}

/* --- the head of each screen --------------------------------------------------------------------------------- */

void desk_head(struct desk *d, int row, int width, const char *title)
{
	enum { CLOCK = 20 };
	int64_t now = clock_wall_ms();
	day_t today = clock_day_of(now);
	struct clock_hm t = clock_time_of(now);
	struct ymd ymd = day_to_ymd(today);
	char text[256];

	draw_text(row, 0, width, LOOK_TITLE, "");
	snprintf(text, sizeof text, " 一窗  %s", title);
	int used = draw_put(row, 0, width - CLOCK, LOOK_TITLE, text);
	if (*d->actor.login) {
		snprintf(text, sizeof text, "%s%s%s  %s", d->actor.window, *d->actor.window ? "号" : "", d->actor.window_name,
			d->actor.name);
		int col = used + 2 > width / 2 - 6 ? used + 2 : width / 2 - 6;
		if (col + text_width(text) < width - CLOCK)
			draw_put(row, col, width - CLOCK - col, LOOK_TITLE, text);
	}
	snprintf(text, sizeof text, "%02d-%02d 周%s %02d:%02d ", ymd.month, ymd.day, day_weekday_name(today), t.hour, t.minute);
	draw_right(row, width - CLOCK, CLOCK, LOOK_TITLE, text);
}

/* --- main ---------------------------------------------------------------------------------------------------- */

enum command_answer cmd_find_open(void *app, const struct call *call)
{
	struct err err;
	char text[64];

	snprintf(text, sizeof text, "%s", call->argument);
	return desk_answer(app, view_open(call->ui, &find_view, text, &err), &err);
}

enum command_answer cmd_papers_open(void *app, const struct call *call)
{
	struct err err;

	return desk_answer(app, view_open(call->ui, &papers_view, NULL, &err), &err);
}

enum command_answer cmd_outbox_open(void *app, const struct call *call)
{
	struct err err;

	return desk_answer(app, view_open(call->ui, &outbox_view, NULL, &err), &err);
}

enum command_answer cmd_desk_quit(void *app, const struct call *call)
{
	desk_save(app);
	ui_quit(call->ui, 0);
	return COMMAND_DONE;
}

enum command_answer cmd_desk_lock(void *app, const struct call *call)
{
	struct desk *d = app;

	(void)call;
	if (!*d->actor.login) {
		message_refuse(d->ui, "E-6310", "还没有登录,不用锁屏");
		return COMMAND_REFUSED;
	}
	desk_lock(d);
	return COMMAND_DONE;
}

/* What the files say of the screen. A fault in them is told by hall_open, a moment later. */
static void read_settings(struct desk *d, struct ui_options *ui)
{
	struct err err;

	if (hall_settings(d->hall_dir, &d->files, &err) != ST_OK)
		err_clear(&err);
	ui->keymap = d->given->keymap ? d->given->keymap : settings_text(d->files, "desk.keymap");
	ui->ascii = d->given->ascii || settings_int(d->files, "desk.ascii") != 0;
	text_ambiguous_wide(settings_int(d->files, "desk.ambiguous_wide") != 0);
}

int desk_run(const struct desk_options *options)
{
	struct desk d = { .hall_dir = options->hall_dir, .given = options };
	char *screens = file_join(options->hall_dir, "screens"), *keymaps = file_join(options->hall_dir, "keymaps");
	struct ui_options ui = {
		.app = &d, .commands = desk_commands, .command_count = desk_command_count,
		.screens = desk_screens, .keymaps = desk_keymaps, .screens_folder = screens, .keymaps_folder = keymaps,
		.mono = options->mono,
		.scan = scanned, .pressed = pressed, .served = served, .tick = each_minute, .rest = rest, .hang_up = hang_up, .idle = idle_line, .may = may,
	};
	struct err err;
	int code;

	read_settings(&d, &ui);
	enum status st = ui_start(&d.ui, &ui, &err);

	if (st == ST_OK)
		st = loop_signal(ui_loop(d.ui), SIGCHLD, child_gone, &d);
	if (st == ST_OK)
		st = view_open(d.ui, &login_view, NULL, &err);
	if (st == ST_OK) {
		loop_after(ui_loop(d.ui), 0, open_after_paint, &d);
		code = ui_run(d.ui);
	} else {
		code = status_exit(st);
	}
	ticket_leave(&d);
	intake_free(d.intake);
	agents_stop(d.agents);
	ui_end(d.ui);
	hall_close(d.hall);
	settings_free(d.files);
	if (st != ST_OK)
		fprintf(stderr, "yichuang: %s %s\n", err.code, err.text);
	free(screens);
	free(keymaps);
	return code;
}
