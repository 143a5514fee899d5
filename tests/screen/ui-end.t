# the terminal is given back on every way out, and drafts are saved first (R19)
sh "printf '#!/bin/sh\nui-demo; stty -a | grep -o -w -e -echo -e echo -e -icanon -e icanon | sort -u | tr \"\\n\" \" \"; echo shell\n' > $TMP/sh; chmod +x $TMP/sh"
start 80x24 UI_DEMO_LOG=$TMP/log PATH=$BUILD:/usr/bin:/bin $TMP/sh
see "演示"
send F2 张三
see "张三"
send F12
see "echo icanon shell"
exit 0
start 80x24 UI_DEMO_LOG=$TMP/log PATH=$BUILD:/usr/bin:/bin $TMP/sh
see "演示"
send C-g
see "echo icanon shell"
exit 0
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
see "演示"
# quiet keys let the program rest
file $TMP/log lacks "rest"
send F2 张
see "张"
file $TMP/log has "rest"
kill TERM
exit 143
file $TMP/log has "hang-up"
file $TMP/log has "end 15"
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
see "演示"
kill TSTP
send F2
see "姓名"
kill HUP
exit 129
file $TMP/log has "end 1"
