#include "witness.h"

#include <jansson.h>
#include <math.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "stream/overlay_json.h"
#include "truth.h"
#include "views/overlay.h"

static const struct {
    int32_t width, height;
} SHAPES[SHAPE_COUNT_LOOKED_AT] = {{1920, 1080}, {1080, 1920}, {1080, 1080},
                                   {1920, 360},  {3840, 1080}, {800, 480}};

/* ---- one look ------------------------------------------------------------------------------- */

/* A session's title that was seen. */
typedef struct {
    size_t session, room;
    SceneRole role;
} Seen;

typedef struct {
    const Witness *witness;
    const Schedule *schedule;
    ViewContext context;
    const char *view;
    size_t page;
    Arena *arena; /* owned: of the visit */
    Seen *seen;   /* in the whole visit */
    size_t seen_count, seen_capacity;
} Look;

static void fault(const Look *look, const char *what, size_t session) {
    Tally *tally = look->witness->tally;
    for (size_t i = 0; i < countof(tally->kinds); i++) {
        if (!tally->kinds[i].what)
            tally->kinds[i] = (FaultKind){.what = what, .view = look->view};
        if (strcmp(tally->kinds[i].what, what) == 0 && tally->kinds[i].view == look->view) {
            tally->kinds[i].count++;
            break;
        }
    }
    if (tally->faults++ >= 40 && !tally->is_verbose)
        return;
    Arena *arena = arena_create();
    const ViewContext *c = &look->context;
    LocalTime local = zone_local(look->schedule->event.zone, c->at);
    fprintf(stderr, "%s: %s page %zu %dx%d room %zd at %04d-%02d-%02d %02d:%02d:%02d.%03d: %s",
            tally->what, look->view, look->page, c->width, c->height, (ssize_t)c->room,
            local.date.year, local.date.month, local.date.day, local.hour, local.minute,
            local.second, (int)((c->at % 1000 + 1000) % 1000), what);
    if (session < look->schedule->session_count) {
        const Session *s = &look->schedule->sessions[session];
        Str title = s->title.count ? s->title.items[0].text : (Str){0};
        Str start = truth_clock(arena, look->schedule, s->start);
        Str end = truth_clock(arena, look->schedule, s->end);
        fprintf(stderr, ": \"%.*s\" %.*s-%.*s (%s, day %zu)", str_arg(title), str_arg(start),
                str_arg(end), session_status_name(s->status), s->day);
    }
    fprintf(stderr, "\n");
    arena_free(arena);
}

static void must(const Look *look, bool is_so, const char *what, size_t session) {
    if (!is_so)
        fault(look, what, session);
}

static bool has(Arena *arena, Str whole, Str part) {
    return str_find(whole, str_copy(arena, part).s) != SIZE_MAX;
}

/* Has the text this one, in any of its languages? */
static bool has_text(Arena *arena, Str whole, const Localized *text) {
    bool is_found = text->count == 0;
    for (size_t i = 0; i < text->count; i++)
        is_found |= has(arena, whole, text->items[i].text);
    return is_found;
}

static bool says_clock(const Look *look, Str whole, Instant at) {
    return has(look->arena, whole, truth_clock(look->arena, look->schedule, at));
}

