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
#include "base/text.h"
#include "tests/print/papers.h"

/* The shipped documents (D-1 …), each with the sample dossiers on every paper that it takes. */

typedef void each_paper_fn(const char *kind, const char *sample, enum paper p, bool large, const struct document *d);

static void each_paper(each_paper_fn *fn)
{
	for (int k = 0; paper_kinds[k]; k++)
		for (int s = 0; paper_samples[s]; s++)
			for (int p = 0; p < PAPERS; p++)
				for (int large = 0; large < 2; large++) {
					struct document *d = paper_fill(paper_kinds[k], paper_samples[s], (enum paper)p, large);

					if (d)
						fn(paper_kinds[k], paper_samples[s], (enum paper)p, large, d);
					document_free(d);
				}
}

/* Whatever is in the data: no line is wider than the paper, and no control or invisible character comes through. */
static void check_lines(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	int columns[] = { paper_columns(p), 16, 24, 200 };

	for (size_t i = 0; i < COUNT_OF(columns); i++) {
		char *text = paper_words(d, 0, columns[i]), *line, *rest = text;

		while ((line = strsep(&rest, "\n")) != NULL) {
			size_t position;

			if (text_check(line, strlen(line), &position) != TEXT_FINE)
				fail_msg("%s %s %s: harm at %zu of %s", kind, sample, paper_name(p), position, line);
			if (text_width(line) > columns[i])
				fail_msg("%s %s %s large %d: %d cells > %d: %s", kind, sample, paper_name(p), large, text_width(line),
					columns[i], line);
		}
		free(text);
	}
}

static size_t count_of(const char *text, const char *what)
{
	size_t n = 0;

	for (const char *at = text; (at = strstr(at, what)) != NULL; at += strlen(what))
		n++;
	return n;
}

/* Long names wrap and are never cut: each of the sixty characters of each of them is there. */
static void check_long(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	size_t wanted = 0, there;
	char *text;

	if (strcmp(sample, "hostile") != 0)
		return;
	for (size_t b = 0; b < d->block_count; b++) {
		wanted += count_of(d->blocks[b].text, "甲");
		for (size_t c = 0; c < d->blocks[b].cell_count; c++)
			wanted += count_of(d->blocks[b].cells[c], "甲");
	}
	text = paper_words(d, 0, paper_columns(p));
	there = count_of(text, "甲");
	if (wanted < 60 || there != wanted)
		fail_msg("%s %s large %d: %zu of %zu characters of the long names", kind, paper_name(p), large, there, wanted);
	free(text);
}

static void row_36_long_names_are_never_cut(void **state)
{
	(void)state;
	each_paper(check_long);
}

static void rows_36_41_lines_fit(void **state)
{
	(void)state;
	each_paper(check_lines);
}

/* Renewed by `make golden`. */
static void check_golden(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	char *name = mem_format("%s.%s.%s.txt", kind, sample, paper_name(p)), *path = paper_path("tests/print/golden", name);
	size_t n;

	if (!large && strcmp(sample, "hostile") != 0) {
		char *now = paper_words(d, 0, paper_columns(p)), *want;
		if (getenv("YICHUANG_GOLDEN_RENEW"))
			assert_int_equal(file_write(path, now, strlen(now), 0644, NULL), ST_OK);
		want = paper_slurp(path, &n);
		if (n != strlen(now) || memcmp(want, now, n) != 0)
			fail_msg("%s differs; it is now:\n%s", path, now);
		free(want);
		free(now);
	}
	free(path);
	free(name);
}

/* What goes to the drawer comes out as it went in. */
static void check_json(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	json_t *there = document_json(d), *again;
	struct document *copy;
	struct err err;

	(void)kind, (void)sample, (void)p, (void)large;
	assert_int_equal(document_from_json(there, &copy, &err), ST_OK);
	again = document_json(copy);
	assert_true(json_equal(there, again));
	for (size_t sheet = 0; sheet < d->mark_count; sheet++) {
		char *a = paper_words(d, sheet, paper_columns(d->paper)), *b = paper_words(copy, sheet, paper_columns(copy->paper));
		assert_string_equal(a, b);
		free(a);
		free(b);
	}
	document_free(copy);
	json_decref(again);
	json_decref(there);
}

