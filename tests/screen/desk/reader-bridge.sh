#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# reader-bridge.sh TMP BUILD WINDOW [OPTION…]: a simulated reader of cards at that window of TMP/hall, in the place of the one before, which is
# killed as a crash would; it listens when this ends. Without options: none any more. Its number is in TMP/pid, what it says in TMP/said.
TMP=$1 BUILD=$2
export TMP BUILD
socket=$TMP/hall/devices/reader-$3.sock
shift 3
test -s "$TMP/pid" && kill -9 "$(cat "$TMP/pid")" 2>/dev/null
rm -f "$socket" "$TMP/pid" "$TMP/said"
test $# = 0 && exit
mkdir -p "$TMP/hall/devices"
# a script that fails half-way leaves nobody behind for long
timeout 300 sh -c 'echo $$ >"$TMP/pid" && exec "$BUILD/yichuang" reader simulate "$@"' sh --socket "$socket" "$@" >/dev/null 2>"$TMP/said" &
until test -S "$socket" && grep -qs Ctrl "$TMP/said"; do sleep 0.02; done
