/* SPDX-License-Identifier: Apache-2.0 */
#include "ui/keymap.h"

#include <stdlib.h>
#include <string.h>

#include "base/buf.h"
#include "base/conf.h"
#include "base/mem.h"
#include "ui/key.h"

/* Bindings lie in the order of their contexts' first naming, then of their reading. There are a few hundred at most and
 * one look-up a key, so a walk over compact entries is quick enough; contexts are numbers so that it compares numbers. */
struct entry {
	uint32_t key;
	unsigned short context;          /* index into contexts */
	unsigned short line;             /* where the file that is being read bound it; 0: an earlier file did */
	struct binding shown;            /* what others see */
};

struct keymap {
	const struct command *commands;
	size_t command_count;
	const struct command **by_name;      /* the same, sorted: a keymap names as many as it has lines */
	char **contexts;
	size_t context_count;
	struct entry *entries;
	size_t count, room;
};

#define CONTEXTS_MAX 500
#define LINES_MAX 60000

static const struct { const char *name, *context, *help; } requests[UI_REQUEST_COUNT] = {
#define ROW(id, name, context, help) [UI_##id] = { name, context, help },
	UI_REQUEST_LIST(ROW)
#undef ROW
};

const char *ui_request_name(enum ui_request r)
{
	return requests[r].name;
}

const char *ui_request_help(enum ui_request r)
{
	return requests[r].help;
}

static int by_name(const void *a, const void *b)
{
	return strcmp((*(const struct command *const *)a)->name, (*(const struct command *const *)b)->name);
}

struct keymap *keymap_new(const struct command *commands, size_t count)
{
	struct keymap *m = mem_alloc(sizeof *m);
	m->commands = commands;
	m->command_count = count;
	m->by_name = mem_array(count + 1, sizeof *m->by_name);
	for (size_t i = 0; i < count; i++)
		m->by_name[i] = &commands[i];
	qsort(m->by_name, count, sizeof *m->by_name, by_name);
	return m;
}

static void release_entry(struct entry *e)
{
	free((char *)(uintptr_t)e->shown.argument);
}

void keymap_free(struct keymap *m)
{
	if (!m)
		return;
	for (size_t i = 0; i < m->count; i++)
		release_entry(&m->entries[i]);
	for (size_t i = 0; i < m->context_count; i++)
		free(m->contexts[i]);
	free(m->entries);
	free(m->contexts);
	free(m->by_name);
	free(m);
}

static int context_index(const struct keymap *m, const char *name)
{
	for (size_t i = 0; i < m->context_count; i++)
		if (!strcmp(m->contexts[i], name))
			return (int)i;
	return -1;
}

static unsigned short context_add(struct keymap *m, const char *name)
{
	int i = context_index(m, name);
	if (i >= 0)
		return (unsigned short)i;
	m->contexts = mem_grow(m->contexts, m->context_count + 1, sizeof *m->contexts);
	m->contexts[m->context_count] = mem_text(name);
	return (unsigned short)m->context_count++;
}

/* Where the entries of a context begin, by halving; they end where another context's begin. */
static size_t first_of(const struct keymap *m, unsigned context)
{
	size_t low = 0, high = m->count;
	while (low < high) {
		size_t mid = (low + high) / 2;
		if (m->entries[mid].context < context)
			low = mid + 1;
		else
			high = mid;
	}
	return low;
}

static struct entry *find(const struct keymap *m, unsigned context, uint32_t key)
{
	for (size_t i = first_of(m, context); i < m->count && m->entries[i].context == context; i++)
		if (m->entries[i].key == key)
			return &m->entries[i];
	return NULL;
}

static void put(struct keymap *m, struct entry e)
{
	size_t i = m->count;
	if (m->count == m->room) {
		m->room = m->room ? m->room * 2 : 128;
		m->entries = mem_grow(m->entries, m->room, sizeof *m->entries);
	}
	while (i > 0 && m->entries[i - 1].context > e.context)
		i--;
	memmove(m->entries + i + 1, m->entries + i, (m->count - i) * sizeof *m->entries);
	m->entries[i] = e;
	m->count++;
}

