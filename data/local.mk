contractdir = $(pkgdatadir)/contract
dist_contract_DATA = %D%/contract/department.md %D%/contract/task.schema.json %D%/contract/answer.schema.json \
	%D%/contract/changes.schema.json %D%/contract/error.schema.json
