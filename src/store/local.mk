# SPDX-License-Identifier: Apache-2.0
# Every .sql file is listed here, migrations of a set in their order (src/store/query.h says how to write them).
STORE_SQL = \
	%D%/query/store.sql %D%/query/parameter.sql %D%/query/catalogue.sql %D%/query/audit.sql %D%/query/staff.sql \
	%D%/query/dossier.sql %D%/query/clock.sql %D%/query/draft.sql %D%/query/print_job.sql %D%/query/find.sql %D%/query/todo.sql \
	%D%/schema/hall/sqlite/0001-first.sql %D%/schema/hall/sqlite/0002-hall.sql \
	%D%/schema/hall/sqlite/0003-draft-owner.sql \
	%D%/query/rating.sql %D%/schema/hall/sqlite/0004-rating.sql \
	%D%/schema/hall/sqlite/0005-people.sql %D%/schema/hall/sqlite/0006-ends.sql \
	%D%/query/outbox.sql %D%/query/task.sql %D%/query/agent.sql %D%/query/department.sql \
	%D%/query/reconcile.sql %D%/schema/hall/sqlite/0007-reconcile.sql \
	%D%/schema/hall/sqlite/0008-clock.sql \
	%D%/query/export.sql %D%/schema/hall/sqlite/0009-export.sql \
	%D%/schema/department/sqlite/0001-first.sql %D%/schema/department/sqlite/0002-received.sql \
	%D%/schema/department/sqlite/0003-forget.sql %D%/schema/department/sqlite/0004-list.sql

noinst_LIBRARIES += libstore.a
libstore_a_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
libstore_a_SOURCES = \
	%D%/store.c %D%/store.h %D%/batch.c %D%/backend.h %D%/query.h %D%/rows.c %D%/rows.h %D%/migrate.c %D%/migrate.h \
	%D%/sqlite.c %D%/sqlite.h %D%/sqlite_open.c %D%/sqlite_file.c %D%/sqlite_run.c %D%/sqlite_error.c \
	%D%/sqlite_copy.c %D%/sqlite_watch.c %D%/testing.h
nodist_libstore_a_SOURCES = %D%/embedded.c %D%/queries.h

# the SQL inside the program
MKQUERIES = $(top_srcdir)/build-aux/mkqueries.awk $(top_srcdir)/build-aux/mkqueries.sh
MKQUERIES_RUN = AWK='$(AWK)' $(SHELL) $(top_srcdir)/build-aux/mkqueries.sh
EXTRA_DIST += build-aux/mkqueries.awk build-aux/mkqueries.sh $(STORE_SQL)
BUILT_SOURCES += %D%/queries.h
CLEANFILES += %D%/queries.stamp %D%/queries.h %D%/embedded.c
%D%/queries.h: %D%/queries.stamp
	@test -f $@ || { rm -f %D%/queries.stamp; $(MAKE) $(AM_MAKEFLAGS) %D%/queries.stamp; }
%D%/queries.stamp: $(MKQUERIES) $(STORE_SQL)
	$(AM_V_GEN)$(MKQUERIES_RUN) header %D%/queries.h $(srcdir) $(STORE_SQL) && touch $@
%D%/embedded.c: $(MKQUERIES) $(STORE_SQL)
	$(AM_V_GEN)$(MKQUERIES_RUN) code $@ $(srcdir) $(STORE_SQL)
