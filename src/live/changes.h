/* changes.h: what staff change on the day itself, and what that makes of the schedule.
 *
 * Pure: the plan, the changes and an instant give another Schedule. Nothing of the plan is
 * altered, so taking a change back is leaving it out. Changes follow their rooms and sessions
 * through edits of the plan (follow.h). They belong to one conference day and end with it; only an
 * emergency stands until it is lifted. */
#pragma once

#include "schedule/schedule.h"

/* LIVE_EMERGENCY_DAYS: a file that nobody lifted an emergency in is an old event's after that. */
enum { LIVE_OPS_MAX = 500, LIVE_TEXT_MAX = 1000, LIVE_TEXTS_MAX = 8, LIVE_EMERGENCY_DAYS = 2 };

#define LIVE_DELAY_MAX (12 * MILLIS_HOUR)

/* What staff can say; each has its row in kinds.c, which tells what it is. The order means nothing.
 */
typedef enum {
    LIVE_DELAY,
    LIVE_CANCEL,
    LIVE_MOVE,
    LIVE_NOTE,
    LIVE_RESTORE,
    LIVE_UNDO,
    LIVE_REDO,
    LIVE_EXTEND,
    LIVE_BREAK,
    LIVE_SWAP,
    LIVE_ADD,
    LIVE_SPEAKER,
    LIVE_RENAME,
    LIVE_ROOM,
    LIVE_CLOSE,
    LIVE_SAY,
    LIVE_NOTICE,
    LIVE_SLIDE,
    LIVE_HIDE,
    LIVE_LIFT,
    LIVE_HOLD,
    LIVE_RELEASE,
    LIVE_NEXT,
    LIVE_PREVIOUS,
    LIVE_LIST,
    LIVE_STATUS,
    LIVE_SCREENSHOT,
    LIVE_RELOAD,
    LIVE_TAKE,
    LIVE_LOWER_THIRD,
    LIVE_HELP,
    LIVE_KIND_COUNT
} LiveKind;

/* What told a room from others when staff named it. */
typedef struct {
    Str id, guid, name; /* each may be empty */
} LiveRoom;

/* And a session: what follow.h finds it by. All empty in changes that a former version kept. */
typedef struct {
    Str guid;
    bool is_id_written;
    LiveRoom room; /* where it was planned; empty: everywhere */
    Str title;
    Str speaker; /* the first one's name */
    Instant start;
} LiveSession;

/* A text in a language. */
typedef struct {
    Str language; /* as it was written: "de", "zh-Hant" */
    Str text;
} LiveText;

typedef struct {
    LiveKind kind;
    Instant at; /* when staff said it */
    Str sender; /* who said it: "socket", "key", a person's name; empty: not known */
    Str room;   /* an id; delay, notice: empty for all; move: the new one */
    LiveRoom room_facts;
    Str session; /* an id: whatever concerns one; add: its own, new one */
    LiveSession session_facts;
    Str other; /* swap: the second one's id */
    LiveSession other_facts;
    Millis by;      /* delay, extend, break */
    bool is_forced; /* delay: may start things before their plan */
    Instant start;  /* move: INSTANT_NEVER leaves the time; add */
    Instant end;    /* extend: INSTANT_NEVER when `by` says it; add */
    Str text;    /* note (empty takes the plan's away), notice, room, say; rename, add: the title */
    Str speaker; /* speaker, add: a name; may be empty */
    Str affiliation;                /* speaker; may be empty */
    LiveText texts[LIVE_TEXTS_MAX]; /* notice, say: in languages, beside `text` or instead of it */
    size_t text_count;
    Str lines[SLIDE_LINES_MAX]; /* slide: below its heading, which is the text */
    size_t line_count;
    Str url;             /* slide: what its code says; may be empty */
    Instant until;       /* notice, room, say: INSTANT_NEVER until lifted */
    NoticeLevel level;   /* notice; lift: NOTICE_LEVEL_COUNT for all */
    ViewKind view;       /* hold */
    Str screen;          /* hold, notice: only there, a name of --screen; empty: everywhere */
    Str group;           /* and only on screens of that --group */
    RoomState condition; /* room, close */
    bool is_cleared, is_blinking, is_black; /* say */
    Str about;              /* room: the id of the session that it ends with; may be empty; hide:
                               the item's */
    int32_t people, places; /* room: negative people: not counted; 0 places: not said */
    int32_t number; /* of a kept one: its own, from 1, for the whole day; undo, lift: whose is
                       meant, 0: not said; undo and redo: the sender's last one */
    struct {
        LiveKind kind;
        Instant at;     /* INSTANT_NEVER: not said; the last of all */
        int32_t number; /* 0: not said */
    } target;           /* undo, redo: the change that live_aim found */
} LiveOp;

typedef struct {
    Arena *arena; /* owned: holds everything, this struct too */
    Date date;    /* the conference day that the changes are for */
    LiveOp *ops;  /* in the order in which they were given, of the kinds that are kept */
    size_t count, capacity;
    LiveOp *undone; /* what was taken back, and can be done again; the last one is the newest */
    size_t undone_count, undone_capacity;
    int32_t last_number; /* of the change that was given last */
} LiveState;

