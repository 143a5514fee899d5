/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/rating_write.h"

#include <inttypes.h>
#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/json.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/audit.h"
#include "hall/clock.h"
#include "hall/json_out.h"
#include "hall/own.h"
#include "hall/rating_own.h"
#include "hall/staff.h"
#include "law/deadline.h"

/* --- the request -------------------------------------------------------------------------------------------------------- */

/* `rating.windows` lists those that have an evaluator, "*" all. */
bool rating_has_device(struct hall *h, const char *window)
{
	const char *list = hall_text(h, "rating.windows");
	size_t n = strlen(window);

	if (strcmp(list, "*") == 0)
		return n > 0;
	while (*list) {
		size_t word = strcspn(list, " ,");
		if (n && word == n && strncmp(list, window, n) == 0)
			return true;
		list += word + strspn(list + word, " ,");
	}
	return false;
}

void rating_request_in(struct hall *h, struct batch *b, int64_t dossier, enum rating_point point, const struct actor *by,
	int64_t at)
{
	enum rating_device device = rating_has_device(h, by->window) ? RATING_DEVICE_WAITING : RATING_DEVICE_NONE;
	unsigned char random[16];
	char token[RATING_TOKEN_SIZE];

	crypto_random(random, sizeof random);
	crypto_base32(random, sizeof random, token);
	batch_add(b, Q_RATING_REQUEST, ARGS(value_int(dossier), value_text(rating_point_code(point)), value_text(token),
		value_text(by->window), value_int(by->staff_id), value_int(at), value_int(at + hall_int(h, "rating.days") * DAY_MS),
		value_text(rating_device_code(device))));
}

enum status rating_url(struct hall *h, int64_t dossier, struct buf *out, struct err *err)
{
	const char *url = hall_text(h, "rating.url");
	enum status st = ST_OK;

	for (int p = RATING_POINTS - 1; *url && st == ST_OK && p >= 0; p--) {
		struct rows *rows = NULL;
		st = store_read(hall_store(h), Q_RATING_TOKEN, ARGS(value_int(dossier), value_text(rating_point_code((enum rating_point)p))),
			&rows, err);
		bool found = st == ST_OK && rows_count(rows);
		if (found) {
			buf_text(out, url);
			buf_text(out, rows_text(rows, 0, 0));
		}
		rows_free(rows);
		if (found)
			break;
	}
	return st;
}

#define SHOWN_MS ((int64_t)90000)        /* then the idle line says nothing about it any more */

bool rating_shown(struct hall *h, const char *window, struct rating_shown *out)
{
	int64_t now = clock_wall_ms(), wait = hall_int(h, "rating.wait_seconds") * 1000;
	struct rows *rows = NULL;
	struct err err;

	*out = (struct rating_shown){ 0 };
	if (!rating_has_device(h, window))
		return false;
	bool found = store_read(hall_store(h), Q_RATING_WINDOW_LAST, ARGS(value_text(window), value_int(now - wait - SHOWN_MS)), &rows,
		&err) == ST_OK && rows_count(rows);
	if (found) {
		int device = rating_device_from_code(rows_text(rows, 0, 2));
		out->id = rows_int(rows, 0, 0);
		snprintf(out->number, sizeof out->number, "%s", rows_text(rows, 0, 1));
		out->device = device < 0 ? RATING_DEVICE_NONE : (enum rating_device)device;
		/* E-5: after the time has passed it is 未评价, whatever became of those who should have said so */
		if ((out->device == RATING_DEVICE_WAITING || out->device == RATING_DEVICE_ASKED) && now >= rows_int(rows, 0, 3) + wait)
			out->device = RATING_DEVICE_SILENT;
	}
	rows_free(rows);
	return found;
}

/* --- a level ------------------------------------------------------------------------------------------------------------ */

struct giving {
	struct hall *h;
	const struct rating_given *given;
	const char *token;                      /* by the QR; NULL: by the device, for `id` */
	int64_t id, now, dossier;
	int found;
	struct actor by;
	struct deadline visit, fix;
	struct rating_stored *out;
	char object[64];
};

static bool optional_level(int level)
{
	return level == RATING_NONE || rating_level_valid(level);
}

static enum status text_fine(const char *text, size_t most, const char *where, struct err *err)
{
	size_t at;

	if (text_valid(text, strlen(text)) != strlen(text) || text_count(text) > most)
		return err_at(err, ST_DATA, "E-6613", where, "文字过长(最多%zu字)或不是 UTF-8,没有存下", most);
	/* what a phone types over several lines is no harm; what steers a terminal is */
	for (const char *p = text; *p;) {
		size_t n = strcspn(p, "\r\n\t");
		if (text_check(p, n, &at) != TEXT_FINE)
			return err_at(err, ST_DATA, "E-6613", where, "文字含有不可见或控制字符,没有存下");
		p += n + (p[n] != '\0');
	}
	return ST_OK;
}

static enum status given_check(const struct rating_given *g, struct err *err)
{
	enum status st;

