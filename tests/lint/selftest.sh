#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# Each lint is shown a good tree, which it must pass, and the same tree with one fault, which it must name. TAP.
here=$(cd "$(dirname "$0")" && pwd) || exit 99
unset LINT_COMPILE LINT_LINK
work=$(mktemp -d) || exit 99
trap 'rm -rf "$work"' EXIT
number=0 failed=0

good_tree() {
	rm -rf "$work/tree"
	mkdir -p "$work/tree/src/base" "$work/tree/src/ui" "$work/tree/tests" "$work/tree/build-aux"
	cd "$work/tree" || exit 99
	cat >src/LAYERS <<-'END'
		# layer: may include | foreign
		base:        | openssl/
		ui:    base  | curses.h
		main:  base ui |
	END
	cat >src/base/text.h <<-'END'
		/* SPDX-License-Identifier: Apache-2.0 */
		#ifndef BASE_TEXT_H
		#define BASE_TEXT_H
		#include <stddef.h>
		size_t text_count(const char *s);
		#endif
	END
	cat >src/base/text.c <<-'END'
		/* SPDX-License-Identifier: Apache-2.0 */
		#include "base/text.h"
		#include <string.h>
		/* strcpy() and "SELECT %s FROM t" in a comment are nobody's business */
		static const char help[] = "never call system(\"x\"); 'sprintf(' neither";
		static const char sql[] = "SELECT a FROM t WHERE b LIKE '%' || $1";
		size_t text_count(const char *s)
		{
			return strlen(s) + sizeof help + sizeof sql;
		}
	END
	printf '/* SPDX-License-Identifier: Apache-2.0 */\n#include "base/text.h"\n#include <curses.h>\n' >src/ui/term.c
	for readme in README.md README.zh-CN.md; do
		printf '    ./run      # one\n    ./check    # two\n`src/LAYERS` says:\n\n' >$readme
		sed '/^#/d; s/^/    /; s/ *$//' src/LAYERS >>$readme
		echo '![a screen](doc/a.png)' >>$readme
	done
	mkdir -p doc tests/screen/desk tests/print/golden
	printf '| 受理  新生儿出生\n| 证件号码* 33881019920315102X 13800138000\n' >tests/screen/desk/form.screen
	printf '申请人 李芳 证件号 33881019920315102X\n' >tests/print/golden/notice.newborn.A4.txt
	echo '|a screen' >tests/screen/a.screen
	echo 'snap a' >tests/screen/a.t
	echo 'not quite a picture' >doc/a.png
	cat >configure.ac <<-'END'
		# SPDX-License-Identifier: Apache-2.0
		PKG_CHECK_MODULES([CURSES], [formw ncursesw >= 6.2])
		PKG_CHECK_MODULES([SQLITE], [sqlite3 >= 3.37])
		PKG_CHECK_MODULES([CURL], [libcurl >= 7.87])
		PKG_CHECK_MODULES([CUPS], [cups >= 2.3], [], [])
	END
	printf '\nBuild. It needs ncursesw 6.2, SQLite 3.37, libgcrypt 1.9, libcurl 7.87, CUPS 2.3,\njansson.\n\n' >>README.md
	echo "a.png tests/screen/a.screen $(sha256sum <tests/screen/a.screen | sed 's/ .*//')" >doc/SCREENSHOTS
}

# expect RESULT LINT TEXT: runs the lint over the tree; RESULT is pass or fail, TEXT must be in its output.
expect() {
	number=$((number + 1))
	output=$(sh "$here/$2.sh" "$work/tree" 2>&1) && result=pass || result=fail
	if [ "$result" = "$1" ] && printf '%s' "$output" | grep -qF "$3"; then
		echo "ok $number - $2: $4"
	else
		echo "not ok $number - $2: $4 (wanted $1 and “$3”, got $result)"
		printf '%s\n' "$output" | sed 's/^/# /'
		failed=1
	fi
}
add() { printf '%b\n' "$2" >>"$1"; }
body() { awk -v n="$1" 'BEGIN { for (i = 0; i < n; i++) print "\tx++;" }'; }

