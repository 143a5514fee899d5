/* SPDX-License-Identifier: Apache-2.0 */
#include "catalogue_tool.h"

/* What people say at the window, and what they then mean: it is among the first three that are found, as it stands and as a
 * clerk types it in pinyin initials or whole. */

#define FIRST 3
struct said { const char *words, *means; };
static const struct said all[] = {
	/* a child */
	{ "小孩落户", "xinshenger" }, { "宝宝", "xinshenger" }, { "报户口", "xinshenger" }, { "报户口", "chusheng-hukou" }, { "婴儿", "xinshenger" },
	{ "二胎", "xinshenger" }, { "孩子上户口", "xinshenger" }, { "给孩子上户口", "xinshenger" }, { "出生医学证明", "csz-qianfa" }, { "疫苗", "jiezhong-zheng" },
	{ "准生证", "shengyu-dengji" }, { "生育津贴", "shengyu-jintie" }, { "产假工资", "shengyu-jintie" }, { "育儿补贴", "yuer-butie" },
	{ "孩子医保", "yibao-jumin-canbao" }, { "合作医疗", "yibao-jumin-canbao" }, { "新农合", "yibao-jumin-canbao" }, { "小孩上学", "ruxue" },
	{ "幼儿园报名", "ruxue" }, { "外地孩子上学", "ruxue" }, { "小升初", "ruxue" }, { "学籍", "xinsheng-caiji" },
	/* a life */
	{ "扯证", "hunyu" }, { "结婚证", "hunyu" }, { "婚检", "hunjian" }, { "老婆落户", "fuqi-toukao" }, { "身份证丢了", "sfz-shenling" }, { "居住证", "juzhuzheng-hecha" },
	{ "暂住证", "juzhuzheng-hecha" }, { "残疾证", "fucan" }, { "残疾证", "cjz-xinban" }, { "轮椅", "cj-fuju" }, { "残疾人坐公交", "cj-chengche" },
	{ "护理补贴", "cj-huli" }, { "退伍军人", "tuiyi" }, { "当兵回来", "tuiyi" }, { "优待证", "youdaizheng" }, { "退伍费", "ty-buzhu" }, { "党组织关系", "ty-dangzz" },
	{ "退休金", "tuixiu" }, { "养老金", "tuixiu" }, { "病退", "tuixiu-tiqian" }, { "工龄认定", "shitong-rending" }, { "老师退休", "sydw-tuixiu" },
	{ "独生子女费", "dusheng-jiangli" }, { "老人去世", "shenhou" }, { "丧葬费", "shenhou" }, { "丧葬费", "yizhu-daiyu" }, { "抚恤金", "yizhu-daiyu" }, { "死亡证明", "siwang-zhengming" },
	{ "火化", "huohua-zhengming" }, { "销户口", "hukou-zhuxiao" }, { "注销驾照", "jsz-zhuxiao" }, { "医保卡里的钱", "yibao-gezhang" },
	/* work and money */
	{ "打零工", "linghuo" }, { "自己交社保", "linghuo" }, { "个人交医保", "lh-yibao" }, { "农保", "jm-yanglao" }, { "档案", "dangan-jieshou" }, { "社保补贴", "lh-butie" },
	{ "社保卡丢了", "shebaoka" }, { "医保卡丢了", "sbk-guashi" }, { "社保卡密码", "sbk-mima" }, { "社保缴费证明", "shebao-hecha" }, { "医保报销", "jiuyi" },
	{ "住院报销", "jiuyi" }, { "外地看病", "yidi-beian" }, { "异地就医", "yidi-beian" }, { "大病救助", "yiliao-jiuzhu" }, { "人才落户", "rencai-luohu" },
	{ "公积金提取", "gjj-goufang" }, { "公积金提取", "gjj-goufang-tiqu" }, { "取公积金", "gjj-goufang-tiqu" }, { "公积金贷款", "gjj-goufang" }, { "退休公积金", "gjj-tuixiu" },
	/* a home */
	{ "房产证", "ershoufang" }, { "房产证", "bdc-zhuanyi" }, { "过户", "ershoufang" }, { "房本", "ershoufang" }, { "契税", "ershoufang" }, { "契税", "jiaoyi-shuifei" }, { "网签", "wangqian" },
	{ "房屋抵押", "bdc-diya" }, { "无房证明", "bdc-hecha" }, { "公租房", "gongzufang" }, { "租房补贴", "gongzufang" }, { "电表过户", "dian-guohu" }, { "水费过户", "shui-guohu" },
	{ "暖气过户", "re-guohu" }, { "煤气过户", "qi-guohu" }, { "自来水", "baozhuang" }, { "宽带", "tongxin-bz" }, { "天然气", "ranqi-bz" }, { "三相电", "gongdian-bz" },
	/* a business */
	{ "营业执照", "qiye-kaiban" }, { "开公司", "qiye-kaiban" }, { "个体户", "qiye-kaiban" }, { "摆地摊", "zhandao-linshi" }, { "摆地摊", "qiye-kaiban" }, { "摆摊", "zhandao-linshi" },
	{ "小饭馆", "kai-canyin" }, { "烧烤店", "kai-canyin" }, { "烧烤", "kai-canyin" }, { "奶茶店", "kai-canyin" }, { "咖啡店", "kai-canyin" }, { "农家乐", "kai-canyin" }, { "火锅店", "kai-canyin" },
	{ "小卖部", "kai-bianli" }, { "超市", "kai-bianli" }, { "水果店", "kai-bianli" }, { "药店", "kai-yaodian" }, { "书店", "kai-shudian" }, { "面包店", "kai-dangao" },
	{ "货车上路", "kai-yunshu" }, { "物流公司", "kai-yunshu" }, { "营运证", "kai-yunshu" }, { "营运证", "yunshuzheng" }, { "客运", "keyun-xuke" }, { "食品证", "shipin-jingying" },
	{ "卫生许可证", "shipin-jingying" }, { "理发店", "weisheng-xuke" }, { "美容", "weisheng-xuke" }, { "消防检查", "xiaofang-jiancha" }, { "环评", "huanping-dengji" },
	{ "排水证", "paishui-xuke" }, { "烟草证", "yancao-lingshou" }, { "门头招牌", "huwai-zhaopai" }, { "医保定点", "yibao-dingdian" }, { "隐形眼镜", "qixie-sanlei" }, { "刻章", "yinzhang-kezhi" },
	{ "公章丢了", "yinzhang-biangeng" }, { "发票", "fapiao-shenling" }, { "对公账户", "yinhang-yuyue" }, { "招工", "luyong" }, { "员工社保", "shebao-zengyuan" }, { "换法人", "qiye-biangeng" },
	{ "换股东", "qiye-biangeng" }, { "公司搬家", "qiye-qianyi" }, { "注销公司", "zhuxiao" }, { "注销营业执照", "zhuxiao" }, { "清税", "shuiwu-zhuxiao" }, { "黑名单", "xinyong" },
	{ "异常名录", "xf-yichang" }, { "上市", "shangshi" }, { "破产", "pochan" }, { "个转企", "zhuanqi" }, { "演唱会", "huodong" }, { "庙会", "huodong" }, { "培训班", "minfei" }, { "敬老院", "minfei" },
	{ "挖路", "shelu" }, { "砍树", "lvdi-xuke" }, { "厂房过户", "sheqi-bdc" },
	/* as it is typed */
	{ "xhlh", "xinshenger" }, { "baobao", "xinshenger" }, { "bhk", "xinshenger" }, { "fcz", "ershoufang" }, { "skd", "kai-canyin" }, { "xfg", "kai-canyin" }, { "bdt", "zhandao-linshi" },
	{ "gjjtq", "gjj-goufang" }, { "yyzz", "zhizhao-hecha" }, { "营业执照", "qiye-kaiban" }, { "gonggjin", NULL }, { "zanzhuzheng", "juzhuzheng-hecha" },
};

