#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# screenshots.sh TREE DRAW: draws each picture of doc/SCREENSHOTS whose golden screen is not the one that it shows any more.
cd "$1" || exit 99
work=$(mktemp) || exit 99
trap 'rm -f "$work"' EXIT
while read -r picture screen sum; do
	case $picture in
	'#' | '')
		printf '%s\n' "$picture${screen:+ $screen${sum:+ $sum}}"
		continue
		;;
	esac
	now=$(sha256sum <"$screen") || exit 1
	if [ "${now%% *}" != "$sum" ] || [ ! -e "doc/$picture" ]; then
		"$2" "$screen" "doc/$picture" || exit 1
		echo "doc/$picture is new: look at it" >&2
	fi
	printf '%s %s %s\n' "$picture" "$screen" "${now%% *}"
done <doc/SCREENSHOTS >"$work" && cat "$work" >doc/SCREENSHOTS
