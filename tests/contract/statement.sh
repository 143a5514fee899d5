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
try 0 '"number":"TJ001' "" --json statement day --printer office
try 0 统计报表 "" print-jobs
try 0 statement.export "" audit list --act statement.
same 2 "$(grep -c statement.print "$dir/out")" "papers with their trace"
same 3 "$(grep -c statement.export "$dir/out")" "files with their trace"
try 0 - "" verify
tried_all
