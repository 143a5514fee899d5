#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The supervisor's day on the command line: text, JSON, CSV; what is misused.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
try 0 "开窗 0/9" "" queue
try 0 "A 个人一件事      等   0" "" queue --day
for i in 1 2 3; do
	try 0 A00$i "" ticket take A --no-slip
done
try 0 B001 "" ticket take B --no-slip
try 0 A001 "" ticket call --window 3
try 0 受理 "" ticket arrive --window 3
try 0 A002 "" ticket call --window 3
try 0 "A 个人一件事      等   1" "" queue
try 0 "取 3  叫 2  办 1  过 0  绿" "" queue
try 0 "开窗 1/9" "" queue
try 0 "期满待定      0" "" queue
try 0 '"windows_open":1' "" queue --day "$(TZ=CST-8 date +%F)" --json
try 0 '"A","个人一件事","green","A003","3","0","1","0","2","1","0"' "" queue --csv classes
try 0 '"3","综合窗口","ACBVY","calling","green"' "" queue --csv windows
try 0 "取号" "" queue --csv quarters
try 0 '"ABC","1","7",' "" queue --csv tide
try 0 '"late","红黄灯","0"' "" queue --csv lists
try 0 "取 0  叫 0  办 0" "" queue --day 2020-02-29
try 0 '"lists":[]' "" queue --day 2020-02-29 --json
try 64 "" "classes windows" queue --csv days
try 64 "--csv 后面是" - queue --csv lists --json
try 64 "" --dossiers queue --window 3
try 64 "" 多了一个词 queue 2020-02-29
try 64 "" 多了一个词 queue --day 2020-02-29 2020-03-01
try 64 "" 2020-02-30 queue --day 2020-02-30
# a decision, and the day again
today=$(TZ=CST-8 date +%F)
try 0 还没有决定过 "" tide
try 65 "" E-6863 tide open A
try 65 "" E-6862 tide open A --windows 9 --reason 试试
try 65 "" E-6861 tide open AD --reason 试试
try 0 "已记下:A 类开窗" "" tide open a --reason 试试 --key 0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d10
try 0 "" "" tide open A --reason 试试 --key 0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d10 --json
try 65 "" E-6867 tide keep A --reason 试试 --key 0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d10
try 0 "定为开窗 1 窗(试试);当时等 2 人" "" tide
try 0 '"decision":"open","count":1,"reason":"试试"' "" tide --json
same 1 "$(wc -l <"$dir/out")" "decisions"
try 0 还没有决定过 "" tide --day 2020-02-29
try 64 "" "open、close 或 keep" tide open
try 64 "没有记下" - tide --json shut A
try 64 "" --windows tide open A --windows 0
try 64 "" --day tide open A --day 2020-02-29
try 64 "" 36 tide keep A --key 1
try 0 "减 1 个叫 AC 类的窗口" "" simulate "$today" --windows -1 --classes ac
try 0 "加 1 个叫 ABC 类的窗口" "" simulate "$today"
try 0 "窗口照旧" "" simulate "$today" --windows 0
try 0 '"windows":2,"classes":"ABC"' "" simulate "$today" --windows 2 --json
try 66 "" E-6865 simulate 2020-02-29
try 65 "" E-6866 simulate "$today" --classes Z
try 64 "" --windows simulate "$today" --windows 21
try 64 "" --windows simulate "$today" --windows one
try 64 "" --classes simulate "$today" --classes A1
try 64 "" 2020-02-30 simulate 2020-02-30
try 64 "" E-3001 simulate
try 0 核对无误 "" verify
# what a name holds steers no spreadsheet
try 0 - "" window add 10 --name '=1+1'
try 0 "\"'=1+1\"" "" queue --csv windows
tried_all
