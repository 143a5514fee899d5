/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_NUMBER_H
#define LAW_NUMBER_H

#include <stdbool.h>

#include "base/day.h"
#include "base/status.h"

#define DOSSIER_NUMBER_SIZE 24
/* N-1: region 6, hall 3, date 8, serial 5, check 1 (ISO 7064 MOD 11,10). serial 1 … 99999, else ST_LIMIT. */
enum status number_dossier(const char *region, const char *hall, day_t day, int serial, char out[DOSSIER_NUMBER_SIZE])
	MUST_CHECK;
/* What each number of a hall begins with for ever: six digits of GB/T 2260 that begin with a province, "338810"; and three
 * for the hall within it, not 000. */
bool number_region_valid(const char *region);
bool number_hall_valid(const char *hall);
/* 23 digits whose check digit fits. */
bool number_dossier_valid(const char *number);
/* The check digit of a string of digits, '\0' when there is another character. */
char number_check_digit(const char *digits);
/* "338810 001 20261123 00017 2": groups for reading aloud; out[28]. Anything else is copied as it is, cut. */
void number_groups(const char *number, char out[28]);

/* N-2: "德审受字〔2026〕第00017号"; out[64]. */
void number_document(const char *prefix, int year, int serial, char out[64]);
/* A 43-character 办件编号 of one item: item code (31, padded with 0 when shorter), day, 4-digit serial; out[64]. */
void number_project(const char *item_code, day_t day, int serial, char out[64]);
/* N-6: six random digits, uniform. */
void number_code(char out[7]);

/* N-9: "ZW1-<type>-<number>-<tag>", tag = first 6 base32 characters of HMAC-SM3(key, type-number). type is one letter:
 * A accepted dossier. out[64]. */
void number_qr(const unsigned char key[32], char type, const char *number, char out[64]);
/* Reads a scanned text (blanks around and Caps Lock tolerated); ST_DATA with E-1020 for anything else, a wrong tag
 * too. */
enum status number_qr_read(const unsigned char key[32], const char *scan, char *type, char number[DOSSIER_NUMBER_SIZE],
	struct err *err) MUST_CHECK;

#endif
