#include "witness.h"

#include <jansson.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "look.h"
#include "stream/overlay_json.h"
#include "truth.h"
#include "views/overlay.h"

/* ---- a visit -------------------------------------------------------------------------------- */

/* The rooms whose sessions a screen of that room shows. */
static bool is_foyer(const Look *look) {
    return look->context.room == SCHEDULE_NONE && look->schedule->room_count > 1;
}

/* What staff have to say over everything else. */
static bool is_covered(const Look *look, Instant from, Instant until) {
    for (size_t i = 0; i < look->schedule->notice_count; i++) {
        const Notice *n = &look->schedule->notices[i];
        if (n->level >= NOTICE_EMERGENCY && n->from <= until && n->until > from)
            return true;
    }
    return false;
}

static bool has_notice(const Look *look) {
    for (size_t i = 0; i < look->schedule->notice_count; i++)
        if (look->schedule->notices[i].from <= look->context.at &&
            look->schedule->notices[i].until > look->context.at)
            return true;
    return false;
}

/* Of the session in that room: seen as what it is, in a visit from `from` to `until`? */
static void check_now(const Look *look, size_t index, size_t room, Instant from, Instant until) {
    const Session *s = &look->schedule->sessions[index];
    if (truth_happens(s, room, from) && truth_happens(s, room, until))
        look_must(look, look_has_seen(look, index, room, ROLE_NOW), "happens, but is not seen",
                  index);
    if (truth_is_missed(s, room, from) && truth_is_missed(s, room, until) && room != SCHEDULE_NONE)
        look_must(look, look_has_seen(look, index, room, ROLE_GONE),
                  "was to be now and is not, but nothing says so", index);
}

/* The first to come today is announced. A room on which nobody is called may be silent about it
 * until something has begun anywhere: then the page is the event's own. */
static void check_next(const Look *look, size_t room, Instant from, Instant until) {
    size_t day = truth_day(look->schedule, from);
    Instant first = truth_next_start(look->schedule, room, day, from);
    if (day == SCHEDULE_NONE || first == INSTANT_NEVER || first <= until)
        return;
    /* Something of another day, which began late, may come first. */
    if (truth_next_start(look->schedule, room, SCHEDULE_NONE, from) < first)
        return;
    for (size_t i = 0; i < look->schedule->session_count; i++)
        if (look->schedule->sessions[i].start == first && look_has_seen(look, i, room, ROLE_NEXT))
            return;
    look_fault(look, "comes next today, and is not announced", SCHEDULE_NONE);
}

/* Has the foyer a row for the room today? */
static bool is_used(const Look *look, size_t room, size_t day) {
    for (size_t i = 0; i < look->schedule->session_count; i++) {
        const Session *s = &look->schedule->sessions[i];
        for (size_t k = 0; k < s->room_count && s->day == day; k++)
            if (s->rooms[k] == room && s->status != SESSION_CANCELLED)
                return true;
    }
    return false;
}

/* All that happens in any of the rooms, and what was to, is in their rows. Does anything? */
static bool check_rooms(const Look *look, Instant from, Instant until) {
    const Schedule *schedule = look->schedule;
    bool any = false;
    for (size_t room = 0; room < schedule->room_count; room++)
        for (size_t i = 0; i < schedule->session_count; i++) {
            const Session *s = &schedule->sessions[i];
            if (s->room_count == 0 && s->planned_room_count == 0)
                continue;
            any |= truth_happens(s, room, from);
            /* What is held everywhere is in the rows of the rooms that are used. */
            if (s->room_count > 0 || !truth_happens(s, room, from))
                check_now(look, i, room, from, until);
        }
    for (size_t i = 0; i < schedule->session_count; i++) /* those that are everywhere */
        check_now(look, i, SCHEDULE_NONE, from, until);
    return any;
}

static void check_now_next(Look *look, Instant from, Instant until) {
    const Schedule *schedule = look->schedule;
    size_t door = look->context.room;
    if (door == SCHEDULE_NONE && schedule->room_count == 1)
        door = 0;
    if (!is_foyer(look)) {
        for (size_t i = 0; i < schedule->session_count; i++)
            check_now(look, i, door, from, until);
        check_next(look, door, from, until);
        return;
    }
    bool any = check_rooms(look, from, until);
    /* Before the first session and after the last the page is the event's own. */
    for (size_t room = 0; room < schedule->room_count && any; room++)
        if (is_used(look, room, truth_day(schedule, from)))
            check_next(look, room, from, until);
}

