# R21, T4: one draft, two desks. Who comes second is told who has it, nothing is overwritten, and one key takes it over
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1 Enter
type 李小芳
send Enter
see "一张表:已填 3"
# each step that is left is saved at once
send Esc
see "情形 8/8 已答"

# the second desk sees the draft, and who has it
other
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "草稿未完"
see "3号窗口开着"
send Enter
see "这份草稿正由季慧敏在3号窗口打开(09:41起)"
see "1 接管"
snap desk/draft-elsewhere
# not opened, and not discarded either
send 2
gone "1 接管"
send Del
see "删去这份草稿"
send 1
see "E-6104"
see "草稿未完"

# the first one goes on as if nothing had been
other
send Enter
see "一张表:已填 3"
type 33881019920315102X
send Enter
line "证件号码* 33881019920315102X"
line "证件类型* 1 居民身份证"
send Esc
see "情形 8/8 已答"
send Enter
see "一张表:已填 5"

# taken over with one key: all of it is here
other
send Enter
see "1 接管"
send 1
see "一张表:已填 5"
line "姓名* 李小芳"
line "证件号码* 33881019920315102X"

# the desk that lost it is told at once and can neither save nor accept
other
see "已被接管"
see "这里改的不再保存"
snap desk/draft-lost
# and each key says so again
send Esc 9
see "E-6302"
gone "这里改的不再保存"
send Enter
see "一张表"
type 1
see "这里改的不再保存"
type 13900139000
send Enter F10 F10
see "还不能受理"
send F10
see "未受理:这份草稿已由另一处接管"

# the one that has it goes on; what the other typed after that is nowhere
other
see "联系电话*"
gone "13900139000"
type 13800138000
send Enter
line "联系电话* 13800138000"
send F3
see "已存为草稿"
other
send F3
see "未受理。这份草稿已由另一处接管"
see "已存 09:41"

# let go by the one, it opens at the other without a question
send Enter
line "联系电话* 13800138000"
clean
# a desk that is killed has nothing open any more
kill KILL
exit 137
other
see "草稿未完"
send Enter
line "联系电话* 13800138000"
clean
