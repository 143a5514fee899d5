/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/key.h"
#include "ui/key_reader.h"

/* What came out, as words: key names, paste(…), scan(…), report(row,column). */
static void spell(struct buf *out, const struct key_event *e)
{
	char name[16];
	buf_text(out, out->len ? " " : "");
	switch (e->kind) {
	case KEY_PRESS:
		buf_text(out, e->key == K_BAD ? "bad" : key_print(e->key, name));
		break;
	case KEY_PASTE:
	case KEY_SCAN:
		buf_text(out, e->kind == KEY_PASTE ? "paste(" : "scan(");
		text_for_log(out, e->text, e->size);
		buf_text(out, e->cut ? ")cut" : ")");
		break;
	case KEY_REPORT:
		buf_format(out, "report(%u,%u)", e->key >> 16, e->key & 0xffff);
		break;
	}
}

static void drain(struct key_reader *r, int64_t now, struct buf *out)
{
	struct key_event e;
	while (key_reader_next(r, now, &e))
		spell(out, &e);
}

/* Input is pieces: bytes that arrive at a time. The last row of a case is { -1 }: silence. */
struct piece { int64_t at; const char *bytes; };
struct reading { const char *what; struct piece pieces[8]; const char *events; };

static const struct reading readings[] = {
	{ "letters", { { 0, "abc" } }, "a b c" },
	{ "Chinese", { { 0, "张三" } }, "张 三" },
	{ "a character in two reads", { { 0, "\xE5\xBC" }, { 10, "\xA0" } }, "张" },
	{ "a character whose rest is late", { { 0, "\xE5\xBC" }, { 400, "\xA0" } }, "张" },
	{ "half a character and no more", { { 0, "a\xE5\xBC" }, { 1500, "b" } }, "a bad b" },
	{ "a cut character, then silence", { { 0, "\xE5\xBC" }, { 100, "a" } }, "bad a" },
	{ "not UTF-8 is named once per run", { { 0, "\xD5\xC5\xC8\xFD" "a\xD5" } }, "bad a bad" },
	{ "controls", { { 0, "\r\n\t\x7f\x08\x01\x1a" } }, "Enter Enter Tab Backspace Backspace C-a C-z" },
	{ "a lone Esc", { { 0, "\033" } }, "Esc" },
	{ "Esc, Esc", { { 0, "\033\033" } }, "Esc Esc" },
	{ "Esc and a letter at once are two keys", { { 0, "\033q" } }, "Esc q" },
	{ "both forms of cursor keys", { { 0, "\033[A\033OA\033[H\033OH\033[1~\033[7~" } }, "Up Up Home Home Home Home" },
	{ "function keys", { { 0, "\033OP\033[11~\033[[A\033[15~\033[[E\033[21~\033[24~" } }, "F1 F1 F1 F5 F5 F10 F12" },
	{ "modifiers", { { 0, "\033[1;5D\033[1;2A\033[3;5~\033[Z" } }, "C-Left S-Up C-Del S-Tab" },
	{ "a sequence in three reads", { { 0, "\033" }, { 10, "[" }, { 20, "B" } }, "Down" },
	{ "a sequence that comes too late", { { 0, "\033" }, { 40, "[B" } }, "Esc [ B" },
	{ "unknown sequences vanish", { { 0, "\033[99;99;99~x\033[?1;2cy\033Ozz\033[<0;1;1M!" } }, "x y z !" },
	{ "a sequence broken off by a control", { { 0, "\033[12\ra" } }, "Enter a" },
	{ "a sequence that never ends", { { 0, "\033[0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0;0" }, { 100, "a" } }, "a" },
	{ "half a sequence, then silence", { { 0, "\033[1;" }, { 100, "a" } }, "a" },
	{ "Esc, then the bracket key", { { 0, "\033[" }, { 100, "a" } }, "Esc [ a" },
	{ "an answer of the terminal", { { 0, "\033]11;rgb:0/0/0\007a\033]0;x\033\\b" } }, "a b" },
	{ "cursor report", { { 0, "\033[2;3R\033[1;1R" } }, "report(2,3) report(1,1)" },
	{ "Alt, where it is bound", { { 0, "\033x" } }, "M-x" },
	{ "the terminal's own F1", { { 0, "\033~1a" } }, "F1 a" },
	{ "half of it is not it", { { 0, "\033~" }, { 50, "1" } }, "Esc ~ 1" },
	/* pastes */
	{ "paste", { { 0, "\033[200~F10\r\033[21~\003\033[201~q" } }, "paste(F10\\x0D\\x1B[21~\\x03) q" },
	{ "a paste in pieces", { { 0, "\033[20" }, { 5, "0~张" }, { 500, "三\033[20" }, { 900, "1~q" } }, "paste(张三) q" },
	{ "a paste without end is given up", { { 0, "\033[200~abc" }, { 4000, "q" } }, "paste(abc)cut q" },
	{ "an end without paste", { { 0, "\033[201~q" } }, "q" },
	/* scans */
	{ "scan", { { 0, "ZW1-3714-0001\r" } }, "scan(ZW1-3714-0001)" },
	{ "Caps Lock", { { 0, "zw1-abc\r" } }, "scan(zw1-abc)" },
	{ "a scanner's pace", { { 0, "Z" }, { 8, "W" }, { 16, "1" }, { 24, "-" }, { 32, "x" }, { 40, "\r" } }, "scan(ZW1-x)" },
	{ "keys in a scan are text", { { 0, "ZW1-x\r\033[21~\003\r" } }, "scan(ZW1-x\\x0D\\x1B[21~\\x03)" },
	{ "a key soon after a scan is of the scan", { { 0, "ZW1-x\r" }, { 20, "\033[21~" } }, "scan(ZW1-x\\x0D\\x1B[21~)" },
	{ "a key after silence is a key", { { 0, "ZW1-x\r" }, { 60, "\033[21~" } }, "scan(ZW1-x) F10" },
	{ "row 99: full width", { { 0, "ＺＷ１－Ｒ－３３\r" } }, "scan(ＺＷ１－Ｒ－３３)" },
	{ "row 99: full width, Caps Lock", { { 0, "ｚｗ１－ｒ" } }, "scan(ｚｗ１－ｒ)" },
	{ "row 99: an input method, in pieces", { { 0, "Ｚ" }, { 8, "W１" }, { 16, "——R-33" } }, "scan(ＺW１——R-33)" },
	{ "row 99: full width by hand", { { 0, "Ｚ" }, { 90, "Ｗ" }, { 180, "１" }, { 270, "－" } }, "Ｚ Ｗ １ －" },
	{ "a full-width Z and another at once", { { 0, "Ｚ张" } }, "Ｚ 张" },
	{ "a person types it", { { 0, "Z" }, { 90, "W" }, { 180, "1" }, { 270, "-" } }, "Z W 1 -" },
	{ "z alone", { { 0, "z" } }, "z" },
	{ "z and another at once", { { 0, "zhang" } }, "z h a n g" },
	{ "zw2", { { 0, "zw2-1" } }, "z w 2 - 1" },
	{ "after other keys", { { 0, "\033OQZW1-7\r" } }, "F2 scan(ZW1-7)" },
	{ "speed alone is no scan", { { 0, "371402199001011234\r" } },
		"3 7 1 4 0 2 1 9 9 0 0 1 0 1 1 2 3 4 Enter" },
};

