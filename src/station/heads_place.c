#include "station/heads_place.h"

#include <SDL.h>
#include <string.h>

#include "base/log.h"
#include "station/stage.h"

#define LOG_MODULE "kiosk"

void heads_take_size(Head *head) {
    int32_t width, height, old_width, old_height;
    window_size(head->window, &width, &height);
    screen_size(head->screen, &old_width, &old_height);
    if (width == old_width && height == old_height) {
        stage_expose(head->stage);
        return;
    }
    log_debug("picture of %dx%d", width, height);
    screen_resize(head->screen, width, height);
    stage_invalidate(head->stage);
    head->panel_up = PANEL_NONE;
}

/* ---- the plan: how they are turned ---------------------------------------------------------- */

static void take_rotates(Heads *heads, const ScreenPlan *plan) {
    memcpy(heads->settings.rotates, plan->rotates, sizeof plan->rotates);
    heads->settings.rotate_count = plan->rotate_count;
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        int32_t rotate =
            plan->rotate_count ? heads->settings.rotates[i < plan->rotate_count ? i : 0] : 0;
        if (rotate == head->rotate || !head->stage)
            continue;
        log_info("turned by %d degrees, as the plan of the screens says", rotate);
        stage_invalidate(head->stage);
        head->rotate = rotate;
        window_set_rotate(head->window, rotate);
        head->panel_up = PANEL_NONE;
        heads_take_size(head);
    }
}

/* ---- the plan: on which displays ------------------------------------------------------------ */

static bool is_same_choice(const DisplayChoice *a, const DisplayChoice *b) {
    return a->is_all == b->is_all &&
           (a->is_all || (a->count == b->count &&
                          memcmp(a->numbers, b->numbers, a->count * sizeof a->numbers[0]) == 0));
}

static bool is_full(const Heads *heads) {
    return heads->settings.window.is_fullscreen;
}

/* A single full screen of a desktop is moved by the desktop when its display goes, and its number
 * is SDL's own. All others have the numbers that they had when they were seen first. */
static bool has_own_numbers(const Heads *heads) {
    return heads->settings.window.kms || heads->count > 1 || heads->settings.displays.is_all;
}

/* Where each of heads->known is now, which takes up what is new. */
static void find_places(Heads *heads, int32_t places[DISPLAYS_MAX]) {
    Displays present = heads_present(heads);
    if (!has_own_numbers(heads))
        heads->known = present;
    displays_match(&heads->known, &present, places);
}

/* Any number of windows may lie on one display. */
static int32_t place_of(const Heads *heads, const int32_t places[DISPLAYS_MAX], int32_t number) {
    if (!is_full(heads))
        return (size_t)number < heads->known.count ? number : 0;
    return (size_t)number < heads->known.count ? places[number] : DISPLAY_NONE;
}

/* The displays that are wanted, by their numbers, as many as there are rooms for. */
static DisplayChoice wanted_of(const Heads *heads) {
    DisplayChoice wanted = heads->settings.displays;
    size_t rooms = heads->source->room_count;
    if (wanted.is_all) {
        wanted = (DisplayChoice){.count = heads->known.count ? heads->known.count : 1};
        for (size_t i = 0; i < wanted.count; i++)
            wanted.numbers[i] = (int32_t)i;
        if (rooms > 1 && wanted.count > rooms) {
            log_warning("there are %zu rooms for %zu displays: the others stay dark", rooms,
                        wanted.count);
            wanted.count = rooms;
        }
    }
    return wanted;
}

static bool is_any_there(const Heads *heads, const DisplayChoice *wanted,
                         const int32_t places[DISPLAYS_MAX]) {
    for (size_t i = 0; i < wanted->count; i++)
        if (place_of(heads, places, wanted->numbers[i]) != DISPLAY_NONE)
            return true;
    return false;
}

/* All leave before the first one arrives: two may change places. */
static void move(Heads *heads, const DisplayChoice *wanted, const int32_t places[DISPLAYS_MAX]) {
    bool is_moved[DISPLAYS_MAX] = {false};
    for (size_t i = 0; i < heads->count; i++) {
        is_moved[i] = heads->items[i].number != wanted->numbers[i];
        if (is_moved[i])
            window_leave_display(heads->items[i].window);
    }
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        if (!is_moved[i])
            continue;
        int32_t place = place_of(heads, places, wanted->numbers[i]);
        head->number = wanted->numbers[i];
        head->is_away = place == DISPLAY_NONE;
        log_info("on display %d now, as the plan of the screens says%s", head->number,
                 head->is_away ? ", which is waited for" : "");
        window_set_display(head->window, place);
    }
    const SDL_Event event = {.type = SDL_DISPLAYEVENT};
    for (size_t i = 0; i < heads->count; i++) {
        if (!is_moved[i])
            continue;
        window_handle_event(heads->items[i].window, &event);
        if (heads->items[i].stage)
            heads_take_size(&heads->items[i]);
        else
            heads_show_fault(heads, &heads->items[i]);
    }
}

/* "display 2" or "displays 2, 3" */
static Str list_of(const DisplayChoice *choice, Arena *arena) {
    Str list = str_from(choice->count == 1 ? "display" : "displays");
    for (size_t i = 0; i < choice->count; i++)
        list = str_printf(arena, "%.*s%s%d", str_arg(list), i ? ", " : " ", choice->numbers[i]);
    return list;
}

