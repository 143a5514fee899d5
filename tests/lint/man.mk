# SPDX-License-Identifier: Apache-2.0
# the manual against the program: settings, keys, commands, options
check_PROGRAMS += man-tables
man_tables_SOURCES = %D%/man_tables.c
man_tables_LDADD = libhall.a libbase.a
dist_check_SCRIPTS += %D%/man.sh %D%/completion.sh
TESTS += %D%/man.sh %D%/completion.sh

# writes the tables of keys and commands in yichuang-keymap(5) anew
manual: man-tables
	for table in requests commands; do ./man-tables $$table >man.$$table || exit 1; done
	$(AWK) '/^\.SH / { in_table = 0 } /^\.SH REQUESTS/ { in_table = 1; name = "man.requests" } \
		/^\.SH COMMANDS/ { in_table = 1; name = "man.commands" } \
		in_table && /^\.BR / { if (name != "") { while ((getline row < name) > 0) print row; name = "" } next } { print }' \
		$(srcdir)/data/man/yichuang-keymap.5 >man.page && cat man.page >$(srcdir)/data/man/yichuang-keymap.5
	rm -f man.requests man.commands man.page
.PHONY: manual