/* The text is what its tag says it is. */
static void check_words(const Look *look, const SceneText *text, const Session *s) {
    bool is_so = true;
    switch (text->tag.part) {
    case PART_TITLE:
        is_so = has_text(look->arena, text->text, &s->title);
        break;
    case PART_TIME:
        is_so = look->schedule->display.twelve_hour || says_clock(look, text->text, s->start) ||
                (text->tag.role == ROLE_NOW && says_clock(look, text->text, s->end)) ||
                (text->tag.role == ROLE_GONE && says_clock(look, text->text, s->planned_start));
        break;
    case PART_PLACE:
        is_so = s->room_count + s->planned_room_count == 0;
        for (size_t i = 0; i < s->room_count; i++)
            is_so |= has_text(look->arena, text->text, &look->schedule->rooms[s->rooms[i]].name);
        for (size_t i = 0; i < s->planned_room_count && text->tag.role == ROLE_GONE; i++)
            is_so |=
                has_text(look->arena, text->text, &look->schedule->rooms[s->planned_rooms[i]].name);
        break;
    case PART_PEOPLE:
        is_so = s->speaker_count == 0 ? false : true;
        for (size_t i = 0; i < s->speaker_count && is_so; i++)
            if (has_text(look->arena, text->text, &s->speakers[i].name))
                return;
        break;
    case PART_UNRECORDED:
        is_so = s->do_not_record;
        break;
    case PART_STATUS:
    case PART_LABEL:
    case PART_OTHER:
        break;
    }
    must(look, is_so, "a time, place or title that is not the session's", text->tag.session);
}

/* It stands there as what it is. */
static void check_role(const Look *look, const SceneTag *tag) {
    const Schedule *schedule = look->schedule;
    const Session *s = &schedule->sessions[tag->session];
    Instant at = look->context.at;
    switch (tag->role) {
    case ROLE_NOW:
        must(look, truth_happens(s, tag->room, at), "now, but does not happen", tag->session);
        break;
    case ROLE_NEXT:
        must(look, truth_comes(s, tag->room, at), "next, but does not come", tag->session);
        must(look, truth_next_start(schedule, tag->room, SCHEDULE_NONE, at) >= s->start,
             "next, but another one comes before", tag->session);
        break;
    case ROLE_LATER:
        must(look, s->is_all_day || truth_comes(s, tag->room, at), "later, but does not come",
             tag->session);
        break;
    case ROLE_GONE:
        must(look, !truth_happens(s, tag->room, at), "gone, but happens", tag->session);
        break;
    case ROLE_NONE:
    case ROLE_NOTICE:
        break;
    }
}

/* Lines belong to what is above or below them more than to what is beside: height counts more. */
static float distance(Rect a, Rect b) {
    float x = fmaxf(0, fmaxf(a.x - b.x - b.width, b.x - a.x - a.width));
    float y = fmaxf(0, fmaxf(a.y - b.y - b.height, b.y - a.y - a.height));
    return hypotf(x, 10 * y);
}

static bool is_of_session(const SceneText *text) {
    return text->tag.role == ROLE_NOW || text->tag.role == ROLE_NEXT ||
           text->tag.role == ROLE_LATER || text->tag.role == ROLE_GONE;
}

static bool shares_line(Rect a, Rect b) {
    float top = fmaxf(a.y, b.y), bottom = fminf(a.y + a.height, b.y + b.height);
    return bottom - top > fminf(a.height, b.height) / 2;
}

/* How near another session's title comes to the text, and how near its own session's texts are;
 * in its row alone, or anywhere. */
static void find_neighbours(const Scene *scene, const SceneText *text, bool in_line, float *own,
                            float *other) {
    Rect here = scene->draws[text->draw].bounds;
    *own = *other = INFINITY;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *near = &scene->texts[i];
        Rect there = scene->draws[near->draw].bounds;
        if (near == text || !is_of_session(near) || near->tag.part == PART_LABEL ||
            (in_line && !shares_line(here, there)))
            continue;
        float *least = near->tag.session == text->tag.session ? own : other;
        if (least == own || near->tag.part == PART_TITLE)
            *least = fminf(*least, distance(here, there));
    }
}

/* A label stands in the title's place where that has no room. */
static bool has_label(const Scene *scene, const SceneTag *tag) {
    bool is_found = false;
    for (size_t i = 0; i < scene->text_count; i++)
        is_found |=
            scene->texts[i].tag.part == PART_LABEL && scene->texts[i].tag.session == tag->session;
    return is_found;
}

