/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

struct search { const char *query, *first; size_t least; };
static const struct search searches[] = {
	{ "xse", "新生儿出生", 1 }, { "XSE", "新生儿出生", 1 }, { "新生儿", "新生儿出生", 1 }, { "xinshenger", "新生儿出生", 1 },
	{ "xinshe", "新生儿出生", 1 }, { "1", "新生儿出生", 2 }, { "16", "开办餐饮店", 1 }, { " 16 ", "开办餐饮店", 1 },
	{ "10", "公民身后", 1 }, { "kbcyd", "开办餐饮店", 1 }, { "yyyz", "开办书店(一业一证)", 1 },
	{ "餐饮", "开办餐饮店", 1 }, { "sdqldgh", "二手房转移登记及水电气联动过户", 1 }, { "退休", "企业职工退休", 2 },
	{ "3388101050001", "《出生医学证明》首次签发", 1 }, { "338810105", "《出生医学证明》首次签发", 9 },
	{ "cszqf", NULL, 0 }, { "csyxzm", "《出生医学证明》首次签发", 1 }, { "csz-qianfa", "《出生医学证明》首次签发", 1 },
	{ "上户口", "新生儿出生", 2 }, { "生小孩", "新生儿出生", 1 }, { "sxh", "新生儿出生", 1 }, { "shanghukou", "新生儿出生", 2 },
	{ "开饭馆", "开办餐饮店", 1 }, { "kfg", "开办餐饮店", 1 }, { "zzzzzz", NULL, 0 }, { "没有这个", NULL, 0 }, { "99999", NULL, 0 },
};

static void found_by_number_id_code_initials_and_name(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(searches); i++) {
		struct catalogue_hit hit = { .bundle = NULL };
		size_t n = catalogue_search(c, searches[i].query, NULL, &hit, 1);
		const char *name = hit.bundle ? hit.bundle->name : hit.item ? hit.item->name : NULL;
		if (n < searches[i].least || (!searches[i].first && n) || (searches[i].first && (!name || strcmp(name, searches[i].first) != 0)))
			fail_msg("%s: %zu, first %s", searches[i].query, n, name ? name : "none");
	}
	catalogue_free(c);
}

/* What its own name finds, then what it is called; in each bundles before items, and beginnings before the rest. */
static void own_names_bundles_and_beginnings_first(void **state)
{
	(void)state;
	static const char *const queries[] = { "就业", "退休", "社会保障卡", "不动产", "登记" };
	struct catalogue *c = load_shipped();
	struct catalogue_hit hits[300];
	bool both = false;

	for (size_t q = 0; q < COUNT_OF(queries); q++) {
		size_t n = catalogue_search(c, queries[q], NULL, hits, COUNT_OF(hits)), few = catalogue_search(c, queries[q], NULL, hits, 2);
		assert_int_equal(n, few);      /* the count does not depend on the room */
		n = catalogue_search(c, queries[q], NULL, hits, COUNT_OF(hits));
		assert_true(n > 2 && n <= COUNT_OF(hits));
		for (size_t i = 0, items = 0, inside = 0, called = 0; i < n; i++) {
			assert_true(!hits[i].bundle != !hits[i].item);
			const char *by = hits[i].called ? hits[i].called : hits[i].bundle ? hits[i].bundle->name : hits[i].item->name;
			bool begins = strncmp(by, queries[q], strlen(queries[q])) == 0;
			assert_non_null(strstr(by, queries[q]));
			if (hits[i].called && strcmp(by, queries[q]) == 0)      /* exactly that */
				continue;
			if (hits[i].called && !called++)
				items = inside = 0;
			assert_true(hits[i].called || !called);
			if (hits[i].item && !items++)
				inside = 0;
			assert_false(hits[i].bundle && items);
			assert_false(begins && inside);
			both |= items && inside && !begins && i + 1 < n;
			inside += !begins;
		}
	}
	assert_true(both);
	size_t n = catalogue_search(c, "", NULL, hits, COUNT_OF(hits));
	assert_int_equal(n, c->bundle_count + c->item_count);
	assert_ptr_equal(hits[0].bundle, &c->bundles[0]);
	assert_ptr_equal(hits[n - 1].item, &c->items[c->item_count - 1]);
	catalogue_free(c);
}

