# 交班: a department sends a task back meanwhile; its row comes above, and the bar stays on what it stood on
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理"
send Esc s
see "交班 3号窗口"
send Home Down Down
line "› 未送达 11-23 00001 新生儿出生 卫生健康委员会:《出生"
sh "$BUILD/desk-news $TMP/hall task 2 15 1"
line "退回 11-23 00001"
line "› 未送达 11-23 00001 新生儿出生 卫生健康委员会:《出生"
clean
