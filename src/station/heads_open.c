#include "station/heads_open.h"

#include <SDL.h>
#include <stdio.h>
#include <string.h>

#include "base/log.h"
#include "output/kms.h"
#include "station/stage.h"

#define LOG_MODULE "kiosk"

enum { TILE_EDGE = 16 }; /* room for a window manager's frame */

static bool is_full(const Heads *heads) {
    return heads->settings.window.is_fullscreen;
}

Displays heads_present(const Heads *heads) {
    return heads->settings.window.kms ? kms_displays(heads->settings.window.kms)
                                      : displays_present();
}

/* What is the i-th window's own; `place` is the present number of its display. */
static WindowSettings window_settings(const Heads *heads, size_t i, int32_t place, bool is_alone) {
    const HeadsSettings *settings = &heads->settings;
    WindowSettings window = settings->window;
    window.display = place;
    window.rotate = settings->rotates[i < settings->rotate_count ? i : 0];
    window.is_one_of_several = !is_alone;
    if (!is_full(heads) && !is_alone && heads->known.count) {
        const DisplayInfo *first = &heads->known.items[0];
        if ((size_t)place >= heads->known.count)
            window.display = 0;
        window.is_placed = true;
        displays_tile(first, window.width, window.height, TILE_EDGE, i, &window.x, &window.y);
    }
    return window;
}

/* Opens the window of the next head. */
static bool open_window(Heads *heads, int32_t number, int32_t place, bool is_alone) {
    size_t i = heads->count;
    Head *head = &heads->items[i];
    *head = (Head){.number = number,
                   .is_away = place == DISPLAY_NONE,
                   .staff = {.base = heads->settings.hold}};
    if (!is_alone)
        snprintf(head->name, sizeof head->name, "display %d", number);
    WindowSettings window = window_settings(heads, i, place, is_alone);
    char title[64];
    snprintf(title, sizeof title, "kiosk%s%s", is_alone ? "" : ": ", head->name);
    window.title = title;
    head->rotate = window.rotate;
    head->window = window_open(&window);
    if (!head->window) {
        log_error("no window: %s", SDL_GetError());
        return false;
    }
    heads->count++;
    log_debug("video by %s, drawn by %s%s%s", window.kms ? "our own" : SDL_GetCurrentVideoDriver(),
              window_renderer_name(head->window), is_alone ? "" : " on ", head->name);
    return true;
}

/* With --display all it turns out here whether a list has one for each. Fewer displays are fine:
 * one that is switched on later gets its own. */
static bool is_count_right(const char *option, const char *what, size_t count, size_t displays) {
    if (count <= 1 || count == displays)
        return true;
    if (count > displays) {
        log_warning("--%s has %zu %s, and %zu display%s there: the others wait for more", option,
                    count, what, displays, displays == 1 ? " is" : "s are");
        return true;
    }
    log_error("--%s has %zu %s for %zu displays; write one for all, or one for each", option, count,
              what, displays);
    return false;
}

/* Without a desktop a display that is not there yet is waited for: it may be switched off, and
 * somebody would have to start the program again. */
static void choose_patiently(const DisplayChoice *wanted, const Displays *known,
                             DisplayChoice *chosen) {
    *chosen = *wanted;
    if (!wanted->is_all)
        return;
    chosen->count = known->count ? known->count : 1;
    for (size_t i = 0; i < chosen->count; i++)
        chosen->numbers[i] = (int32_t)i;
}

/* What the plan of the screens says must not keep a screen from starting: where none of its
 * displays is there, the first one is taken until one of them is. */
static bool choose_by_plan(Heads *heads, DisplayChoice *chosen) {
    const DisplayChoice *wanted = &heads->settings.displays;
    if (!heads->settings.follows_displays || !is_full(heads) || wanted->is_all ||
        heads->known.count == 0)
        return false;
    bool is_one_there = false;
    for (size_t i = 0; i < wanted->count; i++)
        is_one_there |= (size_t)wanted->numbers[i] < heads->known.count;
    heads->is_staying = !is_one_there;
    if (!is_one_there)
        *chosen = (DisplayChoice){.count = 1};
    return true;
}

/* Which displays. Several windows may be more than the displays they lie on. */
static ExitCode choose(Heads *heads, DisplayChoice *chosen) {
    const HeadsSettings *settings = &heads->settings;
    const DisplayChoice *wanted = &settings->displays;
    heads->known = heads_present(heads);
    *chosen = *wanted;
    if ((!is_full(heads) && wanted->count > 1) || choose_by_plan(heads, chosen))
        return EXIT_FINE;
    Arena *arena = arena_create();
    Str problem = {0};
    bool is_there = true;
    bool is_patient = settings->window.kms;
    for (size_t i = 0; i < wanted->count; i++)
        is_patient = is_patient && wanted->numbers[i] < DISPLAYS_MAX;
    if (is_patient)
        choose_patiently(wanted, &heads->known, chosen);
    else
        is_there = displays_choose(wanted, &heads->known, arena, chosen, &problem);
    if (!is_there)
        log_error("%.*s", str_arg(problem));
    arena_free(arena);
    if (!is_there)
        return EXIT_DISPLAY;
    bool is_right = !wanted->is_all ||
                    (is_count_right("room", "rooms", heads->source->room_count, chosen->count) &&
                     is_count_right("rotate", "turns", settings->rotate_count, chosen->count));
    return is_right ? EXIT_FINE : EXIT_USAGE;
}

