/* SPDX-License-Identifier: Apache-2.0 */
#ifndef PRINT_WIRE_H
#define PRINT_WIRE_H

#include "hall/printer.h"

/* How the kernel is spoken to, per way: the only difference between a network printer and one on USB. Descriptors are
 * non-blocking; failures are in errno. */
struct wire {
	int (*open)(const struct printer_place *p);          /* begun; -1 */
	int (*opened)(int fd);                               /* is it open? 1 yes, 0 not yet, -1 no */
	int (*left)(int fd);                                 /* have all bytes left this machine? 1, 0, -1 */
	bool (*hang_up)(int fd);                             /* no more comes; true: its end is to be waited for */
	void (*look)(int fd, bool *fault, char words[160]);  /* what the kernel knows of the printer */
	bool ends;                                           /* reading nothing is that the other side hung up */
};
/* NULL for a way that has none. */
const struct wire *wire_of(enum printer_way way);
/* An errno of such a printer in Chinese. */
const char *wire_words(int code);

#endif
