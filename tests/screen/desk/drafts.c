/* SPDX-License-Identifier: Apache-2.0 */
/* screen-drafts: a real desk, a whole dossier being typed, and the line that drops at N random keys of it (R19, T2):
 * the terminal closed, SIGHUP, SIGTERM, kill -9 after the draft was saved by itself, and kill -9 at once. The clerk logs in
 * again and opens her draft: every answer, every field, every material is as she had typed it, half a field included. After
 * kill -9 at once it is as it was at some earlier key. DRAFTS_SEED repeats a run, DRAFTS_POSITIONS is N. */
#include <poll.h>
#include <signal.h>
#include <sqlite3.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "../screen.h"
#include "../script.h"
#include "base/clock.h"
#include "base/mem.h"
#include "base/text.h"
#include "hall/accept.h"

#define DEADLINE 20000
#define FACTS_MOST 80
#define NO_STEP (-1)

/* What the clerk presses, and what is true after it: "keys", one press a word, then `fact`; or, with keys NULL, the value
 * of the fact is typed, one press a character. A later fact of the same name replaces the earlier one. `asks` is a question
 * that stands open then: what is half answered there is no part of the draft. */
struct row { const char *keys, *fact; int step; const char *asks; };
#define KEY(k, f) { .keys = (k), .fact = (f) }
#define CHOOSE(k, f) KEY(k, f), KEY("Enter", NULL)
#define TYPE_ONLY(f) { .fact = (f) }
#define TYPE(f) TYPE_ONLY(f), KEY("Enter", NULL)
#define GO(k, s) { .keys = (k), .step = (s) }
#define ASK(k, a) { .keys = (k), .asks = (a) }
static const struct row rows[] = {
	GO("F2 x s e", 0), { .keys = "Enter", .fact = "bundle=xinshenger", .step = STEP_SITUATION }, KEY("1", "answers.q-wed=yes"),
	KEY("1", "answers.q-birthplace=hosp"), KEY("1", "answers.q-luohu=mother"), KEY("1", "answers.q-hukou=local"),
	KEY("1", "answers.q-nation=same"), KEY("1", "answers.q-mother-ins=emp"), KEY("1", "answers.q-settled=yes"),
	KEY("1", "answers.q-agent=no"), GO("Enter", STEP_APPLICANT), TYPE("applicant.name=李小芳"),
	TYPE("applicant.id_number=33881019920315102X"), TYPE("applicant.phone=13800138000"),
	TYPE("applicant.address=学院路128号2单元301室"), TYPE("form.baby.xm=李安安"), CHOOSE("2", "form.baby.xb=2"),
	TYPE_ONLY("form.baby.csrq=1120"), KEY("Enter", "form.baby.csrq=20261120"), TYPE("form.baby.cssj=0830"),
	TYPE("form.baby.cstz=3200"), TYPE("form.baby.cssc=50"), CHOOSE("1", "form.baby.mzu=01"),
	KEY("F5", "form.baby.hjdz=学院路128号2单元301室"), CHOOSE("n", "form.baby.gx=30"), TYPE("form.father.xm=王建国"),
	TYPE("form.father.zjhm=338810199008221010"), TYPE("form.father.sjhm=13900139000"),
	KEY("F5", "form.father.hjdz=学院路128号2单元301室"), TYPE("form.hosp.ybyy=安澜区妇幼保健院"),
	TYPE("form.bank.yhmc=中国工商银行"), TYPE("form.bank.yhzh=6222020200112233446"),
	TYPE("form.ent.qymc=安澜区科技有限公司"),
	TYPE_ONLY("form.ent.tyshxydm=91338810MA2B0XWX0A"), GO("Enter", STEP_MATERIALS),
	KEY("Space", "materials.csz-djb=received"), KEY("Space", "materials.sfz-mu=received"),
	KEY("e", "materials.sfz-fu=ecert"), KEY("Space", "materials.sfz-jhr=received"),
	KEY("Space", "materials.hk-csdjb=received"), KEY("Space", "materials.hkb-luohu=received"),
	KEY("Space", "materials.yb-cbb=received"), KEY("Space", "materials.yz-ka-djb=received"),
	KEY("Space", "materials.sydjb=received"), KEY("Space", "materials.yuer-sqb=received"),
	KEY("Space", "materials.jhz=received"), ASK("d", "容缺到哪天"),
	KEY("Enter", "materials.zp-1cun=deferred 2026-12-04"), ASK("x 户 主 页", "第 13 份有什么问题"),
	KEY("Enter", "materials.hkb=defective 户主页"), KEY("Space", "materials.yhk=received"),
	KEY("Space", "materials.sy-cyxj=received"), GO("Enter", STEP_CONFIRM),
};
static const char *const step_marks[] = { "[1 事项]", "[2 情形]", "[3 申请人]", "[4 材料]", "[5 确认]" };

