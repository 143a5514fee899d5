# the lock hides everything, keys typed ahead are the password, and another clerk can take over
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1
see "情形 8/8 已答"
send Enter
see "一张表"
type 李小
send F12
see "已锁屏"
gone "李小"
gone "新生儿"
snap desk/lock
# nothing leads past it
send Esc F2 F10 : quit Enter
see "E-1101"
send F1
see "帮助:锁屏"
send Esc
see "离开中"
send C-p find Enter
see "E-3205"
send C-p close Enter
see "离开中"
send C-u wrong Enter
see "E-1101"
gone "李小"
# the password, and all is as it was, also what was half typed
send Yichuang-2026 Enter
line "姓名* 李小"
type 芳
line "姓名* 李小芳"
# typed ahead: lock and password in one go
send F12 Yichuang-2026 Enter
line "姓名* 李小芳"
# another clerk takes over; the draft stays with its owner
send F12
see "已锁屏"
send F11
see "已退出登录"
see "工号"
send liuyang Enter Yichuang-2026 Enter
see "刘洋"
see "没有要先办的"
send F11
see "工号"
send jihm Enter Yichuang-2026 Enter
line "草稿未完 李*芳 新生儿出生 停在 申请人"
send Enter
line "姓名* 李小芳"
# five wrong ones lock the account here, too
send F12
see "已锁屏"
send a Enter b Enter c Enter d Enter e Enter
see "E-1102"
send F11
see "工号"
send F12
exit 0
clean
