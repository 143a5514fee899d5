# an agent hands in for another: accepted with an authority, and no trace of him where the bundle does not ask
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/agent.inc
# its period, and no day that no calendar has
type 20261340
send Enter
see "委托期限至:日期不存在"
send S-Tab S-Tab S-Tab S-Tab S-Tab C-u
type 20261231
send Enter
include $SRC/tests/screen/desk/newborn-rest.inc
see "赵代办"
snap desk/agent-confirm
send F10
see "已受理 办件号 338810 001 20261123 00001 1"
# 公民身后 does not ask about an agent: switching him on and off again leaves nothing behind
send Esc
see "今日本窗"
send F2 gmsh Enter 1 1 1 1 1 Enter
see "一张表"
send C-Home Tab Tab Tab Tab Tab Tab Tab
see "委托代办"
send 2
see "代理人姓名"
send Left
gone "代理人姓名"
send F10 F10
gone "E-6011"
