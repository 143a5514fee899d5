/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PROMISE_PARTS_H
#define HALL_PROMISE_PARTS_H

#include "hall/accept.h"

/* One promise being worked out; shared by promise.c and its parts. `r` is the promise's own request: the parts
 * complete it while they check it. */
struct working {
	struct hall *hall;
	const struct calendar *calendar;
	struct promise *p;
	struct request *r;
};

void problem_add(struct working *w, enum request_step step, const struct err *err);
void problem_say(struct working *w, enum request_step step, const char *code, const char *where, const char *format, ...)
	__attribute__((format(printf, 5, 6)));
/* Text as people may type it (R24, nos. 6-10) and not longer than `most` characters; the problem names `label`. */
bool text_fine(struct working *w, enum request_step step, const char *where, const char *label, const char *text,
	size_t most);

/* A fault of the form. Only an acceptance rests on the form: papers are taken whatever still stands wrong in it, and a notice
 * tells it with all else that is missing (art. 32: once, and everything). */
void form_lacks(struct working *w, const char *label, const char *fault);
void form_fails(struct working *w, const char *label, const struct err *err);
/* The same, refused at a field that it names: "母亲 证件号码:…". */
void field_fails(struct working *w, const struct plan_field *f, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));

void check_applicant(struct working *w);
void check_agent(struct working *w);
void check_form(struct working *w);
/* What no single datum shows: one number for two people, a father's number that is a woman's, a newborn of 36 years, the same
 * matter twice in a day. Where no honest case exists it is a problem, else advice. */
void check_sense(struct working *w);
void check_materials(struct working *w);
void check_delivery(struct working *w);

#endif
