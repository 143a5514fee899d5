# SPDX-License-Identifier: Apache-2.0
# delivering: the outbox alone, then over real HTTPS
OUTBOX_LIBS = libhall.a liblaw.a libstore.a $(BASE_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS)
FAKE_HALL = %D%/../fake/hall.c %D%/../fake/hall.h
FAKE_CPPFLAGS = -I$(top_srcdir)/tests $(AM_CPPFLAGS)
if HAVE_CMOCKA
check_PROGRAMS += unit-outbox
TESTS += unit-outbox
unit_outbox_SOURCES = %D%/../unit/test_outbox.c $(FAKE_HALL)
unit_outbox_CPPFLAGS = $(FAKE_CPPFLAGS)
unit_outbox_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
unit_outbox_LDADD = $(OUTBOX_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-circuit
TESTS += unit-circuit
unit_circuit_SOURCES = %D%/../unit/test_circuit.c
unit_circuit_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_circuit_LDADD = $(OUTBOX_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-wire
TESTS += unit-wire
unit_wire_SOURCES = %D%/../unit/test_wire.c
unit_wire_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(CURL_CFLAGS)
unit_wire_LDADD = $(DISPATCH_LIBS) $(CMOCKA_LIBS) -ldl
check_PROGRAMS += dispatch-backup
TESTS += dispatch-backup
dispatch_backup_SOURCES = %D%/test_backup.c $(HALL_FIXTURE)
dispatch_backup_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit/hall
dispatch_backup_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
dispatch_backup_LDADD = $(DISPATCH_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-page
TESTS += unit-page
unit_page_SOURCES = %D%/../unit/test_page.c
unit_page_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(CURL_CFLAGS) $(JANSSON_CFLAGS)
unit_page_LDADD = $(DISPATCH_LIBS) $(CMOCKA_LIBS)
if HAVE_SSL
# the agent and the reference department with a main that can kill them
check_PROGRAMS += dispatch-agent dispatch-department
dispatch_agent_SOURCES = %D%/agent.c
dispatch_agent_CFLAGS = $(AM_CFLAGS) $(CURL_CFLAGS)
dispatch_agent_LDADD = $(DISPATCH_LIBS)
dispatch_department_SOURCES = %D%/department.c
dispatch_department_LDADD = $(DEPARTMENT_LIBS)

DISPATCH_KIT = %D%/kit.c %D%/kit.h $(FAKE_HALL) %D%/../fake/department.c %D%/../fake/department.h %D%/../fake/acts.c %D%/../fake/talk.h \
	%D%/../fake/certificate.c %D%/../fake/certificate.h
DISPATCH_KIT_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS) $(SSL_CFLAGS)
DISPATCH_KIT_LIBS = $(OUTBOX_LIBS) $(CMOCKA_LIBS) $(SSL_LIBS) $(CRYPTO_LIBS) -lpthread
check_PROGRAMS += dispatch-chaos
TESTS += dispatch-chaos
dispatch_chaos_SOURCES = %D%/test_chaos.c $(DISPATCH_KIT)
dispatch_chaos_CPPFLAGS = $(FAKE_CPPFLAGS)
dispatch_chaos_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_chaos_LDADD = $(DISPATCH_KIT_LIBS)
check_PROGRAMS += dispatch-kill
TESTS += dispatch-kill
dispatch_kill_SOURCES = %D%/test_kill.c $(DISPATCH_KIT)
dispatch_kill_CPPFLAGS = $(FAKE_CPPFLAGS)
dispatch_kill_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_kill_LDADD = $(DISPATCH_KIT_LIBS)
check_PROGRAMS += dispatch-feed
TESTS += dispatch-feed
dispatch_feed_SOURCES = %D%/test_feed.c $(DISPATCH_KIT)
dispatch_feed_CPPFLAGS = $(FAKE_CPPFLAGS)
dispatch_feed_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_feed_LDADD = $(DISPATCH_KIT_LIBS)
check_PROGRAMS += dispatch-reconcile
TESTS += dispatch-reconcile
dispatch_reconcile_SOURCES = %D%/test_reconcile.c $(DISPATCH_KIT)
dispatch_reconcile_CPPFLAGS = $(FAKE_CPPFLAGS)
dispatch_reconcile_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_reconcile_LDADD = $(DISPATCH_KIT_LIBS)
check_PROGRAMS += dispatch-reference
TESTS += dispatch-reference
dispatch_reference_SOURCES = %D%/test_department.c $(DISPATCH_KIT)
dispatch_reference_CPPFLAGS = $(FAKE_CPPFLAGS)
dispatch_reference_CFLAGS = $(DISPATCH_KIT_CFLAGS) $(JANSSON_CFLAGS)
dispatch_reference_LDADD = libdepartment.a $(DISPATCH_KIT_LIBS) $(DEPARTMENT_LIBS)
check_PROGRAMS += dispatch-poll
TESTS += dispatch-poll
dispatch_poll_SOURCES = %D%/test_poll.c $(DISPATCH_KIT)
dispatch_poll_CPPFLAGS = $(FAKE_CPPFLAGS)
dispatch_poll_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_poll_LDADD = $(DISPATCH_KIT_LIBS)
check_PROGRAMS += dispatch-offline
TESTS += dispatch-offline
dispatch_offline_SOURCES = %D%/test_offline.c $(DISPATCH_KIT) $(HALL_FIXTURE)
dispatch_offline_CPPFLAGS = $(FAKE_CPPFLAGS) -I$(top_srcdir)/tests/unit/hall
dispatch_offline_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_offline_LDADD = $(DISPATCH_KIT_LIBS)
check_PROGRAMS += dispatch-files
TESTS += dispatch-files
dispatch_files_SOURCES = %D%/test_files.c $(DISPATCH_KIT) $(HALL_FIXTURE)
dispatch_files_CPPFLAGS = $(FAKE_CPPFLAGS) -I$(top_srcdir)/tests/unit/hall
dispatch_files_CFLAGS = $(DISPATCH_KIT_CFLAGS) $(JANSSON_CFLAGS) $(CURL_CFLAGS)
dispatch_files_LDADD = libdispatch.a $(DISPATCH_KIT_LIBS) $(CURL_LIBS)
check_PROGRAMS += dispatch-accept
TESTS += dispatch-accept
dispatch_accept_SOURCES = %D%/test_accept.c $(DISPATCH_KIT) $(HALL_FIXTURE)
dispatch_accept_CPPFLAGS = $(FAKE_CPPFLAGS) -I$(top_srcdir)/tests/unit/hall
dispatch_accept_CFLAGS = $(DISPATCH_KIT_CFLAGS)
dispatch_accept_LDADD = $(DISPATCH_KIT_LIBS)
endif
endif

dist_check_SCRIPTS += %D%/conformance.sh
TESTS += %D%/conformance.sh
dist_check_SCRIPTS += %D%/reconcile.sh
TESTS += %D%/reconcile.sh
