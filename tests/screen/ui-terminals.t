# every terminal: checked before curses starts, a plain sentence when it cannot be used
start 80x24 TERM=vt100 ui-demo
see "演示"
send F2 张三
row 2 "姓名   张三"
send F12
exit 0
clean
start 80x24 TERM=tmux-256color ui-demo
see "演示"
raw "\e[1~\e[12~"
see "姓名"
send F12
exit 0
# a terminal that has a string for each attribute, and none for all of them
start 80x24 TERM=xterm-color ui-demo
see "演示"
look 6 77 fg2
send F9
look 20 0 "bold fg7 bg1"
send F12
exit 0
start 80x24 TERM=linux ui-demo
see "E-3006 The plain Linux console cannot show Chinese."
exit 78
start 80x24 TERM=dumb ui-demo
see "E-3006"
exit 78
# (curses loses a block of memory when it does not know a terminal)
start 80x24 TERM=nosuchthing ASAN_OPTIONS=detect_leaks=0 ui-demo
see "E-3006"
exit 78
start 80x24 TERM= ui-demo
see "export TERM=xterm-256color"
exit 78
start 80x24 LC_ALL=C ui-demo
see "E-3007"
see "export LC_ALL=C.UTF-8"
exit 78
start 40x10 ui-demo
see "E-3006"
see "80"
exit 78
# no terminal at all
sh "LC_ALL=C.UTF-8 $BUILD/ui-demo </dev/null >$TMP/out 2>$TMP/err || test $? = 78; test ! -s $TMP/out; grep -q E-3006 $TMP/err"
# without colour, without signs
start 80x24 NO_COLOR=1 ui-demo
see "演示"
look 6 77 plain
send F9
look 20 0 "bold reverse"
send F12
exit 0
start 80x24 ui-demo
see "演示"
look 6 77 fg2
send F12
exit 0
start 80x24 ui-demo -a
see "演示"
row 1 "--------"
send F3
see "> . 000000"
send Down Space
see "> x 000001"
send F12
exit 0
# a terminal that draws ambiguous signs two cells wide: plain ones are used instead
start 80x24 ui-demo
see "演示"
raw "\e[2;3R"
see "模糊宽度"
row 1 "--------"
send F3
see "> . 000000"
send F12
exit 0
