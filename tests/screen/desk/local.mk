# the desk itself through a pseudo-terminal, in a demonstration hall whose clock stands still (desk-under-test.c)
check_PROGRAMS += desk-under-test
desk_under_test_SOURCES = %D%/desk-under-test.c
desk_under_test_LDFLAGS = $(AM_LDFLAGS) -Wl,--wrap=crypto_random -Wl,--wrap=crypto_uuid
desk_under_test_LDADD = libdesk.a $(UI_LIBS) libhall.a libstore.a liblaw.a $(BASE_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS)

# what the agents write, from another process
check_PROGRAMS += desk-news
desk_news_SOURCES = %D%/desk-news.c
desk_news_LDADD = libhall.a libstore.a liblaw.a $(BASE_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS)

# the table of role and command
check_PROGRAMS += desk-roles
desk_roles_SOURCES = %D%/desk-roles.c
desk_roles_LDADD = liblaw.a libbase.a
dist_check_SCRIPTS += %D%/roles.sh
EXTRA_DIST += %D%/roles.table

# each script copies this hall, for making one takes a second of password hashes
DESK_HALL = %D%/hall.stamp
$(DESK_HALL): desk-under-test$(EXEEXT) $(dist_demo_DATA) $(dist_calendar_DATA) \
		$(dist_catalogue_DATA) $(dist_catalogueitems_DATA) $(dist_cataloguebundles_DATA)
	$(AM_V_GEN)rm -rf $(@D)/hall && $(MKDIR_P) $(@D) && LC_ALL=C.UTF-8 TZ=Asia/Shanghai \
		YICHUANG_DATADIR=$(abs_top_srcdir)/data ./desk-under-test --make $(@D)/hall && touch $@
clean-local: clean-desk-hall
.PHONY: clean-desk-hall
clean-desk-hall:
	rm -rf $(builddir)/%D%/hall $(DESK_HALL)

# one a line: whoever adds a test adds a line
DESK_SCREEN_TESTS = \
	%D%/accept.t \
	%D%/acts.t \
	%D%/agent.t \
	%D%/ahead.t \
	%D%/arrivals.t \
	%D%/at-once.t \
	%D%/attachment.t \
	%D%/authority.t \
	%D%/bundle.t \
	%D%/bundles.t \
	%D%/choices.t \
	%D%/clock-back.t \
	%D%/clocks.t \
	%D%/company.t \
	%D%/confirm.t \
	%D%/continue.t \
	%D%/correction.t \
	%D%/day.t \
	%D%/dossier.t \
	%D%/draft-attachment-continue.t \
	%D%/draft-attachment.t \
	%D%/draft.t \
	%D%/edition.t \
	%D%/errand-draft.t \
	%D%/errand-file.t \
	%D%/errand.t \
	%D%/find.t \
	%D%/form.t \
	%D%/guide-moves.t \
	%D%/guide.t \
	%D%/hand.t \
	%D%/handover.t \
	%D%/help.t \
	%D%/home.t \
	%D%/issue.t \
	%D%/items.t \
	%D%/keep-catalogue.t \
	%D%/keep.t \
	%D%/leave.t \
	%D%/lock.t \
	%D%/login.t \
	%D%/material.t \
	%D%/moving.t \
	%D%/names.t \
	%D%/outbox.t \
	%D%/password.t \
	%D%/pledge.t \
	%D%/proposal.t \
	%D%/reader.t \
	%D%/readme.t \
	%D%/refuse.t \
	%D%/resize.t \
	%D%/reveal-lock.t \
	%D%/reveal.t \
	%D%/revoke.t \
	%D%/rule.t \
	%D%/sense.t \
	%D%/served.t \
	%D%/shared.t \
	%D%/sheet.t \
	%D%/shift-moves.t \
	%D%/shift.t \
	%D%/situation.t \
	%D%/statement.t \
	%D%/status.t \
	%D%/stuck.t \
	%D%/tasks.t \
	%D%/ticket.t \
	%D%/trail.t \
	%D%/unknown.t \
	%D%/watch.t
