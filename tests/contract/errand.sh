#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# 帮办代办 on the command line: what it takes, says, refuses, and how it is counted.
. "${srcdir:-.}/tests/contract/try.sh"

try 0 jihm "" init --demo --empty
person="name=张三 id_number=11010519491231002X phone=13800138000 category=elderly"

# --- words
try 64 "" 没有这个动作 errand dance
try 64 "" 名称=内容 errand new kind
try 64 "" --state errand list --state 99
try 64 "" 日期 errand rates --from 2026-02-30
try 66 "" E-6705 errand show BB1
try 65 "" E-6703 errand new kind=agent
try 65 "" E-6703 errand new kind=agent source=hall items=x name=张三 phone=1 category=elderly
try 65 "" E-6703 errand new kind=agent source=hall items=x name=张三 phone=13800138000 category=elderly id_number=110105194912310021
try 65 "" E-6703 errand new kind=dance source=hall items=x $person
try 0 没有这样的帮办 "" errand list

# --- one from end to end
try 0 登记 "" errand new --uuid 0a7c1111-2222-4333-8444-555566667777 kind=agent source=phone items=开办书店、医保转移 $person
try 0 以前已经办过 "" errand new --uuid 0a7c1111-2222-4333-8444-555566667777 kind=agent source=phone items=开办书店、医保转移 $person
try 0 '"state":"10"' "" --json errand list --state waiting
number=$(sed 's/.*"number":"\([^"]*\)".*/\1/' "$dir/out")
same 17 "${#number}" "characters of $number"
try 0 开办书店 "" errand show "$number"
same "开办书店 医保转移" "$(sed -n 's/^事项 *//p' "$dir/out" | tr '\n' ' ' | sed 's/ $//')" "items, each once"
end=$(printf %s "$number" | tail -c 4)
try 66 "" E-6701 errand act "$end" dance
try 65 "" E-6708 errand act "$end" respond how=call
try 0 已响应 "" errand act "$end" respond how=call helper=chenbang
try 65 "" E-6704 errand act "$end" finish outcome=solved reason=x
try 0 委托 "" errand act "$end"
try 65 "" E-6712 errand act "$end" entrust principal=1 scope=开办书店 from=2020-01-01 until=2020-01-31 submit=yes correct=no fetch=yes promise=no redelegate=no
try 0 已委托 "" errand act "$end" entrust principal=1 scope=开办书店 from=2020-01-01 until=2099-12-31 submit=yes correct=no fetch=yes promise=no redelegate=no
try 0 办理中 "" errand act "$end" begin
try 0 - "" errand act "$end" entrust principal=1 scope=医保转移 from=2099-01-01 until=2099-12-31 submit=yes correct=no fetch=no promise=no redelegate=no
try 0 "提交申请  还没到授权期限" "" errand show "$end"
try 65 "" E-6714 errand act "$end" promise principal=1 action=签
try 0 - "" errand act "$end" submit principal=1 action=交了申请
try 65 "" E-6717 errand act "$end" cost what=跑腿费 statutory=0 other=5
try 0 - "" errand act "$end" cost what=工本费 statutory=10
try 0 - "" errand act "$end" take principal=1 material=户口簿 originals=1
try 0 办结 "" errand act "$end" finish outcome=solved reason=执照已领
try 0 138****8000 "" errand show "$end"
same 0 "$(grep -c -e 张三 -e 13800138000 "$dir/out")" "persons in the open"
try 65 "" E-6403 errand show "$end" --reveal 回访
try 0 13800138000 "" errand show "$end" --reveal 回访委托人
try 0 已回访 "" errand act "$end" follow-up level=2
try 65 "" E-6719 errand act "$end" archive
try 0 - "" errand act "$end" give-back paper=1 to=principal receiver=张三
try 0 已归档 "" errand act "$end" archive
try 0 '"rate":"resolution"' "" --json errand rates
same 4 "$(grep -c '"numerator":1,"denominator":1,"excluded":0' "$dir/out")" "rates of 1 / 1"
try 0 "1 / 1" "" errand rates
try 0 "" "" --json errand list
same 0 "$(wc -c <"$dir/out" | tr -d ' ')" "bytes of what is still open"

# --- its papers
for kind in errand-accept errand-mandate errand-end authority; do
	try 0 陈邦 "" errand paper "$end" $kind --text
done
try 0 11010519491231002X "" errand paper "$end" authority --text --large
try 66 "" E-6730 errand paper "$end" errand-pause --text
try 66 "" "可以打:authority、errand-accept" errand paper "$end" receipt --text
try 66 "" E-6706 errand paper "$end" errand-mandate --principal 2 --text
try 64 "" 只能有一个 errand paper "$end" authority
try 0 授权委托书 "" errand paper blank authority --text
same 4 "$(grep -c '^□' "$dir/out")" "powers to tick by hand"
try 66 "" E-6730 errand paper blank errand-mandate --text
try 0 BD "" --json errand paper "$end" authority --printer tcp://127.0.0.1:9
try 0 - "" errand paper "$end" errand-end --pdf "$dir/end.pdf"
same '%PDF' "$(head -c 4 "$dir/end.pdf")" "what the file is"
try 73 "" 没有打印 errand paper "$end" authority --pdf /nowhere/x.pdf

