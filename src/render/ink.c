#include "render/ink.h"

#include <math.h>
#include <stdlib.h>
#include <string.h>

#include "render/image_scale.h"

/* A logo's size, as the side of a square, to the height of its box: a full square keeps a little
 * away from its box, so that what is tall, wide or thin can be larger. */
#define INK_SHARE 0.74

#define SEEN        3.0f  /* the contrast of what is drawn, not written: WCAG 2.2, 1.4.11 */
#define HARDLY_SEEN 2.0f  /* what is below is lost to who stands some metres away */
#define ENOUGH      0.95f /* of the edge: then the usual plate stays */
#define BETTER      0.05f /* as much more of the edge for another one */

enum {
    VISIBLE = 8,  /* alpha, of 255 */
    SOLID = 96,   /* alpha from which on a pixel has the ink's colour rather than its shadow's */
    OPAQUE = 250, /* alpha */
    WHITE = 225,  /* the darkest channel of a white ground */
    BLACK = 40,   /* the lightest of a black one */
    GROUND_NEAR = 24,  /* as far a channel is from its ground at most: what JPEG leaves of it */
    GROUND_SHARE = 97, /* per cent of the picture's border that is ground */
    EDGE = 2           /* pixels from the ink's outline to what counts as its edge */
};

/* ---- finding it ------------------------------------------------------------------------------ */

static uint32_t pixel_at(const Pixmap *picture, int32_t x, int32_t y) {
    return picture->pixels[(size_t)y * (size_t)picture->width + (size_t)x];
}

static int32_t distance(uint32_t a, uint32_t b) {
    int32_t most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        int32_t d = abs((int32_t)(a >> shift & 0xFF) - (int32_t)(b >> shift & 0xFF));
        most = d > most ? d : most;
    }
    return most;
}

static bool is_plain(uint32_t pixel) {
    uint32_t least = 255, most = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t channel = pixel >> shift & 0xFF;
        least = channel < least ? channel : least;
        most = channel > most ? channel : most;
    }
    return pixel >> 24 >= OPAQUE && (least >= WHITE || most <= BLACK);
}

/* The picture's border, as a walk around it. */
static uint32_t border_pixel(const Pixmap *picture, int32_t width, int32_t height, int64_t step) {
    if (step < width)
        return pixel_at(picture, (int32_t)step, 0);
    step -= width;
    if (step < width)
        return pixel_at(picture, (int32_t)step, height - 1);
    step -= width;
    if (step < height)
        return pixel_at(picture, 0, (int32_t)step);
    return pixel_at(picture, width - 1, (int32_t)(step - height));
}

static void find_ground(const Pixmap *picture, int32_t width, int32_t height, Ink *ink) {
    int64_t count = 2 * ((int64_t)width + height), plain = 0, alike = 0;
    uint64_t sums[3] = {0};
    for (int64_t i = 0; i < count; i++) {
        uint32_t pixel = border_pixel(picture, width, height, i);
        if (!is_plain(pixel))
            continue;
        plain++;
        for (int c = 0; c < 3; c++)
            sums[c] += pixel >> (8 * c) & 0xFF;
    }
    if (plain * 100 < count * GROUND_SHARE)
        return;
    uint32_t mean = UINT32_C(0xFF000000);
    for (int c = 0; c < 3; c++)
        mean |= (uint32_t)((sums[c] + (uint64_t)plain / 2) / (uint64_t)plain) << (8 * c);
    for (int64_t i = 0; i < count; i++)
        alike += distance(border_pixel(picture, width, height, i), mean) <= GROUND_NEAR;
    ink->has_ground = alike * 100 >= count * GROUND_SHARE;
    ink->ground = ink->has_ground ? mean : 0;
}

static bool is_ink(uint32_t pixel, const Ink *ink) {
    return pixel >> 24 >= VISIBLE &&
           !(ink->has_ground && distance(pixel, ink->ground) <= GROUND_NEAR);
}

static bool measure(const Pixmap *picture, int32_t width, int32_t height, Ink *ink) {
    int32_t left = width, top = height, right = 0, bottom = 0;
    uint64_t alpha = 0;
    for (int32_t y = 0; y < height; y++)
        for (int32_t x = 0; x < width; x++) {
            uint32_t pixel = pixel_at(picture, x, y);
            if (!is_ink(pixel, ink))
                continue;
            alpha += pixel >> 24;
            left = x < left ? x : left;
            right = x + 1 > right ? x + 1 : right;
            top = y < top ? y : top;
            bottom = y + 1;
        }
    ink->bounds = (PixelRect){left, top, right - left, bottom - top};
    ink->cover = (double)alpha / 255;
    return right > left;
}

