/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_CONF_H
#define BASE_CONF_H

#include <stdbool.h>
#include <stddef.h>
#include <sys/stat.h>

#include "base/status.h"

/* One line grammar for settings, keymaps and screens: words separated by blanks, "…" keeps blanks (\" and \\ inside),
 * # begins a comment outside quotes, empty lines are skipped. */
#define CONF_WORDS 32

/* Splits the line in place: words[] point into it. Returns how many (0: empty or comment), -1 for a quote that does
 * not end or more than CONF_WORDS words. */
int conf_split(char *line, char *words[CONF_WORDS]);

/* Calls `row` for each line that has words; `line` counts from 1. A row that fails stops the reading, and its error
 * comes back with file:line in err->where. `text` need not end in a newline; `name` is the file's name for messages. */
typedef enum status conf_row_fn(void *ctx, int line, int count, char *const words[], struct err *err);
enum status conf_read_text(const char *name, const char *text, size_t n, conf_row_fn *row, void *ctx, struct err *err)
	MUST_CHECK;

/* The whole of a regular file, NUL-ended, at most `ceiling` bytes (reliability 5 no. 22: a FIFO, a directory, a device
 * or a larger file is refused before reading). Free *text with free(). */
enum status conf_slurp(const char *path, size_t ceiling, char **text, size_t *n, struct err *err) MUST_CHECK;

/* The same of a file that others write: no symbolic link in its last part (E-2005), and E-3106 (ST_BUSY) when it changed while it was read.
 * *is: which file it was. */
enum status conf_slurp_steady(const char *path, size_t ceiling, char **text, size_t *n, struct stat *is, struct err *err) MUST_CHECK;
/* The same file, and nobody has written to it between the two looks? */
bool conf_same_file(const struct stat *a, const struct stat *b);

/* Settings: rows of name, type, range, default and sentence, from which parsing, checking and printing follow. */
enum setting_type { SETTING_TEXT, SETTING_INT, SETTING_BOOL, SETTING_PATH };
struct setting {
	const char *name;
	enum setting_type type;
	long min, max;                /* SETTING_INT: range; SETTING_TEXT and SETTING_PATH: length in bytes */
	const char *fallback;
	const char *help;             /* one sentence */
	const char *choices;          /* the only values, blanks between them; NULL: whatever fits type and range */
};
#define SETTING_CHOICES_SIZE 64
/* The choices as a sentence has them, "58 或 80"; "" when it has none. Returns out. */
const char *setting_choices(const struct setting *row, char out[SETTING_CHOICES_SIZE]);
/* Values of one table of settings, in its order. Owns its texts. */
struct settings;
struct settings *settings_new(const struct setting *rows, size_t count);       /* all at their defaults */
void settings_free(struct settings *s);
/* "name = value" or "name value" lines; an unknown name is refused with the nearest known one (no. 31), a bad value
 * with its range. A missing file is ST_NOINPUT. Later files win. */
enum status settings_read(struct settings *s, const char *path, struct err *err) MUST_CHECK;
enum status settings_set(struct settings *s, const char *name, const char *value, struct err *err) MUST_CHECK;
const char *settings_text(const struct settings *s, const char *name);           /* borrowed; "" at least */
long settings_int(const struct settings *s, const char *name);                   /* booleans as 0 and 1 */
const char *settings_origin(const struct settings *s, const char *name);         /* "default" or file:line */

#endif
