# the agent that delivers: a library for its tests, a program
noinst_LIBRARIES += libdispatch.a
libdispatch_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
libdispatch_a_SOURCES = %D%/dispatch.c %D%/dispatch.h %D%/backup.c %D%/backup.h %D%/own.h %D%/exchange.c %D%/feed.c %D%/reconcile.c %D%/words.c \
	%D%/wire.c %D%/wire.h %D%/body.c %D%/body.h %D%/answer.c %D%/answer.h %D%/page.c %D%/page.h %D%/files.c %D%/files.h

DISPATCH_LIBS = libdispatch.a libhall.a liblaw.a libstore.a $(BASE_LIBS) $(CURL_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS)
bin_PROGRAMS += yichuang-dispatch
yichuang_dispatch_SOURCES = %D%/main.c
yichuang_dispatch_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS)
yichuang_dispatch_LDADD = $(DISPATCH_LIBS)