static void through_json(void **state)
{
	static const char *const broken[] = { "{}", "[]",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":9,\"large\":false,\"marks\":[],\"blocks\":[]}",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":0,\"large\":false,\"marks\":[],\"blocks\":[1]}",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":0,\"large\":false,\"marks\":[],\"blocks\":[{\"kind\":8,\"style\":0,"
			"\"text\":null,\"cells\":[],\"wide\":[],\"pairs\":1,\"columns\":[[\"x\",1,0]],\"rows\":1}]}",
		"{\"kind\":\"a\",\"title\":\"b\",\"again\":\"\",\"paper\":0,\"large\":false,\"marks\":[],\"blocks\":[{\"kind\":7,\"style\":0,"
			"\"text\":null,\"cells\":[\"a\",\"b\"],\"wide\":[],\"pairs\":1,\"columns\":[],\"rows\":1}]}" };

	(void)state;
	each_paper(check_json);
	for (size_t i = 0; i < COUNT_OF(broken); i++) {
		struct document *d = (struct document *)state;      /* anything but NULL: outputs are nulled first */
		json_t *j = json_loads(broken[i], 0, NULL);
		assert_non_null(j);
		assert_int_equal(document_from_json(j, &d, NULL), ST_DATA);
		assert_null(d);
		json_decref(j);
	}
}

static void row_36_golden(void **state)
{
	(void)state;
	each_paper(check_golden);
}

/* Text without blanks and line ends: a value may be broken over lines. */
static char *squeezed(const char *s)
{
	char *out = mem_text(s), *to = out;

	for (const char *c = s; *c; c++)
		if (*c != ' ' && *c != '\n')
			*to++ = *c;
	*to = '\0';
	return out;
}

static json_t *at_path(json_t *v, const char *path)
{
	char *copy = mem_text(path), *rest = copy, *part;

	while (v && (part = strsep(&rest, ".")) != NULL)
		v = json_is_array(v) ? json_array_get(v, (size_t)(*part - '0')) : json_object_get(v, part);
	free(copy);
	return v;
}

/* A paper that is shared, deferred, promised, wrong or missing is named as that, in a list of its own, and never counted as
 * taken in: the list is signed for. */
static void row_40_totals_are_the_sums_of_what_was_received(void **state)
{
	static const struct { const char *kind; enum paper paper; } cases[] = {
		{ "materials", PAPER_A4 }, { "materials", PAPER_A5 }, { "materials", PAPER_80MM }, { "materials", PAPER_58MM },
		{ "receipt", PAPER_A4 }, { "receipt", PAPER_A5 }, { "receipt", PAPER_80MM }, { "receipt", PAPER_58MM },
	};
	json_t *data = paper_data("restaurant"), *list = json_object_get(data, "materials"), *one;
	size_t received = 0, i;
	long long originals = 0, copies = 0;

	(void)state;
	json_array_foreach(list, i, one)
		if (strcmp(json_string_value(json_object_get(one, "state")), "received") == 0) {
			received++;
			originals += json_integer_value(json_object_get(one, "originals"));
			copies += json_integer_value(json_object_get(one, "copies"));
		}
	for (i = 0; i < COUNT_OF(cases); i++) {
		struct document *d = paper_fill(cases[i].kind, "restaurant", cases[i].paper, false);
		const struct block *taken = NULL, *others = NULL;
		size_t lines = 0;
		char total[32], sums[64];
		struct buf last;

		for (size_t b = 0; b < d->block_count; b++)
			if (d->blocks[b].kind == BLOCK_TABLE && d->blocks[b].row_count && !taken)
				taken = &d->blocks[b];
			else if (d->blocks[b].kind == BLOCK_TABLE && d->blocks[b].row_count && !others)
				others = &d->blocks[b];
			else
				lines += strncmp(d->blocks[b].text, "未收：", strlen("未收：")) == 0;
		assert_non_null(taken);
		assert_int_equal(taken->row_count, received + 1);
		buf_init(&last, BUF_SMALL);
		for (size_t c = 0; c < taken->column_count; c++)
			buf_format(&last, "%s|", taken->cells[(taken->row_count - 1) * taken->column_count + c]);
		snprintf(total, sizeof total, "合计 %zu 种|", received);
		snprintf(sums, sizeof sums, "|%lld|%lld|", originals, copies);
		assert_non_null(strstr(last.data, total));
		assert_non_null(strstr(last.data, sums));
		buf_release(&last);
		/* a paper taken in before acceptance cannot be deferred yet: the sample has two that are */
		assert_int_equal((others ? others->row_count : 0) + lines,
			json_array_size(list) - received - (strcmp(cases[i].kind, "receipt") == 0 ? 2 : 0));
		document_free(d);
	}
	json_decref(data);
}

