/* The processor's way to the screen: SDL's window surface, which under X11 is memory shared with
 * the server. Only what changed is copied and sent, and no OpenGL library is loaded. */
#include "output/window_backend.h"

#include "base/log.h"
#include "render/canvas.h"
#include "render/crew.h"
#include "render/crossfade.h"
#include "render/pages.h"
#include "render/patches.h"
#include "render/rows.h"

#define LOG_MODULE "window"

enum {
    SLICE_ROWS = 64,      /* that one thread blends at a time */
    CREW_PIXELS = 1 << 21 /* below, one core is fast enough, and waking others costs power */
};

typedef struct {
    Crossfade crossfade; /* owned: what the pictures of the fade differ in */
    Patches patches;     /* the same for the display server; else the one area */
    Crew *crew;          /* owned; NULL until there is much to blend */
    bool has_crew;
    Pixmap strip; /* owned: a slice of a fade before it is turned */
    SDL_Rect rects[PATCHES_MAX];
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
    crew_free(state->crew);
    pixmap_free(&state->strip);
    pixmap_free(&state->converted);
    crossfade_free(&state->crossfade);
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

/* Every pixel of the area. */
static void blend_area(const Window *window, uint32_t *to, ptrdiff_t stride, PixelRect area) {
    const Pixmap *a = window_fade_picture(window, 0), *b = window_fade_picture(window, 1);
    for (int32_t y = area.y; y < area.y + area.height; y++, to += stride) {
        size_t at = (size_t)y * (size_t)a->width + (size_t)area.x;
        row_blend(to, a->pixels + at, b->pixels + at, area.width, window->fade_share);
    }
}

static uint32_t *place_of(const Window *window, Target target, PixelRect area) {
    PixelRect on_screen = window_turn_rect(window, area);
    return target.pixels + on_screen.y * target.stride + on_screen.x;
}

/* The picture without overlay, turned, for the part of the screen that `area` is. */
static void draw_area(const Window *window, Target target, PixelRect area) {
    const uint32_t *shown = window->shown.pixels + (size_t)area.y * (size_t)window->width + area.x;
    pixels_turn(place_of(window, target, area), target.stride, shown, window->width, area.width,
                area.height, window->settings.rotate);
}

typedef struct {
    const Window *window;
    Target target;
} Blending;

/* Slices touch nothing in common. */
static void blend_slice(void *context, size_t i) {
    const Blending *blending = context;
    const Window *window = blending->window;
    const Software *state = window->state;
    int32_t top = (int32_t)i * SLICE_ROWS;
    int32_t bottom = window->height - top < SLICE_ROWS ? window->height : top + SLICE_ROWS;
    crossfade_draw(&state->crossfade, blending->target.pixels, blending->target.stride,
                   window_fade_picture(window, 0), window_fade_picture(window, 1),
                   window->fade_share, top, bottom);
}

/* A turned fade goes through a strip that stays in the processor's cache. */
static void blend_turned(Window *window, Target target, PixelRect rect) {
    Software *state = window->state;
    if (state->strip.width < rect.width) {
        pixmap_free(&state->strip);
        state->strip = pixmap_create(window->width, SLICE_ROWS);
    }
    uint32_t *strip = state->strip.pixels;
    for (int32_t y = 0; y < rect.height; y += SLICE_ROWS) {
        int32_t rows = rect.height - y < SLICE_ROWS ? rect.height - y : SLICE_ROWS;
        PixelRect slice = {rect.x, rect.y + y, rect.width, rows};
        blend_area(window, strip, slice.width, slice);
        pixels_turn(place_of(window, target, slice), target.stride, strip, slice.width, slice.width,
                    rows, window->settings.rotate);
    }
}

/* The frame of a fade, within the patches. Outside of them, and between what changes in them, the
 * screen has the right pixels already, if it shows the frame before: `is_next`. */
static void draw_fade(Window *window, Target target, const Patches *patches, bool is_next) {
    Software *state = window->state;
    if (window->settings.rotate != 0) {
        for (size_t i = 0; i < patches->count; i++)
            blend_turned(window, target, patches->rects[i]);
        return;
    }
    /* A translucent panel must not be laid over itself: what is under it is blended anew. */
    if (!is_next || window->overlay.pixels) {
        for (size_t i = 0; i < patches->count; i++)
            blend_area(window, place_of(window, target, patches->rects[i]), target.stride,
                       patches->rects[i]);
        return;
    }
    bool is_much = patches->pixels >= CREW_PIXELS;
    if (is_much && !state->has_crew) {
        state->crew = crew_create();
        state->has_crew = true;
    }
    Blending blending = {window, target};
    crew_run(is_much ? state->crew : NULL, blend_slice, &blending,
             ((size_t)window->height + SLICE_ROWS - 1) / SLICE_ROWS);
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

static bool pixel_rect_equal(PixelRect a, PixelRect b) {
    return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
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
        log_warning("the window's surface is not to be had: %s", SDL_GetError());
        window->is_stale = true;
        return true;
    }
    Target target = target_of(state, surface);
    const Patches one = {.rects = {area}, .count = 1, .pixels = (int64_t)area.width * area.height};
    bool is_frame = window->is_fading && pixel_rect_equal(area, window->fade_area);
    const Patches *patches = is_frame ? &state->patches : &one;
    if (window->is_fading)
        draw_fade(window, target, patches, is_frame);
    else
        draw_area(window, target, area);
    for (size_t i = 0; i < patches->count; i++) {
        PixelRect on_screen = window_turn_rect(window, patches->rects[i]);
        draw_overlay(window, target, on_screen);
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

static PixelRect software_begin_fade(Window *window) {
    Software *state = window->state;
    crossfade_find(&state->crossfade, window_fade_picture(window, 0),
                   window_fade_picture(window, 1));
    patches_find(&state->patches, &state->crossfade);
    return crossfade_area(&state->crossfade);
}

/* The surface as it is, black as the window: its pages are made here, and the server sees them for
 * the first time. */
static void software_warm_up(Window *window) {
    SDL_Surface *surface = SDL_GetWindowSurface(window->sdl);
    if (!surface || SDL_MUSTLOCK(surface))
        return;
    pages_touch(surface->pixels, (size_t)surface->h * (size_t)surface->pitch);
    SDL_UpdateWindowSurface(window->sdl);
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
    .end_fade = nothing,
    .overlay_changed = nothing,
    .warm_up = software_warm_up,
    .lost = software_lost,
};
