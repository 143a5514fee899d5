#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# A card on the command line, through a real socket to the simulated reader: what is said, exit codes, what the audit keeps (P-1, S-6).
. "${srcdir:-.}/tests/contract/try.sh"

./yichuang --hall "$hall" init --demo --empty >/dev/null 2>&1 || exit 99
socket=$hall/devices/reader-3.sock
pid=
end() {
	test -n "$pid" && kill "$1" "$pid" && wait "$pid" 2>/dev/null
	pid=
}
# A simulated reader at window 3, in the place of the one before; it listens when this returns.
reader() {
	end -TERM
	rm -f "$dir/said"
	./yichuang --hall "$hall" reader simulate --window 3 --after 0 "$@" >/dev/null 2>"$dir/said" &
	pid=$!
	until grep -qs Ctrl "$dir/said"; do
		kill -0 "$pid" || exit 99
		sleep 0.02
	done
}
trap 'end -KILL; rm -rf "$dir"' EXIT

try 64 "" E-3001 reader
try 64 "" "--window" reader read
try 64 "" "之一" reader simulate
try 64 "" "之一" reader simulate --window 3 --socket x
try 64 "" "没有这个动作" reader write
try 64 "" "--after" reader simulate --window 3 --after -1
try 64 "" "只用于 simulate" reader read --window 3 --card x
try 64 "" E-6654 reader simulate --window 3 --fault fire
try 64 "" E-6654 reader simulate --window 3 --card nobody
try 73 "" E-6653 reader simulate --socket "$dir/nowhere/r.sock"
try 69 "" E-6640 reader read --window 3
try 66 "" E-1105 reader read --window 99
try 0 foreign-resident-old "" reader --help

reader
try 0 "居民身份证  李*芳  3388**********102X  2040-05-01" "请放卡" reader read --window 3
try 0 '"kind":"id-card"' "" reader read --window 3 --json
try 73 "" "已有一个读卡程序在那里" reader simulate --window 3
reader --card expired
try 0 "已于 2024-05-01 过期" - reader read --window 3
reader --card residence-permit
try 0 "港澳台居民居住证" - reader read --window 3
reader --card foreign-resident
try 0 '"kind":"foreign-resident"' "" reader read --window 3 --json
reader --card foreign-resident-old
try 0 "外国人永久居留身份证" - reader read --window 3
reader --card wrong-digit
try 65 "" E-6646 reader read --window 3
for fault in removed:69:E-6647 hang-up:69:E-6641 half:69:E-6642 nonsense:65:E-6644 long:69:E-6643 control:65:E-6645 bidi:65:E-6645; do
	rest=${fault#*:}
	reader --fault "${fault%%:*}"
	try "${rest%:*}" "" "${rest#*:}" reader read --window 3
	try "${rest%:*}" "\"code\":\"${rest#*:}\"" "" reader read --window 3 --json
done
printf '{\n"name":"张三",\n"number":"11010519491231002X"}\n' >"$dir/card.json"
reader --card "$dir/card.json"
try 0 "张*  1101**********002X" - reader read --window 3

# one that was killed leaves its socket; the next takes its place, and takes it away when it ends
end -KILL
same yes "$(test -S "$socket" && echo yes)" "a killed reader leaves its socket"
reader
try 0 "李*芳" - reader read --window 3
end -TERM
same no "$(test -e "$socket" || echo no)" "one that ends takes its socket away"

try 0 card.read "" audit list --act card.
try 0 "E-6645" "" audit list --act card.
./yichuang --hall "$hall" audit list --act card. --json >"$dir/trail"
same 0 "$(grep -cE '李|张|33881019|110105' "$dir/trail")" "the audit has nothing that a card says"
try 0 核对无误 "" verify
tried_all
