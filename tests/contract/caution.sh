#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# V-2: yellow and red cards on the command line: listed and shown, cancelled by a supervisor in person with a reason, once, and
# never gone.
. "${srcdir:-.}/tests/contract/try.sh"

# in person LOGIN EXIT SAYS COMPLAINS WORDS…
person() {
	login=$1 wanted=$2 tells=$3 fails=$4
	shift 4
	echo Yichuang-2026 >"$dir/in"
	try "$wanted" "$tells" "$fails" "$@" --as "$login" --password-fd 0
}
lines() {
	grep -c . "$dir/out"
}

try 0 jihm "" init --demo
try 0 '"rule":' "" --json caution list --from 2020-01-01
same 0 "$(grep -cv '^{"number":"DB[0-9]*","rule":"[A-Za-z0-9]*","light":"\(yellow\|red\)"' "$dir/out")" "lines that are no card"
all=$(lines)
try 0 '"risen":{' "" --json caution list --from 2020-01-01 --all
ever=$(lines)
risen=$(sed -n '/"risen":{/s/^{"number":"\(DB[0-9]*\)".*/\1/p' "$dir/out" | head -n 1)
try 0 已升为红牌 "" caution show "$risen"
try 0 - "" --json caution list --from 2020-01-01
same 0 "$(grep -c "$risen" "$dir/out")" "a risen one among those that stand"
card=$(sed -n '1s/^{"number":"\(DB[0-9]*\)".*/\1/p' "$dir/out")
try 0 "依据:" "" caution show "$card"
same 1 "$(grep -c "^$card  [黄红]牌" "$dir/out")" "the card"
try 66 "" E-6896 caution show DB000
# --- who cancels, and how
try 64 "" 没有改动 caution cancel "$card"
try 64 "" 没有改动 caution list --reason 为什么
try 77 "" E-6895 caution cancel "$card" --reason 不该给
person jihm 77 "" E-6895 caution cancel "$card" --reason 不该给
person hejing 65 "" E-6403 caution cancel "$card" --reason " "
person hejing 0 "撤销:停电,期限已报批顺延" "" caution cancel "$card" --reason 停电,期限已报批顺延
person hejing 65 "" E-6897 caution cancel "$card" --reason 又一次
try 0 "" "" audit list --act nothing
try 0 "停电,期限已报批顺延" "" audit list --act caution.cancel
# --- it stands no longer, and is there for ever
try 0 - "" --json caution list --from 2020-01-01
same $((all - 1)) "$(lines)" "those that stand"
same 0 "$(grep -c "$card" "$dir/out")" "the cancelled one among them"
try 0 '"cancelled":{' "" --json caution list --from 2020-01-01 --all
same "$ever" "$(lines)" "all of them"
try 64 "" --from caution list --from 2026-11-23 --to 2026-11-22
try 64 "" 没有改动 caution show
try 0 - "" verify
tried_all
