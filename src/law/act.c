/* SPDX-License-Identifier: Apache-2.0 */
#include "law/act_table.h"

#include <stdio.h>
#include <string.h>

/* --- lists --------------------------------------------------------------------------------------------------------- */

const struct act_choice act_return_reasons[] = {
	{ "not-ours", "不属本部门" }, { "wrong-item", "事项选错" }, { "unreadable", "附件不可读" }, { "repeated", "重复推送" },
	{ "missing", "材料缺失" }, { NULL, NULL },
};
const struct act_choice act_special_kinds[] = {
	{ "hearing", "听证" }, { "tender", "招标" }, { "auction", "拍卖" }, { "inspection", "检验" }, { "testing", "检测" },
	{ "quarantine", "检疫" }, { "appraisal", "鉴定" }, { "review", "专家评审" }, { "publicity", "公示" }, { NULL, NULL },
};
const struct act_choice act_channels[] = {
	{ "window", "窗口" }, { "online", "网上" }, { "express", "快递" }, { "shared", "数据共享" }, { NULL, NULL },
};
const struct act_choice act_delivery_modes[] = {
	{ "direct", "当面直接送达" }, { "courier", "邮寄送达" }, { "electronic", "电子送达" }, { "left", "留置送达" },
	{ "public", "公告送达" }, { NULL, NULL },
};
static const struct act_choice refusal_grounds[] = {
	{ "no-permit", "依法不需要许可" }, { "other-organ", "不属本机关职权" }, { "other", "其他法定理由" }, { NULL, NULL },
};
static const struct act_choice end_grounds[] = {
	{ "correction", "逾期不补正" }, { "deferral", "容缺材料逾期未补齐" }, { "gone", "申请人死亡或终止" }, { "law", "法律法规规定" },
	{ NULL, NULL },
};
const struct act_choice act_entrusted[] = {
	{ "submit", "只交材料" }, { "collect", "可代领结果" }, { "promise", "可代签承诺" }, { "all", "可代签承诺、代领结果" }, { NULL, NULL },
};
static const struct act_choice revocations[] = { { "counter", "委托人本人到窗口" }, { "letter", "书面撤销" }, { NULL, NULL } };
static const struct act_choice checks[] = { { "ok", "符合" }, { "bad", "不符合" }, { NULL, NULL } };
static const struct act_choice extenders[] = {
	{ "organ", "本机关负责人" }, { "government", "本级人民政府负责人" }, { NULL, NULL },
};
static const struct act_choice receivers_now[] = { { "self", "本人" }, { "agent", "代理人" }, { "later", "以后再领" }, { NULL, NULL } };
static const struct act_choice receivers[] = { { "self", "本人" }, { "agent", "代理人" }, { NULL, NULL } };

/* --- what an act has to be told ------------------------------------------------------------------------------------- */

#define MATERIAL ARG(MATERIAL, true, "material", "材料", .most = 64)
#define REASON TEXT("reason", "理由", 500)
/* H-2: an agent's authority to take results. */
static const struct act_choice authorities[] = { { "file", "受理时留存的委托书" }, { "shown", "当场出示的委托书" }, { NULL, NULL } };
#define AUTHORITY(...) ARG(CHOICE, true, "authority", "凭哪份委托书", .choices = authorities, .when = "receiver", .is = "agent", __VA_ARGS__), \
	ARG(TEXT, false, "authority_no", "委托书编号", .most = 40, .when = "authority", .is = "shown", __VA_ARGS__), \
	ARG(DAY, true, "authority_until", "写明可代领结果,期限至", .when = "authority", .is = "shown", __VA_ARGS__)
#define HANDED_TO CHOICE("mode", "方式", act_delivery_modes), CHOICE("receiver", "签收人", receivers), AUTHORITY(), \
	ARG(TEXT, true, "receiver_name", "姓名", .most = 60, .secret = true), \
	ARG(TEXT, false, "code", "取件码", .most = 6, .when = "mode", .is = "direct", .secret = true), \
	ARG(TEXT, false, "proof", "证件号末四位或签收证明", .most = 80, .secret = true), TEXT_WHEN("tracking", "快递单号", 40, "mode", "courier")

