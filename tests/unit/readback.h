/* SPDX-License-Identifier: Apache-2.0 */
#ifndef TESTS_READBACK_H
#define TESTS_READBACK_H

/* What poppler's programs read back of a PDF, in a folder of the test's own. */
int readback_open(void);                     /* 0; else what the test ends with: 77 when poppler is not there */
void readback_close(const char *name);       /* removes that file, and the folder */
/* A file of that name in the folder; owned. */
char *readback_path(const char *name);
/* What a program prints, owned; NULL when it failed or is not there. `option` may be NULL. */
char *readback(const char *const *argv);
char *readback_of(const char *program, const char *option, const char *file, const char *to);
/* Without blanks and ends of lines and pages; owned. */
char *readback_squeezed(const char *s);

#endif
