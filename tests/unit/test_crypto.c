/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <stdlib.h>
#include <string.h>

#include <openssl/evp.h>

#include "base/crypto.h"
#include "base/mem.h"

static const unsigned char key[KEY_SIZE] = "0123456789abcdef0123456789abcde";

static void sm3_known_answers(void **state)
{
	(void)state;
	/* GB/T 32905-2016, appendix A */
	static const struct { const char *text, *digest; } cases[] = {
		{ "abc", "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0" },
		{ "abcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcdabcd",
			"debe9ff92275b8a138604889c18e5a4d6fdb70e5387e5765293dcba39c0c5732" },
		{ "", "1ab21d8355cfa17f8e61194831e81a8f22bec8c728fefb747ed035eb5082aa2b" },
	};
	unsigned char digest[DIGEST_SIZE];
	char hex[2 * DIGEST_SIZE + 1];

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		crypto_sm3(cases[i].text, strlen(cases[i].text), digest);
		crypto_hex(digest, sizeof digest, hex);
		assert_string_equal(hex, cases[i].digest);
	}
}

/* HMAC by its definition (RFC 2104), from SM3 alone: the key is shorter than SM3's block of 64 bytes. */
static void hmac_follows_its_definition(void **state)
{
	(void)state;
	const char *message = "受理通知书";
	unsigned char inner[64 + 64], outer[64 + DIGEST_SIZE], expected[DIGEST_SIZE], got[DIGEST_SIZE];
	size_t n = strlen(message);

	for (size_t i = 0; i < 64; i++) {
		unsigned char k = i < KEY_SIZE ? key[i] : 0;
		inner[i] = k ^ 0x36;
		outer[i] = k ^ 0x5C;
	}
	memcpy(inner + 64, message, n);
	crypto_sm3(inner, 64 + n, outer + 64);
	crypto_sm3(outer, sizeof outer, expected);
	crypto_hmac(key, message, n, got);
	assert_memory_equal(got, expected, DIGEST_SIZE);
	assert_true(crypto_equal(got, expected, DIGEST_SIZE));
	got[31] ^= 1;
	assert_false(crypto_equal(got, expected, DIGEST_SIZE));
}

/* The seals are opened below by another library than ours: that one knows the standard. */
static void sm4_known_answer_of_openssl(void **state)
{
	(void)state;
	/* GB/T 32907-2016, appendix A.1 */
	static const unsigned char k[16] = { 0x01, 0x23, 0x45, 0x67, 0x89, 0xab, 0xcd, 0xef, 0xfe, 0xdc, 0xba, 0x98, 0x76, 0x54,
		0x32, 0x10 };
	static const unsigned char expected[16] = { 0x68, 0x1e, 0xdf, 0x34, 0xd2, 0x06, 0x96, 0x5e, 0x86, 0xb3, 0xe9, 0x4f, 0x53,
		0x6e, 0x42, 0x46 };
	static const unsigned char zeros[16];
	unsigned char out[16];
	int n = 0;
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();

	/* CTR of zeros with the standard's plain text as counter is the standard's block */
	assert_int_equal(EVP_EncryptInit_ex(ctx, EVP_sm4_ctr(), NULL, k, k), 1);
	assert_int_equal(EVP_EncryptUpdate(ctx, out, &n, zeros, 16), 1);
	assert_int_equal(n, 16);
	assert_memory_equal(out, expected, 16);
	EVP_CIPHER_CTX_free(ctx);
}

/* A sealed value is what crypto.h says: taken apart here with the library's own calls. */
static void sealed_is_suite_nonce_sm4_ctr_and_mac(void **state)
{
	(void)state;
	const char *plain = "371428199001011023", *where = "dossier.id.7";
	unsigned char cipher_key[KEY_SIZE], mac_key[KEY_SIZE], mac[DIGEST_SIZE], opened[32];
	struct buf sealed, signed_text;
	int n = 0;

	buf_init(&sealed, BUF_SMALL);
	buf_init(&signed_text, BUF_SMALL);
	crypto_seal(key, where, plain, strlen(plain), &sealed);
	assert_int_equal(sealed.len, 1 + 16 + strlen(plain) + DIGEST_SIZE);
	assert_int_equal(sealed.data[0], 1);
	crypto_derive(key, "seal: cipher", cipher_key);
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	assert_int_equal(EVP_DecryptInit_ex(ctx, EVP_sm4_ctr(), NULL, cipher_key, (unsigned char *)sealed.data + 1), 1);
	assert_int_equal(EVP_DecryptUpdate(ctx, opened, &n, (unsigned char *)sealed.data + 17, (int)strlen(plain)), 1);
	EVP_CIPHER_CTX_free(ctx);
	assert_memory_equal(opened, plain, strlen(plain));
	crypto_derive(key, "seal: mac", mac_key);
	buf_add(&signed_text, (char[8]){ (char)strlen(where) }, 8);
	buf_text(&signed_text, where);
	buf_add(&signed_text, sealed.data, sealed.len - DIGEST_SIZE);
	crypto_hmac(mac_key, signed_text.data, signed_text.len, mac);
	assert_memory_equal(mac, sealed.data + sealed.len - DIGEST_SIZE, DIGEST_SIZE);
	buf_release(&sealed);
	buf_release(&signed_text);
}

