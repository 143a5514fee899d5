if HAVE_CMOCKA
check_PROGRAMS += unit-day
TESTS += unit-day
unit_day_SOURCES = %D%/test_day.c
unit_day_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_day_LDADD = libbase.a $(CMOCKA_LIBS)
check_PROGRAMS += unit-states
TESTS += unit-states
unit_states_SOURCES = %D%/test_states.c
unit_states_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_states_LDADD = liblaw.a libbase.a $(CMOCKA_LIBS)
endif
