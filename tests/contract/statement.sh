#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# 日报 周报 月报 on the command line: every form says the same counts, who may not is told, what is over says the same again.
. "${srcdir:-.}/tests/contract/try.sh"

try 64 "" "day week month" statement
try 64 "" "不是 year" statement year
try 64 "" "日期不对(应如 2026-11-23):tomorrow" statement day tomorrow
try 64 "" 多了一个词 statement day 2026-11-23 2026-11-24
try 64 "" 至多一个 statement day --csv --pdf x.pdf
try 64 "不与 --json" 用法 statement day --csv --json
try 73 "" "没有统计" statement day --pdf /nowhere/x.pdf
try 73 "" "没有统计" statement day --xlsx /nowhere/x.xlsx
try 0 即办率 "" statement --help
try 66 "" E-4101 statement day
try 0 jihm "" init --demo
try 64 "" E-6841 statement day 2999-01-01
try 0 月报 "" statement month
try 0 一次办结率 "" statement month
try 0 '"period":"week"' "" --json statement week
try 0 '"over":false' "" --json statement day
past=$(TZ=Asia/Shanghai date -d "15 days ago" +%Y-%m-%d)
try 0 '"over":true' "" --json statement week "$past"
cp "$dir/out" "$dir/json"
try 0 '"until":null' "" --json statement week "$past"
same 0 "$(cmp -s "$dir/out" "$dir/json"; echo $?)" "the same is said again"
received=$(sed 's/.*"code": *"received"[^}]*"numerator": *\([0-9]*\).*/\1/' "$dir/json")
try 0 '"received","收件"' "" statement week "$past" --csv
same "$received" "$(grep '"全厅","全厅","received"' "$dir/out" | cut -d, -f9 | tr -d '"')" "what CSV and JSON call received"
by_window=$(grep '"窗口",.*"received"' "$dir/out" | cut -d, -f9 | tr -d '"' | awk '{ n += $1 } END { print n + 0 }')
same "$received" "$by_window" "what the windows received together"
try 0 已存为 "" statement week "$past" --xlsx "$dir/s.xlsx"
same PK "$(head -c 2 "$dir/s.xlsx")" "a workbook"
try 0 '"xlsx":' "" --json statement week "$past" --xlsx "$dir/s.xlsx"
try 0 "已存为 $dir/s.pdf" "" statement week "$past" --pdf "$dir/s.pdf"
if command -v pdftotext >/dev/null; then
	text=$(pdftotext -layout "$dir/s.pdf" - | tr -d ' ' | grep -c '一次办结率\|按窗口\|第1页')
	same yes "$([ "$text" -ge 3 ] && echo yes)" "the paper has indicators, groups and pages"
	size=$(pdfinfo "$dir/s.pdf" | grep 'Page size')
	same yes "$(case $size in *841*595*) echo yes ;; esac)" "the page lies across"
fi
# row 72: paper and CSV have the same figures, line by line; said again, the file is the same to the byte, and the paper but for its
# own number and the moment it was made
told() { pdftotext -layout "$1" - | tr -d ' \f' | sed 's/TJ[0-9]*//; /^打印号/d; /^编号/d'; }
for period in day week; do
	try 0 - "" statement $period "$past" --csv
	cp "$dir/out" "$dir/$period.csv"
	try 0 - "" statement $period "$past" --csv
	same "$(sha256sum <"$dir/$period.csv")" "$(sha256sum <"$dir/out")" "the $period said again as CSV"
	command -v pdftotext >/dev/null || continue
	for run in 1 2; do
		try 0 已存为 "" statement $period "$past" --pdf "$dir/$period.$run.pdf"
		told "$dir/$period.$run.pdf" >"$dir/$period.$run"
	done
	same "$(sha256sum <"$dir/$period.1")" "$(sha256sum <"$dir/$period.2")" "the $period on paper again"
	missing=$(awk -F '","' '
		NR == FNR { paper = paper "\n" $0; next }
		$4 == "全厅" {
			sub(/"\r?$/, "", $11)
			line = "\n" $7 $8 ($10 == "" ? "///" : $9 $10 $11)
			gsub(/ /, "", line)
			if (index(paper, line))
				found++
			else
				print "not on paper:" line
		}
		END { if (found < 40) print found + 0 " lines of figures alone" }' "$dir/$period.1" "$dir/$period.csv")
	same "" "$missing" "the figures of the $period in CSV and on paper"
done
try 0 '"number":"TJ001' "" --json statement day --printer tcp://127.0.0.1:9
try 0 统计报表 "" print-jobs
try 0 statement.export "" audit list --act statement.
command -v pdftotext >/dev/null && papers=6 || papers=2
same $papers "$(grep -c statement.print "$dir/out")" "papers with their trace"
same 7 "$(grep -c statement.export "$dir/out")" "files with their trace"
try 0 - "" verify
tried_all
