/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_KEY_H
#define UI_KEY_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* Names and numbers of keys. */

/* A key is a Unicode character, or one of these numbers above them, with modifiers added. */
#define K_SPECIAL 0x110000u
enum {
	K_NONE = 0,
	K_TAB = 9, K_ENTER = 13, K_ESC = 27, K_SPACE = 32,
	K_UP = K_SPECIAL + 1, K_DOWN, K_LEFT, K_RIGHT, K_HOME, K_END, K_PGUP, K_PGDN, K_INS, K_DEL, K_BACKSPACE,
	K_BAD,                                          /* bytes that are no character */
	K_F0 = K_SPECIAL + 0x100,                       /* K_F(1) … K_F(20) */
	K_CTRL = 0x1000000, K_META = 0x2000000, K_SHIFT = 0x4000000
};
#define K_F(n) (K_F0 + (n))
/* Ctrl with a letter is K_CTRL | 'p' (lower case); Shift-Tab is K_SHIFT | K_TAB. Ctrl-M is Enter, Ctrl-I Tab, Ctrl-[
 * Esc, Ctrl-H and DEL Backspace, Ctrl-J Enter: terminals cannot tell them apart. */

/* The names that keymaps use: "F2" "C-p" "Tab" "S-Tab" "Esc" "Enter" "Space" "PgDn" "Up" "M-x" "C-Left" "a" "：".
 * "^P" is read as "C-p" and "BTab" as "S-Tab". K_NONE when the name is not one. */
uint32_t key_from_name(const char *name);
/* Prints the name of a key into out[16] and returns it. */
char *key_print(uint32_t key, char out[16]);
/* The name as a person reads it in the key bar: 空格 ↑ Enter F2 Ctrl+P. The same buffer rule, out[24]. */
char *key_label(uint32_t key, char out[24]);
/* Is it a character to be typed (no control, no modifier)? */
bool key_is_text(uint32_t key);
/* The key on a half-width keyboard: ａ → a, ３ → 3, U+3000 → Space. Others are themselves (P-16: the input method may be
 * in full-width mode when a command key is pressed). */
uint32_t key_half_width(uint32_t key);

#endif
