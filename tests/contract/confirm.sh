#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# 示例 until the hall has compared it: who confirms says so of what is in use, and later editions keep it for what stays the same.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
base=$top/data/catalogue
examples() {
	./yichuang --hall "$hall" catalogue guide huwai-zhaopai --text | grep -c 示例
}

same yes "$([ "$(examples)" -gt 0 ] && echo yes)" "an example before anybody has compared it"
try 64 "" "confirm 缺少" catalogue confirm
try 66 "" E-2047 catalogue confirm huwai-zhaopai nichts
try 65 "" E-2048 catalogue confirm huwai-zhaopai --undo
try 0 "第 1 版  现用" "" catalogue history
try 0 "2 条已作核对过,不再标示例,已存为第 2 版并启用" "" catalogue confirm huwai-zhaopai kai-shudian
same 0 "$(examples)" "examples when it is confirmed"
try 65 "" E-2048 catalogue confirm huwai-zhaopai
try 0 "第 2 版  现用" "" catalogue history
try 0 '"act":"confirm"' "" catalogue history --json
try 0 "已核 " "" catalogue diff 1 2
same 1 "$(grep -c "0 件涉及这些改动" "$dir/out")" "dossiers that it concerns"

# the same base again, as it was written: what was confirmed stays
try 0 "与现用第 2 版相同" "" catalogue import "$base"
same 1 "$(grep -c "2 条没有改动、仍作已核对,0 条内容变了" "$dir/out")" "what is kept, told"
# a new edition that changes one of its papers: the item is an example again, the bundle is not
cp -R "$base" "$dir/new" && chmod -R u+w "$dir/new"
sed '/"id": "zp-xgt"/,/}/s/"originals": 2/"originals": 3/' "$base/materials.json" >"$dir/new/materials.json"
try 0 "1 条没有改动、仍作已核对,1 条内容变了、又成示例" "" catalogue import "$dir/new"
same yes "$([ "$(examples)" -gt 0 ] && echo yes)" "an example when its paper is another one"
try 0 '"example":false' "" catalogue guide kai-shudian --json
try 0 '"before":3' "" catalogue confirm kai-shudian --undo --json
try 0 '"kept":0,"lost":0' "" catalogue import "$dir/new" --json
# what waits for its day was stored before this was confirmed: imported once more, as the command says, it has it, too
later=$(date -d 'now + 10 days' +%Y-%m-%d)
cp -R "$dir/new" "$dir/later"
sed '/"id": "zp-xgt"/,/}/s/"originals": 2/"originals": 4/' "$base/materials.json" >"$dir/later/materials.json"
try 0 "自 $later 起启用" "" catalogue import "$dir/later" --from "$later"
try 0 "其中没有这次的核对" "" catalogue confirm kai-yaodian
try 0 "1 条没有改动、仍作已核对,0 条内容变了" "" catalogue import "$dir/later" --from "$later"
same 1 "$(grep -c "改动 1。已导入为第" "$dir/out")" "a version with the confirmation in it"
try 0 "与" "" catalogue import "$dir/later" --from "$later"
same 1 "$(grep -c "相同,没有导入" "$dir/out")" "and nothing more to be done"
# no overlay's word
printf '{"items":[{"id":"huwai-zhaopai","checked":true}]}' >"$dir/own.json"
try 65 "" "不能改「checked」" catalogue import "$base" --overlay "$dir/own.json"
# it is on record, with who and what
try 0 "已核对 huwai-zhaopai kai-shudian" "" audit list --act catalogue.confirm
try 0 核对无误 "" verify
tried_all
