#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# banned.sh [TREE]: calls that the house has banned, in src and tests, and in src SQL text made with format directives (a test may
# tamper as it likes). Comments are not looked at; names in strings are not calls.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
find src tests -name '*.[ch]' | LC_ALL=C sort | xargs awk '
	BEGIN {
		n = split("strcpy strcat strncat sprintf vsprintf gets strtok system popen tmpnam tempnam mktemp alloca atoi atol " \
			"atoll atof mktime ctime asctime rand srand", list, " ")
		for (i = 1; i <= n; i++)
			banned[list[i]] = 1
	}
	function fail(text) {
		printf "%s:%d: %s\n", FILENAME, FNR, text
		bad = 1
	}
	# Splits the line into code and the text of its strings; in_comment lives on from line to line.
	function read_line(line,    c, two, state, i, n) {
		code = strings = ""
		state = in_comment ? "comment" : "code"
		n = length(line)
		for (i = 1; i <= n; i++) {
			c = substr(line, i, 1)
			two = substr(line, i, 2)
			if (state == "comment") {
				if (two == "*/") {
					state = "code"
					i++
				}
			} else if (state == "code") {
				if (two == "/*") {
					state = "comment"
					i++
				} else if (two == "//") {
					break
				} else if (c == "\"" || c == "\047") {
					state = c
					code = code " "
				} else {
					code = code c
				}
			} else if (c == "\\") {
				i++
			} else if (c == state) {
				state = "code"
				strings = strings "\n"
			} else if (state == "\"") {
				strings = strings c
			}
		}
		in_comment = state == "comment"
	}
	FNR == 1 { in_comment = 0 }
	{
		read_line($0)
		rest = code
		while (match(rest, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
			name = substr(rest, RSTART, RLENGTH)
			sub(/[ \t]*\($/, "", name)
			before = RSTART > 1 ? substr(rest, RSTART - 1, 1) : ""
			if (name in banned && before != "." && before != ">")
				fail("banned call: " name)
			rest = substr(rest, RSTART + RLENGTH)
		}
		sql = toupper(strings)
		if (FILENAME ~ /^src/ && sql ~ /(^|[^A-Z])(SELECT .*FROM|INSERT (OR [A-Z]+ )?INTO|DELETE FROM|UPDATE [A-Z_%]+ SET|(CREATE|DROP|ALTER) TABLE)/ &&
		    strings ~ /%[-+0 #]*[0-9*]*(\.[0-9*]+)?(hh|h|ll|l|z|j|t)?[diouxXcsfgp]/)
			fail("SQL text with a format directive: bind values instead")
	}
	END { exit bad }' && echo "no banned call"
