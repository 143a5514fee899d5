/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <cmocka.h>

#include <string.h>

#include "base/file_kind.h"
#include "base/mem.h"

/* What a scan is, by its bytes (I-5). */

#define LOOK(bytes) file_look(bytes, sizeof(bytes) - 1)

static void a_pdf_begins_and_ends_as_one(void **state)
{
	(void)state;
	struct file_look l = LOOK("%PDF-1.7\n<</Type /Pages /Count 2>> <</Type/Page>> <</Type /Page /Parent 1 0 R>>\n%%EOF\n");

	assert_int_equal(l.kind, FILE_KIND_PDF);
	assert_true(l.whole);
	assert_int_equal(l.pages, 2);
	assert_int_equal(LOOK("%PDF-1.7\nxref").kind, FILE_KIND_PDF);
	assert_false(LOOK("%PDF-1.7\nxref").whole);
	assert_int_equal(LOOK(" %PDF-1.7\n%%EOF").kind, FILE_KIND_NONE);
	assert_int_equal(LOOK("%PDF").kind, FILE_KIND_NONE);
}

static void a_jpeg_tells_its_size(void **state)
{
	(void)state;
	struct file_look l = LOOK("\xFF\xD8\xFF\xE0\0\4ab\xFF\xC4\0\3x\xFF\xC2\0\x0B\x08\x0D\xB4\x09\xB0\3\1\x11\0\xFF\xDA\0\2pix\xFF\xD9");

	assert_int_equal(l.kind, FILE_KIND_JPEG);
	assert_true(l.whole);
	assert_int_equal(l.width, 0x09B0);
	assert_int_equal(l.height, 0x0DB4);
	assert_int_equal(l.pages, 1);
	assert_false(LOOK("\xFF\xD8\xFF\xE0\0\4ab").whole);
	assert_int_equal(LOOK("\xFF\xD8\xFF\xE0\0\0\xFF\xC0\0\x0B\x08\0\1\0\1\xFF\xD9").width, 0);      /* a length that leads nowhere */
	assert_int_equal(LOOK("\xFF\xD8").kind, FILE_KIND_NONE);
}

/* A ZIP of one empty file with this name. */
static size_t zip(const char *name, char out[200])
{
	size_t n = strlen(name), local = 30 + n, at = 0;

	memset(out, 0, 200);
	memcpy(out, "PK\3\4", 4);
	out[26] = (char)n;
	memcpy(out + 30, name, n);
	at = local;
	memcpy(out + at, "PK\1\2", 4);
	out[at + 28] = (char)n;
	memcpy(out + at + 46, name, n);
	at += 46 + n;
	memcpy(out + at, "PK\5\6", 4);
	out[at + 10] = 1;
	out[at + 16] = (char)local;
	return at + 22;
}

static void an_ofd_is_a_zip_with_ofd_xml_in_it(void **state)
{
	(void)state;
	char bytes[200];
	size_t n = zip("OFD.xml", bytes);

	assert_int_equal(file_look(bytes, n).kind, FILE_KIND_OFD);
	assert_true(file_look(bytes, n).whole);
	for (size_t cut = 0; cut < n; cut++)
		assert_int_equal(file_look(bytes, cut).kind, FILE_KIND_NONE);
	bytes[37 + 28]++;                                        /* a name longer than what is there */
	assert_int_equal(file_look(bytes, n).kind, FILE_KIND_NONE);
	assert_int_equal(file_look(bytes, zip("word/document.xml", bytes)).kind, FILE_KIND_NONE);
	assert_int_equal(file_look(bytes, zip("x/OFD.xml", bytes)).kind, FILE_KIND_NONE);
}

static void nothing_else_is_one(void **state)
{
	(void)state;
	assert_int_equal(LOOK("MZ\x90\0%PDF-1.7 %%EOF").kind, FILE_KIND_NONE);      /* an .exe, whatever it is called */
	assert_int_equal(LOOK("\x89PNG\r\n\x1A\n").kind, FILE_KIND_NONE);
	assert_int_equal(LOOK("<html>").kind, FILE_KIND_NONE);
	assert_int_equal(file_look("", 0).kind, FILE_KIND_NONE);
	for (enum file_kind k = 0; k < FILE_KIND_NONE; k++)
		assert_int_equal(file_kind_from_code(file_kind_code(k)), k);
	assert_int_equal(file_kind_from_code("exe"), FILE_KIND_NONE);
	assert_string_equal(file_kind_mime(FILE_KIND_NONE), "");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(a_pdf_begins_and_ends_as_one), cmocka_unit_test(a_jpeg_tells_its_size),
		cmocka_unit_test(an_ofd_is_a_zip_with_ofd_xml_in_it), cmocka_unit_test(nothing_else_is_one),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
