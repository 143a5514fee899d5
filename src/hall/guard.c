/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/guard.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/clock.h"
#include "hall/audit.h"
#include "hall/own.h"

#define MINUTE_MS ((int64_t)60000)
#define AUDIT_SLACK_MS (2 * MINUTE_MS)
#define BUILD_DAY day_from_ymd(2026, 11, 1)      /* this program did not exist before: an empty battery shows (R11) */

static enum status newest_stamp(struct hall *h, int64_t *at, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_AUDIT_NEWEST, NULL, 0, &rows, err);

	*at = st == ST_OK && rows_count(rows) ? rows_int(rows, 0, 0) : 0;
	rows_free(rows);
	return st;
}

enum status hall_clock_check(struct hall *h, struct err *err)
{
	int64_t now = clock_wall_ms(), newest, jump = (now - h->wall) - (clock_mono_ms() - h->mono);
	char a[20], b[20];
	enum status st;

	if (clock_day_of(now) < BUILD_DAY)
		return err_set(err, ST_REFUSED, "E-1070", "未受理:本机时间 %s 早于本程序的日期,可能是主板电池没电。"
			"请校准系统时间,再由督导确认。", clock_stamp(now, a));
	if ((st = newest_stamp(h, &newest, err)) != ST_OK)
		return st;
	if (newest > h->confirmed && now < newest - AUDIT_SLACK_MS)
		return err_set(err, ST_REFUSED, "E-1070", "未受理:本机时间 %s 早于已有记录的时间 %s。"
			"请校准系统时间,再由督导确认。", clock_stamp(now, a), clock_stamp(newest, b));
	if (llabs(jump) > hall_int(h, "clock.jump_minutes") * MINUTE_MS)
		return err_set(err, ST_REFUSED, "E-1070", "未受理:本机时间跳变了 %" PRId64 " 分钟(现为 %s)。"
			"请核对系统时间,再由督导确认。", jump / MINUTE_MS, clock_stamp(now, a));
	return ST_OK;
}

enum status hall_clock_confirm(struct hall *h, const struct actor *by, struct err *err)
{
	int64_t now = clock_wall_ms(), newest;
	char stamp[20];
	enum status st;

	if (strcmp(by->role, "supervisor") != 0 && strcmp(by->role, "system") != 0)
		return err_set(err, ST_DENIED, "E-4113", "只有督导可以确认系统时间。请督导来确认。");
	if (clock_day_of(now) < BUILD_DAY)
		return hall_clock_check(h, err);
	if ((st = newest_stamp(h, &newest, err)) != ST_OK)
		return st;
	clock_stamp(now, stamp);
	st = audit_note(h, by, &(struct audit_entry){ .act = "clock.confirm", .after = stamp }, err);
	if (st != ST_OK)
		return st;
	h->wall = now;
	h->mono = clock_mono_ms();
	h->confirmed = newest;
	return ST_OK;
}

enum status hall_room_check(struct hall *h, struct err *err)
{
	uint64_t least = (uint64_t)hall_int(h, "room.least_mib") << 20;
	struct statvfs room;

	if (statvfs(h->dir, &room) != 0)
		return err_set(err, ST_IO, "E-5010", "未受理:查不到磁盘剩余空间。草稿已保留。请联系管理员。");
	if (room.f_flag & ST_RDONLY)
		return err_set(err, ST_FULL, "E-5010", "磁盘只读,本件未受理、未打印,草稿可能未存。请联系管理员。");
	uint64_t left = (uint64_t)room.f_bavail * room.f_frsize;
	if (left < least)
		return err_set(err, ST_FULL, "E-5010", "磁盘只剩 %" PRIu64 " MiB(至少要 %" PRIu64 " MiB),本件未受理、未打印,"
			"草稿已保留。请清理磁盘后再按受理。", left >> 20, least >> 20);
	return ST_OK;
}
