/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <cmocka.h>

#include "base/file.h"
#include "base/mem.h"
#include "hall/audit.h"
#include "hall/dossier.h"
#include "hall/outbox.h"
#include "hall/paper.h"
#include "hall/print_outlook.h"
#include "hall/specimen.h"
#include "fixture.h"

static struct fixture f;
static int persons;

static int up(void **state)
{
	(void)state;
	fixture_open(&f);
	return 0;
}

static int down(void **state)
{
	(void)state;
	fixture_close(&f);
	return 0;
}

static void accept_one(enum outcome outcome, struct accepted *a)
{
	struct request r;

	fixture_request(&f, "xinshenger", ++persons, &r);
	r.outcome = outcome;
	fixture_accept(&f, &r, a);
	request_release(&r);
}

/* The newest job of a document. */
static struct print_job job_of(const struct accepted *a, const char *kind)
{
	struct print_job jobs[32];
	size_t count;

	assert_int_equal(print_job_list(f.h, a->dossier, "", jobs, 32, &count, NULL), ST_OK);
	for (size_t i = 0; i < count; i++)
		if (strcmp(jobs[i].kind, kind) == 0)
			return jobs[i];
	fail_msg("no %s", kind);
	return jobs[0];
}

static void step(const struct accepted *a, const char *kind, enum job_state to, int cups_job, const char *note)
{
	struct print_job job = job_of(a, kind);
	struct err err = { .code = "" };

	if (print_job_step(f.h, &job, to, cups_job, note, &err) != ST_OK)
		fail_msg("%s %s", err.code, err.text);
}

/* ---- */

