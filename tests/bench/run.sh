#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# make bench: what 一窗 takes beside raw programs that do the least the same work needs, in one run on this machine. Tables go to
# standard output, all figures to bench.json in the build folder. Nothing outside of a temporary folder is touched; what is not
# installed (nano, htop, mc, valgrind) is left out with a word.
#
# BENCH_ROUNDS (5), BENCH_ACCEPTS (100), BENCH_DOSSIERS (100000), BENCH_POSTS (400) make it longer or shorter; BENCH_ONLY names
# the parts wanted: start keys count accept find day search post paper memory. BENCH_DAYS (60) and BENCH_TICKETS (1300) are the days
# of the queue that part day looks back on, and the tickets of each.
set -u
build=${builddir:-$(pwd)}
src=${srcdir:-$(cd "$(dirname "$0")/../.." && pwd)}
rounds=${BENCH_ROUNDS:-5} accepts=${BENCH_ACCEPTS:-100} dossiers=${BENCH_DOSSIERS:-100000} posts=${BENCH_POSTS:-400}
days=${BENCH_DAYS:-60} tickets=${BENCH_TICKETS:-1300}
only=${BENCH_ONLY:-start keys count accept find day search post paper memory}
work=$(mktemp -d "${TMPDIR:-/tmp}/yichuang-bench.XXXXXX") || exit 1
servers=
finish() {
	for pid in $servers; do
		kill "$pid" 2>/dev/null
	done
	rm -rf "$work"
}
trap finish EXIT
trap 'exit 130' INT TERM
export HOME="$work/home" LC_ALL=C.UTF-8 YICHUANG_DATADIR="$src/data"
unset XDG_CONFIG_HOME LANG CUPS_SERVER
mkdir "$HOME"
cd "$work" || exit 1
: >rows
say() { printf '%s\n' "$*"; }
note() { printf 'bench: %s\n' "$*" >&2; }
die() {
	note "$*"
	: >"$work/failed"      # for those who call in a pipe
	exit 1
}
wants() { case " $only " in *" $1 "*) return 0 ;; esac; return 1; }
have() { command -v "$1" >/dev/null 2>&1; }
if [ ! -x "$build/bench-pty" ]; then
	note "libvterm was not found by configure: no figures of the screen"
fi

# --- statistics --------------------------------------------------------------------------------------------------------

# pick FILE WORD… : the number behind these words in each line that begins with them
pick() {
	file=$1
	shift
	awk -v words="$*" 'BEGIN { n = length(words) } substr($0, 1, n + 1) == words " " { split(substr($0, n + 2), a, " "); print a[1] }' "$file"
}
# rank P: the P-th percentile of the numbers on standard input
rank() { sort -n | awk -v p="$1" '{ a[NR] = $1 } END { if (NR) { i = int((NR - 1) * p / 100 + 0.5) + 1; print a[i] } }'; }
calc() { awk "BEGIN { printf \"%.4g\", $1 }"; }

# row NAME UNIT OURS RAW RAW-NAME [AIM]: AIM is <=N or >=N for the ratio of ours to raw, or for ours itself when it begins
# with "=", or empty.
row() {
	awk -v name="$1" -v unit="$2" -v ours="$3" -v raw="$4" -v rawname="$5" -v aim="${6-}" '
		function number(x) { return x == "" ? "null" : x + 0 }
		BEGIN {
			OFS = "\t"
			ratio = (ours != "" && raw != "" && raw + 0 != 0) ? ours / raw : ""
			verdict = ""
			itself = sub(/^=/, "", aim)
			value = itself ? ours : ratio
			if (aim != "" && value != "") {
				limit = substr(aim, 3)
				met = substr(aim, 1, 1) == "<" ? value + 0 <= limit + 0 : value + 0 >= limit + 0
				verdict = met ? "met" : "MISSED"
			}
			shown = aim == "" ? "" : (itself ? aim " " unit : aim " x")
			printf "%s\t%s\t%s\t%s\t%s\t%s\t%s\t%s\n", name, ours == "" ? "-" : sprintf("%.4g", ours),
				raw == "" ? "-" : sprintf("%.4g", raw), unit, rawname == "" ? "-" : rawname, ratio == "" ? "-" : sprintf("%.2f", ratio),
				shown == "" ? "-" : shown, verdict == "" ? "-" : verdict
			printf "{\"name\":\"%s\",\"unit\":\"%s\",\"ours\":%s,\"raw\":%s,\"beside\":\"%s\",\"ratio\":%s,\"aim\":\"%s\",\"verdict\":\"%s\"}\n",
				name, unit, number(ours), number(raw), rawname, ratio == "" ? "null" : sprintf("%.4f", ratio), shown,
				verdict == "" ? "none" : verdict >"/dev/stderr"
		}' 2>>rows | awk -F '\t' '{ printf "%-38s %10s %10s %-6s %-24s %6s  %-10s %s\n", $1, $2, $3, $4, $5, $6, $7, $8 }'
}
heading() {
	printf '\n%s\n%-38s %10s %10s %-6s %-24s %6s  %-10s %s\n' "$1" "" ours raw unit "raw is" ratio aim ""
}