static void aes_seals_as_documented(void **state)
{
	(void)state;
	const char *plain = "371428199001011023", *where = "dossier.id.7";
	unsigned char cipher_key[KEY_SIZE], opened[32];
	struct buf sealed;
	int n = 0;

	buf_init(&sealed, BUF_SMALL);
	crypto_seal_as(SEAL_AES, key, where, plain, strlen(plain), &sealed);
	assert_int_equal(sealed.len, 1 + 12 + strlen(plain) + 16);
	unsigned char *s = (unsigned char *)sealed.data;
	assert_int_equal(s[0], 2);
	crypto_derive(key, "seal: gcm", cipher_key);
	EVP_CIPHER_CTX *ctx = EVP_CIPHER_CTX_new();
	assert_int_equal(EVP_DecryptInit_ex(ctx, EVP_aes_256_gcm(), NULL, cipher_key, s + 1), 1);
	assert_int_equal(EVP_DecryptUpdate(ctx, NULL, &n, s, 1), 1);
	assert_int_equal(EVP_DecryptUpdate(ctx, NULL, &n, (const unsigned char *)where, (int)strlen(where)), 1);
	assert_int_equal(EVP_DecryptUpdate(ctx, opened, &n, s + 13, (int)strlen(plain)), 1);
	assert_memory_equal(opened, plain, strlen(plain));
	assert_int_equal(EVP_CIPHER_CTX_ctrl(ctx, EVP_CTRL_GCM_SET_TAG, 16, s + 13 + strlen(plain)), 1);
	assert_int_equal(EVP_DecryptFinal_ex(ctx, opened, &n), 1);
	EVP_CIPHER_CTX_free(ctx);
	buf_release(&sealed);
}

static void round_trips(enum seal_suite suite)
{
	static char plain[3 << 20];
	size_t lengths[] = { 0, 1, 15, 16, 17, 18, 255, 1 << 20, (1 << 20) + 1, sizeof plain };

	for (size_t i = 0; i < sizeof plain; i++)
		plain[i] = (char)(i * 7 + i / 251);
	for (size_t i = 0; i < COUNT_OF(lengths); i++) {
		struct buf sealed, again, opened;
		buf_init(&sealed, BUF_LARGE);
		buf_init(&again, BUF_LARGE);
		buf_init(&opened, BUF_LARGE);
		crypto_seal_as(suite, key, "t", plain, lengths[i], &sealed);
		crypto_seal_as(suite, key, "t", plain, lengths[i], &again);
		assert_memory_not_equal(sealed.data, again.data, sealed.len);      /* a new nonce each time */
		assert_int_equal(crypto_open(key, "t", sealed.data, sealed.len, &opened), ST_OK);
		assert_int_equal(opened.len, lengths[i]);
		if (lengths[i])
			assert_memory_equal(opened.data, plain, lengths[i]);
		buf_release(&sealed);
		buf_release(&again);
		buf_release(&opened);
	}
}

static void sealing_round_trips_at_each_length(void **state)
{
	(void)state;
	round_trips(SEAL_SM);
	round_trips(SEAL_AES);
}

static void changed_or_moved(enum seal_suite suite)
{
	unsigned char other[KEY_SIZE];
	struct buf sealed, opened;

	memcpy(other, key, KEY_SIZE);
	other[0] ^= 1;
	buf_init(&sealed, BUF_SMALL);
	buf_init(&opened, BUF_SMALL);
	crypto_seal_as(suite, key, "person.phone.12", "13800138000", 11, &sealed);
	for (size_t i = 0; i < sealed.len * 8; i++) {
		sealed.data[i / 8] = (char)(sealed.data[i / 8] ^ 1 << i % 8);
		assert_int_equal(crypto_open(key, "person.phone.12", sealed.data, sealed.len, &opened), ST_CORRUPT);
		sealed.data[i / 8] = (char)(sealed.data[i / 8] ^ 1 << i % 8);
	}
	for (size_t n = 0; n < sealed.len; n++)
		assert_int_equal(crypto_open(key, "person.phone.12", sealed.data, n, &opened), ST_CORRUPT);
	assert_int_equal(crypto_open(key, "person.phone.13", sealed.data, sealed.len, &opened), ST_CORRUPT);
	assert_int_equal(crypto_open(other, "person.phone.12", sealed.data, sealed.len, &opened), ST_CORRUPT);
	assert_int_equal(opened.len, 0);
	assert_int_equal(crypto_open(key, "person.phone.12", sealed.data, sealed.len, &opened), ST_OK);
	assert_string_equal(opened.data, "13800138000");
	buf_release(&sealed);
	buf_release(&opened);
}

