# 办事指南: read from home without beginning anything, from step 1 of what is under the bar, from step 2 as it was answered
include $SRC/tests/screen/desk/login.inc
send F7
see "直接打字"
snap desk/guide-list
# by what citizens say, by whole pinyin
type "上户口"
row 4 "› 新生儿出生"
see "出生登记(本市户口登记)"
send C-u
type shanghukou
row 4 "› 新生儿出生"
send C-u
type "没有这回事"
see "目录里没有符合的"
send Enter
see "E-6301"
send C-u
type kfg
row 4 "› 开办餐饮店"
send Enter
row 0 "办事指南:开办餐饮店"
see "示例"
snap desk/guide
send PgDn
see "合在一起办省多少"
snap desk/guide-order
send t
row 0 "办事指南:开办餐饮店(大字版)"
send t F10
see "「办事指南」ZN001202611230001 已排队,打印程序没有运行"
row 4 "› 开办餐饮店"
# back home nothing is begun
send Esc Esc
see "今日本窗"
see "没有要先办的"
clean
# one item alone
resize 132x43
send F7
type "户外招牌"
send Enter
row 0 "办事指南:户外招牌设施设置"
snap desk/guide-item-132
# what a good paper looks like, what is looked for on it: on the screen as on paper, in large print too
send PgDn
see "样表和填写要点（示例，以窗口核对的为准）"
see "填好的样子:经营场所"
snap desk/guide-sample
send t PgDn
row 0 "办事指南:户外招牌设施设置(规范管理)(大字版)"
see "填好的样子:经营场所"
send t
send Esc Esc Esc
see "今日本窗"
clean
# step 1: what is under the bar; step 2: in the situation that was answered
resize 80x24
send F2
type xse
row 4 "›    1 新生儿出生"
send F7
row 0 "办事指南:新生儿出生"
see "先后次序"
send Esc
row 4 "›    1 新生儿出生"
send Enter
see "情形 0/8"
send 1 1 1 1 g
row 0 "办事指南:新生儿出生"
see "所问的情形"
see "1.新生儿父母是否婚内生育? 婚内(有结婚证)"
snap desk/guide-answered
send Esc
see "情形 4/"
clean
