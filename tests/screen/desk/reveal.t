# S-15: what is masked is seen in full for a reason, by whom it concerns, for as long as somebody is at the keys; and the trail says so
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall; echo 'reveal.seconds = 3' >> $TMP/hall/yichuang.conf"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理 办件号 338810 001 20261123 00001 1"
gone "33881019920315102X"
gone "13800138000"
send F9 Enter
see "看原文的理由至少 4 个字"
gone "13800138000"
type 电话通知
send Enter
see "申请原文"
see "33881019920315102X"
see "13800138000"
snap desk/reveal
# nobody presses a key: masked again, and the screen says what to do
see "原文已遮盖" within 20000
gone "33881019920315102X"
gone "13800138000"
snap desk/reveal-over
send Esc
see "部门任务"
gone "13800138000"
# what lies over it, the lock, does not go with it
send F9
type 再次核对
send Enter
see "13800138000"
send F12
see "已锁屏"
gone "13800138000"
send Yichuang-2026 Enter
see "原文已遮盖" within 20000
# closed by hand it is gone as well
send Esc F9
type 第三次看
send Enter
see "13800138000"
send Esc
gone "13800138000"
see "部门任务"
sh "$BUILD/yichuang --hall $TMP/hall audit list --act dossier.reveal > $TMP/audit; test $(grep -c dossier.reveal $TMP/audit) = 3; grep -q 电话通知 $TMP/audit"
clean
