#include "scene/contrast.h"

#include <math.h>

#include "scene/theme.h"

/* What lies under a text: somewhere between these two, channel by channel, 0 to 255. */
typedef struct {
    float low[3], high[3];
} Ground;

static float channel(Color color, int index) {
    return (float)(color >> (16 - 8 * index) & 0xFF);
}

static float alpha_of(Color color) {
    return (float)(color >> 24) / 255;
}

/* All of it is covered by the colour. */
static Ground covered(Ground ground, Color color) {
    float share = alpha_of(color);
    for (int c = 0; c < 3; c++) {
        ground.low[c] += (channel(color, c) - ground.low[c]) * share;
        ground.high[c] += (channel(color, c) - ground.high[c]) * share;
    }
    return ground;
}

static Ground either(Ground a, const Ground *b) {
    for (int c = 0; c < 3; c++) {
        a.low[c] = fminf(a.low[c], b->low[c]);
        a.high[c] = fmaxf(a.high[c], b->high[c]);
    }
    return a;
}

/* ---- where it is ---- */

/* The part of a text's box in which its letters are. */
static Rect ink_of(const Draw *draw) {
    Rect r = draw->bounds;
    const TextLayout *layout = draw->text.layout;
    float line = layout->line_count ? r.height / (float)layout->line_count : r.height;
    float off = fminf(line * 0.15f, r.height * 0.4f);
    return (Rect){r.x, r.y + off, r.width, r.height - 2 * off};
}

static bool meets(Rect a, Rect b) {
    return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height &&
           b.y < a.y + a.height;
}

static bool holds(Rect outer, Rect inner) {
    const float slack = 2; /* a letter's side bearing */
    return inner.x >= outer.x - slack && inner.y >= outer.y - slack &&
           inner.x + inner.width <= outer.x + outer.width + slack &&
           inner.y + inner.height <= outer.y + outer.height + slack;
}

/* ---- what is drawn over it ---- */

static Color between(Color from, Color to, float way) {
    Color mixed = 0;
    way = fminf(fmaxf(way, 0), 1);
    for (int shift = 0; shift < 32; shift += 8) {
        float a = (float)(from >> shift & 0xFF), b = (float)(to >> shift & 0xFF);
        mixed |= (Color)(a + (b - a) * way + 0.5f) << shift;
    }
    return mixed;
}

/* A linear gradient's way at a point, as in CSS. */
static float way_at(const Draw *draw, float x, float y) {
    const Rect *r = &draw->bounds;
    float angle = draw->gradient.degrees * 3.14159265f / 180, across = sinf(angle),
          down = -cosf(angle);
    float length = fabsf(r->width * across) + fabsf(r->height * down);
    float way = 0.5f + ((x - r->x - r->width / 2) * across + (y - r->y - r->height / 2) * down) /
                           fmaxf(length, 1);
    return draw->gradient.to_at > 0 ? way / draw->gradient.to_at : 1;
}

static Ground under_gradient(Ground ground, const Draw *draw, Rect ink) {
    Ground all = ground;
    for (int i = 0; i < 4; i++) {
        float x = i & 1 ? ink.x + ink.width : ink.x, y = i & 2 ? ink.y + ink.height : ink.y;
        Color color = between(draw->gradient.from, draw->gradient.to, way_at(draw, x, y));
        Ground here = covered(ground, color);
        all = i ? either(all, &here) : here;
    }
    return all;
}

static Ground under_glow(Ground ground, const Draw *draw, Rect ink) {
    const Rect *r = &draw->bounds;
    float corner = draw->glow.is_left ? r->x : r->x + r->width;
    float left = fabsf(ink.x - corner), right = fabsf(ink.x + ink.width - corner);
    float ways[2] = {hypotf(fminf(left, right) / draw->glow.reach_x,
                            fmaxf(ink.y - r->y, 0) / draw->glow.reach_y),
                     hypotf(fmaxf(left, right) / draw->glow.reach_x,
                            (ink.y + ink.height - r->y) / draw->glow.reach_y)};
    Ground near = covered(ground, between(draw->glow.from, draw->glow.to, ways[0]));
    Ground far = covered(ground, between(draw->glow.from, draw->glow.to, ways[1]));
    return either(near, &far);
}

/* Any colour may be there, as far as it can be seen through. */
static Ground under_picture(Ground ground, float opacity) {
    for (int c = 0; c < 3; c++) {
        ground.low[c] *= 1 - opacity;
        ground.high[c] += (255 - ground.high[c]) * opacity;
    }
    return ground;
}

static Ground under(Ground ground, const Scene *scene, const Draw *draw, Rect ink) {
    switch (draw->kind) {
    case DRAW_RECT: {
        Ground inside = covered(ground, draw->rect.fill);
        /* A line through the letters, such as that of now in the grid, leaves them readable. */
        if (fminf(draw->bounds.width, draw->bounds.height) < ink.height * 0.3f + 0.5f)
            return ground; /* with what whole pixels make of it */
        return holds(draw->bounds, ink) ? inside : either(inside, &ground);
    }
    case DRAW_GRADIENT:
        return under_gradient(ground, draw, ink);
    case DRAW_GLOW:
        return under_glow(ground, draw, ink);
    case DRAW_IMAGE: {
        /* A small one is beside its text, not under it. */
        bool is_ground =
            draw->image.fit != FIT_CONTAIN && draw->bounds.width >= (float)scene->width * 0.9f;
        return is_ground ? under_picture(ground, draw->image.opacity) : ground;
    }
    case DRAW_QR:
        return covered(ground, draw->qr.light);
    case DRAW_TEXT:
    case DRAW_KIND_COUNT:
        break;
    }
    return ground;
}

/* ---- the ratio ---- */

static Color color_of(const float channels[3]) {
    Color color = 0xFF000000;
    for (int c = 0; c < 3; c++)
        color |= (Color)(channels[c] + 0.5f) << (16 - 8 * c);
    return color;
}

float scene_contrast(const Scene *scene, size_t text) {
    size_t index = scene->texts[text].draw;
    const Draw *own = &scene->draws[index];
    Rect ink = ink_of(own);
    Ground ground = {{0, 0, 0}, {0, 0, 0}};
    for (size_t i = 0; i < index; i++)
        if (scene->draws[i].kind != DRAW_TEXT && meets(scene->draws[i].bounds, ink))
            ground = under(ground, scene, &scene->draws[i], ink);
    Color low = color_of(ground.low), high = color_of(ground.high);
    Ground letters = covered(ground, own->text.color);
    Color on_low = color_of(letters.low), on_high = color_of(letters.high);
    bool is_above = color_contrast(on_high, 0xFF000000) >= color_contrast(high, 0xFF000000);
    bool is_below = color_contrast(on_low, 0xFF000000) <= color_contrast(low, 0xFF000000);
    if (!is_above && !is_below)
        return 1; /* somewhere the ground is like it */
    return fminf(color_contrast(on_low, low), color_contrast(on_high, high));
}
