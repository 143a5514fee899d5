#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The acts of a hall without a screen: init, accept, dossier, find, queue, verify, calendar, catalogue import.
. "${srcdir:-.}/tests/contract/try.sh"

lines() {
	wc -l <"$1" | tr -d ' '
}

# --- no hall yet
try 66 "" E-4101 find 张
try 66 "" E-4101 accept /dev/null
try 64 "" E-3001 init somewhere
try 64 "" --region init
try 64 "" --region init --name 某厅 --region 338810
try 64 "" E-3001 init --demo --name 某厅
for bad in 33010 3388106 33O106 000000 990106 ""; do
	[ -n "$bad" ] && code=78 || code=64
	./yichuang --hall "$dir/hall" init --name 某厅 --region "$bad" --hall-code 001 >"$dir/out" 2>&1 </dev/null
	same $code $? "init --region '$bad'"
	same no "$([ -e "$dir/hall" ] && echo yes || echo no)" "a folder of a hall that was not made"
done
for bad in 01 000 0001 a01; do
	./yichuang --hall "$dir/hall" init --name 某厅 --region 338810 --hall-code "$bad" >"$dir/out" 2>&1 </dev/null
	same 78 $? "init --hall-code '$bad'"
done
same 0 "$(ls -A "$dir/hall" 2>/dev/null | wc -l | tr -d ' ')" "what was left of them"
for bad in "$(printf '某\033[31m厅')" "$(printf '某\342\200\256厅')" "$(printf '某\342\200\213厅')"; do       # its name heads each paper
	./yichuang --hall "$dir/hall" init --name "$bad" --region 338810 --hall-code 001 >"$dir/out" 2>&1 </dev/null
	same 78 $? "init --name with a harmful character"
	same 1 "$(grep -c '第2个字符' "$dir/out")" "the place in the name"
done
try 0 jihm "" init --demo --empty
try 65 "" E-4102 init --demo --empty
[ "$(stat -c %a "$dir/hall/keys/hall.key")" = 600 ] || { echo "the key may be read by others"; failed=$((failed + 1)); }
mkdir "$dir/full" && echo mine >"$dir/full/file"
./yichuang --hall "$dir/full" init --name 厅 --region 338810 --hall-code 001 >"$dir/out" 2>&1
same 65 $? "a folder with something in it"
same mine "$(cat "$dir/full/file")" "what was in it"
same 1 "$(ls -A "$dir/full" | wc -l | tr -d ' ')" "files in it"

# --- accepting
try 64 "" 缺少 accept
try 66 "" "E-3101 $dir/none: 打不开文件:没有这个文件或文件夹" accept "$dir/none"
try 66 "" 是文件夹 accept "$dir"
# a terminal shows each line of the help, and each way to call a command has one of its own
try 0 "| rollback [VERSION]" "" catalogue --help
[ "$(./yichuang --help | wc -L)" -le 140 ] || same 140 "$(./yichuang --help | wc -L)" "cells of the longest line of --help"
try 66 "" E-1105 accept "$top/data/demo/accept.jsonl" --window 99
try 0 '"again":false' "" accept "$top/data/demo/accept.jsonl" --window 3
same 3 "$(lines "$dir/out")" "replies"
cp "$dir/out" "$dir/first"
try 0 '"again":true' "" accept "$top/data/demo/accept.jsonl" --window 3
same "$(sed 's/"again":false/"again":true/' "$dir/first")" "$(cat "$dir/out")" "the same requests again"
# a key that somebody else's request had: the first number, and that this one is in no dossier
head -n 1 "$top/data/demo/accept.jsonl" | sed 's/林晓梅/林晓兰/' >"$dir/borrowed"
try 0 "已用于另一申请人的办件,本行没有受理" "" accept "$dir/borrowed"
head -n 1 "$top/data/demo/accept.jsonl" | sed 's/林晓梅/ 林晓梅 /' >"$dir/borrowed"
try 0 '"again":true,"advice":[]' "" accept "$dir/borrowed"
{
	echo '{"bundle":"xinshenger"}'
	echo
	head -c 100 "$top/data/demo/accept.jsonl"
	echo
	printf '%s\n' '{"accept_uuid":"00000000-0000-4000-8000-000000000001","bundle":"nothing","applicant":{"name":"张三"}}'
	printf '{"accept_uuid":"00000000-0000-4000-8000-000000000002","bundle":"xinshenger","remark":"\033[2J"}\n'
	head -n 1 "$top/data/demo/accept.jsonl"
	head -c 5000000 /dev/zero | tr '\0' a
	echo
	head -n 1 "$top/data/demo/accept.jsonl" | sed 's/d9a7c01/d9a7c0f/; s/338810199503150029/338810199503150028/'
} >"$dir/mixed"
try 65 '"again":true' "" accept "$dir/mixed"
same 7 "$(lines "$dir/out")" "replies to good and bad lines"
same 6 "$(grep -c '"error"' "$dir/out")" "errors among them"
same 6 "$(grep -c 未受理 "$dir/out")" "errors that say 未受理"
same 1 "$(grep -c E-6010 "$dir/out")" "the unknown bundle"
same 1 "$(grep -c E-1001 "$dir/out")" "the wrong check digit"
same 0 "$(LC_ALL=C tr -d '\n' <"$dir/out" | LC_ALL=C grep -c '[[:cntrl:]]')" "control bytes in the replies"

