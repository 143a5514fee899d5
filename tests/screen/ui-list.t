# 100,000 rows: paging, marks, filter by part, by initials and by number, help, the : line
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
see "演示"
send F3
see "000020"
send Down Down Space
look 3 0 reverse
row 3 "› ■ 000002"
send End
see "099999"
row 21 "›   099999"
snap ui-list-end
send Home PgDn
see "000020"
send /
see "找"
type 长城
see "16666 条"
row 2 "›   000004"
send Backspace Backspace cc
see "16666 条"
send Backspace Backspace 1234
see "找 1234"
send Down Down
row 4 "›"
send Esc
gone "找 "
see "000000"
# full-width keys of an input method act as their plain ones
type "／"
see "找"
send Esc
send F1
see "帮助:十万行"
see "勾选或取消本行"
send Esc
send : re Tab
see "redraw"
send C-u xx Enter
see "E-3202"
send :
type 读
send Enter
see "一篇文章"
send PgDn
see "第 20 段"
snap ui-reader
send Esc Esc
see "演示"
send F5
send Esc
send C-t F3
see "等到了"
see "000003"
send F12
exit 0
clean