# --- halls and programs ------------------------------------------------------------------------------------------------

yichuang() { "$build/yichuang" --hall "$@"; }
# new_hall DIR [SETTING…]
new_hall() {
	dir=$1
	shift
	yichuang "$dir" init --demo --empty >/dev/null || die "the demonstration hall could not be made"
	for setting in "$@"; do
		printf '%s\n' "$setting" >>"$dir/yichuang.conf"
	done
}
# requests FIRST COUNT: that many requests for 新生儿出生
requests() {
	awk -v first="$1" -v count="$2" '
		{ text = text $0 }
		END {
			for (i = first; i < first + count; i++) {
				one = text
				sub(/"accept_uuid": *"[^"]*"/, sprintf("\"accept_uuid\":\"00000000-0000-4000-8000-%012d\"", i), one)
				print one
			}
		}' "$src/tests/bench/newborn.json"
}
accept_many() {
	requests "$2" "$3" | yichuang "$1" accept - >"$work/accepted" || die "accept: $(grep -m 1 error "$work/accepted")"
}
port_of() { awk '$1 == "department.port" { print $NF }' "$1/yichuang.conf"; }
# serve answer|hang HALL: a department for the hall; the port of a dead print server in $deaf
serve() {
	"$build/bench-server" "$1" "$(port_of "$2")" "$2/tls" "$work/counts" 0 >"$work/deaf" &
	servers="$servers $!" server=$!
	tries=0
	until [ -s "$work/deaf" ] || [ $((tries += 1)) -gt 100 ] || ! kill -0 "$server" 2>/dev/null; do
		sleep 0.1
	done
	deaf=$(cat "$work/deaf")
	[ -n "$deaf" ] || die "the department for measuring did not start"
}
unserve() {
	kill "$server" 2>/dev/null
	wait "$server" 2>/dev/null
}
# pty OUTPUT PROGRAM… with the script on standard input; output is appended
pty() {
	out=$1
	shift
	cat >"$work/script"
	"$build/bench-pty" "$work/script" -- "$@" >>"$work/$out" || die "measuring $out failed"
}

login='paint 口令
keys C-Home Tab
type jihm\tYichuang-2026\r
wait 今日'
to_form="$login"'
keys F2
wait 1 事项
type xse
wait 新生儿出生
keys Enter
wait 2 情形
keys 1 1 1 1 1 1 1 1
settle 200
keys F10
wait 3 申请人
settle 800'

machine() {
	say "一窗 $("$build/yichuang" --version), $(date -u +%Y-%m-%dT%H:%MZ), $(uname -srm), $(nproc) CPUs of" \
		"$(awk -F ': ' '/^model name/ { print $2; exit }' /proc/cpuinfo), load $(cut -d ' ' -f 1 /proc/loadavg)"
	flags=$(awk '/^CFLAGS = / { sub(/^CFLAGS = /, ""); print; exit }' "$build/Makefile")
	case $flags in
	*-O[2s3]*) say "compiled with $flags" ;;
	*) say "compiled with $flags: NOT a release build, use CFLAGS=-O2" ;;
	esac
}

# --- the parts ---------------------------------------------------------------------------------------------------------

some_text() {
	awk 'BEGIN { for (i = 1; i <= 400; i++) printf "%06d 林晓梅 新生儿出生 容缺受理 accepted at window 3 on 2026-11-23\n", i }' >text
}

