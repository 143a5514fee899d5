/* SPDX-License-Identifier: Apache-2.0 */
#include "hall/printer.h"

#include <arpa/inet.h>
#include <ctype.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "base/mem.h"

#define RAW_PORT 9100                   /* what network printers listen on for bytes as they are */

static const char *const languages[PRINTER_LANGUAGES] = { [LANGUAGE_ESCPOS] = "escpos", [LANGUAGE_PDF] = "pdf", [LANGUAGE_PS] = "ps" };

static enum status refuse(struct err *err, const char *text, const char *why)
{
	return err_at(err, ST_REFUSED, "E-5329", "printer", "打印机地址“%.60s”不能用:%s。可写 CUPS 队列名、tcp://IP地址:9100、"
		"usb:///dev/usb/lp0 或 file:///大厅里的文件夹。", text, why);
}

static enum status tcp(const char *text, const char *rest, struct printer_place *p, struct err *err)
{
	const char *colon = strrchr(rest, ':'), *host = rest, *end = rest + strlen(rest);
	struct in6_addr six;
	struct in_addr four;
	char *stop;

	p->port = RAW_PORT;
	if (*rest == '[' && (end = strchr(rest, ']')) != NULL) {
		host = rest + 1;
		colon = end[1] == ':' ? end + 1 : NULL;
		if (end[1] && !colon)
			return refuse(err, text, "“]”后面只能是“:端口”");
	} else if (colon) {
		end = colon;
	}
	if (colon) {
		long port = isdigit((unsigned char)colon[1]) ? strtol(colon + 1, &stop, 10) : 0;

		if (port < 1 || port > 65535 || *stop)
			return refuse(err, text, "端口应为 1 至 65535 的数");
		p->port = (unsigned short)port;
	}
	snprintf(p->name, sizeof p->name, "%.*s", end ? (int)(end - host) : 0, host);
	if (inet_pton(AF_INET, p->name, &four) != 1 && inet_pton(AF_INET6, p->name, &six) != 1)
		return refuse(err, text, "tcp:// 后面要写打印机的 IP 地址(打印机自检页上有),不能写名字");
	return ST_OK;
}

static enum status usb(const char *text, const char *rest, struct printer_place *p, struct err *err)
{
	static const char folder[] = "/dev/usb/lp";
	const char *digits = rest + sizeof folder - 1;

	if (strncmp(rest, folder, sizeof folder - 1) != 0 || !*digits || strlen(digits) > 3 || strspn(digits, "0123456789") != strlen(digits))
		return refuse(err, text, "USB 打印机只能是 /dev/usb/lp0、/dev/usb/lp1……");
	snprintf(p->name, sizeof p->name, "%s", rest);
	return ST_OK;
}

/* The real path of the folder, or of the one that it is to be made in; owned, NULL: neither is there. */
static char *real_folder(const char *path)
{
	char *real = realpath(path, NULL), *parent, *slash;

	if (real)
		return real;
	parent = mem_text(path);
	slash = strrchr(parent, '/');
	if (slash && slash != parent) {
		*slash = '\0';
		real = realpath(parent, NULL);
	}
	free(parent);
	return real;
}

static enum status file(const char *hall_dir, const char *text, const char *rest, struct printer_place *p, struct err *err)
{
	char *hall = realpath(hall_dir, NULL), *folder = *rest == '/' && !strstr(rest, "/../") ? real_folder(rest) : NULL;
	size_t n = hall ? strlen(hall) : 0;
	bool below = hall && folder && strncmp(folder, hall, n) == 0 && (folder[n] == '\0' || folder[n] == '/');
	char *own = realpath(rest, NULL);
	bool itself = hall && own && strcmp(own, hall) == 0;
	enum status st = ST_OK;

	if (!below || itself || strcmp(rest + strlen(rest) - (strlen(rest) > 2 ? 3 : 0), "/..") == 0)
		st = err_at(err, ST_REFUSED, "E-5330", "printer", "“%.60s”不在大厅目录里面,不能存文书。file:// 后面要写大厅目录(%.80s)下的一个文件夹。",
			text, hall_dir);
	else
		snprintf(p->name, sizeof p->name, "%s", rest);
	free(own);
	free(folder);
	free(hall);
	return st;
}

/* Cuts “?language” off; false when it is none that is known. */
static bool language_take(char *rest, enum printer_language *out)
{
	char *mark = strchr(rest, '?');

	*out = LANGUAGE_USUAL;
	if (!mark)
		return true;
	*mark = '\0';
	for (int i = LANGUAGE_USUAL + 1; i < PRINTER_LANGUAGES; i++)
		if (strcmp(mark + 1, languages[i]) == 0) {
			*out = (enum printer_language)i;
			return true;
		}
	return false;
}

enum status printer_place(const char *hall_dir, const char *text, struct printer_place *out, struct err *err)
{
	char rest[PRINTER_SIZE];
	const char *colon = strstr(text, "://");

	*out = (struct printer_place){ .way = PRINTER_QUEUE };
	if (strlen(text) >= PRINTER_SIZE)
		return refuse(err, text, "太长");
	if (!colon) {
		snprintf(out->name, sizeof out->name, "%s", text);
		return strchr(text, '/') ? refuse(err, text, "打印队列的名称里没有“/”") : ST_OK;
	}
	snprintf(rest, sizeof rest, "%s", colon + 3);
	if (!language_take(rest, &out->language))
		return refuse(err, text, "“?”后面只能是 escpos、pdf 或 ps");
	if (strncmp(text, "tcp://", 6) == 0) {
		out->way = PRINTER_TCP;
		return tcp(text, rest, out, err);
	}
	if (strncmp(text, "usb://", 6) == 0) {
		out->way = PRINTER_USB;
		return usb(text, rest, out, err);
	}
	if (strncmp(text, "file://", 7) == 0) {
		out->way = PRINTER_FILE;
		return out->language == LANGUAGE_USUAL ? file(hall_dir, text, rest, out, err) : refuse(err, text, "文件总是 PDF,不写“?”");
	}
	return refuse(err, text, "只认 tcp://、usb://、file://");
}

static const char *const settings[] = { "printer.a4", "printer.a5", "printer.slip" };

enum status printer_setting_check(struct hall *h, const char *name, const char *value, struct err *err)
{
	struct printer_place place;

	for (size_t i = 0; i < COUNT_OF(settings); i++)
		if (strcmp(settings[i], name) == 0) {
			enum status st = printer_place(hall_dir(h), value, &place, err);

			if (st != ST_OK && err)
				snprintf(err->where, sizeof err->where, "%s", name);
			return st;
		}
	return ST_OK;
}

enum status printer_settings_check(struct hall *h, struct err *err)
{
	enum status st = ST_OK;

	for (size_t i = 0; st == ST_OK && i < COUNT_OF(settings); i++)
		st = printer_setting_check(h, settings[i], hall_text(h, settings[i]), err);
	return st;
}

bool printer_direct(const char *text)
{
	return strstr(text, "://") != NULL;
}

bool printer_same(const struct printer_place *a, const struct printer_place *b)
{
	return a->way == b->way && a->port == b->port && strcmp(a->name, b->name) == 0;
}
