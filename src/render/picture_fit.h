/* picture_fit.h: how a picture is fitted to its box. Used where pictures are drawn, on both sides
 * of the decoders' process. */
#pragma once

#include "render/pixmap.h"
#include "scene/scene.h"

/* How much larger than it is a picture that fills a screen is drawn at most. */
#define PICTURE_GROW_MAX 2

/* A box in pixels, and how a picture is to fill it. */
typedef struct {
    ImageFit fit;
    int32_t width, height;
} PictureBox;

/* Pictures that are fitted by what is to be seen of them (ink.h). */
static inline bool fit_is_by_ink(ImageFit fit) {
    return fit == FIT_SIGN || fit == FIT_SIGN_LEFT || fit == FIT_SIGN_RIGHT || fit == FIT_LOGO;
}

/* How a picture that fills a screen does, given its own size: FIT_PAGE_COVER or FIT_PAGE_CONTAIN;
 * other fits as they are. */
ImageFit picture_page_fit(double width, double height, const PictureBox *box);

/* A length as whole pixels, at least one. */
int32_t picture_side(double length);

/* Scales and cuts `stored` for the box. The picture is the part width × height of it at its top
 * left, in its pixels, which need not be whole. Takes `stored`. */
Pixmap picture_fit(Pixmap stored, double width, double height, const PictureBox *box);

/* The size at which a vector drawing of width × height units fills the box. */
void picture_drawn_size(double width, double height, const PictureBox *box, int32_t *to_width,
                        int32_t *to_height);

/* What is kept of a drawing that was drawn at its final size: rounding may make it a pixel larger
 * than the box, and FIT_COVER has more than is seen. The middle; of FIT_FACE the upper part. */
PixelRect picture_seen_part(int32_t drawn_width, int32_t drawn_height, const PictureBox *box);

/* Cuts the corners off, to a radius in pixels, with soft edges. */
void picture_round(Pixmap *picture, float radius);

/* True when at least one pixel can be seen. */
bool picture_is_visible(const Pixmap *picture);