/* --- the acts of a dossier -------------------------------------------------------------------------------------------- */

#define AT(s) (1u << DOSSIER_##s)
#define RESULTS_LEFT (AT(DECIDED) | AT(READY) | AT(WITHDRAWN) | AT(TERMINATED))
#define RUNNING (AT(ACCEPTED) | AT(IN_PROGRESS) | AT(SUSPENDED))
#define ACT(id, ...) static const struct act id = { .scope = ACT_DOSSIER, __VA_ARGS__ }

ACT(receive, .word = "receive", .name = "收件", .rule = "W-4", .from = AT(DRAFT), .to = DOSSIER_RECEIVED, .by = BY(CLERK) | BY(SYSTEM),
	.paper = "receipt", .help = "收下材料,五个工作日内答复");
ACT(accept, .word = "accept", .name = "受理", .rule = "W-4", .from = AT(RECEIVED), .to = DOSSIER_ACCEPTED, .by = BY(CLERK) | BY(SYSTEM),
	.paper = "acceptance-notice", .help = "材料齐全或已全部补正,受理并分派");
ACT(deem, .word = "deem", .name = "视为受理", .rule = "K1", .from = AT(RECEIVED), .to = DOSSIER_ACCEPTED, .by = BY(SYSTEM),
	.paper = "acceptance-notice", .help = "五个工作日内没有答复,自收件之日起视为受理,报督导");
ACT(notice, .word = "notice", .name = "一次性告知", .rule = "W-6", .from = AT(RECEIVED), .to = DOSSIER_CORRECTING,
	.by = BY(CLERK) | BY(DEPARTMENT) | BY(SYSTEM), .paper = "notice", .help = "一次告知需补正的全部材料;再次告知要写理由",
	.args = LIST(ARG(LINES, true, "line", "需补正的材料", .most = 200), MAY_TEXT("reason", "再次告知的理由", 200)));
ACT(corrected, .word = "corrected", .name = "补正收齐", .rule = "W-4", .from = AT(CORRECTING), .to = DOSSIER_RECEIVED,
	.by = BY(CLERK) | BY(SYSTEM), .paper = "receipt", .help = "告知书上的每一项都已收到,重新核对后受理",
	.args = LIST(ARG(TICKS, false, "line", "收到的材料", .most = 200), DAY("arrived", "收齐日期")));
ACT(refuse, .word = "refuse", .name = "不予受理", .rule = "W-1", .from = AT(DRAFT) | AT(RECEIVED), .to = DOSSIER_NOT_ACCEPTED,
	.by = BY(CLERK) | BY(SYSTEM), .second = BY(SUPERVISOR) | BY(DEPARTMENT), .paper = "refusal",
	.help = "依法不需要许可,或不属本机关职权(写明应向哪个机关申请)",
	.args = LIST(CHOICE("ground", "理由类别", refusal_grounds), TEXT_WHEN("organ", "应向哪个机关申请", 80, "ground", "other-organ"),
		MAY_TEXT_WHEN("place", "该机关地址、电话", 120, "ground", "other-organ"), TEXT("reason", "事实和理由", 500), TEXT("article", "法律依据", 200)));
ACT(lapse, .word = "lapse", .name = "补正逾期终止", .rule = "K6", .from = AT(CORRECTING), .to = DOSSIER_TERMINATED,
	.by = BY(SUPERVISOR), .paper = "termination", .help = "补正期满未补正,终止并退回材料", .args = LIST(REASON));
ACT(withdraw, .word = "withdraw", .name = "申请人撤回", .rule = "W-4", .from = RUNNING, .to = DOSSIER_WITHDRAWN,
	.by = BY(CLERK) | BY(SYSTEM), .paper = "termination", .help = "申请人书面撤回,决定之前才可以;通知各部门停办",
	.args = LIST(TEXT("request", "书面申请(编号或日期)", 80), REASON));
