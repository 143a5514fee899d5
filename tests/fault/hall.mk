# SPDX-License-Identifier: Apache-2.0
# the real accept against kill -9 and power cuts
if HAVE_CMOCKA
check_PROGRAMS += fault-accept-kill fault-accept-power fault-act-kill
TESTS += fault-accept-kill fault-accept-power fault-act-kill
fault_accept_kill_SOURCES = %D%/test_accept_kill.c $(HALL_FIXTURE)
fault_accept_kill_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit/hall
fault_accept_kill_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
fault_accept_kill_LDADD = $(HALL_TEST_LIBS) $(CMOCKA_LIBS)
fault_act_kill_SOURCES = %D%/test_act_kill.c %D%/../unit/hall/acts.c %D%/../unit/hall/acts.h $(HALL_FIXTURE)
fault_act_kill_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests/unit/hall
fault_act_kill_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
fault_act_kill_LDADD = $(HALL_TEST_LIBS) $(CMOCKA_LIBS)
fault_accept_power_SOURCES = %D%/test_accept_power.c $(POWER_SOURCES) $(HALL_FIXTURE)
fault_accept_power_CPPFLAGS = $(AM_CPPFLAGS) -I$(top_srcdir)/tests -I$(top_srcdir)/tests/unit/hall
fault_accept_power_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
fault_accept_power_LDADD = $(HALL_TEST_LIBS) $(CMOCKA_LIBS)
endif
