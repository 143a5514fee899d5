/* SPDX-License-Identifier: Apache-2.0 */
#include "base/crypto.h"

#include <stdlib.h>
#include <string.h>

#include "base/crypto_own.h"
#include "base/mem.h"

/* Values sealed for storage. The first byte says how, so that both kinds can live in one store:
 *   SM   suite ‖ nonce 16 ‖ SM4-CTR(plain) ‖ HMAC-SM3(length of where ‖ where ‖ all before), two keys
 *   AES  suite ‖ nonce 12 ‖ AES-256-GCM(plain) ‖ tag 16, with suite and where as additional data */
#define SUITE_SIZE ((size_t)1)
#define SM_NONCE ((size_t)16)
#define SM_HEAD (SUITE_SIZE + SM_NONCE)
#define AES_NONCE ((size_t)12)
#define AES_HEAD (SUITE_SIZE + AES_NONCE)
#define AES_TAG ((size_t)16)

/* Each thread keeps its contexts, keyed anew at every use. */
static gcry_cipher_hd_t context(gcry_cipher_hd_t *kept, int algorithm, int mode)
{
	crypto_begin();
	if (!*kept)
		crypto_must(gcry_cipher_open(kept, algorithm, mode, 0));
	return *kept;
}

static void crypt_bytes(gcry_cipher_hd_t ctx, bool sealing, const void *in, size_t n, unsigned char *out)
{
	if (n)
		crypto_must(sealing ? gcry_cipher_encrypt(ctx, out, n, in, n) : gcry_cipher_decrypt(ctx, out, n, in, n));
}

/* --- SM4 and SM3 ------------------------------------------------------------------------------------------------------ */

#define SM4_KEY_SIZE 16

static _Thread_local gcry_cipher_hd_t sm4_kept, gcm_kept;

/* Counter mode: the same both ways. */
static void sm4_ctr(const unsigned char key[KEY_SIZE], const unsigned char nonce[SM_NONCE], const void *in, size_t n,
	unsigned char *out)
{
	gcry_cipher_hd_t ctx = context(&sm4_kept, GCRY_CIPHER_SM4, GCRY_CIPHER_MODE_CTR);
	unsigned char cipher_key[KEY_SIZE];

	crypto_derive(key, "seal: cipher", cipher_key);
	crypto_must(gcry_cipher_setkey(ctx, cipher_key, SM4_KEY_SIZE));
	crypto_must(gcry_cipher_setctr(ctx, nonce, SM_NONCE));
	crypt_bytes(ctx, true, in, n, out);
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

static gcry_cipher_hd_t gcm_begin(const unsigned char key[KEY_SIZE], const char *where, const unsigned char *s)
{
	gcry_cipher_hd_t ctx = context(&gcm_kept, GCRY_CIPHER_AES256, GCRY_CIPHER_MODE_GCM);
	unsigned char cipher_key[KEY_SIZE];

	crypto_derive(key, "seal: gcm", cipher_key);
	crypto_must(gcry_cipher_setkey(ctx, cipher_key, KEY_SIZE));
	crypto_must(gcry_cipher_setiv(ctx, s + SUITE_SIZE, AES_NONCE));
	crypto_must(gcry_cipher_authenticate(ctx, s, SUITE_SIZE));
	crypto_must(gcry_cipher_authenticate(ctx, where, strlen(where)));
	explicit_bzero(cipher_key, sizeof cipher_key);
	return ctx;
}

static void seal_aes(const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n, struct buf *out)
{
	unsigned char *sealed = mem_array(AES_HEAD + n + AES_TAG, 1);

	sealed[0] = SEAL_AES;
	crypto_random(sealed + SUITE_SIZE, AES_NONCE);
	gcry_cipher_hd_t ctx = gcm_begin(key, where, sealed);
	crypt_bytes(ctx, true, plain, n, sealed + AES_HEAD);
	crypto_must(gcry_cipher_gettag(ctx, sealed + AES_HEAD + n, AES_TAG));
	buf_add(out, sealed, AES_HEAD + n + AES_TAG);
	free(sealed);
}

static enum status open_aes(const unsigned char key[KEY_SIZE], const char *where, const unsigned char *s, size_t n,
	struct buf *out)
{
	if (n < AES_HEAD + AES_TAG)
		return ST_CORRUPT;
	size_t plain_size = n - AES_HEAD - AES_TAG;
	gcry_cipher_hd_t ctx = gcm_begin(key, where, s);
	unsigned char *plain = mem_array(plain_size + 1, 1);
	crypt_bytes(ctx, false, s + AES_HEAD, plain_size, plain);
	enum status st = gcry_cipher_checktag(ctx, s + n - AES_TAG, AES_TAG) ? ST_CORRUPT : ST_OK;
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
