/* Keeping the displays up to the present. What is told of them is in heads_status.c. */
#include "station/heads.h"

#include <SDL.h>
#include <math.h>
#include <string.h>

#include "base/log.h"
#include "base/steady.h"
#include "station/heads_place.h"
#include "station/stage.h"

#define LOG_MODULE "kiosk"

bool heads_can_draw(const Heads *heads) {
    return heads->count > 0 && heads->items[0].stage;
}

/* True when there is somebody to draw for. */
static bool is_seen(const Head *head) {
    return head->stage && !window_is_hidden(head->window);
}

/* Nothing was ever there to be read: a file that is wrong is no business of the audience's. */
static bool is_new_here(const Heads *heads) {
    return heads->settings.greeting && !heads->source->schedule &&
           !diagnostics_has_errors(&heads->source->loaded->diagnostics);
}

/* What the screen says of itself while it has no schedule; as it is now, once a minute. */
static void greet(Heads *heads, Instant now) {
    if (!is_new_here(heads)) {
        heads->hello = NULL;
        return;
    }
    if (!heads->greeting)
        heads->greeting = greeting_create(heads->settings.greeting);
    heads->hello = greeting_look(heads->greeting);
    heads->hello_until = now + MILLIS_MINUTE;
}

static void greet_again(Heads *heads, Instant now) {
    const ViewHello *former = heads->hello;
    if (!former || now < heads->hello_until)
        return;
    greet(heads, now);
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].screen)
            screen_set_hello(heads->items[i].screen, heads->hello);
    if (!greeting_is_same(former, heads->hello))
        heads_invalidate(heads);
}

/* All have the first one's renderer. */
static Renderer *renderer_of(const Heads *heads) {
    return heads_can_draw(heads) ? screen_renderer(heads->items[0].screen) : NULL;
}

void heads_set_schedule(Heads *heads, const Schedule *schedule, const Source *source,
                        bool is_urgent) {
    heads->schedule = schedule;
    heads->source = source;
    greet(heads, source->now);
    heads_take_plan(heads, source->now);
    if (is_urgent && renderer_of(heads)) {
        renderer_doubt_videos(renderer_of(heads));
        heads->has_doubted_videos = true;
    }
    for (size_t i = 0; i < heads->count; i++) {
        const Head *head = &heads->items[i];
        if (!head->stage)
            continue;
        heads_tell_schedule(heads, i);
        if (is_urgent)
            stage_cut(head->stage);
        else
            stage_refresh(head->stage);
    }
}

void heads_invalidate(Heads *heads) {
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].stage)
            stage_invalidate(heads->items[i].stage);
}

void heads_take_pictures(Heads *heads) {
    Renderer *renderer = renderer_of(heads);
    uint64_t changes = renderer ? renderer_picture_changes(renderer) : 0;
    if (changes == heads->picture_changes)
        return;
    heads->picture_changes = changes;
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].stage)
            stage_refresh(heads->items[i].stage);
}

void heads_look_again(Heads *heads) {
    Renderer *renderer = renderer_of(heads);
    if (renderer)
        renderer_look_again(renderer);
}

/* ---- time ----------------------------------------------------------------------------------- */

/* A crossfade's frames stand at whole multiples of the display's time, so that errors do not add
 * up. `start` is the same for all: those with the same rate are due together, at one waking. */
static Instant update(Head *head, Instant now, double start) {
    bool was_fading = stage_is_fading(head->stage);
    if (was_fading && start < head->next_frame)
        return INSTANT_NEVER;
    Instant next = stage_update(head->stage, &head->staff, now);
    if (stage_is_fading(head->stage)) {
        head->next_frame = was_fading ? head->next_frame : start;
        head->next_frame = fmax(head->next_frame + window_frame_time(head->window), start);
        return INSTANT_NEVER;
    }
    return head->staff.is_stepped ? instant_min(next, head->staff.stepped_until) : next;
}

/* Lit while there is something to see, a panel for staff too. */
static bool is_lit(const Head *head) {
    bool is_asked = head->panel_up != PANEL_NONE && head->panel_up != PANEL_MARK;
    return !stage_statistics(head->stage).shown.is_dark || is_asked;
}

/* A desktop's displays go off together, so that the last one that is lit keeps all of them. */
static void set_power(const Heads *heads) {
    bool is_any_lit = false;
    for (size_t i = 0; i < heads->count; i++)
        is_any_lit |= is_seen(&heads->items[i]) && is_lit(&heads->items[i]);
    for (size_t i = 0; i < heads->count; i++)
        if (is_seen(&heads->items[i]))
            window_set_power(heads->items[i].window,
                             is_lit(&heads->items[i]) ||
                                 (is_any_lit && !heads->settings.window.kms));
}

