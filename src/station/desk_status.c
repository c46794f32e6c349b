/* desk_status.c: what is told of a running kiosk, and what is wrong with it. Part of desk.h. */
#include "base/address.h"
#include "base/log.h"
#include "live/clashes.h"
#include "schedule/now_next.h"
#include "station/desk_inner.h"

/* So long a look at a file may take before it is told. */
enum { STUCK_MS = 5000 };

const Schedule *desk_schedule(const Desk *desk) {
    const Schedule *plan = desk->source ? desk->source->schedule : NULL;
    return desk->changed ? desk->changed : plan;
}

const Schedule *desk_base(const Desk *desk) {
    return desk->source && desk->source->schedule ? desk->source->schedule : desk->bare;
}

/* Of one source; empty: all is well. */
static Str source_problem(const Desk *desk, size_t source) {
    Str fetch = copies_problem(desk->copies[source]);
    const Loaded *loaded = desk->source ? desk->source->loaded : NULL;
    if (fetch.len || desk->source_count == 1 || !loaded || source >= loaded->source_count)
        return fetch;
    return loaded->sources[source].problem;
}

Str desk_source_problem(const Desk *desk) {
    Str problem = {0};
    for (size_t i = 0; i < desk->source_count && !problem.len; i++)
        problem = source_problem(desk, i);
    return problem;
}

size_t desk_held(const Desk *desk) {
    return desk->held_count;
}

Str desk_problem(const Desk *desk) {
    Str fetch = desk_source_problem(desk);
    if (fetch.len || desk->emergency.problem.len)
        return fetch.len ? fetch : desk->emergency.problem;
    if (desk->state_read.problem.len && (desk->state->count || !desk->state_read.is_away))
        return desk->state_read.problem;
    const Loaded *loaded = desk->source ? desk->source->loaded : NULL;
    if (!desk->lost_count && loaded && loaded->slide_problem_count)
        return loaded->slide_problems[0];
    return desk->lost_count ? desk->lost[0] : (Str){0};
}

static Str state_name(DayStateKind kind) {
    static const char *const NAMES[] = {[DAY_NO_SCHEDULE] = "no schedule",
                                        [DAY_FAR] = "far off",
                                        [DAY_NO_SESSIONS] = "no sessions",
                                        [DAY_BEFORE] = "before",
                                        [DAY_RUNNING] = "running",
                                        [DAY_BREAK] = "break",
                                        [DAY_GAP] = "free",
                                        [DAY_AFTER] = "after",
                                        [DAY_OVER] = "over"};
    _Static_assert(countof(NAMES) == DAY_STATE_COUNT, "a name for each state");
    return str_from(NAMES[kind]);
}

/* Empty: files are looked at. */
static Str why_stuck(const Desk *desk, Arena *arena) {
    Millis since = lookout_stuck_for(desk->lookout);
    return since < STUCK_MS ? (Str){0}
                            : str_printf(arena,
                                         "a disk or a network share has not answered for %lld s: "
                                         "changed files and emergency.txt are not seen meanwhile; "
                                         "the commands of kiosk live work",
                                         (long long)(since / MILLIS_SECOND));
}

static ControlSource *list_sources(const Desk *desk, Arena *arena, Instant now, size_t *count) {
    const Loaded *loaded = desk->source ? desk->source->loaded : NULL;
    *count = loaded ? loaded->source_count : 0;
    ControlSource *list = arena_new(arena, ControlSource, *count);
    for (size_t i = 0; i < *count; i++) {
        const LoadedSource *source = &loaded->sources[i];
        bool is_there = source->state != SOURCE_MISSING;
        list[i] = (ControlSource){.name = source->name,
                                  .is_there = is_there,
                                  .session_count = source->shown.session_count,
                                  .age = now - source->since,
                                  .is_waiting = source->state == SOURCE_WAITS};
        if (i < desk->source_count)
            list[i].problem = source_problem(desk, i);
    }
    return list;
}

