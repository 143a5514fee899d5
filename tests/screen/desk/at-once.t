# 即办 (W-5): decided, checked in and handed over in one go by who holds both roles; who decides alone is told whose hand it is
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/account-closed.inc
see "已受理 办件号"
send Esc
see "今日本窗"
include $SRC/tests/screen/desk/account-closed.inc
see "00002"
sh "$BUILD/desk-news $TMP/hall deliver"
send Esc F11
see "工号"
send lintao Enter Yichuang-2026 Enter
see "部门任务 2"
line "› 待签收 11-23 00001 住房公积金个人账户封存"
send Enter
see "申请表"
send a
see "现在可以做"
line "› 即办"
send Enter Enter
see "证照编号"
type F-1
send Enter Enter Enter Enter
see "当场交给"
snap desk/at-once
send 1
see "姓名"
type 李芳
send Enter Enter
see "证件号末四位"
type 0104
send Enter 1
see "已办「即办」,德审送字〔2026〕第00001号 已排队,打印程序没有运行"
see "已送达"
snap desk/at-once-done
clean
# a number that was left out is asked when it must be told: nothing that was said is lost over it
send Esc Esc
see "部门任务 1"
send Enter a
line "› 即办"
send Enter Enter Enter Enter Enter Enter
see "当场交给"
send 1
see "即办 · 证照或文书编号:"
send Enter
see "要填"
send Esc
see "当场交给"
send Esc Esc Esc Esc Esc Esc
see "没有办理"
clean
# without the second role the same key ends at the decision, and says whose the rest is
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send songyu Enter Yichuang-2026 Enter
see "部门任务 1"
send Enter a
line "› 即办"
send Enter Enter
type F-2
send Enter Enter Enter Enter
see "办了不能取消"
send 1
see "已办「即办」,已办结;结果由出件员登记、送达(W-14)"
see "已决定"
clean
