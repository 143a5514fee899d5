# what was only received is accepted later: the five steps again, nothing typed twice
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
# what stands against it is said before anything is asked
send Esc Esc C-Home Tab Tab Tab Tab
line "联系电话* 13"
send C-u 1380013 F10 F10
see "不受理"
send r
see "E-1014"
see "未受理"
gone "只收件"
send b
see "E-1014"
gone "理由类别"
send Esc Esc
see "一张表"
send C-u 13800138000 F10 F10
see "请申请人核对"
send r y
see "已收件(未受理) 办件号 338810 001 20261123 00001"
see "c 续办"
snap desk/continue-received
send c
see "请申请人核对"
see "李小芳"
# it cannot become another receipt, nor another matter
send r
see "E-6058"
see "未受理"
gone "只收件"
# what it can be instead is an act on it, said before anything is typed for nothing
send b
see "E-6058"
gone "理由类别"
send n
see "E-6058"
send F10
see "已受理 办件号 338810 001 20261123 00001"
send Tab
line "受理通知书 A4"
line "收件凭证 A5"
gone "c 续办"
snap desk/continue-accepted
# once more is nothing
send F10
see "不会再办一次"
# there is one view of it: home is behind
send Esc
see "今日本窗"
gone "草稿未完"
# told what is wrong, corrected, and accepted from the list of what can be done
include $SRC/tests/screen/desk/newborn-notice.inc
see "已出一次性告知书(未受理) 办件号 338810 001 20261123 00002"
gone "c 续办"
send a
line "补正收齐"
send Enter
see "收齐日期"
send Enter
see "办了不能取消"
send 1
see "已办「补正收齐」"
line "› 受理"
send Enter
see "今天已为同一申请人办过本件:338810 001 20261123 00001 1,已受理"
snap desk/continue-corrected
# left, it is a draft; gone on with, it is the same one
send Esc Esc Esc Esc
see "230 条"
send Esc
see "已存为草稿"
line "草稿未完 李*芳 新生儿出生 停在 事项"
send Tab End Enter
see "230 条"
# another matter is another dossier
type 开办餐饮
send Enter
see "E-6057 继续受理的是「新生儿出生」,不能换"
send Esc Esc
see "今日本窗"
line "今日 受理 1 容缺 0 收件 1 告知 1"
# the dossier ends under the draft: the draft leads to it, and ends with it
send F11
see "工号"
send hejing Enter Yichuang-2026 Enter
see "何静"
line "00002 09:41 新生儿出生"
send Enter
see "一次性告知书"
send a
see "现在可以做"
line "› 作废"
send Enter
see "理由"
type 录重了
send Enter 1
see "已办「作废」"
send Esc Esc
see "今日本窗"
send F11
see "工号"
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
line "草稿未完 李*芳 新生儿出生"
send Home Enter
see "这件现在是「作废」,不能再受理(W-4);续办的草稿已随它了结"
see "一次性告知书"
send Esc
see "今日本窗"
gone "草稿未完"
clean
