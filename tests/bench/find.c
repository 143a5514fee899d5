/* SPDX-License-Identifier: Apache-2.0 */
/* Finding a dossier among many: dossier_find, then one hand-written query that gives the same rows, on bare SQLite. The
 * file is in the system's cache, so what counts is CPU time; the clock on the wall would show who else is at work.
 *
 *   bench-find HALL fill COUNT      copies the newest dossier of the hall COUNT times, with other names, numbers and persons
 *   bench-find HALL ask ROUNDS      "KIND ours MS" and "KIND raw MS" for each of ROUNDS questions of each kind
 *
 * The copies have what finding reads (dossier, tokens, tasks); they have no snapshot. */
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/file.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/dossier.h"
#include "hall/token.h"
#include "law/number.h"

#define A_DAY 915                /* dossiers: a million in three years, all of them past */
#define ROOM 20                  /* rows of a page */

static void must(enum status st, const struct err *err)
{
	if (st == ST_OK)
		return;
	fprintf(stderr, "bench-find: %s %s %s\n", err->code, err->where, err->text);
	exit(status_exit(st));
}

static void must_sql(sqlite3 *db, bool fine)
{
	if (fine)
		return;
	fprintf(stderr, "bench-find: SQLite: %s\n", sqlite3_errmsg(db));
	exit(70);
}

/* --- people: the i-th is always the same -------------------------------------------------------------------------- */

/* From the most common surname down; the n-th of 40 is taken with a weight of about 1/n. */
static const char surnames[] = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕";
static const char given[] = "伟芳娜敏静丽强磊军洋勇艳杰娟涛明超秀霞平刚桂英华玉兰红梅建国志文辉力永健世广义兴良海山仁波宁贵福生龙元全胜学祥才发武新利清飞"
	"彬富顺信子昌成康星光天达安岩中茂进林有坚和彪博诚先敬震振壮会思群豪心邦承乐绍功松善厚庆友裕河哲江浩亮政谦亨奇固之轮翰朗伯宏言若鸣朋斌梁栋维启克伦翔旭鹏泽晨辰士以建家致树炎德行时泰盛雄琛钧冠策腾楠榕风航弘";

static uint64_t mixed(uint64_t x)
{
	x += 0x9E3779B97F4A7C15u;
	x = (x ^ x >> 30) * 0xBF58476D1CE4E5B9u;
	x = (x ^ x >> 27) * 0x94D049BB133111EBu;
	return x ^ x >> 31;
}

static void add_character(struct buf *name, const char *all, uint64_t n)
{
	uint64_t count = text_count(all);
	const char *at = all;
	uint32_t c;

	for (n %= count; n; n--)
		at += text_decode(at, strlen(at), &c);
	buf_add(name, at, text_decode(at, strlen(at), &c));
}

static void person(int64_t i, struct buf *name, char id[20])
{
	uint64_t r = mixed((uint64_t)i), first = 0;

	/* 1/n: the first of two draws, the second limited by the first */
	first = (r >> 8) % (1 + r % 40);
	buf_clear(name);
	add_character(name, surnames, first);
	add_character(name, given, r >> 16);
	if (r >> 40 & 3)
		add_character(name, given, r >> 24);
	snprintf(id, 20, "338810%08u%03u", 19500101u + (unsigned)(r >> 12) % 500000, (unsigned)(i % 1000));
}

/* --- filling -------------------------------------------------------------------------------------------------------- */

static const char insert_dossier[] =
	"INSERT INTO dossier (number, tail, accept_uuid, state, outcome, deferred, bundle, bundle_name, catalogue_version,"
	" calendar_version, window_no, staff, name, company, person_index, received_day, received_at, accepted_at, promised_day,"
	" statutory_day, estimated, delivery, query_code, check_code, typed, derived, shared, updated_at)"
	" SELECT ?2, ?3, ?4, state, outcome, deferred, bundle, bundle_name, catalogue_version, calendar_version, window_no, staff,"
	" ?5, 0, ?6, ?7, received_at + (?7 - received_day) * 86400000, accepted_at + (?7 - received_day) * 86400000,"
	" promised_day + ?7 - received_day, statutory_day, estimated, delivery, query_code, check_code, typed, derived, shared,"
	" updated_at FROM dossier WHERE id = ?1";
