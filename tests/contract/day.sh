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
# what a name holds steers no spreadsheet
try 0 - "" window add 10 --name '=1+1'
try 0 "\"'=1+1\"" "" queue --csv windows
tried_all
