/* playlist.c: the cycle of the views over a conference day, and the takeovers of a door view.
 *
 * A day is cut into pieces twice. The cycle is arithmetic: pages of known length that repeat from
 * the day's start. In a room's door view, takeovers by now/next lie over it; they are found by one
 * walk over the day's starts, in order, which also counts the slides that have begun. */
#include "playlist/playlist.h"

#include <math.h>

#include "schedule/view_content.h"

enum { VISITS_MAX = 16, PAGES_MAX = 1000 };

#define DWELL_MIN MILLIS_SECOND
#define DWELL_MAX (24 * MILLIS_HOUR)

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
    ViewKind view;
    size_t pages; /* 1 when a visit shows one of the items */
    size_t turns; /* how many times it shows them, one time after the other */
    size_t items; /* at least 1 */
    Millis dwell;
    size_t number; /* among the cycle's visits to this view, from 0 */
} Visit;

typedef struct {
    Visit visits[VISITS_MAX];
    size_t visit_count;                /* at least 1 */
    size_t page_count;                 /* that all visits show, each time counted */
    size_t visits_to[VIEW_KIND_COUNT]; /* how many of the visits go to each view */
    Millis length;
    bool is_static; /* one page that never turns */
} Cycle;

typedef struct {
    Instant from, until;
} Span;

/* What is due on a day: the cycle between the day's bounds. */
typedef struct {
    const Schedule *schedule; /* may be NULL */
    size_t room;
    Cycle cycle;
    Span day;
    size_t now_next_pages;
    Millis now_next_dwell;
    size_t first_turn;
} DayPlan;

static Millis millis_min(Millis a, Millis b) {
    return a < b ? a : b;
}

static size_t clamp_pages(size_t pages) {
    return pages < 1 ? 1 : pages > PAGES_MAX ? PAGES_MAX : pages;
}

static Millis clamp_dwell(Millis dwell) {
    return dwell < DWELL_MIN ? DWELL_MIN : millis_min(dwell, DWELL_MAX);
}

static ViewContent content_of(ViewKind view) {
    return view_row(view)->content;
}

static size_t pages_of(const PlaylistSettings *settings, ViewKind view) {
    return content_is_by_item(content_of(view)) ? 1 : clamp_pages(settings->pages[view]);
}

static void cycle_add(Cycle *cycle, const Schedule *schedule, const Display *display,
                      const PlaylistSettings *settings, ViewKind view) {
    Visit *visit = &cycle->visits[cycle->visit_count++];
    *visit = (Visit){.view = view,
                     .pages = pages_of(settings, view),
                     .turns = 1,
                     .items = schedule ? content_item_count(schedule, content_of(view)) : 1,
                     .dwell = clamp_dwell(display->dwell[view]),
                     .number = cycle->visits_to[view]++};
}

static Millis visit_length(const Visit *visit) {
    return (Millis)(visit->pages * visit->turns) * visit->dwell;
}

/* Does it show what the screen hangs there for: a door its room, a foyer what runs in the rooms? */
static bool is_of_now(ViewKind view, bool is_door) {
    return content_of(view) == CONTENT_NOW || (!is_door && view_row(view)->is_of_many_rooms);
}

/* Who stands before a screen wants to know what runs. Views that show it get as much of the cycle
 * as `share` per cent: a single page stays longer, several turn more often. */
static void cycle_favour_now(Cycle *cycle, int32_t share, bool is_door) {
    Millis now = 0, others = 0;
    for (size_t i = 0; i < cycle->visit_count; i++)
        *(is_of_now(cycle->visits[i].view, is_door) ? &now : &others) +=
            visit_length(&cycle->visits[i]);
    if (share <= 0 || now == 0)
        return;
    share = share < CYCLE_SHARE_MAX ? share : CYCLE_SHARE_MAX;
    Millis wanted = (others * share + (100 - share) - 1) / (100 - share);
    for (size_t i = 0; i < cycle->visit_count && wanted > now; i++) {
        Visit *visit = &cycle->visits[i];
        if (!is_of_now(visit->view, is_door))
            continue;
        Millis length = visit_length(visit);
        double part = (double)length / (double)now * (double)wanted;
        if (visit->pages == 1)
            visit->dwell = (Millis)ceil(part);
        else
            visit->turns = (size_t)ceil(part / (double)length);
    }
}

static void cycle_measure(Cycle *cycle) {
    for (size_t i = 0; i < cycle->visit_count; i++) {
        cycle->page_count += cycle->visits[i].pages * cycle->visits[i].turns;
        cycle->length += visit_length(&cycle->visits[i]);
    }
}

