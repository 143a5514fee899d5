# papers taken in go to a department with a list that both sides sign
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理"
send F9
send m
see "材料交接"
see "卫生健康委员会"
snap desk/handover
send Enter
see "材料交接清单(还没有交接)"
see "338810 001"
send Esc
see "材料份数"
send F10
see "封袋号"
type F-12
send Enter
see "已交接,批次 J00120261123001"
gone "卫生健康委员会"
send F10
see "封袋号"
send Esc
see "没有交接"
snap desk/handover-none
send Esc F8
see "材料交接清单"
snap desk/handover-papers
clean
resize 132x43
send F9 m
see "材料份数"
snap desk/handover-132
send Esc
clean
