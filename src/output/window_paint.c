/* Drawing what a window shows, or a frame of a fade, into memory as the screen hangs. See
 * window_paint.h. */
#include "output/window_paint.h"

#include "render/canvas.h"
#include "render/rows.h"

enum {
    SLICE_ROWS = 64,      /* that one thread blends at a time */
    CREW_PIXELS = 1 << 21 /* below, one core is fast enough, and waking others costs power */
};

static void drop_turned(WindowPaint *paint) {
    for (int i = 0; i < 2; i++)
        pixmap_free(&paint->turned[i]);
}

void window_paint_close(WindowPaint *paint) {
    crew_free(paint->crew);
    drop_turned(paint);
    crossfade_free(&paint->crossfade);
    *paint = (WindowPaint){0};
}

/* The crew for that many pixels; NULL: this thread alone. */
static Crew *crew_for(WindowPaint *paint, int64_t pixels) {
    if (pixels < CREW_PIXELS)
        return NULL;
    if (!paint->has_crew)
        paint->crew = crew_create();
    paint->has_crew = true;
    return paint->crew;
}

static size_t slice_count(int32_t height) {
    return ((size_t)height + SLICE_ROWS - 1) / SLICE_ROWS;
}

static int32_t slice_end(size_t i, int32_t height) {
    int32_t end = ((int32_t)i + 1) * SLICE_ROWS;
    return end < height ? end : height;
}

/* The picture without panel, turned, for the part of the screen that `area` is. */
static void draw_area(const Window *window, PaintTarget target, PixelRect area) {
    const uint32_t *shown = window->shown.pixels + (size_t)area.y * (size_t)window->width + area.x;
    PixelRect on_screen = window_turn_rect(window, area);
    pixels_turn(target.pixels + on_screen.y * target.stride + on_screen.x, target.stride, shown,
                window->width, area.width, area.height, window->settings.rotate);
}

/* A picture of the fade, as the screen hangs. */
static const Pixmap *fade_picture(const Window *window, const WindowPaint *paint, int which) {
    return window->settings.rotate ? &paint->turned[which] : window_fade_picture(window, which);
}

typedef struct {
    const Window *window;
    const WindowPaint *paint;
    PaintTarget target;
} Blending;

/* Slices touch nothing in common. */
static void blend_slice(void *context, size_t i) {
    const Blending *blending = context;
    const Window *window = blending->window;
    const WindowPaint *paint = blending->paint;
    crossfade_draw(&paint->crossfade, blending->target.pixels, blending->target.stride,
                   fade_picture(window, paint, 0), fade_picture(window, paint, 1),
                   window->fade_share, (int32_t)i * SLICE_ROWS,
                   slice_end(i, paint->crossfade.height));
}

/* The next frame of a fade, where the screen shows the one before it. */
static void draw_next(const Window *window, WindowPaint *paint, PaintTarget target) {
    Blending blending = {window, paint, target};
    crew_run(crew_for(paint, paint->patches.pixels), blend_slice, &blending,
             slice_count(paint->crossfade.height));
}

/* A frame of a fade, every pixel of a part of the screen. */
static void draw_frame(const Window *window, const WindowPaint *paint, PaintTarget target,
                       PixelRect on_screen) {
    const Pixmap *a = fade_picture(window, paint, 0), *b = fade_picture(window, paint, 1);
    for (int32_t y = on_screen.y; y < on_screen.y + on_screen.height; y++) {
        size_t at = (size_t)y * (size_t)a->width + (size_t)on_screen.x;
        row_blend(target.pixels + y * target.stride + on_screen.x, a->pixels + at, b->pixels + at,
                  on_screen.width, window->fade_share);
    }
}

static void draw_panel(const Window *window, PaintTarget target, PixelRect on_screen) {
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

/* A picture of the fade is turned once, not in each frame. */
static void turn_picture(const Window *window, WindowPaint *paint, int which) {
    const Pixmap *from = window_fade_picture(window, which);
    Pixmap *to = &paint->turned[which];
    int32_t width = from->width, height = from->height;
    pixmap_rotated_size(window->settings.rotate, &width, &height);
    if (to->width != width || to->height != height) {
        pixmap_free(to);
        *to = pixmap_create(width, height);
    }
    Turning turning = {to, from, window->settings.rotate};
    crew_run(crew_for(paint, (int64_t)width * height), turn_slice, &turning,
             slice_count(from->height));
}

PixelRect window_paint_begin_fade(Window *window, WindowPaint *paint) {
    for (int i = 0; i < 2 && window->settings.rotate != 0; i++)
        turn_picture(window, paint, i);
    paint->is_all = false;
    crossfade_find(&paint->crossfade, fade_picture(window, paint, 0),
                   fade_picture(window, paint, 1));
    patches_find(&paint->patches, &paint->crossfade);
    return pixel_rect_turned(crossfade_area(&paint->crossfade), paint->crossfade.width,
                             paint->crossfade.height, (360 - window->settings.rotate) % 360);
}

/* What a video's pictures differ in is not looked for: it is nearly everything, and costs as much
 * as blending it does. */
PixelRect window_paint_renew_fade(Window *window, WindowPaint *paint, int which) {
    if (window->settings.rotate != 0)
        turn_picture(window, paint, which);
    if (!paint->is_all) {
        const Pixmap *picture = fade_picture(window, paint, 0);
        crossfade_take_all(&paint->crossfade, picture);
        paint->patches = (Patches){.rects = {{0, 0, picture->width, picture->height}},
                                   .count = 1,
                                   .pixels = (int64_t)picture->width * picture->height};
        paint->is_all = true;
    }
    return (PixelRect){0, 0, window->width, window->height};
}

/* The next fade is ten seconds away: 16 MB at 1080p. */
void window_paint_end_fade(WindowPaint *paint) {
    drop_turned(paint);
}

const Patches *window_paint(Window *window, WindowPaint *paint, PaintTarget target,
                            PixelRect area) {
    /* A size that went and came back leaves what was found for another one. */
    if (window->is_fading &&
        (paint->crossfade.width != target.width || paint->crossfade.height != target.height))
        window_paint_begin_fade(window, paint);
    bool is_next = window->is_fading && pixel_rect_equal(area, window->fade_area);
    paint->one.rects[0] = window_turn_rect(window, area);
    paint->one.count = 1;
    const Patches *patches = is_next ? &paint->patches : &paint->one;
    /* A translucent panel must not be laid over itself: what is under it is drawn anew. */
    if (is_next && !window->panel.pixels)
        draw_next(window, paint, target);
    else if (!window->is_fading)
        draw_area(window, target, area);
    else
        for (size_t i = 0; i < patches->count; i++)
            draw_frame(window, paint, target, patches->rects[i]);
    for (size_t i = 0; i < patches->count; i++)
        draw_panel(window, target, patches->rects[i]);
    return patches;
}
