/* SPDX-License-Identifier: Apache-2.0 */
/* The desk as it is, but for what would make each run look different: the clock stands still, and random numbers come
 * from a seed, so that query codes, keys and QR codes are the same in every run.
 *
 *     desk-under-test --make HALL        a demonstration hall whose desk starts no agents
 *     desk-under-test [-a] [-m] [-k KEYMAP] HALL
 *
 * DESK_CLOCK is the time, "2026-11-23 09:41" when it is not set. DESK_FAULT names fault points ("act.after-commit,act.resolve"): each
 * fails once for each time that it is named. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/clock.h"
#include "base/crypto.h"
#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "desk/run.h"
#include "hall/hall.h"

static int64_t wall;
static uint64_t seed = UINT64_C(88172645463325252), codes = UINT64_C(362436069362436069);

static int64_t frozen_wall(void)
{
	return wall;
}

static int64_t frozen_mono(void)
{
	return 1000 + wall % INT64_C(1000000000000);         /* wall and steady clock agree (R11) */
}

/* The linker puts these in the place of base/crypto's for everything above base (--wrap). */
void __wrap_crypto_random(void *out, size_t n);
void __wrap_crypto_uuid(char out[37]);

static void shuffle(uint64_t *state, unsigned char *out, size_t n)
{
	for (size_t i = 0; i < n; i++) {
		*state ^= *state << 13, *state ^= *state >> 7, *state ^= *state << 17;
		out[i] = (unsigned char)(*state >> 32);
	}
}

/* Codes that people read are made of four bytes: they have a row of their own, so that another key or number more
 * changes none of the screens. */
void __wrap_crypto_random(void *out, size_t n)
{
	shuffle(n == 4 ? &codes : &seed, out, n);
}

void __wrap_crypto_uuid(char out[37])
{
	unsigned char b[16];
	char hex[33];
	__wrap_crypto_random(b, sizeof b);
	b[6] = (unsigned char)((b[6] & 0x0f) | 0x40);
	b[8] = (unsigned char)((b[8] & 0x3f) | 0x80);
	crypto_hex(b, sizeof b, hex);
	(void)snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

/* Each start in a hall goes on with other numbers than the one before, the same ones in every run of the tests. */
static bool next_seed(const char *hall)
{
	char *path = mem_format("%s/test-starts", hall);
	FILE *f = fopen(path, "r+");
	unsigned long starts = 0;
	if (!f)
		f = fopen(path, "w+");
	free(path);
	if (!f)
		return false;
	if (fscanf(f, "%lu", &starts) != 1)
		starts = 0;
	rewind(f);
	(void)fprintf(f, "%lu\n", starts + 1);
	seed += (uint64_t)starts * UINT64_C(0x9E3779B97F4A7C15);
	codes += (uint64_t)starts * UINT64_C(0x9E3779B97F4A7C15);
	return fclose(f) == 0;
}

static bool set_clock(void)
{
	static const struct clock_source frozen = { frozen_wall, frozen_mono };
	const char *at = getenv("DESK_CLOCK");
	char day[11] = "2026-11-23";
	int hour = 9, minute = 41;
	if (at && sscanf(at, "%10s %d:%d", day, &hour, &minute) != 3)
		return false;
	day_t today = day_parse(day);
	if (today == DAY_NONE)
		return false;
	wall = ((int64_t)today * 1440 + hour * 60 + minute - 8 * 60) * 60000;
	clock_replace(&frozen);
	return true;
}

#define FAULTS_MOST 8
static char *faults[FAULTS_MOST];

static int named_fault(const char *point)
{
	for (size_t i = 0; i < FAULTS_MOST; i++)
		if (faults[i] && strcmp(faults[i], point) == 0) {
			faults[i] = NULL;
			return 1;
		}
	return 0;
}

static void set_faults(void)
{
	static char named[200];
	const char *all = getenv("DESK_FAULT");
	char *save = NULL;

	if (!all)
		return;
	(void)snprintf(named, sizeof named, "%s", all);
	char *point = strtok_r(named, ",", &save);
	for (size_t i = 0; point && i < FAULTS_MOST; i++, point = strtok_r(NULL, ",", &save))
		faults[i] = point;
	fault_hook = named_fault;
}

static int make_hall(const char *dir)
{
	struct err err;
	char *conf = file_join(dir, "yichuang.conf");
	enum status st = hall_init(dir, file_data_dir(), NULL, &err);
	if (st == ST_OK) {
		FILE *f = fopen(conf, "a");
		if (!f || fputs("desk.agents = 0\n", f) < 0 || fclose(f) != 0)
			st = err_set(&err, ST_IO, "", "%s", conf);
	}
	if (st != ST_OK)
		(void)fprintf(stderr, "%s %s\n", err.code, err.text);
	free(conf);
	return status_exit(st);
}

int main(int argc, char **argv)
{
	struct desk_options options = { 0 };
	if (!set_clock())
		return 64;
	if (argc == 3 && !strcmp(argv[1], "--make"))
		return make_hall(argv[2]);
	for (int c; (c = getopt(argc, argv, "amk:")) != -1;)
		switch (c) {
		case 'a': options.ascii = true; break;
		case 'm': options.mono = true; break;
		case 'k': options.keymap = optarg; break;
		default: return 64;
		}
	set_faults();
	if (optind + 1 != argc || !next_seed(argv[optind]))
		return 64;
	options.hall_dir = argv[optind];
	return desk_run(&options);
}
