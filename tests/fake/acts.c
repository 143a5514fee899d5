/* SPDX-License-Identifier: Apache-2.0 */
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/socket.h>

#include "base/buf.h"
#include "base/mem.h"
#include "fake/hall.h"
#include "fake/talk.h"

/* What a department may do with a push, with a reading of its feed and with a question by key. */

static void act_honest(struct talk *t)
{
	char json[256];

	talk_execute(t);
	talk_honest_json(t, json);
	talk_answer(t, "201 Created", "", json);
}

/* --- acts -------------------------------------------------------------------------------------------------------- */

static void act_fin(struct talk *t)
{
	talk_execute(t);
}

static void act_fin_before(struct talk *t)
{
	(void)t;
}

static void act_rst(struct talk *t)
{
	const struct linger at_once = { 1, 0 };

	talk_execute(t);
	if (setsockopt(t->fd, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once) != 0)
		fake_die("setsockopt", "SO_LINGER");
}

static void act_silence(struct talk *t)
{
	talk_execute(t);
	talk_hold(t, -1);
}

static void act_slow(struct talk *t)
{
	static const char text[] = "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nX-Slow: ";

	talk_execute(t);
	for (size_t i = 0; !talk_ending(t); i++) {
		if (!talk_put(t, i < sizeof text - 1 ? &text[i] : "x", 1))
			return;
		talk_hold(t, 300);
	}
}

static void act_html(struct talk *t)
{
	talk_execute(t);
	talk_say(t, "HTTP/1.1 200 OK\r\nContent-Type: text/html\r\nContent-Length: 27\r\n\r\n<html><h1>登录</h1></html>");
}

static void act_empty(struct talk *t)
{
	talk_execute(t);
	talk_answer(t, "200 OK", "", "");
}