/* A column of the table with this header. */
static void column_of(const struct document *d, const char *header, const char *below, struct buf *out)
{
	for (size_t b = 0; b < d->block_count; b++) {
		const struct block *t = &d->blocks[b];
		size_t has = t->column_count, name = 0;

		for (size_t c = 0; t->kind == BLOCK_TABLE && c < t->column_count; c++) {
			has = strcmp(t->columns[c].header, header) == 0 ? c : has;
			name = strcmp(t->columns[c].header, below) == 0 ? c : name;
		}
		for (size_t r = 0; has < t->column_count && r < t->row_count; r++)
			buf_format(out, "%s\n", t->cells[r * t->column_count + name]);
	}
}

/* The receipt and the notice of one dossier agree: what is not taken in, and neither shared nor promised, is asked for, and
 * nothing else is. */
static void row_40_what_the_receipt_lacks_the_notice_asks_for(void **state)
{
	json_t *data = paper_data("restaurant"), *one;
	struct document *receipt = paper_fill("receipt", "restaurant", PAPER_A4, false);
	struct document *notice = paper_fill("notice", "restaurant", PAPER_A4, false);
	struct document *list = paper_fill("materials", "restaurant", PAPER_A4, false);
	struct buf taken, lacking, asked, listed, wanted;
	size_t i;

	(void)state;
	buf_init(&taken, BUF_LARGE);
	buf_init(&lacking, BUF_LARGE);
	buf_init(&asked, BUF_LARGE);
	buf_init(&listed, BUF_LARGE);
	buf_init(&wanted, BUF_LARGE);
	column_of(receipt, "已收材料", "已收材料", &taken);
	column_of(receipt, "未收纸质材料（不计份数）", "未收纸质材料（不计份数）", &lacking);
	column_of(list, "已收材料", "已收材料", &listed);
	column_of(notice, "存在的问题", "材料名称", &asked);
	assert_string_equal(taken.data, listed.data);
	json_array_foreach(json_object_get(data, "materials"), i, one) {
		const char *state_code = json_string_value(json_object_get(one, "state"));
		bool open = strcmp(state_code, "unchecked") == 0 || strcmp(state_code, "defective") == 0;
		char *line = mem_format("%s\n", json_string_value(json_object_get(one, "name")));

		assert_int_equal(strstr(taken.data, line) != NULL, strcmp(state_code, "received") == 0);
		if (open)
			buf_text(&wanted, line);
		if (open)
			assert_non_null(strstr(lacking.data, line));
		free(line);
	}
	assert_string_equal(asked.data, wanted.data);
	buf_release(&taken);
	buf_release(&lacking);
	buf_release(&asked);
	buf_release(&listed);
	buf_release(&wanted);
	document_free(list);
	document_free(notice);
	document_free(receipt);
	json_decref(data);
}

