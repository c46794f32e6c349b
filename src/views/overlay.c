/* overlay.c: which file draws which of the overlay's views, and how they come and go. */
#include "views/overlay.h"

#include <math.h>
#include <string.h>

#include "views/overlay_page.h"

static const struct {
    const char *name;
    OverlayLayer (*draw)(OverlayPage *overlay);
    float from, until; /* share of the height that it needs */
} VIEWS[] = {
    [OVERLAY_VIEW_BUG] = {"bug", overlay_draw_bug, 0, 0.25f},
    [OVERLAY_VIEW_COUNTDOWN] = {"countdown", overlay_draw_countdown, 0.5f, 1},
    [OVERLAY_VIEW_LOWER_THIRD] = {"lower-third", overlay_draw_lower_third, 0.75f, 1},
    [OVERLAY_VIEW_SLATE] = {"slate", overlay_draw_slate, 0, 1},
    [OVERLAY_VIEW_NOTICE] = {"notice", overlay_draw_notice, 0.5f, 1},
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

void overlay_view_rows(OverlayView view, int32_t height, int32_t *from, int32_t *until) {
    *from = (int32_t)floorf((float)height * VIEWS[view].from / 2) * 2;
    *until =
        VIEWS[view].until < 1 ? (int32_t)ceilf((float)height * VIEWS[view].until / 2) * 2 : height;
}

static float cut(float share) {
    return fminf(1, fmaxf(0, share));
}

float motion_ease(float progress) {
    float rest = 1 - cut(progress);
    return 1 - rest * rest * rest;
}

Motion motion_at(Instant at, Instant from, Instant until) {
    if (at < from || at >= until)
        return (Motion){0};
    bool is_coming = at - from < CUE_MOTION;
    bool is_going = until != INSTANT_NEVER && until - at <= CUE_MOTION;
    float in = cut((float)(at - from) / (float)CUE_MOTION);
    /* On its way out it runs backwards, so that it leaves as it came. */
    float out = is_going ? cut((float)(until - at) / (float)CUE_MOTION) : 1;
    float progress = fminf(in, out);
    return (Motion){
        .progress = progress, .share = motion_ease(progress), .is_moving = is_coming || is_going};
}

Color overlay_ground(const OverlayPage *overlay, float opacity) {
    return color_fade(page_color(&overlay->page, COLOR_BACKGROUND), opacity);
}

void overlay_page_turn(OverlayPage *overlay, Instant at) {
    Scene *scene = overlay->page.scene;
    overlay->context = *overlay->moment->context;
    overlay->context.at = at;
    static const Slide NOW = {.view = VIEW_NOW_NEXT, .until = INSTANT_NEVER};
    overlay->page = page_create(&overlay->context, &NOW, scene);
    const Schedule *schedule = overlay->context.schedule;
    float safe = schedule ? schedule->display.safe_area : 0;
    overlay->page.metrics = metrics_create(overlay->context.width, overlay->context.height,
                                           overlay->context.theme, fmaxf(safe, OVERLAY_TITLE_SAFE));
    /* A stream is watched whole, on a phone or a television: its shorter side counts. */
    Metrics *m = &overlay->page.metrics;
    m->min_type = ceilf(fminf(m->width, m->height) / 45);
    overlay->page.body = m->content;
}

/* The first instant in (before, at] with the key of `at`; `before` has another one. */
static Instant key_since(const OverlayPage *overlay, OverlayKey key, Instant before, Instant at) {
    uint64_t now = key(overlay, at, NULL);
    while (at - before > 1) {
        Instant middle = before + (at - before) / 2;
        if (key(overlay, middle, NULL) == now)
            at = middle;
        else
            before = middle;
    }
    return at;
}

Motion overlay_fade(const OverlayPage *overlay, OverlayKey key, Instant *shown_at) {
    Instant at = overlay->at, before = at - CUE_MOTION, next = INSTANT_NEVER;
    uint64_t now = key(overlay, at, &next), then = key(overlay, before, NULL);
    scene_changes_at(overlay->page.scene, next);
    *shown_at = at;
    if (now == then || (now && then))
        return (Motion){.share = now ? 1 : 0};
    Instant since = key_since(overlay, key, before, at);
    if (now)
        return motion_at(at, since, INSTANT_NEVER);
    *shown_at = since - 1;
    return motion_at(at, since - CUE_MOTION, since + CUE_MOTION);
}

OverlayLayer overlay_build(const OverlayMoment *moment, OverlayView view, Scene *scene) {
    OverlayPage overlay = {.moment = moment, .at = moment->context->at, .page.scene = scene};
    overlay_page_turn(&overlay, overlay.at);
    OverlayLayer layer = VIEWS[view].draw(&overlay);
    if (layer.is_moving || scene->next_change <= overlay.at)
        scene->next_change = overlay.at + 1;
    return layer;
}
