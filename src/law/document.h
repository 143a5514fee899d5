/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_DOCUMENT_H
#define LAW_DOCUMENT_H

#include <jansson.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/status.h"

/* What a citizen takes home, made from a template (data/documents/KIND.doc, or the hall's own) and a dossier's JSON.
 * One source gives the A4 and A5 page, the 80 and 58 mm slip and the text on the screen: filling a template yields a
 * list of blocks, and each renderer draws blocks. Pure: no file, no font, no printer here.
 *
 * A template is written in the one line grammar (base/conf.h): a word, then words or "texts".
 *   document KIND "title"               first line
 *   papers A4 A5 80mm 58mm              what it can be printed on; the first is the usual one
 *   across                              an A4 page lies on its long side
 *   copies "申请人留存" "窗口存档"       the mark of each sheet (联), in order
 *   head TEXT · title TEXT · number TEXT · qr TEXT CAPTION… · heading TEXT
 *   para [STYLE…] TEXT                  a paragraph, first line indented by two characters
 *   line [STYLE…] TEXT                  one not indented; STYLE: small strong large center right keep
 *   rows [2] … row LABEL TEXT … wide LABEL TEXT … end         labels and values, one or two pairs a line
 *   table PATH [as NAME] [where CONDITION] … column HEADER WIDTH [left|center|right] TEXT … end
 *       inside also: blank N (empty rows to fill by hand), none TEXT (said when there is no row), total TEXT… (one
 *       text a column; there NAME is the whole list: {material|sum:originals})
 *   chart bars|line TITLE PATH [as NAME] [where CONDITION] … column HEADER WIDTH TEXT … end
 *       a point for each element: the first column is what it is called, the others are numbers side by side, at most three
 *   each PATH as NAME [where CONDITION] … end
 *   if CONDITION … else … end
 *   sign LABEL… · seal TEXT ORGAN DATE · rule · space · foot TEXT
 * CONDITION: [not] PATH | PATH = WORD… | PATH != WORD…, joined by `and`. Besides the data there are `paper` (A4 …),
 * `slip` and `large`. In a text {path} is a field; {path|filter|filter:word} changes it (document_value.c lists the
 * filters), {#} counts the rows of the loop, {{ is a brace. `path?` may be absent; any other absent member is a mistake
 * of the template: an error when filling strictly (tests), a visible "—" for people. Every value passes
 * text_for_printer: hostile text cannot reach a renderer (R24). What every paper must say (补打, print number, time,
 * window, check code: R13) is added here and no template can leave it out. */

enum paper { PAPER_A4, PAPER_A5, PAPER_80MM, PAPER_58MM };
#define PAPERS 4
const char *paper_name(enum paper p);          /* "A4" "A5" "80mm" "58mm" */
int paper_from_name(const char *name);         /* -1 */
bool paper_is_slip(enum paper p);
int paper_columns(enum paper p);               /* half-width columns of its text: 78 78 48 32 */

struct document_template;
/* Reads a template. E-5302 with file:line: unknown word, filter or paper, a block without end, a brace without its
 * other, text that may not be printed. *out is owned; `name` is for messages. */
enum status document_read(const char *name, const char *text, size_t n, struct document_template **out, struct err *err)
	MUST_CHECK;
void document_template_free(struct document_template *t);                            /* NULL is fine */
const char *document_kind_of(const struct document_template *t);
bool document_takes(const struct document_template *t, enum paper p);
enum paper document_usual_paper(const struct document_template *t);

enum block_kind { BLOCK_HEAD, BLOCK_TITLE, BLOCK_NUMBER, BLOCK_QR, BLOCK_HEADING, BLOCK_PARAGRAPH, BLOCK_LINE,
	BLOCK_ROWS, BLOCK_TABLE, BLOCK_CHART, BLOCK_SIGN, BLOCK_SEAL, BLOCK_RULE, BLOCK_SPACE, BLOCK_FOOT };
