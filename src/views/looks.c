/* looks.c: what decides that two pages of now and next look alike, and what reports call a page.
 *
 * For the preflight, which would else lay out each page of a large foyer at every moment at which
 * something changes on one of them. It stands beside the views because it has to know what they
 * show. */
#include <string.h>

#include "views/memo.h"

/* ---- now and next -----------------------------------------------------------------------------
 */

static uint64_t hash_number(uint64_t hash, size_t number) {
    return str_hash(hash, &number, sizeof number);
}

/* What is shown of a session that changes with the clock: its phase, and how wide the number of the
 * minutes is that are left. */
static uint64_t hash_session(uint64_t hash, const Schedule *schedule, size_t index, Instant at) {
    hash = hash_number(hash, index);
    if (index == SCHEDULE_NONE)
        return hash;
    const Session *session = &schedule->sessions[index];
    Millis left = (session->end - at + MILLIS_MINUTE - 1) / MILLIS_MINUTE;
    size_t digits = left < 5 ? (size_t)instant_max(left, 0) : left < 10 ? 5 : left < 100 ? 6 : 7;
    return hash_number(hash_number(hash, session_phase_at(session, at)), digits);
}

/* The rooms of that page while it shows rooms; the same all day. */
static const RoomsOfPage *rooms_of_page(ViewDay *day, const ViewContext *context,
                                        const Slide *slide) {
    if (!day->foyer)
        day->foyer = arena_new(day->arena, RoomsOfPage, day->pages[VIEW_NOW_NEXT]);
    RoomsOfPage *rooms = &day->foyer[slide->page];
    if (!rooms->rooms) {
        Arena *arena = arena_create();
        Scene scene = scene_create(arena, context->width, context->height);
        Page page = page_create(context, slide, &scene);
        page_header(&page);
        rooms->rooms = arena_new(day->arena, size_t, context->schedule->room_count);
        rooms->count = foyer_rooms(&page, slide->page, rooms->rooms, &rooms->turn);
        arena_free(arena);
    }
    return rooms;
}

uint64_t now_next_look(Arena *arena, ViewDay *day, const ViewContext *context, const Slide *slide) {
    const Schedule *schedule = context->schedule;
    Instant at = context->at;
    if (schedule_door(schedule, context->room) != SCHEDULE_NONE)
        return 0;
    DayStateKind kind = memo_day_state(context, SCHEDULE_NONE).kind;
    if (kind != DAY_RUNNING && kind != DAY_BREAK && kind != DAY_GAP) /* one page for all of them */
        return str_hash(hash_number(STR_HASH_SEED, kind), &at, sizeof at);
    const RoomsOfPage *page = rooms_of_page(day, context, slide);
    if (page->count == 0)
        return 0;
    uint64_t hash = hash_number(STR_HASH_SEED, slide->page);
    for (size_t i = 0; i < page->count; i++) {
        NowNext n = now_next_at(arena, schedule, page->rooms[i], at, 1);
        size_t now = n.now_count ? n.now[page->turn % n.now_count] : SCHEDULE_NONE;
        size_t gone = n.gone_count ? n.gone[page->turn % n.gone_count] : SCHEDULE_NONE;
        hash = hash_session(hash, schedule, now, at);
        hash = hash_session(hash, schedule, gone, at);
        hash = hash_session(hash, schedule, n.next_count ? n.next[0] : SCHEDULE_NONE, at);
        hash = hash_number(hash, room_state_at(schedule, page->rooms[i], at, NULL));
    }
    return hash_number(hash, kind);
}

/* ---- the spotlight ----------------------------------------------------------------------------
 */

/* Description and highlights are left out when the rest needs the room. A strip never has them. */
size_t spotlight_wishes(const Page *page, const Localized **wishes) {
    size_t count = 0;
    if (page->metrics.shape == SHAPE_STRIP || page->slide->item >= page->schedule->project_count)
        return 0;
    const Project *project = &page->schedule->projects[page->slide->item];
    wishes[count++] = &project->tagline;
    wishes[count++] = &project->description;
    if (project->highlight_count)
        wishes[count++] = &project->highlights[0];
    return count;
}

/* ---- labels -----------------------------------------------------------------------------------
 */

static Str text_of(const Schedule *schedule, const Localized *text) {
    return localized_get(text, schedule->display.languages, schedule->display.language_count);
}

Str now_next_label(Arena *arena, const Schedule *schedule, const ViewShown *shown) {
    if (shown->session == SCHEDULE_NONE)
        return (Str){0};
    const Session *session = &schedule->sessions[shown->session];
    Str title = text_of(schedule, &session->title);
    if (shown->segment == SCHEDULE_NONE)
        return title;
    return str_printf(arena, "%.*s: %.*s", str_arg(title),
                      str_arg(text_of(schedule, &session->segments[shown->segment].title)));
}

Str spotlight_label(Arena *arena, const Schedule *schedule, const ViewShown *shown) {
    (void)arena;
    size_t item = shown->slide->item;
    return item < schedule->project_count ? text_of(schedule, &schedule->projects[item].name)
                                          : (Str){0};
}

Str partners_label(Arena *arena, const Schedule *schedule, const ViewShown *shown) {
    Str names = {0};
    for (size_t i = 0; i < shown->partner_count; i++) {
        const Partner *partner = &schedule->partners[shown->first_partner + i];
        Str name = text_of(schedule, &partner->name);
        names = str_printf(arena, "%.*s%s%.*s", str_arg(names), i ? ", " : "",
                           str_arg(name.len ? name : partner->id));
    }
    return names;
}
