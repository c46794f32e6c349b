#include "render/picture_fit.h"

#include <math.h>

#include "render/image_scale.h"

/* Less alpha than this, of 255, is nothing to see. */
enum { VISIBLE_ALPHA = 8 };

int32_t picture_side(double length) {
    return length < 1 ? 1 : (int32_t)lround(length);
}

Pixmap picture_fit(Pixmap stored, double width, double height, const PictureBox *box) {
    double across = box->width / width, down = box->height / height;
    ScaleWindow window = {0, 0, width, height};
    int32_t to_width = box->width, to_height = box->height;
    switch (box->fit) {
    case FIT_REPEAT: /* once; whoever draws it repeats it */
    case FIT_LEFT:
    case FIT_RIGHT:
    case FIT_CONTAIN: {
        double scale = fmin(across, down);
        to_width = picture_side(width * scale);
        to_height = picture_side(height * scale);
        break;
    }
    case FIT_COVER: {
        double scale = fmax(across, down);
        window.width = box->width / scale;
        window.height = box->height / scale;
        window.x = (width - window.width) / 2;
        window.y = (height - window.height) / 2;
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
    double scale = box->fit == FIT_COVER ? fmax(across, down) : fmin(across, down);
    *to_width = picture_side(fmin(width * scale, INT32_MAX / 2));
    *to_height = picture_side(fmin(height * scale, INT32_MAX / 2));
}

PixelRect picture_seen_part(int32_t drawn_width, int32_t drawn_height, const PictureBox *box) {
    int32_t width = drawn_width < box->width ? drawn_width : box->width;
    int32_t height = drawn_height < box->height ? drawn_height : box->height;
    return (PixelRect){(drawn_width - width) / 2, (drawn_height - height) / 2, width, height};
}

bool picture_is_visible(const Pixmap *picture) {
    size_t count = (size_t)picture->width * (size_t)picture->height;
    for (size_t i = 0; i < count; i++)
        if (picture->pixels[i] >> 24 >= VISIBLE_ALPHA)
            return true;
    return false;
}