static void which_papers(void **state)
{
	static const struct { enum outcome outcome; const char *kinds[4]; } cases[] = {
		{ OUTCOME_ACCEPT, { "acceptance-notice", "materials" } },
		{ OUTCOME_RECEIVE, { "receipt", "materials" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct accepted a;
		struct print_job jobs[8];
		size_t count, wanted = 0;

		accept_one(cases[i].outcome, &a);
		/* by its number: its own papers and no other dossier's */
		assert_int_equal(print_job_of(f.h, a.number, jobs, 8, &count, NULL), ST_OK);
		assert_true(count > 0);
		for (size_t k = 0; k < count; k++)
			assert_int_equal(jobs[k].dossier, a.dossier);
		assert_int_equal(print_job_of(f.h, "0", jobs, 8, &count, NULL), ST_NOINPUT);
		assert_int_equal(count, 0);
		assert_int_equal(print_job_list(f.h, a.dossier, "open", jobs, 8, &count, NULL), ST_OK);
		for (; cases[i].kinds[wanted]; wanted++) {
			struct print_job j = job_of(&a, cases[i].kinds[wanted]);

			assert_int_equal(j.state, JOB_PENDING);
			assert_int_equal(j.copy_no, 0);
			assert_int_equal(j.cups_job, 0);
			assert_string_equal(j.number, a.number);
			assert_string_equal(j.window, "3");
			assert_int_equal(*j.document_no != '\0', *document_kind_find(j.kind)->word != '\0');
		}
		assert_int_equal(count, wanted);
	}
}

/* Every step that the table does not have is refused, and nothing moves. */
static void steps(void **state)
{
	static const struct { enum job_state from, to; bool fine; } cases[] = {
		{ JOB_PENDING, JOB_SUBMITTED, true }, { JOB_PENDING, JOB_DEVICE_DONE, false }, { JOB_PENDING, JOB_CONFIRMED, false },
		{ JOB_PENDING, JOB_FILED, true }, { JOB_PENDING, JOB_FAILED, true }, { JOB_SUBMITTED, JOB_DEVICE_DONE, true },
		{ JOB_SUBMITTED, JOB_FAILED, true }, { JOB_SUBMITTED, JOB_PENDING, true }, { JOB_SUBMITTED, JOB_CONFIRMED, false },
		{ JOB_SUBMITTED, JOB_FILED, false }, { JOB_DEVICE_DONE, JOB_SUBMITTED, false }, { JOB_DEVICE_DONE, JOB_PENDING, false },
		{ JOB_DEVICE_DONE, JOB_FAILED, false }, { JOB_FAILED, JOB_SUBMITTED, false }, { JOB_FAILED, JOB_DEVICE_DONE, false },
		{ JOB_FILED, JOB_SUBMITTED, false }, { JOB_FILED, JOB_PENDING, false },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct accepted a;
		struct print_job job;
		struct err err;
		enum status st;

		accept_one(OUTCOME_ACCEPT, &a);
		if (cases[i].from == JOB_SUBMITTED || cases[i].from == JOB_DEVICE_DONE)
			step(&a, "materials", JOB_SUBMITTED, 7, "");
		if (cases[i].from != JOB_SUBMITTED && cases[i].from != JOB_PENDING)
			step(&a, "materials", cases[i].from, -1, "");
		job = job_of(&a, "materials");
		assert_int_equal(job.state, cases[i].from);
		st = print_job_step(f.h, &job, cases[i].to, -1, NULL, &err);
		if ((st == ST_OK) != cases[i].fine)
			fail_msg("%s to %s", job_state_code(cases[i].from), job_state_code(cases[i].to));
		assert_int_equal(job_of(&a, "materials").state, st == ST_OK ? cases[i].to : cases[i].from);
	}
}

static void moved_meanwhile(void **state)
{
	struct accepted a;
	struct print_job job;
	struct err err;

	(void)state;
	accept_one(OUTCOME_ACCEPT, &a);
	job = job_of(&a, "materials");
	assert_int_equal(print_job_hold(f.h, &f.clerk, job.id, &err), ST_OK);
	assert_int_equal(print_job_step(f.h, &job, JOB_SUBMITTED, 5, "", &err), ST_CONFLICT);
	assert_int_equal(job_of(&a, "materials").state, JOB_HELD);
}

/* R13: what a printer may have had is only ever printed again as 补打. */
static void retry(void **state)
{
	static const struct { int cups_job, copy_no; } cases[] = { { 0, 0 }, { 12, 1 } };

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct accepted a;
		struct err err;

		accept_one(OUTCOME_ACCEPT, &a);
		step(&a, "materials", JOB_SUBMITTED, 12, "");
		assert_int_equal(print_job_retry(f.h, &f.clerk, job_of(&a, "materials").id, &err), ST_REFUSED);
		assert_string_equal(err.code, "E-5022");
		step(&a, "materials", JOB_FAILED, cases[i].cups_job ? -1 : 0, "卡纸");
		assert_int_equal(print_job_retry(f.h, &f.clerk, job_of(&a, "materials").id, &err), ST_OK);
		assert_int_equal(job_of(&a, "materials").state, JOB_PENDING);
		assert_int_equal(job_of(&a, "materials").copy_no, cases[i].copy_no);
		assert_int_equal(job_of(&a, "materials").cups_job, 0);
		assert_int_equal(*job_of(&a, "materials").reason != '\0', cases[i].copy_no);
		assert_int_equal(print_job_retry(f.h, &f.clerk, job_of(&a, "materials").id, &err), ST_OK);      /* pressed twice */
	}
}

static void row_35_a_reprint_is_marked_and_wants_a_reason(void **state)
{
	struct accepted a;
	struct print_job made, jobs[8];
	struct todo todo[64];
	struct err err;
	size_t count;
	json_t *data;

	(void)state;
	accept_one(OUTCOME_ACCEPT, &a);
	assert_int_equal(print_job_reprint(f.h, &f.clerk, "123", "materials", "x", "", false, &made, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-6101");
	assert_int_equal(print_job_reprint(f.h, &f.clerk, a.number, "receipt", "x", "", false, &made, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-5027");
	assert_int_equal(print_job_reprint(f.h, &f.clerk, a.number, "../x", "x", "", false, &made, &err), ST_NOINPUT);
	assert_int_equal(print_job_reprint(f.h, &f.clerk, a.number, "materials", "", "", false, &made, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-5023");
	/* the pending original is given up: it must not come out beside the reprint */
	assert_int_equal(print_job_reprint(f.h, &f.clerk, a.number, "materials", "弄脏", "attic", true, &made, &err), ST_OK);
	assert_int_equal(made.copy_no, 1);
	assert_string_equal(made.destination, "attic");
	assert_string_equal(made.paper, "A4");                     /* large type: not on A5 */
	assert_int_equal(print_job_reprint(f.h, &f.clerk, a.number, "materials", "又脏", "", false, &made, &err), ST_OK);
	assert_int_equal(made.copy_no, 2);
	assert_string_equal(made.paper, "A5");
	assert_int_equal(print_job_list(f.h, a.dossier, "failed", jobs, 8, &count, NULL), ST_OK);
	assert_int_equal(count, 2);
	/* what has been replaced wants nobody any more */
	assert_int_equal(print_job_list(f.h, a.dossier, "open", jobs, 8, &count, NULL), ST_OK);
	assert_int_equal(count, 2);                                /* the notice, and the second reprint */
	fixture_tick(60000);
	assert_int_equal(dossier_todo(f.h, &f.clerk, todo, 64, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		assert_true(todo[i].id != jobs[0].id - 1);
	/* and the paper says what it is */
	assert_int_equal(print_job_data(f.h, &made, &data, &err), ST_OK);
	assert_string_equal(json_string_value(json_object_get(json_object_get(data, "document"), "copy_text")), "补打 第2次");
	assert_string_equal(json_string_value(json_object_get(json_object_get(data, "document"), "reason")), "又脏");
	json_decref(data);
	assert_int_equal(audit_verify(f.h, &(int64_t){ 0 }, &err), ST_OK);
}

/* A printer that is broken fills the list with its kind: so many and no more, and that there are more is told. */
static void of_one_kind(void **state)
{
	enum { EACH = 20 };
	struct accepted a;
	struct todo todo[64];
	struct err err;
	size_t count, unprinted = 0;
	bool more;

	(void)state;
	for (int i = 0; i < EACH / 2 + 1; i++)                      /* two papers each */
		accept_one(OUTCOME_ACCEPT, &a);
	fixture_tick(60000);
	assert_int_equal(dossier_todo(f.h, &f.clerk, todo, 64, &count, &more, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		unprinted += todo[i].kind == TODO_UNPRINTED || todo[i].kind == TODO_UNKNOWN_OUTCOME;
	assert_int_equal(unprinted, EACH);
	assert_true(more);
}

/* Nobody knows what became of it: it is not among those that wait, it is its own words with what to do, until a person has
 * said what she saw or a reprint stands for it. */
static void unknown(void **state)
{
	struct print_job_sums before, after;
	struct accepted a;
	struct print_job job, made;
	struct todo todo[64];
	struct err err;
	size_t count;
	bool told = false;

	(void)state;
	assert_int_equal(print_job_sums(f.h, &before, &err), ST_OK);
	accept_one(OUTCOME_ACCEPT, &a);
	step(&a, "acceptance-notice", JOB_SUBMITTED, 41, "");
	step(&a, "materials", JOB_SUBMITTED, 42, "");
	assert_int_equal(print_job_sums(f.h, &after, &err), ST_OK);
	assert_int_equal(after.waiting[0], before.waiting[0] + 2);
	assert_int_equal(after.unknown[0], before.unknown[0]);
	step(&a, "acceptance-notice", JOB_SUBMITTED, 0, "结果不明,请看纸;没有打出请补打");
	step(&a, "materials", JOB_SUBMITTED, 0, "");
	assert_int_equal(print_job_sums(f.h, &after, &err), ST_OK);
	assert_int_equal(after.waiting[0], before.waiting[0]);
	assert_int_equal(after.unknown[0], before.unknown[0] + 2);
	job = job_of(&a, "acceptance-notice");
	assert_true(print_job_unknown(&job));
	assert_string_equal(print_job_words(&job), "结果不明");
	fixture_tick(60000);
	assert_int_equal(dossier_todo(f.h, &f.clerk, todo, 64, &count, NULL, &err), ST_OK);
	for (size_t i = 0; i < count; i++)
		told = told || (todo[i].id == job.id && todo[i].kind == TODO_UNKNOWN_OUTCOME && strstr(todo[i].hint, "看纸") && strstr(todo[i].what, "请补打"));
	assert_true(told);
	assert_int_equal(print_job_confirm(f.h, &f.clerk, job.id, &err), ST_OK);
	assert_int_equal(print_job_reprint(f.h, &f.clerk, a.number, "materials", "没有看到纸", "", false, &made, &err), ST_OK);
	assert_int_equal(print_job_sums(f.h, &after, &err), ST_OK);
	assert_int_equal(after.unknown[0], before.unknown[0]);
	assert_int_equal(after.waiting[0], before.waiting[0] + 1);
}

struct shown { struct buf text[4]; size_t count; };

static void show(void *ctx, const char *title, int copies, const struct document *d)
{
	struct shown *s = ctx;

	(void)title;
	(void)copies;
	assert_true(s->count < COUNT_OF(s->text));
	buf_init(&s->text[s->count], BUF_LARGE);
	document_text(d, 0, 78, &s->text[s->count++]);
}

/* Line for line what comes out afterwards; a line that differs says that it is a specimen's. */
static void same_but_marked(char *before, char *after)
{
	char *one, *other;
	size_t marked = 0;

	while ((one = strsep(&before, "\n")) != NULL) {
		other = strsep(&after, "\n");
		assert_non_null(other);
		if (strcmp(one, other) == 0)
			continue;
		if (!strstr(one, "样稿"))
			fail_msg("“%s” came out as “%s”", one, other);
		marked++;
	}
	assert_null(after);
	assert_true(marked >= 2);                                  /* 件号, and the line of print number and check code */
}

static void specimen(void **state)
{
	struct shown s = { .count = 0 };
	struct promise *p = NULL;
	struct accepted a;
	struct request r;
	struct err err;
	int64_t before, after;
	static const char *const kinds[] = { "deferral-notice", "deferral-promise", "materials" };

	(void)state;
	fixture_request(&f, "xinshenger", ++persons, &r);
	request_material(&r, "sy-cyxj")->state = MS_DEFERRED;
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &before, &err), ST_OK);
	assert_int_equal(specimen_each(f.h, &f.clerk, p, show, &s, &err), ST_OK);
	assert_int_equal(dossier_verify(f.h, &after, &err), ST_OK);
	assert_int_equal(before, after);                           /* nothing was accepted, no number given */
	assert_int_equal(s.count, COUNT_OF(kinds));
	fixture_accept(&f, &r, &a);
	for (size_t i = 0; i < s.count; i++) {
		struct print_job job = job_of(&a, kinds[i]);
		struct document *d = NULL;
		struct buf text;

		buf_init(&text, BUF_LARGE);
		assert_int_equal(paper_fill(f.h, &job, (enum paper)paper_from_name(job.paper), true, &d, &err), ST_OK);
		document_text(d, 0, 78, &text);
		same_but_marked(s.text[i].data, text.data);
		document_free(d);
		buf_release(&text);
		buf_release(&s.text[i]);
	}
	promise_free(p);
	request_release(&r);
	fixture_request(&f, "xinshenger", persons, &r);            /* what is not a promise has no papers */
	request_set(&r.applicant.name, "");
	assert_int_equal(request_promise(f.h, &r, &p, &err), ST_OK);
	assert_int_equal(specimen_each(f.h, &f.clerk, p, show, &s, &err), ST_REFUSED);
	assert_string_equal(err.code, "E-6316");
	promise_free(p);
	request_release(&r);
}

static void confirm(void **state)
{
	struct accepted a;
	struct err err;
	int64_t id;

	(void)state;
	accept_one(OUTCOME_ACCEPT, &a);
	id = job_of(&a, "materials").id;
	assert_int_equal(print_job_confirm(f.h, &f.clerk, id, &err), ST_REFUSED);      /* nothing has been printed */
	assert_string_equal(err.code, "E-5022");
	step(&a, "materials", JOB_SUBMITTED, 3, "");
	step(&a, "materials", JOB_DEVICE_DONE, -1, "");
	assert_int_equal(print_job_confirm(f.h, &f.clerk, id, &err), ST_OK);
	assert_int_equal(print_job_confirm(f.h, &f.clerk, id, &err), ST_OK);
	assert_int_equal(job_of(&a, "materials").state, JOB_CONFIRMED);
	assert_int_equal(print_job_hold(f.h, &f.clerk, id, &err), ST_REFUSED);
	assert_int_equal(print_job_retry(f.h, &f.clerk, id, &err), ST_REFUSED);
	assert_int_equal(print_job_confirm(f.h, &f.clerk, 999999, &err), ST_NOINPUT);
	assert_string_equal(err.code, "E-5021");
}

static void direct(void **state)
{
	struct accepted a;
	struct print_job made;
	struct err err;

	(void)state;
	accept_one(OUTCOME_ACCEPT, &a);
	assert_int_equal(print_job_direct(f.h, &f.clerk, a.number, "materials", "x", "attic", false, &made, &err), ST_OK);
	assert_int_equal(made.copy_no, 0);                         /* no printer had it */
	assert_string_equal(made.destination, "attic");
	assert_int_equal(made.state, JOB_PENDING);
	step(&a, "materials", JOB_SUBMITTED, 3, "");
	assert_int_equal(print_job_direct(f.h, &f.clerk, a.number, "materials", "x", "cellar", false, &made, &err), ST_OK);
	assert_int_equal(made.copy_no, 1);
}

/* A hall with a slip printer: receipts become slips, everything else stays. */
static void slips(void **state)
{
	char *path = file_join(f.dir, "yichuang.conf");
	struct accepted a;
	FILE *conf = fopen(path, "ae");

	(void)state;
	assert_non_null(conf);
	fputs("printer.slip pos\nprinter.slip_mm 58\nprinter.large 1\n", conf);
	fclose(conf);
	free(path);
	fixture_reopen(&f);
	accept_one(OUTCOME_RECEIVE, &a);
	assert_string_equal(job_of(&a, "receipt").paper, "58mm");
	assert_string_equal(job_of(&a, "materials").paper, "A4");      /* large type */
}

/* Each document of a real acceptance fills without a gap: what a template asks for is in the snapshot. */
static void templates_fit_the_dossier(void **state)
{
	static const struct { enum outcome outcome; const char *kinds[3]; } cases[] = {
		{ OUTCOME_ACCEPT, { "acceptance-notice", "materials" } }, { OUTCOME_RECEIVE, { "receipt", "materials" } },
	};

	(void)state;
	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct accepted a;

		accept_one(cases[i].outcome, &a);
		for (int k = 0; cases[i].kinds[k]; k++)
			for (int p = 0; p < PAPERS; p++) {
				struct print_job job = job_of(&a, cases[i].kinds[k]);
				struct document_template *t;
				struct document *d;
				struct err err;

				assert_int_equal(paper_template(f.h, job.kind, &t, &err), ST_OK);
				if (document_takes(t, (enum paper)p)) {
					if (paper_fill(f.h, &job, (enum paper)p, true, &d, &err) != ST_OK)
						fail_msg("%s %s %s", err.code, err.where, err.text);
					document_free(d);
				}
				document_template_free(t);
			}
	}
}

/* A hall's own template wins; a broken one says where. */
static void own_templates(void **state)
{
	char *folder = file_join(f.dir, "documents"), *path = file_join(folder, "materials.doc");
	static const char good[] = "document materials \"清单\"\npapers A5\nline \"本厅自己的 {number}\"\n";
	static const char bad[] = "document materials \"清单\"\npapers A5\nline \"{number\"\n";
	struct accepted a;
	struct print_job job;
	struct document *d;
	struct err err;
	struct buf text;

	(void)state;
	accept_one(OUTCOME_ACCEPT, &a);
	job = job_of(&a, "materials");
	assert_int_equal(file_folder(folder, &err), ST_OK);
	assert_int_equal(file_write(path, good, sizeof good - 1, 0600, &err), ST_OK);
	assert_int_equal(paper_fill(f.h, &job, PAPER_A5, true, &d, &err), ST_OK);
	buf_init(&text, BUF_LARGE);
	document_text(d, 0, 78, &text);
	assert_non_null(strstr(text.data, "本厅自己的"));
	assert_non_null(strstr(text.data, "打印号"));              /* R13: no template can leave it out */
	buf_release(&text);
	document_free(d);
	assert_int_equal(file_write(path, bad, sizeof bad - 1, 0600, &err), ST_OK);
	assert_int_equal(paper_fill(f.h, &job, PAPER_A5, true, &d, &err), ST_DATA);
	assert_string_equal(err.code, "E-5302");
	assert_non_null(strstr(err.where, "materials.doc:3"));
	assert_int_equal(remove(path), 0);
	free(path);
	free(folder);
}

static void expect_outlook(const char *destination, enum print_outlook wanted, const char *words)
{
	char said[OUTLOOK_SIZE];
	struct print_job job = { .id = 1 };

	snprintf(job.destination, sizeof job.destination, "%s", destination);
	assert_int_equal(print_outlook(f.h, &job, said), wanted);
	assert_string_equal(said, words);
}

/* Nobody is told 已排队打印 where nothing prints. */
static void outlook(void **state)
{
	char owner[80];
	struct err err;

	(void)state;
	expect_outlook("", OUTLOOK_STOPPED, "已排队,打印程序没有运行");
	lease_owner(owner);
	assert_int_equal(lease_take(f.h, "print", owner, 60000, &err), ST_OK);
	assert_int_equal(agent_say(f.h, "print", "A4 就绪", true, &err), ST_OK);
	expect_outlook("", OUTLOOK_PRINTS, "已排队打印");
	assert_int_equal(agent_say(f.h, "print", "A4 缺纸(1 张在等)", false, &err), ST_OK);
	expect_outlook("", OUTLOOK_TROUBLE, "已排队,但 A4 缺纸(1 张在等)");
	assert_int_equal(agent_say(f.h, "print", PRINT_NOTHING ",文书存为 PDF:/h/receipts", true, &err), ST_OK);
	expect_outlook("", OUTLOOK_FILED, "没有打印机,将存为 PDF");
	expect_outlook("tcp://10.1.2.3", OUTLOOK_PRINTS, "已排队打印");
	assert_int_equal(agent_say(f.h, "print", PRINT_PAGES " " PRINT_NOTHING ",存为 PDF · 小票 就绪", true, &err), ST_OK);
	expect_outlook("", OUTLOOK_FILED, "没有打印机,将存为 PDF");
	lease_drop(f.h, "print", owner);
	expect_outlook("", OUTLOOK_STOPPED, "已排队,打印程序没有运行");
}

/* What went down a raw socket is told as sent, never as printed. */
static void sent_is_not_printed(void **state)
{
	struct print_job job = { .state = JOB_DEVICE_DONE };

	(void)state;
	snprintf(job.queue, sizeof job.queue, "Laser");
	assert_string_equal(print_job_words(&job), "打印机报完成");
	snprintf(job.queue, sizeof job.queue, "usb:///dev/usb/lp0");
	assert_string_equal(print_job_words(&job), "已送出请看纸");
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(which_papers), cmocka_unit_test(steps), cmocka_unit_test(moved_meanwhile), cmocka_unit_test(retry),
		cmocka_unit_test(row_35_a_reprint_is_marked_and_wants_a_reason), cmocka_unit_test(unknown), cmocka_unit_test(specimen),
		cmocka_unit_test(confirm), cmocka_unit_test(direct),
		cmocka_unit_test(templates_fit_the_dossier), cmocka_unit_test(own_templates), cmocka_unit_test(slips),
		cmocka_unit_test(of_one_kind), cmocka_unit_test(outlook), cmocka_unit_test(sent_is_not_printed),
	};
	char *data = mem_format("%s/data", getenv("srcdir") ? getenv("srcdir") : ".");

	setenv("YICHUANG_DATADIR", data, 1);
	free(data);
	return cmocka_run_group_tests(tests, up, down);
}
