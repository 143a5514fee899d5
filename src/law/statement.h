/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_STATEMENT_H
#define LAW_STATEMENT_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/buf.h"
#include "base/day.h"

/* Statements of a day, a week, a month (V-5) and their indicators (V-6): THE table of what is counted, of what, without which, by
 * which rule. Pure. A value is always its counts, never a bare percent. */

/* How a value is said: counts as they are; n / d; 1 − n / d; n / d as a time (n in seconds) or as days; a time of n seconds that lies
 * at its place among d of them, which is the one kind that cannot be added up. */
enum statement_kind { SAID_COUNT, SAID_RATE, SAID_LESS, SAID_TIME, SAID_DAYS, SAID_PLACE };
#define STATEMENT_KINDS 6
const char *statement_kind_code(enum statement_kind k);      /* "count" "rate" "less" "time" "days" "place" */

/* Into what the sums of an indicator can be taken apart. What concerns a dossier stands at the window and with the clerk that took
 * it in, a ticket where it was called last, a rating where it was asked for, an errand with its helper, a card by the rule that gave it, a
 * 办不成事 at the window where it was stuck. */
enum statement_by { BY_UNIT, BY_WINDOW, BY_CLERK, BY_BUNDLE, BY_ITEM, BY_DEPARTMENT, BY_CLASS, BY_RULE };
#define STATEMENT_GROUPINGS 8
const char *statement_by_code(enum statement_by by);         /* "unit" "window" … */
const char *statement_by_name(enum statement_by by);         /* 全厅 窗口 人员 一件事 事项 部门 排队类别 督办规则 */

#define OF_DOSSIER (1u << BY_WINDOW | 1u << BY_CLERK | 1u << BY_BUNDLE)
#define OF_ITEM (OF_DOSSIER | 1u << BY_ITEM | 1u << BY_DEPARTMENT)
#define OF_TICKET (1u << BY_WINDOW | 1u << BY_CLERK | 1u << BY_CLASS)
#define OF_ERRAND (1u << BY_CLERK)
#define OF_CARD (OF_ITEM | 1u << BY_RULE)
#define OF_STUCK (1u << BY_WINDOW)

