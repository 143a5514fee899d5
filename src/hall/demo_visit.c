/* SPDX-License-Identifier: Apache-2.0 */
/* What visitors bring, as visits.jsonl tells it: requests that hold, each time other people, shops and days. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/clock.h"
#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/demo_own.h"
#include "law/identity.h"

#define VISITS_MOST 64
struct lively_visits { struct visit list[VISITS_MOST]; json_t *lines[VISITS_MOST]; size_t count; };

/* --- the file ------------------------------------------------------------------------------------------------------------ */

static const char *member(const json_t *line, const char *name)
{
	return json_string_value(json_object_get(line, name));
}

static bool read_line(json_t *line, struct visit *v)
{
	const char *class = member(line, "class");
	json_int_t weight = json_integer_value(json_object_get(line, "weight"));

	*v = (struct visit){ .class = class ? *class : '\0', .permit = json_is_true(json_object_get(line, "permit")), .weight = (unsigned)weight,
		.bad = member(line, "bad"), .later = member(line, "later"), .why = member(line, "why"), .pledged = member(line, "pledged"),
		.says = member(line, "says"),
		.maybe = json_object_get(line, "maybe"), .request = json_object_get(line, "request") };
	if (!v->bad)
		v->bad = v->later;
	return v->class && weight > 0 && weight < 1000 && v->request && v->bad;
}

enum status lively_visits_read(const char *data, struct lively_visits **out, struct err *err)
{
	struct lively_visits *all = mem_alloc(sizeof *all);
	char *path = file_join(data, "demo/visits.jsonl"), *text = NULL, *rest = NULL;
	size_t n;
	enum status st = conf_slurp(path, BUF_LARGE, &text, &n, err);

	for (char *line = st == ST_OK ? strtok_r(text, "\n", &rest) : NULL; line && st == ST_OK; line = strtok_r(NULL, "\n", &rest)) {
		json_t *json = all->count < VISITS_MOST ? json_loads(line, 0, NULL) : NULL;
		if (json && read_line(json, &all->list[all->count])) {
			all->lines[all->count++] = json;
		} else {
			json_decref(json);
			st = err_at(err, ST_CONFIG, "E-4107", path, "演示大厅的来访里第 %zu 行不对", all->count + 1);
		}
	}
	free(text);
	free(path);
	*out = all;
	return st;
}

void lively_visits_free(struct lively_visits *all)
{
	for (size_t i = 0; all && i < all->count; i++)
		json_decref(all->lines[i]);
	free(all);
}

const struct visit *lively_visit_of(struct lively *l, char class)
{
	const struct lively_visits *all = l->visits;
	unsigned sum = 0, dice;

	for (size_t i = 0; i < all->count; i++)
		sum += all->list[i].class == class ? all->list[i].weight : 0;
	if (sum == 0)
		return NULL;
	dice = lively_dice(l, sum);
	for (size_t i = 0; i < all->count; i++) {
		const struct visit *v = &all->list[i];
		if (v->class != class)
			continue;
		if (dice < v->weight)
			return v;
		dice -= v->weight;
	}
	return NULL;
}

/* --- other people --------------------------------------------------------------------------------------------------------- */

/* What stood in the file, and what stands for it now: who is there twice is one person, who bears one surname is one family. */
#define CHANGES_MOST 40
#define SURNAME 3                                /* bytes of one 汉字 */
struct changes { struct lively *l; struct { char was[64], is[64]; } list[CHANGES_MOST]; size_t count; const char *shop; };

static char *changed(struct changes *c, const char *was, bool *fresh)
{
	size_t i = 0;

	while (i < c->count && strcmp(c->list[i].was, was) != 0)
		i++;
	*fresh = i == c->count && i < CHANGES_MOST;
	if (*fresh)
		snprintf(c->list[c->count++].was, sizeof c->list[0].was, "%.63s", was);
	return i < CHANGES_MOST ? c->list[i].is : NULL;
}

