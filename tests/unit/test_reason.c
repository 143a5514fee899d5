/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "print/cups.h"

static void words(void **state)
{
	static const struct { const char *keyword, *says; bool fault; } cases[] = {
		{ "none", "", false }, { "media-empty", "缺纸", true }, { "media-empty-error", "缺纸", true },
		{ "media-empty-warning", "缺纸", true }, { "media-empty-report", "缺纸", true }, { "media-needed", "缺纸", true },
		{ "media-low-warning", "纸快用完", false }, { "media-jam-error", "卡纸", true }, { "cover-open", "盖子未合", true },
		{ "door-open-error", "门未关", true }, { "offline-report", "离线", true }, { "paused", "已暂停", true },
		{ "stopped", "已停止", true }, { "connecting-to-device", "连不上打印机", true }, { "toner-low-report", "粉快用完", false },
		{ "cups-waiting-for-job-completed", "", false }, { "cups-missing-filter-warning", "缺少打印驱动", true },
		{ "com.example-odd-error", "故障:com.example-odd", true }, { "", "故障:", true },
		{ "-error", "故障:-error", true },
		{ "odd\xe2\x80\xae\x1b[2J", "故障:odd⟨U+202E⟩⟨U+001B⟩[2J", true }, { "\xff\xe4\xb8", "故障:⟨ff⟩⟨e4⟩⟨b8⟩", true },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		char out[64];
		bool fault;

		reason_words(cases[i].keyword, &fault, out);
		if (strcmp(out, cases[i].says) != 0 || fault != cases[i].fault)
			fail_msg("%s: “%s” %d", cases[i].keyword, out, fault);
	}
}

/* An unknown word may be anything: 64 KB, escapes, half a character. */
static void hostile(void **state)
{
	struct buf word;

	(void)state;
	buf_init(&word, BUF_LARGE);
	for (int i = 0; i < 65536; i++)
		buf_char(&word, (char)(1 + (i * 7 + i / 255) % 255));
	for (size_t from = 0; from < 600; from++) {
		char out[64];
		bool fault;
		size_t position;

		reason_words(word.data + from, &fault, out);
		assert_true(strlen(out) < sizeof out);
		assert_int_equal(text_check(out, strlen(out), &position), TEXT_FINE);
	}
	buf_release(&word);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(words), cmocka_unit_test(hostile) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