static void act_truncated(struct talk *t)
{
	char json[256];

	talk_execute(t);
	talk_honest_json(t, json);
	talk_say(t, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 500\r\n\r\n%.40s", json);
}

static void act_half_json(struct talk *t)
{
	char json[256];

	talk_execute(t);
	talk_honest_json(t, json);
	json[strlen(json) - 5] = '\0';
	talk_answer(t, "201 Created", "", json);
}

static void answer_about(struct talk *t, const char *key, const char *dossier, const char *state)
{
	char json[256];

	talk_execute(t);
	snprintf(json, sizeof json, "{\"key\":\"%s\",\"dossier\":\"%s\",\"department_no\":\"N-1\",\"state\":%s}", key, dossier, state);
	talk_answer(t, "201 Created", "", json);
}

static void act_other_key(struct talk *t)
{
	answer_about(t, "11111111-1111-4111-8111-111111111111", t->dossier, "\"10\"");
}

static void act_other_dossier(struct talk *t)
{
	answer_about(t, t->key, "别人的办件\\u001b[2J", "\"10\"");
}

static void act_strange_state(struct talk *t)
{
	answer_about(t, t->key, t->dossier, "\"99\"");
}

static void act_wrong_type(struct talk *t)
{
	answer_about(t, t->key, t->dossier, "10");
}

static void act_not_a_number(struct talk *t)
{
	answer_about(t, t->key, t->dossier, "NaN");
}

static void act_duplicate(struct talk *t)
{
	char json[512], inner[256];

	talk_execute(t);
	talk_honest_json(t, inner);
	snprintf(json, sizeof json, "{\"key\":\"x\",%s", inner + 1);
	talk_answer(t, "201 Created", "", json);
}

static void act_deep(struct talk *t)
{
	static char deep[20001];

	talk_execute(t);
	pthread_mutex_lock(&t->s->lock);
	memset(deep, '[', 10000);
	memset(deep + 10000, ']', 10000);
	pthread_mutex_unlock(&t->s->lock);
	talk_answer(t, "201 Created", "", deep);
}

static void pour(struct talk *t, long bytes)
{
	char block[16384];

	memset(block, ' ', sizeof block);
	for (; bytes > 0 && talk_put(t, block, sizeof block); bytes -= (long)sizeof block)
		;
}

static void act_giant(struct talk *t)
{
	talk_execute(t);
	if (talk_say(t, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nContent-Length: 1073741824\r\n\r\n"))
		pour(t, 1073741824);
}

static void act_endless(struct talk *t)
{
	talk_execute(t);
	if (talk_say(t, "HTTP/1.1 201 Created\r\nContent-Type: application/json\r\nConnection: close\r\n\r\n"))
		pour(t, 1073741824);
}

static void act_headers(struct talk *t)
{
	char json[256];

	talk_execute(t);
	talk_say(t, "HTTP/1.1 201 Created\r\n");
	for (int i = 0; i < 10000; i++)
		if (!talk_say(t, "X-Header-%d: nothing\r\n", i))
			return;
	talk_honest_json(t, json);
	talk_say(t, "Content-Length: %zu\r\n\r\n%s", strlen(json), json);
}

static void act_long_header(struct talk *t)
{
	talk_execute(t);
	if (talk_say(t, "HTTP/1.1 201 Created\r\nX-Long: "))
		pour(t, 10 * 1024 * 1024);
}

static void act_continue(struct talk *t)
{
	talk_execute(t);
	for (int i = 0; i < 100000; i++)
		if (!talk_say(t, "HTTP/1.1 100 Continue\r\n\r\n"))
			return;
}

static void act_no_http(struct talk *t)
{
	talk_execute(t);
	talk_say(t, "SSH-2.0-OpenSSH_9.2p1\r\n");
}

static void act_gzip(struct talk *t)
{
	talk_execute(t);
	talk_answer(t, "201 Created", "Content-Encoding: gzip\r\n", "\x1f\x8b\x08");
}

static void act_control_header(struct talk *t)
{
	char json[256];

	talk_execute(t);
	talk_honest_json(t, json);
	talk_answer(t, "201 Created", "X-Bad: \x1b[2J\x07\x01\r\nRetry-After: \x1b\r\n", json);
}

static void act_500(struct talk *t)
{
	talk_execute(t);
	talk_answer(t, "500 Internal Server Error", "", "{\"error\":{\"code\":\"x\",\"message\":\"\\u001b[31m坏了\\u202e\"}}");
}

static void act_redirect(struct talk *t)
{
	talk_say(t, "HTTP/1.1 307 Temporary Redirect\r\nLocation: %s/v1/tasks\r\nContent-Length: 0\r\n\r\n", t->s->o.redirect);
}

/* --- acts of the feed -------------------------------------------------------------------------------------------- */

static void act_feed_endless(struct talk *t)
{
	const char *after = strstr(t->path, "after=");

	pthread_mutex_lock(&t->s->lock);
	const char *key = t->s->key_count ? t->s->keys[0] : "";
	pthread_mutex_unlock(&t->s->lock);
	char json[512];
	snprintf(json, sizeof json, "{\"items\":[{\"key\":\"%s\",\"dossier\":\"another\",\"department_no\":\"N\",\"seq\":1,"
		"\"state\":\"50\",\"at\":\"2026-11-23T09:41:07+08:00\"}],\"next\":\"%ld\",\"more\":true}", key,
		after ? strtol(after + 6, NULL, 10) + 1 : 1);
	talk_answer(t, "200 OK", "", json);
}

static void act_feed_circle(struct talk *t)
{
	talk_answer(t, "200 OK", "", "{\"items\":[],\"next\":\"\",\"more\":true}");
}

static void act_feed_half(struct talk *t)
{
	talk_answer(t, "200 OK", "", "{\"items\":[{\"key\":\"x\"}],\"next\":\"5\",\"more\":false}");
}

/* Granted without having been signed for, then taken back: both illegal; a note with everything in it. */
static void act_feed_illegal(struct talk *t)
{
	char json[2048];

	pthread_mutex_lock(&t->s->lock);
	const char *key = t->s->key_count ? t->s->keys[0] : "";
	pthread_mutex_unlock(&t->s->lock);
	snprintf(json, sizeof json, "{\"items\":[{\"key\":\"%s\",\"dossier\":\"feed-illegal\",\"department_no\":\"N-%.8s\",\"seq\":1,"
		"\"state\":\"50\",\"at\":\"2026-11-23T09:41:07+08:00\"},{\"key\":\"%s\",\"dossier\":\"feed-illegal\",\"department_no\":"
		"\"N-%.8s\",\"seq\":2,\"state\":\"60\",\"at\":\"2026-11-23T09:41:07Z\",\"by\":\"\\u001b]0;x\\u0007\",\"note\":"
		"\"'; DROP TABLE task; --\\u202e\"}],\"next\":\"2\",\"more\":false}", key, key, key, key);
	talk_answer(t, "200 OK", "", *key ? json : "{\"items\":[],\"next\":\"\",\"more\":false}");
}

/* A page about its first task; events are "SEQ STATE", with DETAILS behind it when there are some. */
#define DETAILS(json) "\",\"details\":" json ",\"x\":\""

static void say_events(struct talk *t, const char *dossier, const char *const events[], const char *extra, const char *next)
{
	char json[4096] = "{\"items\":[", key[40];
	size_t n = strlen(json);

	pthread_mutex_lock(&t->s->lock);
	snprintf(key, sizeof key, "%s", t->s->key_count ? t->s->keys[0] : "");
	pthread_mutex_unlock(&t->s->lock);
	for (int i = 0; *key && events[i]; i++)
		n += (size_t)snprintf(json + n, sizeof json - n, "%s{\"key\":\"%s\",\"dossier\":\"%s\",\"department_no\":\"N-%.8s\","
			"\"seq\":%.1s,\"state\":\"%s\",\"at\":\"2026-11-23T09:41:07+08:00\"%s}", i ? "," : "", key, dossier, key, events[i],
			events[i] + 2, extra);
	snprintf(json + n, sizeof json - n, "],\"next\":\"%s\",\"more\":false}", *key ? next : "");
	talk_answer(t, "200 OK", "", json);
}

/* A page of more than an answer may be, until fewer items are asked for. */
static void act_feed_fat(struct talk *t)
{
	if (strstr(t->path, "limit=100"))
		act_giant(t);
	else
		say_events(t, "feed-fat", (const char *const[]){ "1 20", NULL }, ",\"note\":\"\u202e\"", "1");
}

/* Nothing new, but a place to go on from. */
static void act_feed_cursor(struct talk *t)
{
	talk_answer(t, "200 OK", "", "{\"items\":[],\"next\":\"place-7\",\"more\":false}");
}

/* It was set up anew and does not know a cursor that it gave; from its beginning there is news. */
static void act_feed_forgets(struct talk *t)
{
	pthread_mutex_lock(&t->s->lock);
	bool later = t->s->ledger.feeds > 2;
	pthread_mutex_unlock(&t->s->lock);
	if (strstr(t->path, "after="))
		talk_answer(t, "410 Gone", "", "{\"error\":{\"code\":\"bad-query\",\"message\":\"?\"}}");
	else
		say_events(t, "feed-forgets", (const char *const[]){ "1 20", later ? "2 25" DETAILS("{\"lines\":\"缺照片\"}") : NULL, NULL }, "", "7");
}

/* The second change is missing: the third cannot follow on the first, and it comes too late when it comes. */
static void act_feed_gap(struct talk *t)
{
	say_events(t, "feed-gap", (const char *const[]){ "1 20", "3 60", "2 50", NULL }, "", "3");
}

static void act_feed_back(struct talk *t)
{
	say_events(t, "feed-back", (const char *const[]){ "5 20", "4 50", "5 51", NULL }, "", "3");
}

/* What the rules of the acts refuse, each by itself: no kind and length, details that are none, one that is no text, a reason that
 * nobody knows. What is right goes on behind them. */
static void act_feed_rules(struct talk *t)
{
	say_events(t, "feed-rules", (const char *const[]){ "1 15" DETAILS("{\"reason\":\"no idea\"}"), "2 20", "3 30",
		"4 51" DETAILS("\"because\""), "5 52" DETAILS("{\"organ\":{\"name\":\"省厅\"}}"), "6 35" DETAILS("{\"days\":5}"),
		"7 25" DETAILS("{\"lines\":\"缺照片\",\"unknown\":[1]}"), "8 25" DETAILS("{\"lines\":\"缺照片\",\"unknown\":1}"), NULL },
		"", "8");
}

static void act_feed_twice(struct talk *t)
{
	say_events(t, "feed-twice", (const char *const[]){ "1 20", NULL }, ",\"state\":\"20\"", "1");
}

static void act_feed_bytes(struct talk *t)
{
	say_events(t, "feed-bytes", (const char *const[]){ "1 20", NULL }, ",\"by\":\"\xff\"", "1");
}

/* --- acts of the list -------------------------------------------------------------------------------------------- */

static int list_items(char *out, size_t room, long page)
{
	int n = snprintf(out, room, "{\"items\":[");

	for (int i = 0; i < 100; i++)
		n += snprintf(out + n, room - (size_t)n, "%s{\"key\":\"00000000-0000-4000-8000-%06ld%06d\",\"digest\":\"%064d\","
			"\"dossier\":\"X\",\"department_no\":\"N\",\"state\":\"20\",\"at\":\"2026-11-23T09:41:07+08:00\"}", i ? "," : "",
			page % 1000000, i, i);
	return n;
}

/* Page after page of keys that nobody ever sent. */
static void act_list_endless(struct talk *t)
{
	const char *after = strstr(t->path, "after=");
	long page = after ? strtol(after + 6, NULL, 10) + 1 : 1;
	char *json = mem_alloc(64 * 1024);
	int n = list_items(json, 64 * 1024, page);

	snprintf(json + n, 64 * 1024 - (size_t)n, "],\"next\":\"%ld\",\"more\":true}", page);
	talk_answer(t, "200 OK", "", json);
	free(json);
}

static void act_list_circle(struct talk *t)
{
	talk_answer(t, "200 OK", "", "{\"items\":[],\"next\":\"\",\"more\":true}");
}

/* An error whose sentence has no end. */
static void say_much(struct talk *t)
{
	enum { TIMES = 4000 };
	struct buf json;

	buf_init(&json, BUF_LARGE);
	buf_text(&json, "{\"error\":{\"code\":\"x\",\"message\":\"");
	for (int i = 0; i < TIMES; i++)
		buf_text(&json, "原因");
	buf_text(&json, "\"}}");
	talk_answer(t, "422", "", json.data);
	buf_release(&json);
}

/* Plain statuses: "STATUS" or "STATUS/Retry-After value". */
static bool act_status(struct talk *t, const char *act)
{
	char headers[128] = "", status[8];
	const char *slash = strchr(act, '/');

	if (act[0] < '3' || act[0] > '5')
		return false;
	snprintf(status, sizeof status, "%.3s", act);
	if (strcmp(act, "422") == 0) {
		say_much(t);
		return true;
	}
	if (slash)
		snprintf(headers, sizeof headers, "Retry-After: %s\r\n", slash + 1);
	talk_answer(t, status, headers, "{\"error\":{\"code\":\"x\",\"message\":\"原因在此\"}}");
	return true;
}

static const struct { const char *name; void (*act)(struct talk *t); } acts[] = {
	{ "honest", act_honest }, { "fin", act_fin }, { "fin-before", act_fin_before }, { "rst", act_rst },
	{ "silence", act_silence }, { "slow", act_slow }, { "html", act_html }, { "empty", act_empty },
	{ "truncated", act_truncated }, { "half-json", act_half_json }, { "other-key", act_other_key },
	{ "other-dossier", act_other_dossier }, { "strange-state", act_strange_state }, { "wrong-type", act_wrong_type },
	{ "nan", act_not_a_number }, { "duplicate", act_duplicate }, { "deep", act_deep }, { "giant", act_giant },
	{ "endless", act_endless }, { "headers", act_headers }, { "long-header", act_long_header }, { "continue", act_continue },
	{ "no-http", act_no_http }, { "gzip", act_gzip }, { "control-header", act_control_header }, { "500!", act_500 },
	{ "redirect", act_redirect }, { "feed-endless", act_feed_endless }, { "feed-circle", act_feed_circle },
	{ "list-endless", act_list_endless }, { "list-circle", act_list_circle }, { "feed-fat", act_feed_fat }, { "feed-cursor", act_feed_cursor }, { "feed-forgets", act_feed_forgets }, { "feed-gap", act_feed_gap },
	{ "feed-back", act_feed_back }, { "feed-rules", act_feed_rules }, { "feed-twice", act_feed_twice }, { "feed-bytes", act_feed_bytes }, { "feed-half", act_feed_half }, { "feed-illegal", act_feed_illegal },
};

void talk_act(struct talk *t, const char *name)
{
	for (size_t i = 0; i < COUNT_OF(acts); i++)
		if (strcmp(acts[i].name, name) == 0)
			return acts[i].act(t);
	if (!act_status(t, name))
		fake_die(name, "no such act");
}
