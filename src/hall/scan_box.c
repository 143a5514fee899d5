/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/scan_box.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"

#define FOLDER "scan"

char *scan_box_path(struct hall *h, const char *name)
{
	return mem_format("%s/" FOLDER "/%s", hall_dir(h), name);
}

static int newer_first(const void *a, const void *b)
{
	const struct scan_file *x = a, *y = b;

	if (x->at != y->at)
		return x->at < y->at ? 1 : -1;
	return strcmp(x->name, y->name);
}

/* Among the newest `room`: a full list gives up its oldest. */
static void take(struct scan_file *rows, size_t room, size_t *count, const struct scan_file *one)
{
	size_t oldest = 0;

	if (*count < room) {
		rows[(*count)++] = *one;
		return;
	}
	for (size_t i = 1; i < *count; i++)
		if (rows[i].at < rows[oldest].at)
			oldest = i;
	if (*count && rows[oldest].at < one->at)
		rows[oldest] = *one;
}

enum status scan_box_list(struct hall *h, struct scan_file *rows, size_t room, size_t *count, struct err *err)
{
	char *folder = file_join(hall_dir(h), FOLDER);
	const struct dirent *entry;
	enum status st = ST_OK;
	DIR *dir = opendir(folder);

	*count = 0;
	if (!dir && errno == ENOENT)
		st = file_folder(folder, err);
	else if (!dir)
		st = err_at(err, ST_IO, "E-6891", folder, "扫描文件夹 %s 读不出:%s。请管理员检查;也可按 p 写出文件的路径。", folder, err_reason(errno));
	while (dir && (entry = readdir(dir)) != NULL) {
		struct scan_file one = { .size = 0 };
		struct stat s;
		size_t n = strlen(entry->d_name);
		char *path = file_join(folder, entry->d_name);
		if (entry->d_name[0] != '.' && n < sizeof one.name && text_valid(entry->d_name, n) == n && stat(path, &s) == 0 && S_ISREG(s.st_mode)) {
			memcpy(one.name, entry->d_name, n + 1);
			one.size = s.st_size;
			one.at = (int64_t)s.st_mtim.tv_sec * 1000 + s.st_mtim.tv_nsec / 1000000;
			take(rows, room, count, &one);
		}
		free(path);
	}
	if (dir)
		closedir(dir);
	qsort(rows, *count, sizeof *rows, newer_first);
	free(folder);
	return st;
}

enum status scan_box_keep(struct hall *h, const struct actor *by, const char *number, const char *material, const char *name,
	struct attachment *out, bool *left, struct err *err)
{
	char *path = scan_box_path(h, name);
	enum status st = attachment_add(h, by, number, material, (const char *const *)&path, 1, out, err);

	*left = st == ST_OK && unlink(path) != 0;
	free(path);
	return st;
}
