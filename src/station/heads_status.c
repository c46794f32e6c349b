/* heads_status.c: what is told of the displays to staff who ask from afar, and drawn for them.
 * Part of heads.h. */
#include <string.h>

#include "station/heads.h"

/* "0, 1, 2" */
static Str numbers(const Heads *heads, Arena *arena) {
    Str list = {0};
    for (size_t i = 0; i < heads->count; i++)
        list = str_printf(arena, "%.*s%s%d", str_arg(list), i ? ", " : "", heads->items[i].number);
    return list;
}

const Head *heads_find(const Heads *heads, int32_t display, Arena *arena, Str *problem) {
    if (display < 0)
        return &heads->items[0];
    for (size_t i = 0; i < heads->count; i++)
        if (heads->items[i].number == display)
            return &heads->items[i];
    *problem = str_printf(arena, "this kiosk does not drive display %d; it drives %.*s", display,
                          str_arg(numbers(heads, arena)));
    return NULL;
}

static void fill(const Heads *heads, const Head *head, Instant now, ControlScreen *to) {
    size_t number = (size_t)head->number;
    bool is_known = heads->settings.window.is_fullscreen && number < heads->known.count;
    *to = (ControlScreen){.display = head->number,
                          .name = is_known ? str_from(heads->known.items[number].name) : (Str){0},
                          .is_there = !head->is_away,
                          .renderer = str_from(window_renderer_name(head->window)),
                          .frames = window_present_count(head->window),
                          .slide_from = INSTANT_NEVER,
                          .slide_until = INSTANT_NEVER,
                          .next_change = INSTANT_NEVER};
    window_size(head->window, &to->width, &to->height);
    if (!head->stage)
        return;
    StageStatistics stage = stage_statistics(head->stage);
    Slide slide = staff_slide_at(&head->staff, head->screen, now);
    to->view = str_from(view_kind_name(slide.view));
    to->slot = slide.turn;
    to->page = slide.page + 1;
    to->slide_from = slide.from;
    to->slide_until = slide.until;
    to->next_change = stage.shown.until;
    const Staff *staff = &head->staff;
    to->is_held = staff->hold.is_held || staff->is_pinned || staff->base.is_held;
    to->pictures = stage.pictures;
    to->late_frames = stage.late_frames;
    to->draw_ms = stage.draw_ms;
}

ControlScreen *heads_status(const Heads *heads, Arena *arena, Instant now) {
    ControlScreen *list = arena_new(arena, ControlScreen, heads->count);
    for (size_t i = 0; i < heads->count; i++)
        fill(heads, &heads->items[i], now, &list[i]);
    return list;
}

/* A slide that is new is what somebody wants to see; else what is due. */
static Slide preview_slide(const Heads *heads, const Head *head, Screen *screen, Instant now) {
    const Schedule *schedule = screen_schedule(screen);
    size_t before = heads->schedule ? heads->schedule->slide_count : 0;
    if (schedule && schedule->slide_count > before)
        return (Slide){.view = VIEW_SLIDES,
                       .item = schedule->slide_count - 1,
                       .from = now,
                       .until = INSTANT_NEVER};
    return staff_slide_at(&head->staff, screen, now);
}

Pixmap heads_preview(const Heads *heads, const Head *head, const Schedule *schedule, Instant now) {
    ScreenSettings settings = heads->settings.screen;
    settings.sibling = heads->items[0].screen;
    screen_size(head->screen, &settings.width, &settings.height);
    Screen *screen = screen_create(&settings);
    screen_set_schedule(screen, schedule, source_room(heads->source, (size_t)(head - heads->items)),
                        heads->source->loaded->folders);
    Slide slide = preview_slide(heads, head, screen, now);
    Pixmap picture = pixmap_create(settings.width, settings.height);
    screen_draw(screen, &slide, now, &picture);
    screen_free(screen);
    return picture;
}
