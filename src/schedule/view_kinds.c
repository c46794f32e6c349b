#include "schedule/view_kinds.h"

static const ViewRow VIEWS[] = {
    [VIEW_NOW_NEXT] = {.name = "now_next",
                       .words = "now/next",
                       .key = '1',
                       .place = 1,
                       .dwell = 12 * MILLIS_SECOND,
                       .content = CONTENT_NOW},
    [VIEW_AGENDA] = {.name = "agenda",
                     .words = "agenda",
                     .key = '2',
                     .place = 3,
                     .dwell = 12 * MILLIS_SECOND,
                     .content = CONTENT_DAY},
    [VIEW_SPOTLIGHT] = {.name = "spotlight",
                        .words = "spotlight",
                        .key = '3',
                        .place = 4,
                        .dwell = 20 * MILLIS_SECOND,
                        .content = CONTENT_PROJECTS},
    [VIEW_PARTNERS] = {.name = "partners",
                       .words = "partners",
                       .key = '4',
                       .place = 5,
                       .dwell = 12 * MILLIS_SECOND,
                       .content = CONTENT_PARTNERS},
    [VIEW_GRID] = {.name = "grid",
                   .words = "grid",
                   .key = '5',
                   .place = 2,
                   .is_of_many_rooms = true,
                   .dwell = 12 * MILLIS_SECOND,
                   .content = CONTENT_DAY},
    [VIEW_SPEAKERS] = {.name = "speakers",
                       .words = "speakers",
                       .key = '6',
                       .dwell = 12 * MILLIS_SECOND,
                       .content = CONTENT_SPEAKERS},
    [VIEW_TIMER] = {.name = "timer",
                    .words = "stage timer",
                    .key = '7',
                    .dwell = 12 * MILLIS_SECOND,
                    .content = CONTENT_STAGE},
    [VIEW_SLIDES] = {.name = "slides",
                     .words = "slides",
                     .key = '8',
                     .dwell = 12 * MILLIS_SECOND,
                     .content = CONTENT_SLIDES},
};
_Static_assert(countof(VIEWS) == VIEW_KIND_COUNT, "a row for each view");
_Static_assert(VIEW_KIND_COUNT <= 32, "the preflight keeps sets of views as bits of an uint32_t");

const ViewRow *view_row(ViewKind kind) {
    return &VIEWS[kind];
}

const char *view_kind_name(ViewKind kind) {
    return kind < VIEW_KIND_COUNT ? VIEWS[kind].name : "?";
}

ViewKind view_kind_by_name(Str name) {
    ViewKind kind = 0;
    while (kind < VIEW_KIND_COUNT && !str_is_key(name, VIEWS[kind].name))
        kind++;
    return kind;
}

ViewKind view_kind_by_key(char key) {
    ViewKind kind = 0;
    while (kind < VIEW_KIND_COUNT && (VIEWS[kind].key == 0 || VIEWS[kind].key != key))
        kind++;
    return kind;
}

Str view_kind_list(Arena *arena, const char *between) {
    Str list = {0};
    for (ViewKind kind = 0; kind < VIEW_KIND_COUNT; kind++)
        list = str_printf(arena, "%.*s%s%s", str_arg(list), kind ? between : "", VIEWS[kind].name);
    return list;
}
