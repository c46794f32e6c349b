/* Walks a display list and draws each item with canvas.h, the text engine's glyphs, the cached
 * pictures and codes. */
#include "render/render.h"

#include <SDL.h>
#include <assert.h>
#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "base/log.h"
#include "base/media.h"
#include "render/canvas.h"
#include "render/clips.h"
#include "render/images.h"

#define LOG_MODULE "render"

enum { CODES_KEPT = 8, QUIET_ZONE = 4 };

/* A code that was made already. */
typedef struct {
    Arena *arena; /* owned: holds the rest; NULL: a free place */
    Str payload;
    const uint8_t *modules; /* NULL: the payload does not fit into a code */
    int32_t side;
    uint64_t used_at;
} Code;

struct Renderer {
    TextEngine *text;    /* borrowed */
    ImageCache *images;  /* owned */
    Clips *clips;        /* owned */
    Arena *folder_arena; /* owned */
    Str folder;          /* the schedule's */
    Code codes[CODES_KEPT];
    uint64_t now; /* counts requests for codes */
    size_t draws;
    bool is_prepared; /* nobody has to wait for all of the first pictures at once */
};

Renderer *renderer_create(const RenderSettings *settings) {
    Renderer *renderer = calloc(1, sizeof *renderer);
    if (!renderer)
        abort();
    renderer->text = settings->text;
    renderer->images =
        image_cache_create(settings->asset_folder, settings->image_budget, &settings->pictures);
    renderer->clips = clips_create(&(ClipsSettings){.has_sound = settings->pictures.has_sound,
                                                    .waits = !settings->pictures.is_live,
                                                    .ready = settings->pictures.ready,
                                                    .context = settings->pictures.context});
    return renderer;
}

void renderer_free(Renderer *renderer) {
    if (!renderer)
        return;
    for (size_t i = 0; i < CODES_KEPT; i++)
        arena_free(renderer->codes[i].arena);
    image_cache_free(renderer->images);
    clips_free(renderer->clips);
    arena_free(renderer->folder_arena);
    free(renderer);
}

void renderer_set_schedule_folder(Renderer *renderer, Str folder) {
    Arena *arena = arena_create();
    renderer->folder = str_copy(arena, folder); /* it may be the one that is freed */
    arena_free(renderer->folder_arena);
    renderer->folder_arena = arena;
    clips_look_again(renderer->clips);
    image_cache_set_folder(renderer->images, IMAGE_SCHEDULE, renderer->folder);
}

void renderer_set_theme_folder(Renderer *renderer, Str folder) {
    image_cache_set_folder(renderer->images, IMAGE_THEME, folder);
}

void renderer_look_again(Renderer *renderer) {
    clips_look_again(renderer->clips);
    image_cache_look_again(renderer->images);
}

void renderer_doubt_videos(Renderer *renderer) {
    clips_doubt(renderer->clips);
}

void renderer_end_doubted_videos(Renderer *renderer) {
    clips_close_doubted(renderer->clips);
}

uint64_t renderer_picture_changes(Renderer *renderer) {
    return image_cache_changes(renderer->images) + clips_changes(renderer->clips);
}

const Str *renderer_picture_problems(const Renderer *renderer, const PictureNames *named,
                                     Arena *arena, size_t *count) {
    size_t pictures, videos;
    const Str *of_pictures = image_cache_problems(renderer->images, named, arena, &pictures);
    const Str *of_videos = clips_problems(renderer->clips, named, arena, &videos);
    Str *all = arena_new(arena, Str, pictures + videos);
    for (size_t i = 0; i < pictures; i++)
        all[i] = of_pictures[i];
    for (size_t i = 0; i < videos; i++)
        all[pictures + i] = of_videos[i];
    *count = pictures + videos;
    return all;
}

/* The place of a code with that payload, or of the one that was not asked for longest. */
static Code *code_place(Renderer *renderer, Str payload) {
    Code *oldest = &renderer->codes[0];
    for (size_t i = 0; i < CODES_KEPT; i++) {
        Code *code = &renderer->codes[i];
        if (code->arena && str_equal(code->payload, payload))
            return code;
        if (code->used_at < oldest->used_at)
            oldest = code;
    }
    return oldest;
}

