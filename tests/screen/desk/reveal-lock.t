# S-15: who locks the desk has gone: what was seen in full is masked when he is back, however soon
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall; echo 'reveal.seconds = 120' >> $TMP/hall/yichuang.conf"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理 办件号 338810 001 20261123 00001 1"
send F9
type 电话通知
send Enter
see "13800138000"
send F12
see "已锁屏"
send Yichuang-2026 Enter
see "原文已遮盖"
gone "13800138000"
gone "33881019920315102X"
send Esc
see "部门任务"
clean
