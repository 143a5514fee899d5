/* SPDX-License-Identifier: Apache-2.0 */
#include "command/actor.h"

#include <pwd.h>
#include <stdio.h>
#include <string.h>
#include <unistd.h>

#include "command/ask.h"
#include "command/command.h"
#include "hall/staff.h"

/* A daemon's child, or a container, has none: 4294967295. */
static uid_t logged_in(void)
{
	FILE *f = fopen("/proc/self/loginuid", "re");
	char text[24] = "";
	long uid;

	if (f) {
		if (!fgets(text, sizeof text, f))
			text[0] = '\0';
		fclose(f);
	}
	return command_number(text, 0, 4294967294L, &uid) ? (uid_t)uid : getuid();
}

enum status command_actor(struct hall *h, const char *window, struct actor *out, struct err *err)
{
	enum status st = staff_system(h, window, out, err);
	uid_t uid = logged_in();
	struct passwd *who = getpwuid(uid);
	char login[sizeof out->login];

	if (st != ST_OK)
		return st;
	if (who)
		snprintf(login, sizeof login, "%.6s:%.32s", out->login, who->pw_name);
	else
		snprintf(login, sizeof login, "%.6s:%lu", out->login, (unsigned long)uid);
	memcpy(out->login, login, sizeof login);
	return ST_OK;
}

enum status command_person(struct hall *h, const char *login, const char *password_fd, struct actor *out, struct err *err)
{
	char password[ASK_ROOM];
	enum status st = ask_own_password(password_fd, password, err);

	if (st == ST_OK)
		st = staff_login(h, login, password, "", out, err);
	explicit_bzero(password, sizeof password);
	return st == ST_OK && out->must_change ? err_set(err, ST_DENIED, "E-1119", "这个账号要先改口令。请在窗口工作台上登录改了再来。没有改动。") : st;
}
