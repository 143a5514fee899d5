/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <crypt.h>
#include <errno.h>
#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/params.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>

#include "base/libcrypto.h"
#include "base/mem.h"

#define CALLS(_) \
	_(CRYPTO_memcmp) _(EVP_sm3) _(EVP_Digest) _(EVP_MAC_fetch) _(EVP_MAC_free) _(EVP_MAC_CTX_new) _(EVP_MAC_init) \
	_(EVP_MAC_update) _(EVP_MAC_final) _(OSSL_PARAM_construct_utf8_string) _(OSSL_PARAM_construct_end) \
	_(EVP_CIPHER_fetch) _(EVP_CIPHER_CTX_new) _(EVP_EncryptInit_ex2) _(EVP_EncryptUpdate)
LIBCRYPTO_CALLS(CALLS);
static bool loaded;

/* Without cryptography nothing may be stored. */
_Noreturn static void give_up(const char *what, enum status st)
{
	char text[200];

	snprintf(text, sizeof text, "E-3121 %s,请管理员检查", what);
	mem_give_up(text, status_exit(st));
}

static void load(void)
{
	if (loaded)
		return;
	const char *why = libcrypto_load(lib_calls, COUNT_OF(lib_calls));
	if (why)
		give_up(why, ST_BUG);
	loaded = true;
}

static void must(int ok)
{
	if (ok != 1)
		give_up("密码运算失败", ST_BUG);
}

void crypto_random(void *out, size_t n)
{
	unsigned char *p = out;

	while (n > 0) {
		ssize_t got = getrandom(p, n, 0);
		if (got < 0 && errno == EINTR)
			continue;
		if (got <= 0)
			give_up("系统不能提供随机数", ST_NOMEM);
		p += got;
		n -= (size_t)got;
	}
}

void crypto_uuid(char out[37])
{
	unsigned char b[16];
	char hex[33];

	crypto_random(b, sizeof b);
	b[6] = (unsigned char)((b[6] & 0x0F) | 0x40);      /* version 4 */
	b[8] = (unsigned char)((b[8] & 0x3F) | 0x80);      /* RFC 4122 */
	crypto_hex(b, sizeof b, hex);
	snprintf(out, 37, "%.8s-%.4s-%.4s-%.4s-%.12s", hex, hex + 8, hex + 12, hex + 16, hex + 20);
}

void crypto_sm3(const void *data, size_t n, unsigned char out[DIGEST_SIZE])
{
	load();
	must(lib.EVP_Digest(n ? data : "", n, out, NULL, lib.EVP_sm3(), NULL));
}

/* Looking an algorithm up costs more than a short HMAC: each thread keeps its contexts, keyed anew at every use. */
static _Thread_local EVP_MAC_CTX *mac_ctx;
static _Thread_local EVP_CIPHER_CTX *cipher_ctx;

static EVP_MAC_CTX *mac_context(void)
{
	char digest[] = "SM3";

	load();
	if (!mac_ctx) {
		EVP_MAC *mac = lib.EVP_MAC_fetch(NULL, "HMAC", NULL);
		OSSL_PARAM params[] = { lib.OSSL_PARAM_construct_utf8_string("digest", digest, 0), lib.OSSL_PARAM_construct_end() };
		static const unsigned char no_key[KEY_SIZE];
		mac_ctx = mac ? lib.EVP_MAC_CTX_new(mac) : NULL;
		lib.EVP_MAC_free(mac);      /* the context holds it */
		must(mac_ctx && lib.EVP_MAC_init(mac_ctx, no_key, sizeof no_key, params));
	}
	return mac_ctx;
}

void crypto_hmac(const unsigned char key[KEY_SIZE], const void *data, size_t n, unsigned char out[DIGEST_SIZE])
{
	EVP_MAC_CTX *ctx = mac_context();
	size_t made;

	must(lib.EVP_MAC_init(ctx, key, KEY_SIZE, NULL));
	must(lib.EVP_MAC_update(ctx, n ? data : (const void *)"", n));
	must(lib.EVP_MAC_final(ctx, out, &made, DIGEST_SIZE));
}

void crypto_derive(const unsigned char key[KEY_SIZE], const char *purpose, unsigned char out[KEY_SIZE])
{
	_Static_assert((int)KEY_SIZE == (int)DIGEST_SIZE, "a digest serves as a key");
	crypto_hmac(key, purpose, strlen(purpose), out);
}

int crypto_equal(const void *a, const void *b, size_t n)
{
	load();
	return lib.CRYPTO_memcmp(a, b, n) == 0;
}

