#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# codes.sh [TREE]: an error code has one meaning. Where a code stands with words in the files of two subjects (a subject is the first
# word of a file's name) it is to be listed here with what it means for all of them; any other needs a number of its own. What is
# listed and not shared any more goes.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
LC_ALL=C
export LC_ALL
shared=$(mktemp) listed=$(mktemp) || exit 99
trap 'rm -f "$shared" "$listed"' EXIT
sort >"$listed" <<'END'
E-1010 a control character, or what is no UTF-8
E-1011 a character that no text has
E-1012 longer than its place
E-1013 marks without a letter, or too many
E-1015 a terminal that does not speak UTF-8
E-1020 what was scanned is nothing for here
E-1052 a clock without a day to start from
E-1053 a limit that gives no day
E-1055 there is no calendar
E-1105 no such window
E-1110 administrators only: windows, staff
E-1201 no memory
E-2001 an empty file
E-2002 a file in UTF-16
E-2003 a file that is no UTF-8
E-2005 a file, table or text that is too large, or cannot be read
E-2059 not what this kind of number looks like
E-2078 no workbook, or what no workbook can hold
E-3001 a command that was called wrongly
E-3003 keys and folders that others could read
E-3004 what each number of the hall would begin with is no such number
E-3005 the address of a department is none
E-3020 an output could not be written whole
E-3101 a file that cannot be opened
E-3102 a file that could be read only in part
E-3202 no such command of the keyboard
E-3204 key bindings that make no sense
E-3206 nothing can be pasted here
E-3210 a drawing of a screen that is none
E-3221 no date
E-4001 a department was not reached
E-4020 what a department told cannot be read
E-4101 there is no hall
E-4111 administrators only: the catalogue
E-5010 the disk is full, or read-only
E-5020 a paper was not queued
E-5023 printing again wants a reason
E-5106 reading or writing the store failed
E-5107 the store does not say whether it kept something
E-5110 an upgrade of the store failed
E-5111 a query that the program may not make
E-5303 the data of a paper are not whole
E-5304 a paper has no form of that size
E-5306 a paper was not drawn
E-5309 a drawing is not whole
E-5311 no such printer
E-5321 no program to draw papers
E-6001 a request that cannot be read
E-6013 a question is open
E-6014 the answers lead elsewhere
E-6057 another matter or applicant than was received
E-6058 it was received before
E-6072 too much for one dossier or paper
E-6101 no such dossier
E-6104 a draft that another desk has open
E-6108 what was written down of a dossier cannot be opened
E-6109 a dossier or task in a state that nobody knows
E-6203 no such department
E-6212 interrupted; again later
E-6247 what a department was told to answer is wrong
E-6301 no matter was chosen
E-6402 not this role's act, or this department's
E-6403 an argument of an act
E-6404 not possible in this state
E-6432 changed meanwhile
E-6436 somebody has decided what had run out
E-6643 a line of a card reader that is too long
E-6862 so many windows cannot be opened or closed
E-6863 a decision on windows wants a reason
E-6866 so many windows cannot be replayed
E-6887 it has no scan of that number
END
find src -name '*.c' | sort | xargs awk '
	{
		while (match($0, /"E-[0-9][0-9][0-9][0-9]", *([a-z_>.-]+, *)?"/)) {
			code = substr($0, RSTART + 1, 6)
			$0 = substr($0, RSTART + RLENGTH)
			n = split(FILENAME, path, "/")
			subject = path[n]
			sub(/\.c$/, "", subject)
			sub(/_.*/, "", subject)
			sub(/s$/, "", subject)
			if (!((code, subject) in seen)) {
				seen[code, subject] = 1
				count[code]++
				where[code] = where[code] " " FILENAME ":" FNR
			}
		}
	}
	END {
		for (code in count)
			if (count[code] > 1)
				print code where[code]
	}' | sort >"$shared"
bad=$(join -v 1 "$shared" "$listed" | sed 's/ /: means one thing here, perhaps another there:/')
gone=$(join -v 2 "$shared" "$listed" | cut -d' ' -f1)
[ -z "$bad" ] || printf '%s\n' "$bad"
[ -z "$gone" ] || [ "$tree" != "${srcdir:-.}" ] || printf '%s: is listed in codes.sh and not shared any more\n' $gone
if [ -n "$bad" ] || { [ -n "$gone" ] && [ "$tree" = "${srcdir:-.}" ]; }; then
	exit 1
fi
echo "$(wc -l <"$shared" | tr -d ' ') codes are shared, each with one meaning"
