noinst_LIBRARIES += libui.a
libui_a_CFLAGS = $(AM_CFLAGS) $(CURSES_CFLAGS)
libui_a_SOURCES = \
	%D%/ui.c %D%/ui.h %D%/engine.h %D%/serve.c %D%/view.c %D%/view.h %D%/widget.h %D%/source.c %D%/keybar.c %D%/line.c \
	%D%/term.c %D%/term.h %D%/key.c %D%/key.h %D%/key_reader.c %D%/key_reader.h %D%/keymap.c %D%/keymap.h \
	%D%/command.c %D%/command.h %D%/draw.c %D%/draw.h %D%/draw_private.h %D%/canvas.c %D%/canvas.h %D%/pen.c %D%/pen.h \
	%D%/wrap.c %D%/wrap.h %D%/plot.c %D%/plot.h \
	%D%/message.c %D%/message.h %D%/prompt.c %D%/prompt.h %D%/help.c %D%/help.h %D%/scroll.c %D%/scroll.h \
	%D%/editor.c %D%/editor.h %D%/list.c %D%/list.h %D%/list_private.h %D%/list_filter.c %D%/list_draw.c \
	%D%/picture.c %D%/picture.h %D%/picture_private.h %D%/picture_read.c \
	%D%/form.c %D%/form.h %D%/form_private.h %D%/form_build.c %D%/form_check.c %D%/form_keys.c %D%/form_paste.c %D%/form_lib.c %D%/form_draw.c
nodist_libui_a_SOURCES = %D%/keymaps.c
UI_LIBS = libui.a $(CURSES_LIBS)

# the keymaps of the forms machine, inside the program
UI_KEYMAPS = keymaps/widgets.keys keymaps/numpad.keys keymaps/vi.keys
EMBED = build-aux/embed.awk
EXTRA_DIST += $(EMBED) $(UI_KEYMAPS)
CLEANFILES += %D%/keymaps.c
%D%/keymaps.c: $(EMBED) $(UI_KEYMAPS)
	$(AM_V_GEN)$(MKDIR_P) %D% && cd $(srcdir) && LC_ALL=C $(AWK) -v table=ui_keymaps -f $(EMBED) $(UI_KEYMAPS) \
		> $(abs_builddir)/$@.tmp && mv $(abs_builddir)/$@.tmp $(abs_builddir)/$@
