# the agent that delivers: a library for its tests, a program
noinst_LIBRARIES += libdispatch.a
libdispatch_a_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
libdispatch_a_SOURCES = %D%/wire.c %D%/wire.h %D%/body.c %D%/body.h %D%/answer.c %D%/answer.h %D%/page.c %D%/page.h
