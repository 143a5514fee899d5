# who only asks takes home what a matter wants: previewed and printed before there is a dossier or a name
include $SRC/tests/screen/desk/login.inc
send F2 xse F8
row 0 "咨询:新生儿出生 办事一次性告知单"
see "还没有问到的"
snap desk/sheet-open
# back where it was, nothing begun
send Esc
row 4 "›    1 新生儿出生"
send Enter
see "情形 0/8"
send 1 1 F8
see "您的情形"
see "1.新生儿父母是否婚内生育? 婚内(有结婚证)"
snap desk/sheet
send PgDn PgDn
see "要准备的材料"
send t
row 0 "咨询:新生儿出生 办事一次性告知单(大字版)"
send t F10
see "「办事一次性告知单」ZX001202611230001 已排队,打印程序没有运行"
see "情形 2/"
clean
# the trace of it among the papers, without a dossier
send F3
see "未受理。已存为草稿"
send F8
see "办事一次性告知单"
snap desk/sheet-paper
# printed anew it is a copy of that one, with its reason
send r
see "补打的原因"
type 卡纸
send Enter
see "补打 第1次"
send Esc
see "今日本窗"
clean
# nothing to do in a situation: said, and nothing opened
resize 132x43
send F2
type "户外招牌"
send F8
row 0 "咨询:户外招牌设施设置"
snap desk/sheet-132
send Enter
see "户外招牌"
clean
