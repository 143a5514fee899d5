# typing Chinese, widths at the edges, wrapping, choices, checks, scanners, type-ahead
start 80x24 UI_DEMO_LOG=$TMP/log ui-demo
# type-ahead: sent before the first screen can have appeared
send F2 张三丰 Tab
file $TMP/log has "changed name=张三丰"
cursor 2 36
row 2 "姓名   张三丰"
# derived and signed
send 371402199001011234 Tab
see "推"
row 6 "性别   [1]男  2 女"
snap ui-form-filled

# wide text at the right edge scrolls at characters, in a box of 48 cells
type "山东省德州市安澜区东风路一百二十三号阳光花园小区"
cursor 3 54
row 3 "住址   东省德州市安澜区东风路一百二十三号阳光花园小区"
send x
row 3 "住址   东省德州市安澜区东风路一百二十三号阳光花园小区x"
send Home
row 3 "住址   山东省德州市安澜区东风路一百二十三号阳光花园小区"
cursor 3 8
repeat 24 Del
row 3 "住址   x"
send C-z
send C-u
row 3 "住址"
type "甲乙 abc 丙"
send C-w C-w
row 3 "住址   甲乙"
send C-Left 丁
row 3 "住址   丁甲乙"
send Backspace Backspace
row 3 "住址   甲乙"
cursor 3 8

# a field of two rows, and a third that scrolls in; an odd character never stands half
send Tab
type "一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三四五六七八九十一二三"
row 4 "备注   六七八九十一二三四五六七八九十"
row 5 "一二三四五六七八九十一二三"
send Up Up
row 4 "备注   一二三四五六七八九十一二三四五"
send Home a
row 4 "备注   a一二三四五六七八九十一二三四"
send C-u

# rare characters of four bytes, marks on a base, a variation selector: one step each, cells as they are
type "𠮷"
raw "e\xcc\x81"
raw "葛\xf3\xa0\x84\x80"
type "·"
cursor 4 14
row 4 "备注   𠮷é葛"
send Left Left Backspace
cursor 4 10
row 4 "备注   𠮷葛"
send C-u

# choice, check, date, number
send Tab 2
row 6 "性别    1 男 [2]女"
send 9
see "E-3225"
# two digits are no second answer: the first stays, and pressed once more the second is one
send S-Tab Tab 1 2
see "E-3225 性别没有第 12 项,仍是「男」;要改选请再按一次"
row 6 "性别   [1]男  2 女"
send 2
row 6 "性别    1 男 [2]女"
# digits that were meant for another field: the fourth in a row takes back what the first ones chose
send S-Tab Tab 1 2 1
row 6 "性别   [1]男  2 女"
send 3
see "E-3224"
row 6 "性别    1 男 [2]女"
send Tab Space
row 6 "性别    1 男 [2]女"
see "[x]"
send Tab 1123 Tab
row 7 "生日   2026-11-23"
send x
see "E-3223"
send 12 Tab
see "应在 1 到 9 之间"
# a wrong value does not hold the focus: what is typed next goes where it should
send 秘密ab
see "****"
file $TMP/log has "changed secret=秘密ab"
snap ui-form-faults
# commit shows the first fault and goes there
send F10
see "E-3223"
send C-u 5 F10
see "已提交"
file $TMP/log has "commit count=5"
# limits by bytes: two characters of three bytes
send S-Tab S-Tab S-Tab
send C-End 汉字
row 15 "备用   汉字"
send 多
see "E-1012"
row 15 "备用   汉字"
send Esc
see "演示"
send F12
exit 0
clean
