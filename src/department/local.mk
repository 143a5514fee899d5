# the reference department: a library for its tests, a program for everybody
noinst_LIBRARIES += libdepartment.a
libdepartment_a_CFLAGS = $(AM_CFLAGS) $(MICROHTTPD_CFLAGS) $(GNUTLS_CFLAGS) $(JANSSON_CFLAGS)
libdepartment_a_SOURCES = %D%/task.c %D%/task.h %D%/reception.c %D%/reception.h %D%/details.c %D%/message.c %D%/file.c %D%/page.c %D%/request.c %D%/request.h \
	%D%/server.c %D%/server.h

DEPARTMENT_LIBS = libdepartment.a libstore.a $(BASE_LIBS) $(MICROHTTPD_LIBS) $(GNUTLS_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS)
bin_PROGRAMS += yichuang-department
yichuang_department_SOURCES = %D%/main.c
yichuang_department_LDADD = $(DEPARTMENT_LIBS)
