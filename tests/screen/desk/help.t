# F1 on every screen says what it is and what its keys do; the desk without signs, without colour, with a number pad
include $SRC/tests/screen/desk/login.inc
send F1
see "帮助:首页"
see "接一件新办件"
snap desk/help-home
send Esc F2 F1
see "帮助:受理 第一步"
see "接所选的一件事或事项"
send Esc xse Enter F1
see "帮助:受理 第二步"
see "回答这一问"
snap desk/help-situation
send Esc F10 F10 F1
see "帮助:受理 第三步"
see "照抄前面同样的一栏"
send Esc F10 F1
see "帮助:受理 第四步"
see "容缺后补,问期限"
send Esc F10 F1
see "帮助:受理 第五步"
see "编号、入库、打印、分派,一次完成"
send Esc F3 F4 F1
see "帮助:查找办件"
send Esc Esc F8 F1
see "帮助:打印任务"
see "纸已在手,这一份算打成"
send Esc Esc F9 F1
see "帮助:分派给部门的消息"
send Esc Esc F12 F1
see "帮助:锁屏"
send Esc
type Yichuang-2026
send Enter
see "今日本窗"
# a command by its two letters, by its Chinese name, and one that is not there
send : cz Enter
see "查找办件"
send Esc C-p
type 打印
send Enter
see "打印任务"
send : xx Enter
see "E-3202"
send Esc
# full-width colon of an input method
type "：dy"
send Enter
see "打印任务"
kill HUP
exit 129
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send F1
see "帮助:登录"
send Esc F12
exit 0
clean

# plain signs for terminals that draw ● two cells wide; no colours
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test -a -m $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
snap desk/ascii-home
include $SRC/tests/screen/desk/newborn.inc
send Home
gone "其余 15 份"
snap desk/ascii-confirm
send Esc Esc Esc
see "8/8 "
snap desk/ascii-situation
send F3
see "未受理"
send F12
see "已锁屏"
type x
send Enter
see "E-1101"
clean

# one hand on the number pad
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test -k numpad $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send *
see "事项"
send 1 Enter 1 1 1 1 1 1 1 1 Enter
see "一张表"
send Esc Tab + + *
see "去掉 出生登记"
send * Tab F10 F10
see "用于事项"
send + +
line "› 3 父亲居民身份证"
send - *
see "已收 1"
clean
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test -k vi $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test -k nosuch $TMP/hall
see "没有名叫 nosuch.keys 的键位"
clean
