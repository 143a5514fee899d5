/* SPDX-License-Identifier: Apache-2.0 */
#include "law/calendar.h"

#include <dirent.h>
#include <errno.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/file.h"

#define MOST_BYTES ((size_t)4 * 1024 * 1024)

static int is_json(const struct dirent *entry)
{
	size_t n = strlen(entry->d_name);

	return entry->d_name[0] != '.' && n > 5 && strcmp(entry->d_name + n - 5, ".json") == 0;
}

static int by_name(const struct dirent **a, const struct dirent **b)
{
	return strcmp((*a)->d_name, (*b)->d_name);
}

static enum status load_file(struct calendar *c, const char *folder, const char *name, struct err *err)
{
	char *path = file_join(folder, name), *text = NULL;
	size_t n = 0;
	enum status st = conf_slurp(path, MOST_BYTES, &text, &n, err);

	if (st == ST_OK)
		st = calendar_load(c, path, text, n, err);
	free(text);
	free(path);
	return st;
}

enum status calendar_load_folder(struct calendar *c, const char *folder, struct err *err)
{
	struct dirent **entries = NULL;
	int count = scandir(folder, &entries, is_json, by_name);
	enum status st = ST_OK;

	if (count < 0 && (errno == ENOENT || errno == ENOTDIR))
		return err_at(err, ST_NOINPUT, "E-1055", folder, "没有这个日历文件夹");
	if (count < 0)
		return err_at(err, ST_IO, "E-1055", folder, "日历文件夹读不出:%s", err_reason(errno));
	if (count == 0)
		st = err_at(err, ST_NOINPUT, "E-1055", folder, "文件夹里没有日历(*.json)");
	for (int i = 0; i < count; i++) {
		if (st == ST_OK)
			st = load_file(c, folder, entries[i]->d_name, err);
		free(entries[i]);
	}
	free(entries);
	return st;
}
