#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# 交班 on the command line: what is unfinished, a draft to a colleague, the sheet of the day.
. "${srcdir:-.}/tests/contract/try.sh"

try 0 jihm "" init --demo --empty
try 0 都办完了 "" shift
try 0 "" "" --json shift list --window 3
try 64 "" 没有这个动作 shift dance
try 64 "" 词的个数不对 shift give
try 64 "" "sheet 要有" shift sheet
try 64 "" "sheet 要有" shift sheet --text --pdf x.pdf
try 64 "" "sheet 要有" shift list --text
try 64 "" "--day 应为日期" shift --day tomorrow
try 66 "" E-1105 shift --window 99
try 66 "" E-6102 shift give 0a7c1111-2222-4333-8444-555566667777 liuyang
born=$(TZ=Asia/Shanghai date -d "20 days ago" +%Y-%m-%d)
tr -d "\n" <"$top/tests/bench/newborn.json" | sed "s/2026-11-01/$born/" >"$dir/in"
try 0 - "" accept - --window 3
try 0 '"kind":"unprinted"' "" --json shift --window 3
same 0 "$(grep -c 林晓梅 "$dir/out")" "the applicant's name"
try 0 都办完了 "" shift --window 5
try 0 "未打印 3" "" shift sheet --text --window 3
try 0 "3 号窗口" "" shift sheet --text --window 3
try 0 "全厅各窗口" "" shift sheet --text
same 0 "$(grep -c 林晓梅 "$dir/out")" "the applicant's name"
try 0 '"number":"RJ001' "" --json shift sheet --printer tcp://127.0.0.1:9 --window 3
try 0 日结单 "" print-jobs
try 73 "" "没有打印" shift sheet --pdf /nowhere/x.pdf
try 0 - "" verify
tried_all
