/* SPDX-License-Identifier: Apache-2.0 */
/* A fuzz target without a fuzzer: its seeds as they are, and mutations of them, the same ones in every run. FUZZ_MUTATIONS
 * is how many; the input that kills the target is left as fuzz-NAME.input. */
#include <fcntl.h>
#include <glob.h>
#include <signal.h>
#include <stdint.h>
#include <string.h>
#include <unistd.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "fuzz.h"

#define SEEDS_MOST 200
#define SIZE_MOST ((size_t)256 * 1024)

struct seed { char *bytes; size_t n; };
static struct seed seeds[SEEDS_MOST];
static size_t seed_count;
static const char *target, *tree;
static char input_name[64];
static unsigned char input[SIZE_MOST + 64];
static size_t input_size;
static uint64_t state = UINT64_C(88172645463325252);

static size_t below(size_t n)
{
	state ^= state << 13, state ^= state >> 7, state ^= state << 17;
	return n ? (size_t)(state >> 11) % n : 0;
}

/* What killed the target is what one wants to have. Only what a signal handler may do. */
static void died(int signo)
{
	int fd = creat(input_name, 0644);
	if (fd >= 0 && write(fd, input, input_size) < 0)
		_exit(99);
	(void)signal(signo, SIG_DFL);
	(void)raise(signo);
}

static enum status take_row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	(void)ctx, (void)line;
	for (int i = 1; i < count && !strcmp(words[0], target); i++) {
		char *pattern = file_join(tree, words[i]);
		glob_t found;
		if (glob(pattern, 0, NULL, &found) == 0) {
			for (size_t k = 0; k < found.gl_pathc && seed_count < SEEDS_MOST; k++, seed_count++) {
				struct seed *s = &seeds[seed_count];
				enum status st = conf_slurp(found.gl_pathv[k], SIZE_MOST, &s->bytes, &s->n, err);
				if (st)
					return st;
			}
			globfree(&found);
		}
		free(pattern);
	}
	return ST_OK;
}

static void insert(size_t at, const void *bytes, size_t n)
{
	n = n < SIZE_MOST - input_size ? n : SIZE_MOST - input_size;
	memmove(input + at + n, input + at, input_size - at);
	memmove(input + at, bytes, n);
	input_size += n;
}

static void mutate(void)
{
	static const char *const words[] = { "\xff", "\xe2\x80\xae", "\xc0\x80", "\xed\xa0\x80", "\"", "\\", "{", "[", "]", "}", "\n",
		"\r", "\033[", "\033[200~", "4294967296", "-1", "99999999999999999999", "null", "\xef\xbf\xbf", "%s%n", "end\n", "   " };
	const struct seed *other = &seeds[below(seed_count)];
	const char *word = words[below(COUNT_OF(words))];
	size_t at = below(input_size + 1), n = below(16) + 1, from = below(other->n);
	n = n < input_size - at ? n : input_size - at;
	switch (below(8)) {
	case 0: input[at < input_size ? at : 0] ^= (unsigned char)(1u << below(8)); break;
	case 1: input[at < input_size ? at : 0] = (unsigned char)below(256); break;
	case 2: memmove(input + at, input + at + n, input_size - at - n), input_size -= n; break;
	case 3: insert(at, word, strlen(word)); break;
	case 4: insert(at, other->bytes + from, below(other->n - from < 200 ? other->n - from : 200)); break;
	case 5: input_size = at; break;
	case 6: n = below(64); memset(input + SIZE_MOST, (int)below(256), n); insert(at, input + SIZE_MOST, n); break;
	default: input[input_size++ % SIZE_MOST] = (unsigned char)below(256);
	}
	input_size = input_size < SIZE_MOST ? input_size : SIZE_MOST;
}

static void give(void)
{
	unsigned char *copy = mem_array(input_size + !input_size, 1);       /* its own size, so that a byte too far is seen */
	memcpy(copy, input, input_size);
	(void)LLVMFuzzerTestOneInput(copy, input_size);
	free(copy);
}

int main(int argc, char **argv)
{
	static const int deadly[] = { SIGABRT, SIGSEGV, SIGBUS, SIGFPE, SIGILL };
	const char *source = getenv("srcdir"), *many = getenv("FUZZ_MUTATIONS"), *name = strrchr(argv[0], '/');
	unsigned long mutations = many ? strtoul(many, NULL, 10) : 4000;
	struct err err = { .text = "" };
	(void)argc;
	tree = source ? source : ".";
	name = name ? name + 1 : argv[0];
	target = strncmp(name, "fuzz-", 5) ? name : name + 5;
	(void)snprintf(input_name, sizeof input_name, "fuzz-%.40s.input", target);
	char *list = file_join(tree, "tests/fuzz/seeds"), *text = NULL;
	size_t n = 0;
	if (conf_slurp(list, SIZE_MOST, &text, &n, &err) || conf_read_text(list, text, n, take_row, NULL, &err) || !seed_count) {
		printf("not ok - no seeds for %s: %s\n", target, err.text);
		return 99;
	}
	for (size_t i = 0; i < COUNT_OF(deadly); i++)
		(void)signal(deadly[i], died);
	for (unsigned long i = 0; i < seed_count + mutations; i++) {
		const struct seed *s = &seeds[i < seed_count ? i : below(seed_count)];
		memcpy(input, s->bytes, s->n);
		input_size = s->n;
		for (size_t times = i < seed_count ? 0 : below(6) + 1; times--;)
			mutate();
		give();
	}
	printf("ok - %s: %zu seeds, %lu mutations\n", target, seed_count, mutations);
	while (seed_count)
		free(seeds[--seed_count].bytes);
	free(list);
	free(text);
	return 0;
}
