/* stage_timer.h: how much time whoever stands on a room's stage has left.
 *
 * Pure, as the playlist is. The timer counts the session that began last in the room, to its end as
 * it stands now (staff's delays are in the schedule); after the end it counts up until the next one
 * begins. Breaks and parties have no stage. What it shows changes at full seconds of the clock, so
 * all screens with clocks that agree tick together. */
#pragma once

#include "schedule/now_next.h"

typedef enum {
    TIMER_IDLE,    /* nothing is counted */
    TIMER_BEFORE,  /* down to the session's start */
    TIMER_RUNNING, /* down to its end */
    TIMER_AMBER,   /* the same, with little time left (TimerLook) */
    TIMER_RED,     /* with hardly any */
    TIMER_OVER,    /* up, from its end on */
    TIMER_PHASE_COUNT
} TimerPhase;

typedef struct {
    TimerPhase phase;
    size_t session;        /* the counted one; SCHEDULE_NONE when idle */
    size_t segment;        /* of it, the part that runs, or SCHEDULE_NONE */
    int64_t seconds;       /* to be shown: left (a second that has begun counts), or over */
    int64_t part_seconds;  /* left of that part */
    float share;           /* of what is counted down, how much is gone: 0 to 1 */
    size_t next;           /* what follows the counted one on this stage today, or SCHEDULE_NONE */
    const StageWord *word; /* what the crew say now; NULL: nothing */
    bool is_lit;           /* of a word that blinks: every other second; of others always */
    Instant next_change;   /* first instant after `at` at which anything in here can differ */
} StageTimer;

/* The timer of `room` at `at`. SCHEDULE_NONE, which stands for several stages, has none. `schedule`
 * may be NULL. */
StageTimer stage_timer_at(const Schedule *schedule, size_t room, Instant at);
