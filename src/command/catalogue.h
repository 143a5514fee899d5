/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_CATALOGUE_H
#define COMMAND_CATALOGUE_H

#include "command/command.h"
#include "law/bundle.h"
#include "law/catalogue_compare.h"

/* Shared by the files of `yichuang catalogue`. */

int catalogue_check(const struct command_env *env, int argc, char **argv);
int catalogue_list(const struct command_env *env, int argc, char **argv);
int catalogue_import(const struct command_env *env, int argc, char **argv);
int catalogue_export(const struct command_env *env, int argc, char **argv);
int catalogue_diff(const struct command_env *env, int argc, char **argv);
int catalogue_history(const struct command_env *env, int argc, char **argv);
int catalogue_confirm_verb(const struct command_env *env, int argc, char **argv);
int catalogue_rollback(const struct command_env *env, int argc, char **argv);
int catalogue_show(const struct command_env *env, int argc, char **argv);
int catalogue_sheet(const struct command_env *env, int argc, char **argv);
int catalogue_guide(const struct command_env *env, int argc, char **argv);

/* One change as a line: "~ 事项 id  name  what". */
void catalogue_say_change(FILE *to, const struct catalogue_change *c);

/* The catalogue that list and show speak of: the paths of --data, else what the hall has imported, else the shipped one.
 * catalogue_source_release ends it. */
struct catalogue_source { struct hall *hall; struct catalogue *own; const struct catalogue *catalogue; };
enum status catalogue_source_open(const struct command_env *env, const struct command_list *data,
	struct catalogue_source *out, struct err *err) MUST_CHECK;
void catalogue_source_release(struct catalogue_source *s);

/* What `show` shows; as text and as one line of JSON. */
struct showing {
	const struct catalogue *catalogue;
	const struct bundle *bundle;
	const struct answer *answers;
	size_t answer_count;
	const struct plan *plan;
};
/* From the words of --answer and --untick: bundle, answers (into `list`, with room for all of them) and *plan, which is owned.
 * E-2030 … E-2032 for what is not there, and what plan_make says. */
enum status showing_plan(struct showing *s, const char *word, const struct command_list *answers,
	const struct command_list *untick, struct answer *list, struct plan **plan, struct err *err) MUST_CHECK;
void catalogue_show_text(const struct showing *s, FILE *out);
void catalogue_show_json(const struct showing *s, FILE *out);
/* The answer given to a question, NULL when there is none; the last one counts, a preset is one. */
const struct choice *showing_answer(const struct showing *s, const struct question *q);

#endif
