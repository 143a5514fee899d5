/* SPDX-License-Identifier: Apache-2.0 */
#ifndef DESK_DESK_H
#define DESK_DESK_H

#include "desk/agents.h"
#include "desk/intake.h"
#include "hall/dossier.h"
#include "hall/hall.h"
#include "hall/ticket.h"
#include "ui/ui.h"

struct card_reading;
struct id_card;

/* What all screens of the desk share: one hall, one clerk, at most one dossier being taken in. */
struct desk {
	struct ui *ui;
	const char *hall_dir;            /* borrowed from the command line */
	const struct desk_options *given; /* borrowed from the command line: they win over both */
	struct settings *files;          /* what the settings files say: known before the hall is open */
	struct hall *hall;               /* NULL until the first screen has been painted and the hall was opened */
	struct actor actor;              /* login is "" while nobody is logged in */
	char window[8];                  /* the last one that somebody worked at here: who comes next sits there, too */
	struct intake *intake;           /* NULL: none under way */
	bool outdated;                   /* and it waits to be told of another version of the catalogue (accept_edition) */
	char made[24];                   /* the dossier made here last, until the home screen has put its bar on it */
	struct agents *agents;           /* NULL until somebody logs in */
	struct locked *lock;             /* what the lock screen hides; NULL: not locked */
	uint64_t saving;                 /* timer of the next draft, 0: none */
	int64_t unsaved_since;           /* by the loop's clock, while there is one */
	struct view *typing;             /* the form step while it is open: what is half typed goes into each draft, too */
	struct {                         /* a card on its way (desk/reading.h) */
		struct card_reading *way;
		void (*got)(void *ctx, const struct id_card *card);
		void *ctx;
	} reading;
	day_t turned;                    /* the day on which time's own acts were done last */
	struct window_queue queue;       /* of this window, as it stood last (desk/ticket.h) */
	char status[320], printing[320]; /* what the program does by itself: all but printing, and that … */
	char idle[648];                  /* … as one line, or two where it does not fit and there is room (home) */
	int idle_width;                  /* for which it was made; 0: it is to be made */
	bool idle_home;
};

/* Opens the hall if it is not open yet: called once the login is on the screen, and again by it. */
enum status desk_open_hall(struct desk *d, struct err *err) MUST_CHECK;
/* A setting, also before the hall is open. Borrowed. */
const char *desk_text(const struct desk *d, const char *name);
/* Saves the draft half a second after the last change; at once with desk_save. A failure is said in the message line. */
void desk_save_soon(struct desk *d);
void desk_save(struct desk *d);
/* Ends the intake: the draft stays, the memory goes. */
void desk_drop_intake(struct desk *d);
/* What time alone does, if nobody has done it yet (the day's turn, what came of decisions): at each minute, and before a list of what
 * ran out is shown. */
void desk_turn_day(struct desk *d);
/* Reads the agents' words anew for the idle line. */
void desk_refresh_status(struct desk *d);
/* Says why in the message line. */
void desk_fail(struct desk *d, const struct err *err);
/* What a command answers after `st`: done, or refused with the reason said. */
enum command_answer desk_answer(struct desk *d, enum status st, const struct err *err);

/* Is it somebody of a department, who sees its tasks alone (W-14)? And the screen that this person begins with. */
bool desk_department(const struct desk *d);
const struct view_ops *desk_home(const struct desk *d);
bool desk_home_stays(struct view *v);                  /* may_close of either: it says how one leaves */

/* The first row of each screen: name on the left, where and who in the middle, the time on the right. */
void desk_head(struct desk *d, int row, int width, const char *title);

/* Screens, each with its own file. */
extern const struct view_ops login_view, home_view, tasks_view, find_view, dossier_view, acts_view, papers_view, handover_view,
	outbox_view, password_view, watch_view, errands_view, errand_view,
	errand_new_view, stucks_view, attachments_view, draft_attachments_view, tickets_view, hand_view, shift_view, statement_view, keep_view, trail_view, day_view;
extern const struct view_ops accept_bundle_view, accept_situation_view, accept_form_view, accept_material_view,
	accept_confirm_view;

#endif
