# `make bench`: what the program takes beside raw programs that do the least the same work needs. Not part of `make check`.
EXTRA_DIST += %D%/run.sh %D%/newborn.json
EXTRA_PROGRAMS += bench-accept bench-day bench-find bench-pdf bench-post bench-pty bench-search bench-server raw-form raw-pdf
bench_programs = bench-accept bench-day bench-find bench-pdf bench-post bench-search bench-server raw-form raw-pdf
if HAVE_VTERM
bench_programs += bench-pty
endif
CLEANFILES += $(bench_programs) bench.json

bench_pty_SOURCES = %D%/pty.c %D%/terminal.c %D%/terminal.h %D%/usage.c %D%/usage.h %D%/now.h \
	tests/screen/script.c tests/screen/screen.c
bench_pty_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir) -I$(top_srcdir)/tests/screen
bench_pty_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
bench_pty_LDADD = libui.a $(BASE_LIBS) $(VTERM_LIBS) -lutil
raw_form_SOURCES = %D%/raw-form.c
raw_form_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
raw_form_LDADD = $(CURSES_LIBS)

BENCH_HALL = libhall.a liblaw.a libstore.a $(BASE_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS)
bench_accept_SOURCES = %D%/accept.c %D%/tape.c %D%/tape.h %D%/now.h
bench_accept_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
bench_accept_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=sqlite3_bind_int64 -Wl,--wrap=sqlite3_bind_null \
	-Wl,--wrap=sqlite3_bind_text64 -Wl,--wrap=sqlite3_bind_blob64 -Wl,--wrap=sqlite3_step -Wl,--wrap=sqlite3_reset \
	-Wl,--wrap=crypto_sm3 -Wl,--wrap=crypto_sm3_hex -Wl,--wrap=crypto_seal_as
bench_accept_LDADD = $(BENCH_HALL)
bench_find_SOURCES = %D%/find.c
bench_find_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
bench_find_LDADD = $(BENCH_HALL)

bench_day_SOURCES = %D%/day.c
bench_day_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS) $(JANSSON_CFLAGS)
bench_day_LDADD = $(BENCH_HALL)

bench_search_SOURCES = %D%/search.c
bench_search_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
bench_search_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)

bench_server_SOURCES = %D%/server.c %D%/now.h
bench_server_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS)
bench_server_LDADD = $(BASE_LIBS) $(MICROHTTPD_LIBS) -lpthread
bench_post_SOURCES = %D%/post.c %D%/now.h
bench_post_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(SQLITE_CFLAGS)
bench_post_LDADD = $(BASE_LIBS) $(CURL_LIBS) $(SQLITE_LIBS)

bench_pdf_SOURCES = %D%/pdf.c %D%/now.h
bench_pdf_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
bench_pdf_LDADD = libdraw.a $(BENCH_HALL) $(PANGO_LIBS) $(QRENCODE_LIBS) -lm
raw_pdf_SOURCES = %D%/raw-pdf.c %D%/now.h
raw_pdf_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS)
raw_pdf_LDADD = $(PANGO_LIBS)

bench: all
	$(MAKE) $(AM_MAKEFLAGS) $(bench_programs)
	builddir=$(abs_builddir) srcdir=$(abs_srcdir) $(SHELL) $(srcdir)/%D%/run.sh
.PHONY: bench
