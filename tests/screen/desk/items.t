# several items that form no bundle as one dossier, and a situation that no bundle serves
include $SRC/tests/screen/desk/login.inc
send F2
# a bundle is no part of another dossier
send F5
see "E-6317"
type csyxz
line "› 《出生医学证明》首次签发"
send F5
see "已选「《出生医学证明》首次签发」"
row 0 "受理  《出生医学证明》首…"
see "230 条"
line "› ■ 《出生医学证明》首次签发"
# the last one stays
send F5
see "E-6317"
type "出生登记"
send F5
see "本件 2 项"
see "2项合办"
type 社会保障卡申领(新生儿)
send F5
see "本件 3 项"
snap desk/items
# in its order, with one checklist; none can be unticked here
send Enter
see "3项合办"
see "事项 3(可退选 0)"
send 1 1 1 1
see "情形 4/4 已答"
snap desk/items-situation
send Tab
see "承诺 即办。另外加选的事项,不办它请在"
send Space
see "E-1035 「《出生医学证明》首次签发」是另外加选的事项,不办它请在第一步去掉"
send Tab
# one less and back again: what was answered and is still asked stays
send Esc
see "230 条"
type "社会保障卡申领(新生儿)"
send F5
see "已去掉「社会保障卡申领(新生儿)」"
send Home
type "出生登记"
send Enter
see "事项 2("
see "情形 4/4 已答"
# another alone: asked about first
send Esc
type "户外招牌"
send Enter
see "只办这一项,已加选的都去掉?"
send 2
gone "只办这一项"
# a person's and a company's cannot be one applicant's
send F5
see "E-2036"
see "2项合办"
# what was refused is not advised
send Enter
see "这一项不能加选,只办它?"
gone "再按 F5"
send 2
gone "不能加选,"
send C-u
see "230 条"
type "出生登记"
send Enter
see "事项 2("
clean

# a combination that the bundle does not serve leads to its items, with what is answered already
send F3
see "今日本窗"
send F2 xse Enter 1 1 1 2
see "F5 逐项选办"
send F5
see "转单项:对要办的逐项按 F5"
see "11 条"
send F5
see "本件 1 项"
send Down F5
see "本件 2 项"
snap desk/items-split
send Enter
see "2项合办"
see "情形 2/3 已答"
send F5
see "本件已是单项办理"
clean

# what was typed for the bundle and no item of the new dossier wants does not go without a word
send F3
see "今日本窗"
include $SRC/tests/screen/desk/newborn.inc
send Esc Esc Esc
see "[2 情形]"
send F5
see "转单项:对要办的逐项按 F5"
send F5
see "个已填的栏目用不到了,改后不再保留"
send 2
gone "用不到了"
gone "本件 1 项"
send F3
line "草稿未完 李*芳 新生儿出生 停在 事项"
send End Del 1
gone "新生儿出生"
send Home Enter
see "2项合办"
# the draft of several is opened again as it was
send F3
see "已存为草稿"
send Home
see "2项合办"
send Enter
see "2项合办"
see "情形 2/3 已答"
clean

# a bundle takes further items: one dossier, one checklist, the bundle as it was
resize 80x24
send F3
see "今日本窗"
send F2
type "餐饮"
send Enter 1 1
see "情形 2/"
send Esc
type "户外招牌"
send F5
see "E-6317"
see "本来就在「开办餐饮店」里"
send C-u
type "占用、挖掘"
send F5
see "已选「占用、挖掘城市道路许可」;本件 9 项"
row 0 "受理  开办餐饮店,加办"
line "■ 占用、挖掘城市道路许可"
# a person's is no company's
type "出生登记"
send F5
see "E-2036"
send C-u Home
type "餐饮"
send Enter
row 0 "受理  开办餐饮店,加办"
see "情形 2/"
see "占用、挖掘城市道路许可"
snap desk/items-bundle
# it was asked for: who does not want it takes it out where it was put in
send Tab End Space
see "另外加选的事项"
send Esc
type "占用、挖掘"
send F5
see "已去掉「占用、挖掘城市道路许可」;本件 8 项"
send Home Enter
see "换办这件事?"
send 2
type "餐饮"
send Enter
row 0 "受理  开办餐饮店     "
see "情形 2/"
clean

# an item is called like this bundle: what to press is said
send F3
see "今日本窗"
send F2
type "事业单位人员退休"
send Enter
see "情形 "
send Esc
type "户外招牌"
send F5
see "不能加办别的;要一起办,请在第二步按 F5 转单项"
clean

# what is left is for who answered otherwise: it is not taken without a word
send F3
see "今日本窗"
send F2
type "营业执照信息核验"
send F5
see "已选「营业执照信息核验」"
type "户外招牌"
send F5
see "本件 2 项"
send Enter
see "2项合办"
send 2
see "1/"
send Esc
type "户外招牌"
send F5
see "“是否已有营业执照?”答的是“没有,一并设立”,改后按“有”办;照改?"
send 2
gone "照改?"
row 0 "受理  2项合办"
send F5 1
row 0 "受理  营业执照信息核验"
see "已去掉「户外招牌设施设置(规范管理)」;本件 1 项"
clean
