/* SPDX-License-Identifier: Apache-2.0 */
#include <getopt.h>
#include <locale.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/stat.h>

#include "base/log.h"
#include "dispatch/dispatch.h"

/* yichuang-dispatch: delivers the outbox, reads the departments' answers. */
static const char usage[] = "用法:yichuang-dispatch [--hall 目录] [--once | --until-idle] [--log 文件]\n";

enum { HALL = 1, ONCE, UNTIL_IDLE, LOG, SAY_HELP, SAY_VERSION };
static const struct option options[] = {
	{ "hall", required_argument, NULL, HALL }, { "once", no_argument, NULL, ONCE },
	{ "until-idle", no_argument, NULL, UNTIL_IDLE }, { "log", required_argument, NULL, LOG },
	{ "help", no_argument, NULL, SAY_HELP }, { "version", no_argument, NULL, SAY_VERSION }, { NULL, 0, NULL, 0 },
};

/* GnuTLS comes in with libcurl's rarer protocols; it would read its tables (120 KiB) before main, whether it is ever asked or not. Who asks
 * calls gnutls_global_init, as a libcurl that is built on it does. */
int _gnutls_global_init_skip(void);
__attribute__((visibility("default"))) int _gnutls_global_init_skip(void)
{
	return 1;
}

/* Keys and citizens' data are in this process: no core files, no debugger, no key log. */
static void harden(void)
{
	const struct rlimit none = { 0, 0 };

	umask(077);
	if (setrlimit(RLIMIT_CORE, &none) != 0 || prctl(PR_SET_DUMPABLE, 0, 0, 0, 0) != 0)
		log_line(LOG_WARNING, "core files could not be switched off");
	unsetenv("SSLKEYLOGFILE");
}

int main(int argc, char **argv)
{
	struct dispatch_options o = dispatch_usual;
	const char *log = NULL;
	struct err err = { 0 };
	int c;

	setlocale(LC_ALL, "C.UTF-8");
	o.hall_dir = LOCALSTATEDIR "/lib/yichuang";
	opterr = 0;
	while ((c = getopt_long(argc, argv, "", options, NULL)) != -1) {
		switch (c) {
		case HALL: o.hall_dir = optarg; break;
		case ONCE: o.once = true; break;
		case UNTIL_IDLE: o.until_idle = true; break;
		case LOG: log = optarg; break;
		case SAY_HELP: printf("%s", usage); return 0;
		case SAY_VERSION: printf("%s\n", PACKAGE_STRING); return 0;
		default:
			fprintf(stderr, "yichuang-dispatch: E-3001 不认识的选项或缺少值:%s\n%s", argv[optind - 1], usage);
			return status_exit(ST_USAGE);
		}
	}
	if (optind < argc || (o.once && o.until_idle)) {
		fprintf(stderr, "yichuang-dispatch: E-3001 参数不对\n%s", usage);
		return status_exit(ST_USAGE);
	}
	if (log_open("yichuang-dispatch", log, LOG_NOTE) != ST_OK) {
		fprintf(stderr, "yichuang-dispatch: E-3012 日志文件不能写:%s\n", log ? log : "stderr");
		return status_exit(ST_CANTMAKE);
	}
	harden();
	enum status st = dispatch_run(&o, &err);
	if (st)
		fprintf(stderr, "yichuang-dispatch: %s %s\n", err.code, err.text);
	log_close();
	return status_exit(st);
}
