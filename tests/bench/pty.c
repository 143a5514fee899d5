/* SPDX-License-Identifier: Apache-2.0 */
/* bench-pty SCRIPT -- PROGRAM…
 *
 * Runs a program on a fresh terminal of 80x24 and measures what a person in front of it waits for, and what it takes
 * from the machine. The script has one step a line:
 *
 *   paint TEXT           waits until TEXT is on the screen and nothing comes for 100 ms: "start MS BYTES CPU-MS", counted
 *                        from exec to the last byte, and "first MS", to the bytes with which TEXT came
 *   wait TEXT            until TEXT is on the screen
 *   type TEXT            writes it at once, with \r \e \t …
 *   keys KEY…            the same with names of keys: F2 Enter Down
 *   phase NAME           begins a series of measured keys
 *   press COUNT KEY…     each in turn, COUNT in all, one after the other's paint: "key NAME MS BYTES", counted from the
 *                        write to the last byte before 20 ms of silence; "lost NAME" when nothing comes in 2 s
 *   settle MS            reads what comes so long
 *   mark NAME            "memory NAME dirty uss pss tree-dirty tree-uss tree-pss processes", KiB
 *   idle SECONDS NAME    "idle NAME wake-ups tree-wake-ups cpu-ms tree-cpu-ms"
 *   run COMMAND          of the shell, while the terminal is read; it must succeed. BENCH_PROGRAM is the program's number
 *   until SECONDS COMMAND   again and again until it succeeds
 *   repeat COUNT … end   not nested
 *   leave TEXT           types it and waits for the program's end; otherwise it gets SIGTERM */
#include "terminal.h"

#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/mem.h"
#include "now.h"
#include "tests/screen/script.h"
#include "usage.h"

#define START_QUIET_MS 100
#define KEY_QUIET_MS 20
#define KEY_LOST_MS 2000
#define WAIT_MS 10000

extern char **environ;

static struct terminal *t;
static char phase[64] = "keys";
static double started;

/* --- waiting ---------------------------------------------------------------------------------------------------- */

static bool wait_for(const char *text)
{
	double end = bench_now() + WAIT_MS;

	while (!terminal_shows(t, text))
		if (terminal_take(t, 50) < 0 || bench_now() > end) {
			fprintf(stderr, "bench-pty: never saw \"%s\"; the screen:\n", text);
			terminal_print(t, stderr);
			return false;
		}
	return true;
}

/* The moment of the last byte before the program fell silent. `first` is how long the first may take. */
static double last_byte(double from, int first, int quiet, size_t *bytes)
{
	double last = from;
	ssize_t n;

	*bytes = 0;
	while ((n = terminal_take(t, *bytes ? quiet : first)) > 0) {
		last = bench_now();
		*bytes += (size_t)n;
	}
	return last;
}

static bool step_wait(char *rest)
{
	return wait_for(rest);
}

static bool step_paint(char *rest)
{
	double last = started;
	size_t bytes = 0, more;
	ssize_t n;

	do {
		if ((n = terminal_take(t, WAIT_MS)) <= 0)
			return wait_for(rest);      /* says what is there instead */
		last = bench_now();
		bytes += (size_t)n;
	} while (!terminal_shows(t, rest));
	double after = last_byte(last, START_QUIET_MS, START_QUIET_MS, &more);
	printf("first %.3f\nstart %.3f %zu %.3f\n", last - started, after - started, bytes + more, usage_cpu_ms(t->pid));
	return true;
}

static bool step_settle(char *rest)
{
	double end = bench_now() + strtod(rest, NULL);

	while (bench_now() < end && terminal_take(t, (int)(end - bench_now()) + 1) >= 0)
		;
	return true;
}

/* --- keys ------------------------------------------------------------------------------------------------------- */

static bool send_text(const char *bytes, size_t n)
{
	return write(t->fd, bytes, n) == (ssize_t)n;
}

static bool step_type(char *rest)
{
	struct buf b;

	buf_init(&b, BUF_SMALL);
	script_escapes(&b, rest);
	bool fine = send_text(b.data, b.len);
	buf_release(&b);
	return fine;
}

static bool step_keys(char *rest)
{
	char *words[CONF_WORDS];
	int count = conf_split(rest, words);
	struct buf b;

	buf_init(&b, BUF_SMALL);
	for (int i = 0; i < count; i++)
		script_key(&b, words[i]);
	bool fine = count > 0 && send_text(b.data, b.len);
	buf_release(&b);
	return fine;
}

static bool step_phase(char *rest)
{
	snprintf(phase, sizeof phase, "%s", rest);
	return true;
}

static bool step_press(char *rest)
{
	char *words[CONF_WORDS], *end;
	long count = strtol(rest, &end, 10);
	int n = conf_split(end, words);
	struct buf b;
	bool fine = n > 0;

	buf_init(&b, BUF_SMALL);
	for (long i = 0; i < count && fine; i++) {
		size_t bytes;
		buf_clear(&b);
		script_key(&b, words[i % n]);
		double from = bench_now();
		fine = send_text(b.data, b.len);
		double last = last_byte(from, KEY_LOST_MS, KEY_QUIET_MS, &bytes);
		if (bytes)
			printf("key %s %.4f %zu\n", phase, last - from, bytes);
		else
			printf("lost %s\n", phase);
		terminal_digest(t);
	}
	buf_release(&b);
	return fine;
}

/* --- what it takes ---------------------------------------------------------------------------------------------- */

