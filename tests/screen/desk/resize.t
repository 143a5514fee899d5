# a window that changes its size all the time, while somebody types: nothing typed and no focus is lost
include $SRC/tests/screen/desk/login.inc
resize 132x43
send F2
resize 80x24
send xs
resize 132x43
send e
see "《出生医学证明》首次签发"
resize 80x24
send Enter 1 1
resize 132x43
send 1 1 1 1
resize 80x24
send 1
resize 100x30
send 1
see "情形 8/8 已答"
send Enter
type 李
resize 132x43
type 小
resize 80x24
type 芳
resize 132x43
send Enter
type 3388101992
resize 80x24
type 0315
resize 90x25
type 102X
resize 132x43
resize 80x24
resize 132x43
resize 80x24
send Enter
resize 132x43
type 1380013
line "联系电话* 1380013"
resize 20x5
see "80x24!"
resize 80x24
type 8000
send Enter
line "姓名* 李小芳"
line "证件号码* 33881019920315102X"
line "联系电话* 13800138000"
type 学院路
resize 132x43
line "住址* 学院路"
resize 80x24
type 128号
line "住址* 学院路128号"
snap desk/resize-form
send F10
see "用于事项"
resize 132x43
send Down Down Down Space
resize 80x24
see "已收 1"
line "› 5 出生登记申报表"
send d
resize 132x43
see "E-1061"
resize 80x24
send F10
see "还不能受理"
resize 132x43
resize 80x24
resize 132x43
see "还不能受理"
send F12
resize 80x24
see "已锁屏"
type Yichuang-
resize 132x43
type 2026
send Enter
see "还不能受理"
send F1
resize 80x24
see "帮助:受理 第五步"
send Esc F3
see "未受理"
clean
