#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The bash completion knows what the programs know. TAP.
command -v bash >/dev/null || {
	echo "1..0 # SKIP no bash"
	exit 0
}
builddir=${top_builddir:-.} completion=${srcdir:-.}/data/completion/yichuang exec bash -s <<'END'
PATH=$builddir:$PATH
. "$completion" || exit 99
number=0 failed=0
# expect "what is offered" WORD…
expect() {
	local wanted=$1
	shift
	COMP_WORDS=("$@") COMP_CWORD=$(($# - 1)) number=$((number + 1))
	_yichuang
	local got=" ${COMPREPLY[*]} " one
	for one in $wanted; do
		case $one in
		!*) [[ $got != *" ${one#!} "* ]] ;;
		*) [[ $got == *" $one "* ]] ;;
		esac && continue
		echo "not ok $number - $*: wanted “$wanted”, offered:$got"
		failed=1
		return
	done
	echo "ok $number - $*"
}
for command in $(yichuang --help | sed -n 's/^  \([a-z][a-z-]*\) .*/\1/p'); do
	expect "$command" yichuang "${command:0:2}"
done
expect "--hall --version !--pause" yichuang --
expect "check import export diff history rollback list show !id" yichuang catalogue ""
expect "proposals expired confirm decline !reason" yichuang act ""
expect "import !list" yichuang --hall / catalogue im
expect "working_day natural_day !hour" yichuang due --unit ""
expect "--pause --hall --json" yichuang due 2026-09-28 5 --
expect "/etc !/etc/passwd" yichuang --hall /et
expect "/etc/passwd" yichuang accept /etc/pass
expect "A4 58mm" yichuang-print render x y --paper ""
expect "render" yichuang-print re
expect "--once --until-idle" yichuang-dispatch --
expect "--ca --cert" yichuang-department --c
echo "1..$number"
exit $failed
END