static const Code *code_get(Renderer *renderer, Str payload) {
    Code *code = code_place(renderer, payload);
    if (!code->arena || !str_equal(code->payload, payload)) {
        arena_free(code->arena);
        *code = (Code){.arena = arena_create()};
        code->payload = str_copy(code->arena, payload);
        if (!qr_encode(code->arena, payload, &code->modules, &code->side))
            log_warning("no QR code can hold \"%.*s\"", str_arg(payload));
    }
    code->used_at = ++renderer->now;
    return code;
}

static Rect rect_of(int32_t x, int32_t y, int32_t width, int32_t height) {
    return (Rect){(float)x, (float)y, (float)width, (float)height};
}

/* A row's dark runs. Modules are whole pixels: a scanner reads them at any distance. */
static void draw_modules(Canvas *canvas, const Code *code, int32_t x, int32_t y, int32_t size,
                         Color dark) {
    for (int32_t row = 0; row < code->side; row++) {
        const uint8_t *modules = code->modules + (size_t)row * (size_t)code->side;
        for (int32_t from = 0, to; from < code->side; from = to + 1) {
            for (to = from; to < code->side && modules[to]; to++)
                continue;
            if (to > from)
                canvas_frame(canvas,
                             rect_of(x + from * size, y + row * size, (to - from) * size, size),
                             dark, 0, 0, 0, 0);
        }
    }
}

static void draw_qr(Renderer *renderer, Canvas *canvas, const Draw *draw) {
    PixelRect box = pixel_rect(draw->bounds);
    canvas_frame(canvas, rect_of(box.x, box.y, box.width, box.height), draw->qr.light, 0, 0, 0, 0);
    const Code *code = code_get(renderer, draw->qr.payload);
    if (!code->modules)
        return;
    int32_t shorter = box.width < box.height ? box.width : box.height;
    int32_t size = shorter / (code->side + 2 * QUIET_ZONE);
    int32_t side = code->side * size;
    draw_modules(canvas, code, box.x + (box.width - side) / 2, box.y + (box.height - side) / 2,
                 size, draw->qr.dark);
}

static bool image_wish(const Draw *draw, PixelRect *box, ImageWish *wish) {
    bool is_filled = draw->image.fit == FIT_COVER || draw->image.fit == FIT_FACE ||
                     image_fit_is_page(draw->image.fit);
    const LogoPlate *plate = &draw->image.plate;
    Rect inner = draw->bounds;
    ImageFit fit = is_filled ? draw->image.fit : FIT_CONTAIN;
    if (fit_is_by_ink(draw->image.fit)) {
        fit = draw->image.fit == FIT_LOGO ? FIT_LOGO : FIT_SIGN;
        inner.x += plate->pad_x;
        inner.y += plate->pad_y;
        inner.width -= 2 * plate->pad_x;
        inner.height -= 2 * plate->pad_y;
    }
    *box = pixel_rect(inner);
    *wish = (ImageWish){.origin = draw->image.origin,
                        .path = draw->image.path,
                        .fit = fit,
                        .width = box->width,
                        .height = box->height,
                        .radius = draw->image.radius};
    return box->width > 0 && box->height > 0 && box->width <= PIXMAP_SIDE_MAX &&
           box->height <= PIXMAP_SIDE_MAX;
}

/* The last one is cut by the box. */
static void draw_repeated(const Image *picture, Canvas *canvas, const PixelRect *box,
                          float opacity) {
    PixelRect clip = canvas->clip;
    canvas->clip = pixel_rect_common(clip, *box);
    for (int32_t x = 0; x < box->width; x += picture->width)
        image_draw(picture, canvas, box->x + x, box->y, opacity);
    canvas->clip = clip;
}

