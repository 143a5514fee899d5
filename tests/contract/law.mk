# SPDX-License-Identifier: Apache-2.0
# due days against an independent oracle; the command lines of due, id and catalogue
check_PROGRAMS += contract-dates
contract_dates_SOURCES = %D%/dates.c
contract_dates_LDADD = $(LAW_LIBS)
check_PROGRAMS += contract-clocks
contract_clocks_SOURCES = %D%/clocks.c
contract_clocks_LDADD = $(LAW_LIBS)
EXTRA_DIST += %D%/dates.pl %D%/clocks.pl
dist_check_SCRIPTS += %D%/dates.sh %D%/clocks.sh %D%/words.sh %D%/catalogue.sh
EXTRA_DIST += %D%/try.sh
dist_check_SCRIPTS += %D%/hall.sh
TESTS += %D%/hall.sh
dist_check_SCRIPTS += %D%/refused.sh
TESTS += %D%/refused.sh
TESTS += %D%/dates.sh %D%/clocks.sh %D%/words.sh %D%/catalogue.sh
dist_check_SCRIPTS += %D%/rating.sh
TESTS += %D%/rating.sh
dist_check_SCRIPTS += %D%/edition.sh
TESTS += %D%/edition.sh
dist_check_SCRIPTS += %D%/spreadsheet.sh
TESTS += %D%/spreadsheet.sh
dist_check_SCRIPTS += %D%/overlay.sh
TESTS += %D%/overlay.sh
# broken catalogues, and what breaks a workbook
check_PROGRAMS += contract-book
contract_book_SOURCES = %D%/book.c
contract_book_CFLAGS = $(AM_CFLAGS) $(MINIZIP_CFLAGS)
contract_book_LDADD = $(MINIZIP_LIBS)
dist_check_SCRIPTS += %D%/broken.sh
TESTS += %D%/broken.sh
dist_check_SCRIPTS += %D%/own.sh
TESTS += %D%/own.sh
dist_check_SCRIPTS += %D%/report.sh
TESTS += %D%/report.sh
dist_check_SCRIPTS += %D%/errand.sh
TESTS += %D%/errand.sh
