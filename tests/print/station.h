/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_PRINT_STATION_H
#define TESTS_PRINT_STATION_H

#include "tests/print/desk.h"
#include "tests/print/spool.h"

/* One printing system and one desk for all tests of a program, set up once. */
extern struct spool spool;
extern struct desk desk;

/* What a machine that has other things to do may take. Nothing that is promised is measured by it. */
#define OUTER_MS 120000

/* For cmocka: before all, after all, and after each: nothing ails any more, and no agent runs. */
int station_up(void **state);
int station_down(void **state);
int station_calm(void **state);

/* All papers of a document that have come out: those without and those with a 补打 mark. */
void station_papers(const struct print_job *job, int *bare, int *marked);
void station_wait_papers(int n);     /* until so many have come out */
void station_wait_begun(int n);      /* until the printer has begun so many jobs */

/* main() of such a program: skipped (77) where there is no printing system. */
#define STATION_RUN(tests) (station_possible() ? cmocka_run_group_tests(tests, station_up, station_down) : 77)
bool station_possible(void);

#endif