/* How much of the `room` beside a picture is at its left. */
static int32_t left_of(ImageFit fit, int32_t room) {
    bool is_left = fit == FIT_LEFT || fit == FIT_SIGN_LEFT;
    bool is_right = fit == FIT_RIGHT || fit == FIT_SIGN_RIGHT;
    return is_left ? 0 : is_right ? room : room / 2;
}

/* What a logo stands on; a logo that is not there leaves the usual one. One that had nothing makes
 * room for it where it stands at an edge of its box. */
static void draw_plate(Canvas *canvas, const Draw *draw, const Image *picture, PixelRect *at) {
    const LogoPlate *plate = &draw->image.plate;
    uint32_t color = picture ? ink_plate(&picture->edge, plate->plate, plate->other) : plate->plate;
    bool is_usual = color == plate->plate;
    if (is_usual && plate->is_page)
        return;
    Rect bounds = draw->bounds;
    if (plate->is_page) {
        at->x += draw->image.fit == FIT_SIGN_LEFT    ? (int32_t)plate->pad_x
                 : draw->image.fit == FIT_SIGN_RIGHT ? -(int32_t)plate->pad_x
                                                     : 0;
        bounds = (Rect){(float)at->x - plate->pad_x, (float)at->y - plate->pad_y,
                        (float)at->width + 2 * plate->pad_x, (float)at->height + 2 * plate->pad_y};
    }
    bool has_line = color == plate->other && plate->line >> 24;
    canvas_frame(canvas, bounds, color, plate->radius, plate->radius, plate->line,
                 has_line ? 2 : 0);
}

static bool is_video(const Draw *draw) {
    return draw->kind == DRAW_IMAGE && draw->image.origin == IMAGE_SCHEDULE &&
           media_is_video(draw->image.path);
}

static ClipWish clip_wish(const Renderer *renderer, const Draw *draw) {
    PixelRect box = pixel_rect(draw->bounds);
    return (ClipWish){.folder = renderer->folder,
                      .path = draw->image.path,
                      .box = {draw->image.fit, box.width, box.height},
                      .showing = draw->image.showing};
}

/* The frame of a video that is due; NULL: there is none. */
static const Image *frame_of(Renderer *renderer, const Draw *draw, uint64_t *version) {
    ClipWish wish = clip_wish(renderer, draw);
    return clips_frame(renderer->clips, &wish, draw->image.frame, version);
}

static void draw_frame(Renderer *renderer, Canvas *canvas, const Draw *draw) {
    uint64_t version;
    PixelRect box = pixel_rect(draw->bounds);
    const Image *frame = frame_of(renderer, draw, &version);
    if (frame)
        image_draw(frame, canvas, box.x, box.y, draw->image.opacity);
}

static void draw_image(Renderer *renderer, Canvas *canvas, const Draw *draw) {
    PixelRect box;
    ImageWish wish;
    if (is_video(draw)) {
        draw_frame(renderer, canvas, draw);
        return;
    }
    if (!image_wish(draw, &box, &wish))
        return;
    const Image *picture = image_cache_get(renderer->images, &wish);
    if (picture && draw->image.fit == FIT_REPEAT) {
        draw_repeated(picture, canvas, &box, draw->image.opacity);
        return;
    }
    PixelRect place = {0};
    if (picture)
        place = (PixelRect){box.x + left_of(draw->image.fit, box.width - picture->width),
                            box.y + (box.height - picture->height) / 2, picture->width,
                            picture->height};
    if (fit_is_by_ink(draw->image.fit))
        draw_plate(canvas, draw, picture, &place);
    if (picture)
        image_draw(picture, canvas, place.x, place.y, draw->image.opacity);
}

/* Where a glyph stands: pixels, and quarters of one in x. */
typedef struct {
    int32_t x, y;
    uint32_t quarter;
} GlyphPlace;

static GlyphPlace glyph_place(const Draw *draw, const PlacedGlyph *glyph) {
    int32_t quarters = (int32_t)floorf((draw->text.x + glyph->x) * 4 + 0.5f);
    return (GlyphPlace){.x = quarters >> 2,
                        .y = (int32_t)floorf(draw->text.y + glyph->y + 0.5f),
                        .quarter = (uint32_t)quarters & 3};
}

