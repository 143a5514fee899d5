# XLSX workbooks: our side of yichuang-book, and that program, which alone links what reads and writes them
noinst_LIBRARIES += libbook.a
libbook_a_CFLAGS = $(AM_CFLAGS)
libbook_a_SOURCES = %D%/book.h %D%/ask.c %D%/wire.c
pkglibexec_PROGRAMS += yichuang-book
yichuang_book_SOURCES = %D%/main.c %D%/read.c %D%/write.c
yichuang_book_CFLAGS = $(AM_CFLAGS) $(XLSXWRITER_CFLAGS) $(MINIZIP_CFLAGS) $(EXPAT_CFLAGS)
yichuang_book_LDADD = libbook.a $(BASE_LIBS) $(XLSXWRITER_LIBS) $(MINIZIP_LIBS) $(EXPAT_LIBS)
