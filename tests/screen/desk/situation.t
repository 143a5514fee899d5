# step 2: one key an answer, and everything that follows from it changes at once
include $SRC/tests/screen/desk/login.inc
send F2 xse Enter
see "情形 0/8 已答"
see "事项 7(可退选 7)"
# a question left open: the bar goes to it and says so; pressed again it goes on all the same
send Down Down F10
see "E-6013 第 1 问还没有答"
see "›1 新生儿父母是否婚内生育"
gone "一张表"
send 1
see "情形 1/8 已答"
send Down Down F10
see "E-6013 第 2 问还没有答"
see "›2 新生儿在何处出生"
send F10
see "一张表"
send Esc
see "›2 新生儿在何处出生"
send 1
see "加上 《出生医学证明》首次签发"
see "事项 8(可退选 8)"
send 1 1
see "加上 出生登记(本市户口登记)"
snap desk/situation-half
send 1 1 1 1
see "情形 8/8 已答"
see "事项 10(可退选 10)"
snap desk/situation
# an answer is changed where the bar stands; what it opens and shuts is said
send Up Up
send 2
see "去掉 生育津贴申领"
see "事项 9(可退选 9)"
# an option that is not there
send 7
see "E-6302"
see "事项 9(可退选 9)"
send Up 1
# on to the form and back: nothing is lost
send F10
see "一张表"
send Esc
see "情形 8/8 已答"
see "事项 9(可退选 9)"
# an optional item is unticked and ticked again; the materials follow
see "材料 14 份"
send Tab Down Space
see "去掉 预防接种证办理"
see "事项 8(可退选 9)"
snap desk/situation-unticked
send F10
see "一张表"
send Esc
see "事项 8(可退选 9)"
send Tab Down Space
see "加上 预防接种证办理"
# what should come after something that is not done here is told
send Down Down Space
see "去掉 城乡居民基本医疗保险参保登记"
see "「城乡居民基本医疗保险缴费」要先办过它才能办"
send Space Up Up
# what the situation does not call for cannot be ticked
send Down Down Down Down Down Down Down Space
see "E-6303"
send 1
see "E-6313"
# nothing left to do: not this way
send Home Up Up Up Up Up Up Up Up Up Up
send Space Down Space Down Space Down Space Down Space Down Space Down Space Down Down Space Down Space Down Space
see "事项 0"
send F10
see "E-6312"
see "情形 8/8 已答"
clean

# a combination that the bundle does not serve says what to do
send F3
see "今日本窗"
send F2 xse Enter 1 1 1 2
see "转单项办理"
see "加上"
snap desk/situation-referral
# … and what to press; it goes on only when that is wanted
see "F5 转单项  数字"
send Enter
see "E-6014 本件不联办这种情形"
see "[2 情形]"
send Enter
see "[3 申请人]"
send F3

# an item that the bundle cannot do without
send F2
type "职工退休"
send Enter 1 1
see "■ 4"
send Tab Down Down Down Space
see "E-1035"
send 0
see "E-6313"
clean

# at 132 columns departments stand beside the items
send F3 F2 xse Enter 1 1 1 1 1 1 1 1
see "情形 8/8 已答"
resize 132x43
see "人力资源和社会保障局"
snap desk/situation-132
resize 80x24
see "情形 8/8 已答"
clean