/* 税务注销 is also called 销税: its letters do not pass what begins so by its own name, and the row says why it is there. */
static void what_it_is_called_is_told(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	struct catalogue_hit hits[60];
	size_t n = catalogue_search(c, "xs", NULL, hits, COUNT_OF(hits)), at = 0;

	assert_string_equal(hits[0].bundle->id, "xinshenger");
	assert_null(hits[0].called);
	while (at < n && (!hits[at].item || strcmp(hits[at].item->id, "shuiwu-zhuxiao") != 0))
		at++;
	assert_true(at < n);
	assert_string_equal(hits[at].called, "销税");
	assert_int_equal(catalogue_search(c, "销税", NULL, hits, 1), 1);      /* written out it is exactly meant */
	assert_string_equal(hits[0].item->id, "shuiwu-zhuxiao");
	catalogue_free(c);
}

static struct catalogue *load_named(const char *name)
{
	struct buf with;

	buf_init(&with, BUF_SMALL);
	buf_format(&with, "\"name\":\"%s\"", name);
	char *json = edited("\"name\":\"丁登记\"", with.data);
	struct catalogue *c = load_text(json);
	free(json);
	buf_release(&with);
	return c;
}

/* 重 is read zhong and chong. What the word does not say is found too, but behind what is really called so: zq is in 甲证签发. */
static void every_reading_counts(void **state)
{
	(void)state;
	struct catalogue *c = load_named("重庆银行登记");
	static const char *const first[] = { "cq", "cqyh", "yh", "重q", "c庆", "chongqing", "yinhangd", "chqyhdj", "cqyx" };
	struct catalogue_hit hits[8];

	for (size_t i = 0; i < COUNT_OF(first); i++) {
		hits[0] = (struct catalogue_hit){ .bundle = NULL };
		if (!catalogue_search(c, first[i], NULL, hits, 1) || !hits[0].item || strcmp(hits[0].item->id, "item-d") != 0)
			fail_msg("%s", first[i]);
	}
	assert_int_equal(catalogue_search(c, "zq", NULL, hits, COUNT_OF(hits)), 3);
	assert_string_equal(hits[0].item->id, "item-a");
	assert_string_equal(hits[2].item->id, "item-d");
	catalogue_free(c);
}

/* Both begin with 企业; the one that the window takes is first, and neither passes what matches better. */
static void what_is_taken_comes_first(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	uint32_t *taken = mem_array(c->bundle_count + c->item_count, sizeof *taken);
	const struct bundle *often = catalogue_bundle(c, "qiye-qianyi"), *inside = catalogue_bundle(c, "zhuanqi");
	const struct item *item = catalogue_item(c, "qianyi-dengji");
	struct catalogue_hit hits[60];

	(void)catalogue_search(c, "qy", taken, hits, COUNT_OF(hits));
	assert_true(hits[0].bundle && hits[0].bundle != often);
	taken[often - c->bundles] = 7;
	taken[inside - c->bundles] = 900;
	taken[c->bundle_count + (size_t)(item - c->items)] = 1000;
	size_t n = catalogue_search(c, "qy", taken, hits, COUNT_OF(hits));
	assert_ptr_equal(hits[0].bundle, often);
	assert_ptr_not_equal(hits[1].bundle, inside);
	for (size_t i = 0; i < n; i++)
		if (hits[i].item) {
			assert_ptr_equal(hits[i].item, item);
			break;
		}
	assert_int_equal(catalogue_search(c, "", taken, hits, COUNT_OF(hits)), c->bundle_count + c->item_count);
	assert_ptr_equal(hits[0].bundle, &c->bundles[0]);
	free(taken);
	catalogue_free(c);
}

static void hostile_queries_find_nothing(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();
	static const char *const queries[] = { "\xFF\xFE", "\xE6\x96", "\x1b[2J", "%s%n", "99999999999999999999999" };
	struct catalogue_hit hit;
	char *longest = mem_alloc(100001);

	for (size_t i = 0; i < COUNT_OF(queries); i++)
		assert_int_equal(catalogue_search(c, queries[i], NULL, &hit, 1), 0);
	memset(longest, 'x', 100000);
	assert_int_equal(catalogue_search(c, longest, NULL, &hit, 1), 0);
	free(longest);
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found_by_number_id_code_initials_and_name),
		cmocka_unit_test(own_names_bundles_and_beginnings_first),
		cmocka_unit_test(what_it_is_called_is_told),
		cmocka_unit_test(every_reading_counts),
		cmocka_unit_test(what_is_taken_comes_first),
		cmocka_unit_test(hostile_queries_find_nothing),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
