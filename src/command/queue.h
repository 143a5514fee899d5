/* SPDX-License-Identifier: Apache-2.0 */
#ifndef COMMAND_QUEUE_H
#define COMMAND_QUEUE_H

#include "command/command.h"
#include "hall/queue_day.h"

/* queue_print.c: the day as people read it, and one part of it as a table for a spreadsheet. */
void queue_print_day(const struct command_env *env, struct hall *h, const struct queue_day *d, const struct day_list *lists, size_t count);
/* "classes", "windows", "quarters", "tide", "lists". */
bool queue_is_part(const char *name);
/* A part as CSV, with the mark in front when the hall wants it. */
void queue_print_csv(const struct command_env *env, struct hall *h, const struct queue_day *d, const struct day_list *lists, size_t count,
	const char *part);

#endif
