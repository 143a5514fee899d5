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
endif

# the store on a schema of its own, embedded like the program's
SAMPLE_SQL = \
	%D%/store/query/sample.sql \
	%D%/store/schema/sample/sqlite/0001-first.sql \
	%D%/store/schema/sample/sqlite/0002-window.sql \
	%D%/store/schema/sample/sqlite/0003-rebuild.sql
EXTRA_DIST += $(SAMPLE_SQL)
if HAVE_CMOCKA
check_PROGRAMS += unit-store
TESTS += unit-store
unit_store_SOURCES = %D%/test_store.c
nodist_unit_store_SOURCES = %D%/store/embedded.c %D%/store/queries.h
unit_store_CPPFLAGS = -I$(top_builddir)/%D% $(AM_CPPFLAGS)
unit_store_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
unit_store_LDADD = libstore.a libbase.a $(SQLITE_LIBS) $(CMOCKA_LIBS)
endif
BUILT_SOURCES += %D%/store/queries.h
CLEANFILES += %D%/store/queries.stamp %D%/store/queries.h %D%/store/embedded.c
%D%/store/queries.h: %D%/store/queries.stamp
	@test -f $@ || { rm -f %D%/store/queries.stamp; $(MAKE) $(AM_MAKEFLAGS) %D%/store/queries.stamp; }
%D%/store/queries.stamp: $(MKQUERIES) $(SAMPLE_SQL)
	$(AM_V_GEN)$(MKQUERIES_RUN) header %D%/store/queries.h $(srcdir) $(SAMPLE_SQL) && touch $@
%D%/store/embedded.c: $(MKQUERIES) $(SAMPLE_SQL)
	$(AM_V_GEN)$(MKQUERIES_RUN) code $@ $(srcdir) $(SAMPLE_SQL)
