#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# rating.sh [TREE]: no way from who serves to a level (window-rules 6, E-4; row 57). One query writes it, one file runs that
# query, and no screen sees its header; the command line reaches it by a token or from the bridge alone. TAP.
tree=${1:-${srcdir:-.}}
number=0 failed=0
ok() {
	number=$((number + 1))
	if [ "$2" = "$3" ]; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1: $2, wanted $3"
		failed=1
	fi
}
src=$tree/src
ok "one query writes a level" "$(cat "$src"/store/query/*.sql | grep -cE '(SET|,)[ ]*level *=')" 1
ok "no query inserts one" "$(cat "$src"/store/query/*.sql | grep -cE 'INSERT INTO rating \(.*[( ]level')" 0
ok "one file runs it" "$(grep -rlE 'Q_RATING_LEVEL\b' "$src" --include='*.c' | sed "s|$src/||")" hall/rating.c
ok "no screen sees the header" "$(grep -rl 'rating_write' "$src/desk" "$src/ui" "$src/print" "$src/dispatch" | wc -l | tr -d ' ')" 0
ok "the commands that do" "$(grep -rl 'rating_write' "$src/command" | sed "s|$src/||" | LC_ALL=C sort | tr '\n' ' ')" \
	"command/rating.c command/rating_device.c "
echo "1..$number"
exit $failed
