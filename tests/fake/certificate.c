/* SPDX-License-Identifier: Apache-2.0 */
#include "fake/certificate.h"

#include <openssl/evp.h>
#include <openssl/pem.h>
#include <openssl/rand.h>
#include <openssl/x509v3.h>
#include <stdio.h>
#include <stdlib.h>

#include "base/mem.h"
#include "fake/hall.h"

static void add_extension(X509 *x, X509 *issuer, int nid, const char *value)
{
	X509V3_CTX context;

	X509V3_set_ctx(&context, issuer, x, NULL, NULL, 0);
	X509_EXTENSION *e = X509V3_EXT_conf_nid(NULL, &context, nid, value);
	if (!e || X509_add_ext(x, e, -1) != 1)
		fake_die("certificate", value);
	X509_EXTENSION_free(e);
}

static FILE *open_file(const char *dir, const char *name, const char *suffix, const char *mode)
{
	char *path = mem_format("%s/%s.%s", dir, name, suffix);
	FILE *f = fopen(path, mode);

	if (!f)
		fake_die(path, "cannot be opened");
	free(path);
	return f;
}

static X509 *read_ca(const char *dir, const char *name, EVP_PKEY **key)
{
	FILE *f = open_file(dir, name, "pem", "r"), *k = open_file(dir, name, "key", "r");
	X509 *x = PEM_read_X509(f, NULL, NULL, NULL);

	*key = PEM_read_PrivateKey(k, NULL, NULL, NULL);
	fclose(f);
	fclose(k);
	if (!x || !*key)
		fake_die(name, "is no CA");
	return x;
}

void fake_certificate_make(const char *dir, const struct fake_certificate *c)
{
	EVP_PKEY *key = EVP_EC_gen("P-256"), *ca_key = NULL;
	X509 *x = X509_new(), *ca = c->ca ? read_ca(dir, c->ca, &ca_key) : NULL, *issuer = ca ? ca : x;
	int serial;

	if (!key || !x || RAND_bytes((unsigned char *)&serial, sizeof serial) != 1)
		fake_die("certificate", "openssl");
	X509_set_version(x, 2);
	ASN1_INTEGER_set(X509_get_serialNumber(x), serial & 0x7FFFFFFF);
	X509_gmtime_adj(X509_getm_notBefore(x), c->from_s);
	X509_gmtime_adj(X509_getm_notAfter(x), c->to_s);
	X509_set_pubkey(x, key);
	X509_NAME_add_entry_by_txt(X509_get_subject_name(x), "CN", MBSTRING_UTF8, (const unsigned char *)c->name, -1, -1, 0);
	X509_set_issuer_name(x, X509_get_subject_name(issuer));
	add_extension(x, issuer, NID_basic_constraints, c->address ? "CA:FALSE" : "critical,CA:TRUE");
	if (c->address)
		add_extension(x, issuer, NID_subject_alt_name, c->address);
	if (X509_sign(x, ca_key ? ca_key : key, EVP_sha256()) == 0)
		fake_die("certificate", "cannot be signed");
	FILE *f = open_file(dir, c->name, "pem", "w"), *k = open_file(dir, c->name, "key", "w");
	if (PEM_write_X509(f, x) != 1 || PEM_write_PrivateKey(k, key, NULL, NULL, 0, NULL, NULL) != 1)
		fake_die(c->name, "cannot be written");
	fclose(f);
	fclose(k);
	X509_free(x);
	X509_free(ca);
	EVP_PKEY_free(key);
	EVP_PKEY_free(ca_key);
}
