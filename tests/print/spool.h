/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_SPOOL_H
#define TESTS_SPOOL_H

#include <stdbool.h>
#include <sys/types.h>

/* A printing system of the test's own: dbus-daemon, ippeveprinter and cupsd in a new folder, on a socket and a port that
 * nobody else has; queue "hall". Works as root and as anybody. What the printer "prints" are files below out/. CUPS_SERVER
 * points at it while it lives. Nothing is left behind, whatever happens to the test. */
struct spool {
	char dir[80];
	char server[120];                       /* cupsd's socket */
	int port;                               /* of the printer */
	pid_t bus, printer, cupsd;
};

/* False: a program is missing (the test is skipped, 77). Anything else that goes wrong ends the process (99). */
bool spool_possible(const char **missing);
void spool_up(struct spool *s);
void spool_down(struct spool *s);

void spool_kill_server(struct spool *s);       /* kill -9 */
void spool_start_server(struct spool *s);
/* SIGSTOP and SIGCONT: it takes connections and answers none. */
void spool_freeze_server(struct spool *s, bool frozen);
/* What the queue "hall" says of its printer, by a question of our own: does printer-state-reasons begin with this word? */
bool spool_says(const struct spool *s, const char *reason);
void spool_forget(struct spool *s);            /* while it is down: every job that it knew */
/* A queue whose backend is ours: takes bytes as they come, without the second that CUPS's ipp backend needs. */
void spool_quick_queue(struct spool *s, const char *name);
/* The bytes of one paper as they came (owned). */
char *spool_paper_bytes(const struct spool *s, int n, size_t *size);
/* One more queue; raw ones hand the bytes through. */
void spool_queue(struct spool *s, const char *name, const char *uri, bool raw);
/* cupsdisable, cupsenable, cupsreject, cupsaccept */
void spool_run(struct spool *s, const char *command, const char *queue);

/* The printer's condition: while "hold" is set it stands before the paper; any other word is a printer-state-reason
 * that it reports. "hold" stops quick queues, too. */
void spool_set(struct spool *s, const char *word, bool on);
/* How many papers have come out, and the text of one (owned; pdftotext). */
int spool_papers(const struct spool *s);
char *spool_paper_text(const struct spool *s, int n);
/* Jobs that the printer has begun, finished or not. */
int spool_begun(const struct spool *s);

/* Runs a program and waits; its exit code. The output goes to the fixture's log. */
int spool_call(const struct spool *s, const char *const argv[]);
/* Asks again every 20 ms until it holds or `ms` are over. */
bool spool_until(bool (*holds)(void *ctx), void *ctx, int ms);
/* A server of printing that takes connections and sends a byte of an answer each half second; until spool_drip_end.
 * cupsSetServer is the caller's. */
pid_t spool_drip(const struct spool *s, char server[120]);
void spool_drip_end(pid_t *dripping);

#endif
