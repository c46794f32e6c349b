/* The processor's way to a window: SDL's window surface, which under X11 is memory shared with
 * the server. Only what changed is copied and sent, and no OpenGL library is loaded. */
#include "base/log.h"
#include "output/window_paint.h"
#include "render/pages.h"

#define LOG_MODULE "window"

typedef struct {
    WindowPaint paint; /* owned */
    SDL_Rect rects[PATCHES_MAX];
    Pixmap converted; /* owned: for surfaces of another pixel format; pixels NULL: not needed */
} Software;

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
    window_paint_close(&state->paint);
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

/* The surface itself, or what is converted to it. */
static PaintTarget target_of(Software *state, const SDL_Surface *surface) {
    if (is_direct(surface))
        return (PaintTarget){surface->pixels, surface->pitch / (int)sizeof(uint32_t), surface->w,
                             surface->h};
    if (state->converted.width != surface->w || state->converted.height != surface->h) {
        pixmap_free(&state->converted);
        state->converted = pixmap_create(surface->w, surface->h);
    }
    return (PaintTarget){state->converted.pixels, state->converted.width, surface->w, surface->h};
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

static PixelRect software_begin_fade(Window *window) {
    Software *state = window->state;
    return window_paint_begin_fade(window, &state->paint);
}

static PixelRect software_renew_fade(Window *window, int which) {
    Software *state = window->state;
    return window_paint_renew_fade(window, &state->paint, which);
}

static void software_end_fade(Window *window) {
    Software *state = window->state;
    window_paint_end_fade(&state->paint);
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
    if (SDL_MUSTLOCK(surface) && SDL_LockSurface(surface) != 0) {
        log_warning("cannot lock the window's surface: %s", SDL_GetError());
        window->is_stale = true;
        return true;
    }
    const Patches *patches = window_paint(window, &state->paint, target_of(state, surface), area);
    for (size_t i = 0; i < patches->count; i++) {
        PixelRect on_screen = patches->rects[i];
        if (!is_direct(surface))
            convert(state, surface, on_screen);
        state->rects[i] = (SDL_Rect){on_screen.x, on_screen.y, on_screen.width, on_screen.height};
    }
    if (SDL_MUSTLOCK(surface))
        SDL_UnlockSurface(surface);
    if (SDL_UpdateWindowSurfaceRects(window->sdl, state->rects, (int)patches->count) != 0) {
        log_warning("cannot update the window: %s", SDL_GetError());
        window->is_stale = true;
    }
    window->presents++;
    return true;
}

/* The surface's pages, which are new, are made here. */
static void software_warm_up(Window *window) {
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (surface && !SDL_MUSTLOCK(surface))
        pages_touch(surface->pixels, (size_t)surface->h * (size_t)surface->pitch);
}

static bool software_lend(Window *window, Pixmap *canvas) {
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (!surface || SDL_MUSTLOCK(surface) || !is_direct(surface) ||
        surface->pitch != surface->w * (int)sizeof(uint32_t) ||
        (uintptr_t)surface->pixels % PIXMAP_ALIGNMENT != 0)
        return false;
    *canvas = (Pixmap){.pixels = surface->pixels, .width = surface->w, .height = surface->h};
    return true;
}

static void software_present_lent(Window *window) {
    if (SDL_UpdateWindowSurface(window->sdl) != 0) {
        log_warning("cannot update the window: %s", SDL_GetError());
        window->is_stale = true;
    }
    window->presents++;
}

static void nothing(Window *window) {
    (void)window;
}

static void software_lost(Window *window, bool is_device_lost) {
    (void)window;
    (void)is_device_lost;
}

const WindowBackend WINDOW_SOFTWARE = {
    .ends_fades = true,
    .open = software_open,
    .close = software_close,
    .screen_size = software_size,
    .present = software_present,
    .begin_fade = software_begin_fade,
    .renew_fade = software_renew_fade,
    .end_fade = software_end_fade,
    .panel_changed = nothing,
    .warm_up = software_warm_up,
    .company_changed = nothing,
    .lend = software_lend,
    .present_lent = software_present_lent,
    .lost = software_lost,
};
