#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkqueries.sh header|code OUTPUT SRCDIR FILE.sql…: runs mkqueries.awk out of tree; an output that failed is not
# left, a header that is the same is not touched: a new wording of a query does not rebuild the world.
set -e
kind=$1 output=$2 srcdir=$3
shift 3
mkdir -p "${output%/*}"
for file; do
	shift
	[ -f "$file" ] || file=$srcdir/$file
	set -- "$@" "$file"
done
trap 'rm -f "$output.tmp"' EXIT
${AWK-awk} -v out="$kind" -f "${0%.sh}.awk" "$@" >"$output.tmp"
[ "$kind" = header ] && cmp -s "$output.tmp" "$output" || mv "$output.tmp" "$output"