static const char *other_name(struct changes *c, const char *was, bool female)
{
	char family[SURNAME + 1];
	bool fresh, first;
	char *is = changed(c, was, &fresh), *surname;

	if (!is || !fresh)
		return is ? is : was;
	snprintf(family, sizeof family, "%s", was);
	surname = changed(c, family, &first);
	if (surname && first)
		snprintf(surname, sizeof c->list[0].is, "%s", lively_surname(c->l));
	snprintf(is, sizeof c->list[0].is, "%.20s%s", surname ? surname : family, lively_given_name(c->l, female));
	return is;
}

static bool is_day_of(const struct request *r, const char *id)
{
	char day[11];

	snprintf(day, sizeof day, "%.4s-%.2s-%.2s", id + 6, id + 10, id + 12);
	for (size_t i = 0; i < r->value_count; i++)
		if (strcmp(r->values[i].value, day) == 0)
			return true;
	return false;
}

/* The sex stays, and of a child, of one who retires or whose day of birth is told elsewhere that, too. */
static const char *other_id(struct changes *c, const struct request *r, const char *was)
{
	bool fresh;
	char *is = changed(c, was, &fresh);
	int year = 0, day = 0;

	if (!is || !fresh || strlen(was) != 18 || sscanf(was + 6, "%4d%*2d%2d", &year, &day) != 2)
		return is && !fresh ? is : was;
	if (!is_day_of(r, was) && year > 1977 && year < 1999) {
		year += (int)lively_dice(c->l, 9) - 4;
		day = 1 + (int)lively_dice(c->l, 28);
	}
	snprintf(is, sizeof c->list[0].is, "%.6s%04d%.2s%02d%03u", hall_text(c->l->h, "hall.region"), year % 10000, was + 10, day % 100,
		lively_dice(c->l, 400) * 2 + (unsigned)(was[16] % 2));
	is[17] = identity_citizen_check(is);
	is[18] = '\0';
	return is;
}

static const char *other_phone(struct changes *c, const char *was)
{
	bool fresh;
	char *is = changed(c, was, &fresh);

	if (is && fresh)
		lively_phone(c->l, is);
	return is ? is : was;
}

static const char *value_of_role(const struct request *r, const char *key, const char *field)
{
	char other[80];

	snprintf(other, sizeof other, "%.*s.%s", (int)strcspn(key, "."), key, field);
	return request_value(r, other, NULL);
}

static const char *id_of_role(const struct request *r, const char *key)
{
	const char *id = value_of_role(r, key, "zjhm");

	return id ? id : value_of_role(r, key, "gmsfhm");
}

static bool is_woman(const struct request *r, const char *key)
{
	const char *id = id_of_role(r, key), *sex = value_of_role(r, key, "xb");

	return id && strlen(id) == 18 ? id[16] % 2 == 0 : sex && *sex == '2';
}

/* --- one visit ------------------------------------------------------------------------------------------------------------- */

/* "@-12" is a day, "@3T0930" a time; any other "@" is the shop's name, and each "#" a digit. */
static void patterns(const struct changes *c, const char *was, struct buf *out)
{
	char day[11], *end = NULL;
	long n = *was == '@' ? strtol(was + 1, &end, 10) : 0;

	if (end && end > was + 1) {
		struct ymd d = day_to_ymd(c->l->day + (day_t)n);
		if (*end == 'T')
			buf_format(out, "%04d%02d%02d%s", d.year, d.month, d.day, end + 1);
		else
			buf_text(out, day_iso(c->l->day + (day_t)n, day));
		return;
	}
	for (; *was; was++)
		if (*was == '@')
			buf_text(out, c->shop);
		else
			buf_format(out, "%c", *was == '#' ? '0' + (char)lively_dice(c->l, 10) : *was);
}

