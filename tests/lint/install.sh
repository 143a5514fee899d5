#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# install.sh: `make install` works into an empty place: no file is named twice, none is missing, and each program is there.
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
if ! env -u MAKEFLAGS -u MAKELEVEL make -s -C "$top_builddir" install DESTDIR="$work/root" >"$work/log" 2>&1; then
	cat "$work/log"
	exit 1
fi
for program in yichuang yichuang-dispatch yichuang-print yichuang-department; do
	if [ -z "$(find "$work/root" -type f -name "$program" -perm -u+x)" ]; then
		echo "$program was not installed"
		exit 1
	fi
done
echo "$(find "$work/root" -type f | wc -l) files are installed"
