/* SPDX-License-Identifier: Apache-2.0 */
#include "base/tls.h"

#include <dlfcn.h>
#include <openssl/bio.h>
#include <openssl/crypto.h>
#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/x509.h>
#include <openssl/x509v3.h>
#include <stdlib.h>
#include <string.h>

#include "base/crypto.h"
#include "base/file.h"
#include "base/mem.h"

#define CALLS(_) \
	_(EVP_PKEY_Q_keygen) _(EVP_PKEY_free) _(EVP_sha256) _(X509_new) _(X509_free) _(X509_set_version) \
	_(X509_get_serialNumber) _(X509_get_subject_name) _(X509_getm_notBefore) _(X509_getm_notAfter) _(X509_gmtime_adj) \
	_(X509_set_pubkey) _(X509_set_issuer_name) _(X509_NAME_add_entry_by_txt) _(ASN1_STRING_set) _(X509V3_set_ctx) \
	_(X509V3_EXT_conf_nid) _(X509_add_ext) _(X509_EXTENSION_free) _(X509_sign) _(BIO_new) _(BIO_s_mem) _(BIO_free) \
	_(BIO_ctrl) _(PEM_write_bio_X509) _(PEM_write_bio_PrivateKey)
#define MEMBER(name) __typeof__(&name) name;
#define ROW(name) { #name, (void **)&lib.name },
static struct { CALLS(MEMBER) } lib;
static const struct { const char *name; void **to; } lib_calls[] = { CALLS(ROW) };

#define TEXT_OF(x) #x
#define TEXT_OF_VALUE(x) TEXT_OF(x)
#define LIBRARY "libcrypto.so." TEXT_OF_VALUE(OPENSSL_SHLIB_VERSION)

/* Certificates are made once in a hall's life. Linking OpenSSL for it would cost every start 0.5 ms and 410 KiB of relocated
 * pages (performance.md, "the loader is the start-up"). */
static bool load(void)
{
	/* A program that links libcrypto itself (through libcurl) sets it up itself, with the system's TLS policy. */
	void *library = dlopen(LIBRARY, RTLD_NOW | RTLD_NOLOAD);

	if (!library) {
		__typeof__(&OPENSSL_init_crypto) init = NULL;
		library = dlopen(LIBRARY, RTLD_NOW | RTLD_LOCAL);
		if (library)
			*(void **)&init = dlsym(library, "OPENSSL_init_crypto");
		if (!init || !init(OPENSSL_INIT_NO_LOAD_CONFIG | OPENSSL_INIT_NO_LOAD_CRYPTO_STRINGS, NULL))
			return false;
	}
	for (size_t i = 0; i < COUNT_OF(lib_calls); i++)
		if (!(*lib_calls[i].to = dlsym(library, lib_calls[i].name)))
			return false;
	return true;
}

struct party {
	const char *file, *common;
	const char *extensions[5][2];          /* by their short names: what the certificate is for */
	long years;
	bool ca;
	EVP_PKEY *key;
	X509 *certificate;
};

static bool extend(X509 *c, X509 *issuer, const char *const extension[2])
{
	static const struct { const char *name; int nid; } nids[] = {
		{ "basicConstraints", NID_basic_constraints }, { "keyUsage", NID_key_usage }, { "extendedKeyUsage", NID_ext_key_usage },
		{ "subjectAltName", NID_subject_alt_name }, { "subjectKeyIdentifier", NID_subject_key_identifier },
	};
	X509V3_CTX ctx;
	int nid = NID_undef;

	for (size_t i = 0; i < COUNT_OF(nids); i++)
		if (strcmp(nids[i].name, extension[0]) == 0)
			nid = nids[i].nid;
	memset(&ctx, 0, sizeof ctx);
	lib.X509V3_set_ctx(&ctx, issuer, c, NULL, NULL, 0);
	X509_EXTENSION *made = lib.X509V3_EXT_conf_nid(NULL, &ctx, nid, extension[1]);
	bool fine = made && lib.X509_add_ext(c, made, -1);
	lib.X509_EXTENSION_free(made);
	return fine;
}

