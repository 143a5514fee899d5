/* SPDX-License-Identifier: Apache-2.0 */
#include <stdlib.h>
#include <string.h>

#include "base/text.h"
#include "ui/form_private.h"
#include "ui/message.h"
#include "ui/prompt.h"

/* A paste with invisible characters is refused, but what is left without them is offered (reliability 5 no. 7): a name
 * copied from a web page often carries one. */

static void drop_invisible(struct buf *out, const char *s, size_t n)
{
	for (size_t i = 0; i < n;) {
		uint32_t c;
		size_t used = text_decode(s + i, n - i, &c);
		enum text_harm harm = c == TEXT_BAD ? TEXT_BROKEN : text_harm_of(c);
		if (harm != TEXT_INVISIBLE && harm != TEXT_BIDI && harm != TEXT_TAG)
			buf_add(out, s + i, used);
		i += used;
	}
}

static void offered(void *ctx, const char *answer)
{
	struct form *f = ctx;
	struct err err;
	char *text = f->offer;
	f->offer = NULL;
	struct form_field *d = f->focus >= 0 ? &f->fields[f->focus] : NULL;
	if (answer && !strcmp(answer, "yes") && d && form_editable(d)) {
		if (editor_insert(&d->editor, text, strlen(text), true, &err))
			message_error(f->widget.ui, &err);
		else
			form_changed_by_key(f, d);
	}
	mem_wipe_free(text, strlen(text));
}

bool form_offer_clean(struct form *f, const char *s, size_t n, const struct err *why)
{
	struct buf clean;
	size_t at;
	if (!f->widget.ui || strcmp(why->code, "E-1011") != 0 || f->offer)
		return false;
	buf_init(&clean, BUF_SMALL);
	drop_invisible(&clean, s, n);
	bool good = clean.len && !clean.overflow && text_check(clean.data, clean.len, &at) == TEXT_FINE;
	if (good) {
		char *label = mem_format("E-1011 %s%s去掉后是「%s」,贴入吗?", why->text, text_stop(why->text), clean.data);
		f->offer = mem_text(clean.data);
		prompt_confirm(f->widget.ui, label, offered, f);
		free(label);
	}
	buf_wipe(&clean);
	return good;
}

void form_drop_offer(struct form *f)
{
	if (f->offer && f->widget.ui)
		prompt_drop(f->widget.ui, f);
}
