# step 4: one key a way of coming, and the law's word where it forbids one
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1
see "情形 8/8 已答"
send F10
see "一张表"
send F10
see "材料 15 份:未核 15"
snap desk/material
# received, back to unchecked, by electronic certificate
send Space
see "已收 1"
row 5 "›  2 母亲居民身份证"
send Up u
see "未核 15"
send e
see "电子证照 1"
row 5 "2 母亲居民身份证                     主  1  1 电子证照 = 电子证照   1 3 7 9"
# what this material cannot be: shared, pledged
send Home s
see "E-1034"
send p
see "E-1034"
see "未核 14"
# a main material is not deferred; the rule is named
send d
see "E-1061"
see "未核 14"
# a minor one is: Enter takes the usual day; one past the limit is refused with its rule, and the question stays
send Down Down Down Down Down Down Down Down Down Down Down
row 15 "› 12 近期一寸"
send d
see "容缺到哪天(不晚于 2026-12-07):2026-12-04"
snap desk/material-defer
send Esc
gone "容缺到哪天"
see "未核 14"
send d 1208 Enter
see "E-1031"
see "容缺到哪天(不晚于 2026-12-07):1208"
send C-u 1205 Enter
see "E-1033"
send C-u 1123 Enter
see "E-1032"
send C-u 1299 Enter
see "E-3221"
send C-u 1202 Enter
see "> 容缺 12-02"
row 16 "› 13 居民户口簿"
send d
see "E-1063"
send Down d Enter
see "容缺 2"
row 15 "› 15 出院小结"
# defective wants a reason
send Up Up
see "次要材料,不可容缺("
see "是即办事项,不适用"
send x Enter
see "E-6305"
type 户主页看不清
send Enter
see "! 有问题"
send Up
see "问题:户主页看不清"
snap desk/material-defects
# back, and forth again: as it was
send Esc
see "一张表"
send F10
see "有问题 1"
see "> 容缺 12-02"
# the rest is in
send a
see "其余 11 份记为已收"
see "已收 11"
gone "未核"
send a
see "没有未核的材料了"
snap desk/material-done
# what an earlier item of the bundle makes is not asked for
send End
see "由本套餐前项办出"
send Space
see "E-6304"
resize 132x43
see "4 城乡居民"
snap desk/material-132
resize 80x24
see "用于事项"
clean

# a bad record: nothing may be deferred
send Home Esc
see "一张表"
send C-Home Tab Tab Tab Tab Tab Tab
line "有失信记录 [1]否"
send 2 F10
see "有问题 1"
send End Up Up Up d
see "E-1062"
clean

# what an unticked item would have made is brought by the applicant
send Esc Esc
see "情形 8/8 已答"
send Tab Down Down Space
see "去掉 出生登记"
send F10
see "一张表"
send F10 End
see "前项产生 1"
row 8 "6 新生儿户口页"
see "主  0  0 自带       未核"
clean
