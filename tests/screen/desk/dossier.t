# a dossier: its parts, its papers as text, a reprint with its reason, paper confirmed in hand
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
# deferral, so that every kind of paper of an accept is there
send Esc End Up Up d Enter F10 F10
see "已容缺受理"
send Tab
see "容缺受理承诺书"
snap desk/dossier-papers
# each paper as a text on the screen, in the words of the paper
send v
see "决定自2026年11月23日起容缺受理"
snap desk/preview-deferral-notice
send PgDn PgDn PgDn
see "申请人（代理人）签收"
send Esc Down v
see "容缺受理承诺书"
see "承诺"
snap desk/preview-promise
send Esc Down v
see "材料清单"
snap desk/preview-materials
send Enter
# a reprint needs a reason and is marked
send r Enter
see "E-5023"
type 纸卡坏了
send Enter
see "补打 第1次"
line "材料清单 A5 待打印 补打1"
snap desk/dossier-reprint
# the list of papers: confirmed in hand, held, tried again, reprinted, seen
send F8
see "打印任务"
snap desk/papers
send h
see "已暂停,不会打出"
send t
see "重新排队"
send c
see "E-5022"
send r Enter
see "E-5023"
send Esc v
see "材料清单"
send Esc
see "打印任务"
resize 132x43
see "打印机"
snap desk/papers-132
resize 80x24
# messages to departments
send F9
see "分派给部门的消息"
snap desk/outbox
send h
see "已暂停,不会发出"
see "暂停"
send t
see "现在就再发"
send Esc Esc
see "办件 00001"
# the parts of it, round
send Tab
line "› 出生医学证明首次签发登记表 原件 1 复印件 0 已收"
send Tab
see "部门任务"
line "› ○ 《出生医学证明》首次签发"
see "《出生医学证明》首次签发:卫生健康委员会,待推送 11-23 09:41"
# Enter on a task leads to what can be done, on a paper to the paper
send Enter
see "现在可以做"
send Esc Tab
line "› 容缺"
send Enter
gone "部门任务"
send Esc Tab Tab
line "› ○ 《出生医学证明》首次签发"
send S-Tab End
line "› 新生儿户口页(或公民身份号码)"
resize 132x43
see "容缺 "
send Home
see "部门任务"
snap desk/dossier-132
clean
