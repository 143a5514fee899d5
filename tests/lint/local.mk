# the rules of the house; selftest.sh shows that each lint can fail
dist_check_SCRIPTS += %D%/layers.sh %D%/banned.sh %D%/size.sh %D%/headers.sh %D%/spdx.sh %D%/readme.sh %D%/dist.sh %D%/selftest.sh %D%/count.sh
TESTS += %D%/layers.sh %D%/banned.sh %D%/size.sh %D%/headers.sh %D%/spdx.sh %D%/readme.sh %D%/dist.sh %D%/selftest.sh %D%/count.sh
AM_TESTS_ENVIRONMENT += LINT_COMPILE='$(CC) -std=c17 -Wall -Wextra -Werror -D_GNU_SOURCE -include $(abs_top_builddir)/config.h \
	-I$(abs_top_builddir)/src $(CURSES_CFLAGS) $(SQLITE_CFLAGS) $(JANSSON_CFLAGS) $(CRYPTO_CFLAGS) $(CURL_CFLAGS) \
	$(PANGO_CFLAGS) $(QRENCODE_CFLAGS) $(MICROHTTPD_CFLAGS) $(CUPS_CFLAGS)'; export LINT_COMPILE;
