# a department without a system of its own: its person sees its tasks alone, and works them as a real department would
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/eatery.inc
see "已受理 办件号 338810 001 20261123 00001"
# the sign waits for the licence (W-12), and goes when that is granted
sh "$BUILD/desk-news $TMP/hall deliver && for n in 1 2; do $BUILD/desk-news $TMP/hall task $n 20 1 && $BUILD/desk-news $TMP/hall task $n 50 2 || exit; done; $BUILD/desk-news $TMP/hall deliver"
send Esc F11
see "工号"
send fangjun Enter Yichuang-2026 Enter
see "部门任务 1"
line "待签收 1"
line "待签收 11-23 00001 户外招牌设施设置"
snap desk/tasks
# nothing of the clerk's is there
send F2 F4 F8 F9
see "部门任务 1"
send F1
see "帮助:部门任务"
send Esc Enter
see "申请表"
gone "查询码"
gone "文书"
gone "食品经营许可"
snap desk/tasks-dossier
# its help names what this role can do here, and nothing else
send F1
see "看申请人和表单的原文"
gone "补打"
gone "预览"
send Esc
# the original is read for a reason
send v Enter
see "看原文的理由至少 4 个字"
type 1
send Enter
see "看原文的理由至少 4 个字"
send C-u
type 核对招牌
send Enter
see "申请原文"
see "338810197003054218"
send Esc
gone "338810197003054218"
# signed for, special procedure, decision: one question after the other
send a
see "现在可以做"
line "› 签收"
send Enter
see "「签收」户外招牌设施设置(规范管理)。办了不能取消"
send 1
see "已办「签收」"
# what it wants of the applicant the window is told of
send Home Enter
type 缺夜景图
send Enter
see "补正期限"
send Enter 1
see "已办「部门补正」,德审补字〔2026〕第00001号 已排队,打印程序没有运行"
send Esc Esc F11
see "工号"
send jihm Enter Yichuang-2026 Enter
line "› 部门要补正 11-23 00001"
send Enter a
see "现在可以做"
send End
line "部门补正 11-23 09:41 户外招牌设施设置(规范管理):方军 缺夜景图,补 …"
send Home Down
line "› 补正已交"
send Enter Enter 1
see "已办「补正已交」"
send Esc Esc
gone "部门要补正"
send F11
see "工号"
send fangjun Enter Yichuang-2026 Enter
see "部门任务"
send Enter a
see "现在可以做"
send Home Down
line "› 特别程序"
send Enter 4 Enter
see "预计工作日"
type 5
send Enter
type 户外广告条例第八条
send Enter
type 现场勘察
send Enter 1
see "已办「特别程序」,德审特字〔2026〕第00001号"
see "由别人来做"
gone "食品经营许可"
snap desk/tasks-acts
send Esc Esc
line "等补正、特别程序中 1"
line "特别程序 11-23 00001"
line "停表"
# the clerk's lists do not promise a day either
send F11
see "工号"
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
line "办理中 ●●◐○○ 停表"
send Enter
see "承诺 停表(特别程序中)"
send Esc F11
see "工号"
send fangjun Enter Yichuang-2026 Enter
see "部门任务"
# its end, and the decision
send Enter a
line "› 特别程序结束"
send Enter Enter
type 符合规范
send Enter 1
see "已办「特别程序结束」"
send Home Down Down Down
line "› 准予"
send Enter
type 户外招牌设置许可
send Enter
type HW-2026-1
send Enter Enter Enter Enter 1
see "已办「准予」"
send Esc Esc
line "已决定,待制证交出件窗 1"
resize 132x43
snap desk/tasks-132
resize 80x24
send F11
see "工号"
clean
