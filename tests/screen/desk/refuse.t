# outcomes 1 and 2 of art. 32 at the last step: refused at once, with what its paper has to say; two people decide it
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
see "[5 确认]"
# Esc at any question: nothing happened, the step is still there
send b
see "理由类别"
send Esc
see "没有办理「不予受理」"
see "[5 确认]"
send b 2
# another organ's must be named (row 39), before anything more is asked
see "应向哪个机关申请:"
send Enter
see "E-6403"
type 邻区政务服务中心
send Enter
type 邻区学院路1号
send Enter
see "理由:"
type 户籍不在本区
send Enter
type 行政许可法第三十二条
send Enter
see "提请「不予受理」,等另一个人确认"
see "应向哪个机关申请:邻区政务服务中心"
send 1
see "不予受理待确认"
line "收件凭证 A5"
snap desk/refuse
send Esc F11
see "工号"
send hejing Enter Yichuang-2026 Enter
line "等你确认 11-23 00001 李*芳 新生儿出生 不予受理"
send Enter
see "事实和理由:户籍不在本区"
send 1
see "已办「不予受理」,德审不受字〔2026〕第00001号"
see "不予受理"
# where nothing was taken in there is no paper yet, and none is spoken of
send Esc F11
see "工号"
send jihm Enter Yichuang-2026 Enter
see "今日本窗"
send F2 zfgjjgrzhfc Enter
see "公积金个人账号"
fill 李芳 338810199005110104 13800138000
send F10 F10
see "[5 确认]"
send b 2
fill 邻区住房公积金管理部 ^Enter 缴存地在邻区 行政许可法第三十二条
see "提请「不予受理」,等另一个人确认"
send 1
see "已收件(未受理),不予受理待确认 办件号 338810 001 20261123 00002"
gone "文书 0 份"
clean
