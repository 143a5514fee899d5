# pastes, scans and noise are never commands (P-3, T8, T10)
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
see "演示"
# a paste where nothing can be pasted does nothing
paste "\e[21~\r\x03F12"
see "E-3206"
send F2
see "姓名"
paste "  张\r\n三\t丰  "
row 2 "姓名   张 三 丰"
# all of a paste or nothing, with the place of the bad character
paste "李\xe2\x80\xae四"
see "E-1011"
see "第2个字符"
see "去掉后是「李四」,贴入吗?"
row 2 "姓名   张 三 丰"
send 2
gone "贴入吗"
row 2 "姓名   张 三 丰"
paste "\xe2\x80\x8b李\xe2\x80\xae四"
send 1
row 2 "姓名   张 三 丰李四"
send Backspace Backspace
row 2 "姓名   张 三 丰"
paste "\xe2\x80\xae"
see "第1个字符"
# only what is harmful in it
paste "李\xe2\x80\xae\x07四"
see "E-1011"
row 2 "姓名   张 三 丰"
paste "李\e[31m四"
see "E-1010"
paste "a\xff"
see "E-1015"
paste "一二三四五六七八九十一二三四五六七八九十一"
see "E-1012"
row 2 "姓名   张 三 丰"
paste "\e[21~"
file $TMP/log lacks commit
# what a terminal without bracketed paste sends: the field takes what it takes, then all of it is refused at once
send C-u
repeat 5000 王
see "E-3216"
row 2 "姓名   王王王"
send C-u 李
row 2 "姓名   李"
gone "E-3216"
send C-u
type "  张 三 丰  "
# a scan from any screen, also with Enter and keys in it, also with Caps Lock
raw "ZW1-3714-00017\r"
see "扫到 ZW1-3714-00017"
raw "zw1-abc\r"
see "扫到 zw1-abc"
raw "ZW1-x\r\e[24~\x03F12\e[21~\r"
file $TMP/log has "scan ZW1-x"
file $TMP/log lacks quit
file $TMP/log lacks commit
# the same letters at a person's pace are text
send C-u
slow 60 "ZW1-"
row 2 "姓名   ZW1-"
send C-u z
row 2 "姓名   z"
# an endless scan is refused whole
send C-u
sh "true"
raw "ZW1-"
flood 20000
see "E-1021"
# full speed is type-ahead, not a scan
send C-u 李四 Tab 1 2 3 S-Tab
row 2 "姓名   李四                证件号  123"
# unknown sequences vanish; bad encodings are named
raw "\e[99;99;99~\e[?1;2c\eOz\e]0;x\x07\e[1;5Q"
raw "\xd5\xc5"
see "E-1015"
row 2 "姓名   李四"
# a megabyte of noise: still alive, nothing forbidden on the screen
flood 1000000
raw "\e[201~"
send Esc Esc Esc
slow 60 "\x0c"
send C-p
see "命令:"
send C-u quit Enter
exit 0
clean
