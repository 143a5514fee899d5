/* SPDX-License-Identifier: Apache-2.0 */
#include "print/qr.h"

#include <qrencode.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

bool qr_make(const char *text, struct qr *out)
{
	size_t n = strlen(text);
	QRcode *code = n > 0 && n <= 1024 ? QRcode_encodeString(text, 0, QR_ECLEVEL_M, QR_MODE_8, 1) : NULL;

	*out = (struct qr){ 0 };
	if (!code)
		return false;
	out->size = code->width;
	out->dark = mem_array((size_t)code->width, (size_t)code->width);
	for (int i = 0; i < code->width * code->width; i++)
		out->dark[i] = code->data[i] & 1;
	QRcode_free(code);
	return true;
}

void qr_release(struct qr *q)
{
	free(q->dark);
	*q = (struct qr){ 0 };
}
