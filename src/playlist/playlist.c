/* playlist.c: the cycle of the views over a conference day (cycle.h), and the takeovers of a door
 * view.
 *
 * In a room's door view, takeovers by now/next lie over it; they are found by one
 * walk over the day's starts, in order, which also counts the slides that have begun. */
#include "playlist/playlist.h"

#include "playlist/cycle.h"
#include "schedule/view_content.h"

#define TAKEOVER_LEAD (2 * MILLIS_MINUTE)
#define SEEN_MIN      (3 * MILLIS_SECOND) /* a slide that is cut shorter is not begun */

/* Instants further out are no conference's; kept away from the ends of int64_t. */
#define FAR_OUT (INT64_C(1) << 61)

/* Each day counts its turns from another number, so that the last slide of a day and the first of
 * the next differ even when a day is a single slide. Half seconds: a day has fewer slides, since
 * pages last a second at least. */
#define TURN_STEP    (MILLIS_SECOND / 2)
#define TURN_NUMBERS 1000000

typedef struct {
    Instant from, until;
} Span;

/* What is due on a day: the cycle between the day's bounds, and what lies over it. */
typedef struct {
    const Schedule *schedule; /* may be NULL */
    size_t room;
    Cycle *cycle;
    Span day;
    size_t now_next_pages;
    Millis now_next_dwell;
    size_t first_turn;
    bool is_of_stage; /* the timer counts to a start itself: nothing takes over */
} DayPlan;

/* The cycle's page at `at`, whole but for the day's end. */
static Slide cycle_slide(const DayPlan *plan, Instant at) {
    Slide slide;
    cycle_index(plan->cycle, at, &slide);
    return slide;
}

/* The cycle's pages of which something is seen within the stretch. */
static size_t stretch_count(const DayPlan *plan, Span stretch) {
    Slide ignored;
    if (stretch.from >= stretch.until)
        return 0;
    return (size_t)(cycle_index(plan->cycle, stretch.until - 1, &ignored) -
                    cycle_index(plan->cycle, stretch.from, &ignored) + 1);
}

/* The cycle's slide at `at`, cut to the stretch before which `turn` slides have begun. */
static Slide stretch_slide(const DayPlan *plan, Span stretch, size_t turn, Instant at) {
    Slide slide, first;
    uint64_t index = cycle_index(plan->cycle, at, &slide);
    slide.turn = turn + (size_t)(index - cycle_index(plan->cycle, stretch.from, &first));
    slide.from = instant_max(slide.from, stretch.from);
    slide.until = instant_min(slide.until, stretch.until);
    return slide;
}

/* A takeover has the pages of now/next, as long as each; a last one too short to be seen is not
 * begun. */
static size_t takeover_count(const DayPlan *plan, Span takeover) {
    if (plan->now_next_pages == 1)
        return 1;
    Millis length = takeover.until - takeover.from;
    size_t count = (size_t)((length + plan->now_next_dwell - 1) / plan->now_next_dwell);
    Millis last = length - (Millis)(count - 1) * plan->now_next_dwell;
    return count > 1 && last < SEEN_MIN ? count - 1 : count;
}

static Slide takeover_slide(const DayPlan *plan, Span takeover, size_t turn, Instant at) {
    size_t count = takeover_count(plan, takeover);
    size_t index = count == 1 ? 0 : (size_t)((at - takeover.from) / plan->now_next_dwell);
    if (index >= count)
        index = count - 1;
    Instant from = takeover.from + (Millis)index * plan->now_next_dwell;
    return (Slide){
        .view = VIEW_NOW_NEXT,
        .page = index % plan->now_next_pages,
        .visit = cycle_round(plan->cycle, takeover.from),
        .turn = turn + index,
        .pages = plan->now_next_pages,
        .began = takeover.from,
        .from = from,
        .until = index + 1 == count ? takeover.until : from + plan->now_next_dwell,
    };
}

