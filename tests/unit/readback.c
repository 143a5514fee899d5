/* SPDX-License-Identifier: Apache-2.0 */
#include "tests/unit/readback.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/mem.h"
#include "tests/print/papers.h"

static char folder[64];

char *readback_path(const char *name)
{
	return mem_format("%s/%s", folder, name);
}

char *readback(const char *const *argv)
{
	char *out = readback_path("out"), *text = NULL;
	posix_spawn_file_actions_t fds;
	extern char **environ;
	int status;
	size_t n;
	pid_t pid;

	posix_spawn_file_actions_init(&fds);
	posix_spawn_file_actions_addopen(&fds, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	if (posix_spawnp(&pid, argv[0], &fds, NULL, (char *const *)(uintptr_t)argv, environ) == 0) {
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			continue;
		if (WIFEXITED(status) && WEXITSTATUS(status) == 0)
			text = paper_slurp(out, &n);
	}
	posix_spawn_file_actions_destroy(&fds);
	free(out);
	return text;
}

char *readback_of(const char *program, const char *option, const char *file, const char *to)
{
	return option ? readback((const char *const[]){ program, option, file, to, NULL }) : readback((const char *const[]){ program, file, to, NULL });
}

char *readback_squeezed(const char *s)
{
	char *out = mem_text(s), *to = out;

	for (const char *c = s; *c; c++)
		if (*c != ' ' && *c != '\n' && *c != '\f')
			*to++ = *c;
	*to = '\0';
	return out;
}

int readback_open(void)
{
	const char *tmp = getenv("TMPDIR");

	snprintf(folder, sizeof folder, "%.40s/pdf-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	if (!mkdtemp(folder))
		return 99;
	char *version = readback_of("pdftotext", NULL, "-v", NULL);
	if (!version) {
		printf("SKIP: poppler-utils is not installed\n");
		rmdir(folder);
		return 77;
	}
	free(version);
	return 0;
}

void readback_close(const char *name)
{
	for (size_t i = 0; i < 2; i++) {
		char *file = readback_path(i ? "out" : name);

		unlink(file);
		free(file);
	}
	rmdir(folder);
}
