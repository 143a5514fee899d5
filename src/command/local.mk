# the subcommands of yichuang: one file each, and a line in COMMANDS of command.h
noinst_LIBRARIES += libcommand.a
libcommand_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
libcommand_a_SOURCES = %D%/command.h
libcommand_a_SOURCES += %D%/main.c
libcommand_a_SOURCES += %D%/options.c
libcommand_a_SOURCES += %D%/table.c
libcommand_a_SOURCES += %D%/due.c
libcommand_a_SOURCES += %D%/id.c
libcommand_a_SOURCES += %D%/catalogue.c %D%/catalogue.h
libcommand_a_SOURCES += %D%/catalogue_show.c
libcommand_a_SOURCES += %D%/catalogue_json.c
