#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Who may give which command (W-14). The program's table is the one that people have read and agreed to, roles.table; and at the desk
# itself somebody of each role gives every command by its name: what is not his is refused as such, on whichever screen. TAP.
builddir=$(cd "${top_builddir:-.}" && pwd) || exit 99
srcdir=$(cd "${srcdir:-.}" && pwd) || exit 99
here=$srcdir/tests/screen/desk
hall=$builddir/tests/screen/desk/hall
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
export LC_ALL=C.UTF-8 TZ=Asia/Shanghai
number=0 failed=0
say() {
	number=$((number + 1))
	if [ "$1" = 0 ]; then
		echo "ok $number - $2"
	else
		echo "not ok $number - $2"
		failed=1
	fi
}

"$builddir/desk-roles" table >"$work/table" || exit 99
diff "$here/roles.table" "$work/table" | grep '^[<>]'
cmp -s "$here/roles.table" "$work/table"
say $? "the roles of each command are those of roles.table (< wanted, > the program)"

# two whom nobody has told a password of their own: another is asked for first, and that screen is as good as any
cp -a "$hall" "$work/hall" || exit 99
for role in guide secadm; do
	echo Anquan-2026 | "$builddir/yichuang" --hall "$work/hall" staff add "a-$role" --name "$role" --role "$role" --password-fd 0 >/dev/null ||
		exit 99
done
# role login password context what is seen first
while read -r role login password context seen; do
	{
		echo "sh \"rm -rf \$TMP/hall; cp -a $work/hall \$TMP/hall\""
		echo "start 132x43 YICHUANG_DATADIR=\$SRC/data desk-under-test \$TMP/hall"
		echo "send $login Enter $password Enter"
		echo "see \"$seen\""
		"$builddir/desk-roles" script "$role" "$context" "$here/roles.table" || exit 99
	} >"$work/$role.t"
	srcdir=$srcdir builddir=$builddir "$builddir/screen-run" "$work/$role.t" >"$work/out" 2>&1
	result=$?
	[ $result = 0 ] || grep -v "^ok" "$work/out" | head -60 | sed 's/^not ok/# &/'
	say $result "$role: $(grep -c '^see "E-6321' "$work/$role.t") commands refused, $(grep -c '^see "E-3205' "$work/$role.t") not here"
done <<END
guide a-guide Anquan-2026 password 另取一个
clerk jihm Yichuang-2026 home 今日本窗
helper chenbang Yichuang-2026 errands 帮办代办
supervisor hejing Yichuang-2026 home 今日本窗
issuer zhengli Yichuang-2026 home 今日本窗
department fangjun Yichuang-2026 tasks 部门任务
admin admin Yichuang-2026 keep 人员
auditor audit Yichuang-2026 trail 审计
secadm a-secadm Anquan-2026 password 另取一个
END
echo "1..$number"
exit $failed
