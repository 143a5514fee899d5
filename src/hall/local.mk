# what the hall keeps: each file asks the law, then changes the store in one batch
noinst_LIBRARIES += libhall.a
libhall_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
libhall_a_SOURCES = \
	%D%/hall.c %D%/hall.h %D%/own.h %D%/params.c %D%/params.h %D%/guard.c %D%/guard.h \
	%D%/init.c %D%/demo.c %D%/demo.h \
	%D%/import.c %D%/import.h %D%/audit.c %D%/audit.h %D%/chain.h %D%/staff.c %D%/staff.h \
	%D%/accept.h %D%/request.c %D%/request_json.c %D%/derive.c \
	%D%/promise.c %D%/promise_parts.h %D%/promise_person.c %D%/promise_material.c \
	%D%/accept.c %D%/accept_parts.h %D%/accept_batch.c %D%/accept_text.c %D%/accept_person.c %D%/accept_out.h \
	%D%/json_out.c %D%/json_out.h %D%/token.c %D%/token.h %D%/print_job.c %D%/print_job.h %D%/print_job_own.h %D%/print_job_act.c %D%/print_job_data.c \
	%D%/dossier.h %D%/draft.c %D%/draft.h
	%D%/json_out.c %D%/json_out.h %D%/token.c %D%/token.h %D%/print_job.c %D%/print_job.h \
	%D%/dossier.c %D%/dossier.h %D%/dossier_mask.c %D%/dossier_mask.h %D%/verify.c \
	%D%/row.c %D%/row.h %D%/find.c %D%/day.c %D%/todo.c %D%/draft.c %D%/draft.h
libhall_a_SOURCES += %D%/circuit.c %D%/circuit.h %D%/outbox.c %D%/outbox_list.c %D%/outbox.h %D%/task.c %D%/agent.c
