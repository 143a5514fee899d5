# what is true by rule: pure functions, no store, no screen, no network. One file a line.
noinst_LIBRARIES += liblaw.a
liblaw_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
liblaw_a_SOURCES =
liblaw_a_SOURCES += %D%/states.c %D%/states.h
