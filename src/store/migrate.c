/* SPDX-License-Identifier: Apache-2.0 */
#include "store/migrate.h"

#include "base/fault.h"

enum status migrate_compare(const struct schema_set *set, int found, const char *where, struct err *err)
{
	if (found <= set->count)
		return ST_OK;
	return err_at(err, ST_NEWER, "E-5005", where,
		"数据由更新的程序建立(数据第%d版,本程序只识第%d版),已拒绝打开,文件未动。请安装新版程序。", found, set->count);
}

/* The migrations from `version` on, inside the transaction. */
static enum status steps_run(struct store *s, int version, struct err *err)
{
	enum status st = ST_OK;

	for (int i = version; i < s->set->count && st == ST_OK; i++) {
		if (FAULT("store.migrate-step"))
			return err_set(err, ST_IO, "E-5110", "升级数据时出错,已全部撤销。");
		st = s->backend->script(s, s->set->migrations[i].sql, err);
	}
	if (st == ST_OK)
		st = s->backend->set_version(s, s->set->count, err);
	return st;
}

enum status migrate_run(struct store *s, struct err *err)
{
	enum status st;
	int version;

	if (FAULT("store.migrate-begin"))
		return err_set(err, ST_IO, "E-5110", "升级数据时出错,数据未动。");
	if ((st = s->backend->begin(s, err)) != ST_OK)
		return st;
	st = s->backend->version(s, &version, err);
	if (st == ST_OK)
		st = migrate_compare(s->set, version, "", err);
	if (st == ST_OK && version < s->set->count)
		st = steps_run(s, version, err);
	if (st == ST_OK && FAULT("store.migrate-before-commit"))
		st = err_set(err, ST_IO, "E-5110", "升级数据时出错,已全部撤销。");
	if (st != ST_OK) {
		s->backend->rollback(s);
		return st;
	}
	if ((st = s->backend->commit(s, err)) == ST_OK && FAULT("store.migrate-after-commit"))
		st = err_set(err, ST_UNKNOWN, "E-5110", "升级结果不明,请重新启动程序。");
	return st;
}