static bool name_certificate(X509 *c, const char *organisation, const char *common)
{
	X509_NAME *name = lib.X509_get_subject_name(c);
	unsigned char serial[16];

	crypto_random(serial, sizeof serial);
	serial[0] = (unsigned char)((serial[0] & 0x7F) | 0x40);      /* positive, never shorter */
	return lib.ASN1_STRING_set(lib.X509_get_serialNumber(c), serial, sizeof serial) &&
		lib.X509_NAME_add_entry_by_txt(name, "O", MBSTRING_UTF8, (const unsigned char *)organisation, -1, -1, 0) &&
		lib.X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_UTF8, (const unsigned char *)common, -1, -1, 0);
}

static bool make_party(struct party *p, const struct party *ca, const char *organisation)
{
	p->key = lib.EVP_PKEY_Q_keygen(NULL, NULL, "EC", "P-256");
	p->certificate = lib.X509_new();
	if (!p->key || !p->certificate || !lib.X509_set_version(p->certificate, X509_VERSION_3) ||
	    !name_certificate(p->certificate, organisation, p->common) ||
	    !lib.X509_gmtime_adj(lib.X509_getm_notBefore(p->certificate), -24L * 3600) ||      /* clocks differ */
	    !lib.X509_gmtime_adj(lib.X509_getm_notAfter(p->certificate), p->years * 365 * 24 * 3600) ||
	    !lib.X509_set_pubkey(p->certificate, p->key) ||
	    !lib.X509_set_issuer_name(p->certificate, lib.X509_get_subject_name(ca->certificate)))
		return false;
	for (size_t i = 0; i < COUNT_OF(p->extensions) && p->extensions[i][0]; i++)
		if (!extend(p->certificate, ca->certificate, p->extensions[i]))
			return false;
	return lib.X509_sign(p->certificate, ca->key, lib.EVP_sha256()) > 0;
}

/* What `write` put into a memory BIO goes into DIR/FILE.EXT. */
static enum status write_pem(const char *dir, const struct party *p, bool key, struct err *err)
{
	char *name = mem_format("%s.%s", p->file, key ? "key" : "pem"), *path = file_join(dir, name);
	BIO *bio = lib.BIO_new(lib.BIO_s_mem());
	char *bytes = NULL;
	enum status st = ST_BUG;

	if (bio && (key ? lib.PEM_write_bio_PrivateKey(bio, p->key, NULL, NULL, 0, NULL, NULL) :
		lib.PEM_write_bio_X509(bio, p->certificate))) {
		long n = lib.BIO_ctrl(bio, BIO_CTRL_INFO, 0, &bytes);
		st = file_write(path, bytes, (size_t)n, key ? 0600 : 0644, err);
		if (key)
			explicit_bzero(bytes, (size_t)n);
	}
	lib.BIO_free(bio);
	free(path);
	free(name);
	return st;
}

enum status tls_make(const char *dir, const char *name, struct err *err)
{
	struct party parties[] = {
		{ .file = "ca", .common = "Yichuang Hall CA", .years = 20, .extensions = { { "basicConstraints", "critical,CA:TRUE,pathlen:0" },
			{ "keyUsage", "critical,keyCertSign,cRLSign" }, { "subjectKeyIdentifier", "hash" } } },
		{ .file = "server", .common = "localhost", .years = 10, .extensions = { { "basicConstraints", "critical,CA:FALSE" },
			{ "keyUsage", "critical,digitalSignature" }, { "extendedKeyUsage", "serverAuth" },
			{ "subjectAltName", "DNS:localhost,IP:127.0.0.1,IP:::1" } } },
		{ .file = "client", .common = "yichuang-dispatch", .years = 10, .extensions = { { "basicConstraints", "critical,CA:FALSE" },
			{ "keyUsage", "critical,digitalSignature" }, { "extendedKeyUsage", "clientAuth" } } },
	};
	enum status st = ST_OK;
	bool fine = load();

	for (size_t i = 0; fine && i < COUNT_OF(parties); i++)
		fine = make_party(&parties[i], &parties[0], name);
	for (size_t i = 0; fine && st == ST_OK && i < COUNT_OF(parties); i++)
		if ((st = write_pem(dir, &parties[i], false, err)) == ST_OK)
			st = write_pem(dir, &parties[i], true, err);
	for (size_t i = 0; lib.X509_free && i < COUNT_OF(parties); i++) {
		lib.X509_free(parties[i].certificate);
		lib.EVP_PKEY_free(parties[i].key);
	}
	if (!fine || st == ST_BUG)
		return err_set(err, ST_BUG, "E-4104", "证书没有做成:密码库不可用或版本过旧。请检查 libcrypto 后重试。");
	return st;
}
