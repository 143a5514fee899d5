# unit tests link their layer and what it may use, never one above it
include tests/unit/local.mk
include tests/unit/hall/local.mk
include tests/unit/store/local.mk
include tests/lint/queries.mk
include tests/fault/store.mk
include tests/fault/hall.mk
include tests/print/local.mk
include tests/lint/local.mk
include tests/lint/man.mk
include tests/contract/law.mk
include tests/unit/ui/local.mk
include tests/screen/local.mk
include tests/screen/desk/local.mk
include tests/setup/local.mk

# renews what tests compare with; look at `git diff` afterwards
.PHONY: golden golden-documents golden-screens
golden: golden-documents golden-screens
include tests/dispatch/local.mk
include tests/bench/local.mk
include tests/fuzz/local.mk
