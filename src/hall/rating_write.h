/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_RATING_WRITE_H
#define HALL_RATING_WRITE_H

#include "hall/rating.h"

/* What the applicant says: by the token of a paper's QR (the hall's web front), or by the evaluator at the window. There is
 * no other way to a level, and no one who serves can go it: nothing under src/desk includes this header (E-4,
 * tests/contract/rating.sh). */

#define RATING_WORDS_MOST 500            /* characters of the applicant's text */
#define RATING_TAGS_MOST 10

struct rating_given {
	int level;                              /* 1 … 5 */
	int efficiency, skill, attitude;        /* E-8: 1 … 5, or RATING_NONE */
	const char *words;                      /* untrusted; sealed; "" for none */
	const char *tags[RATING_TAGS_MOST]; size_t tag_count;
};
struct rating_stored { char number[24]; int level; bool again; };
/* By token, within `rating.days` of the request; a bad one that was answered may be followed by one more. E-6610 no such
 * token; E-6611 too late; E-6612 rated already; E-6613 no level, or a text that is too long or harmful. */
enum status rating_answer(struct hall *h, const char *token, const struct rating_given *given, struct rating_stored *out,
	struct err *err) MUST_CHECK;
/* The same from JSON {"level" or "stars", "efficiency", "skill", "attitude", "text", "tags"}; unknown members are refused. */
enum status rating_answer_json(struct hall *h, const char *token, const char *json, size_t n, struct rating_stored *out,
	struct err *err) MUST_CHECK;

/* The bridge to the evaluators (rating_device.c of src/command): what waits, and what became of it. */
struct rating_waiting { int64_t id; char window[8], number[24], service[128], work_no[24]; int64_t asked_at; };
enum status rating_device_open(struct hall *h, struct rating_waiting *rows, size_t room, size_t *count, struct err *err) MUST_CHECK;
/* `note` is the device's own words (untrusted). Of one that is finished already nothing changes. */
enum status rating_device_set(struct hall *h, int64_t id, enum rating_device state, const char *note, struct err *err) MUST_CHECK;
/* A key was pressed: the level is stored, the request is answered. E-6612 as above. */
enum status rating_device_answer(struct hall *h, int64_t id, int level, struct err *err) MUST_CHECK;

#endif