/* What each document must name. Values stand on the paper as they are in the dossier. */
static const struct { const char *kind, *sample, *paths; } must[] = {
	{ "receipt", "newborn", "hall.name number document.number applicant.name bundle.name items.0.name items.5.name "
		"window.name clerk.work_no clerk.name materials.0.name materials.10.name codes.query hall.phone codes.check" },
	{ "acceptance-notice", "restaurant", "hall.name document.number applicant.name applicant.id_number "
		"applicant.id_type_name applicant.legal_name agent.name agent.id_number items.0.name items.4.name "
		"items.0.department.name items.0.statutory_text items.0.promised_text items.0.due items.0.fee "
		"delivery.mode_name delivery.address hall.complaint_phone clerk.name number codes.check" },
	{ "notice", "restaurant", "document.number applicant.name applicant.phone bundle.name materials.1.name "
		"materials.1.reason materials.1.form materials.1.source_name materials.2.name items.0.legal_basis hall.address "
		"hall.query_url clerk.name hall.phone" },
	{ "deferral-promise", "restaurant", "document.number applicant.name applicant.id_number applicant.address "
		"applicant.phone applicant.legal_name agent.name agent.authority_no items.0.name deferrals.0.name "
		"deferrals.0.reason deferrals.0.form deferrals.0.due deferrals.0.channel clerk.name" },
	{ "pledge", "restaurant", "document.number applicant.name applicant.id_number applicant.phone applicant.legal_name agent.name "
		"agent.authority_no bundle.name materials.4.name materials.4.form materials.4.items.0 materials.4.date items.1.legal_basis "
		"items.1.department.name clerk.name hall.complaint_phone" },
	{ "deferral-notice", "restaurant", "document.number applicant.name deferrals.0.name deferrals.0.form "
		"deferrals.1.due deferrals.0.result_policy deferrals.1.result_policy items.0.due items.1.due hall.phone "
		"hall.query_url codes.query" },
	{ "refusal", "restaurant", "document.number applicant.name bundle.name act.data.ground_text act.data.organ act.data.place "
		"act.data.article act.data.reason act.by act.second" },
	{ "termination", "restaurant", "document.number applicant.name bundle.name act.data.ground_text act.data.reason "
		"materials.0.name act.by" },
	{ "correction", "restaurant", "document.number number applicant.name applicant.phone bundle.name act.item.name act.item.department.name "
		"act.data.lines act.by hall.address hall.phone" },
	{ "deferral-wrong", "restaurant", "document.number number applicant.name applicant.phone bundle.name act.lines.0.name act.lines.0.fault "
		"act.lines.0.form act.lines.0.source_name act.by hall.address hall.phone" },
	{ "special", "restaurant", "document.number applicant.name act.item.name act.item.department.name act.data.kind_text "
		"act.data.days act.data.basis act.data.reason" },
	{ "extension", "restaurant", "document.number applicant.name act.item.name act.data.approver_text act.data.approver_name "
		"act.data.days act.data.reason" },
	{ "denial", "restaurant", "document.number applicant.name act.item.name act.data.reason act.data.article" },
	{ "delivery", "restaurant", "document.number number act.result.name act.result.licence_no applicant.name applicant.id_number "
		"hall.address act.data.mode_text act.data.receiver_name act.data.receiver_text act.by" },
	{ "completion", "restaurant", "document.number applicant.name bundle.name results.0.item results.0.department "
		"results.0.decision_name results.0.name results.0.licence_no results.1.decided_day results.2.decision_name "
		"delivery.mode_name hall.complaint_phone" },
	{ "fee-notice", "restaurant", "document.number number applicant.name bundle.name act.item.name act.item.department.name act.item.fee "
		"act.data.amount act.data.basis act.data.pay act.data.until act.by" },
	{ "courier-label", "restaurant", "number act.data.company act.data.tracking applicant.name applicant.phone delivery.address hall.name "
		"hall.address hall.phone act.data.content act.by" },
	{ "pickup", "newborn", "document.number results.0.name results.1.licence_no results.0.place hall.address hall.hours "
		"codes.query hall.phone" },
	{ "handover", "restaurant", "document.number window.name clerk.name department.name bag pieces.0.number pieces.0.bundle "
		"pieces.0.name pieces.2.name hall.phone" },
	{ "shift", "restaurant", "document.number place clerk.name rows.0.kind rows.0.bundle rows.0.what "
		"rows.0.hint rows.1.what rows.1.hint hall.phone" },
	{ "statement", "restaurant", "document.number title span clerk.name indicators.0.name indicators.9.value indicators.9.numerator "
		"indicators.9.denominator indicators.9.words slots.1.label by_window.1.name by_clerk.0.wait by_class.0.abandoned by_bundle.0.on_time "
		"by_department.0.late_promised by_item.0.name hall.phone" },
	{ "errand-accept", "restaurant", "document.number errand.number errand.kind_name errand.source_name errand.helper "
		"errand.registered_by errand.items.0 errand.items.1 principals.0.name principals.1.name "
		"principals.1.phone_masked papers.0.name papers.0.back_words papers.1.name hall.complaint_phone" },
	{ "errand-mandate", "restaurant", "document.number errand.number errand.helper errand.helper_no principal.name "
		"principal.id_number principal.phone principal.address authority.scope authority.from authority.until authority.powers.0 "
		"authority.powers.1" },
	{ "errand-pause", "restaurant", "document.number errand.number errand.helper principal.name step.reason step.until step.by "
		"errand.items.0 papers.1.name" },
	{ "errand-resume", "restaurant", "document.number errand.number principal.name principal.id_number step.reason authority.scope "
		"authority.until authority.powers.1" },
	{ "errand-end", "restaurant", "document.number errand.number errand.outcome_name errand.cost_text step.reason principal.name "
		"papers.0.name papers.0.back_words papers.1.name principals.0.dossier" },
	{ "authority", "restaurant", "document.number principal.name principal.id_number principal.phone principal.address agent.name "
		"agent.id_number authority.scope authority.relation authority.from authority.until" },
	{ "ticket", "newborn", "ticket.number ticket.class_name ticket.priority ticket.slot before estimate calls hall.name hall.phone" },
	{ "sheet", "restaurant", "document.number bundle.name items.0.name items.0.department items.1.promised_text items.0.fee "
		"items.0.result materials.0.name materials.0.form materials.0.source_name materials.0.items form.0.section form.0.labels "
		"answers.0.text answers.0.choice_text open.0.text open.0.choices hall.address hall.hours hall.phone promised_text" },
	{ "materials", "restaurant", "number materials.0.name materials.0.form "
		"materials.3.state_name materials.1.reason clerk.name" },
};

