#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# mkqueries.sh header|code OUTPUT SRCDIR FILE.sql…: runs mkqueries.awk out of tree; an output that failed is not left.
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
mv "$output.tmp" "$output"