# what a stranger calls a member is told whole characters at a time, and stays JSON
long=a$(printf '某%.0s' 1 2 3 4 5 6 7 8 9 10 11 12 13 14 15 16 17 18 19 20)
printf '{"accept_uuid":"00000000-0000-4000-8000-000000000003","%s":1}\n' "$long" >"$dir/odd"
try 65 "的 a某某某某某某某某某某某某某某某 是不认识的成员,未受理" "" accept "$dir/odd"

# --- looking
number=$(sed -n 's/.*"number":"\([0-9]*\)","state":"30","state_name":"容缺受理".*/\1/p' "$dir/first")
same 23 "${#number}" "digits of the number"
try 0 容缺受理 "" dossier "$number"
try 0 "收件  $day " "" dossier "$number"                          # the clock on the wall, no ISO instant
try 0 '"phone":"138****0002"' "" dossier "$number" --json
same 1 "$(lines "$dir/out")" "lines of JSON"
same 0 "$(grep -c 13805710002 "$dir/out")" "telephone numbers in the clear"
try 0 '"phone":"13805710002"' "" dossier "$number" --json --reveal "核对电话"
try 66 "" E-6101 dossier 33881000120261123000013000
try 0 "K2 承诺时限 整件" "" dossier "$number" --clocks
try 0 '"kind":"K5"' "" dossier "$number" --clocks --json
try 66 "" E-6101 dossier 33881000120261123000013000 --clocks
serial=$(echo "$number" | cut -c 18-22)
try 0 "$number" "" dossier "$serial"
try 0 "$number" "" dossier "$(echo "$serial" | sed 's,^0*,,')" --json
try 66 "" E-6101 dossier 99999
# every act by its word, as an unknown one is told to look
try 66 "" "yichuang act --help" act "$serial" dance
try 0 "withdraw     申请人撤回  request=" "" act --help
try 0 "return       " "" act --help
try 0 "tracking=快递单号(channel=express 时)" "" act --help
try 0 "at-once      " "" help act
same 0 "$(grep -c 'deem ' "$dir/out")" "acts of the clock among them"
# what takes a number takes its end, and says before all else that there is none
try 0 withdraw "" act "$serial"
same 1 "$(./yichuang --hall "$dir/hall" act "$number" | cmp -s - "$dir/out" && echo 1)" "the same acts by the serial"
try 0 "制作文书" "" act "$serial" --history
try 0 材料清单 "" document "$(echo "$serial" | sed 's,^0*,,')" materials --text
try 66 "" E-6101 act 99999
try 66 "" E-6101 act 99999 --history
try 66 "" E-6101 act 99999 remind
try 66 "" E-6101 act 33881000120261123000013000 --history
try 66 "" E-6101 document 99999 materials --text
try 65 "" E-6403 act "$serial" remind
try 0 "$number" "" find 0002 --json
try 0 "$number" "" find 林晓梅 --json
try 0 "$number" "" find 晓梅 --json
try 0 "$number" "" find 13805710002 --json
try 0 "$number" "" find "$number" --json
try 0 "" 没有符合的办件 find 没有这个人
try 0 "" "" find 没有这个人 --json
try 0 "" "没有 2026-13-40 这一天" find 2026-13-40
try 65 "" E-6110 find "$(printf 'a\342\200\256')"
try 64 "" --limit find 张 --limit 0
try 64 "" E-3001 find ""
try 64 "" E-3001 dossier ""
try 0 '"state":"20"' "" find 欧阳 --json
day=$(printf '%s' "$number" | sed 's/.\{9\}\(....\)\(..\)\(..\).*/\1-\2-\3/')
try 0 "受理 2  容缺 1  收件 0  告知 1" "" queue --day "$day" --dossiers
try 0 "$number" "" queue --dossiers --day "$day" --window 3 --json
same 3 "$(lines "$dir/out")" "dossiers of the day"
try 0 "" "" queue --dossiers --day "$day" --window 4 --json
try 66 "" E-1105 queue --dossiers --window 99
try 66 "" E-1105 queue --dossiers --window abc
try 66 '"code":"E-1105"' "" queue --dossiers --window 99 --day "$day" --json
try 0 - "" window close 4
try 0 "受理 0" "" queue --dossiers --window 4
try 0 - "" window open 4
try 64 "" E-3001 watch --window 99
try 66 "" E-1105 handover --window 99
try 66 "" E-6451 handover --slip J00120260101001 --signer 张 --day 2026-01-05
# scans of materials
material=$(./yichuang --hall "$dir/hall" dossier "$number" --json | sed 's/.*"materials":\[{"no":1,"id":"\([^"]*\)".*/\1/')
printf '%%PDF-1.7\n<</Type/Page>>\n%%%%EOF\n' >"$dir/scan.pdf"
printf 'MZ program' >"$dir/program.pdf"
try 64 "" E-3001 attachment
try 64 "" E-3001 attachment list
try 64 "" E-3001 attachment get "$number" one "$dir/one.pdf"
try 0 还没有附件 "" attachment list "$number"
try 0 已加上 "" attachment add "$number" "$material" "$dir/scan.pdf"
try 0 '"again":true' "" attachment add "$number" "$material" "$dir/scan.pdf" --json
wild="$dir/$(printf 'scan\033[2J\ny.pdf')"
cp "$dir/scan.pdf" "$wild"
try 0 早已加过 "" attachment add "$number" "$material" "$wild"
same 0 "$(grep -c "$(printf '\033')" "$dir/out")" "escapes in what is told of a file"
rm "$wild"
try 65 "" E-6882 attachment add "$number" "$material" "$dir/scan.pdf" "$dir/program.pdf"
try 66 "" E-6885 attachment add "$number" none-such "$dir/scan.pdf"
try 66 "" E-6101 attachment list 99999
try 66 '"code":"E-3101"' "" attachment add "$number" "$material" /nowhere.pdf --json
try 0 '"mime":"application/pdf","pages":1' "" attachment list "$number" --json
try 66 "" E-6887 attachment get "$number" 77 "$dir/one.pdf"
try 0 已写出 "" attachment get "$number" 1 "$dir/one.pdf"
same 0 "$(cmp "$dir/one.pdf" "$dir/scan.pdf"; echo $?)" "what comes out is what went in"
try 65 "" E-6888 attachment get "$number" 1 "$dir/one.pdf"
try 0 "附件 1 份" "" attachment verify
for kept in "$dir/hall/attachments/"*; do printf x >>"$kept"; done
try 65 "损坏 1 份" "" attachment verify
try 65 '"damaged":1' "" attachment verify --json
try 65 附件有缺损 "" verify
try 65 '"fine":false' "" verify --json
try 0 "每份至多 20 MB" "" department list
try 0 '"files":{"takes":' "" department list --json
# a copy is made all the same, and says what it lacks
try 65 已备份 "" backup
try 65 "缺失或损坏 1 份" "" backup verify
try 0 早已加过 "" attachment add "$number" "$material" "$dir/scan.pdf"
# … and is whole when the scan is
try 0 "新增 1 份" "" backup
try 0 核对无误 "" backup verify
try 0 '"missing":0' "" backup list --json
try 64 "" E-3001 backup nonsense
try 64 "" E-3001 backup restore "$dir/x"
try 66 "" E-5122 backup verify 2020-01-01-000000
for copy in "$dir/hall/backups/20"*; do :; done
try 0 已恢复到 "" backup restore "$copy" --into "$dir/restored"
try 66 "" E-5122 backup restore "$dir/none" --into "$dir/other"
try 65 "" E-5125 backup restore "$copy" --into "$dir/restored"
same 0 "$(./yichuang --hall "$dir/restored" verify >/dev/null; echo $?)" "what was restored is whole"
try 64 "" 2026-02-30 queue --day 2026-02-30
try 0 办件\ 3\ 件 "" verify
try 0 '"fine":true' "" verify --json

