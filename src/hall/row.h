/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_ROW_H
#define HALL_ROW_H

#include "hall/dossier.h"

/* One row of store/query/find.sql as a line of a list: the name masked, no tasks yet. */
void row_fill(const struct rows *rows, size_t i, struct dossier_row *out);
/* The states of the lines' tasks. A query a line would lock the file as often: a page is read by one or two. */
enum status row_tasks(struct hall *h, struct dossier_row *lines, size_t count, struct err *err) MUST_CHECK;
/* A whole answer: as many as there is room for; *more when there were others. */
enum status row_fill_all(struct hall *h, const struct rows *rows, struct dossier_row *out, size_t room, size_t *count,
	bool *more, struct err *err) MUST_CHECK;
/* 张*, or 示例*公司 for a company; cut to the size. */
void row_mask(const char *name, bool company, char *out, size_t size);

#endif
