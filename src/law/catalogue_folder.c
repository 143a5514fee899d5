/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/conf.h"
#include "base/file.h"
#include "law/catalogue_own.h"

/* The files of a catalogue, from the paths that somebody typed. */

#define FILE_CEILING (2 * CATALOGUE_CEILING)      /* a little more than is taken, so that its real fault is named */
#define FILES_MOST 4000
#define FOLDERS_DEEP 6

struct gathering {
	struct catalogue_texts *out;
	size_t room, bytes;
	bool full;
	catalogue_fault_fn *fault;
	void *ctx;
	struct err first;
};

static void report(struct gathering *g, const struct err *err)
{
	if (g->first.status == ST_OK)
		g->first = *err;
	if (g->fault)
		g->fault(g->ctx, err);
}

static bool is_folder(const char *path)
{
	struct stat s;

	return stat(path, &s) == 0 && S_ISDIR(s.st_mode);
}

static void gather_file(struct gathering *g, const char *path)
{
	struct err err;
	char *text;
	size_t n;

	if (g->full)
		return;
	if (g->out->count >= FILES_MOST || g->bytes > FILE_CEILING) {
		g->full = true;
		(void)err_at(&err, ST_LIMIT, "E-2005", path, "文件太多(%zu 个,%zu MiB),其余未读取", g->out->count, g->bytes >> 20);
		report(g, &err);
		return;
	}
	if (conf_slurp(path, FILE_CEILING, &text, &n, &err)) {
		report(g, &err);
		return;
	}
	g->bytes += n;
	if (g->out->count == g->room) {
		g->room = g->room ? 2 * g->room : 64;
		g->out->list = mem_grow(g->out->list, g->room, sizeof *g->out->list);
	}
	g->out->list[g->out->count++] = (struct catalogue_text){ mem_text(path), text, n };
}

static int wanted(const struct dirent *entry)
{
	return entry->d_name[0] != '.';
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static void gather_folder(struct gathering *g, const char *folder, int depth)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, wanted, by_name);
	struct err err;

	if (count < 0) {
		(void)err_at(&err, errno == EACCES ? ST_DENIED : ST_IO, "E-2005", folder, "文件夹读不出:%s", err_reason(errno));
		report(g, &err);
		return;
	}
	for (int i = 0; i < count; i++) {
		char *path = file_join(folder, entries[i]->d_name);
		if (is_folder(path)) {
			if (depth < FOLDERS_DEEP)
				gather_folder(g, path, depth + 1);
		} else if (file_ends_in(path, ".json")) {
			gather_file(g, path);
		}
		free(path);
		free(entries[i]);
	}
	free(entries);
}

enum status catalogue_texts_read(const char *const *paths, size_t count, catalogue_fault_fn *fault, void *ctx,
	struct catalogue_texts *out, struct err *err)
{
	struct gathering g = { .out = out, .fault = fault, .ctx = ctx };

	*out = (struct catalogue_texts){ NULL, 0 };
	err_clear(err);
	for (size_t i = 0; i < count; i++) {
		size_t before = out->count;
		if (!is_folder(paths[i])) {
			gather_file(&g, paths[i]);
			continue;
		}
		gather_folder(&g, paths[i], 0);
		if (out->count == before && g.first.status == ST_OK) {
			struct err empty;
			(void)err_at(&empty, ST_NOINPUT, "E-2001", paths[i], "文件夹 %s 里没有目录文件(*.json)", paths[i]);
			report(&g, &empty);
		}
	}
	if (g.first.status == ST_OK)
		return ST_OK;
	catalogue_texts_release(out);
	if (err)
		*err = g.first;
	return g.first.status;
}

void catalogue_texts_release(struct catalogue_texts *texts)
{
	for (size_t i = 0; i < texts->count; i++) {
		free((void *)(uintptr_t)texts->list[i].name);
		free((void *)(uintptr_t)texts->list[i].json);
	}
	free(texts->list);
	*texts = (struct catalogue_texts){ NULL, 0 };
}