for lint in layers banned size headers spdx readme tty codes personal since portable; do
	good_tree
	expect pass $lint "" "a good tree"
done

good_tree; add src/base/text.c '#include "ui/term.h"'
expect fail layers 'src/base/text.c:11: base may not include ui/term.h' "a header of a layer above"
good_tree; add src/base/text.c '#include <curses.h>'
expect fail layers 'src/base/text.c:11: base may not include the foreign header curses.h' "another layer's foreign header"
good_tree; add src/ui/term.c '# include <openssl/evp.h>'
expect fail layers 'src/ui/term.c:4: ui may not include the foreign header openssl/evp.h' "a foreign header by its folder"
good_tree; add src/ui/term.c '#include <glib.h>'
expect fail layers 'src/ui/term.c:4: no layer in src/LAYERS names' "a foreign header that nobody names"
good_tree; add src/ui/term.c '#include "text.h"'
expect fail layers 'src/ui/term.c:4: write the include as' "an include without its layer"
good_tree; mkdir src/extra; add src/extra/x.c '/* x */'
expect fail layers 'the layer extra is not in src/LAYERS' "a folder that is no layer"
good_tree; add src/ui/term.c 'void f(const char *s) { mvwaddstr(w, 0, 0, s); }'
expect fail tty 'src/ui/term.c:4: mvwaddstr belongs to nobody' "text that goes to curses unfiltered"
good_tree; add src/ui/draw.c 'void f(const char *s) { pen_text(s, 1, 1, 0); }'
expect fail tty 'src/ui/draw.c:1: pen_text belongs to src/ui/canvas.c' "text that goes to the terminal unfiltered"
good_tree; add src/ui/form.c 'void f(FIELD *d, const char *s) { set_field_buffer(d, 0, s); }'
expect fail tty 'src/ui/form.c:1: set_field_buffer belongs to nobody' "text that goes to libform unfiltered"
good_tree; add src/ui/list.c 'void f(void) { puts("x"); }'
expect fail tty 'src/ui/list.c:1: puts would write over the screen' "printing over the screen"
good_tree; rm src/LAYERS
expect fail layers 'not found or empty' "no src/LAYERS"

for call in 'strcpy(a, b)' 'sprintf (a, "x")' 'system("ls")' 'x = atoi(s)' 'mktime(&t)' 'strtok(a, b)'; do
	good_tree; add src/ui/term.c "int f(void)\n{\n\t/* why */ $call;\n}"
	expect fail banned 'src/ui/term.c:6: banned call' "$call"
done
good_tree; add tests/x.c 'void f(void)\n{\n\tpopen("x", "r");\n}'
expect fail banned 'tests/x.c:3: banned call: popen' "in a test"
good_tree; add src/ui/term.c 'static const char q[] = "UPDATE dossier SET a = %d";'
expect fail banned 'src/ui/term.c:4: SQL text' "SQL with a number put in"
good_tree; add src/ui/term.c 'static const char q[] = "select a from %s";'
expect fail banned 'src/ui/term.c:4: SQL text' "SQL with a name put in"

good_tree; add tests/x.c 'static const char q[] = "UPDATE dossier SET a = %d";'
expect pass banned "" "SQL put together in a test"

good_tree; add src/ui/term.c "static int f(int x)\n{\n$(body 77)\n}"
expect pass size "" "a function of 80 lines"
good_tree; add src/ui/term.c "static int f(int x)\n{\n$(body 78)\n}"
expect fail size 'src/ui/term.c:4: a function of 81 lines' "a function of 81 lines"
good_tree; add src/ui/term.c "static int f(int x,\n\tint y) {\n$(body 90)\n}"
expect fail size 'src/ui/term.c:4: a function of 93 lines' "a function with its brace elsewhere"
good_tree; add src/ui/term.c "static const int t[] = {\n$(body 90)\n};"
expect pass size "" "a table of 92 lines is no function"
good_tree; body 597 >>src/ui/term.c
expect pass size "" "a file of 600 lines"
good_tree; body 598 >>src/ui/term.c
expect fail size 'src/ui/term.c:601: a file of 601 lines' "a file of 601 lines"

