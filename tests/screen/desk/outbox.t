# F9: what differs from the departments stands first, says what to do, and goes when a person has acted
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F10 F10
see "已受理"
send Esc F9
see "分派给部门的消息"
gone "与部门对账不符"
sh "$BUILD/desk-news $TMP/hall task 1 20 1 && $BUILD/desk-news $TMP/hall lost 1 && $BUILD/desk-news $TMP/hall digest 2 && $BUILD/desk-news $TMP/hall foreign 3"
see "与部门对账不符"
see "部门没有收到"
see "未送达"
send Home
see "不会办成两份"
snap desk/outbox-differences
resize 132x43
see "待核对"
snap desk/outbox-differences-132
resize 80x24
# what the agent says of itself takes one row and leaves the row under the bar its two, however much there is to say; and each
# row opens its dossier
sh "$BUILD/desk-news $TMP/hall says dispatch 公安局、教育局等11个部门不通,133件在等,23:30再试,1件停下待处理,公安局、供电公司等17个部门进度读不到,有待发件临近时限"
send Down Up
see "分派 公安局、教育局"
see "…    打印 未运行"
snap desk/outbox-words
send Enter
see "办件 00001"
see "部门任务"
send Esc
see "部门没有收到"
# held back it cannot be: it has been sent
send h
see "不能暂停"
# the lost one is sent again with its old key
send t
see "已重问部门"
see "已重问"
# the changed one only by telephone: a reason is written down
send Down t
see "E-6206"
send c
see "核对的情况"
send 好 Enter
see "E-6207"
send c 已电话核对,部门改回 Enter
see "已记下核对情况"
gone "内容不同"
# what was never ours has no dossier to open
send Home Down Enter
see "这一件不在本大厅"
gone "E-6101"
# and a comparison can be asked for
send d
see "已请各部门对账"
clean
