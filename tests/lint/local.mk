# the rules of the house; selftest.sh shows that each lint can fail
dist_check_SCRIPTS += %D%/layers.sh %D%/banned.sh %D%/size.sh %D%/headers.sh %D%/spdx.sh %D%/readme.sh %D%/dist.sh %D%/install.sh %D%/selftest.sh %D%/count.sh %D%/tty.sh %D%/codes.sh %D%/hardening.sh %D%/personal.sh %D%/since.sh %D%/portable.sh
TESTS += %D%/layers.sh %D%/banned.sh %D%/size.sh %D%/headers.sh %D%/spdx.sh %D%/readme.sh %D%/dist.sh %D%/install.sh %D%/selftest.sh %D%/count.sh %D%/tty.sh %D%/codes.sh %D%/hardening.sh %D%/personal.sh %D%/since.sh %D%/portable.sh
AM_TESTS_ENVIRONMENT += LINT_COMPILE='$(CC) -std=c17 -Wall -Wextra -Werror -D_GNU_SOURCE -include $(abs_top_builddir)/config.h \
	-I$(abs_top_builddir)/src $(CURSES_CFLAGS) $(SQLITE_CFLAGS) $(JANSSON_CFLAGS) $(CRYPTO_CFLAGS) $(CURL_CFLAGS) \
	$(PANGO_CFLAGS) $(QRENCODE_CFLAGS) $(MICROHTTPD_CFLAGS) $(CUPS_CFLAGS)'; export LINT_COMPILE; \
	LINT_LINK='$(LINT_LINK)'; export LINT_LINK; \
	HARDENED_PROGRAMS='$(bin_PROGRAMS) $(pkglibexec_PROGRAMS)'; export HARDENED_PROGRAMS; CC='$(CC)'; export CC;

# what the tests of base, law and ui link, where there is cmocka
if HAVE_CMOCKA
LINT_LINK = $(CMOCKA_LIBS) $(JANSSON_LIBS) $(GCRYPT_LIBS) $(CRYPT_LIBS) $(CRYPTO_LIBS) $(CURSES_LIBS)
endif

# every screen: boxes and fields belong together, it fits, widths are even, each field has its help
check_PROGRAMS += lint-screens
TESTS += lint-screens
lint_screens_SOURCES = %D%/screens.c
lint_screens_LDADD = $(UI_LIBS) $(BASE_LIBS)