/* Where a display is at the start; without a desktop it may be away, and one of the plan's too. */
static int32_t place_of(const Heads *heads, int32_t number) {
    bool may_be_away =
        heads->settings.window.kms || (is_full(heads) && heads->settings.follows_displays);
    bool is_away = may_be_away && (size_t)number >= heads->known.count;
    return is_away ? DISPLAY_NONE : number;
}

ExitCode heads_open(Heads *heads, const HeadsSettings *settings, const Source *source) {
    heads->settings = *settings;
    heads->source = source;
    DisplayChoice chosen;
    ExitCode code = choose(heads, &chosen);
    for (size_t i = 0; i < chosen.count && code == EXIT_FINE; i++)
        if (!open_window(heads, chosen.numbers[i], place_of(heads, chosen.numbers[i]),
                         chosen.count == 1))
            code = EXIT_DISPLAY;
    return code;
}

void heads_close(Heads *heads) {
    /* The first one last: the others borrow from it. */
    for (size_t i = heads->count; i-- > 0;) {
        Head *head = &heads->items[i];
        stage_free(head->stage);
        screen_free(head->screen);
        window_close(head->window);
    }
    heads->count = 0;
    greeting_free(heads->greeting);
    heads->greeting = NULL;
    heads->hello = NULL;
}

void heads_tell_schedule(const Heads *heads, size_t i) {
    static const ScreenWays NONE = {0};
    const ScreenPlan *plan = heads->source->screen;
    screen_set_ways(heads->items[i].screen, plan ? &plan->ways : &NONE);
    if (plan && heads->settings.follows_groups)
        screen_set_groups(heads->items[i].screen, heads->source->screen_groups);
    screen_set_hello(heads->items[i].screen, heads->hello);
    screen_set_schedule(heads->items[i].screen, heads->schedule, source_room(heads->source, i),
                        heads->source->loaded->folders);
}

void heads_show_fault(const Heads *heads, const Head *head) {
    int32_t width, height;
    window_size(head->window, &width, &height);
    Pixmap picture = pixmap_create(width, height);
    osd_fault_screen(heads->osd, (Str){0}, str_from("kiosk: no fonts"), &picture);
    window_show(head->window, &picture);
    pixmap_free(&picture);
}

/* The screen of another display than the first one, if there are fonts for one. */
static void make_screen(Heads *heads, size_t i) {
    ScreenSettings settings = heads->settings.screen;
    settings.sibling = heads->items[0].screen;
    if (!settings.sibling)
        return;
    window_size(heads->items[i].window, &settings.width, &settings.height);
    heads->items[i].screen = screen_create(&settings);
    heads_tell_schedule(heads, i);
}

/* The stage of a head that has its screen. */
static void start(Heads *heads, size_t i, Instant now) {
    Head *head = &heads->items[i];
    if (!head->screen) {
        heads_show_fault(heads, head);
        return;
    }
    head->stage = stage_create(head->screen, head->window, heads->settings.speed);
    if (head->name[0])
        stage_join(head->stage, heads->items[0].stage, head->name);
    stage_draw_first(head->stage, &head->staff, now);
}

void heads_warm_up(const Heads *heads) {
    for (size_t i = 0; i < heads->count; i++)
        window_warm_up(heads->items[i].window);
}

void heads_start(Heads *heads, Screen *first, Osd *osd, Instant now) {
    heads->osd = osd;
    heads->items[0].screen = first;
    if (first) {
        int32_t width, height;
        window_size(heads->items[0].window, &width, &height);
        screen_resize(first, width, height);
        if (screen_schedule(first) != heads->schedule || heads->hello)
            heads_tell_schedule(heads, 0);
    }
    if (first)
        renderer_set_screens(screen_renderer(first), heads->count);
    for (size_t i = 0; i < heads->count; i++) {
        if (i > 0)
            make_screen(heads, i);
        start(heads, i, now);
    }
}

void heads_add(Heads *heads, int32_t number, int32_t place, Instant now) {
    size_t i = heads->count;
    if (!open_window(heads, number, place, false))
        return;
    /* What staff hold on the others they hold here. */
    heads->items[i].staff = heads->items[0].staff;
    heads->items[i].staff.is_pinned = heads->items[i].staff.is_stepped = false;
    make_screen(heads, i);
    start(heads, i, now);
}

void heads_remove_last(Heads *heads) {
    Head *head = &heads->items[--heads->count];
    stage_free(head->stage);
    screen_free(head->screen);
    window_leave_display(head->window);
    window_close(head->window);
    *head = (Head){0};
}

void heads_name(Heads *heads) {
    bool is_alone = heads->count == 1;
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        char title[64];
        head->name[0] = 0;
        if (!is_alone)
            snprintf(head->name, sizeof head->name, "display %d", head->number);
        snprintf(title, sizeof title, "kiosk%s%s", is_alone ? "" : ": ", head->name);
        window_set_company(head->window, title, !is_alone);
        if (head->stage)
            stage_join(head->stage, head->stage, is_alone ? NULL : head->name);
    }
    if (heads->items[0].screen)
        renderer_set_screens(screen_renderer(heads->items[0].screen), heads->count);
}
