# 交班: what is unfinished at the window, a draft to a colleague, the sheet of the day
include $SRC/tests/screen/desk/login.inc
send s
see "都办完了,没有要交接的"
send Esc
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理"
send Esc F2 xse Enter 1 1 1 1 1 1 1 1 Enter
type 李小芳
send Enter F3
see "已存为草稿"
send s
see "交班 3号窗口"
snap desk/shift
send F1
see "帮助:交班"
send Esc v
see "日结单(还没有打印)"
snap desk/shift-sheet
send Esc m
see "移交给哪位受理员"
type nobody
send Enter
see "E-6783"
send m
type liuyang
send Enter
see "已移交给 liuyang"
see "刘洋 11-23"
send m
see "移交给哪位受理员"
type heqing
send Enter
see "E-6782"
send Down m
see "E-6787"
send F10
see "日结单 RJ00120261123001 已排队,打印程序没有运行"
resize 132x43
snap desk/shift-132
# the draft is in her colleague's list
send Esc F11
see "工号"
send liuyang Enter Yichuang-2026 Enter
see "草稿未完"
send Enter
see "一张表:已填 3"
clean
