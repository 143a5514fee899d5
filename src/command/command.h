/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_COMMAND_H
#define COMMAND_COMMAND_H

#include <stdbool.h>
#include <stddef.h>
#include <stdio.h>

#include "base/status.h"

/* A subcommand of `yichuang` is a row: one file src/command/NAME.c that ends in `const struct command command_NAME`,
 * and one line in COMMANDS below. Data goes to env->out, complaints to env->err_out; with `json` one JSON value per
 * line goes to env->out, an error too. */
struct command_env {
	const char *hall_dir;        /* --hall DIR, else the installed hall; never NULL */
	bool json;                   /* --json */
	FILE *out, *err_out;
};

struct command {
	const char *name;            /* "due" */
	const char *usage;           /* "START N [--pause FROM..TO]… [--explain]": what follows the name */
	const char *help;            /* one Chinese sentence */
	const char *undone;          /* what a misuse leaves undone, "未受理"; NULL: nothing to say */
	void (*more)(FILE *to);      /* what its own --help says beyond `help`; NULL: nothing */
	/* argv[0] is the name; returns a sysexits code. Begins with command_options, ends in command_done. */
	int (*run)(const struct command_env *env, int argc, char **argv);
};

#define COMMANDS(_) \
	_(init) \
	_(catalogue) \
	_(calendar) \
	_(config) \
	_(staff) \
	_(window) \
	_(clock) \
	_(accept) \
	_(dossier) \
	_(attachment) \
	_(act) \
	_(find) \
	_(queue) \
	_(tide) \
	_(simulate) \
	_(ticket) \
	_(outbox) \
	_(department) \
	_(document) \
	_(print_jobs) \
	_(handover) \
	_(rating) \
	_(reader) \
	_(errand) \
	_(stuck) \
	_(caution) \
	_(hand) \
	_(shift) \
	_(watch) \
	_(statement) \
	_(audit) \
	_(export) \
	_(verify) \
	_(backup) \
	_(due) \
	_(id)

#define COMMAND_DECLARE(id) extern const struct command command_##id;
COMMANDS(COMMAND_DECLARE)
#undef COMMAND_DECLARE

/* Every row, ended by NULL. */
extern const struct command *const command_table[];

/* `yichuang [--hall DIR] [--json] [--help] [--version] NAME …`; without NAME `desk` is opened. */
typedef int command_desk_fn(const char *hall_dir, const char *keymap, bool ascii, bool mono);
int command_main(int argc, char **argv, command_desk_fn *desk);

/* --- for the subcommands ------------------------------------------------------------------------------------------*/

/* The values of an option that may be given often. Freed by command_list_release. */
struct command_list { const char **values; size_t count; };
void command_list_release(struct command_list *list);

/* One option; exactly one of the pointers is set: a flag takes no value, a text the last value given, a list each. */
struct command_option {
	const char *name;            /* "pause", without the dashes */
	bool *flag;
	const char **text;
	struct command_list *list;
};

/* Reads the options of a subcommand (rows ended by a NULL name; NULL when it has none) and the common ones --json,
 * --hall DIR and --help, anywhere among the words; "--" ends them. On COMMAND_GO `env` is ready and *words, *count are
 * what is left; any other value is the exit code to return at once (the message is out already). */
#define COMMAND_GO (-1)
int command_options(const struct command *command, struct command_env *env, const struct command_option *options,
	int argc, char **argv, char ***words, int *count);

/* How a command is called, after `lead`: one way to do it a line where a terminal could not show them in one. */
void command_usage(const struct command *c, const char *lead, FILE *out);
/* Words of help in lines that a terminal shows whole, each behind `indent` blanks. */
void command_words(const char *words, int indent, FILE *out);
/* All that --help says of a command; its exit code. */
int command_help(const struct command *command, const struct command_env *env);
/* E-3001 and the usage line (reliability 5 no. 30); returns 64. */
int command_misuse(const struct command *command, const struct command_env *env, const char *format, ...)
	__attribute__((format(printf, 3, 4)));
/* The same for what getopt_long answered ('?' or ':'). */
int command_bad_option(const struct command *command, const struct command_env *env, int answer, char **argv);
/* Says the error — "yichuang: E-nnnn …", or {"error":{"code","message","where"}} under --json — and returns its exit
 * code. */
int command_fail(const struct command_env *env, const struct err *err);
/* Flushes what was said; 0, or 74 when it could not be written (a full disk, a closed pipe). */
int command_done(const struct command_env *env);

/* A whole number within min … max, digits only; false for anything else ("", "-5", 99999999999999999999). */
bool command_number(const char *text, long min, long max, long *out);

#endif
