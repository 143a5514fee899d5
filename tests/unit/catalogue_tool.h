/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_CATALOGUE_TOOL_H
#define TESTS_CATALOGUE_TOOL_H

/* For the tests of catalogue, bundle, deferral, form and search: the shipped catalogue, a small one, answers by id. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/file.h"
#include "law/bundle.h"

struct heard { size_t count; struct err list[64]; };
__attribute__((unused)) static void hear(void *ctx, const struct err *fault)
{
	struct heard *h = ctx;

	if (h->count < COUNT_OF(h->list))
		h->list[h->count] = *fault;
	h->count++;
}

__attribute__((unused)) static struct catalogue *load_shipped(void)
{
	const char *top = getenv("srcdir");
	char *folder = file_join(top ? top : ".", "data/catalogue");
	const char *paths[] = { folder };
	struct catalogue_texts texts;
	struct catalogue *c = NULL;
	struct err err;
	struct heard heard = { 0 };

	if (catalogue_texts_read(paths, 1, hear, &heard, &texts, &err)
		|| catalogue_load(texts.list, texts.count, hear, &heard, &c, &err))
		fail_msg("%zu faults, first %s %s %s", heard.count, err.code, err.where, err.text);
	assert_int_equal(heard.count, 0);
	catalogue_texts_release(&texts);
	free(folder);
	return c;
}

/* Two departments, a chain a -> b -> c beside d, and everything that a catalogue can say once. */
__attribute__((unused)) static const char small_catalogue[] =
"{\"meta\":{\"title\":\"小目录\",\"date\":\"2026-11-23\"},\n"
"\"departments\":[{\"id\":\"ga\",\"code\":\"338810102\",\"name\":\"公安局\"},{\"id\":\"rs\",\"code\":\"338810104\",\"name\":\"人社局\",\"aliases\":[\"社保\"]}],\n"
"\"roles\":[{\"id\":\"applicant\",\"name\":\"申请人\"},{\"id\":\"bank\",\"name\":\"账户\"}],\n"
"\"questions\":[{\"id\":\"q-age\",\"text\":\"成年?\",\"options\":[{\"id\":\"yes\",\"text\":\"是\",\"tells\":{\"applicant.gx\":\"01\",\"bank.zjhm\":{\"same\":\"applicant.zjhm\"}}},{\"id\":\"no\",\"text\":\"否\"}]},\n"
" {\"id\":\"q-home\",\"text\":\"住哪?\",\"options\":[{\"id\":\"town\",\"text\":\"城\"},{\"id\":\"land\",\"text\":\"乡\"},{\"id\":\"far\",\"text\":\"外地\"}]},\n"
" {\"id\":\"q-fix\",\"text\":\"固定?\",\"options\":[{\"id\":\"a\",\"text\":\"甲\"},{\"id\":\"b\",\"text\":\"乙\"}]}],\n"
"\"fields\":[{\"id\":\"xm\",\"name\":\"姓名\",\"type\":\"C\",\"length\":\"2..50\"},{\"id\":\"zjhm\",\"name\":\"证件号码\",\"type\":\"C\",\"length\":\"1..30\"},\n"
" {\"id\":\"xb\",\"name\":\"性别\",\"type\":\"CODE\",\"length\":\"1\",\"format\":\"0未知 1男 2女 9未说明\"},\n"
" {\"id\":\"gx\",\"name\":\"关系\",\"type\":\"CODE\",\"length\":\"2\",\"codes\":[{\"code\":\"01\",\"text\":\"本人\"},{\"code\":\"10\",\"text\":\"配偶\"}]},\n"
" {\"id\":\"sbh\",\"name\":\"社保号\",\"type\":\"C\",\"length\":\"18\"},{\"id\":\"je\",\"name\":\"金额\",\"type\":\"N\",\"length\":\"1..8,2\",\"format\":\"大于0\"}],\n"
"\"materials\":[{\"id\":\"sfz\",\"name\":\"身份证\",\"originals\":1,\"copies\":1,\"source\":\"ecert\",\"alternatives\":[\"self\",\"share\"],\"provider\":\"ga\"},\n"
" {\"id\":\"zp\",\"name\":\"照片\",\"originals\":2,\"copies\":0,\"merge\":\"sum\"},\n"
" {\"id\":\"hk\",\"name\":\"户口簿\",\"originals\":1,\"copies\":2},\n"
" {\"id\":\"zheng\",\"name\":\"甲证\",\"source\":\"item\",\"produced_by\":[\"item-a\"],\"originals\":1}],\n"
"\"items\":[\n"
" {\"id\":\"item-a\",\"code\":\"A1\",\"name\":\"甲证签发\",\"dept\":\"ga\",\"kind\":\"承诺\",\"statutory\":{\"n\":20,\"unit\":\"working_day\"},\"promised\":{\"n\":2.5,\"unit\":\"working_day\"},\n"
"  \"materials\":[{\"material\":\"sfz\",\"level\":\"main\"},{\"material\":\"zp\",\"level\":\"minor\",\"defer_working_days\":5},{\"material\":\"hk\",\"level\":\"minor\",\"defer_working_days\":3,\"when\":[{\"q\":\"q-age\",\"any\":[\"no\"]}]}],\n"
"  \"fields\":[\"applicant.xm\",\"applicant.zjhm\",{\"field\":\"applicant.xb\",\"required\":false}]},\n"
" {\"id\":\"item-b\",\"code\":\"B1\",\"name\":\"乙证签发\",\"dept\":\"rs\",\"kind\":\"承诺\",\"statutory\":null,\"promised\":{\"n\":3,\"unit\":\"working_day\"},\n"
"  \"promised_when\":[{\"promised\":{\"n\":6,\"unit\":\"working_day\"},\"when\":[{\"q\":\"q-home\",\"any\":[\"land\"]}]}],\n"
"  \"materials\":[{\"material\":\"zheng\",\"level\":\"main\"},{\"material\":\"sfz\",\"level\":\"minor\",\"defer_working_days\":4},{\"material\":\"zp\",\"level\":\"minor\",\"defer_working_days\":2,\"blocks_result\":false}],\n"
"  \"fields\":[\"applicant.xm\",\"applicant.gx\",\"applicant.xb\"]},\n"
" {\"id\":\"item-c\",\"code\":\"C1\",\"name\":\"丙补贴发放\",\"dept\":\"rs\",\"promised\":{\"n\":1,\"unit\":\"working_day\"},\n"
"  \"materials\":[{\"material\":\"zheng\",\"level\":\"minor\",\"defer_working_days\":5},{\"material\":\"hk\",\"level\":\"minor\",\"defer_working_days\":5}],\n"
"  \"fields\":[\"applicant.xm\",\"bank.je\",{\"field\":\"applicant.sbh\",\"produced_by\":[\"item-a\"]}]},\n"
" {\"id\":\"item-d\",\"code\":\"D1\",\"name\":\"丁登记\",\"dept\":\"ga\",\"kind\":\"即办\",\"promised\":{\"n\":0,\"unit\":\"working_day\"},\n"
"  \"materials\":[{\"material\":\"hk\",\"level\":\"minor\",\"defer_working_days\":5}],\"fields\":[\"applicant.xm\"],\"also\":[\"办丁\",\"领丁\"]}],\n"
"\"bundles\":[{\"id\":\"small\",\"name\":\"小套餐\",\"subject\":\"个人\",\"lead\":\"ga\",\"questions\":[\"q-age\",\"q-home\"],\"presets\":{\"q-fix\":\"a\"},\n"
"  \"items\":[{\"item\":\"item-a\",\"requirement\":\"required\"},{\"item\":\"item-b\",\"requirement\":\"conditional\",\"after\":[\"item-a\"],\"when\":[{\"q\":\"q-fix\",\"any\":[\"a\"]},{\"q\":\"q-home\",\"any\":[\"town\",\"land\"]}]},\n"
"   {\"item\":\"item-c\",\"requirement\":\"optional\",\"after\":[\"item-b\"]},{\"item\":\"item-d\",\"requirement\":\"optional\"}],\n"
"  \"single_when\":[{\"when\":[{\"q\":\"q-home\",\"any\":[\"far\"]}],\"text\":\"外地转单项办理\"}],\"same\":{\"bank\":\"applicant\",\"bank.xm\":\"applicant.xm\"},\"notes\":[\"说明\"]}]}\n";

