# what the hall keeps: each file asks the law, then changes the store in one batch
noinst_LIBRARIES += libhall.a
libhall_a_CFLAGS = $(AM_CFLAGS) $(JANSSON_CFLAGS)
libhall_a_SOURCES = %D%/hall.c %D%/hall.h %D%/own.h
libhall_a_SOURCES += %D%/params.c %D%/params.h
libhall_a_SOURCES += %D%/parameter.c
libhall_a_SOURCES += %D%/card_reader.c %D%/card_reader.h
libhall_a_SOURCES += %D%/guard.c %D%/guard.h
libhall_a_SOURCES += %D%/init.c %D%/demo.c %D%/demo.h %D%/demo_past.c %D%/demo_own.h %D%/demo_lively.c %D%/demo_queue.c %D%/demo_dossier.c %D%/demo_calm.c \
	%D%/demo_errand.c %D%/demo_visit.c
libhall_a_SOURCES += %D%/import.c %D%/import.h %D%/edition.c %D%/edition.h %D%/touched.c %D%/calendar.c
libhall_a_SOURCES += %D%/audit.c %D%/audit.h %D%/chain.h %D%/trail.c %D%/trail.h
libhall_a_SOURCES += %D%/queue_day.c %D%/queue_day.h %D%/queue_day_own.h %D%/queue_day_window.c %D%/queue_day_tide.c \
	%D%/queue_day_list.c %D%/queue_day_json.c %D%/tide.c %D%/tide.h %D%/queue_replay.c %D%/queue_replay.h
libhall_a_SOURCES += %D%/rating.c %D%/rating.h %D%/rating_own.h %D%/rating_write.h %D%/rating_device.c %D%/rating_case.c
libhall_a_SOURCES += %D%/rating_sums.c
libhall_a_SOURCES += %D%/staff.c %D%/staff.h %D%/staff_admin.c %D%/window.c
libhall_a_SOURCES += %D%/export.c %D%/export.h %D%/export_act.c %D%/export_event.c \
	%D%/export_own.h %D%/export_record.c %D%/export_record.h %D%/export_register.c
libhall_a_SOURCES += %D%/accept.h %D%/request.c %D%/request_label.c %D%/request_read.c %D%/request_write.c %D%/derive.c
libhall_a_SOURCES += %D%/promise.c %D%/promise_parts.h %D%/promise_person.c %D%/promise_sense.c %D%/promise_material.c
libhall_a_SOURCES += %D%/accept.c %D%/accept_parts.h %D%/accept_batch.c %D%/accept_rows.c %D%/accept_names.c
libhall_a_SOURCES += %D%/taken.c %D%/taken.h
libhall_a_SOURCES += %D%/continued.c %D%/continued.h
libhall_a_SOURCES += %D%/amend.c %D%/revoked.c %D%/revoked.h
libhall_a_SOURCES += %D%/accept_text.c %D%/accept_person.c %D%/accept_out.h %D%/json_out.c %D%/json_out.h
libhall_a_SOURCES += %D%/dossier.c %D%/dossier.h %D%/dossier_mask.c %D%/dossier_mask.h %D%/verify.c
libhall_a_SOURCES += %D%/ticket.c %D%/ticket.h %D%/ticket_own.h %D%/ticket_act.c %D%/ticket_take.c %D%/ticket_window.c %D%/ticket_json.c %D%/ticket_slip.c
libhall_a_SOURCES += %D%/token.c %D%/token.h %D%/ends.c %D%/row.c %D%/row.h %D%/find.c %D%/day.c %D%/todo.c
libhall_a_SOURCES += %D%/draft.c %D%/draft.h
libhall_a_SOURCES += %D%/print_job.c %D%/print_job.h %D%/print_job_own.h %D%/print_job_act.c %D%/print_job_data.c %D%/printer.c %D%/printer.h %D%/print_outlook.c %D%/print_outlook.h
libhall_a_SOURCES += %D%/paper.c %D%/paper.h %D%/sheet.c %D%/sheet.h %D%/sheet_own.h %D%/guide.c %D%/handover.c %D%/handover_slip.c %D%/handover.h %D%/paper_order.c %D%/paper_order.h %D%/specimen.c %D%/specimen.h
libhall_a_SOURCES += %D%/circuit.c %D%/circuit.h %D%/outbox.c %D%/outbox_list.c %D%/outbox.h %D%/task.c %D%/agent.c
libhall_a_SOURCES += %D%/reconcile.c %D%/reconcile.h %D%/difference.c
libhall_a_SOURCES += %D%/clock.c %D%/clock.h %D%/clock_own.h %D%/clock_book.c %D%/clock_extend.c %D%/clock_read.c %D%/clock_json.c %D%/clock_turn.c
libhall_a_SOURCES += %D%/expired.c %D%/expired.h %D%/watch.c %D%/watch.h
libhall_a_SOURCES += %D%/follow.c %D%/follow.h %D%/result.c %D%/result.h
libhall_a_SOURCES += %D%/act.c %D%/act.h %D%/act_parts.h %D%/act_args.c %D%/act_check.c %D%/act_after.c %D%/accept_refuse.c %D%/act_at_once.c %D%/department_work.c %D%/department_work.h %D%/dossier_department.c %D%/act_paper.c %D%/act_document.c %D%/act_proposal.c %D%/act_message.c %D%/act_message.h
libhall_a_SOURCES += %D%/act_dossier.c %D%/act_task.c %D%/act_together.c %D%/act_receiver.c %D%/act_agent.c %D%/act_list.c
libhall_a_SOURCES += %D%/errand.c %D%/errand.h %D%/errand_own.h %D%/errand_rules.c %D%/errand_read.c %D%/errand_paper.c %D%/errand_paper.h %D%/errand_draft.c %D%/errand_draft.h %D%/errand_file.c %D%/errand_file.h
libhall_a_SOURCES += %D%/attachment.c %D%/attachment.h %D%/attachment_file.c %D%/attachment_own.h %D%/attachment_sent.c %D%/draft_attachment.c %D%/draft_attachment.h %D%/scan_box.c %D%/scan_box.h
libhall_a_SOURCES += %D%/backup.c %D%/backup.h %D%/backup_own.h %D%/backup_check.c %D%/backup_keep.c %D%/backup_restore.c
libhall_a_SOURCES += %D%/stuck.c %D%/stuck.h
libhall_a_SOURCES += %D%/caution.c %D%/caution.h %D%/caution_turn.c
libhall_a_SOURCES += %D%/hand.c %D%/hand.h %D%/accept_hand.c %D%/accept_files.c
libhall_a_SOURCES += %D%/hand.c %D%/hand.h %D%/accept_hand.c
libhall_a_SOURCES += %D%/arrival.c %D%/arrival.h
libhall_a_SOURCES += %D%/shift.c %D%/shift.h %D%/shift_sheet.c %D%/draft_give.c
libhall_a_SOURCES += %D%/statement.c %D%/statement.h %D%/statement_own.h %D%/statement_read.c %D%/statement_out.c %D%/statement_sheet.c \
	%D%/statement_spread.c
