# one clerk accepts 新生儿出生 by keyboard alone, and counts her keys
include $SRC/tests/screen/desk/login.inc
snap desk/home-empty
keys
include $SRC/tests/screen/desk/newborn.inc
snap desk/confirm
send F10
see "已受理 办件号"
keys at-most 60
snap desk/dossier-new
