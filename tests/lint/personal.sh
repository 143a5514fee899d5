#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# personal.sh [TREE]: a citizen's whole ID number or phone (S-15) stands on no list, ticket, slip or screen: the golden screens and
# papers are looked through for both. Allowed are the steps and forms in which she is being served, what was revealed for a
# reason, and the papers that must say who the party is (D-0), on sheets and in their previews; never on a roll's slip, but for
# the label that a courier has to phone from.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
export LC_ALL=C
find tests/screen/desk tests/print/golden -name '*.screen' -o -name '*.txt' | sort | xargs awk '
	BEGIN {
		n = split("acceptance-notice correction notice deferral-promise deferral-notice deferral-wrong refusal delivery denial " \
			"termination special extension pledge authority errand-mandate errand-resume courier-label", list, " ")
		for (i = 1; i <= n; i++)
			sheet[list[i]] = 1
		n = split("受理通知书 一次性告知书 补正通知书 容缺受理承诺书 容缺受理通知书 不予受理通知书 样稿:", title)
	}
	# May this file or this line of it say who somebody is?
	function may(    name, size) {
		if (FILENAME ~ /\.txt$/) {
			name = FILENAME
			sub(/.*\//, "", name)
			size = name
			sub(/\..*/, "", name)
			return (name in sheet) && (size ~ /\.A[45]\.txt$/ || name == "courier-label")
		}
		return served || $0 ~ /^\| 请拨 /
	}
	FNR == 1 {
		served = $0 ~ /^\| (受理  |申请原文|委托人原文|一窗  登记帮办代办)/
		for (i in title)
			if (index($0, "| " title[i]) == 1)
				served = 1
	}
	{
		rest = $0
		while (match(rest, /[0-9]+[Xx]?/)) {
			word = substr(rest, RSTART, RLENGTH)
			rest = substr(rest, RSTART + RLENGTH)
			day = substr(word, 7, 8)
			what = length(word) == 18 && day ~ /^(19|20)[0-9][0-9](0[1-9]|1[0-2])(0[1-9]|[12][0-9]|3[01])$/ ? "an ID number" \
				: word ~ /^1[3-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9][0-9]$/ ? "a phone" : ""
			seen += what != ""
			if (what != "" && !may()) {
				printf "%s:%d: %s stands here in full\n", FILENAME, FNR, what
				bad = 1
			}
		}
	}
	END {
		if (!bad)
			print "masked wherever nobody is being served (" seen + 0 " where somebody is)"
		exit bad
	}'
