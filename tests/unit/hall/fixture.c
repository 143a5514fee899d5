/* SPDX-License-Identifier: Apache-2.0 */
#include "fixture.h"

#include <dirent.h>
#include <errno.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/staff.h"
#include "law/identity.h"

static int64_t now = FIXTURE_NOW, elapsed = 5000000;

static int64_t fixed_wall(void)
{
	return now;
}

static int64_t fixed_mono(void)
{
	return elapsed;
}

void fixture_tick(int64_t ms)
{
	now += ms;
	elapsed += ms;
}

void fixture_die(const char *what, const struct err *err)
{
	fprintf(stderr, "fixture: %s: %s %s [%s]\n", what, err->code, err->text, err->where);
	exit(99);
}

void fixture_clock(void)
{
	static const struct clock_source fixed = { fixed_wall, fixed_mono };

	clock_replace(&fixed);
}

static void enter(struct fixture *f)
{
	struct err err;

	if (hall_open(f->dir, false, &f->h, &err) != ST_OK)
		fixture_die("open", &err);
}

void fixture_open(struct fixture *f)
{
	const char *tmp = getenv("TMPDIR"), *source = getenv("srcdir");
	char *data = file_join(source ? source : ".", "data");
	struct err err;

	fixture_clock();
	snprintf(f->dir, sizeof f->dir, "%.40s/hall-XXXXXX", tmp && strlen(tmp) < 40 ? tmp : "/tmp");
	if (!mkdtemp(f->dir) || hall_init(f->dir, data, NULL, &err) != ST_OK)
		fixture_die("init", &err);
	free(data);
	enter(f);
	if (staff_login(f->h, "jihm", "Yichuang-2026", "3", &f->clerk, &err) != ST_OK)
		fixture_die("login", &err);
}

void fixture_reopen(struct fixture *f)
{
	hall_close(f->h);
	enter(f);
}

void fixture_remove(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;

	while (d && (e = readdir(d))) {
		if (strcmp(e->d_name, ".") == 0 || strcmp(e->d_name, "..") == 0)
			continue;
		char *inner = file_join(path, e->d_name);
		if (unlink(inner) != 0 && (errno == EISDIR || errno == EPERM))
			fixture_remove(inner);
		free(inner);
	}
	if (d)
		closedir(d);
	rmdir(path);
}

void fixture_close(struct fixture *f)
{
	hall_close(f->h);
	fixture_remove(f->dir);
}

/* --- requests --------------------------------------------------------------------------------------------------------- */

void fixture_citizen(int n, char out[19])
{
	unsigned k = (unsigned)n;

	snprintf(out, 19, "3388101990%02u%02u%03u", 1 + k / 27 % 12, 1 + k % 27, 10 + k / 324 % 990);
	out[17] = identity_citizen_check(out);
	out[18] = '\0';
}

static char citizen[19], disabled[21];

const char *fixture_value(const struct field *field)
{
	static const struct { const char *id, *value; } samples[] = {
		{ "xm", "刘建国" },            { "zjlx", "01" },                     { "gmsfhm", citizen },
		{ "zjhm", citizen },           { "sjhm", "13812345678" },            { "tyshxydm", "91350100M000100Y43" },
		{ "csyxbh", "A330000001" },    { "yhzh", "6222021234567890128" },    { "cph", "浙A12345" },
		{ "vin", "LSVAM4187C2184847" }, { "xzqh", "338810" },                { "azdw", "338810" },
		{ "bdcdyh", "338810001001GB00001F00010001" }, { "csrq", "20261101" }, { "gjjzh", "330100123456" }, { "cjzh", disabled },
		{ "dzyx", "a@example.cn" },    { "yysj", "202612010930" }, { "tysj", "20220902" }, { "swrq", "20261120" }, { "clzj", "12000" },
		{ "xmdm", "2026-338810-48-01-123456" },           { "cstz", "3200" }, { "cssc", "50" },
		{ "shh", "1234567890" },       { "dhh", "3301234567" },              { "rqh", "1234567890" },
		{ "sbkh", "A12345678" },       { "hylb", "H6210" },                  { "qylx", "1110" },
	};

	if (!*citizen) {
		fixture_citizen(500, citizen);
		snprintf(disabled, sizeof disabled, "%s43", citizen);
	}
	for (size_t i = 0; i < COUNT_OF(samples); i++)
		if (strcmp(samples[i].id, field->id) == 0)
			return samples[i].value;
	switch (field->type) {
	case FIELD_CODE:
		return field->code_count ? field->codes[0].code : "1";
	case FIELD_NUMBER:
		return "12";
	case FIELD_DATE:
		return "20200102";
	case FIELD_TIME:
		return "0930";
	case FIELD_DATETIME:
		return "202001020930";
	case FIELD_BOOL:
		return "Y";
	default:
		return "望海市安澜区学院路128号示例单位名称及内容";
	}
}

