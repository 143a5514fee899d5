/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_FAKE_CERTIFICATE_H
#define TESTS_FAKE_CERTIFICATE_H

/* Certificates that a hall should not believe. Written to DIR/NAME.pem and DIR/NAME.key. */
struct fake_certificate {
	const char *name;                    /* of the files */
	const char *ca;                      /* files of the CA that signs, without .pem/.key; NULL: itself */
	const char *address;                 /* subjectAltName, "IP:127.0.0.1"; NULL: a CA */
	long from_s, to_s;                   /* validity, in seconds from now */
};
void fake_certificate_make(const char *dir, const struct fake_certificate *c);

#endif
