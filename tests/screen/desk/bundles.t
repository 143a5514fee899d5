# A clerk's day: the common bundles, each from the home screen to the printed receipt in at most 60 keys besides free text, typed
# without looking; no datum twice. `fill` types a word and Enter; ^ is a key.
include $SRC/tests/screen/desk/login.inc

# 新生儿出生
keys
include $SRC/tests/screen/desk/newborn.inc
send F10
see "已受理 办件号 338810 001 20261123 00001"
keys at-most 60
send Esc

# 企业职工退休
keys
send F2 qyzg Enter 1 2 3 1 2 1 Enter
fill 李建国 33881019660101123X 13800138000 学院路128号 19850701 420 331066007788 ^Enter ^Enter ^Enter 中国工商银行 6222020200112233446
send a Enter F10
see "已受理 办件号 338810 001 20261123 00002"
keys at-most 60
send Esc

# 公民身后
keys
send F2 gmsh Enter 1 1 1 1 1 Enter
fill 王小燕 338810198808120010 13800138000 学院路128号 王大海 338810194505060024 1101 心肌梗死 ^F5
fill A12345678 331066007788 33881019450506002441 ^n ^Enter 中国工商银行 6222020200112233446
send a Enter F10
see "已受理 办件号 338810 001 20261123 00003"
keys at-most 60
send Esc

# 二手房转移登记及水电气联动过户
keys
send F2 esf Enter 1 1 1 1 2 1 1 Enter
fill 王小燕 338810198808120010 13800138000 学院路128号 李建国 33881019660101123X 13900139000 ^1 ^Enter 331066007788
fill 浙(2020)安澜区不动产权第0012345号 338810001001GB00001F00010001 89.5 2680000 文二路9号3幢402室 0571123456 ^Enter
fill 3301234567890 8877665544 中国工商银行 6222020200112233446
send a Enter F10
see "已受理 办件号 338810 001 20261123 00004"
keys at-most 60
send Esc

# 企业开办: the company has no code yet
keys
send F2 qykb Enter 1 2 2 1 Enter
fill 安澜区明华科技有限公司 ^Enter 13800138000 学院路128号 陈明华 338810197003054218 ^2 ^Enter 100 软件开发 I6510 5
fill ^Enter 陈明华 338810197003054218 100 ^Enter ^Enter 202611240900
send a Enter F10
see "已受理 办件号 338810 001 20261123 00005"
keys at-most 60
send Esc

# 开办餐饮店
keys
include $SRC/tests/screen/desk/eatery.inc
see "已受理 办件号 338810 001 20261123 00006"
keys at-most 60
send Esc

# 开办书店
keys
send F2 kbsd Enter 2 2 1 1 1 1 1 Enter
fill 安澜区墨香书店有限公司 ^Enter 13800138000 学院路132号 陈明华 338810197003054218 ^2 ^Enter 50 图书零售 F5243 4
fill ^Enter 陈明华 338810197003054218 50 墨香书店 120
send a Enter F10
see "已受理 办件号 338810 001 20261123 00007"
keys at-most 60
send Esc

# 教育入学: the child lives with her guardian
keys
send F2 jyrx Enter 1 1 1 1 Enter
fill 王小燕 338810198808120010 13800138000 学院路128号 王小明 338810201909010026 ^h ^Enter ^F5 ^m ^q ^Enter 安澜区第一小学 ^Enter ^Enter
send a Enter F10
see "已受理 办件号 338810 001 20261123 00008"
keys at-most 60
send Esc
line "今日 受理 8 容缺 0"
clean
