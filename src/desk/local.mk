noinst_LIBRARIES += libdesk.a
libdesk_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS) $(SQLITE_CFLAGS) $(JANSSON_CFLAGS)
libdesk_a_SOURCES = \
	%D%/accept.c %D%/accept.h \
	%D%/accept_bundle.c \
	%D%/accept_confirm.c \
	%D%/accept_form.c \
	%D%/accept_material.c %D%/accept_scans.c %D%/accept_scans.h \
	%D%/accept_situation.c %D%/accept_situation_draw.c %D%/accept_situation_own.h \
	%D%/act_answer.c %D%/act_ask.c %D%/act_ask.h %D%/act_ask_do.c %D%/act_ask_lines.c %D%/act_ask_own.h %D%/acts.c %D%/tasks.c \
	%D%/agents.c %D%/agents.h \
	%D%/arrivals.c \
	%D%/card.c %D%/card.h %D%/clock.c \
	%D%/day.c %D%/day.h %D%/day_rows.c %D%/day_tide.c \
	%D%/commands.c %D%/commands.h %D%/commands.def \
	%D%/desk.c %D%/desk.h \
	%D%/dossier.c %D%/dossier_own.h %D%/dossier_rows.c \
	%D%/errand.c %D%/errand.h %D%/errand_new.c %D%/errand_own.h %D%/errand_rows.c %D%/errands.c %D%/errands_file.c \
	%D%/find.c \
	%D%/guide.c \
	%D%/hand.c \
	%D%/handover.c \
	%D%/home.c \
	%D%/intake.c %D%/intake.h %D%/intake_matter.c \
	%D%/intake_form.c %D%/intake_own.h %D%/intake_take.c \
	%D%/keep.c %D%/keep.h %D%/keep_ask.c %D%/keep_backups.c %D%/keep_catalogue.c %D%/keep_classes.c %D%/keep_departments.c %D%/keep_own.h %D%/keep_parameters.c %D%/keep_rows.c \
	%D%/keep_staff.c %D%/keep_windows.c \
	%D%/lock.c %D%/lock.h \
	%D%/login.c \
	%D%/outbox.c \
	%D%/papers.c \
	%D%/password.c \
	%D%/matters.c %D%/matters.h \
	%D%/preview.c %D%/preview.h \
	%D%/reading.c %D%/reading.h \
	%D%/accept_card.c %D%/accept_form_own.h \
	%D%/review.c %D%/review.h \
	%D%/rows.c %D%/rows.h \
	%D%/run.h \
	%D%/screens.h \
	%D%/sheet.c %D%/sheet.h \
	%D%/ticket.c %D%/ticket.h %D%/tickets.c \
	%D%/watch.c %D%/watch.h %D%/watch_ask.c \
	%D%/shift.c %D%/statement.c \
	%D%/stucks.c %D%/attachments.c %D%/attachments.h %D%/attachments_own.h %D%/attachments_rows.c \
	%D%/trail.c \
	%D%/words.c %D%/words.h
nodist_libdesk_a_SOURCES = %D%/screens.c %D%/keymaps.c

# the screens and the default keymap, inside the program
DESK_SCREENS = screens/accept-bundle.form screens/accept-confirm.form screens/accept-form.form \
	screens/accept-material.form screens/accept-situation.form screens/day.form screens/dossier.form screens/errand-new.form screens/find.form \
	screens/guide.form \
	screens/home.form screens/keep.form screens/list.form screens/lock.form screens/watch.form \
	screens/login.form screens/password.form
DESK_KEYMAPS = keymaps/default.keys
EXTRA_DIST += $(DESK_SCREENS) $(DESK_KEYMAPS)
CLEANFILES += %D%/screens.c %D%/keymaps.c
%D%/screens.c: $(EMBED) $(DESK_SCREENS)
	$(AM_V_GEN)$(MKDIR_P) %D% && cd $(srcdir) && LC_ALL=C $(AWK) -v table=desk_screens -f $(EMBED) $(DESK_SCREENS) \
		> $(abs_builddir)/$@.tmp && mv $(abs_builddir)/$@.tmp $(abs_builddir)/$@
%D%/keymaps.c: $(EMBED) $(DESK_KEYMAPS)
	$(AM_V_GEN)$(MKDIR_P) %D% && cd $(srcdir) && LC_ALL=C $(AWK) -v table=desk_keymaps -f $(EMBED) $(DESK_KEYMAPS) \
		> $(abs_builddir)/$@.tmp && mv $(abs_builddir)/$@.tmp $(abs_builddir)/$@