good_tree; sed -i '/stddef/d' src/base/text.h
expect fail headers 'src/base/text.h:1: does not compile alone' "a header that lacks an include"
good_tree; sed -i 's/BASE_TEXT_H/TEXT_H/' src/base/text.h
expect fail headers 'src/base/text.h:1: the guard should be BASE_TEXT_H' "a guard of another name"
good_tree; sed -i '/^#/d; /size_t/s/.*/struct text { int a; };/' src/base/text.h
expect fail headers 'does not compile alone' "a header that cannot be included twice"

good_tree; sed -i 1d src/base/text.h
expect fail spdx 'src/base/text.h:1: no SPDX' "a header without its licence"
good_tree; add run '#!/bin/sh\n# a script\n# SPDX-License-Identifier: Apache-2.0'
expect fail spdx 'run:1: no SPDX' "a script that says it too late"
good_tree; add build-aux/x.sh '#!/bin/sh\n# SPDX-License-Identifier: Apache-2.0'
expect pass spdx "" "a script that says it in its second line"

good_tree; echo 'law: base |' >>src/LAYERS
expect fail readme 'README.zh-CN.md:1: does not quote this row of src/LAYERS: law: base |' "a layer that the README does not know"
good_tree; sed -i 1d README.md
expect fail readme 'README.md:1: the first two lines' "a README that begins otherwise"
good_tree; add README.md 'see `src/none/x.c`'
expect fail readme 'README.md:1: names src/none/x.c' "a README that names what is not there"
good_tree; echo '|another screen' >tests/screen/a.screen
expect fail readme 'tests/screen/a.screen is not as in doc/a.png any more' "a picture that shows what was"
good_tree; rm tests/screen/a.t
expect fail readme 'no script reaches tests/screen/a.screen' "a picture that no test looks after"
good_tree; rm doc/a.png
expect fail readme 'README.md:1: shows doc/a.png, which is not' "a picture that is not there"
good_tree; sed -i '/a screen/d' README.zh-CN.md
expect fail readme 'README.zh-CN.md:1: does not show doc/a.png' "a README without its picture"

# the manual, against the programs of this build
manual() { good_tree; mkdir -p data; cp -R "$here/../../data/man" data/ && chmod -R u+w data; }
if [ -x "$top_builddir/man-tables" ]; then
	manual; sed -i 's/5 to 720; default 30/5 to 720; default 20/' data/man/yichuang.conf.5
	expect fail man '> .BR session.minutes " (5 to 720; default 20)"' "a default that is another"
	manual; sed -i '/^\.BR list\\-mark /d' data/man/yichuang-keymap.5
	expect fail man '< .BR list\-mark " (list)' "a request that the page does not have"
	manual; sed -i 's/^\.SS id /.SS ident /' data/man/yichuang.1
	expect fail man '> ident' "a subcommand that does not exist"
	manual; sed -i 's/\\-\\-auto/\\-\\-automatic/' data/man/yichuang-department.8
	expect fail man '> --automatic' "an option that does not exist"
fi

good_tree
for file in base/text ui/term; do
	printf 'enum status odd_%s(struct err *err) { return err_set(err, ST_DATA, "E-9001", "不对"); }\n' "${file#*/}" >>src/$file.c
done
expect fail codes 'E-9001: means one thing here, perhaps another there:src/base/text.c' "a code in two places"

