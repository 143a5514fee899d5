# SPDX-License-Identifier: Apache-2.0
# the store against power cuts, I/O faults and kill -9
if HAVE_CMOCKA
check_PROGRAMS += fault-power fault-io fault-kill
TESTS += fault-power fault-io fault-kill
# whoever runs a play of fault/power.h links these
POWER_SOURCES = %D%/power.c %D%/power.h %D%/power_disk.c %D%/power_disk.h %D%/power_run.c
fault_power_SOURCES = %D%/test_power.c $(POWER_SOURCES) %D%/accept.c %D%/accept.h
nodist_fault_power_SOURCES = tests/unit/store/embedded.c
fault_power_CPPFLAGS = $(SAMPLE_CPPFLAGS)
fault_power_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
fault_power_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
fault_io_SOURCES = %D%/test_io.c $(POWER_SOURCES) %D%/accept.c %D%/accept.h
nodist_fault_io_SOURCES = tests/unit/store/embedded.c
fault_io_CPPFLAGS = $(SAMPLE_CPPFLAGS)
fault_io_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
fault_io_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
fault_kill_SOURCES = %D%/test_kill.c %D%/accept.c %D%/accept.h tests/unit/store/kit.c tests/unit/store/kit.h
nodist_fault_kill_SOURCES = tests/unit/store/embedded.c
fault_kill_CPPFLAGS = $(SAMPLE_CPPFLAGS)
fault_kill_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS) $(SQLITE_CFLAGS)
fault_kill_LDADD = $(SAMPLE_LIBS) $(CMOCKA_LIBS)
endif