static bool step_mark(char *rest)
{
	struct usage self = { 0 }, tree = { 0 };

	usage_add(t->pid, false, &self);
	usage_add(t->pid, true, &tree);
	printf("memory %s %ld %ld %ld %ld %ld %ld %ld\n", rest, self.dirty, self.dirty + self.clean, self.pss, tree.dirty,
		tree.dirty + tree.clean, tree.pss, tree.processes);
	return true;
}

static bool step_idle(char *rest)
{
	char *name;
	double seconds = strtod(rest, &name), end = bench_now() + seconds * 1e3;
	struct usage self[2] = { 0 }, tree[2] = { 0 };

	usage_add(t->pid, false, &self[0]);
	usage_add(t->pid, true, &tree[0]);
	while (bench_now() < end && terminal_take(t, (int)(end - bench_now()) + 1) >= 0)
		;
	usage_add(t->pid, false, &self[1]);
	usage_add(t->pid, true, &tree[1]);
	printf("idle%s %ld %ld %.3f %.3f\n", name, self[1].wakeups - self[0].wakeups, tree[1].wakeups - tree[0].wakeups,
		self[1].cpu_ms - self[0].cpu_ms, tree[1].cpu_ms - tree[0].cpu_ms);
	return true;
}

/* --- others ----------------------------------------------------------------------------------------------------- */

/* Runs a command of the shell to its end, reading the terminal meanwhile. */
static bool shell(const char *command)
{
	char *argv[] = { mem_text("sh"), mem_text("-c"), mem_text(command), NULL };
	pid_t pid;
	int how = -1;

	if (posix_spawnp(&pid, "sh", NULL, NULL, argv, environ) == 0)
		while (waitpid(pid, &how, WNOHANG) == 0)
			(void)terminal_take(t, 5);
	for (int i = 0; i < 3; i++)
		free(argv[i]);
	return WIFEXITED(how) && WEXITSTATUS(how) == 0;
}

static bool step_run(char *rest)
{
	bool fine = shell(rest);

	if (!fine)
		fprintf(stderr, "bench-pty: failed: %s\n", rest);
	return fine;
}

static bool step_until(char *rest)
{
	char *command;
	double end = bench_now() + strtod(rest, &command) * 1e3;

	while (!shell(command))
		if (bench_now() > end) {
			fprintf(stderr, "bench-pty: never came true:%s\n", command);
			return false;
		}
	return true;
}

static bool step_leave(char *rest)
{
	bool fine = step_type(rest);

	return fine && terminal_ended(t, 5000);
}

static const struct step { const char *name; bool (*run)(char *rest); } steps[] = {
	{ "paint", step_paint }, { "wait", step_wait }, { "type", step_type }, { "keys", step_keys }, { "phase", step_phase },
	{ "press", step_press }, { "settle", step_settle }, { "mark", step_mark }, { "idle", step_idle }, { "run", step_run },
	{ "until", step_until }, { "leave", step_leave },
};

static bool run_line(const char *line)
{
	size_t n = strcspn(line, " ");
	char *rest = mem_text(line[n] ? line + n + 1 : "");
	bool known = false, fine = false;

	for (size_t i = 0; i < COUNT_OF(steps) && !known; i++)
		if (strlen(steps[i].name) == n && !strncmp(steps[i].name, line, n)) {
			known = true;
			fine = steps[i].run(rest);
		}
	if (!known)
		fprintf(stderr, "bench-pty: no such step: %s\n", line);
	free(rest);
	return fine;
}

static bool run_script(char **lines, size_t count)
{
	size_t begin = 0;
	long rounds = 0;

	for (size_t i = 0; i < count; i++) {
		if (!lines[i][0] || lines[i][0] == '#')
			continue;
		if (!strncmp(lines[i], "repeat ", 7)) {
			rounds = strtol(lines[i] + 7, NULL, 10);
			begin = i;
		} else if (!strcmp(lines[i], "end")) {
			if (--rounds > 0)
				i = begin;
		} else if (!run_line(lines[i])) {
			fprintf(stderr, "bench-pty: stopped at line %zu: %s\n", i + 1, lines[i]);
			return false;
		}
	}
	return true;
}

/* The script's lines point into `text`. */
static char **split_lines(char *text, size_t *count)
{
	char **lines = NULL;

	*count = 0;
	for (char *at = text, *end; *at; at = end) {
		end = at + strcspn(at, "\n");
		if (*end)
			*end++ = '\0';
		lines = mem_grow(lines, *count + 1, sizeof *lines);
		lines[(*count)++] = at;
	}
	return lines;
}

int main(int argc, char **argv)
{
	struct err err;
	char *text;
	size_t n, count;

	if (argc < 4 || strcmp(argv[2], "--") != 0) {
		fprintf(stderr, "bench-pty SCRIPT -- PROGRAM…\n");
		return 64;
	}
	if (conf_slurp(argv[1], BUF_LARGE, &text, &n, &err) != ST_OK) {
		fprintf(stderr, "bench-pty: %s\n", err.text);
		return status_exit(err.status);
	}
	char **lines = split_lines(text, &count);
	setvbuf(stdout, NULL, _IOLBF, 0);
	started = bench_now();
	t = terminal_start(argv + 3);
	char pid[16];
	snprintf(pid, sizeof pid, "%d", t ? (int)t->pid : 0);
	setenv("BENCH_PROGRAM", pid, 1);
	bool fine = t && run_script(lines, count);
	terminal_end(t);
	free(lines);
	free(text);
	return fine ? 0 : 1;
}
