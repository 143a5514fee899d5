#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# S-15 in a hall with four weeks behind it: whatever can be listed or shown there without a reason has no whole ID number and no
# phone of a citizen in it, for people and as JSON, and neither has any paper on a roll. With a reason both are there.
. "${srcdir:-.}/tests/contract/try.sh"

# 18 places with a day in them, 11 that begin as mobile numbers do; not inside longer words such as keys and digests
id='[1-9][0-9]{5}(19|20)[0-9]{2}(0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])[0-9]{3}[0-9Xx]'
phone='1[3-9][0-9]{9}'
personal() { grep -aEo "(^|[^0-9A-Za-z-])($id|$phone)([^0-9A-Za-z-]|\$)" "$1"; }
# masked WORDS…: what this says, in both forms
masked() {
	for form in "" --json; do
		./yichuang --hall "$hall" $form "$@" >"$dir/out" 2>&1 </dev/null
		same "" "$(personal "$dir/out" | head -3)" "yichuang $form $*"
		shown=$((shown + $(wc -c <"$dir/out")))
	done
}
numbers() { ./yichuang --hall "$hall" "$@" --json </dev/null 2>/dev/null | grep -oE "$pattern" | sort -u; }
shown=0

./yichuang --hall "$hall" init --demo --lively --seed 3 >/dev/null || exit 99
day=$(./yichuang --hall "$hall" find 李 --limit 1 --json | sed 's/.*"at":"\([0-9-]*\)T.*/\1/')
for list in "queue --day $day" "queue --day $day --dossiers" "ticket list --day $day" "watch expired" "watch late" "watch calls" \
	"watch ratings" "watch results" "watch returned" "watch again" outbox "outbox differences" "print-jobs list --state all" \
	handover "handover --out" "rating list --closed" rating "rating sums" "errand list --state all" "errand rates" \
	"stuck list --closed" "shift --day $day" "hand --day $day" "statement week $day" "tide --day $day" "audit list" window staff \
	"act expired" "act proposals" "department tasks cg" "department tasks gjj"; do
	masked $list
done
for name in 李 王 张 陈 赵 公司 店; do
	masked find "$name" --limit 200
done
pattern=3388100012[0-9]{13}
for number in $(numbers find 李 --limit 12) $(numbers find 公司 --limit 8) $(numbers watch calls | head -4); do
	masked dossier "$number"
	masked dossier "$number" --clocks
	masked act "$number" --history
	for kind in receipt materials pickup completion notice pledge; do
		for paper in 80mm 58mm; do
			./yichuang --hall "$hall" document "$number" $kind --paper $paper --text >"$dir/out" 2>&1 </dev/null || continue
			same "" "$(personal "$dir/out")" "$kind of $number on $paper"
			slips=$((${slips:-0} + 1))
		done
	done
done
pattern=BB[0-9]{16}
for number in $(numbers errand list --state all | head -8); do
	masked errand show "$number"
done
pattern=BC[0-9]{16}
for number in $(numbers stuck list --closed | head -8); do
	masked stuck show "$number"
done
same yes "$([ "$shown" -gt 100000 ] && [ "${slips:-0}" -gt 10 ] && echo yes)" "much was looked at ($shown bytes, ${slips:-0} slips)"

# and the patterns see what there is to be seen
pattern=3388100012[0-9]{13}
number=$(numbers find 李 --limit 1)
try 0 - "" dossier "$number" --reveal 核对电话
same yes "$(personal "$dir/out" | grep -qE "$id" && personal "$dir/out" | grep -qE "$phone" && echo yes)" "with a reason both are there"
try 0 dossier.reveal "" audit list --act dossier.reveal
tried_all