/* One for each company that is made up: it follows from its name, so that no die is cast for what nobody sees. */
static const char *other_company(struct changes *c, const struct request *r, const char *key, const char *was)
{
	static const char letters[] = "0123456789ABCDEFGHJKLMNPQRTUWXY";
	const char *of = value_of_role(r, key, "qymc");
	unsigned char sum[DIGEST_SIZE];
	struct buf name;
	bool fresh;
	char *is = changed(c, was, &fresh);

	if (!is || !fresh || !of)
		return is && !fresh ? is : was;
	buf_init(&name, BUF_SMALL);
	patterns(c, of, &name);
	bool made_up = strstr(name.data, c->shop) != NULL;
	crypto_sm3(name.data, name.len, sum);
	buf_release(&name);
	if (!made_up) {
		snprintf(is, sizeof c->list[0].is, "%.63s", was);
		return is;
	}
	snprintf(is, sizeof c->list[0].is, "91%.6sMA", hall_text(c->l->h, "hall.region"));
	for (int i = 10; i < 16; i++)
		is[i] = letters[sum[i] % (sizeof letters - 1)];
	is[16] = identity_organisation_check(is + 8);
	is[17] = identity_company_check(is);
	is[18] = '\0';
	return is;
}

static void change_value(struct changes *c, struct request *r, const char *key, const char *was)
{
	const char *field = strchr(key, '.') ? strchr(key, '.') + 1 : key, *is = NULL;
	struct buf text;

	buf_init(&text, BUF_SMALL);
	if (strcmp(field, "xm") == 0)
		is = other_name(c, was, is_woman(r, key));
	else if (strcmp(field, "zjhm") == 0 || strcmp(field, "gmsfhm") == 0)
		is = other_id(c, r, was);
	else if (strcmp(field, "sjhm") == 0)
		is = other_phone(c, was);
	else if (strcmp(field, "tyshxydm") == 0)
		is = other_company(c, r, key, was);
	else if (strcmp(field, "xb") == 0 && !id_of_role(r, key))
		is = lively_chance(c->l, 50) ? "1" : "2";
	else if (strpbrk(was, "@#"))
		patterns(c, was, &text);
	if (is || text.len)
		request_set_value(r, key, is ? is : text.data, ORIGIN_FILLED);
	buf_release(&text);
}

static void fill(struct lively *l, const struct visit *v, struct request *r)
{
	static const char *const shops[] = { "小桥人家", "百味坊", "老街坊", "晨露", "青禾", "一碗香", "南风", "稻花村", "望江", "半亩田" };
	struct changes *c = mem_alloc(sizeof *c);
	const char *id = r->applicant.id_number;
	struct buf address;
	const json_t *item;
	size_t i;

	c->l = l;
	c->shop = shops[lively_dice(l, COUNT_OF(shops))];
	request_set(&r->applicant.name, other_name(c, r->applicant.name, strlen(id) == 18 && id[16] % 2 == 0));
	request_set(&r->applicant.id_number, other_id(c, r, id));
	request_set(&r->applicant.phone, other_phone(c, r->applicant.phone));
	for (i = 0; i < r->value_count; i++) {
		char *key = mem_text(r->values[i].key), *was = mem_text(r->values[i].value);
		change_value(c, r, key, was);
		free(key);
		free(was);
	}
	buf_init(&address, BUF_SMALL);
	if (r->delivery_address && *r->delivery_address) {
		patterns(c, r->delivery_address, &address);
		request_set(&r->delivery_address, address.data);
	}
	buf_release(&address);
	free(c);
	json_array_foreach(v->maybe, i, item)
		if (lively_chance(l, 70))
			request_untick(r, json_string_value(item), true);
	crypto_uuid(r->accept_uuid);
	r->hand = (struct hand_count){ .keys = 150 + lively_dice(l, 250), .ms = (90 + (int64_t)lively_dice(l, 200)) * 1000 };
}

enum status lively_request(struct lively *l, const struct visit *v, struct request *out, struct err *err)
{
	char *text = json_dumps(v->request, JSON_COMPACT);
	enum status st = request_from_json(text, strlen(text), out, err);

	free(text);
	if (st == ST_OK)
		fill(l, v, out);
	return st;
}