ACT(terminate, .word = "terminate", .name = "终止办理", .rule = "C-13", .from = RUNNING | AT(DECIDED), .to = DOSSIER_TERMINATED,
	.by = BY(SUPERVISOR), .paper = "termination", .help = "容缺逾期未补齐等,终止办理并通知各部门",
	.args = LIST(CHOICE("ground", "理由类别", end_grounds), REASON));
ACT(void_act, .word = "void", .name = "作废", .rule = "W-2", .from = AT(DRAFT) | AT(RECEIVED), .to = DOSSIER_VOID, .by = BY(SUPERVISOR),
	.help = "录入错误,未分派前作废;编号保留不再用", .args = LIST(REASON));
ACT(supply, .word = "supply", .deferral = true, .name = "容缺补齐", .rule = "C-15", .from = RUNNING | AT(DECIDED), .to = ACT_STAYS,
	.by = BY(CLERK) | BY(SYSTEM), .paper = "deferral-wrong", .paper_when = "check", .paper_is = "bad",
	.help = "收到容缺的材料,核对后入卷;全部补齐即转为已受理;不符合的书面告知一次",
	.args = LIST(MATERIAL, CHOICE("channel", "途径", act_channels), DAY("arrived", "到达日期"), MAY_DAY_WHEN("posted", "寄出日期", "channel", "express"),
		TEXT_WHEN("tracking", "快递单号", 40, "channel", "express"), CHOICE("check", "核对", checks),
		TEXT_WHEN("reason", "不符合之处", 200, "check", "bad")));
ACT(prolong, .word = "prolong", .deferral = true, .name = "容缺展期", .rule = "C-11", .from = RUNNING | AT(DECIDED), .to = ACT_STAYS,
	.by = BY(SUPERVISOR), .help = "不可抗力等,延长容缺期限", .args = LIST(MATERIAL, DAY_AHEAD("until", "延长到"), REASON));
ACT(remind, .word = "remind", .deferral = true, .name = "记提醒", .rule = "C-14", .from = RUNNING | AT(DECIDED), .to = ACT_STAYS,
	.by = BY(CLERK) | BY(HELPER) | BY(SUPERVISOR) | BY(SYSTEM), .help = "记一次容缺提醒:方式和结果",
	.args = LIST(MATERIAL, TEXT("way", "方式", 40), TEXT("result", "结果", 120)));
ACT(charge, .word = "charge", .fee = true, .name = "收费通知", .rule = "D-13", .from = RUNNING | AT(DECIDED), .to = ACT_STAYS,
	.by = BY(CLERK) | BY(SYSTEM), .paper = "fee-notice", .help = "目录里收费的事项,通知申请人金额、依据和缴费办法",
	.args = LIST(COUNT("item", "第几项", 99), TEXT("amount", "金额(元)", 12), TEXT("basis", "收费依据", 200), TEXT("pay", "缴费方式和地点", 120),
		MAY_DAY("until", "缴费期限")));
ACT(parcel, .word = "parcel", .parcel = true, .name = "打快递面单", .rule = "D-13", .from = AT(DECIDED) | AT(READY), .to = ACT_STAYS,
	.by = BY(ISSUER) | BY(SYSTEM), .paper = "courier-label", .help = "结果邮寄的,打印收件人和地址;交寄后在送达里写单号",
	.args = LIST(TEXT("company", "快递公司", 40), MAY_TEXT("tracking", "快递单号", 40), TEXT("content", "内件", 80)));
ACT(revoke, .word = "revoke", .agent = AGENT_PRESENT, .name = "撤销委托", .rule = "H-2", .to = ACT_STAYS,
	.from = AT(RECEIVED) | AT(CORRECTING) | RUNNING | RESULTS_LEFT, .by = BY(CLERK) | BY(ISSUER) | BY(SYSTEM),
	.help = "委托人撤销代理人的委托:此后他不能再签字、代领,文书只写申请人",
	.args = LIST(CHOICE("way", "怎样撤销", revocations),
		ARG(TEXT, true, "proof", "委托人证件号末四位", .most = 80, .when = "way", .is = "counter", .secret = true),
		TEXT_WHEN("request", "书面撤销(编号或日期)", 80, "way", "letter"), REASON));
