# SPDX-License-Identifier: Apache-2.0
# The store on a schema of its own, embedded like the program's: whoever links sample's embedded.c gets the sample set
# instead of the shipped ones, and whoever says -I$(SAMPLE_INCLUDE) its enum query.
SAMPLE_SQL = \
	%D%/query/sample.sql \
	%D%/schema/sample/sqlite/0001-first.sql \
	%D%/schema/sample/sqlite/0002-window.sql \
	%D%/schema/sample/sqlite/0003-rebuild.sql
SAMPLE_CPPFLAGS = -I$(top_builddir)/tests/unit -I$(top_srcdir)/tests $(AM_CPPFLAGS)
SAMPLE_LIBS = libstore.a libbase.a $(SQLITE_LIBS)
EXTRA_DIST += $(SAMPLE_SQL)

if HAVE_CMOCKA
check_PROGRAMS += unit-store unit-store-share unit-store-file unit-migrate
TESTS += unit-store unit-store-share unit-store-file unit-migrate
unit_store_SOURCES = %D%/../test_store.c %D%/kit.c %D%/kit.h
nodist_unit_store_SOURCES = %D%/embedded.c %D%/queries.h
unit_store_CPPFLAGS = $(SAMPLE_CPPFLAGS)
unit_store_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
unit_store_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
unit_store_share_SOURCES = %D%/../test_store_share.c %D%/kit.c %D%/kit.h
nodist_unit_store_share_SOURCES = %D%/embedded.c %D%/queries.h
unit_store_share_CPPFLAGS = $(SAMPLE_CPPFLAGS)
unit_store_share_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
unit_store_share_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
unit_migrate_SOURCES = %D%/../test_migrate.c %D%/kit.c %D%/kit.h
nodist_unit_migrate_SOURCES = %D%/embedded.c %D%/queries.h
unit_migrate_CPPFLAGS = $(SAMPLE_CPPFLAGS)
unit_migrate_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
unit_migrate_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
unit_store_file_SOURCES = %D%/../test_store_file.c %D%/kit.c %D%/kit.h
nodist_unit_store_file_SOURCES = %D%/embedded.c %D%/queries.h
unit_store_file_CPPFLAGS = $(SAMPLE_CPPFLAGS)
unit_store_file_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
unit_store_file_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
endif

BUILT_SOURCES += %D%/queries.h
CLEANFILES += %D%/queries.stamp %D%/queries.h %D%/embedded.c
%D%/queries.h: %D%/queries.stamp
	@test -f $@ || { rm -f %D%/queries.stamp; $(MAKE) $(AM_MAKEFLAGS) %D%/queries.stamp; }
%D%/queries.stamp: $(MKQUERIES) $(SAMPLE_SQL)
	$(AM_V_GEN)$(MKQUERIES_RUN) header %D%/queries.h $(srcdir) $(SAMPLE_SQL) && touch $@
%D%/embedded.c: $(MKQUERIES) $(SAMPLE_SQL)
	$(AM_V_GEN)$(MKQUERIES_RUN) code $@ $(srcdir) $(SAMPLE_SQL)