static void rows_25_36_fields_are_there(void **state)
{
	(void)state;
	for (size_t i = 0; i < COUNT_OF(must); i++) {
		json_t *data = paper_data_for(must[i].kind, must[i].sample);
		struct document_template *t = paper_template(must[i].kind);
		struct document *d = paper_fill(must[i].kind, must[i].sample, document_usual_paper(t), false);
		char *copy = mem_text(must[i].paths), *rest = copy, *path, *text;
		struct buf out;

		buf_init(&out, BUF_LARGE);
		for (size_t b = 0; b < d->block_count; b++) {      /* cell by cell: columns must not tear a value apart */
			buf_text(&out, d->blocks[b].text);
			for (size_t c = 0; c < d->blocks[b].cell_count; c++)
				buf_text(&out, d->blocks[b].cells[c]);
		}
		text = squeezed(out.data);
		while ((path = strsep(&rest, " ")) != NULL) {
			json_t *v = at_path(data, path);
			char *want = v ? squeezed(json_string_value(v)) : NULL;

			if (!want || !strstr(text, want))
				fail_msg("%s does not say %s", must[i].kind, path);
			free(want);
		}
		free(text);
		free(copy);
		buf_release(&out);
		document_free(d);
		document_template_free(t);
		json_decref(data);
	}
}

