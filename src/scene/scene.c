/* Building and hashing display lists. Knows nothing of how they are drawn. */
#include "scene/scene.h"

#include <assert.h>

Scene scene_create(Arena *arena, int32_t width, int32_t height) {
    assert(width > 0 && height > 0);
    return (Scene){.arena = arena,
                   .width = width,
                   .height = height,
                   .next_change = INSTANT_NEVER,
                   .identity = STR_HASH_SEED};
}

static Draw *draw_add(Scene *scene, DrawKind kind, Rect bounds) {
    Draw *draw = arena_push(scene->arena, &scene->draws, &scene->draw_count, &scene->draw_capacity,
                            sizeof *draw, _Alignof(Draw));
    *draw = (Draw){.kind = kind, .bounds = bounds};
    return draw;
}

void scene_rect(Scene *scene, Rect bounds, Color fill, float radius) {
    scene_frame(scene, bounds, fill, radius, radius, 0, 0);
}

void scene_frame(Scene *scene, Rect bounds, Color fill, float radius_left, float radius_right,
                 Color border, float border_width) {
    Draw *draw = draw_add(scene, DRAW_RECT, bounds);
    draw->rect.fill = fill;
    draw->rect.border = border;
    draw->rect.radius_left = radius_left;
    draw->rect.radius_right = radius_right;
    draw->rect.border_width = border_width;
}

void scene_gradient(Scene *scene, Rect bounds, Color from, Color to, float degrees, float to_at) {
    Draw *draw = draw_add(scene, DRAW_GRADIENT, bounds);
    draw->gradient.from = from;
    draw->gradient.to = to;
    draw->gradient.degrees = degrees;
    draw->gradient.to_at = to_at;
}

void scene_glow(Scene *scene, Rect bounds, Color from, Color to, bool is_left, float reach_x,
                float reach_y) {
    Draw *draw = draw_add(scene, DRAW_GLOW, bounds);
    draw->glow.from = from;
    draw->glow.to = to;
    draw->glow.is_left = is_left;
    draw->glow.reach_x = reach_x;
    draw->glow.reach_y = reach_y;
}

/* The box that the lines take, which is not the one they were fitted to. */
static Rect layout_bounds(float x, float y, const TextLayout *layout) {
    if (!layout->line_count)
        return (Rect){x, y, 0, 0};
    float left = layout->lines[0].x, right = left;
    for (size_t i = 0; i < layout->line_count; i++) {
        const TextLine *line = &layout->lines[i];
        left = line->x < left ? line->x : left;
        right = line->x + line->width > right ? line->x + line->width : right;
    }
    return (Rect){x + left, y, right - left, layout->height};
}

void scene_text(Scene *scene, float x, float y, const TextLayout *layout, Color color, Str text,
                Position at) {
    Draw *draw = draw_add(scene, DRAW_TEXT, layout_bounds(x, y, layout));
    draw->text.layout = layout;
    draw->text.color = color;
    draw->text.x = x;
    draw->text.y = y;
    SceneText *entry = arena_push(scene->arena, &scene->texts, &scene->text_count,
                                  &scene->text_capacity, sizeof *entry, _Alignof(SceneText));
    *entry =
        (SceneText){.draw = scene->draw_count - 1, .text = str_copy(scene->arena, text), .at = at};
}

void scene_tag(Scene *scene, SceneTag tag) {
    assert(scene->text_count > 0);
    scene->texts[scene->text_count - 1].tag = tag;
}

bool image_fit_is_page(ImageFit fit) {
    return fit == FIT_PAGE_COVER || fit == FIT_PAGE_CONTAIN || fit == FIT_PAGE_AUTO;
}

void scene_image(Scene *scene, Rect bounds, ImageOrigin origin, Str path, ImageFit fit,
                 float opacity) {
    Draw *draw = draw_add(scene, DRAW_IMAGE, bounds);
    draw->image.path = str_copy(scene->arena, path);
    draw->image.origin = origin;
    draw->image.fit = fit;
    draw->image.opacity = opacity;
}

void scene_photo(Scene *scene, Rect bounds, ImageOrigin origin, Str path, float radius) {
    scene_image(scene, bounds, origin, path, FIT_FACE, 1);
    scene->draws[scene->draw_count - 1].image.radius = radius;
}

void scene_logo(Scene *scene, Rect bounds, ImageOrigin origin, Str path, ImageFit fit,
                const LogoPlate *plate) {
    if (plate->is_page)
        bounds = (Rect){bounds.x - plate->pad_x, bounds.y - plate->pad_y,
                        bounds.width + 2 * plate->pad_x, bounds.height + 2 * plate->pad_y};
    scene_image(scene, bounds, origin, path, fit, 1);
    scene->draws[scene->draw_count - 1].image.plate = *plate;
}

void scene_qr(Scene *scene, Rect bounds, Str payload, Color dark, Color light) {
    Draw *draw = draw_add(scene, DRAW_QR, bounds);
    draw->qr.payload = str_copy(scene->arena, payload);
    draw->qr.dark = dark;
    draw->qr.light = light;
}

void scene_changes_at(Scene *scene, Instant at) {
    scene->next_change = instant_min(scene->next_change, at);
}

