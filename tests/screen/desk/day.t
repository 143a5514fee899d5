# the supervisor's day: nobody yet; a morning's queue; what each row opens; a change is seen by itself; both sizes, and plain signs
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 0/9"
snap desk/day-empty
sh "$BUILD/desk-news $TMP/hall morning"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:56" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 4/9"
see "等候 15"
snap desk/day
# a list opens where its rows are worked on
send Down Enter
see "[2亮灯 0]"
send Esc
see "开窗 4/9"
send End Enter
see "没有待办的办不成事"
send Esc
see "开窗 4/9"
# a window opens what came of its visit; here there is none yet
send Tab Enter
see "E-6860 1 号窗口"
send Tab Enter
see "排队取号"
send Esc
see "开窗 4/9"
send F9
see "要 7 窗  开着 3 窗"
snap desk/day-explain
send Esc
see "取号 48"
# a decision as it was advised, and another one: that wants a reason
send t
see "开关哪一组窗口"
send 1
see "ABC 类,开着 3 窗"
see "照建议开窗4窗"
send 1
see "已记下:ABC 类开窗 4 窗;"
send t 1 4
see "原因"
send Enter
see "E-6863"
type 先看看
send Enter
see "已记下:ABC 类照旧"
send t 1 Esc
see "没有记下"
send t 2
see "D 类,开着 1 窗"
send 1
see "开窗几个"
send Enter
see "原因"
type 再来一个
send Enter
see "E-6862"
# the same people with one window more
send s
see "多开或少开几窗"
send Enter
see "重放,加 1 个叫 ABC 类的窗口"
snap desk/day-replay
send Esc
see "取号 48"
# somebody takes a ticket elsewhere
sh "$BUILD/desk-news $TMP/hall later"
see "取号 49"
# the day before was Sunday; what is for today alone is refused there, and → leads back
send Left
see "2026-11-22 周日 全天"
see "取号 0"
send t
see "E-6868"
# its report is that day's
send r
see "日报 2026-11-22"
send Esc
see "2026-11-22 周日 全天"
send Right
see "取号 49"
gone "全天"
send Right
see "已经是今天"
send F1
see "帮助:督导"
send Esc
resize 132x43
see "办理中位"
snap desk/day-132
clean
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:58" desk-under-test -a $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 4/9"
snap desk/day-ascii
clean
# a terminal older than Braille gets blocks, unless the hall says what its fonts have; what was set in the running hall counts from
# the next start on
start 80x24 TERM=vt100 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:58" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 4/9"
see "▁"
gone "⣿"
clean
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall config set desk.plot ascii >/dev/null"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:58" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 4/9"
see ":.|::"
see "──────"
clean
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall config set desk.plot dots >/dev/null"
start 80x24 TERM=vt100 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:58" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 4/9"
see "⣿"
clean
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall config set desk.ascii 1 >/dev/null"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:58" desk-under-test $TMP/hall
see "----------"
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see ":.|::"
clean
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall config set desk.ascii 0 >/dev/null"
# half an hour later what came of the decisions is beside them
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 11:28" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d F9
see "潮汐建议的依据"
send End
see "10:56 何静:ABC 类建议 开窗 4 窗,定为照旧(先看看);当时等 15 人"
see "11:26 等 15 人"
snap desk/day-decisions
clean
# nobody yet today: where there is something to see is said, and one key leads there
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-29 09:30" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "← 看最近取过号的一天:2026-11-23 周一,49 个号"
send Left
see "2026-11-23 周一 全天"
see "取号 49"
clean
# what was advised when the question came up is what is taken, though the day is read anew under it
leave
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall; $BUILD/desk-news $TMP/hall morning"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:56" desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send d
see "开窗 4/9"
send t 1
see "照建议开窗4窗"
sh "$BUILD/desk-news $TMP/hall opens"
see "要 7 窗,开着 4 窗"
send 1
see "建议刚变了"
type 刚开一个
send Enter
see "E-6862"
clean
