#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# C-13, K6 on the command line: what ran out is the supervisor's to end or to decline, each once, by his password.
. "${srcdir:-.}/tests/contract/try.sh"

password() {
	echo "${1-Yichuang-2026}" >"$dir/in"
}
# the id of the first row whose line has $1
id_of() {
	sed -n "/$1/{s/.*\"id\":\\([0-9]*\\).*/\\1/p;q;}" "$dir/out"
}
# of the first row whose line has $1, the number
number_of() {
	sed -n "/$1/{s/.*\"number\":\"\\([0-9]*\\)\".*/\\1/p;q;}" "$dir/out"
}

try 0 - "" init --demo --lively
try 0 拟终止 "" act expired
try 0 '"list":"expired"' "" --json act expired
rows=$(wc -l <"$dir/out")
deferral=$(id_of 容缺补正) number=$(number_of 容缺补正) notice=$(id_of 申请人补正) noticed=$(number_of 申请人补正)
try 64 "" "expired confirm" act expired decline "$deferral"
try 64 "" "expired confirm" act expired end "$deferral" reason=x
try 64 "" 名称=内容 act expired confirm "$deferral" 没有来
# a script is nobody: it is told how the one may do it whose it is
try 77 "" E-6437 act expired decline "$deferral" reason=在路上
try 77 "" "--as 账号" act expired decline "$deferral" reason=在路上
try 77 "" "--as 账号" act expired confirm "$deferral" reason=没有来
try 77 "" "--as 账号" act "$number" terminate ground=deferral reason=没有来
password
try 77 "" E-6437 act expired decline "$deferral" reason=在路上 --as jihm --password-fd 0
grep -q -e --as "$dir/err" && same no yes "told to do what he did"
password
try 65 "" 要写理由 act expired decline "$deferral" reason= --as hejing --password-fd 0
password
try 0 不再列出 "" act expired decline "$deferral" reason=材料已在路上 --as hejing --password-fd 0
password
try 66 "" E-6436 act expired decline "$deferral" reason=再说一次 --as hejing --password-fd 0
password
try 66 "" E-6436 act expired confirm "$deferral" reason=没有来 --as hejing --password-fd 0
try 0 '"deferred":' "" --json dossier "$number"
grep -q '"state":"R3"' "$dir/out" && same no yes "what was declined has ended"
# the other way: it ends, with its paper
password
try 65 "" E-6403 act expired confirm "$notice" --as hejing --password-fd 0
password
try 0 '"act":"lapse"' "" --json act expired confirm "$notice" reason=期满没有补正 --as hejing --password-fd 0
try 0 '"state":"R3"' "" --json dossier "$noticed"
try 0 终止办理通知书 "" act "$noticed" --history
try 0 '"list":"expired"' "" --json act expired
same 2 $((rows - $(wc -l <"$dir/out"))) "both are off the list"
notice=$(id_of 申请人补正)
password
try 0 '"declined":true' "" --json act expired decline "$notice" reason=大雪封路 --as hejing --password-fd 0
# --- in the trail by her own name
try 0 clock.decline "" audit list --login hejing
try 0 材料已在路上 "" audit list --login hejing
tried_all