ACT(entrust, .word = "entrust", .agent = AGENT_ABSENT, .name = "登记委托", .rule = "H-2", .to = ACT_STAYS,
	.from = AT(RECEIVED) | AT(CORRECTING) | RUNNING | RESULTS_LEFT, .by = BY(CLERK) | BY(ISSUER) | BY(SYSTEM),
	.help = "申请人另行委托代理人:核对委托书和证件后登记,此后的文书写这位代理人",
	.args = LIST(ARG(TEXT, true, "name", "代理人姓名", .most = 60, .secret = true), ARG(TEXT, true, "id_number", "代理人证件号", .most = 18, .secret = true),
		ARG(TEXT, false, "phone", "代理人电话", .most = 20, .secret = true), MAY_TEXT("relation", "与申请人的关系", 30),
		MAY_TEXT("authority_no", "委托书编号", 40), DAY_AHEAD("authority_until", "委托期限至"), CHOICE("powers", "委托书写明", act_entrusted)));
ACT(hand_all, .word = "hand-over", .together = true, .name = "一并送达", .rule = "W-13", .to = ACT_STAYS,
	.from = RUNNING | RESULTS_LEFT, .by = BY(ISSUER) | BY(SYSTEM), .paper = "delivery",
	.help = "在窗口的结果一次交付,一张送达回证", .args = LIST(HANDED_TO));
ACT(archive, .word = "archive", .name = "归档", .rule = "W-4",
	.from = AT(DELIVERED) | AT(NOT_ACCEPTED) | AT(WITHDRAWN) | AT(TERMINATED) | AT(VOID), .to = DOSSIER_ARCHIVED,
	.by = BY(ISSUER) | BY(SUPERVISOR) | BY(SYSTEM), .help = "材料和回证齐全,归档,此后只读");
/* the rows that the system walks, as the tasks go on */
ACT(progress, .word = "progress", .name = "办理中", .rule = "W-4", .from = AT(ACCEPTED) | AT(SUSPENDED), .to = DOSSIER_IN_PROGRESS,
	.by = BY(SYSTEM), .help = "有部门签收");
ACT(suspend, .word = "suspend", .name = "全部挂起", .rule = "W-4", .from = AT(ACCEPTED) | AT(IN_PROGRESS), .to = DOSSIER_SUSPENDED,
	.by = BY(SYSTEM), .help = "未了结的任务都在特别程序中");
ACT(decide, .word = "decide", .name = "办结", .rule = "W-4", .from = AT(ACCEPTED) | AT(IN_PROGRESS), .to = DOSSIER_DECIDED,
	.by = BY(SYSTEM), .paper = "completion", .help = "每项任务都有了决定,打印办结通知");
ACT(collect, .word = "collect", .name = "可以取件", .rule = "N-8", .from = AT(DECIDED), .to = DOSSIER_READY, .by = BY(SYSTEM),
	.paper = "pickup", .help = "结果到齐,等候领取,打印领证通知");
ACT(deliver, .word = "deliver", .name = "已送达", .rule = "W-13", .from = AT(READY), .to = DOSSIER_DELIVERED, .by = BY(SYSTEM),
	.help = "每份结果都已送达");
#undef ACT
#undef AT

/* --- the acts of a task ------------------------------------------------------------------------------------------------ */

#define AT(s) (1u << TASK_##s)
#define OPEN (AT(PENDING) | AT(FAILED) | AT(SENT) | AT(RETURNED) | AT(WORKING) | AT(CORRECTING) | AT(SPECIAL) | AT(EXTENDED))
#define DEPARTMENT_ACTS (BY(DEPARTMENT) | BY(SYSTEM))
#define ACT(id, ...) static const struct act id = { .scope = ACT_TASK, __VA_ARGS__ }

ACT(sign, .word = "sign", .name = "签收", .rule = "W-7", .from = AT(SENT), .to = TASK_WORKING, .by = DEPARTMENT_ACTS,
	.help = "部门收到,开始办理");
