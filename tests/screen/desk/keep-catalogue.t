# 示例: what has not been compared with the hall's own guide, where it comes from, and the key that says it has
sh "rm -rf $TMP/hall; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send admin Enter Yichuang-2026 Enter
see "[1 人员 17]"
gone "标上"
send 6
see "[6 目录 230]"
row 5 "› □  新生儿出生"
see "示例:还没有与本级的指南核对"
snap desk/keep-catalogue
# what it is to be compared with
send Enter
see "办事指南"
see "新生儿出生"
send Esc
see "[6 目录 230]"
# the one under the bar, with one key
send Down F10
see "1 条已核对,存为第 2 版并启用;已受理的办件仍按原版本办理"
see "已与本级的指南核对"
# several, found by a word, as one version
send Home /
type 公安局
send Ins
send Esc
send Home Space Space
see "这一条已核对过,不用标"
send F10
see "2 条已核对,存为第 3 版并启用"
resize 132x43
snap desk/keep-catalogue-132
resize 80x24
send F1
see "帮助:管理"
see "核对"
send Esc
# back to an example: asked first
send Home F10
see "这一条已核对过,改回示例?"
send 2
gone "改回示例?"
see "已与本级的指南核对"
send F10 1
see "1 条改回示例,存为第 4 版并启用"
see "示例:还没有与本级的指南核对"
clean