/* --- sealing: suite ‖ nonce ‖ SM4-CTR(plain) ‖ HMAC-SM3(length of where ‖ where ‖ all before) --------------------- */

#define SUITE_SM 1
#define SUITE_SIZE ((size_t)1)
#define NONCE_SIZE ((size_t)16)
#define HEAD_SIZE (SUITE_SIZE + NONCE_SIZE)

static void sm4_ctr(const unsigned char key[KEY_SIZE], const unsigned char nonce[NONCE_SIZE], const void *in, size_t n,
	unsigned char *out)
{
	unsigned char cipher_key[KEY_SIZE];

	load();
	if (!cipher_ctx) {
		EVP_CIPHER *cipher = lib.EVP_CIPHER_fetch(NULL, "SM4-CTR", NULL);
		cipher_ctx = cipher ? lib.EVP_CIPHER_CTX_new() : NULL;
		if (!cipher_ctx)
			give_up("密码库没有 SM4-CTR", ST_BUG);
		must(lib.EVP_EncryptInit_ex2(cipher_ctx, cipher, NULL, NULL, NULL));
	}
	crypto_derive(key, "seal: cipher", cipher_key);
	must(lib.EVP_EncryptInit_ex2(cipher_ctx, NULL, cipher_key, nonce, NULL));
	for (size_t done = 0; done < n;) {
		int part = n - done > 1 << 20 ? 1 << 20 : (int)(n - done), made = 0;
		must(lib.EVP_EncryptUpdate(cipher_ctx, out + done, &made, (const unsigned char *)in + done, part));
		done += (size_t)part;
	}
	explicit_bzero(cipher_key, sizeof cipher_key);
}

static void seal_mac(const unsigned char key[KEY_SIZE], const char *where, const void *sealed, size_t n,
	unsigned char mac[DIGEST_SIZE])
{
	unsigned char mac_key[KEY_SIZE], length[8];
	size_t where_size = strlen(where);
	struct buf all;

	buf_init(&all, sizeof length + where_size + n);
	for (size_t i = 0; i < sizeof length; i++)
		length[i] = (unsigned char)((uint64_t)where_size >> 8 * i);
	buf_add(&all, length, sizeof length);
	buf_add(&all, where, where_size);
	buf_add(&all, sealed, n);
	crypto_derive(key, "seal: mac", mac_key);
	crypto_hmac(mac_key, all.data, all.len, mac);
	buf_release(&all);
	explicit_bzero(mac_key, sizeof mac_key);
}

void crypto_seal(const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n, struct buf *out)
{
	size_t size = HEAD_SIZE + n;
	unsigned char *sealed = mem_array(size + DIGEST_SIZE, 1);

	load();
	sealed[0] = SUITE_SM;
	crypto_random(sealed + SUITE_SIZE, NONCE_SIZE);
	sm4_ctr(key, sealed + SUITE_SIZE, plain, n, sealed + HEAD_SIZE);
	seal_mac(key, where, sealed, size, sealed + size);
	buf_add(out, sealed, size + DIGEST_SIZE);
	free(sealed);
}

enum status crypto_open(const unsigned char key[KEY_SIZE], const char *where, const void *sealed, size_t n,
	struct buf *out)
{
	const unsigned char *s = sealed;
	unsigned char mac[DIGEST_SIZE];

	if (n < HEAD_SIZE + DIGEST_SIZE || s[0] != SUITE_SM)
		return ST_CORRUPT;
	size_t size = n - DIGEST_SIZE;
	seal_mac(key, where, s, size, mac);
	if (!crypto_equal(mac, s + size, DIGEST_SIZE))
		return ST_CORRUPT;
	size_t plain_size = size - HEAD_SIZE;
	unsigned char *plain = mem_array(plain_size, 1);
	sm4_ctr(key, s + SUITE_SIZE, s + HEAD_SIZE, plain_size, plain);
	buf_add(out, plain, plain_size);
	mem_wipe_free(plain, plain_size);
	return out->overflow ? ST_LIMIT : ST_OK;
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
	char digest_text[2 * DIGEST_SIZE + 1];
	char *hash = NULL;

	/* libxcrypt refuses what is longer; a digest keeps a long passphrase as strong as it is */
	if (strlen(password) >= CRYPT_MAX_PASSPHRASE_SIZE) {
		unsigned char digest[DIGEST_SIZE];
		crypto_sm3(password, strlen(password), digest);
		crypto_hex(digest, sizeof digest, digest_text);
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
		give_up("系统的 libcrypt 没有 yescrypt", ST_BUG);
	char *hash = password_hash_by(password, setting);
	if (!hash)
		give_up("口令无法加密(内存不足)", ST_NOMEM);
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
