noinst_LIBRARIES += libbase.a
libbase_a_CFLAGS = $(AM_CFLAGS) $(CRYPTO_CFLAGS) $(GCRYPT_CFLAGS) $(CRYPT_CFLAGS)
libbase_a_SOURCES = \
	%D%/status.c %D%/status.h %D%/mem.c %D%/mem.h %D%/buf.c %D%/buf.h %D%/day.c %D%/day.h \
	%D%/clock.c %D%/clock.h %D%/fault.c %D%/fault.h %D%/embed.h %D%/loop.c %D%/loop.h \
	%D%/text.c %D%/text.h %D%/text_piece.h %D%/text_harm.c %D%/text_filter.c %D%/pinyin.c %D%/pinyin.h \
	%D%/pinyin_read.c %D%/pinyin_match.c %D%/pinyin_sound.def %D%/pinyin_several.def \
	%D%/unicode.c %D%/unicode.h %D%/unicode.def %D%/pinyin.def %D%/pinyin_rare.def \
	%D%/crypto.c %D%/crypto.h %D%/crypto_own.h %D%/seal.c %D%/conf.c %D%/conf.h %D%/settings.c \
	%D%/file.c %D%/file.h %D%/file_kind.c %D%/file_kind.h %D%/log.c %D%/log.h \
	%D%/tls.c %D%/tls.h \
	%D%/line_ask.c %D%/line_ask.h \
	%D%/json.c %D%/json.h \
	%D%/table.c %D%/table.h %D%/csv.c %D%/csv.h
# what a program links for base; tls.c loads OpenSSL when certificates are made
BASE_LIBS = libbase.a $(GCRYPT_LIBS) $(CRYPT_LIBS)
EXTRA_DIST += build-aux/unicode-tables.pl build-aux/pinyin-extra.txt build-aux/pinyin-phrases.txt
