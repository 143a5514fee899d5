# a datum beside the situation that was answered, and a figure where words should be: told where it is typed
include $SRC/tests/screen/desk/login.inc
send F2 kai-canyin Enter 1 1 1 1 1 1 Enter
send Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab Tab
type 13905710003
send Enter
row 22 "请核对:企业(单位) 住所(经营场所)地址里没有文字(13905710003),像是填错了栏"
fill 好味来面馆 500
row 22 "E-6045 经营场所 使用面积(平方米):500 应小于 300,情形答的是“小于300㎡”,请核对"
line "使用面积(平方米)* 500 !"
send S-Tab C-u
fill 280
gone "E-6045"
