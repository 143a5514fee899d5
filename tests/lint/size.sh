#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# size.sh [TREE]: a file has at most 600 lines, a function at most 80. There is no white-list: split the file by its ideas, make the
# switch a table.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
find src tests build-aux -name '*.[ch]' -o -name '*.def' -o -name '*.sh' -o -name '*.awk' -o -name '*.sql' -o -name '*.pl' |
	LC_ALL=C sort | xargs awk '
	function fail(file, line, text) {
		printf "%s:%d: %s\n", file, line, text
		bad = 1
	}
	function file_ends() {
		if (file != "" && lines > 600)
			fail(file, lines, "a file of " lines " lines, the most is 600")
	}
	FNR == 1 {
		file_ends()
		file = FILENAME
		begun = 0
	}
	{ lines = FNR }
	/^[A-Za-z_].*[^;]$/ && !begun { signature = FNR }      # K&R: a function is what begins and ends in column 1
	FILENAME ~ /\.[ch]$/ && (/^\{/ || /\)[ \t]*\{[ \t]*$/) && !begun { begun = FNR }
	/^\}/ && begun {
		if (FNR - signature + 1 > 80)
			fail(FILENAME, signature, "a function of " (FNR - signature + 1) " lines, the most is 80")
		begun = 0
	}
	END {
		file_ends()
		exit bad
	}' && echo "no file over 600 lines, no function over 80"
