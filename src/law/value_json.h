/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_VALUE_JSON_H
#define LAW_VALUE_JSON_H

#include <jansson.h>

#include "base/day.h"

/* How values of the law stand in JSON, in one place. Those that make one give a new reference. */
json_t *day_json(day_t day);                 /* "2026-11-30"; null for DAY_NONE */
json_t *halves_json(int halves);             /* 5, 0.5 */
json_t *text_json(const char *text);         /* "" where it is not UTF-8, or NULL: a text is never missing */

/* The element of root's array `list` whose "id" this is; NULL: none. Borrowed. */
json_t *json_entry(const json_t *root, const char *list, const char *id);

#endif