static struct key_reader *new_reader(void)
{
	struct key_reader *r = key_reader_new();
	key_reader_meta(r, 'x');
	key_reader_define(r, "\033~1", K_F(1));
	return r;
}

static void check(const struct reading *c, bool split)
{
	struct key_reader *r = new_reader();
	struct buf out;
	buf_init(&out, BUF_SMALL);
	for (size_t i = 0; i < COUNT_OF(c->pieces) && c->pieces[i].bytes; i++) {
		const char *s = c->pieces[i].bytes;
		size_t n = strlen(s), step = split ? 1 : n;
		for (size_t at = 0; at < n; at += step) {
			key_reader_feed(r, s + at, step, c->pieces[i].at);
			drain(r, c->pieces[i].at, &out);
		}
	}
	for (int64_t now = 4000; now <= 16000; now += 4000)
		drain(r, now, &out);
	if (strcmp(out.data, c->events) != 0)
		fail_msg("%s%s: wanted [%s], got [%s]", c->what, split ? ", byte by byte" : "", c->events, out.data);
	assert_int_equal(key_reader_wait(r, 20000), -1);
	buf_release(&out);
	key_reader_free(r);
}

static void test_events(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(readings); i++) {
		check(&readings[i], false);
		check(&readings[i], true);       /* how bytes fall into reads must not matter */
	}
}