/* id, code, name, kind, taken apart by, what is counted, of what ("" for plain counts), without which, rule */
#define STATEMENT_INDICATORS(_) \
	_(RECEIVED, "received", "收件", COUNT, OF_DOSSIER, "本期收下的办件", "", "", "W-4") \
	_(ACCEPTED, "accepted", "受理", COUNT, OF_DOSSIER, "本期受理的办件(含容缺、视为受理)", "", "", "W-4") \
	_(ITEMS_ACCEPTED, "items-accepted", "受理事项", COUNT, OF_ITEM, "本期受理的办件里的事项,每项计一", "", "", "W-4") \
	_(REFUSED, "refused", "不予受理", COUNT, OF_DOSSIER, "本期不予受理的办件", "", "", "W-1") \
	_(WITHDRAWN, "withdrawn", "申请人撤回", COUNT, OF_DOSSIER, "本期撤回的办件", "", "", "W-4") \
	_(TERMINATED, "terminated", "终止", COUNT, OF_DOSSIER, "本期终止的办件(容缺、补正逾期等)", "", "", "C-13") \
	_(FINISHED, "finished", "办结", COUNT, OF_DOSSIER, "本期办结的办件:最后一项任务有了决定", "", "", "W-4") \
	_(ITEMS_DECIDED, "items-decided", "办结事项", COUNT, OF_ITEM, "本期有了决定的事项,每项计一", "", "", "W-7") \
	_(AT_ONCE_LIST, "at-once-list", "即办率(清单)", RATE, 0, "即办事项", "现行目录里的事项", "", "V-6") \
	_(AT_ONCE, "at-once", "即办率(办件)", RATE, OF_DOSSIER, "每一项都是即办的", "本期办结的办件", "", "V-6") \
	_(AT_ONCE_ITEMS, "at-once-items", "即办率(事项)", RATE, OF_ITEM, "即办事项", "本期办结的事项", "", "V-6") \
	_(ONE_VISIT, "one-visit", "一次办结率", RATE, OF_DOSSIER, "到期末为止至多到场一天的", "本期办结的办件", "", "V-6") \
	_(EARLY, "early", "提前办结率", RATE, OF_ITEM, "决定日早于承诺到期日的", "本期办结的承诺事项", "即办的,没有承诺时限的", "K2") \
	_(ON_TIME, "on-time", "按时办结率", RATE, OF_ITEM, "决定日不晚于承诺到期日的", "本期办结的事项", "没有承诺时限的", "K2") \
	_(LATE_PROMISED, "late-promised", "超承诺期限", RATE, OF_ITEM, "决定日晚于承诺到期日的", "本期办结的事项", "没有承诺时限的", "K2") \
	_(LATE_PROMISED_DAYS, "late-promised-days", "平均超承诺", DAYS, OF_ITEM, "超过的工作日", "超承诺期限的事项", "", "K2") \
	_(LATE_LEGAL, "late-legal", "超法定期限", RATE, OF_ITEM, "决定日晚于法定到期日的", "本期办结的事项", "没有法定时限的", "K3") \
	_(LATE_LEGAL_DAYS, "late-legal-days", "平均超法定", DAYS, OF_ITEM, "超过的工作日", "超法定期限的事项", "", "K3") \
	_(SHORTER, "shorter", "时限压缩率(承诺)", LESS, OF_ITEM, "承诺时限(半个工作日)", "法定时限(半个工作日)", "两个时限不都以工作日计的", "V-6") \
	_(QUICKER, "quicker", "时限压缩率(实际)", LESS, OF_ITEM, "实际用时(半个工作日)", "法定时限(半个工作日)", "两个时限不都以工作日计的", "V-6") \
	_(PAPERS, "papers", "材料精简率", LESS, OF_DOSSIER, "本期受理的办件要的材料", "各项单办要的材料", "单办的事项", "V-6") \
	_(NO_PAPERS, "no-papers", "免提交率", RATE, OF_DOSSIER, "共享取得或用电子证照的材料", "本期受理的办件要的材料", "", "V-6") \
	_(TOLD_ONCE, "told-once", "一次告知率", RATE, OF_DOSSIER, "到期末为止只告知过一次的", "本期一次性告知过的办件", "", "W-6") \
	_(DEFERRED, "deferred", "容缺率", RATE, OF_DOSSIER, "容缺受理的", "本期受理的办件", "", "C-1") \
	_(MADE_GOOD, "made-good", "容缺按期补齐率", RATE, OF_DOSSIER, "到期日前到达并符合的", "本期到期的容缺材料", "到期前撤回或终止的办件的", "C-11") \
	_(RETURNED, "returned", "退回率", RATE, OF_ITEM, "部门退回的", "本期受理时分派和改正重推的任务", "", "W-8") \
	_(GOOD, "good", "好评率", RATE, OF_DOSSIER, "非常满意、满意、基本满意", "本期作出的评价", "", "E-2") \
	_(RATED, "rated", "主动评价率", RATE, OF_DOSSIER, "到期末为止评了的", "本期请求的评价", "", "E-4") \
	_(MENDED, "mended", "差评整改率", RATE, OF_DOSSIER, "到期日前整改的", "本期整改到期的差评", "定性为误会、恶意的", "K8") \
	_(CALLED_BACK, "called-back", "差评回访率", RATE, OF_DOSSIER, "到期日前核实联系的", "本期回访到期的差评", "", "K8") \
	_(YELLOW, "yellow-cards", "黄牌", COUNT, OF_CARD, "本期给的黄牌", "", "", "V-2") \
	_(RED, "red-cards", "红牌", COUNT, OF_CARD, "本期给的红牌", "", "", "V-2") \
	_(YELLOW_SETTLED, "yellow-settled", "黄牌了结率", RATE, OF_CARD, "到期末为止事已办了、时钟停了的,没有升为红牌", "本期给的黄牌", "没有时钟的(不予而不写理由、等候)", "V-2") \
	_(RED_SETTLED, "red-settled", "红牌了结率", RATE, OF_CARD, "到期末为止事已办了、时钟停了的", "本期给的红牌", "没有时钟的(不予而不写理由、等候)", "V-2") \
	_(YELLOW_RISEN, "yellow-risen", "黄牌升红牌率", RATE, OF_CARD, "到期末为止升为红牌的", "本期给的黄牌", "", "V-2") \
	_(CARDS_CANCELLED, "cards-cancelled", "红黄牌撤销率", RATE, OF_CARD, "到期末为止撤销的", "本期给的红黄牌", "", "V-2") \
	_(CARDS_OPEN, "cards-open", "红黄牌未了结", COUNT, OF_CARD, "到期末没有了结、没有撤销、没有升为红牌的红黄牌(有时钟的,以前给的也算)", "", "", "V-2") \
	_(STUCK, "stuck", "办不成事登记", COUNT, OF_STUCK, "本期登记的办不成事", "", "", "H-4") \
	_(STUCK_IN_TIME, "stuck-in-time", "办不成事按期率", RATE, OF_STUCK, "答复日不晚于到期日的", "本期答复的办不成事", "", "K10") \
	_(STUCK_LATE, "stuck-late", "办不成事逾期率", RATE, OF_STUCK, "答复日晚于到期日的", "本期答复的办不成事", "", "K10") \
	_(STUCK_SATISFIED, "stuck-satisfied", "办不成事满意率", RATE, OF_STUCK, "答复后本人满意的", "本期答复的办不成事", "没有记下满意不满意的", "H-4") \
	_(STUCK_OPEN, "stuck-open", "办不成事未答复", COUNT, OF_STUCK, "到期末登记了没有答复的办不成事(以前登记的也算)", "", "", "K10") \
	_(TICKETS, "tickets", "取号", COUNT, OF_TICKET, "本期取的号", "", "", "V-1") \
	_(PRIORITY, "priority", "绿色通道", RATE, OF_TICKET, "优先的号", "本期取的号", "", "Q-2") \
	_(SERVED, "served", "叫号办结", COUNT, OF_TICKET, "叫到并办结的号", "", "", "V-1") \
	_(ABANDONED, "abandoned", "过号弃号率", RATE, OF_TICKET, "过号、弃号的", "本期取的号", "", "Q-3") \
	_(WAIT, "wait", "平均等候", TIME, OF_TICKET, "取号到叫号的秒数", "叫到的号", "没有叫到的", "V-1") \
	_(SERVICE, "service", "平均办理", TIME, OF_TICKET, "叫号到办结、除去暂停的秒数", "叫号办结的号", "没有办结的", "V-1") \
	_(WAIT_MEDIAN, "wait-median", "等候中位", PLACE, OF_TICKET, "等候的秒数,一半人不超过", "叫到的号", "没有叫到的", "V-5") \
	_(WAIT_P90, "wait-nine-tenths", "九成人等候", PLACE, OF_TICKET, "等候的秒数,九成人不超过", "叫到的号", "没有叫到的", "V-5") \
	_(SERVICE_MEDIAN, "service-median", "办理中位", PLACE, OF_TICKET, "办理的秒数,一半号不超过", "叫号办结的号", "没有办结的", "V-5") \
	_(SERVICE_P90, "service-nine-tenths", "九成号办理", PLACE, OF_TICKET, "办理的秒数,九成号不超过", "叫号办结的号", "没有办结的", "V-5") \
	_(OFF_DAYS, "off-days", "休息日服务", RATE, OF_DOSSIER, "休息日收下的", "本期收下的办件", "", "T-5") \
	_(ERRANDS, "errands", "帮办登记", COUNT, OF_ERRAND, "本期登记的帮办代办", "", "", "H-1") \
	_(RESPONSE, "errand-response", "帮办响应率", RATE, OF_ERRAND, "时限内响应的", "本期登记的", "响应前撤回的", "H-3") \
	_(RESOLUTION, "errand-resolution", "帮办解决率", RATE, OF_ERRAND, "解决的", "解决、部分、未解决和我方终止的", "在办、委托人终止和撤回的", "H-3") \
	_(SATISFACTION, "errand-satisfaction", "帮办满意率", RATE, OF_ERRAND, "评价1至3级的", "回访中作了评价的", "回访了没有评价的", "H-3") \
	_(COVERAGE, "errand-coverage", "帮办回访率", RATE, OF_ERRAND, "已回访的", "本期登记的里办结和终止的", "响应前撤回的", "H-3")

