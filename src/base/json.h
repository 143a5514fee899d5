/* SPDX-License-Identifier: Apache-2.0 */
#ifndef BASE_JSON_H
#define BASE_JSON_H

#include <stddef.h>

/* How deep brackets nest in a JSON text, without parsing it: asked before a parser that recurses sees a stranger's
 * bytes. Brackets inside strings do not count. Right for every valid text; for others some number, in one pass. */
size_t json_text_depth(const char *s, size_t n);

#endif
