/* SPDX-License-Identifier: Apache-2.0 */
/* screen-run SCRIPT.t: drives a program through a pseudo-terminal and looks at what it shows.
 *
 * A script is lines of words (quotes keep blanks, # begins a comment); $TMP is a fresh folder, $SRC and $BUILD the trees:
 *
 *     sh "COMMAND"                            must end in 0
 *     start 80x24 [NAME=VALUE…] PROGRAM [ARGUMENT…]    a PROGRAM without / is of the build tree
 *     send KEY|TEXT…                          all at once: F2 Enter C-p Tab, else text
 *     type "TEXT"                             text only, even "Tab"
 *     paste "TEXT" [N]                        as a terminal with bracketed paste sends it, N times the text
 *     raw "BYTES"                             with \e \r \n \t \xNN
 *     scan FILE                               what a file holds, as a scanner would send it: at once, with Enter, a pause
 *     slow MS "BYTES"                         one byte after the other with gaps
 *     repeat N KEY|TEXT…                      send, N times
 *     fill WORD…                              each word typed as text, with Enter after it; ^2 ^F5 are sent as keys
 *     flood N                                 N bytes of seeded noise
 *     see "TEXT" [within MS]   gone "TEXT" [within MS]
 *     row N "TEXT"                            the row begins with the text, without blanks at its begin
 *     line "TEXT"                             a row has the text, however many blanks stand where it has one
 *     cursor ROW COLUMN        look ROW COLUMN "reverse bold …"
 *     snap NAME                               the screen is tests/screen/NAME.screen (rewritten when GOLDEN=1)
 *     resize 132x43            kill HUP|TERM|SEGV|KILL            hangup: the terminal goes away
 *     keys                                    forgets the keys of the sends so far
 *     keys at-most N                          no more than N keys since; text of type and paste is not counted
 *     include FILE                            its lines, as if they stood here
 *     exit CODE                               the program ends so
 *     leave                                   what runs here is let go now, as at the end: its files are not written any more
 *     other                                   the other one of two terminals: the next start is for it, or it is looked at again
 *     file PATH has|lacks "TEXT"              waits for it
 *     forgets "TEXT"                          it is neither on the terminal nor in what scrolled out of it, of whatever kind that is
 *     clean                                   nothing forbidden has been written to the terminal (T8)
 *
 * What still runs at the end, or when another takes its terminal, is sent SIGHUP and must end with 129: so a sanitizer
 * has its say about every script. Rows and columns count from 0. Each line that checks something is one result; the first that fails shows the screen. */
#include <limits.h>
#include <poll.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "screen.h"
#include "script.h"
#include "ui/key.h"

#define DEADLINE 5000        /* a loaded machine is slow; a wait that succeeds does not take it */
#define FILE_MOST ((size_t)4 * 1024 * 1024)

struct run {
	struct screen *screen, *other;
	char *tmp, *source, *build;
	const char *script;
	bool golden;
	int keys;                    /* sent since the last `keys` */
};

static bool failed(const struct run *r, const char *fault, const char *what)
{
	printf("# %s: %s\n", fault, what);
	struct buf picture;
	buf_init(&picture, BUF_LARGE);
	if (r->screen)
		screen_picture(r->screen, &picture);
	for (const char *at = picture.data; *at;) {
		int n = (int)strcspn(at, "\n");
		printf("# %.*s\n", n, at);
		at += n + (at[n] == '\n');
	}
	buf_release(&picture);
	return false;
}

/* Ends what runs on a terminal, if anything does; false when it does not go as a program should. */
static bool let_go(const struct run *r, struct screen **s)
{
	bool good = !*s || screen_leave(*s, DEADLINE) || failed(r, "was sent SIGHUP and did not end with 129", r->script);
	screen_end(*s);
	*s = NULL;
	return good;
}

/* ---- statements --------------------------------------------------------------------------------------------- */

static bool do_sh(struct run *r, int count, char **w)
{
	(void)count;
	pid_t pid = fork();
	if (pid == 0) {
		(void)setenv("TMP", r->tmp, 1);
		(void)setenv("SRC", r->source, 1);
		(void)setenv("BUILD", r->build, 1);
		(void)execl("/bin/sh", "sh", "-ec", w[1], (char *)NULL);
		_exit(127);
	}
	int status;
	bool good = pid > 0 && waitpid(pid, &status, 0) == pid && WIFEXITED(status) && WEXITSTATUS(status) == 0;
	return good || failed(r, "failed", w[1]);
}

