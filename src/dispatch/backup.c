/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/backup.h"

#include <fcntl.h>
#include <signal.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/log.h"
#include "hall/backup.h"

#define A_MINUTE_MS ((int64_t)60000)
#define LOOK_MS ((int64_t)1000)                  /* is it ready? */
#define AGAIN_MS (10 * A_MINUTE_MS)                /* after one that failed */

extern char **environ;

static pid_t start(struct backup_timer *t)
{
	char *program = file_program("yichuang");
	const char *argv[] = { program, "--hall", t->hall_dir, "backup", NULL };
	posix_spawn_file_actions_t to;
	posix_spawnattr_t how;
	sigset_t none;
	pid_t pid = -1;

	sigemptyset(&none);
	if (!program || posix_spawn_file_actions_init(&to) != 0)
		goto out;
	if (posix_spawnattr_init(&how) == 0) {
		if (posix_spawn_file_actions_addopen(&to, STDOUT_FILENO, "/dev/null", O_WRONLY, 0) != 0 ||
			posix_spawnattr_setsigmask(&how, &none) != 0 || posix_spawnattr_setflags(&how, POSIX_SPAWN_SETSIGMASK) != 0 ||
			posix_spawn(&pid, program, &to, &how, (char *const *)(uintptr_t)argv, environ) != 0)
			pid = -1;
		posix_spawnattr_destroy(&how);
	}
	posix_spawn_file_actions_destroy(&to);
out:
	free(program);
	return pid;
}

static void ended(struct backup_timer *t, int64_t now, enum backup_word word)
{
	if (word != BACKUP_FINE)
		log_line(LOG_WARNING, "backup: %s", word == BACKUP_LACKS ? "scans are missing or damaged" : "not made");
	t->word = word;
	t->child = 0;
	t->at = now + (word == BACKUP_FAILED ? AGAIN_MS : hall_int(t->hall, "backup.minutes") * A_MINUTE_MS);
}

static void look(struct backup_timer *t, int64_t now)
{
	int status;
	pid_t pid = waitpid(t->child, &status, WNOHANG);

	if (pid == 0)
		return;
	int code = pid > 0 && WIFEXITED(status) ? WEXITSTATUS(status) : -1;
	ended(t, now, code == 0 || code == status_exit(ST_BUSY) ? BACKUP_FINE : code == status_exit(ST_CORRUPT) ? BACKUP_LACKS : BACKUP_FAILED);
}

/* The first: when one is due by the last, and not while a desk that has just been opened wants the disk. */
static int64_t first(struct backup_timer *t, int64_t now)
{
	int64_t last = backup_last(t->hall), due = last ? last + hall_int(t->hall, "backup.minutes") * A_MINUTE_MS - clock_wall_ms() : 0;
	int64_t most = hall_int(t->hall, "backup.minutes") * A_MINUTE_MS;

	due = due > most ? most : due;                   /* a clock that was set back */
	return now + (due > t->after_ms ? due : t->after_ms);
}

int64_t backup_turn(struct backup_timer *t, int64_t now)
{
	if (t->child > 0)
		look(t, now);
	if (t->child > 0)
		return now + LOOK_MS;
	const int64_t every = hall_int(t->hall, "backup.minutes") * A_MINUTE_MS, most = every > t->after_ms ? every : t->after_ms;
	if (every == 0) {
		t->word = BACKUP_FINE;                   /* nobody wants one: the last that failed is no news */
		t->at = 0;
		return 0;
	}
	if (t->at == 0)
		t->at = first(t, now);
	t->at = t->at > now + most ? now + most : t->at; /* made more often from now on */
	if (now >= t->at && (t->child = start(t)) < 0)
		ended(t, now, BACKUP_FAILED);
	return t->child > 0 ? now + LOOK_MS : t->at;
}
