/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_MASKING_H
#define LAW_MASKING_H

#include "base/buf.h"

/* What others may see (S-15). Total: any text in. Each appends to out. */
void mask_name(struct buf *out, const char *name);           /* 张* · 李*芳 · 欧阳** keep first and, from three on, last */
void mask_company(struct buf *out, const char *name);        /* first two and last two characters */
void mask_id_list(struct buf *out, const char *number);      /* lists: first 4, last 4 */
void mask_id_slip(struct buf *out, const char *number);      /* slips: last 4 only */
void mask_phone(struct buf *out, const char *phone);         /* 138****5678 */
void mask_address(struct buf *out, const char *address);     /* down to the street, then ****** */
void mask_account(struct buf *out, const char *number);      /* last 4 */

#endif