static bool do_start(struct run *r, int count, char **w)
{
	struct screen_options o = { 0 };
	int first = 2;
	char *env[CONF_WORDS], *program;
	size_t n = 0;
	if (count < 3 || !script_size(w[1], &o.columns, &o.rows))
		return failed(r, "bad line", "start SIZE PROGRAM");
	while (first < count && strchr(w[first], '=') && w[first][0] != '/')
		env[n++] = w[first++];
	env[n] = NULL;
	if (first == count)
		return failed(r, "bad line", "start without program");
	program = strchr(w[first], '/') ? mem_text(w[first]) : mem_format("%s/%s", r->build, w[first]);
	char *argv[CONF_WORDS + 1] = { program };
	for (int i = first + 1; i < count; i++)
		argv[i - first] = w[i];
	o.argv = argv;
	o.env = env;
	bool went = let_go(r, &r->screen);
	r->screen = screen_start(&o);
	free(program);
	return went && (r->screen || failed(r, "cannot start", w[first]));
}

static bool do_leave(struct run *r, int count, char **w)
{
	(void)count, (void)w;
	return let_go(r, &r->screen);
}

static bool do_send(struct run *r, int count, char **w)
{
	struct buf bytes;
	buf_init(&bytes, BUF_LARGE);
	for (int i = 1; i < count; i++) {
		script_key(&bytes, w[i]);
		r->keys += key_from_name(w[i]) != K_NONE ? 1 : (int)text_count(w[i]);
	}
	bool good = screen_send(r->screen, bytes.data, bytes.len);
	buf_release(&bytes);
	return good || failed(r, "not taken", w[1]);
}

static bool do_repeat(struct run *r, int count, char **w)
{
	int times;
	if (count < 3 || !script_number(w[1], &times))
		return failed(r, "bad line", "repeat N KEY…");
	for (int i = 0; i < times; i++)
		if (!do_send(r, count - 1, w + 1))
			return false;
	return true;
}

static bool do_type(struct run *r, int count, char **w)
{
	(void)count;
	return screen_send(r->screen, w[1], strlen(w[1])) || failed(r, "not taken", w[1]);
}

static bool do_fill(struct run *r, int count, char **w)
{
	for (int i = 1; i < count; i++) {
		char enter[] = "Enter", *key[] = { w[0], w[i][0] == '^' ? w[i] + 1 : enter };
		if ((w[i][0] != '^' && !do_type(r, 2, w + i - 1)) || !do_send(r, 2, key))
			return false;
	}
	return true;
}

static bool do_raw(struct run *r, int count, char **w)
{
	struct buf bytes;
	(void)count;
	buf_init(&bytes, BUF_LARGE);
	script_escapes(&bytes, w[1]);
	bool good = screen_send(r->screen, bytes.data, bytes.len);
	buf_release(&bytes);
	return good || failed(r, "not taken", w[1]);
}

static bool do_paste(struct run *r, int count, char **w)
{
	struct buf bytes;
	int times = 1;
	if (count > 2 && !script_number(w[2], &times))
		return failed(r, "bad line", "paste TEXT N");
	buf_init(&bytes, FILE_MOST);
	buf_text(&bytes, "\033[200~");
	for (int i = 0; i < times; i++)
		script_escapes(&bytes, w[1]);
	buf_text(&bytes, "\033[201~");
	bool good = screen_send(r->screen, bytes.data, bytes.len);
	buf_release(&bytes);
	return good || failed(r, "not taken", w[1]);
}

static bool do_scan(struct run *r, int count, char **w)
{
	struct err err;
	char *text;
	size_t n;
	(void)count;
	if (conf_slurp(w[1], FILE_MOST, &text, &n, &err))
		return failed(r, "cannot be read", w[1]);
	n = strcspn(text, "\r\n");
	text[n] = '\r';                                      /* in the place of what ended it */
	bool good = screen_send(r->screen, text, n + 1);
	(void)poll(NULL, 0, 60);                              /* a scan ends with a pause: what comes at once belongs to it */
	free(text);
	return good || failed(r, "not taken", w[1]);
}

/* Time is the input here: a scanner's or a person's pace. */
static bool do_slow(struct run *r, int count, char **w)
{
	struct buf bytes;
	int gap;
	if (count != 3 || !script_number(w[1], &gap))
		return failed(r, "bad line", "slow MS \"BYTES\"");
	buf_init(&bytes, BUF_LARGE);
	script_escapes(&bytes, w[2]);
	bool good = true;
	for (size_t i = 0; good && i < bytes.len; i++) {
		good = screen_send(r->screen, bytes.data + i, 1);
		(void)poll(NULL, 0, gap);
	}
	buf_release(&bytes);
	return good || failed(r, "not taken", w[2]);
}

