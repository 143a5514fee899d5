/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <crypt.h>
#include <errno.h>
#include <gcrypt.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/crypto_own.h"
#include "base/mem.h"

_Noreturn void crypto_give_up(const char *what, enum status st)
{
	char text[200];

	snprintf(text, sizeof text, "E-3121 %s,请管理员检查", what);
	mem_give_up(text, status_exit(st));
}

void crypto_must(gcry_error_t code)
{
	if (code)
		crypto_give_up("密码运算失败", ST_BUG);
}

/* Nothing is kept from being swapped: the same texts and keys are in the program's other memory. */
void crypto_begin(void)
{
	if (gcry_control(GCRYCTL_INITIALIZATION_FINISHED_P))
		return;
	if (!gcry_check_version("1.9.0"))
		crypto_give_up("密码库 libgcrypt 版本过旧", ST_BUG);
	crypto_must(gcry_control(GCRYCTL_DISABLE_SECMEM, 0));
	crypto_must(gcry_control(GCRYCTL_INITIALIZATION_FINISHED, 0));
	if (gcry_md_test_algo(GCRY_MD_SM3) || gcry_cipher_test_algo(GCRY_CIPHER_SM4))
		crypto_give_up("密码库 libgcrypt 没有国密算法", ST_BUG);
}

void crypto_random(void *out, size_t n)
{
	unsigned char *p = out;

	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			crypto_give_up("系统不能提供随机数", ST_NOMEM);
		p += got;
		n -= (size_t)got;
	}
}

void crypto_uuid(char out[37])
{
	unsigned char b[16];

	crypto_random(b, sizeof b);
	b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);      /* version 4 */
	b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);      /* RFC 4122 */
	crypto_uuid_text(b, out);
}

void crypto_uuid_text(const unsigned char bytes[16], char out[37])
{
	char hex[33];

	crypto_hex(bytes, 16, hex);
	snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

void crypto_sm3(const void *data, size_t n, unsigned char out[DIGEST_SIZE])
{
	crypto_begin();
	gcry_md_hash_buffer(GCRY_MD_SM3, out, data, n);
}

void crypto_sm3_hex(const void *data, size_t n, char out[DIGEST_HEX])
{
	unsigned char digest[DIGEST_SIZE];

	crypto_sm3(data, n, digest);
	crypto_hex(digest, sizeof digest, out);
}

/* Each thread keeps its context, keyed anew at every use. */
static _Thread_local gcry_md_hd_t mac;

void crypto_hmac(const unsigned char key[KEY_SIZE], const void *data, size_t n, unsigned char out[DIGEST_SIZE])
{
	crypto_begin();
	if (!mac)
		crypto_must(gcry_md_open(&mac, GCRY_MD_SM3, GCRY_MD_FLAG_HMAC));
	crypto_must(gcry_md_setkey(mac, key, KEY_SIZE));
	gcry_md_write(mac, data, n);
	memcpy(out, gcry_md_read(mac, GCRY_MD_SM3), DIGEST_SIZE);
}

void crypto_derive(const unsigned char key[KEY_SIZE], const char *purpose, unsigned char out[KEY_SIZE])
{
	_Static_assert((int)KEY_SIZE == (int)DIGEST_SIZE, "a digest serves as a key");
	crypto_hmac(key, purpose, strlen(purpose), out);
}

int crypto_equal(const void *a, const void *b, size_t n)
{
	const volatile unsigned char *x = a, *y = b;
	unsigned char differing = 0;

	for (size_t i = 0; i < n; i++)
		differing |= x[i] ^ y[i];
	return differing == 0;
}

/* --- text forms of bytes ----------------------------------------------------------------------------------------- */

void crypto_hex(const void *data, size_t n, char *out)
{
	static const char digits[] = "0123456789abcdef";
	const unsigned char *b = data;

	for (size_t i = 0; i < n; i++) {
		*out++ = digits[b[i] >> 4];
		*out++ = digits[b[i] & 15];
	}
	*out = '\0';
}

void crypto_base32(const void *data, size_t n, char *out)
{
	static const char digits[] = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
	const unsigned char *b = data;
	uint32_t bits = 0;
	int held = 0;

	for (size_t i = 0; i < n; i++) {
		bits = bits << 8 | b[i];
		for (held += 8; held >= 5; held -= 5)
			*out++ = digits[bits >> (held - 5) & 31];
	}
	if (held > 0)
		*out++ = digits[bits << (5 - held) & 31];
	*out = '\0';
}

static int hex_value(char c)
{
	if (c >= '0' && c <= '9')
		return c - '0';
	if (c >= 'a' && c <= 'f')
		return c - 'a' + 10;
	return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

int crypto_unhex(const char *s, void *out, size_t n)
{
	unsigned char *b = out;

	if (strlen(s) != 2 * n)
		return -1;
	for (size_t i = 0; i < n; i++) {
		int high = hex_value(s[2 * i]), low = hex_value(s[2 * i + 1]);
		if (high < 0 || low < 0)
			return -1;
		b[i] = (unsigned char)(high << 4 | low);
	}
	return 0;
}

/* --- passwords --------------------------------------------------------------------------------------------------- */

#define YESCRYPT_COST 7

/* crypt_r with its 32 KiB of state on the heap, wiped afterwards. Owned hash; NULL when the setting is not one. */
static char *password_hash_by(const char *password, const char *setting)
{
	struct crypt_data *data = mem_alloc(sizeof *data);
	char digest_text[DIGEST_HEX];
	char *hash = NULL;

	/* libxcrypt refuses what is longer; a digest keeps a long passphrase as strong as it is */
	if (strlen(password) >= CRYPT_MAX_PASSPHRASE_SIZE) {
		crypto_sm3_hex(password, strlen(password), digest_text);
		password = digest_text;
	}
	const char *made = crypt_r(password, setting, data);
	if (made && made[0] != '*')
		hash = mem_text(made);
	explicit_bzero(digest_text, sizeof digest_text);
	mem_wipe_free(data, sizeof *data);
	return hash;
}

char *crypto_password_hash(const char *password)
{
	char setting[CRYPT_GENSALT_OUTPUT_SIZE], random[16];

	crypto_random(random, sizeof random);
	if (!crypt_gensalt_rn("$y$", YESCRYPT_COST, random, sizeof random, setting, sizeof setting))
		crypto_give_up("系统的 libcrypt 没有 yescrypt", ST_BUG);
	char *hash = password_hash_by(password, setting);
	if (!hash)
		crypto_give_up("口令无法加密(内存不足)", ST_NOMEM);
	return hash;
}

int crypto_password_matches(const char *password, const char *hash)
{
	if (!password || !hash || strncmp(hash, "$y$", 3) != 0)
		return 0;
	char *made = password_hash_by(password, hash);
	int same = made && strlen(made) == strlen(hash) && crypto_equal(made, hash, strlen(hash));
	free(made);
	return same;
}
