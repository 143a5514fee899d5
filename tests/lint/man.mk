# SPDX-License-Identifier: Apache-2.0
# the manual against the program: settings, keys, commands, options
check_PROGRAMS += man-tables
man_tables_SOURCES = %D%/man_tables.c
man_tables_LDADD = libhall.a libbase.a
dist_check_SCRIPTS += %D%/man.sh
TESTS += %D%/man.sh
