/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_TICKET_H
#define COMMAND_TICKET_H

#include "command/command.h"
#include "hall/ticket.h"

/* Shared by ticket*.c, tide.c and simulate.c: a verb of `yichuang ticket` is a row of verbs in ticket.c. */
struct ticket_words {
	char **words;                    /* behind the verb */
	int count;
	const char *window, *priority, *appointment, *person, *key, *class, *state, *day, *name, *reason, *printer;
	bool closed, large, no_slip, to_stdout;
};
typedef int ticket_verb_fn(const struct command_env *env, struct hall *h, const struct actor *by, const struct ticket_words *w);

ticket_verb_fn ticket_verb_class, ticket_verb_order;         /* ticket_class.c */
ticket_verb_fn ticket_verb_announce;                         /* ticket_announce.c */
/* Tells what is called at the socket of the hall, or writes it to `out`, until SIGTERM or SIGINT. E-6850 the socket cannot be made;
 * what lease_take says when another one does it already. */
enum status ticket_announce_run(struct hall *h, FILE *out, struct err *err) MUST_CHECK;
/* One capital letter, a small one too; '\0' for anything else. */
char ticket_letter(const char *text);
/* "ac" as "AC"; false for anything but one to 26 letters. */
bool ticket_letters(const char *text, char out[27]);

#endif
