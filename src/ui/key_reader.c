/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/key_reader.h"

#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

#define ESC_MS 25
#define BURST_MS 30
#define CHARACTER_MS 1000
#define PASTE_MS 3000            /* a paste whose end never comes must not hold the keyboard for ever */
#define SEQUENCE_MAX 48          /* longer ones are swallowed without being kept */

enum mode { MODE_KEYS, MODE_PASTE, MODE_SCAN, MODE_SWALLOW };

struct defined { char *sequence; size_t length; uint32_t key; };

struct key_reader {
	enum mode mode;
	unsigned char *in;               /* bytes not yet understood */
	size_t start, end, room;
	bool silence;                    /* there was silence after the byte before `quiet`: what came later is no part of it */
	size_t quiet;
	int64_t last;                    /* when the last byte came */
	bool in_bad;                     /* inside a run of bad bytes: told once */
	char text[KEY_TEXT_MAX];
	size_t text_size;
	bool cut;
	struct defined *defined;
	size_t defined_count;
	bool meta[128];
};

struct key_reader *key_reader_new(void)
{
	return mem_alloc(sizeof(struct key_reader));
}

void key_reader_free(struct key_reader *r)
{
	if (!r)
		return;
	for (size_t i = 0; i < r->defined_count; i++)
		free(r->defined[i].sequence);
	free(r->defined);
	if (r->in)
		explicit_bzero(r->in, r->room);
	free(r->in);
	mem_wipe_free(r, sizeof *r);
}

void key_reader_define(struct key_reader *r, const char *sequence, uint32_t key)
{
	size_t n = strlen(sequence);
	if (n < 2 || n > SEQUENCE_MAX || sequence[0] != '\033')
		return;
	r->defined = mem_grow(r->defined, r->defined_count + 1, sizeof *r->defined);
	r->defined[r->defined_count++] = (struct defined){ mem_text(sequence), n, key };
}

void key_reader_meta(struct key_reader *r, uint32_t character)
{
	if (character < COUNT_OF(r->meta))
		r->meta[character] = true;
}

static size_t utf8_length(unsigned char lead)
{
	return lead < 0x80 ? 1 : lead < 0xC2 ? 1 : lead < 0xE0 ? 2 : lead < 0xF0 ? 3 : lead < 0xF5 ? 4 : 1;
}

/* Is s[0 … n-1] the beginning of a character whose rest has not come? */
static bool cut_character(const unsigned char *s, size_t n)
{
	size_t want = utf8_length(s[0]);
	if (n >= want)
		return false;
	for (size_t i = 1; i < n; i++)
		if ((s[i] & 0xC0) != 0x80)
			return false;
	return true;
}

/* How much silence makes the pending bytes final. */
static int patience(const struct key_reader *r)
{
	switch (r->mode) {
	case MODE_PASTE: return PASTE_MS;
	case MODE_SCAN: return BURST_MS;
	case MODE_SWALLOW: return ESC_MS;
	case MODE_KEYS: break;
	}
	if (r->start == r->end)
		return BURST_MS;
	return r->in[r->start] == '\033' ? ESC_MS : cut_character(r->in + r->start, r->end - r->start) ? CHARACTER_MS : BURST_MS;
}

static bool pending(const struct key_reader *r)
{
	return r->mode != MODE_KEYS || r->start < r->end;
}

void key_reader_feed(struct key_reader *r, const void *bytes, size_t n, int64_t now)
{
	if (r->start) {
		memmove(r->in, r->in + r->start, r->end - r->start);
		r->end -= r->start;
		r->quiet -= r->silence ? r->start : 0;
		r->start = 0;
	}
	if (!r->silence && pending(r) && now - r->last >= patience(r)) {
		r->silence = true;
		r->quiet = r->end;
	}
	if (r->end + n > r->room) {
		r->room = (r->end + n) * 2;
		r->in = mem_grow(r->in, r->room, 1);
	}
	if (n)
		memcpy(r->in + r->end, bytes, n);
	r->end += n;
	r->last = now;
}

void key_reader_worked(struct key_reader *r, int64_t now)
{
	r->last = now;
}

int key_reader_wait(const struct key_reader *r, int64_t now)
{
	if (!pending(r))
		return -1;
	int64_t left = r->last + patience(r) - now;
	return r->silence || left < 0 ? 0 : (int)left;
}

/* ---- sequences ---------------------------------------------------------------------------------------------- */

/* What one step of the decoder found. */
enum found { FOUND_KEY, FOUND_NOTHING, FOUND_MORE_NEEDED };

