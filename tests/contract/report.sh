#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Ratings and what is reported upward, on the command line.
. "${srcdir:-.}/tests/contract/try.sh"

try 0 - "" init --demo --empty
day() {
	./yichuang --hall "$dir/hall" clock --json | sed 's/.*"now":"\(..........\).*/\1/'
}
first=$(day)
try 0 '"state":"30"' - accept "$top/data/demo/accept.jsonl" --window 3
today=$(day)

# --- ratings
try 0 没有待跟进的差评 "" rating
try 0 '"unrated":' "" rating sums --from "$first" --json
try 0 未评价 "" rating sums --from "$first" --by window
try 64 "" E-3001 rating dance
try 64 "" E-3001 rating show
try 64 "" E-3001 rating show x
try 64 "" E-3001 rating follow-up 1 praise
try 64 "" E-3001 rating answer
try 64 "" E-3001 rating sums --from 2026-02-30
try 64 "" E-3001 rating sums --by nobody
try 66 "" E-6602 rating show 1
try 66 "" E-6602 rating follow-up 1 verify --words 回访
try 65 "" E-6613 rating answer --token AAAA
printf '{"level":5,"text":"等太久"}' >"$dir/bad.json"
cp "$dir/bad.json" "$dir/in"
try 66 "" E-6610 rating answer --token AAAAAAAAAAAAAAAAAAAAAAAAAA
cp "$dir/bad.json" "$dir/in"
try 66 '"code":"E-6610"' "" rating answer --token AAAAAAAAAAAAAAAAAAAAAAAAAA --json

# --- what is reported upward
try 64 "" E-3001 export --from "$first" --to "$today"
try 64 E-3001 用法 export --from "$first" --to "$today" --json --csv
try 64 "" E-3001 export --from "$first" --to "$today" --csv
try 64 E-3001 用法 export --from "$first" --to yesterday --json
try 64 E-3001 用法 export --from "$first" --to "$today" --json --table NONE
try 64 "" E-6621 export --from 2027-01-02 --to 2027-01-01 --csv --table ACCEPT
try 0 '{"table":"ACCEPT"' checked export --from "$first" --to "$today" --json
grep -vq '^{' "$dir/out" && same "JSON" "something else" "a line of the export"
try 0 '"row_guid","data_source"' checked export --from "$first" --to "$today" --csv --table ACCEPT
try 0 refused.jsonl checked export --from "$first" --to "$today" --csv --out "$dir/up"
same "600 600 600 600 600 600 600 600 600 600" "$(stat -c %a "$dir"/up/*.csv "$dir/up/refused.jsonl" | tr '\n' ' ' | sed 's/ $//')" "modes"
same 700 "$(stat -c %a "$dir/up")" "the folder's mode"
try 0 refused.jsonl checked export --from "$first" --to "$today" --csv --out "$dir/again"
diff -r "$dir/up" "$dir/again" >/dev/null || same "the same bytes" "others" "the second export"
mkdir "$dir/hall/exchange" && echo '{}' >"$dir/hall/exchange/codes.json"
try 78 E-2060 "" export --from "$first" --to "$today" --json
rm -r "$dir/hall/exchange"
try 0 核对无误 "" verify

tried_all
