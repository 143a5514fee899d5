/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_TABLE_TOOL_H
#define TESTS_TABLE_TOOL_H

#include "catalogue_tool.h"
#include "law/catalogue_table.h"

/* For the tests of what a catalogue is written as: CSV files and workbooks. */

/* How tables go out and come in again: through files of one kind. */
typedef void through_fn(const struct tables *out, struct tables *in);

static void there_and_back(const struct catalogue *c, through_fn *through)
{
	struct catalogue_places *places;
	struct catalogue *again = NULL;
	struct tables out, in;
	struct err err;
	size_t n, m;
	char *json, *wanted = catalogue_canonical(c, &n), *got;

	catalogue_to_tables(c, &out);
	through(&out, &in);
	if (catalogue_from_tables("tables", &in, NULL, NULL, &json, &places, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	const struct catalogue_text text = { "tables", json, strlen(json) };
	if (catalogue_load(&text, 1, NULL, NULL, &again, &err) != ST_OK)
		fail_msg("%s %s %s", err.code, err.where, err.text);
	got = catalogue_canonical(again, &m);
	assert_string_equal(got, wanted);
	catalogue_free(again);
	catalogue_places_free(places);
	tables_release(&out);
	tables_release(&in);
	free(json);
	free(got);
	free(wanted);
}

static void shipped_there_and_back(through_fn *through)
{
	struct catalogue *c = load_shipped();

	there_and_back(c, through);
	catalogue_free(c);
}

#endif
