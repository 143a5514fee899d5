/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_HALL_SCHEMA_H
#define TESTS_HALL_SCHEMA_H

#include <jansson.h>
#include <stdbool.h>

/* Does `value` fit data/contract/NAME.schema.json? Knows what our schemas use: type, enum, pattern, length, required,
 * properties, additionalProperties, items, oneOf. Says on stderr where it does not. */
bool schema_fits(const char *name, json_t *value);

#endif
