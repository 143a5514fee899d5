/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_QUEUE_H
#define LAW_QUEUE_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

/* The queue of a hall (Q-1 … Q-5, N-3): who is called next, and what may become of a ticket. */

/* How a ticket came to its place: by itself, as one of a priority group (绿色通道), or for an appointed time. */
#define QUEUE_LANES(_) _(PLAIN, "plain", "普通") _(PRIORITY, "priority", "优先") _(APPOINTMENT, "appointment", "预约")
enum queue_lane {
#define QUEUE_LANE_ENUM(id, code, name) QUEUE_##id,
	QUEUE_LANES(QUEUE_LANE_ENUM)
#undef QUEUE_LANE_ENUM
	QUEUE_LANE_COUNT
};
const char *queue_lane_code(enum queue_lane l);
const char *queue_lane_name(enum queue_lane l);
int queue_lane_from_code(const char *code);            /* -1 */

#define TICKET_STATES(_) \
	_(WAITING, "waiting", "等候") _(CALLED, "called", "叫号") _(SERVING, "serving", "受理") _(PASSED, "passed", "过号") \
	_(ENDED, "ended", "办结") _(ABANDONED, "abandoned", "弃号")
enum ticket_state {
#define TICKET_STATE_ENUM(id, code, name) TICKET_##id,
	TICKET_STATES(TICKET_STATE_ENUM)
#undef TICKET_STATE_ENUM
	TICKET_STATE_COUNT
};
const char *ticket_state_code(enum ticket_state s);
const char *ticket_state_name(enum ticket_state s);
int ticket_state_from_code(const char *code);          /* -1 */

/* What is done with a ticket; each is a fact that is kept, told by `fact`. */
#define TICKET_ACTS(_) \
	_(CALL, "call", "called", "叫号") _(RECALL, "recall", "recalled", "重呼") _(ARRIVE, "arrive", "arrived", "到场") \
	_(PASS, "pass", "passed", "过号") _(RESTORE, "restore", "restored", "恢复") _(TRANSFER, "transfer", "transferred", "转类") \
	_(END, "end", "ended", "办结") _(ABANDON, "abandon", "abandoned", "弃号")
enum ticket_act {
#define TICKET_ACT_ENUM(id, word, fact, name) TICKET_DO_##id,
	TICKET_ACTS(TICKET_ACT_ENUM)
#undef TICKET_ACT_ENUM
	TICKET_ACT_COUNT
};
const char *ticket_act_word(enum ticket_act a);
const char *ticket_act_fact(enum ticket_act a);
const char *ticket_act_name(enum ticket_act a);
int ticket_act_from_word(const char *word);            /* -1 */

/* The state that an act leads to; -1: not possible in this one. A ticket that was passed and restored before is not passed
 * a second time, but given up. */
int ticket_step(enum ticket_state from, enum ticket_act act, bool restored);

/* What stands at a window (V-1). */
#define WINDOW_STATES(_) \
	_(IDLE, "idle", "空闲") _(CALLING, "calling", "叫号") _(SERVING, "serving", "受理") _(PAUSED, "paused", "暂停") _(AWAY, "away", "离岗")
enum window_state {
#define WINDOW_STATE_ENUM(id, code, name) WINDOW_##id,
	WINDOW_STATES(WINDOW_STATE_ENUM)
#undef WINDOW_STATE_ENUM
	WINDOW_STATE_COUNT
};
const char *window_state_code(enum window_state s);
const char *window_state_name(enum window_state s);
int window_state_from_code(const char *code);          /* -1 */

/* --- who is next ----------------------------------------------------------------------------------------------------- */

/* The hall's parameters queue.*; all minutes. */
struct queue_rule { int slot_minutes, ageing_minutes; };

/* One that waits. `place` says who stands before whom: it grows with each ticket that is taken, whatever the clock does. */
struct queue_waiting { int64_t id, place, taken_at, slot_at; enum queue_lane lane; char class; };
bool queue_before(const struct queue_waiting *a, const struct queue_waiting *b);     /* by place, then by id */

#define QUEUE_NONE ((size_t)-1)
/* which of those that wait a window calls next at `now`; `classes` are the letters that it takes, in its order. QUEUE_NONE:
 * none of them. First who has priority; then an appointment whose time is at most slot_minutes away, the earliest first; then
 * the first of the first class, unless the first of another has waited more than ageing_minutes longer than he; last an
 * appointment that is early. One that missed its time stands in its class as if it had none. */
size_t queue_next(const struct queue_rule *rule, const char *classes, const struct queue_waiting *rows, size_t count, int64_t now);

/* How long it has waited: never less than nothing, even when the clock was set back. */
int64_t queue_wait_ms(int64_t taken_at, int64_t now);

/* Places leave room between them. */
#define QUEUE_PLACE(id) ((int64_t)(id) << 20)
/* the place of a restored ticket, behind the next `after` of its class and lane, whose places are given, ascending, one more
 * than `after` of them when there are; `own` is where it stood. */
int64_t queue_restored_place(const int64_t *places, size_t count, size_t after, int64_t own);

/* About how many minutes `before` others will take, each of them so long, at so many windows; 0: nobody knows. */
int64_t queue_estimate_minutes(int64_t before, int64_t service_ms, int64_t windows);

/* N-3: "A001" … "A999", "A1000"; out[12]. */
void queue_number(char letter, int64_t n, char out[12]);
/* What a voice says: "请A零一二号到3号综合窗口"; out[200]. */
void queue_spoken(const char *number, const char *window, const char *window_name, char out[200]);
/* As people say and type it: "a12", "A012" is A012; false: no such number can be. out[12]. */
bool queue_number_read(const char *text, char out[12]);

#endif
