/* SPDX-License-Identifier: Apache-2.0 */
#ifndef HALL_PRINT_OUTLOOK_H
#define HALL_PRINT_OUTLOOK_H

#include "hall/print_job.h"

/* What becomes of a paper that was ordered just now, by what the print agent says of itself: nobody is told 已排队打印 where
 * nothing prints. */
enum print_outlook { OUTLOOK_PRINTS, OUTLOOK_TROUBLE, OUTLOOK_FILED, OUTLOOK_STOPPED };
#define OUTLOOK_SIZE 200
/* In words: "已排队打印", "已排队,但 A4 缺纸(1 张在等)", "没有打印机,将存为 PDF", "已排队,打印程序没有运行". A store that cannot be
 * read is told as "已排队": that much is committed. */
enum print_outlook print_outlook(struct hall *h, const struct print_job *job, char words[OUTLOOK_SIZE]);
const char *print_outlook_code(enum print_outlook o);      /* "prints" "trouble" "filed" "stopped" */

/* How the agent begins its words on a machine where nothing prints, or the part of its pages; say.c and the above. */
#define PRINT_NOTHING "没有打印机"
#define PRINT_PAGES "A4"

#endif
