/* SPDX-License-Identifier: Apache-2.0 */
#include <ctype.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "hall/dossier.h"
#include "hall/own.h"
#include "hall/token.h"

/* What a dossier is found by, as rows; and the ends of numbers: "尾号 1023" is how people name themselves at a window. */

#define END 4

void token_end(struct hall *h, const char *text, char token[TOKEN_SIZE])
{
	size_t n = strlen(text);
	char end[8] = "~";
	const char *at = n >= END ? text + n - END : "";

	*token = '\0';
	if (n < END || strspn(at, "0123456789") < END - 1 || (!isdigit((unsigned char)at[END - 1]) && at[END - 1] != 'X'))
		return;
	memcpy(end + 1, at, END + 1);
	token[0] = '$';
	hall_index(h, end, token + 1);
}

/* --- the rows of a dossier --------------------------------------------------------------------------------------------------- */

struct tokens { struct batch *b; int64_t dossier; };

static void add(void *ctx, const char *token)
{
	struct tokens *t = ctx;

	batch_add(t->b, Q_DOSSIER_TOKEN_INSERT, ARGS(value_text(token), value_int(t->dossier)));
}

void token_name_in(struct batch *b, int64_t dossier, const char *name)
{
	struct tokens t = { b, dossier };
	char *plain = token_name(name);

	token_each(plain, false, add, &t);
	mem_wipe_free(plain, strlen(plain));
}

void token_number_in(struct hall *h, struct batch *b, int64_t dossier, const char *number)
{
	struct tokens t = { b, dossier };
	char token[TOKEN_SIZE];

	if (!*number)
		return;
	token[0] = '#';
	hall_index(h, number, token + 1);
	add(&t, token);
	token_end(h, number, token);
	if (*token)
		add(&t, token);
}

/* --- what was accepted before they were kept ------------------------------------------------------------------------------- */

static void add_end(struct hall *h, struct batch *b, int64_t dossier, const json_t *who, const char *member)
{
	const char *number = json_string_value(json_object_get(who, member));
	char token[TOKEN_SIZE];

	token_end(h, number ? number : "", token);
	if (*token)
		batch_add(b, Q_DOSSIER_TOKEN_INSERT, ARGS(value_text(token), value_int(dossier)));
}

static void add_ends(struct hall *h, struct batch *b, int64_t dossier)
{
	static const char *const people[] = { "applicant", "agent" };
	json_t *snapshot = NULL;
	struct err err;

	/* one that cannot be read has no ends to find: `verify` tells of it */
	if (dossier_snapshot(h, dossier, 0, &snapshot, &err) != ST_OK)
		log_line(LOG_WARNING, "ends: dossier not read: %s", err.code);
	for (size_t i = 0; snapshot && i < COUNT_OF(people); i++) {
		const json_t *who = json_object_get(snapshot, people[i]);
		add_end(h, b, dossier, who, "id_number");
		add_end(h, b, dossier, who, "phone");
	}
	batch_add(b, Q_FIND_HAS_ENDS, ARGS(value_int(dossier)));
	json_decref(snapshot);
}

size_t token_ends_late(struct hall *h, size_t most)
{
	struct rows *rows = NULL;
	struct err err;
	size_t n = 0;
	enum status st = store_read(hall_store(h), Q_FIND_NO_ENDS, ARGS(value_int((int64_t)most)), &rows, &err);

	if (st == ST_OK && (n = rows_count(rows)) > 0) {
		struct batch *b = batch_new("ends");
		for (size_t i = 0; i < n; i++)
			add_ends(h, b, rows_int(rows, i, 0));
		st = store_submit(hall_store(h), b, &err);
		batch_free(b);
	}
	if (st != ST_OK)
		log_line(LOG_WARNING, "ends: %s", err.code);
	rows_free(rows);
	return st == ST_OK ? n : 0;
}