static void draw_text(Renderer *renderer, Canvas *canvas, const Draw *draw) {
    const TextLayout *layout = draw->text.layout;
    float opacity = (float)(draw->text.color >> 24) / 255;
    for (size_t i = 0; i < layout->glyph_count; i++) {
        const PlacedGlyph *glyph = &layout->glyphs[i];
        GlyphPlace place = glyph_place(draw, glyph);
        const GlyphBitmap *bitmap =
            text_glyph(renderer->text, glyph->font, glyph->glyph, layout->size, place.quarter);
        if (bitmap->width <= 0 || bitmap->height <= 0)
            continue;
        int32_t x = place.x + bitmap->left, y = place.y + bitmap->top;
        if (bitmap->is_color)
            canvas_pixels(canvas, (const uint32_t *)(const void *)bitmap->pixels,
                          bitmap->stride / (int32_t)sizeof(uint32_t), x, y, bitmap->width,
                          bitmap->height, opacity);
        else
            canvas_coverage(canvas, bitmap->pixels, bitmap->stride, x, y, bitmap->width,
                            bitmap->height, draw->text.color);
    }
}

static void draw_item(Renderer *renderer, Canvas *canvas, const Draw *draw) {
    switch (draw->kind) {
    case DRAW_RECT:
        canvas_frame(canvas, draw->bounds, draw->rect.fill, draw->rect.radius_left,
                     draw->rect.radius_right, draw->rect.border, draw->rect.border_width);
        return;
    case DRAW_GRADIENT:
        canvas_gradient(canvas, draw->bounds, draw->gradient.from, draw->gradient.to,
                        draw->gradient.degrees, draw->gradient.to_at);
        return;
    case DRAW_GLOW:
        canvas_glow(canvas, draw->bounds, draw->glow.from, draw->glow.to, draw->glow.is_left,
                    draw->glow.reach_x, draw->glow.reach_y);
        return;
    case DRAW_TEXT:
        draw_text(renderer, canvas, draw);
        return;
    case DRAW_IMAGE:
        draw_image(renderer, canvas, draw);
        return;
    case DRAW_QR:
        draw_qr(renderer, canvas, draw);
        return;
    case DRAW_KIND_COUNT:
        break;
    }
    assert(!"a draw has a kind");
}

/* What of a scene is not in memory yet. */
static void prepare_pictures(Renderer *renderer, const Scene *scene) {
    for (size_t i = 0; i < scene->draw_count; i++) {
        PixelRect box;
        ImageWish wish;
        if (scene->draws[i].kind == DRAW_IMAGE && !is_video(&scene->draws[i]) &&
            image_wish(&scene->draws[i], &box, &wish))
            image_cache_get(renderer->images, &wish);
    }
}

void renderer_make_pictures(Renderer *renderer, const Scene *scene) {
    ImageWish wishes[128];
    size_t count = 0;
    for (size_t i = 0; i < scene->draw_count && count < countof(wishes); i++) {
        PixelRect box;
        if (scene->draws[i].kind == DRAW_IMAGE && !is_video(&scene->draws[i]))
            count += image_wish(&scene->draws[i], &box, &wishes[count]);
    }
    image_cache_make(renderer->images, wishes, count);
}

/* The engine's thread begins with the glyphs that it has not drawn yet. */
static void call_glyphs(Renderer *renderer, const Scene *scene) {
    for (size_t i = 0; i < scene->draw_count; i++)
        if (scene->draws[i].kind == DRAW_TEXT)
            text_prepare(renderer->text, scene->draws[i].text.layout, scene->draws[i].text.x);
}

