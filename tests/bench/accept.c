/* SPDX-License-Identifier: Apache-2.0 */
/* Durable acceptances: ours, then the very same statements with the same values given to bare SQLite in the same journal
 * mode, on a copy of the same store; and these with the same digests and seals between them.
 *
 *   bench-accept HALL REQUEST COUNT ROUNDS
 *
 * prints "ours MS", "raw MS" and "sealed MS" for each acceptance. The first five warm up: catalogue, statements, pages. */
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

static void play(char *const copies[2], size_t count, double *ms)
{
	static const char *const names[] = { "raw", "sealed" };

	for (int seals = 0; seals < 2; seals++) {
		tape_play(copies[seals], seals, ms);
		for (size_t i = 0; i < count; i++)
			printf("%s %.4f\n", names[seals], ms[i]);
		unlink(copies[seals]);
	}
}

/* Recording takes time of its own, so what is recorded is not what is measured. */
static void one_round(struct run *run, char *const copies[2], size_t count, double *ms)
{
	struct err err = { 0 };

	for (int i = 0; i < 2; i++)
		must(store_backup(hall_store(run->h), copies[i], &err), &err);
	tape_record(1);
	for (size_t i = 0; i < count; i++) {
		(void)accept_one(run);
		tape_mark();
	}
	tape_record(0);
	for (size_t i = 0; i < count; i++)
		printf("ours %.4f\n", accept_one(run));
	play(copies, count, ms);
	tape_clear();
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
	char *copies[2] = { file_join(argv[1], "raw.db"), file_join(argv[1], "sealed.db") };
	double *ms = mem_array(count, sizeof *ms);
	must(hall_open(argv[1], false, &run.h, &err), &err);
	must(staff_system(run.h, "3", &run.by, &err), &err);
	must(conf_slurp(argv[2], BUF_LARGE, &json, &run.n, &err), &err);
	run.json = json;
	for (int i = 0; i < 5; i++)
		(void)accept_one(&run);
	for (size_t i = 0; i < rounds; i++)
		one_round(&run, copies, count, ms);
	hall_close(run.h);
	free(copies[0]);
	free(copies[1]);
	free(json);
	free(ms);
	return 0;
}
