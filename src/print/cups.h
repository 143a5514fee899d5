/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_CUPS_H
#define PRINT_CUPS_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* CUPS through a connection of our own: each call ends within seconds, whatever the server does (libcups's default
 * connection has no deadline). One thread. Nothing here repeats a request: the agent decides. */
struct spooler;

/* The code of everything that ends because the server says nothing: gone, hung, or an answer in drops (a call takes four
 * seconds at most). Then every other question would take as long. E-5324 is a server that says itself that it cannot. */
#define SPOOLER_SILENT "E-5310"

/* A connection. ST_NOINPUT: this machine has no printing system (no socket, nobody listens); ST_UNAVAIL: it has one, and
 * it does not answer. */
enum status spooler_connect(struct spooler **out, struct err *err) MUST_CHECK;
void spooler_close(struct spooler *s);                        /* NULL is fine */
/* From a signal handler: ends what is under way, and refuses what comes. */
void spooler_interrupt(void);

#define QUEUE_NAME 128
/* Which queue: `wanted`, or for "" the default, or the only one there is. ST_REFUSED: E-5311 there is no queue of
 * that name (names those there are), E-5317 several and no default. ST_NOINPUT E-5312: there is none at all. */
enum status spooler_find(struct spooler *s, const char *wanted, char queue[QUEUE_NAME], struct err *err) MUST_CHECK;

/* A job without a document: nothing can come out of it yet. *job is its number. */
enum status spooler_create(struct spooler *s, const char *queue, const char *title, const char *media, int *job,
	struct err *err) MUST_CHECK;
/* Its only document. After a failure the job is still there: cancel it. */
enum status spooler_send(struct spooler *s, const char *queue, int job, const char *format, const void *data, size_t n,
	struct err *err) MUST_CHECK;
/* ST_OK also when the job is over already. ST_NOINPUT: the server knows no such job. */
enum status spooler_cancel(struct spooler *s, const char *queue, int job, struct err *err) MUST_CHECK;
/* Jobs of that title that are not over: a process that died between making one and storing its number left them.
 * Cancels each; *count is how many. */
enum status spooler_sweep(struct spooler *s, const char *queue, const char *title, int *count, struct err *err) MUST_CHECK;

enum job_phase { PHASE_WAITING, PHASE_PRINTING, PHASE_DONE, PHASE_CANCELLED, PHASE_ABORTED, PHASE_GONE };
struct job_look {
	enum job_phase phase;
	bool empty;                         /* it has no document: nothing can have been printed */
	bool touched;                       /* the printer had some of it: paper may have come out */
	bool fault;                         /* something a person must mend */
	char words[160];                    /* "缺纸", "卡纸,盖子未合"; "" */
};
/* Where a job stands and why it waits. PHASE_GONE: the server does not know it, or another job has its number now. */
enum status spooler_look(struct spooler *s, const char *queue, int job, const char *title, struct job_look *out,
	struct err *err) MUST_CHECK;
/* The queue itself: *fault and its words, "" when it is ready. */
enum status spooler_queue(struct spooler *s, const char *queue, bool *fault, char words[160], struct err *err) MUST_CHECK;

/* A printer-state-reasons keyword in Chinese, "" for what people need not know; *fault: somebody must do something. Total:
 * an unknown word comes back filtered and cut. */
void reason_words(const char *keyword, bool *fault, char words[64]);

#endif