static bool do_flood(struct run *r, int count, char **w)
{
	int n;
	(void)count;
	if (!script_number(w[1], &n))
		return failed(r, "bad line", "flood N");
	char *noise = mem_array((size_t)n + 1, 1);
	script_noise(noise, (size_t)n);
	bool good = screen_send(r->screen, noise, (size_t)n);
	free(noise);
	return good || failed(r, "not taken", w[1]);
}

static bool has_text(struct screen *s, const void *ctx)
{
	return screen_find(s, ctx) >= 0;
}

static bool lacks_text(struct screen *s, const void *ctx)
{
	return screen_find(s, ctx) < 0;
}

static int deadline(int count, char **w)
{
	int ms;
	return count == 4 && !strcmp(w[2], "within") && script_number(w[3], &ms) ? ms : DEADLINE;
}

static bool do_see(struct run *r, int count, char **w)
{
	return screen_wait(r->screen, has_text, w[1], deadline(count, w)) || failed(r, "not seen", w[1]);
}

static bool do_gone(struct run *r, int count, char **w)
{
	return screen_wait(r->screen, lacks_text, w[1], deadline(count, w)) || failed(r, "still seen", w[1]);
}

struct row_text { int row; const char *text; };

static bool row_begins(struct screen *s, const void *ctx)
{
	const struct row_text *want = ctx;
	struct buf row;
	buf_init(&row, BUF_SMALL);
	buf_char(&row, ' ');
	screen_row(s, want->row, &row);
	const char *at = row.data + strspn(row.data, " ");
	bool good = !strncmp(at, want->text, strlen(want->text));
	buf_release(&row);
	return good;
}

static bool do_row(struct run *r, int count, char **w)
{
	struct row_text want = { 0, w[2] };
	if (count != 3 || !script_number(w[1], &want.row) || want.row >= screen_rows(r->screen))
		return failed(r, "bad line", "row N \"TEXT\"");
	return screen_wait(r->screen, row_begins, &want, DEADLINE) || failed(r, "the row is different", w[2]);
}

static bool has_line(struct screen *s, const void *ctx)
{
	struct buf row, plain;
	bool found = false;
	buf_init(&row, BUF_LARGE);
	buf_init(&plain, BUF_LARGE);
	for (int i = 0; i < screen_rows(s) && !found; i++) {
		buf_clear(&row);
		buf_clear(&plain);
		buf_char(&row, ' ');
		screen_row(s, i, &row);
		script_squeeze(row.data, &plain);
		found = strstr(plain.data, ctx) != NULL;
	}
	buf_release(&row);
	buf_release(&plain);
	return found;
}

static bool do_line(struct run *r, int count, char **w)
{
	(void)count;
	return screen_wait(r->screen, has_line, w[1], DEADLINE) || failed(r, "no such line", w[1]);
}

struct place { int row, column; const char *look; };

static bool cursor_is(struct screen *s, const void *ctx)
{
	const struct place *want = ctx;
	int row, column;
	screen_cursor(s, &row, &column);
	return row == want->row && column == want->column;
}

static bool do_cursor(struct run *r, int count, char **w)
{
	struct place want = { 0 };
	if (count != 3 || !script_number(w[1], &want.row) || !script_number(w[2], &want.column))
		return failed(r, "bad line", "cursor ROW COLUMN");
	return screen_wait(r->screen, cursor_is, &want, DEADLINE) || failed(r, "cursor is not there", w[2]);
}

static bool look_is(struct screen *s, const void *ctx)
{
	const struct place *want = ctx;
	struct buf look;
	buf_init(&look, BUF_SMALL);
	screen_look(s, want->row, want->column, &look);
	bool good = !strcmp(look.data + 1, want->look);
	buf_release(&look);
	return good;
}

static bool do_look(struct run *r, int count, char **w)
{
	struct place want = { 0, 0, w[3] };
	if (count != 4 || !script_number(w[1], &want.row) || !script_number(w[2], &want.column))
		return failed(r, "bad line", "look ROW COLUMN LOOK");
	return screen_wait(r->screen, look_is, &want, DEADLINE) || failed(r, "looks different", w[3]);
}

