contractdir = $(pkgdatadir)/contract
dist_contract_DATA = %D%/contract/department.md %D%/contract/task.schema.json %D%/contract/answer.schema.json \
	%D%/contract/changes.schema.json %D%/contract/error.schema.json
dist_contract_DATA += %D%/contract/calendar.schema.json

calendardir = $(pkgdatadir)/calendar
dist_calendar_DATA =
dist_calendar_DATA += %D%/calendar/2024.json
dist_calendar_DATA += %D%/calendar/2025.json
dist_calendar_DATA += %D%/calendar/2026.json
