# the lists by which a hall is watched over: what ran out, what is late, whom to call, bad ratings, results; each row with its key
include $SRC/tests/screen/desk/login.inc
sh "echo 'reveal.seconds = 3' >> $TMP/hall/yichuang.conf"
include $SRC/tests/screen/desk/newborn.inc
send Esc End Up Up d Enter F10 F10
see "已容缺受理"
send Esc
include $SRC/tests/screen/desk/newborn.inc
send Esc End Up Up d Enter F10 F10
see "已容缺受理"
send Esc
see "今日本窗"
# a clerk has the lists that are a clerk's: whom to call, what waits to be fetched
send F5
see "3 提醒电话 0"
gone "期满待定"
see "没有要打的提醒电话"
send Esc
see "今日本窗"
clean
sh "$BUILD/desk-news $TMP/hall rate 1 5"
# three weeks later the supervisor
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-12-14 09:41" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
# what is a clerk's alone is not on her screen, and is refused at the key, not at the end of five steps
gone "F2受理"
gone "F2 接第一件"
send F2
see "E-6321 「受理」是受理员的事"
see "今日本窗"
send F1
gone "接一件新办件"
send Esc
send F5
see "[1期满 2]"
see "出院小结"
snap desk/watch-expired
resize 132x43
snap desk/watch-expired-132
resize 80x24
# not ended, with a reason
send a
see "期满未补,决定"
send 2 Enter
see "E-6403"
type 材料已在路上
send Enter
see "已记下不终止"
see "[1期满 1]"
# ended: the act is asked like any other, but for what is known
send a 1
see "理由:"
type 多次提醒未补交
send Enter
see "办了不能取消"
send 1
see "已办「终止办理」"
see "[1期满 0]"
see "没有期满待定的"
send 2
see "[2亮灯"
see "承诺时限"
snap desk/watch-late
send Enter
see "部门任务"
send Esc
see "[2亮灯"
send Tab
see "[3电话 1]"
see "已逾期"
gone "13800138000"
send F9
see "请拨 13800138000(李小芳)"
gone "13800138000" within 20000
send p
see "请拨 13800138000(李小芳)"
snap desk/watch-calls
send a
see "方式"
type 电话
send Enter
see "结果"
type 明天送来
send Enter
see "办了不能取消"
send 1
see "已办「记提醒」"
see "[3电话 0]"
gone "13800138000"
send 4
see "[4差评 1]"
see "非常不满意:受理"
snap desk/watch-ratings
send a 1
see "核实的情况"
type 已电话核实
send Enter
see "已记核实"
see "待定性"
send a 1
see "定性:"
send 2
see "定性的情况"
type 是误会
send Enter
see "已记定性"
# Esc at any question changes nothing
send a Esc
see "没有办理,没有改动"
send 5
see "[5待领 0]"
see "没有等人领取的结果"
send 6
see "[6退回 0]"
see "没有部门退回的"
send 7
see "[7例外 0]"
# 8: the cards that late work was given stay when the light is out, until they are cancelled with a reason
send 8
see "[8亮牌"
see "清单:红黄牌"
see "超过承诺时限"
snap desk/watch-cautions
send End
resize 132x43
see "12-14给,应于"
snap desk/watch-cautions-132
resize 80x24
send Home Enter
see "部门任务"
send Esc
see "[8亮牌"
send a
see "撤销这张牌的理由"
send Enter
see "E-6403"
type 停电,期限已报批顺延
send Enter
see "已撤销 DB"
see "理由已记下"
send S-Tab S-Tab S-Tab S-Tab
see "[4差评 1]"
send F1
see "清单"
see "换到这一张清单"
snap desk/watch-help
send Esc Esc
see "今日本窗"
clean