/* A page of the cycle that looks like the takeover beside it: better one slide than two. */
static bool looks_taken_over(const DayPlan *plan, const Slide *slide) {
    return slide->view == VIEW_NOW_NEXT && plan->now_next_pages == 1;
}

/* Where the takeover from `from` on begins, when the cycle is seen from `seen_from` on. */
static Instant takeover_begin(const DayPlan *plan, Instant seen_from, Instant from) {
    if (from <= seen_from)
        return seen_from;
    Slide before = cycle_slide(plan, from - 1);
    Instant begin = instant_max(before.from, seen_from);
    bool is_cut = before.until > from;
    if (is_cut && from - begin < SEEN_MIN) {
        from = begin;
        if (from <= seen_from)
            return seen_from;
        before = cycle_slide(plan, from - 1);
        begin = instant_max(before.from, seen_from);
    }
    return looks_taken_over(plan, &before) ? begin : from;
}

static Instant takeover_end(const DayPlan *plan, Instant until) {
    if (until >= plan->day.until)
        return plan->day.until;
    Slide after = cycle_slide(plan, until);
    bool is_cut = after.from < until;
    if (is_cut && after.until - until < SEEN_MIN) {
        until = after.until;
        if (until >= plan->day.until)
            return plan->day.until;
        after = cycle_slide(plan, until);
    }
    return looks_taken_over(plan, &after) ? after.until : until;
}

/* Walks over the takeovers, in order, until it has found the slide. */
typedef struct {
    const DayPlan *plan;
    Instant at;
    size_t turn;       /* slides that have begun before `seen_from` */
    Instant seen_from; /* where the takeover before the open one ended */
    Span open;         /* the takeover that may still grow; empty: none yet */
    bool is_found;
    Slide slide;
} SlideWalk;

/* The open takeover has its final bounds. */
static void walk_close(SlideWalk *walk) {
    Span open = walk->open, stretch = {.from = walk->seen_from, .until = open.from};
    size_t before = walk->turn + stretch_count(walk->plan, stretch);
    if (walk->at < open.from) {
        walk->slide = stretch_slide(walk->plan, stretch, walk->turn, walk->at);
        walk->is_found = true;
    } else if (walk->at < open.until) {
        walk->slide = takeover_slide(walk->plan, open, before, walk->at);
        walk->is_found = true;
    }
    walk->turn = before + takeover_count(walk->plan, open);
    walk->seen_from = open.until;
}

static void walk_start(SlideWalk *walk, Instant start) {
    const Span *day = &walk->plan->day;
    Instant from = start - TAKEOVER_LEAD, until = instant_min(start, day->until);
    bool has_open = walk->open.from < walk->open.until;
    Instant seen_from = has_open ? walk->open.until : walk->seen_from;
    Instant begin = takeover_begin(walk->plan, seen_from, from);
    Instant end = takeover_end(walk->plan, until);
    if (has_open && begin <= walk->open.until) {
        walk->open.until = instant_max(walk->open.until, end);
        return;
    }
    if (has_open)
        walk_close(walk);
    walk->open = (Span){.from = begin, .until = instant_max(end, begin)};
}

/* Starts in order of time. Those of a day are sorted, those of days beside each other can cross:
 * a session that staff delayed over the day's change, a day that the zone left out. */
enum { DAYS_NEAR = 4 };

typedef struct {
    const DayPlan *plan;
    struct {
        size_t next, end;
    } days[DAYS_NEAR];
} Starts;

static Starts starts_begin(const DayPlan *plan) {
    Starts starts = {.plan = plan};
    const Schedule *schedule = plan->room == SCHEDULE_NONE ? NULL : plan->schedule;
    size_t after = 0; /* the first day that begins after this one has */
    while (schedule && after < schedule->day_count && schedule->days[after].from <= plan->day.from)
        after++;
    for (size_t k = 0; schedule && k < DAYS_NEAR; k++) {
        size_t d = after - k; /* the next day and three that have begun */
        if (after < k || d >= schedule->day_count)
            continue;
        starts.days[k].next = schedule->days[d].first_session;
        starts.days[k].end = schedule->days[d].first_session + schedule->days[d].session_count;
    }
    return starts;
}

