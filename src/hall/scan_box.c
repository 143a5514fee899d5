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
#include "base/log.h"
#include "base/mem.h"

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
		char *path = file_join(folder, entry->d_name);
		if (entry->d_name[0] != '.' && lstat(path, &s) == 0 && S_ISREG(s.st_mode)) {
			snprintf(one.name, sizeof one.name, "%s", entry->d_name);
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

/* Put aside first: what is taken away must be what was read, and a camera may write the name anew at any moment. */
bool scan_box_taken(struct hall *h, const char *name, const struct attachment *a)
{
	char *path = scan_box_path(h, name), *aside = mem_format("%s/" FOLDER "/.yichuang-%ld", hall_dir(h), (long)getpid());
	struct stat is;
	bool gone = rename(path, aside) != 0 ? errno == ENOENT : lstat(aside, &is) == 0 && conf_same_file(&is, &a->file) && unlink(aside) == 0;

	if (!gone && access(aside, F_OK) == 0) {         /* back, and not over one that is there again by now */
		char *beside = mem_format("%s-2", path);
		if ((link(aside, path) == 0 || link(aside, beside) == 0) && unlink(aside) != 0)
			log_line(LOG_WARNING, "a scan stands twice in the scan folder: %s", strerror(errno));
		free(beside);
	}
	free(aside);
	free(path);
	return gone;
}