static size_t answers_of(const struct request *r, const struct catalogue *c, struct answer *out)
{
	for (size_t i = 0; i < r->answer_count; i++) {
		const struct question *q = catalogue_question(c, r->answers[i].question);
		out[i] = (struct answer){ q, question_choice(q, r->answers[i].choice) };
	}
	return r->answer_count;
}

/* Answers what is asked with the first choice that is served. */
static void answer_all(const struct catalogue *c, const struct bundle *b, struct request *r)
{
	struct answer given[64];
	struct plan *plan;
	struct err err;

	for (size_t i = 0; i < b->question_count; i++) {
		const struct question *q = b->questions[i];
		if (!plan_asks(b, given, answers_of(r, c, given), q))
			continue;
		for (size_t k = 0; k < q->choice_count; k++) {
			request_set_answer(r, q->id, q->choices[k].id);
			if (plan_make(b, given, answers_of(r, c, given), NULL, 0, &plan, &err) != ST_OK)
				fixture_die("plan", &err);
			bool served = !plan->referral;
			plan_free(plan);
			if (served)
				break;
		}
	}
}

static void fill_applicant(const struct bundle *b, int n, struct request *r)
{
	const char *role = b->applicant_count ? b->applicants[0]->id : "";
	char number[19], phone[12];

	fixture_citizen(n, number);
	snprintf(phone, sizeof phone, "139%08u", (unsigned)n % 100000000);
	r->applicant.company = strcmp(role, "ent") == 0 || strcmp(role, "shop") == 0;
	request_set(&r->applicant.name, r->applicant.company ? "示例餐饮有限公司" : "李芳");
	request_set(&r->applicant.id_number, r->applicant.company ? "91350100M000100Y43" : number);
	request_set(&r->applicant.phone, phone);
	request_set(&r->applicant.address, "望海市安澜区学院路128号3幢402室");
	request_set(&r->applicant.role, role);
}

/* A child has the number of a child, and a woman another than a man. */
static const char *value_of(const struct plan_field *f)
{
	static char child[19] = "33881020261101001", woman[19];

	if (strcmp(f->field->id, "zjhm") != 0 && strcmp(f->field->id, "gmsfhm") != 0)
		return fixture_value(f->field);
	child[17] = identity_citizen_check(child);
	fixture_citizen(1303, woman);
	return f->role->most_age ? child : f->role->sex == SEX_FEMALE ? woman : fixture_value(f->field);
}

/* What nothing else tells; numbers first, for they tell who is what and since when. */
static void fill_form(struct fixture *f, struct request *r, bool numbers)
{
	struct promise *p;
	struct err err;

	if (request_promise(f->h, r, &p, &err) != ST_OK)
		fixture_die("promise", &err);
	for (size_t i = 0; i < p->plan->field_count; i++) {
		const struct plan_field *pf = &p->plan->fields[i];
		bool number = strcmp(pf->field->id, "zjhm") == 0 || strcmp(pf->field->id, "gmsfhm") == 0;
		if (number == numbers && !pf->produced && !request_value(p->request, pf->key, NULL) && *value_of(pf))
			request_set_value(r, pf->key, value_of(pf), ORIGIN_FILLED);
	}
	promise_free(p);
}

void fixture_request(struct fixture *f, const char *bundle, int n, struct request *r)
{
	const struct catalogue *c;
	const struct bundle *b;
	struct promise *p;
	struct err err;
	int version;

	request_init(r);
	if (hall_catalogue(f->h, &c, &version, &err) != ST_OK)
		fixture_die("catalogue", &err);
	if (catalogue_matter(c, bundle, &b, &err) != ST_OK)
		fixture_die("matter", &err);
	request_set(&r->bundle, bundle);
	answer_all(c, b, r);
	fill_applicant(b, n, r);
	fill_form(f, r, true);
	fill_form(f, r, false);
	if (request_promise(f->h, r, &p, &err) != ST_OK)
		fixture_die("promise", &err);
	for (size_t i = 0; i < p->plan->material_count; i++)
		if (!p->plan->materials[i].produced)
			request_material(r, p->plan->materials[i].material->id)->state = MS_RECEIVED;
	promise_free(p);
}

void fixture_accept(struct fixture *f, const struct request *r, struct accepted *out)
{
	struct err err;

	if (dossier_accept(f->h, &f->clerk, r, out, NULL, &err) != ST_OK)
		fixture_die("accept", &err);
}
