/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "ui/engine.h"
#include "ui/picture.h"

/* Keymaps, in the order in which they are read: widgets.keys (ours: what moves and edits, and the commands of UI_COMMANDS),
 * default.keys (the program's), the chosen variant, local.keys (a hall's additions).
 *
 * Keymaps and screens: the hall's own files take the place of those that were compiled in. A bad one does not keep the
 * desk from starting: the built-in one is used, and the message line says what is wrong (E-3008 and others). */

#define FILE_MAX ((size_t)256 * 1024)

extern const struct embedded ui_keymaps[];       /* made from keymaps/ at build */

static const struct embedded *built_in(const struct embedded *table, const char *name)
{
	for (; table && table->name; table++)
		if (!strcmp(table->name, name))
			return table;
	return NULL;
}

/* The hall's file, if there is one: owned text. ST_NOINPUT: there is none. */
static enum status slurp(const char *folder, const char *name, char **text, size_t *n, char **path, struct err *err)
{
	*text = *path = NULL;
	if (!folder)
		return ST_NOINPUT;
	*path = file_join(folder, name);
	return conf_slurp(*path, FILE_MAX, text, n, err);
}

static void read_keys(struct ui *ui, const char *name, bool must)
{
	const struct embedded *own = built_in(ui->options.keymaps, name);
	own = own ? own : built_in(ui_keymaps, name);
	struct err err;
	char *text, *path;
	size_t n;
	enum status st = slurp(ui->options.keymaps_folder, name, &text, &n, &path, &err);
	if (!st)
		st = keymap_read(ui->keymap, path, text, n, &err);
	if (st && st != ST_NOINPUT)
		message_refuse(ui, err.code, "键位 %s:%s%s已改用内置键位", err.where, err.text, text_stop(err.text));
	free(text);
	free(path);
	if (st && own && keymap_read(ui->keymap, own->name, own->text, own->size, &err))
		message_refuse(ui, err.code, "键位 %s:%s", err.where, err.text);
	else if (st && !own && must)
		message_refuse(ui, "E-3204", "没有名叫 %s 的键位", name);
}

static void read_all(struct ui *ui)
{
	ui->keymap = keymap_new(ui->options.commands, ui->options.command_count);
	read_keys(ui, "widgets.keys", true);
	read_keys(ui, "default.keys", false);
	if (ui->options.keymap && strcmp(ui->options.keymap, "default") != 0) {
		char *name = mem_format("%s.keys", ui->options.keymap);
		read_keys(ui, name, true);
		free(name);
	}
	read_keys(ui, "local.keys", false);
}

void source_keymap(struct ui *ui)
{
	struct err err;
	read_all(ui);
	if (keymap_check(ui->keymap, &err) && (ui->options.keymaps_folder || ui->options.keymap)) {
		message_refuse(ui, err.code, "%s%s已改用内置键位", err.text, text_stop(err.text));
		keymap_free(ui->keymap);
		ui->options.keymaps_folder = ui->options.keymap = NULL;
		read_all(ui);
	}
	for (size_t i = 0; i < keymap_count(ui->keymap); i++) {
		uint32_t key = keymap_at(ui->keymap, i)->key;
		if (key & K_META)
			key_reader_meta(ui->keys, key & ~(uint32_t)K_META);
	}
}

const struct picture *ui_picture(struct ui *ui, const char *name, struct err *err)
{
	for (size_t i = 0; i < ui->picture_count; i++)
		if (!strcmp(ui->pictures[i]->name, name))
			return ui->pictures[i];
	char *file = mem_format("%s.form", name), *text, *path;
	const struct embedded *own = built_in(ui->options.screens, file);
	struct picture *p = NULL;
	size_t n;
	enum status st = slurp(ui->options.screens_folder, file, &text, &n, &path, err);
	if (!st)
		st = picture_read(path, text, n, &p, err);
	if (st && st != ST_NOINPUT)
		message_refuse(ui, err->code, "画面 %s:%s%s已改用内置画面", err->where, err->text, text_stop(err->text));
	if (st && own)
		st = picture_read(own->name, own->text, own->size, &p, err);
	else if (st && st == ST_NOINPUT)
		(void)err_set(err, st, "E-3210", "没有名叫 %s 的画面", name);
	free(text);
	free(path);
	free(file);
	if (st)
		return NULL;
	ui->pictures = mem_grow(ui->pictures, ui->picture_count + 1, sizeof(struct picture *));
	return ui->pictures[ui->picture_count++] = p;
}

void source_release(struct ui *ui)
{
	for (size_t i = 0; i < ui->picture_count; i++)
		picture_free(ui->pictures[i]);
	free(ui->pictures);
}
