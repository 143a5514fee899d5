noinst_LIBRARIES += libbase.a
libbase_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS) $(CRYPT_CFLAGS)
libbase_a_SOURCES = \
	%D%/status.c %D%/status.h %D%/mem.c %D%/mem.h %D%/buf.c %D%/buf.h %D%/day.c %D%/day.h \
	%D%/clock.c %D%/clock.h %D%/fault.c %D%/fault.h