LiveState *live_create(Date date);
void live_free(LiveState *state); /* accepts NULL */

/* What is left of `state` (taken over; may be NULL) on that day: all of it when it is its own, else
 * the emergencies that nobody lifted, from LIVE_EMERGENCY_DAYS ago at most, and the kinds that
 * outlast their day. Never NULL; live_free. */
LiveState *live_on(LiveState *state, Date date);

/* One that can be changed without the other. */
LiveState *live_copy(const LiveState *state);

/* Does it: adds the op (its texts are copied), or takes away what it takes away. False when there
 * is nothing to take away, or no place for more. */
bool live_do(LiveState *state, const LiveOp *op);

/* Why an op of `state` does nothing in this version of the plan: its session or its room is not
 * there any more. Empty: it is there. For staff, in `arena`. */
Str live_lost(Arena *arena, const Schedule *plan, const LiveState *state, const LiveOp *op);

/* What `op` means among the changes of `state`: it names its session as those do which were given
 * before the file was edited, so that "restore" finds them; an undo gets its target, which is the
 * sender's last change or the one with that number, and its text is what that was; a redo gets what
 * the sender took back last. False with a sentence in *problem when there is none, or it is an
 * emergency, or what was to be lifted is no notice. `plan` may be NULL; texts are in
 * `arena`. */
bool live_aim(Arena *arena, const Schedule *plan, const LiveState *state, LiveOp *op, Str *problem);

/* "cancel "Keynote" (Main Hall, 10:00)": a change, for staff. `plan` may be NULL. */
Str live_name(Arena *arena, const Schedule *plan, const LiveOp *op);

/* The day's changes, a numbered line each, with the time and the sender. */
Str live_list(Arena *arena, const Schedule *plan, const LiveState *state);

/* The op with copies of its texts. */
LiveOp live_op_copy(Arena *arena, const LiveOp *op);

/* Why live_do did not. */
Str live_why_not(const LiveOp *op);

/* It is to be on the screen at once, without a crossfade. */
bool live_is_urgent(const LiveOp *op);

/* What of it concerns a screen of that name, in those groups (--group): the changes that are for
 * other screens alone are left out. The texts are borrowed from `state`; live_free. */
LiveState *live_for_screen(const LiveState *state, Str screen, const Str *groups,
                           size_t group_count);

/* It raises one, which is taken away by "lift" alone. */
bool live_is_emergency(const LiveOp *op);

/* Staff have raised an emergency that is not lifted. */
bool live_has_emergency(const LiveState *state);

/* The view that is held on a screen in that room (an id; empty: of all rooms), if one is. */
bool live_hold(const LiveState *state, Str room, ViewKind *view);

/* "delay", "cancel", …: in the state file and in commands. */
const char *live_kind_name(LiveKind kind);
LiveKind live_kind_by_name(Str name); /* or LIVE_KIND_COUNT */

/* A word from outside that concerns everybody: the text of emergency.txt. */
typedef struct {
    Str text; /* empty: nothing */
    Instant from;
} LiveEmergency;

/* The conference day that staff's changes are for at `now`: today's, or still that of `state` (may
 * be NULL) while one of its sessions, as changed, goes on past the day change and no session of a
 * later day has begun. Until `*until` at least it stays so. `plan` may be NULL. */
Date live_date_at(const Schedule *plan, const LiveState *state, Instant now, Instant *until);

/* A plan of nothing, for notices where there is no schedule: the clock's zone and the languages
 * (texts are copied) are those of the host. schedule_free. */
Schedule *live_bare_plan(const Zone *zone, Str language);

/* The plan with the changes, as a new Schedule; NULL when nothing changes it, and the plan is to be
 * shown as it is. `state` may be NULL; its changes hold when it is for the day of live_date_at,
 * `emergency` (may be NULL) whenever it has a text. `plan` may be NULL: notices are shown without
 * a schedule too.
 *
 * A delay concerns what runs in the room at `op.at` and what follows there on that day: what has
 * not begun starts later, what runs ends later (what was due less than a quarter of an hour ago,
 * and could begin so late, counts as not begun); later sessions are pushed only as far as they must
 * (gaps are used up, breaks shrink to five minutes or half of their length, whichever is longer),
 * talks keep their length, their order stays. A pause of several rooms begins when the first of
 * them is ready, other sessions of several rooms when all are. A negative delay takes back what
 * was delayed; only when forced does it start something before its plan. */
Schedule *live_apply(const Schedule *plan, const LiveState *state, const LiveEmergency *emergency,
                     Instant now);

/* What an op did, for the person who gave it: "Main Hall: 2 sessions start later, the last at
 * 11:10; on time again from 13:30 (Compilers)". `before` and `after` are what was shown and what
 * is shown now. In `arena`. */
Str live_describe(Arena *arena, const Schedule *before, const Schedule *after, const LiveOp *op);

/* As text for a file, and back. `schedule_name` is for the people who read it. */
Str live_to_json(Arena *arena, const LiveState *state, Str schedule_name);

/* NULL, with a sentence in *problem (in `arena`), when it is nothing that we wrote. Changes that a
 * later version knows and this one does not are left out, and said in *problem too. */
LiveState *live_from_json(Arena *arena, Str json, Str *problem);
