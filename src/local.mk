# the desk and every subcommand
bin_PROGRAMS += yichuang
yichuang_SOURCES = %D%/main.c
yichuang_LDADD = libcommand.a libbook.a libdesk.a $(UI_LIBS) libhall.a libstore.a liblaw.a $(BASE_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS)
