# screen tests: programs on a pty under libvterm, driven by scripts (run.c says how), compared with golden screens.
# `make golden` writes the golden screens anew: look at the difference before you commit it.
TEST_EXTENSIONS = .t
check_PROGRAMS += ui-demo
ui_demo_SOURCES = %D%/ui-demo.c
nodist_ui_demo_SOURCES = %D%/demo_screens.c %D%/demo_keymaps.c
ui_demo_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
ui_demo_LDADD = $(UI_LIBS) $(BASE_LIBS)
EXTRA_DIST += tests/screen/demo/person.form tests/screen/demo/default.keys
CLEANFILES += %D%/demo_screens.c %D%/demo_keymaps.c
%D%/demo_screens.c: $(EMBED) tests/screen/demo/person.form
	$(AM_V_GEN)$(MKDIR_P) %D% && cd $(srcdir) && LC_ALL=C $(AWK) -v table=demo_screens -f $(EMBED) \
		tests/screen/demo/person.form > $(abs_builddir)/$@.tmp && mv $(abs_builddir)/$@.tmp $(abs_builddir)/$@
%D%/demo_keymaps.c: $(EMBED) tests/screen/demo/default.keys
	$(AM_V_GEN)$(MKDIR_P) %D% && cd $(srcdir) && LC_ALL=C $(AWK) -v table=demo_keymaps -f $(EMBED) \
		tests/screen/demo/default.keys > $(abs_builddir)/$@.tmp && mv $(abs_builddir)/$@.tmp $(abs_builddir)/$@

SCREEN_TESTS = \
	%D%/ui-form.t %D%/ui-list.t %D%/ui-hostile.t %D%/ui-terminals.t %D%/ui-prompts.t %D%/ui-resize.t %D%/ui-end.t %D%/ask.t
EXTRA_DIST += $(SCREEN_TESTS) \
	%D%/ui-form-132.screen %D%/ui-form-faults.screen %D%/ui-form-filled.screen %D%/ui-list-end.screen \
	%D%/ui-long-error.screen %D%/ui-merged-132.screen %D%/ui-merged-80.screen %D%/ui-reader.screen
if HAVE_VTERM
check_PROGRAMS += screen-run
screen_run_SOURCES = %D%/run.c %D%/script.c %D%/script.h %D%/screen.c %D%/screen.h
screen_run_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS)
screen_run_LDADD = libui.a $(BASE_LIBS) $(VTERM_LIBS) -lutil
T_LOG_COMPILER = $(abs_builddir)/screen-run
TESTS += $(SCREEN_TESTS)
endif
golden-screens: $(check_PROGRAMS)
	cd $(srcdir) && GOLDEN=1 srcdir=. builddir=$(abs_builddir) $(abs_builddir)/screen-run $(SCREEN_TESTS)
