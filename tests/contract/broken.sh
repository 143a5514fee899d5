#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Broken and hostile catalogues, JSON, CSV and XLSX: each is refused by file, row and column, and the store is afterwards, byte for
# byte, what it was before.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
./yichuang --hall "$hall" catalogue export "$dir/good.json" >/dev/null || exit 99
./yichuang --hall "$hall" catalogue export "$dir/good" >/dev/null || exit 99
./yichuang --hall "$hall" catalogue export "$dir/good.xlsx" >/dev/null || exit 99
digest() {
	cksum <"$hall/hall.db"
}
before=$(digest)

# refused PATH CODE PLACE SAYS: PLACE follows the name of the file, or of the folder
refused() {
	try 65 "" "E-" catalogue import "$1"
	grep -F -e "yichuang: $2 $1$3" "$dir/err" | grep -qF -e "$4" || {
		echo "$1: wanted $2 $3 $4, heard:"
		head -n 5 "$dir/err"
		failed=$((failed + 1))
	}
	same "$before" "$(digest)" "$1: the store"
}
# edit FROM TO: the good JSON with a regular expression replaced once
edit() {
	sed "0,/$1/s//$2/" "$dir/good.json" >"$dir/bad.json"
	cmp -s "$dir/good.json" "$dir/bad.json" && echo "nothing to replace: $1" && failed=$((failed + 1))
}
bad=$dir/bad.json

# --- JSON
iconv -f UTF-8 -t UTF-16 "$dir/good.json" >"$bad"
refused "$bad" E-2002 "" UTF-16
iconv -f UTF-8 -t GB18030 -c "$dir/good.json" >"$bad"
line=$(LC_ALL=C grep -n -m 1 '[^ -~	]' "$dir/good.json" | cut -d: -f1)
refused "$bad" E-2003 ":$line:$(sed -n "${line}p" "$dir/good.json" | LC_ALL=C sed 's/[^ -~	].*//' | wc -m | tr -d ' ')" GB18030
: >"$bad"
refused "$bad" E-2001 "" 为空
head -c 20000 "$dir/good.json" >"$bad"
refused "$bad" E-2004 ":$(wc -l <"$bad" | awk '{ print $1 + 1 }'):$(tail -n 1 "$bad" | wc -m | awk '{ print $1 + 1 }')" 没有写完
edit '"id": "xinshenger"' '"id": "ruxue"'
refused "$bad" E-2014 ":$(grep -n '"id": "ruxue"' "$bad" | sed -n '2s/:.*//p'):10:/bundles/1/id" 重复
edit '"item": "csz-qianfa"' '"after": ["csz-qianfa"], "item": "csz-qianfa"'
refused "$bad" E-2010 ":$(grep -n '"after": \["csz-qianfa"\],' "$bad" | cut -d: -f1):15:/bundles/0/items/0/after" 成环
edit '"dept": "[a-z]*"' '"dept": "nix"'
refused "$bad" E-2011 ":$(grep -n '"dept": "nix"' "$bad" | cut -d: -f1):12:/items/0/dept" 没有部门
edit '"originals": 1' '"originals": "eins"'
refused "$bad" E-2018 ":$(grep -n '"eins"' "$bad" | cut -d: -f1):17:/materials/0/originals" 须为整数
edit '"items": \[' '"items": [], "items": ['
refused "$bad" E-2004 ":$(grep -n '"items": \[\], "items"' "$bad" | cut -d: -f1):24" 键重复
head -c 3000000 /dev/zero | tr '\0' '[' >"$bad"
refused "$bad" E-2004 ":1:33" 嵌套
rm "$bad"
truncate -s 1G "$bad"
refused "$bad" E-2005 "" 上限
{ printf '\357\273\277'; cat "$dir/good.json"; } >"$bad"
try 0 "没有错误" "" catalogue check "$bad"

