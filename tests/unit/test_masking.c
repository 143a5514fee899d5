/* SPDX-License-Identifier: Apache-2.0 */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>
#include <cmocka.h>

#include "base/mem.h"
#include "base/text.h"
#include "law/masking.h"

typedef void mask_fn(struct buf *, const char *);
static const struct { mask_fn *mask; const char *in, *out; } cases[] = {
	{ mask_name, "张三", "张*" }, { mask_name, "李小芳", "李*芳" }, { mask_name, "欧阳娜娜", "欧阳**" },
	{ mask_name, "欧阳修", "欧阳*" }, { mask_name, "欧阳", "欧*" }, { mask_name, "诸葛亮", "诸葛*" },
	{ mask_name, "", "" }, { mask_name, "张", "*" }, { mask_name, "阿卜杜·买买提", "阿*****提" },
	{ mask_name, "王小二明", "王**明" }, { mask_name, "𬱖三丰", "𬱖*丰" }, { mask_name, "葛\U000E0100城", "葛\U000E0100*" },
	{ mask_name, "John Smith", "J********h" }, { mask_name, "\xFF\xFE\xFD", "\xFF*\xFD" },
	{ mask_company, "杭州西湖书店有限公司", "杭州******公司" }, { mask_company, "天天书店", "天**店" },
	{ mask_company, "书店", "书*" }, { mask_company, "店", "*" }, { mask_company, "天天好书店", "天***店" },
	{ mask_company, "杭州好书店啊", "杭州**店啊" }, { mask_company, "", "" },
	{ mask_company, "中国某某某某某某某某某某某某某某某某某某某某公司", "中国************公司" },
	{ mask_id_list, "371402198808081023", "3714**********1023" }, { mask_id_list, "11010519491231002X", "1101**********002X" },
	{ mask_id_list, "110105491231002", "110*********002" }, { mask_id_list, "E12345678", "E1*****78" },
	{ mask_id_list, "12", "**" }, { mask_id_list, "", "" }, { mask_id_list, "1234567890123456", "1234********3456" },
	{ mask_id_slip, "371402198808081023", "************1023" }, { mask_id_slip, "E12345678", "******678" },
	{ mask_id_slip, "1234", "***4" }, { mask_id_slip, "12", "**" },
	{ mask_phone, "13812345678", "138****5678" }, { mask_phone, "0571-87654321", "057******4321" },
	{ mask_phone, "87654321", "******21" }, { mask_phone, "110", "**0" }, { mask_phone, "", "" },
	{ mask_account, "6222021234567890123", "************0123" }, { mask_account, "12", "**" },
	{ mask_address, "浙江省杭州市上城区清波街道定安路5号3幢", "浙江省杭州市上城区清波街道******" },
	{ mask_address, "望海市安澜区文三路90号东部软件园", "望海市安澜区文三路******" },
	{ mask_address, "台州市路桥区路南街道1号", "台州市路桥区路南街道******" },
	{ mask_address, "宁波市镇海区招宝山街道5号", "宁波市镇海区招宝山街道******" },
	{ mask_address, "文三路90号", "文三路******" }, { mask_address, "阳光小区5幢301室", "******" },
	{ mask_address, "5号", "******" }, { mask_address, "", "" }, { mask_address, "杭州市市场路甲3号", "杭州市市场路******" },
	{ mask_address, "上城区90弄3号", "上城区******" }, { mask_address, "上城区中山路", "上城区中山路******" },
	{ mask_address, "\xFF\xFE", "******" }, { mask_address, "幸福村三组", "******" },
};

static void table(void **state)
{
	(void)state;

	for (size_t i = 0; i < COUNT_OF(cases); i++) {
		struct buf out;
		buf_init(&out, BUF_SMALL);
		cases[i].mask(&out, cases[i].in);
		if (strcmp(out.data, cases[i].out) != 0)
			fail_msg("%s -> %s instead of %s", cases[i].in, out.data, cases[i].out);
		buf_release(&out);
	}
}

static mask_fn *const all[] = {
	mask_name, mask_company, mask_id_list, mask_id_slip, mask_phone, mask_address, mask_account,
};

/* Whatever comes in, something is hidden, what was there already stays, and nothing is read past the end. */
static void total(void **state)
{
	(void)state;
	static const char *const pieces[] = { "张", "a", "5", "路", "区", "\xE5", "\xCC\x81", "́", " ", "\x1b", "欧阳", "市", "·" };
	uint32_t seed = 1;

	for (int round = 0; round < 4000; round++) {
		struct buf in, out;
		buf_init(&in, BUF_SMALL);
		buf_init(&out, BUF_SMALL);
		for (int i = 0; i < round % 9 + 1; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_text(&in, pieces[(seed >> 16) % COUNT_OF(pieces)]);
		}
		for (size_t k = 0; k < COUNT_OF(all); k++) {
			buf_clear(&out);
			buf_text(&out, "<");
			all[k](&out, in.data);
			assert_int_equal(out.data[0], '<');
			assert_non_null(strchr(out.data, '*'));
			if (all[k] != mask_address)                   /* which may show a district alone */
				assert_null(strstr(out.data + 1, in.data));
		}
		buf_release(&in);
		buf_release(&out);
	}
}

static void an_address_never_shows_a_house_number(void **state)
{
	(void)state;
	static const char *const parts[] = { "杭州市", "上城区", "清波街道", "定安路", "5号", "3幢", "301室", "12", "阳光小区", "7" };
	uint32_t seed = 7;

	for (int round = 0; round < 4000; round++) {
		struct buf in, out;
		buf_init(&in, BUF_SMALL);
		buf_init(&out, BUF_SMALL);
		for (int i = 0; i < round % 7 + 1; i++) {
			seed = seed * 1664525u + 1013904223u;
			buf_text(&in, parts[(seed >> 16) % COUNT_OF(parts)]);
		}
		mask_address(&out, in.data);
		assert_null(strpbrk(out.data, "0123456789"));
		buf_release(&in);
		buf_release(&out);
	}
}

int main(void)
{
	const struct CMUnitTest tests[] = {
		cmocka_unit_test(table),
		cmocka_unit_test(total),
		cmocka_unit_test(an_address_never_shows_a_house_number),
	};
	return cmocka_run_group_tests(tests, NULL, NULL);
}