Instant heads_update(Heads *heads, Instant now) {
    Instant next = INSTANT_NEVER;
    greet_again(heads, now);
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        staff_expire(&head->staff, now);
        if (heads->count > 1 && is_seen(head))
            stage_make_ready(head->stage, &head->staff, now);
    }
    double start = steady_ms();
    for (size_t i = 0; i < heads->count; i++)
        if (is_seen(&heads->items[i]))
            next = instant_min(next, update(&heads->items[i], now, start));
    set_power(heads);
    if (heads->has_doubted_videos && renderer_of(heads)) /* what is urgent is on the screens */
        renderer_end_doubted_videos(renderer_of(heads));
    heads->has_doubted_videos = false;
    return next;
}

double heads_next_frame(const Heads *heads) {
    double next = HUGE_VAL;
    for (size_t i = 0; i < heads->count; i++) {
        const Head *head = &heads->items[i];
        if (is_seen(head) && stage_is_fading(head->stage))
            next = fmin(next, head->next_frame);
    }
    return next;
}

bool heads_prepare(Heads *heads) {
    double next_frame = heads_next_frame(heads);
    for (size_t i = 0; i < heads->count && next_frame < HUGE_VAL; i++)
        if (is_seen(&heads->items[i]) && stage_play_on(heads->items[i].stage, next_frame))
            return true;
    if (next_frame < HUGE_VAL)
        return false; /* drawing a picture takes a frame's time */
    for (size_t i = 0; i < heads->count; i++) {
        const Head *head = &heads->items[i];
        if (is_seen(head) && stage_prepare(head->stage, &head->staff))
            return true;
    }
    return false;
}

/* ---- events --------------------------------------------------------------------------------- */

void heads_handle_event(Heads *heads, const union SDL_Event *event, Instant now) {
    if (event->type == SDL_DISPLAYEVENT)
        heads_take_displays(heads, now);
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        if (!window_handle_event(head->window, event))
            continue;
        if (head->stage)
            heads_take_size(head);
        else
            heads_show_fault(heads, head);
    }
}

/* ---- staff ---------------------------------------------------------------------------------- */

bool heads_step(Heads *heads, int direction, Instant now, Instant forget_at) {
    bool is_stepped = false;
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        if (head->stage)
            is_stepped |= staff_step(&head->staff, head->screen, direction, now, forget_at);
    }
    return is_stepped;
}

/* One that could not be stepped, because it has one page only, must not be pinned when the others
 * are let go. */
void heads_pin(Heads *heads, Instant now) {
    bool are_free = true;
    for (size_t i = 0; i < heads->count; i++)
        are_free = are_free && staff_is_free(&heads->items[i].staff);
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        if (!are_free)
            staff_let_go(&head->staff);
        else if (head->stage)
            staff_pin(&head->staff, head->screen, now);
    }
}

void heads_choose_view(Heads *heads, ViewKind view) {
    for (size_t i = 0; i < heads->count; i++)
        staff_choose_view(&heads->items[i].staff, view);
}

void heads_hold_view(Heads *heads, size_t screen, ViewKind view) {
    if (screen >= heads->count)
        return;
    if (view < VIEW_KIND_COUNT)
        staff_choose_view(&heads->items[screen].staff, view);
    else
        heads->items[screen].staff.hold.is_held = false;
}

void heads_toggle_fullscreen(Heads *heads) {
    bool is_fullscreen = !window_is_fullscreen(heads->items[0].window);
    for (size_t i = 0; i < heads->count; i++)
        if (heads->count == 1 || !window_is_hidden(heads->items[i].window))
            window_set_fullscreen(heads->items[i].window, is_fullscreen);
}

void heads_show_panel(Heads *heads, PanelKind kind, bool is_renewed, const PanelFacts *facts) {
    for (size_t i = 0; i < heads->count; i++) {
        Head *head = &heads->items[i];
        if (!is_seen(head) || (kind == head->panel_up && !is_renewed))
            continue;
        PanelFacts own = *facts;
        own.screen = head->screen;
        own.stage = head->stage;
        own.window = head->window;
        own.rotate = head->rotate;
        own.staff = &head->staff;
        own.next_change = stage_statistics(head->stage).shown.until;
        own.display = head->name[0] ? head->name : NULL;
        panels_show(heads->osd, kind, &own);
        head->panel_up = kind;
    }
}
