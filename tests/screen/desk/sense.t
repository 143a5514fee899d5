# what a clerk would stop at is told where it is typed, and stands once more before she promises
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1 Enter
fill 李小芳
# the mother's number is a man's: a slip, or a number that was given out wrongly
type 338810199008221010
send Enter
row 22 "请核对:母亲的证件号码是男性的"
send S-Tab S-Tab C-u
fill 33881019920315102X 13800138000 学院路128号2单元301室 李安安
send 2 Enter
# a newborn of 36 years
fill 19900822
row 22 "E-6043 新生儿 出生日期:1990-08-22 已满 36 岁"
line "出生日期* 19900822 !"
send S-Tab C-u
fill 20240105
row 22 "请核对:新生儿是 2024-01-05 出生,已满 2 岁"
fill 0830 3200 50
send 1 Enter F5 n Enter
fill 王建国
# a name for a number; a number without its type; the mother's number for the father
fill 王建国
row 22 "E-2059 父亲 证件号码:"
line "证件号码 王建国 ! 证件类型"
send S-Tab C-u
fill E12345678
line "证件号码 E12345678 证件类型*"
send S-Tab C-u
fill 33881019920315102X
row 22 "E-6044 父亲 证件号码:与母亲的相同。"
send S-Tab S-Tab S-Tab C-u
fill 338810199008221010
line "证件号码 338810199008221010 证件类型* 1 居民身份证 推"
