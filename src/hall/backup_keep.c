/* SPDX-License-Identifier: Apache-2.0 */
#include <dirent.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/day.h"
#include "base/file.h"
#include "base/log.h"
#include "base/mem.h"
#include "hall/attachment_own.h"
#include "hall/backup_own.h"

/* Which copies stay (R27): all of the last day, then the last of each of 7 days, 5 weeks and 12 months that have any. */

enum { BY_DAY, BY_WEEK, BY_MONTH, UNITS };
static const size_t most[UNITS] = { 7, 5, 12 };

struct moment { int64_t minute; int unit[UNITS]; };

static int digits(const char *s, int n)
{
	int v = 0;

	while (n-- > 0)
		v = v * 10 + (*s++ - '0');
	return v;
}

static struct moment moment_of(const char *name)
{
	int year = digits(name, 4), month = digits(name + 5, 2);
	day_t day = day_from_ymd(year, month, digits(name + 8, 2));

	return (struct moment){ (int64_t)day * 1440 + digits(name + 11, 2) * 60 + digits(name + 13, 2),
		{ [BY_DAY] = day, [BY_WEEK] = (day + 3) / 7, [BY_MONTH] = year * 12 + month } };
}

void backup_which(const struct backup *list, size_t count, bool *stays)
{
	int last[UNITS] = { -1, -1, -1 };
	size_t got[UNITS] = { 0 };
	const int64_t newest = count ? moment_of(list[0].name).minute : 0;

	for (size_t i = 0; i < count; i++) {
		struct moment m = moment_of(list[i].name);
		const bool tells = list[i].missing >= 0;         /* one that is no good stays to be looked at, and stands for no other */
		stays[i] = !tells || newest - m.minute < 1440;
		for (int u = 0; u < UNITS && tells; u++)
			if (m.unit[u] != last[u] && got[u] < most[u]) {
				last[u] = m.unit[u];
				got[u]++;
				stays[i] = true;
			}
	}
}

/* --- scans that no copy names ------------------------------------------------------------------------------------------------------ */

/* Of every copy that stays. One that does not open, an older program's for one, keeps all of them. */
static enum status names_read(struct attachment_names *all, const char *folder, const struct backup *list, const bool *stays, size_t count)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < count; i++) {
		char *db = mem_format("%s/%s/" BACKUP_STORE, folder, list[i].name);
		struct store *s = NULL;
		struct err err;
		if (stays[i] && (st = store_open(db, "hall", STORE_READ_ONLY, &s, &err)) == ST_OK)
			st = attachment_names_read(all, s, &err);
		store_close(s);
		free(db);
	}
	return st;
}

static void sweep(struct hall *h, const char *folder, const struct backup *list, const bool *stays, size_t count)
{
	char *scans = file_join(folder, ATTACHMENT_FOLDER);
	struct attachment_names all = { .h = h };
	DIR *dir = names_read(&all, folder, list, stays, count) == ST_OK ? opendir(scans) : NULL;
	const struct dirent *entry;

	while (dir && (entry = readdir(dir)) != NULL) {
		char *path = file_join(scans, entry->d_name);
		bool part = strncmp(entry->d_name, ".yichuang-", 10) == 0;
		if (part || (strlen(entry->d_name) == DIGEST_HEX - 1 && !attachment_names_have(&all, entry->d_name)))
			(void)unlink(path);
		free(path);
	}
	if (dir)
		closedir(dir);
	free(all.list);
	free(scans);
}

/* Is it the first of its day? Which scans nobody names is looked into once a day. */
static bool first_of_day(const struct backup *list, size_t count)
{
	return count < 2 || strncmp(list[0].name, list[1].name, 10) != 0;
}

void backup_thin(struct hall *h, const char *folder, const char *newest)
{
	struct backup *list = NULL;
	size_t count = 0, later = 0;
	struct err err;

	if (backup_list(h, &list, &count, &err) != ST_OK)
		count = 0;
	while (later < count && strcmp(list[later].name, newest) != 0)
		later++;
	if (later == count) {
		log_line(LOG_WARNING, "backup: the newest one is not found: nothing was taken away");
		free(list);
		return;
	}
	bool *stays = mem_array(count, sizeof *stays);
	for (size_t i = 0; i < later; i++)               /* by a clock that was ahead: they stand for nothing, and stay until their time comes */
		stays[i] = true;
	backup_which(list + later, count - later, stays + later);
	for (size_t i = 0; i < count; i++) {
		char *copy = file_join(folder, list[i].name);
		if (!stays[i])
			backup_remove(copy);
		free(copy);
	}
	if (first_of_day(list + later, count - later))
		sweep(h, folder, list, stays, count);
	free(stays);
	free(list);
}