/* `n` characters of a text, one each `gap` ms; what comes out. */
static void typed(const char *text, int gap, struct buf *out)
{
	struct key_reader *r = new_reader();
	int64_t now = 0;

	buf_init(out, BUF_SMALL);
	for (const char *c = text; *c; c++, now += gap) {
		int wait = c > text ? key_reader_wait(r, now - gap) : -1;

		if (wait >= 0 && wait < gap)                    /* the loop looks again when it was told to */
			drain(r, now - gap + wait, out);
		key_reader_feed(r, c, 1, now);
		drain(r, now, out);
	}
	drain(r, now + 1000, out);
	key_reader_free(r);
}

/* Row 98 (P-3): 60 characters within 0.3 s are one scan, whatever has the focus, for no key comes out; the same 60 at 12 keys a
 * second, as a person types at most, are 60 keys. */
static void row_98_a_burst_is_a_scan_and_a_hand_never(void **state)
{
	static const char text[] = "ZW1-R-33881000120261123000011-ABCDEFGHIJ-0123456789012345678";
	static const int scanner[] = { 1, 5, 15, 29 }, hand[] = { 30, 40, 83, 120, 400 };
	struct buf out;

	(void)state;
	assert_int_equal(strlen(text), 60);
	for (size_t i = 0; i < COUNT_OF(scanner); i++) {
		char wanted[80];

		typed(text, scanner[i], &out);
		snprintf(wanted, sizeof wanted, "scan(%s)", text);
		assert_string_equal(out.data, wanted);
		buf_release(&out);
	}
	for (size_t i = 0; i < COUNT_OF(hand); i++) {
		typed(text, hand[i], &out);
		assert_null(strstr(out.data, "scan"));
		assert_int_equal(out.len, 60 * 2 - 1);              /* one key each, and the blanks between them */
		buf_release(&out);
	}
}

static void test_waits(void **state)
{
	struct key_reader *r = new_reader();
	struct key_event e;
	(void)state;
	assert_int_equal(key_reader_wait(r, 0), -1);
	key_reader_feed(r, "\033", 1, 100);
	assert_false(key_reader_next(r, 100, &e));
	assert_int_equal(key_reader_wait(r, 100), 25);
	assert_int_equal(key_reader_wait(r, 110), 15);
	assert_false(key_reader_next(r, 124, &e));
	assert_true(key_reader_next(r, 125, &e));
	assert_int_equal(e.key, K_ESC);
	key_reader_feed(r, "a", 1, 200);         /* an ordinary key is there at once */
	assert_true(key_reader_next(r, 200, &e));
	key_reader_feed(r, "z", 1, 300);
	assert_false(key_reader_next(r, 300, &e));
	assert_int_equal(key_reader_wait(r, 300), 30);
	assert_true(key_reader_next(r, 330, &e));
	key_reader_free(r);
}

static void test_long_text(void **state)
{
	struct key_reader *r = new_reader();
	struct key_event e;
	char *many = mem_array(1024 * 1024, 1);
	(void)state;
	memset(many, 'x', 1024 * 1024);
	key_reader_feed(r, "\033[200~", 6, 0);
	assert_false(key_reader_next(r, 0, &e));
	key_reader_feed(r, many, 1024 * 1024, 1);
	assert_false(key_reader_next(r, 1, &e));
	key_reader_feed(r, "\033[201~q", 7, 2);
	assert_true(key_reader_next(r, 2, &e));
	assert_int_equal(e.kind, KEY_PASTE);
	assert_int_equal(e.size, KEY_TEXT_MAX);
	assert_true(e.cut);
	assert_true(key_reader_next(r, 2, &e));
	assert_int_equal(e.key, 'q');
	key_reader_feed(r, "ZW1-", 4, 3);
	assert_false(key_reader_next(r, 3, &e));
	key_reader_feed(r, many, 1024 * 1024, 4);
	assert_false(key_reader_next(r, 4, &e));
	assert_true(key_reader_next(r, 40, &e));
	assert_int_equal(e.kind, KEY_SCAN);
	assert_true(e.cut);
	assert_int_equal(key_reader_wait(r, 41), -1);
	free(many);
	key_reader_free(r);
}

/* While the program is at work it does not look: what is there afterwards came at once. */
static void test_work_is_no_silence(void **state)
{
	static const struct { int64_t looked; const char *events; } cases[] = { { 0, "Esc [ A" }, { 300, "Up" } };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct key_reader *r = new_reader();
		struct buf out;
		buf_init(&out, BUF_SMALL);
		key_reader_feed(r, "\033", 1, 0);
		drain(r, 0, &out);
		if (cases[i].looked)
			key_reader_worked(r, cases[i].looked);
		key_reader_feed(r, "[A", 2, 301);
		drain(r, 301, &out);
		assert_string_equal(out.data, cases[i].events);
		buf_release(&out);
		key_reader_free(r);
	}
}

