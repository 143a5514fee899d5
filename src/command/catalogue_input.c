/* SPDX-License-Identifier: Apache-2.0 */
#include "command/catalogue_input.h"

#include <dirent.h>
#include <stdint.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/stat.h>

#include "base/conf.h"
#include "base/csv.h"
#include "base/file.h"
#include "base/mem.h"
#include "book/book.h"

struct gathering { struct catalogue_input *in; size_t faults; struct err first; };

static void heard(void *ctx, const struct err *fault)
{
	struct gathering *g = ctx;

	if (!g->faults++)
		g->first = *fault;
	if (g->in->fault)
		g->in->fault(g->in->ctx, fault);
}

static bool is_folder(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static void keep_text(struct catalogue_input *in, const char *name, char *json)
{
	in->texts.list = mem_grow(in->texts.list, in->texts.count + 1, sizeof *in->texts.list);
	in->texts.list[in->texts.count++] = (struct catalogue_text){ mem_text(name), json, strlen(json) };
}

/* --- tables ----------------------------------------------------------------------------------------------------------- */

static void take_tables(struct gathering *g, const char *path, const struct tables *tables)
{
	struct catalogue_input *in = g->in;
	struct catalogue_places *places;
	struct err err;
	char *json;

	if (catalogue_from_tables(path, tables, heard, g, &json, &places, &err) != ST_OK)
		return;
	keep_text(in, path, json);
	in->places = mem_grow(in->places, in->place_count + 1, sizeof *in->places);
	in->places[in->place_count++] = places;
}

static int wanted_csv(const struct dirent *e)
{
	return e->d_name[0] != '.' && file_ends_in(e->d_name, ".csv");
}

static int wanted_json(const struct dirent *e)
{
	return e->d_name[0] != '.' && file_ends_in(e->d_name, ".json");
}

static size_t count_files(const char *folder, int (*wanted)(const struct dirent *))
{
	struct dirent **list = NULL;
	int n = scandir(folder, &list, wanted, alphasort);

	for (int i = 0; i < n; i++)
		free(list[i]);
	free(list);
	return n > 0 ? (size_t)n : 0;
}

static void read_csv(struct gathering *g, const char *folder, const char *file, size_t *bytes, struct tables *tables)
{
	char *path = file_join(folder, file), *name = mem_text_n(file, strlen(file) - 4), *text;
	struct err err;
	size_t n;

	if (conf_slurp(path, TABLE_BYTES_MOST - *bytes, &text, &n, &err) != ST_OK) {
		heard(g, &err);
	} else {
		*bytes += n;
		enum status st = csv_read(name, path, text, n, tables, heard, g, &err);
		(void)st;                            /* heard tells it */
		free(text);
	}
	free(name);
	free(path);
}

static void read_csv_folder(struct gathering *g, const char *folder)
{
	struct dirent **list = NULL;
	int n = scandir(folder, &list, wanted_csv, alphasort);
	size_t bytes = 0, before = g->faults;
	struct tables tables;
	struct err err;

	tables_init(&tables);
	if (count_files(folder, wanted_json)) {
		(void)err_at(&err, ST_DATA, "E-2076", folder, "文件夹里既有 CSV 又有 JSON,不知以哪个为准;请只留一种");
		heard(g, &err);
	}
	bool one_kind = g->faults == before;
	for (int i = 0; i < n; i++) {
		if (one_kind)
			read_csv(g, folder, list[i]->d_name, &bytes, &tables);
		free(list[i]);
	}
	free(list);
	if (g->faults == before)
		take_tables(g, folder, &tables);
	tables_release(&tables);
}

static void read_book(struct gathering *g, const char *path)
{
	struct tables tables;
	struct err err;

	if (book_read(path, &tables, heard, g, &err) == ST_OK)
		take_tables(g, path, &tables);
	tables_release(&tables);
}

/* --- every kind ------------------------------------------------------------------------------------------------------- */

static void read_json(struct gathering *g, const char *path)
{
	struct catalogue_texts more;
	struct err err;

	if (catalogue_texts_read(&path, 1, heard, g, &more, &err) != ST_OK)
		return;
	for (size_t i = 0; i < more.count; i++) {
		g->in->texts.list = mem_grow(g->in->texts.list, g->in->texts.count + 1, sizeof *g->in->texts.list);
		g->in->texts.list[g->in->texts.count++] = more.list[i];
	}
	free(more.list);
}

static void read_path(struct gathering *g, const char *path)
{
	struct err err;

	if (is_folder(path) && count_files(path, wanted_csv)) {
		read_csv_folder(g, path);
	} else if (file_ends_in(path, ".xlsx") && !is_folder(path)) {
		read_book(g, path);
	} else if (file_ends_in(path, ".csv") && !is_folder(path)) {
		(void)err_at(&err, ST_DATA, "E-2076", path, "一份 CSV 只是一张表;请给出放有全部表的文件夹");
		heard(g, &err);
	} else {
		read_json(g, path);
	}
}

/* What catalogue_overlay finds stands in an overlay, by pointer. */
static void heard_overlay(void *ctx, const struct err *fault)
{
	struct gathering *g = ctx;
	struct err told;

	catalogue_texts_tell(&g->in->overlays, fault, &told);
	heard(g, &told);
}

static void lay_over(struct gathering *g, const struct command_list *overlays)
{
	struct catalogue_input *in = g->in;
	struct err err;

	if (!overlays || !overlays->count || g->faults ||
		catalogue_texts_read(overlays->values, overlays->count, heard, g, &in->overlays, &err) != ST_OK)
		return;
	enum status st = catalogue_overlay(&in->texts, &in->overlays, heard_overlay, g, &in->laid, &err);
	(void)st;                                /* heard_overlay tells it */
}

const struct catalogue_texts *catalogue_input_texts(const struct catalogue_input *in)
{
	return in->overlays.count ? &in->laid.texts : &in->texts;
}

enum status catalogue_input_read(const char *const *paths, size_t count, const struct command_list *overlays,
	catalogue_fault_fn *fault, void *ctx, struct catalogue_input *out, struct err *err)
{
	struct gathering g = { .in = out };

	*out = (struct catalogue_input){ .fault = fault, .ctx = ctx };
	for (size_t i = 0; i < count; i++)
		read_path(&g, paths[i]);
	lay_over(&g, overlays);
	if (!g.faults)
		return ST_OK;
	catalogue_input_release(out);
	*out = (struct catalogue_input){ .fault = fault, .ctx = ctx };
	if (err)
		*err = g.first;
	return g.first.status;
}

void catalogue_input_release(struct catalogue_input *in)
{
	for (size_t i = 0; i < in->place_count; i++)
		catalogue_places_free(in->places[i]);
	free(in->places);
	catalogue_overlaid_release(&in->laid);
	catalogue_texts_release(&in->overlays);
	catalogue_texts_release(&in->texts);
}

void catalogue_input_tell(const struct catalogue_input *in, const struct err *fault, struct err *out)
{
	struct err told;

	catalogue_overlaid_tell(&in->laid, fault, &told);
	if (strcmp(told.where, fault->where) != 0) {
		catalogue_texts_tell(&in->overlays, &told, out);
		return;
	}
	for (size_t i = 0; i < in->place_count; i++)
		catalogue_places_tell(in->places[i], fault, &told);
	if (strcmp(told.where, fault->where) == 0)
		catalogue_texts_tell(&in->texts, fault, &told);
	*out = told;
}

void catalogue_input_fault(void *input, const struct err *fault)
{
	const struct catalogue_input *in = input;
	struct err told;

	catalogue_input_tell(in, fault, &told);
	if (in->fault)
		in->fault(in->ctx, &told);
}

enum status catalogue_input_load(const char *const *paths, size_t count, const struct command_list *overlays,
	catalogue_fault_fn *fault, void *ctx, struct catalogue **out, struct err *err)
{
	struct catalogue_input in;
	struct err found;
	enum status st = catalogue_input_read(paths, count, overlays, fault, ctx, &in, err);

	*out = NULL;
	if (st == ST_OK) {
		const struct catalogue_texts *texts = catalogue_input_texts(&in);
		st = catalogue_load(texts->list, texts->count, catalogue_input_fault, &in, out, &found);
		if (st != ST_OK && err)
			catalogue_input_tell(&in, &found, err);
	}
	catalogue_input_release(&in);
	return st;
}