static Cycle make_cycle(const Schedule *schedule, const Display *display,
                        const PlaylistSettings *settings, size_t room, DayBounds bounds) {
    Cycle cycle = {0};
    size_t count = display->view_count < VISITS_MAX ? display->view_count : VISITS_MAX;
    const ViewKind *views = display->views;
    if (settings->is_held) {
        views = &settings->held;
        count = 1;
    }
    for (size_t i = 0; schedule && i < count; i++)
        if ((settings->is_held || view_is_wanted(schedule, room, views[i])) &&
            content_on_day(schedule, room, bounds, content_of(views[i])))
            cycle_add(&cycle, schedule, display, settings, views[i]);
    if (cycle.visit_count == 0) /* it has a picture for every state of a day */
        cycle_add(&cycle, schedule, display, settings, VIEW_NOW_NEXT);
    bool is_door = room != SCHEDULE_NONE;
    if (!settings->is_held)
        cycle_favour_now(&cycle, is_door ? display->door_share : display->foyer_share, is_door);
    cycle_measure(&cycle);
    cycle.is_static = cycle.page_count == 1 && cycle.visits[0].items == 1;
    return cycle;
}

static uint64_t cycle_round(const DayPlan *plan, Instant at) {
    return (uint64_t)((at - plan->day.from) / plan->cycle.length);
}

/* How many pages of the cycle have begun before the one at `at`, since the day's start. */
static uint64_t cycle_index(const DayPlan *plan, Instant at, Slide *slide) {
    const Cycle *cycle = &plan->cycle;
    if (cycle->is_static) {
        *slide = (Slide){.view = cycle->visits[0].view,
                         .pages = 1,
                         .began = plan->day.from,
                         .from = plan->day.from,
                         .until = plan->day.until};
        return 0;
    }
    uint64_t round = cycle_round(plan, at);
    Millis in_round = (at - plan->day.from) % cycle->length;
    uint64_t index = round * cycle->page_count;
    const Visit *visit = cycle->visits;
    while (in_round >= visit_length(visit)) {
        in_round -= visit_length(visit);
        index += visit->pages * visit->turns;
        visit++;
    }
    size_t slot = (size_t)(in_round / visit->dwell);
    *slide = (Slide){.view = visit->view,
                     .page = slot % visit->pages,
                     .pages = visit->pages,
                     .began = at - in_round,
                     .from = at - in_round % visit->dwell};
    slide->until = instant_min(slide->from + visit->dwell, plan->day.until);
    slide->visit = round * cycle->visits_to[visit->view] + visit->number;
    slide->item = slide->visit % visit->items;
    return index + slot;
}

/* The cycle's page at `at`, whole but for the day's end. */
static Slide cycle_slide(const DayPlan *plan, Instant at) {
    Slide slide;
    cycle_index(plan, at, &slide);
    return slide;
}

/* The cycle's pages of which something is seen within the stretch. */
static size_t stretch_count(const DayPlan *plan, Span stretch) {
    Slide ignored;
    if (stretch.from >= stretch.until)
        return 0;
    return (size_t)(cycle_index(plan, stretch.until - 1, &ignored) -
                    cycle_index(plan, stretch.from, &ignored) + 1);
}

/* The cycle's slide at `at`, cut to the stretch before which `turn` slides have begun. */
static Slide stretch_slide(const DayPlan *plan, Span stretch, size_t turn, Instant at) {
    Slide slide, first;
    uint64_t index = cycle_index(plan, at, &slide);
    slide.turn = turn + (size_t)(index - cycle_index(plan, stretch.from, &first));
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
        .visit = cycle_round(plan, takeover.from),
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
    while (!walk.is_found && starts_next(&starts, &start))
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
    if (plan->cycle.is_static && slide.view == held && content_of(held) != CONTENT_DAY) {
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
    DayBounds bounds = schedule_day_bounds(schedule, at);
    size_t room = schedule_door(schedule, settings->room);
    DayPlan plan = {
        .schedule = schedule,
        .room = room,
        .cycle = make_cycle(schedule, display, settings, room, bounds),
        .day = {.from = instant_max(bounds.from, -FAR_OUT),
                .until = instant_min(bounds.until, FAR_OUT)},
        .now_next_pages = clamp_pages(settings->pages[VIEW_NOW_NEXT]),
        .now_next_dwell = clamp_dwell(display->dwell[VIEW_NOW_NEXT]),
    };
    Millis half_seconds = bounds.from / TURN_STEP % TURN_NUMBERS;
    plan.first_turn = (size_t)(half_seconds < 0 ? half_seconds + TURN_NUMBERS : half_seconds);
    return settings->is_held ? held_slide(&plan, settings->held, at) : plan_slide(&plan, at);
}