# --- what a hall owns
try 0 2026 "" calendar list
try 0 "新导入 0 个" "" calendar import "$top/data/calendar"
sed 's/"2026-10-01"/"2026-11-02"/' "$top/data/calendar/2026.json" >"$dir/2026.json"
try 65 "" - calendar import "$dir/2026.json"
try 0 没有导入 "" catalogue import "$top/data/catalogue"
cp -R "$top/data/catalogue" "$dir/catalogue" && chmod -R u+w "$dir/catalogue"
sed 's/新生儿出生/新生儿出生一件事/' "$top/data/catalogue/bundles/xinshenger.json" >"$dir/catalogue/bundles/xinshenger.json"
try 0 "~ 一件事 xinshenger" "" catalogue import "$dir/catalogue" --try
try 0 "第 2 版" "" catalogue import "$dir/catalogue"
try 0 '"name":"新生儿出生"' "" dossier "$number" --json
try 0 '"catalogue_version":1' "" dossier "$number" --json
echo '{"items":[' >"$dir/catalogue/bundles/broken.json"
try 65 "" 没有导入 catalogue import "$dir/catalogue"
sed 's/"2026-11-23"/"2020-01-01"/' "$top/data/catalogue/about.json" >"$dir/catalogue/about.json"
rm "$dir/catalogue/bundles/broken.json"
try 65 "" E-2012 catalogue import "$dir/catalogue"
try 0 核对无误 "" verify

