#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# readme.sh [TREE]: the READMEs quote src/LAYERS as it is, begin with the two commands, name files that are there,
# and show the pictures of doc/, each of which still shows what a screen test sees.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
status=0
for readme in README.md README.zh-CN.md; do
	sed '/^#/d; s/[ \t]*$//' src/LAYERS | while IFS= read -r row; do
		grep -qxF "    $row" "$readme" || echo "$readme:1: does not quote this row of src/LAYERS: $row"
	done | grep . && status=1
	sed -n '1,2p' "$readme" | tr -d '\n' | grep -q '^    \./run .*    \./check ' || {
		echo "$readme:1: the first two lines should be ./run and ./check"
		status=1
	}
	for name in $(grep -oE '`[A-Za-z.]+/[A-Za-z0-9_./-]*`' "$readme" | tr -d '`' | LC_ALL=C sort -u); do
		case $name in
		./build* | ./hall*) continue ;;      # made by ./run
		esac
		[ -e "$name" ] || {
			echo "$readme:1: names $name, which is not there"
			status=1
		}
	done
	for picture in $(grep -oE '!\[[^]]*\]\([^)]*\)' "$readme" | sed 's/.*(\(.*\))/\1/'); do
		grep -q "^${picture#doc/} " doc/SCREENSHOTS && [ -s "$picture" ] || {
			echo "$readme:1: shows $picture, which is not a picture of doc/SCREENSHOTS"
			status=1
		}
	done
	grep -v '^#' doc/SCREENSHOTS | while read -r picture screen sum; do
		grep -qF "](doc/$picture)" "$readme" || echo "$readme:1: does not show doc/$picture"
	done | grep . && status=1
done
grep -v '^#' doc/SCREENSHOTS | while read -r picture screen sum; do
	now=$(sha256sum <"$screen")
	[ "${now%% *}" = "$sum" ] || echo "doc/SCREENSHOTS:1: $screen is not as in doc/$picture any more; make screenshots draws it"
	name=${screen#tests/screen/}
	grep -rqx "snap ${name%.screen}" tests/screen || echo "doc/SCREENSHOTS:1: no script reaches $screen"
done | grep . && status=1
[ $status -eq 0 ] && echo "the READMEs are true to the tree"
exit $status
