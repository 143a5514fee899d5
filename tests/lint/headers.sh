#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# headers.sh [TREE]: each header compiles alone and twice, and its guard is LAYER_NAME_H. The compiler and its flags come from
# the Makefile in LINT_COMPILE; without it plain cc is used.
tree=${1:-${srcdir:-.}}
compile=${LINT_COMPILE:-cc -std=c17 -D_GNU_SOURCE}
status=0 count=0
headers=$(cd "$tree/src" && find . -name '*.h' | sed 's|^\./||' | LC_ALL=C sort) || exit 99
for header in $headers; do
	count=$((count + 1))
	guard=$(printf '%s' "$header" | tr 'a-z/.-' 'A-Z___')
	if ! grep -q "^#ifndef $guard\$" "$tree/src/$header"; then
		echo "src/$header:1: the guard should be $guard"
		status=1
	fi
	if ! printf '#include "%s"\n#include "%s"\n' "$header" "$header" |
		$compile -I"$tree/src" -fsyntax-only -x c - 2>&1; then
		echo "src/$header:1: does not compile alone"
		status=1
	fi
done
[ $status -eq 0 ] && echo "$count headers stand alone"
exit $status
