/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAKE_HALL_H
#define TESTS_FAKE_HALL_H

#include <sqlite3.h>

#include "hall/hall.h"

/* A real hall in a temporary folder, with dossiers and messages put in by SQL: what delivering needs, without the work
 * of accepting. Every fault ends the test program with a line on standard error. */
struct fake_hall {
	char dir[64], path[80];              /* a temporary folder, and the hall in it */
	struct hall *hall;                   /* NULL after fake_hall_leave */
	sqlite3 *db;                         /* a second connection, for looking behind the hall's back */
};
/* With `tls` it has a CA, a server's and its own certificate in dir/tls. */
void fake_hall_make(struct fake_hall *f, bool tls);
void fake_hall_free(struct fake_hall *f);            /* removes the folder */
/* Lets another process have it to itself, and back. */
void fake_hall_leave(struct fake_hall *f);
void fake_hall_return(struct fake_hall *f);

void fake_department(struct fake_hall *f, const char *id, const char *url, bool dedup);
/* A dossier with nothing in it; returns its row id. */
int64_t fake_dossier(struct fake_hall *f, const char *number);
/* A task with its message; after 0 or the task that has to be done (needs "done") or delivered before. Returns the
 * task's id; its message has the same id. */
int64_t fake_task(struct fake_hall *f, int64_t dossier, const char *department, int64_t after, const char *needs);
char *fake_key(struct fake_hall *f, int64_t task);   /* owned */

/* One number, one text (into out[256]) from the store. `types` names the arguments bound to ?1 ?2 …: 'i' an int64_t,
 * 's' a text; "" for none. */
int64_t fake_int(struct fake_hall *f, const char *sql, const char *types, ...);
const char *fake_text(struct fake_hall *f, char out[256], const char *sql, const char *types, ...);
void fake_run(struct fake_hall *f, const char *sql, const char *types, ...);

/* "…/data" of the source tree. */
char *fake_data(void);
void fake_die(const char *what, const char *why) __attribute__((noreturn));

#endif
