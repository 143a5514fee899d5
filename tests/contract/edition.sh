#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The versions of a hall's catalogue on the command line: import from a day on, history, rollback.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
./yichuang --hall "$hall" accept "$top/data/demo/accept.jsonl" --window 3 >"$dir/accepted" 2>&1 || exit 99
cp -R "$top/data/catalogue" "$dir/new" && chmod -R u+w "$dir/new"
sed 's/新生儿出生/新生儿出生一件事/' "$top/data/catalogue/bundles/xinshenger.json" >"$dir/new/bundles/xinshenger.json"
later=$(date -d 'now + 30 days' +%Y-%m-%d)

try 0 "第 1 版  现用" "" catalogue history
try 0 '"state":"active","act":"import"' "" catalogue history --json
try 64 "" "多了一个词" catalogue history 1
try 64 "" "--from 须为日期" catalogue import "$dir/new" --from morgen
try 65 "" E-4130 catalogue import "$dir/new" --from 2020-01-01
try 0 "自 $later 起启用" "" catalogue import "$dir/new" --from "$later"
try 0 "第 2 版  待启用  自 $later 起" "" catalogue history
try 0 '"name":"新生儿出生"' "" catalogue list xinshenger --json
try 66 "" E-4131 catalogue rollback
try 0 "已撤回" "" catalogue rollback --planned
same 0 "$(grep -c 注意 "$dir/out")" "plans that stay, when there are none"
try 66 "" E-4133 catalogue rollback --planned
try 0 '"from":"'"$later"'"' "" catalogue import "$dir/new" --from "$later" --json
# a nearer day for the same version: one of the two is given up, and the other is told
sooner=$(date -d 'now + 10 days' +%Y-%m-%d)
try 0 "自 $sooner 起启用" "" catalogue import "$dir/new" --from "$sooner"
try 0 "原定自 $sooner 起启用,已撤回" "" catalogue rollback --planned 2
same 1 "$(grep -c "注意:第 2 版仍将自 $later 起启用" "$dir/out")" "the other day, told"
try 0 "\"from\":\"$sooner\"" "" catalogue import "$dir/new" --from "$sooner" --json
try 0 "\"left\":2,\"left_from\":\"$later\"" "" catalogue rollback --planned --json
try 0 "第 2 版并启用" "" catalogue import "$dir/new"
try 0 '"name":"新生儿出生一件事"' "" catalogue list xinshenger --json
try 0 "第 1 版(一窗 事项目录(示例))已重新启用" "" catalogue rollback
same 1 "$(grep -c "注意:第 2 版仍将自 $later 起启用" "$dir/out")" "the plan that stays, told"
try 0 '"name":"新生儿出生"' "" catalogue list xinshenger --json
try 0 '{"before":1,"version":2,' "" catalogue rollback 2 --json
try 65 "" E-4132 catalogue rollback 2
try 66 "" E-4112 catalogue rollback 7
try 64 "" "版本须为数字" catalogue rollback zwei
try 64 "" "多了一个词" catalogue rollback 1 2
try 0 '"by":"system:' "" catalogue history --json
same 8 "$(wc -l <"$dir/out" | tr -d ' ')" "decisions kept"
try 0 核对无误 "" verify

# --- what differs, and whom it concerns
try 0 "~ 一件事 xinshenger  新生儿出生一件事  名称 新生儿出生 → 新生儿出生一件事" "" catalogue diff 1 2
same "$(grep -c '"bundle":"xinshenger"' "$top/data/demo/accept.jsonl")" "$(grep -c '  新生儿出生  bundles/xinshenger$' "$dir/out")" "dossiers that it concerns"
same 1 "$(grep -c '它们仍按第 1 版办理' "$dir/out")" "that they stay"
try 0 "新增 0,删除 0,改动 1。" "" catalogue diff "$dir/new"  "$top/data/catalogue"
same 0 "$(grep -c '办件' "$dir/out")" "dossiers between two folders"
try 0 "两者相同" "" catalogue diff "$dir/new"
try 0 '{"change":"~","section":"bundles","id":"xinshenger"' "" catalogue diff 1 2 --json
same 1 "$(grep -c '"touched":' "$dir/out")" "the sums"
sed 's/"promised": {"n": 5, "unit": "working_day"}/"promised": {"n": 4.5, "unit": "working_day"}/' \
	"$top/data/catalogue/items/rs.json" >"$dir/new/items/rs.json"
try 0 "承诺时限 5个工作日 → 4.5个工作日" "" catalogue diff "$dir/new"
try 66 "" E-4112 catalogue diff 1 9
# two folders are compared without any hall
try 0 "新增 0,删除 0,改动 6。" "" --hall "$dir/nowhere" catalogue diff "$dir/new" "$top/data/catalogue"
try 66 "" E-4101 --hall "$dir/nowhere" catalogue diff "$dir/new"
try 66 "" E-3101 catalogue diff "$dir/none"
try 64 "" "diff 缺少" catalogue diff
try 64 "" "多了一个词" catalogue diff 1 2 3

tried_all