/* Seeded noise in pieces at any times: every byte is taken, and silence ends all waiting. */
static void test_noise(void **state)
{
	static const char alphabet[] = "\033[O20~1;ZW-z\r\xE5\xBC\xA0\xFF]\007Mabc";
	struct key_reader *r = new_reader();
	struct key_event e;
	uint32_t x = 88172645u;
	int64_t now = 0;
	(void)state;
	for (int i = 0; i < 200000; i++) {
		char bytes[8];
		x ^= x << 13, x ^= x >> 17, x ^= x << 5;
		size_t n = 1 + x % sizeof bytes;
		for (size_t k = 0; k < n; k++)
			bytes[k] = alphabet[(x >> (k * 3)) % (sizeof alphabet - 1)];
		now += x % 97 == 0 ? 40 : x % 9973 == 0 ? 5000 : 1;
		key_reader_feed(r, bytes, n, now);
		while (key_reader_next(r, now, &e))
			assert_true(e.kind != KEY_PRESS || e.key != K_NONE);
	}
	while (key_reader_next(r, now + 10000, &e))
		;
	assert_int_equal(key_reader_wait(r, now + 10000), -1);
	key_reader_free(r);
}

static void test_names(void **state)
{
	static const struct { const char *name; uint32_t key; const char *printed, *label; } names[] = {
		{ "F2", K_F(2), "F2", "F2" }, { "F12", K_F(12), "F12", "F12" }, { "C-p", K_CTRL | 'p', "C-p", "Ctrl+P" },
		{ "^P", K_CTRL | 'p', "C-p", "Ctrl+P" }, { "C-P", K_CTRL | 'p', "C-p", "Ctrl+P" }, { "Tab", K_TAB, "Tab", "Tab" },
		{ "S-Tab", K_SHIFT | K_TAB, "S-Tab", "Shift+Tab" }, { "BTab", K_SHIFT | K_TAB, "S-Tab", "Shift+Tab" },
		{ "Esc", K_ESC, "Esc", "Esc" }, { "C-[", K_ESC, "Esc", "Esc" }, { "Enter", K_ENTER, "Enter", "Enter" },
		{ "C-m", K_ENTER, "Enter", "Enter" }, { "C-i", K_TAB, "Tab", "Tab" }, { "Space", ' ', "Space", "空格" },
		{ "PgDn", K_PGDN, "PgDn", "PgDn" }, { "Up", K_UP, "Up", "↑" }, { "a", 'a', "a", "a" }, { "A", 'A', "A", "A" },
		{ "-", '-', "-", "-" }, { "：", 0xFF1A, "：", "：" }, { "M-x", K_META | 'x', "M-x", "Alt+x" },
		{ "C-Left", K_CTRL | K_LEFT, "C-Left", "Ctrl+←" }, { "M-C-a", K_META | K_CTRL | 'a', "C-M-a", "Ctrl+Alt+A" },
	};
	static const char *const wrong[] = { "", "F0", "F21", "F2x", "Foo", "C-", "ab", "\x01", "\xff", "张三" };
	char out[24];
	(void)state;
	for (size_t i = 0; i < COUNT_OF(names); i++) {
		assert_int_equal(key_from_name(names[i].name), names[i].key);
		assert_string_equal(key_print(names[i].key, out), names[i].printed);
		assert_int_equal(key_from_name(out), names[i].key);
		assert_string_equal(key_label(names[i].key, out), names[i].label);
	}
	for (size_t i = 0; i < COUNT_OF(wrong); i++)
		assert_int_equal(key_from_name(wrong[i]), K_NONE);
	assert_int_equal(key_half_width(0xFF21), 'A');
	assert_int_equal(key_half_width(0x3000), ' ');
	assert_int_equal(key_half_width(0x5F20), 0x5F20);
	assert_false(key_is_text(K_F(1)));
	assert_false(key_is_text(K_CTRL | 'a'));
	assert_true(key_is_text(0x20BB7));
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_events), cmocka_unit_test(row_98_a_burst_is_a_scan_and_a_hand_never), cmocka_unit_test(test_waits), cmocka_unit_test(test_long_text),
		cmocka_unit_test(test_work_is_no_silence), cmocka_unit_test(test_noise), cmocka_unit_test(test_names),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
