# sizes: larger shows more, smaller keeps what was typed, a storm leaves a whole screen
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
see "演示"
send F2 张三 Tab 37
see "证件号"
resize 132x43
see "F12退出"
row 42 "填表"
cursor 2 38
snap ui-form-132
resize 20x5
see "80x24!"
send 99
resize 60x20
see "终端太小"
see "数据都还在"
resize 80x24
row 23 "填表"
row 2 "姓名   张三                证件号  37"
resize 132x43
resize 80x24
resize 100x30
resize 10x3
resize 81x24
resize 80x24
resize 120x40
resize 80x24
send 1402
row 2 "姓名   张三                证件号  371402"
send Tab Tab Tab Tab Tab Tab Tab Tab Tab
cursor 11 1
resize 132x43
row 11 "› 孩子1"
send Down
row 12 "› 孩子2"
send Esc
send F4
see "合并表"
snap ui-merged-132
resize 80x24
see "第 1/3 页"
send PgDn PgDn
see "第 3/3 页"
snap ui-merged-80
resize 132x43
gone "第 3/3 页"
send F12
exit 0
clean