static const uint32_t tilde_keys[] = {
	[1] = K_HOME, [2] = K_INS, [3] = K_DEL, [4] = K_END, [5] = K_PGUP, [6] = K_PGDN, [7] = K_HOME, [8] = K_END,
	[11] = K_F(1), [12] = K_F(2), [13] = K_F(3), [14] = K_F(4), [15] = K_F(5), [17] = K_F(6), [18] = K_F(7),
	[19] = K_F(8), [20] = K_F(9), [21] = K_F(10), [23] = K_F(11), [24] = K_F(12), [25] = K_F(13), [26] = K_F(14),
	[28] = K_F(15), [29] = K_F(16), [31] = K_F(17), [32] = K_F(18), [33] = K_F(19), [34] = K_F(20),
};
static const struct { char final; uint32_t key; } letter_keys[] = {
	{ 'A', K_UP }, { 'B', K_DOWN }, { 'C', K_RIGHT }, { 'D', K_LEFT }, { 'H', K_HOME }, { 'F', K_END },
	{ 'P', K_F(1) }, { 'Q', K_F(2) }, { 'R', K_F(3) }, { 'S', K_F(4) }, { 'M', K_ENTER }, { 'Z', K_SHIFT | K_TAB },
};

static uint32_t letter_key(char final)
{
	for (size_t i = 0; i < COUNT_OF(letter_keys); i++)
		if (letter_keys[i].final == final)
			return letter_keys[i].key;
	return K_NONE;
}

static uint32_t with_modifiers(uint32_t key, unsigned code)
{
	unsigned bits = code > 1 && code <= 16 ? code - 1 : 0;
	if (key == K_NONE)
		return key;
	return key | (bits & 1 ? K_SHIFT : 0) | (bits & 2 ? K_META : 0) | (bits & 4 ? K_CTRL : 0);
}

/* "1;5" → { 1, 5 }; false when there is anything else than digits and semicolons. */
static bool read_numbers(const unsigned char *s, size_t n, unsigned out[2], size_t *count)
{
	*count = 0;
	out[0] = out[1] = 0;
	for (size_t i = 0; i < n; i++) {
		if (s[i] == ';') {
			if (++*count > 1)
				return false;
		} else if (s[i] >= '0' && s[i] <= '9' && out[*count] < 10000) {
			out[*count] = out[*count] * 10 + (s[i] - '0');
		} else {
			return false;
		}
	}
	*count += n > 0;
	return true;
}

/* A whole CSI sequence, parameters s[0 … n-1] and its final byte. */
static enum found read_csi(struct key_reader *r, const unsigned char *s, size_t n, char final, struct key_event *event)
{
	unsigned number[2];
	size_t count;
	if (!read_numbers(s, n, number, &count))
		return FOUND_NOTHING;
	if (final == '~' && number[0] == 200) {
		r->mode = MODE_PASTE;
		return FOUND_NOTHING;
	}
	if (final == 'R' && count == 2) {                /* or Shift-F3, which is nobody's: terminals differ on it */
		*event = (struct key_event){ .kind = KEY_REPORT, .key = number[0] << 16 | (number[1] & 0xffff) };
		return FOUND_KEY;
	}
	uint32_t key = K_NONE;
	if (final == '~' && number[0] < COUNT_OF(tilde_keys))
		key = tilde_keys[number[0]];
	else if (final != '~' && final != 'M' && (count == 0 || number[0] == 1))
		key = letter_key(final);
	key = with_modifiers(key, count == 2 ? number[1] : 1);
	if (key == K_NONE)
		return FOUND_NOTHING;
	*event = (struct key_event){ .kind = KEY_PRESS, .key = key };
	return FOUND_KEY;
}

static enum found press(struct key_reader *r, size_t used, uint32_t key, struct key_event *event)
{
	r->start += used;
	*event = (struct key_event){ .kind = KEY_PRESS, .key = key };
	return FOUND_KEY;
}

