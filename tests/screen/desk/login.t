# login: what is said when it goes wrong, the lockout, and keys that were typed before there was a screen
sh "cp -a $BUILD/tests/screen/desk/hall $TMP/login"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/login
see "安澜区政务服务中心"
snap desk/login
# Enter goes through the fields; an empty number is never sent
send Enter
cursor 12 26
send nobody Enter wrong-password Enter
see "E-1101"
row 14 "口令"
snap desk/login-wrong
# the number is asked before the password is
send S-Tab C-u Tab something Enter
cursor 12 26
send Tab C-u S-Tab
# a window that is not there
send S-Tab C-u 77
see "没有这个窗口"
send Enter jihm Enter Yichuang-2026 Enter
see "E-1105"
cursor 10 28
send C-u 5
see "企业综合窗口"
send Enter Enter Yichuang-2026 Enter
see "5号企业综合窗口  季慧敏"
see "今天还没有办件"
# who comes next sits at the same window
send F11
see "已退出登录"
see "企业综合窗口"
send jihm Enter Yichuang-2026 Enter
see "5号企业综合窗口  季慧敏"
send Esc
see "F12"
send : quit Enter
exit 0
clean

# five wrong passwords lock the account, also after a restart; others may go on, and time heals
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/login
send liuyang Enter 1 Enter 2 Enter 3 Enter 4 Enter 5 Enter
see "E-1102"
see "09:51"
snap desk/login-locked
send F12
exit 0
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/login
send liuyang Enter Yichuang-2026 Enter
see "E-1102"
send S-Tab C-u jihm Enter Yichuang-2026 Enter
see "季慧敏"
kill TERM
exit 143
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 09:52" desk-under-test $TMP/login
send liuyang Enter Yichuang-2026 Enter
see "刘洋"
clean

# a hall that is not there; Esc does not end the program, F12 does
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP
see "E-4101"
send Esc
row 23 "F1帮助 Enter 登录 F12退出"
send jihm Enter Yichuang-2026 Enter
see "E-4101"
send F12
exit 0
clean
