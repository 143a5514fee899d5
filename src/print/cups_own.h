/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_CUPS_OWN_H
#define PRINT_CUPS_OWN_H

#include <cups/cups.h>

#include "print/cups.h"

/* Shared by cups.c and cups_look.c only. */
struct spooler { http_t *http; };
ipp_t *spooler_request(ipp_op_t op, const char *queue, int job);
/* Sends it and maps what it ended with; *answer is owned. `what` is for the log. */
enum status spooler_ask(struct spooler *s, ipp_t *request, const char *what, const char *queue, ipp_t **answer,
	struct err *err) MUST_CHECK;

#endif
