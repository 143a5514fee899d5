#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The command line of due and id: exit code, standard output and the code of the complaint, with no hall anywhere.
top=${srcdir:-.}
LC_ALL=C.UTF-8
export LC_ALL
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
mkdir -p "$dir/data/calendar"              # these three years and no other, whatever is shipped later
cp "$top"/data/calendar/202[456].json "$dir/data/calendar" || exit 99
YICHUANG_DATADIR=$dir/data
export YICHUANG_DATADIR
failed=0
tried=0

# try EXIT OUTPUT COMPLAINT WORDS…: OUTPUT is the whole standard output ("*": anything), COMPLAINT a piece of the other
try() {
	code=$1 output=$2 complaint=$3
	shift 3
	./yichuang --hall "$dir/none" "$@" >"$dir/out" 2>"$dir/err" </dev/null
	got=$?
	tried=$((tried + 1))
	said=$(cat "$dir/out")
	heard=$(cat "$dir/err")
	case $heard in
	*"$complaint"*) right=yes ;;
	*) right=no ;;
	esac
	[ -n "$complaint" ] || [ -z "$heard" ] || right=no
	[ "$output" = '*' ] || [ "$said" = "$output" ] || right=no
	if [ "$got" -ne "$code" ] || [ "$right" = no ]; then
		echo "yichuang $*: exit $got instead of $code; said: $said / $heard"
		failed=$((failed + 1))
	fi
	if [ "$code" -eq 64 ] && [ "$(grep -c '^用法:' "$dir/err")" -ne 1 ]; then
		echo "yichuang $*: not one usage line"
		failed=$((failed + 1))
	fi
}

try 0 2026-11-30 '' due 2026-11-23 5
try 0 2026-11-30 '' due 20261123 5
try 0 2026-10-10 '' due 2026-09-28 5
try 0 '*' '' due 2026-09-28 5 --explain
if [ "$(tail -n 1 "$dir/out")" != '2026-10-10 星期六 第5日(调休上班)' ]; then
	echo "a make-up day is not told as one: $(tail -n 1 "$dir/out")"
	failed=$((failed + 1))
fi
try 0 2026-11-24 '' due 2026-11-23 0.5
try 0 2026-11-23 '' due 2026-11-23 0
try 0 2026-11-23 '' due 2026-11-02 10 --pause 2026-11-05..2026-11-12
try 0 2026-11-23 '' due --pause=2026-11-08..2026-11-12 2026-11-02 --pause 2026-11-05..2026-11-10 10
try 0 待定 '' due 2026-11-02 10 --pause 2026-11-05..
try 0 2027-01-19 '' due 2026-12-20 30 --unit natural_day
try 0 '2027-01-06 预估' '' due 2026-12-30 5 --estimate
try 65 '' 'E-1050' due 2026-12-30 5
try 65 '' 'E-1051' due 2026-11-02 5 --pause 2026-11-12..2026-11-05
try 66 '' 'E-1055' due 2026-11-23 5 --calendar "$dir/nowhere"
try 0 '2026-11-24
11-23 受理,次日起算:24 共1个工作日
2026-11-24 星期二 第1日' '' due 2026-11-23 1 --explain
try 0 '{"start":"2026-11-27","limit":{"n":0.5,"unit":"working_day"},"due":"2026-11-30","estimated":false,"counted":1,"calendar":"b8cb906d","explanation":"11-27 受理,次日起算:30 共1个工作日;跳过 28 29(周末)"}' \
	'' --json due 2026-11-27 0.5
try 65 '{"error":{"code":"E-1050","message":"期限要跨入 2027 年,而该年的工作日历尚未载入,不能推算到期日:请先导入该年日历","where":""}}' \
	'' due 2026-12-30 5 --json

try 0 '*' '' id '１１０１０５ 19491231002x'
grep -q '^居民身份证 有效 11010519491231002X$' "$dir/out" && grep -q '^性别 女  出生 1949-12-31  [0-9]*岁$' "$dir/out" || {
	cat "$dir/out"; failed=$((failed + 1)); }