static const char insert_tasks[] =
	"INSERT INTO task (dossier, no, task_no, item, department, state, due_day, updated_at)"
	" SELECT ?2, no, ?3 || '-' || no, item, department, '20', due_day, updated_at FROM task WHERE dossier = ?1";
static const char insert_token[] = "INSERT OR IGNORE INTO dossier_token (token, dossier) VALUES (?1, ?2)";

struct filling { struct hall *h; sqlite3 *db; sqlite3_stmt *dossier, *tasks, *token; int64_t id; };

static void run(sqlite3 *db, sqlite3_stmt *s)
{
	must_sql(db, sqlite3_step(s) == SQLITE_DONE && sqlite3_reset(s) == SQLITE_OK);
}

static void bind_text(sqlite3_stmt *s, int place, const char *text)
{
	must_sql(sqlite3_db_handle(s), sqlite3_bind_text(s, place, text, -1, SQLITE_TRANSIENT) == SQLITE_OK);
}

static void add_token(void *ctx, const char *token)
{
	struct filling *f = ctx;

	bind_text(f->token, 1, token);
	sqlite3_bind_int64(f->token, 2, f->id);
	run(f->db, f->token);
}

static void add_key(struct filling *f, const char *key, char token[18])
{
	token[0] = '#';
	hall_index(f->h, key, token + 1);
	add_token(f, token);
}

static void number_of(int64_t i, day_t *day, char number[DOSSIER_NUMBER_SIZE])
{
	struct err err = { 0 };

	*day = day_from_ymd(2022, 1, 3) + (day_t)(i / A_DAY);
	must(number_dossier("338810", "001", *day, (int)(i % A_DAY) + 1, number), &err);
}

static void add_one(struct filling *f, int64_t original, int64_t i)
{
	char number[DOSSIER_NUMBER_SIZE], tail[7], uuid[60], id[20], phone[24], token[18];
	struct buf name;
	day_t day;

	buf_init(&name, BUF_SMALL);
	person(i, &name, id);
	number_of(i, &day, number);
	for (int k = 0; k < 6; k++)
		tail[k] = number[strlen(number) - 1 - (size_t)k];
	tail[6] = '\0';
	snprintf(uuid, sizeof uuid, "bench-%030lld", (long long)i);
	snprintf(phone, sizeof phone, "139%08lld", (long long)i);
	hall_index(f->h, id, token);
	sqlite3_bind_int64(f->dossier, 1, original);
	bind_text(f->dossier, 2, number);
	bind_text(f->dossier, 3, tail);
	bind_text(f->dossier, 4, uuid);
	bind_text(f->dossier, 5, name.data);
	bind_text(f->dossier, 6, token);
	sqlite3_bind_int64(f->dossier, 7, day);
	run(f->db, f->dossier);
	f->id = sqlite3_last_insert_rowid(f->db);
	sqlite3_bind_int64(f->tasks, 1, original);
	sqlite3_bind_int64(f->tasks, 2, f->id);
	bind_text(f->tasks, 3, number);
	run(f->db, f->tasks);
	char *plain = token_name(name.data);
	token_each(plain, false, add_token, f);
	free(plain);
	add_key(f, id, token);
	add_key(f, phone, token);
	buf_release(&name);
}

static sqlite3_stmt *prepare(sqlite3 *db, const char *sql)
{
	sqlite3_stmt *s;

	must_sql(db, sqlite3_prepare_v3(db, sql, -1, SQLITE_PREPARE_PERSISTENT, &s, NULL) == SQLITE_OK);
	return s;
}

