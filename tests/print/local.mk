# paper: what documents say, what printers get
EXTRA_DIST += %D%/data/newborn.json %D%/data/restaurant.json %D%/data/hostile.json %D%/data/papers.json
include %D%/golden/local.mk
if HAVE_CMOCKA
check_PROGRAMS += unit-document
TESTS += unit-document
unit_document_SOURCES = tests/unit/test_document.c %D%/papers.c %D%/papers.h
unit_document_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_document_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_document_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-papers
TESTS += unit-papers
unit_papers_SOURCES = tests/unit/test_papers.c %D%/papers.c %D%/papers.h
unit_papers_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_papers_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_papers_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-pledge
TESTS += unit-pledge
unit_pledge_SOURCES = tests/unit/test_pledge.c %D%/papers.c %D%/papers.h
unit_pledge_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_pledge_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_pledge_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-escpos
TESTS += unit-escpos
unit_escpos_SOURCES = tests/unit/test_escpos.c %D%/papers.c %D%/papers.h
unit_escpos_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_escpos_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_escpos_LDADD = $(DRAW_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-pdf
TESTS += unit-pdf
unit_pdf_SOURCES = tests/unit/test_pdf.c tests/unit/readback.c tests/unit/readback.h %D%/papers.c %D%/papers.h
unit_pdf_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_pdf_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_pdf_LDADD = $(DRAW_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-reason
TESTS += unit-reason
unit_reason_SOURCES = tests/unit/test_reason.c
unit_reason_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_reason_LDADD = libprint.a $(BASE_LIBS) $(PRINT_LIBS) $(CMOCKA_LIBS)

# the agent, a real cupsd, a printer that ails as we say
SPOOL_SOURCES = %D%/spool.c %D%/spool.h %D%/desk.c %D%/desk.h tests/unit/hall/fixture.c tests/unit/hall/fixture.h
check_PROGRAMS += print-cups
TESTS += print-cups
print_cups_SOURCES = %D%/test_cups.c %D%/station.c %D%/station.h $(SPOOL_SOURCES)
print_cups_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
print_cups_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
print_cups_LDADD = $(PRINT_AGENT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += print-server
TESTS += print-server
print_server_SOURCES = %D%/test_server.c %D%/station.c %D%/station.h $(SPOOL_SOURCES)
print_server_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
print_server_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
print_server_LDADD = $(PRINT_AGENT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += print-kill
TESTS += print-kill
print_kill_SOURCES = %D%/test_kill.c $(SPOOL_SOURCES)
print_kill_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
print_kill_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
print_kill_LDADD = $(PRINT_AGENT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += print-command
TESTS += print-command
print_command_SOURCES = %D%/test_command.c $(SPOOL_SOURCES)
print_command_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
print_command_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
print_command_LDADD = $(PRINT_AGENT_LIBS) $(CMOCKA_LIBS)

# past CUPS: printers of the tests' own behind a port and a pseudo-terminal
check_PROGRAMS += print-direct
TESTS += print-direct
print_direct_SOURCES = %D%/test_direct.c %D%/raw.c %D%/raw.h $(SPOOL_SOURCES)
print_direct_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
print_direct_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
print_direct_LDADD = $(PRINT_AGENT_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-line
TESTS += unit-line
unit_line_SOURCES = tests/unit/test_line.c
unit_line_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_line_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_line_LDADD = libprint.a libhall.a liblaw.a libstore.a $(BASE_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS) $(CMOCKA_LIBS)

check_PROGRAMS += unit-printer
TESTS += unit-printer
unit_printer_SOURCES = tests/unit/test_printer.c
unit_printer_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)
unit_printer_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(JANSSON_CFLAGS)
unit_printer_LDADD = libprint.a libhall.a liblaw.a libstore.a $(BASE_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS) $(CMOCKA_LIBS)

# renews what the documents must look like; look at `git diff` afterwards
golden-documents: unit-papers
	YICHUANG_GOLDEN_RENEW=1 srcdir=$(srcdir) ./unit-papers$(EXEEXT)
endif
