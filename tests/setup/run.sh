#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# ./run with stand-ins for the programs, on a pseudo-terminal: what it does on the first call, on the second, with --fresh, without
# a terminal, and when the hall cannot be made. TAP.
top=$(cd "${srcdir:-.}" && pwd) || exit 99
command -v script >/dev/null && command -v flock >/dev/null || { echo "1..0 # SKIP needs script and flock"; exit 77; }
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
cd "$work" || exit 99
number=0 failed=0

mkdir -p tree/build/installed/bin tree/build-aux tree/src
cp "$top/run" tree/
cp "$top/build-aux/setup.sh" "$top/build-aux/packages" tree/build-aux/
cat >tree/build/installed/bin/yichuang <<'E2'
#!/bin/sh
echo "yichuang $*" >>calls
case "$*" in
*init*)
	mkdir -p hall/tls
	[ ! -e refuse ] || exit 73
	echo 'department.port = 18443' >hall/yichuang.conf
	echo pem >hall/tls/server.pem
	;;
*) # the desk: waits until its department has been started
	until [ -e hall/department.db ] || [ -e alone ]; do sleep 0.02; done
	exit "$(cat answer 2>/dev/null || echo 0)"
	;;
esac
E2
cat >tree/build/installed/bin/yichuang-department <<'E2'
#!/bin/sh
echo "yichuang-department $*" >>calls
trap 'echo ended >>calls; exit 0' TERM
echo open >hall/department.db
while :; do sleep 0.02; done
E2
chmod +x tree/build/installed/bin/*
touch tree/build/.installed
cd tree || exit 99

# run ARGS: on a terminal; its exit code in $code, what it did in calls, what it said in said.
run() {
	: >calls
	rm -f hall/department.db
	script -qec "./run $*" /dev/null </dev/null >said 2>&1
	code=$?
	n=0
	while grep -q yichuang-department calls && ! grep -q ended calls && [ $n -lt 250 ]; do
		sleep 0.02
		n=$((n + 1))
	done
}
test_that() {
	number=$((number + 1))
	if eval "$2"; then
		echo "ok $number - $1"
	else
		echo "not ok $number - $1"
		sed 's/^/# /' calls said
		echo "# exit code $code"
		failed=1
	fi
}

./run </dev/null >said 2>&1
code=$?
: >calls
test_that "without a terminal it says what it needs and exits 2" \
	'[ $code = 2 ] && grep -q "terminal of at least 80x24" said && [ ! -e hall ]'
./run --help </dev/null >said 2>&1
code=$?
test_that "a word that it does not know: usage, 64" '[ $code = 64 ] && grep -q usage said && [ ! -e hall ]'

touch refuse
run
test_that "a hall that cannot be made leaves nothing behind" '[ $code = 73 ] && [ ! -e hall ] && ! grep -q department calls'
rm refuse

run
test_that "the first call makes a hall and opens the desk" \
	'[ $code = 0 ] && grep -qx "yichuang --hall hall init --demo --lively" calls && grep -qx "yichuang --hall hall" calls'
test_that "the department listens on the hall's port of loopback" 'grep -q -- "--listen 127.0.0.1:18443 --store hall/department.db" calls'
test_that "and ends with the desk" 'grep -q ended calls && [ ! -e hall/department.pid ]'

echo kept >hall/kept
echo 3 >answer
run
test_that "the second call keeps the hall and answers as the desk does" '[ $code = 3 ] && ! grep -q init calls && [ -e hall/kept ]'
rm answer

sleep 60 &
stranger=$!
echo $stranger >hall/department.pid
run
test_that "a stale number is not taken for the department" \
	'grep -q "yichuang-department --listen" calls && kill -0 $stranger 2>/dev/null'
kill $stranger

(flock -s 9; echo locked >other; until [ -e release ]; do sleep 0.02; done) 9>hall/run.lock &
until [ -e other ]; do sleep 0.02; done
run --fresh
test_that "--fresh beside an open desk changes nothing" '[ $code = 75 ] && [ -e hall/kept ] && grep -q "is open" said'
touch release
wait

run --fresh
test_that "--fresh puts the old hall aside and makes a new one" \
	'[ $code = 0 ] && grep -q init calls && [ -e hall.old/kept ] && [ ! -e hall/kept ]'

rm hall/yichuang.conf
touch alone
run
test_that "a hall without a reference department starts none" '[ $code = 0 ] && ! grep -q yichuang-department calls'

echo "1..$number"
exit $failed
