# what the hall keeps: each file asks the law, then changes the store in one batch
noinst_LIBRARIES += libhall.a
libhall_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
libhall_a_SOURCES = \
	%D%/hall.c %D%/hall.h %D%/own.h %D%/params.c %D%/params.h %D%/guard.c %D%/guard.h \
	%D%/import.c %D%/import.h %D%/audit.c %D%/audit.h %D%/chain.h %D%/staff.c %D%/staff.h \
	%D%/accept.h %D%/derive.c %D%/dossier.h %D%/draft.h