static void take_away(struct keymap *m, struct entry *e)
{
	release_entry(e);
	m->count--;
	memmove(e, e + 1, (size_t)(m->entries + m->count - e) * sizeof *e);
}

struct keymap *keymap_copy(const struct keymap *m)
{
	struct keymap *c = keymap_new(m->commands, m->command_count);
	for (size_t i = 0; i < m->context_count; i++)
		(void)context_add(c, m->contexts[i]);
	for (size_t i = 0; i < m->count; i++) {
		struct entry e = m->entries[i];
		e.shown.context = c->contexts[e.context];
		e.shown.argument = mem_text(e.shown.argument);
		put(c, e);
	}
	return c;
}

const struct command *keymap_command(const struct keymap *m, const char *name)
{
	for (size_t i = 0; i < m->command_count; i++) {
		const struct command *c = &m->commands[i];
		if (!strcmp(c->name, name) || (c->abbreviation && !strcmp(c->abbreviation, name)) ||
		    (c->label && !strcmp(c->label, name)))
			return c;
	}
	return NULL;
}

/* ---- reading ------------------------------------------------------------------------------------------------ */

static int named(const void *name, const void *command)
{
	return strcmp(name, (*(const struct command *const *)command)->name);
}

/* Fills what the binding means from the command's name; E-3202, E-3203. */
static enum status resolve(const struct keymap *m, const char *context, const char *name, struct binding *b,
	struct err *err)
{
	const struct command *const *found = bsearch(name, m->by_name, m->command_count, sizeof *m->by_name, named);

	if (found) {
		b->command = *found;
		if (command_in(b->command, context))
			return ST_OK;
		return err_set(err, ST_CONFIG, "E-3203", "命令 %s 在 %s 中不能用,它属于:%s", name, context, b->command->contexts);
	}
	for (int r = 0; r < UI_REQUEST_COUNT; r++)
		if (!strcmp(requests[r].name, name)) {
			b->request = (enum ui_request)r;
			return ST_OK;
		}
	return err_set(err, ST_CONFIG, "E-3202", "没有名叫 %s 的命令", name);
}

static char *join_words(char *const words[], int count)
{
	struct buf b;
	buf_init(&b, BUF_SMALL);
	for (int i = 0; i < count; i++) {
		buf_text(&b, i ? " " : "");
		buf_text(&b, words[i]);
	}
	char *all = buf_take(&b);
	buf_release(&b);
	return all ? all : mem_text("");
}

static enum status bind(struct keymap *m, int line, uint32_t key, int count, char *const words[], struct err *err)
{
	struct entry e = { .key = key, .line = (unsigned short)line };
	if (count < 4)
		return err_set(err, ST_CONFIG, "E-3204", "写法是:bind 场合 键 命令 [参数]");
	enum status st = resolve(m, words[1], words[3], &e.shown, err);
	if (st)
		return st;
	e.context = context_add(m, words[1]);
	struct entry *old = find(m, e.context, key);
	if (old && old->line)
		return err_set(err, ST_CONFIG, "E-3008", "%s 中 %s 键绑定了两个动作(另一处在第 %u 行)", words[1], words[2],
			(unsigned)old->line);
	if (old)
		take_away(m, old);
	e.shown.key = key;
	e.shown.context = m->contexts[e.context];
	e.shown.argument = join_words(words + 4, count - 4);
	put(m, e);
	return ST_OK;
}

