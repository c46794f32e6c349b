/* overlay_plan.h: when which lower third is shown over the stream, and when a slate, a title or a
 * code is.
 *
 * Pure, as the playlist is: the same schedule, room and instant give the same answer. A name is
 * shown for twelve seconds when a session begins, several names one after the other; a segment's
 * title when a segment begins; and again every ten minutes until the next of these. Staff may show
 * and hide it by hand. */
#pragma once

#include "schedule/now_next.h"

#define CUE_TIME   (12 * MILLIS_SECOND) /* a name stays */
#define CUE_AGAIN  (10 * MILLIS_MINUTE) /* and comes back */
#define CUE_MOTION INT64_C(400)         /* in, and out; within the time that it stays */
#define TITLE_TIME (8 * MILLIS_SECOND)  /* a session's title fills the picture */
#define LINK_AFTER MILLIS_MINUTE        /* of a session, until its code is shown first */
#define LINK_TIME  (30 * MILLIS_SECOND)

typedef enum { CUE_SESSION, CUE_SEGMENT, CUE_HAND, CUE_KIND_COUNT } CueKind;

/* One name, or one title, on the stream. */
typedef struct {
    CueKind kind;
    size_t session;        /* index into sessions; SCHEDULE_NONE: `person` alone */
    size_t segment;        /* SEGMENT: index into the session's; else SCHEDULE_NONE */
    size_t speaker;        /* index into the session's; SCHEDULE_NONE: the title alone */
    bool is_strip;         /* all of the session's names at once, under its title */
    const Speaker *person; /* borrowed: who is none of the schedule's; else NULL */
    Instant from;          /* first instant: it begins to move in */
    Instant until; /* first instant at which it is gone; INSTANT_NEVER: until somebody hides it */
} Cue;

typedef enum {
    HAND_IN_TURN, /* the running session's names, one after the other */
    HAND_ONE,     /* one of them */
    HAND_STRIP,   /* all of them, at most HAND_STRIP_MAX */
    HAND_PERSON,  /* somebody else, also while nothing runs */
} HandWho;

enum { HAND_STRIP_MAX = 6 };

/* How names are shown, and what staff asked for. Each of their two is an instant, or INSTANT_NEVER
 * when it was not asked for; the later one holds. */
typedef struct {
    bool is_by_hand;       /* nothing is shown but by hand */
    Millis stays;          /* that a name does; 0: CUE_TIME */
    bool shows_strip;      /* several names side by side at once, not one after the other */
    Millis opening;        /* until the first name of a session: its title covers the picture */
    Instant shown;         /* until hidden or the running session's end */
    Instant hidden;        /* what is shown goes; the next one comes as planned */
    HandWho who;           /* that is shown */
    size_t speaker;        /* ONE: its number in the session, from 0 */
    const Speaker *person; /* PERSON: borrowed */
} CueHand;

/* The session whose names can be shown at `at`, or SCHEDULE_NONE. */
size_t overlay_session_at(const Schedule *schedule, size_t room, Instant at);

/* The name after the one that is shown at `at`; the first when none is. False: there are none. */
bool overlay_next_name(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                       size_t *speaker);

/* As planned, nothing by hand. */
CueHand cue_hand_none(void);

/* The cue at `at`. False when there is none. `*next_change` (may be NULL) is lowered to the first
 * instant after `at` at which the answer differs. `schedule` may be NULL; `room` SCHEDULE_NONE
 * stands for all rooms, whose first confirmed session counts. */
bool overlay_cue_at(const Schedule *schedule, size_t room, const CueHand *hand, Instant at,
                    Cue *cue, Instant *next_change);

/* All planned cues that begin in [from, until), in order. In `arena`. */
const Cue *overlay_cues(Arena *arena, const Schedule *schedule, size_t room, Instant from,
                        Instant until, size_t *count);

/* The session whose title fills the picture at `at`, from its start on; or SCHEDULE_NONE.
 * `*next_change` (may be NULL) as above. */
size_t overlay_title_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change);

/* The session whose code for the audience is shown at `at`: a minute after its start, again every
 * ten minutes, and for the last LINK_TIME before its end; or SCHEDULE_NONE. */
size_t overlay_link_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change);

typedef enum {
    SLATE_NONE,         /* the cameras are to be seen */
    SLATE_SOON,         /* before the day's first session */
    SLATE_BREAK,        /* a planned one, or between sessions */
    SLATE_THANKS,       /* after the day's last */
    SLATE_WAITING,      /* nothing planned: the event's name */
    SLATE_NOT_RECORDED, /* a session that must not be recorded runs */
    SLATE_KIND_COUNT
} SlateKind;

/* What covers the stream. `*session` (may be NULL) is the session that must not be recorded, or
 * SCHEDULE_NONE. `*next_change` as above. */
SlateKind overlay_slate_at(const Schedule *schedule, size_t room, Instant at, size_t *session,
                           Instant *next_change);