void scene_identify(Scene *scene, const void *bytes, size_t len) {
    scene->identity = str_hash(scene->identity, bytes, len);
}

/* Values are hashed one by one: a struct's padding is nobody's. */
static uint64_t hash_word(uint64_t hash, uint32_t word) {
    return str_hash(hash, &word, sizeof word);
}

static uint64_t hash_float(uint64_t hash, float value) {
    return str_hash(hash, &value, sizeof value);
}

static uint64_t hash_str(uint64_t hash, Str text) {
    hash = str_hash(hash, &text.len, sizeof text.len); /* so that "ab" "c" is not "a" "bc" */
    return str_hash(hash, text.s, text.len);
}

static uint64_t hash_layout(uint64_t hash, const TextLayout *layout) {
    _Static_assert(sizeof(PlacedGlyph) == 4 * sizeof(uint32_t), "no padding in a placed glyph");
    hash = hash_float(hash, layout->size);
    hash = str_hash(hash, &layout->glyph_count, sizeof layout->glyph_count);
    return str_hash(hash, layout->glyphs, layout->glyph_count * sizeof *layout->glyphs);
}

static uint64_t hash_plate(uint64_t hash, const LogoPlate *plate) {
    hash = hash_word(hash, plate->plate);
    hash = hash_word(hash, plate->other);
    hash = hash_word(hash, plate->line);
    hash = hash_word(hash, plate->is_page);
    hash = hash_float(hash, plate->pad_x);
    hash = hash_float(hash, plate->pad_y);
    return hash_float(hash, plate->radius);
}

static uint64_t hash_draw(uint64_t hash, const Draw *draw) {
    hash = hash_word(hash, draw->kind);
    hash = hash_float(hash, draw->bounds.x);
    hash = hash_float(hash, draw->bounds.y);
    hash = hash_float(hash, draw->bounds.width);
    hash = hash_float(hash, draw->bounds.height);
    switch (draw->kind) {
    case DRAW_RECT:
        hash = hash_word(hash, draw->rect.fill);
        hash = hash_word(hash, draw->rect.border);
        hash = hash_float(hash, draw->rect.radius_left);
        hash = hash_float(hash, draw->rect.radius_right);
        return hash_float(hash, draw->rect.border_width);
    case DRAW_GRADIENT:
        hash = hash_word(hash, draw->gradient.from);
        hash = hash_word(hash, draw->gradient.to);
        hash = hash_float(hash, draw->gradient.degrees);
        return hash_float(hash, draw->gradient.to_at);
    case DRAW_GLOW:
        hash = hash_word(hash, draw->glow.from);
        hash = hash_word(hash, draw->glow.to);
        hash = hash_word(hash, draw->glow.is_left);
        hash = hash_float(hash, draw->glow.reach_x);
        return hash_float(hash, draw->glow.reach_y);
    case DRAW_TEXT:
        hash = hash_word(hash, draw->text.color);
        hash = hash_float(hash, draw->text.x);
        hash = hash_float(hash, draw->text.y);
        return hash_layout(hash, draw->text.layout);
    case DRAW_IMAGE:
        hash = hash_str(hash, draw->image.path);
        hash = hash_word(hash, draw->image.origin);
        hash = hash_word(hash, draw->image.fit);
        hash = hash_float(hash, draw->image.radius);
        hash = hash_plate(hash, &draw->image.plate);
        return hash_float(hash, draw->image.opacity);
    case DRAW_QR:
        hash = hash_str(hash, draw->qr.payload);
        hash = hash_word(hash, draw->qr.dark);
        return hash_word(hash, draw->qr.light);
    case DRAW_KIND_COUNT:
        break;
    }
    assert(!"a draw has a kind");
    return hash;
}

uint64_t scene_hash(const Scene *scene) {
    uint64_t hash = hash_word(STR_HASH_SEED, (uint32_t)scene->width);
    hash = hash_word(hash, (uint32_t)scene->height);
    for (size_t i = 0; i < scene->draw_count; i++)
        hash = hash_draw(hash, &scene->draws[i]);
    return hash;
}

Color color_fade(Color color, float opacity) {
    float kept = opacity > 0 ? (opacity < 1 ? opacity : 1) : 0;
    uint32_t alpha = (uint32_t)((float)(color >> 24) * kept + 0.5f);
    return (alpha << 24) | (color & 0xffffff);
}

ImageFit image_fit_mirrored(ImageFit fit) {
    switch (fit) {
    case FIT_LEFT:
        return FIT_RIGHT;
    case FIT_RIGHT:
        return FIT_LEFT;
    case FIT_SIGN_LEFT:
        return FIT_SIGN_RIGHT;
    case FIT_SIGN_RIGHT:
        return FIT_SIGN_LEFT;
    case FIT_CONTAIN:
    case FIT_COVER:
    case FIT_FACE:
    case FIT_REPEAT:
    case FIT_SIGN:
    case FIT_LOGO:
    case FIT_PAGE_COVER:
    case FIT_PAGE_CONTAIN:
    case FIT_PAGE_AUTO:
        break;
    }
    return fit;
}
