/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DEPARTMENT_TASK_H
#define DEPARTMENT_TASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* The body of a push, read as a stranger's text (data/contract/task.schema.json). */
struct task {
	char key[37], dossier[24];
	char item_name[256];
};

/* The body of a message about a task (message.schema.json). */
enum message_type { MESSAGE_RECALL, MESSAGE_SUPPLEMENT, MESSAGE_FILES };
struct task_message {
	char key[37], task_key[37], dossier[24];
	enum message_type type;
	char reason[2001], material[257];
};
const char *message_type_name(enum message_type t);

#define TASK_BODY_MAX ((size_t)1024 * 1024)
#define TASK_DEPTH_MAX 32

/* 36 characters of a UUID in lower case. */
bool task_key_valid(const char *key);
/* Reads and checks a body. ST_DATA: err->code is "json" or "field" (the contract's bad-…), err->where the place. */
enum status task_read(const char *json, size_t n, struct task *out, struct err *err) MUST_CHECK;

enum status message_read(const char *json, size_t n, struct task_message *out, struct err *err) MUST_CHECK;

#endif
