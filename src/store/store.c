/* SPDX-License-Identifier: Apache-2.0 */
#include "store/store.h"

#include <string.h>
#include <unistd.h>

#include "base/mem.h"
#include "store/backend.h"

static const struct backend *const backends[] = { &backend_sqlite };

static const struct schema_set *set_named(const char *name)
{
	for (size_t i = 0; i < schema_set_count; i++)
		if (strcmp(schema_sets[i].name, name) == 0)
			return &schema_sets[i];
	return NULL;
}

/* The backend that a URL names, and what stands behind its colon. A bare path is SQLite's. */
static const struct backend *backend_of(const char *url, const char **where)
{
	*where = url;
	for (size_t i = 0; i < COUNT_OF(backends); i++) {
		size_t n = strlen(backends[i]->scheme);
		if (strncmp(url, backends[i]->scheme, n) == 0 && url[n] == ':') {
			*where = url + n + 1;
			return backends[i];
		}
	}
	const char *colon = strstr(url, "://");
	return colon && !memchr(url, '/', (size_t)(colon - url)) ? NULL : &backend_sqlite;
}

enum status store_open(const char *url, const char *schema, unsigned flags, struct store **out, struct err *err)
{
	const char *where;
	const struct backend *backend = backend_of(url, &where);
	const struct schema_set *set = set_named(schema);

	*out = NULL;
	err_clear(err);
	if (!backend || !*where)
		return err_at(err, ST_CONFIG, "E-5113", url, "不认识的数据库地址。应为 sqlite:路径。");
	if (!set)
		return err_at(err, ST_BUG, "E-5111", schema, "程序错误:没有这一套数据结构。");
	enum status st = backend->open(where, set, flags, out, err);
	if (st == ST_OK)
		(*out)->owner = getpid();
	return st;
}

void store_close(struct store *s)
{
	if (s && s->owner == getpid())
		s->backend->close(s);
}

/* A connection that crossed a fork would break the locks of its parent (R3). */
static enum status owner_check(const struct store *s, struct err *err)
{
	return s->owner == getpid() ? ST_OK : err_set(err, ST_BUG, "E-5111", "程序错误:数据库连接不能跨进程使用。");
}

/* A query may only be run with the arguments that it has, in the set that it belongs to. */
static enum status query_check(const struct store *s, size_t q, size_t count, struct err *err)
{
	if (q >= query_table_count)
		return err_set(err, ST_BUG, "E-5111", "程序错误:没有这一条查询。");
	const struct query_text *text = &query_table[q];
	if (text->arguments != count)
		return err_at(err, ST_BUG, "E-5111", text->name, "程序错误:查询的参数个数不符。");
	if (strcmp(text->set, "*") != 0 && strcmp(text->set, s->set->name) != 0)
		return err_at(err, ST_BUG, "E-5111", text->name, "程序错误:查询不属于这一套数据。");
	return ST_OK;
}

enum status store_step(struct store *s, size_t q, const struct value *args, size_t count, struct rows *rows,
	struct err *err)
{
	enum status st = query_check(s, q, count, err);

	return st == ST_OK ? s->backend->step(s, q, args, count, rows, err) : st;
}

enum status store_read(struct store *s, enum query q, const struct value *args, size_t count, struct rows **out,
	struct err *err)
{
	struct rows *rows = mem_alloc(sizeof *rows);
	enum status st;

	*out = NULL;
	err_clear(err);
	if ((st = owner_check(s, err)) == ST_OK)
		st = store_step(s, (size_t)q, args, count, rows, err);
	if (st == ST_OK) {
		*out = rows;
		rows = NULL;
	}
	rows_free(rows);
	return st;
}

enum status store_submit(struct store *s, struct batch *b, struct err *err)
{
	err_clear(err);
	if (s->closed.status != ST_OK) {
		if (err)
			*err = s->closed;
		return s->closed.status;
	}
	if (s->flags & STORE_READ_ONLY)
		return err_set(err, ST_DENIED, "E-5114", "数据库以只读方式打开,本次改动未保存。");
	enum status st = owner_check(s, err);
	return st == ST_OK ? batch_run(s, b, err) : st;
}

int store_watch(struct store *s)
{
	return s->backend->watch(s);
}

bool store_changed(struct store *s)
{
	return s->backend->changed(s);
}

void store_watch_pass(struct store *from, struct store *to)
{
	if (from->backend == to->backend)
		from->backend->watch_pass(from, to);
}

const struct err *store_closed(const struct store *s)
{
	return s->closed.status == ST_OK ? NULL : &s->closed;
}

enum status store_making(struct store *s, bool making, struct err *err)
{
	enum status st = owner_check(s, err);

	return st == ST_OK ? s->backend->making(s, making, err) : st;
}

void store_rest(struct store *s)
{
	s->backend->rest(s);
}

enum status store_backup(struct store *s, const char *path, struct err *err)
{
	err_clear(err);
	return s->backend->backup(s, path, err);
}

enum status store_check(struct store *s, bool thorough, struct err *err)
{
	err_clear(err);
	return s->backend->check(s, thorough, err);
}

const char *store_describe(struct store *s)
{
	return s->backend->describe(s);
}
