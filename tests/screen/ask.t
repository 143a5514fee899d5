# a password typed at a terminal: twice, never shown; what differs or is broken off changes nothing
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall init --name 某厅 --region 338810 --hall-code 001 >$TMP/said"
start 80x24 YICHUANG_DATADIR=$SRC/data yichuang --hall $TMP/hall staff add wang --name 王芳 --role clerk
see "口令(输入时不显示):"
type Geheim-2026
send Enter
see "再输一次:"
gone "Geheim"
type Geheim-2026
send Enter
see "wang:已添加"
gone "Geheim"
exit 0
start 80x24 YICHUANG_DATADIR=$SRC/data yichuang --hall $TMP/hall staff passwd wang
see "口令(输入时不显示):"
type Geheim-2027
send Enter
see "再输一次:"
type Geheim-2028
send Enter
see "E-3132"
exit 65
# an empty one is none
start 80x24 YICHUANG_DATADIR=$SRC/data yichuang --hall $TMP/hall staff passwd wang
see "口令(输入时不显示):"
send Enter
see "再输一次:"
send Enter
see "E-1104"
exit 65
# what init is not told it asks
start 80x24 YICHUANG_DATADIR=$SRC/data yichuang --hall $TMP/other init
see "大厅名称"
type 安宁区政务服务中心
send Enter
see "行政区划代码"
type 620105
send Enter
see "大厅编号"
type 002
send Enter
see "大厅已建好"
exit 0
# the desk leaves no core file, whatever ends it: citizens' data are in it (S-11)
start 80x24 YICHUANG_DATADIR=$SRC/data /bin/sh -c "ulimit -S -c $(ulimit -H -c); exec $BUILD/yichuang --hall $TMP/hall"
see "工号"
sh "for p in /proc/[0-9]*; do tr '\0' ' ' <$p/cmdline 2>/dev/null | grep -q \"^$BUILD/yichuang --hall $TMP/hall\" && cat $p/limits; done | grep 'core file size  *0  *0 '"
# shot with a number on the screen: nobody reads it afterwards, on the terminal or in a file
sh "mkdir $TMP/at $TMP/tmp; YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/demo init --demo >$TMP/said; echo desk.agents = 0 >> $TMP/demo/yichuang.conf"
start 80x24 TMPDIR=$TMP/tmp YICHUANG_DATADIR=$SRC/data /bin/sh -c "cd $TMP/at; ulimit -S -c $(ulimit -H -c); exec $BUILD/yichuang --hall $TMP/demo"
see "工号"
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send F4
type 33881019920315102X
see "33881019920315102X"
kill SEGV
exit 139
forgets "33881019920315102X"
forgets "今日本窗"
sh "test -z \"$(ls -A $TMP/at)$(ls -A $TMP/tmp)\""
