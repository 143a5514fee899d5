/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HALL_ACTS_H
#define TESTS_HALL_ACTS_H

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include "base/clock.h"
#include "fixture.h"
#include "hall/act.h"

/* What the tests of acts share: a new demonstration hall for each, people of every role, and `number`, the dossier that
 * was taken in last. */
extern struct fixture f;
extern struct actor supervisor, issuer, department, script;
extern struct err err;
extern struct acted acted;
extern char number[24];

int acts_setup(void **state);
int acts_teardown(void **state);
#define ACT_TEST(name) cmocka_unit_test_setup_teardown(name, acts_setup, acts_teardown)

struct actor person(int64_t id, const char *role);           /* the clerk with another id and role */
int64_t sql(const char *text, ...) __attribute__((format(printf, 1, 2)));
void take_in(const char *bundle, enum outcome outcome, const char *deferred);
enum status act(const struct actor *by, int task, const char *word, ...);      /* "name=value" …, NULL */
#define OK(...) do { if (act(__VA_ARGS__, NULL) != ST_OK) fail_msg("%s: %s %s [%s]", number, err.code, err.text, err.where); } while (0)
#define REFUSED(wanted, ...) do { if (act(__VA_ARGS__, NULL) == ST_OK) fail_msg("not refused: %s", wanted); \
	assert_string_equal(err.code, wanted); } while (0)
const char *shown_id(void);                                  /* "proof=证件 0012", the last four of the applicant of `number` */
void assert_state(const char *state);
void assert_task(int no, const char *state);
void push_all(void);                                         /* all messages of the dossier's tasks have arrived */
void decide_all(int refused);                                 /* every task signed for and granted as L-1, one of them (0: none) refused */
int64_t messages(const char *kind);
int64_t papers(const char *kind);                            /* those that acts have made */
struct print_job;
char *paper_text(const struct print_job *job, int columns);  /* as its reader sees it, every field of it there; owned */
void assert_paper(const char *kind, const char *words);      /* it can be filled, every field of it, and says that */
void assert_paper_lacks(const char *kind, const char *words);
int64_t refusals(void);                                      /* traces of them */
int task_count(void);
json_t *history_row(const json_t *history, const char *word, size_t n);      /* its n-th row of this word; borrowed, and there */
int another_calendar(const char *point);                     /* a fault_hook: 2027 comes in just after an act has read the calendar */

#endif
