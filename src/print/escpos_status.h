/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_ESCPOS_STATUS_H
#define PRINT_ESCPOS_STATUS_H

#include <stdbool.h>

/* DLE EOT n: what a receipt printer says of itself at once, also with its buffer full. Each of the four questions is answered by
 * one byte, whose fixed bits tell it from anything else that a printer may send. */
#define ESCPOS_QUESTIONS 4              /* in this order: n = 2 why offline, 3 errors, 4 paper, 1 the printer as a whole */
extern const char escpos_question[ESCPOS_QUESTIONS][3];     /* the last byte is n */

bool escpos_is_answer(unsigned char byte);
/* The answer to DLE EOT n: adds what is wrong to words ("" is nothing), and *fault: a person must do something. */
void escpos_answer(int n, unsigned char byte, bool *fault, char words[160]);

#endif
