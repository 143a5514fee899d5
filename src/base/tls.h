/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_TLS_H
#define BASE_TLS_H

#include "base/status.h"

/* A hall's own certificates (T12: no other CA is trusted), EC P-256, made with OpenSSL's X509 calls:
 *   DIR/ca.pem ca.key            the hall's CA; the key signs further departments' certificates and stays here
 *   DIR/server.pem server.key    for a department on this machine: localhost, 127.0.0.1, ::1
 *   DIR/client.pem client.key    what the hall shows to departments
 * `name` is the organisation in all of them. Keys are 0600. An existing file is replaced. Valid for ten years, the CA
 * for twenty. */
enum status tls_make(const char *dir, const char *name, struct err *err) MUST_CHECK;

#endif
