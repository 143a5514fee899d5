/* SPDX-License-Identifier: Apache-2.0 */
#include "script.h"

#include <errno.h>
#include <limits.h>
#include <signal.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"
#include "ui/key.h"

/* What xterm sends. */
static const struct { uint32_t key; const char *bytes; } sent[] = {
	{ K_UP, "\033[A" }, { K_DOWN, "\033[B" }, { K_RIGHT, "\033[C" }, { K_LEFT, "\033[D" }, { K_HOME, "\033[H" },
	{ K_END, "\033[F" }, { K_INS, "\033[2~" }, { K_DEL, "\033[3~" }, { K_PGUP, "\033[5~" }, { K_PGDN, "\033[6~" },
	{ K_F(1), "\033OP" }, { K_F(2), "\033OQ" }, { K_F(3), "\033OR" }, { K_F(4), "\033OS" }, { K_F(5), "\033[15~" },
	{ K_F(6), "\033[17~" }, { K_F(7), "\033[18~" }, { K_F(8), "\033[19~" }, { K_F(9), "\033[20~" },
	{ K_F(10), "\033[21~" }, { K_F(11), "\033[23~" }, { K_F(12), "\033[24~" }, { K_SHIFT | K_TAB, "\033[Z" },
	{ K_BACKSPACE, "\177" }, { K_ENTER, "\r" }, { K_TAB, "\t" }, { K_ESC, "\033" }, { K_SPACE, " " },
	{ K_CTRL | K_LEFT, "\033[1;5D" }, { K_CTRL | K_RIGHT, "\033[1;5C" }, { K_CTRL | K_HOME, "\033[1;5H" },
	{ K_CTRL | K_END, "\033[1;5F" },
};

void script_key(struct buf *out, const char *word)
{
	uint32_t key = text_count(word) > 1 ? key_from_name(word) : K_NONE;
	for (size_t i = 0; i < COUNT_OF(sent); i++)
		if (key == sent[i].key) {
			buf_text(out, sent[i].bytes);
			return;
		}
	if (key & K_CTRL && (key & ~(uint32_t)K_CTRL) < 0x80)
		buf_char(out, (char)(key & 0x1f));
	else
		buf_text(out, word);
}

void script_escapes(struct buf *out, const char *text)
{
	for (; *text; text++) {
		if (text[0] != '\\' || !text[1]) {
			buf_char(out, *text);
			continue;
		}
		text++;
		char hex[3] = "";
		switch (*text) {
		case 'e': buf_char(out, '\033'); break;
		case 'r': buf_char(out, '\r'); break;
		case 'n': buf_char(out, '\n'); break;
		case 't': buf_char(out, '\t'); break;
		case 'x':
			if (!text[1] || !text[2])
				return;
			memcpy(hex, text + 1, 2);
			buf_char(out, (char)strtol(hex, NULL, 16));
			text += 2;
			break;
		default: buf_char(out, *text);
		}
	}
}

void script_noise(char *out, size_t n)
{
	static const char *const seeds[] = { "\033[", "\033O", "\033[20", "\033]0;", "ZW1", "zw1-", "\xE5\xBC", "\xF0\x9F",
		"\033[1;", "\033[[", "\033" };
	uint32_t x = 2463534242u;
	for (size_t i = 0; i < n;) {
		x ^= x << 13, x ^= x >> 17, x ^= x << 5;         /* xorshift: the same noise on every machine */
		if (x % 7) {
			out[i++] = (char)(x >> 24);
			continue;
		}
		const char *seed = seeds[(x >> 8) % COUNT_OF(seeds)];
		size_t size = strlen(seed) < n - i ? strlen(seed) : n - i;
		memcpy(out + i, seed, size);
		i += size;
	}
}

void script_compare(struct screen *s, const char *want)
{
	struct buf now;
	buf_init(&now, BUF_LARGE);
	screen_picture(s, &now);
	const char *is = now.data;
	for (int line = 0; *is || *want; line++) {
		int a = (int)strcspn(want, "\n"), b = (int)strcspn(is, "\n");
		if (a != b || memcmp(want, is, (size_t)a) != 0)
			printf("# %d wanted %.*s\n# %d is     %.*s\n", line, a, want, line, b, is);
		want += a + (want[a] == '\n');
		is += b + (is[b] == '\n');
	}
	buf_release(&now);
}

void script_squeeze(const char *text, struct buf *out)
{
	buf_char(out, ' ');
	for (; *text; text++)
		if (*text != ' ' || out->data[out->len - 1] != ' ')
			buf_char(out, *text);
}

bool script_number(const char *word, int *out)
{
	char *end;
	errno = 0;
	long n = strtol(word, &end, 10);
	*out = (int)n;
	return !errno && *word && !*end && n >= 0 && n < INT_MAX;
}

bool script_size(const char *word, int *columns, int *rows)
{
	char *end;
	*columns = (int)strtol(word, &end, 10);
	if (*end != 'x')
		return false;
	*rows = (int)strtol(end + 1, &end, 10);
	return !*end && *columns > 0 && *rows > 0 && *columns < 1000 && *rows < 1000;
}

int script_signal(const char *word)
{
	static const struct { const char *name; int signo; } names[] = { { "HUP", SIGHUP }, { "TERM", SIGTERM },
		{ "INT", SIGINT }, { "SEGV", SIGSEGV }, { "KILL", SIGKILL }, { "WINCH", SIGWINCH }, { "TSTP", SIGTSTP } };

	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (!strcmp(names[i].name, word))
			return names[i].signo;
	return 0;
}

char *script_replace(const char *word, const char *const values[3])
{
	static const char *const names[] = { "$TMP", "$SRC", "$BUILD" };
	struct buf out;
	buf_init(&out, BUF_SMALL);
	while (*word) {
		size_t i = 0;
		while (i < COUNT_OF(names) && strncmp(word, names[i], strlen(names[i])) != 0)
			i++;
		if (i < COUNT_OF(names)) {
			buf_text(&out, values[i]);
			word += strlen(names[i]);
		} else {
			buf_char(&out, *word++);
		}
	}
	char *text = buf_take(&out);
	return text ? text : mem_text("");
}
