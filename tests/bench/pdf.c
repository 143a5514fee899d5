/* SPDX-License-Identifier: Apache-2.0 */
/* A receipt as PDF: from a print job of the hall, as the print agent does it — frozen dossier read, template filled,
 * pages made. bench-pdf HALL KIND TEXT-FILE RUNS prints "fill MS" and "render MS" for each run, the first one cold, and
 * writes the words of the document for raw-pdf, one sheet ended by a form feed. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/clock.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/paper.h"
#include "now.h"
#include "print/pdf.h"

static void must(enum status st, const struct err *err)
{
	if (st == ST_OK)
		return;
	fprintf(stderr, "bench-pdf: %s %s %s\n", err->code, err->where, err->text);
	exit(status_exit(st));
}

static struct print_job find_job(struct hall *h, const char *kind)
{
	struct print_job *rows = mem_array(50, sizeof *rows), found;
	struct err err = { 0 };
	size_t count, i = 0;

	must(print_job_list(h, 0, "", rows, 50, &count, &err), &err);
	while (i < count && strcmp(rows[i].kind, kind) != 0)
		i++;
	if (i == count) {
		fprintf(stderr, "bench-pdf: no job of kind %s among the newest\n", kind);
		exit(66);
	}
	found = rows[i];
	free(rows);
	return found;
}

static void write_words(const struct document *d, const char *path)
{
	struct buf all;
	struct err err = { 0 };

	buf_init(&all, BUF_LARGE);
	for (size_t i = 0; i < (d->mark_count ? d->mark_count : 1); i++) {
		document_text(d, i, 78, &all);
		buf_char(&all, '\f');
	}
	must(file_write(path, all.data, all.len, 0600, &err), &err);
	buf_release(&all);
}

int main(int argc, char **argv)
{
	struct hall *h;
	struct err err = { 0 };
	long runs = argc == 5 ? strtol(argv[4], NULL, 10) : 0;

	if (runs < 1) {
		fprintf(stderr, "bench-pdf HALL KIND TEXT-FILE RUNS\n");
		return 64;
	}
	must(hall_open(argv[1], true, &h, &err), &err);
	struct print_job job = find_job(h, argv[2]);
	for (long i = 0; i < runs; i++) {
		const struct pdf_options options = { .made_at = clock_wall_ms(), .mark = -1 };
		struct document *d;
		struct pdf_result result;
		struct buf out;
		buf_init(&out, BUF_LARGE);
		double begin = bench_now();
		must(paper_fill(h, &job, PAPER_A4, false, &d, &err), &err);
		double filled = bench_now();
		must(pdf_render(d, &options, &out, &result, &err), &err);
		double rendered = bench_now();
		printf("fill %.4f\nrender %.4f\n", filled - begin, rendered - filled);
		if (i == 0) {
			write_words(d, argv[3]);
			printf("bytes %zu\npages %zu\n", out.len, (size_t)result.pages * (d->mark_count ? d->mark_count : 1));
		}
		buf_release(&out);
		document_free(d);
	}
	hall_close(h);
	return 0;
}
