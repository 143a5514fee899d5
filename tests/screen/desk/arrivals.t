# results that come back from departments, one scanned after the other: each its own act, a wrong one takes nothing from the others (N-8)
include $SRC/tests/screen/desk/login.inc
send F11
see "工号"
send jihm Enter Yichuang-2026 Enter
see "今天还没有办件。F2 接第一件"
include $SRC/tests/screen/desk/eatery.inc
see "已受理 办件号 338810 001 20261123 00001"
sh "$BUILD/desk-news $TMP/hall deliver && for n in 1 2; do $BUILD/desk-news $TMP/hall task $n 20 1 && $BUILD/desk-news $TMP/hall task $n 50 2:Y-$n || exit; done"
send Esc
see "今日本窗"
# not a clerk's
send i
gone "存放位置"
send F11
see "工号"
send zhengli Enter Yichuang-2026 Enter
see "今日本窗"
line "结果待登记"
send i
see "存放位置(可不填,这一批同用)"
type 3号柜
send Enter
see "还差 2 份,扫编号(空为完):"
type Y-1
send Enter
see "Y-1 已登记;还差 1 份,扫编号(空为完):"
snap desk/arrivals
type Z-8
send Enter
see "E-6464 没有等着登记的结果是 Z-8"
see "空为完):Z-8"
snap desk/arrivals-wrong
type Y-1
send Enter
see "Y-1 早已登记;还差 1 份"
type Y-2
send Enter
see "Y-2 已登记;还差 0 份"
send Enter
see "出件登记 2 份,另有 1 个编号没有登记"
gone "结果待登记"
clean
