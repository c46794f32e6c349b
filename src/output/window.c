/* What the window shows, and what happens to it. How pixels get to the screen is the business of
 * window_software.c, window_gpu.c and window_kms.c; where the window is, of window_desktop.c.
 *
 * The window keeps a copy of what it shows (`shown`). So a picture that is shown again costs a
 * comparison and no more, only what differs is sent, and a window that was covered, switched off or
 * moved to another display shows its picture again at once, without asking anyone. */
#include "output/window.h"

#include <assert.h>
#include <string.h>

#include "base/log.h"
#include "output/window_backend.h"
#include "render/canvas.h"
#include "render/image_scale.h"

#define LOG_MODULE "window"

void window_size(const Window *window, int32_t *width, int32_t *height) {
    *width = window->width;
    *height = window->height;
}

static bool is_window_size(const Window *window, const Pixmap *picture) {
    return picture->width == window->width && picture->height == window->height;
}

static PixelRect whole(const Window *window) {
    return (PixelRect){0, 0, window->width, window->height};
}

/* `picture` at the window's size in `to`, which is made anew when it has another. */
static void fit(const Window *window, Pixmap *to, const Pixmap *picture) {
    Pixmap fitted = pixmap_create(window->width, window->height);
    if (is_window_size(window, picture))
        pixmap_copy(&fitted, picture);
    else
        image_scale(&fitted, picture, (ScaleWindow){0, 0, picture->width, picture->height});
    pixmap_free(to);
    *to = fitted;
}

const Pixmap *window_fade_picture(const Window *window, int which) {
    const Pixmap *picture = which == 0 ? window->fade_from : window->fade_to;
    return is_window_size(window, picture) ? picture : &window->fitted[which];
}

/* After a resize: everything that has the picture's size gets the window's. */
static void adopt_size(Window *window) {
    if (window->shown.pixels && !is_window_size(window, &window->shown))
        fit(window, &window->shown, &window->shown);
    if (!window->is_fading)
        return;
    const Pixmap *pictures[2] = {window->fade_from, window->fade_to};
    bool is_changed = false;
    for (int i = 0; i < 2; i++)
        if (!is_window_size(window, pictures[i]) && !is_window_size(window, &window->fitted[i])) {
            fit(window, &window->fitted[i], pictures[i]);
            is_changed = true;
        }
    if (is_changed) {
        window->backend->begin_fade(window);
        window->fade_area = whole(window);
    }
}

/* Shows `area`, or everything when the screen has lost it. */
static void present(Window *window, PixelRect area) {
    if (!window->shown.pixels)
        return;
    if (window_is_hidden(window)) {
        window->was_hidden = window->is_stale = true;
        return;
    }
    for (int attempt = 0; attempt < 2; attempt++) {
        adopt_size(window);
        bool is_whole = window->is_stale;
        window->is_stale = false;
        if (!is_whole && area.width <= 0)
            return;
        if (window->backend->present(window, is_whole ? whole(window) : area))
            return;
        /* The screen has changed under us; its event is still on the way. */
        window_take_size(window);
        window->is_stale = true;
    }
}

/* `shown` has the result. */
static void leave_fade(Window *window) {
    window->is_fading = false;
    window->backend->end_fade(window);
    window->fade_from = window->fade_to = NULL;
    for (int i = 0; i < 2; i++)
        pixmap_free(&window->fitted[i]);
}

static void copy_area(Pixmap *to, const Pixmap *from, PixelRect area) {
    for (int32_t y = area.y; y < area.y + area.height; y++) {
        size_t at = (size_t)y * (size_t)to->width + (size_t)area.x;
        memcpy(to->pixels + at, from->pixels + at, (size_t)area.width * sizeof *to->pixels);
    }
}

/* Takes `picture` over as what is shown; what has changed. */
static PixelRect take_picture(Window *window, const Pixmap *picture) {
    if (!is_window_size(window, picture) || !is_window_size(window, &window->shown)) {
        fit(window, &window->shown, picture);
        window->is_stale = true;
        return whole(window);
    }
    PixelRect area = pixmap_difference(&window->shown, picture);
    copy_area(&window->shown, picture, area);
    return area;
}

