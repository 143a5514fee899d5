/* SPDX-License-Identifier: Apache-2.0 */
/* lint-screens: reads each .form file of screens as the program will, and names file, line and fault. */
#include <dirent.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/conf.h"
#include "base/file.h"
#include "base/mem.h"
#include "ui/picture.h"

static int check(const char *folder, const char *name)
{
	struct picture *p = NULL;
	struct err err;
	char *path = file_join(folder, name), *text = NULL;
	size_t n;
	enum status st = conf_slurp(path, (size_t)256 * 1024, &text, &n, &err);
	if (!st)
		st = picture_read(name, text, n, &p, &err);
	size_t stem = strlen(name) - strlen(".form");
	if (!st && (strlen(p->name) != stem || strncmp(p->name, name, stem) != 0))
		st = err_at(&err, ST_DATA, "", name, "is called %s inside: views ask for the name", p->name);
	if (!st && !*p->help)
		st = err_at(&err, ST_DATA, "", name, "has no help");
	if (st)
		printf("%s: %s %s\n", err.where, err.code, err.text);
	picture_free(p);
	free(text);
	free(path);
	return st != ST_OK;
}

int main(void)
{
	const char *source = getenv("srcdir");
	char *folder = file_join(source ? source : ".", "screens");
	DIR *d = opendir(folder);
	int bad = 0, count = 0;
	for (struct dirent *e; d && (e = readdir(d));) {
		const char *dot = strrchr(e->d_name, '.');
		if (dot && !strcmp(dot, ".form")) {
			bad |= check(folder, e->d_name);
			count++;
		}
	}
	if (d)
		(void)closedir(d);
	free(folder);
	if (!count)
		printf("no screens found\n");
	else if (!bad)
		printf("%d screens can be read\n", count);
	return bad || !count;
}
