# who gave an agent his authority takes it back, in person: nobody else's paper does it; another one is entrusted (H-2)
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/agent.inc
type 20261231
send Enter
include $SRC/tests/screen/desk/newborn-rest.inc
send F10
see "已受理 办件号 338810 001 20261123 00001 1"
send Esc
see "今日本窗"
send Tab Enter
see "部门任务"
send a
see "撤销委托"
gone "登记委托"
send Down Down
line "› 撤销委托"
snap desk/revoke-acts
send Enter
see "怎样撤销:  1 委托人本人到窗口  2 书面撤销"
send 1
see "委托人证件号末四位"
type 0118
send Enter
see "E-6461 证件号末四位不是委托人的"
snap desk/revoke-wrong
send C-u
type 102x
send Enter
see "理由"
type 自己来办
send Enter
see "「撤销委托」。办了不能取消"
send 1
see "已办「撤销委托」"
see "登记委托"
gone "书面撤销"
send End
line "› 撤销委托 11-23 09:41 季慧敏 委托人本人到窗口,自己来办"
send Home Down Down
line "› 登记委托"
send Enter
see "代理人姓名"
type 钱帮
send Enter
see "代理人证件号"
type 338810199007150119
send Enter
see "E-6463"
send C-u
type 338810197003180118
send Enter
see "代理人电话(可不填)"
send Enter
see "与申请人的关系"
send Enter
see "委托书编号"
type W-2026-17
send Enter
see "E-6463 这份委托书已由委托人撤销"
send C-u
type W-2026-20
send Enter
see "委托期限至"
send C-u
type 20261130
send Enter
see "委托书写明"
snap desk/revoke-powers
send 4
see "「登记委托」。办了不能取消"
send 1
see "已办「登记委托」"
see "撤销委托"
resize 132x43
send End
see "W-2026-20,委托期限至2026-11-30,可代签承诺、代领结果"
