/* overlay.c: which file draws which of the overlay's views, and how they come and go. */
#include "views/overlay.h"

#include <math.h>
#include <string.h>

#include "views/overlay_page.h"

static const struct {
    const char *name;
    OverlayLayer (*draw)(OverlayPage *overlay);
    float from, until; /* share of the height that it needs */
    bool is_at_foot;
} VIEWS[] = {
    [OVERLAY_VIEW_LOGO] = {"logo", overlay_draw_logo, 0, 0.25f, false},
    [OVERLAY_VIEW_BUG] = {"bug", overlay_draw_bug, 0, 0.25f, false},
    [OVERLAY_VIEW_QR] = {"qr", overlay_draw_qr, 0.25f, 0.75f, false},
    [OVERLAY_VIEW_COUNTDOWN] = {"countdown", overlay_draw_countdown, 0.5f, 1, true},
    [OVERLAY_VIEW_LOWER_THIRD] = {"lower-third", overlay_draw_lower_third, 0.75f, 1, true},
    [OVERLAY_VIEW_TICKER] = {"ticker", overlay_draw_ticker, 0.75f, 1, true},
    [OVERLAY_VIEW_SLATE] = {"slate", overlay_draw_slate, 0, 1, false},
    [OVERLAY_VIEW_TITLE] = {"title", overlay_draw_title, 0, 1, false},
    [OVERLAY_VIEW_TIMER] = {"timer", overlay_draw_timer, 0.35f, 1, true},
    [OVERLAY_VIEW_CAPTIONS] = {"captions", overlay_draw_captions, 0.5f, 1, false},
    [OVERLAY_VIEW_NOTICE] = {"notice", overlay_draw_notice, 0.5f, 1, false},
};
_Static_assert(countof(VIEWS) == OVERLAY_VIEW_COUNT, "a row for each view");

const char *overlay_view_name(OverlayView view) {
    return VIEWS[view].name;
}

OverlayView overlay_view_by_name(Str name) {
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        const char *own = VIEWS[view].name;
        bool is_equal = name.len == strlen(own);
        for (size_t i = 0; is_equal && i < name.len; i++)
            is_equal = name.s[i] == own[i] || (name.s[i] == '_' && own[i] == '-');
        if (is_equal)
            return view;
    }
    return OVERLAY_VIEW_COUNT;
}

bool overlay_view_is_at_foot(OverlayView view) {
    return VIEWS[view].is_at_foot;
}

void overlay_view_rows(OverlayView view, int32_t height, int32_t *from, int32_t *until) {
    *from = (int32_t)floorf((float)height * VIEWS[view].from / 2) * 2;
    *until =
        VIEWS[view].until < 1 ? (int32_t)ceilf((float)height * VIEWS[view].until / 2) * 2 : height;
}

OverlayLayer overlay_build(const OverlayMoment *moment, OverlayView view, Scene *scene) {
    OverlayPage overlay = {.moment = moment, .at = moment->context->at, .page.scene = scene};
    int32_t bottom;
    overlay_view_rows(view, moment->context->height, &overlay.top, &bottom);
    overlay_page_turn(&overlay, overlay.at);
    OverlayLayer layer = VIEWS[view].draw(&overlay);
    if (layer.is_moving || scene->next_change <= overlay.at)
        scene->next_change = overlay.at + 1;
    return layer;
}