	if (!rating_level_valid(g->level) || !optional_level(g->efficiency) || !optional_level(g->skill) || !optional_level(g->attitude))
		return err_at(err, ST_DATA, "E-6613", "level", "满意度应为 1(非常满意)到 5(非常不满意),没有存下");
	if ((st = text_fine(g->words, RATING_WORDS_MOST, "text", err)) != ST_OK)
		return st;
	for (size_t i = 0; i < g->tag_count; i++)
		if ((st = text_fine(g->tags[i], 30, "tags", err)) != ST_OK)
			return st;
	return ST_OK;
}

/* {"text","tags"}, sealed; nothing at all when nothing was written. */
static struct value words_seal(struct giving *a, const char *token, const char *column, struct buf *sealed)
{
	const struct rating_given *g = a->given;
	char where[96];
	struct buf plain;

	if (!*g->words && g->tag_count == 0)
		return value_null();
	buf_init(&plain, BUF_SMALL);
	out_open(&plain, NULL, '{');
	out_text(&plain, "text", g->words);
	out_open(&plain, "tags", '[');
	for (size_t i = 0; i < g->tag_count; i++)
		out_text(&plain, NULL, g->tags[i]);
	out_close(&plain, ']');
	out_close(&plain, '}');
	snprintf(where, sizeof where, "rating/%.40s/%s", token, column);
	hall_seal(a->h, where, plain.data, plain.len, sealed);
	buf_wipe(&plain);
	return value_blob(sealed->data, sealed->len);
}

static struct value value_level(int level)
{
	return level == RATING_NONE ? value_null() : value_int(level);
}

/* E-9: registered at once, with both its dates. */
static void case_open(struct batch *b, const struct giving *a, enum rating_point point)
{
	batch_add(b, Q_RATING_CASE_OPEN, ARGS(value_int(a->id), value_int(a->now)));
	clock_start_in(b, a->dossier, CLOCK_K8, (int)point, &a->visit);
	clock_start_in(b, a->dossier, CLOCK_K8F, (int)point, &a->fix);
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "rating.case", .object = a->object, .after = "registered",
		.reason = "差评自动登记" });
}

static enum status rated_already(struct err *err)
{
	return err_set(err, ST_REFUSED, "E-6612", "这次服务已经评价过,一次服务评价一次;没有改动");
}

static enum status too_late(struct err *err)
{
	return err_set(err, ST_REFUSED, "E-6611", "评价的期限已过,没有存下");
}

static void store_first(struct batch *b, struct giving *a, const char *token, enum rating_point point)
{
	const struct rating_given *g = a->given;
	const char *channel = a->token ? "qr" : "device";
	char level[4];
	struct buf sealed;

	buf_init(&sealed, BUF_SMALL);
	batch_add(b, Q_RATING_LEVEL, ARGS(value_int(a->id), value_int(g->level), value_level(g->efficiency), value_level(g->skill),
		value_level(g->attitude), value_text(channel), value_int(a->now), words_seal(a, token, "words", &sealed)));
	buf_release(&sealed);
	batch_add(b, Q_RATING_DEVICE_SET, ARGS(value_int(a->id), value_text(rating_device_code(RATING_DEVICE_ANSWERED)),
		value_int(a->now), value_text("")));
	snprintf(level, sizeof level, "%d", g->level % 10);
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "rating.given", .object = a->object, .after = level, .reason = channel });
	if (rating_bad(g->level))
		case_open(b, a, point);
}

static void store_again(struct batch *b, struct giving *a, const char *token)
{
	char level[4];
	struct buf sealed;

	buf_init(&sealed, BUF_SMALL);
	batch_add(b, Q_RATING_AGAIN, ARGS(value_int(a->id), value_int(a->given->level), value_int(a->now),
		words_seal(a, token, "again", &sealed)));
	buf_release(&sealed);
	snprintf(level, sizeof level, "%d", a->given->level % 10);
	audit_in(a->h, b, &a->by, &(struct audit_entry){ .act = "rating.again", .object = a->object, .after = level, .reason = "追评" });
}

/* Inside the transaction: is it open, is this the first or the one follow-up? The columns are rating_by_token's. */
static enum status decide(struct batch *b, void *ctx, struct err *err)
{
	struct giving *a = ctx;
	const struct rows *r = batch_rows(b, a->found);

	if (rows_count(r) == 0)
		return err_set(err, ST_NOINPUT, "E-6610", "评价码不对。请用凭证上的二维码");
	int point = rating_point_from_code(rows_text(r, 0, 2));
	a->id = rows_int(r, 0, 0);
	a->dossier = rows_int(r, 0, 7);
	snprintf(a->out->number, sizeof a->out->number, "%s", rows_text(r, 0, 1));
	snprintf(a->object, sizeof a->object, "%s/%s", a->out->number, rows_text(r, 0, 2));
	a->out->level = a->given->level;
	a->out->again = !rows_null(r, 0, 3);
	if (!a->out->again) {
		if (a->token && a->now > rows_int(r, 0, 4))
			return too_late(err);
		store_first(b, a, rows_text(r, 0, 8), point < 0 ? RATING_ACCEPTANCE : (enum rating_point)point);
		return ST_OK;
	}
	if (!a->token || rows_null(r, 0, 6) || !rows_null(r, 0, 5))
		return rated_already(err);
	if (a->now > rows_int(r, 0, 6))
		return too_late(err);
	store_again(b, a, rows_text(r, 0, 8));
	return ST_OK;
}