static bool picture_is(struct screen *s, const void *ctx)
{
	struct buf now;
	buf_init(&now, BUF_LARGE);
	screen_picture(s, &now);
	bool same = !strcmp(now.data, ctx);
	buf_release(&now);
	return same;
}

static bool do_snap(struct run *r, int count, char **w)
{
	struct err err;
	char *path = mem_format("%s/tests/screen/%s.screen", r->source, w[1]), *want = NULL;
	size_t n;
	bool good = false;
	(void)count;
	if (r->golden) {
		struct buf now;
		screen_settle(r->screen, 250);
		buf_init(&now, BUF_LARGE);
		screen_picture(r->screen, &now);
		good = !file_write(path, now.data, now.len, 0644, &err);
		buf_release(&now);
	} else if (!conf_slurp(path, FILE_MOST, &want, &n, &err)) {
		good = screen_wait(r->screen, picture_is, want, DEADLINE);
	}
	if (!good)
		(void)failed(r, "is not as in", path);
	if (!good && want)
		script_compare(r->screen, want);
	free(path);
	free(want);
	return good;
}

static bool do_resize(struct run *r, int count, char **w)
{
	int rows, columns;
	(void)count;
	if (!script_size(w[1], &columns, &rows))
		return failed(r, "bad line", "resize 80x24");
	screen_resize(r->screen, rows, columns);
	return true;
}

static bool do_kill(struct run *r, int count, char **w)
{
	(void)count;
	int signo = script_signal(w[1]);
	if (!signo)
		return failed(r, "bad line", "kill SIGNAL");
	return kill(screen_pid(r->screen), signo) == 0 || failed(r, "cannot kill", w[1]);
}

static bool do_hangup(struct run *r, int count, char **w)
{
	(void)count, (void)w;
	screen_hangup(r->screen);
	return true;
}

static bool do_keys(struct run *r, int count, char **w)
{
	char text[60];
	int most;
	if (count == 1) {
		r->keys = 0;
		return true;
	}
	if (count != 3 || !script_number(w[2], &most))
		return failed(r, "bad line", "keys at-most N");
	(void)snprintf(text, sizeof text, "%d keys, more than %d", r->keys, most);
	return r->keys <= most || failed(r, "too many keys", text);
}

static bool do_exit(struct run *r, int count, char **w)
{
	int want, got = screen_exit(r->screen, DEADLINE);
	char text[40];
	(void)count;
	if (!script_number(w[1], &want))
		return failed(r, "bad line", "exit CODE");
	(void)snprintf(text, sizeof text, "%d, not %d", got, want);
	return got == want || failed(r, "ended with", text);
}

static bool do_other(struct run *r, int count, char **w)
{
	struct screen *now = r->screen;
	(void)count, (void)w;
	r->screen = r->other, r->other = now;
	return true;
}

struct file_text { const char *path, *text; };

static bool file_has(struct screen *s, const void *ctx)
{
	const struct file_text *want = ctx;
	struct err err;
	char *text;
	size_t n;
	(void)s;
	if (conf_slurp(want->path, FILE_MOST, &text, &n, &err))
		return false;
	bool good = strstr(text, want->text) != NULL;
	free(text);
	return good;
}

static bool do_file(struct run *r, int count, char **w)
{
	struct file_text want = { w[1], count > 3 ? w[3] : "" };
	bool has = count > 3 && !strcmp(w[2], "has");
	if (count != 4 || (!has && strcmp(w[2], "lacks") != 0))
		return failed(r, "bad line", "file PATH has|lacks \"TEXT\"");
	for (int i = 0; has && i < DEADLINE / 10 && !file_has(r->screen, &want); i++)
		if (!screen_pump(r->screen, 10))
			(void)poll(NULL, 0, 1);
	return file_has(r->screen, &want) == has || failed(r, has ? "not in the file" : "in the file", want.text);
}

static bool do_clean(struct run *r, int count, char **w)
{
	struct buf what;
	(void)count, (void)w;
	buf_init(&what, BUF_SMALL);
	screen_settle(r->screen, 50);
	bool bad = screen_unclean(r->screen, &what);
	if (bad)
		(void)failed(r, "forbidden bytes", what.data);
	buf_release(&what);
	return !bad;
}

static bool do_forgets(struct run *r, int count, char **w)
{
	(void)count;
	screen_settle(r->screen, 50);
	return !screen_remembers(r->screen, w[1]) || failed(r, "is still there", w[1]);
}

