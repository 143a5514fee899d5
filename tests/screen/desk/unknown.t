# R4: what was written while its answer was lost, at the desk
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 YICHUANG_DATADIR=$SRC/data DESK_FAULT=act.after-commit,act.resolve desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
include $SRC/tests/screen/desk/newborn.inc
send Esc End Up Up d Enter F10 F10
see "已容缺受理"
send a
line "› 容缺补齐"
# one more look: it is found, and done once
send Down
line "› 记提醒"
send Enter 1
type 电话
send Enter
type 明天来
send Enter
see "办了不能取消"
send 1
see "E-6430 「记提醒」的结果不明(可能已办,也可能未办)"
see "结果不明,再核对一次(不会办两次)"
snap desk/unknown
send 1
see "以前已经办过「记提醒」"
send End
line "› 记提醒 11-23 09:41 季慧敏 出院小结(诊断证明),电话,明天来"
clean
# given up: it is not said that nothing changed, and the list shows that it was done
start 80x24 YICHUANG_DATADIR=$SRC/data DESK_FAULT=act.after-commit,act.resolve desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send Enter a
see "现在可以做"
send Home Down Down
line "› 申请人撤回"
send Enter
type "11-23 来件"
send Enter
type 不办了
send Enter 1
see "E-6430 「申请人撤回」的结果不明"
send Esc
see "「申请人撤回」结果不明(可能已办),没有再核对;请先看办理记录,没有这一项再办"
see "办理 00001  申请人撤回"
send End
see "11-23 来件,不办了"
line "申请人撤回 11-23 09:41 季慧敏 11-23 来件,不办了"
clean
# a statement that could not be counted says so, whatever is pressed, and is counted when asked again
start 80x24 YICHUANG_DATADIR=$SRC/data DESK_FAULT=statement.step desk-under-test $TMP/hall
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send y
see "没有统计成,原因见下一行;d w m 再统计"
see "E-6844"
snap desk/statement-failed
send Enter
see "没有统计成,按 d w m 再统计"
send F1
see "帮助:报表"
send Esc
gone "没有统计成,按"
send F10
see "没有统计成,按 d w m 再统计"
send d
see "按时办结率"
clean
