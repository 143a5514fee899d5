/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/embed.h"
#include "base/mem.h"
#include "ui/key.h"
#include "ui/keymap.h"

extern const struct embedded ui_keymaps[];

static enum command_answer nothing(void *app, const struct call *call)
{
	(void)app, (void)call;
	return COMMAND_DONE;
}

static const struct command commands[] = {
	{ "help", "bz", "any", "帮助", "说明", nothing, COMMAND_NEEDS_KEY },
	{ "command-line", NULL, "any", NULL, "命令", nothing, 0 },
	{ "redraw", NULL, "any", NULL, "重画", nothing, 0 },
	{ "close", NULL, "any", NULL, "返回", nothing, 0 },
	{ "accept", "sl", "home dossier", "受理", "受理办件", nothing, COMMAND_NEEDS_KEY },
	{ "print", NULL, "dossier", "打印", "打印", nothing, 0 },
};

static struct keymap *new_map(void)
{
	return keymap_new(commands, COUNT_OF(commands));
}

static enum status read_text(struct keymap *m, const char *text, struct err *err)
{
	return keymap_read(m, "a.keys", text, strlen(text), err);
}

static const char *command_at(const struct keymap *m, const char *const *contexts, uint32_t key)
{
	const struct binding *b = keymap_find(m, contexts, key);
	return !b ? "-" : b->command ? b->command->name : ui_request_name(b->request);
}

static void test_look_up(void **state)
{
	static const char *const home[] = { "home", "any", NULL }, *const dossier[] = { "dossier", "list", "any", NULL },
		*const other[] = { "other", "any", NULL };
	struct keymap *m = new_map();
	struct err err;
	(void)state;
	assert_int_equal(read_text(m, "# all\nbind any F1 help\nbind home F2 accept\nbind dossier p print 2 \"A 4\"\n"
		"bind dossier Space print\nbind list Space list-mark\nbind any C-p command-line\n", &err), ST_OK);
	assert_string_equal(command_at(m, home, K_F(1)), "help");
	assert_string_equal(command_at(m, home, K_F(2)), "accept");
	assert_string_equal(command_at(m, other, K_F(2)), "-");
	assert_string_equal(command_at(m, dossier, ' '), "print");               /* the most special context first */
	assert_string_equal(command_at(m, dossier, 'P'), "print");               /* Caps Lock */
	assert_string_equal(command_at(m, dossier, 0xFF30), "print");            /* full width */
	assert_string_equal(command_at(m, dossier, 0x3000), "print");
	assert_string_equal(keymap_find(m, dossier, 'p')->argument, "2 A 4");
	uint32_t keys[COUNT_OF(commands)];
	keymap_keys(m, dossier, keys);
	assert_int_equal(keys[0], K_F(1));
	assert_int_equal(keys[4], K_NONE);
	assert_int_equal(keys[5], 'p');
	assert_ptr_equal(keymap_command(m, "sl"), &commands[4]);
	assert_ptr_equal(keymap_command(m, "受理"), &commands[4]);
	assert_null(keymap_command(m, "nothing"));
	keymap_free(m);
}

static void test_later_files(void **state)
{
	static const char *const home[] = { "home", "any", NULL };
	struct keymap *m = new_map();
	struct err err;
	(void)state;
	assert_int_equal(read_text(m, "bind any F1 help\nbind home F2 accept\n", &err), ST_OK);
	struct keymap *copy = keymap_copy(m);
	assert_int_equal(read_text(m, "bind home F2 help\nunbind any F1\nbind home F3 accept\n", &err), ST_OK);
	assert_string_equal(command_at(m, home, K_F(2)), "help");
	assert_string_equal(command_at(m, home, K_F(1)), "-");
	assert_string_equal(command_at(copy, home, K_F(2)), "accept");
	assert_string_equal(command_at(copy, home, K_F(1)), "help");
	assert_int_equal(keymap_check(m, &err), ST_OK);
	keymap_free(copy);
	keymap_free(m);
}

