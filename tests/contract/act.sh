#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# W-14 on the command line: what is a supervisor's alone, and the second person's word, by who has the password for it.
. "${srcdir:-.}/tests/contract/try.sh"

try 0 - "" init --demo --empty
# taken in: $1 the last digit of its key
take_in() {
	sed -n 1p "$top/data/demo/accept.jsonl" | sed 's/"outcome":"accept"/"outcome":"receive"/; s/"state":"deferred"/"state":"unchecked"/; s/f6d9a7c01/f6d9a7c0'"$1"'/' >"$dir/in"
	try 0 - - accept - --window 3
	number=$(sed 's/.*"number":"\([0-9]*\)".*/\1/' "$dir/out")
}
password() {
	echo "${1-Yichuang-2026}" >"$dir/in"
}
take_in 1
try 77 "" 只能由督导来做 act "$number" void reason=录重了
try 64 "" 要和 act "$number" void reason=录重了 --password-fd 0
password wrong
try 77 "" E-1101 act "$number" void reason=录重了 --as hejing --password-fd 0
password
try 77 "" 只能由督导来做 act "$number" void reason=录重了 --as jihm --password-fd 0
password
try 0 "$number" "" --json act "$number" void reason=录重了 --as hejing --password-fd 0
try 0 何静 "" act "$number" --history
try 0 "材料清单,2 联" "" act "$number" --history
# --- the second person's word
take_in 2
refusal="refuse ground=no-permit reason=不需要许可 article=行政许可法第三十二条"
password
try 0 已提请 "" act "$number" $refusal --as jihm --password-fd 0
try 0 季慧敏 "" act proposals
id=$(sed 's/^ *\([0-9]*\) .*/\1/' "$dir/out")
try 64 "" "proposals confirm" act proposals confirm
try 64 "" "proposals confirm" act proposals decline "$id"
try 77 "" W-14 act proposals confirm "$id"
password
try 77 "" W-14 act proposals confirm "$id" --as jihm --password-fd 0
password
try 65 "" 要写理由 act proposals decline "$id" reason= --as hejing --password-fd 0
password
try 0 不同意 "" act proposals decline "$id" reason=要许可的 --as hejing --password-fd 0
password
try 65 "" 已经了结 act proposals confirm "$id" --as hejing --password-fd 0
try 0 - "" act "$number" $refusal
try 0 - "" --json act proposals
id=$(sed 's/.*"id":\([0-9]*\).*/\1/' "$dir/out")
password
try 0 '"state":"R1"' "" --json act proposals confirm "$id" --as hejing --password-fd 0
# --- a pile of results: each told, none lost for another
try 64 "" "应为 check-in" act check-in place=3号柜
try 66 "" "E-6464" act check-in Q-9 Q-10
same "Q-9 Q-10" "$(grep -F E-6464 "$dir/err" | grep -o 'Q-[0-9]*' | tr '\n' ' ' | sed 's/ $//')" "each wrong one is told"

# --- in the trail by their own names
try 0 act.decline "" audit list --login hejing
try 0 staff.login "" audit list --login hejing
tried_all
