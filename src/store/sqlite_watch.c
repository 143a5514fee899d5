/* SPDX-License-Identifier: Apache-2.0 */
#include <errno.h>
#include <stdlib.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/sqlite.h"

/* A COMMIT ends with a change of the journal (its truncation) or of the WAL, so those are what is watched: whoever
 * looks when that event comes finds the new data. inotify opens nothing, so no lock is disturbed (R3). */

static const char *companion(const struct sqlite *q)
{
	return q->wal ? "-wal" : "-journal";
}

/* Watches the journal, or the folder until there is one (again: somebody may remove it). */
static void watch_journal(struct sqlite *q)
{
	char *name = mem_format("%s%s", q->path, companion(q));

	q->watch_folder = false;
	if (inotify_add_watch(q->watch, name, IN_MODIFY | IN_ATTRIB | IN_MOVE_SELF) < 0) {
		char *folder = sqlite_folder(q->path);
		q->watch_folder = inotify_add_watch(q->watch, folder, IN_CREATE | IN_MOVED_TO) >= 0;
		free(folder);
	}
	free(name);
}

static bool data_version(struct sqlite *q, int64_t *version)
{
	bool good = false;

	if (!q->data_version && sqlite3_prepare_v3(q->db, "PRAGMA data_version", -1, SQLITE_PREPARE_PERSISTENT,
	    &q->data_version, NULL) != SQLITE_OK)
		return false;
	if (sqlite3_step(q->data_version) == SQLITE_ROW) {
		*version = sqlite3_column_int64(q->data_version, 0);
		good = true;
	}
	sqlite3_reset(q->data_version);
	return good;
}

int sqlite_watch(struct store *s)
{
	struct sqlite *q = (struct sqlite *)s;

	if (q->watch >= 0)
		return q->watch;
	data_version(q, &q->last_version);
	q->watch = inotify_init1(IN_NONBLOCK | IN_CLOEXEC);
	if (q->watch >= 0)
		watch_journal(q);
	return q->watch;
}

static void drain(struct sqlite *q)
{
	_Alignas(struct inotify_event) char events[4096];
	bool gone = q->watch_folder;
	ssize_t n;

	if (q->watch < 0)
		return;
	while ((n = read(q->watch, events, sizeof events)) > 0 || (n < 0 && errno == EINTR))
		for (ssize_t at = 0; at < n; ) {
			const struct inotify_event *e = (const struct inotify_event *)(events + at);
			gone = gone || (e->mask & ~(uint32_t)IN_MODIFY);
			at += (ssize_t)(sizeof *e + e->len);
		}
	if (gone)
		watch_journal(q);
}

/* A rollback journal with content is a transaction under way (or one that was cut off): its end will wake us again. */
static bool under_way(const struct sqlite *q)
{
	char *name = mem_format("%s-journal", q->path);
	struct stat st;
	bool busy = !q->wal && stat(name, &st) == 0 && st.st_size > 0;

	free(name);
	return busy;
}

bool sqlite_changed(struct store *s)
{
	struct sqlite *q = (struct sqlite *)s;
	int64_t version;

	drain(q);
	if (q->watch >= 0 && under_way(q))
		return false;
	if (!data_version(q, &version) || version == q->last_version)
		return false;
	q->last_version = version;
	return true;
}

/* What is watched is the journal's file, not the connection. The new one has seen nothing yet: it looks at once. */
void sqlite_watch_pass(struct store *from, struct store *to)
{
	struct sqlite *a = (struct sqlite *)from, *b = (struct sqlite *)to;

	if (a->watch < 0 || b->watch >= 0)
		return;
	b->watch = a->watch;
	b->watch_folder = a->watch_folder;
	a->watch = -1;
	data_version(b, &b->last_version);
	b->last_version--;
}
