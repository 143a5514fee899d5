/* SPDX-License-Identifier: Apache-2.0 */
#include "law/catalogue_sheets.h"

#include "base/mem.h"
#include "law/catalogue_table.h"

static const struct column_name levels[] = { { "main", "主要" }, { "minor", "次要" }, { NULL, NULL } };
static const struct column_name requirements[] = { { "required", "必办" }, { "conditional", "按情形" }, { "optional", "可选" },
	{ NULL, NULL } };
static const struct column_name sources[] = { { "self", "自带" }, { "form", "表格" }, { "share", "共享" }, { "ecert", "电子证照" },
	{ "promise", "承诺" }, { "item", "前项产生" }, { NULL, NULL } };
static const struct column_name merges[] = { { "max", "取最多" }, { "sum", "相加" }, { NULL, NULL } };

static const struct column_name relations[] = { { "at_least", "不小于" }, { "above", "大于" }, { "at_most", "不大于" },
	{ "below", "小于" }, { "retired", "已到退休年龄" }, { "retires_early", "可提前退休" }, { NULL, NULL } };

static const struct column meta[] = {
	{ "title", "名称", FORM_TEXT, NULL }, { "date", "日期", FORM_DATE, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column sources_of[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "kind", "种类", FORM_TEXT, NULL }, { "ref", "在哪里", FORM_TEXT, NULL },
	{ "note", "说明", FORM_TEXT, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column batches[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "name", "名称", FORM_TEXT, NULL }, { "count", "项数", FORM_INT, NULL },
	{ "certainty", "可靠程度", FORM_TEXT, NULL }, { "src", "出处", FORM_WORDS, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column departments[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "code", "编码", FORM_TEXT, NULL }, { "name", "名称", FORM_TEXT, NULL },
	{ "kind", "类别", FORM_TEXT, NULL }, { "aliases", "别名", FORM_WORDS, NULL },
	{ "uscc", "统一社会信用代码", FORM_TEXT, NULL }, { "region", "区划代码", FORM_TEXT, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column roles[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "name", "名称", FORM_TEXT, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column fields[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "name", "名称", FORM_TEXT, NULL }, { "type", "类型", FORM_TEXT, NULL },
	{ "length", "长度", FORM_TEXT, NULL }, { "format", "格式", FORM_TEXT, NULL }, { "standard", "标准", FORM_TEXT, NULL },
	{ "", "其他", FORM_REST, NULL },
};
static const struct column codes[] = {
	{ "", "字段", FORM_PARENT, NULL }, { "code", "代码", FORM_TEXT, NULL }, { "text", "文字", FORM_TEXT, NULL },
};
static const struct column questions[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "text", "问题", FORM_TEXT, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column options[] = {
	{ "", "问题", FORM_PARENT, NULL }, { "id", "编号", FORM_TEXT, NULL }, { "text", "选项", FORM_TEXT, NULL },
	{ "tells", "告诉", FORM_PAIRS, NULL },
};
static const struct column materials[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "name", "名称", FORM_TEXT, NULL }, { "form", "形式", FORM_TEXT, NULL },
	{ "originals", "原件份数", FORM_INT, NULL }, { "copies", "复印件份数", FORM_INT, NULL }, { "merge", "合并", FORM_NAME, merges },
	{ "source", "来源", FORM_NAME, sources }, { "alternatives", "替代来源", FORM_NAMES, sources },
	{ "provider", "提供部门", FORM_TEXT, NULL }, { "produced_by", "产生事项", FORM_WORDS, NULL }, { "note", "说明", FORM_TEXT, NULL },
	{ "sample", "样例", FORM_TEXT, NULL }, { "src", "出处", FORM_WORDS, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column items[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "code", "实施编码", FORM_TEXT, NULL }, { "name", "名称", FORM_TEXT, NULL },
	{ "dept", "部门", FORM_TEXT, NULL }, { "type", "类型", FORM_TEXT, NULL }, { "kind", "办件类型", FORM_TEXT, NULL },
	{ "promised", "承诺时限", FORM_LIMIT, NULL }, { "statutory", "法定时限", FORM_LIMIT, NULL },
	{ "no_deferral", "不得容缺", FORM_BOOL, NULL }, { "fee", "收费", FORM_TEXT, NULL }, { "result", "结果", FORM_TEXT, NULL },
	{ "legal_basis", "依据", FORM_TEXT, NULL }, { "also", "俗称", FORM_WORDS, NULL }, { "checked", "已核", FORM_BOOL, NULL }, { "src", "出处", FORM_WORDS, NULL },
	{ "limit_src", "时限出处", FORM_WORDS, NULL }, { "basic_code", "基本编码", FORM_TEXT, NULL },
	{ "business_code", "业务办理项编码", FORM_TEXT, NULL }, { "local_code", "本地编码", FORM_TEXT, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column limits[] = {
	{ "", "事项", FORM_PARENT, NULL }, { "promised", "承诺时限", FORM_LIMIT, NULL }, { "when", "条件", FORM_WHEN, NULL },
};
static const struct column item_materials[] = {
	{ "", "事项", FORM_PARENT, NULL }, { "material", "材料", FORM_TEXT, NULL }, { "level", "主次", FORM_NAME, levels },
	{ "defer_working_days", "可容缺工作日", FORM_INT, NULL }, { "blocks_result", "补齐才出件", FORM_BOOL, NULL },
	{ "cap_to_promise", "不晚于承诺日", FORM_BOOL, NULL }, { "when", "条件", FORM_WHEN, NULL },
};
static const struct column item_fields[] = {
	{ "", "事项", FORM_PARENT, NULL }, { "field", "字段", FORM_TEXT, NULL }, { "required", "必填", FORM_BOOL, NULL },
	{ "produced_by", "产生事项", FORM_WORDS, NULL }, { "when", "条件", FORM_WHEN, NULL },
};
static const struct column item_rules[] = {
	{ "", "事项", FORM_PARENT, NULL }, { "field", "字段", FORM_TEXT, NULL }, { "is", "应当", FORM_NAME, relations },
	{ "than", "相比", FORM_TEXT, NULL }, { "advice", "只提醒", FORM_BOOL, NULL }, { "when", "条件", FORM_WHEN, NULL },
	{ "text", "怎样说", FORM_TEXT, NULL },
};
static const struct column bundles[] = {
	{ "id", "编号", FORM_TEXT, NULL }, { "order", "序号", FORM_INT, NULL }, { "name", "名称", FORM_TEXT, NULL },
	{ "subject", "对象", FORM_TEXT, NULL }, { "stage", "阶段", FORM_TEXT, NULL }, { "lead", "牵头部门", FORM_TEXT, NULL },
	{ "limit", "时限", FORM_LIMIT, NULL }, { "questions", "问题", FORM_WORDS, NULL }, { "presets", "已定答案", FORM_PAIRS, NULL },
	{ "applicants", "申请人", FORM_WORDS, NULL }, { "same", "同一", FORM_PAIRS, NULL }, { "also", "俗称", FORM_WORDS, NULL },
	{ "checked", "已核", FORM_BOOL, NULL }, { "batches", "批次", FORM_WORDS, NULL }, { "src", "出处", FORM_WORDS, NULL }, { "", "其他", FORM_REST, NULL },
};
static const struct column bundle_items[] = {
	{ "", "一件事", FORM_PARENT, NULL }, { "item", "事项", FORM_TEXT, NULL }, { "requirement", "要求", FORM_NAME, requirements },
	{ "after", "前置事项", FORM_WORDS, NULL }, { "when", "条件", FORM_WHEN, NULL },
};
static const struct column referrals[] = {
	{ "", "一件事", FORM_PARENT, NULL }, { "text", "怎样办", FORM_TEXT, NULL }, { "when", "条件", FORM_WHEN, NULL },
};
static const struct column notes[] = {
	{ "", "一件事", FORM_PARENT, NULL }, { "note", "提示", FORM_TEXT, NULL },
};

#define SHEET(name, title, section, list, scalar, columns) { name, title, section, list, scalar, columns, COUNT_OF(columns) }
const struct sheet_row catalogue_sheets[] = {
	SHEET("meta", "目录", "meta", NULL, NULL, meta),
	SHEET("sources", "出处", "sources", NULL, NULL, sources_of),
	SHEET("batches", "批次", "batches", NULL, NULL, batches),
	SHEET("departments", "部门", "departments", NULL, NULL, departments),
	SHEET("roles", "角色", "roles", NULL, NULL, roles),
	SHEET("fields", "字段", "fields", NULL, NULL, fields),
	SHEET("codes", "字段代码", "fields", "codes", NULL, codes),
	SHEET("questions", "情形问题", "questions", NULL, NULL, questions),
	SHEET("options", "情形选项", "questions", "options", NULL, options),
	SHEET("materials", "材料", "materials", NULL, NULL, materials),
	SHEET("items", "事项", "items", NULL, NULL, items),
	SHEET("item-limits", "事项时限", "items", "promised_when", NULL, limits),
	SHEET("item-materials", "事项材料", "items", "materials", NULL, item_materials),
	SHEET("item-fields", "事项字段", "items", "fields", "field", item_fields),
	SHEET("item-rules", "事项比对", "items", "rules", NULL, item_rules),
	SHEET("bundles", "一件事", "bundles", NULL, NULL, bundles),
	SHEET("bundle-items", "一件事事项", "bundles", "items", NULL, bundle_items),
	SHEET("referrals", "转单项", "bundles", "single_when", NULL, referrals),
	SHEET("notes", "提示", "bundles", "notes", "note", notes),
};
const size_t catalogue_sheet_count = COUNT_OF(catalogue_sheets);

const char *catalogue_sheet_name(size_t n)
{
	return n < catalogue_sheet_count ? catalogue_sheets[n].name : NULL;
}

const char *catalogue_sheet_title(size_t n)
{
	return n < catalogue_sheet_count ? catalogue_sheets[n].title : NULL;
}