void window_warm_up(Window *window) {
    if (!window->shown.pixels)
        window->backend->warm_up(window);
}

bool window_lend(Window *window, Pixmap *canvas) {
    return !window->shown.pixels && !window->panel.pixels && !window->settings.rotate &&
           !window_is_hidden(window) && window->backend->lend(window, canvas) &&
           is_window_size(window, canvas);
}

bool window_show_lent(Window *window, const Pixmap *canvas) {
    Pixmap present;
    if (!window_lend(window, &present) || present.pixels != canvas->pixels ||
        !is_window_size(window, canvas))
        return false;
    window->is_stale = false;
    window->backend->present_lent(window);
    fit(window, &window->shown, canvas);
    return true;
}

void window_show(Window *window, const Pixmap *picture) {
    if (window->is_fading)
        window_end_fade(window);
    present(window, take_picture(window, picture));
}

void window_show_swap(Window *window, Pixmap *picture) {
    if (window->is_fading && picture != window->fade_to)
        window_end_fade(window);
    PixelRect area = whole(window);
    if (window->is_fading && window->backend->ends_fades)
        window_show_fade(window, 256);
    bool is_kept = is_window_size(window, &window->shown);
    if (window->is_fading) {
        /* Outside of its area the two pictures are equal. */
        if (is_kept && is_window_size(window, picture) && window->backend->ends_fades)
            area = (PixelRect){0};
        else if (is_kept && is_window_size(window, picture))
            area = window->fade_area;
        else
            window->is_stale = true;
    } else if (is_kept && is_window_size(window, picture)) {
        area = pixmap_difference(&window->shown, picture);
    } else {
        window->is_stale = true;
    }
    Pixmap before = window->shown;
    window->shown = *picture;
    *picture = before;
    if (window->is_fading)
        leave_fade(window);
    present(window, area);
}

void window_show_again(Window *window) {
    window->is_stale = true;
    present(window, (PixelRect){0});
}

static void begin_fade(Window *window, const Pixmap *from, const Pixmap *to) {
    window->fade_from = from;
    window->fade_to = to;
    window->fade_share = 0;
    window->is_fading = true;
    for (int i = 0; i < 2; i++)
        pixmap_free(&window->fitted[i]);
    adopt_size(window);
    window->fade_area = window->backend->begin_fade(window);
}

void window_begin_fade(Window *window, const Pixmap *a, const Pixmap *b) {
    assert(a->width == b->width && a->height == b->height);
    window_show(window, a);
    begin_fade(window, a, b);
}

void window_begin_fade_to(Window *window, const Pixmap *to) {
    if (window->is_fading)
        window_end_fade(window);
    begin_fade(window, &window->shown, to);
}

void window_show_fade(Window *window, int32_t share) {
    assert(window->is_fading && share >= 0 && share <= 256);
    if (share == window->fade_share && !window->is_stale)
        return;
    window->fade_share = share;
    present(window, window->fade_area);
}

/* A size that has changed under the fade makes it anew by itself. */
static bool can_renew(const Window *window) {
    return window->is_fading && is_window_size(window, window->fade_from) &&
           is_window_size(window, window->fade_to);
}

static void renew_fade(Window *window, int which) {
    window->fade_area = window->backend->renew_fade(window, which);
    window->is_stale = true;
}

bool window_lend_fade_from(Window *window, Pixmap *canvas) {
    *canvas = window->shown;
    return can_renew(window) && window->fade_from == &window->shown;
}

void window_renew_fade_from(Window *window) {
    if (can_renew(window))
        renew_fade(window, 0);
}

void window_renew_fade_to(Window *window) {
    if (can_renew(window))
        renew_fade(window, 1);
}

int32_t window_fade_share(const Window *window) {
    return window->fade_share;
}

