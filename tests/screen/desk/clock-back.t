# a clock set back: nothing is accepted by it, the screen says why, the draft stays; a supervisor's word lets the hall go on
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 14:20" desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send F11
see "工号"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 09:41" desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send F2
see "E-1070"
see "早于已有记录的时间"
snap desk/clock-back
# nor is a ticket taken by it; and it is not the clerk who says that the time is right
send g a
see "E-1070"
send Esc
type :qrsj
send Enter
see "E-6321"
send F11
see "工号"
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
type :qrsj
send Enter
see "本机时间 2026-11-23 09:41:00,和实际一致?"
send n
see "没有确认"
type :qrsj
send Enter y
see "已确认本机时间"
send F11
see "工号"
send jihm Enter Yichuang-2026 Enter
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理 办件号 338810 001 20261123 00001"
clean
sh "$BUILD/yichuang --hall $TMP/hall audit list --act clock. | grep 'clock.confirm' >/dev/null"