part_start() {
	new_hall start
	some_text
	i=0
	while [ $i -lt $((rounds * 2)) ]; do
		echo 'paint 口令' | pty desk.start "$build/yichuang" --hall start
		echo 'paint 申请字段' | pty raw.start "$build/raw-form"
		if have nano; then
			printf 'paint 林晓梅\nleave \\x18\n' | pty nano.start nano text
		fi
		i=$((i + 1))
	done
	heading "start: exec to the last byte of the paint"
	ours=$(pick desk.start start | rank 50)
	row "start to the login's first bytes, p50" ms "$(pick desk.start first | rank 50)" "$(pick raw.start first | rank 50)" "ncursesw form"
	row "start to login, p50" ms "$ours" "$(pick raw.start start | rank 50)" "ncursesw form"
	row "start to login, p95" ms "$(pick desk.start start | rank 95)" "$(pick raw.start start | rank 95)" "ncursesw form"
	if have nano; then
		row "start to login, p50" ms "$ours" "$(pick nano.start start | rank 50)" nano "<=1.5"
	else
		say "nano is not installed"
	fi
}

# keys_of WHO PHASE PERCENTILE
keys_of() { pick "$1.keys" "key $2" | rank "$3"; }

part_keys() {
	new_hall ready "dispatch.per_department = 64" "printer.a4 = bench"
	accept_many ready 1 60
	some_text
	i=0
	while [ $i -lt "$rounds" ]; do
		rm -rf busy
		cp -a ready busy
		serve hang busy
		{
			echo "$login"
			[ ! -x "$build/yichuang-dispatch" ] ||
				echo "until 20 awk '{ exit !(\$2 >= 50) }' '$work/counts'"
			echo "$to_form" | sed '1,4d'
			printf '%s\n' 'keys Down' 'phase type' 'press 30 a b 小 明 c' 'keys C-u' 'settle 300' 'phase move' 'press 60 Down Up' \
				'keys F3' 'wait 今日' 'keys F4' 'wait 查找办件' 'type 林' 'settle 300' 'phase page' 'press 40 PgDn PgDn PgUp PgUp'
		} | CUPS_SERVER=127.0.0.1:$deaf pty desk.keys "$build/yichuang" --hall busy
		awk '{ print $2 }' counts >>hanging
		unserve
		printf '%s\n' 'paint 申请字段' 'phase type' 'press 30 a b 小 明 c' 'phase move' 'press 60 Down Up' 'leave \x18' |
			pty raw.keys "$build/raw-form"
		printf '%s\n' 'paint 申请字段' 'phase page' 'press 40 PgDn PgDn PgUp PgUp' 'leave \x18' | pty raw.keys "$build/raw-form" list
		if have nano; then
			printf '%s\n' 'paint 林晓梅' 'phase move' 'press 60 Down Up' 'phase page' 'press 40 PgDn PgDn PgUp PgUp' 'phase type' \
				'press 30 a b 小 明 c' 'type \x18' 'wait ?' 'leave n' | pty nano.keys nano text
		fi
		i=$((i + 1))
	done
	heading "key to paint while $(rank 50 <hanging) posts hang and the print server is dead"
	for phase in move type page; do
		for p in 50 95; do
			row "$phase, p$p" ms "$(keys_of desk $phase $p)" "$(keys_of raw $phase $p)" "ncursesw form"
		done
	done
	if have nano; then
		for phase in move type page; do
			for p in 50 95; do
				case $phase$p in
				move50) aim="<=1.2" ;;
				type50) aim="<=1.0" ;;
				*) aim= ;;
				esac
				row "$phase, p$p" ms "$(keys_of desk $phase $p)" "$(keys_of nano $phase $p)" nano "$aim"
			done
		done
	else
		say "nano is not installed"
	fi
	say "keys without any paint: $(grep -c '^lost' desk.keys)"
}

# instructions NAME COUNT KEYS PROGRAM… with the script's beginning on standard input: total of a run with so many keys. The lesser
# of two, for a minute's end that falls into one of them is no key's.
instructions() {
	name=$1 count=$2 keys=$3
	shift 3
	{
		cat
		echo "press $count $keys"
	} >"$work/script"
	for try in 1 2; do
		"$build/bench-pty" "$work/script" -- valgrind -q --tool=callgrind --callgrind-out-file="$work/callgrind.$name.$count" "$@" \
			>/dev/null 2>"$work/valgrind.err" || die "callgrind failed: $(tail -1 "$work/valgrind.err")"
		awk '/^(summary|totals):/ { n = $2 } END { print n }' "$work/callgrind.$name.$count"
	done | sort -n | head -1
}
# per_key SCRIPT NAME KEYS PROGRAM…
per_key() {
	script=$1 name=$2 keys=$3
	shift 3
	few=$(echo "$script" | instructions "$name" 8 "$keys" "$@")
	many=$(echo "$script" | instructions "$name" 108 "$keys" "$@")
	calc "($many - $few) / 100 / 1000"
}

