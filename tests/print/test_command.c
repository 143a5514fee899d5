/* SPDX-License-Identifier: Apache-2.0 */
/* `yichuang document` and `yichuang print-jobs`, as programs, on a hall with papers. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "tests/print/desk.h"

static struct desk desk;
static char number[24], text[1 << 16];

/* Runs `yichuang --hall DIR WORD…` (the words separated by blanks); what it prints is in `text`. */
static int run(const char *words)
{
	extern char **environ;
	char *copy = mem_text(words), *rest = copy, *word, *out = file_join(desk.f.dir, "out"), *got = NULL;
	const char *argv[24] = { "./yichuang", "--hall", desk.f.dir };
	posix_spawn_file_actions_t fds;
	size_t n = 3, size;
	int status = 0;
	pid_t pid;

	while ((word = strsep(&rest, " ")) != NULL && n < 23)
		argv[n++] = word;
	posix_spawn_file_actions_init(&fds);
	posix_spawn_file_actions_addopen(&fds, 1, out, O_WRONLY | O_CREAT | O_TRUNC, 0600);
	posix_spawn_file_actions_adddup2(&fds, 1, 2);
	assert_int_equal(posix_spawn(&pid, argv[0], &fds, NULL, (char *const *)(uintptr_t)argv, environ), 0);
	while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
		continue;
	posix_spawn_file_actions_destroy(&fds);
	if (conf_slurp(out, sizeof text - 1, &got, &size, NULL) == ST_OK)
		snprintf(text, sizeof text, "%s", got);
	free(got);
	free(out);
	free(copy);
	return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

static int runf(const char *format, const char *a)
{
	struct buf words;
	int rc;

	buf_init(&words, BUF_SMALL);
	for (const char *c = format; *c; c++)
		if (*c == '@')
			buf_text(&words, number);
		else if (*c == '%')
			buf_text(&words, a);
		else
			buf_char(&words, *c);
	rc = run(words.data);
	buf_release(&words);
	return rc;
}

static void expect(const char *format, int rc, const char *says)
{
	int got = runf(format, desk.f.dir);

	if (got != rc || !strstr(text, says))
		fail_msg("%s: %d, wanted %d and “%s”:\n%s", format, got, rc, says, text);
}

static void what_is_refused(void **state)
{
	static const struct { const char *words, *says; int rc; } cases[] = {
		{ "document", "E-3001", 64 }, { "document @ receipt", "E-3001", 64 }, { "document @ receipt --text --pdf x", "E-3001", 64 },
		{ "document @ materials --text --copy -1", "E-3001", 64 }, { "document @ materials --text --copy 10000", "E-3001", 64 },
		{ "document @ materials --text --paper A3", "E-3001", 64 }, { "document @ acceptance-notice --paper 80mm --pdf %/slip.pdf", "E-5327", 65 }, { "document @ materials --printer x --copy 1", "E-3001", 64 },
		{ "document @ receipt --text", "E-5027", 66 }, { "document @ ../../x --text", "E-5027", 66 },
		{ "document 9 materials --text", "E-6101", 66 }, { "document @ materials --text extra", "E-3001", 64 },
		{ "document @ materials --pdf /nowhere/x.pdf", "E-3111", 73 }, { "document @ materials --paper 58mm --pdf", "E-3001", 64 },
		{ "print-jobs retry", "E-3001", 64 }, { "print-jobs retry 0", "E-3001", 64 }, { "print-jobs burn 1", "E-3001", 64 },
		{ "print-jobs retry 9999", "E-5021", 66 }, { "print-jobs confirm 1", "E-5022", 65 },
		{ "catalogue sheet --text", "E-3001", 64 }, { "catalogue sheet xinshenger", "E-3001", 64 },
		{ "catalogue sheet xinshenger --text --printer x", "E-3001", 64 }, { "catalogue sheet xinshenger --pdf x --paper A3", "E-3001", 64 },
		{ "catalogue sheet xinshenger --printer x --paper A4", "E-3001", 64 }, { "catalogue sheet nosuch --text", "E-2030", 66 },
		{ "catalogue sheet xinshenger --answer q-wed=perhaps --text", "E-2032", 65 },
		{ "catalogue guide", "E-3001", 64 }, { "catalogue guide nosuch", "E-2030", 66 }, { "catalogue guide xinshenger --paper 58mm", "E-3001", 64 },
		{ "catalogue guide xinshenger --text --pdf x", "E-3001", 64 },
		{ "document ZX001202611239999 sheet --text", "E-6101", 66 },
		/* with CUPS down nobody knows the name, and the number of 补打 stays */
		{ "document @ materials --printer attic", "E-5328", 69 }, { "document @ materials --printer attic", "打印系统 CUPS 没有运行", 69 },
		{ "ticket take D --printer attic --window 3", "没有取号", 69 },
		{ "document @ materials --printer tcp://front-desk", "没有排入打印,补打次数不变", 65 }, { "document @ materials --printer usb:///dev/sda", "E-5329", 65 },
		{ "document @ materials --printer file:///etc", "E-5330", 65 }, { "document @ materials --printer file://%", "E-5330", 65 },
		{ "config set printer.slip tcp://front", "E-5329", 65 }, { "config set printer.a4 file:///etc", "E-5330", 65 },
		{ "config set printer.slip usb:///dev/usb/lp", "printer.slip", 65 },
		{ "print-jobs --state odd", "E-3001", 64 }, { "print-jobs --state odd --json", "\"code\":\"E-3001\"", 64 },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++)
		expect(cases[i].words, cases[i].rc, cases[i].says);
}

/* yichuang-print's own question, which knows addresses, too. */
static void as_an_address(void **state)
{
	static const struct { const char *name; int rc; } cases[] = { { "tcp://10.1.2.3", 0 }, { "usb:///dev/usb/lp0", 0 }, { "tcp://front", 65 },
		{ "file:///etc", 65 }, { "attic", 66 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *const argv[] = { "./yichuang-print", "--hall", desk.f.dir, "printer", cases[i].name, NULL };
		extern char **environ;
		int status = 0;
		pid_t pid;

		assert_int_equal(posix_spawn(&pid, argv[0], NULL, NULL, (char *const *)(uintptr_t)argv, environ), 0);
		while (waitpid(pid, &status, 0) < 0 && errno == EINTR)
			continue;
		assert_true(WIFEXITED(status));
		assert_int_equal(WEXITSTATUS(status), cases[i].rc);
	}
}

static void as_text(void **state)
{
	(void)state;
	expect("document @ acceptance-notice --text", 0, "受理通知书");
	assert_non_null(strstr(text, "李芳"));
	assert_null(strstr(text, "补打"));
	expect("document @ acceptance-notice --text --copy 3", 0, "补打 第3次");
	expect("document @ materials --text --paper 58mm", 0, "材料清单");
	expect("document @ materials --text --json", 0, "\"paper\":\"A5\"");
	expect("document @ materials --text --large --json", 0, "\"paper\":\"A4\"");
	expect("verify", 0, "");                                   /* the audit has it, and its chain holds */
}

static void as_pdf(void **state)
{
	char *path = file_join(desk.f.dir, "x.pdf");
	struct stat st;

	(void)state;
	expect("document @ acceptance-notice --pdf %/x.pdf --json", 0, "\"pdf\":");
	assert_int_equal(stat(path, &st), 0);
	assert_int_equal(st.st_mode & 0777, 0600);
	assert_true(st.st_size > 10000);
	expect("document @ materials --large --copy 1 --paper A4 --pdf %/x.pdf", 0, " materials 已存为 ");
	free(path);
}

/* The hall's own template of this kind; NULL takes it away. */
static void template(const char *kind, const char *content)
{
	char *folder = file_join(desk.f.dir, "documents"), *name = mem_format("%s.doc", kind), *path = file_join(folder, name);

	assert_int_equal(file_folder(folder, NULL), ST_OK);
	if (content)
		assert_int_equal(file_write(path, content, strlen(content), 0600, NULL), ST_OK);
	else
		assert_int_equal(unlink(path), 0);
	free(path);
	free(name);
	free(folder);
}

/* Papers go to a department only when the list of them can be made, and then say so. */
static void handing_over(void **state)
{
	char department[32], batch[24], words[80];

	(void)state;
	expect("handover --json", 0, "\"department\"");
	assert_int_equal(sscanf(text, "{\"department\":\"%31[^\"]", department), 1);
	snprintf(words, sizeof words, "handover %s --pdf /nowhere/x.pdf", department);
	expect(words, 73, "没有交接");
	snprintf(words, sizeof words, "\"department\":\"%s\"", department);
	expect("handover --json", 0, words);
	template("handover", "document handover \n");
	snprintf(words, sizeof words, "handover %s --pdf %%/batch.pdf", department);
	expect(words, 65, "E-5325");
	template("handover", NULL);
	assert_int_equal(sscanf(strstr(text, "已交接:批次 "), "已交接:批次 %23[A-Z0-9]", batch), 1);
	snprintf(words, sizeof words, "yichuang document %s handover --pdf ", batch);
	assert_non_null(strstr(text, words));
	snprintf(words, sizeof words, "document %s handover --pdf %%/batch.pdf", batch);
	expect(words, 0, "");
	expect("print-jobs --state failed", 0, batch);
}

/* A consultation sheet: before any dossier, by number afterwards. */
static void sheets(void **state)
{
	char *path = file_join(desk.f.dir, "sheet.pdf");
	char sheet[24], before[24];
	struct stat st;

	(void)state;
	snprintf(before, sizeof before, "%s", number);
	expect("catalogue sheet xinshenger --answer q-luohu=mother --text", 0, "随哪一方落户? 随母");
	assert_null(strstr(text, "ZX"));                         /* only read: nothing counted */
	expect("catalogue sheet xinshenger --text --paper 58mm --json", 0, "\"paper\":\"58mm\"");
	expect("catalogue sheet kai-dangao --pdf %/sheet.pdf", 0, " 已存为 ");
	assert_int_equal(sscanf(text, "办事一次性告知单 %23s", sheet), 1);
	assert_memory_equal(sheet, "ZX0012", 6);
	assert_string_equal(sheet + 13, "0001");
	assert_int_equal(stat(path, &st), 0);
	assert_true(st.st_size > 10000);
	expect("catalogue sheet kai-dangao --pdf /nowhere/x.pdf", 73, "没有编号");
	expect("print-jobs --state filed", 0, "办事一次性告知单");
	expect("print-jobs --state failed", 0, "没有要打的文书");
	expect("catalogue guide kai-shudian", 0, "行业综合许可证(一业一证)制发 即办 还要等 5、6");
	expect("catalogue guide kai-shudian --json", 0, "\"at_most\":true");
	expect("catalogue guide ershoufang --json", 0,
		"\"samples\":[{\"materials\":\"1、2\",\"names\":\"出让方(卖方)居民身份证、受让方(买方)居民身份证\",\"text\":\"样张:二代证");
	expect("catalogue guide ershoufang --text --large", 0, "样表和填写要点（示例，以窗口核对的为准）");
	expect("catalogue guide huwai-zhaopai --text --large", 0, "挂招牌");
	assert_null(strstr(text, "先后次序"));                   /* one item has none */
	expect("catalogue guide kai-dangao --paper A5 --large --pdf %/sheet.pdf", 0, "办事指南 ZN001");
	/* what fails behind the number says that it has one, and how it comes out after all */
	template("sheet", "document sheet \n");
	expect("catalogue sheet kai-dangao --pdf %/sheet.pdf", 65, "E-5325");
	template("sheet", NULL);
	assert_non_null(strstr(text, "0002 sheet --pdf"));
	assert_non_null(strstr(text, "yichuang print-jobs retry "));
	expect("print-jobs --state failed", 0, "文件没有写成");
	expect("catalogue sheet kai-dangao --printer tcp://127.0.0.1:9 --large --json", 0, "0003\",\"kind\":\"sheet\"");
	snprintf(number, sizeof number, "%s", sheet);
	expect("document @ sheet --text --copy 2", 0, "补打 第2次");
	expect("document @ sheet --printer tcp://127.0.0.1:9 --reason 卡纸", 0, "补打 第1次");
	snprintf(number, sizeof number, "%s", before);
	expect("verify", 0, "");
	free(path);
}

static void jobs(void **state)
{
	struct print_job job;

	(void)state;
	expect("print-jobs", 0, "受理通知书");
	expect("print-jobs list --state filed", 0, "没有要打的文书");
	expect("print-jobs --json", 0, "\"state\":\"pending\"");
	assert_true(desk_job(&desk, number, "materials", &job));
	assert_int_equal(job.id, 2);
	expect("print-jobs hold 2", 0, "已暂停");
	expect("print-jobs", 0, "暂停");
	expect("print-jobs hold 2", 0, "已暂停");
	expect("print-jobs retry 2 --json", 0, "\"done\":\"retry\"");
	assert_true(desk_job(&desk, number, "materials", &job));
	assert_int_equal(job.state, JOB_PENDING);
	/* no printer has had it: it goes to the other one as what it is */
	expect("document @ materials --printer tcp://127.0.0.1:9", 0, "材料清单,打印号 2:已排队,打印程序没有运行");
	expect("document @ materials --printer tcp://127.0.0.1:9 --json", 0, "\"outlook\":\"stopped\"");
	assert_true(desk_job(&desk, number, "materials", &job));
	assert_string_equal(job.destination, "tcp://127.0.0.1:9");
	assert_int_equal(job.copy_no, 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_is_refused), cmocka_unit_test(as_an_address), cmocka_unit_test(as_text), cmocka_unit_test(as_pdf),
		cmocka_unit_test(jobs), cmocka_unit_test(sheets), cmocka_unit_test(handing_over) };
	int failed;

	setenv("CUPS_SERVER", "/nowhere/cups.sock", 1);         /* whatever this machine has */
	desk_open(&desk);
	desk_accept(&desk, "xinshenger", OUTCOME_ACCEPT, number);
	failed = cmocka_run_group_tests(tests, NULL, NULL);
	desk_close(&desk);
	return failed;
}
