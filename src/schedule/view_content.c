#include "schedule/view_content.h"

#include "schedule/slides.h"

/* What lasts into the day from the night before is now's matter: there is nothing to look up. */
static bool day_has_agenda(const Schedule *schedule, size_t room, DayBounds bounds) {
    if (bounds.day == SCHEDULE_NONE)
        return false;
    const Day *day = &schedule->days[bounds.day];
    for (size_t i = day->first_session; i < day->first_session + day->session_count; i++)
        if (session_concerns_room(&schedule->sessions[i], room))
            return true;
    return false;
}

static bool day_has_now(const Schedule *schedule, size_t room, DayBounds bounds) {
    return schedule_day_has_sessions(schedule, room, &bounds) ||
           !schedule_is_far(schedule, room, bounds.from);
}

static bool day_has_speakers(const Schedule *schedule, size_t room, DayBounds bounds) {
    if (bounds.day == SCHEDULE_NONE)
        return false;
    const Day *day = &schedule->days[bounds.day];
    for (size_t i = day->first_session; i < day->first_session + day->session_count; i++)
        if (schedule->sessions[i].speaker_count && !schedule->sessions[i].is_all_day &&
            session_takes_place(&schedule->sessions[i], room))
            return true;
    return false;
}

static size_t count_projects(const Schedule *schedule) {
    return schedule->project_count;
}

static size_t count_partners(const Schedule *schedule) {
    return schedule->partner_count;
}

static size_t count_slides(const Schedule *schedule) {
    return schedule->slide_count;
}

static bool day_has_slides(const Schedule *schedule, size_t room, DayBounds bounds) {
    SlidePlace place = {.room = room, .is_foyer = room == SCHEDULE_NONE};
    for (size_t i = 0; i < schedule->slide_count; i++)
        if (slide_is_on_day(schedule, &schedule->slides[i], &place, bounds))
            return true;
    return false;
}

static const struct {
    bool (*on_day)(const Schedule *schedule, size_t room, DayBounds bounds); /* NULL: always */
    size_t (*count)(const Schedule *schedule); /* NULL: not a matter of a number */
    bool is_by_item;
    bool is_of_room;
} CONTENTS[] = {
    [CONTENT_NOW] = {.on_day = day_has_now, .is_of_room = true},
    [CONTENT_DAY] = {.on_day = day_has_agenda, .is_of_room = true},
    [CONTENT_PROJECTS] = {.count = count_projects, .is_by_item = true},
    [CONTENT_PARTNERS] = {.count = count_partners},
    [CONTENT_SPEAKERS] = {.on_day = day_has_speakers, .is_of_room = true},
    [CONTENT_STAGE] = {.is_of_room = true},
    [CONTENT_SLIDES] = {.on_day = day_has_slides,
                        .count = count_slides,
                        .is_by_item = true,
                        .is_of_room = true},
};
_Static_assert(countof(CONTENTS) == CONTENT_KIND_COUNT, "a row for each kind of content");

bool display_is_of_stage(const Display *display) {
    bool has_timer = false, has_now = false;
    for (size_t i = 0; i < display->view_count && i < countof(display->views); i++) {
        has_timer |= display->views[i] == VIEW_TIMER;
        has_now |= display->views[i] == VIEW_NOW_NEXT;
    }
    return has_timer && !has_now;
}

bool view_is_wanted(const Schedule *schedule, size_t room, ViewKind view) {
    const Display *display = &schedule->display;
    /* Who makes one wants it seen. */
    bool is_named =
        view == VIEW_SLIDES && schedule->slide_count > 0 && !display_is_of_stage(display);
    for (size_t i = 0; i < display->view_count && i < countof(display->views); i++)
        is_named |= display->views[i] == view;
    if (!is_named || display->are_views_written || !view_row(view)->is_of_many_rooms)
        return is_named;
    return schedule_door(schedule, room) == SCHEDULE_NONE && schedule->room_count > VIEW_ROOMS_FEW;
}

bool content_exists(const Schedule *schedule, ViewContent content) {
    return !CONTENTS[content].count || CONTENTS[content].count(schedule) > 0;
}

bool content_on_day(const Schedule *schedule, size_t room, DayBounds bounds, ViewContent content) {
    return content_exists(schedule, content) &&
           (!CONTENTS[content].on_day || CONTENTS[content].on_day(schedule, room, bounds));
}

size_t content_item_count(const Schedule *schedule, ViewContent content) {
    return CONTENTS[content].is_by_item ? CONTENTS[content].count(schedule) : 1;
}

bool content_is_by_item(ViewContent content) {
    return CONTENTS[content].is_by_item;
}

bool content_is_of_room(ViewContent content) {
    return CONTENTS[content].is_of_room;
}