static void test_refused(void **state)
{
	static const struct { const char *text, *code, *where; } bad[] = {
		{ "bind home F2 accept\nbind home F2 help\n", "E-3008", "a.keys:2" },
		{ "\n\nbind home F99 accept\n", "E-3201", "a.keys:3" },
		{ "bind home F2 acept\n", "E-3202", "a.keys:1" },
		{ "bind home F2 print\n", "E-3203", "a.keys:1" },
		{ "bind home F2\n", "E-3204", "a.keys:1" },
		{ "bin home F2 accept\n", "E-3204", "a.keys:1" },
		{ "unbind home F2\n", "E-3204", "a.keys:1" },
		{ "unbind any F1 help\n", "E-3204", "a.keys:1" },
		{ "bind home F2 \"accept\n", "E-3103", "a.keys:1" },
	};
	static const char *const home[] = { "home", "any", NULL };
	(void)state;
	for (size_t i = 0; i < COUNT_OF(bad); i++) {
		struct keymap *m = new_map();
		struct err err = { 0 };
		assert_int_equal(read_text(m, "bind any F1 help\n", &err), ST_OK);
		size_t before = keymap_count(m);
		assert_int_not_equal(read_text(m, bad[i].text, &err), ST_OK);
		assert_string_equal(err.code, bad[i].code);
		assert_string_equal(err.where, bad[i].where);
		assert_int_equal(keymap_count(m), before);               /* all or nothing */
		assert_string_equal(command_at(m, home, K_F(1)), "help");
		keymap_free(m);
	}
}

static void test_needs_key(void **state)
{
	struct keymap *m = new_map();
	struct err err;
	(void)state;
	assert_int_equal(read_text(m, "bind any F1 help\n", &err), ST_OK);
	assert_int_equal(keymap_check(m, &err), ST_CONFIG);
	assert_string_equal(err.code, "E-3008");
	assert_non_null(strstr(err.text, "受理"));
	keymap_free(m);
}

/* The files that are compiled in, in the order in which they are read. */
static void test_our_own(void **state)
{
	static const char *const editing[] = { "edit", "form", "any", NULL };
	struct err err;
	(void)state;
	for (size_t i = 0; ui_keymaps[i].name; i++) {
		struct keymap *m = new_map();
		assert_int_equal(keymap_read(m, ui_keymaps[0].name, ui_keymaps[0].text, ui_keymaps[0].size, &err), ST_OK);
		if (i)
			assert_int_equal(keymap_read(m, ui_keymaps[i].name, ui_keymaps[i].text, ui_keymaps[i].size, &err), ST_OK);
		assert_string_equal(command_at(m, editing, K_BACKSPACE), "edit-backspace");
		assert_string_equal(command_at(m, editing, K_ESC), "close");
		keymap_free(m);
	}
	for (int r = 0; r < UI_REQUEST_COUNT; r++)
		assert_true(strlen(ui_request_help((enum ui_request)r)) > 0);
}

/* Our keymaps with seeded damage: read or refused with their place. */
static void test_damaged(void **state)
{
	static const char spice[] = "\"# \n^-bindu\xE5\xFF\t";
	const struct embedded *own = &ui_keymaps[0];
	uint32_t x = 2463534242u;
	(void)state;
	for (int i = 0; i < 3000; i++) {
		char *text = mem_text_n(own->text, own->size);
		struct keymap *m = new_map();
		struct err err;
		for (int k = 0; k < 3; k++) {
			x ^= x << 13, x ^= x >> 17, x ^= x << 5;
			text[x % own->size] = spice[(x >> 16) % (sizeof spice - 1)];
		}
		if (keymap_read(m, "a.keys", text, own->size, &err))
			assert_true(keymap_count(m) == 0 && !strncmp(err.where, "a.keys", 6) && *err.text);
		keymap_free(m);
		free(text);
	}
}

int main(void)
{
	static const struct CMUnitTest tests[] = {
		cmocka_unit_test(test_look_up), cmocka_unit_test(test_later_files), cmocka_unit_test(test_refused),
		cmocka_unit_test(test_needs_key), cmocka_unit_test(test_our_own), cmocka_unit_test(test_damaged),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