static void fill(struct hall *h, sqlite3 *db, int64_t count)
{
	struct filling f = { .h = h, .db = db };
	sqlite3_stmt *newest = prepare(db, "SELECT max(id) FROM dossier");

	must_sql(db, sqlite3_step(newest) == SQLITE_ROW);
	int64_t original = sqlite3_column_int64(newest, 0);
	sqlite3_finalize(newest);
	must_sql(db, sqlite3_exec(db, "PRAGMA synchronous=OFF; PRAGMA cache_size=-200000; BEGIN", NULL, NULL, NULL) == SQLITE_OK);
	f.dossier = prepare(db, insert_dossier);
	f.tasks = prepare(db, insert_tasks);
	f.token = prepare(db, insert_token);
	for (int64_t i = 0; i < count; i++)
		add_one(&f, original, i);
	must_sql(db, sqlite3_exec(db, "COMMIT", NULL, NULL, NULL) == SQLITE_OK);
	sqlite3_finalize(f.dossier);
	sqlite3_finalize(f.tasks);
	sqlite3_finalize(f.token);
}

/* --- asking --------------------------------------------------------------------------------------------------------- */

#define COLUMNS "d.id, d.number, d.name, d.company, d.bundle_name, d.state, d.deferred, d.accepted_at, d.promised_day, d.window_no," \
	" (SELECT group_concat(state, ' ') FROM (SELECT state FROM task k WHERE k.dossier = d.id ORDER BY no))"
static const char raw_number[] = "SELECT " COLUMNS " FROM dossier d WHERE d.number = ?1";
static const char raw_tail[] = "SELECT " COLUMNS " FROM dossier d WHERE d.tail >= ?1 AND d.tail < ?2 ORDER BY d.id DESC LIMIT 21";
static const char raw_token[] = "SELECT " COLUMNS " FROM dossier_token t JOIN dossier d ON d.id = t.dossier WHERE t.token = ?1"
	" ORDER BY t.dossier DESC LIMIT 21";
static const char raw_pairs[] = "SELECT " COLUMNS " FROM dossier_token t JOIN dossier d ON d.id = t.dossier WHERE t.token = ?2 AND EXISTS"
	" (SELECT 1 FROM dossier_token o WHERE o.token = ?1 AND o.dossier = t.dossier) ORDER BY t.dossier DESC LIMIT 21";

enum kind { NUMBER, TAIL, ID, PHONE, SURNAME, NAME_2, NAME_3, ABSENT };
static const struct { const char *name, *sql; } kinds[] = {
	[NUMBER] = { "number", raw_number }, [TAIL] = { "tail-of-6", raw_tail }, [ID] = { "id-number", raw_token },
	[PHONE] = { "phone", raw_token }, [SURNAME] = { "name-of-1", raw_token }, [NAME_2] = { "name-of-2", raw_token },
	[NAME_3] = { "name-of-3", raw_pairs }, [ABSENT] = { "nobody", raw_token },
};

/* What is typed for the i-th question, and what the raw query is given. */
struct asked { char typed[64], raw[2][64]; };

static void cut(const char *name, size_t from, size_t count, char out[64])
{
	uint32_t c;
	const char *end;

	for (; from; from--)
		name += text_decode(name, strlen(name), &c);
	for (end = name; count && *end; count--)
		end += text_decode(end, strlen(end), &c);
	snprintf(out, 64, "%.*s", (int)(end - name), name);
}

static void ask_person(struct hall *h, enum kind kind, const char *name, const char *id, int64_t i, struct asked *q)
{
	if (kind == ID || kind == PHONE) {
		if (kind == ID)
			snprintf(q->typed, sizeof q->typed, "%s", id);
		else
			snprintf(q->typed, sizeof q->typed, "139%08lld", (long long)i);
		q->raw[0][0] = '#';
		hall_index(h, q->typed, q->raw[0] + 1);
		return;
	}
	cut(name, 0, kind == SURNAME ? 1 : 2, q->raw[0]);
	cut(name, 1, 2, q->raw[1]);
	if (kind == ABSENT)
		snprintf(q->raw[0], sizeof q->raw[0], "龘龘");
	snprintf(q->typed, sizeof q->typed, "%s", kind == NAME_3 ? name : q->raw[0]);
}

