if HAVE_CMOCKA
check_PROGRAMS += unit-day
TESTS += unit-day
unit_day_SOURCES = %D%/test_day.c
unit_day_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_day_LDADD = libbase.a $(CMOCKA_LIBS)
endif

# the law: rules alone, in memory
LAW_LIBS = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
if HAVE_CMOCKA
check_PROGRAMS += unit-states
TESTS += unit-states
unit_states_SOURCES = %D%/test_states.c
unit_states_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_states_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-calendar
TESTS += unit-calendar
unit_calendar_SOURCES = %D%/test_calendar.c
unit_calendar_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_calendar_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-deadline
TESTS += unit-deadline
unit_deadline_SOURCES = %D%/test_deadline.c
unit_deadline_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_deadline_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-identity
TESTS += unit-identity
unit_identity_SOURCES = %D%/test_identity.c
unit_identity_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_identity_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-masking
TESTS += unit-masking
unit_masking_SOURCES = %D%/test_masking.c
unit_masking_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_masking_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-number
TESTS += unit-number
unit_number_SOURCES = %D%/test_number.c
unit_number_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_number_LDADD = $(LAW_LIBS) $(CMOCKA_LIBS)
endif
