#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# man.sh [TREE]: the manual says what the programs do. Settings, requests and commands of the desk stand in their pages just as
# man-tables prints them from the program's own tables; subcommands and options are those that --help names; mandoc, where
# it is installed, finds nothing to warn of.
tree=${1:-${srcdir:-.}}
built=${top_builddir:-.}
man=$tree/data/man
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
status=0
fail() {
	echo "$1"
	status=1
}

# same PAGE WHAT: $work/wanted and $work/found hold the same lines.
same() {
	LC_ALL=C sort -o "$work/wanted" "$work/wanted"
	LC_ALL=C sort -o "$work/found" "$work/found"
	cmp -s "$work/wanted" "$work/found" && return
	fail "data/man/$1:1: $2 are not those of the program (< the program, > the page):"
	diff "$work/wanted" "$work/found" | grep '^[<>]'
	case $2 in
	requests | commands) echo "(make manual writes them anew)" ;;
	esac
}

# table NAME PAGE FROM TO: the rows of man-tables NAME between the section headings FROM and TO ("" is the end).
table() {
	"$built/man-tables" "$1" >"$work/wanted" || exit 99
	[ -s "$work/wanted" ] || fail "man-tables $1 says nothing"
	awk -v from="$3" -v to="$4" '$0 == ".SH " from { on = 1; next } $0 == ".SH " to { on = 0 } on' "$man/$2" |
		grep '^\.BR [^"]* "[ (][^"]*"$' >"$work/found"
	same "$2" "$1"
}

# options PROGRAM PAGE: each --option of the program's help is in the page, and no other.
options() {
	[ -x "$built/$1" ] || return 0
	"$built/$1" --help | grep -oE -- '--[a-z][a-z-]*' | LC_ALL=C sort -u | grep -vxE -- '--(help|version)' >"$work/wanted"
	sed 's/\\-/-/g' "$man/$2" | grep -oE -- '--[a-z][a-z-]*' | LC_ALL=C sort -u | grep -vxE -- '--(help|version)' >"$work/found"
	same "$2" "options of $1"
}

table settings yichuang.conf.5 SETTINGS FILES
table requests yichuang-keymap.5 REQUESTS COMMANDS
table commands yichuang-keymap.5 COMMANDS FILES
options yichuang yichuang.1
options yichuang zh_CN/yichuang.1
for agent in dispatch print department; do
	options yichuang-$agent yichuang-$agent.8
done
for page in yichuang.1 zh_CN/yichuang.1; do
	[ -e "$man/$page" ] || continue
	"$built/yichuang" --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p' >"$work/wanted"
	sed -n 's/^\.SS \([a-z][a-z\\-]*\).*/\1/p' "$man/$page" | sed 's/\\-/-/g' >"$work/found"
	same "$page" "subcommands"
done
if command -v mandoc >/dev/null; then
	for page in "$man"/*.[0-9] "$man"/*/*.[0-9]; do
		[ ! -e "$page" ] || mandoc -Tlint -W warning "$page" >"$work/lint" || {
			fail "data/man/${page#"$man"/}:1: mandoc warns:"
			cat "$work/lint"
		}
	done
fi
[ $status -eq 0 ] && echo "the manual is true to the programs"
exit $status