/* All of a scene's glyphs are in the cache then. */
static void wait_for_glyphs(Renderer *renderer, const Scene *scene) {
    for (size_t i = 0; i < scene->draw_count; i++) {
        const Draw *draw = &scene->draws[i];
        if (draw->kind != DRAW_TEXT)
            continue;
        const TextLayout *layout = draw->text.layout;
        for (size_t k = 0; k < layout->glyph_count; k++)
            text_glyph(renderer->text, layout->glyphs[k].font, layout->glyphs[k].glyph,
                       layout->size, glyph_place(draw, &layout->glyphs[k]).quarter);
    }
}

void renderer_prepare(Renderer *renderer, const Scene *scene) {
    renderer->is_prepared = true;
    call_glyphs(renderer, scene);
    prepare_pictures(renderer, scene);
    wait_for_glyphs(renderer, scene);
    for (size_t i = 0; i < scene->draw_count; i++)
        if (scene->draws[i].kind == DRAW_QR)
            code_get(renderer, scene->draws[i].qr.payload);
}

typedef struct {
    Renderer *renderer;
    const Scene *scene;
} Preparation;

static int prepare_pictures_aside(void *argument) {
    const Preparation *preparation = argument;
    prepare_pictures(preparation->renderer, preparation->scene);
    return 0;
}

static bool draws_picture(const Draw *draw) {
    return draw->kind == DRAW_IMAGE;
}

/* A video covers what lies under it, which is not drawn thirty times a second. */
static size_t first_seen(Renderer *renderer, const Scene *scene) {
    for (size_t i = scene->draw_count; i-- > 0;) {
        const Draw *draw = &scene->draws[i];
        uint64_t version;
        bool is_whole = is_video(draw) && draw->bounds.x <= 0 && draw->bounds.y <= 0 &&
                        draw->bounds.width >= (float)scene->width &&
                        draw->bounds.height >= (float)scene->height && draw->image.opacity >= 1;
        if (is_whole && frame_of(renderer, draw, &version))
            return i;
    }
    return 0;
}

void renderer_draw(Renderer *renderer, const Scene *scene, Pixmap *to) {
    assert(scene->width == to->width && scene->height == to->height);
    Canvas canvas = canvas_open(to);
    size_t i = first_seen(renderer, scene);
    call_glyphs(renderer, scene);
    if (renderer->draws == 0 && !renderer->is_prepared) {
        /* Somebody waits for the first picture of all: its images are decoded while its ground is
         * drawn and its glyphs are. */
        Preparation preparation = {renderer, scene};
        SDL_Thread *thread = SDL_CreateThread(prepare_pictures_aside, "images", &preparation);
        for (; thread && i < scene->draw_count && !draws_picture(&scene->draws[i]); i++)
            draw_item(renderer, &canvas, &scene->draws[i]);
        wait_for_glyphs(renderer, scene);
        SDL_WaitThread(thread, NULL);
    }
    for (; i < scene->draw_count; i++)
        draw_item(renderer, &canvas, &scene->draws[i]);
    canvas_close(&canvas);
    renderer->draws += scene->draw_count;
}

uint64_t renderer_picture(Renderer *renderer, const Draw *draw) {
    PixelRect box;
    ImageWish wish;
    uint64_t version;
    clips_sweep(renderer->clips);
    if (is_video(draw)) {
        frame_of(renderer, draw, &version);
        return version;
    }
    return image_wish(draw, &box, &wish) ? image_cache_version(renderer->images, &wish) : 0;
}

bool renderer_is_coming(Renderer *renderer, const Draw *draw) {
    PixelRect box;
    ImageWish wish;
    if (is_video(draw)) {
        ClipWish clip = clip_wish(renderer, draw);
        return clips_is_coming(renderer->clips, &clip);
    }
    return image_wish(draw, &box, &wish) && image_cache_is_coming(renderer->images, &wish);
}

void renderer_set_screens(Renderer *renderer, size_t screens) {
    image_cache_set_screens(renderer->images, screens);
}

RenderStatistics renderer_statistics(const Renderer *renderer) {
    RenderStatistics statistics = {.draws = renderer->draws};
    image_cache_count(renderer->images, &statistics);
    return statistics;
}