void window_end_fade(Window *window) {
    if (!window->is_fading)
        return;
    adopt_size(window);
    if (window->fade_area.width > 0)
        pixmap_blend(&window->shown, window_fade_picture(window, 0), window_fade_picture(window, 1),
                     window->fade_share, window->fade_area);
    leave_fade(window);
}

/* Where the panel lies in the picture. */
static PixelRect panel_place(const Window *window) {
    PixelRect place = {window->panel_left, window->panel_top, window->panel.width,
                       window->panel.height};
    pixmap_rotated_size(window->settings.rotate, &place.width, &place.height);
    return place;
}

PixelRect window_panel_on_screen(const Window *window) {
    return window_turn_rect(window, panel_place(window));
}

static PixelRect panel_area(const Window *window) {
    return pixel_rect_common(panel_place(window), whole(window));
}

static PixelRect rect_around(PixelRect a, PixelRect b) {
    if (a.width <= 0 || b.width <= 0)
        return a.width <= 0 ? b : a;
    int32_t left = SDL_min(a.x, b.x), top = SDL_min(a.y, b.y);
    int32_t right = SDL_max(a.x + a.width, b.x + b.width);
    int32_t bottom = SDL_max(a.y + a.height, b.y + b.height);
    return (PixelRect){left, top, right - left, bottom - top};
}

void window_set_panel(Window *window, const Pixmap *panel, int32_t x, int32_t y) {
    PixelRect before = panel_area(window);
    pixmap_free(&window->panel);
    if (panel) {
        int32_t width = panel->width, height = panel->height;
        pixmap_rotated_size(window->settings.rotate, &width, &height);
        window->panel = pixmap_create(width, height);
        pixmap_rotate(&window->panel, panel, window->settings.rotate);
        window->panel_left = x;
        window->panel_top = y;
    }
    window->backend->panel_changed(window);
    present(window, rect_around(before, panel_area(window)));
}

bool window_handle_event(Window *window, const union SDL_Event *event) {
    bool must_draw = window->place->handle_event(window, event);
    if (must_draw)
        window->has_new_size = false;
    return must_draw;
}

bool window_is_fullscreen(const Window *window) {
    return window->place->is_fullscreen(window);
}

void window_set_fullscreen(Window *window, bool is_fullscreen) {
    window->place->set_fullscreen(window, is_fullscreen);
}

void window_set_display(Window *window, int32_t display) {
    window->place->set_display(window, display);
}

void window_leave_display(Window *window) {
    window->place->leave_display(window);
}

void window_set_company(Window *window, const char *title, bool is_one_of_several) {
    if (window->sdl)
        SDL_SetWindowTitle(window->sdl, title);
    if (window->settings.is_one_of_several == is_one_of_several)
        return;
    window->settings.is_one_of_several = is_one_of_several;
    window->backend->company_changed(window);
}

void window_set_rotate(Window *window, int32_t rotate) {
    assert(!window->is_fading);
    window_set_panel(window, NULL, 0, 0); /* it is turned, too */
    window->settings.rotate = rotate;
    window_take_size(window);
    window->has_new_size = false;
    window->is_stale = true;
}

void window_set_power(Window *window, bool is_on) {
    window->place->set_power(window, is_on);
}

bool window_is_hidden(const Window *window) {
    return window->place->is_hidden(window);
}

double window_frame_time(const Window *window) {
    return window->place->frame_time(window);
}

const char *window_renderer_name(const Window *window) {
    return window->name;
}

uint64_t window_present_count(const Window *window) {
    return window->presents;
}

void window_read(const Window *window, Pixmap *to) {
    assert(is_window_size(window, to));
    if (!is_window_size(window, &window->shown)) {
        if (window->shown.pixels)
            image_scale(to, &window->shown,
                        (ScaleWindow){0, 0, window->shown.width, window->shown.height});
        return;
    }
    pixmap_copy(to, &window->shown);
    if (window->is_fading && window->fade_area.width > 0)
        pixmap_blend(to, window_fade_picture(window, 0), window_fade_picture(window, 1),
                     window->fade_share, window->fade_area);
}
