/* delay.h: a room runs late: what that does to the rest of its day.
 *
 * Inner header of changes.c. Works on a day's sessions while they are being changed; the rules are
 * told at live_apply. */
#pragma once

#include "schedule/schedule.h"

typedef struct {
    Arena *arena;           /* of the sessions */
    const Session *planned; /* as the file has them, in the same order */
    Session *sessions;      /* changed in place; not sorted anew */
    size_t count;
    size_t room_count; /* of the schedule */
} DelayDay;

typedef struct Delay {
    size_t room; /* or SCHEDULE_NONE: all */
    Millis by;   /* negative: earlier */
    bool is_forced;
    Instant at;
    const Session *longer; /* one of the day's: it alone lasts longer (or shorter) by that, and what
                              follows it makes room; NULL: what runs in the room at `at` */
} Delay;

void delay_apply(const DelayDay *day, const Delay *delay);

/* How short a break of that length may become. */
Millis delay_shortest_break(Millis length);

/* Moves the session to a start of its own, with its segments; its length stays. */
void session_move_to(Arena *arena, Session *session, Instant start);
