#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# conformance.sh BASE CA CERT KEY: does the department at BASE (https://host:port/path, without /v1) keep the dispatch contract
# (department.md)? It pushes a few tasks with dossier numbers TEST-…, so give it a test system. Prints a line for each
# rule; exits 1 when one is broken. Needs curl and openssl.
[ $# -eq 4 ] || { echo "usage: $0 BASE CA CERT KEY" >&2; exit 64; }
base=$1 ca=$2 cert=$3 key=$4
command -v curl >/dev/null && command -v openssl >/dev/null || { echo "curl and openssl are needed" >&2; exit 69; }
dir=$(mktemp -d) || exit 73
trap 'rm -rf "$dir"' EXIT
broken=0

uuid() { openssl rand -hex 16 | sed 's/^\(.\{8\}\)\(.\{4\}\).\(.\{3\}\).\(.\{3\}\)\(.\{12\}\)$/\1-\2-4\3-8\4-\5/'; }
digest() { openssl dgst -sm3 -r "$1" | cut -d' ' -f1; }
ask() { curl -sS -m 30 --noproxy '*' --cacert "$ca" --cert "$cert" --key "$key" -o "$dir/body" -w '%{http_code}' "$@"; }
# push FILE KEY DIGEST: the status in $status, the body in $dir/body
push() {
	status=$(ask -H 'Content-Type: application/json' ${2:+-H "Idempotency-Key: $2"} ${3:+-H "Body-Digest: sm3=$3"} \
		-H 'Expect:' --data-binary "@$1" "$base/v1/tasks")
}
# tell FILE KEY DIGEST [SEQUENCE]: the same for a message
tell() {
	status=$(ask -H 'Content-Type: application/json' ${2:+-H "Idempotency-Key: $2"} ${3:+-H "Body-Digest: sm3=$3"} \
		${4:+-H "Dossier-Sequence: $4"} -H 'Expect:' --data-binary "@$1" "$base/v1/messages")
}
# message FILE KEY TYPE DOSSIER TASK-KEY
message() {
	printf '{"type":"%s","dossier":"%s","task_no":"%s-1","task_key":"%s","at":"2026-11-23T09:41:00+08:00",' "$3" "$4" "$4" "$5" >"$1"
	printf '"reason":"合规测试","material":"m","key":"%s","unknown":{"x":[1]}}' "$2" >>"$1"
}
# file FILE SM3: sends a file; files FILE KEY DOSSIER TASK-KEY SM3: a message about it
file() {
	status=$(ask -H 'Content-Type: application/octet-stream' -H 'Expect:' --data-binary "@$1" \
		"$base/v1/files?sha=sm3:$2&size=$(wc -c <"$1" | tr -d ' ')")
}
files() {
	printf '{"type":"files","dossier":"%s","task_no":"%s-1","task_key":"%s","at":"2026-11-23T09:41:00+08:00",' "$3" "$3" "$4" >"$1"
	printf '"reason":"合规测试","material":"m","files":[{"sm3":"%s","size":%d,"mime":"application/pdf","pages":1}],"key":"%s"}' \
		"$5" "$(wc -c <"$dir/f")" "$2" >>"$1"
}
get() { status=$(ask "$base/v1/$1"); }
# task FILE KEY DOSSIER
task() {
	printf '{"key":"%s","dossier":"%s","item":{"id":"t","name":"合规测试"},"department":{"id":"d-test"},' "$2" "$3" >"$1"
	printf '"applicant":{"name":"张三"},"form":[{"field":"baby.xm","value":"张小三"}],"materials":[],"unknown":{"x":[1]}}' >>"$1"
}
has() { grep -q "$1" "$dir/body"; }
member() { sed -n "s/.*\"$1\": *\"\([^\"]*\)\".*/\1/p" "$dir/body" | head -n 1; }
# rule NAME TEXT STATUS-WANTED [PATTERN …]
rule() {
	name=$1 text=$2 want=$3
	shift 3
	fault=
	[ "$status" = "$want" ] || fault="status $status, not $want"
	for pattern; do
		has "$pattern" || fault="${fault:+$fault; }no $pattern in the answer"
	done
	if [ -n "$fault" ]; then
		echo "$name BROKEN: $text: $fault"
		broken=1
	else
		echo "$name kept: $text"
	fi
}

k=$(uuid) dossier=TEST-$(openssl rand -hex 4)
task "$dir/t" "$k" "$dossier"
d=$(digest "$dir/t")

get "tasks/by-key/$k"
rule C0 'a key that never arrived' 404 '"unknown-key"'
push "$dir/t" "$k" "$d"
rule C6 'the first push echoes key and dossier' 201 "\"$k\"" "\"$dossier\"" '"department_no"' '"state": *"10"'
no=$(member department_no)
cp "$dir/body" "$dir/first"
push "$dir/t" "$k" "$d"
rule C3 'the same key and body: the same answer' 201
cmp -s "$dir/first" "$dir/body" || { echo "C3 BROKEN: the answer differs from the first"; broken=1; }
get "tasks/by-key/$k"
rule C2 'asked by key: the same number' 200 "\"$k\"" "\"$dossier\"" "\"$no\""
printf ' ' | cat "$dir/t" - >"$dir/u"
push "$dir/u" "$k" "$(digest "$dir/u")"
rule C4 'the same key with another body' 422 '"key-reused"'
push "$dir/t" "$k" "$d"
rule C4 'and the first one stands' 201 "\"$no\""

push "$dir/t" '' "$d"
rule C1 'no key' 400 '"missing-key"'
push "$dir/t" "not-a-uuid" "$d"
rule C1 'a key that is no UUID' 400 '"missing-key"'
n=$(uuid)
push "$dir/t" "$n" "$d"
rule C1 'a key that the body does not repeat' 400 '"bad-field"'
task "$dir/v" "$n" "$dossier"
push "$dir/v" "$n" "$d"
rule C1 "another body's digest" 400 '"bad-digest"'
push "$dir/v" "$n" ''
rule C1 'no digest' 400 '"bad-digest"'
for bad in '' '{' '[]x' "{\"key\":\"$n\",\"key\":\"$n\"}" '{"key":NaN}'; do
	printf '%s' "$bad" >"$dir/w"
	push "$dir/w" "$n" "$(digest "$dir/w")"
	rule C1 "a body that is no JSON: $bad" 400 '"bad-json"'
done
awk 'BEGIN { for (i = 0; i < 10000; i++) printf "["; for (i = 0; i < 10000; i++) printf "]" }' >"$dir/w"
push "$dir/w" "$n" "$(digest "$dir/w")"
rule C1 '10,000 brackets' 400 '"bad-json"'
printf '{"key":"%s"}' "$n" >"$dir/w"
push "$dir/w" "$n" "$(digest "$dir/w")"
rule C1 'members missing' 400 '"bad-field"' '"where"'
head -c 1048577 /dev/zero | tr '\0' ' ' >"$dir/w"
push "$dir/w" "$n" "$(digest "$dir/w")"
rule T1 'more than 1 MiB' 413 '"too-large"'
status=$(ask -H 'Content-Type: text/plain' -H "Idempotency-Key: $n" --data-binary "@$dir/v" "$base/v1/tasks")
rule T1 'another content type' 415 '"bad-type"'
get "tasks/by-key/$n"
rule C2 'nothing of all that had an effect' 404 '"unknown-key"'
get 'nothing-here'
rule T2 'no such address' 404 '"unknown-path"'
status=$(ask -X DELETE "$base/v1/tasks")
rule T2 'no such method' 405 '"bad-method"'

mk=$(uuid)
message "$dir/m" "$mk" supplement "$dossier" "$k"
d2=$(digest "$dir/m")
tell "$dir/m" "$mk" "$d2" 5
if [ "$status" = 404 ] || [ "$status" = 405 ] || [ "$status" = 501 ]; then
	echo "M5 kept: goes without messages; the hall tells a person to phone"
else
	rule M1 'a supplement echoes its own key, the dossier, the number' 201 "\"$mk\"" "\"$dossier\"" "\"$no\"" '"state": *"10"'
	cp "$dir/body" "$dir/first"
	tell "$dir/m" "$mk" "$d2" 5
	rule M1 'the same message again: the same answer' 201
	cmp -s "$dir/first" "$dir/body" || { echo "M1 BROKEN: the answer differs from the first"; broken=1; }
	printf ' ' | cat "$dir/m" - >"$dir/u"
	tell "$dir/u" "$mk" "$(digest "$dir/u")" 5
	rule M1 'the same key with another message' 422 '"key-reused"'
	get "messages/by-key/$mk"
	rule M1 'asked by key' 200 "\"$mk\"" "\"$no\""
	get "messages/by-key/$n"
	rule M1 'a message that never arrived' 404 '"unknown-key"'
	message "$dir/m" "$n" flood "$dossier" "$k"
	tell "$dir/m" "$n" "$(digest "$dir/m")" 6
	rule M1 'a type that does not exist' 400 '"bad-field"' '"/type"'
	message "$dir/m" "$n" supplement "$dossier" "$n"
	tell "$dir/m" "$n" "$(digest "$dir/m")" 6
	rule M1 'a supplement of a task that never came' 422 '"unknown-task"'
	message "$dir/m" "$n" recall "$dossier" "$k"
	tell "$dir/m" "$n" "$(digest "$dir/m")" 4
	rule M4 'what was said before is dropped' 201 '"state": *"10"'
	printf '%%PDF-1.7\n<</Type/Page>> %s\n%%%%EOF\n' "$(uuid)" >"$dir/f"
	s=$(digest "$dir/f")
	file "$dir/f" "$s"
	if [ "$status" = 404 ] || [ "$status" = 405 ] || [ "$status" = 501 ]; then
		echo "A6 kept: goes without files; its tasks come all the same"
	else
		rule A2 'a file that is new' 201 "\"$s\""
		file "$dir/f" "$s"
		rule A2 'the same again' 200 "\"$s\""
		file "$dir/f" "$d"
		rule A3 'a digest that is not its own' 422 '"3002"'
		printf 'MZ program' >"$dir/e"
		file "$dir/e" "$(digest "$dir/e")"
		rule A3 'a program, whatever it is called' 415 '"3003"'
		fk=$(uuid)
		files "$dir/m" "$fk" "$dossier" "$k" "$(digest "$dir/e")"
		tell "$dir/m" "$fk" "$(digest "$dir/m")" 6
		rule A4 'a message of a file that never came' 422 '"3001"'
		files "$dir/m" "$fk" "$dossier" "$k" "$s"
		tell "$dir/m" "$fk" "$(digest "$dir/m")" 6
		rule A4 'and of one that did' 201 "\"$fk\"" '"state": *"10"'
	fi
	rk=$(uuid)
	message "$dir/m" "$rk" recall "$dossier" "$k"
	tell "$dir/m" "$rk" "$(digest "$dir/m")" 7
	rule M2 'a recall ends the task' 201 "\"$rk\"" "\"$no\"" '"state": *"90"'
	get "tasks/by-key/$k"
	rule M2 'and it stays ended' 200 '"state": *"90"'
	lk=$(uuid) rk=$(uuid)
	message "$dir/m" "$rk" recall "$dossier-L" "$lk"
	tell "$dir/m" "$rk" "$(digest "$dir/m")" 2
	rule M3 'a recall before its task' 201 '"state": *"90"'
	task "$dir/l" "$lk" "$dossier-L"
	push "$dir/l" "$lk" "$(digest "$dir/l")"
	rule M3 'and the task, late, comes to nothing' 201 "\"$lk\"" '"state": *"90"'
	n=$(uuid)
fi

get 'changes'
rule F1 'the feed from its beginning' 200 '"items"' '"next"' '"more"'
next=$(member next)
get "changes?after=$next&limit=1"
rule F1 'the feed from where it ended' 200 '"items"' '"next"'
# from the beginning, page by page: what the law wants told is there where it is wanted
get 'changes?limit=200'
pages=0 wanted=0 told=0
while [ "$status" = 200 ] && [ $pages -lt 500 ]; do
	pages=$((pages + 1))
	wanted=$((wanted + $(grep -oE '"state": *"(15|25|30|35|51|52)"' "$dir/body" | wc -l)))
	told=$((told + $(grep -oE '"details": *\{ *"' "$dir/body" | wc -l)))
	has '"more": *true' || break
	get "changes?limit=200&after=$(member next)"
done
if [ $told -lt $wanted ]; then
	echo "F7 BROKEN: $wanted changes to 15, 25, 30, 35, 51 or 52, but only $told with details"
	broken=1
else
	echo "F7 kept: $wanted changes that want details, $told with some"
fi
get 'changes?limit=0'
rule F3 'a limit out of range' 400 '"bad-query"'
get 'changes?after=%20%27'
rule F1 'a cursor that was never given' 400 '"bad-query"'

today=$(TZ=UTC-8 date +%F)
get "tasks?from=$today&to=$today&limit=200"
if [ "$status" = 404 ] || [ "$status" = 405 ] || [ "$status" = 501 ]; then
	echo "L4 kept: goes without the list of what arrived"
else
	rule L1 'the list of what arrived' 200 '"items"' '"next"' '"more"'
	# page by page until our task is there
	pages=0
	until has "\"$k\"" || ! has '"more": *true' || [ $pages -ge 500 ]; do
		pages=$((pages + 1))
		get "tasks?from=$today&to=$today&limit=200&after=$(member next)"
	done
	rule L1 'has what we pushed, by its digest' 200 "\"$k\"" "\"$d\"" "\"$dossier\"" "\"$no\""
	! has "\"$n\"" || { echo "L1 BROKEN: has what was refused"; broken=1; }
	get "tasks?from=1999-01-01&to=1999-12-31"
	rule L1 'and nothing of other days' 200 '"items": *\[\]' '"more": *false'
	get "tasks?from=$today&to=$today&limit=1"
	rule L2 'a page of one' 200 '"items": *\[{[^}]*}\]'
	for bad in '' 'from=yesterday&to=today' "from=$today" "from=$today&to=$today&limit=0" "from=$today&to=$today&after=%20%27"; do
		get "tasks?$bad"
		rule L1 "a question that makes no sense: $bad" 400 '"bad-query"'
	done
fi

if curl -sS -m 10 --noproxy '*' --cacert "$ca" -o /dev/null "$base/v1/changes" 2>/dev/null; then
	echo "S1 BROKEN: served without a client certificate"
	broken=1
else
	echo "S1 kept: nobody without a certificate"
fi
plain=$(printf '%s' "$base" | sed 's/^https/http/')
if curl -sS -m 10 --noproxy '*' -o /dev/null "$plain/v1/changes" 2>/dev/null; then
	echo "S1 BROKEN: served without TLS"
	broken=1
else
	echo "S1 kept: nothing without TLS"
fi
exit $broken
