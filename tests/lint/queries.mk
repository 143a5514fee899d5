# SPDX-License-Identifier: Apache-2.0
# every query on a fresh store
check_PROGRAMS += lint-queries
TESTS += lint-queries
lint_queries_SOURCES = %D%/queries.c
lint_queries_CFLAGS = $(AM_CFLAGS) $(SQLITE_CFLAGS)
lint_queries_LDADD = libstore.a libbase.a $(SQLITE_LIBS) $(CRYPTO_LIBS) $(CRYPT_LIBS)
