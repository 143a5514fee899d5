contractdir = $(pkgdatadir)/contract
dist_contract_SCRIPTS = %D%/contract/conformance.sh
dist_contract_DATA = %D%/contract/department.md %D%/contract/department.zh-CN.md \
	%D%/contract/task.schema.json %D%/contract/answer.schema.json \
	%D%/contract/changes.schema.json %D%/contract/error.schema.json
dist_contract_DATA += %D%/contract/evaluator.md %D%/contract/evaluator.zh-CN.md
dist_contract_DATA += %D%/contract/reader.md %D%/contract/reader.zh-CN.md %D%/contract/reader.schema.json
dist_contract_DATA += %D%/contract/list.schema.json %D%/contract/message.schema.json
dist_contract_DATA += %D%/contract/calendar.schema.json %D%/contract/clocks.schema.json %D%/contract/watch.schema.json %D%/contract/statement.schema.json %D%/contract/errand.schema.json
dist_contract_DATA += %D%/contract/catalogue.schema.json %D%/contract/overlay.schema.json
dist_contract_DATA += %D%/contract/scan.md %D%/contract/scan.zh-CN.md
dist_contract_DATA += %D%/contract/call.md %D%/contract/call.zh-CN.md %D%/contract/call.schema.json
dist_contract_DATA += %D%/contract/ticket.schema.json %D%/contract/window.schema.json %D%/contract/day.schema.json %D%/contract/tide.schema.json %D%/contract/caution.schema.json %D%/contract/simulate.schema.json
dist_contract_DATA += %D%/contract/accept-request.schema.json
dist_contract_DATA += %D%/contract/accept-reply.schema.json
dist_contract_DATA += %D%/contract/dossier.schema.json

calendardir = $(pkgdatadir)/calendar
dist_calendar_DATA =
dist_calendar_DATA += %D%/calendar/2024.json
dist_calendar_DATA += %D%/calendar/2025.json
dist_calendar_DATA += %D%/calendar/2026.json
dist_calendar_DATA += %D%/calendar/decree-2025.json

# the catalogue that is shipped: a hall replaces it by its own
cataloguedir = $(pkgdatadir)/catalogue
dist_catalogue_DATA =
dist_catalogue_DATA += %D%/catalogue/about.json
dist_catalogue_DATA += %D%/catalogue/departments.json
dist_catalogue_DATA += %D%/catalogue/fields.json
dist_catalogue_DATA += %D%/catalogue/materials.json
dist_catalogue_DATA += %D%/catalogue/questions.json
dist_catalogue_DATA += %D%/catalogue/roles.json
catalogueitemsdir = $(pkgdatadir)/catalogue/items
dist_catalogueitems_DATA =
dist_catalogueitems_DATA += %D%/catalogue/items/cg.json
dist_catalogueitems_DATA += %D%/catalogue/items/cl.json
dist_catalogueitems_DATA += %D%/catalogue/items/fg.json
dist_catalogueitems_DATA += %D%/catalogue/items/fy.json
dist_catalogueitems_DATA += %D%/catalogue/items/ga.json
dist_catalogueitems_DATA += %D%/catalogue/items/gd.json
dist_catalogueitems_DATA += %D%/catalogue/items/gjj.json
dist_catalogueitems_DATA += %D%/catalogue/items/gs.json
dist_catalogueitems_DATA += %D%/catalogue/items/hg.json
dist_catalogueitems_DATA += %D%/catalogue/items/jd.json
dist_catalogueitems_DATA += %D%/catalogue/items/jt.json
dist_catalogueitems_DATA += %D%/catalogue/items/jy.json
dist_catalogueitems_DATA += %D%/catalogue/items/lyj.json
dist_catalogueitems_DATA += %D%/catalogue/items/mz.json
dist_catalogueitems_DATA += %D%/catalogue/items/rl.json
dist_catalogueitems_DATA += %D%/catalogue/items/rq.json
dist_catalogueitems_DATA += %D%/catalogue/items/rs.json
dist_catalogueitems_DATA += %D%/catalogue/items/rwb.json
dist_catalogueitems_DATA += %D%/catalogue/items/scjg.json
dist_catalogueitems_DATA += %D%/catalogue/items/sl.json
dist_catalogueitems_DATA += %D%/catalogue/items/sthj.json
dist_catalogueitems_DATA += %D%/catalogue/items/sw.json
dist_catalogueitems_DATA += %D%/catalogue/items/tx.json
dist_catalogueitems_DATA += %D%/catalogue/items/tyjr.json
dist_catalogueitems_DATA += %D%/catalogue/items/wj.json
dist_catalogueitems_DATA += %D%/catalogue/items/wlgd.json
dist_catalogueitems_DATA += %D%/catalogue/items/xf.json
dist_catalogueitems_DATA += %D%/catalogue/items/xwcb.json
dist_catalogueitems_DATA += %D%/catalogue/items/yb.json
dist_catalogueitems_DATA += %D%/catalogue/items/yc.json
dist_catalogueitems_DATA += %D%/catalogue/items/yh.json
dist_catalogueitems_DATA += %D%/catalogue/items/yjgl.json
dist_catalogueitems_DATA += %D%/catalogue/items/zj.json
dist_catalogueitems_DATA += %D%/catalogue/items/zrzy.json
dist_catalogueitems_DATA += %D%/catalogue/items/zs.json
dist_catalogueitems_DATA += %D%/catalogue/items/zzb.json
cataloguebundlesdir = $(pkgdatadir)/catalogue/bundles
dist_cataloguebundles_DATA =
dist_cataloguebundles_DATA += %D%/catalogue/bundles/baozhuang.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/ershoufang.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/fucan.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/gjj-goufang.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/gongzufang.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/hunyu.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/huodong.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/jianyi-zhuxiao.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/jiuyi.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/kai-bianli.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/kai-canyin.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/kai-dangao.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/kai-shudian.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/kai-yaodian.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/kai-yunshu.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/linghuo.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/luyong.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/minfei.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/pochan.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/qiye-biangeng.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/qiye-kaiban.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/qiye-qianyi.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/ruxue.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/shangshi.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/shebaoka.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/shelu.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/shenhou.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/sheqi-bdc.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/sydw-tuixiu.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/tuixiu.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/tuiyi.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/xinshenger.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/xinyong.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/zhuanqi.json
dist_cataloguebundles_DATA += %D%/catalogue/bundles/zhuxiao.json