static bool is(const struct catalogue_hit *hit, const char *id)
{
	return strcmp(hit->bundle ? hit->bundle->id : hit->item->id, id) == 0;
}

static void what_people_say_is_found_at_once(void **state)
{
	struct catalogue *c = load_shipped();
	size_t missed = 0;

	(void)state;
	for (size_t i = 0; i < COUNT_OF(all); i++) {
		struct catalogue_hit hits[FIRST];
		size_t n = catalogue_search(c, all[i].words, NULL, hits, FIRST), k = 0;

		n = n < FIRST ? n : FIRST;
		while (all[i].means && k < n && !is(&hits[k], all[i].means))
			k++;
		if (all[i].means ? k < n : n == 0)
			continue;
		missed++;
		fprintf(stderr, "%s is not %s:", all[i].words, all[i].means ? all[i].means : "nothing");
		for (k = 0; k < n; k++)
			fprintf(stderr, " %s", hits[k].bundle ? hits[k].bundle->id : hits[k].item->id);
		fputc('\n', stderr);
	}
	assert_int_equal(missed, 0);
	catalogue_free(c);
}

/* Every bundle and every item is called something by somebody, never the same twice, and by each of it is found. */
static void each_has_words_that_find_it(void **state)
{
	struct catalogue *c = load_shipped();

	(void)state;
	for (size_t i = 0; i < c->bundle_count + c->item_count; i++) {
		const struct bundle *b = i < c->bundle_count ? &c->bundles[i] : NULL;
		const struct item *item = b ? NULL : &c->items[i - c->bundle_count];
		const char *id = b ? b->id : item->id, *const *also = b ? b->also : item->also;
		size_t count = b ? b->also_count : item->also_count;
		if (count < 2)
			fail_msg("%s is called only %zu things", id, count);
		for (size_t k = 0; k < count; k++) {
			struct catalogue_hit hits[12];
			size_t n = catalogue_search(c, also[k], NULL, hits, COUNT_OF(hits)), at = 0;
			n = n < COUNT_OF(hits) ? n : COUNT_OF(hits);
			while (at < n && !is(&hits[at], id))
				at++;
			if (at == n)
				fail_msg("%s is not found by %s", id, also[k]);
			for (size_t m = 0; m < k; m++)
				if (strcmp(also[m], also[k]) == 0)
					fail_msg("%s is called %s twice", id, also[k]);
		}
	}
	catalogue_free(c);
}

int main(void)
{
	const struct CMUnitTest tests[] = { cmocka_unit_test(what_people_say_is_found_at_once), cmocka_unit_test(each_has_words_that_find_it) };

	return cmocka_run_group_tests(tests, NULL, NULL);
}