static bool do_include(struct run *r, int count, char **w);

static const struct { const char *name; int words; bool (*run)(struct run *r, int count, char **w); bool alone; } statements[] = {
	{ "sh", 2, do_sh, true }, { "start", 3, do_start, true }, { "send", 2, do_send, false }, { "type", 2, do_type, false },
	{ "paste", 2, do_paste, false }, { "raw", 2, do_raw, false }, { "slow", 3, do_slow, false },
	{ "repeat", 3, do_repeat, false }, { "flood", 2, do_flood, false }, { "see", 2, do_see, false },
	{ "gone", 2, do_gone, false }, { "row", 3, do_row, false }, { "cursor", 3, do_cursor, false },
	{ "look", 4, do_look, false }, { "snap", 2, do_snap, false }, { "resize", 2, do_resize, false },
	{ "kill", 2, do_kill, false }, { "exit", 2, do_exit, false }, { "file", 4, do_file, true }, { "clean", 1, do_clean, false },
	{ "scan", 2, do_scan, false }, { "line", 2, do_line, false }, { "hangup", 1, do_hangup, false },
	{ "keys", 1, do_keys, true }, { "include", 2, do_include, true }, { "other", 1, do_other, true }, { "fill", 2, do_fill, false },
	{ "forgets", 2, do_forgets, false }, { "leave", 1, do_leave, true },
};

/* ---- the script --------------------------------------------------------------------------------------------- */

static enum status run_row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct run *r = ctx;
	char *w[CONF_WORDS + 1] = { NULL };
	bool good = false, known = false;
	for (int i = 0; i < count; i++)
		w[i] = script_replace(words[i], (const char *const[]){ r->tmp, r->source, r->build });
	for (size_t i = 0; !known && i < COUNT_OF(statements); i++)
		if (!strcmp(statements[i].name, w[0])) {
			known = true;
			if (count < statements[i].words)
				(void)failed(r, "too few words", w[0]);
			else if (!r->screen && !statements[i].alone)
				(void)failed(r, "nothing was started before", w[0]);
			else
				good = statements[i].run(r, count, w);
		}
	if (!known)
		(void)failed(r, "unknown statement", w[0]);
	for (int i = 0; i < count; i++)
		free(w[i]);
	return good ? ST_OK : err_set(err, ST_DATA, "", "%s:%d", r->script, line);
}

static bool do_include(struct run *r, int count, char **w)
{
	struct err err;
	char *text;
	size_t n;
	(void)count;
	if (conf_slurp(w[1], FILE_MOST, &text, &n, &err))
		return failed(r, "cannot be read", w[1]);
	enum status st = conf_read_text(w[1], text, n, run_row, r, &err);
	free(text);
	return !st || failed(r, "in", err.where);
}

static int run_script(struct run *r, const char *path)
{
	struct err err;
	char *text;
	size_t n;
	r->script = path;
	if (conf_slurp(path, FILE_MOST, &text, &n, &err)) {
		printf("not ok - %s\n", err.text);
		return 1;
	}
	enum status st = conf_read_text(path, text, n, run_row, r, &err);
	free(text);
	bool good = let_go(r, &r->other) && !st;
	good = let_go(r, &r->screen) && good;
	printf("%sok - %s\n", good ? "" : "not ", st ? err.where : path);
	return !good;
}

int main(int argc, char **argv)
{
	const char *source = getenv("srcdir"), *build = getenv("builddir"), *tmp = getenv("TMPDIR");
	const char *golden = getenv("GOLDEN");
	struct run r = { .golden = golden && *golden == '1' };
	char folder[PATH_MAX];
	int bad = 0;
	(void)signal(SIGPIPE, SIG_IGN);
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	(void)snprintf(folder, sizeof folder, "%s/screen.XXXXXX", tmp ? tmp : "/tmp");
	r.tmp = mkdtemp(folder);
	r.source = realpath(source ? source : ".", NULL);
	r.build = realpath(build ? build : ".", NULL);
	if (!r.tmp || !r.source || !r.build || argc < 2) {
		(void)fprintf(stderr, "usage: screen-run SCRIPT.t…\n");
		return 99;
	}
	for (int i = 1; i < argc; i++)
		bad |= run_script(&r, argv[i]);
	char remove_all[] = "rm -rf \"$TMP\"";
	(void)do_sh(&r, 2, (char *[]){ NULL, remove_all });
	free(r.source);
	free(r.build);
	return bad;
}
