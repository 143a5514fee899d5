# an authority that ended yesterday: what a helper drafted by it no clerk can accept, and he drafts nothing more; both screens say why
include $SRC/tests/screen/desk/login.inc
send F11
see "工号"
send chenbang Enter Yichuang-2026 Enter
see "没有帮办代办"
include $SRC/tests/screen/desk/errand-new.inc
send Home Enter 1 Enter Enter 1
see "已办「响应」"
send Home Down Down Enter
type 新生儿出生一件事
send Enter Enter C-u
type 2026-11-23
send Enter 2 2 2 1 1 Enter Enter 1
see "已办「委托」"
send Home Down Down Down Down
line "› 开始办理"
send Enter 1
see "已办「开始办理」"
send d
see "受理"
send xse Enter 1 1 1 1 1 1 1 2 Enter
see "代理人姓名"
type 338810199007150118
send Enter
type 13700000001
send Enter
include $SRC/tests/screen/desk/newborn-rest.inc
send F10
see "未受理。已交给受理员"
send Esc F11
see "工号"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-24 09:05" desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "帮办拟好"
send Enter
see "受理并打印"
send F10
see "E-6714"
see "本件未受理"
snap desk/authority-over
send Esc F3
see "草稿未完"
send F11
see "工号"
send chenbang Enter Yichuang-2026 Enter
see "李*芳"
send Enter d
see "E-6714"
see "没有改动"
clean
