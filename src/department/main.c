/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/log.h"
#include "base/mem.h"
#include "department/reception.h"
#include "department/server.h"

/* yichuang-department: the dispatch contract served for integrators, tests and the demonstration. */
static const char usage[] =
	"用法:\n"
	"  yichuang-department --listen 地址:端口 --store 文件 --ca CA.pem --cert 证书.pem --key 私钥.pem [--auto 秒] [--log 文件]\n"
	"  yichuang-department --store 文件 list [--json]\n"
	"  yichuang-department --store 文件 move KEY 状态 [--note 说明] [--by 经办人] [名称=内容]…\n";

struct arguments {
	struct server_options server;
	const char *store, *note, *by, *log;
	bool json, help, version;
	char **words;
	int count;
};

static const struct option options[] = {
	{ "listen", required_argument, NULL, 'l' }, { "store", required_argument, NULL, 's' }, { "ca", required_argument, NULL, 'a' },
	{ "cert", required_argument, NULL, 'c' }, { "key", required_argument, NULL, 'k' }, { "auto", required_argument, NULL, 'u' },
	{ "note", required_argument, NULL, 'n' }, { "by", required_argument, NULL, 'b' }, { "log", required_argument, NULL, 'g' },
	{ "json", no_argument, NULL, 'j' }, { "help", no_argument, NULL, 'h' }, { "version", no_argument, NULL, 'v' }, { NULL, 0, NULL, 0 },
};

static enum status seconds(const char *s, int *out, struct err *err)
{
	size_t n = strlen(s);

	if (n == 0 || n > 5 || strspn(s, "0123456789") != n)
		return err_set(err, ST_USAGE, "E-3001", "--auto 应为 0 到 99999 的秒数,不是“%s”", s);
	*out = (int)strtol(s, NULL, 10);
	return ST_OK;
}

static enum status take_arguments(int argc, char **argv, struct arguments *a, struct err *err)
{
	int c;
	enum status st = ST_OK;

	*a = (struct arguments){ .server.auto_s = -1, .note = "", .by = "参考部门" };
	opterr = 0;
	while (st == ST_OK && (c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case 'l': a->server.listen = optarg; break;
		case 's': a->store = optarg; break;
		case 'a': a->server.ca = optarg; break;
		case 'c': a->server.cert = optarg; break;
		case 'k': a->server.key = optarg; break;
		case 'n': a->note = optarg; break;
		case 'b': a->by = optarg; break;
		case 'g': a->log = optarg; break;
		case 'j': a->json = true; break;
		case 'h': a->help = true; break;
		case 'v': a->version = true; break;
		case 'u': st = seconds(optarg, &a->server.auto_s, err); break;
		default: st = err_set(err, ST_USAGE, "E-3001", "不认识的选项或缺少值:%s", argv[optind - 1]); break;
		}
	}
	a->words = argv + optind;
	a->count = argc - optind;
	return st;
}

static enum status serve(struct store *s, const struct arguments *a, struct err *err)
{
	const struct server_options *o = &a->server;

	if (!o->listen || !o->ca || !o->cert || !o->key)
		return err_set(err, ST_USAGE, "E-3001", "缺少 --listen、--ca、--cert 或 --key(只提供 HTTPS,必须验证客户端证书)");
	return server_run(s, o, err);
}

static enum status list(struct store *s, const struct arguments *a, struct err *err)
{
	struct buf out;

	buf_init(&out, (size_t)256 * 1024 * 1024);
	enum status st = reception_list(s, a->json, &out, err);
	if (st == ST_OK && out.len > 0 && (fwrite(out.data, 1, out.len, stdout) != out.len || fflush(stdout) != 0))
		st = err_set(err, ST_IO, "E-3011", "输出失败");
	buf_release(&out);
	return st;
}

static enum status move(struct store *s, const struct arguments *a, struct err *err)
{
	json_t *details = json_object();
	enum status st = ST_OK;

	for (int i = 3; st == ST_OK && i < a->count; i++)
		st = details_take(details, a->words[i], err);
	if (st == ST_OK)
		st = reception_move(s, a->words[1], a->words[2], a->by, a->note, details, err);
	json_decref(details);
	return st;
}

static enum status run(const struct arguments *a, struct err *err)
{
	struct store *s = NULL;
	const char *verb = a->count > 0 ? a->words[0] : "serve";
	bool serving = strcmp(verb, "serve") == 0 && a->count <= 1, listing = strcmp(verb, "list") == 0 && a->count == 1;

	if (!a->store)
		return err_set(err, ST_USAGE, "E-3001", "缺少 --store");
	if (!serving && !listing && (strcmp(verb, "move") != 0 || a->count < 3))
		return err_set(err, ST_USAGE, "E-3001", "不认识的命令“%s”", verb);
	if (a->log || serving) {
		enum status st = log_open("yichuang-department", a->log, LOG_NOTE);
		if (st)
			return err_set(err, st, "E-3012", "日志文件不能写:%s", a->log ? a->log : "stderr");
	}
	enum status st = store_open(a->store, "department", serving ? STORE_CREATE : 0, &s, err);
	if (st == ST_OK)
		st = serving ? serve(s, a, err) : listing ? list(s, a, err) : move(s, a, err);
	store_close(s);
	log_close();
	return st;
}

int main(int argc, char **argv)
{
	struct arguments a;
	struct err err = { 0 };

	setlocale(LC_ALL, "C.UTF-8");
	umask(077);
	enum status st = take_arguments(argc, argv, &a, &err);
	if (st == ST_OK && (a.help || a.version)) {
		printf("%s", a.help ? usage : PACKAGE_STRING "\n");
		return 0;
	}
	if (st == ST_OK)
		st = run(&a, &err);
	if (st)
		fprintf(stderr, "yichuang-department: %s %s\n%s", err.code, err.text, st == ST_USAGE ? usage : "");
	return status_exit(st);
}
