# a pledge for a paper: the form must say it, too, and the applicant gets a paper to sign
include $SRC/tests/screen/desk/login.inc
send F2 kai-canyin Enter 1 1 1 1 1 1 Enter
fill 安澜区好味来餐饮有限公司 91350100M000100Y43 13905710003 学院路130号 周建国 338810199001020101
fill 好味来面馆 280 6 餐饮服务
see "材料 16 份"
send Down Down Down Down Down Down Down Down
line "› 9"
send p
see "承诺 1  未核 15"
send a
gone "未核"
send F10
see "还不能受理"
see "E-6059"
see "告知承诺勾选"
send Enter
row 21 "E-6059 承诺 告知承诺勾选:"
send 2
see "推得"
send F10 F10
see "F10受理并打印"
send F8
see "告知承诺书"
send Esc F10
see "已受理 办件号"
see "文书 3 份正在出"
sh "YICHUANG_DATADIR=$SRC/data $BUILD/yichuang --hall $TMP/hall document 1 pledge --text | grep -q '德审告承字〔2026〕第00001号'"
