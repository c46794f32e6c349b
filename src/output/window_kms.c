/* A full screen on a display without a desktop: drawn by the processor into memory that keeps it,
 * from which what has changed goes to the card. The card's own memory is slow to read, and of its
 * two pictures one is always a frame old. */
#include "base/log.h"
#include "base/steady.h"
#include "output/kms.h"
#include "output/window_paint.h"

#define LOG_MODULE "window"

/* Before the first display is known. */
enum { USUAL_WIDTH = 1920, USUAL_HEIGHT = 1080 };

typedef struct {
    WindowPaint paint; /* owned */
    Pixmap drawn;      /* owned: as the screen hangs */
} OwnDisplay;

static KmsOutput *output_of(const Window *window) {
    return window->is_away ? NULL : kms_output(window->settings.kms, window->settings.display);
}

static bool kms_window_open(Window *window) {
    OwnDisplay *state = SDL_calloc(1, sizeof *state);
    if (!state) {
        SDL_OutOfMemory();
        return false;
    }
    window->state = state;
    return true;
}

static void forget_picture(const Window *window) {
    KmsOutput *output = output_of(window);
    if (output)
        kms_output_forget(output);
}

static void kms_window_close(Window *window) {
    OwnDisplay *state = window->state;
    forget_picture(window);
    window_paint_close(&state->paint);
    pixmap_free(&state->drawn);
    SDL_free(state);
}

/* One that is away keeps the size that it had. */
static void screen_size(Window *window, int *width, int *height) {
    const OwnDisplay *state = window->state;
    const KmsOutput *output = output_of(window);
    *width = output                ? output->mode.hdisplay
             : state->drawn.pixels ? state->drawn.width
                                   : USUAL_WIDTH;
    *height = output                ? output->mode.vdisplay
              : state->drawn.pixels ? state->drawn.height
                                    : USUAL_HEIGHT;
}

/* The memory at the display's size. */
static bool fit_drawn(const Window *window) {
    OwnDisplay *state = window->state;
    const KmsOutput *output = output_of(window);
    int32_t width = window->width, height = window->height;
    pixmap_rotated_size(window->settings.rotate, &width, &height);
    if (!output || output->mode.hdisplay != width || output->mode.vdisplay != height)
        return false;
    if (state->drawn.width == width && state->drawn.height == height)
        return true;
    forget_picture(window);
    pixmap_free(&state->drawn);
    state->drawn = pixmap_create(width, height);
    return true;
}

static void put(Window *window, const PixelRect *rects, size_t count) {
    const OwnDisplay *state = window->state;
    KmsOutput *output = output_of(window);
    kms_note(window->settings.kms, output, kms_output_show(output, &state->drawn, rects, count));
    window->presents++;
}

static bool present(Window *window, PixelRect area) {
    OwnDisplay *state = window->state;
    bool is_new = !state->drawn.pixels;
    if (!fit_drawn(window))
        return false;
    PaintTarget target = {state->drawn.pixels, state->drawn.width, state->drawn.width,
                          state->drawn.height};
    if (is_new)
        area = (PixelRect){0, 0, window->width, window->height};
    const Patches *patches = window_paint(window, &state->paint, target, area);
    put(window, patches->rects, patches->count);
    return true;
}

static PixelRect begin_fade(Window *window) {
    OwnDisplay *state = window->state;
    return window_paint_begin_fade(window, &state->paint);
}

static PixelRect renew_fade(Window *window, int which) {
    OwnDisplay *state = window->state;
    return window_paint_renew_fade(window, &state->paint, which);
}

static void end_fade(Window *window) {
    OwnDisplay *state = window->state;
    window_paint_end_fade(&state->paint);
}

static void nothing(Window *window) {
    (void)window;
}

static void warm_up(Window *window) {
    if (!window->is_away)
        fit_drawn(window);
}

static bool lend(Window *window, Pixmap *canvas) {
    const OwnDisplay *state = window->state;
    if (!fit_drawn(window))
        return false;
    *canvas = state->drawn;
    return true;
}

static void present_lent(Window *window) {
    PixelRect all = {0, 0, window->width, window->height};
    put(window, &all, 1);
}

static void lost(Window *window, bool is_device_lost) {
    (void)window, (void)is_device_lost;
}

const WindowBackend WINDOW_KMS = {
    .ends_fades = true,
    .open = kms_window_open,
    .close = kms_window_close,
    .screen_size = screen_size,
    .present = present,
    .begin_fade = begin_fade,
    .renew_fade = renew_fade,
    .end_fade = end_fade,
    .panel_changed = nothing,
    .warm_up = warm_up,
    .company_changed = nothing,
    .lend = lend,
    .present_lent = present_lent,
    .lost = lost,
};

/* ---- its place ------------------------------------------------------------------------------ */

static bool is_hidden(const Window *window) {
    return !output_of(window) || kms_is_paused(window->settings.kms);
}

static double frame_time(const Window *window) {
    const KmsOutput *output = output_of(window);
    return output ? kms_output_frame_time(output) : 1000.0 / 60;
}

static bool is_fullscreen(const Window *window) {
    (void)window;
    return true;
}

static void set_fullscreen(Window *window, bool is_full) {
    (void)window;
    if (!is_full)
        log_info("without a desktop there are no windows: it stays a full screen");
}

static void set_display(Window *window, int32_t display) {
    window->is_away = display < 0;
    window->was_hidden |= window->is_away;
    if (display >= 0)
        window->settings.display = display;
}

static void leave_display(Window *window) {
    KmsOutput *output = output_of(window);
    if (output && !kms_is_paused(window->settings.kms))
        kms_output_release(output);
    else
        forget_picture(window);
    window->is_away = true;
}

static void set_power(Window *window, bool is_on) {
    KmsOutput *output = output_of(window);
    if (output && !kms_is_paused(window->settings.kms))
        kms_note(window->settings.kms, output, kms_output_power(output, is_on));
}

/* Of SDL's events only that displays have changed concerns it; whoever owns the cards sends it. */
static bool handle_event(Window *window, const union SDL_Event *event) {
    if (event->type != SDL_DISPLAYEVENT)
        return false;
    bool was_hidden = window->was_hidden;
    window_take_size(window);
    if (!is_hidden(window)) {
        window->was_hidden = false;
        window_show_again(window);
    }
    return window->has_new_size || (was_hidden && !window->was_hidden);
}

const WindowPlace PLACE_KMS = {
    .is_hidden = is_hidden,
    .frame_time = frame_time,
    .is_fullscreen = is_fullscreen,
    .set_fullscreen = set_fullscreen,
    .set_display = set_display,
    .leave_display = leave_display,
    .set_power = set_power,
    .handle_event = handle_event,
};
