#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command line of catalogue: exit code, what is said and what is complained about, without a hall.
. "${srcdir:-.}/tests/contract/try.sh"
hall=$dir/none

# lines WANTED WORDS…: how many lines of standard output
lines() {
	wanted=$1
	shift
	n=$(./yichuang --hall "$dir/none" catalogue "$@" | wc -l)
	tried=$((tried + 1))
	if [ "$n" -ne "$wanted" ]; then
		echo "catalogue $*: $n lines instead of $wanted"
		failed=$((failed + 1))
	fi
}

data=$top/data/catalogue
try 0 '没有错误:套餐 35,事项 195' '' catalogue check "$data"
try 0 '{"bundles":35,"items":195,' '' catalogue check --json "$data"
try 0 '没有错误' '' catalogue check "$data/about.json" "$data/departments.json" "$data/roles.json" "$data/questions.json" \
	"$data/fields.json" "$data/materials.json" "$data/items" "$data/bundles/xinshenger.json"
try 0 '没有错误' '' catalogue check --strict "$data"
try 0 '"unchecked":230,"reminders":[]}' '' catalogue check --strict --json "$data"
cp -r "$data" "$dir/odd"
sed -i '0,/"questions": \[/s//"questions": [{"id": "q-odd", "text": "何用?", "options": [{"id": "a", "text": "甲"}, {"id": "b", "text": "乙"}]},/' \
	"$dir/odd/questions.json"
try 0 '提醒:E-2042 问题「何用?」没有一处用到 [q-odd]' '' catalogue check "$dir/odd"
try 65 '提醒:E-2042' '' catalogue check "$dir/odd" --strict
try 65 '"reminders":[{"code":"E-2042","text":"问题「何用?」没有一处用到","where":"q-odd"}]}' '' catalogue check "$dir/odd" --strict --json
rm -r "$dir/odd"
try 66 '' 'E-3101' catalogue check "$dir/nothing.json"
# a file from a system that writes names in capitals is no other file
cp -r "$data" "$dir/capitals" && chmod -R u+w "$dir/capitals"
mv "$dir/capitals/roles.json" "$dir/capitals/ROLES.JSON"
try 0 '没有错误:套餐 35,事项 195' '' catalogue check "$dir/capitals"
rm -r "$dir/capitals"
try 66 '' 'E-2001' catalogue check "$dir"
try 64 '' '缺少文件' catalogue check
try 64 '' '没有这个动作' catalogue chekc
try 64 '' '缺少动作' catalogue
try 0 'check PATH' '' catalogue --help

# a part alone refers to what is not there: each reference is told, with its place
try 65 '' '/bundles/0/items/0/item: 没有事项「csz-qianfa」' catalogue check "$data/questions.json" "$data/bundles/xinshenger.json"
try 65 '' '/bundles/0/lead: 没有部门「wj」' catalogue check "$data/questions.json" "$data/bundles/xinshenger.json"

printf '{"departments":[{"id":"a","name":"\271\253"}]}' >"$dir/gb.json"
try 65 '' 'gb.json:1:35: 第1行第35列:字节 B9' catalogue check "$dir/gb.json"
head -c 104857600 /dev/zero | tr '\0' '[' >"$dir/deep.json"
before=$(date +%s)
try 65 '' 'E-2004' catalogue check "$dir/deep.json"
[ $(($(date +%s) - before)) -le 2 ] || { echo "100 MB of brackets took too long"; failed=$((failed + 1)); }
mkfifo "$dir/pipe.json"
try 65 '' 'E-2005' catalogue check "$dir/pipe.json"
printf '{"items":[{"id":"a"},{"id":"a"}]}' >"$dir/twice.json"
rm "$dir/pipe.json"
try 65 '{"error":{"code":"E-2014"' '' catalogue check --json "$dir/twice.json"

