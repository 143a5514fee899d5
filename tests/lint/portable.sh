#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# portable.sh [TREE]: char has a sign on x86 and none on ARM and LoongArch, and compilers are older there. Every file of src is C11
# without a warning under the sign that this machine does not have; the tests of what reads and writes text byte by byte are built
# so and run. (The other sign is the one of every other test.) Nothing in src is of one machine: no intrinsics, no assembler, no
# long double. LINT_COMPILE and LINT_LINK come from the Makefile.
tree=${1:-${srcdir:-.}}
built=${top_builddir:+$(cd "$top_builddir" && pwd)}
cd "$tree" || exit 99
tree=$(pwd)
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8
status=0

if grep -nE '<[a-z0-9]*(mmintrin|x86intrin|arm_neon|lsxintrin)\.h>|[^a-z_](__asm__|asm)[ (]|long double|__builtin_ia32' -r src; then
	echo "that is of one machine alone"
	status=1
fi
[ -n "$LINT_COMPILE" ] || { echo "LINT_COMPILE is not set: nothing was compiled"; exit $status; }

: >"$work/x.c"
echo 'int sign[(char)-1 < 0 ? 1 : -1];' >"$work/sign.c"
if $LINT_COMPILE -fsyntax-only "$work/sign.c" >/dev/null 2>&1; then
	other=-funsigned-char
else
	other=-fsigned-char
fi
# where things are is told by the Makefile, which names no path that could matter here
for place in PKGDATADIR LOCALSTATEDIR SYSCONFDIR LIBEXECDIR BINDIR; do
	echo "#define $place \"/\""
done >"$work/places.h"
compile="$LINT_COMPILE -include $work/places.h -I$tree/src -std=c11 $other -O0"

# layers LAYER…: their objects, each layer's in an archive of its own; src/ui's tables of keys are the build's
for layer in base law ui; do
	mkdir -p "$work/$layer"
	find "src/$layer" -name '*.c' 2>/dev/null
done | xargs -P2 -I{} sh -c "$compile -c -o '$work'/\$(echo {} | sed 's/^src.//; s/c\$/o/') {} || echo {} >>'$work/bad'"
# the rest is only looked at
find src -name '*.c' ! -path 'src/base/*' ! -path 'src/law/*' ! -path 'src/ui/*' | xargs -P2 -n16 sh -c \
	"$compile -fsyntax-only \"\$@\" || echo \"\$@\" >>'$work/bad'" sh
if [ -s "$work/bad" ]; then
	echo "not C11 without a warning, with $other"
	exit 1
fi
[ -n "$LINT_LINK" ] || { echo "cmocka is not installed: compiled with $other, nothing run"; exit $status; }

for layer in base law ui; do
	set -- "$work/$layer"/*.o
	[ -e "$1" ] && ar rcs "$work/$layer.a" "$@"
done
for test in text filter pinyin conf file crypto day identity masking number exchange catalogue_table search form ui/key_reader ui/editor; do
	file=tests/unit/$(echo "$test" | sed 's:[^/]*$:test_&.c:')
	program=$work/$(basename "$test")
	if ! $compile -Itests/unit -o "$program" "$file" "$work/ui.a" "$work/law.a" "$work/base.a" $LINT_LINK; then
		status=1
	elif ! (cd "${built:-.}" && srcdir=$tree "$program") >"$work/out" 2>&1; then
		grep -vE '^\[ +(OK|RUN) ' "$work/out"
		echo "$file: fails with $other"
		status=1
	fi
done
[ $status -eq 0 ] && echo "C11, and the same with $other"
exit $status
