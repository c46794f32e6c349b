#include "check/preflight_slides.h"

#include <string.h>

#include "base/address.h"
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

/* Whom a slide may be for beside rooms: the plan's screens, and what they are tagged with. In
 * `arena`. */
static Str *names_of(Arena *arena, const ScreenPlans *screens, size_t *count) {
    size_t capacity = screens->count;
    for (size_t i = 0; i < screens->count; i++)
        capacity += screens->items[i].tag_count;
    Str *names = arena_new(arena, Str, capacity);
    *count = 0;
    for (size_t i = 0; i < screens->count; i++) {
        const ScreenPlan *screen = &screens->items[i];
        names[(*count)++] = screen->name;
        for (size_t k = 0; k < screen->tag_count; k++)
            names[(*count)++] = screen->tags[k];
    }
    return names;
}

static bool is_among(Str name, const Str *names, size_t count) {
    for (size_t i = 0; i < count; i++)
        if (str_equal_nocase(name, names[i]))
            return true;
    return false;
}

static void check_name(const SlideContent *slide, Str name, const Str *screens, size_t screen_count,
                       Diagnostics *diagnostics) {
    if (is_among(name, screens, screen_count))
        return;
    if (screen_count == 0) {
        if (!slide->is_found)
            return; /* it was written under "screens:" */
        diagnostics_add(diagnostics, SEVERITY_NOTE, "slide-place", slide->at, NULL,
                        "the slide \"%.*s\" is for \"%.*s\", which is no room: it is shown on the "
                        "screens that are called so, or are in a group of that name",
                        str_arg(slide->name), str_arg(name));
        return;
    }
    const Str *nearest = str_nearest(name, screens, screen_count);
    const char *hint = NULL;
    if (nearest)
        hint = arena_printf(diagnostics->arena, "did you mean \"%s%.*s\"?",
                            slide->is_found ? "@" : "", str_arg(*nearest));
    diagnostics_add(diagnostics, SEVERITY_WARNING, "slide-place", slide->at, hint,
                    "the slide \"%.*s\" is for \"%.*s\", which is no room, and no screen or tag of "
                    "the plan of screens: none of those shows it",
                    str_arg(slide->name), str_arg(name));
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

/* "from 09:00 to 10:30", or "all day". */
static Str hours_of(Arena *arena, const Schedule *schedule, Instant from, Instant until) {
    LocalTime begin = zone_local(schedule->event.zone, from);
    LocalTime end = zone_local(schedule->event.zone, until);
    if (begin.hour == end.hour && begin.minute == end.minute)
        return str_from("all day");
    return str_printf(arena, "from %02d:%02d to %02d:%02d", begin.hour, begin.minute, end.hour,
                      end.minute);
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
        diagnostics_add(diagnostics, SEVERITY_WARNING, "slide-overlap", b->at,
                        "let one end before the other begins, or give one another name",
                        "the slides \"%.*s\" and \"%.*s\" take turns %.*s", str_arg(a->name),
                        str_arg(b->name),
                        str_arg(hours_of(diagnostics->arena, schedule, from, until)));
        return;
    }
}

/* ---- feeds ---------------------------------------------------------------------------------- */

static void check_feed(const SlideContent *slide, Diagnostics *diagnostics) {
    const NewsFeed *feed = slide->feed;
    Str name =
        address_public_name(diagnostics->arena, str_copy(diagnostics->arena, feed->address).s);
    if (feed->problem.len)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "feed-broken", slide->at,
                        "correct the address; until then nothing of it is shown",
                        "the feed %.*s: %.*s", str_arg(name), str_arg(feed->problem));
    else if (feed->fetched == INT64_MIN)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "feed-broken", slide->at,
                        "look whether the server can be reached from here",
                        "nothing has come of the feed %.*s", str_arg(name));
    else
        diagnostics_add(diagnostics, SEVERITY_NOTE, "feed", slide->at, NULL,
                        "the feed %.*s has %zu item%s; %zu %s left out for a word or a warning",
                        str_arg(name), feed->item_count, feed->item_count == 1 ? "" : "s",
                        feed->left_out, feed->left_out == 1 ? "is" : "are");
    if (feed->undated)
        diagnostics_add(diagnostics, SEVERITY_WARNING, "feed-undated", slide->at,
                        "write max_age: no, if they may be shown however old they are",
                        "%zu item%s of the feed %.*s do%s not say when %s written, so nobody "
                        "knows when they are too old: they are not shown",
                        feed->undated, feed->undated == 1 ? "" : "s", str_arg(name),
                        feed->undated == 1 ? "es" : "",
                        feed->undated == 1 ? "it was" : "they were");
    if (str_equal_nocase(str_slice(feed->address, 0, strlen("http:")), str_from("http:")))
        diagnostics_add(diagnostics, SEVERITY_NOTE, "feed-open", slide->at,
                        "write https:, where the server has it",
                        "the feed %.*s comes by http: whoever is in the network between can put "
                        "words on the screens",
                        str_arg(name));
}

void preflight_slides(const Schedule *schedule, const ScreenPlans *screens,
                      Diagnostics *diagnostics) {
    size_t name_count;
    const Str *names = names_of(diagnostics->arena, screens, &name_count);
    for (size_t i = 0; i < schedule->slide_count; i++) {
        if (schedule->slides[i].feed) { /* what it has today says nothing of other days */
            if (schedule->slides[i].feed_page == 0)
                check_feed(&schedule->slides[i], diagnostics);
            continue;
        }
        const SlideContent *slide = &schedule->slides[i];
        check_days(schedule, slide, diagnostics);
        for (size_t k = 0; k < slide->name_count; k++)
            check_name(slide, slide->names[k], names, name_count, diagnostics);
        for (size_t k = 0; k < i; k++)
            check_pair(schedule, &schedule->slides[k], &schedule->slides[i], diagnostics);
    }
}
