/* SPDX-License-Identifier: Apache-2.0 */
#include "dispatch/files.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/mem.h"
#include "base/text.h"
#include "dispatch/body.h"
#include "hall/attachment.h"
#include "hall/reconcile.h"

#define BYTES_A_MS 64                            /* the slowest line on which a large file still comes through: 64 KB/s */
#define OCTETS_MOST ((size_t)64 * 1024 * 1024)   /* file.max at its largest */

/* --- which ---------------------------------------------------------------------------------------------------------------- */

static bool is_name(const char *s)
{
	return s && strlen(s) == FILES_NAME_SIZE - 1 && strspn(s, "0123456789abcdef") == FILES_NAME_SIZE - 1;
}

static void take(struct files *f, const json_t *list)
{
	const json_t *one;
	size_t i, k;

	json_array_foreach(list, i, one) {
		const char *name = json_string_value(json_object_get(one, "sm3"));
		for (k = 0; is_name(name) && k < f->count && strcmp(f->list[k], name) != 0;)
			k++;
		if (!is_name(name) || k < f->count)
			continue;
		f->list = mem_grow(f->list, f->count + 1, sizeof *f->list);
		memcpy(f->list[f->count++], name, FILES_NAME_SIZE);
	}
}

void files_init(struct files *f, const struct outbox_message *m)
{
	json_t *root = strstr(m->body, "\"files\"") ? body_read(m->body, m->n) : NULL;
	const json_t *material;
	size_t i;

	*f = (struct files){ .count = 0 };
	buf_init(&f->octets, OCTETS_MOST);
	buf_init(&f->without, BUF_SMALL);
	take(f, json_object_get(root, "files"));
	json_array_foreach(json_object_get(root, "materials"), i, material)
		take(f, json_object_get(material, "files"));
	json_decref(root);
}

void files_release(struct files *f)
{
	buf_wipe(&f->octets);
	buf_release(&f->without);
	free(f->list);
	f->list = NULL;
}

/* --- ends ----------------------------------------------------------------------------------------------------------------- */

/* The note may begin with its code. */
static void end(struct answer *out, enum outbox_end how, const char *code, const char *note)
{
	bool coded = strncmp(note, code, strlen(code)) == 0;

	out->end = how;
	snprintf(out->code, sizeof out->code, "%s", code);
	snprintf(out->note, sizeof out->note, "%s%s%s", coded ? "" : code, coded ? "" : " ", note);
	text_mend(out->note);
}

static void note_down(struct hall *h, const struct outbox_message *m, const char *sm3, enum attachment_state state, const char *note)
{
	struct err err;

	if (attachment_told(h, m->department, sm3, state, note, &err) != ST_OK)
		log_line(LOG_WARNING, "%s: what became of a file is not stored: %s", m->key, err.text);
}

/* The task goes without this one, and a person is told of it, once. */
static void leave_out(struct hall *h, struct files *f, const struct outbox_message *m, const char *note)
{
	struct err err;

	if (reconcile_file(h, m->department, m->key, m->dossier, f->list[f->at], note, &err) != ST_OK)
		log_line(LOG_WARNING, "%s: nobody is told of a file: %s", m->key, err.text);
	buf_format(&f->without, "%ssm3:%s", f->without.len ? ", " : "", f->list[f->at++]);
}

/* This one will not come. True when the message goes all the same. */
static bool do_without(struct hall *h, struct files *f, const struct outbox_message *m, enum attachment_state state, const char *code,
	const char *note, struct answer *out)
{
	note_down(h, m, f->list[f->at], state, note);
	buf_wipe(&f->octets);
	buf_init(&f->octets, OCTETS_MOST);
	if (!m->is_task) {
		end(out, OUTBOX_PARKED, code, note);
		return false;
	}
	log_line(LOG_WARNING, "%s %s: goes without a file: %s", m->department, m->key, code);
	leave_out(h, f, m, note);
	return true;
}

/* Its system takes no files at all: a task is known by its paper, a message about files has nothing to say. */
static bool unsupported(struct files *f, const struct outbox_message *m, struct answer *out)
{
	f->at = f->count;
	if (m->is_task)
		return true;
	end(out, OUTBOX_UNWANTED, "E-4019", "部门的系统收不了附件,没有发送;材料请随纸质交接");
	return false;
}

