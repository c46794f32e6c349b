/* now_next.h: what runs at an instant and what follows, and what kind of moment of the day it is.
 *
 * Pure functions of a Schedule and an instant. */
#pragma once

#include "schedule/schedule.h"

typedef enum {
    DAY_NO_SCHEDULE, /* no schedule, or one without any session */
    DAY_FAR, /* nothing today and nothing within 30 days to come, or all past: not worth showing */
    DAY_NO_SESSIONS, /* nothing today, but a later day has something */
    DAY_BEFORE,      /* today's first session is still to come */
    DAY_RUNNING,     /* at least one session runs, here */
    DAY_BREAK,       /* only sessions of type break or social run here */
    DAY_GAP,         /* nothing runs here, between sessions, or while one that was to be does not
                        take place */
    DAY_AFTER,       /* today's last session has ended; a later day follows */
    DAY_OVER,        /* the last session of the last day has ended, today */
    DAY_STATE_COUNT
} DayStateKind;

typedef struct {
    DayStateKind kind;
    size_t day;      /* the conference day of the instant: index into days, or SCHEDULE_NONE. NONE
                        does not mean that nothing runs: a session may outlive its day */
    size_t next_day; /* the next day with sessions after it, or SCHEDULE_NONE */
    size_t first; /* next session to start (BEFORE, RUNNING, BREAK, GAP: of those that follow today;
                     AFTER, NO_SESSIONS: of next_day) or NONE */
    Instant next_change; /* first instant after `at` at which anything in here can differ */
} DayState;

/* The state at `at` for `room` (SCHEDULE_NONE: the whole venue). `schedule` may be NULL.
 * A cancelled session counts as running nowhere but stays listed by now_next_at. */
DayState day_state_at(const Schedule *schedule, size_t room, Instant at);

/* How a session stands to the plan and to the instant. */
typedef enum {
    SESSION_UPCOMING,
    SESSION_STARTS_SOON, /* its planned start has passed, its start has not (staff delayed it) */
    SESSION_RUNNING,
    SESSION_FINISHING, /* running, and past its planned end */
    SESSION_PAST
} SessionPhase;

SessionPhase session_phase_at(const Session *session, Instant at);

/* What was to be here and is not is said from so long before its time on. */
#define GONE_LEAD (30 * MILLIS_MINUTE)

typedef struct {
    const size_t *now; /* sessions that take place here at the instant */
    size_t now_count;
    const size_t *gone; /* those that were to, or were to within GONE_LEAD, and do not: cancelled,
                           or moved away in room or time; until their planned end */
    size_t gone_count;
    const size_t *next; /* those that take place here and follow today, by start */
    size_t next_count;
    Instant next_change; /* first instant after `at` at which the lists or a phase can differ */
} NowNext;

/* For one room, or SCHEDULE_NONE for all. `now` is by start, then room, `gone` by planned start.
 * What follows today is all that starts before the conference day is over, and its own sessions
 * that start later still, with what others start before those. `next` holds at most `next_max`. In
 * `arena`. */
NowNext now_next_at(Arena *arena, const Schedule *schedule, size_t room, Instant at,
                    size_t next_max);

/* Index of the segment that runs at `at`, or SCHEDULE_NONE. */
size_t session_segment_at(const Session *session, Instant at);

/* The day whose [from, until) holds `at`, or SCHEDULE_NONE. */
size_t schedule_day_at(const Schedule *schedule, Instant at);

/* The conference day that `at` lies in: a day of the schedule or, where it has none, the venue's
 * day. from <= at < until. */
typedef struct {
    size_t day; /* index into days, or SCHEDULE_NONE */
    Instant from, until;
} DayBounds;

/* Days that are not in the schedule begin at its day_change (UTC, 04:00 when `schedule` is NULL).
 * For |at| up to 2^61. */
DayBounds schedule_day_bounds(const Schedule *schedule, Instant at);

/* Sessions that have to do with the conference day: its own, and those of other days that last
 * into it, or were to, such as the party of the night before. All of them concern `room`; in the
 * schedule's order. The same for every instant of the day, whether the schedule has that day or
 * not. In `arena`; never NULL. */
const size_t *schedule_day_sessions(Arena *arena, const Schedule *schedule, size_t room,
                                    const DayBounds *bounds, size_t *count);

/* The same question without the list: is there any? */
bool schedule_day_has_sessions(const Schedule *schedule, size_t room, const DayBounds *bounds);

/* The date of the conference day that `at` lies in, as the schedule dates it. */
Date schedule_date_at(const Schedule *schedule, Instant at);

/* The first day after the conference day of `at` with a session in `room` that is not cancelled,
 * or SCHEDULE_NONE. `*first` (may be NULL) is the index of its first such session. */
size_t schedule_next_day(const Schedule *schedule, size_t room, Instant at, size_t *first);

/* True when no later day has a session in `room` within 30 days: what DAY_FAR is about, for a day
 * without sessions. The same for every instant of a conference day. */
bool schedule_is_far(const Schedule *schedule, size_t room, Instant at);

/* True when it is held in `room`, at its own time: not cancelled, and not moved away from there. */
bool session_takes_place(const Session *session, size_t room);

/* True when it was to be in `room` and is not, or not at that time: cancelled, or moved. */
bool session_leaves_ghost(const Session *session, size_t room);

/* True when `session` has a place in the lists of `room`: it is there, or it was to be there. */
bool session_concerns_room(const Session *session, size_t room);

/* All instants within a day at which a session or a segment starts or ends in `room`, rising, each
 * once; for the contact sheet and the tests. In `arena`. */
const Instant *schedule_day_changes(Arena *arena, const Schedule *schedule, size_t day, size_t room,
                                    size_t *count);

/* How many notices are shown at once, and for how long where there are more. */
enum { NOTICES_SHOWN = 2 };
#define NOTICES_TURN (8 * MILLIS_SECOND)

/* The notices to show at `at` in `room`, in the order of notice_at: emergencies before all others,
 * then tests, one at a time; else up to `most` (1 to NOTICES_SHOWN). Where more are due they take
 * turns by the clock, so that each is seen. Returns how many stand in `shown`; `*next_change` as
 * for notice_at. */
size_t notices_at(const Schedule *schedule, size_t room, Instant at, size_t most,
                  size_t shown[NOTICES_SHOWN], Instant *next_change);

/* What staff say of the room's door holds at `at`: its state, text and numbers are to be shown.
 * `room`: an index, or SCHEDULE_NONE and SCHEDULE_NO_ROOM, of which nothing is said. `*next_change`
 * (may be NULL) is lowered to the first instant after `at` at which the answer differs. */
bool room_is_told(const Schedule *schedule, size_t room, Instant at, Instant *next_change);

/* Its state then; open when nothing is said. */
RoomState room_state_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change);

/* The notice to show at `at` in `room`: emergency before test
 * before warning before info, then the one that began last. SCHEDULE_NONE when there is none.
 * `*next_change` (may be NULL) is lowered to the first instant after `at` at which the answer can
 * differ. */
size_t notice_at(const Schedule *schedule, size_t room, Instant at, Instant *next_change);