Answer desk_status(Desk *desk, Arena *arena, Instant now) {
    const Schedule *shown = desk_schedule(desk);
    const Schedule *plan = desk->source ? desk->source->schedule : NULL;
    size_t clash_count = 0;
    const Str *clashes =
        desk->changed && plan ? live_clashes(arena, plan, shown, &clash_count) : NULL;
    size_t problem_count = 0;
    ControlStatus facts = {.version = KIOSK_VERSION,
                           .schedule = shown,
                           .schedule_name = desk->name,
                           .now = now,
                           .schedule_age = now - desk->loaded_at,
                           .live = desk->state,
                           .state_file = str_from(desk->path),
                           .watch = lookout_method(desk->lookout, arena)};
    LiveState *free_changes = desk_find_free(desk);
    facts.over = live_over(arena, plan, free_changes, &desk->emergency.emergency,
                           desk->emergency.path, now, &facts.over_count);
    desk->settings->hooks.fill_status(desk->settings->hooks.context, arena, &facts);
    size_t feed_count;
    const Str *feeds = collect_problems(desk->feeds, arena, &feed_count);
    size_t far_count, slides = desk->source ? desk->source->loaded->slide_problem_count : 0;
    const Str *far = collect_problems(desk->collect, arena, &far_count);
    Str *problems =
        arena_new(arena, Str,
                  facts.screen_count + facts.picture_problem_count + desk->lost_count +
                      clash_count + desk->source_count + far_count + desk->refused_count + slides +
                      feed_count + (shown ? shown->slide_count : 0) + 14);
    for (size_t i = 0; i < facts.screen_count; i++) {
        size_t room = desk->source ? source_room(desk->source, i) : SCHEDULE_NONE;
        bool is_nowhere = room == SCHEDULE_NO_ROOM;
        if (shown && room != SCHEDULE_NONE && !is_nowhere)
            facts.screens[i].room = shown->rooms[room].id;
        facts.screens[i].state =
            state_name(is_nowhere ? DAY_NO_SCHEDULE : day_state_at(shown, room, now).kind);
    }
    if (facts.display_problem.len)
        problems[problem_count++] = facts.display_problem;
    if (facts.care_problem.len)
        problems[problem_count++] = facts.care_problem;
    if (facts.source_error.len)
        problems[problem_count++] = facts.source_error;
    for (size_t i = 0; i < desk->source_count; i++)
        if (source_problem(desk, i).len)
            problems[problem_count++] = source_problem(desk, i);
    facts.sources = list_sources(desk, arena, now, &facts.source_count);
    if (shown && shown->event.is_zone_assumed)
        problems[problem_count++] =
            str_printf(arena,
                       "nobody said in which time zone the schedule is: it is taken to be in %.*s; "
                       "say --timezone",
                       str_arg(shown->event.zone_name));
    if (desk->kept && kept_is_behind(desk->kept))
        problems[problem_count++] = str_from(
            "staff's changes could not be written down, which is tried again: until then a "
            "restart forgets them, and what other screens are told is not taken over");
    if (desk->is_passing)
        problems[problem_count++] =
            str_from("the disk is read-only: staff's changes are kept in memory alone, and a loss "
                     "of power forgets them");
    if (desk->state_read.problem.len && (desk->state->count || !desk->state_read.is_away))
        problems[problem_count++] =
            str_printf(arena, "%.*s; the changes that are shown hold until it can be read",
                       str_arg(desk->state_read.problem));
    Str stuck = why_stuck(desk, arena);
    if (stuck.len)
        problems[problem_count++] = stuck;
    if (log_lost())
        problems[problem_count++] =
            str_printf(arena, "nobody takes what the log says: %llu lines are lost",
                       (unsigned long long)log_lost());
    if (desk->emergency.problem.len)
        problems[problem_count++] = desk->emergency.problem;
    for (size_t i = 0; i < desk->lost_count; i++)
        problems[problem_count++] = desk->lost[i];
    for (size_t i = 0; i < clash_count; i++)
        problems[problem_count++] = clashes[i];
    for (size_t i = 0; i < facts.screen_count; i++)
        if (!facts.screens[i].is_there)
            problems[problem_count++] =
                str_printf(arena, "display %d is not there: %.*s", facts.screens[i].display,
                           str_arg(facts.screens[i].name));
    for (size_t i = 0; i < slides; i++)
        problems[problem_count++] = desk->source->loaded->slide_problems[i];
    if (facts.font_problem.len)
        problems[problem_count++] = facts.font_problem;
    if (facts.play_problem.len)
        problems[problem_count++] = facts.play_problem;
    for (size_t i = 0; i < far_count; i++)
        problems[problem_count++] = far[i];
    for (size_t i = 0; i < feed_count; i++)
        problems[problem_count++] = feeds[i];
    for (size_t i = 0; shown && i < shown->slide_count; i++) {
        const NewsFeed *feed = shown->slides[i].feed_page ? NULL : shown->slides[i].feed;
        if (feed && feed->problem.len)
            problems[problem_count++] =
                str_printf(arena, "the feed %.*s: %.*s",
                           str_arg(address_public_name(arena, str_copy(arena, feed->address).s)),
                           str_arg(feed->problem));
    }
    for (size_t i = 0; i < desk->refused_count; i++)
        problems[problem_count++] = desk->refused[i];
    for (size_t i = 0; i < facts.picture_problem_count; i++)
        problems[problem_count++] = facts.picture_problems[i];
    facts.problems = problems;
    facts.problem_count = problem_count;
    Answer answer = {.code = problem_count ? EXIT_USAGE : EXIT_FINE,
                     .status = control_status_json(arena, &facts)};
    live_free(free_changes);
    return answer;
}
