# SPDX-License-Identifier: Apache-2.0
# awk -f count.awk FILE.trs…: counts single tests in the logs beside automake's results. A log of cmocka or TAP counts each of its
# tests; any other test program counts as one. A program that failed without naming a test (it crashed) is one failure.
function count_log(file,    line, number) {
	single = ok = bad = skip = 0
	while ((getline line < file) > 0) {
		number = line
		gsub(/[^0-9]/, "", number)
		if (line ~ /^\[  PASSED  \] [0-9]+ test\(s\)/)
			ok += number
		else if (line ~ /^\[  FAILED  \] [0-9]+ test\(s\)/)
			bad += number
		else if (line ~ /^\[  SKIPPED \] [0-9]+ test\(s\)/)
			skip += number
		else if (line ~ /^(not )?ok [0-9]*.*# *[Ss][Kk][Ii][Pp]/)
			skip++
		else if (line ~ /^ok( |$)/)
			ok++
		else if (line ~ /^not ok( |$)/)
			bad++
	}
	close(file)
}
/^:test-result: / {
	programs++
	log_file = FILENAME
	sub(/\.trs$/, ".log", log_file)
	count_log(log_file)
	if ($2 == "PASS" || $2 == "XFAIL") {
		if (ok + bad + skip == 0)
			ok = 1
	} else if ($2 == "SKIP") {
		if (skip == 0)
			skip = 1
	} else if (bad == 0) {
		bad = 1
	}
	passed += ok
	failed += bad
	skipped += skip
}
END {
	if (!programs)
		failed = 1      # no test was run at all
	printf "%d passed, %d failed", passed, failed
	if (skipped)
		printf ", %d skipped", skipped
	print ""
}
