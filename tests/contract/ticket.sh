#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The queue on the command line: taking, calling, windows, classes; exit codes and what is said.
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
key=0b7fd9a2-6f3a-4a53-9c1e-2f8f2b6f7d10

try 0 没有号 "" ticket
try 0 "" "" ticket list --json
try 66 "" E-6810 ticket call --window 3
try 64 "" E-3001 ticket take
try 64 "" "没有改动" ticket take A B
try 64 "" "类别应是一个字母" ticket take 个人
try 65 "" E-6802 ticket take Q
try 0 "A001  个人一件事  前面还有 0 人" "" ticket take a
try 0 '"number":"A002"' "" ticket take A --json
try 0 '"before":2' "" ticket take A --key $key --json
try 0 '"again":true' "" ticket take A --key $key --json
try 64 "" "36 位" ticket take A --key 1
try 0 V001 "" ticket take A --priority 老年人
try 65 "" E-6803 ticket take A --priority 熟人
for time in 9 9:5 24:00 09:60 -1:00 " 9:00" 09:30:00 ""; do
	try 64 "" "--appointment" ticket take A --appointment "$time"
done
try 0 "小票 PH00" "" ticket take D --printer tcp://127.0.0.1:9
slip=$(grep -oE 'PH[0-9A-Z]+' "$dir/out")
try 0 "前面还有 0 人" "" document "$slip" ticket --text
try 0 "$slip" "" print-jobs list --state pending
try 0 '"slip":""' "" ticket take D --no-slip --json
try 0 B001 "" ticket take B --person 13800000000
try 65 "" "B001" ticket take B --person 13800000000
try 65 "" E-6807 ticket take B --person "1 OR 1"

try 65 "" E-6808 ticket call
try 66 "" E-1105 ticket call --window 99
try 0 V001 "" ticket call --window 3
try 65 "" E-6813 ticket call --window 3
try 65 "" E-6817 ticket pass --window 3
try 0 '"calls":1' "" ticket recall --window 3 --json
try 0 刚叫过,没有再叫 "" ticket recall --window 3
try 0 受理 "" ticket arrive --window 3
try 0 '"finished":"V001"' "" ticket call --window 3 --json
try 65 "" E-6815 ticket transfer A001 B --window 4
try 0 A001 "" ticket transfer A001 B --window 3
try 65 "" E-6819 ticket transfer A002 V
try 66 "" E-6814 ticket transfer A777 B
try 65 "" E-6814 ticket transfer 7 B
try 65 "" E-6816 ticket restore A002
try 0 弃号 "" ticket abandon A002
try 65 "" E-6811 ticket end --window 3
try 0 A003 "" ticket list --class A --state waiting
same 1 "$(wc -l <"$dir/out")" "who still waits for A"
try 64 "" --state ticket list --state gone
try 64 "" --day ticket list --day 2026-02-30
try 0 没有号 "" ticket list --day 2020-01-01

try 0 已暂停 "" ticket window pause 打印机缺纸 --window 3
try 65 "" E-6812 ticket call --window 3
try 0 打印机缺纸 "" ticket window
try 0 '"state":"paused"' "" ticket window --json
try 64 "" "pause 原因" ticket window pause --window 3
try 65 "" E-6808 ticket window resume
try 0 已开 "" ticket window resume --window 3
try 0 已离岗 "" ticket window leave --window 3
try 64 "" E-3001 ticket window stop --window 3

try 0 "A  个人一件事  等候 1 人" "" ticket class
try 0 已设好 "" ticket class e --name 社保专窗
try 65 "" E-6823 ticket class F
try 0 "E001  社保专窗" "" ticket take E
try 65 "" E-6824 ticket class E --closed
try 0 "3 号窗口叫 EA" "" ticket order 3 ea
try 0 E001 "" ticket call --window 3
try 65 "" E-6825 ticket order 3 EE
try 66 "" E-1105 ticket order 99 A
try 0 "3 号窗口叫 ACBVY" "" ticket order 3 -
try 64 "" E-3001 ticket dance
try 0 核对无误 "" verify
tried_all
