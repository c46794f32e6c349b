#include "views/overlay_page.h"

#include <math.h>

#include "views/alternate.h"

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

TextLook overlay_look(const OverlayPage *overlay, float size, FontWeight weight, ColorRole color,
                      size_t language) {
    const Page *page = &overlay->page;
    TextLook look = page_look(page, TYPE_LEAD, weight, color, language);
    look.style.size = fmaxf(page->metrics.min_type, size * page->metrics.unit);
    look.style.min_size = fmaxf(page->metrics.min_type, look.style.size * 0.7f);
    look.style.line_height = 1.25f;
    look.max_lines = 1;
    return look;
}

Color overlay_ground(const OverlayPage *overlay, float opacity) {
    return color_fade(page_color(&overlay->page, COLOR_BACKGROUND), opacity);
}

static void make_page(OverlayPage *overlay) {
    Scene *scene = overlay->page.scene;
    static const Slide NOW = {.view = VIEW_NOW_NEXT, .until = INSTANT_NEVER};
    overlay->page = page_create(&overlay->context, &NOW, scene);
    const Schedule *schedule = overlay->context.schedule;
    float safe = schedule ? schedule->display.safe_area : 0;
    overlay->page.metrics = metrics_create(overlay->context.width, overlay->context.height,
                                           overlay->context.theme, fmaxf(safe, OVERLAY_TITLE_SAFE));
    /* A stream is watched whole, on a phone or a television: its shorter side counts. */
    Metrics *m = &overlay->page.metrics;
    m->min_type = ceilf(fminf(m->width, m->height) / 45);
    m->is_overlay = true;
    overlay->page.body = m->content;
}

void overlay_page_turn(OverlayPage *overlay, Instant at) {
    overlay->context = *overlay->moment->context;
    overlay->context.at = at;
    make_page(overlay);
}

void overlay_page_languages(OverlayPage *overlay, size_t turn) {
    alternate_languages(&overlay->context, turn);
    make_page(overlay);
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
