/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <openssl/evp.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto_own.h"
#include "base/libcrypto.h"
#include "base/mem.h"

/* Values sealed for storage. The first byte says how, so that both kinds can live in one store:
 *   SM   suite ‖ nonce 16 ‖ SM4-CTR(plain) ‖ HMAC-SM3(length of where ‖ where ‖ all before), two keys
 *   AES  suite ‖ nonce 12 ‖ AES-256-GCM(plain) ‖ tag 16, with suite and where as additional data */
#define CALLS(_) \
	_(EVP_CIPHER_fetch) _(EVP_CIPHER_CTX_new) _(EVP_CIPHER_CTX_ctrl) _(EVP_CipherInit_ex2) _(EVP_CipherUpdate) _(EVP_CipherFinal_ex)
LIBCRYPTO_CALLS(CALLS);

#define SUITE_SIZE ((size_t)1)
#define SM_NONCE ((size_t)16)
#define SM_HEAD (SUITE_SIZE + SM_NONCE)
#define AES_NONCE ((size_t)12)
#define AES_HEAD (SUITE_SIZE + AES_NONCE)
#define AES_TAG ((size_t)16)

static void must(int ok)
{
	if (ok != 1)
		crypto_give_up("密码运算失败", ST_BUG);
}

/* Looking an algorithm up costs as much as sealing a short value: each thread keeps its contexts. */
static EVP_CIPHER_CTX *context(EVP_CIPHER_CTX **kept, const char *algorithm)
{
	if (*kept)
		return *kept;
	const char *why = libcrypto_load(lib_calls, COUNT_OF(lib_calls));
	if (why)
		crypto_give_up(why, ST_BUG);
	EVP_CIPHER *cipher = lib.EVP_CIPHER_fetch(NULL, algorithm, NULL);
	*kept = cipher ? lib.EVP_CIPHER_CTX_new() : NULL;
	if (!*kept)
		crypto_give_up("密码库没有所需的算法", ST_BUG);
	must(lib.EVP_CipherInit_ex2(*kept, cipher, NULL, NULL, 1, NULL));
	return *kept;
}

/* OpenSSL counts in int. */
static void update(EVP_CIPHER_CTX *ctx, unsigned char *out, const void *in, size_t n)
{
	for (size_t done = 0; done < n;) {
		int part = n - done > 1 << 20 ? 1 << 20 : (int)(n - done), made = 0;
		must(lib.EVP_CipherUpdate(ctx, out ? out + done : NULL, &made, (const unsigned char *)in + done, part));
		done += (size_t)part;
	}
}

/* --- SM4 and SM3 ------------------------------------------------------------------------------------------------------ */

static _Thread_local EVP_CIPHER_CTX *sm4_kept, *gcm_kept;

