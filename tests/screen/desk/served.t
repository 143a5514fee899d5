# one citizen from his ticket to his receipt: called, accepted, the window paused and locked meanwhile; then her day and the hall's
include $SRC/tests/screen/desk/login.inc
send g
see "今天还没有人取号"
send a a
see "A002"
send Esc F3
see "请 A001 号(个人一件事)到 3 号窗口"
include $SRC/tests/screen/desk/newborn.inc
row 0 "受理  A001 新生儿出生"
send F10
see "已受理"
send Esc
see "受理 A001 个人一件事"
send z
see "暂停的原因"
type 用餐
send Enter
see "暂停"
snap desk/served-paused
send F12
see "已锁屏"
send Yichuang-2026 Enter
see "暂停"
send z
see "3 号窗口已恢复"
send F3
see "A001 号办结;请 A002 号"
send w
see "我的一天"
see "我的全部"
clean
other
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send w
see "全厅的一天"
see " 3 号窗口"
send Esc d
see "开窗 1/9"
snap desk/served-day
send Tab Down Down
see "季慧敏"
send Enter
see "E-6860 3 号窗口现在的号还没有受理成办件"
clean