/* Nobody's word that there is no such address. Of a department that is not known to take files it is believed; one that has taken some
 * is not one without files for a gateway's sake: a message waits, a task goes without this one, and a person is told. True when the
 * message goes on. */
static bool nobody(struct hall *h, struct files *f, const struct outbox_message *m, struct answer *out)
{
	struct err err;
	bool takes = false;

	if (attachment_taken(h, m->department, &takes, &err) != ST_OK)
		log_line(LOG_WARNING, "%s: %s", m->key, err.text);       /* then as one without */
	if (!takes) {
		note_down(h, m, "", ATTACHMENT_UNSUPPORTED, "");
		return unsupported(f, m, out);
	}
	if (!m->is_task)
		return false;
	char note[sizeof out->note];
	snprintf(note, sizeof note, "%s", out->note);
	buf_wipe(&f->octets);
	buf_init(&f->octets, OCTETS_MOST);
	leave_out(h, f, m, note);
	return true;
}

/* --- one after the other ---------------------------------------------------------------------------------------------------- */

enum files_step files_next(struct hall *h, struct files *f, const struct outbox_message *m, const struct wire_limits *usual, char **url,
	struct answer *out)
{
	struct err err;

	while (f->at < f->count) {
		const char *sm3 = f->list[f->at];
		enum attachment_state state = ATTACHMENT_UNTRIED;
		char note[ATTACHMENT_NOTE_SIZE];
		if (attachment_state(h, m->department, sm3, &state, note, &err) != ST_OK)
			log_line(LOG_WARNING, "%s: %s", m->key, err.text);       /* sent once more: the content makes it harmless */
		if (state == ATTACHMENT_UNSUPPORTED)
			return unsupported(f, m, out) ? FILES_DONE : FILES_END;
		if (state == ATTACHMENT_THERE) {
			f->at++;
			continue;
		}
		if (state == ATTACHMENT_REFUSED && m->is_task) {         /* it has said so before */
			leave_out(h, f, m, note);
			continue;
		}
		buf_clear(&f->octets);
		if (attachment_read(h, sm3, &f->octets, &err) != ST_OK) {
			if (!do_without(h, f, m, ATTACHMENT_DAMAGED, "E-4017", err.text, out))
				return FILES_END;
			continue;
		}
		f->limits = *usual;
		f->limits.total_ms += (long)(f->octets.len / BYTES_A_MS);
		*url = mem_format("%s/v1/files?sha=sm3:%s&size=%zu", m->url, sm3, f->octets.len);
		return FILES_SEND;
	}
	return FILES_DONE;
}

bool files_sent(struct hall *h, struct files *f, const struct outbox_message *m, struct wire *w, CURLcode code, struct answer *out)
{
	const char *sm3 = f->list[f->at];

	switch (answer_to_file(sm3, w, code, out)) {
	case FILE_THERE:
		note_down(h, m, sm3, ATTACHMENT_THERE, "");
		buf_wipe(&f->octets);
		buf_init(&f->octets, OCTETS_MOST);
		f->at++;
		return true;
	case FILE_REFUSED: {
		char note[sizeof out->note];
		snprintf(note, sizeof note, "%s", out->note);
		return do_without(h, f, m, ATTACHMENT_REFUSED, "E-4018", note, out);
	}
	case FILE_UNSUPPORTED:
		note_down(h, m, "", ATTACHMENT_UNSUPPORTED, "");
		return unsupported(f, m, out);
	case FILE_NOBODY:
		return nobody(h, f, m, out);
	case FILE_NOT_NOW:
		break;
	}
	return false;
}

bool files_anew(struct hall *h, struct files *f, const struct outbox_message *m, const struct wire *w, int http_status)
{
	if (f->count == 0 || f->again || http_status != 422 || !(answer_error_is(&w->body, "3001") || answer_error_is(&w->body, "3002")))
		return false;
	for (size_t i = 0; i < f->count; i++)
		note_down(h, m, f->list[i], ATTACHMENT_UNTRIED, "");
	note_down(h, m, "", ATTACHMENT_UNTRIED, "");             /* who misses one is not without files */
	f->again = true;
	f->at = 0;
	buf_clear(&f->without);
	return true;
}
