/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_FILE_H
#define BASE_FILE_H

#include <stdbool.h>
#include <stddef.h>

#include "base/status.h"

/* Writes a file so that a power cut leaves the old one or the new one, never half (ALICE): temporary name, fsync,
 * rename, fsync of the folder. mode is 0600 for anything with personal data. */
enum status file_write(const char *path, const void *data, size_t n, unsigned mode, struct err *err) MUST_CHECK;
/* Could file_write make this file now? Asked before something is done that cannot be taken back; E-3111 as file_write says it,
 * ST_CANTMAKE when its folder is not there. */
enum status file_writable(const char *path, struct err *err) MUST_CHECK;
/* Makes the folder (and its parents) with mode 0700 if missing; ST_DENIED when it or an existing part is writable by
 * others or not ours. */
enum status file_folder(const char *path, struct err *err) MUST_CHECK;
/* Writes down which names a folder holds, after renaming in it; false with errno. */
bool file_sync_folder(const char *folder);
/* The folder of catalogue/, calendar/, documents/ …: the environment's YICHUANG_DATADIR (for running from the build
 * tree), else the installed one. */
const char *file_data_dir(void);
/* Where one of our own programs is: beside the one that runs, else in LIBEXECDIR or BINDIR. Owned; NULL: nowhere. */
char *file_program(const char *name);
/* Is it called something with this end (".csv"), in capitals or not? */
bool file_ends_in(const char *path, const char *end);
/* "dir/name", owned. */
char *file_join(const char *dir, const char *name);

#endif
