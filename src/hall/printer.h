/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PRINTER_H
#define HALL_PRINTER_H

#include <stdbool.h>

#include "hall/hall.h"

/* Where a paper may go (P-7): to a queue of CUPS by its name, or past CUPS to what is written as an address:
 *
 *     tcp://ADDRESS[:PORT][?LANGUAGE]      a raw socket of a network printer; port 9100; ADDRESS is numeric, for a look-up may hang
 *     usb:///dev/usb/lpN[?LANGUAGE]        a USB printer as the kernel shows it
 *     file:///FOLDER                       no paper: a PDF of each, in a folder below the hall's
 *
 * LANGUAGE is what the printer understands: escpos, pdf or ps. Without it a slip goes out as printer.slip_language says, a page
 * as PDF. */
enum printer_way { PRINTER_QUEUE, PRINTER_TCP, PRINTER_USB, PRINTER_FILE };
#define PRINTER_WAYS 4
enum printer_language { LANGUAGE_USUAL, LANGUAGE_ESCPOS, LANGUAGE_PDF, LANGUAGE_PS };
#define PRINTER_LANGUAGES 4

#define PRINTER_SIZE 128
struct printer_place {
	enum printer_way way;
	enum printer_language language;
	char name[PRINTER_SIZE];            /* the queue, or the numeric address, or the path */
	unsigned short port;                /* of PRINTER_TCP */
};

/* Reads a destination; "" is a queue, too: the system's choice. E-5329: an address that names no printer, says what is wrong
 * and what may be written; E-5330: a folder that is not below the hall's. A device or folder need not be there now. */
enum status printer_place(const char *hall_dir, const char *text, struct printer_place *out, struct err *err) MUST_CHECK;
/* A setting that names a printer, with this value; any other setting is fine. Codes as above, err->where is its name. */
enum status printer_setting_check(struct hall *h, const char *name, const char *value, struct err *err) MUST_CHECK;
/* All that are in force. */
enum status printer_settings_check(struct hall *h, struct err *err) MUST_CHECK;
/* Is it reached without CUPS? By its words alone. */
bool printer_direct(const char *text);
/* The two name the same thing, whatever is said of its language. */
bool printer_same(const struct printer_place *a, const struct printer_place *b);

#endif
