if HAVE_CMOCKA
check_PROGRAMS += unit-day
TESTS += unit-day
unit_day_SOURCES = %D%/test_day.c
unit_day_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_day_LDADD = libbase.a $(CMOCKA_LIBS)
endif
