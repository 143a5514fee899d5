# what was received with a scan is gone on with: the dossier's stays, the draft's own comes to it
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send Esc
see "附件按 f"
sh "mkdir -p -m 700 $TMP/hall/scan && printf '%%PDF-1.7\n<</Type/Page>>\n%%%%EOF\n' > $TMP/hall/scan/one.pdf"
send Home f
line "› one.pdf"
send Enter
see "已加上附件 1"
send Esc
see "附件 1"
send Enter r y
see "已收件(未受理) 办件号 338810 001 20261123 00001"
send c
see "受理并打印"
send Esc
see "附件 1"
sh "printf '%%PDF-1.7\n2<</Type/Page>>\n%%%%EOF\n' > $TMP/hall/scan/two.pdf; touch -d '2026-11-23T01:41:00Z' $TMP/hall/scan/two.pdf"
send Home f
see "已有附件"
see "草稿里还没有附件"
send End
see "two.pdf:pdf"
send Enter
see "已加上附件"
# what is the dossier's was handed in
send Home
snap desk/draft-attachments-continue
send Del
see "已归入办件的附件不能去掉"
send Esc
see "附件 2"
send Enter
see "受理并打印"
send F10
see "已受理 办件号 338810 001 20261123 00001"
send Tab Tab
line "附件 2"
clean
