/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <dirent.h>
#include <openssl/pem.h>
#include <openssl/x509v3.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/fault.h"
#include "base/file.h"
#include "base/mem.h"
#include "fixture.h"
#include "hall/staff.h"

static const struct hall_identity own = { "安澜区政务服务中心", "338810", "002" };
static char dir[64], *data;

static int setup(void **state)
{
	const char *top = getenv("srcdir");

	(void)state;
	data = file_join(top ? top : ".", "data");
	snprintf(dir, sizeof dir, "/tmp/init-XXXXXX");
	return mkdtemp(dir) ? 0 : -1;
}

static int teardown(void **state)
{
	(void)state;
	fixture_remove(dir);
	free(data);
	return 0;
}

static int entries(const char *path)
{
	DIR *d = opendir(path);
	struct dirent *e;
	int n = -2;

	while (d && (e = readdir(d)))
		n++;
	if (d)
		closedir(d);
	return n;
}

static mode_t mode_of(const char *name)
{
	char *path = file_join(dir, name);
	struct stat s;

	assert_int_equal(stat(path, &s), 0);
	free(path);
	return s.st_mode & 0777;
}

/* --- what cannot be --------------------------------------------------------------------------------------------------- */

static void refused_without_a_trace(void **state)
{
	char *file = file_join(dir, "mine"), *missing = file_join(dir, "no-data");
	struct err err;

	(void)state;
	assert_int_not_equal(hall_init(dir, missing, NULL, &err), ST_OK);
	assert_int_equal(entries(dir), 0);
	assert_int_not_equal(hall_init(dir, missing, &own, &err), ST_OK);
	assert_int_equal(entries(dir), 0);
	fclose(fopen(file, "w"));
	assert_int_equal(hall_init(dir, data, &own, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-4103");
	assert_int_equal(entries(dir), 1);
	assert_int_not_equal(hall_init(file, data, &own, &err), ST_OK);      /* a file where the folder should be */
	unlink(file);
	free(file);
	free(missing);
}

/* --- killed on the way --------------------------------------------------------------------------------------------------- */

static int points, kill_at;

static int count_or_kill(const char *point)
{
	(void)point;
	if (++points == kill_at)
		raise(SIGKILL);
	return 0;
}

/* True when the child was killed. */
static bool init_in_child(void)
{
	int status;

	fflush(NULL);
	pid_t pid = fork();
	assert_true(pid >= 0);
	if (pid == 0) {
		struct err err;
		points = 0;
		fault_hook = count_or_kill;
		enum status st = hall_init(dir, data, &own, &err);
		_exit(st == ST_OK ? 0 : st == ST_REFUSED ? 2 : 1);
	}
	assert_int_equal(waitpid(pid, &status, 0), pid);
	assert_true(WIFSIGNALED(status) || WEXITSTATUS(status) == 0);
	return WIFSIGNALED(status);
}

static void killed_on_the_way(void **state)
{
	struct hall *h;
	struct err err;
	int killed = 0;

	(void)state;
	for (kill_at = 1;; kill_at += 1 + kill_at / 6) {
		if (!init_in_child())
			break;
		killed++;
		assert_int_equal(hall_open(dir, false, &h, &err), ST_NOINPUT);      /* no hall, and nothing that looks like one */
		assert_string_equal(err.code, "E-4101");
	}
	assert_true(killed > 8);
	assert_int_equal(hall_open(dir, false, &h, &err), ST_OK);              /* the next one simply made it */
	hall_close(h);
	assert_int_equal(hall_init(dir, data, &own, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-4102");
}

/* --- what it has ---------------------------------------------------------------------------------------------------------- */

static void first_login(void **state)
{
	char *path = file_join(dir, "first-login.txt"), line[100], password[100] = "";
	FILE *in = fopen(path, "r");
	struct actor who;
	struct hall *h;
	struct err err;

	(void)state;
	assert_non_null(in);
	assert_int_equal(mode_of("first-login.txt"), 0600);
	assert_int_equal(mode_of("keys/hall.key"), 0600);
	assert_int_equal(mode_of("hall.db"), 0600);
	assert_int_equal(mode_of("yichuang.conf"), 0600);
	assert_int_equal(mode_of("keys"), 0700);
	while (fgets(line, sizeof line, in))
		if (strncmp(line, "口令 ", strlen("口令 ")) == 0)
			snprintf(password, sizeof password, "%s", line + strlen("口令 "));
	password[strcspn(password, "\n")] = '\0';
	fclose(in);
	free(path);
	assert_int_equal(hall_open(dir, false, &h, &err), ST_OK);
	assert_int_equal(staff_login(h, "admin", password, "", &who, &err), ST_OK);
	assert_string_equal(who.role, "admin");
	hall_close(h);
}

static X509 *certificate(const struct fixture *f, const char *name)
{
	char *path = mem_format("%s/tls/%s.pem", f->dir, name);
	FILE *in = fopen(path, "r");
	X509 *c = in ? PEM_read_X509(in, NULL, NULL, NULL) : NULL;

	assert_non_null(c);
	fclose(in);
	free(path);
	return c;
}

static EVP_PKEY *key_of(const struct fixture *f, const char *name)
{
	char *path = mem_format("%s/tls/%s.key", f->dir, name);
	FILE *in = fopen(path, "r");
	EVP_PKEY *k = in ? PEM_read_PrivateKey(in, NULL, NULL, NULL) : NULL;

	assert_non_null(k);
	fclose(in);
	free(path);
	return k;
}

/* The hall's CA has signed both, for their own purposes and nothing else; each fits its key. */
static void certificates(void **state)
{
	static const struct { const char *name; int purpose, other; } rows[] = {
		{ "server", X509_PURPOSE_SSL_SERVER, X509_PURPOSE_SSL_CLIENT }, { "client", X509_PURPOSE_SSL_CLIENT, X509_PURPOSE_SSL_SERVER },
	};
	struct fixture f;
	X509_STORE *trusted = X509_STORE_new();

	(void)state;
	fixture_open(&f);
	X509 *ca = certificate(&f, "ca");
	assert_int_equal(X509_check_ca(ca), 1);
	assert_int_equal(X509_STORE_add_cert(trusted, ca), 1);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		X509 *c = certificate(&f, rows[i].name);
		EVP_PKEY *k = key_of(&f, rows[i].name);
		X509_STORE_CTX *ctx = X509_STORE_CTX_new();
		assert_int_equal(X509_STORE_CTX_init(ctx, trusted, c, NULL), 1);
		assert_int_equal(X509_verify_cert(ctx), 1);
		assert_int_equal(X509_check_private_key(c, k), 1);
		assert_int_equal(X509_check_purpose(c, rows[i].purpose, 0), 1);
		assert_int_equal(X509_check_purpose(c, rows[i].other, 0), 0);
		assert_int_equal(X509_check_ca(c), 0);
		X509_STORE_CTX_free(ctx);
		EVP_PKEY_free(k);
		X509_free(c);
	}
	X509 *server = certificate(&f, "server");
	assert_int_equal(X509_check_ip_asc(server, "127.0.0.1", 0), 1);
	assert_int_equal(X509_check_host(server, "localhost", 0, 0, NULL), 1);
	assert_int_equal(X509_check_host(server, "example.cn", 0, 0, NULL), 0);
	X509_free(server);
	X509_STORE_free(trusted);
	X509_free(ca);
	fixture_close(&f);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(refused_without_a_trace), cmocka_unit_test(killed_on_the_way), cmocka_unit_test(first_login),
		cmocka_unit_test(certificates),
	};

	return cmocka_run_group_tests(tests, setup, teardown);
}