bool ink_find(const Pixmap *picture, int32_t width, int32_t height, Ink *ink) {
    *ink = (Ink){0};
    find_ground(picture, width, height, ink);
    if (measure(picture, width, height, ink))
        return true;
    *ink = (Ink){0}; /* all is like its border: a white square, perhaps */
    return measure(picture, width, height, ink);
}

double ink_scale(const Ink *ink, const PictureBox *box) {
    double width = ink->bounds.width, height = ink->bounds.height;
    double scale = fmin(box->width / width, box->height / height);
    if (box->fit != FIT_LOGO)
        return scale;
    double side = INK_SHARE * box->height, area = sqrt(width * height * ink->cover);
    return fmin(scale, side / sqrt(area));
}

Pixmap ink_cut(Pixmap picture, const Ink *ink) {
    PixelRect part = ink->bounds;
    if (part.width == picture.width && part.height == picture.height)
        return picture;
    Pixmap cut = pixmap_create(part.width, part.height);
    for (int32_t y = 0; y < part.height; y++)
        memcpy(cut.pixels + (size_t)y * (size_t)part.width,
               picture.pixels + (size_t)(part.y + y) * (size_t)picture.width + part.x,
               (size_t)part.width * sizeof *cut.pixels);
    pixmap_free(&picture);
    return cut;
}

static int32_t side_within(double length, int32_t most) {
    int32_t side = picture_side(length);
    return side < most ? side : most;
}

Pixmap ink_fit(Pixmap stored, double width, double height, const PictureBox *box, Ink *ink,
               double *scale) {
    int32_t whole_width = (int32_t)fmin(ceil(width), stored.width);
    int32_t whole_height = (int32_t)fmin(ceil(height), stored.height);
    *scale = 1;
    if (!ink_find(&stored, whole_width, whole_height, ink))
        return stored;
    *scale = ink_scale(ink, box);
    const PixelRect *part = &ink->bounds;
    int32_t to_width = side_within(part->width * *scale, box->width);
    int32_t to_height = side_within(part->height * *scale, box->height);
    if (to_width == part->width && to_height == part->height)
        return ink_cut(stored, ink);
    /* Only what is ink: what lies around it would shine through at the edges. */
    Pixmap cut = ink_cut(stored, ink), fitted = pixmap_create(to_width, to_height);
    image_scale(&fitted, &cut, (ScaleWindow){0, 0, cut.width, cut.height});
    pixmap_free(&cut);
    return fitted;
}

/* ---- drawings -------------------------------------------------------------------------------- */

enum {
    FIRST_SIDE =
        256, /* pixels; what is smaller than one of them in the first drawing is not seen */
    DRAWN_SIDE_MAX = 16384,
};

bool ink_drawing_begin(InkDrawing *plan, double width, double height) {
    *plan = (InkDrawing){.width = width, .height = height};
    plan->scale = fmin(FIRST_SIDE / width, FIRST_SIDE / height);
    if (!(fmax(width, height) / fmin(width, height) < FIRST_SIDE))
        return false;
    plan->seen = (PixelRect){0, 0, picture_side(ceil(width * plan->scale)),
                             picture_side(ceil(height * plan->scale))};
    return true;
}

bool ink_drawing_look(InkDrawing *plan, const Pixmap *small, const PictureBox *box) {
    if (!ink_find(small, small->width, small->height, &plan->ink))
        return false;
    double most = DRAWN_SIDE_MAX / (fmax(plan->width, plan->height) * plan->scale);
    double larger = fmin(ink_scale(&plan->ink, box), most);
    /* A pixel more at each side: the ink may have begun within one. */
    const PixelRect *part = &plan->ink.bounds;
    int32_t left = (int32_t)floor((part->x - 1) * larger);
    int32_t top = (int32_t)floor((part->y - 1) * larger);
    int32_t right = (int32_t)ceil((part->x + part->width + 1) * larger);
    int32_t bottom = (int32_t)ceil((part->y + part->height + 1) * larger);
    plan->scale *= larger;
    if (plan->ink.has_ground) { /* which ends with the drawing */
        left = left > 0 ? left : 0;
        top = top > 0 ? top : 0;
        right = (int32_t)fmin(right, floor(plan->width * plan->scale));
        bottom = (int32_t)fmin(bottom, floor(plan->height * plan->scale));
    }
    plan->seen =
        (PixelRect){left, top, right > left ? right - left : 1, bottom > top ? bottom - top : 1};
    return true;
}