static bool has_own_title(const Scene *scene, const SceneText *text, bool in_line) {
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *title = &scene->texts[i];
        if (is_of_session(title) && title->tag.part == PART_TITLE &&
            title->tag.session == text->tag.session &&
            (!in_line ||
             shares_line(scene->draws[text->draw].bounds, scene->draws[title->draw].bounds)))
            return true;
    }
    return false;
}

/* A time, a place, names or a badge stand at the title of the same session, or at what stands at
 * it: in their row where they have it there, as in a table. Another title would have to be much
 * nearer to be taken for theirs. */
static void check_beside(const Look *look, const Scene *scene, const SceneText *text) {
    float own, other;
    if (look->schedule->sessions[text->tag.session].title.count == 0)
        return; /* there is none to stand at */
    if (strcmp(look->view, "grid") == 0 && has_label(scene, &text->tag))
        return;
    if (!has_own_title(scene, text, false)) {
        bool is_project = strcmp(look->view, "spotlight") == 0; /* it stands in the title's place */
        must(look, is_project || strcmp(look->view, "what is due") == 0, "a time without a title",
             text->tag.session);
        return;
    }
    find_neighbours(scene, text, has_own_title(scene, text, true), &own, &other);
    must(look, own / 4 <= other, "a time, place or badge that does not stand at its title",
         text->tag.session);
}

/* In a list of rooms a title stands in its room's row: on narrow screens under the room's name, on
 * others beside it. */
static void check_row(const Look *look, const Scene *scene, const SceneText *title) {
    const SceneText *nearest = NULL;
    if (title->tag.room == SCHEDULE_NONE) /* what is everywhere stands over all rows */
        return;
    bool is_tall = scene->height >= scene->width;
    Rect here = scene->draws[title->draw].bounds;
    float least = INFINITY;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *room = &scene->texts[i];
        if (room->tag.role != ROLE_NONE || room->tag.part != PART_PLACE)
            continue;
        Rect there = scene->draws[room->draw].bounds;
        float far = is_tall ? here.y - there.y
                            : fabsf(here.y + here.height / 2 - there.y - there.height / 2);
        if (far >= 0 && far < least) {
            least = far;
            nearest = room;
        }
    }
    must(look, !nearest || nearest->tag.room == title->tag.room, "stands in another room's row",
         title->tag.session);
}

/* Whoever comes to the door or looks for it in the foyer reads that cameras are off. */
static void check_sign(const Look *look, const Scene *scene, const SceneTag *tag) {
    bool is_seen = !look->schedule->sessions[tag->session].do_not_record;
    if (tag->role != ROLE_NOW || strcmp(look->view, view_kind_name(VIEW_NOW_NEXT)) != 0)
        return;
    for (size_t i = 0; i < scene->text_count && !is_seen; i++) {
        const SceneTag *sign = &scene->texts[i].tag;
        is_seen = sign->part == PART_UNRECORDED && sign->role == ROLE_NOW &&
                  sign->session == tag->session && sign->room == tag->room;
    }
    must(look, is_seen, "must not be recorded, and nothing says so", tag->session);
}

static void note_seen(Look *look, const SceneTag *tag) {
    Seen *seen = arena_push(look->arena, &look->seen, &look->seen_count, &look->seen_capacity,
                            sizeof *seen, _Alignof(Seen));
    *seen = (Seen){.session = tag->session, .room = tag->room, .role = tag->role};
}

/* What can be said of any page. */
static void look_at(Look *look, const Scene *scene) {
    look->witness->tally->looks++;
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *text = &scene->texts[i];
        const Draw *draw = &scene->draws[text->draw];
        if (!is_of_session(text) || draw->text.layout->line_count == 0)
            continue;
        if (text->tag.session >= look->schedule->session_count) {
            fault(look, "a text of no session", SCHEDULE_NONE);
            continue;
        }
        check_role(look, &text->tag);
        check_words(look, text, &look->schedule->sessions[text->tag.session]);
        if (text->tag.part >= PART_TIME && text->tag.part <= PART_UNRECORDED)
            check_beside(look, scene, text);
        /* In the grid a title that has no room is cut, and so a label: it is seen all the same. */
        bool is_grid = strcmp(look->view, "grid") == 0;
        if (text->tag.part != PART_TITLE && !(is_grid && text->tag.part == PART_LABEL))
            continue;
        check_row(look, scene, text);
        check_sign(look, scene, &text->tag);
        note_seen(look, &text->tag);
    }
}