/* ---- what is so ---------------------------------------------------------------------------------------------- */

struct facts { char *fact[FACTS_MOST]; size_t count; int step; };

static void facts_clear(struct facts *f)
{
	while (f->count)
		free(f->fact[--f->count]);
	f->step = NO_STEP;
}

static void facts_set(struct facts *f, const char *name, size_t name_size, const char *value, size_t value_size)
{
	char *fact = mem_format("%.*s=%.*s", (int)name_size, name, (int)value_size, value);
	size_t i = 0;
	while (i < f->count && strncmp(f->fact[i], fact, name_size + 1) != 0)
		i++;
	if (i == f->count && f->count < FACTS_MOST)
		f->count++;
	else
		free(f->fact[i]);
	f->fact[i] = fact;
}

/* The keys up to press `number` of the script, what they leave, and what shows that all are done after one more that
 * nothing is bound to; NULL behind the last press. */
static const char *press(size_t number, struct buf *keys, struct facts *after)
{
	facts_clear(after);
	for (size_t i = 0; i < COUNT_OF(rows); i++) {
		const struct row *row = &rows[i];
		const char *value = row->fact ? strchr(row->fact, '=') + 1 : "";
		size_t name = row->fact ? (size_t)(value - 1 - row->fact) : 0;
		for (const char *at = row->keys ? row->keys : value; *at; number--) {
			uint32_t c;
			size_t n = row->keys ? strcspn(at, " ") : text_decode(at, strlen(at), &c);
			char *word = mem_text_n(at, n);
			script_key(keys, word);
			free(word);
			at += n;
			at += row->keys && *at == ' ';
			if (row->fact && !row->keys)
				facts_set(after, row->fact, name, value, (size_t)(at - value));
			else if (row->fact && !*at)
				facts_set(after, row->fact, name, value, strlen(value));
			if (row->step > 0 && !*at)
				after->step = row->step;
			if (!number)
				return row->asks ? row->asks : "这里不用 F6 键";
		}
	}
	return NULL;
}

static void set(struct facts *f, const char *where, const char *name, const char *value)
{
	char *full = mem_format("%s%s", where, name);
	if (*value)
		facts_set(f, full, strlen(full), value, strlen(value));
	free(full);
}

static void facts_of(struct request *r, enum request_step step, struct facts *f)
{
	char day[11];
	facts_clear(f);
	f->step = (int)step;
	set(f, "", "bundle", r->bundle);
	for (size_t i = 0; i < r->answer_count; i++)
		set(f, "answers.", r->answers[i].question, r->answers[i].choice);
	set(f, "applicant.", "name", r->applicant.name);
	set(f, "applicant.", "id_number", r->applicant.id_number);
	set(f, "applicant.", "phone", r->applicant.phone);
	set(f, "applicant.", "address", r->applicant.address);
	for (size_t i = 0; i < r->value_count; i++)
		if (r->values[i].origin == ORIGIN_FILLED || r->values[i].origin == ORIGIN_COPIED)
			set(f, "form.", r->values[i].key, r->values[i].value);
	for (size_t i = 0; i < r->material_count; i++) {
		const struct request_material *m = &r->materials[i];
		char *value = mem_format("%s%s%s%s%s", material_state_code(m->state), m->date == DAY_NONE ? "" : " ",
			m->date == DAY_NONE ? "" : day_iso(m->date, day), *m->reason ? " " : "", m->reason);
		if (m->state != MS_UNCHECKED)
			set(f, "materials.", m->material, value);
		free(value);
	}
}