# what is reported upward: a hall's own exchange/ wins
exchangedir = $(pkgdatadir)/exchange
dist_exchange_DATA = %D%/exchange/tables.json %D%/exchange/codes.json
demodir = $(pkgdatadir)/demo
dist_demo_DATA = %D%/demo/hall.demo %D%/demo/accept.jsonl %D%/demo/past.demo %D%/demo/past.jsonl %D%/demo/visits.jsonl
# what is printed: a hall's own documents/ wins
documentsdir = $(pkgdatadir)/documents
dist_documents_DATA =
dist_documents_DATA += %D%/documents/acceptance-notice.doc
dist_documents_DATA += %D%/documents/guide.doc
dist_documents_DATA += %D%/documents/refusal.doc
dist_documents_DATA += %D%/documents/termination.doc
dist_documents_DATA += %D%/documents/special.doc
dist_documents_DATA += %D%/documents/extension.doc
dist_documents_DATA += %D%/documents/courier-label.doc
dist_documents_DATA += %D%/documents/denial.doc
dist_documents_DATA += %D%/documents/correction.doc
dist_documents_DATA += %D%/documents/deferral-wrong.doc
dist_documents_DATA += %D%/documents/fee-notice.doc
dist_documents_DATA += %D%/documents/delivery.doc
dist_documents_DATA += %D%/documents/completion.doc
dist_documents_DATA += %D%/documents/pickup.doc
dist_documents_DATA += %D%/documents/sheet.doc
dist_documents_DATA += %D%/documents/handover.doc
dist_documents_DATA += %D%/documents/shift.doc
dist_documents_DATA += %D%/documents/statement.doc
dist_documents_DATA += %D%/documents/errand-accept.doc %D%/documents/errand-mandate.doc %D%/documents/errand-pause.doc
dist_documents_DATA += %D%/documents/errand-resume.doc %D%/documents/errand-end.doc %D%/documents/authority.doc
dist_documents_DATA += %D%/documents/ticket.doc
dist_documents_DATA += %D%/documents/deferral-notice.doc
dist_documents_DATA += %D%/documents/deferral-promise.doc %D%/documents/pledge.doc
dist_documents_DATA += %D%/documents/materials.doc
dist_documents_DATA += %D%/documents/notice.doc
dist_documents_DATA += %D%/documents/receipt.doc

# the manual; tests/lint/man.sh compares it with the programs
dist_man_MANS += %D%/man/yichuang.1
dist_man_MANS += %D%/man/yichuang.conf.5 %D%/man/yichuang-keymap.5 %D%/man/yichuang-screen.5 %D%/man/yichuang-catalogue.5
dist_man_MANS += %D%/man/yichuang-document.5
dist_man_MANS += %D%/man/yichuang-dispatch.8 %D%/man/yichuang-print.8 %D%/man/yichuang-department.8
zhman1dir = $(mandir)/zh_CN/man1
dist_zhman1_DATA = %D%/man/zh_CN/yichuang.1

# to read: what the built-in keymaps look like
exampleskeymapsdir = $(docdir)/examples/keymaps
dist_exampleskeymaps_DATA = keymaps/default.keys keymaps/widgets.keys keymaps/numpad.keys keymaps/vi.keys

# services for halls whose agents outlive the desk, and completion for the shell
systemdunitdir = $(prefix)/lib/systemd/system
nodist_systemdunit_DATA = %D%/systemd/yichuang-dispatch.service %D%/systemd/yichuang-print.service \
	%D%/systemd/yichuang-rating.service %D%/systemd/yichuang-call.service
# how Debian packages it
EXTRA_DIST += debian/README.Debian debian/changelog debian/control debian/copyright debian/rules debian/source/format \
	debian/yichuang.dirs debian/yichuang.docs debian/yichuang.sysusers debian/yichuang.tmpfiles
EXTRA_DIST += %D%/systemd/yichuang-dispatch.service.in %D%/systemd/yichuang-print.service.in %D%/systemd/yichuang-rating.service.in \
	%D%/systemd/yichuang-call.service.in
CLEANFILES += $(nodist_systemdunit_DATA)
$(nodist_systemdunit_DATA): %D%/systemd/%.service: %D%/systemd/%.service.in Makefile
	$(AM_V_GEN)$(MKDIR_P) %D%/systemd && $(SED) 's|@bindir[@]|$(bindir)|g; s|@localstatedir[@]|$(localstatedir)|g' \
		$(srcdir)/%D%/systemd/$*.service.in >$@.tmp && mv $@.tmp $@
completiondir = $(datadir)/bash-completion/completions
dist_completion_DATA = %D%/completion/yichuang
install-data-hook:
	cd $(DESTDIR)$(completiondir) && for agent in dispatch print department; do ln -sf yichuang yichuang-$$agent || exit 1; done
uninstall-hook:
	cd $(DESTDIR)$(completiondir) && rm -f yichuang-dispatch yichuang-print yichuang-department