/* All that runs or is to come today, the nearest first, and no page without any of it. */
static void check_agenda(Look *look, Instant from, Instant until) {
    enum { PAGES_MOST = 4 };
    size_t day = truth_day(look->schedule, from), pages = look->page + 1, missing = SCHEDULE_NONE;
    Instant first_missing = INSTANT_NEVER, last_seen = INT64_MIN;
    for (size_t i = 0; i < look->schedule->session_count; i++) {
        const Session *s = &look->schedule->sessions[i];
        bool runs = truth_happens(s, look->context.room, from) &&
                    truth_happens(s, look->context.room, until);
        bool comes = s->day == day && truth_comes(s, look->context.room, until);
        if ((day == SCHEDULE_NONE && !runs) || s->title.count == 0)
            continue;
        if (runs)
            look_must(look, look_has_seen(look, i, SCHEDULE_NONE, ROLE_NOW),
                      "runs, but is not in the agenda", i);
        if (!comes)
            continue;
        if (look_has_seen(look, i, SCHEDULE_NONE, ROLE_LATER)) {
            if (s->end - s->start <= 4 * MILLIS_HOUR)
                last_seen = instant_max(last_seen, s->start);
        } else if (s->start < first_missing) {
            first_missing = s->start;
            missing = i;
        }
    }
    if (missing == SCHEDULE_NONE)
        return;
    look_must(look, pages >= PAGES_MOST, "to come, but not in the agenda", missing);
    look_must(look, first_missing >= last_seen, "not in the agenda, but later ones are", missing);
}

/* Does anything run or come today? */
static bool has_left(const Look *look) {
    size_t room = look->context.room, day = truth_day(look->schedule, look->context.at);
    for (size_t i = 0; i < look->schedule->session_count; i++) {
        const Session *s = &look->schedule->sessions[i];
        if (truth_happens(s, room, look->context.at) ||
            (s->day == day && truth_comes(s, room, look->context.at)))
            return true;
    }
    return false;
}

/* ---- the agenda as it turns ------------------------------------------------------------------ */

/* A notice's banner leaves less room; the pages then turn by the clock (visit_view). */
static bool has_notice_within(const Look *look, Instant from, Instant until) {
    for (size_t i = 0; i < look->schedule->notice_count; i++)
        if (look->schedule->notices[i].from < until && look->schedule->notices[i].until > from)
            return true;
    return false;
}

static bool ends_within(const Look *look, Instant from, Instant until) {
    for (size_t i = 0; i < look->schedule->session_count; i++) {
        const Session *s = &look->schedule->sessions[i];
        if ((s->end > from && s->end < until) || (s->planned_end > from && s->planned_end < until))
            return true;
    }
    return false;
}

/* What lasts long stands in the line above, on every page. */
static bool is_in_line(const Look *look, size_t seen) {
    const Session *s = &look->schedule->sessions[look->seen[seen].session];
    return s->is_all_day || s->end - s->start > 4 * MILLIS_HOUR;
}

static bool was_seen_within(const Look *look, size_t seen, size_t first, size_t end) {
    for (size_t i = first; i < end; i++)
        if (look->seen[i].session == look->seen[seen].session)
            return true;
    return is_in_line(look, seen);
}

/* The page that was seen from `here` on is the one before it, from `before` on, or has only rows
 * that have not been seen. */
static bool is_in_order(const Look *look, size_t before, size_t here) {
    bool is_new = true, is_same = true;
    for (size_t i = here; i < look->seen_count; i++) {
        is_new &= is_in_line(look, i) || !was_seen_within(look, i, 0, here);
        is_same &= was_seen_within(look, i, before, here);
    }
    for (size_t i = before; i < here; i++)
        is_same &= was_seen_within(look, i, here, look->seen_count);
    return is_new || is_same;
}

/* A whole visit to the agenda, on the clock, while sessions begin and end. */
static void visit_as_it_turns(const Witness *witness, const Schedule *schedule, size_t room,
                              size_t shape, Instant at) {
    Look look = look_begin(witness, schedule, room, shape, at, "agenda, as it turns");
    PlaylistSettings settings = {.room = room, .is_held = true, .held = VIEW_AGENDA};
    settings.pages[VIEW_AGENDA] = view_page_count(&look.context, VIEW_AGENDA);
    Slide slide = playlist_slide_at(schedule, &settings, at);
    Instant began = slide.began, until = began;
    size_t turns = 0, before = 0,
           here = 0; /* where in what was seen the page before and this one begin */
    if (settings.pages[VIEW_AGENDA] < 2 || !has_left(&look) ||
        has_notice_within(&look, began, began + 10 * MILLIS_MINUTE)) {
        look_end(&look);
        return;
    }
    for (slide = playlist_slide_at(schedule, &settings, began);
         slide.began == began && slide.view == VIEW_AGENDA && slide.until != INSTANT_NEVER;
         slide = playlist_slide_at(schedule, &settings, slide.until)) {
        look.context.at = slide.from;
        look_at_slide(&look, &slide);
        until = slide.until - 1;
        look_must(&look, is_in_order(&look, before, here) || ends_within(&look, began, slide.until),
                  "a row that stood on another page", SCHEDULE_NONE);
        turns++;
        before = here;
        here = look.seen_count;
        look.context.at = until;
        look_at_slide(&look, &slide);
        look.seen_count = here; /* the same page */
    }
    look.context.at = began;
    look.page = settings.pages[VIEW_AGENDA] - 1;
    if (turns == settings.pages[VIEW_AGENDA]) /* else the day's end cut it short */
        check_agenda(&look, began, until);
    look_end(&look);
}

