# what makes paper: CUPS and the agent that prints; and the drawer of PDF and ESC/POS from a filled document
noinst_LIBRARIES += libprint.a libdraw.a
libprint_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
libprint_a_SOURCES =
libprint_a_SOURCES += %D%/cups.c %D%/cups.h %D%/cups_own.h %D%/cups_look.c %D%/reason.c %D%/words.c %D%/words.h
libprint_a_SOURCES += %D%/render.c %D%/render.h %D%/drawing.h
libprint_a_SOURCES += %D%/agent.c %D%/agent.h %D%/own.h %D%/follow.c %D%/say.c
libprint_a_SOURCES += %D%/backend.c %D%/queue.c %D%/filed.c %D%/direct.c
libprint_a_SOURCES += %D%/line.c %D%/line.h %D%/wire.c %D%/wire.h %D%/escpos_status.c %D%/escpos_status.h
PRINT_LIBS = $(CUPS_LIBS)

PRINT_AGENT_LIBS = libprint.a libhall.a liblaw.a libstore.a $(BASE_LIBS) $(JANSSON_LIBS) $(SQLITE_LIBS) $(PRINT_LIBS)
bin_PROGRAMS += yichuang-print
yichuang_print_SOURCES = %D%/main.c
yichuang_print_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
yichuang_print_LDADD = $(PRINT_AGENT_LIBS)

libdraw_a_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS) $(QRENCODE_CFLAGS) $(JANSSON_CFLAGS)
libdraw_a_SOURCES = %D%/qr.c %D%/qr.h %D%/escpos.c %D%/escpos.h
libdraw_a_SOURCES += %D%/pdf.c %D%/pdf.h %D%/pdf_sheet.c %D%/pdf_sheet.h %D%/pdf_blocks.c %D%/pdf_chart.c
DRAW_LIBS = libdraw.a liblaw.a $(BASE_LIBS) $(JANSSON_LIBS) $(PANGO_LIBS) $(QRENCODE_LIBS) -lm
pkglibexec_PROGRAMS += yichuang-draw
yichuang_draw_SOURCES = %D%/draw.c %D%/drawing.h
yichuang_draw_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
yichuang_draw_LDADD = $(DRAW_LIBS)
