# the home of the auditor: the trail, newest first, and nothing else; who reads it is in it
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
sh "$BUILD/yichuang --hall $TMP/hall config set k1.days 4 >/dev/null"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-12-31 09:41" desk-under-test $TMP/hall
send audit Enter Yichuang-2026 Enter
see "审计记录"
see "audit.read"
gone "今日本窗"
line "12-31 09:41:00 3 audit audit.read"
line "hall.set k1.days"
send l
type audit
send Enter
see "账号 audit"
gone "hall.set"
snap desk/trail
send l C-u Enter
see "账号 全部"
resize 132x43
see "改为"
resize 80x24
send a
see "动作或其开头"
type hall.
send Enter
see "动作 hall."
see "k1.days"
gone "audit.read"
see "原 5  今 4"
send a C-u Enter l
see "哪个账号"
type admin
send Enter
see "没有这样的记录"
send l C-u Enter w
see "哪个窗口"
type 3
send Enter
see "窗口 3"
line "staff.login audit"
gone "staff.add"
send n
see "没有更早的了"
send b
see "这是最新的一页"
send F2
see "这里不用 F2 键"
send F1
see "帮助:审计记录"
snap desk/trail-help
send Esc F11
see "工号"
# read once in this session, so it is told once
sh "$BUILD/yichuang --hall $TMP/hall audit list --act audit. --json | grep -c '\"login\":\"audit\",\"act\":\"audit.read\"' | grep -x 1 >/dev/null"
clean