static void ask_number(enum kind kind, int64_t i, struct asked *q)
{
	char number[DOSSIER_NUMBER_SIZE];
	day_t day;

	number_of(i, &day, number);
	size_t n = strlen(number);
	snprintf(q->typed, sizeof q->typed, "%s", kind == TAIL ? number + n - 6 : number);
	snprintf(q->raw[0], sizeof q->raw[0], "%s", q->typed);
	if (kind != TAIL)
		return;
	for (size_t k = 0; k < 6; k++)
		q->raw[0][k] = number[n - 1 - k];
	memcpy(q->raw[1], q->raw[0], sizeof q->raw[0]);
	q->raw[1][5]++;
}

static double cpu_now(void)
{
	struct timespec now;

	if (clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now) != 0)
		abort();
	return (double)now.tv_sec * 1e3 + (double)now.tv_nsec / 1e6;
}

static double ask_raw(sqlite3_stmt *s, const struct asked *q)
{
	double begin = cpu_now();
	int rc;

	sqlite3_bind_text(s, 1, q->raw[0], -1, SQLITE_STATIC);
	if (sqlite3_bind_parameter_count(s) > 1)
		sqlite3_bind_text(s, 2, q->raw[1], -1, SQLITE_STATIC);
	while ((rc = sqlite3_step(s)) == SQLITE_ROW)
		for (int i = 0; i < 11; i++)
			(void)sqlite3_column_text(s, i);
	must_sql(sqlite3_db_handle(s), rc == SQLITE_DONE);
	sqlite3_reset(s);
	return cpu_now() - begin;
}

static void ask(struct hall *h, sqlite3 *db, int64_t rounds, int64_t people)
{
	struct dossier_row rows[ROOM];
	sqlite3_stmt *raw[COUNT_OF(kinds)];
	struct buf name;
	char id[20];

	buf_init(&name, BUF_SMALL);
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		raw[k] = prepare(db, kinds[k].sql);
	for (int64_t i = -3; i < rounds; i++)            /* the first warm up */
		for (size_t k = 0; k < COUNT_OF(kinds); k++) {
			struct asked q = { .typed = "" };
			int64_t who = (int64_t)(mixed((uint64_t)(i + 1000)) % (uint64_t)people);
			size_t count;
			bool more;
			struct err err = { 0 };
			person(who, &name, id);
			if (k == NUMBER || k == TAIL)
				ask_number((enum kind)k, who, &q);
			else
				ask_person(h, (enum kind)k, name.data, id, who, &q);
			/* in turns: who asks second finds the file's pages in the system's cache */
			double theirs = i % 2 ? ask_raw(raw[k], &q) : 0, begin = cpu_now();
			must(dossier_find(h, q.typed, rows, ROOM, &count, &more, &err), &err);
			double ours = cpu_now() - begin;
			theirs = i % 2 ? theirs : ask_raw(raw[k], &q);
			if ((k == ABSENT) != (count == 0)) {
				fprintf(stderr, "bench-find: %s: %zu found for %s\n", kinds[k].name, count, q.typed);
				exit(70);
			}
			if (i >= 0)
				printf("%s ours %.4f\n%s raw %.4f\n", kinds[k].name, ours, kinds[k].name, theirs);
		}
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		sqlite3_finalize(raw[k]);
	buf_release(&name);
}

int main(int argc, char **argv)
{
	struct hall *h;
	struct err err = { 0 };
	sqlite3 *db;
	int64_t n = argc >= 4 ? strtoll(argv[3], NULL, 10) : 0, people = argc == 5 ? strtoll(argv[4], NULL, 10) : 0;
	bool filling = argc == 4 && !strcmp(argv[2], "fill");

	if (n < 1 || (!filling && (argc != 5 || strcmp(argv[2], "ask") != 0 || people < 1))) {
		fprintf(stderr, "bench-find HALL fill COUNT | ask ROUNDS COUNT\n");
		return 64;
	}
	char *path = file_join(argv[1], "hall.db");
	must(hall_open(argv[1], !filling, &h, &err), &err);
	must_sql(NULL, sqlite3_open(path, &db) == SQLITE_OK);
	if (filling)
		fill(h, db, n);
	else
		ask(h, db, n, people);
	sqlite3_close(db);
	hall_close(h);
	free(path);
	return 0;
}
