#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The totals that ./check prints are true: cases of automake results and logs against what they must add up to. TAP.
here=$(cd "$(dirname "$0")" && pwd) || exit 99
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
number=0 failed=0

# case RESULT LOG TOTALS: one test program alone.
case_of() {
	number=$((number + 1))
	printf ':test-result: %s\n' "$1" >one.trs
	printf '%b' "$2" >one.log
	got=$(awk -f "$here/../count.awk" one.trs)
	if [ "$got" = "$3" ]; then
		echo "ok $number - $1: $3"
	else
		echo "not ok $number - $1: wanted “$3”, got “$got”"
		failed=1
	fi
}
case_of PASS '[==========] 8 test(s) run.\n[  PASSED  ] 8 test(s).\n' "8 passed, 0 failed"
case_of FAIL '[  PASSED  ] 3 test(s).\n[  FAILED  ] 2 test(s), listed below:\n[  FAILED  ] a\n[  FAILED  ] b\n\n 2 FAILED TEST(S)\n' \
	"3 passed, 2 failed"
case_of PASS '[  PASSED  ] 3 test(s).\n[  SKIPPED ] 1 test(s), listed below:\n' "3 passed, 0 failed, 1 skipped"
case_of PASS '[  PASSED  ] 3 test(s).\n[  PASSED  ] 12 test(s).\n' "15 passed, 0 failed"
case_of PASS 'ok 1 - a\nok 2 - b # SKIP no printer\nok 3\n1..3\n' "2 passed, 0 failed, 1 skipped"
case_of FAIL 'ok 1 - a\nnot ok 2 - b\n1..2\n' "1 passed, 1 failed"
case_of PASS 'all is well\n' "1 passed, 0 failed"
case_of FAIL 'Segmentation fault\n' "0 passed, 1 failed"
case_of FAIL '[       OK ] a\n[ RUN      ] b\nSegmentation fault\n' "0 passed, 1 failed"
case_of FAIL '[  PASSED  ] 3 test(s).\nERROR: LeakSanitizer\n' "3 passed, 1 failed"
case_of ERROR '' "0 passed, 1 failed"
case_of XPASS '' "0 passed, 1 failed"
case_of XFAIL '' "1 passed, 0 failed"
case_of SKIP 'no cupsd here\n' "0 passed, 0 failed, 1 skipped"

number=$((number + 1))
if [ "$(awk -f "$here/../count.awk" </dev/null)" = "0 passed, 1 failed" ]; then
	echo "ok $number - no test at all is a failure"
else
	echo "not ok $number - no test at all is a failure"
	failed=1
fi
echo "1..$number"
exit $failed
