# A company at the window: its landline is its phone and nobody's mobile number. Who needs one is asked for it, and the error
# names the one who stands on the screen.
include $SRC/tests/screen/desk/login.inc
send F2 qyzx Enter 2 1 Enter
fill 安宁科技有限公司 91338810MA2B0XWX0A 0931-7700001 安宁西路1号 张三 338810198808120010
line "法定代表人(负责人)"
snap desk/company
fill 13900139000 0931-7700001
row 22 "E-1014 经办人 手机号码:"
send C-u
fill 13900139001
see "材料"
send a Enter
gone "还不能受理"
send F10
see "已受理 办件号"
# a person's phone is a mobile one, and said so where it is typed
send Esc F2 xse Enter 1 1 1 1 1 1 1 1 Enter
fill 李小芳 33881019920315102X 0931-7700001
row 22 "E-1014 申请人 联系电话:"