static void visit_view(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                       Instant at, ViewKind view) {
    enum { NOTICE_SECONDS = 6 };
    Look look = look_begin(witness, schedule, room, shape, at, view_kind_name(view));
    size_t pages = view_page_count(&look.context, view);
    size_t items = view == VIEW_SPOTLIGHT ? schedule->project_count : 1;
    bool turns_by_clock = has_notice(&look);
    size_t steps = turns_by_clock ? 4 * pages + 2 : pages;
    Instant last = at;
    for (size_t item = 0; item < items; item++)
        for (size_t step = 0; step < steps; step++) {
            Slide slide = {.view = view,
                           .page = step % pages,
                           .pages = pages,
                           .item = item,
                           .visit = (size_t)(at / 1000) % 97,
                           .until = INSTANT_NEVER};
            size_t before = look.seen_count;
            look.context.at = last =
                at + (turns_by_clock ? (Millis)step * NOTICE_SECONDS * 1000 : 0);
            look_at_slide(&look, &slide);
            bool is_live = false;
            for (size_t i = before; i < look.seen_count; i++)
                is_live |= look.seen[i].role != ROLE_GONE;
            if (view == VIEW_AGENDA && pages > 1 && !turns_by_clock && has_left(&look) &&
                !is_covered(&look, at, at))
                look_must(&look, is_live, "a page of the agenda with nothing that runs or comes",
                          SCHEDULE_NONE);
        }
    look.context.at = at;
    look.page = pages - 1;
    if (!is_covered(&look, at, last) && view == VIEW_NOW_NEXT)
        check_now_next(&look, at, last);
    if (!is_covered(&look, at, last) && view == VIEW_GRID && schedule->room_count > 0)
        check_rooms(&look, at, last);
    if (!is_covered(&look, at, last) && view == VIEW_AGENDA)
        check_agenda(&look, at, last);
    look_end(&look);
}

/* The slide that is due, as the cycle has it. */
static void visit_due(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                      Instant at) {
    Look look = look_begin(witness, schedule, room, shape, at, "what is due");
    PlaylistSettings settings = {.room = room};
    if (room == SCHEDULE_NONE && schedule->room_count == 1)
        settings.room = 0;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        settings.pages[view] = view_page_count(&look.context, view);
    Slide slide = playlist_slide_at(schedule, &settings, at);
    look_must(&look, slide.from <= at && at < slide.until, "a slide that is not due",
              SCHEDULE_NONE);
    look_at_slide(&look, &slide);
    look_end(&look);
}

/* ---- the overlay, and what other programs are told ------------------------------------------ */

static void visit_overlay(const Witness *witness, const Schedule *schedule, size_t room,
                          Instant at) {
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        Look look = look_begin(witness, schedule, room, 0, at, overlay_view_name(view));
        OverlayMoment moment = {.context = &look.context, .hand = cue_hand_none()};
        Arena *arena = arena_create();
        Scene scene = scene_create(arena, look.context.width, look.context.height);
        OverlayLayer layer = overlay_build(&moment, view, &scene);
        /* What fades in or out may be of a moment before. */
        if (layer.opacity >= 1 && !layer.is_moving)
            look_at(&look, &scene);
        look_for_secrets(&look, &scene, view == OVERLAY_VIEW_TIMER);
        arena_free(arena);
        look_end(&look);
    }
}

static void check_json(const Witness *witness, const Schedule *schedule, size_t room, Instant at) {
    Look look = look_begin(witness, schedule, room, 0, at, "now.json");
    char *text = overlay_now_json(schedule, room, zone_utc(), at);
    json_t *root = json_loads(text, 0, NULL);
    json_t *now = json_object_get(root, "now");
    const char *state = json_string_value(json_object_get(root, "state"));
    look_must(&look, state && strcmp(state, truth_state(schedule, room, at)) == 0,
              "the state of the day is another one", SCHEDULE_NONE);
    if (look.witness->tally->is_verbose && state &&
        strcmp(state, truth_state(schedule, room, at)) != 0)
        fprintf(stderr, "    %s, not %s\n", state, truth_state(schedule, room, at));
    size_t happening = 0;
    for (size_t i = 0; i < schedule->session_count; i++) {
        if (!truth_happens(&schedule->sessions[i], room, at))
            continue;
        happening++;
        bool is_found = false;
        for (size_t k = 0; k < json_array_size(now); k++) {
            const char *id = json_string_value(json_object_get(json_array_get(now, k), "id"));
            is_found |= id && str_equal_c(schedule->sessions[i].id, id);
        }
        look_must(&look, is_found, "happens, but is not in the list", i);
    }
    look_must(&look, json_array_size(now) == happening, "the list of what runs has others",
              SCHEDULE_NONE);
    json_decref(root);
    free(text);
    look_end(&look);
}

void witness_instant(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                     Instant at) {
    witness->tally->instants++;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++)
        if (view != VIEW_PARTNERS || schedule->partner_count)
            visit_view(witness, schedule, room, shape, at, view);
    visit_as_it_turns(witness, schedule, room, shape, at);
    visit_due(witness, schedule, room, shape, at);
    visit_overlay(witness, schedule, room, at);
    check_json(witness, schedule, room, at);
}
