#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The catalogue out to a spreadsheet and in again; what is broken is refused by file, row and column, and changes nothing.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99

# --- there and back
try 64 "" "缺少导出到哪里" catalogue export
try 64 "" "多了一个词" catalogue export a b
try 64 "" "--version" catalogue export "$dir/a" --version eins
try 66 "" E-4112 catalogue export "$dir/a" --version 9
try 0 "已导出到" "" catalogue export "$dir/csv"
try 73 "" E-2077 catalogue export "$dir/csv"
try 0 '"items":195' "" catalogue export "$dir/all.json" --version 1 --json
try 73 "" E-2077 catalogue export "$dir/none/csv"
try 0 "已导出到" "" catalogue export "$dir/book.xlsx"
try 73 "" E-2077 catalogue export "$dir/book.xlsx"
for kind in csv all.json book.xlsx; do
	try 0 "没有错误:套餐 35,事项 195" "" catalogue check "$dir/$kind"
	try 0 "与现用第 1 版相同,没有导入" "" catalogue import "$dir/$kind"
done
try 0 '"name":"新生儿出生"' "" catalogue list xinshenger --json --data "$dir/csv"

# a name changed by hand, and one that looks like a formula
cp -R "$dir/csv" "$dir/edited"
sed 's/"新生儿出生"/"'"'"'=新生儿出生"/' "$dir/csv/bundles.csv" >"$dir/edited/bundles.csv"
try 0 "~ 一件事 xinshenger  =新生儿出生" "" catalogue import "$dir/edited"
try 0 again "" catalogue export "$dir/again" --json
same "$(cat "$dir/edited/bundles.csv")" "$(cat "$dir/again/bundles.csv")" "the table with it, exported again"
try 0 已重新启用 "" catalogue rollback

tried_all
