#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# hardening.sh [PROGRAM…]: what is installed is linked as configure asked: a place that is not known before (PIE), the table of library
# calls bound at the start and closed to writing (RELRO, BIND_NOW), a stack that is no code and is guarded. Without arguments: the
# programs of this build. Skipped (77) where there is no readelf, and for a build with sanitizers, which has other guards.
export LC_ALL=C
if ! command -v readelf >/dev/null; then
	echo "SKIP: readelf is not installed"
	exit 77
fi
if [ $# -eq 0 ]; then
	cd "$top_builddir" || exit 99
	set -- $HARDENED_PROGRAMS
	[ $# -gt 0 ] || { echo "no program is named"; exit 99; }
fi
status=0
for program; do
	readelf -hldW --dyn-syms "$program" >/dev/null 2>&1 || { echo "$program: no program"; status=1; continue; }
	seen=$(readelf -hldW --dyn-syms "$program")
	case $seen in *__asan_init* | *__ubsan_handle*)
		echo "SKIP: $program has sanitizers"
		exit 77 ;;
	esac
	# lacks PATTERN WHAT
	lacks() {
		printf '%s\n' "$seen" | grep -qE "$1" && return
		echo "$program: $2"
		status=1
	}
	lacks 'FLAGS_1.*PIE' "lies where it always lies (-pie)"
	lacks 'GNU_RELRO' "nothing of it is closed to writing (-z relro)"
	lacks '\(FLAGS\).*BIND_NOW|FLAGS_1.*NOW' "its table of library calls stays open to writing (-z now)"
	lacks 'GNU_STACK.* RW +0x' "its stack may be code (-z noexecstack)"
	lacks '__stack_chk_fail' "no function guards its stack (-fstack-protector-strong)"
done
[ $status -eq 0 ] && echo "hardened: $*"
exit $status
