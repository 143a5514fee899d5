# step 3: each datum once; what is wrong is told at its field and nothing typed is lost
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1
see "情形 8/8 已答"
send Enter
see "一张表:已填 2"
line "姓名*"
snap desk/form-empty
# hostile pastes change nothing and say which character it was
paste "李\xe2\x80\xae四"
see "E-1011"
see "去掉后是「李四」"
send 2
gone "去掉后是"
line "姓名*"
paste "李\e[31m四"
see "E-1010"
paste "李\xe5\xbc"
see "E-1015"
raw "\xe5"
raw "\xbc\xa0"
line "姓名* 张"
raw "\xd5\xc5"
see "E-1015"
line "姓名* 张"
paste "一二三四五六七八九十" 100000
see "E-1012"
line "姓名* 张"
send C-u
# the same in a burst of keys: the Enter that ends it does not wipe the word about it, the next one goes on
raw "李\xe2\x80\xae小芳\r"
see "E-1011"
line "姓名* 李小芳"
send Enter
gone "E-1011"
# an ID number: wrong check digit, a day that does not exist, full-width digits, the number of a company
type 338810199203151020
send Enter
see "E-1001"
see "应为X"
line "证件号码* 338810199203151020"
snap desk/form-wrong-id
# the focus went on, as type-ahead needs; back at the field the message is there again
send S-Tab S-Tab
row 22 "申请人 证件号码:身份证号校验位不符"
send C-u
type 33881019920230123X
send Enter
see "E-1002"
send S-Tab S-Tab C-u
type 91338810MA2B0XWX0A
send Enter
see "E-1007"
# what makes it right takes the mark away, wherever it is typed
send S-Tab S-Tab C-u
type E12345678
send Enter
line "证件号码* E12345678 ! 证件类型* 1 居民身份证"
send S-Tab 2
line "证件号码* E12345678 证件类型* 2 护照"
# a number typed into a choice: the Enter that ends it does not wipe the word about it, the next one goes on
send 1 2 2 2
see "E-3224"
send Enter
see "E-3224"
line "证件类型* 1 居民身份证"
send 1 Tab
send S-Tab S-Tab C-u
type "３３８８１０１９９２０３１５１０２ｘ"
send Enter
line "证件号码* 33881019920315102X"
line "证件类型* 1 居民身份证"
line "证件号码* 33881019920315102X"
# a phone
type "+86 138-0013-8000"
send Enter
line "联系电话* 13800138000"
# wrong and mended at once, before anybody could read what was said of it: it is not said any more
send S-Tab C-u 1380013 Enter S-Tab C-u 13900139000 Enter
line "联系电话* 13900139000"
gone "E-1014"
send S-Tab C-u
type 1380013
send Enter
row 22 "E-1014 申请人 联系电话:"
# so does what the next step has against it
send F10
see "[4 材料]"
row 22 "E-1014 申请人 联系电话:"
send Esc
see "一张表"
row 22 "E-1014 申请人 联系电话:"
# every wrong field keeps its mark across the steps, not the first alone
send S-Tab S-Tab C-u 7 Enter F10
see "[4 材料]"
send Esc
line "证件号码* 7 !"
line "联系电话* 1380013 !"
send C-u 33881019920315102X Enter S-Tab C-u
type 13800138000
send Enter
# both address and phone are asked once: the guardian has them without being asked
type 学院路128号2单元301室
send Enter
send PgDn
line "居住地址* 学院路128号2单元301室 推"
snap desk/form-derived
# dates: one that does not exist, one that lies ahead, four digits of this year, all marks
send C-Home
send Enter
type 李安安
send Enter
line "姓名* 李安安"
line "性别* 1 男性"
send 2 Enter
line "出生日期*"
type 20260229
send Enter
see "E-2053"
send S-Tab C-u
type 20261124
send Enter
see "E-2054"
send S-Tab C-u
type 2026-11-20
send Enter
line "出生日期* 20261120"
send S-Tab C-u
type １１２０
send Enter
line "出生日期* 20261120"
type 25:00
send Enter
see "E-2053"
send S-Tab C-u
type 8:30
send Enter
line "出生日期* 20261120 出生时间* 0830"
# too long is not cut to what would look right: it stays as typed and stands against the dossier
type 300000
send Enter
see "E-2052"
line "出生体重(克)* 300000!"
send S-Tab C-u
type 3.5
send Enter
see "E-2052"
send S-Tab C-u
type 3200
send Enter
type 50
send Enter
# 民族: 56 of them, found by initials; F5 takes what the same datum was before
send h
see "汉族"
send Enter F5
see "与申请人(户主)关系*"
# what step 2 has told is not asked again: 父母民族相同, 随母落户 (the baby's are the mother's), 婚内
line "民族* 汉族 推"
line "户籍地址* 学院路128号2单元301室 推"
line "民族 汉族 推 手机号码"
send PgDn
line "婚姻状况* 2 已婚 推"
# what a key copied was not typed, and says so
send PgUp PgUp
line "户籍地址* 学院路128号2单元301室 抄"
send PgDn F5
see "E-6315"
snap desk/form-page2
# back and forth: all of it stays, also what is half typed
send Enter
type 王建
send Esc
see "情形 8/8 已答"
send Enter
see "一张表"
line "姓名 王建"
# an agent appears with one key and is checked like everybody
send C-Home Tab Tab Tab Tab Tab Tab Tab
line "委托代办 [1]否 2 是 推"
send 2
see "代理人姓名"
snap desk/form-agent
send Left
gone "代理人姓名"
# the other way round: the question of step 2 knows it
send 2 Esc
see "材料 16 份"
repeat 7 Down
see "本人  [2]代理人"
send 1
see "材料 15 份"
send Enter
see "一张表"
gone "代理人姓名"
# courier needs an address
send C-Home Tab Tab Tab Tab Tab Tab Tab Tab
line "送达方式* [1]窗口领取"
send 2
see "邮寄地址*"
send 1
see "E-3225 送达方式没有第 21 项,仍是「邮寄」;要改选请再按一次"
send 1
gone "邮寄地址*"
# nothing is held back: on with what is there, and the last step lists what is missing
send F10
see "用于事项"
send F10
see "还不能受理"
clean

# 132 columns, two fields side by side where they fit
send Esc Esc
see "一张表"
resize 132x43
see "监护人"
snap desk/form-132
resize 80x24
row 2 "一张表"
clean
