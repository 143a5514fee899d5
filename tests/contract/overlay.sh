#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A district's overlay: it changes limits, copies, departments and options of the base, and nothing else.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
base=$top/data/catalogue
own=$dir/own.json

cat >"$own" <<'END'
{"$schema": "overlay.schema.json", "meta": {"title": "安宁区目录"},
 "departments": [{"id": "ga", "name": "安宁区公安局"}, {"id": "qcg", "name": "区城管局"}],
 "items": [{"id": "huwai-zhaopai", "dept": "qcg", "promised": {"n": 1, "unit": "working_day"},
   "materials": [{"material": "yyzz", "defer_working_days": 1}]}],
 "materials": [{"id": "yyzz", "copies": 3}],
 "bundles": [{"id": "kai-canyin", "limit": {"n": 9, "unit": "working_day"}}],
 "questions": [{"id": "q-hukou", "options": [{"id": "local", "text": "安宁区户籍"}, {"id": "near", "text": "邻区户籍"}]}]}
END
try 0 "没有错误" "" catalogue check "$base" --overlay "$own"
try 0 "~ 事项 huwai-zhaopai" "" catalogue diff "$base" --overlay "$own"
for line in "部门 cg → qcg" "承诺时限 3个工作日 → 1个工作日" "事项材料 ~yyzz" "复印件份数 1 → 3" "→ 9个工作日" "情形选项 ~local +near" \
	"公安局 → 安宁区公安局" "+ 部门 qcg" "名称 一窗 事项目录(示例) → 安宁区目录" "新增 1,删除 0,改动 6。"; do
	same 1 "$(grep -c "$line" "$dir/out")" "$line"
done
try 64 "" "--overlay 叠加在文件上" catalogue diff 1 1 --overlay "$own"
try 0 "第 2 版并启用" "" catalogue import "$base" --overlay "$own"
try 0 "安宁区目录" "" catalogue history
try 0 "与现用第 2 版相同" "" catalogue import "$base" --overlay "$own"

# the same over tables
try 0 已导出到 "" catalogue export "$dir/csv" --version 1
try 0 "与现用第 2 版相同" "" catalogue import "$dir/csv" --overlay "$own"

# --- nothing else, by its name; the place is the overlay's
before=$(./yichuang --hall "$hall" catalogue history --json | sum)
# refused CODE PLACE SAYS TEXT
refused() {
	printf '%s' "$4" >"$dir/bad.json"
	try 65 "" "$1" catalogue import "$base" --overlay "$dir/bad.json"
	same 1 "$(grep -c "bad.json:$2: .*$3" "$dir/err")" "$1 $2 $3 in $(cat "$dir/err")"
}
refused E-2079 1:42:/items/0/fee 不能改「fee」 '{"items": [{"id":"huwai-zhaopai", "fee": "5元"}]}'
refused E-2079 1:47:/items/0/statutory 不能改「statutory」 '{"items":[{"id":"huwai-zhaopai", "statutory": {"n":1,"unit":"hour"}}]}'
refused E-2079 1:12:/roles 不能改「roles」 '{"roles" : []}'
refused E-2079 1:41:/bundles/0/items 不能改「items」 '{"bundles":[{"id":"kai-canyin","items": []}]}'
refused E-2079 1:73:/items/0/materials/0/level 不能改「level」 '{"items":[{"id":"huwai-zhaopai","materials":[{"material":"yyzz","level":"main"}]}]}'
refused E-2011 1:58:/items/0/materials/0/material 没有「nichts」 '{"items":[{"id":"huwai-zhaopai","materials":[{"material":"nichts"}]}]}'
refused E-2011 1:17:/items/0/id 没有「neu」 '{"items":[{"id":"neu","dept":"ga"}]}'
refused E-2014 1:62:/materials/1/copies 前面一条改过 '{"materials":[{"id":"yyzz","copies":1},{"id":"yyzz","copies":2}]}'
refused E-2011 1:40:/items/0/dept 没有部门「nix」 '{"items":[{"id":"huwai-zhaopai","dept":"nix"}]}'
refused E-2018 1:38:/materials/0/copies 0\ 与\ 99 '{"materials":[{"id":"yyzz","copies": 100}]}'
refused E-2018 1:14:/materials 须为数组 '{"materials":{"yyzz":3}}'
refused E-2004 1:2 没有写完 '{'
same "$before" "$(./yichuang --hall "$hall" catalogue history --json | sum)" "the versions after all of them"
try 66 "" E-3101 catalogue import "$base" --overlay "$dir/none.json"
try 0 核对无误 "" verify

tried_all
