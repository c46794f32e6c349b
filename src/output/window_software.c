/* The processor's way to the screen: SDL's window surface, which under X11 is memory shared with
 * the server. Only what changed is copied and sent, and no OpenGL library is loaded. */
#include "output/window_backend.h"

#include <string.h>

#include "base/log.h"
#include "render/canvas.h"
#include "render/rows.h"

#define LOG_MODULE "window"

typedef struct {
    Pixmap converted; /* owned: for surfaces of another pixel format; pixels NULL: not needed */
} Software;

/* Where the pixels go: the surface itself or what is converted to it. */
typedef struct {
    uint32_t *pixels;
    ptrdiff_t stride; /* pixels */
} Target;

static bool is_direct(const SDL_Surface *surface) {
    Uint32 format = surface->format->format;
    return (format == SDL_PIXELFORMAT_RGB888 || format == SDL_PIXELFORMAT_ARGB8888) &&
           surface->pitch % (int)sizeof(uint32_t) == 0;
}

static bool software_open(Window *window) {
    SDL_SetHint(SDL_HINT_FRAMEBUFFER_ACCELERATION, "0");
    Software *state = SDL_calloc(1, sizeof *state);
    if (!state) {
        SDL_OutOfMemory();
        return false;
    }
    if (!SDL_GetWindowSurface(window->sdl)) {
        SDL_free(state);
        return false;
    }
    window->state = state;
    return true;
}

static void software_close(Window *window) {
    Software *state = window->state;
    pixmap_free(&state->converted);
    SDL_free(state);
}

static void software_size(Window *window, int *width, int *height) {
    const SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (surface) {
        *width = surface->w;
        *height = surface->h;
    } else {
        SDL_GetWindowSizeInPixels(window->sdl, width, height);
    }
}

static Target target_of(Software *state, const SDL_Surface *surface) {
    if (is_direct(surface))
        return (Target){surface->pixels, surface->pitch / (int)sizeof(uint32_t)};
    if (state->converted.width != surface->w || state->converted.height != surface->h) {
        pixmap_free(&state->converted);
        state->converted = pixmap_create(surface->w, surface->h);
    }
    return (Target){state->converted.pixels, state->converted.width};
}

static void blend_area(const Window *window, uint32_t *to, ptrdiff_t stride, PixelRect area) {
    const Pixmap *a = window_fade_picture(window, 0), *b = window_fade_picture(window, 1);
    for (int32_t y = 0; y < area.height; y++) {
        size_t at = (size_t)(area.y + y) * (size_t)a->width + (size_t)area.x;
        row_blend(to + y * stride, a->pixels + at, b->pixels + at, area.width, window->fade_share);
    }
}

/* The picture without overlay, turned, for the part of the screen that `area` is. */
static void draw_area(Window *window, Target target, PixelRect area) {
    PixelRect on_screen = window_turn_rect(window, area);
    uint32_t *to = target.pixels + on_screen.y * target.stride + on_screen.x;
    uint32_t *shown = window->shown.pixels + (size_t)area.y * (size_t)window->width + area.x;
    if (window->is_fading && window->settings.rotate == 0) {
        blend_area(window, to, target.stride, area);
        return;
    }
    if (window->is_fading)
        blend_area(window, shown, window->width, area);
    pixels_turn(to, target.stride, shown, window->width, area.width, area.height,
                window->settings.rotate);
}

static void draw_overlay(const Window *window, Target target, PixelRect on_screen) {
    const Pixmap *overlay = &window->overlay;
    if (!overlay->pixels)
        return;
    PixelRect place = window_overlay_on_screen(window);
    PixelRect area = pixel_rect_common(place, on_screen);
    for (int32_t y = area.y; y < area.y + area.height; y++)
        row_over(target.pixels + y * target.stride + area.x,
                 overlay->pixels + (ptrdiff_t)(y - place.y) * overlay->width + (area.x - place.x),
                 area.width, 255);
}

static void convert(const Software *state, SDL_Surface *surface, PixelRect area) {
    const Pixmap *from = &state->converted;
    SDL_ConvertPixels(area.width, area.height, SDL_PIXELFORMAT_RGB888,
                      from->pixels + (size_t)area.y * (size_t)from->width + area.x,
                      from->width * (int)sizeof(uint32_t), surface->format->format,
                      (uint8_t *)surface->pixels + (size_t)area.y * (size_t)surface->pitch +
                          (size_t)area.x * surface->format->BytesPerPixel,
                      surface->pitch);
}

static bool software_present(Window *window, PixelRect area) {
    Software *state = window->state;
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (!surface) {
        log_warning("the window has no surface: %s; the picture waits", SDL_GetError());
        window->is_stale = true;
        return true;
    }
    int32_t width = window->width, height = window->height;
    pixmap_rotated_size(window->settings.rotate, &width, &height);
    if (surface->w != width || surface->h != height)
        return false;
    PixelRect on_screen = window_turn_rect(window, area);
    if (SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0) {
        log_warning("the window's surface is not to be had: %s", SDL_GetError());
        window->is_stale = true;
        return true;
    }
    Target target = target_of(state, surface);
    draw_area(window, target, area);
    draw_overlay(window, target, on_screen);
    if (!is_direct(surface))
        convert(state, surface, on_screen);
    if (SDL_MUSTLOCK(surface))
        SDL_UnlockSurface(surface);
    SDL_Rect rect = {on_screen.x, on_screen.y, on_screen.width, on_screen.height};
    if (SDL_UpdateWindowSurfaceRects(window->sdl, &rect, 1) != 0) {
        log_warning("cannot update the window: %s", SDL_GetError());
        window->is_stale = true;
    }
    window->presents++;
    return true;
}

static void nothing(Window *window) {
    (void)window;
}

static void software_lost(Window *window, bool is_device_lost) {
    (void)window;
    (void)is_device_lost;
}

const WindowBackend WINDOW_SOFTWARE = {
    .open = software_open,
    .close = software_close,
    .screen_size = software_size,
    .present = software_present,
    .begin_fade = nothing,
    .end_fade = nothing,
    .overlay_changed = nothing,
    .lost = software_lost,
};
