/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_LOG_H
#define BASE_LOG_H

#include "base/status.h"

/* Technical detail for whoever keeps the PC; never a citizen's data (R24, S-6). One line per call:
 * stamp, program, level, text; every byte passes text_for_log. */
enum log_level { LOG_ERROR = 3, LOG_WARNING = 4, LOG_NOTE = 5, LOG_DETAIL = 7 };

/* Opens (appends, 0600) the file, or standard error with "<n>" prefixes when path is NULL. Until then nothing is
 * written: a desk must not write over its own screen. */
enum status log_open(const char *program, const char *path, enum log_level up_to) MUST_CHECK;
void log_close(void);
void log_line(enum log_level level, const char *format, ...) __attribute__((format(printf, 2, 3)));

#endif