enum statement_indicator {
#define STATEMENT_ENUM(id, code, name, kind, by, n, d, x, rule) COUNTS_##id,
	STATEMENT_INDICATORS(STATEMENT_ENUM)
#undef STATEMENT_ENUM
	STATEMENT_COUNT
};
struct statement_rule {
	const char *code, *name;
	enum statement_kind kind;
	unsigned by;                             /* bits of enum statement_by; the unit has each */
	const char *numerator, *denominator, *excluded, *rule;
};
extern const struct statement_rule statement_rules[STATEMENT_COUNT];
/* "决定日不晚于承诺到期日的 / 本期办结的事项;不计没有承诺时限的". Appended. */
void statement_words(const struct statement_rule *rule, struct buf *out);

/* What was counted, of how many, and what was left out of those; of a SAID_COUNT the numerator alone. */
struct measure { int64_t numerator, denominator, excluded; };
bool measure_empty(const struct measure *m);                 /* nothing at all: neither counted nor left out */
/* "97.3%", "6分20秒", "1.5个工作日", "12"; "—" where the denominator is 0. Nothing but all is 100.0%, nothing but none 0.0%. Returns
 * `out`. */
#define MEASURE_SIZE 40
const char *measure_text(enum statement_kind kind, const struct measure *m, char out[MEASURE_SIZE]);

/* --- the period ------------------------------------------------------------------------------------------------------- */

enum statement_period { PERIOD_DAY, PERIOD_WEEK, PERIOD_MONTH };
#define STATEMENT_PERIODS 3
const char *statement_period_code(enum statement_period p);  /* "day" "week" "month" */
const char *statement_period_name(enum statement_period p);  /* 日报 周报 月报 */
int statement_period_from_code(const char *code);            /* -1 */
/* The period that a day lies in, both ends included; a week begins on Monday. */
struct statement_span { enum statement_period period; day_t from, to; };
struct statement_span statement_span_of(enum statement_period p, day_t day);
/* The next one (`by` 1) or the one before (-1). */
struct statement_span statement_span_step(struct statement_span s, int by);
/* "2026-11-23 星期一", "2026-11-23 至 2026-11-29", "2026年11月". Returns `out`. */
#define SPAN_SIZE 48
const char *statement_span_text(struct statement_span s, char out[SPAN_SIZE]);

#endif