static enum status read_row(void *ctx, int line, int count, char *const words[], struct err *err)
{
	struct keymap *m = ctx;
	bool binds = !strcmp(words[0], "bind");
	if (!binds && strcmp(words[0], "unbind") != 0)
		return err_set(err, ST_CONFIG, "E-3204", "不认识 %s,只有 bind 和 unbind", words[0]);
	if (count < 3 || (!binds && count > 3))
		return err_set(err, ST_CONFIG, "E-3204", binds ? "写法是:bind 场合 键 命令 [参数]" : "写法是:unbind 场合 键");
	if (line > LINES_MAX || m->context_count > CONTEXTS_MAX)
		return err_set(err, ST_CONFIG, "E-3204", "键位文件太长");
	uint32_t key = key_from_name(words[2]);
	if (key == K_NONE)
		return err_set(err, ST_CONFIG, "E-3201", "没有名叫 %s 的键", words[2]);
	if (binds)
		return bind(m, line, key, count, words, err);
	int context = context_index(m, words[1]);
	struct entry *old = context < 0 ? NULL : find(m, (unsigned)context, key);
	if (!old)
		return err_set(err, ST_CONFIG, "E-3204", "%s 中 %s 键本来没有绑定", words[1], words[2]);
	take_away(m, old);
	return ST_OK;
}

enum status keymap_read(struct keymap *m, const char *name, const char *text, size_t n, struct err *err)
{
	struct keymap *aside = keymap_copy(m);
	for (size_t i = 0; i < aside->count; i++)
		aside->entries[i].line = 0;
	enum status st = conf_read_text(name, text, n, read_row, aside, err);
	if (!st) {
		struct keymap old = *m;
		*m = *aside;
		*aside = old;
	}
	keymap_free(aside);
	return st;
}

enum status keymap_check(const struct keymap *m, struct err *err)
{
	for (size_t c = 0; c < m->command_count; c++) {
		const struct command *command = &m->commands[c];
		bool bound = !(command->flags & COMMAND_NEEDS_KEY);
		for (size_t i = 0; !bound && i < m->count; i++)
			bound = m->entries[i].shown.command == command;
		if (!bound)
			return err_set(err, ST_CONFIG, "E-3008", "命令 %s(%s)没有键可用", command->name,
				command->label ? command->label : command->help);
	}
	return ST_OK;
}

/* ---- asking ------------------------------------------------------------------------------------------------- */

static const struct binding *find_in(const struct keymap *m, const char *const *contexts, uint32_t key)
{
	for (; *contexts; contexts++) {
		int context = context_index(m, *contexts);
		const struct entry *e = context < 0 ? NULL : find(m, (unsigned)context, key);
		if (e)
			return &e->shown;
	}
	return NULL;
}

const struct binding *keymap_find(const struct keymap *m, const char *const *contexts, uint32_t key)
{
	const struct binding *b = find_in(m, contexts, key);
	uint32_t half = key_half_width(key);
	if (!b && half != key)
		b = find_in(m, contexts, half);
	if (!b && ((half >= 'a' && half <= 'z') || (half >= 'A' && half <= 'Z')))
		b = find_in(m, contexts, half ^ 0x20);
	return b;
}

void keymap_keys(const struct keymap *m, const char *const *contexts, uint32_t *keys)
{
	memset(keys, 0, m->command_count * sizeof *keys);
	for (const char *const *at = contexts; *at; at++) {
		int context = context_index(m, *at);
		if (context < 0)
			continue;
		for (size_t i = first_of(m, (unsigned)context); i < m->count && m->entries[i].context == context; i++) {
			const struct entry *e = &m->entries[i];
			const struct command *c = e->shown.command;
			/* a more special context may mean something else by this key */
			if (c && keys[c - m->commands] == K_NONE && find_in(m, contexts, e->key) == &e->shown)
				keys[c - m->commands] = e->key;
		}
	}
}

uint32_t keymap_key(const struct keymap *m, const char *context, const char *command)
{
	int at = context_index(m, context);

	for (size_t i = at < 0 ? m->count : first_of(m, (unsigned)at); i < m->count && m->entries[i].context == at; i++)
		if (m->entries[i].shown.command && strcmp(m->entries[i].shown.command->name, command) == 0)
			return m->entries[i].key;
	return K_NONE;
}

size_t keymap_count(const struct keymap *m)
{
	return m->count;
}

const struct binding *keymap_at(const struct keymap *m, size_t i)
{
	return &m->entries[i].shown;
}