/* What lies on the desk shows no whole ID number (D-0). */
static void slips_are_masked(void **state)
{
	static const char *const kinds[] = { "receipt", "materials", "completion", "pickup", "fee-notice", "courier-label", "sheet", "handover", "shift", "statement", "errand-accept",
		"errand-pause", "errand-end", "ticket" };

	(void)state;
	for (size_t k = 0; k < COUNT_OF(kinds); k++)
		for (int p = 0; p < PAPERS; p++) {
			struct document *d = paper_fill(kinds[k], "restaurant", (enum paper)p, false);

			if (!d)                                 /* not on this paper */
				continue;
			char *text = paper_words(d, 0, 200);
			assert_null(strstr(text, "91371402MA3TQ8XK2A"));
			assert_null(strstr(text, "371402198006120017"));
			assert_null(strstr(text, "371402199511083326"));
			assert_null(strstr(text, "15953412345"));
			free(text);
			document_free(d);
		}
}

/* Nothing has come in yet: the receipt does not say that nothing is wanted. */
static void a_receipt_of_nothing_asks_for_all(void **state)
{
	static const enum paper papers[] = { PAPER_A5, PAPER_80MM };
	struct document_template *t = paper_template("receipt");
	json_t *data = paper_data("newborn"), *m;
	size_t i;

	(void)state;
	json_array_foreach(json_object_get(data, "materials"), i, m)
		json_object_set_new(m, "state", json_string("unchecked"));
	for (size_t k = 0; k < COUNT_OF(papers); k++) {
		struct document_options o = { papers[k], false, true };
		struct document *d;
		assert_int_equal(document_fill(t, data, &o, &d, NULL), ST_OK);
		char *text = paper_words(d, 0, 200);
		assert_null(strstr(text, "没有要交"));
		assert_non_null(strstr(text, "没有收到纸质材料"));
		free(text);
		document_free(d);
	}
	document_template_free(t);
	json_decref(data);
}

/* R13: the mark of a reprint is the program's, not the template's. */
static void row_35_reprint_shows(void **state)
{
	for (int k = 0; paper_kinds[k]; k++) {
		struct document_template *t = paper_template(paper_kinds[k]);
		json_t *data = paper_data_for(paper_kinds[k], "restaurant");
		struct document_options o = { document_usual_paper(t), false, true };
		struct document *d;

		(void)state;
		json_object_set_new(json_object_get(data, "document"), "copy_text", json_string("补打 第2次"));
		assert_int_equal(document_fill(t, data, &o, &d, NULL), ST_OK);
		assert_string_equal(d->again, "补打 第2次");
		char *text = paper_words(d, 0, 78);
		assert_non_null(strstr(text, "补打 第2次"));
		assert_non_null(strstr(text, "打印号17"));
		assert_non_null(strstr(text, "2KQ7VNB5TE"));
		free(text);
		document_free(d);
		document_template_free(t);
		json_decref(data);
	}
}

/* What a block of the document says first; NULL when there is no such block. */
static const struct block *block_of(const struct document *d, enum block_kind kind)
{
	for (size_t i = 0; i < d->block_count; i++)
		if (d->blocks[i].kind == kind)
			return &d->blocks[i];
	return NULL;
}

/* C-7, C-8: the promise is signed in two, the notice is given in two. */
static void row_25_promise_and_notice_are_two_sheets(void **state)
{
	(void)state;
	for (int k = 0; k < 2; k++) {
		struct document *d = paper_fill(k ? "deferral-notice" : "deferral-promise", "restaurant", PAPER_A4, false);
		assert_int_equal(d->mark_count, 2);
		assert_non_null(strstr(d->marks[0], "第1联"));
		assert_non_null(strstr(d->marks[1], "第2联"));
		if (!k) {
			const char *const five[] = { "一、", "二、", "三、", "四、", "五、" };
			char *text = paper_words(d, 0, 78);
			for (size_t i = 0; i < COUNT_OF(five); i++)
				assert_non_null(strstr(text, five[i]));
			assert_non_null(strstr(text, "同意查询"));
			free(text);
		}
		document_free(d);
	}
}

