/* SPDX-License-Identifier: Apache-2.0 */
/* How a job and its printer are. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "print/cups_own.h"
#include "print/words.h"

#define REASONS_MOST 16             /* of one printer; one that says more says nothing */

/* Warnings ("纸快用完") are said, too, but are no fault. */
static void reasons_add(ipp_t *a, const char *name, bool *fault, char words[160])
{
	ipp_attribute_t *attr = ippFindAttribute(a, name, IPP_TAG_KEYWORD);

	for (int i = 0; attr && i < ippGetCount(attr) && i < REASONS_MOST; i++) {
		const char *keyword = ippGetString(attr, i, NULL);
		char one[64];
		bool is_fault;

		if (!keyword)
			continue;
		reason_words(keyword, &is_fault, one);
		*fault = *fault || is_fault;
		words_add(words, 160, one);
	}
}

static int number_of(ipp_t *a, const char *name, ipp_tag_t tag, int otherwise)
{
	ipp_attribute_t *attr = ippFindAttribute(a, name, tag);

	return attr ? ippGetInteger(attr, 0) : otherwise;
}

static void printer_words(ipp_t *a, bool *fault, char words[160])
{
	ipp_attribute_t *accepting = ippFindAttribute(a, "printer-is-accepting-jobs", IPP_TAG_BOOLEAN);

	reasons_add(a, "printer-state-reasons", fault, words);
	if (number_of(a, "printer-state", IPP_TAG_ENUM, IPP_PSTATE_IDLE) == IPP_PSTATE_STOPPED && !*fault) {
		*fault = true;
		words_add(words, 160, "已停止");
	}
	if (accepting && !ippGetBoolean(accepting, 0)) {
		*fault = true;
		words_add(words, 160, "不接新任务");
	}
}

enum status spooler_queue(struct spooler *s, const char *queue, bool *fault, char words[160], struct err *err)
{
	static const char *const wanted[] = { "printer-state", "printer-state-reasons", "printer-is-accepting-jobs" };
	ipp_t *q = spooler_request(IPP_OP_GET_PRINTER_ATTRIBUTES, queue, 0), *a;
	enum status st;

	*fault = false;
	*words = '\0';
	ippAddStrings(q, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", COUNT_OF(wanted), NULL, wanted);
	st = spooler_ask(s, q, "Get-Printer-Attributes", queue, &a, err);
	if (st == ST_OK)
		printer_words(a, fault, words);
	ippDelete(a);
	return st;
}

static enum job_phase phase_of(int state)
{
	switch (state) {
	case IPP_JSTATE_PROCESSING: return PHASE_PRINTING;
	case IPP_JSTATE_CANCELED:   return PHASE_CANCELLED;
	case IPP_JSTATE_ABORTED:    return PHASE_ABORTED;
	case IPP_JSTATE_COMPLETED:  return PHASE_DONE;
	default:                    return PHASE_WAITING;       /* pending, held, stopped */
	}
}

static void job_read(ipp_t *a, const char *title, struct job_look *out)
{
	ipp_attribute_t *name = ippFindAttribute(a, "job-name", IPP_TAG_NAME);
	ipp_attribute_t *begun = ippFindAttribute(a, "time-at-processing", IPP_TAG_ZERO);
	int state = number_of(a, "job-state", IPP_TAG_ENUM, IPP_JSTATE_PENDING);

	if (name && strcmp(ippGetString(name, 0, NULL), title) != 0) {
		out->phase = PHASE_GONE;                        /* the number belongs to another job now */
		out->touched = true;
		return;
	}
	out->phase = phase_of(state);
	out->empty = number_of(a, "number-of-documents", IPP_TAG_INTEGER, 1) == 0;
	out->touched = !out->empty && (state == IPP_JSTATE_PROCESSING || state == IPP_JSTATE_STOPPED || state == IPP_JSTATE_COMPLETED ||
		!begun || ippGetValueTag(begun) == IPP_TAG_INTEGER ||
		number_of(a, "job-impressions-completed", IPP_TAG_INTEGER, 0) > 0 ||
		number_of(a, "job-media-sheets-completed", IPP_TAG_INTEGER, 0) > 0);
}

/* Some backends tell their trouble in a sentence only: those that matter at a window. */
static void message_words(ipp_t *a, struct job_look *out)
{
	static const char *const unreachable[] = { "unavailable", "may not exist", "not responding", "unreachable", "Unable to connect",
		"Unable to locate" };
	ipp_attribute_t *attr = ippFindAttribute(a, "job-printer-state-message", IPP_TAG_TEXT);
	const char *message = attr ? ippGetString(attr, 0, NULL) : NULL;

	for (size_t i = 0; message && i < COUNT_OF(unreachable); i++)
		if (strstr(message, unreachable[i])) {
			out->fault = true;
			words_add(out->words, sizeof out->words, "连不上打印机");
			return;
		}
}

enum status spooler_look(struct spooler *s, const char *queue, int job, const char *title, struct job_look *out,
	struct err *err)
{
	static const char *const wanted[] = { "job-name", "job-state", "job-state-reasons", "job-printer-state-message",
		"number-of-documents", "time-at-processing", "job-impressions-completed", "job-media-sheets-completed" };
	ipp_t *q = spooler_request(IPP_OP_GET_JOB_ATTRIBUTES, queue, job), *a;
	enum status st;

	*out = (struct job_look){ .phase = PHASE_GONE, .touched = true };
	ippAddStrings(q, IPP_TAG_OPERATION, IPP_TAG_KEYWORD, "requested-attributes", COUNT_OF(wanted), NULL, wanted);
	st = spooler_ask(s, q, "Get-Job-Attributes", queue, &a, err);
	if (st == ST_NOINPUT) {
		err_clear(err);
		return ST_OK;
	}
	if (st != ST_OK)
		return st;
	job_read(a, title, out);
	if (out->phase == PHASE_WAITING || out->phase == PHASE_PRINTING) {
		st = spooler_queue(s, queue, &out->fault, out->words, err);
		message_words(a, out);
	}
	ippDelete(a);
	return st;
}