/* ESC [ …: finds its end. `n` bytes are there, `final` says that no more belong to them. */
static enum found take_csi(struct key_reader *r, const unsigned char *s, size_t n, bool final, struct key_event *event)
{
	size_t i = 2;
	if (n > 3 && s[2] == '[' && s[3] >= 'A' && s[3] <= 'E')        /* F1 … F5 of the Linux console */
		return press(r, 4, K_F((uint32_t)(s[3] - 'A' + 1)), event);
	if (n == 3 && s[2] == '[' && !final)
		return FOUND_MORE_NEEDED;
	while (i < n && s[i] >= 0x20 && s[i] < 0x40)
		i++;
	if (i < n) {
		bool whole = s[i] >= 0x40 && s[i] < 0x7f;
		r->start += i + whole;           /* a control byte or worse breaks it off and is read for itself */
		return whole ? read_csi(r, s + 2, i - 2, (char)s[i], event) : FOUND_NOTHING;
	}
	if (n > SEQUENCE_MAX) {
		r->start += n;
		r->mode = MODE_SWALLOW;
		return FOUND_NOTHING;
	}
	if (!final)
		return FOUND_MORE_NEEDED;
	if (n == 2)
		return press(r, 1, K_ESC, event);
	r->start += n;
	return FOUND_NOTHING;
}

/* The terminal's own sequences first: a longer one that may still come is waited for. */
static enum found take_defined(struct key_reader *r, const unsigned char *s, size_t n, bool final,
	struct key_event *event)
{
	bool more = false;
	for (size_t i = 0; i < r->defined_count; i++) {
		const struct defined *d = &r->defined[i];
		if (n >= d->length && !memcmp(s, d->sequence, d->length))
			return press(r, d->length, d->key, event);
		if (n > 1 && n < d->length && !memcmp(s, d->sequence, n))
			more = true;
	}
	return more && !final ? FOUND_MORE_NEEDED : FOUND_NOTHING;
}

static enum found take_escape(struct key_reader *r, const unsigned char *s, size_t n, bool final, struct key_event *event)
{
	enum found f = take_defined(r, s, n, final, event);
	if (f != FOUND_NOTHING)
		return f;
	if (n == 1)
		return final ? press(r, 1, K_ESC, event) : FOUND_MORE_NEEDED;
	if (s[1] == '[')
		return take_csi(r, s, n, final, event);
	if (s[1] == ']') {               /* an answer that we did not ask for, up to BEL or ESC \ */
		r->start += 2;
		r->mode = MODE_SWALLOW;
		return FOUND_NOTHING;
	}
	if (s[1] == 'O') {
		if (n == 2)
			return final ? press(r, 1, K_ESC, event) : FOUND_MORE_NEEDED;
		uint32_t key = letter_key((char)s[2]);
		if (key != K_NONE)
			return press(r, 3, key, event);
		r->start += s[2] > 0x20 && s[2] < 0x7f ? 3 : 2;
		return FOUND_NOTHING;
	}
	if (s[1] < COUNT_OF(r->meta) && r->meta[s[1]])
		return press(r, 2, K_META | s[1], event);
	return press(r, 1, K_ESC, event);
}

/* ---- characters --------------------------------------------------------------------------------------------- */

static const char scan_prefix[] = "ZW1-";
#define SCAN_PREFIX (sizeof scan_prefix - 1)

/* One letter as a scanner meant it, whatever Caps Lock and a Chinese input method made of it: full width, a dash for the hyphen. */
static uint32_t scan_letter(uint32_t c)
{
	if (c >= 0xFF01 && c <= 0xFF5E)
		c -= 0xFF01 - '!';
	if (c == 0x2013 || c == 0x2014 || c == 0x2212)
		return '-';
	return c >= 'a' && c <= 'z' ? c - 'a' + 'A' : c;
}

/* How much of the prefix stands at the beginning; *more: the bytes end before it is known whether all of it does. */
static size_t scan_matches(const unsigned char *s, size_t n, bool *more)
{
	size_t at = 0, i = 0;

	*more = false;
	for (uint32_t c; i < SCAN_PREFIX; i++) {
		*more = i && (at == n || cut_character(s + at, n - at));
		if (at == n || *more)
			return i;
		at += text_decode((const char *)s + at, n - at, &c);
		if (scan_letter(c) != (unsigned char)scan_prefix[i])
			return 0;
	}
	return i;
}

static uint32_t control_key(unsigned char c)
{
	switch (c) {
	case '\r': case '\n': return K_ENTER;
	case '\t': return K_TAB;
	case 8: case 127: return K_BACKSPACE;
	case 0: return K_CTRL | K_SPACE;
	default: return K_CTRL | (c <= 26 ? (uint32_t)(c - 1 + 'a') : (uint32_t)(c + '@'));
	}
}

