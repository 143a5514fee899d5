#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# dist.sh: what git keeps goes into the tarball, so that a packager gets every source, test and datum. Skipped outside a checkout.
tree=${srcdir:-.}
tracked=$(git -C "$tree" ls-files --full-name 2>/dev/null) && [ -e "$tree/.git" ] || { echo "not a git checkout"; exit 77; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
env -u MAKEFLAGS -u MAKELEVEL make -s -C "$top_builddir" distfiles >"$work/files" || exit 99
printf '%s\n' "$tracked" | awk -v files="$work/files" '
	BEGIN {
		while ((getline name < files) > 0)
			listed[name] = 1
		for (i = split("check .gitattributes .gitignore", own, " "); i > 0; i--)
			listed[own[i]] = 1      # check: by dist-hook, see Makefile.am
	}
	{
		path = ""
		found = 0
		n = split($0, part, "/")
		for (i = 1; i <= n && !found; i++) {
			path = path (i > 1 ? "/" : "") part[i]
			found = path in listed      # the file or a folder that is listed whole
		}
		if (!found) {
			print $0 ":1: is in git but would not be in the tarball"
			bad = 1
		}
		files_seen++
	}
	END {
		if (!bad)
			print files_seen " files go into the tarball"
		exit bad
	}'
