# screen tests: programs on a pty under libvterm, driven by scripts, compared with golden screens
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
