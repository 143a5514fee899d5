/* SPDX-License-Identifier: Apache-2.0 */
/* Durable acceptances: ours, then the very same statements with the same values given to bare SQLite in the same journal
 * mode, on a copy of the same store.
 *
 *   bench-accept HALL REQUEST COUNT ROUNDS
 *
 * prints "ours MS" and "raw MS" for each acceptance. The first five warm up: catalogue, statements, pages. */
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "hall/accept.h"
#include "hall/staff.h"
#include "now.h"
#include "tape.h"

static void must(enum status st, const struct err *err)
{
	if (st == ST_OK)
		return;
	fprintf(stderr, "bench-accept: %s %s %s\n", err->code, err->where, err->text);
	exit(status_exit(st));
}

struct run { struct hall *h; struct actor by; const char *json; size_t n; };

static double accept_one(struct run *run)
{
	struct request r;
	struct accepted a;
	struct err err = { 0 };

	must(request_from_json(run->json, run->n, &r, &err), &err);
	crypto_uuid(r.accept_uuid);
	double begin = bench_now();
	must(dossier_accept(run->h, &run->by, &r, &a, NULL, &err), &err);
	double ms = bench_now() - begin;
	request_release(&r);
	return ms;
}

/* A copy of the store as it is, a recording of ours, the same played to bare SQLite. */
static void one_round(struct run *run, const char *copy, size_t count, double *ms)
{
	struct err err = { 0 };

	must(store_backup(hall_store(run->h), copy, &err), &err);
	tape_record(1);
	for (size_t i = 0; i < count; i++) {
		ms[i] = accept_one(run);
		tape_mark();
	}
	tape_record(0);
	for (size_t i = 0; i < count; i++)
		printf("ours %.4f\n", ms[i]);
	(void)tape_play(copy, ms);
	for (size_t i = 0; i < count; i++)
		printf("raw %.4f\n", ms[i]);
	tape_clear();
	unlink(copy);
}

int main(int argc, char **argv)
{
	struct run run = { .h = NULL };
	struct err err = { 0 };
	char *json;
	size_t count = argc == 5 ? strtoul(argv[3], NULL, 10) : 0, rounds = argc == 5 ? strtoul(argv[4], NULL, 10) : 0;

	if (count < 1 || rounds < 1) {
		fprintf(stderr, "bench-accept HALL REQUEST COUNT ROUNDS\n");
		return 64;
	}
	char *copy = file_join(argv[1], "raw.db");
	double *ms = mem_array(count, sizeof *ms);
	must(hall_open(argv[1], false, &run.h, &err), &err);
	must(staff_system(run.h, "3", &run.by, &err), &err);
	must(conf_slurp(argv[2], BUF_LARGE, &json, &run.n, &err), &err);
	run.json = json;
	for (int i = 0; i < 5; i++)
		(void)accept_one(&run);
	for (size_t i = 0; i < rounds; i++)
		one_round(&run, copy, count, ms);
	hall_close(run.h);
	free(copy);
	free(json);
	free(ms);
	return 0;
}