/* The small catalogue with the first `from` replaced by `to`; owned. */
__attribute__((unused)) static char *edited(const char *from, const char *to)
{
	const char *at = strstr(small_catalogue, from);

	if (!at)
		fail_msg("the small catalogue has no %s", from);
	return mem_format("%.*s%s%s", (int)(at - small_catalogue), small_catalogue, to, at + strlen(from));
}

__attribute__((unused)) static struct catalogue *load_text(const char *json)
{
	struct catalogue_text text = { "small.json", json, strlen(json) };
	struct catalogue *c = NULL;
	struct err err;

	if (catalogue_load(&text, 1, NULL, NULL, &c, &err))
		fail_msg("%s %s %s", err.code, err.where, err.text);
	return c;
}

/* "q-age=yes q-home=town" as answers; returns how many. */
__attribute__((unused)) static size_t answers_of_text(const struct catalogue *c, const char *text, struct answer *out,
	size_t room)
{
	size_t count = 0;
	char q[64], o[64];
	int used;

	for (; sscanf(text, " %63[^= ]=%63s%n", q, o, &used) == 2; text += used) {
		const struct question *question = catalogue_question(c, q);
		assert_non_null(question);
		assert_non_null(question_choice(question, o));
		assert_true(count < room);
		out[count++] = (struct answer){ question, question_choice(question, o) };
	}
	return count;
}

/* A plan from texts: bundle id, answers, item ids to untick ("a b"). */
__attribute__((unused)) static struct plan *plan_of(const struct catalogue *c, const char *bundle, const char *answers,
	const char *untick)
{
	struct answer list[32];
	const char *ids[16];
	size_t n = answers_of_text(c, answers, list, COUNT_OF(list)), count = 0;
	char *copy = mem_text(untick), *save = NULL;
	struct plan *p = NULL;
	struct err err;

	for (char *w = strtok_r(copy, " ", &save); w; w = strtok_r(NULL, " ", &save))
		ids[count++] = w;
	assert_non_null(catalogue_bundle(c, bundle));
	if (plan_make(catalogue_bundle(c, bundle), list, n, ids, count, &p, &err))
		fail_msg("%s %s", err.code, err.text);
	free(copy);
	return p;
}

#endif
