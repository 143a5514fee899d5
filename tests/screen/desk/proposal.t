# a refusal wants two people: the clerk proposes what she has read as a whole, she only reads it afterwards, the supervisor agrees or
# says why not
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send r 1
see "已收件(未受理)"
send a
see "现在可以做"
send Down Down
line "› 不予受理"
send Enter
see "理由类别"
send 2
see "应向哪个机关申请:"
send Enter
see "E-6403"
type 邻区政务服务中心
send Enter
see "地址"
# Esc is one question back, and what was said there stands there
send Esc
see "应向哪个机关申请:邻区政务服务中心"
send Esc
see "理由类别"
send 2
see "应向哪个机关申请:"
type 邻区政务服务中心
send Enter Enter
see "理由:"
type 户籍不在本区
send Enter
see "法律依据"
type 行政许可法第三十二条
send Enter
# all of it once more, before it is sent
see "提请「不予受理」,等另一个人确认"
see "理由类别:不属本机关职权"
see "应向哪个机关申请:邻区政务服务中心"
see "事实和理由:户籍不在本区"
see "法律依据:行政许可法第三十二条"
gone "不能取消"
snap desk/proposal-sure
send Esc
see "法律依据:行政许可法第三十二条"
send Enter
see "提请「不予受理」,等另一个人确认"
send 1
see "已提请「不予受理」"
see "等人确认"
send Home
line "› 不予受理 季慧敏 提请"
send Enter
see "应向哪个机关申请:邻区政务服务中心"
see "这是你提请的,要由另一个人确认(W-14)"
gone "1 同意"
snap desk/proposal
send Esc Esc Esc
see "今日本窗"
send F11
see "工号"
send hejing Enter Yichuang-2026 Enter
see "何静"
line "等你确认 11-23 00001 李*芳 新生儿出生 不予受理"
snap desk/proposal-home
# straight to what was said, and its answer
send Enter
see "应向哪个机关申请:邻区政务服务中心"
see "1 同意,不能取消"
snap desk/proposal-read
# read first: Esc leaves the question, then the reasons; the dossier is below
send Esc
see "没有答复,提请还在"
see "法律依据:行政许可法第三十二条"
send Esc
see "收件凭证 A5"
send a
see "等人确认"
send Home
line "› 不予受理 季慧敏 提请"
send Enter 2
see "不同意的理由"
type 应当受理
send Enter
see "已答复不同意"
gone "等人确认"
see "办理 00001  已收件"
clean