Pixmap ink_drawing_end(InkDrawing *plan, Pixmap drawn, const PictureBox *box) {
    /* With the ground of the whole drawing: what is drawn of it may end within the ink. */
    if (!measure(&drawn, drawn.width, drawn.height, &plan->ink))
        plan->ink.bounds = (PixelRect){0, 0, drawn.width, drawn.height};
    Pixmap cut = ink_cut(drawn, &plan->ink);
    if (cut.width <= box->width && cut.height <= box->height)
        return cut;
    const PictureBox within = {.fit = FIT_CONTAIN, .width = box->width, .height = box->height};
    return picture_fit(cut, cut.width, cut.height, &within);
}

/* ---- what it is seen on ---------------------------------------------------------------------- */

/* Relative luminance with WCAG's flare: contrasts are quotients of it. */
static float light_of(uint32_t color) {
    float linear[3];
    for (int i = 0; i < 3; i++) {
        float c = (float)(color >> (16 - 8 * i) & 0xFF) / 255;
        linear[i] = c <= 0.04045f ? c / 12.92f : powf((c + 0.055f) / 1.055f, 2.4f);
    }
    return 0.2126f * linear[0] + 0.7152f * linear[1] + 0.0722f * linear[2] + 0.05f;
}

/* From black to white the light is 21 times as much. */
static float light_of_step(int step) {
    return 0.05f * powf(21, ((float)step + 0.5f) / INK_STEPS);
}

static int step_of_light(float light) {
    int step = (int)(logf(light / 0.05f) / logf(21) * INK_STEPS);
    return step < 0 ? 0 : step < INK_STEPS ? step : INK_STEPS - 1;
}

static uint32_t straight(uint32_t pixel) {
    uint32_t alpha = pixel >> 24, color = 0;
    for (int shift = 0; shift < 24; shift += 8) {
        uint32_t channel = ((pixel >> shift & 0xFF) * 255 + alpha / 2) / alpha;
        color |= (channel < 255 ? channel : 255) << shift;
    }
    return color;
}

static bool is_solid(const Pixmap *picture, int32_t x, int32_t y) {
    return x >= 0 && y >= 0 && x < picture->width && y < picture->height &&
           pixel_at(picture, x, y) >> 24 >= SOLID;
}

static bool is_at_edge(const Pixmap *picture, int32_t x, int32_t y) {
    return !is_solid(picture, x - EDGE, y) || !is_solid(picture, x + EDGE, y) ||
           !is_solid(picture, x, y - EDGE) || !is_solid(picture, x, y + EDGE);
}

InkEdge ink_edge(const Pixmap *picture, const Ink *ink) {
    InkEdge edge = {.has_ground = ink->has_ground, .ground = ink->ground};
    uint32_t last = 0; /* most pixels are like the one before */
    int step = 0;
    for (int32_t y = 0; y < picture->height; y++)
        for (int32_t x = 0; x < picture->width; x++) {
            uint32_t pixel = pixel_at(picture, x, y);
            if (pixel >> 24 < SOLID || !is_at_edge(picture, x, y))
                continue;
            if (pixel != last)
                step = step_of_light(light_of(straight(pixel)));
            last = pixel;
            edge.pixels[step]++;
        }
    return edge;
}

float ink_seen_on(const InkEdge *edge, uint32_t color, float contrast) {
    float light = light_of(color);
    uint64_t seen = 0, all = 0;
    for (int i = 0; i < INK_STEPS; i++) {
        float own = light_of_step(i);
        all += edge->pixels[i];
        if (fmaxf(own, light) / fminf(own, light) >= contrast)
            seen += edge->pixels[i];
    }
    return all ? (float)((double)seen / (double)all) : 1;
}

uint32_t ink_plate(const InkEdge *edge, uint32_t plate, uint32_t other) {
    if (edge->has_ground)
        return edge->ground;
    float usual = ink_seen_on(edge, plate, SEEN);
    return usual < ENOUGH && ink_seen_on(edge, other, SEEN) > usual + BETTER ? other : plate;
}

float ink_lost(const InkEdge *edge, uint32_t plate, uint32_t other) {
    if (edge->has_ground)
        return 0;
    return 1 - ink_seen_on(edge, ink_plate(edge, plate, other), HARDLY_SEEN);
}
