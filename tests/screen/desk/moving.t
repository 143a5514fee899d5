# what departments tell moves on the screen by itself, and takes no key from the clerk who types meanwhile
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F10 F10
see "已受理"
# the signs move, and nobody has pressed a key
send Tab Tab Tab
line "○ 《出生医学证明》首次签发"
sh "$BUILD/desk-news $TMP/hall task 1 20 1"
line "◐ 《出生医学证明》首次签发"
sh "$BUILD/desk-news $TMP/hall task 1 50 2"
line "● 《出生医学证明》首次签发"
sh "$BUILD/desk-news $TMP/hall task 2 15 1"
see "退回综窗"
# somebody comes to the window: she types while news come in, one after the other
send F2 xse Enter 1 1 1 1 1 1 1 1 Enter
see "申请人"
sh "(i=0; while [ $i -lt 12 ]; do $BUILD/desk-news $TMP/hall task 3 $([ $((i % 2)) = 0 ] && echo 20 || echo 25) $((i + 1)) || exit; i=$((i + 1)); done; echo all >$TMP/told) >/dev/null 2>&1 &"
slow 10 "甲乙丙丁戊己庚辛壬癸"
slow 10 "\r33881019920315102X\r13800138000\r"
slow 10 "学院路一二三四五六七八九十号子丑寅卯辰巳午未申酉戌亥"
file $TMP/told has "all"
see "甲乙丙丁戊己庚辛壬癸"
see "33881019920315102X"
see "13800138000"
see "学院路一二三四五六七八九十号子丑寅卯辰巳午未申酉戌亥"
clean
