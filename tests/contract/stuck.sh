#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Row 65 (H-4, K10): 办不成事 with its due dates, what does not belong there, and each step once in its order.
. "${srcdir:-.}/tests/contract/try.sh"

try 0 jihm "" init --demo --empty
base="name=张三 phone=13800138000 matter=开办书店 happened=2026-01-05 window=3"
# due N: the N-th working day from today, by another way
due() {
	./yichuang --hall "$hall" --json due "$(TZ=Asia/Shanghai date +%Y-%m-%d)" "$1" | sed 's/.*"due":"\([^"]*\)".*/\1/'
}
try 0 没有待办 "" stuck list
try 64 "" 没有这个动作 stuck dance
try 66 "" E-6752 stuck act BC1 classify class=normal
try 66 "" E-6750 stuck act BC1 dance
# --- what does not belong here is told where it does
for pair in papers:补正 lawsuit:法院 petition:信访部门 policy:书面答复; do
	try 65 "" "${pair#*:}" stuck new category="${pair%%:*}" what=没办成 $base
	grep -q E-6751 "$dir/err" || same E-6751 "$(cat "$dir/err")" "the refusal of ${pair%%:*}"
done
try 0 没有待办 "" stuck list
try 65 "" E-6403 stuck new category=delay what=没办成 name=张三 phone=12 matter=x happened=2026-01-05
# --- 5, 10 and 3 working days
for class in normal:5 complex:10 impossible:3; do
	try 0 已登记 "" stuck new category=not-accepted what=窗口说材料不对但没说哪里不对 $base
	number=$(sed 's/.*。\(BC[0-9]*\) .*/\1/' "$dir/out")
	same 1 "$(grep -c "$(due 5) 前答复" "$dir/out")" "5 working days at first"
	try 0 已分类 "" stuck act "$number" classify class="${class%%:*}"
	same 1 "$(grep -c "$(due "${class#*:}") 前答复" "$dir/out")" "${class#*:} working days for ${class%%:*}"
done
try 0 - "" config set k10.answer_days 4
try 0 - "" stuck new category=delay what=拖了一个月 $base
number=$(sed 's/.*。\(BC[0-9]*\) .*/\1/' "$dir/out")
try 0 "$(due 4)" "" stuck act "$number" classify class=impossible
# --- the loop, in its order and no other
try 65 "" E-6753 stuck act "$number" answer satisfied=yes
try 65 "" 下一步是 stuck act "$number" check note=x
try 0 已转办 "" stuck act "$number" transfer to=市场监管局
try 0 已办结 "" stuck act "$number" handle answer=已受理 cause=培训不到位 measure=重新培训 --uuid 0a7c1111-2222-4333-8444-555566667777
try 0 以前已经办过 "" stuck act "$number" handle answer=已受理 cause=培训不到位 measure=重新培训 --uuid 0a7c1111-2222-4333-8444-555566667777
try 0 已反馈 "" stuck act "$number" answer satisfied=no
try 0 已核查 "" stuck act "$number" check note=属实
try 0 已备案 "" stuck act "$number" file
try 65 "" E-6753 stuck act "$number" file
try 0 '"due"' "" --json stuck list
same 3 "$(wc -l <"$dir/out" | tr -d ' ')" "still open"
try 0 - "" stuck list --closed
same 4 "$(wc -l <"$dir/out" | tr -d ' ')" "all there ever were"
try 0 '"transferred":"市场监管局"' "" --json stuck show "$number"
same 0 "$(grep -c -e 13800138000 -e 培训 -e 张三 "$dir/out")" "what was said, in the open"
try 65 "" E-6403 stuck show "$number" --reveal 月报
try 0 培训不到位 "" stuck show "$number" --reveal 写本月月报
same 0 "$(grep -ac -e 13800138000 -e 拖了一个月 "$hall/hall.db")" "what was said, in the store"
try 0 - "" verify
tried_all
