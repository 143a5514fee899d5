# scans of a material: picked from where the camera saves them, by path, taken out again; what is no scan is not kept
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send Enter F10
see "已受理"
send Tab Tab
see "加附件按 f"
send f
see "还没有附件"
see "扫描文件夹 scan/ 是空的"
send Esc
sh "printf '%%PDF-1.7\n<</Type/Page>><</Type /Page>>\n%%%%EOF\n' > $TMP/hall/scan/IMG_0001.pdf; touch -d '2026-11-23T01:39:00Z' $TMP/hall/scan/IMG_0001.pdf"
sh "printf '\377\330\377\300\000\021\010\015\264\011\260\003xxxxxxxxx\377\331' > $TMP/hall/scan/IMG_0002.jpg; touch -d '2026-11-23T01:40:00Z' $TMP/hall/scan/IMG_0002.jpg"
sh "printf 'MZ program' > $TMP/hall/scan/invoice.pdf; touch -d '2026-11-23T01:38:00Z' $TMP/hall/scan/invoice.pdf"
send f
line "› IMG_0002.jpg"
see "IMG_0002.jpg:jpeg 2480x3508 摘要"
snap desk/attachments
# what the camera saves meanwhile does not come under the bar
send Down
see "IMG_0001.pdf:pdf 2 页 摘要"
sh "cp $TMP/hall/scan/IMG_0002.jpg $TMP/hall/scan/IMG_0003.jpg; touch -d '2026-11-23T01:41:00Z' $TMP/hall/scan/IMG_0003.jpg"
send F1
see "帮助:附件"
send Esc
see "IMG_0003.jpg"
line "› IMG_0001.pdf"
sh "rm $TMP/hall/scan/IMG_0003.jpg"
send F1
see "帮助:附件"
send Esc
gone "IMG_0003.jpg"
line "› IMG_0001.pdf"
send Up
# what was kept has left the folder
send Enter
see "已加上附件 1"
line "1 季慧敏 jpeg"
gone "IMG_0002.jpg"
see "IMG_0001.pdf:pdf 2 页 摘要"
send Enter
see "已加上附件 2"
# a program is none, whatever it is called; nor is what is not there
send End
see "E-6882"
send Enter
see "没有加上"
send p
type /nowhere/a.pdf
send Enter
see "E-3101"
send Home
snap desk/attachments-kept
# out again, to a new file only
send o
type $TMP/out.jpg
send Enter
see "用后请删除"
sh "printf '\377\330\377\300\000\021\010\015\264\011\260\003xxxxxxxxx\377\331' | cmp - $TMP/out.jpg && test $(stat -c %a $TMP/out.jpg) = 600 && test ! -e $TMP/hall/scan/IMG_0002.jpg"
send o
type $TMP/out.jpg
send Enter
see "E-6888"
send End
resize 132x43
snap desk/attachments-132
resize 80x24
send F1
see "帮助:附件"
send Esc Esc
see "附件 2 份(f)"
line "附件 2"
snap desk/attachments-dossier
# a paper more in the dossier moves no other material under the bar
send Down F8
see "打印任务"
send r
type 纸卡坏了
send Enter
see "补打 第1次"
send Esc
line "› 母亲居民身份证"
clean