/* The days of K8. A year without calendar does not stand against an applicant: the weekday rule stands in. */
static enum status due_days(struct giving *a, struct err *err)
{
	const struct { enum clock_kind kind; struct deadline *out; } both[] = { { CLOCK_K8, &a->visit }, { CLOCK_K8F, &a->fix } };
	const struct calendar *c;
	enum status st = hall_calendar(a->h, &c, err);

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(both); i++)
		st = deadline_make(c, clock_day_of(a->now), LIMIT_DAYS((int)hall_int(a->h, clock_rule(both[i].kind)->days)), NULL, 0, true,
			both[i].out, err);
	return st;
}

static enum status give(struct giving *a, struct err *err)
{
	struct batch *b = NULL;
	enum status st = given_check(a->given, err);

	a->now = clock_wall_ms();
	if (st == ST_OK && (st = hall_writable(a->h, err)) == ST_OK && (st = staff_system(a->h, "", &a->by, err)) == ST_OK &&
	    rating_bad(a->given->level))
		st = due_days(a, err);
	if (st == ST_OK) {
		b = batch_new("rating");
		a->found = a->token ? batch_add(b, Q_RATING_BY_TOKEN, ARGS(value_text(a->token))) :
			batch_add(b, Q_RATING_BY_ID, ARGS(value_int(a->id)));
		batch_then(b, decide, a);
		st = store_submit(hall_store(a->h), b, err);
	}
	batch_free(b);
	deadline_release(&a->visit);
	deadline_release(&a->fix);
	return st == ST_CONFLICT ? rated_already(err) : st;
}

enum status rating_answer(struct hall *h, const char *token, const struct rating_given *given, struct rating_stored *out,
	struct err *err)
{
	struct giving a = { .h = h, .given = given, .token = token, .out = out };

	*out = (struct rating_stored){ 0 };
	return give(&a, err);
}

enum status rating_device_answer(struct hall *h, int64_t id, int level, struct err *err)
{
	const struct rating_given given = { .level = level, .words = "" };
	struct rating_stored out = { 0 };
	struct giving a = { .h = h, .given = &given, .id = id, .out = &out };

	return give(&a, err);
}

/* --- as JSON ------------------------------------------------------------------------------------------------------------ */

static enum status member_wrong(const char *key, struct err *err)
{
	return err_at(err, ST_DATA, "E-6613", key, "评价的“%.30s”不对,没有存下", key);
}

static enum status read_tags(json_t *value, struct rating_given *g, struct err *err)
{
	size_t i;
	json_t *tag;

	if (!json_is_array(value) || json_array_size(value) > RATING_TAGS_MOST)
		return member_wrong("tags", err);
	json_array_foreach(value, i, tag) {
		if (!json_is_string(tag))
			return member_wrong("tags", err);
		g->tags[g->tag_count++] = json_string_value(tag);
	}
	return ST_OK;
}

static enum status read_member(const char *key, json_t *value, struct rating_given *g, struct err *err)
{
	const struct { const char *name; int *to; } numbers[] = { { "level", &g->level }, { "stars", &g->level },
		{ "efficiency", &g->efficiency }, { "skill", &g->skill }, { "attitude", &g->attitude } };

	for (size_t i = 0; i < COUNT_OF(numbers); i++) {
		if (strcmp(numbers[i].name, key) != 0)
			continue;
		json_int_t n = json_integer_value(value);
		if (!json_is_integer(value) || n < RATING_BEST || n > RATING_WORST || *numbers[i].to != RATING_NONE)
			return member_wrong(key, err);
		*numbers[i].to = strcmp(key, "stars") == 0 ? rating_from_stars((int)n) : (int)n;
		return ST_OK;
	}
	if (strcmp(key, "text") == 0 && json_is_string(value)) {
		g->words = json_string_value(value);
		return ST_OK;
	}
	return strcmp(key, "tags") == 0 ? read_tags(value, g, err) : member_wrong(key, err);
}

enum status rating_answer_json(struct hall *h, const char *token, const char *json, size_t n, struct rating_stored *out,
	struct err *err)
{
	struct rating_given g = { .words = "" };
	json_t *root = json_text_depth(json, n) > 4 ? NULL : json_loadb(json, n, JSON_REJECT_DUPLICATES, NULL), *value;
	enum status st = ST_OK;
	const char *key;

	*out = (struct rating_stored){ 0 };
	if (!json_is_object(root))
		st = err_set(err, ST_DATA, "E-6613", "评价不是一个 JSON 对象,没有存下");
	else
		json_object_foreach(root, key, value) {
			if (st == ST_OK)
				st = read_member(key, value, &g, err);
		}
	if (st == ST_OK)
		st = rating_answer(h, token, &g, out, err);
	json_decref(root);
	return st;
}
