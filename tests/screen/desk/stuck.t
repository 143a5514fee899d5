# 办不成事: who stands before a visitor registers it and sees what became of it; the register is a supervisor's
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F10 F10
see "已受理"
send Esc
see "今日本窗"
send b
see "没有待办的办不成事"
send F2 3
type 李四
send Enter
type 1380013800
send Enter
type 社会保障卡
send Enter
type 排到了又叫去别的窗口
send Enter Enter 2 Enter Enter Enter 1
# nobody answers ten questions twice for a digit: the phone is asked for again, the rest stands
see "应为11位手机号"
see "登记 · 电话"
see "1380013800"
send End
type 1
send Enter
see "登记 · 要办的事:社会保障卡"
send Enter
see "排到了又叫去别的窗口"
send Enter Enter Enter Enter Enter 1
see "已办「登记」,BC001202611230001,2026-11-30 前答复"
see "本人登记的办不成事 1"
# the steps are not his
send Enter
see "E-6321"
snap desk/stuck-own
send Esc F11
see "工号"
# a colleague sees nothing of it
send heqing Enter Yichuang-2026 Enter
see "今日本窗"
send b
see "没有待办的办不成事"
send Esc F11
see "工号"
send wangdao Enter Yichuang-2026 Enter
see "排队取号"
send u
see "没有待办的办不成事"
send Esc F11
see "工号"
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send b
see "办不成事 1"
see "李*"
# what does not belong here is told where it does, before anything else is asked
send F2 5
see "补正"
see "E-6751"
gone "姓名或单位名称"
send F2 Esc
see "没有办理「登记」,没有改动"
send F2 1
type 张三
send Enter
type 13800138000
send Enter
type 开办书店
send Enter
type 说材料不对但没说哪里不对
send Enter Enter 3 Enter
see "有关的办件或帮办号"
type 1
send Enter Enter 1
see "已办「登记」,BC001202611230002,2026-11-30 前答复"
send Down
see "BC001202611230002  办件 33881000120261123000011  开办书店"
snap desk/stuck
# whom to tell, and what he said: for a reason, and not for long
send v
type 看看
send Enter
see "至少 4 个字"
type 答复本人
send Enter
see "电话 13800138000"
see "怎么没办成 说材料不对但没说哪里不对"
send Esc
gone "13800138000"
# what it came of is a key away; its next step is Enter
send o
see "办件 00001"
see "部门任务"
send Esc
see "办不成事 2"
send Enter 2 Enter 1
see "2026-12-07 前答复"
see "已分类"
send Enter
type 市场监管局
send Enter Enter 1
see "下一步:办结"
send F1
see "帮助:办不成事"
send Esc
resize 132x43
snap desk/stuck-132
send Esc F11
clean
# a day of this year needs no year; what has lain for longer than one has it, in the same cells
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2027-11-22 09:41" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send b
see "11-23 0001"
clean
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2027-11-24 09:41" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send b
see "2611230001"
clean
