# a dossier's clocks on one key: each with its light and its sentence, then how each day was counted
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send Esc End Up Up d Enter F10 F10
see "已容缺受理"
send w
see "期限是怎么算的"
see "K2 承诺时限"
see "K3 法定时限"
see "[绿]"
snap desk/clocks
send PgDn PgDn PgDn
see "起算"
snap desk/clocks-days
resize 132x43
see "期限是怎么算的"
snap desk/clocks-132
resize 80x24
send Esc
see "部门任务"
clean