# --- settings
head -n 1 "$top/data/demo/accept.jsonl" | sed 's/d9a7c01/d9a7c0e/' >"$dir/other"
try 0 没有错误 "" config check
try 0 hall.name "" config list
try 0 '"origin":"default"' "" config list --json
try 78 "" - config set k1.dayz 4
try 78 "" - config set k1.days 400
try 0 已改为\ 4 "" config set k1.days 4
try 0 '"value":"4","origin":"hall"' "" config list --json
# what it is by itself, what it may be, who changed it; and who is overtaken by another writes nothing
try 0 '"origin":"hall","default":"5","type":"integer","min":1,"max":30,"changed_at":"20' "" config list --json
try 0 '"changed_by":"system"' "" config list --json
try 0 '默认 5  可为 1–30  20' "" config list
try 75 "" E-4117 config set k1.days 6 --was 5
try 0 '"name":"k1.days","value":"4"' "" config list --json
try 0 已改为\ 6 "" config set k1.days 6 --was 4
try 64 "" E-3001 config list --was 4
try 78 "" E-3104 config set seal.suite rot
try 78 "" E-3104 config set printer.slip_mm 70
try 78 "" "58 或 80" config set printer.slip_mm 70
try 0 '"name":"printer.slip_mm","value":"80"' "" config list --json
try 0 已改为 "" config set printer.slip_mm 58
try 78 "" "escpos 或 pdf" config set printer.slip_language zpl
try 0 已改为 "" config set printer.slip_language pdf
try 78 "" "应为 auto dots blocks 或 ascii" config set desk.plot braille
try 0 已改为 "" config set desk.plot blocks
try 0 已改为 "" config set desk.plot auto
try 0 已改为\ aes "" config set seal.suite aes
try 0 '"number"' "" accept "$dir/other"
try 0 办件\ 4\ 件 "" verify
try 65 "" E-4115 config set store elsewhere.db

