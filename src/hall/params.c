/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/params.h"

#include "base/mem.h"

#define TEXT(name, max, fallback, help) { name, SETTING_TEXT, 0, max, fallback, help, NULL }
#define INT(name, min, max, fallback, help) { name, SETTING_INT, min, max, fallback, help, NULL }
#define BOOL(name, fallback, help) { name, SETTING_BOOL, 0, 1, fallback, help, NULL }
/* One of a few words, or numbers; of whatever type it is read as. */
#define TEXT_OF(name, choices, max, fallback, help) { name, SETTING_TEXT, 0, max, fallback, help, choices }
#define INT_OF(name, choices, min, max, fallback, help) { name, SETTING_INT, min, max, fallback, help, choices }
#define PATH(name, fallback, help) { name, SETTING_PATH, 0, 4000, fallback, help, NULL }

const struct setting hall_params[] = {
	/* the hall, as its papers name it */
	TEXT("hall.name", 120, "政务服务中心", "大厅名称,印在每张文书的抬头"),
	TEXT("hall.region", 6, "", "行政区划代码(GB/T 2260,6位),办件编号的前6位"),
	TEXT("hall.code", 3, "001", "本区划内的大厅编号(3位),办件编号的第7至9位"),
	TEXT("hall.org_code", 18, "", "大厅的统一社会信用代码"),
	TEXT("hall.address", 240, "", "大厅地址,也是材料的邮寄地址"),
	TEXT("hall.phone", 40, "", "咨询电话"),
	TEXT("hall.complaint_phone", 40, "12345", "投诉电话"),
	TEXT("hall.hours", 120, "工作日 9:00-12:00 13:30-17:00", "办公时间,印在取件和补正文书上"),
	TEXT("hall.query_url", 200, "", "办理进度查询网址"),
	TEXT("hall.document_prefix", 30, "审", "文书字号的机关代字,例如 德审"),
	TEXT("login.hint", 400, "", "登录画面上的一句话(演示大厅用它给出账号)"),

	/* the store and what stands beside it */
	PATH("store", "sqlite:hall.db", "数据存放处:sqlite:文件,相对于大厅目录"),
	TEXT("seal.suite", 3, "sm", "个人信息加密存放的算法:sm 为国密 SM4/SM3,aes 为 AES-256-GCM(更快);已存的按原算法打开"),
	INT("room.least_mib", 8, 65536, "64", "磁盘剩余少于此数(MiB)时不再受理"),

	/* time limits of the window */
	INT("k1.days", 1, 30, "5", "一次性告知期限(K1),工作日"),
	INT("k3.days", 1, 180, "20", "法定期限(K3)的通例,工作日;行政许可法第四十二条"),
	INT("k3.joint_days", 1, 180, "45", "统一办理、联合办理、集中办理的法定期限(K3),工作日;第四十二条"),
	INT("k3.extension_days", 1, 60, "10", "经本机关负责人批准的延长,只一次,工作日;第四十二条"),
	INT("k3.joint_extension_days", 1, 60, "15", "统一、联合、集中办理经本级政府负责人批准的延长,只一次,工作日"),
	INT("k3p.days", 1, 60, "20", "下级机关初审期限(K3p),工作日;第四十三条"),
	INT("k4.days", 1, 60, "10", "送达期限(K4),工作日;第四十四条"),
	INT("k6.days", 1, 180, "10", "申请人补正期限(K6),工作日;各地不一"),
	INT("k8.visit_days", 1, 30, "1", "差评回访期限(K8),工作日"),
	INT("k8.fix_days", 1, 60, "15", "差评整改期限(K8),工作日"),
	INT("k9.request_days", 1, 30, "5", "申请听证期限(K9),工作日;第四十七条"),
	INT("k9.hold_days", 1, 60, "20", "组织听证期限(K9),工作日;第四十七条"),
	INT("k10.days", 1, 60, "5", "办不成事一般事项(K10),工作日"),
	INT("k10.complex_days", 1, 90, "10", "办不成事复杂事项(K10),工作日"),
	INT("k10.answer_days", 1, 30, "3", "办不成事不能办理的答复(K10),工作日"),
	BOOL("deferral.clock_pauses", "0", "容缺待补的时间:0 照计承诺时限(自签承诺书起算),1 不计入承诺时限;法定时限总是照计"),
	INT("pledge.verify_days", 0, 250, "60", "告知承诺代替的材料,受理后多少工作日内由部门核查;0 为不定日期"),
	TEXT("deferral.remind", 40, "3,1,0,-1", "容缺到期前几个工作日提醒,逗号分开;0 为当日,-1 为次一工作日"),
	INT("pickup.days", 1, 365, "30", "结果到齐后几日内领取,自然日,末日逢休息日顺延到下一工作日;印在领证通知上"),
	INT("light.percent", 1, 99, "30", "剩余不多于时限的百分之几亮黄灯"),
	INT("light.days", 0, 30, "1", "剩余不多于几日亮黄灯"),
	INT("light.k1_days", 0, 30, "2", "一次性告知期限(K1)剩余不多于几日亮黄灯"),
	INT("caution.days", 1, 366, "30", "红黄牌清单列最近几天给的牌(自然日);更早的用 yichuang caution list 看"),
	INT("result.keep_days", 1, 3650, "30", "结果到窗几日无人领取算久未领取(自然日)"),
	BOOL("refuse.confirm", "1", "不予受理须由督导或部门确认:1 须确认,0 受理员一人即可"),
	BOOL("calendar.estimate", "1", "期限跨入未公布日历的年度:1 按周末推算并标明预估,0 不予受理"),
	INT("clock.jump_minutes", 1, 1440, "10", "时钟跳变超过此数(分钟)即停止受理,待督导确认"),

	/* 附件 */
	INT("file.max", 1, 64, "20", "一份附件至多多少 MB(1048576 字节)"),
	INT("file.dossier", 1, 2000, "100", "一件的附件一共至多多少 MB"),

	/* 备份 */
	INT("backup.minutes", 0, 1440, "60", "每隔几分钟备份一次(由 yichuang-dispatch 做);0 为不自动备份"),
	TEXT("backup.dir", 400, "", "备份放在哪个文件夹,最好在另一块磁盘上;空为大厅里的 backups/"),

	/* people */
	INT("login.failures", 1, 20, "5", "口令连续错误几次后锁定"),
	INT("login.lock_minutes", 1, 1440, "10", "锁定多久,分钟"),
	INT("password.least", 8, 64, "10", "口令至少几个字符"),
	INT("password.classes", 1, 4, "3", "口令至少含几类字符:大写、小写、数字、符号"),
	INT("password.days", 0, 3650, "90", "口令用满几天要改;0 为不限"),
	INT("password.history", 0, 24, "5", "新口令不得与最近几次的相同;0 为不限"),
	INT("lock.idle_minutes", 1, 10, "5", "无按键多久锁屏,分钟"),
	INT("session.minutes", 5, 720, "30", "锁屏多久后结束登录,分钟"),
	INT("hand.pause_seconds", 5, 3600, "60", "两次按键隔得比这更久的算停顿,不计入每件的用时,秒"),
	INT("reveal.seconds", 3, 120, "10", "原文(遮盖的个人信息)显示后,无按键几秒又遮盖"),
	INT("reveal.least", 1, 40, "4", "看原文(遮盖的个人信息)的理由至少几个字,不得全是同一个字"),

	/* paper */
	TEXT("printer.a4", 127, "", "A4 文书的打印队列,或不经 CUPS 的地址 tcp://IP、usb:///dev/usb/lp0、file:///大厅内文件夹;空为系统默认"),
	TEXT("printer.a5", 127, "", "A5 文书的打印队列或地址(同上);空为系统默认"),
	TEXT("printer.slip", 127, "", "小票的打印队列或地址(tcp://IP、usb:///dev/usb/lp0);空则小票改印 A5"),
	INT_OF("printer.slip_mm", "58 80", 58, 80, "80", "小票纸宽,58 或 80 毫米"),
	TEXT_OF("printer.slip_language", "escpos pdf", 6, "escpos", "小票打印机:escpos 直接收 ESC/POS,pdf 由系统驱动"),
	BOOL("printer.slip_rare", "0", "小票打印机的字库有 GB18030 四字节字;0 则印〓并注明代码"),
	BOOL("printer.slip_qr_dots", "0", "小票打印机没有二维码指令,改发点阵"),
	INT("printer.deadline_seconds", 10, 3600, "60", "交给打印机后多久没打出就撤回,秒"),
	TEXT("printer.font", 200, "", "文书字体,逗号分开,前面的优先;空为文泉驿微米黑、思源黑体"),
	BOOL("printer.results", "1", "办结、可取件时自动打印办结通知和领证通知;0 只备好,由窗口从打印任务里打"),
	BOOL("printer.large", "0", "申请人文书一律用大字版"),

	/* 排队叫号 */
	TEXT("queue.priorities", 200, "老年人 残疾人 孕妇 军人", "可以走绿色通道的人群,空格分开"),
	BOOL("queue.announce", "0", "打开窗口时也启动叫号通道(有叫号屏、语音的大厅)"),
	BOOL("queue.slip", "1", "取号时打印小票(设了小票打印机的话)"),
	TEXT("queue.url", 160, "", "查排队进度的网址,后接随机码,印成小票上的二维码;空则不印"),
	INT("queue.pass_after", 1, 9, "3", "叫几次没到可以过号"),
	INT("queue.restore_after", 0, 99, "3", "过号恢复后排在几人之后;只能恢复一次"),
	INT("queue.recall_seconds", 0, 120, "5", "两次呼叫至少相隔几秒,更快的算一次"),
	INT("queue.slot_minutes", 0, 120, "15", "预约时间前后几分钟内算准时,分钟"),
	INT("queue.ageing_minutes", 0, 240, "20", "别类的头一位比本类头一位多等几分钟以上就先叫,分钟"),
	INT("queue.pause_minutes", 1, 240, "10", "窗口暂停超过几分钟要显出来,分钟"),
	INT("queue.yellow_longest", 1, 600, "25", "最久等候超过几分钟亮黄灯"),
	INT("queue.red_longest", 1, 600, "40", "最久等候超过几分钟亮红灯"),
	INT("queue.yellow_average", 1, 600, "15", "近来叫到的平均等候超过几分钟亮黄灯"),
	INT("queue.recent_minutes", 5, 240, "30", "「近来」是最近几分钟"),

	/* 潮汐窗口 */
	INT("tide.minutes", 10, 120, "30", "按最近几分钟取号的人数估要几个窗口"),
	INT("tide.weeks", 0, 8, "4", "也按前几周同一星期同一小时的平均人数估,取大的;0 只看今天"),
	INT("tide.percent", 50, 100, "85", "一个窗口至多算有百分之几的时间在办"),
	INT("tide.service_minutes", 1, 120, "10", "今天还没有办结的类别按每件几分钟估"),
	INT("tide.sample_minutes", 1, 30, "5", "几分钟看一次"),
	INT("tide.open_samples", 1, 12, "2", "连续几次不够就建议开窗"),
	INT("tide.close_samples", 1, 24, "6", "连续几次有余就建议关窗"),
	INT("tide.calm_minutes", 0, 60, "5", "没有人等候超过几分钟才建议关窗"),
	INT("tide.settle_minutes", 0, 240, "30", "开窗后几分钟内不因黄灯再建议开窗"),
	INT("tide.after_minutes", 5, 240, "30", "决定之后几分钟记下结果"),

	/* 好差评 */
	TEXT("rating.windows", 200, "", "接有评价器的窗口号,空格分开;* 为全部,空为都没有"),
	INT("rating.wait_seconds", 5, 300, "30", "评价器等候申请人多久,秒;过后为未评价,二维码仍可评"),
	INT("rating.days", 1, 90, "7", "凭证上的评价二维码几日内有效;差评答复后追评也按此"),
	TEXT("rating.url", 200, "", "公众评价网址,后接随机码,例如 https://…/q/;空则文书不印评价二维码"),
	INT("rating.least", 1, 100, "5", "一个人至少有几次评价才显示其满意度"),

	/* 读卡器 */
	TEXT("reader.socket", 100, "devices/reader-WINDOW.sock", "二代证读卡程序的套接字,WINDOW 换成窗口号,相对于大厅目录;空为没有读卡器"),
	INT("reader.seconds", 3, 60, "20", "等着放卡多久,秒"),

	/* 帮办代办 */
	INT("errand.response_minutes", 1, 1440, "30", "办公时间内登记的帮办多少分钟内响应"),
	INT("errand.response_days", 1, 10, "1", "办公时间以外登记的帮办多少工作日内响应"),
	TEXT("errand.hours", 60, "09:00-12:00 13:30-17:00", "算响应时限用的办公时间,几段用空格分开;下班后不再因等候给红黄牌"),
	INT("errand.block", 0, 9, "0", "帮办编号末四位的首位:大厅为 0,每台外出的笔记本各用 1 至 9"),

	/* what is reported upward */
	TEXT("export.time", 7, "plain", "报送数据的时间格式:plain 为 2026-11-23 09:41:00,compact 为 20261123T094100"),
	BOOL("export.bom", "0", "CSV 以 UTF-8 标记开头(有的表格软件要)"),
	TEXT("export.source", 3, "", "报送数据的来源代码(data_source)"),
	TEXT("export.special", 5, "end", "特别程序何时报送:end 结束时报,start 开始时按预计结束日先报,结束时更新"),
	BOOL("export.rating_items", "1", "一件事的一次评价按每个事项的办件编号各报一份;0 只报第一个事项"),

	/* departments */
	INT("dispatch.per_department", 1, 64, "4", "对一个部门同时发送几件"),
	INT("dispatch.poll_busy_seconds", 1, 600, "10", "有未办结任务时多久读一次部门进度,秒"),
	INT("dispatch.poll_idle_seconds", 1, 3600, "60", "无未办结任务时多久读一次部门进度,秒"),
	INT("dispatch.reconcile_hour", 0, 23, "2", "每天几点之后与各部门对账一次"),
	INT("dispatch.reconcile_days", 1, 60, "7", "对账比对最近几天送达的任务"),
	INT("department.port", 0, 65535, "0", "演示部门在本机的端口;0 为没有演示部门"),

	/* the desk */
	TEXT("desk.window", 7, "", "本机的窗口号;空则登录时选择"),
	TEXT("desk.keymap", 60, "default", "键位表:default numpad vi 或大厅自己的"),
	BOOL("desk.ascii", "0", "只用 ASCII 画线和记号"),
	TEXT_OF("desk.plot", "auto dots blocks ascii", 6, "auto", "一天的图用什么画:dots 点字,blocks 方块,ascii;auto 按终端类型,老终端(vt、ansi、fbterm)用方块"),
	BOOL("desk.ambiguous_wide", "0", "终端把含糊宽度的字符画成两格"),
	BOOL("desk.agents", "1", "打开窗口时在后台启动分派和打印程序(已作为系统服务运行时设为 0)"),
};
const size_t hall_param_count = COUNT_OF(hall_params);
