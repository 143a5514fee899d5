/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/demo.h"

#include <arpa/inet.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "base/tls.h"
#include "hall/import.h"
#include "hall/outbox.h"
#include "hall/staff.h"

struct demo_window { char *no, *name, *kind; };
struct demo_person { char *login, *name, *work_no, *role, *password, *department; };
struct demo {
	struct settings *settings;             /* borrowed while reading */
	struct arena *arena;
	struct demo_window windows[64];
	struct demo_person people[64];
	char *desks[16];                       /* departments without a system of their own */
	size_t window_count, person_count, desk_count;
};

static enum status wrong(const char *word, struct err *err)
{
	return err_set(err, ST_CONFIG, "E-4106", "演示大厅的文件里这一行不对:%.60s", word);
}

static enum status demo_row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct demo *d = ctx;
	struct arena *a = d->arena;

	(void)line;
	if (strcmp(words[0], "set") == 0 && count == 3)
		return settings_set(d->settings, words[1], words[2], err);
	if (strcmp(words[0], "window") == 0 && count == 4 && d->window_count < COUNT_OF(d->windows)) {
		d->windows[d->window_count++] = (struct demo_window){ arena_text(a, words[1]), arena_text(a, words[2]),
			arena_text(a, words[3]) };
		return ST_OK;
	}
	if (strcmp(words[0], "staff") == 0 && (count == 6 || count == 7) && d->person_count < COUNT_OF(d->people)) {
		d->people[d->person_count++] = (struct demo_person){ arena_text(a, words[1]), arena_text(a, words[2]),
			arena_text(a, words[3]), arena_text(a, words[4]), arena_text(a, words[5]), arena_text(a, count == 7 ? words[6] : "") };
		return ST_OK;
	}
	if (strcmp(words[0], "desk") == 0 && count == 2 && d->desk_count < COUNT_OF(d->desks)) {
		d->desks[d->desk_count++] = arena_text(a, words[1]);
		return ST_OK;
	}
	return wrong(words[0], err);
}

/* A port of loopback that nobody uses now; 0 when none could be had. */
static unsigned free_port(void)
{
	struct sockaddr_in at = { .sin_family = AF_INET, .sin_addr = { htonl(INADDR_LOOPBACK) } };
	socklen_t n = sizeof at;
	int fd = socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
	unsigned port = 0;

	if (fd < 0)
		return 0;
	if (bind(fd, (struct sockaddr *)&at, sizeof at) == 0 && getsockname(fd, (struct sockaddr *)&at, &n) == 0)
		port = ntohs(at.sin_port);
	close(fd);
	return port;
}

enum status demo_read(const char *data, struct settings *settings, struct demo **out, struct err *err)
{
	struct demo *d = mem_alloc(sizeof *d);
	char *path = file_join(data, "demo/hall.demo"), *text = NULL, port[8];
	size_t n = 0;
	enum status st;

	*out = NULL;
	d->arena = arena_new();
	d->settings = settings;
	if ((st = conf_slurp(path, BUF_SMALL, &text, &n, err)) != ST_OK ||
	    (st = conf_read_text(path, text, n, demo_row, d, err)) != ST_OK)
		goto out;
	snprintf(port, sizeof port, "%u", free_port() & 0xFFFF);
	if ((st = settings_set(settings, "department.port", port, err)) != ST_OK)
		goto out;
	*out = d;
	d = NULL;
out:
	demo_free(d);
	free(text);
	free(path);
	return st;
}

void demo_free(struct demo *d)
{
	if (!d)
		return;
	arena_free(d->arena);
	free(d);
}

/* --- filling -------------------------------------------------------------------------------------------------------------- */

static enum status fill_windows(struct hall *h, const struct demo *d, struct err *err)
{
	struct batch *b = batch_new("demo");
	enum status st;

	for (size_t i = 0; i < d->window_count; i++)
		batch_add(b, Q_WINDOW_INSERT, ARGS(value_text(d->windows[i].no), value_text(d->windows[i].name),
			value_text(d->windows[i].kind), value_int((int64_t)i + 1)));
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

/* Whoever looks at a demonstration is not asked for another password: its login screen shows the one that all have. */
static enum status settle(struct hall *h, const struct demo *d, struct err *err)
{
	struct batch *b = batch_new("demo");
	enum status st;

	for (size_t i = 0; i < d->person_count; i++)
		batch_add(b, Q_STAFF_SETTLED, ARGS(value_text(d->people[i].login)));
	st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}

static enum status fill_catalogue(struct hall *h, const struct actor *by, const char *data, struct err *err)
{
	char *folder = file_join(data, "catalogue");
	const char *paths[] = { folder };
	struct catalogue_texts texts = { 0 };
	struct import_result result;
	enum status st = catalogue_texts_read(paths, 1, NULL, NULL, &texts, err);

	if (st == ST_OK)
		st = import_catalogue(h, by, &(struct import_request){ .texts = texts.list, .count = texts.count }, &result, err);
	catalogue_texts_release(&texts);
	free(folder);
	return st;
}

void demo_departments(struct hall *h, struct batch *b)
{
	char base[64];

	snprintf(base, sizeof base, "https://127.0.0.1:%ld/", hall_int(h, "department.port"));
	batch_add(b, Q_DEPARTMENT_DEMO, ARGS(value_text(base)));
}

static enum status fill_people(struct hall *h, const struct actor *by, const struct demo *d, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; i < d->person_count && st == ST_OK; i++) {
		const struct demo_person *p = &d->people[i];
		st = staff_add(h, by, p->login, p->name, p->work_no, p->role, p->department, p->password, err);
	}
	return st == ST_OK ? settle(h, d, err) : st;
}

enum status demo_fill(struct hall *h, const struct actor *by, const char *data, const struct demo *d, struct err *err)
{
	char *tls = file_join(hall_dir(h), "tls");
	enum status st = fill_windows(h, d, err);

	if (st == ST_OK && (st = fill_catalogue(h, by, data, err)) == ST_OK)       /* before the people: it brings their departments */
		st = fill_people(h, by, d, err);
	for (size_t i = 0; i < d->desk_count && st == ST_OK; i++)
		st = department_set(h, by, d->desks[i], DEPARTMENT_DESK, true, err);
	if (st == ST_OK)
		st = tls_make(tls, hall_text(h, "hall.name"), err);
	free(tls);
	return st;
}
