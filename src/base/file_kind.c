/* SPDX-License-Identifier: Apache-2.0 */
#include "base/file_kind.h"

#include <stdint.h>
#include <string.h>

#include "base/mem.h"

#define TAIL ((size_t)1024)              /* what may stand behind the end of a PDF or JPEG, as its readers allow */
#define PAGES_MOST 100000

static const struct { const char *code, *mime; } kinds[] = {
#define ROW(id, code, mime) { code, mime },
	FILE_KINDS(ROW)
#undef ROW
};

const char *file_kind_code(enum file_kind k)
{
	return k < FILE_KIND_NONE ? kinds[k].code : "";
}

const char *file_kind_mime(enum file_kind k)
{
	return k < FILE_KIND_NONE ? kinds[k].mime : "";
}

enum file_kind file_kind_from_code(const char *code)
{
	enum file_kind k = FILE_KIND_PDF;

	while (k < FILE_KIND_NONE && strcmp(kinds[k].code, code) != 0)
		k++;
	return k;
}

static bool begins(const unsigned char *p, size_t n, const char *mark, size_t size)
{
	return n >= size && memcmp(p, mark, size) == 0;
}

static bool ends(const unsigned char *p, size_t n, const char *mark, size_t size)
{
	size_t from = n > TAIL ? n - TAIL : 0;

	return memmem(p + from, n - from, mark, size) != NULL;
}

/* --- PDF -------------------------------------------------------------------------------------------------------------- */

/* Each page is an object "/Type /Page"; where they are packed into streams, what "/Type /Pages" counts. */
static int pdf_pages(const unsigned char *p, size_t n)
{
	const unsigned char *end = p + n;
	int pages = 0;

	for (const unsigned char *at = p; (at = memmem(at, (size_t)(end - at), "/Type", 5)) != NULL;) {
		at += 5;
		while (at < end && (*at == ' ' || *at == '\r' || *at == '\n'))
			at++;
		if (end - at > 5 && memcmp(at, "/Page", 5) == 0 && at[5] != 's' && pages < PAGES_MOST)
			pages++;
	}
	return pages;
}

static struct file_look look_pdf(const unsigned char *p, size_t n)
{
	return (struct file_look){ .kind = FILE_KIND_PDF, .whole = ends(p, n, "%%EOF", 5), .pages = pdf_pages(p, n) };
}

/* --- JPEG ------------------------------------------------------------------------------------------------------------- */

static int big16(const unsigned char *p)
{
	return p[0] << 8 | p[1];
}

/* A frame header tells the size: SOF0 … SOF15, but for the three of its numbers that are something else. */
static bool is_frame(unsigned char marker)
{
	return marker >= 0xC0 && marker <= 0xCF && marker != 0xC4 && marker != 0xC8 && marker != 0xCC;
}

static struct file_look look_jpeg(const unsigned char *p, size_t n)
{
	struct file_look look = { .kind = FILE_KIND_JPEG, .whole = ends(p, n, "\xFF\xD9", 2), .pages = 1 };

	for (size_t at = 2; at + 9 <= n && p[at] == 0xFF;) {
		size_t size = (size_t)big16(p + at + 2);
		if (is_frame(p[at + 1])) {
			look.height = big16(p + at + 5);
			look.width = big16(p + at + 7);
			break;
		}
		if (p[at + 1] == 0xDA || size < 2)       /* the image itself begins, or it makes no sense */
			break;
		at += 2 + size;
	}
	return look;
}

/* --- OFD: a ZIP with OFD.xml in it (GB/T 33190) ------------------------------------------------------------------------- */

static uint32_t little(const unsigned char *p, int bytes)
{
	uint32_t v = 0;

	for (int i = bytes; i-- > 0;)
		v = v << 8 | p[i];
	return v;
}

#define DIRECTORY_END 22                 /* bytes of the end record, before its comment */
#define DIRECTORY_ENTRY 46               /* … and of an entry, before its name */

/* Where the end of the central directory stands; n: nowhere. */
static size_t zip_end(const unsigned char *p, size_t n)
{
	for (size_t back = DIRECTORY_END; back <= n && back <= DIRECTORY_END + 0xFFFF; back++)
		if (memcmp(p + n - back, "PK\5\6", 4) == 0)
			return n - back;
	return n;
}

static bool zip_holds(const unsigned char *p, size_t end, const char *name)
{
	size_t at = little(p + end + 16, 4), length = strlen(name);
	uint32_t count = little(p + end + 10, 2);

	for (; count > 0 && at < end && end - at >= DIRECTORY_ENTRY && memcmp(p + at, "PK\1\2", 4) == 0; count--) {
		size_t named = little(p + at + 28, 2), skip = named + little(p + at + 30, 2) + little(p + at + 32, 2);
		if (end - at - DIRECTORY_ENTRY < skip)
			return false;
		if (named == length && memcmp(p + at + DIRECTORY_ENTRY, name, length) == 0)
			return true;
		at += DIRECTORY_ENTRY + skip;
	}
	return false;
}

/* Without its directory it cannot be told from any other ZIP: then it is none. */
static struct file_look look_zip(const unsigned char *p, size_t n)
{
	size_t end = zip_end(p, n);
	bool ofd = end < n && zip_holds(p, end, "OFD.xml");

	return (struct file_look){ .kind = ofd ? FILE_KIND_OFD : FILE_KIND_NONE, .whole = ofd };
}

/* --- all ---------------------------------------------------------------------------------------------------------------- */

struct file_look file_look(const void *data, size_t n)
{
	static const struct { const char *mark; size_t size; struct file_look (*look)(const unsigned char *p, size_t n); } rows[] = {
		{ "%PDF-", 5, look_pdf }, { "\xFF\xD8\xFF", 3, look_jpeg }, { "PK\3\4", 4, look_zip },
	};

	for (size_t i = 0; i < COUNT_OF(rows); i++)
		if (begins(data, n, rows[i].mark, rows[i].size))
			return rows[i].look(data, n);
	return (struct file_look){ .kind = FILE_KIND_NONE };
}
