# a password that the administrator has set opens the desk for one thing: to choose another; later she changes it herself
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
sh "echo Borrowed-2026 | $BUILD/yichuang --hall $TMP/hall staff passwd liuyang --password-fd 0 >$TMP/said"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send liuyang Enter Borrowed-2026 Enter
see "刘洋(liuyang)"
see "请先另取一个"
snap desk/password-first
# no way around it
send Esc
see "F11"
gone "今日本窗"
send C-p find Enter
see "E-3205"
send C-p close Enter
see "请先另取一个"
send F1
see "帮助:改口令"
send Esc
# too weak, had before, not the same twice
send short Enter short Enter
see "E-1104"
send Borrowed-2026 Enter Borrowed-2026 Enter
see "E-1112"
send Yichuang-2026 Enter Yichuang-2026 Enter
see "E-1112"
send Own-Words-2026 Enter Own-Words-2027 Enter
see "E-1121"
snap desk/password-differs
send Own-Words-2026 Enter Own-Words-2026 Enter
see "口令已改"
see "今日本窗"
# the lock knows it, and the next login asks nothing
send F12
see "已锁屏"
send Borrowed-2026 Enter
see "E-1101"
send Own-Words-2026 Enter
see "今日本窗"
send F11
see "工号"
send liuyang Enter Own-Words-2026 Enter
see "今日本窗"
# of her own accord; a wrong password counts like a login
send p
see "现在的口令"
snap desk/password
send Own-Words-2025 Enter Third-Words-2026 Enter Third-Words-2026 Enter
see "E-1101"
cursor 9 24
send Own-Words-2026 Enter Third-Words-2026 Enter Third-Words-2026 Enter
see "口令已改"
send : password-change Enter
see "现在的口令"
send Esc
see "今日本窗"
send F11
see "工号"
send liuyang Enter Third-Words-2026 Enter
see "今日本窗"
# forced and not herself: the session ends
send F11
see "工号"
send F12
exit 0
sh "echo Borrowed-2027 | $BUILD/yichuang --hall $TMP/hall staff passwd liuyang --password-fd 0 >$TMP/said"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send liuyang Enter Borrowed-2027 Enter
see "请先另取一个"
send F11
see "已退出登录"
send F12
exit 0
sh "$BUILD/yichuang --hall $TMP/hall staff disable liuyang >$TMP/said"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send liuyang Enter Borrowed-2027 Enter
see "E-1101"
send F12
exit 0
clean
