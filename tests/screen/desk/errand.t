# a helper's day: registered, answered, entrusted, papers taken, paused, ended; a supervisor sees what nobody has answered
include $SRC/tests/screen/desk/login.inc
# nothing of errands is on a clerk's screen
gone "帮办"
send F6
see "今日本窗"
send F11
see "工号"
send chenbang Enter Yichuang-2026 Enter
see "没有帮办代办"
send F2
see "登记帮办代办"
send 2 Enter 1 Enter
type 张桂芳
send Enter 1 Enter
type 11010519491231002X
send Enter
type 138
send Enter F10
see "E-1014"
send C-u
type 13800138000
send Enter
type 学院路9号
send Enter
type 开办书店、医保转移
send Enter
snap desk/errand-new
send F10
see "已登记,编号 BB001202611230001"
see "现在可以做"
send Esc
see "等人响应 1"
snap desk/errands
send F1
see "帮助:帮办代办"
send Esc Enter
line "› 响应"
send Enter 1
type 已电话约好上午来
send Enter Enter 1
see "已办「响应」"
# the rule is said, and nothing has changed
send Home Down Down
line "› 委托"
send Enter
type 开办书店的全部事项
# what it was from is proposed, when it ends is not
send Enter
see "期限自:2026-11-23"
send Enter
see "期限至:"
gone "2026-11-23"
send Enter
see "日期要填"
type 2026-11-23
send Enter 1 1 1 1 1 Enter Enter 1
see "E-6712"
see "没有改动"
# at the question that it is about; what was said before stands
see "提交申请"
send Esc
see "2026-11-23"
send C-u
type 2026-12-23
send Enter 2 1 2 1 1 Enter Enter 1
see "已办「委托」"
line "委托书 1 至 2026-12-23 提交申请 领取结果"
snap desk/errand
resize 132x43
snap desk/errand-132
resize 80x24
send p 6
see "授权委托书 BD001202611230001 2 联,已排队,打印程序没有运行"
send v
type 约时间
send Enter
see "看原文的理由至少 4 个字"
gone "13800138000"
type 上门
send Enter
see "13800138000"
send Esc
gone "13800138000"
send F9
type 约时间上门
send Enter
see "13800138000"
see "原文已遮盖" within 20000
gone "13800138000"
send Esc
send Esc
line "代办 已委托"
send r
see "三率"
snap desk/errands-rates
send Esc F11
see "工号"
send hejing Enter Yichuang-2026 Enter
send F6
see "帮办代办 1"
line "陈邦"
send Tab
see "(等人响应) 0"
resize 132x43
send Tab
snap desk/errands-132
send F11
clean