part_count() {
	if ! have valgrind; then
		say "valgrind is not installed: no instructions counted"
		return
	fi
	new_hall counted "desk.agents = no"
	some_text
	heading "instructions, user space, by callgrind"
	for phase in move type; do
		# what is typed stays within the field, and one letter in it
		case $phase in
		move) keys="Down Up" begin= aim="<=1.2" ;;
		type) keys="a 小 Backspace Backspace" begin='
type x
settle 300' aim="<=1.0" ;;
		esac
		ours=$(per_key "$to_form$begin" desk "$keys" "$build/yichuang" --hall counted)
		row "instructions per key, $phase" k "$ours" "$(per_key "paint 申请字段$begin" raw "$keys" "$build/raw-form")" "ncursesw form"
		if have nano; then
			row "instructions per key, $phase" k "$ours" "$(per_key "paint 林晓梅$begin" nano "$keys" nano text)" nano "$aim"
		fi
	done
	echo 'paint 口令' >script
	"$build/bench-pty" script -- valgrind -q --tool=callgrind --callgrind-out-file=callgrind.start "$build/yichuang" --hall counted >/dev/null 2>&1
	ours=$(awk '/^(summary|totals):/ { n = $2 } END { print n / 1e6 }' callgrind.start)
	echo 'paint 申请字段' >script
	"$build/bench-pty" script -- valgrind -q --tool=callgrind --callgrind-out-file=callgrind.raw "$build/raw-form" >/dev/null 2>&1
	row "instructions of the start and the end" M "$ours" "$(awk '/^(summary|totals):/ { n = $2 } END { print n / 1e6 }' callgrind.raw)" \
		"ncursesw form"
}

part_accept() {
	new_hall accepting
	"$build/bench-accept" accepting "$src/tests/bench/newborn.json" 20 $((accepts * rounds / 20)) >accept.ms || die "bench-accept failed"
	heading "durable acceptances of 新生儿出生 (10 tasks), $((accepts * rounds))"
	rate() { pick accept.ms "$1" | awk '{ s += $1 } END { print NR / s * 1000 }'; }
	row "accepts per second" "1/s" "$(rate ours)" "$(rate raw)" "SQLite, same statements" ">=0.9"
	row "accepts per second" "1/s" "$(rate ours)" "$(rate sealed)" "the same and its seals"
	for p in 50 95 99; do
		row "accept, p$p" ms "$(pick accept.ms ours | rank $p)" "$(pick accept.ms raw | rank $p)" "SQLite, same statements"
	done
	before=$(stat -c %s accepting/hall.db)
	accept_many accepting 1 50
	row "store per dossier" KiB "$(calc "($(stat -c %s accepting/hall.db) - $before) / 50 / 1024")" "" ""
}

part_find() {
	new_hall many
	accept_many many 1 1
	"$build/bench-find" many fill "$dossiers" || die "bench-find failed"
	"$build/bench-find" many ask $((rounds * 60)) "$dossiers" >find.ms || die "bench-find failed"
	heading "find among $dossiers dossiers, 20 rows, CPU time"
	for kind in number tail-of-6 id-number phone name-of-1 name-of-2 name-of-3 nobody; do
		row "find by $kind, p50" ms "$(pick find.ms $kind ours | rank 50)" "$(pick find.ms $kind raw | rank 50)" "one query of SQLite"
		row "find by $kind, p95" ms "$(pick find.ms $kind ours | rank 95)" "$(pick find.ms $kind raw | rank 95)" "one query of SQLite"
	done
	all_of() { awk -v who="$1" '$2 == who { print $3 }' find.ms; }
	row "find, all questions, p95" ms "$(all_of ours | rank 95)" "$(all_of raw | rank 95)" "one query of SQLite" "<=1.1"
	rm -rf many
}

