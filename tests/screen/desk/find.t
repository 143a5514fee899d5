# a dossier is found by its number, a name, an ID, a phone, and by scanning its paper on any screen
include $SRC/tests/screen/desk/login.inc
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理 办件号 338810 001 20261123 00001 1"
# a number that is typed at home is looked for, whatever its first digit is: it calls no ticket and opens nothing else
send Esc
see "今日本窗"
type 338810001
line "找 338810001"
send Esc Esc
see "今日本窗"
type 1
line "› 00001 09:41 新生儿出生 李*芳 已受理"
send Esc Esc
see "今日本窗"
send F4
see "直接打字"
snap desk/find-empty
type 李
line "› 00001 09:41 新生儿出生 李*芳 已受理"
snap desk/find-name
type 小芳
line "› 00001 09:41"
send C-u
type 小芳
line "› 00001 09:41"
send Backspace Backspace
type 赵
see "没有符合的办件"
# by the name of another one in it, and the line says whose
send C-u
type 王
line "› 00001 09:41 新生儿出生 李*芳/王"
# by ID, whole; by phone; by the whole number, its tail
send Esc
type 33881019920315102X
line "› 00001"
send C-u
type 13800138000
line "› 00001"
send C-u
type 33881000120261123000011
line "› 00001"
send C-u
type 00001
line "› 00001"
snap desk/find-tail
# as they are printed: in groups, with hyphens; and the day it came in
send C-u
type 338810-001-20261123-00001-1
see "338810-001-20261123-00001-1"
gone "没有符合的办件"
send C-u
type 338810-19920315-102x
see "338810-19920315-102x"
gone "没有符合的办件"
send C-u
type 138-0013-8000
see "138-0013-8000"
gone "没有符合的办件"
send C-u
type 2026-11-23
see "2026-11-23"
gone "没有符合的办件"
send C-u
type 2026年11月23日
see "2026年11月23日"
gone "没有符合的办件"
send C-u
type 20261123
see "20261123"
gone "没有符合的办件"
send C-u
type 2026-11-22
see "没有符合的办件"
send C-u
type 2026-2-31
see "没有这一天"
# the serial as people say it, and the last four of an ID
send C-u
type 1
line "› 00001"
send C-u
type 102x
line "› 00001"
send C-u
type 8000
line "› 00001"
send C-u
type 1021
see "没有符合的办件"
send C-u
type 99999
see "没有符合的办件"
# Enter opens what the bar stands on, and Esc comes back to the same words
send C-u
type 小芳
line "› 00001"
send Enter
see "办件 00001"
send Esc
see "找 小芳"
send Esc
see "直接打字"
send Esc
see "今日本窗"

# its QR code, from every screen, whatever is going on there
sh "$BUILD/yichuang --hall $TMP/hall dossier 33881000120261123000011 --json | tr ',' '\n' | sed -n 's/.*\"qr\": *\"\(ZW1[^\"]*\)\".*/\1/p' > $TMP/qr; test -s $TMP/qr"
scan $TMP/qr
see "办件 00001"
send Esc
see "今日本窗"
send F4 小
see "找 小"
scan $TMP/qr
see "办件 00001"
send Esc
see "找 小"
send Esc Esc F2 xse Enter 1 1
see "情形 2/8 已答"
scan $TMP/qr
see "办件 00001"
send Esc
see "情形 2/8 已答"
send F10 F10
type 张
scan $TMP/qr
see "办件 00001"
send Esc
line "姓名* 张"
# what a Chinese input method made of a code is told, and the field keeps what it had
raw "ＺＷ１－Ｒ－３３８８１０００１２０２６１１２３００００１１－ＡＡＡＡＡＡ\r"
see "若刚开着中文输入法"
line "姓名* 张"
send F10
see "用于事项"
scan $TMP/qr
see "办件 00001"
send Esc F10
see "还不能受理"
scan $TMP/qr
see "办件 00001"
send Esc
see "还不能受理"
send F1
see "帮助:受理 第五步"
scan $TMP/qr
see "办件 00001"
send Esc
see "帮助:受理 第五步"
send Esc F3 F8
see "打印任务"
scan $TMP/qr
see "办件 00001"
send Esc
see "打印任务"
send F9
see "分派给部门"
scan $TMP/qr
see "办件 00001"
# another hall's code, a changed one, and what is no code of ours
raw "ZW1-R-33881000120261123000011-AAAAAA\r"
see "不是本大厅打印的"
raw "ZW1-R-33881000120261123000012-AAAAAA\r"
see "号码校验位不符"
raw "ZW1-\e[21~\x03F12\r"
see "若刚开着中文输入法"
# locked, nothing opens
send F12
see "已锁屏"
scan $TMP/qr
see "本机已锁"
see "离开中"
clean