EXTRA_DIST += $(DESK_SCREEN_TESTS) %D%/account-closed.inc %D%/agent.inc %D%/eatery.inc %D%/errand-new.inc %D%/login.inc %D%/newborn-notice.inc %D%/newborn-rest.inc \
	%D%/newborn.inc \
	%D%/acts-132.screen \
	%D%/acts-done.screen \
	%D%/acts.screen \
	%D%/agent-confirm.screen \
	%D%/arrivals-wrong.screen \
	%D%/arrivals.screen \
	%D%/ascii-confirm.screen \
	%D%/ascii-home.screen \
	%D%/ascii-situation.screen \
	%D%/at-once-done.screen \
	%D%/at-once.screen \
	%D%/attachments-132.screen \
	%D%/attachments-dossier.screen \
	%D%/attachments-kept.screen \
	%D%/attachments.screen \
	%D%/authority-over.screen \
	%D%/bundle-132.screen \
	%D%/bundle-canyin.screen \
	%D%/bundle-xse.screen \
	%D%/bundle.screen \
	%D%/choices-132.screen \
	%D%/clock-back.screen \
	%D%/clocks-132.screen \
	%D%/clocks-days.screen \
	%D%/clocks.screen \
	%D%/company.screen \
	%D%/confirm-132.screen \
	%D%/confirm-deferred.screen \
	%D%/confirm-explain.screen \
	%D%/confirm-problems.screen \
	%D%/confirm.screen \
	%D%/continue-accepted.screen \
	%D%/continue-corrected.screen \
	%D%/continue-received.screen \
	%D%/correction.screen \
	%D%/day-132.screen \
	%D%/day-ascii.screen \
	%D%/day-decisions.screen \
	%D%/day-empty.screen \
	%D%/day-explain.screen \
	%D%/day-replay.screen \
	%D%/day.screen \
	%D%/dossier-132.screen \
	%D%/dossier-deferred.screen \
	%D%/dossier-new.screen \
	%D%/dossier-notice.screen \
	%D%/dossier-papers.screen \
	%D%/dossier-received.screen \
	%D%/dossier-reprint.screen \
	%D%/draft-attachments.screen \
	%D%/draft-attachments-132.screen \
	%D%/draft-attachments-continue.screen \
	%D%/draft-attachments-material.screen \
	%D%/draft-attachments-material-132.screen \
	%D%/draft-elsewhere.screen \
	%D%/draft-lost.screen \
	%D%/edition-draft.screen \
	%D%/edition-gone.screen \
	%D%/edition.screen \
	%D%/errand-132.screen \
	%D%/errand-draft-confirm.screen \
	%D%/errand-draft-form.screen \
	%D%/errand-draft-home.screen \
	%D%/errand-new.screen \
	%D%/errand.screen \
	%D%/errands-132.screen \
	%D%/errands-rates.screen \
	%D%/errands.screen \
	%D%/find-empty.screen \
	%D%/find-name.screen \
	%D%/find-tail.screen \
	%D%/form-132.screen \
	%D%/form-agent.screen \
	%D%/form-derived.screen \
	%D%/form-empty.screen \
	%D%/form-page2.screen \
	%D%/form-sent.screen \
	%D%/form-wrong-id.screen \
	%D%/guide-answered.screen \
	%D%/guide-item-132.screen \
	%D%/guide-list.screen \
	%D%/guide-order.screen \
	%D%/guide-sample.screen \
	%D%/guide.screen \
	%D%/hand-132.screen \
	%D%/hand.screen \
	%D%/handover-132.screen \
	%D%/handover-none.screen \
	%D%/handover-papers.screen \
	%D%/handover.screen \
	%D%/help-home.screen \
	%D%/help-situation.screen \
	%D%/home-called.screen \
	%D%/home-draft.screen \
	%D%/home-empty.screen \
	%D%/home-paused.screen \
	%D%/home-queue-132.screen \
	%D%/home-queue.screen \
	%D%/home-shared.screen \
	%D%/home-three.screen \
	%D%/issue-home-132.screen \
	%D%/issue-home.screen \
	%D%/issue-refused.screen \
	%D%/issue-said.screen \
	%D%/issue-together.screen \
	%D%/items-bundle.screen \
	%D%/items-situation.screen \
	%D%/items-split.screen \
	%D%/items.screen \
	%D%/keep-catalogue-132.screen \
	%D%/keep-catalogue.screen \
	%D%/keep-classes.screen \
	%D%/keep-departments.screen \
	%D%/keep-help.screen \
	%D%/keep-parameters-132.screen \
	%D%/keep-parameters.screen \
	%D%/keep-secadm.screen \
	%D%/keep-staff.screen \
	%D%/keep-windows.screen \
	%D%/lock.screen \
	%D%/login-locked.screen \
	%D%/login-wrong.screen \
	%D%/login.screen \
	%D%/material-132.screen \
	%D%/material-defects.screen \
	%D%/material-defer.screen \
	%D%/material-done.screen \
	%D%/material.screen \
	%D%/outbox-differences-132.screen \
	%D%/outbox-differences.screen \
	%D%/outbox-words.screen \
	%D%/outbox.screen \
	%D%/papers-132.screen \
	%D%/papers.screen \
	%D%/password-differs.screen \
	%D%/password-first.screen \
	%D%/password.screen \
	%D%/preview-deferral-notice.screen \
	%D%/preview-materials.screen \
	%D%/preview-promise.screen \
	%D%/proposal-home.screen \
	%D%/proposal-read.screen \
	%D%/proposal-sure.screen \
	%D%/proposal.screen \
	%D%/reader-132.screen \
	%D%/reader-bridge.sh \
	%D%/reader-differs.screen \
	%D%/reader-errand.screen \
	%D%/reader-expired.screen \
	%D%/reader-filled.screen \
	%D%/reader-issue.screen \
	%D%/reader-waiting.screen \
	%D%/readme-material.screen \
	%D%/readme-situation.screen \
	%D%/refuse.screen \
	%D%/resize-form.screen \
	%D%/reveal-over.screen \
	%D%/reveal.screen \
	%D%/revoke-acts.screen \
	%D%/revoke-powers.screen \
	%D%/revoke-wrong.screen \
	%D%/served-day.screen \
	%D%/served-paused.screen \
	%D%/sheet-132.screen \
	%D%/sheet-open.screen \
	%D%/sheet-paper.screen \
	%D%/sheet.screen \
	%D%/shift-132.screen \
	%D%/shift-sheet.screen \
	%D%/shift.screen \
	%D%/situation-132.screen \
	%D%/situation-half.screen \
	%D%/situation-referral.screen \
	%D%/situation-unticked.screen \
	%D%/situation.screen \
	%D%/specimen.screen \
	%D%/statement-132.screen \
	%D%/statement-apart-132.screen \
	%D%/statement-apart.screen \
	%D%/statement-failed.screen \
	%D%/statement-paper.screen \
	%D%/statement.screen \
	%D%/stuck-132.screen \
	%D%/stuck-own.screen \
	%D%/stuck.screen \
	%D%/tasks-132.screen \
	%D%/tasks-acts.screen \
	%D%/tasks-dossier.screen \
	%D%/tasks.screen \
	%D%/tickets-132.screen \
	%D%/tickets-help.screen \
	%D%/tickets.screen \
	%D%/trail-help.screen \
	%D%/trail.screen \
	%D%/unknown.screen \
	%D%/watch-calls.screen \
	%D%/watch-cautions-132.screen \
	%D%/watch-cautions.screen \
	%D%/watch-expired-132.screen \
	%D%/watch-expired.screen \
	%D%/watch-help.screen \
	%D%/watch-late.screen \
	%D%/watch-ratings.screen
