/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "desk/act_ask_own.h"

/* Materials with what is wrong with each: a number, a fault, and again until an empty answer. */

static bool named(const struct asking *a, const char *id)
{
	for (size_t i = 0; i < a->count; i++)
		if (strncmp(a->values[i].name, "line.", 5) == 0 && strcmp(a->values[i].name + 5, id) == 0)
			return true;
	return false;
}

static size_t lines(const struct asking *a)
{
	size_t n = 0;

	for (size_t i = 0; i < a->count; i++)
		n += strncmp(a->values[i].name, "line.", 5) == 0;
	return n;
}

static enum status line_known(void *ctx, const char *answer, struct err *err)
{
	const struct asking *a = ctx;
	char *end;
	long n = strtol(answer, &end, 10);

	if (a->line >= 0)
		return *answer ? ST_OK : err_set(err, ST_DATA, "E-6406", "要写明存在的问题");
	if (!*answer)
		return lines(a) ? ST_OK : err_set(err, ST_DATA, "E-6403", "至少要有一份材料");
	if (*end || n < 1 || (size_t)n > a->material_count)
		return err_set(err, ST_DATA, "E-6406", "应为材料的序号 1 至 %zu", a->material_count);
	return named(a, a->materials[n - 1].id) ? err_set(err, ST_DATA, "E-6406", "这一份已经写过了") : ST_OK;
}

static void line_answered(void *ctx, const char *answer)
{
	struct asking *a = ctx;
	char name[80];

	if (!answer) {
		asking_give_up(a);
	} else if (a->line >= 0) {
		snprintf(name, sizeof name, "line.%s", a->materials[a->line].id);
		asking_keep(a, name, answer);
		a->line = -1;
		asking_line(a);
	} else if (*answer) {
		a->line = (int)strtol(answer, NULL, 10) - 1;
		asking_line(a);
	} else {
		a->arg++;
		asking_next(a);
	}
}

void asking_line(struct asking *a)
{
	char label[200];

	if (a->line >= 0)
		snprintf(label, sizeof label, "「%.120s」的问题:", a->materials[a->line].name);
	else
		snprintf(label, sizeof label, "%s,第几份%s:", a->arg->label, lines(a) ? "(空为写完)" : "");
	asking_open(a, (struct prompt){ .type = PROMPT_TEXT, .label = label, .max = a->line >= 0 ? (size_t)a->arg->most : 3, .check = line_known,
		.done = line_answered });
}
