#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# spdx.sh [TREE]: each source says its licence in the first line, in the second after #!.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
status=0 count=0
list() {
	find src tests build-aux \( -name '*.[ch]' -o -name '*.def' -o -name '*.sh' -o -name '*.awk' -o -name '*.sql' -o -name '*.pl' -o \
		-name '*.py' \) -type f
	for file in run check .ci/run configure.ac Makefile.am; do
		[ ! -e "$file" ] || echo "$file"
	done
}
for file in $(list | LC_ALL=C sort); do
	[ ! -L "$file" ] || continue
	count=$((count + 1))
	if ! sed -n '1p; 1!{2p;}; 2q' "$file" | grep -q 'SPDX-License-Identifier: [A-Za-z]'; then
		echo "$file:1: no SPDX-License-Identifier in the first line"
		status=1
	fi
done
[ $status -eq 0 ] && echo "$count files name their licence"
exit $status
