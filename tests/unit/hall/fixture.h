/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HALL_FIXTURE_H
#define TESTS_HALL_FIXTURE_H

#include "hall/accept.h"

/* A demonstration hall in a folder of its own, and requests that a clerk could have typed. The clock stands still at
 * 2026-11-23 09:41 (a Monday) and moves only by fixture_tick. */
struct fixture { char dir[64]; struct hall *h; struct actor clerk; };

void fixture_open(struct fixture *f);              /* the process ends when anything goes wrong */
void fixture_reopen(struct fixture *f);
void fixture_close(struct fixture *f);             /* removes the folder */
void fixture_remove(const char *path);             /* a folder with all that is in it */
void fixture_tick(int64_t ms);
void fixture_clock(void);                          /* back to the fixture's clock after a test set another */
#define FIXTURE_NOW INT64_C(1795398060000)

/* Fills `r` so that `bundle` (the id of any matter) can be accepted: the first answers that are served, every field that is asked, all
 * materials received; the applicant is 李芳 (or 示例餐饮有限公司 for companies). `n` makes persons differ. */
void fixture_request(struct fixture *f, const char *bundle, int n, struct request *r);
/* A valid citizen's number for person n. */
void fixture_citizen(int n, char out[19]);
/* The value that a field takes, "" when it may stay empty. */
const char *fixture_value(const struct field *field);
/* Accepts or ends the process. */
void fixture_accept(struct fixture *f, const struct request *r, struct accepted *out);
_Noreturn void fixture_die(const char *what, const struct err *err);

#endif
