#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command line of catalogue: exit code, what is said and what is complained about, without a hall.
top=${srcdir:-.}
LC_ALL=C.UTF-8
YICHUANG_DATADIR=$top/data
export LC_ALL YICHUANG_DATADIR
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
failed=0
tried=0

# try EXIT SAYS COMPLAINS WORDS…: SAYS and COMPLAINS are pieces of the two outputs ("": that output is empty)
try() {
	code=$1 says=$2 complains=$3
	shift 3
	./yichuang --hall "$dir/none" catalogue "$@" >"$dir/out" 2>"$dir/err" </dev/null
	got=$?
	tried=$((tried + 1))
	right=yes
	for pair in out:"$says" err:"$complains"; do
		file=$dir/${pair%%:*} piece=${pair#*:}
		if [ -n "$piece" ]; then
			grep -qF -e "$piece" "$file" || right=no
		elif [ -s "$file" ]; then
			right=no
		fi
	done
	if [ "$got" -ne "$code" ] || [ "$right" = no ]; then
		echo "catalogue $*: exit $got instead of $code; said:"
		cat "$dir/out" "$dir/err"
		failed=$((failed + 1))
	fi
}

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
try 0 '没有错误:套餐 35,事项 195' '' check "$data"
try 0 '{"bundles":35,"items":195,' '' check --json "$data"
try 0 '没有错误' '' check "$data/about.json" "$data/departments.json" "$data/roles.json" "$data/questions.json" \
	"$data/fields.json" "$data/materials.json" "$data/items" "$data/bundles/xinshenger.json"
try 66 '' 'E-3101' check "$dir/nothing.json"
try 66 '' 'E-2001' check "$dir"
try 64 '' '缺少文件' check
try 64 '' '没有这个动作' chekc
try 64 '' '缺少动作'
try 0 'check PATH' '' --help

# a part alone refers to what is not there: each reference is told, with its place
try 65 '' '/bundles/0/items/0/item: 没有事项「csz-qianfa」' check "$data/questions.json" "$data/bundles/xinshenger.json"
try 65 '' '/bundles/0/lead: 没有部门「wj」' check "$data/questions.json" "$data/bundles/xinshenger.json"

printf '{"departments":[{"id":"a","name":"\271\253"}]}' >"$dir/gb.json"
try 65 '' 'gb.json:1:35: 第1行第35列:字节 B9' check "$dir/gb.json"
head -c 104857600 /dev/zero | tr '\0' '[' >"$dir/deep.json"
before=$(date +%s)
try 65 '' 'E-2004' check "$dir/deep.json"
[ $(($(date +%s) - before)) -le 2 ] || { echo "100 MB of brackets took too long"; failed=$((failed + 1)); }
mkfifo "$dir/pipe.json"
try 65 '' 'E-2005' check "$dir/pipe.json"
printf '{"items":[{"id":"a"},{"id":"a"}]}' >"$dir/twice.json"
rm "$dir/pipe.json"
try 65 '{"error":{"code":"E-2014"' '' check --json "$dir/twice.json"

lines 35 list
try 0 'xinshenger       新生儿出生' '' list
try 0 '新生儿出生' '' list xse
try 0 '{"number":1,"id":"xinshenger","name":"新生儿出生"' '' list --json
try 0 '"item":"csz-qianfa","code":"3301061050001"' '' list 3301061050001 --json
lines 0 list 没有这样的
try 66 '' 'E-3101' list --data "$dir/nothing.json"

local='--answer q-wed=yes --answer q-birthplace=hosp --answer q-luohu=mother --answer q-hukou=local --answer q-nation=same'
rest='--answer q-mother-ins=emp --answer q-settled=yes --answer q-agent=no'
# the words are split on purpose
# shellcheck disable=SC2086
{
try 0 '承诺 21个工作日' '' show xinshenger $local $rest
try 0 '* 3 chusheng-hukou' '' show xinshenger $local $rest
try 0 '事项 9(共 11)' '' show xinshenger $local $rest --untick kexue-yuer
try 0 '"longest":["csz-qianfa","chusheng-hukou","yuer-butie"]' '' show xinshenger $local $rest --json
try 0 '"promised":{"n":1,"unit":"working_day","text":"1个工作日"}' '' show xinshenger $local --json
try 0 '"referral":null,"chosen":10' '' show 1 $local $rest --json
}
try 0 '转单项:落户方为外地户籍' '' show xinshenger --answer q-luohu=mother --answer q-hukou=other
try 0 '(不必问)' '' show xinshenger --answer q-luohu=none
try 0 '"single":true' '' show csz-qianfa --json
try 0 '新生儿出生(xinshenger)' '' show xinshenger --data "$data"
try 66 '' 'E-2030' show nothing
try 65 '' 'E-2031' show xinshenger --answer q-loan=no
try 65 '' 'E-2032' show xinshenger --answer q-wed=maybe
try 64 '' 'E-2031' show xinshenger --answer q-wed
try 65 '' 'E-1036' show xinshenger --untick nothing
try 65 '' 'E-1035' show ershoufang --untick wangqian
try 65 '{"error":{"code":"E-1035"' '' show ershoufang --untick wangqian --json
try 64 '' '缺少套餐' show
try 64 '' '多了一个词' show xinshenger more

echo "$tried tries, $failed failed"
[ "$failed" -eq 0 ]
