# step 1: a bundle is found by its number, its initials, any part of its name, narrowing at each key
include $SRC/tests/screen/desk/login.inc
send F2
see "230 条"
snap desk/bundle
send x
see "信用修复"
send s
see "新生儿出生"
gone "信用修复"
send e
see "4 条"
row 4 "›    1 新生儿出生"
snap desk/bundle-xse
send Backspace Backspace Backspace
see "230 条"
type "餐饮"
row 4 "›   16 开办餐饮店"
snap desk/bundle-canyin
send Esc
see "230 条"
# a number is the bundle of that place, at its first digit already
send 1
row 4 "›    1 新生儿出生"
send 6
row 4 "›   16 开办餐饮店"
gone "新生儿出生"
# full-width letters and digits of an input method are letters and digits
send Esc
type "１６"
row 4 "›   16 开办餐饮店"
send C-u
type "ＸＳＥ"
row 4 "›    1 新生儿出生"
# nothing found: said, and Enter takes nothing
send Esc
type "没有这回事"
see "目录里没有符合的"
send Enter
see "E-6301"
# an item alone is a bundle of its own
send Esc
type "户外招牌"
row 4 "›      户外招牌设施设置"
send Enter
row 0 "受理  户外招牌设施设置"
send Esc
see "230 条"
send Esc
see "今日本窗"
see "未受理。已存为草稿"
clean

# at 132 columns what the bundle consists of stands beside the list
resize 132x43
send F2 xse
see "《出生医学证明》首次签发"
snap desk/bundle-132
send Esc Esc
see "今日本窗"
clean

# back at step 1 the bar stands on what the dossier is, and going on changes nothing
resize 80x24
send F2
type "餐饮"
row 4 "›   16 开办餐饮店"
send Enter 1 1
see "情形 2/"
send Esc
see "230 条"
see "›   16 开办餐饮店"
send F10
row 0 "受理  开办餐饮店"
see "情形 2/"
send Esc
see "›   16 开办餐饮店"
send Enter
row 0 "受理  开办餐饮店"
see "情形 2/"
# the same after the draft that stopped here is opened again
send Esc
see "230 条"
send F3
see "未受理。已存为草稿"
send Home Down
see "开办餐饮店"
send Enter
see "230 条"
see "›   16 开办餐饮店"
send F10
see "情形 2/"
# another one is asked about first: no keeps all, yes begins anew
send Esc
see "230 条"
type xse
row 4 "›    1 新生儿出生"
send F10
see "换办这件事?"
row 0 "受理  开办餐饮店"
send 2
gone "换办这件事?"
row 0 "受理  开办餐饮店"
send F10
see "换办这件事?"
send 1
row 0 "受理  新生儿出生"
see "情形 0/8"
clean