static bool was_seen(const Look *look, size_t session, size_t room, SceneRole role) {
    if (look->schedule->sessions[session].title.count == 0)
        return true; /* nothing of it can be seen */
    for (size_t i = 0; i < look->seen_count; i++) {
        const Seen *seen = &look->seen[i];
        if (seen->session == session && seen->role == role &&
            (room == SCHEDULE_NONE || seen->room == room))
            return true;
    }
    return false;
}

/* ---- a visit -------------------------------------------------------------------------------- */

static Look look_begin(const Witness *witness, const Schedule *schedule, size_t room, size_t shape,
                       Instant at, const char *view) {
    witness->tally->visits++;
    size_t lead = (size_t)at / 7 % 2; /* both orders of the languages */
    return (Look){
        .witness = witness,
        .schedule = schedule,
        .view = view,
        .arena = arena_create(),
        .context = {.schedule = schedule,
                    .room = room,
                    .at = at,
                    .width = SHAPES[shape].width,
                    .height = SHAPES[shape].height,
                    .theme = theme_builtin(),
                    .strings = {witness->strings[lead], witness->strings[!lead]},
                    .languages = {str_from(lead ? "en" : "zh"), str_from(lead ? "zh" : "en")},
                    .language_count = 2,
                    .zone = zone_utc(),
                    .text = witness->text}};
}

static void look_end(Look *look) {
    arena_free(look->arena);
}

static void look_at_slide(Look *look, const Slide *slide) {
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, look->context.width, look->context.height);
    view_build(&look->context, slide, &scene);
    must(look, scene.next_change > look->context.at, "changes before it is shown", SCHEDULE_NONE);
    look->page = slide->page;
    look_at(look, &scene);
    arena_free(arena);
}

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
        must(look, was_seen(look, index, room, ROLE_NOW), "happens, but is not seen", index);
    if (truth_is_missed(s, room, from) && truth_is_missed(s, room, until) && room != SCHEDULE_NONE)
        must(look, was_seen(look, index, room, ROLE_GONE),
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
        if (look->schedule->sessions[i].start == first && was_seen(look, i, room, ROLE_NEXT))
            return;
    fault(look, "comes next today, and is not announced", SCHEDULE_NONE);
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
            must(look, was_seen(look, i, SCHEDULE_NONE, ROLE_NOW) || pages >= PAGES_MOST,
                 "runs, but is not in the agenda", i);
        if (!comes)
            continue;
        if (was_seen(look, i, SCHEDULE_NONE, ROLE_LATER)) {
            if (s->end - s->start <= 4 * MILLIS_HOUR)
                last_seen = instant_max(last_seen, s->start);
        } else if (s->start < first_missing) {
            first_missing = s->start;
            missing = i;
        }
    }
    if (missing == SCHEDULE_NONE)
        return;
    must(look, pages >= PAGES_MOST, "to come, but not in the agenda", missing);
    must(look, first_missing >= last_seen, "not in the agenda, but later ones are", missing);
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
                must(&look, is_live, "a page of the agenda with nothing that runs or comes",
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
    must(&look, slide.from <= at && at < slide.until, "a slide that is not due", SCHEDULE_NONE);
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
    must(&look, state && strcmp(state, truth_state(schedule, room, at)) == 0,
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
        must(&look, is_found, "happens, but is not in the list", i);
    }
    must(&look, json_array_size(now) == happening, "the list of what runs has others",
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
    visit_due(witness, schedule, room, shape, at);
    visit_overlay(witness, schedule, room, at);
    check_json(witness, schedule, room, at);
}
