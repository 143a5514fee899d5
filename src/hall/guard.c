/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/guard.h"

#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/statvfs.h>

#include "base/clock.h"
#include "hall/audit.h"
#include "hall/own.h"
#include "law/staff_right.h"

#define AUDIT_SLACK_MS (2 * MINUTE_MS)
#define BUILD_DAY day_from_ymd(2026, 11, 1)      /* this program did not exist before: an empty battery shows (R11) */

/* The newest record; and what the last confirmation said: records up to `excused` may lie in the future, `confirmed_at` is
 * when that was. They stand in the store, for each window and each command opens the hall anew. */
struct stamps { int64_t newest, excused, confirmed_at; };

static enum status stamps_read(struct hall *h, struct stamps *out, struct err *err)
{
	struct rows *rows = NULL;
	enum status st = store_read(h->store, Q_CLOCK_STAMPS, NULL, 0, &rows, err);

	*out = (struct stamps){ rows_int(rows, 0, 0), rows_int(rows, 0, 1), rows_int(rows, 0, 2) };
	rows_free(rows);
	return st;
}

/* The time is right now, somebody says: jumps are measured from here. */
static void rebase(struct hall *h, const struct stamps *s)
{
	h->wall = clock_wall_ms();
	h->mono = clock_mono_ms();
	h->confirmed_at = s->confirmed_at;
}

enum status hall_clock_check(struct hall *h, struct err *err)
{
	int64_t now = clock_wall_ms(), jump;
	char a[20], b[20];
	struct stamps s;
	enum status st;

	if (clock_day_of(now) < BUILD_DAY)
		return err_set(err, ST_REFUSED, "E-1070", "未受理、未改动:本机时间 %s 早于本程序的日期,可能是主板电池没电。"
			"请先校准系统时间。", clock_stamp(now, a));
	if ((st = stamps_read(h, &s, err)) != ST_OK)
		return st;
	if (s.confirmed_at != h->confirmed_at)          /* since this hall was opened, perhaps by another process */
		rebase(h, &s);
	if (s.newest > s.excused && now < s.newest - AUDIT_SLACK_MS)
		return err_set(err, ST_REFUSED, "E-1070", "未受理、未改动:本机时间 %s 早于已有记录的时间 %s。"
			"请校准系统时间,再由督导确认(首页按 : 打 qrsj,或 yichuang clock confirm)。", clock_stamp(now, a), clock_stamp(s.newest, b));
	jump = (now - h->wall) - (clock_mono_ms() - h->mono);
	if (llabs(jump) > hall_int(h, "clock.jump_minutes") * MINUTE_MS)
		return err_set(err, ST_REFUSED, "E-1070", "未受理、未改动:本机时间跳变了 %" PRId64 " 分钟(现为 %s)。"
			"请核对系统时间,再由督导确认(首页按 : 打 qrsj,或 yichuang clock confirm)。", jump / MINUTE_MS, clock_stamp(now, a));
	return ST_OK;
}

static void meta_set(struct batch *b, const char *name, int64_t value)
{
	char text[24];

	snprintf(text, sizeof text, "%" PRId64, value);
	batch_add(b, Q_STORE_META_SET, ARGS(value_text(name), value_text(text)));
}

enum status hall_clock_confirm(struct hall *h, const struct actor *by, struct err *err)
{
	int64_t now = clock_wall_ms();
	char stamp[20];
	struct stamps s;
	struct batch *b;
	enum status st;

	if (!staff_may(by->role, RIGHT_CONFIRM_CLOCK))
		return err_set(err, ST_DENIED, "E-4113", "只有督导可以确认系统时间。请督导来确认。");
	if (clock_day_of(now) < BUILD_DAY)
		return hall_clock_check(h, err);
	if ((st = stamps_read(h, &s, err)) != ST_OK)
		return st;
	b = batch_new("clock");
	s.confirmed_at = now == s.confirmed_at ? now + 1 : now;      /* another one each time: who has the hall open sees it */
	meta_set(b, "clock.excused", s.newest);
	meta_set(b, "clock.confirmed_at", s.confirmed_at);
	clock_stamp(now, stamp);
	audit_in(h, b, by, &(struct audit_entry){ .act = "clock.confirm", .after = stamp });
	st = store_submit(h->store, b, err);
	batch_free(b);
	if (st == ST_OK)
		rebase(h, &s);
	return st;
}

enum status hall_room_check(struct hall *h, struct err *err)
{
	uint64_t least = (uint64_t)hall_int(h, "room.least_mib") << 20;
	struct statvfs room;

	if (statvfs(h->dir, &room) != 0)
		return err_set(err, ST_IO, "E-5010", "未受理:查不到磁盘剩余空间。请联系管理员。");
	if (room.f_flag & ST_RDONLY)
		return err_set(err, ST_FULL, "E-5010", "磁盘只读,本件未受理、未打印。请联系管理员。");
	uint64_t left = (uint64_t)room.f_bavail * room.f_frsize;
	if (left < least)
		return err_set(err, ST_FULL, "E-5010", "磁盘只剩 %" PRIu64 " MiB(至少要 %" PRIu64 " MiB),本件未受理、未打印。"
			"请清理磁盘后再受理。", left >> 20, least >> 20);
	return ST_OK;
}
