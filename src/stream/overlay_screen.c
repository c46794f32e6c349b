#include "stream/overlay_screen.h"

#include <assert.h>
#include <string.h>

#include "output/straight.h"
#include "render/canvas.h"

typedef struct {
    Arena *arena; /* owned: holds the scene */
    Scene scene;
    OverlayLayer layer;
    bool is_drawn;
} BuiltLayer;

struct OverlayScreen {
    Arena *arena;   /* owned: this struct */
    Screen *screen; /* borrowed */
    OverlayChoice choice;
    const OverlayCaptions *captions; /* borrowed */
    bool has_foot;
    BuiltLayer layers[OVERLAY_VIEW_COUNT];
    Pixmap scratch; /* owned: for a layer that is not fully there; blank; made when first needed */
};

OverlayScreen *overlay_screen_create(Screen *screen, const OverlayChoice *choice) {
    Arena *arena = arena_create();
    OverlayScreen *overlay = arena_new(arena, OverlayScreen, 1);
    *overlay = (OverlayScreen){.arena = arena, .screen = screen, .choice = *choice};
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        overlay->layers[view].arena = arena_create();
        overlay->has_foot |= choice->views[view] && overlay_view_is_at_foot(view);
    }
    return overlay;
}

void overlay_screen_free(OverlayScreen *overlay) {
    if (!overlay)
        return;
    for (size_t i = 0; i < OVERLAY_VIEW_COUNT; i++)
        arena_free(overlay->layers[i].arena);
    pixmap_free(&overlay->scratch);
    arena_free(overlay->arena);
}

void overlay_screen_set_captions(OverlayScreen *overlay, const OverlayCaptions *captions) {
    overlay->captions = captions;
}

CueHand overlay_screen_hand(const OverlayScreen *overlay, const CueHand *hand) {
    const OverlayLook *look = &screen_context_at(overlay->screen, 0).theme->overlay;
    CueHand whole = *hand;
    whole.stays = look->time;
    whole.shows_strip = look->has_strip;
    return whole;
}

void overlay_choice_rows(const OverlayChoice *choice, int32_t height, int32_t *from,
                         int32_t *until) {
    *from = 0;
    *until = height;
    if (!choice->is_strip)
        return;
    *from = height;
    *until = 0;
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        int32_t first, end;
        if (!choice->views[view])
            continue;
        overlay_view_rows(view, height, &first, &end);
        *from = first < *from ? first : *from;
        *until = end > *until ? end : *until;
    }
}

/* True while a session is covered that must not be recorded: from a moment before it begins. */
static bool is_not_recorded(const ViewContext *context, Instant *next_change) {
    for (Millis ahead = 0; ahead <= CUE_MOTION; ahead += CUE_MOTION) {
        Instant change = INSTANT_NEVER;
        SlateKind kind =
            overlay_slate_at(context->schedule, context->room, context->at + ahead, NULL, &change);
        if (change != INSTANT_NEVER)
            *next_change = instant_min(*next_change, change - ahead);
        if (kind == SLATE_NOT_RECORDED)
            return true;
    }
    return false;
}

/* A stage timer alone goes to the stage, where nothing has to be hidden. */
static bool is_for_audience(const OverlayChoice *choice) {
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        if (choice->views[view] && view != OVERLAY_VIEW_TIMER)
            return true;
    return false;
}

static void build(BuiltLayer *built, const OverlayMoment *moment, OverlayView view) {
    arena_reset(built->arena);
    built->scene = scene_create(built->arena, moment->context->width, moment->context->height);
    built->layer = overlay_build(moment, view, &built->scene);
    built->is_drawn = built->layer.opacity > 0 && built->scene.draw_count > 0;
}

OverlayPicture overlay_screen_look(OverlayScreen *overlay, const CueHand *hand, Instant at) {
    screen_try_pictures(overlay->screen);
    ViewContext context = screen_context_at(overlay->screen, at);
    OverlayMoment moment = {.context = &context,
                            .hand = overlay_screen_hand(overlay, hand),
                            .is_strip = overlay->choice.is_strip,
                            .captions = overlay->captions,
                            .has_foot = overlay->has_foot};
    OverlayPicture picture = {.hash = STR_HASH_SEED, .next_change = INSTANT_NEVER};
    size_t cover = 0;
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        BuiltLayer *built = &overlay->layers[view];
        bool is_chosen = overlay->choice.views[view];
        if (view == OVERLAY_VIEW_SLATE && !is_chosen && !overlay->choice.is_strip &&
            is_for_audience(&overlay->choice))
            is_chosen = is_not_recorded(&context, &picture.next_change);
        built->is_drawn = false;
        if (!is_chosen)
            continue;
        build(built, &moment, view);
        if (screen_misses_pictures(overlay->screen, &built->scene)) {
            context = screen_context_at(overlay->screen, at);
            build(built, &moment, view);
        }
        picture.next_change = instant_min(picture.next_change, built->scene.next_change);
        picture.is_moving |= built->layer.is_moving;
        if (built->is_drawn && built->layer.is_cover)
            cover = view;
    }
    for (size_t view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        BuiltLayer *built = &overlay->layers[view];
        built->is_drawn &= view >= cover;
        if (!built->is_drawn)
            continue;
        uint64_t hash = screen_hash(overlay->screen, &built->scene);
        picture.hash = str_hash(picture.hash, &hash, sizeof hash);
        picture.hash = str_hash(picture.hash, &built->layer.opacity, sizeof built->layer.opacity);
    }
    if (picture.next_change <= at)
        picture.next_change = at + 1;
    return picture;
}

/* What was drawn on the scratch, laid over `to`; the scratch is blank again afterwards. Most rows
 * are: they are looked at and nothing else. */
static void lay_over(Pixmap *to, Pixmap *scratch, float opacity) {
    size_t width = (size_t)to->width;
    Canvas canvas = canvas_open(to);
    for (int32_t y = 0, end; y < to->height; y = end) {
        uint32_t *first = scratch->pixels + (size_t)y * width;
        bool is_blank = pixels_are_blank(first, width);
        for (end = y + 1; end < to->height; end++)
            if (pixels_are_blank(scratch->pixels + (size_t)end * width, width) != is_blank)
                break;
        if (is_blank)
            continue;
        canvas_pixels(&canvas, first, to->width, 0, y, to->width, end - y, opacity);
        memset(first, 0, (size_t)(end - y) * width * sizeof *first);
    }
    canvas_close(&canvas);
}

static void draw_faint(OverlayScreen *overlay, const BuiltLayer *built, Pixmap *to) {
    if (!overlay->scratch.pixels)
        overlay->scratch = pixmap_create(to->width, to->height);
    renderer_draw(screen_renderer(overlay->screen), &built->scene, &overlay->scratch);
    lay_over(to, &overlay->scratch, built->layer.opacity);
}

void overlay_screen_draw(OverlayScreen *overlay, Pixmap *to) {
    int32_t width, height, from, until;
    screen_size(overlay->screen, &width, &height);
    assert(to->width == width && to->height == height);
    overlay_choice_rows(&overlay->choice, height, &from, &until);
    memset(to->pixels + (size_t)from * (size_t)width, 0,
           (size_t)(until - from) * (size_t)width * sizeof *to->pixels);
    for (size_t view = 0; view < OVERLAY_VIEW_COUNT; view++) {
        const BuiltLayer *built = &overlay->layers[view];
        if (!built->is_drawn)
            continue;
        if (built->layer.opacity < 1)
            draw_faint(overlay, built, to);
        else
            renderer_draw(screen_renderer(overlay->screen), &built->scene, to);
    }
}
