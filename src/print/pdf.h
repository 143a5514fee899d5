/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_PDF_H
#define PRINT_PDF_H

#include <stdbool.h>

#include "base/buf.h"
#include "law/document.h"

/* A filled document as a PDF: embedded subset of the font, text that can be read back, the same bytes for the same
 * document (made_at is the only stamp in it; SOURCE_DATE_EPOCH wins). All sheets (联) one after the other. */
struct pdf_options {
	const char *font;                   /* families, best first; NULL or "" for WenQuanYi Micro Hei, then Noto */
	int64_t made_at;                    /* wall ms */
	int mark;                           /* only this sheet, 0 …; -1 for all of them … */
	int sheets;                         /* … or this many, from the first; 0: as many as the document has */
	bool ps;                            /* PostScript instead, for a printer that takes nothing else */
};
struct pdf_result {
	int pages;                          /* of one sheet */
	unsigned unknown;                   /* characters that no font has: printed as 〓, E-1401 */
	char unknown_text[96];              /* which: "U+20BB7 U+4DAE" */
};
/* Appends the file to out. E-5305: no font with Chinese characters; E-5306: cairo failed (its words go to the log). */
enum status pdf_render(const struct document *d, const struct pdf_options *o, struct buf *out, struct pdf_result *r,
	struct err *err) MUST_CHECK;

#endif
