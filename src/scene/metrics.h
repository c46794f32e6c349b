/* metrics.h: how the design's canvas becomes this screen.
 *
 * The pictures in the design are drawn on 1920×1080. A screen of another size or shape gets a
 * scale and a shape; views choose their arrangement by the shape and measure everything else in
 * canvas units. */
#pragma once

#include "scene/scene.h"
#include "scene/theme.h"

typedef enum {
    SHAPE_PORTRAIT,  /* taller than wide: totems */
    SHAPE_SQUARE,    /* up to 1.2 : 1 */
    SHAPE_LANDSCAPE, /* the common screen */
    SHAPE_WIDE,      /* wider than 2.4 : 1: LED walls */
    SHAPE_STRIP      /* wider than 4.5 : 1: stretched bars */
} ScreenShape;

typedef struct {
    float width, height; /* pixels */
    float unit;          /* pixels in one unit of the canvas */
    float canvas;        /* pixels in one pixel of the design's picture of that shape: 1920×1080,
                            1080×1920, 1080×1080, 3840×1080 or 1920×360 */
    float min_type;      /* pixels: no text is set smaller: 1/45 of the height, of 9:16 at most */
    ScreenShape shape;
    bool is_overlay; /* of a stream: texts have the overlay's fonts */
    Rect content;    /* within the margins and the safe area */
} Metrics;

/* `safe_area`: share of each side kept free, 0 to 0.1 (title safe: 0.05, ITU-R BT.1848). */
Metrics metrics_create(int32_t width, int32_t height, const Theme *theme, float safe_area);

/* Canvas units in whole pixels, at least 1 for anything above 0. */
float metrics_px(const Metrics *metrics, float units);

/* The font for a text that would have that one on a screen. */
FontRole metrics_font(const Metrics *metrics, FontRole role);

/* A style for a role of the theme: size, the smallest size that it may shrink to, family, line
 * height. The language is the caller's. */
TextStyle metrics_style(const Metrics *metrics, const Theme *theme, TypeRole role,
                        FontWeight weight, Str language);
