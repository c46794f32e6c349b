/* logos.c: what logos stand on. A tile fills its place; on the page itself there is none unless the
 * logo would hardly be seen there. */
#include "views/page.h"

/* Of a tile: how much of it is free around a logo. What is as high as wide stays smaller than that
 * (FIT_LOGO). */
#define TILE_FREE 0.12f

static LogoPlate plate_of(const Page *page) {
    return (LogoPlate){.plate = page->theme->colors[COLOR_TILE],
                       .other = page->theme->colors[COLOR_ON_TILE],
                       .line = page->theme->colors[COLOR_LINE],
                       .radius = metrics_px(&page->metrics, page->theme->radius)};
}

Box *page_logo_tile(const Page *page, Layout *layout, Box *parent, Str path, BoxStyle style,
                    float height) {
    LogoPlate plate = plate_of(page);
    plate.pad_x = metrics_px(&page->metrics, 32);
    plate.pad_y = height * TILE_FREE;
    return box_logo(layout, parent, IMAGE_SCHEDULE, path, FIT_LOGO, &plate, style);
}

Box *page_logo(const Page *page, Layout *layout, Box *parent, ThemePicture logo, ImageFit fit,
               BoxStyle style) {
    if (logo.origin == IMAGE_ASSET)
        return box_fit(box_image(layout, parent, logo.origin, logo.path, 1, style),
                       fit == FIT_SIGN_LEFT    ? FIT_LEFT
                       : fit == FIT_SIGN_RIGHT ? FIT_RIGHT
                                               : FIT_CONTAIN);
    LogoPlate plate = plate_of(page);
    Color ground = page->theme->colors[COLOR_BACKGROUND];
    bool is_light = theme_is_light(page->theme);
    plate.other = is_light ? plate.other : plate.plate;
    plate.plate = ground;
    plate.line = 0;
    plate.is_page = true;
    plate.radius = metrics_px(&page->metrics, 8);
    plate.pad_x = metrics_px(&page->metrics, 12);
    plate.pad_y = metrics_px(&page->metrics, 8);
    return box_logo(layout, parent, logo.origin, logo.path, fit, &plate, style);
}