# --- away from the hall: a laptop that began as a copy, with numbers of its own
laptop=$dir/laptop
here() { hall=$dir/hall; }
there() { hall=$laptop; }
try 0 - "" errand new kind=assist source=hall items=甲事 name=李四 phone=13800138002 category=other
try 0 - "" errand act 0002 respond how=call helper=chenbang
try 0 - "" errand act 0002 begin
try 0 - "" errand new kind=assist source=hall items=乙事 name=王五 phone=13800138003 category=other "address=甲路1号"
try 0 - "" errand act 0003 respond how=call helper=chenbang
try 0 - "" errand act 0003 begin
try 0 - "" errand act 0003 take principal=1 material=户口簿 originals=1
cp -a "$hall" "$laptop"
there
try 0 - "" config set errand.block 1
try 0 - "" errand act 0002 log action=走访了一家 told=yes
try 0 - "" errand act 0002 join name=赵六 phone=13800138004 category=other
try 0 - "" errand act 0002 take principal=2 material=房产证 originals=1
try 0 - "" errand act 0002 give-back paper=1 to=principal receiver=赵六
try 0 - "" errand act 0003 amend principal=1 phone=13911111111 address=乙路2号
try 0 - "" errand act 0003 pause reason=等房东
try 0 1004 "" errand new kind=visit source=grid items=丙事 name=孙七 phone=13800138005 category=elderly
try 0 3 "" errand export "$dir/away.json"
same 0 "$(grep -c -e 孙七 -e 13800138005 "$dir/away.json")" "persons in the file"
here
try 0 - "" errand act 0002 join name=周八 phone=13800138006 category=other
try 0 - "" errand act 0002 take principal=2 material=结婚证 copies=2
try 0 - "" errand act 0003 amend principal=1 phone=13922222222
try 0 "还有 1 份材料没有交还" "" errand act 0003 finish outcome=solved reason=办完了

# altered, cut, another's: nothing comes in
for edit in 's/"errands": 3/"errands": 2/' 's/"made_at": "2/"made_at": "1/' 's/\("sealed": ".\{40\}\)./\1x/' 's/errand-file/errand-fiIe/' \
	's/\("sealed": ".\{200\}\)[0-7]/\1f/
	t
	s/\("sealed": ".\{200\}\)[89a-f]/\10/'; do
	sed "$edit" "$dir/away.json" >"$dir/edited.json"
	! cmp -s "$dir/away.json" "$dir/edited.json" || same "another file" "the same" "after $edit"
	try 65 "" E-6741 errand import "$dir/edited.json"
done
grep -v '"hall":' "$dir/away.json" >"$dir/edited.json"
try 65 "" E-6741 errand import "$dir/edited.json"
head -c 600 "$dir/away.json" >"$dir/edited.json"
try 65 "" E-6740 errand import "$dir/edited.json"
same 1 "$(grep -o edited.json "$dir/err" | wc -l | tr -d ' ')" "times that its name is told"
try 65 '"where":"'"$dir/edited.json"'"' "" --json errand import "$dir/edited.json"
sed 's/"hall": "[0-9]*"/"hall": "110101001"/' "$dir/away.json" >"$dir/edited.json"
try 65 "" E-6742 errand import "$dir/edited.json"
try 66 "" E- errand import "$dir/none.json"
try 0 乙事 "" errand list
same 2 "$(wc -l <"$dir/out" | tr -d ' ')" "errands before"

# what fits comes in, what does not is told by field and kept
try 65 '"field":"phone","here":"13922222222","there":"13911111111"' "" --json errand import "$dir/away.json"
same 1 "$(grep -c '"field":"state","here":"办结","there":"办理中"' "$dir/out")" "conflicts of the state"
same 2 "$(grep -c '"field"' "$dir/out")" "conflicts"
grep -q '"created":1,"acts":5,' "$dir/out" || same "1 new, 5 acts" "$(tail -n 1 "$dir/out")" "what came in"
try 0 孙 "" errand show 1004
try 0 外出时的「中止」没有并入 "" errand show 0003
try 0 13922222222 "" errand show 0003 --reveal 核对新电话
# the paper that was given back there is the one that was taken there
try 0 "材料 2  房产证  第 3 位委托人  原件 1 复印件 0  已退还" "" errand show 0002
same 1 "$(grep -c "材料 1  结婚证  第 2 位委托人  原件 0 复印件 2  在帮办员处" "$dir/out")" "papers that were not given back"
same 2 "$(grep -c "  收材料  系统  第 [23] 位委托人  " "$dir/out")" "lines of the log that say whose paper it was"
same 3 "$(grep -c '138\*\*\*\*80' "$dir/out")" "principals of 0002"
# once more, and by way of the laptop: nothing is there twice
try 0 "并入 0 步" "" errand import "$dir/away.json"
try 0 - "" errand export "$dir/back.json" --helper chenbang
there
try 65 "并入 2 步" "" errand import "$dir/back.json"
try 0 "周" "" errand show 0002
same 2 "$(grep -c "^  材料" "$dir/out")" "papers of 0002 on the laptop"
here
# a paper that both gave back: there is nothing to set side by side, so nothing empty is
try 0 - "" errand act 0002 take principal=1 material=户口簿 originals=1
try 0 "材料 3  户口簿" "" errand show 0002
cp -a "$hall" "$dir/second"
try 0 - "" errand act 0002 give-back paper=3 to=dossier receiver=柜台
hall=$dir/second
try 0 - "" errand act 0002 give-back paper=3 to=principal receiver=赵六
try 0 - "" errand export "$dir/gave.json"
here
try 65 "「还材料」:H-1:第 3 份材料早已交还" "" errand import "$dir/gave.json"
# more of them than are read at once: none is left behind
for n in $(seq 60); do
	try 0 - "" errand new kind=visit source=grid items=丁事 name=吴九 phone=13800138009 category=elderly
done
try 0 "已写出 6" "" errand export "$dir/many.json"
there
try 0 "新登记 60 件" "" errand import "$dir/many.json"
here
same 0 "$(grep -ac 11010519491231002X "$hall/hall.db")" "numbers of persons in the open"
try 0 - "" verify
tried_all
