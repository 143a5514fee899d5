# rows 96 and 97: identity cards are read through a bridge of its own, here the simulated one; whatever it does, typing goes on
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter 1 1 1 1 1 1 1 1 Enter
see "一张表:已填 2"
# no bridge: the error is there at once, and nothing of what is typed is lost
send F4
row 22 "E-6640 读卡器没有接上"
type 李
line "姓名* 李"
send C-u
# a card takes its time, and nobody waits for it: another field is filled meanwhile
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 60000"
send F4
see "请放卡… Esc 不等"
snap desk/reader-waiting
send Tab Tab Tab
type 13800138000
line "联系电话* 13800138000"
file $TMP/said has "有人读卡"
sh "kill -USR1 $(cat $TMP/pid)"
see "读到居民身份证:申请人已填 6 栏"
line "姓名* 李小芳 卡"
line "证件号码* 33881019920315102X 卡 证件类型* 1 居民身份证"
line "联系电话* 13800138000"
line "住址* 德安市安澜区学院路128号2单元301室 卡"
snap desk/reader-filled
resize 132x43
line "民族* 汉族 卡"
snap desk/reader-132
resize 80x24
# what was typed otherwise stays until a key says so; what is the same is no matter
send C-Home Tab C-u
type 李晓芳
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0"
send Tab Tab Tab Tab C-u
type 学院路1号
send F4
see "申请人已填 0 栏;2 处与已填的不同(姓名、住址),没有改,F4 核对"
line "姓名* 李晓芳"
see "读卡有 2 处不同 F4 核对"
send F4
see "姓名 已填「李晓芳」,卡上「李小芳」:"
snap desk/reader-differs
send Esc
line "姓名* 李晓芳"
send F4 1
see "住址 已填「学院路1号」"
line "姓名* 李小芳 卡"
send 2
see "已逐处核对"
line "住址* 学院路1号"
gone "处不同"
# killed during a read: the error is there in two seconds, what is typed goes on, and started again it works at once
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 60000"
send F4
see "请放卡… Esc 不等"
file $TMP/said has "有人读卡"
sh "kill -9 $(cat $TMP/pid)"
see "E-6641 读卡中断了" within 2000
gone "请放卡"
send C-u
type 学院路2号
line "住址* 学院路2号"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0"
send F4
see "1 处与已填的不同(住址)"
# made the same by hand it differs no more: the key reads again
send C-u
type 德安市安澜区学院路128号2单元301室
gone "申请人已填 0 栏"
send F4
see "申请人已填 0 栏"
gone "处不同"
send C-u
type 学院路2号
# Esc ends the waiting and nothing else; once more it is the step back
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 60000"
send F4
see "请放卡… Esc 不等"
send Esc
see "不等放卡了"
see "一张表"
# whatever the bridge says that is no card
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --fault half"
send F4
see "E-6642 读卡器的话只说了一半" within 2000
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --fault nonsense"
send F4
see "E-6644"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --fault long"
send F4
see "E-6643"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --fault control"
send F4
see "E-6645 读到的姓名第2个字符是控制字符"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --fault bidi"
send F4
see "E-6645 读到的姓名第2个字符是"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --fault removed"
send F4
see "E-6647 没有读到卡:卡拿开得太早"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --fault silent"
send F4
see "读卡器还没有回音" within 4000
send Esc
see "不等放卡了"
line "住址* 学院路2号"
# a wrong check digit: nothing of the card is taken
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --card wrong-digit"
send C-Home Tab C-u F4
see "E-6646 居民身份证读到的号码有误(身份证号校验位不符,请核对第18位(应为X)"
line "姓名*"
gone "处不同"
# another person's card: nothing of the two is mixed unasked; one that is over says so, and goes on saying so
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --card expired"
send F4
see "E-6651 这张居民身份证已于 2024-05-01 过期"
see "另一个人的卡,都没有填;3 处要核对(证件号码、姓名、住址),F4 核对"
line "姓名*"
line "证件号码* 33881019920315102X 卡"
send F4 1
see "姓名 未填,卡上「王德福」"
send 3
line "证件号码* 338810195407126039 卡"
line "姓名* 王德福 卡"
see "卡已于 2024-05-01 过期"
snap desk/reader-expired
# other kinds of cards bring their own type and number
send C-Home PgDn Tab Tab Tab
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --card residence-permit"
send F4
see "读到港澳台居民居住证:父亲已填 3 栏"
line "姓名 陈嘉欣 卡"
line "证件号码 810000199408230021 卡 证件类型* 8 港澳台居民居住证 卡"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --card foreign-resident"
send F4
see "像是另一个人的卡"
send F4
see "证件类型 已填「港澳台居民居住证」,卡上「外国人永久居留身份证」:"
send 3
line "姓名 SMITH ANN 卡"
line "证件号码 911124198108030024 卡 证件类型* 5 外国人永久居留身份证 卡"
# a card is one person's: not where none is asked
send C-Home
repeat 8 Tab
line "送达方式* [1]窗口领取"
send F4
see "E-6652 这一栏不是某个人的"
# the screen is locked: what a card tells later does not come through
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 60000"
send S-Tab 2 Tab
line "代理人姓名*"
send F4
file $TMP/said has "有人读卡"
send F12
see "已锁屏"
type Yichuang-2026
send Enter
see "一张表"
gone "请放卡"
# another name, and no number yet: a name that stands there never gets somebody else's number unasked
type 王五
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0"
send F4
see "姓名与代理人已填的不同,像是另一个人的卡,都没有填"
line "代理人证件号* 代理人电话*"
send F4 4
see "已逐处核对"
line "代理人姓名* 王五"
line "代理人证件号* 代理人电话*"
send C-u
# the agent's card
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --card foreign-resident-old"
send F4
see "代理人已填"
# a number that the entry does not take stands there, marked, and is said
line "代理人证件号* USA110081080302 ! 代理人电话*"
see "E-1004"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0"
send F4
see "像是另一个人的卡"
send F4 3
line "代理人姓名* 李小芳 卡"
line "代理人证件号* 33881019920315102X 卡 代理人电话*"
# where came from what stays in the draft
send F3
see "今日本窗"
send Enter
see "一张表"
line "姓名* 王德福 卡"
line "证件号码* 338810195407126039 卡 证件类型* 1 居民身份证"
# looking somebody up by the card
send F3
see "今日本窗"
send F4
see "查找办件"
send F4
see "读到居民身份证:按证件号查找"
see "33881019920315102X"
send Esc Esc
see "今日本窗"
# 帮办代办: the same key, the same rule
send F11
see "工号"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0"
send chenbang Enter Yichuang-2026 Enter
see "没有帮办代办"
send F2
see "登记帮办代办"
send 2 Enter 1 Enter F4
see "读到居民身份证:已填 3 栏"
line "李小芳"
line "33881019920315102X"
line "德安市安澜区学院路128号2单元301室"
send C-u
type 张桂芳
send F4
see "已填 0 栏;姓名与已填的不同,没有改:再按 F4 照卡"
line "张桂芳"
send F4
see "照卡改了 1 栏"
line "李小芳"
snap desk/reader-errand
send C-u
type 王五
send Tab Tab C-u F4
see "姓名与已填的不同,像是另一个人的卡,都没有填:再按 F4 照卡"
line "王五"
gone "33881019920315102X"
send F4
see "照卡改了 2 栏"
line "李小芳"
line "33881019920315102X"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3"
send F4
see "E-6640"
clean
