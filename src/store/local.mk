# SPDX-License-Identifier: Apache-2.0
# Every .sql file is listed here, migrations of a set in their order (src/store/query.h says how to write them).
STORE_SQL =
STORE_SQL += %D%/query/store.sql
STORE_SQL += %D%/query/parameter.sql
STORE_SQL += %D%/query/catalogue.sql
STORE_SQL += %D%/query/audit.sql
STORE_SQL += %D%/query/staff.sql
STORE_SQL += %D%/query/dossier.sql
STORE_SQL += %D%/query/clock.sql
STORE_SQL += %D%/query/draft.sql
STORE_SQL += %D%/query/draft_attachment.sql
STORE_SQL += %D%/query/print_job.sql
STORE_SQL += %D%/query/find.sql
STORE_SQL += %D%/query/handover.sql
STORE_SQL += %D%/query/todo.sql
STORE_SQL += %D%/query/watch.sql
STORE_SQL += %D%/query/rating.sql
STORE_SQL += %D%/query/outbox.sql
STORE_SQL += %D%/query/task.sql
STORE_SQL += %D%/query/agent.sql
STORE_SQL += %D%/query/department.sql
STORE_SQL += %D%/query/reconcile.sql
STORE_SQL += %D%/query/export.sql
STORE_SQL += %D%/query/act.sql
STORE_SQL += %D%/query/result.sql
STORE_SQL += %D%/query/continued.sql
STORE_SQL += %D%/query/errand.sql
STORE_SQL += %D%/query/stuck.sql
STORE_SQL += %D%/query/caution.sql
STORE_SQL += %D%/query/ticket.sql
STORE_SQL += %D%/query/queue_day.sql
STORE_SQL += %D%/query/tide.sql
STORE_SQL += %D%/query/hand.sql
STORE_SQL += %D%/query/shift.sql
STORE_SQL += %D%/query/statement.sql
STORE_SQL += %D%/query/attachment.sql
STORE_SQL += %D%/query/backup.sql
STORE_SQL += %D%/schema/department/sqlite/0001-first.sql
STORE_SQL += %D%/schema/department/sqlite/0002-received.sql
STORE_SQL += %D%/schema/department/sqlite/0003-forget.sql
STORE_SQL += %D%/schema/department/sqlite/0004-list.sql
STORE_SQL += %D%/schema/department/sqlite/0005-message.sql
STORE_SQL += %D%/schema/department/sqlite/0006-details.sql
STORE_SQL += %D%/schema/department/sqlite/0007-file.sql
STORE_SQL += %D%/schema/hall/sqlite/0001-first.sql
STORE_SQL += %D%/schema/hall/sqlite/0002-hall.sql
STORE_SQL += %D%/schema/hall/sqlite/0003-draft-owner.sql
STORE_SQL += %D%/schema/hall/sqlite/0004-rating.sql
STORE_SQL += %D%/schema/hall/sqlite/0005-people.sql
STORE_SQL += %D%/schema/hall/sqlite/0006-ends.sql
STORE_SQL += %D%/schema/hall/sqlite/0007-reconcile.sql
STORE_SQL += %D%/schema/hall/sqlite/0008-clock.sql
STORE_SQL += %D%/schema/hall/sqlite/0009-export.sql
STORE_SQL += %D%/schema/hall/sqlite/0010-act.sql
STORE_SQL += %D%/schema/hall/sqlite/0011-intake.sql
STORE_SQL += %D%/schema/hall/sqlite/0012-export-acts.sql
STORE_SQL += %D%/schema/hall/sqlite/0013-paper.sql
STORE_SQL += %D%/schema/hall/sqlite/0014-feed-acts.sql
STORE_SQL += %D%/schema/hall/sqlite/0015-handover.sql
STORE_SQL += %D%/schema/hall/sqlite/0016-edition.sql
STORE_SQL += %D%/schema/hall/sqlite/0017-errand.sql
STORE_SQL += %D%/schema/hall/sqlite/0018-ticket.sql
STORE_SQL += %D%/schema/hall/sqlite/0019-hand.sql
STORE_SQL += %D%/schema/hall/sqlite/0020-tide.sql
STORE_SQL += %D%/schema/hall/sqlite/0021-handover-slip.sql
STORE_SQL += %D%/schema/hall/sqlite/0022-asked.sql
STORE_SQL += %D%/schema/hall/sqlite/0023-decided.sql
STORE_SQL += %D%/schema/hall/sqlite/0024-names.sql
STORE_SQL += %D%/schema/hall/sqlite/0025-caution.sql
STORE_SQL += %D%/schema/hall/sqlite/0026-attachment.sql
STORE_SQL += %D%/schema/hall/sqlite/0027-clock-k1.sql
STORE_SQL += %D%/schema/hall/sqlite/0028-draft-attachment.sql
STORE_SQL += %D%/schema/hall/sqlite/0029-outbox-state.sql
STORE_SQL += %D%/schema/hall/sqlite/0030-arrival.sql

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
