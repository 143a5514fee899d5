/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_ERRAND_H
#define COMMAND_ERRAND_H

#include <jansson.h>

#include "command/command.h"
#include "hall/hall.h"

/* What `yichuang errand` was called with, shared by errand.c and errand_show.c. */
struct errand_wanted { const char *state, *reveal, *uuid, *from, *to, *principal, *pdf, *printer, *helper; bool text, large; long no; };

int errand_show_list(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_wanted *w);
int errand_show_one(const struct command_env *env, struct hall *h, const struct actor *by, const char *number,
	const struct errand_wanted *w);
int errand_show_options(const struct command_env *env, struct hall *h, const struct actor *by, const char *number);
int errand_show_rates(const struct command_env *env, struct hall *h, const struct actor *by, const struct errand_wanted *w);
/* `paper NUMBER KIND`; NUMBER "blank": an authority to fill in by hand. */
int errand_paper_command(const struct command_env *env, struct hall *h, const struct actor *by, const char *number, const char *kind,
	const struct errand_wanted *w);
/* `export FILE` and `import FILE`. */
int errand_export_command(const struct command_env *env, struct hall *h, const struct actor *by, const char *path, const char *helper);
int errand_import_command(const struct command_env *env, struct hall *h, const struct actor *by, const char *path);
/* Every act there is and what it wants. */
void errand_show_acts(FILE *to);

#endif