# --- CSV: a folder with one table otherwise
folder=$dir/bad
# table NAME SED: the good tables, one of them edited
table() {
	rm -rf "$folder"
	cp -R "$dir/good" "$folder"
	sed "$2" "$dir/good/$1.csv" >"$folder/$1.csv"
	cmp -s "$dir/good/$1.csv" "$folder/$1.csv" && echo "nothing to replace: $1 $2" && failed=$((failed + 1))
}
table items ''  >/dev/null
failed=$((failed - 1))
iconv -f UTF-8 -t GB18030 -c "$dir/good/items.csv" >"$folder/items.csv"
refused "$folder" E-2003 "/items.csv:1:A" GB18030
iconv -f UTF-8 -t UTF-16 "$dir/good/items.csv" >"$folder/items.csv"
refused "$folder" E-2002 "/items.csv:1:A" UTF-16
: >"$folder/items.csv"
refused "$folder" E-2001 "/items.csv:1:A" 为空
table roles '3s/,".*$/\r/'
refused "$folder" E-2071 "/roles.csv:3:B" "这一行有 1 格"
table roles '3s/\r$/,"mehr"\r/'
refused "$folder" E-2071 "/roles.csv:3:D" "这一行有 4 格"
table roles '3s/^"/"\x00/'
refused "$folder" E-2003 "/roles.csv:3:A" NUL
table departments '2s/"[^"]*"/"jiedao/'
refused "$folder" E-2070 "/departments.csv:2:A" 引号
table roles '1s/,/;/g'
refused "$folder" E-2070 "/roles.csv:1:A" 引号
table departments '3s/^"[^"]*"/"ga"/'
refused "$folder" E-2014 "/departments.csv:$(grep -n '^"ga"' "$folder/departments.csv" | sed -n '2s/:.*//p'):A" 重复
table bundle-items '2s/^\("[^"]*"\),\("[^"]*"\),\("[^"]*"\),"[^"]*"/\1,\2,\3,\2/'
refused "$folder" E-2010 "/bundle-items.csv:2:D" 成环
table items '2s/^"\([^"]*\)","[^"]*"/"\1","=HYPERLINK(1)"/'
refused "$folder" E-2072 "/items.csv:2:B" 公式
table items '2s/[0-9.]*个工作日/一周/'
refused "$folder" E-2073 "/items.csv:2:G" 须写作
table items '1s/"部门"/"科室"/'
refused "$folder" E-2074 "/items.csv:1:D" 不认识的列
table item-materials '2s/^"[^"]*"/"nichts"/'
refused "$folder" E-2011 "/item-materials.csv:2:A" 上一级
table item-materials '0,/"次要","3"/s//"主要","3"/'
refused "$folder" E-2016 "/item-materials.csv:$(grep -n '"主要","3"' "$folder/item-materials.csv" | head -n 1 | cut -d: -f1):D" 不得容缺
rm -rf "$folder" && cp -R "$dir/good" "$folder" && rm "$folder/notes.csv"
refused "$folder" E-2074 "" 缺少工作表「提示」
cp "$dir/good/notes.csv" "$folder/notes.csv" && cp "$dir/good/notes.csv" "$folder/merkzettel.csv"
refused "$folder" E-2074 "/merkzettel.csv" 不认识的工作表
rm "$folder/merkzettel.csv" && cp "$dir/good.json" "$folder/all.json"
refused "$folder" E-2076 "" "既有 CSV 又有 JSON"
refused "$dir/good/items.csv" E-2076 "" 只是一张表
rm "$folder/all.json" "$folder/items.csv"
truncate -s 1G "$folder/items.csv"
refused "$folder" E-2005 "/items.csv" 上限

# --- XLSX
book=$dir/bad.xlsx
# workbook PART FROM TO
workbook() {
	rm -f "$book"
	./contract-book "$dir/good.xlsx" "$book" "$@" || failed=$((failed + 1))
}
sheet=xl/worksheets/sheet11.xml                # 事项, see catalogue_sheets.c
workbook "$sheet" '<c r="C2" s="1" t="s"><v>' '<c r="C2" s="1"><f>1+1</f><v>'
refused "$book" E-2072 "[事项]:2:C" 公式
workbook "$sheet" '<c r="B2" s="1" t="s"><v>' '<c r="B2" s="1"><v>338810105000112345'
refused "$book" E-2075 "[事项]:2:B" 长数字
workbook "$sheet" '' ''
refused "$book" E-2078 "[事项]" 缺少这张表
workbook xl/workbook.xml '<sheet name="事项" ' '<sheet name="实项" '
refused "$book" E-2074 "[实项]" 不认识的工作表
same 1 "$(grep -c "缺少工作表「事项」" "$dir/err")" "the sheet that is missing then"
workbook xl/_rels/workbook.xml.rels '<Relationships' '</q><Relationships'
refused "$book" E-2078 "[xl/_rels/workbook.xml.rels]:2:2" 已损坏
workbook xl/workbook.xml '<workbook ' '<!DOCTYPE a [<!ENTITY b "c">]><workbook '
refused "$book" E-2078 "" 文档类型
workbook xl/sharedStrings.xml ' ' '@300000000'
refused "$book" E-2005 "" 标记太长
workbook xl/sharedStrings.xml 一 '@3000000'
refused "$book" E-2005 "" 有一格文字太长
workbook xl/sharedStrings.xml '<si>' '@3000000'
refused "$book" E-2078 "" 嵌套太深
head -c 40000 "$dir/good.xlsx" >"$book"
refused "$book" E-2078 "" "不是 XLSX"
printf '\320\317\021\340\241\261\032\341 an old .xls, or one with a password' >"$book"
refused "$book" E-2078 "" "旧的 .xls"
rm "$book"
truncate -s 1G "$book"
refused "$book" E-2005 "" 上限

try 0 核对无误 "" verify
tried_all