ACT(give_back, .word = "return", .name = "退回综窗", .rule = "W-8", .from = AT(SENT), .to = TASK_RETURNED, .by = DEPARTMENT_ACTS,
	.help = "退回窗口,理由从表中选;材料缺失只可在收件五个工作日内",
	.args = LIST(CHOICE("reason", "理由", act_return_reasons), MAY_TEXT("note", "说明", 200)));
ACT(resend, .word = "resend", .name = "改正重推", .rule = "W-7", .from = AT(RETURNED), .to = TASK_PENDING, .by = BY(CLERK) | BY(SYSTEM),
	.help = "退回的已改正,重新推送", .args = LIST(TEXT("note", "改正了什么", 200)));
ACT(ask, .word = "ask", .name = "部门补正", .rule = "W-7", .from = AT(WORKING), .to = TASK_CORRECTING, .by = DEPARTMENT_ACTS,
	.paper = "correction", .help = "部门要申请人补正,书面告知,由窗口交给申请人",
	.args = LIST(TEXT("lines", "要补正什么", 500), MAY_DAY("until", "补正期限")));
ACT(answer, .word = "answer", .name = "补正已交", .rule = "W-7", .from = AT(CORRECTING), .to = TASK_WORKING, .by = BY(CLERK) | DEPARTMENT_ACTS,
	.help = "部门要的补正已交", .args = LIST(MAY_TEXT("note", "说明", 200)));
ACT(special, .word = "special", .name = "特别程序", .rule = "W-9", .from = AT(WORKING), .to = TASK_SPECIAL, .by = DEPARTMENT_ACTS,
	.paper = "special", .help = "听证、检验、鉴定等,所需时间不计入期限,书面告知申请人",
	.args = LIST(CHOICE("kind", "种类", act_special_kinds), DAY("start", "开始日期"), COUNT("days", "预计工作日", 365),
		TEXT("basis", "依据", 200), REASON));
ACT(special_end, .word = "special-end", .name = "特别程序结束", .rule = "W-9", .from = AT(SPECIAL), .to = TASK_WORKING,
	.by = DEPARTMENT_ACTS, .help = "从次一工作日起继续计时", .args = LIST(DAY("end", "结束日期"), TEXT("result", "结果", 500)));
ACT(extend, .word = "extend", .name = "延期", .rule = "W-10", .from = AT(WORKING), .to = TASK_EXTENDED, .by = DEPARTMENT_ACTS,
	.paper = "extension", .help = "延长办理期限,只一次,告知申请人理由",
	.args = LIST(CHOICE("approver", "批准人", extenders), TEXT("approver_name", "批准人姓名", 40), COUNT("days", "延长工作日", 60), REASON));
ACT(grant, .word = "grant", .name = "准予", .rule = "W-7", .from = AT(WORKING) | AT(EXTENDED), .to = TASK_GRANTED, .by = DEPARTMENT_ACTS,
	.help = "准予许可或办结",
	.args = LIST(MAY_TEXT("licence", "证照或文书名称", 80), MAY_TEXT("licence_no", "证照编号", 80), MAY_DAY("valid_from", "有效期自"),
		MAY_DAY("valid_to", "有效期至"), MAY_TEXT("note", "说明", 200)));
#define AT_ONCE(need, name, label, most_) ARG(TEXT, need, name, label, .most = most_, .when = "receiver", .is = "!later", .secret = true, \
	.asked = BY(ISSUER))
const struct act act_at_once = { .scope = ACT_TASK, .word = "at-once", .name = "即办", .rule = "W-5", .from = AT(SENT) | AT(WORKING),
	.to = TASK_GRANTED, .by = DEPARTMENT_ACTS, .help = "即办事项当场办成:签收、准予一次完成",
	.args = LIST(MAY_TEXT("licence", "证照或文书名称", 80), MAY_TEXT("licence_no", "证照编号", 80), MAY_DAY("valid_from", "有效期自"),
		MAY_DAY("valid_to", "有效期至"), MAY_TEXT("note", "说明", 200),
		ARG(CHOICE, false, "receiver", "当场交给", .choices = receivers_now, .asked = BY(ISSUER)),
		ARG(TEXT, true, "licence_no", "证照或文书编号", .most = 80, .when = "receiver", .is = "!later", .asked = BY(ISSUER)),      /* N-8 */
		AUTHORITY(.asked = BY(ISSUER)), AT_ONCE(true, "receiver_name", "姓名", 60), AT_ONCE(false, "code", "取件码", 6), AT_ONCE(false, "proof", "证件号末四位或签收证明", 80)) };
