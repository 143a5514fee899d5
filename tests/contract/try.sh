# shellcheck shell=sh disable=SC2034
# SPDX-License-Identifier: Apache-2.0
# What the tests of the command line share; sourced. $top is the source tree, $dir a folder that goes with the test, $dir/hall its
# hall unless the script says otherwise ($hall). What is in $dir/in is the next command's standard input, once.
top=${srcdir:-.}
LC_ALL=C.UTF-8
YICHUANG_DATADIR=$top/data
export LC_ALL YICHUANG_DATADIR
dir=$(mktemp -d) || exit 99
trap 'rm -rf "$dir"' EXIT
hall=$dir/hall
failed=0
tried=0
: >"$dir/in"

# try EXIT SAYS COMPLAINS WORDS…: SAYS and COMPLAINS are pieces of the two outputs ("": that output is empty, -: anything)
try() {
	code=$1 says=$2 complains=$3
	shift 3
	./yichuang --hall "$hall" "$@" >"$dir/out" 2>"$dir/err" <"$dir/in"
	got=$?
	tried=$((tried + 1))
	right=yes
	for pair in out:"$says" err:"$complains"; do
		file=$dir/${pair%%:*} piece=${pair#*:}
		if [ -z "$piece" ]; then
			[ -s "$file" ] && right=no
		elif [ "$piece" != - ]; then
			grep -qF -e "$piece" "$file" || right=no
		fi
	done
	: >"$dir/in"
	if [ "$got" -ne "$code" ] || [ "$right" = no ]; then
		echo "$*: exit $got instead of $code; said:"
		cat "$dir/out" "$dir/err"
		failed=$((failed + 1))
	fi
}

# same WANTED GOT WHAT
same() {
	tried=$((tried + 1))
	if [ "$1" != "$2" ]; then
		echo "$3: $2 instead of $1"
		failed=$((failed + 1))
	fi
}

# The end of each script: how many there were, and its exit status.
tried_all() {
	echo "$tried tried, $failed failed"
	[ "$failed" -eq 0 ]
}
