/* overlay_page.h: what the overlay's views share: panels, and coming and going.
 *
 * Private to src/views. */
#pragma once

#include "views/overlay.h"
#include "views/page.h"

typedef struct {
    Page page; /* within the title safe area; its context is that of `at` */
    ViewContext context;
    const OverlayMoment *moment;
    Instant at;  /* the instant that is asked for; page.context->at may lie before it */
    int32_t top; /* the first row that the view may draw into */
} OverlayPage;

/* How far something has come in: 0 away, 1 there. */
typedef struct {
    float progress; /* even */
    float share;    /* eased: fast at first, then settling */
    bool is_moving;
} Motion;

/* `progress` beyond 0 to 1 is cut. */
float motion_ease(float progress);

/* Comes in from `from` on, and is gone at `until`; each takes CUE_MOTION. */
Motion motion_at(Instant at, Instant from, Instant until);

/* The page for another instant than the one that is asked for: what is on its way out is drawn as
 * it was. */
void overlay_page_turn(OverlayPage *overlay, Instant at);

/* Lets the second language be the first, when it has its turn (odd). */
void overlay_page_languages(OverlayPage *overlay, size_t turn);

/* The ground of a panel: the theme's background, `opacity` dense. */
Color overlay_ground(const OverlayPage *overlay, float opacity);

/* What is true for a while: 0 for nothing. Lowers *next_change as usual. */
typedef uint64_t (*OverlayKey)(const OverlayPage *overlay, Instant at, Instant *next_change);

/* Comes when the key becomes another one than 0, goes after it has become 0, and is exchanged at
 * once when it changes otherwise. *shown_at is the instant to draw. */
Motion overlay_fade(const OverlayPage *overlay, OverlayKey key, Instant *shown_at);

/* A look in pixels of the design's canvas, in one line, that may shrink to 0.7 of them. */
TextLook overlay_look(const OverlayPage *overlay, float size, FontWeight weight, ColorRole color,
                      size_t language);

OverlayLayer overlay_draw_logo(OverlayPage *overlay);
OverlayLayer overlay_draw_bug(OverlayPage *overlay);
OverlayLayer overlay_draw_qr(OverlayPage *overlay);
OverlayLayer overlay_draw_countdown(OverlayPage *overlay);
OverlayLayer overlay_draw_lower_third(OverlayPage *overlay);
OverlayLayer overlay_draw_slate(OverlayPage *overlay);
OverlayLayer overlay_draw_ticker(OverlayPage *overlay);
OverlayLayer overlay_draw_title(OverlayPage *overlay);
OverlayLayer overlay_draw_timer(OverlayPage *overlay);
OverlayLayer overlay_draw_captions(OverlayPage *overlay);
OverlayLayer overlay_draw_notice(OverlayPage *overlay);
