/* SPDX-License-Identifier: Apache-2.0 */
#ifndef LAW_STAFF_RIGHT_H
#define LAW_STAFF_RIGHT_H

#include <stdbool.h>
#include <stddef.h>

/* Who may do what (W-14): one row for each act, with every role that may. `system` is a command of the shell: whoever can
 * run one can read the hall's key and write its store, so it may all that the hall itself allows. */
enum staff_right {
	RIGHT_ACCEPT,             /* take in, accept, notify at a window */
	RIGHT_DRAFT,              /* fill in what is to be accepted, by whomever */
	RIGHT_OFFER,              /* draft on somebody's behalf for a clerk: another accepts (four eyes) */
	RIGHT_DOSSIER,            /* read a dossier, and act on it as each act's own row says (law/act.h) */
	RIGHT_FIND,               /* look dossiers up, by name and number */
	RIGHT_TASKS,              /* the tasks of the own department */
	RIGHT_PAPERS,             /* see what is printed, print it again */
	RIGHT_GUIDE,              /* what a citizen may ask: guides and sheets, no dossier */
	RIGHT_WATCH,              /* the lists by which a hall is watched over, each by its own right */
	RIGHT_DISPATCH,           /* send again, hold back, compare, and settle what differs from a department */
	RIGHT_FOLLOW_CLOCKS,      /* watch over what ran out and what is late */
	RIGHT_DECIDE_EXPIRED,     /* C-13: a person's word, no script's */
	RIGHT_FOLLOW_RATINGS,     /* E-9 */
	RIGHT_CALL,               /* C-14: who is to be reminded of a deferred paper */
	RIGHT_REVEAL,             /* see in full what is masked: a clerk what her own window took in, a department its own items (S-15) */
	RIGHT_SEE_ANY_PHONE,      /* for a call about another window's dossier */
	RIGHT_ISSUE,              /* results on their way to a hand */
	RIGHT_CHECK_IN,           /* results that come back from departments */
	RIGHT_SEE_HALL,           /* what waits in the whole hall, not at the own window alone */
	RIGHT_DAY,                /* the day of the whole hall: its queue, its windows, replays */
	RIGHT_TIDE,               /* decide that windows are opened or closed with the tide */
	RIGHT_CONFIRM_CLOCK,      /* R11 */
	RIGHT_STAFF_ADD,
	RIGHT_STAFF_ACTIVE,       /* disable and enable an account */
	RIGHT_STAFF_PASSWORD,     /* set another one's password */
	RIGHT_STAFF_UNLOCK,       /* after too many wrong passwords */
	RIGHT_STAFF_ROLE,         /* permissions: the security administrator's alone */
	RIGHT_OWN_PASSWORD,
	RIGHT_WINDOW,
	RIGHT_SETTINGS,
	RIGHT_CATALOGUE,
	RIGHT_CALENDAR,
	RIGHT_ERRAND,             /* 帮办代办: see and work on errands */
	RIGHT_STUCK,              /* the register of 办不成事 */
	RIGHT_STUCK_OWN,          /* … write down what a visitor could not get done, and see what one has written down oneself */
	RIGHT_CAUTION,            /* see the yellow and red cards */
	RIGHT_CAUTION_CANCEL,     /* V-2: a person's word, no script's */
	RIGHT_TICKET_TAKE,
	RIGHT_TICKET_SERVE,       /* call, serve and end tickets, pause, at one's own window */
	RIGHT_TICKET_MEND,        /* restore, move and give up a ticket that no window has */
	RIGHT_QUEUE,              /* classes, and which windows take them */
	RIGHT_HAND,               /* how much work the dossiers were for the hand: one's own day */
	RIGHT_HAND_HALL,          /* … and the hall's, of no single person */
	RIGHT_SHIFT,              /* 交班: what is unfinished at one's window, its sheet, and one's own drafts to a colleague */
	RIGHT_SHIFT_ANY,          /* … at any window, and anybody's drafts */
	RIGHT_STATEMENT,          /* 日报 周报 月报: what the hall has done, by window, person and matter */
	RIGHT_ADDRESS,            /* where a department is reached */
	RIGHT_AUDIT,              /* read the trail: the auditor's alone */
	RIGHT_ATTACH,             /* scans of materials to a dossier; their list is RIGHT_DOSSIER's, what they show RIGHT_REVEAL's */
	RIGHT_COUNT
};

/* Is the role with this code among those that may? An unknown code may nothing. */
bool staff_may(const char *role, enum staff_right right);
/* The names of the roles that may, people's only: "受理员、督导"; cut at `size` bytes. Returns `out`. */
const char *staff_who_may(enum staff_right right, char *out, size_t size);

#endif