static bool facts_hold(const struct facts *f, const char *fact)
{
	for (size_t i = 0; i < f->count; i++)
		if (!strcmp(f->fact[i], fact))
			return true;
	return false;
}

static bool facts_same(const struct facts *a, const struct facts *b)
{
	for (size_t i = 0; i < a->count; i++)
		if (!facts_hold(b, a->fact[i]))
			return false;
	return a->count == b->count && a->step == b->step;
}

static void facts_tell(const struct facts *typed, const struct facts *kept)
{
	printf("# step typed %d, kept %d\n", typed->step, kept->step);
	for (size_t i = 0; i < typed->count; i++)
		if (!facts_hold(kept, typed->fact[i]))
			printf("# typed, not kept: %s\n", typed->fact[i]);
	for (size_t i = 0; i < kept->count; i++)
		if (!facts_hold(typed, kept->fact[i]))
			printf("# kept, not typed: %s\n", kept->fact[i]);
}

/* ---- the clerk ----------------------------------------------------------------------------------------------- */

static struct desk_test { char *dir, *program, *data; struct hall *hall; sqlite3 *db; struct screen *screen; } t;

static int64_t wall(void)
{
	return ((int64_t)day_parse("2026-11-23") * 1440 + 9 * 60 + 41 - 8 * 60) * 60000;      /* as desk-under-test's */
}

static int64_t mono(void)
{
	return 1000 + wall() % INT64_C(1000000000000);
}

static bool seen(struct screen *s, const void *text)
{
	return screen_find(s, text) >= 0;
}

static bool not_seen(struct screen *s, const void *text)
{
	return screen_find(s, text) < 0;
}

static bool fail(const char *why, const char *what)
{
	struct buf row;
	printf("# %s: %s\n", why, what);
	for (int i = 0; t.screen && i < screen_rows(t.screen); i++) {
		buf_init(&row, BUF_LARGE);
		buf_char(&row, ' ');
		screen_row(t.screen, i, &row);
		printf("#%s\n", row.data);
		buf_release(&row);
	}
	return false;
}

static bool see(const char *text)
{
	return screen_wait(t.screen, seen, text, DEADLINE) || fail("not seen", text);
}

static bool send(const char *words)
{
	struct buf keys;
	buf_init(&keys, BUF_LARGE);
	for (const char *at = words; *at; at += strspn(at, " ")) {
		char *word = mem_text_n(at, strcspn(at, " "));
		script_key(&keys, word);
		at += strlen(word);
		free(word);
	}
	bool good = screen_send(t.screen, keys.data, keys.len);
	buf_release(&keys);
	return good || fail("not taken", words);
}

static bool log_in(void)
{
	char *env[] = { t.data, NULL }, *argv[] = { t.program, t.dir, NULL };
	screen_end(t.screen);
	t.screen = screen_start(&(struct screen_options){ .argv = argv, .env = env, .rows = 24, .columns = 80 });
	return t.screen && send("jihm Enter Yichuang-2026 Enter") && see("今日本窗");
}

/* The one draft of the hall as it is stored, read past the program, for to load a draft is to open it; no facts and
 * NO_STEP when there is none. False on a fault. */
