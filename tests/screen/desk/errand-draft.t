# four eyes: a helper drafts for a principal who let him, a clerk accepts, and the dossier is the principal's
include $SRC/tests/screen/desk/login.inc
send F11
see "工号"
send chenbang Enter Yichuang-2026 Enter
see "没有帮办代办"
include $SRC/tests/screen/desk/errand-new.inc
send Home Enter 1 Enter Enter 1
see "已办「响应」"
send d
see "E-6704"
send Home Down Down Enter
type 新生儿出生一件事
send Enter Enter C-u
type 2026-12-23
send Enter 2 2 2 1 1 Enter Enter 1
see "已办「委托」"
send Home Down Down Down Down
line "› 开始办理"
send Enter 1
see "已办「开始办理」"
send d
see "受理"
send xse Enter 1 1 1 1 1 1 1 2 Enter
see "代理人姓名"
see "陈邦"
snap desk/errand-draft-form
type 338810199007150118
send Enter
type 13700000001
send Enter
include $SRC/tests/screen/desk/newborn-rest.inc
see "交受理员"
gone "受理并打印"
snap desk/errand-draft-confirm
# what the helper scans goes with the draft
send Esc
see "附件按 f"
sh "mkdir -p -m 700 $TMP/hall/scan && printf '%%PDF-1.7\n<</Type/Page>>\n%%%%EOF\n' > $TMP/hall/scan/a.pdf"
send Home f
line "› a.pdf"
send Enter
see "已加上附件 1"
send o
gone "取出到文件"
send Esc
see "附件 1"
send Enter
see "交受理员"
# the other outcomes are no helper's either
send n b
see "交受理员"
send Enter
see "没有要补的;核对后按 F10 交受理员"
send F10
see "未受理。已交给受理员"
send Esc F11
see "工号"
send jihm Enter Yichuang-2026 Enter
see "帮办拟好"
snap desk/errand-draft-home
send Enter
see "承诺 21个工作日"
see "受理并打印"
send Esc
see "附件 1"
send Enter
see "受理并打印"
send F10
see "已受理 办件号 338810 001 20261123 00001"
send Esc
gone "帮办拟好"
send F11
see "工号"
send chenbang Enter Yichuang-2026 Enter Enter
send PgDn
see "办件 3388100012026112300001"
clean
