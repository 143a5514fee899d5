#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# R25: whatever keeps `yichuang accept` from accepting, each reply says whether the dossier is accepted: 已受理, 未受理 or
# 正在核对. Each way to fail is gone once, in words and as JSON. (What fails inside the transaction: unit-accept.)
. "${srcdir:-.}/tests/contract/try.sh"
request=$dir/request
head -n 1 "$top/data/demo/accept.jsonl" >"$request"
./yichuang --hall "$hall" init --demo --empty >/dev/null || exit 99

wrong() {
	echo "$1"
	cat "$dir/out" "$dir/err"
	failed=$((failed + 1))
}

# refused CODE WORDS…: accept fails with this code, and every reply and complaint says what became of the dossier
refused() {
	code=$1
	shift
	for json in "" --json; do
		tried=$((tried + 1))
		./yichuang --hall "$hall" accept "$@" $json >"$dir/out" 2>"$dir/err" </dev/null
		exit=$?
		[ "$exit" -ne 0 ] || wrong "$* $json: went through"
		grep -qF -e "$code" "$dir/out" "$dir/err" || wrong "$* $json: no $code"
		grep -hE 'E-[0-9]{4}' "$dir/out" "$dir/err" | grep -vE '已受理|未受理|正在核对' >"$dir/silent"
		[ ! -s "$dir/silent" ] || wrong "$* $json: does not say"
		grep -qF 草稿 "$dir/out" "$dir/err" && wrong "$* $json: speaks of a draft that is not there"
	done
}

# --- the words of the command
refused E-3001
refused E-3001 one two
refused E-3001 "$request" --windows 3
refused E-3001 ""

# --- before a request is read
refused E-3101 "$dir/none"
refused E- "$dir"
refused E-1105 "$request" --window 99
hall=$dir/nowhere
refused E-4101 "$request"
hall=$dir/hall
for part in . yichuang.conf keys hall.db keys/hall.key; do
	mode=$(stat -c %a "$hall/$part")
	chmod o+r "$hall/$part"
	refused E-3003 "$request"
	chmod "$mode" "$hall/$part"
done
mv "$hall/keys/hall.key" "$dir/key"
refused E-3003 "$request"
(umask 077; head -c 5 "$dir/key" >"$hall/keys/hall.key")
refused E-3003 "$request"
mv "$dir/key" "$hall/keys/hall.key"
for line in 'k1.dayz 4' 'k1.days 4000' 'hall.region 000000' 'hall.code 0' 'seal.suite rot' '"'; do
	cp -p "$hall/yichuang.conf" "$dir/conf"
	echo "$line" >>"$hall/yichuang.conf"
	refused E-3 "$request"
	cp -p "$dir/conf" "$hall/yichuang.conf"
done
mv "$hall/hall.db" "$dir/db"
refused E- "$request"
(umask 077; head -c 100000 "$dir/db" | tr '\0' a >"$hall/hall.db")
refused E- "$request"
rm -f "$hall/hall.db"
mv "$dir/db" "$hall/hall.db"

# --- requests that cannot be read
for line in x '{' '[]' '{"bundle":"xinshenger"}' '{"accept_uuid":"no","bundle":"xinshenger"}' '{"accept_uuid":7}'; do
	echo "$line" >"$dir/line"
	refused E-6001 "$dir/line"
done
for line in null 1 '"x"' true '[]'; do
	echo "$line" >"$dir/line"
	refused 应为一个对象 "$dir/line"
done
head -c 5000000 /dev/zero | tr '\0' a >"$dir/line"
refused E-6001 "$dir/line"
printf '\n%s\n\nx\n' "$(sed 's/"accept_uuid": *"[^"]*"/"accept_uuid":"00000000-0000-4000-8000-000000000008"/' "$request")" >"$dir/line"      # which line of a long file it was
./yichuang --hall "$hall" accept "$dir/line" >"$dir/out" 2>"$dir/err"
[ "$(grep -c . "$dir/out")" = 2 ] && sed -n 2p "$dir/out" | grep -q '"line":4' || wrong "the line of a fault is not told"
printf '{"accept_uuid":"00000000-0000-4000-8000-000000000009","bundle":"nothing"}\n' >"$dir/line"
refused E-6010 "$dir/line"

# --- a hall that does not accept now
echo 'room.least_mib 65536' >>"$hall/yichuang.conf"
left=$(df -Pk "$hall" | awk 'NR == 2 { print int($4 / 1024) }')
[ "$left" -ge 65536 ] || refused E-5010 "$request"
sed -i '$d' "$hall/yichuang.conf"
hall=$dir/empty
./yichuang --hall "$hall" init --name 某厅 --region 338810 --hall-code 001 >/dev/null || exit 99
refused E-4110 "$request"

# a sentence that asks ends by asking
echo 'k1.dayz 4' >>"$dir/hall/yichuang.conf"
hall=$dir/hall
refused '是否为 k1.days?未受理' "$request"
sed -i '$d' "$dir/hall/yichuang.conf"

tried_all