static bool stored(struct facts *out)
{
	sqlite3_stmt *row;
	struct request r;
	struct buf json;
	struct err err;
	facts_clear(out);
	if (sqlite3_prepare_v2(t.db, "SELECT accept_uuid, step, body FROM draft", -1, &row, NULL))
		return fail("the store", sqlite3_errmsg(t.db));
	int step = sqlite3_step(row);
	if (step != SQLITE_ROW) {
		(void)sqlite3_finalize(row);
		return step == SQLITE_DONE || fail("the store", sqlite3_errmsg(t.db));
	}
	char *where = mem_format("draft/%s/body", (const char *)sqlite3_column_text(row, 0));
	buf_init(&json, BUF_LARGE);
	bool good = hall_unseal(t.hall, where, sqlite3_column_blob(row, 2), (size_t)sqlite3_column_bytes(row, 2), &json) == ST_OK &&
		request_from_json(json.data, json.len, &r, &err) == ST_OK;
	if (good) {
		facts_of(&r, (enum request_step)sqlite3_column_int(row, 1), out);
		request_release(&r);
	}
	good = good && sqlite3_step(row) == SQLITE_DONE;
	(void)sqlite3_finalize(row);
	buf_release(&json);
	free(where);
	return good || fail("the draft", "does not open, or there are two");
}

static bool stored_soon(const struct facts *want)
{
	struct facts now = { .step = NO_STEP };
	bool same = false;
	for (int i = 0; i < DEADLINE / 20 && !same; i++) {
		if (!screen_pump(t.screen, 20))
			(void)poll(NULL, 0, 1);
		if (!stored(&now))
			break;
		same = facts_same(want, &now);
	}
	if (!same)
		facts_tell(want, &now);
	facts_clear(&now);
	return same;
}

/* ---- the end of the line ------------------------------------------------------------------------------------- */

static const struct way { const char *name; int signo, code; bool at_once; } ways[] = {
	{ "the terminal closed", 0, 129, false }, { "SIGHUP", SIGHUP, 129, false }, { "SIGTERM", SIGTERM, 143, false },
	{ "SIGKILL after the draft", SIGKILL, 137, false }, { "SIGKILL at once", SIGKILL, 137, true },
};

static bool drop(const struct way *way)
{
	if (!way->signo)
		screen_hangup(t.screen);
	else if (kill(screen_pid(t.screen), way->signo))
		return fail("kill", way->name);
	int code = screen_exit(t.screen, DEADLINE);
	return code == way->code || fail("ended otherwise", way->name);
}

/* What the store has after the fall, in *kept: what was typed, or at once: what was typed at an earlier key. */
static bool kept_well(size_t position, const struct way *way, const struct facts *typed, struct facts *kept)
{
	struct facts earlier = { .step = NO_STEP };
	struct buf keys;
	if (!stored(kept))
		return false;
	bool good = facts_same(typed, kept);
	buf_init(&keys, BUF_LARGE);
	for (size_t i = position; way->at_once && !good && i-- > 0;) {
		buf_clear(&keys);
		(void)press(i, &keys, &earlier);
		good = facts_same(&earlier, kept);
	}
	good = good || (way->at_once && !kept->count);
	buf_release(&keys);
	facts_clear(&earlier);
	if (!good)
		facts_tell(typed, kept);
	return good;
}

/* Opens the draft on the new desk, leaves it again and throws it away. */
static bool taken_up_again(const struct facts *kept)
{
	if (!kept->count)
		return screen_find(t.screen, "草稿未完") < 0 || fail("a draft", "of nothing");
	return see("草稿未完") && send("Enter") && see("新生儿出生") && see(step_marks[kept->step]) && send("F3") &&
		see("已存为草稿") && stored_soon(kept) && send("Del y") &&
		(screen_wait(t.screen, not_seen, "草稿未完", DEADLINE) || fail("still there", "the draft"));
}

