/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

#include <time.h>

struct search { const char *query, *first; size_t least; };
static const struct search searches[] = {
	{ "xse", "新生儿出生", 1 }, { "XSE", "新生儿出生", 1 }, { "新生儿", "新生儿出生", 1 }, { "xinshenger", "新生儿出生", 1 },
	{ "xinshe", "新生儿出生", 1 }, { "1", "新生儿出生", 2 }, { "16", "开办餐饮店", 1 }, { " 16 ", "开办餐饮店", 1 },
	{ "10", "公民身后", 1 }, { "kbcyd", "开办餐饮店", 1 }, { "yyyz", "开办书店(一业一证)", 1 },
	{ "餐饮", "开办餐饮店", 1 }, { "sdqldgh", "二手房转移登记及水电气联动过户", 1 }, { "退休", "企业职工退休", 2 },
	{ "3301061050001", "《出生医学证明》首次签发", 1 }, { "330106105", "《出生医学证明》首次签发", 9 },
	{ "cszqf", NULL, 0 }, { "csyxzm", "《出生医学证明》首次签发", 1 }, { "csz-qianfa", "《出生医学证明》首次签发", 1 },
	{ "上户口", "新生儿出生", 2 }, { "生小孩", "新生儿出生", 1 }, { "sxh", "新生儿出生", 1 }, { "shanghukou", "新生儿出生", 2 },
	{ "开饭馆", "开办餐饮店", 1 }, { "kfg", "开办餐饮店", 1 }, { "zzzzzz", NULL, 0 }, { "没有这个", NULL, 0 }, { "99999", NULL, 0 },
};

static void found_by_number_id_code_initials_and_name(void **state)
{
	(void)state;
	struct catalogue *c = load_shipped();

	for (size_t i = 0; i < COUNT_OF(searches); i++) {
		struct catalogue_hit hit = { NULL, NULL };
		size_t n = catalogue_search(c, searches[i].query, NULL, &hit, 1);
		const char *name = hit.bundle ? hit.bundle->name : hit.item ? hit.item->name : NULL;
		if (n < searches[i].least || (!searches[i].first && n) || (searches[i].first && (!name || strcmp(name, searches[i].first) != 0)))
			fail_msg("%s: %zu, first %s", searches[i].query, n, name ? name : "none");
	}
	catalogue_free(c);
}

static void bundles_first_then_beginnings(void **state)
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
		for (size_t i = 0, items = 0, inside = 0; i < n; i++) {
			assert_true(!hits[i].bundle != !hits[i].item);
			bool begins = strncmp(hits[i].bundle ? hits[i].bundle->name : hits[i].item->name, queries[q], strlen(queries[q])) == 0;
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
		hits[0] = (struct catalogue_hit){ NULL, NULL };
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

/* 3000 items, at each key. */
static void search_is_quick(void **state)
{
	(void)state;
	static const char *const names[] = { "企业职工退休待遇核定", "不动产转移登记", "食品经营许可(新办)", "城乡居民医疗保险参保登记",
		"机动车驾驶证注销", "住房公积金提取", "社会保障卡申领", "公共场所卫生许可" };
	static const char *const queries[] = { "j", "jy", "sb", "登记", "3", "xyz", "医疗" };
	struct buf json;
	struct catalogue_hit hits[50];

	buf_init(&json, BUF_LARGE);
	buf_text(&json, "{\"departments\":[{\"id\":\"d\",\"name\":\"局\"}],\"materials\":[{\"id\":\"m\",\"name\":\"表\"}],\"items\":[");
	for (int i = 0; i < 3000; i++)
		buf_format(&json, "%s{\"id\":\"i%d\",\"code\":\"3301%d\",\"name\":\"%s第%d号\",\"dept\":\"d\",\"promised\":{\"n\":1,\"unit\":"
			"\"working_day\"},\"materials\":[{\"material\":\"m\",\"level\":\"main\"}]}", i ? "," : "", i, i, names[i % 8], i);
	buf_text(&json, "]}");
	struct catalogue *c = load_text(json.data);
	for (size_t q = 0; q < COUNT_OF(queries); q++) {
		struct timespec from, to;
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &from);
		for (int i = 0; i < 20; i++)
			(void)catalogue_search(c, queries[q], NULL, hits, COUNT_OF(hits));
		clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &to);
		double each = ((double)(to.tv_sec - from.tv_sec) * 1e3 + (double)(to.tv_nsec - from.tv_nsec) / 1e6) / 20;
		print_message("%s: %.3f ms\n", queries[q], each);
#ifndef __SANITIZE_ADDRESS__
		assert_true(each < 5);      /* the aim is 1 ms; a loaded machine gets some room */
#endif
	}
	catalogue_free(c);
	buf_release(&json);
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(found_by_number_id_code_initials_and_name),
		cmocka_unit_test(bundles_first_then_beginnings),
		cmocka_unit_test(every_reading_counts),
		cmocka_unit_test(what_is_taken_comes_first),
		cmocka_unit_test(hostile_queries_find_nothing),
		cmocka_unit_test(search_is_quick),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
