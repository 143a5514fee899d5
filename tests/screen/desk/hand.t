# the numbers of the hand: a clerk's own day, the hall's for a supervisor; no key of the lock's password counts
include $SRC/tests/screen/desk/login.inc
send w
see "今天还没有在窗口收过件"
send Esc
include $SRC/tests/screen/desk/newborn.inc
send F12
see "已锁屏"
send Yichuang-2026 Enter
see "承诺 21个工作日"
send F10
see "已受理"
send Esc
see "今日本窗"
send w
see "我的一天"
see "我的全部"
snap desk/hand
send F1
see "帮助:我的一天"
send Esc Esc F11
see "工号"
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send w
see "全厅的一天"
see " 3 号窗口"
resize 132x43
snap desk/hand-132
clean
