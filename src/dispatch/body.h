/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DISPATCH_BODY_H
#define DISPATCH_BODY_H

#include <jansson.h>
#include <stdbool.h>
#include <stdint.h>

/* A stranger's JSON, read with suspicion: at most 32 deep, no member twice, nothing after its end, valid UTF-8. NULL
 * when it is anything else or not an object. The caller's reference. */
json_t *body_read(const char *json, size_t n);

/* A member that must be a text of min … max bytes; NULL otherwise. Borrowed. */
const char *body_text(const json_t *object, const char *name, size_t min, size_t max);
/* Is this one of the states that a department may report (contract F5)? */
bool body_state(const char *state);
/* "2026-11-23T09:41:07+08:00", with a fraction or Z too, as UTC ms; false when it is no such stamp. */
bool body_stamp(const char *s, int64_t *ms);

#endif
