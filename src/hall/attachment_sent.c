/* SPDX-License-Identifier: Apache-2.0 */
#include <string.h>

#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/attachment.h"
#include "law/staff_right.h"

/* What departments have of a dossier's scans, and how messages to them name those. */

static const struct { const char *code, *name; } states[] = {
	[ATTACHMENT_UNTRIED] = { "", "" }, [ATTACHMENT_THERE] = { "there", "已到" }, [ATTACHMENT_REFUSED] = { "refused", "不收" },
	[ATTACHMENT_DAMAGED] = { "damaged", "未送到,附件损坏" }, [ATTACHMENT_UNSUPPORTED] = { "unsupported", "的系统收不了附件" },
};

static enum attachment_state state_of(const char *code)
{
	enum attachment_state s = ATTACHMENT_UNSUPPORTED;

	while (s > ATTACHMENT_UNTRIED && strcmp(states[s].code, code) != 0)
		s--;
	return s;
}

enum status attachment_sent(struct hall *h, const struct actor *by, const char *number, struct rows **sent, struct err *err)
{
	const char *own = staff_role_in(by->role, BY(DEPARTMENT)) ? by->department : "*";

	return store_read(hall_store(h), Q_ATTACHMENT_SENT_LIST, ARGS(value_text(number), value_text(own),
		value_int(clock_wall_ms() - ATTACHMENT_UNSUPPORTED_MS)), sent, err);
}

void attachment_sent_text(const struct rows *sent, const char *sm3, struct buf *out)
{
	bool any = false;

	for (size_t i = 0; i < rows_count(sent); i++) {
		const char *note = rows_text(sent, i, 3);
		if (*rows_text(sent, i, 0) && strcmp(rows_text(sent, i, 0), sm3) != 0)
			continue;
		buf_format(out, "%s%s%s%s%s", any ? "," : "", rows_text(sent, i, 1), states[state_of(rows_text(sent, i, 2))].name, *note ? ":" : "",
			note);
		any = true;
	}
}

bool attachment_sent_bad(const struct rows *sent, const char *sm3)
{
	for (size_t i = 0; i < rows_count(sent); i++) {
		enum attachment_state s = state_of(rows_text(sent, i, 2));
		if (strcmp(rows_text(sent, i, 0), sm3) == 0 && (s == ATTACHMENT_REFUSED || s == ATTACHMENT_DAMAGED))
			return true;
	}
	return false;
}

json_t *attachment_files(const struct rows *list, const char *material)
{
	json_t *files = NULL;

	for (size_t i = 0; list && i < rows_count(list); i++) {
		if (strcmp(rows_text(list, i, 1), material) != 0)
			continue;
		if (!files)
			files = json_array();
		json_array_append_new(files, json_pack("{s:s, s:I, s:s, s:i}", "sm3", rows_text(list, i, 3), "size", (json_int_t)rows_int(list, i, 4),
			"mime", file_kind_mime(file_kind_from_code(rows_text(list, i, 5))), "pages", (int)rows_int(list, i, 6)));
	}
	return files;
}

enum status attachment_state(struct hall *h, const char *department, const char *sm3, enum attachment_state *out,
	char note[ATTACHMENT_NOTE_SIZE], struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ATTACHMENT_SENT_OF, ARGS(value_text(department), value_text(sm3)), &r, err);

	*out = ATTACHMENT_UNTRIED;
	*note = '\0';
	for (size_t i = 0; st == ST_OK && i < rows_count(r); i++) {
		bool any = !*rows_text(r, i, 0);
		if (any && clock_wall_ms() - rows_int(r, i, 2) > ATTACHMENT_UNSUPPORTED_MS)
			continue;
		if (any || *out == ATTACHMENT_UNTRIED) {
			*out = state_of(rows_text(r, i, 1));
			text_copy(note, ATTACHMENT_NOTE_SIZE, rows_text(r, i, 3));
		}
	}
	rows_free(r);
	return st;
}

enum status attachment_taken(struct hall *h, const char *department, bool *out, struct err *err)
{
	struct rows *r = NULL;
	enum status st = store_read(hall_store(h), Q_ATTACHMENT_TAKEN, ARGS(value_text(department)), &r, err);

	*out = st == ST_OK && rows_int(r, 0, 0) != 0;
	rows_free(r);
	return st;
}

enum status attachment_told(struct hall *h, const char *department, const char *sm3, enum attachment_state state, const char *note,
	struct err *err)
{
	struct batch *b = batch_new("attachment.told");

	if (state == ATTACHMENT_UNTRIED)
		batch_add(b, Q_ATTACHMENT_SENT_DROP, ARGS(value_text(department), value_text(sm3)));
	else
		batch_add(b, Q_ATTACHMENT_SENT_SET, ARGS(value_text(department), value_text(sm3), value_text(states[state].code), value_text(note),
			value_int(clock_wall_ms())));
	if (state == ATTACHMENT_THERE)
		batch_add(b, Q_ATTACHMENT_SENT_DROP, ARGS(value_text(department), value_text("")));
	enum status st = store_submit(hall_store(h), b, err);
	batch_free(b);
	return st;
}
