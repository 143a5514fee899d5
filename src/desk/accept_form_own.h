/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_ACCEPT_FORM_OWN_H
#define DESK_ACCEPT_FORM_OWN_H

#include "desk/accept.h"
#include "law/id_card.h"

/* Step 3 on the screen: accept_form.c has the form, accept_card.c fills it from an identity card. */

/* What a card told otherwise than somebody had filled in: nothing of it is changed until a key says so. */
struct card_difference { char key[64], is[402]; };
#define CARD_DATA 14

struct step_form {
	struct desk *d;
	struct view *view;
	struct form *frame, *form;
	struct entry *entries;
	size_t count;
	struct err said;             /* the last fault of an entry that was told */
	bool busy;                   /* we are setting fields ourselves */
	bool copying;                /* what is left now was copied by a key, not typed */
	char mend[64];               /* the entry that somebody was sent to; "": none */
	bool begun;                  /* the focus was put where somebody must fill or mend something */
	char card_of[64];            /* whose card is being read: the entry that had the focus */
	char card_doubt[ID_CARD_DOUBT_SIZE];         /* of the card read last; "" */
	struct card_difference differs[CARD_DATA];
	size_t differ_count;
};

struct entry *step_form_entry(struct step_form *s, const char *key);
/* Puts what the intake knows into the fields: values, where they came from, what is asked at all. The field that is
 * being typed in keeps its text. */
void step_form_refresh(struct step_form *s);
/* What stands in the head beside the sums while a card is read, or when something of it waits to be looked at; "". */
const char *accept_card_state(const struct step_form *s, char out[ID_CARD_DOUBT_SIZE + 64]);
/* Contexts of the step while a card is read, and else. */
const char *const *accept_card_contexts(struct view *v);
void accept_card_close(struct step_form *s);

#endif
