/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_QR_H
#define PRINT_QR_H

#include <stdbool.h>

/* A QR code as a square of modules (libqrencode, level M). */
struct qr { int size; unsigned char *dark; };          /* dark[y * size + x]: 1 or 0 */
/* False when the text does not fit a code (longer than 1 KB) or is empty; *out is then empty. */
bool qr_make(const char *text, struct qr *out);
void qr_release(struct qr *q);

#endif
