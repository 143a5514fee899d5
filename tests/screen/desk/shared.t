# two persons at one window: the queue is one's at a time, nobody ends the ticket that the other serves, and one key takes it over
include $SRC/tests/screen/desk/login.inc
send g
see "今天还没有人取号"
send a
see "A001 号"
send a
see "A002 号"
send Esc
see "下一个 A001"
send F3
see "请 A001 号"
send a
see "A001 号:受理"

# the second one sits down at another desk of the same window
other
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send heqing Enter Yichuang-2026 Enter
see "今日本窗"
see "季慧敏值守 A001"
see "Z接手"
snap desk/home-shared
send F3
see "E-6822"
send e
see "E-6822"
send z
see "接手吗"
send 2
see "没有接手"

# the first one did not notice; then the second one takes over, with the ticket
other
see "受理 A001"
other
send z
see "在办 A001"
send 1
see "由您值守了"
see "受理 A001"
other
see "何晴值守 A001"
send F3
see "E-6822"

# who goes home takes nothing from who stays
send F11
see "口令"
other
see "受理 A001"
send F3
see "A001 号办结;请 A002 号"
