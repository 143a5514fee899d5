/* SPDX-License-Identifier: Apache-2.0 */
/* What a printer says is wrong, in words that a clerk can act on. */
#include <stdio.h>
#include <string.h>

#include "base/buf.h"
#include "base/mem.h"
#include "base/text.h"
#include "print/cups.h"

/* IPP's keywords (RFC 8011 5.4.12, PWG 5100.9), without -error, -warning and -report. */
static const struct { const char *keyword, *words; bool fault; } reasons[] = {
	{ "none", "", false },
	{ "media-empty", "缺纸", true },
	{ "media-needed", "缺纸", true },
	{ "input-tray-missing", "纸盒没有装好", true },
	{ "media-jam", "卡纸", true },
	{ "media-low", "纸快用完", false },
	{ "door-open", "门未关", true },
	{ "cover-open", "盖子未合", true },
	{ "interlock-open", "盖子未合", true },
	{ "offline", "离线", true },
	{ "shutdown", "已关机", true },
	{ "connecting-to-device", "连不上打印机", true },
	{ "timed-out", "打印机没有回答", true },
	{ "paused", "已暂停", true },
	{ "moving-to-paused", "已暂停", true },
	{ "stopping", "正在停止", true },
	{ "stopped-partly", "部分停用", true },
	{ "stopped", "已停止", true },
	{ "hold-new-jobs", "不接新任务", true },
	{ "toner-empty", "缺粉", true },
	{ "toner-low", "粉快用完", false },
	{ "marker-supply-empty", "缺墨", true },
	{ "marker-supply-low", "墨快用完", false },
	{ "marker-waste-full", "废墨已满", true },
	{ "marker-waste-almost-full", "废墨将满", false },
	{ "opc-life-over", "感光鼓到期", true },
	{ "opc-near-eol", "感光鼓将到期", false },
	{ "developer-empty", "缺显影剂", true },
	{ "developer-low", "显影剂快用完", false },
	{ "fuser-over-temp", "定影器过热", true },
	{ "fuser-under-temp", "定影器预热中", false },
	{ "output-area-full", "出纸口已满", true },
	{ "output-area-almost-full", "出纸口将满", false },
	{ "output-tray-missing", "出纸盘没有装好", true },
	{ "spool-area-full", "打印缓存已满", true },
	{ "cleaner-life-over", "清洁件到期", true },
	{ "interpreter-resource-unavailable", "打印机资源不足", true },
	{ "identify-printer-requested", "", false },
	{ "cups-missing-filter", "缺少打印驱动", true },
	{ "cups-insecure-filter", "打印驱动权限不对", true },
	{ "other", "打印机报告故障", true },
};

void reason_words(const char *keyword, bool *fault, char words[64])
{
	static const char *const severities[] = { "-error", "-warning", "-report" };
	size_t n = strlen(keyword);
	struct buf shown;

	*fault = false;
	*words = '\0';
	for (size_t i = 0; i < COUNT_OF(severities); i++) {
		size_t tail = strlen(severities[i]);

		if (n > tail && strcmp(keyword + n - tail, severities[i]) == 0)
			n -= tail;
	}
	for (size_t i = 0; i < COUNT_OF(reasons); i++)
		if (strlen(reasons[i].keyword) == n && strncmp(reasons[i].keyword, keyword, n) == 0) {
			*fault = reasons[i].fault;
			snprintf(words, 64, "%s", reasons[i].words);
			return;
		}
	if (strncmp(keyword, "cups-", 5) == 0 || strstr(keyword, "-report"))
		return;                                         /* how the server works, nothing to do for people */
	*fault = true;
	buf_init(&shown, BUF_SMALL);
	text_for_printer(&shown, keyword, n > 200 ? 200 : n);
	snprintf(words, 64, "故障:%.*s", (int)text_fit(shown.len ? shown.data : "", 30, NULL), shown.len ? shown.data : "");
	text_mend(words);
	buf_release(&shown);
}
