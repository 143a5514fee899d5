# scans of a material while it is still a draft: picked, by path, taken out again; they outlive the desk, and the acceptance takes them over
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send Esc
see "材料 15 份"
send Home f
see "草稿里还没有附件"
see "扫描文件夹 scan/ 是空的"
send Esc
sh "printf '%%PDF-1.7\n<</Type/Page>><</Type /Page>>\n%%%%EOF\n' > $TMP/hall/scan/IMG_0001.pdf; touch -d '2026-11-23T01:39:00Z' $TMP/hall/scan/IMG_0001.pdf"
sh "printf '\377\330\377\300\000\021\010\015\264\011\260\003xxxxxxxxx\377\331' > $TMP/hall/scan/IMG_0002.jpg; touch -d '2026-11-23T01:40:00Z' $TMP/hall/scan/IMG_0002.jpg"
sh "printf '%%PDF-1.7\n3<</Type/Page>>\n%%%%EOF\n' > $TMP/third.pdf"
send f
line "› IMG_0002.jpg"
send Enter
see "已加上附件 1"
send Enter
see "已加上附件 2"
send p
type $TMP/third.pdf
send Enter
see "已加上附件 3"
send Home
snap desk/draft-attachments
# taken out again: its octets go, too
sh "test $(ls $TMP/hall/attachments | wc -l) = 3"
send Down Down Del
see "已去掉附件 3"
sh "test $(ls $TMP/hall/attachments | wc -l) = 2"
resize 132x43
snap desk/draft-attachments-132
resize 80x24
send F1
see "帮助:草稿的附件"
send Esc Esc
see "附件 2"
snap desk/draft-attachments-material
resize 132x43
snap desk/draft-attachments-material-132
# the desk dies: the draft has them still
kill KILL
exit 137
start 80x24 YICHUANG_DATADIR=$SRC/data desk-under-test $TMP/hall
send jihm Enter Yichuang-2026 Enter
see "草稿未完"
send Enter
see "附件 2"
send F10 F10
see "已受理"
send Tab Tab
line "附件 2"
send f
line "1 季慧敏 jpeg"
sh "test $(ls $TMP/hall/attachments | wc -l) = 2"
clean