if HAVE_VTERM
check_DATA = $(DESK_HALL)
check_PROGRAMS += screen-drafts
TESTS += screen-drafts
screen_drafts_SOURCES = %D%/drafts.c tests/screen/script.c tests/screen/script.h tests/screen/screen.c tests/screen/screen.h
screen_drafts_CFLAGS = $(AM_CFLAGS) $(VTERM_CFLAGS) $(SQLITE_CFLAGS)
screen_drafts_LDADD = libui.a libhall.a libstore.a liblaw.a $(BASE_LIBS) $(SQLITE_LIBS) $(JANSSON_LIBS) $(VTERM_LIBS) -lutil
TESTS += $(DESK_SCREEN_TESTS) %D%/roles.sh
endif
.PHONY: golden-desk
golden: golden-desk
golden-desk: screen-run desk-under-test $(DESK_HALL)
	cd $(srcdir) && GOLDEN=1 srcdir=. builddir=$(abs_builddir) $(abs_builddir)/screen-run $(DESK_SCREEN_TESTS)

# the pictures of the READMEs: golden screens, drawn. Each is drawn anew when its screen changed (SCREENSHOTS says which
# one it shows), so that another version of a font changes no picture; tests/lint/readme.sh compares.
EXTRA_DIST += doc/SCREENSHOTS doc/material.png doc/situation.png
if HAVE_VTERM
check_PROGRAMS += screen-picture
screen_picture_SOURCES = tests/screen/picture.c
screen_picture_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS)
screen_picture_LDADD = $(BASE_LIBS) $(PANGO_LIBS)
endif
.PHONY: screenshots
screenshots: screen-run screen-picture desk-under-test $(DESK_HALL)
	$(AM_V_at)srcdir=$(srcdir) builddir=$(abs_builddir) $(abs_builddir)/screen-run $(srcdir)/%D%/readme.t
	$(AM_V_at)sh $(srcdir)/tests/screen/screenshots.sh $(srcdir) $(abs_builddir)/screen-picture
EXTRA_DIST += tests/screen/screenshots.sh
