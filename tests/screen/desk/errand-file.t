# errands taken along and brought back: a file edited by hand comes in nowhere, what does not fit any more is told by field
sh "rm -rf $TMP/hall $TMP/laptop; cp -a $BUILD/tests/screen/desk/hall $TMP/hall"
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send chenbang Enter Yichuang-2026 Enter
see "没有帮办代办"
include $SRC/tests/screen/desk/errand-new.inc
send Esc
see "等人响应 1"
send o
see "写到文件:"
type $TMP/along.json
send Enter
see "已写出 1 件、1 步到"
# a file that is there is nobody's to overwrite
send o
type $TMP/along.json
send Enter
see "E-6744"
see "没有写出"
send Esc
see "没有写出"
# what was done away comes back and is in each once; edited by hand it is not
send F11
see "工号"
sh "cp -a $TMP/hall $TMP/laptop; $BUILD/desk-news $TMP/laptop helps BB001202611230001 $TMP/away.json"
sh "sed 's/\(\"sealed\": \".\{40\}\)./\1x/' $TMP/away.json >$TMP/edited.json"
start 80x24 YICHUANG_DATADIR=$SRC/data "DESK_CLOCK=2026-11-23 10:30" desk-under-test $TMP/hall
send chenbang Enter Yichuang-2026 Enter
see "等人响应 1"
send i
see "外出登记的文件:"
type $TMP/edited.json
send Enter
see "E-6741"
send i
type $TMP/none.json
send Enter
see "E-3101"
send i Esc
see "没有导入"
see "等人响应 1"
send i
type $TMP/away.json
send Enter
see "1 件中新登记 0 件,并入 1 步,早已有 1 步,冲突 0 处"
see "正在办 1"
send i
type $TMP/away.json
send Enter
see "并入 0 步,早已有 2 步"
clean