static enum found take_character(struct key_reader *r, const unsigned char *s, size_t n, bool final,
	struct key_event *event)
{
	uint32_t c;
	if (s[0] < 0x20 || s[0] == 0x7f)
		return press(r, 1, control_key(s[0]), event);
	bool more;
	if (scan_matches(s, n, &more) == SCAN_PREFIX) {
		r->mode = MODE_SCAN;
		return FOUND_NOTHING;
	}
	if (more && !final)
		return FOUND_MORE_NEEDED;
	if (cut_character(s, n) && !final)
		return FOUND_MORE_NEEDED;
	size_t used = text_decode((const char *)s, n, &c);
	if (c != TEXT_BAD) {
		r->in_bad = false;
		return press(r, used, c, event);
	}
	r->start += used;
	if (r->in_bad)
		return FOUND_NOTHING;
	r->in_bad = true;
	*event = (struct key_event){ .kind = KEY_PRESS, .key = K_BAD };
	return FOUND_KEY;
}

/* ---- bursts ------------------------------------------------------------------------------------------------- */

static void keep(struct key_reader *r, size_t n)
{
	size_t fits = KEY_TEXT_MAX - r->text_size;
	if (n > fits)
		r->cut = true;
	fits = n < fits ? n : fits;
	memcpy(r->text + r->text_size, r->in + r->start, fits);
	r->text_size += fits;
	r->start += n;
}

static enum found give_text(struct key_reader *r, enum key_kind kind, struct key_event *event)
{
	*event = (struct key_event){ .kind = kind, .text = r->text, .size = r->text_size, .cut = r->cut };
	r->text_size = 0;
	r->cut = false;
	r->mode = MODE_KEYS;
	return FOUND_KEY;
}

static enum found take_paste(struct key_reader *r, size_t n, bool final, struct key_event *event)
{
	static const char end[] = "\033[201~";
	const size_t end_size = sizeof end - 1;
	const unsigned char *at = memmem(r->in + r->start, n, end, end_size);
	if (at) {
		keep(r, (size_t)(at - (r->in + r->start)));
		r->start += end_size;
		return give_text(r, KEY_PASTE, event);
	}
	if (final) {
		keep(r, n);
		r->cut = true;
		return give_text(r, KEY_PASTE, event);
	}
	if (n >= end_size)                       /* the end may be half here */
		keep(r, n - (end_size - 1));
	return FOUND_MORE_NEEDED;
}

static enum found take_scan(struct key_reader *r, size_t n, bool final, struct key_event *event)
{
	keep(r, n);
	if (!final)
		return FOUND_MORE_NEEDED;
	while (r->text_size && (r->text[r->text_size - 1] == '\r' || r->text[r->text_size - 1] == '\n'))
		r->text_size--;
	return give_text(r, KEY_SCAN, event);
}

/* A sequence too long to be kept, or a string: until its final byte, BEL, ESC, or silence. */
static enum found take_swallowed(struct key_reader *r, size_t n, bool final)
{
	for (size_t i = 0; i < n; i++) {
		unsigned char c = r->in[r->start + i];
		if (c == '\033' && i + 1 == n && !final) {       /* half of the end, perhaps */
			r->start += i;
			return FOUND_MORE_NEEDED;
		}
		if (c == 7 || c == '\r' || c == '\033') {
			bool ends_string = c == '\033' && i + 1 < n && r->in[r->start + i + 1] == '\\';
			r->start += i + (c == 7) + (ends_string ? 2 : 0);
			r->mode = MODE_KEYS;
			return FOUND_NOTHING;
		}
	}
	r->start += n;
	if (!final)
		return FOUND_MORE_NEEDED;
	r->mode = MODE_KEYS;
	return FOUND_NOTHING;
}

static enum found take_one(struct key_reader *r, size_t n, bool final, struct key_event *event)
{
	const unsigned char *s = r->in + r->start;
	switch (r->mode) {
	case MODE_PASTE: return take_paste(r, n, final, event);
	case MODE_SCAN: return take_scan(r, n, final, event);
	case MODE_SWALLOW: return take_swallowed(r, n, final);
	case MODE_KEYS: break;
	}
	if (s[0] == '\033') {
		r->in_bad = false;
		return take_escape(r, s, n, final, event);
	}
	return take_character(r, s, n, final, event);
}

bool key_reader_next(struct key_reader *r, int64_t now, struct key_event *event)
{
	while (pending(r)) {
		size_t n = (r->silence ? r->quiet : r->end) - r->start;
		bool final = r->silence || now - r->last >= patience(r);
		enum found f = take_one(r, n, final, event);
		if (r->silence && r->start >= r->quiet && r->mode == MODE_KEYS)
			r->silence = false;
		if (f == FOUND_KEY)
			return true;
		if (f == FOUND_MORE_NEEDED)
			return false;
	}
	return false;
}