static Str own_list(const Heads *heads, Arena *arena) {
    DisplayChoice own = {.count = heads->count};
    for (size_t i = 0; i < heads->count; i++)
        own.numbers[i] = heads->items[i].number;
    return list_of(&own, arena);
}

/* Goes to the displays of the settings. */
static void go(Heads *heads, const int32_t places[DISPLAYS_MAX], Instant now) {
    DisplayChoice wanted = wanted_of(heads);
    heads->is_staying = !is_any_there(heads, &wanted, places);
    if (heads->is_staying)
        return;
    while (heads->count > wanted.count)
        heads_remove_last(heads);
    move(heads, &wanted, places);
    for (size_t i = heads->count; i < wanted.count && heads->count == i; i++) {
        log_info("on display %d too, as the plan of the screens says", wanted.numbers[i]);
        heads_add(heads, wanted.numbers[i], place_of(heads, places, wanted.numbers[i]), now);
    }
    heads_name(heads);
}

static void take_displays(Heads *heads, const ScreenPlan *plan, Instant now) {
    static const DisplayChoice FIRST = {.count = 1};
    const DisplayChoice *wanted = plan->has_displays ? &plan->displays : &FIRST;
    if (is_same_choice(wanted, &heads->settings.displays))
        return;
    int32_t places[DISPLAYS_MAX];
    find_places(heads, places);
    heads->settings.displays = *wanted;
    go(heads, places, now);
    Arena *arena = arena_create();
    Str problem = heads_plan_problem(heads, arena);
    if (problem.len)
        log_warning("%.*s", str_arg(problem));
    arena_free(arena);
}

void heads_take_plan(Heads *heads, Instant now) {
    const ScreenPlan *plan = heads->source->screen;
    if (plan && heads->settings.follows_rotates)
        take_rotates(heads, plan);
    bool is_started = heads->osd != NULL;
    if (plan && heads->settings.follows_displays && is_started)
        take_displays(heads, plan, now);
}

Str heads_plan_problem(const Heads *heads, Arena *arena) {
    const ScreenPlan *plan = heads->source ? heads->source->screen : NULL;
    if (!plan)
        return (Str){0};
    Str name = heads->settings.screen.name, file = heads->source->screens_path;
    if (name.len == 0) /* started when no plan named it */
        name = heads->settings.play_name;
    if (name.len && !str_equal_nocase(name, plan->name))
        return str_printf(
            arena,
            "%.*s calls the screen \"%.*s\" \"%.*s\" now: it is reached by its former "
            "name until the kiosk is started again",
            str_arg(file), str_arg(name), str_arg(plan->name));
    if (!heads->settings.follows_displays || !plan->has_displays)
        return (Str){0};
    if (heads->is_staying)
        return str_printf(
            arena,
            "%.*s names %.*s for the screen \"%.*s\", which %s not there: it stays on "
            "%.*s until %s",
            str_arg(file), str_arg(list_of(&plan->displays, arena)), str_arg(plan->name),
            plan->displays.count == 1 ? "is" : "are", str_arg(own_list(heads, arena)),
            plan->displays.count == 1 ? "it is" : "one of them is");
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].is_away)
            return str_printf(arena,
                              "%.*s names display %d for the screen \"%.*s\", which is not there: "
                              "it is waited for",
                              str_arg(file), heads->items[i].number, str_arg(plan->name));
    return (Str){0};
}

/* ---- monitors ------------------------------------------------------------------------------- */

/* The room of --room's list for the next display, if it has one. */
static bool has_room_left(const Heads *heads) {
    size_t rooms = heads->source->room_count;
    return rooms <= 1 || heads->count < rooms;
}

/* One that was not there at the start. */
static void add(Heads *heads, int32_t number, int32_t place, Instant now) {
    const DisplayInfo *display = &heads->known.items[number];
    if (!has_room_left(heads)) {
        log_warning("%s is new: --room has no room for it", display->name);
        return;
    }
    log_info("%s is new: display %d", display->name, number);
    heads_add(heads, number, place, now);
    heads_name(heads);
}

static void tell_return(const Heads *heads, const Head *head) {
    log_forget(LOG_MODULE); /* that it is gone is news the next time */
    log_info("%s is there again", heads->known.items[head->number].name);
}

static void take_place(const Heads *heads, Head *head, int32_t place) {
    bool is_away = place == DISPLAY_NONE;
    if (is_away && !head->is_away)
        log_warning("%s is gone: %s waits for it", heads->known.items[head->number].name,
                    head->name[0] ? head->name : "the screen");
    else if (!is_away && head->is_away)
        tell_return(heads, head);
    head->is_away = is_away;
    window_set_display(head->window, place);
}

void heads_take_displays(Heads *heads, Instant now) {
    if (!is_full(heads) || (!heads->settings.window.kms && heads_present(heads).count == 0))
        return;
    bool has_own = has_own_numbers(heads);
    if (!has_own && !heads->is_staying)
        return;
    size_t known = heads->known.count;
    int32_t places[DISPLAYS_MAX];
    find_places(heads, places);
    for (size_t i = 0; has_own && i < heads->count; i++)
        take_place(heads, &heads->items[i], place_of(heads, places, heads->items[i].number));
    if (heads->is_staying) {
        go(heads, places, now);
        return;
    }
    for (size_t i = known; heads->settings.displays.is_all && i < heads->known.count; i++)
        if (i > 0) /* the first one has a head from the start, be it there or not */
            add(heads, (int32_t)i, places[i], now);
}