enum block_style { STYLE_SMALL = 1, STYLE_STRONG = 2, STYLE_LARGE = 4, STYLE_CENTER = 8, STYLE_RIGHT = 16,
	STYLE_KEEP = 32, STYLE_LINE = 64 };        /* keep: on one page with what follows */
#define DOCUMENT_SERIES 3

struct block_column { const char *header; int width; unsigned style; };
/* One block. `text` is what a kind says first: the QR's content, the seal's words. Cells are read row by row:
 *   rows    cells[2*i] label, cells[2*i+1] value; wide[i]: the pair takes the whole line
 *   table   columns[], cells[row*column_count + column]
 *   chart   as a table, text being its title; STYLE_LINE joins the points, else bars; DOCUMENT_SERIES columns of numbers at most
 *   sign    cells[i] label          seal   cells[0] organ, cells[1] date          qr   cells[i] caption lines */
struct block {
	enum block_kind kind;
	unsigned style;
	const char *text;
	const char **cells;
	size_t cell_count;
	const bool *wide;
	int pairs;                                  /* rows: pairs a line, 1 or 2 */
	const struct block_column *columns;
	size_t column_count, row_count;
};

/* A filled document. Everything in it is UTF-8 without controls and dies with it. */
struct document {
	const char *kind, *title;
	const char *again;                          /* "补打 第1次", "" for an original: drawn beside the title */
	enum paper paper;
	bool large, across;                         /* across: an A4 page on its long side */
	const char *const *marks;                   /* of the sheets (联), "第1联 申请人留存" */
	size_t mark_count;
	struct block *blocks;
	size_t block_count;
	size_t missing;                             /* fields that the data did not have */
	struct arena *own;                          /* private */
};

struct document_options { enum paper paper; bool large, strict; };
/* E-5303 (strict only): the data lack a field, err->where names it and the template's line. E-5304: the template does
 * not fit this paper. A value longer than 2000 characters is cut and says so (no. 46); more than 500 rows of a list,
 * too. */
enum status document_fill(const struct document_template *t, json_t *data, const struct document_options *o,
	struct document **out, struct err *err) MUST_CHECK;
void document_free(struct document *d);                                              /* NULL is fine */

/* A filled document as JSON, owned, and back: for a renderer in a process of its own. E-5309: something is missing. */
json_t *document_json(const struct document *d);
enum status document_from_json(json_t *j, struct document **out, struct err *err) MUST_CHECK;

/* What lines of text are laid out for: the screen's preview, `--text`, a slip printer. */
typedef int document_width_fn(uint32_t c);
struct document_device {
	int columns;                                /* cells on a line; fewer than 16 count as 16 */
	bool doubles;                               /* can print twice as wide */
	document_width_fn *width;                   /* cells of a character; NULL: the screen's (text_width_char) */
};
enum line_kind { LINE_TEXT, LINE_QR };
struct document_line {
	enum line_kind kind;
	unsigned style;                             /* STYLE_STRONG, STYLE_LARGE (twice as wide), STYLE_CENTER */
	const char *text;                           /* padded for its alignment; the QR's content */
};
typedef void document_line_fn(void *ctx, const struct document_line *line);
void document_lines(const struct document *d, size_t mark, const struct document_device *device, document_line_fn *fn,
	void *ctx);
/* All of one sheet as text for people: QR codes as their captions. Appended. */
void document_text(const struct document *d, size_t mark, int columns, struct buf *out);

/* --- document_measure.c: what renderers of lines and of pages both ask ------------------------------------------------------ */

/* The cells that n bytes take. */
int document_cells(document_width_fn *width, const char *s, size_t n);
/* How wide the columns of a table become in `cells` cells of which `gap` stand
 * between two: centred and right-aligned ones as wide as what is in them, the others share the rest by their widths.
 * `widths` has column_count members. For renderers of pages a cell is half the height of the type. */
void document_columns(const struct block *b, int cells, int gap, document_width_fn *width, int *widths);
/* The number that a cell of a chart says, < 0: none; and the largest of all, at least 1. */
double document_number(const struct block *b, size_t row, size_t column);
double document_most(const struct block *b);

#endif
