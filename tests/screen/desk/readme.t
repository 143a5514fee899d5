# the screens that the READMEs show; `make screenshots` draws them as doc/*.png
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1
see "情形 7/8 已答"
snap desk/readme-situation
send 1 F10
see "一张表"
type 李小芳
send F10
see "材料 15 份:未核 15"
send Space Space e Space Space Space Space Space Space Space Space
see "已收 10"
send d Enter
see "容缺 1"
send x
type 户主页看不清
send Enter
see "有问题 1"
send Up Up d
see "容缺到哪天"
snap desk/readme-material
