#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# The conformance test that integrators get, against the reference department that it describes; then against one that
# forgets keys, which it must notice.
for tool in curl openssl; do
	command -v $tool >/dev/null || { echo "SKIP: no $tool"; exit 77; }
done
dir=$(mktemp -d) || exit 99
pid=
trap '[ -z "$pid" ] || kill "$pid" 2>/dev/null; rm -rf "$dir"' EXIT

# certificate NAME PURPOSE
certificate() {
	openssl req -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$dir/$1.key" -out "$dir/$1.csr" -subj "/CN=$1" 2>/dev/null
	printf 'subjectAltName=IP:127.0.0.1\nextendedKeyUsage=%s\n' "$2" >"$dir/$1.ext"
	openssl x509 -req -in "$dir/$1.csr" -CA "$dir/ca.pem" -CAkey "$dir/ca.key" -CAcreateserial -days 2 -out "$dir/$1.pem" \
		-extfile "$dir/$1.ext" 2>/dev/null || exit 99
}
openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout "$dir/ca.key" -out "$dir/ca.pem" -subj /CN=Test \
	-days 2 2>/dev/null || exit 99
certificate server serverAuth
certificate client clientAuth

./yichuang-department --listen 127.0.0.1:0 --store "$dir/department.db" --ca "$dir/ca.pem" --cert "$dir/server.pem" \
	--key "$dir/server.key" >"$dir/out" 2>"$dir/log" &
pid=$!
i=0
until url=$(sed -n 's/^yichuang-department: //p' "$dir/out") && [ -n "$url" ]; do
	i=$((i + 1))
	[ $i -lt 200 ] || { echo "the department does not come up"; cat "$dir/log"; exit 99; }
	sleep 0.05
done
check() {
	sh "${srcdir:-.}/data/contract/conformance.sh" "$url/$1" "$dir/ca.pem" "$dir/client.pem" "$dir/client.key"
}
check d-one || { echo "the reference department breaks its own contract"; exit 1; }
check d-two >/dev/null || { echo "a second department under another prefix is not its own"; exit 1; }

# A key that is forgotten is a second effect: the test has to say so.
cat >"$dir/curl" <<'FORGET'
#!/bin/sh
# asks as told, but takes away the key's memory after each push
"$REAL_CURL" "$@"
status=$?
case "$*" in *--data-binary*) sqlite3 "$FORGET" "UPDATE received SET key = key || id" ;; esac
exit $status
FORGET
chmod +x "$dir/curl"
if command -v sqlite3 >/dev/null; then
	REAL_CURL=$(command -v curl) FORGET="$dir/department.db" PATH="$dir:$PATH" check d-three >"$dir/three" &&
		{ echo "a department that forgets keys passes"; exit 1; }
	grep -q '^C[23] BROKEN' "$dir/three" || { cat "$dir/three"; exit 1; }
fi
# A change that does not tell what it must.
if command -v sqlite3 >/dev/null; then
	ask="INSERT INTO change (department, received, seq, state, at, by, note, details) SELECT department, id, 9 + (SELECT count(*) FROM change), '30', 0, '', '',"
	sqlite3 "$dir/department.db" "$ask '{\"kind\":\"testing\"}' FROM received WHERE department = 'd-two' AND item_name <> '' LIMIT 1"
	check d-two | grep -q '^F7 kept: 1 ' || { echo "a change with details is not seen"; exit 1; }
	sqlite3 "$dir/department.db" "$ask '{}' FROM received WHERE department = 'd-two' AND item_name <> '' LIMIT 1"
	check d-two | grep -q '^F7 BROKEN: 2 ' || { echo "a change without details passes"; exit 1; }
fi
kill "$pid" && wait "$pid"
status=$?
pid=
[ $status -eq 0 ] || { echo "SIGTERM ends it with $status"; exit 1; }
