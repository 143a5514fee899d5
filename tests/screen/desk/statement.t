# 日报 周报 月报: a supervisor reads each indicator with its counts, takes one apart, goes back and forth in time, and prints
include $SRC/tests/screen/desk/login.inc
# it is none of a clerk's business
send y
see "今日本窗"
gone "日报"
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理"
send Esc
see "今日本窗"
send F11
see "工号"
send hejing Enter Yichuang-2026 Enter
see "今日本窗"
send y
see "日报 2026-11-23 星期一"
see "按时办结率"
snap desk/statement
send F1
see "帮助:报表"
send Esc
# one taken apart: each grouping adds up to the hall
send Home Down Down
see "受理事项(W-4)"
send Enter
see "按窗口"
snap desk/statement-apart
send Enter
line "› 受理事项"
# the list of 即办 items is the hall's alone
send Down Down Down Down Down Down Enter
see "这一项只有全厅的"
# back and forth in time
send Left
see "日报 2026-11-22 星期日"
see "按时办结率"
# the bar stays where it was
line "› 即办率(清单)"
send Right
see "日报 2026-11-23"
send Right
see "E-6841"
see "日报 2026-11-23"
send w
see "周报 2026-11-23 至 2026-11-29"
send m
see "月报 2026年11月"
see "按时办结率"
send Left
see "月报 2026年10月"
send Right
see "月报 2026年11月"
see "按时办结率"
send v
see "报表(还没有打印)"
snap desk/statement-paper
send Esc
see "月报 2026年11月"
send F10
see "月报 TJ00120261123001 已排队,打印程序没有运行"
resize 132x43
snap desk/statement-132
send Home Enter
see "按一件事"
snap desk/statement-apart-132
send Esc
see "今日本窗"
# from the day at a glance, too
send d
see "开窗"
send r
see "日报 2026-11-23"
send Esc
see "开窗"
clean