/* Types up to the key at `position`, lets the line drop, and looks. */
static bool one(size_t position, const struct way *way)
{
	struct facts typed = { .step = NO_STEP }, kept = { .step = NO_STEP };
	struct buf keys;
	buf_init(&keys, BUF_LARGE);
	const char *done = press(position, &keys, &typed);
	if (!way->at_once)
		script_key(&keys, "F6");
	bool good = done && screen_send(t.screen, keys.data, keys.len) && (way->at_once || see(done)) &&
		(way->at_once || way->signo != SIGKILL || stored_soon(&typed)) && drop(way) &&
		kept_well(position, way, &typed, &kept) && log_in() && taken_up_again(&kept);
	buf_release(&keys);
	facts_clear(&typed);
	facts_clear(&kept);
	return good;
}

static unsigned next(unsigned *seed)
{
	*seed ^= *seed << 13, *seed ^= *seed >> 17, *seed ^= *seed << 5;
	return *seed;
}

static bool run(unsigned seed, unsigned positions)
{
	struct facts all = { .step = NO_STEP };
	struct buf keys;
	size_t presses = 0;
	buf_init(&keys, BUF_LARGE);
	while (press(presses, &keys, &all)) {
		buf_clear(&keys);
		presses++;
	}
	buf_release(&keys);
	facts_clear(&all);
	printf("# %u of %zu positions, DRAFTS_SEED=%u\n", positions, presses, seed);
	for (unsigned i = 0; i < positions; i++) {
		size_t position = next(&seed) % presses;
		const struct way *way = &ways[i % COUNT_OF(ways)];
		if (!one(position, way)) {
			printf("not ok - %s after key %zu\n", way->name, position);
			return false;
		}
		printf("ok - %s after key %zu\n", way->name, position);
	}
	return true;
}

static unsigned wanted(const char *name, unsigned otherwise)
{
	const char *text = getenv(name);
	unsigned long n = text ? strtoul(text, NULL, 10) : 0;
	return n ? (unsigned)n : otherwise;
}

static bool shell(const char *command)
{
	int status = -1;
	pid_t pid = fork();
	if (pid == 0) {
		(void)execl("/bin/sh", "sh", "-c", command, (char *)NULL);
		_exit(127);
	}
	return pid > 0 && waitpid(pid, &status, 0) == pid && status == 0;
}

int main(void)
{
	static const struct clock_source frozen = { wall, mono };
	const char *source = getenv("srcdir"), *build = getenv("top_builddir"), *tmp = getenv("TMPDIR");
	char *folder = mem_format("%s/drafts.XXXXXX", tmp ? tmp : "/tmp");
	struct err err;
	(void)setvbuf(stdout, NULL, _IOLBF, 0);
	(void)signal(SIGPIPE, SIG_IGN);
	clock_replace(&frozen);
	if (!mkdtemp(folder))
		return 99;
	char *copy = mem_format("cp -a '%s/tests/screen/desk/hall' '%s/hall'", build ? build : ".", folder);
	char *tidy = mem_format("rm -rf '%s'", folder);
	char *store = mem_format("%s/hall/hall.db", folder);
	t.dir = mem_format("%s/hall", folder);
	t.program = mem_format("%s/desk-under-test", build ? build : ".");
	t.data = mem_format("YICHUANG_DATADIR=%s/data", source ? source : ".");
	bool good = shell(copy) && hall_open(t.dir, false, &t.hall, &err) == ST_OK &&
		sqlite3_open(store, &t.db) == SQLITE_OK && sqlite3_busy_timeout(t.db, DEADLINE) == SQLITE_OK && log_in() &&
		run(wanted("DRAFTS_SEED", (unsigned)getpid() ^ (unsigned)time(NULL)), wanted("DRAFTS_POSITIONS", 40));
	screen_end(t.screen);
	(void)sqlite3_close(t.db);
	hall_close(t.hall);
	good = shell(tidy) && good;
	char *const owned[] = { folder, copy, tidy, store, t.dir, t.program, t.data };
	for (size_t i = 0; i < COUNT_OF(owned); i++)
		free(owned[i]);
	return !good;
}