try 0 '统一社会信用代码 有效 91350100M000100Y43' '' id 91350100M000100Y43
try 0 '{"valid":true,"kind":"company","name":"统一社会信用代码","number":"12441500196720244T"}' '' id 12441500196720244T --json
try 65 '' 'E-1001' id 110105194912310021
try 65 '' 'E-1002' id 338810202302291233
try 65 '' 'E-1003' id 110105491231002
try 65 '' 'E-1004' id 99999999999999999999
try 65 '' 'E-1004' id -

# no. 30 of reliability 5, and its relatives
for word in 99999999999999999999 -5 '' 5.25 five 2001 1e3 ' 5' ５; do
	try 64 '' 'E-3001' due 2026-11-23 "$word"
done
try 64 '' 'E-3001' due 2026-11-23 -- -5
try 64 '' 'E-3001' due
try 64 '' 'E-3001' due 2026-11-23
try 64 '' 'E-3001' due '' 5
try 64 '' 'E-3001' due 2026-02-30 5
try 64 '' 'E-3001' due 2026-11-23 5 6
try 64 '' 'E-3001' due 2026-11-23 5 --unit
try 64 '' 'E-3001' due 2026-11-23 5 --unit ''
try 64 '' 'E-3001' due 2026-11-23 5 --unit week
try 64 '' 'E-3001' due 2026-11-23 5 --pause 2026-11-24
try 64 '' 'E-3001' due 2026-11-23 5 --pause 2026-11-31..2026-12-02
try 64 '' 'E-3001' due 2026-11-23 5 --frobnicate
try 64 '' 'E-3001' due 2026-11-23 5 --explain=yes
try 64 '' 'E-3001' id
try 64 '' 'E-3001' id ''
try 64 '' 'E-3001' id 1 2
try 64 '' 'E-3001' id -5
try 64 '' 'E-3001' id -五
try 64 '' 'E-3001' no-such-command
try 64 '' 'E-3001' --frobnicate
try 0 "$(./yichuang due --help)" '' help due
try 0 "$(./yichuang --help)" '' help
try 64 '' 'E-3001' help frobnicate
try 64 '' 'E-3001' --hall
try 64 '' 'E-3001' --hall ''
try 64 '{"error":{"code":"E-3001","message":"缺少证件号码","where":""}}' '用法' --json id

# hostile words come back harmless
./yichuang "$(printf '\033[31mx\342\200\256y')" 2>"$dir/err" && failed=$((failed + 1))
if LC_ALL=C grep -q "$(printf '\033')" "$dir/err" || grep -q "$(printf '\342\200\256')" "$dir/err"; then
	echo "a control character came back"
	failed=$((failed + 1))
fi
# a full disk is not a success
if [ -w /dev/full ]; then
	./yichuang due 2026-11-23 5 >/dev/full 2>"$dir/err"
	[ $? -eq 74 ] && grep -q E-3020 "$dir/err" || { echo "a full disk passed: $(cat "$dir/err")"; failed=$((failed + 1)); }
fi
# a hall's own calendar comes first
mkdir -p "$dir/hall/data/calendar"
sed 's/"off_days": \[/"off_days": [ {"date": "2026-11-24", "name": "馆休"},/' \
	"$top/data/calendar/2026.json" >"$dir/hall/data/calendar/2026.json"
[ "$(./yichuang --hall "$dir/hall" due 2026-11-23 1)" = 2026-11-25 ] || { echo "the hall's calendar is not used"; failed=$((failed + 1)); }
[ "$(./yichuang due --hall "$dir/hall" 2026-11-23 1 --calendar "$top/data/calendar")" = 2026-11-24 ] || {
	echo "--calendar is not used"; failed=$((failed + 1)); }
for words in --help --version 'due --help' 'id --help'; do
	# shellcheck disable=SC2086
	./yichuang $words >"$dir/out" 2>"$dir/err" && [ -s "$dir/out" ] && [ ! -s "$dir/err" ] || {
		echo "yichuang $words"; failed=$((failed + 1)); }
done

echo "$tried tried, $failed failed"
[ "$tried" -ge 50 ] && [ "$failed" -eq 0 ]
