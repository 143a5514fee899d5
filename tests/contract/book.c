/* SPDX-License-Identifier: Apache-2.0 */
/* contract-book IN.xlsx OUT.xlsx PART FROM TO: copies a workbook; in the part of that name the first FROM becomes TO. FROM "" leaves
 * the part out, TO "@N" puts FROM there N times over: how broken and hostile workbooks are made. */
#include <minizip/unzip.h>
#include <minizip/zip.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

enum { PART_MOST = 4 * 1024 * 1024, EDITS = 3 };

static void die(const char *what)
{
	fprintf(stderr, "contract-book: %s\n", what);
	exit(99);
}

static void put(zipFile out, const void *bytes, size_t n)
{
	if (n && zipWriteInFileInZip(out, bytes, (unsigned)n) != ZIP_OK)
		die("cannot write");
}

static void put_edited(zipFile out, const char *text, const char *from, const char *to)
{
	const char *at = strstr(text, from);
	long times = *to == '@' ? strtol(to + 1, NULL, 10) : 0;

	if (!at)
		die("the part has no such text");
	put(out, text, (size_t)(at - text));
	for (long i = 0; i < times; i++)
		put(out, from, strlen(from));
	if (!times)
		put(out, to, strlen(to));
	put(out, at + strlen(from), strlen(at + strlen(from)));
}

static void copy_part(unzFile in, zipFile out, const char *name, char **edit)
{
	static char text[PART_MOST + 1];
	zip_fileinfo info = { 0 };
	int n = 0;

	if (strcmp(name, edit[0]) == 0 && !*edit[1])
		return;
	if (unzOpenCurrentFile(in) != UNZ_OK || (n = unzReadCurrentFile(in, text, PART_MOST)) < 0 || unzCloseCurrentFile(in) != UNZ_OK)
		die("cannot read a part");
	text[n] = '\0';
	if (zipOpenNewFileInZip64(out, name, &info, NULL, 0, NULL, 0, NULL, Z_DEFLATED, 1, 1) != ZIP_OK)
		die("cannot make a part");
	if (strcmp(name, edit[0]) == 0)
		put_edited(out, text, edit[1], edit[2]);
	else
		put(out, text, (size_t)n);
	if (zipCloseFileInZip(out) != ZIP_OK)
		die("cannot end a part");
}

int main(int argc, char **argv)
{
	char name[256];

	if (argc != 3 + EDITS)
		die("IN OUT PART FROM TO");
	unzFile in = unzOpen64(argv[1]);
	zipFile out = zipOpen64(argv[2], APPEND_STATUS_CREATE);
	if (!in || !out)
		die("cannot open");
	for (int st = unzGoToFirstFile(in); st == UNZ_OK; st = unzGoToNextFile(in)) {
		if (unzGetCurrentFileInfo64(in, NULL, name, sizeof name, NULL, 0, NULL, 0) != UNZ_OK)
			die("cannot read a name");
		copy_part(in, out, name, argv + 3);
	}
	unzClose(in);
	if (zipClose(out, NULL) != ZIP_OK)
		die("cannot end");
	return 0;
}
