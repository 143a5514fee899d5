/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/day.h"
#include "base/mem.h"
#include "department/reception.h"

/* What a change has to tell (contract, "Details"): by what it follows on and what follows. The hall refuses a change without it; a
 * department that looks itself saves the telephone call. */

enum kind { DETAIL_TEXT, DETAIL_DAY, DETAIL_COUNT };
static const struct rule {
	const char *from, *to, *name;            /* from "": from wherever it may come */
	enum kind kind;
	const char *choices;                     /* " a b ": one of them */
} rules[] = {
	{ "", "15", "reason", DETAIL_TEXT, " not-ours wrong-item unreadable repeated missing " },
	{ "", "25", "lines", DETAIL_TEXT, NULL },
	{ "", "30", "kind", DETAIL_TEXT, " hearing tender auction inspection testing quarantine appraisal review publicity " },
	{ "", "30", "start", DETAIL_DAY, NULL }, { "", "30", "days", DETAIL_COUNT, NULL },
	{ "", "30", "basis", DETAIL_TEXT, NULL }, { "", "30", "reason", DETAIL_TEXT, NULL },
	{ "30", "20", "end", DETAIL_DAY, NULL }, { "30", "20", "result", DETAIL_TEXT, NULL },
	{ "", "35", "approver", DETAIL_TEXT, " organ government " }, { "", "35", "approver_name", DETAIL_TEXT, NULL },
	{ "", "35", "days", DETAIL_COUNT, NULL }, { "", "35", "reason", DETAIL_TEXT, NULL },
	{ "", "51", "reason", DETAIL_TEXT, NULL }, { "", "51", "article", DETAIL_TEXT, NULL },
	{ "", "52", "organ", DETAIL_TEXT, NULL },
};

static bool fits(const struct rule *r, const char *value)
{
	char word[40], *end;

	if (r->kind == DETAIL_DAY)
		return day_parse(value) != DAY_NONE;
	if (r->kind == DETAIL_COUNT)
		return strtol(value, &end, 10) > 0 && !*end;
	return !r->choices || ((size_t)snprintf(word, sizeof word, " %s ", value) < sizeof word && strstr(r->choices, word));
}

enum status details_check(const json_t *details, const char *from, const char *to, struct err *err)
{
	for (size_t i = 0; i < COUNT_OF(rules); i++) {
		const struct rule *r = &rules[i];
		const char *value = json_string_value(json_object_get(details, r->name));
		if (strcmp(r->to, to) != 0 || (*r->from && strcmp(r->from, from) != 0))
			continue;
		if (!value || !*value)
			return err_at(err, ST_DATA, "E-6248", r->name, "%s 之后到 %s 要说明 %s=…,没有改动", from, to, r->name);
		if (!fits(r, value))
			return err_at(err, ST_DATA, "E-6248", r->name, "%s 不合要求:%.60s%s%s,没有改动", r->name, value, r->choices ? ";可为" : "",
				r->choices ? r->choices : "");
	}
	return ST_OK;
}

enum status details_take(json_t *details, const char *word, struct err *err)
{
	const char *equals = strchr(word, '=');
	char *name = equals ? mem_text_n(word, (size_t)(equals - word)) : NULL;
	bool taken = name && *name && strlen(name) < 40 && json_object_set_new(details, name, json_string(equals + 1)) == 0;

	free(name);
	return taken ? ST_OK : err_set(err, ST_USAGE, "E-6247", "应为 名称=内容(UTF-8):%.60s", word);
}
