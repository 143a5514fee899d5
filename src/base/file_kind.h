/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FILE_KIND_H
#define BASE_FILE_KIND_H

#include <stdbool.h>
#include <stddef.h>

/* What a scan may be (I-5), told by its bytes alone: a name says nothing. Reads hostile bytes, changes nothing. */
#define FILE_KINDS(_) \
	_(PDF, "pdf", "application/pdf") _(OFD, "ofd", "application/ofd") _(JPEG, "jpeg", "image/jpeg")
enum file_kind {
#define FILE_KIND_ID(id, code, mime) FILE_KIND_##id,
	FILE_KINDS(FILE_KIND_ID)
#undef FILE_KIND_ID
	FILE_KIND_NONE                   /* anything else */
};

struct file_look {
	enum file_kind kind;
	bool whole;                      /* its end is there: it is not still being written */
	int pages;                       /* 0: it does not say */
	int width, height;               /* pixels of a JPEG, else 0 */
};
struct file_look file_look(const void *data, size_t n);

/* "pdf", "application/pdf"; "" for none. */
const char *file_kind_code(enum file_kind k);
const char *file_kind_mime(enum file_kind k);
enum file_kind file_kind_from_code(const char *code);

#endif
