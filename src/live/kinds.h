/* kinds.h: the table of what staff can say: a command is one row.
 *
 * Inner header of src/live/: lines, JSON, help, the state file, what is shown and what is answered
 * all read the row. A new command is its own functions (kind_*.c), a value of LiveKind and a row in
 * kinds.c. */
#pragma once

#include "live/audience.h"
#include "live/words.h"

enum { KIND_WORDS_MAX = 12 };

/* A schedule while it is being changed. Its sessions are still in the plan's order. */
typedef struct {
    const Schedule *plan; /* NULL: there is none; then there are no sessions and no rooms */
    Schedule *copy;
    Session *sessions; /* the copy's */
    Date date;         /* of the changes */
    size_t day;        /* that day in the plan, or SCHEDULE_NONE */
    Notice *notices;   /* the copy's, with a place for each change */
    size_t notice_count;
    SlideContent *slides; /* the copy's, SLIDES_MAX places */
    size_t slide_count;
} Work;

/* The session that the op means, or `id` with `facts`: of the plan, or one that staff added. NULL:
 * it is not there. */
Session *work_session(Work *work, const LiveOp *op);
Session *work_session_by(Work *work, Str id, const LiveSession *facts);

/* A place for one more, which is of the changes' day; at most one for each change. */
Session *work_add_session(Work *work);

/* A delay on the changes' day (delay.h), to sessions of the plan and added ones; of `longer`, if it
 * is one, alone. */
struct Delay;
void work_delay(Work *work, const struct Delay *delay, const Session *longer);

/* Into the list, without what live_do does beside. */
LiveOp *live_keep(LiveState *state, const LiveOp *op);

/* When all changes are made: a room's state ends when its session does now. */
void work_settle_rooms(Work *work);

/* A list of that room alone, and a text in no particular language (none when it is empty). */
const size_t *work_one_room(Arena *arena, size_t room);
Localized work_one_text(Arena *arena, Str text);

/* The op's text, in all its languages. */
Localized work_texts(Arena *arena, const LiveOp *op);

typedef struct {
    const char *name;
    const char *usage;   /* how it is written */
    const char *help;    /* what it does, in a few words */
    Audience audience;   /* to whom it goes when several kiosks run */
    bool is_change;      /* changes what is shown today; false: asks the kiosk for something */
    bool is_staffs_hand; /* what it changes is which page is shown, not the day */
    bool is_kept;        /* and stands in the list of changes from then on */
    bool outlasts_day;   /* also on the conference days after */

    /* What follows the name: by place, then those that are named. */
    struct {
        const Word *word;
        WordUse use;
    } words[KIND_WORDS_MAX];
    /* When all words have been read: do they fit together? NULL: they do. */
    bool (*check)(Reading *reading);

    /* Another change that `op` takes away or takes the place of; NULL: none. */
    bool (*takes_away)(const LiveOp *op, const LiveOp *kept);
    /* Takes away by another rule; NULL: each that takes_away says. False: there was nothing. */
    bool (*take_back)(LiveState *state, const LiveOp *op);
    /* What a kept one makes of the schedule; NULL: nothing. */
    void (*apply)(Work *work, const LiveOp *op);
    /* What it did, for whoever gave it; see live_describe. */
    Str (*describe)(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);
    bool (*is_urgent)(const LiveOp *op); /* NULL: never */
    const char *why_not;                 /* when there was nothing to take away */
} Kind;

/* Never NULL; `kind` is below LIVE_KIND_COUNT. */
const Kind *kind_row(LiveKind kind);
