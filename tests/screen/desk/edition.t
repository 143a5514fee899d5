# another version of the catalogue comes into use while a dossier is being taken in
include $SRC/tests/screen/desk/login.inc
sh "$BUILD/yichuang --hall $TMP/hall catalogue export $TMP/first.json"
sh "sed 's/\"name\": \"新生儿出生\"/\"name\": \"新生儿一件事\"/' $TMP/first.json >$TMP/second.json"
sh "sed 's/\"xinshenger\"/\"xinshenger-2\"/; s/\"name\": \"新生儿出生\"/\"name\": \"宝宝出生\"/' $TMP/first.json >$TMP/third.json"
# step 1: the list is of the new one, with what was typed
send F2 xse
row 4 "›    1 新生儿出生"
send Esc
type 新生儿
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/second.json"
row 4 "›    1 新生儿一件事"
send Enter 1 1 1 1 1 1 1 1
see "情形 8/8 已答"
# an option that was chosen is no longer there: that answer alone is asked again, and nothing stands in the way that nobody can mend
sh "sed 's/^ *\"same\"/\"equal\"/; s/\"id\": \"same\"/\"id\": \"equal\"/; s/\"equal\":/\"same\":/' $TMP/second.json >$TMP/fourth.json"
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/fourth.json"
see "情形 7/8 已答"
see "E-6318 目录换成了第 3 版"
send 1
see "情形 8/8 已答"
send Enter
type 李小芳
send Enter
type 3388
# in the form, half a field typed: told at once, by its version, and nothing is lost
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/first.json"
row 0 "受理  新生儿出生"
see "E-6318 目录换成了第 1 版:本件改按新版办,已填的留着,请从第二步再核对;未受理"
line "姓名* 李小芳"
line "证件号码* 3388"
snap desk/edition
send F10
see "材料 15 份"
send a F10
row 0 "受理  新生儿出生"
# the matter itself is gone: another one is chosen, the applicant stays
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/third.json"
see "E-6318 目录换成了第 4 版,没有「新生儿出生」了:请另选,已填的留着;未受理"
see "230 条"
snap desk/edition-gone
type 宝宝出生
row 4 "›    1 宝宝出生"
send Enter
row 0 "受理  宝宝出生"
see "情形 0/8"
send F10 F10
see "一张表"
line "姓名* 李小芳"
line "证件号码* 3388"
clean

# behind the help nobody is told, but when it has gone; the one key that promises does so by what the clerk has seen
send F3
see "今日本窗"
send Del 1
gone "草稿未完"
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/first.json"
include $SRC/tests/screen/desk/newborn.inc
send F1
see "帮助"
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/second.json"
send Esc
row 0 "受理  新生儿一件事"
see "E-6318 目录换成了第 2 版"
# nor while a question stands over the step: then, too, when it has been answered
send Esc
see "材料 15 份"
send x
see "问题:"
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/first.json"
see "问题:"
row 0 "受理  新生儿一件事"
send Esc
row 0 "受理  新生儿出生"
see "E-6318 目录换成了第 1 版"
send F10
see "将打印"

# a draft that is taken up again says so when it is opened: once
send F3
see "已存为草稿"
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/second.json"
send Enter
row 0 "受理  新生儿一件事"
see "E-6318 目录换成了第 2 版:本件改按新版办"
snap desk/edition-draft
send F3 Enter
row 0 "受理  新生儿一件事"
see "将打印"
gone "E-6318"
# its matter is gone: by the name that it had
send F3
see "已存为草稿"
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/third.json"
send Enter
see "E-6318 目录换成了第 4 版,没有「新生儿一件事」了:请另选,已填的留着;未受理"
send F3
sh "$BUILD/desk-news $TMP/hall catalogue $TMP/second.json"
send Enter
gone "E-6318"
see "将打印"
send F10
see "已受理 办件号"
see "新生儿一件事"
clean
