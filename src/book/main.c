/* SPDX-License-Identifier: Apache-2.0 */
/* yichuang-book: a workbook on standard input becomes tables on standard output, or the other way round (book.h). */
#include <locale.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <unistd.h>

#include "base/mem.h"
#include "book/book.h"

#define MEMORY_MOST ((rlim_t)1 << 30)
#define SECONDS_MOST 60

/* A hostile workbook ends this process, not the machine. The sanitizers' own memory is larger than any limit. */
static bool limit(void)
{
	const struct rlimit none = { 0, 0 }, seconds = { SECONDS_MOST, SECONDS_MOST };

	if (setrlimit(RLIMIT_CORE, &none) != 0 || setrlimit(RLIMIT_CPU, &seconds) != 0)
		return false;
#ifndef __SANITIZE_ADDRESS__
	const struct rlimit memory = { MEMORY_MOST, MEMORY_MOST };
	return setrlimit(RLIMIT_AS, &memory) == 0;
#else
	return true;
#endif
}

static bool say(const struct buf *b)
{
	for (size_t done = 0; done < b->len;) {
		ssize_t n = write(STDOUT_FILENO, b->data + done, b->len - done);
		if (n <= 0)
			return false;
		done += (size_t)n;
	}
	return !b->overflow;
}

static int read_book(void)
{
	struct buf answer;

	buf_init(&answer, 4 * TABLE_BYTES_MOST);
	xlsx_read(STDIN_FILENO, &answer);
	bool said = say(&answer);
	buf_release(&answer);
	return said ? 0 : status_exit(ST_IO);
}

static void no_fault(void *ctx, const struct err *fault)
{
	(void)ctx;
	(void)fault;
}

static int write_book(void)
{
	struct tables tables;
	struct buf bytes;
	char block[65536];
	ssize_t n;

	buf_init(&bytes, 4 * TABLE_BYTES_MOST);
	while ((n = read(STDIN_FILENO, block, sizeof block)) > 0)
		buf_add(&bytes, block, (size_t)n);
	tables_init(&tables);
	bool good = n == 0 && wire_read(bytes.data, bytes.len, "", &tables, no_fault, NULL) && xlsx_write(&tables, "/proc/self/fd/1");
	tables_release(&tables);
	buf_release(&bytes);
	return good ? 0 : status_exit(ST_IO);
}

int main(int argc, char **argv)
{
	setlocale(LC_ALL, "C.UTF-8");
	if (argc != 3 || strcmp(argv[1], PACKAGE_STRING) != 0) {
		fprintf(stderr, BOOK ": E-3001 由 yichuang 调用,版本须相同(本程序为 %s)\n", PACKAGE_STRING);
		return status_exit(ST_USAGE);
	}
	if (!limit() || prctl(PR_SET_PDEATHSIG, SIGKILL) != 0)
		return 71;
	return strcmp(argv[2], "read") == 0 ? read_book() : write_book();
}
