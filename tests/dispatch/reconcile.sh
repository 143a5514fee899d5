#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# `yichuang outbox reconcile` as a person uses it: with the agent asleep it is noted, with the agent awake it is waited for.
dir=$(mktemp -d) || exit 99
pids=
trap 'for p in $pids; do kill "$p" 2>/dev/null && wait "$p"; done; rm -rf "$dir"' EXIT
hall=$dir/hall
YICHUANG_DATADIR=$(cd "${srcdir:-.}" && pwd)/data
export YICHUANG_DATADIR
fail() { echo "$*"; cat "$dir"/*.log; exit 1; }
outbox() { ./yichuang --hall "$hall" outbox "$@"; }

./yichuang --hall "$hall" init --demo --empty >/dev/null || fail "no hall"
outbox reconcile --wait 0 >"$dir/asleep" 2>"$dir/said" || fail "reconcile without an agent"
grep -q '它启动后就对账' "$dir/said" || fail "does not say that nobody compares"
grep -q ':还在等对账$' "$dir/asleep" || fail "does not say that it waits"
[ "$(outbox differences)" = '与各部门没有待处理的不符。' ] || fail "differences where there are none"
outbox again 1 2>/dev/null; [ $? -eq 66 ] || fail "again of nothing"
outbox acknowledge 1 2>/dev/null; [ $? -eq 64 ] || fail "acknowledged without a reason"
outbox again 2>/dev/null; [ $? -eq 64 ] || fail "again without a number"
outbox reconcile --wait -1 2>/dev/null; [ $? -eq 64 ] || fail "a wait that is no time"

port=$(sed -n 's/^department.port  *//p' "$hall/yichuang.conf")
./yichuang-department --listen "127.0.0.1:$port" --store "$dir/department.db" --ca "$hall/tls/ca.pem" --cert "$hall/tls/server.pem" \
	--key "$hall/tls/server.key" >"$dir/out" 2>"$dir/department.log" &
pids="$pids $!"
./yichuang-dispatch --hall "$hall" 2>"$dir/dispatch.log" &
pids="$pids $!"
# what was asked for while nobody was there is done now; then one that is waited for
i=0
while outbox reconcile --wait 60 >"$dir/awake" 2>"$dir/said"; grep -q . "$dir/said"; do
	i=$((i + 1))
	[ $i -lt 100 ] || fail "the agent does not come up"
	sleep 0.1
done
grep -q '还在等' "$dir/awake" && fail "it did not wait"
departments=$(grep -c ':' "$dir/awake")
[ "$departments" -gt 5 ] && [ "$(grep -c ':比对 0 件,不符 0 处$' "$dir/awake")" -eq "$departments" ] || { cat "$dir/awake"; fail "not all compared"; }
outbox reconcile --json --wait 60 >"$dir/json" || fail "--json"
[ "$(grep -c '"waiting":false}$' "$dir/json")" -eq "$departments" ] || { cat "$dir/json"; fail "JSON"; }
