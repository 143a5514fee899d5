# each parser of outside text, given its seeds and mutations of them. Plain: replayed in make check. With clang and
# --enable-fuzzing: libFuzzer, `make fuzz FUZZ_SECONDS=60` (what it finds worth keeping stays in fuzz/NAME of the build)
FUZZ_TARGETS = \
	fuzz-answer \
	fuzz-calendar \
	fuzz-card \
	fuzz-catalogue \
	fuzz-conf \
	fuzz-document \
	fuzz-file \
	fuzz-identity \
	fuzz-keymap \
	fuzz-keys \
	fuzz-picture \
	fuzz-request \
	fuzz-scan \
	fuzz-tables \
	fuzz-text
check_PROGRAMS += $(FUZZ_TARGETS)
FUZZ_MAIN = %D%/fuzz.h
if FUZZING
FUZZ_LINKING = $(AM_LDFLAGS) -fsanitize=fuzzer
else
FUZZ_MAIN += %D%/replay.c
FUZZ_LINKING = $(AM_LDFLAGS)
TESTS += $(FUZZ_TARGETS)
endif
fuzz_answer_SOURCES = %D%/answer.c $(FUZZ_MAIN)
fuzz_answer_LDADD = $(DISPATCH_LIBS)
fuzz_answer_LDFLAGS = $(FUZZ_LINKING)
fuzz_answer_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
fuzz_calendar_SOURCES = %D%/calendar.c $(FUZZ_MAIN)
fuzz_calendar_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_calendar_LDFLAGS = $(FUZZ_LINKING)
fuzz_card_SOURCES = %D%/card.c $(FUZZ_MAIN)
fuzz_card_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_card_LDFLAGS = $(FUZZ_LINKING)
fuzz_catalogue_SOURCES = %D%/catalogue.c $(FUZZ_MAIN)
fuzz_catalogue_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_catalogue_LDFLAGS = $(FUZZ_LINKING)
fuzz_conf_SOURCES = %D%/conf.c $(FUZZ_MAIN)
fuzz_conf_LDADD = $(BASE_LIBS)
fuzz_conf_LDFLAGS = $(FUZZ_LINKING)
fuzz_document_SOURCES = %D%/document.c $(FUZZ_MAIN)
fuzz_document_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_document_LDFLAGS = $(FUZZ_LINKING)
fuzz_document_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
fuzz_file_SOURCES = %D%/file.c $(FUZZ_MAIN)
fuzz_file_LDADD = $(BASE_LIBS)
fuzz_file_LDFLAGS = $(FUZZ_LINKING)
fuzz_identity_SOURCES = %D%/identity.c $(FUZZ_MAIN)
fuzz_identity_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_identity_LDFLAGS = $(FUZZ_LINKING)
fuzz_keymap_SOURCES = %D%/keymap.c $(FUZZ_MAIN)
fuzz_keymap_LDADD = $(UI_LIBS) $(BASE_LIBS)
fuzz_keymap_LDFLAGS = $(FUZZ_LINKING)
fuzz_keys_SOURCES = %D%/keys.c $(FUZZ_MAIN)
fuzz_keys_LDADD = libui.a $(BASE_LIBS)
fuzz_keys_LDFLAGS = $(FUZZ_LINKING)
fuzz_picture_SOURCES = %D%/picture.c $(FUZZ_MAIN)
fuzz_picture_LDADD = $(UI_LIBS) $(BASE_LIBS)
fuzz_picture_LDFLAGS = $(FUZZ_LINKING)
fuzz_request_SOURCES = %D%/request.c $(FUZZ_MAIN)
fuzz_request_LDADD = $(HALL_TEST_LIBS)
fuzz_request_LDFLAGS = $(FUZZ_LINKING)
fuzz_scan_SOURCES = %D%/scan.c $(FUZZ_MAIN)
fuzz_scan_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_scan_LDFLAGS = $(FUZZ_LINKING)
fuzz_tables_SOURCES = %D%/tables.c $(FUZZ_MAIN)
fuzz_tables_LDADD = liblaw.a $(BASE_LIBS) $(JANSSON_LIBS)
fuzz_tables_LDFLAGS = $(FUZZ_LINKING)
fuzz_text_SOURCES = %D%/text.c $(FUZZ_MAIN)
fuzz_text_LDADD = $(BASE_LIBS)
fuzz_text_LDFLAGS = $(FUZZ_LINKING)
EXTRA_DIST += %D%/seeds %D%/corpus %D%/replay.c
CLEANFILES += fuzz-*.input
FUZZ_SECONDS = 60
.PHONY: fuzz
fuzz: $(FUZZ_TARGETS)
if FUZZING
	$(AM_V_at)set -e; for t in $(FUZZ_TARGETS); do \
		echo "== $$t"; $(MKDIR_P) fuzz/$$t; \
		for glob in $$($(AWK) -v t="$${t#fuzz-}" '$$1 == t { $$1 = ""; print }' $(srcdir)/%D%/seeds); do \
			cp $(srcdir)/$$glob fuzz/$$t/; done; chmod -R u+w fuzz/$$t; \
		$(FUZZ_RUN) ./$$t -max_total_time=$(FUZZ_SECONDS) -max_len=65536 -rss_limit_mb=1024 -timeout=10 -print_final_stats=0 \
			-artifact_prefix=fuzz-$${t#fuzz-}- fuzz/$$t 2>fuzz/$$t.log || { tail -n 40 fuzz/$$t.log; exit 1; }; \
		tail -n 1 fuzz/$$t.log; done
else
	@echo "configure with CC=clang --enable-fuzzing first" && false
endif
