# one clerk accepts 新生儿出生 by keyboard alone, and counts her keys
include $SRC/tests/screen/desk/login.inc
snap desk/home-empty
keys
include $SRC/tests/screen/desk/newborn.inc
send Home
gone "其余 15 份"
snap desk/confirm
send F10
see "已受理 办件号"
# row 111
keys at-most 60
snap desk/dossier-new
