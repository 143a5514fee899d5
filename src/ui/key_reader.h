/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_KEY_READER_H
#define UI_KEY_READER_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "ui/key.h"

/* Keys, from the bytes that a terminal sends to events. Pure: bytes and the time go in, events come out, so that it can
 * be tested and fuzzed without a terminal (window-rules P-3, P-16; T10).
 *
 * What the decoder promises:
 * - Every byte is taken. Both forms of each function and cursor key are known whatever TERM says, and those of the
 *   terminal's own description too. An unknown escape sequence is swallowed whole, never typed.
 * - Type-ahead is honoured: keys that arrive at any speed, also many in one read and before the screen was there,
 *   come out as single keys in their order. Speed alone never turns keys into text.
 * - A paste between ESC[200~ and ESC[201~ is one KEY_PASTE event, whatever is in it: no byte of it is a command.
 * - A scan is a burst that begins with "ZW1-" (or "zw1-": Caps Lock; or "ＺＷ１－": a Chinese input method) and whose gaps are
 *   under 30 ms. It is one KEY_SCAN event with everything up to the first longer gap, control bytes and Enter included,
 *   without the Enter at its end: a crafted code cannot press a key (T10). No hand types these four characters that fast. To
 *   know, the decoder holds a "Z" that nothing follows back for at most 30 ms, and no other key.
 * - A lone Esc is known after 25 ms, or at once when a byte follows that cannot continue it.
 * - Half a character is waited for a second: a slow line cuts where it likes.
 * - Bytes that are not UTF-8 come out as K_BAD, one per run of them: the terminal is set to another encoding.
 * - Pastes and scans longer than KEY_TEXT_MAX are cut, the event says so and the rest is drained. */

#define KEY_TEXT_MAX 4096

enum key_kind {
	KEY_PRESS,           /* one key, in `key` */
	KEY_PASTE,           /* `text`, `size`: any bytes */
	KEY_SCAN,            /* `text`, `size`: any bytes after and with "ZW1-", as they came */
	KEY_REPORT           /* the terminal answered a cursor position query: `key` = row << 16 | column, from 1 */
};
struct key_event {
	enum key_kind kind;
	uint32_t key;
	const char *text;    /* borrowed until the next call */
	size_t size;
	bool cut;            /* was longer than KEY_TEXT_MAX */
};

struct key_reader;
struct key_reader *key_reader_new(void);
void key_reader_free(struct key_reader *r);
/* Tells a sequence of the terminal's own description (tigetstr). Copied. */
void key_reader_define(struct key_reader *r, const char *sequence, uint32_t key);
/* Says that ESC followed at once by this character is Alt with it; without, it is Esc and then the character. */
void key_reader_meta(struct key_reader *r, uint32_t character);

/* Gives bytes that were read at time `now` (milliseconds of any steady clock). They are kept until taken;
 * take all events before feeding more. */
void key_reader_feed(struct key_reader *r, const void *bytes, size_t n, int64_t now);
/* The terminal was not looked at until `now`, the program was at work: that time was no silence of the keyboard. */
void key_reader_worked(struct key_reader *r, int64_t now);
/* Takes the next event; false when there is none yet. */
bool key_reader_next(struct key_reader *r, int64_t now, struct key_event *event);
/* How long to wait before asking again without new bytes: -1 for ever, 0 now. */
int key_reader_wait(const struct key_reader *r, int64_t now);

#endif
