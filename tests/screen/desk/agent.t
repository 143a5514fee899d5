# an agent hands in for another: accepted with an authority, and no trace of him where the bundle does not ask
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 2 Enter
see "代理人姓名"
line "可代为申请 1 否 [2]是"
type 李小芳
send Enter
type 33010619920315102X
send Enter
type 13800138000
send Enter
type 学院路128号2单元301室
send Enter
type 赵代办
send Enter
type 330106199007150118
send Enter
type 13700000001
send Enter
type 朋友
send Enter
type W-2026-17
send Enter
type 李安安
send Enter 2 Enter
type 1120
send Enter
type 0830
send Enter
type 3200
send Enter
type 50
send Enter 1 Enter F5
send n Enter
type 王建国
send Enter
type 330106199008221010
send Enter
type 13900139000
send Enter F5
type 德城区妇幼保健院
send Enter
type 中国工商银行
send Enter
type 6222020200112233446
send Enter
type 德城区科技有限公司
send Enter
type 91330106MA2B0XWX0A
send Enter a Enter
see "承诺 21个工作日"
see "赵代办"
snap desk/agent-confirm
send F10
see "已受理 办件号 330106 001 20261123 00001 1"
# 公民身后 does not ask about an agent: switching him on and off again leaves nothing behind
send Esc
see "今日本窗"
send F2 gmsh Enter 1 1 1 1 1 Enter
see "一张表"
send C-Home Tab Tab Tab Tab Tab Tab Tab
see "委托代办"
send 2
see "代理人姓名"
send 1
gone "代理人姓名"
send F10 F10
gone "E-6011"
