/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_ESCPOS_H
#define PRINT_ESCPOS_H

#include "law/document.h"

/* A filled slip as bytes for a receipt printer: GB18030 text, and control bytes that come from the layout alone. No
 * byte of the data can be one: GB18030 has none below 0x30 but ASCII's own, and those were filtered (R24). */
struct escpos_options {
	bool rare;                          /* the printer's font has the four-byte characters of GB18030 */
	bool raster_qr;                     /* it has no QR command: send dots */
	int sheets;                         /* how many sheets (联), each cut off; 0 for all that the document has */
};
struct escpos_result {
	unsigned unknown;                   /* different characters printed as 〓 (E-1401) */
	char unknown_text[96];              /* "U+20BB7 U+4DAE" */
};
/* Appends to out. E-5307: this system's iconv knows no GB18030; E-5308: longer than a printer should take (64 KiB). */
enum status escpos_render(const struct document *d, const struct escpos_options *o, struct buf *out,
	struct escpos_result *r, struct err *err) MUST_CHECK;

#endif