static void sm4_ctr(const unsigned char key[KEY_SIZE], const unsigned char nonce[SM_NONCE], const void *in, size_t n,
	unsigned char *out)
{
	EVP_CIPHER_CTX *ctx = context(&sm4_kept, "SM4-CTR");
	unsigned char cipher_key[KEY_SIZE];

	crypto_derive(key, "seal: cipher", cipher_key);
	must(lib.EVP_CipherInit_ex2(ctx, NULL, cipher_key, nonce, 1, NULL));
	update(ctx, out, in, n);
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

static void seal_sm(const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n, struct buf *out)
{
	size_t size = SM_HEAD + n;
	unsigned char *sealed = mem_array(size + DIGEST_SIZE, 1);

	sealed[0] = SEAL_SM;
	crypto_random(sealed + SUITE_SIZE, SM_NONCE);
	sm4_ctr(key, sealed + SUITE_SIZE, plain, n, sealed + SM_HEAD);
	seal_mac(key, where, sealed, size, sealed + size);
	buf_add(out, sealed, size + DIGEST_SIZE);
	free(sealed);
}

static enum status open_sm(const unsigned char key[KEY_SIZE], const char *where, const unsigned char *s, size_t n,
	struct buf *out)
{
	unsigned char mac[DIGEST_SIZE];

	if (n < SM_HEAD + DIGEST_SIZE)
		return ST_CORRUPT;
	size_t size = n - DIGEST_SIZE, plain_size = size - SM_HEAD;
	seal_mac(key, where, s, size, mac);
	if (!crypto_equal(mac, s + size, DIGEST_SIZE))
		return ST_CORRUPT;
	unsigned char *plain = mem_array(plain_size + 1, 1);
	sm4_ctr(key, s + SUITE_SIZE, s + SM_HEAD, plain_size, plain);
	buf_add(out, plain, plain_size);
	mem_wipe_free(plain, plain_size);
	return out->overflow ? ST_LIMIT : ST_OK;
}

/* --- AES-GCM -------------------------------------------------------------------------------------------------------- */

static EVP_CIPHER_CTX *gcm_begin(const unsigned char key[KEY_SIZE], const char *where, const unsigned char *s, int sealing)
{
	EVP_CIPHER_CTX *ctx = context(&gcm_kept, "AES-256-GCM");
	unsigned char cipher_key[KEY_SIZE];

	crypto_derive(key, "seal: gcm", cipher_key);
	must(lib.EVP_CipherInit_ex2(ctx, NULL, cipher_key, s + SUITE_SIZE, sealing, NULL));
	update(ctx, NULL, s, SUITE_SIZE);
	update(ctx, NULL, where, strlen(where));
	explicit_bzero(cipher_key, sizeof cipher_key);
	return ctx;
}

static void seal_aes(const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n, struct buf *out)
{
	unsigned char *sealed = mem_array(AES_HEAD + n + AES_TAG, 1);
	int made = 0;

	sealed[0] = SEAL_AES;
	crypto_random(sealed + SUITE_SIZE, AES_NONCE);
	EVP_CIPHER_CTX *ctx = gcm_begin(key, where, sealed, 1);
	update(ctx, sealed + AES_HEAD, plain, n);
	must(lib.EVP_CipherFinal_ex(ctx, sealed + AES_HEAD + n, &made));
	must(lib.EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_GET_TAG, (int)AES_TAG, sealed + AES_HEAD + n));
	buf_add(out, sealed, AES_HEAD + n + AES_TAG);
	free(sealed);
}

static enum status open_aes(const unsigned char key[KEY_SIZE], const char *where, const unsigned char *s, size_t n,
	struct buf *out)
{
	unsigned char tag[AES_TAG], *plain;
	int made = 0;

	if (n < AES_HEAD + AES_TAG)
		return ST_CORRUPT;
	size_t plain_size = n - AES_HEAD - AES_TAG;
	EVP_CIPHER_CTX *ctx = gcm_begin(key, where, s, 0);
	plain = mem_array(plain_size + 1, 1);
	update(ctx, plain, s + AES_HEAD, plain_size);
	memcpy(tag, s + n - AES_TAG, sizeof tag);
	must(lib.EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_AEAD_SET_TAG, (int)AES_TAG, tag));
	enum status st = lib.EVP_CipherFinal_ex(ctx, plain + plain_size, &made) == 1 ? ST_OK : ST_CORRUPT;
	if (st == ST_OK)
		buf_add(out, plain, plain_size);
	mem_wipe_free(plain, plain_size);
	return st == ST_OK && out->overflow ? ST_LIMIT : st;
}

/* --- both ------------------------------------------------------------------------------------------------------------- */

void crypto_seal_as(enum seal_suite suite, const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n,
	struct buf *out)
{
	(suite == SEAL_AES ? seal_aes : seal_sm)(key, where, plain, n, out);
}

void crypto_seal(const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n, struct buf *out)
{
	seal_sm(key, where, plain, n, out);
}

enum status crypto_open(const unsigned char key[KEY_SIZE], const char *where, const void *sealed, size_t n,
	struct buf *out)
{
	const unsigned char *s = sealed;

	if (n == 0)
		return ST_CORRUPT;
	return s[0] == SEAL_SM ? open_sm(key, where, s, n, out) : s[0] == SEAL_AES ? open_aes(key, where, s, n, out) : ST_CORRUPT;
}
