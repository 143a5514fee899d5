# what makes paper: PDF and ESC/POS from a filled document, CUPS, and the agent that prints
noinst_LIBRARIES += libprint.a
libprint_a_CFLAGS = $(AM_CFLAGS) $(PANGO_CFLAGS) $(QRENCODE_CFLAGS) $(JANSSON_CFLAGS) $(CUPS_CFLAGS)
libprint_a_SOURCES =
libprint_a_SOURCES += %D%/qr.c %D%/qr.h
libprint_a_SOURCES += %D%/pdf.c %D%/pdf.h %D%/pdf_sheet.c %D%/pdf_sheet.h %D%/pdf_blocks.c
PRINT_LIBS = $(PANGO_LIBS) $(QRENCODE_LIBS) $(CUPS_LIBS)
libprint_a_SOURCES += %D%/escpos.c %D%/escpos.h