lines 35 list
try 0 'xinshenger       新生儿出生' '' catalogue list
try 0 '新生儿出生' '' catalogue list xse
try 0 '税务注销(清税)(税务局) 也叫 销税' '' catalogue list xs
try 0 '{"number":1,"id":"xinshenger","name":"新生儿出生"' '' catalogue list --json
try 0 '"item":"csz-qianfa","code":"3388101050001"' '' catalogue list 3388101050001 --json
try 0 '' '没有符合的套餐或事项' catalogue list 没有这样的
try 0 '' '' catalogue list 没有这样的 --json
try 66 '' 'E-3101' catalogue list --data "$dir/nothing.json"

local='--answer q-wed=yes --answer q-birthplace=hosp --answer q-luohu=mother --answer q-hukou=local --answer q-nation=same'
rest='--answer q-mother-ins=emp --answer q-settled=yes --answer q-agent=no'
# the words are split on purpose
# shellcheck disable=SC2086
{
try 0 '承诺 21个工作日' '' catalogue show xinshenger $local $rest
try 0 '* 3 chusheng-hukou' '' catalogue show xinshenger $local $rest
try 0 '事项 9(共 11)' '' catalogue show xinshenger $local $rest --untick kexue-yuer
# what an item makes that is not done here is brought by the applicant, and says so everywhere
same 1 "$(grep -c 'hkb-zinv .*前项产生' "$dir/out")" "the household page is made here"
try 0 '事项 9(共 11)' '' catalogue show xinshenger $local $rest --untick chusheng-hukou
same 1 "$(grep -c 'hkb-zinv .*自带' "$dir/out")" "the household page must be brought"
try 0 '"id":"hkb-zinv","name":"新生儿户口页(或公民身份号码)","level":"main","produced":false,"originals":0,"copies":0,"source":"self"' '' \
	catalogue show xinshenger $local $rest --untick chusheng-hukou --json
try 0 '"longest":["csz-qianfa","chusheng-hukou","yuer-butie"]' '' catalogue show xinshenger $local $rest --json
try 0 '"promised":{"n":1,"unit":"working_day","text":"1个工作日"}' '' catalogue show xinshenger $local --json
try 0 '"referral":null,"chosen":10' '' catalogue show 1 $local $rest --json
}
try 0 '转单项:落户方为外地户籍' '' catalogue show xinshenger --answer q-luohu=mother --answer q-hukou=other
try 0 '(不必问)' '' catalogue show xinshenger --answer q-luohu=none
try 0 '"single":true' '' catalogue show csz-qianfa --json
try 0 '3项合办:《出生医学证明》首次签发等' '' catalogue show shebaoka-xinsheng+chusheng-hukou+csz-qianfa
try 0 '"longest":["csz-qianfa","chusheng-hukou"]' '' catalogue show chusheng-hukou+csz-qianfa --json
try 66 '' 'E-2030' catalogue show csz-qianfa+nothing
try 0 '示例:本级窗口尚未与本地指南核对' '' catalogue show xinshenger
try 0 '"checked":false,"sources":[{"id":"S000",' '' catalogue show xinshenger --json
try 0 '仍是示例(checked 为 false)的套餐和事项 230' '' catalogue check "$data"
try 0 '新生儿出生(xinshenger)' '' catalogue show xinshenger --data "$data"
try 66 '' 'E-2030' catalogue show nothing
try 65 '' 'E-2031' catalogue show xinshenger --answer q-loan=no
try 65 '' 'E-2032' catalogue show xinshenger --answer q-wed=maybe
try 64 '' 'E-2031' catalogue show xinshenger --answer q-wed
try 65 '' 'E-1036' catalogue show xinshenger --untick nothing
try 65 '' 'E-1035' catalogue show ershoufang --untick wangqian
try 65 '{"error":{"code":"E-1035"' '' catalogue show ershoufang --untick wangqian --json
try 64 '' '缺少套餐' catalogue show
try 64 '' '多了一个词' catalogue show xinshenger more

tried_all