part_day() {
	new_hall years
	accept_many years 1 1
	"$build/bench-find" years fill "$dossiers" || die "bench-find failed"
	"$build/bench-day" years fill "$days" "$tickets" || die "bench-day failed"
	"$build/bench-day" years ask $((rounds * 10)) "$days" >day.ms || die "bench-day failed"
	heading "the supervisor's day: $dossiers dossiers, $days days of $tickets tickets, CPU time"
	row "queue, windows, quarters, tide, p95" ms "$(pick day.ms read | rank 95)" "" ""
	row "the lists, p95" ms "$(pick day.ms lists | rank 95)" "" ""
	row "all of the screen, the slowest" ms "$(pick day.ms whole | rank 100)" "" "" "=<=100"
	row "another day, p95" ms "$(pick day.ms past | rank 95)" "" "" "=<=100"
	row "a day of 50000 tickets, the slowest" ms "$(pick day.ms many | rank 100)" "" "" "=<=100"
	rm -rf years
}

part_search() {
	"$build/bench-search" "$src/data/catalogue" 3000 >search.ms || die "bench-search failed"
	heading "the catalogue searched among 3000 items, at each key, CPU time"
	row "a key, p50" ms "$(pick search.ms key ours | rank 50)" "$(pick search.ms key raw | rank 50)" "strstr through the names"
	row "a key, the slowest" ms "$(pick search.ms key ours | rank 100)" "$(pick search.ms key raw | rank 100)" "strstr through the names" "=<=5"
	row "the names read, once" ms "$(pick search.ms first ours)" "" "" "=<=20"
}

part_post() {
	[ -x "$build/yichuang-dispatch" ] || {
		say "yichuang-dispatch is not built"
		return
	}
	new_hall posting "dispatch.per_department = 16"
	accept_many posting 1 $((posts / 2))
	serve answer posting
	"$build/bench-post" posting "$posts" 16 plain >plain.ms || die "bench-post failed"
	"$build/bench-post" posting "$posts" 16 commit >commit.ms || die "bench-post failed"
	unserve
	serve answer posting
	"$build/yichuang-dispatch" --hall posting --until-idle >/dev/null 2>dispatch.err || die "yichuang-dispatch: $(tail -1 dispatch.err)"
	ours=$(awk '{ print $1 / ($4 - $3) * 1000 }' counts)
	[ "$(awk '{ print $1 }' counts)" -ge "$posts" ] || die "only $(awk '{ print $1 }' counts) of $posts posts went out"
	unserve
	heading "the outbox drained: $posts posts of $(stat -c %s posting/hall.db >/dev/null; awk '{ print $1 }' plain.ms) over TLS, 16 in flight"
	row "POSTs per second" "1/s" "$ours" "$(awk '{ print $1 / $2 * 1000 }' commit.ms)" "libcurl multi + 2 commits"
	row "POSTs per second" "1/s" "$ours" "$(awk '{ print $1 / $2 * 1000 }' plain.ms)" "libcurl multi, no store"
}

part_paper() {
	[ -d accepting ] || {
		new_hall accepting
		accept_many accepting 1 1
	}
	"$build/bench-pdf" accepting deferral-notice words 30 >pdf.ms || die "bench-pdf failed"
	"$build/raw-pdf" words 30 >rawpdf.ms || die "raw-pdf failed"
	heading "容缺受理通知书 as PDF, $(pick pdf.ms pages) pages A4"
	row "first, cold" ms "$(calc "$(pick pdf.ms fill | head -1) + $(pick pdf.ms render | head -1)")" "$(pick rawpdf.ms raw | head -1)" pangocairo
	row "later, p50" ms "$(calc "$(pick pdf.ms fill | tail -n +2 | rank 50) + $(pick pdf.ms render | tail -n +2 | rank 50)")" \
		"$(pick rawpdf.ms raw | tail -n +2 | rank 50)" pangocairo
	row "of it pages, p50" ms "$(pick pdf.ms render | tail -n +2 | rank 50)" "$(pick rawpdf.ms raw | tail -n +2 | rank 50)" pangocairo
	row "size" KiB "$(calc "$(pick pdf.ms bytes) / 1024")" "$(calc "$(pick rawpdf.ms bytes) / 1024")" pangocairo
}

# field N of the line "memory NAME …" of a file
memory_of() { awk -v name="$2" -v n="$3" '$1 == "memory" && $2 == name { print $n }' "$1" | rank 50; }
idle_of() { awk -v name="$1" -v n="$2" '$1 == "idle" && $2 == name { print $n }' desk.memory; }
mib() { calc "${1:-0} / 1024"; }

