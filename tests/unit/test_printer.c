/* SPDX-License-Identifier: Apache-2.0 */
/* What may be written as a printer's address, and what a receipt printer says of itself. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>
#include <cmocka.h>

#include "base/mem.h"
#include "hall/printer.h"
#include "print/escpos_status.h"

static char hall[64], folder[128];

static int up(void **state)
{
	(void)state;
	snprintf(hall, sizeof hall, "/tmp/yichuang-printer-XXXXXX");
	assert_non_null(mkdtemp(hall));
	snprintf(folder, sizeof folder, "%s/papers", hall);
	assert_int_equal(mkdir(folder, 0700), 0);
	return 0;
}

static int down(void **state)
{
	(void)state;
	return rmdir(folder) | rmdir(hall);
}

static void good(void **state)
{
	static const struct { const char *text; struct printer_place is; } cases[] = {
		{ "", { PRINTER_QUEUE, LANGUAGE_USUAL, "", 0 } },
		{ "Slip80", { PRINTER_QUEUE, LANGUAGE_USUAL, "Slip80", 0 } },
		{ "tcp://10.1.2.3", { PRINTER_TCP, LANGUAGE_USUAL, "10.1.2.3", 9100 } },
		{ "tcp://10.1.2.3:9101?ps", { PRINTER_TCP, LANGUAGE_PS, "10.1.2.3", 9101 } },
		{ "tcp://10.1.2.3?escpos", { PRINTER_TCP, LANGUAGE_ESCPOS, "10.1.2.3", 9100 } },
		{ "tcp://[fd00::7]:65535?pdf", { PRINTER_TCP, LANGUAGE_PDF, "fd00::7", 65535 } },
		{ "tcp://[fd00::7]", { PRINTER_TCP, LANGUAGE_USUAL, "fd00::7", 9100 } },
		{ "usb:///dev/usb/lp0", { PRINTER_USB, LANGUAGE_USUAL, "/dev/usb/lp0", 0 } },
		{ "usb:///dev/usb/lp12?escpos", { PRINTER_USB, LANGUAGE_ESCPOS, "/dev/usb/lp12", 0 } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct printer_place p;
		struct err err;

		if (printer_place(hall, cases[i].text, &p, &err) != ST_OK)
			fail_msg("%s: %s", cases[i].text, err.text);
		if (p.way != cases[i].is.way || p.language != cases[i].is.language || p.port != cases[i].is.port ||
		    strcmp(p.name, cases[i].is.name) != 0)
			fail_msg("%s: %d %d %s %d", cases[i].text, (int)p.way, (int)p.language, p.name, p.port);
	}
}

static void bad(void **state)
{
	static const char *const cases[] = { "tcp://", "tcp://printer:9100", "tcp://10.1.2", "tcp://10.1.2.3:", "tcp://10.1.2.3:0",
		"tcp://10.1.2.3:65536", "tcp://10.1.2.3:91x", "tcp://10.1.2.3:-1", "tcp://10.1.2.3: 9100", "tcp://10.1.2.3?pcl", "tcp://10.1.2.3?",
		"tcp://[fd00::7", "tcp://[fd00::7]x", "tcp://fd00::7", "usb://", "usb:///dev/usb/lp", "usb:///dev/usb/lp0x", "usb:///dev/usb/lp0000",
		"usb:///dev/usb/../sda", "usb:///dev/sda", "usb:///dev/usb/lp0/../lp1", "usb:///dev/usb/lp-1", "http://10.1.2.3", "://x", "a/b",
		"/dev/usb/lp0", "TCP://10.1.2.3",
		"a-name-that-is-longer-than-any-queue-of-cups-may-be-which-is-127-bytes-and-no-more-as-its-own-header-says-in-the-comment-of-that-name" };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct printer_place p;
		struct err err;

		if (printer_place(hall, cases[i], &p, &err) != ST_REFUSED || strcmp(err.code, "E-5329") != 0)
			fail_msg("%s was taken", cases[i]);
	}
}

/* Only below the hall, wherever a link leads. */
static void folders(void **state)
{
	static const struct { const char *path; bool good; } cases[] = {
		{ "%/papers", true }, { "%/papers/", true }, { "%/new", true }, { "%/papers/new", true },
		{ "%", false }, { "%/", false }, { "%/.", false }, { "%/..", false }, { "%/papers/..", false }, { "%/papers/../../etc", false },
		{ "%/out", false }, { "%/out/x", false }, { "%/no/such", false }, { "%x", false }, { "/etc", false }, { "/", false }, { "papers", false }, { "", false },
	};
	char link[128];

	(void)state;
	snprintf(link, sizeof link, "%s/out", hall);
	assert_int_equal(symlink("/tmp", link), 0);
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		const char *rest = cases[i].path + (*cases[i].path == '%');
		char *text = mem_format("file://%s%s", *cases[i].path == '%' ? hall : "", rest);
		struct printer_place p;
		struct err err;
		enum status st = printer_place(hall, text, &p, &err);

		if (cases[i].good ? st != ST_OK || p.way != PRINTER_FILE : st != ST_REFUSED || strcmp(err.code, "E-5330") != 0)
			fail_msg("%s: %d", text, (int)st);
		free(text);
	}
	assert_int_equal(unlink(link), 0);
}

/* The bytes as the makers' manuals give them. */
static void answers(void **state)
{
	static const struct { int n; unsigned char byte; bool fault; const char *words; } cases[] = {
		{ 1, 0x12, false, "" }, { 1, 0x16, false, "" }, { 1, 0x1a, true, "离线" }, { 2, 0x12, false, "" }, { 2, 0x16, true, "盖子未合" },
		{ 2, 0x32, true, "缺纸" }, { 2, 0x36, true, "盖子未合,缺纸" }, { 2, 0x52, true, "打印机报告故障" }, { 3, 0x1a, true, "切刀卡住" },
		{ 3, 0x16, true, "机械故障,看有没有卡纸" }, { 3, 0x32, true, "故障,请关机再开" }, { 3, 0x52, true, "打印头过热,稍等" },
		{ 4, 0x12, false, "" }, { 4, 0x1e, false, "纸快用完" }, { 4, 0x7e, true, "缺纸,纸快用完" },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char words[160] = "";
		bool fault = false;

		assert_true(escpos_is_answer(cases[i].byte));
		escpos_answer(cases[i].n, cases[i].byte, &fault, words);
		assert_string_equal(words, cases[i].words);
		assert_int_equal(fault, cases[i].fault);
	}
	char words[160] = "";
	bool fault = false;
	escpos_answer(2, 0x32, &fault, words);                  /* what it is offline for says all */
	escpos_answer(1, 0x1a, &fault, words);
	assert_string_equal(words, "缺纸");
	for (int c = 0; c < 256; c++)                       /* bits 1 and 4 are set, 0 and 7 are not */
		assert_int_equal(escpos_is_answer((unsigned char)c), (c & 1) == 0 && (c & 2) && (c & 16) && (c & 128) == 0);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(good), cmocka_unit_test(bad), cmocka_unit_test_setup_teardown(folders, up, down),
		cmocka_unit_test(answers) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
