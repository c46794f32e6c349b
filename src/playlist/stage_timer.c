/* stage_timer.c: the counted session is looked for among all, without an index: this is asked once
 * a second, and a conference has some hundred sessions. */
#include "playlist/stage_timer.h"

/* What is counted, before anything is made of the seconds. */
typedef struct {
    TimerPhase phase; /* IDLE, BEFORE, RUNNING or OVER */
    size_t session;
    size_t next;
    Instant until; /* the answer holds until then at least */
} Counted;

static bool has_stage(const Session *session, size_t room) {
    return session_takes_place(session, room) && !session->is_all_day &&
           session->type != SESSION_BREAK && session->type != SESSION_SOCIAL;
}

/* The first to begin after `after` (with that instant, the later ones of the list) that belongs to
 * the conference day. */
static size_t first_after(const Schedule *schedule, size_t room, Instant after,
                          const DayBounds *day) {
    size_t first = SCHEDULE_NONE;
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *s = &schedule->sessions[i];
        bool is_today = s->start < day->until || s->day == day->day;
        if (s->start > after && is_today && has_stage(s, room) &&
            (first == SCHEDULE_NONE || s->start < schedule->sessions[first].start))
            first = i;
    }
    return first;
}

static Counted counted_at(const Schedule *schedule, size_t room, Instant at) {
    const Session *sessions = schedule->sessions;
    DayBounds day = schedule_day_bounds(schedule, at);
    size_t running = SCHEDULE_NONE, ended = SCHEDULE_NONE;
    Counted counted = {.session = SCHEDULE_NONE, .until = day.until};
    for (size_t i = 0; i < schedule->session_count; i++) {
        const Session *s = &sessions[i];
        if (!has_stage(s, room))
            continue;
        if (s->start > at)
            counted.until = instant_min(counted.until, s->start);
        else if (s->end > at)
            counted.until = instant_min(counted.until, s->end);
        if (s->start <= at && s->end > at &&
            (running == SCHEDULE_NONE || s->start > sessions[running].start))
            running = i;
        if (s->end <= at && (ended == SCHEDULE_NONE || s->end > sessions[ended].end))
            ended = i;
    }
    size_t coming = first_after(schedule, room, at, &day);
    Millis over = schedule->display.timer.over;
    bool is_over = ended != SCHEDULE_NONE && at - sessions[ended].end < over;
    if (running != SCHEDULE_NONE) {
        counted.phase = TIMER_RUNNING;
        counted.session = running;
        counted.next = coming;
    } else if (is_over) {
        counted.phase = TIMER_OVER;
        counted.session = ended;
        counted.next = coming;
        counted.until = instant_min(counted.until, sessions[ended].end + over);
    } else if (coming != SCHEDULE_NONE) {
        counted.phase = TIMER_BEFORE;
        counted.session = coming;
        counted.next = first_after(schedule, room, sessions[coming].start, &day);
    } else {
        counted.next = SCHEDULE_NONE;
    }
    return counted;
}

/* Seconds that have begun. */
static int64_t seconds_left(Millis left) {
    return (left + MILLIS_SECOND - 1) / MILLIS_SECOND;
}

static TimerPhase phase_of(const TimerLook *look, int64_t seconds) {
    Millis left = seconds * MILLIS_SECOND;
    return left <= look->red ? TIMER_RED : left <= look->amber ? TIMER_AMBER : TIMER_RUNNING;
}

/* Down to the end of the session, or of its part. `second` is the full one that `at` lies in. */
static void count_down(StageTimer *timer, const Schedule *schedule, Instant at, Instant second) {
    const Session *session = &schedule->sessions[timer->session];
    const TimerLook *look = &schedule->display.timer;
    Instant start = session->start, end = session->end;
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *part = &session->segments[i];
        if (part->start > at)
            timer->next_change = instant_min(timer->next_change, part->start);
        if (part->end > at)
            timer->next_change = instant_min(timer->next_change, part->end);
    }
    timer->segment = session_segment_at(session, at);
    if (timer->segment != SCHEDULE_NONE) {
        const Segment *part = &session->segments[timer->segment];
        timer->part_seconds = seconds_left(part->end - second);
        if (look->counts_parts) {
            start = part->start;
            end = part->end;
        }
    }
    timer->seconds = seconds_left(end - second);
    timer->phase = phase_of(look, timer->seconds);
    timer->share = (float)((double)(instant_max(second, start) - start) / (double)(end - start));
}

/* The crew's word, if it still holds: without an end it belongs to the session that was counted
 * when it was said. */
static const StageWord *word_at(const Schedule *schedule, size_t room, const Counted *counted,
                                Instant at, Instant *until) {
    const StageWord *word = &schedule->rooms[room].stage;
    if (word->from == 0)
        return NULL;
    if (word->from > at) {
        *until = instant_min(*until, word->from);
        return NULL;
    }
    if (word->until != INSTANT_NEVER) {
        if (word->until > at)
            *until = instant_min(*until, word->until);
        return word->until > at ? word : NULL;
    }
    return counted_at(schedule, room, word->from).session == counted->session ? word : NULL;
}

StageTimer stage_timer_at(const Schedule *schedule, size_t room, Instant at) {
    StageTimer timer = {.session = SCHEDULE_NONE,
                        .segment = SCHEDULE_NONE,
                        .next = SCHEDULE_NONE,
                        .is_lit = true,
                        .next_change = INSTANT_NEVER};
    if (!schedule || room >= schedule->room_count)
        return timer;
    Counted counted = counted_at(schedule, room, at);
    timer.phase = counted.phase;
    timer.session = counted.session;
    timer.next = counted.next;
    timer.word = word_at(schedule, room, &counted, at, &counted.until);
    timer.next_change = counted.until;
    if (timer.word && timer.word->is_black) /* no second is seen */
        return timer;
    Instant second = at - (at % MILLIS_SECOND + MILLIS_SECOND) % MILLIS_SECOND;
    bool is_blinking = timer.word && timer.word->is_blinking;
    if (is_blinking)
        timer.is_lit = second / MILLIS_SECOND % 2 == 0;
    if (counted.session != SCHEDULE_NONE || is_blinking)
        timer.next_change = instant_min(timer.next_change, second + MILLIS_SECOND);
    if (counted.session == SCHEDULE_NONE)
        return timer;
    const Session *session = &schedule->sessions[counted.session];
    if (counted.phase == TIMER_RUNNING)
        count_down(&timer, schedule, at, second);
    else if (counted.phase == TIMER_BEFORE)
        timer.seconds = seconds_left(session->start - second);
    else
        timer.seconds = (instant_max(second, session->end) - session->end) / MILLIS_SECOND;
    timer.share = counted.phase == TIMER_OVER ? 1 : timer.share;
    return timer;
}
