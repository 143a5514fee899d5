/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CRYPTO_H
#define BASE_CRYPTO_H

#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/status.h"

/* libgcrypt and libxcrypt behind one header; nothing of our own making in it. SM3 and HMAC-SM3 for digests and
 * chains, SM4-CTR + HMAC-SM3 (encrypt, then MAC, two keys) or AES-256-GCM for fields at rest (R22, R23), yescrypt for passwords. */
#define DIGEST_SIZE 32
#define KEY_SIZE 32

/* Random bytes from the kernel; the process ends (71) if there are none. */
void crypto_random(void *out, size_t n);
/* A random UUID (version 4) as 36 characters. */
void crypto_uuid(char out[37]);
/* Any 16 bytes in the form of a UUID: the first half of a digest, for a name that is the same each time. */
void crypto_uuid_text(const unsigned char bytes[16], char out[37]);

void crypto_sm3(const void *data, size_t n, unsigned char out[DIGEST_SIZE]);
/* The digest as it is written down: lower-case hex. */
#define DIGEST_HEX (2 * DIGEST_SIZE + 1)
void crypto_sm3_hex(const void *data, size_t n, char out[DIGEST_HEX]);
void crypto_hmac(const unsigned char key[KEY_SIZE], const void *data, size_t n, unsigned char out[DIGEST_SIZE]);
/* A key for one purpose, derived from another key: HMAC-SM3(key, purpose). */
void crypto_derive(const unsigned char key[KEY_SIZE], const char *purpose, unsigned char out[KEY_SIZE]);
/* Equal? In time that does not depend on where they differ. */
int crypto_equal(const void *a, const void *b, size_t n);

/* Seals plain text for storage: suite byte, nonce, cipher text, MAC. `where` (table, row, column) is bound to it: a
 * sealed value moved to another place does not open. Appends to out. */
void crypto_seal(const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n, struct buf *out);
/* By another suite, told by the first byte: the national one, or AES-256-GCM for halls that need no more and want it
 * quicker (a sixth of the time). crypto_seal is SEAL_SM. */
enum seal_suite { SEAL_SM = 1, SEAL_AES = 2 };
void crypto_seal_as(enum seal_suite suite, const unsigned char key[KEY_SIZE], const char *where, const void *plain, size_t n,
	struct buf *out);
/* Opens it, whichever suite it was; ST_CORRUPT when it was changed, moved or sealed with another key. Appends to out. */
enum status crypto_open(const unsigned char key[KEY_SIZE], const char *where, const void *sealed, size_t n,
	struct buf *out) MUST_CHECK;

/* Lower-case hex / RFC 4648 base32 without padding, NUL-ended; out has 2n+1 / (8n+4)/5+1 bytes. */
void crypto_hex(const void *data, size_t n, char *out);
void crypto_base32(const void *data, size_t n, char *out);
/* Reads exactly n bytes of hex; -1 when s is anything else. */
int crypto_unhex(const char *s, void *out, size_t n);

/* yescrypt (cost 7, about 0.1 s). Returns owned "$y$…"; NULL never. */
char *crypto_password_hash(const char *password);
int crypto_password_matches(const char *password, const char *hash);

#endif
