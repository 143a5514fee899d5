# ui without a terminal
if HAVE_CMOCKA
check_PROGRAMS += unit-loop
TESTS += unit-loop
unit_loop_SOURCES = %D%/test_loop.c
unit_loop_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_loop_LDADD = $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-key-reader
TESTS += unit-key-reader
unit_key_reader_SOURCES = %D%/test_key_reader.c
unit_key_reader_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_key_reader_LDADD = libui.a $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-keymap
TESTS += unit-keymap
unit_keymap_SOURCES = %D%/test_keymap.c
unit_keymap_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_keymap_LDADD = libui.a $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-editor
TESTS += unit-editor
unit_editor_SOURCES = %D%/test_editor.c
unit_editor_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_editor_LDADD = libui.a $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-picture
TESTS += unit-picture
unit_picture_SOURCES = %D%/test_picture.c
unit_picture_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_picture_LDADD = $(UI_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-values
TESTS += unit-values
unit_values_SOURCES = %D%/test_values.c
unit_values_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_values_LDADD = $(UI_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
check_PROGRAMS += unit-list
TESTS += unit-list
unit_list_SOURCES = %D%/test_list.c
unit_list_CFLAGS = $(AM_CFLAGS) $(CMOCKA_CFLAGS)
unit_list_LDADD = $(UI_LIBS) $(BASE_LIBS) $(CMOCKA_LIBS)
endif
