# a long list of choices is gone through by Right and Left: its message line has the part that the chosen one is in
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1 Enter
fill 李小芳 33881019920315102X 13800138000 学院路128号 李安安
send 2 Enter
fill 1120 0830 3200 50
line "民族*"
send Right
line "民族* 汉族"
see "1 汉族  2 蒙古族"
see "→ 还有"
gone "98"
# a part that several have takes the first of them and says so; what is typed on narrows it
send Tab S-Tab m
see "「m」有"
see "项都合:先选「蒙古族」;接着打字再挑"
send gz
gone "项都合"
line "民族* 蒙古族"
send Left
line "民族* 汉族"
# a number meant for another field changes nothing here, and says so
send 371402199506120043
see "E-3224"
line "民族* 汉族"
# a code typed digit by digit: its 0 alone is not wrong yet, unless it stays alone
send Tab S-Tab 0
gone "E-3222"
send 3
line "民族* 回族"
send Tab S-Tab 0 Tab
see "E-3222"
send S-Tab
line "民族* 回族"
send 0 1
line "民族* 汉族"
# the end, and what stands behind the first part
send Left
line "民族* 外国血统中国籍人士"
see "57 其他  58 "
see "←"
gone "还有"
send Left Left
line "民族* 基诺族"
send Right Right Right
see "1 汉族  2 蒙古族"
# two rows hold the whole list where the screen is wide enough, else as much as they can
resize 132x43
see "→ 还有"
snap desk/choices-132
