#include "check/preflight_slides.h"

#include "schedule/slides.h"

static bool is_on_any_day(const Schedule *schedule, const SlideContent *slide) {
    SlidePlace all = {.room = SCHEDULE_NONE, .is_any = true};
    SlideContent everywhere = *slide;
    everywhere.room_count = everywhere.name_count = 0;
    everywhere.is_for_foyer = false;
    for (size_t i = 0; i < schedule->day_count; i++) {
        const Day *day = &schedule->days[i];
        DayBounds bounds = {.day = i, .from = day->from, .until = day->until};
        if (slide_is_on_day(schedule, &everywhere, &all, bounds))
            return true;
    }
    return schedule->day_count == 0;
}

static void check_days(const Schedule *schedule, const SlideContent *slide,
                       Diagnostics *diagnostics) {
    if (!is_on_any_day(schedule, slide)) {
        diagnostics_add(diagnostics, SEVERITY_WARNING, "slide-never", slide->at,
                        "correct its date or its times, or take it away",
                        "the slide \"%.*s\" is shown on no day of the schedule",
                        str_arg(slide->name));
        return;
    }
    for (size_t i = 0; i < slide->day_count; i++) {
        bool is_known = false;
        for (size_t k = 0; k < schedule->day_count; k++)
            is_known |= date_compare(schedule->days[k].date, slide->days[i]) == 0;
        if (!is_known)
            diagnostics_add(diagnostics, SEVERITY_WARNING, "slide-day", slide->at,
                            "correct the date, or take it away",
                            "the slide \"%.*s\" is for %04d-%02d-%02d, which is no day of the "
                            "schedule",
                            str_arg(slide->name), slide->days[i].year, slide->days[i].month,
                            slide->days[i].day);
    }
}

static void check_names(const SlideContent *slide, Diagnostics *diagnostics) {
    for (size_t i = 0; slide->is_found && i < slide->name_count; i++)
        diagnostics_add(diagnostics, SEVERITY_NOTE, "slide-place", slide->at, NULL,
                        "the slide \"%.*s\" is for \"%.*s\", which is no room: it is shown on the "
                        "screens that are called so, or are in a group of that name",
                        str_arg(slide->name), str_arg(slide->names[i]));
}

/* ---- two of one name ------------------------------------------------------------------------ */

/* The foyer or a door shows both. */
static bool share_a_screen(const Schedule *schedule, const SlideContent *a, const SlideContent *b) {
    SlidePlace foyer = {.room = SCHEDULE_NONE, .is_foyer = true};
    if (slide_is_for(a, &foyer) && slide_is_for(b, &foyer))
        return true;
    for (size_t i = 0; i < schedule->room_count; i++) {
        SlidePlace door = {.room = i};
        if (slide_is_for(a, &door) && slide_is_for(b, &door))
            return true;
    }
    return false;
}

static void check_pair(const Schedule *schedule, const SlideContent *a, const SlideContent *b,
                       Diagnostics *diagnostics) {
    if (a->title.len == 0 || !str_equal_nocase(a->title, b->title) ||
        !share_a_screen(schedule, a, b))
        return;
    for (size_t i = 0; i < schedule->day_count; i++) {
        Instant a_from, a_until, b_from, b_until;
        Date date = schedule->days[i].date;
        if (!slide_time_on(schedule, a, date, &a_from, &a_until) ||
            !slide_time_on(schedule, b, date, &b_from, &b_until))
            continue;
        Instant from = instant_max(a_from, b_from), until = instant_min(a_until, b_until);
        if (from >= until)
            continue;
        LocalTime begin = zone_local(schedule->event.zone, from);
        LocalTime end = zone_local(schedule->event.zone, until);
        diagnostics_add(diagnostics, SEVERITY_WARNING, "slide-overlap", b->at,
                        "let one end before the other begins, or give one another name",
                        "the slides \"%.*s\" and \"%.*s\" take turns from %02d:%02d to %02d:%02d",
                        str_arg(a->name), str_arg(b->name), begin.hour, begin.minute, end.hour,
                        end.minute);
        return;
    }
}

void preflight_slides(const Schedule *schedule, Diagnostics *diagnostics) {
    for (size_t i = 0; i < schedule->slide_count; i++) {
        check_days(schedule, &schedule->slides[i], diagnostics);
        check_names(&schedule->slides[i], diagnostics);
        for (size_t k = 0; k < i; k++)
            check_pair(schedule, &schedule->slides[k], &schedule->slides[i], diagnostics);
    }
}
