# who hands results over: what departments have decided is on his list; each is checked in, and all that are here are handed over together
include $SRC/tests/screen/desk/login.inc
# nothing is for him to do, and he is not told to take anything in
send F11
see "工号"
send zhengli Enter Yichuang-2026 Enter
see "今天还没有办件"
gone "F2"
send F11
see "工号"
send jihm Enter Yichuang-2026 Enter
see "今天还没有办件。F2 接第一件"
include $SRC/tests/screen/desk/eatery.inc
see "已受理 办件号 338810 001 20261123 00001"
sh "$BUILD/desk-news $TMP/hall deliver && for n in 1 2; do $BUILD/desk-news $TMP/hall task $n 20 1 && $BUILD/desk-news $TMP/hall task $n 50 2 || exit; done; $BUILD/desk-news $TMP/hall deliver"
send Esc F11
see "工号"
send zhengli Enter Yichuang-2026 Enter
see "今日本窗"
snap desk/issue-home
resize 132x43
line "结果待登记 11-23 00001"
snap desk/issue-home-132
resize 80x24
send Enter
see "部门任务"
send a
see "出件登记"
send Enter
see "证照或文书编号"
type Y-1
send Enter
type 3号柜
send Enter 1
see "已办「出件登记」"
gone "一并送达"
# the other one waits for the same: Enter again is not another act
line "› 出件登记"
send Enter
see "证照或文书编号"
type S-2
send Enter Enter 1
see "一并送达"
send Home
line "› 一并送达"
snap desk/issue-together
# an agent without an authority on file gets nothing, and what was said stays to be mended (H-2)
send Enter
see "方式"
send 1
see "签收人"
send 2
see "凭哪份委托书"
send 1
see "E-6457 受理时没有代理人"
see "凭哪份委托书"
snap desk/issue-refused
# told at the question that it is about: he shows one
send 2
see "委托书编号(可不填)"
send Enter
see "写明可代领结果,期限至"
send C-u
type 20261122
send Enter
see "E-6457 出示的委托书已经过期"
see "写明可代领结果,期限至"
send C-u
type 20261130
# who it is is read from his card (P-1): what was typed otherwise stays until the key once more, the next question knows it already
sh "echo '{\"name\":\"赵代\",\"number\":\"338810197003180118\",\"kind\":\"id-card\"}' >$TMP/card.json"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 0 --card $TMP/card.json"
send Enter
see "姓名(F4读卡)"
type 赵
send F4
see "与所打的不同,没有改"
send F4
see "姓名(F4读卡):赵代"
snap desk/reader-issue
send Enter Enter
see "证件号末四位或签收证明"
see "0118"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3 --after 60000"
send F4
see "请放卡"
send Esc
see "不等放卡了"
sh "sh $SRC/tests/screen/desk/reader-bridge.sh $TMP $BUILD 3"
send Enter
see "凭哪份委托书:当场出示的委托书"
snap desk/issue-said
send 1
see "已办「一并送达」,德审送字〔2026〕第00001号 已排队,打印程序没有运行"
line "› 登记委托"
send End
see "制作文书"
see "当场出示的委托书"
# the receipt lists both, and by which authority they were taken
send Esc Tab
see "送达回证"
clean