good_tree; add tests/screen/desk/find.screen '| 查找\n| 李*芳 3388****102X 138****8000'
expect pass personal "(3 where somebody is)" "a list that masks"
good_tree; add tests/screen/desk/find.screen '| 查找\n| 李*芳 33881019920315102x'
expect fail personal 'tests/screen/desk/find.screen:2: an ID number' "a list with a whole ID number"
good_tree; add tests/screen/desk/find.screen '| 查找\n| 李*芳 13800138000'
expect fail personal 'tests/screen/desk/find.screen:2: a phone' "a list with a phone"
good_tree; add tests/print/golden/notice.newborn.80mm.txt '李芳 33881019920315102X'
expect fail personal 'notice.newborn.80mm.txt:1: an ID number' "a slip of a paper that may say it on a sheet"
good_tree; add tests/print/golden/ticket.newborn.A5.txt '李芳 13800138000'
expect fail personal 'ticket.newborn.A5.txt:1: a phone' "a paper that lies about"

good_tree; add src/base/text.c '#include <immintrin.h>'
expect fail portable 'src/base/text.c:11:#include <immintrin.h>' "intrinsics"
good_tree; add src/base/text.c 'static long double d;'
expect fail portable 'src/base/text.c:11:static long double d;' "a type that differs from machine to machine"

mkdir_store() { good_tree; mkdir -p src/store/query src/dispatch src/print; }
mkdir_store; add src/store/a.c 'int n = sqlite3_changes(db);'
expect fail since 'src/store/a.c:1: sqlite3_changes is not listed' "a name of SQLite that nobody looked up"
mkdir_store; add src/store/a.c 'long n = sqlite3_changes64(db);'; sed -i 's/sqlite3 >= 3.37/sqlite3 >= 3.36/' configure.ac
expect fail since 'src/store/a.c:1: sqlite3_changes64 needs sqlite3 3.37, configure.ac lets 3.36 pass' "a name newer than what may be"
mkdir_store; add src/dispatch/a.c 'int n = SET(QUICK_EXIT, 1L) + curl_multi_poll(m);'; sed -i 's/libcurl >= 7.87/libcurl >= 7.85/' configure.ac
expect fail since 'CURLOPT_QUICK_EXIT needs curl 7.87, configure.ac lets 7.85 pass' "an option newer than what may be"
mkdir_store; add src/store/query/a.sql "SELECT a ->> 'b' FROM t;"
expect fail since 'src/store/query/a.sql:1: needs SQLite 3.38: ->' "SQL newer than what may be"
mkdir_store; sed -i 's/SQLite 3.37/SQLite 3.35/' README.md
expect fail since 'README.md:1: says sqlite3 "3.35", configure.ac 3.37' "a README that promises more"

# programs, linked with one guard less each; the tree is the program
linked() {
	rm -rf "$work/tree"
	printf '%s\n' '#include <string.h>' 'int main(int n, char **w) { char s[64]; strncpy(s, w[0], 63); s[63] = 0; return n + s[n]; }' >"$work/main.c"
	${CC:-cc} -O1 -w -fPIE -fstack-protector-strong -pie -Wl,-z,relro -Wl,-z,now -Wl,-z,noexecstack "$@" -o "$work/tree" "$work/main.c"
}
if command -v readelf >/dev/null && linked 2>/dev/null; then
	expect pass hardening "hardened" "a program with all guards"
	linked -no-pie -fno-PIE; expect fail hardening 'tree: lies where it always lies' "no PIE"
	linked -Wl,-z,norelro; expect fail hardening 'tree: nothing of it is closed' "no RELRO"
	linked -Wl,-z,lazy; expect fail hardening 'tree: its table of library calls' "bound when first called"
	linked -Wl,-z,execstack; expect fail hardening 'tree: its stack may be code' "a stack that is code"
	linked -fno-stack-protector; expect fail hardening 'tree: no function guards' "no guard of the stack"
	add "$work/main.c" 'x'; rm -f "$work/tree"; expect fail hardening 'tree: no program' "no program at all"
fi

echo "1..$number"
exit $failed