#undef AT_ONCE
ACT(deny, .word = "deny", .name = "不予", .rule = "W-3", .from = AT(WORKING) | AT(EXTENDED), .to = TASK_REFUSED, .by = DEPARTMENT_ACTS,
	.paper = "denial", .help = "不予许可,写明理由和救济途径", .args = LIST(REASON, TEXT("article", "法律依据", 200)));
ACT(report, .word = "report", .name = "转报办结", .rule = "W-7", .from = AT(WORKING) | AT(EXTENDED), .to = TASK_REPORTED,
	.by = DEPARTMENT_ACTS, .help = "已转报上级机关", .args = LIST(TEXT("organ", "转报给", 80), MAY_TEXT("note", "说明", 200)));
ACT(make, .word = "make", .name = "制证", .rule = "W-7", .from = AT(GRANTED) | AT(REFUSED) | AT(REPORTED), .to = TASK_MAKING,
	.by = DEPARTMENT_ACTS, .help = "制作证照或文书",
	.args = LIST(MAY_TEXT("licence", "证照或文书名称", 80), MAY_TEXT("licence_no", "证照编号", 80)));
ACT(check_in, .word = "check-in", .name = "出件登记", .rule = "N-8", .to = TASK_HANDED, .by = BY(ISSUER) | BY(SYSTEM),
	.from = AT(GRANTED) | AT(REFUSED) | AT(REPORTED) | AT(MAKING), .help = "结果交到出件窗口,扫描登记",
	.args = LIST(TEXT("licence_no", "证照或文书编号", 80), MAY_TEXT("place", "存放位置", 40)));
ACT(hand_over, .word = "hand-over", .name = "送达", .rule = "W-13", .from = AT(HANDED), .to = TASK_DELIVERED, .by = BY(ISSUER) | BY(SYSTEM),
	.paper = "delivery", .help = "核对取件码或证件后交付,打印送达回证;快递写单号",
	.args = LIST(HANDED_TO));
ACT(recall, .word = "recall", .name = "撤回任务", .rule = "W-4", .from = OPEN, .to = TASK_RECALLED, .by = BY(SYSTEM),
	.help = "申请人撤回,通知部门停办");
ACT(end, .word = "end", .name = "终止任务", .rule = "W-12", .from = OPEN, .to = TASK_ENDED, .by = BY(SYSTEM),
	.paper = "termination", .help = "前置事项不予、作废或整件终止");
ACT(void_task, .word = "void", .name = "作废任务", .rule = "W-7", .from = AT(PENDING) | AT(RETURNED) | AT(WORKING) | AT(CORRECTING),
	.to = TASK_VOID, .by = BY(SUPERVISOR), .help = "重复或错误的任务", .args = LIST(REASON));
ACT(file_away, .word = "archive", .name = "归档", .rule = "W-7", .from = AT(DELIVERED) | AT(RECALLED) | AT(ENDED) | AT(VOID),
	.to = TASK_ARCHIVED, .by = BY(SYSTEM), .help = "随办件归档");
/* the outbox: 05 "manual" is a delivery by hand, signed for at the department */
ACT(push, .word = "push", .name = "送达部门", .rule = "W-7", .from = AT(PENDING) | AT(FAILED), .to = TASK_SENT, .by = BY(SYSTEM),
	.help = "部门已收到任务");
ACT(push_failed, .word = "push-failed", .name = "推送失败", .rule = "W-7", .from = AT(PENDING), .to = TASK_FAILED, .by = BY(SYSTEM),
	.help = "推送停下,等人处理");
ACT(push_again, .word = "push-again", .name = "再推送", .rule = "W-7", .from = AT(FAILED), .to = TASK_PENDING, .by = BY(SYSTEM),
	.help = "推送继续");
#undef ACT