# what every number begins with is looked at whenever the hall is opened, and whoever set it is named
try 78 "" E-3004 config set hall.region 999999
try 78 "" E-3004 config set hall.code 000
try 0 '"name":"hall.region","value":"338810"' "" config list --json
for bad in 'hall.region 000000' 'hall.region 33010' 'hall.region 3301O6' 'hall.code 0' 'hall.code 000'; do
	cp -p "$dir/hall/yichuang.conf" "$dir/conf"
	echo "$bad" >>"$dir/hall/yichuang.conf"
	try 78 "" E-3004 config check
	try 78 "" "yichuang.conf:$(wc -l <"$dir/hall/yichuang.conf" | tr -d ' ')" find 张
	cp -p "$dir/conf" "$dir/hall/yichuang.conf"
done
sed 's/^hall.region.*/# &/' "$dir/conf" >"$dir/hall/yichuang.conf"
try 78 "" "E-3004 还没有设 hall.region" find 张
cp -p "$dir/conf" "$dir/hall/yichuang.conf"
try 0 没有错误 "" config check
echo 'pinter.a4 x' >>"$dir/hall/yichuang.conf"
try 78 "" E-3002 config check
sed -i '$d' "$dir/hall/yichuang.conf"

# nobody hears the replies: the first is the last
if [ -w /dev/full ]; then
	sed 's/d9a7c01/d9a7c1e/; s/d9a7c02/d9a7c2e/; s/d9a7c03/d9a7c3e/' "$top/data/demo/accept.jsonl" >"$dir/unheard"
	before=$(./yichuang --hall "$dir/hall" queue --dossiers --json | wc -l)
	./yichuang --hall "$dir/hall" accept "$dir/unheard" >/dev/full 2>"$dir/err"
	same 74 $? "an unheard reply"
	same 1 "$(grep -c E-3020 "$dir/err")" "what it says"
	same $((before + 1)) "$(./yichuang --hall "$dir/hall" queue --dossiers --json | wc -l)" "dossiers after an unheard reply"
fi

# --- the time
try 0 可以受理 "" clock
try 0 '"confirmed":true' "" clock confirm --json
try 64 "" E-3001 clock forward
try 0 核对无误 "" verify

# --- somebody else's hands on the file
for part in . yichuang.conf keys tls hall.db; do
	mode=$(stat -c %a "$dir/hall/$part")
	for wide in g+r o+r g+w o+w; do
		chmod "$wide" "$dir/hall/$part"
		try 78 "" E-3003 find 张
		chmod "$mode" "$dir/hall/$part"
	done
done
mkdir "$dir/open" && chmod 755 "$dir/open"
./yichuang --hall "$dir/open" init --name 厅 --region 338810 --hall-code 001 >"$dir/out" 2>&1
same 700 "$(stat -c %a "$dir/open")" "the mode of a new hall's folder"
printf 'hall.name "\377"\n' >>"$dir/hall/yichuang.conf"
try 78 "" E-2003 find 张
sed -i '$d' "$dir/hall/yichuang.conf"
chmod 644 "$dir/hall/keys/hall.key"
try 78 "" E-3003 verify
chmod 600 "$dir/hall/keys/hall.key"
head -c 32 /dev/zero >"$dir/hall/keys/hall.key"
try 65 "" E-4120 verify

tried_all
