/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_AGENT_H
#define PRINT_AGENT_H

#include <stdbool.h>
#include <stdint.h>

#include "base/status.h"

/* The agent that prints: claims pending jobs while it holds the lease "print", commits each step before the next (R13),
 * follows what printers do, and says in the store how they are. Without any printing system it writes PDFs into the
 * hall's receipts/. */
struct print_options {
	const char *hall_dir;
	bool once;                          /* end when nothing is pending or open any more */
	int64_t lease_ms;
	int64_t deadline_ms;                /* 0: printer.deadline_seconds */
	int64_t poll_ms;                    /* how often an open job is looked at */
	int64_t look_ms;                    /* how often idle printers are looked at */
};
extern const struct print_options print_usual;

/* Runs until SIGTERM, SIGINT or SIGHUP, or by `once`. ST_BUSY with `once`: another process prints. Fault points:
 * print.*. */
enum status print_run(const struct print_options *o, struct err *err) MUST_CHECK;

#endif