/* D-0: the number of the dossier and a QR that holds nobody's data; a seal's place that is never filled. */
static void head_and_foot(const char *kind, const char *sample, enum paper p, bool large, const struct document *d)
{
	const struct block *qr = block_of(d, BLOCK_QR), *seal = block_of(d, BLOCK_SEAL);
	json_t *data = paper_data_for(kind, sample);
	const char *id = json_string_value(json_object_get(json_object_get(data, "applicant"), "id_number"));

	(void)p, (void)large;
	if (qr) {
		bool scanned = strspn(qr->text, "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ-") == strlen(qr->text);
		if (!scanned && strncmp(qr->text, "https://", 8) != 0)      /* N-9: typed by a scanner, or the public address */
			fail_msg("%s: %s", kind, qr->text);
		assert_true(strlen(qr->text) < 90);
		assert_true(!id || !strstr(qr->text, id));
	}
	if (seal) {
		assert_int_equal(seal->text[0] != '\0' && strstr(seal->text, "章") != NULL, 1);
		assert_true(seal->cell_count >= 1 && *seal->cells[0]);
	}
	json_decref(data);
}

static void row_34_head_and_foot(void **state)
{
	(void)state;
	each_paper(head_and_foot);
	static const char *const sealed[] = { "acceptance-notice", "notice", "deferral-notice", "refusal", "termination", "denial" };
	for (size_t i = 0; i < COUNT_OF(sealed); i++) {
		struct document *d = paper_fill(sealed[i], "restaurant", PAPER_A4, false);
		assert_non_null(block_of(d, BLOCK_SEAL));
		assert_non_null(block_of(d, BLOCK_QR));
		document_free(d);
	}
}

/* D-3: a row for each material that is missing or wrong, no other, and that these are all. */
static void row_38_the_notice_names_every_defect(void **state)
{
	size_t i, defects = 0;
	json_t *m;

	(void)state;
	struct document *d = paper_fill("notice", "restaurant", PAPER_A4, false);
	json_t *data = paper_data_for("notice", "restaurant");
	const struct block *table = block_of(d, BLOCK_TABLE);
	assert_non_null(table);
	json_array_foreach(json_object_get(data, "materials"), i, m) {
		const char *is = json_string_value(json_object_get(m, "state"));
		if (strcmp(is, "unchecked") != 0 && strcmp(is, "defective") != 0)
			continue;
		assert_true(defects < table->row_count);
		assert_string_equal(table->cells[defects++ * table->column_count + 1], json_string_value(json_object_get(m, "name")));
	}
	assert_true(defects > 0);
	assert_int_equal(table->row_count, defects);
	char *text = paper_words(d, 0, 200);
	assert_non_null(strstr(text, "以上为需要补正的全部内容"));
	free(text);
	json_decref(data);
	document_free(d);
}

/* Every paper that an applicant takes home can be had in large type on each paper that it takes. */
static void row_42_a_large_variant_of_each(void **state)
{
	(void)state;
	for (int k = 0; paper_kinds[k]; k++)
		for (int p = 0; p < PAPERS; p++) {
			struct document *plain = paper_fill(paper_kinds[k], "restaurant", (enum paper)p, false);
			struct document *large = paper_fill(paper_kinds[k], "restaurant", (enum paper)p, true);
			assert_int_equal(plain != NULL, large != NULL);
			assert_true(!large || large->large);
			document_free(plain);
			document_free(large);
		}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(row_25_promise_and_notice_are_two_sheets), cmocka_unit_test(row_34_head_and_foot),
		cmocka_unit_test(row_38_the_notice_names_every_defect), cmocka_unit_test(row_42_a_large_variant_of_each),
		cmocka_unit_test(rows_36_41_lines_fit), cmocka_unit_test(row_36_long_names_are_never_cut), cmocka_unit_test(row_36_golden),
		cmocka_unit_test(through_json), cmocka_unit_test(row_40_totals_are_the_sums_of_what_was_received),
		cmocka_unit_test(row_40_what_the_receipt_lacks_the_notice_asks_for), cmocka_unit_test(rows_25_36_fields_are_there),
		cmocka_unit_test(slips_are_masked), cmocka_unit_test(a_receipt_of_nothing_asks_for_all), cmocka_unit_test(row_35_reprint_shows),
	};

	return cmocka_run_group_tests(tests, NULL, NULL);
}
