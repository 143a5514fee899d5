# S-11: whoever sits down after us reads nothing, not on the lock and not on what the desk left, in whatever kind of terminal, and
# nothing is in the folder for temporary files (how it is when it is shot: ask.t)
sh "mkdir $TMP/tmp; rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 TMPDIR=$TMP/tmp YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send F2 xse Enter 1 1 1 1 1 1 1 1 Enter
fill 李小芳 33881019920315102X ^Enter 13800138000
see "33881019920315102X"
send F12
see "已锁屏"
forgets "李小芳"
forgets "33881019920315102X"
send Yichuang-2026 Enter
see "33881019920315102X"
# ended as it should be
send F12
see "已锁屏"
send F11
see "工号"
send F12
exit 0
forgets "李小芳"
forgets "33881019920315102X"
forgets "季慧敏"
sh "test -z \"$(ls -A $TMP/tmp)\""
# told to go, and on a terminal that has no second screen
start 80x24 TERM=vt100 TMPDIR=$TMP/tmp YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "草稿未完"
send Enter
see "33881019920315102X"
kill TERM
exit 143
forgets "李小芳"
forgets "33881019920315102X"
sh "test -z \"$(ls -A $TMP/tmp)\""
