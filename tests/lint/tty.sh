#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
# tty.sh [TREE]: one way to the screen (R24, T8). Text reaches the pen, src/ui/pen.c, from src/ui/canvas.c alone, which gets it
# filtered from src/ui/draw.c, and curses not at all; libform, in src/ui/form_lib.c, gets no text and no window that is seen; bytes
# reach the terminal in src/ui/pen.c and src/ui/term.c alone; nothing in src/ui or src/desk prints to standard output or error, for
# that would be written over the screen.
tree=${1:-${srcdir:-.}}
cd "$tree" || exit 99
find src -name '*.[ch]' | LC_ALL=C sort | xargs awk '
	BEGIN {
		n = split("addch addchstr addchnstr addstr addnstr addwstr addnwstr add_wch add_wchstr add_wchnstr insch insstr " \
			"insnstr ins_wch ins_wstr ins_nwstr printw hline vline hline_set vline_set", list, " ")
		for (i = 1; i <= n; i++) {
			owner[list[i]] = owner["w" list[i]] = owner["mv" list[i]] = owner["mvw" list[i]] = "nobody"
		}
		n = split("vw_printw vwprintw echochar wechochar echo_wchar wecho_wchar box box_set border wborder border_set " \
			"wborder_set waddwstr slk_set slk_wset bkgd wbkgd putp tputs vidputs vidattr mvcur scr_dump doupdate", list, " ")
		for (i = 1; i <= n; i++)
			owner[list[i]] = "nobody"
		owner["pen_text"] = "src/ui/canvas.c"
		owner["pen_write"] = "src/ui/term.c"
		owner["set_field_buffer"] = owner["form_driver_w"] = "nobody"
		owner["post_form"] = owner["form_driver"] = "src/ui/form_lib.c"
		n = split("printf puts putchar perror fputs fprintf vprintf vfprintf fwrite putc fputc", list, " ")
		for (i = 1; i <= n; i++)
			prints[list[i]] = 1
	}
	function fail(text) {
		printf "%s:%d: %s\n", FILENAME, FNR, text
		bad = 1
	}
	{
		rest = $0
		sub(/^[ \t]*\*.*/, "", rest)                    # a comment line
		sub(/\/\*.*/, "", rest)
		gsub(/"([^"\\]|\\.)*"/, "", rest)
		while (match(rest, /[A-Za-z_][A-Za-z_0-9]*[ \t]*\(/)) {
			name = substr(rest, RSTART, RLENGTH)
			sub(/[ \t]*\($/, "", name)
			if ((name in owner) && owner[name] != FILENAME && FILENAME !~ /^src\/ui\/pen\.[ch]$/)
				fail(name " belongs to " owner[name] ": draw through ui/draw.h")
			# desk.c says on standard error why the terminal could not be taken
			if ((name in prints) && FILENAME ~ /^src\/(ui|desk)\// && !(FILENAME == "src/desk/desk.c" && $0 ~ /fprintf\(stderr/))
				fail(name " would write over the screen")
			rest = substr(rest, RSTART + RLENGTH)
		}
		if (FILENAME ~ /^src\/(ui|desk)\// && rest == $0 && $0 ~ /STDOUT_FILENO|stdout/ && FILENAME !~ /^src\/ui\/(pen|term)\.c$/)
			fail("standard output is the screen: draw through ui/draw.h")
	}
	END { exit bad
	}' && echo "one way to the screen"
