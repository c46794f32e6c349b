#include "render/picture_fit.h"

#include <math.h>

#include "render/image_scale.h"

/* Less alpha than this, of 255, is nothing to see. */
enum { VISIBLE_ALPHA = 8 };

/* How much of what is cut off above and below a tall picture of a person is cut above:
 * photographers leave little room over a head, and much under it. */
#define ABOVE_FACE 0.15

/* Of pictures that fill a screen: how much of one may be cut off. */
#define CUT_MAX 0.125

int32_t picture_side(double length) {
    return length < 1 ? 1 : (int32_t)lround(length);
}

ImageFit picture_page_fit(double width, double height, const PictureBox *box) {
    if (box->fit != FIT_PAGE_AUTO)
        return box->fit;
    double across = box->width / width, down = box->height / height;
    double seen = fmin(across, down) / fmax(across, down);
    return seen >= 1 - CUT_MAX ? FIT_PAGE_COVER : FIT_PAGE_CONTAIN;
}

Pixmap picture_fit(Pixmap stored, double width, double height, const PictureBox *box) {
    double across = box->width / width, down = box->height / height;
    ScaleWindow window = {0, 0, width, height};
    int32_t to_width = box->width, to_height = box->height;
    switch (picture_page_fit(width, height, box)) {
    case FIT_PAGE_AUTO: /* is one of the other two */
    case FIT_PAGE_CONTAIN: {
        double scale = fmin(fmin(across, down), PICTURE_GROW_MAX);
        to_width = picture_side(width * scale);
        to_height = picture_side(height * scale);
        break;
    }
    case FIT_PAGE_COVER: {
        double scale = fmin(fmax(across, down), PICTURE_GROW_MAX);
        to_width = picture_side(fmin(width * scale, box->width));
        to_height = picture_side(fmin(height * scale, box->height));
        window.width = to_width / scale;
        window.height = to_height / scale;
        window.x = (width - window.width) / 2;
        window.y = (height - window.height) / 2;
        break;
    }
    case FIT_REPEAT: /* once; whoever draws it repeats it */
    case FIT_LEFT:
    case FIT_RIGHT:
    case FIT_SIGN: /* and these by their ink: ink.h */
    case FIT_SIGN_LEFT:
    case FIT_SIGN_RIGHT:
    case FIT_LOGO:
    case FIT_CONTAIN: {
        double scale = fmin(across, down);
        to_width = picture_side(width * scale);
        to_height = picture_side(height * scale);
        break;
    }
    case FIT_COVER:
    case FIT_FACE: {
        double scale = fmax(across, down);
        window.width = box->width / scale;
        window.height = box->height / scale;
        window.x = (width - window.width) / 2;
        window.y = (height - window.height) * (box->fit == FIT_FACE ? ABOVE_FACE : 0.5);
        break;
    }
    }
    bool is_whole = window.width == stored.width && window.height == stored.height;
    if (is_whole && to_width == stored.width && to_height == stored.height)
        return stored;
    Pixmap fitted = pixmap_create(to_width, to_height);
    image_scale(&fitted, &stored, window);
    pixmap_free(&stored);
    return fitted;
}

void picture_drawn_size(double width, double height, const PictureBox *box, int32_t *to_width,
                        int32_t *to_height) {
    double across = box->width / width, down = box->height / height;
    ImageFit fit = picture_page_fit(width, height, box);
    bool is_filled = fit == FIT_COVER || fit == FIT_FACE || fit == FIT_PAGE_COVER;
    double scale = is_filled ? fmax(across, down) : fmin(across, down);
    *to_width = picture_side(fmin(width * scale, INT32_MAX / 2));
    *to_height = picture_side(fmin(height * scale, INT32_MAX / 2));
}

PixelRect picture_seen_part(int32_t drawn_width, int32_t drawn_height, const PictureBox *box) {
    int32_t width = drawn_width < box->width ? drawn_width : box->width;
    int32_t height = drawn_height < box->height ? drawn_height : box->height;
    int32_t below = drawn_height - height;
    int32_t above = box->fit == FIT_FACE ? (int32_t)(below * ABOVE_FACE) : below / 2;
    return (PixelRect){(drawn_width - width) / 2, above, width, height};
}

/* How much of a pixel at (x, y) from the outer corner, counted inwards, a round one leaves. */
static float corner_cover(int32_t x, int32_t y, float radius) {
    enum { PARTS = 4 };
    int inside = 0;
    for (int i = 0; i < PARTS * PARTS; i++) {
        float dx = radius - ((float)x + ((float)(i % PARTS) + 0.5f) / PARTS);
        float dy = radius - ((float)y + ((float)(i / PARTS) + 0.5f) / PARTS);
        inside += dx <= 0 || dy <= 0 || dx * dx + dy * dy <= radius * radius;
    }
    return (float)inside / (PARTS * PARTS);
}

static void fade_pixel(uint32_t *pixel, float keep) {
    uint32_t faded = 0;
    for (int shift = 0; shift < 32; shift += 8)
        faded |= (uint32_t)((float)(*pixel >> shift & 0xFF) * keep + 0.5f) << shift;
    *pixel = faded;
}

void picture_round(Pixmap *picture, float radius) {
    radius = fminf(radius, fminf((float)picture->width, (float)picture->height) / 2);
    if (!(radius > 0))
        return;
    int32_t side = (int32_t)ceilf(radius);
    for (int32_t y = 0; y < side; y++)
        for (int32_t x = 0; x < side; x++) {
            float keep = corner_cover(x, y, radius);
            if (keep >= 1)
                continue;
            int32_t right = picture->width - 1 - x, bottom = picture->height - 1 - y;
            uint32_t *top_row = picture->pixels + (size_t)y * (size_t)picture->width;
            uint32_t *bottom_row = picture->pixels + (size_t)bottom * (size_t)picture->width;
            fade_pixel(&top_row[x], keep);
            fade_pixel(&top_row[right], keep);
            fade_pixel(&bottom_row[x], keep);
            fade_pixel(&bottom_row[right], keep);
        }
}

bool picture_is_visible(const Pixmap *picture) {
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++)
        if (picture->pixels[i] >> 24 >= VISIBLE_ALPHA)
            return true;
    return false;
}
