# type-ahead: the whole of a morning's first dossier, from the login on, before anything has been painted
sh "cp -a $BUILD/tests/screen/desk/hall $TMP/ahead"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/ahead
send jihm Enter Yichuang-2026 Enter
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理 办件号 338810 001 20261123 00001 1"
send Esc
see "今日本窗"
clean
sh "$BUILD/yichuang --hall $TMP/ahead dossier 33881000120261123000011 --json --reveal 核对户籍 > $TMP/ahead.json; grep -q 李小芳 $TMP/ahead.json; grep -q 338810199008221010 $TMP/ahead.json; grep -q 6222020200112233446 $TMP/ahead.json"