static void what_was_changed_or_moved_does_not_open(void **state)
{
	(void)state;
	changed_or_moved(SEAL_SM);
	changed_or_moved(SEAL_AES);
}

static void keys_differ_by_purpose(void **state)
{
	(void)state;
	unsigned char a[KEY_SIZE], b[KEY_SIZE], again[KEY_SIZE];

	crypto_derive(key, "audit", a);
	crypto_derive(key, "index", b);
	crypto_derive(key, "audit", again);
	assert_memory_not_equal(a, b, KEY_SIZE);
	assert_memory_equal(a, again, KEY_SIZE);
}

static void bytes_as_text(void **state)
{
	(void)state;
	/* RFC 4648, section 10 */
	static const struct { const char *bytes, *hex, *base32; } cases[] = {
		{ "", "", "" }, { "f", "66", "MY" }, { "fo", "666f", "MZXQ" }, { "foo", "666f6f", "MZXW6" }, { "foob", "666f6f62", "MZXW6YQ" },
		{ "fooba", "666f6f6261", "MZXW6YTB" }, { "foobar", "666f6f626172", "MZXW6YTBOI" },
	};

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		size_t n = strlen(cases[i].bytes);
		char out[64], back[16];
		crypto_hex(cases[i].bytes, n, out);
		assert_string_equal(out, cases[i].hex);
		assert_int_equal(crypto_unhex(out, back, n), 0);
		assert_memory_equal(back, cases[i].bytes, n);
		assert_int_equal(crypto_unhex(out, back, n + 1), -1);
		crypto_base32(cases[i].bytes, n, out);
		assert_string_equal(out, cases[i].base32);
		assert_true(strlen(out) + 1 <= (8 * n + 4) / 5 + 1);
	}
	char byte[1];
	assert_int_equal(crypto_unhex("fG", byte, 1), -1);
	assert_int_equal(crypto_unhex("FF", byte, 1), 0);
	assert_int_equal((unsigned char)byte[0], 0xFF);
}

static void uuids_are_version_4(void **state)
{
	(void)state;
	char a[37], b[37];

	crypto_uuid(a);
	for (int i = 0; i < 100; i++) {
		crypto_uuid(b);
		assert_string_not_equal(a, b);
		assert_int_equal(strlen(b), 36);
		assert_int_equal(strspn(b, "0123456789abcdef-"), 36);
		assert_true(b[8] == '-' && b[13] == '-' && b[18] == '-' && b[23] == '-' && b[14] == '4' && strchr("89ab", b[19]));
	}
}

static void passwords(void **state)
{
	(void)state;
	char lengthy[2000];
	char *hash = crypto_password_hash("大厅口令1"), *again = crypto_password_hash("大厅口令1");

	assert_memory_equal(hash, "$y$", 3);
	assert_string_not_equal(hash, again);
	assert_true(crypto_password_matches("大厅口令1", hash));
	assert_true(crypto_password_matches("大厅口令1", again));
	assert_false(crypto_password_matches("大厅口令2", hash));
	assert_false(crypto_password_matches("", hash));
	static const char *const bad[] = { "", "*0", "*1", "$y$", "x", "$1$abc$", "$y$jBT$" };
	for (size_t i = 0; i < COUNT_OF(bad); i++)
		assert_false(crypto_password_matches("大厅口令1", bad[i]));
	assert_false(crypto_password_matches("大厅口令1", NULL));
	assert_false(crypto_password_matches(NULL, hash));
	free(again);
	free(hash);
	memset(lengthy, 'a', sizeof lengthy);
	lengthy[sizeof lengthy - 1] = '\0';
	hash = crypto_password_hash(lengthy);
	assert_true(crypto_password_matches(lengthy, hash));
	lengthy[1500] = 'b';
	assert_false(crypto_password_matches(lengthy, hash));
	free(hash);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(sm3_known_answers),
		cmocka_unit_test(hmac_follows_its_definition),
		cmocka_unit_test(sm4_known_answer_of_openssl),
		cmocka_unit_test(sealed_is_suite_nonce_sm4_ctr_and_mac),
		cmocka_unit_test(aes_seals_as_documented),
		cmocka_unit_test(sealing_round_trips_at_each_length),
		cmocka_unit_test(what_was_changed_or_moved_does_not_open),
		cmocka_unit_test(keys_differ_by_purpose),
		cmocka_unit_test(bytes_as_text),
		cmocka_unit_test(uuids_are_version_4),
		cmocka_unit_test(passwords),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
