/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "book/book.h"

/* Our side of yichuang-book: it gets two open files, one to read and one to write. Nothing waits on a pipe. */

static _Noreturn void become_book(const char *program, const char *verb, int in, int out, pid_t parent)
{
	if (prctl(PR_SET_PDEATHSIG, SIGKILL) != 0 || getppid() != parent || dup2(in, STDIN_FILENO) < 0 || dup2(out, STDOUT_FILENO) < 0)
		_exit(1);
	execl(program, BOOK, PACKAGE_STRING, verb, (char *)NULL);
	_exit(127);
}

static enum status run(const char *verb, int in, int out, struct err *err)
{
	char *program = file_program(BOOK);
	pid_t parent = getpid(), child;
	int status = 0;

	if (!program)
		return err_set(err, ST_NOINPUT, "E-5322", "找不到程序 " BOOK ",XLSX 文件没有处理;请重装程序,或改用 CSV");
	child = fork();
	if (child == 0)
		become_book(program, verb, in, out, parent);
	while (child > 0 && waitpid(child, &status, 0) < 0 && errno == EINTR)
		continue;
	free(program);
	if (child > 0 && WIFEXITED(status) && WEXITSTATUS(status) == 0)
		return ST_OK;
	return err_set(err, ST_IO, "E-5323", "程序 " BOOK " 中途停止(%d),XLSX 文件没有处理;文件可能是坏的,可改用 CSV", status);
}

static enum status answer_of(int fd, size_t most, struct buf *out, struct err *err)
{
	char block[65536];
	ssize_t n = 1;

	if (lseek(fd, 0, SEEK_SET) != 0)
		return err_set(err, ST_IO, "E-5323", "程序 " BOOK " 的结果读不出:%s", err_reason(errno));
	buf_init(out, most);
	while (n > 0 && !out->overflow) {
		n = read(fd, block, sizeof block);
		if (n > 0)
			buf_add(out, block, (size_t)n);
	}
	return n == 0 && !out->overflow ? ST_OK : err_set(err, ST_IO, "E-5323", "程序 " BOOK " 的结果读不出");
}

/* --- reading ---------------------------------------------------------------------------------------------------------- */

static enum status open_book(const char *path, int *fd, struct err *err)
{
	struct stat s;

	*fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY);
	if (*fd < 0)
		return err_at(err, errno == EACCES ? ST_DENIED : ST_NOINPUT, "E-3101", path, "文件 %s 打不开:%s", path, err_reason(errno));
	if (fstat(*fd, &s) == 0 && S_ISREG(s.st_mode) && s.st_size <= (off_t)TABLE_BYTES_MOST)
		return ST_OK;
	close(*fd);
	return err_at(err, ST_LIMIT, "E-2005", path, "%s 不是普通文件,或超过 %zu MiB 的上限,未读取", path, TABLE_BYTES_MOST >> 20);
}

struct hearing { book_fault_fn *fault; void *ctx; struct err first; size_t count; };

static void heard(void *ctx, const struct err *fault)
{
	struct hearing *h = ctx;

	if (!h->count++)
		h->first = *fault;
	if (h->fault)
		h->fault(h->ctx, fault);
}

enum status book_read(const char *path, struct tables *out, book_fault_fn *fault, void *ctx, struct err *err)
{
	struct hearing h = { .fault = fault, .ctx = ctx };
	struct buf bytes;
	struct err own;
	int in, answer = -1;
	enum status st = open_book(path, &in, &own);

	tables_init(out);
	buf_init(&bytes, 1);
	if (st == ST_OK) {
		answer = memfd_create("tables", MFD_CLOEXEC);
		st = answer < 0 ? err_set(&own, ST_IO, "E-5323", "没有内存可用:%s", err_reason(errno)) : run("read", in, answer, &own);
		close(in);
	}
	if (st == ST_OK)
		st = answer_of(answer, 4 * TABLE_BYTES_MOST, &bytes, &own);
	if (st == ST_OK && !wire_read(bytes.data, bytes.len, path, out, heard, &h))
		st = err_at(&own, ST_IO, "E-5323", path, "程序 " BOOK " 的结果不完整,XLSX 文件没有处理");
	if (st != ST_OK)
		heard(&h, &own);
	buf_release(&bytes);
	if (answer >= 0)
		close(answer);
	if (h.count && err)
		*err = h.first;
	return h.count ? h.first.status : ST_OK;
}

/* --- writing ---------------------------------------------------------------------------------------------------------- */

static enum status check_lengths(const struct table *t, const char *title, struct err *err)
{
	char letters[8];

	for (size_t r = 0; r < t->count; r++)
		for (size_t c = 0; c < t->rows[r].count; c++)
			if (strlen(t->rows[r].cells[c].text) > BOOK_CELL_MOST && text_count(t->rows[r].cells[c].text) > BOOK_CELL_MOST)
				return err_at(err, ST_LIMIT, "E-2078", title, "表「%s」第%zu行%s列的文字超过 %d 字,XLSX 放不下;请改用 CSV 或 JSON", title,
					r + 1, table_column(c, letters), BOOK_CELL_MOST);
	return ST_OK;
}

enum status book_write(const struct tables *t, const char *const *titles, struct buf *out, struct err *err)
{
	struct buf request;
	enum status st = ST_OK;
	int in = memfd_create("tables", MFD_CLOEXEC), answer = memfd_create("book", MFD_CLOEXEC);

	buf_init(&request, 4 * TABLE_BYTES_MOST);
	for (size_t i = 0; i < t->count && st == ST_OK; i++) {
		struct table named = *t->list[i];
		named.name = titles[i];
		wire_table(&named, &request);
		st = check_lengths(t->list[i], titles[i], err);
	}
	wire_end(&request);
	if (st == ST_OK && (in < 0 || answer < 0 || request.overflow || write(in, request.data, request.len) != (ssize_t)request.len ||
		lseek(in, 0, SEEK_SET) != 0))
		st = err_set(err, ST_IO, "E-5323", "表太大,没有写成 XLSX");
	if (st == ST_OK && (st = run("write", in, answer, err)) == ST_OK) {
		struct buf bytes;
		st = answer_of(answer, 4 * TABLE_BYTES_MOST, &bytes, err);
		buf_add(out, bytes.data, bytes.len);
		buf_release(&bytes);
	}
	buf_release(&request);
	if (in >= 0)
		close(in);
	if (answer >= 0)
		close(answer);
	return st;
}
