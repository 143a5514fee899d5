/* SPDX-License-Identifier: Apache-2.0 */
#ifndef UI_FORM_PRIVATE_H
#define UI_FORM_PRIVATE_H

#include <stdint.h>

#include "base/mem.h"
#include "ui/editor.h"
#include "ui/form.h"

/* What the files of the form share; nobody else includes this. */

#define TYPED_MAX 8

struct form_field {
	char *name, *label, *help;
	enum picture_kind kind;
	bool required, hidden, locked;
	long max, min;
	struct picture_choice *choices;      /* owned, and so are their texts */
	size_t choice_count;
	struct editor editor;                /* the text; of a choice its value, of a check "1" or "" */
	char *value;                         /* what form_get gives: made anew when the text has changed */
	bool value_old;
	char typed[TYPED_MAX * 4 + 1];       /* what was typed to find a choice */
	int in_a_row;                        /* digits typed into a choice without another kind of key between them … */
	int before;                          /* … and which was chosen before the first of them; -1: none */
	bool refused;                        /* a character typed here was, and nobody can have read why: form.refusal */
	char *sign;
	bool signed_before;                  /* something stands behind its box */
	bool faulty;
	struct err fault;
	enum look look;
	int part;                            /* of the picture; -1 when built */
	int page;
	struct area box;                     /* on the screen; height 0: not shown now */
	int label_row, label_col, label_cells;       /* of a built form */
	bool stale;                          /* must be painted */
	int lib;                             /* index of its first libform field; -1: none */
};

/* A heading or label line of a built form. */
struct form_note { char *text; int row, col, cells, page; enum look look; };

struct form_lib;             /* libform's side */

struct form {
	struct widget widget;
	struct err refusal;                  /* of the field that was refused a character last */
	const struct picture *picture;       /* NULL: built */
	const struct picture_drawing *drawing;
	struct form_row *rows;               /* of a built form: cells and sections, by field */
	struct form_note *notes;
	size_t note_count;
	struct form_field *fields;
	size_t count;
	const struct form_hooks *hooks;
	void *ctx;
	struct arena *own;
	int focus;                           /* index of the field; -1: none */
	int page, pages;
	bool touched, entered;
	struct form_lib *lib;
	int cursor_row, cursor_col;
	char *words;                         /* what `says` gave last */
	char *offer;                         /* the clean part of a refused paste, while the question is open */
};

/* form.c */
struct form_field *form_find(const struct form *f, const char *name);       /* NULL */
bool form_editable(const struct form_field *d);                             /* can have the focus */
void form_changed_by_key(struct form *f, struct form_field *d);
void form_mark_old(struct form_field *d);
bool form_go(struct form *f, int field);         /* moves the focus: leaves, checks, enters */
enum look form_field_look(const struct form *f, const struct form_field *d);

/* form_check.c */
enum status form_field_check(struct form *f, struct form_field *d, struct err *err) MUST_CHECK;
void form_field_leave(struct form *f, struct form_field *d);

/* form_keys.c */
/* The focus leaves: what was typed of a choice's code and chose nothing is told (E-3222). */
void form_choice_leave(struct form *f, struct form_field *d);
bool form_text(struct widget *w, const char *s, size_t n, bool pasted);
bool form_request(struct widget *w, enum ui_request request);
const char *const *form_contexts(struct widget *w);
const char *form_says(struct widget *w, enum look *look);
void form_show_choice(const struct form_field *d, int cells, struct buf *out);

/* form_paste.c */
bool form_offer_clean(struct form *f, const char *s, size_t n, const struct err *why);      /* true: a question is open */
void form_drop_offer(struct form *f);

/* form_build.c */
void form_lay_out(struct form *f);               /* gives each field its page and box */

/* form_draw.c */
void form_draw(struct form *f, bool all);

/* form_lib.c: geometry and traversal */
void form_lib_make(struct form *f);              /* after form_lay_out, for the page f->page */
void form_lib_free(struct form *f);
void form_lib_focus(struct form *f);             /* makes f->focus libform's current field */
int form_lib_vertical(struct form *f, int by);   /* the field above or below; -1: none */

#endif