static bool takes_over(const DayPlan *plan, const Session *session) {
    return session->start > plan->day.from && session->start - TAKEOVER_LEAD < plan->day.until &&
           session->status != SESSION_CANCELLED && session_is_in_room(session, plan->room);
}

/* False when there is none left. */
static bool starts_next(Starts *starts, Instant *start) {
    const Session *sessions = starts->plan->schedule ? starts->plan->schedule->sessions : NULL;
    size_t earliest = DAYS_NEAR;
    for (size_t k = 0; k < DAYS_NEAR; k++) {
        size_t *next = &starts->days[k].next;
        while (*next < starts->days[k].end && !takes_over(starts->plan, &sessions[*next]))
            ++*next;
        if (*next < starts->days[k].end &&
            (earliest == DAYS_NEAR ||
             sessions[*next].start < sessions[starts->days[earliest].next].start))
            earliest = k;
    }
    if (earliest == DAYS_NEAR)
        return false;
    *start = sessions[starts->days[earliest].next++].start;
    return true;
}

static Slide plan_slide(const DayPlan *plan, Instant at) {
    SlideWalk walk = {
        .plan = plan, .at = at, .turn = plan->first_turn, .seen_from = plan->day.from};
    Starts starts = starts_begin(plan);
    Instant start;
    while (!walk.is_found && !plan->is_of_stage && starts_next(&starts, &start))
        walk_start(&walk, start);
    if (!walk.is_found && walk.open.from < walk.open.until)
        walk_close(&walk);
    if (walk.is_found)
        return walk.slide;
    Span rest = {.from = walk.seen_from, .until = plan->day.until};
    return stretch_slide(plan, rest, walk.turn, at);
}

static Slide held_slide(const DayPlan *plan, ViewKind held, Instant at) {
    Slide slide = stretch_slide(plan, plan->day, plan->first_turn, at);
    /* The day's sessions are others tomorrow, or there are none and another view stands in. */
    if (cycle_is_static(plan->cycle) && slide.view == held &&
        view_row(held)->content != CONTENT_DAY) {
        slide.until = INSTANT_NEVER;
        slide.turn = 0;
    }
    return slide;
}

static Slide far_out_slide(Instant at) {
    return at < 0 ? (Slide){.view = VIEW_NOW_NEXT, .from = INT64_MIN, .until = -FAR_OUT}
                  : (Slide){.view = VIEW_NOW_NEXT, .from = FAR_OUT, .until = INSTANT_NEVER};
}

Slide playlist_slide_at(const Schedule *schedule, const PlaylistSettings *settings, Instant at) {
    if (at < -FAR_OUT || at >= FAR_OUT)
        return far_out_slide(at);
    Display fallback = display_default();
    const Display *display = schedule ? &schedule->display : &fallback;
    Cycle cycle;
    DayBounds bounds = schedule_day_bounds(schedule, at);
    size_t room = schedule_door(schedule, settings->room);
    cycle_make(&cycle, schedule, settings, room, bounds);
    DayPlan plan = {
        .schedule = schedule,
        .room = room,
        .cycle = &cycle,
        .day = {.from = cycle.from, .until = cycle.until},
        .now_next_pages = cycle_pages(settings->pages[VIEW_NOW_NEXT]),
        .now_next_dwell = cycle_dwell(display->dwell[VIEW_NOW_NEXT]),
        .is_of_stage = display_is_of_stage(display),
    };
    Millis half_seconds = bounds.from / TURN_STEP % TURN_NUMBERS;
    plan.first_turn = (size_t)(half_seconds < 0 ? half_seconds + TURN_NUMBERS : half_seconds);
    return settings->is_held ? held_slide(&plan, settings->held, at) : plan_slide(&plan, at);
}
