/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_STATUS_H
#define BASE_STATUS_H

/* What a call can answer, in one list: name, sysexits code for the shell, meaning.
 * Every function that can fail returns `enum status`; ST_OK is 0. */
#define STATUS_LIST(_) \
	_(OK,        0, "done") \
	_(USAGE,    64, "called with wrong words or options") \
	_(DATA,     65, "the input is not valid") \
	_(NOINPUT,  66, "what was named does not exist") \
	_(UNAVAIL,  69, "the other side cannot be reached") \
	_(BUG,      70, "a mistake of ours") \
	_(NOMEM,    71, "out of memory") \
	_(CANTMAKE, 73, "a file cannot be created") \
	_(IO,       74, "reading or writing failed") \
	_(BUSY,     75, "somebody else holds it: try again") \
	_(CONFLICT, 75, "it was changed meanwhile") \
	_(UNKNOWN,  75, "the outcome is not known yet (R4)") \
	_(FULL,     74, "no room left") \
	_(DENIED,   77, "not allowed") \
	_(CONFIG,   78, "the set-up is wrong") \
	_(NEWER,    78, "written by a newer program") \
	_(CORRUPT,  65, "the stored data are damaged") \
	_(REFUSED,  65, "the rules forbid it") \
	_(LIMIT,    65, "longer or larger than allowed") \
	_(CANCELLED, 1, "given up on request")

enum status {
#define STATUS_ENUM(id, exit_code, text) ST_##id,
	STATUS_LIST(STATUS_ENUM)
#undef STATUS_ENUM
	ST_COUNT
};

/* Exit code by sysexits; English sentence for logs. Both total. */
int status_exit(enum status st);
const char *status_text(enum status st);
/* The list's own name, "CONFLICT"; for logs and JSON. */
const char *status_name(enum status st);

/* A failure that a person will read (R25). `text` says in Chinese what happened, what is safe and what to press;
 * `code` is E-nnnn; `where` is the field, file and line, or JSON path, empty when there is none.
 * Embedded by value, needs no release. */
struct err {
	enum status status;
	char code[8];
	char where[256];
	char text[768];
};

/* An errno in Chinese, for a sentence that a person will read; a rare one in the system's own words. */
const char *err_reason(int code);
/* Clears *err. */
void err_clear(struct err *err);
/* Fills *err (NULL is allowed: the sentence is dropped) and returns `st`, so that a failing function can end in
 * `return err_set(err, ST_DATA, "E-1001", "…")`. Text that is too long is cut at a character. */
enum status err_set(struct err *err, enum status st, const char *code, const char *format, ...)
	__attribute__((format(printf, 4, 5)));
/* The same, and says where. */
enum status err_at(struct err *err, enum status st, const char *code, const char *where, const char *format, ...)
	__attribute__((format(printf, 5, 6)));

#define MUST_CHECK __attribute__((warn_unused_result))

#endif
