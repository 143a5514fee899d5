/* SPDX-License-Identifier: Apache-2.0 */
#include <stdio.h>
#include <string.h>

#include "base/clock.h"
#include "desk/commands.h"
#include "desk/desk.h"
#include "hall/guard.h"
#include "ui/prompt.h"

/* A supervisor's word for the time (R11), where it is wanted: beside the clerk whose screen has just refused to accept. */

static void answered(void *ctx, const char *answer)
{
	struct desk *d = ctx;
	struct err err;

	if (!answer || strcmp(answer, "yes") != 0)
		message_say(d->ui, "没有确认;请先校准系统时间");
	else if (hall_clock_confirm(d->hall, &d->actor, &err) != ST_OK || hall_clock_check(d->hall, &err) != ST_OK)
		desk_fail(d, &err);
	else
		message_say(d->ui, "已确认本机时间,全大厅可以接着受理");
	ui_changed(d->ui);
}

enum command_answer cmd_clock_confirm(void *app, const struct call *call)
{
	char stamp[20], label[80];

	snprintf(label, sizeof label, "本机时间 %s,和实际一致?", clock_stamp(clock_wall_ms(), stamp));
	prompt_confirm(call->ui, label, answered, app);
	return COMMAND_DONE;
}