const struct act *const acts[] = {
	&receive, &accept, &deem, &notice, &corrected, &refuse, &lapse, &supply, &prolong, &remind, &revoke, &entrust, &withdraw, &charge, &hand_all, &parcel, &terminate, &void_act, &archive,
	&progress, &suspend, &decide, &collect, &deliver,
	&sign, &give_back, &resend, &ask, &answer, &special, &special_end, &extend, &grant, &deny, &report, &make, &check_in, &hand_over,
	&recall, &end, &void_task, &file_away, &push, &push_failed, &push_again, NULL,
};

const struct act *act_find(enum act_scope scope, const char *word)
{
	for (const struct act *const *a = acts; *a; a++)
		if ((*a)->scope == scope && strcmp((*a)->word, word) == 0)
			return *a;
	return NULL;
}

bool act_possible(const struct act *a, int state)
{
	return state >= 0 && state < 32 && (a->from & 1u << state);
}

const struct act *act_between(enum act_scope scope, int from, int to, unsigned roles)
{
	for (const struct act *const *a = acts; *a; a++)
		if ((*a)->scope == scope && (*a)->to == to && act_possible(*a, from) && ((*a)->by & roles))
			return *a;
	return NULL;
}

void act_roles(unsigned roles, char *out, size_t n)
{
	size_t used = 0;

	*out = '\0';
	for (int r = 0; r < ROLE_COUNT; r++) {
		if (!(roles & 1u << r))
			continue;
		int k = snprintf(out + used, n - used, "%s%s", used ? "、" : "", staff_role_name((enum staff_role)r));
		if (k < 0 || (size_t)k >= n - used)
			return;
		used += (size_t)k;
	}
}

const char *act_choice_name(const struct act_choice *list, const char *code)
{
	for (; list && list->code; list++)
		if (strcmp(list->code, code) == 0)
			return list->name;
	return NULL;
}

/* --- what follows by itself ---------------------------------------------------------------------------------------------- */

void task_count_add(struct task_count *c, enum task_state s)
{
	if (OPEN & 1u << s)
		c->open++;
	c->working += (1u << s & (AT(WORKING) | AT(CORRECTING) | AT(EXTENDED))) != 0;
	c->special += s == TASK_SPECIAL;
	c->decided += task_decided(s);
	c->made += task_decided(s) && !(1u << s & (AT(HANDED) | AT(DELIVERED) | AT(ARCHIVED)));
	c->handed += s == TASK_HANDED;
	c->delivered += s == TASK_DELIVERED;
	c->ended += (1u << s & (AT(RECALLED) | AT(ENDED) | AT(VOID))) != 0;
}

enum dossier_state dossier_follows(enum dossier_state now, const struct task_count *c, bool held)
{
	enum dossier_state to = now;

	switch (now) {
	case DOSSIER_ACCEPTED:
	case DOSSIER_IN_PROGRESS:
	case DOSSIER_SUSPENDED:
		to = c->open && c->open == c->special ? DOSSIER_SUSPENDED : !c->open && c->decided ? DOSSIER_DECIDED :
			c->working || c->special || c->decided || now == DOSSIER_SUSPENDED ? DOSSIER_IN_PROGRESS : now;
		if (to != now && !dossier_may_go(now, to))       /* 45 → 60 goes by way of 40 */
			to = dossier_may_go(now, DOSSIER_IN_PROGRESS) ? DOSSIER_IN_PROGRESS : now;
		break;
	case DOSSIER_DECIDED:
		to = c->made == 0 && !held ? DOSSIER_READY : now;
		break;
	case DOSSIER_READY:
		to = c->handed == 0 ? DOSSIER_DELIVERED : now;
		break;
	default:
		break;
	}
	return to;
}

const char *act_paper(const struct act *a, const char *told)
{
	return !a->paper_when || (told && strcmp(told, a->paper_is) == 0) ? a->paper : NULL;
}

bool act_arg_of_use(const struct act_arg *a, const char *told)
{
	return !a->when || (told && (a->is[0] == '!' ? *told && strcmp(told, a->is + 1) != 0 : strcmp(told, a->is) == 0));
}
