#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Rows 111 and 112: what the hand did is stored with a dossier that a desk took in, and told as medians without names.
. "${srcdir:-.}/tests/contract/try.sh"

try 0 jihm "" init --demo --empty
try 0 这一天没有在窗口收过件 "" hand
try 0 "" "" --json hand
try 64 "" "--day 应为日期" hand --day 2026-13-01
try 64 "" 多了一个词 hand dance
today=$(TZ=Asia/Shanghai date +%Y-%m-%d)
born=$(TZ=Asia/Shanghai date -d "20 days ago" +%Y-%m-%d)
n=0
# accepted HAND: one more newborn, with that member of the request
accepted() {
	n=$((n + 1))
	tr -d '\n' <"$top/tests/bench/newborn.json" | sed -e "s/0-4000-8000-000000000001\",/0-4000-8000-00000000000$n\",$1/" \
		-e "s/2026-11-01/$born/" >"$dir/in"
	try 0 '"number"' "" --json accept -
	number=$(sed 's/.*"number":"\([^"]*\)".*/\1/' "$dir/out")
}
accepted ""
try 0 '"hand":null' "" --json dossier "$number"
accepted '"hand":{"keys":60,"ms":180000},'
try 0 '"keys":60' "" --json dossier "$number"
grep -q '"seconds":180' "$dir/out" || same 180 "$(cat "$dir/out")" "seconds of the dossier"
accepted '"hand":{"keys":81,"ms":90499},'
try 0 "全厅  2 件  每件中位数:按键 71  用时 135 秒" "" hand --day "$today"
try 0 '"group":"all"' "" --json hand
same 3 "$(wc -l <"$dir/out" | tr -d ' ')" "the hall, its window and the bundle"
same 0 "$(grep -c -e 李 -e 季 "$dir/out")" "names"
tried_all
