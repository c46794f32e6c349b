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
    /* As the screen hangs: */
    Crossfade crossfade; /* owned: what the pictures of the fade differ in */
    Patches patches;     /* the same for the display server */
    Crew *crew;          /* owned; NULL until there is much to blend */
    bool has_crew;
    Pixmap turned[2]; /* owned: the fade's pictures as the screen hangs, when it is turned */
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

static void drop_turned(Software *state) {
    for (int i = 0; i < 2; i++)
        pixmap_free(&state->turned[i]);
}

static void software_close(Window *window) {
    Software *state = window->state;
    crew_free(state->crew);
    drop_turned(state);
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

/* The crew for that many pixels; NULL: this thread alone. */
static Crew *crew_for(Software *state, int64_t pixels) {
    if (pixels < CREW_PIXELS)
        return NULL;
    if (!state->has_crew)
        state->crew = crew_create();
    state->has_crew = true;
    return state->crew;
}

static size_t slice_count(int32_t height) {
    return ((size_t)height + SLICE_ROWS - 1) / SLICE_ROWS;
}

static int32_t slice_end(size_t i, int32_t height) {
    int32_t end = ((int32_t)i + 1) * SLICE_ROWS;
    return end < height ? end : height;
}

/* The picture without panel, turned, for the part of the screen that `area` is. */
static void draw_area(const Window *window, Target target, PixelRect area) {
    const uint32_t *shown = window->shown.pixels + (size_t)area.y * (size_t)window->width + area.x;
    PixelRect on_screen = window_turn_rect(window, area);
    pixels_turn(target.pixels + on_screen.y * target.stride + on_screen.x, target.stride, shown,
                window->width, area.width, area.height, window->settings.rotate);
}

/* A picture of the fade, as the screen hangs. */
static const Pixmap *fade_picture(const Window *window, int which) {
    const Software *state = window->state;
    return window->settings.rotate ? &state->turned[which] : window_fade_picture(window, which);
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
    crossfade_draw(&state->crossfade, blending->target.pixels, blending->target.stride,
                   fade_picture(window, 0), fade_picture(window, 1), window->fade_share,
                   (int32_t)i * SLICE_ROWS, slice_end(i, state->crossfade.height));
}

/* The next frame of a fade, where the screen shows the one before it. */
static void draw_next(Window *window, Target target) {
    Software *state = window->state;
    Blending blending = {window, target};
    crew_run(crew_for(state, state->patches.pixels), blend_slice, &blending,
             slice_count(state->crossfade.height));
}

/* A frame of a fade, every pixel of a part of the screen. */
static void draw_frame(const Window *window, Target target, PixelRect on_screen) {
    const Pixmap *a = fade_picture(window, 0), *b = fade_picture(window, 1);
    for (int32_t y = on_screen.y; y < on_screen.y + on_screen.height; y++) {
        size_t at = (size_t)y * (size_t)a->width + (size_t)on_screen.x;
        row_blend(target.pixels + y * target.stride + on_screen.x, a->pixels + at, b->pixels + at,
                  on_screen.width, window->fade_share);
    }
}

static void draw_panel(const Window *window, Target target, PixelRect on_screen) {
    const Pixmap *panel = &window->panel;
    if (!panel->pixels)
        return;
    PixelRect place = window_panel_on_screen(window);
    PixelRect area = pixel_rect_common(place, on_screen);
    for (int32_t y = area.y; y < area.y + area.height; y++)
        row_over(target.pixels + y * target.stride + area.x,
                 panel->pixels + (ptrdiff_t)(y - place.y) * panel->width + (area.x - place.x),
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

typedef struct {
    Pixmap *to;
    const Pixmap *from;
    int32_t degrees;
} Turning;

static void turn_slice(void *context, size_t i) {
    const Turning *turning = context;
    const Pixmap *from = turning->from;
    int32_t top = (int32_t)i * SLICE_ROWS, bottom = slice_end(i, from->height);
    PixelRect place = pixel_rect_turned((PixelRect){0, top, from->width, bottom - top}, from->width,
                                        from->height, turning->degrees);
    pixels_turn(turning->to->pixels + (size_t)place.y * (size_t)turning->to->width + place.x,
                turning->to->width, from->pixels + (size_t)top * (size_t)from->width, from->width,
                from->width, bottom - top, turning->degrees);
}

/* Both pictures of the fade are turned once, not in each frame. */
static void turn_pictures(Window *window) {
    Software *state = window->state;
    for (int i = 0; i < 2; i++) {
        const Pixmap *from = window_fade_picture(window, i);
        int32_t width = from->width, height = from->height;
        pixmap_rotated_size(window->settings.rotate, &width, &height);
        if (state->turned[i].width != width || state->turned[i].height != height) {
            pixmap_free(&state->turned[i]);
            state->turned[i] = pixmap_create(width, height);
        }
        Turning turning = {&state->turned[i], from, window->settings.rotate};
        crew_run(crew_for(state, (int64_t)width * height), turn_slice, &turning,
                 slice_count(from->height));
    }
}

static PixelRect software_begin_fade(Window *window) {
    Software *state = window->state;
    if (window->settings.rotate != 0)
        turn_pictures(window);
    crossfade_find(&state->crossfade, fade_picture(window, 0), fade_picture(window, 1));
    patches_find(&state->patches, &state->crossfade);
    return pixel_rect_turned(crossfade_area(&state->crossfade), state->crossfade.width,
                             state->crossfade.height, (360 - window->settings.rotate) % 360);
}

/* The next fade is ten seconds away: 16 MB at 1080p. */
static void software_end_fade(Window *window) {
    drop_turned(window->state);
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
    Target target = target_of(state, surface);
    /* A size that went and came back leaves what was found for another one. */
    if (window->is_fading &&
        (state->crossfade.width != surface->w || state->crossfade.height != surface->h))
        software_begin_fade(window);
    bool is_next = window->is_fading && pixel_rect_equal(area, window->fade_area);
    const Patches one = {.rects = {window_turn_rect(window, area)}, .count = 1};
    const Patches *patches = is_next ? &state->patches : &one;
    /* A translucent panel must not be laid over itself: what is under it is drawn anew. */
    if (is_next && !window->panel.pixels)
        draw_next(window, target);
    else if (!window->is_fading)
        draw_area(window, target, area);
    else
        for (size_t i = 0; i < patches->count; i++)
            draw_frame(window, target, patches->rects[i]);
    for (size_t i = 0; i < patches->count; i++) {
        PixelRect on_screen = patches->rects[i];
        draw_panel(window, target, on_screen);
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
    .end_fade = software_end_fade,
    .panel_changed = nothing,
    .warm_up = software_warm_up,
    .lend = software_lend,
    .present_lent = software_present_lent,
    .lost = software_lost,
};