part_memory() {
	sync                    # pages of a program just built count as dirty until they are on the disk
	new_hall watched
	requests 1 100 >hundred
	serve answer watched
	{
		echo "$login"
		printf '%s\n' 'settle 6000' 'mark rest' 'idle 10 rest' "run '$build/yichuang' --hall watched accept hundred >/dev/null" \
			'settle 500' 'repeat 100' 'keys F4' 'wait 查找办件' 'type 林' 'wait 条' 'settle 30' 'keys Enter' 'wait 查询码' \
			'keys Esc' 'wait 查找办件' 'keys Esc' 'settle 60' 'keys Esc' 'wait 今日' 'end' 'settle 6000' 'mark later' 'idle 10 later'
	} | pty desk.memory "$build/yichuang" --hall watched
	unserve
	printf '%s\n' 'paint 申请字段' 'settle 1000' 'mark rest' 'idle 10 rest' | pty raw.memory "$build/raw-form"
	some_text
	for other in nano htop mc; do
		have $other || {
			say "$other is not installed"
			continue
		}
		case $other in
		nano) printf '%s\n' 'paint 林晓梅' 'settle 1000' 'mark rest' 'leave \x18' | pty nano.memory nano text ;;
		htop) printf '%s\n' 'paint F10' 'settle 3000' 'mark rest' 'leave q' | pty htop.memory htop ;;
		mc) printf '%s\n' 'paint 10' 'settle 1000' 'mark rest' | pty mc.memory mc -u -b ;;
		esac
	done
	heading "memory, the desk at its home screen; the tree is desk, yichuang-dispatch and yichuang-print ($(memory_of desk.memory rest 9) processes)"
	dirty=$(memory_of desk.memory rest 3)
	row "private dirty at rest" MiB "$(mib "$dirty")" "$(mib "$(memory_of raw.memory rest 3)")" "ncursesw form"
	[ ! -e htop.memory ] || row "private dirty at rest" MiB "$(mib "$dirty")" "$(mib "$(memory_of htop.memory rest 3)")" htop "<=1.2"
	row "USS at rest" MiB "$(mib "$(memory_of desk.memory rest 4)")" "$(mib "$(memory_of raw.memory rest 4)")" "ncursesw form"
	row "private dirty, 100 accepts later" MiB "$(mib "$(memory_of desk.memory later 3)")" "$(mib "$dirty")" "the desk at rest"
	row "USS, 100 accepts later" MiB "$(mib "$(memory_of desk.memory later 4)")" "$(mib "$(memory_of desk.memory rest 4)")" "the desk at rest"
	[ ! -e mc.memory ] || row "whole tree, PSS" MiB "$(mib "$(memory_of desk.memory rest 8)")" "$(mib "$(memory_of mc.memory rest 8)")" mc "<=1.5"
	[ ! -e mc.memory ] || row "whole tree, private dirty" MiB "$(mib "$(memory_of desk.memory rest 6)")" "$(mib "$(memory_of mc.memory rest 6)")" mc
	[ ! -e mc.memory ] || row "whole tree, USS" MiB "$(mib "$(memory_of desk.memory rest 7)")" "$(mib "$(memory_of mc.memory rest 7)")" mc
	row "wake-ups in 10 s, desk" "" "$(pick desk.memory 'idle rest')" "$(pick raw.memory 'idle rest')" "ncursesw form" "=<=1"
	row "wake-ups in 10 s, whole tree" "" "$(idle_of rest 4)" "" ""
	row "CPU in 10 s idle, whole tree" ms "$(idle_of rest 6)" "" ""
}

machine
screen="start keys count memory"
for part in start keys count accept find day search post paper memory; do
	wants $part || continue
	case " $screen " in
	*" $part "*) [ -x "$build/bench-pty" ] || continue ;;
	esac
	note "$part …"
	part_$part
	[ ! -e failed ] || exit 1
done
{
	printf '{"version":"%s","at":"%s","kernel":"%s","rows":[\n' "$("$build/yichuang" --version)" "$(date -u +%Y-%m-%dT%H:%M:%SZ)" "$(uname -srm)"
	sed '$!s/$/,/' rows
	say ']}'
} >"$build/bench.json"
printf '\n%d aims met, %d missed; all figures are in bench.json\n' "$(grep -c '"verdict":"met"' rows)" "$(grep -c '"verdict":"MISSED"' rows)"
