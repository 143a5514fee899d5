/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/key.h"

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"
#include "base/text.h"

/* Names as keymaps write them (the first of a key is the one that is printed), and as people read them. */
static const struct { uint32_t key; const char *name, *label; } names[] = {
	{ K_TAB, "Tab", "Tab" },                 { K_ENTER, "Enter", "Enter" },   { K_ESC, "Esc", "Esc" },
	{ K_SPACE, "Space", "空格" },            { K_UP, "Up", "↑" },             { K_DOWN, "Down", "↓" },
	{ K_LEFT, "Left", "←" },                 { K_RIGHT, "Right", "→" },       { K_HOME, "Home", "Home" },
	{ K_END, "End", "End" },                 { K_PGUP, "PgUp", "PgUp" },      { K_PGDN, "PgDn", "PgDn" },
	{ K_INS, "Ins", "Ins" },                 { K_DEL, "Del", "Del" },         { K_BACKSPACE, "Backspace", "退格" },
	{ K_SHIFT | K_TAB, "S-Tab", "Shift+Tab" },
	{ K_SHIFT | K_TAB, "BTab", NULL },       { K_ENTER, "Return", NULL },     { K_BACKSPACE, "BS", NULL },
	{ K_PGUP, "PageUp", NULL },              { K_PGDN, "PageDown", NULL },    { K_DEL, "Delete", NULL },
	{ K_INS, "Insert", NULL },               { K_ESC, "Escape", NULL },
};
static const struct { uint32_t bit; char letter; const char *label; } modifiers[] = {
	{ K_CTRL, 'C', "Ctrl+" }, { K_META, 'M', "Alt+" }, { K_SHIFT, 'S', "Shift+" },
};
#define ALL_MODIFIERS (K_CTRL | K_META | K_SHIFT)

static uint32_t lower(uint32_t c)
{
	return c >= 'A' && c <= 'Z' ? c + 32 : c;
}

/* What a terminal can really send: Ctrl with a letter that has a key of its own is that key. */
static uint32_t settle(uint32_t key)
{
	uint32_t bare = key & ~ALL_MODIFIERS;
	if (key & K_CTRL && !(key & (K_META | K_SHIFT)))
		switch (lower(bare)) {
		case 'm': case 'j': return K_ENTER;
		case 'i': return K_TAB;
		case 'h': return K_BACKSPACE;
		case '[': return K_ESC;
		default: break;
		}
	return key & K_CTRL ? (key & ALL_MODIFIERS) | lower(bare) : key;
}

static uint32_t bare_from_name(const char *name)
{
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (!strcmp(names[i].name, name))
			return names[i].key;
	if (name[0] == 'F' && name[1] >= '1' && name[1] <= '9') {
		char *end;
		unsigned long n = strtoul(name + 1, &end, 10);
		if (!*end && n <= 20)
			return K_F((uint32_t)n);
	}
	uint32_t c;
	size_t n = strlen(name);
	if (!n || text_decode(name, n, &c) != n || c == TEXT_BAD || c < 0x20 || c == 0x7f)
		return K_NONE;
	return c;
}

uint32_t key_from_name(const char *name)
{
	uint32_t mods = 0;
	if (name[0] == '^' && name[1])
		return key_is_text(bare_from_name(name + 1)) ? settle(K_CTRL | bare_from_name(name + 1)) : K_NONE;
	for (bool again = true; again;) {
		again = false;
		for (size_t i = 0; i < COUNT_OF(modifiers); i++)
			if (name[0] == modifiers[i].letter && name[1] == '-' && name[2]) {
				mods |= modifiers[i].bit;
				name += 2;
				again = true;
			}
	}
	uint32_t bare = bare_from_name(name);
	return bare == K_NONE ? K_NONE : settle(mods | bare);
}

static void print(uint32_t key, bool label, char *out, size_t room)
{
	uint32_t bare = key & ~ALL_MODIFIERS;
	size_t n = 0;
	out[0] = '\0';
	for (size_t i = 0; i < COUNT_OF(names); i++)
		if (names[i].key == key) {
			(void)snprintf(out, room, "%s", label ? names[i].label : names[i].name);
			return;
		}
	for (size_t i = 0; i < COUNT_OF(modifiers); i++)
		if (key & modifiers[i].bit)
			n += label ? (size_t)snprintf(out + n, room - n, "%s", modifiers[i].label)
				: (size_t)snprintf(out + n, room - n, "%c-", modifiers[i].letter);
	char utf8[5] = "";
	if (bare > K_F0 && bare <= K_F(20))
		(void)snprintf(out + n, room - n, "F%u", bare - K_F0);
	else if (bare >= K_SPECIAL || bare == K_TAB || bare == K_ENTER || bare == K_ESC || bare == K_SPACE)
		for (size_t i = 0; i < COUNT_OF(names); i++) {
			if (names[i].key == bare) {
				(void)snprintf(out + n, room - n, "%s", label ? names[i].label : names[i].name);
				return;
			}
		}
	else if (text_encode(label && key & K_CTRL && bare >= 'a' && bare <= 'z' ? bare - 32 : bare, utf8))
		(void)snprintf(out + n, room - n, "%s", utf8);
}

char *key_print(uint32_t key, char out[16])
{
	print(key, false, out, 16);
	return out;
}

char *key_label(uint32_t key, char out[24])
{
	print(key, true, out, 24);
	return out;
}

bool key_is_text(uint32_t key)
{
	return key >= 0x20 && key != 0x7f && key < K_SPECIAL;
}

uint32_t key_half_width(uint32_t key)
{
	if (key >= 0xFF01 && key <= 0xFF5E)
		return key - 0xFF01 + '!';
	return key == 0x3000 ? ' ' : key;
}
