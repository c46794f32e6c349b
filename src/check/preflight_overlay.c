#include "check/preflight_overlay.h"

#include <math.h>
#include <string.h>

#include "base/address.h"
#include "base/files.h"
#include "base/language.h"
#include "check/plate_ground.h"
#include "render/picture_maker.h"
#include "views/overlay.h"

static const ScreenSize USUAL_SIZE = {1920, 1080}; /* of a stream, as a rule */

enum { COLORS_TOLD = 8 };

/* The text of a colour that is read worst on the picture. */
typedef struct {
    Color color;
    float contrast;
    Str text;
} WorstText;

typedef struct {
    const SurveyPlan *plan;
    Arena *arena; /* for what is told in the end */
    Diagnostics *diagnostics;
    ScreenSize size;
    PlateGround *ground; /* NULL: there is no picture, or none that can be drawn */
    WordTable cut;       /* what was told to be cut */
    WorstText worst[COLORS_TOLD];
    size_t worst_count;
} OverlayCheck;

static ViewContext context_of(const OverlayCheck *check, const LanguageOrder *order) {
    ViewContext context = {.schedule = check->plan->schedule,
                           .room = SCHEDULE_NONE,
                           .width = check->size.width,
                           .height = check->size.height,
                           .theme = check->plan->theme,
                           .zone = check->plan->schedule->event.zone,
                           .language_count = order->count,
                           .text = check->plan->text};
    memcpy(context.languages, order->tags, sizeof context.languages);
    memcpy(context.strings, order->strings, sizeof context.strings);
    return context;
}

/* ---- on the show's own picture -------------------------------------------------------------- */

static PlateGround *ground_of(const OverlayCheck *check, Str assets,
                              const PreflightFolders *folders) {
    const Theme *theme = check->plan->theme;
    const Str places[IMAGE_ORIGIN_COUNT] = {[IMAGE_ASSET] = assets,
                                            [IMAGE_SCHEDULE] = folders->schedule,
                                            [IMAGE_THEME] = theme->folder};
    if (!theme->plate.path.len)
        return NULL;
    Str path = theme->plate.path;
    bool is_web = address_is_web(str_copy(check->arena, path).s);
    PictureOrder order = {.folder = is_web ? folders->copies : places[theme->plate.origin],
                          .path = is_web ? address_copy_name(check->arena, path) : path,
                          .box = {FIT_CONTAIN, check->size.width, check->size.height}};
    PictureMaker *maker = picture_maker_create(NULL);
    PictureResult result = picture_maker_make(maker, &order);
    picture_maker_free(maker);
    if (result.outcome != PICTURE_MADE)
        return NULL; /* which is told with the other pictures */
    Pixmap whole = pixmap_create(check->size.width, check->size.height);
    Canvas canvas = canvas_open(&whole);
    image_draw(&result.image, &canvas, (check->size.width - result.image.width) / 2,
               (check->size.height - result.image.height) / 2, 1);
    canvas_close(&canvas);
    PlateGround *ground = plate_ground_create(&whole);
    pixmap_free(&whole);
    image_free(&result.image);
    return ground;
}

static void measure_text(OverlayCheck *check, const Draw *draw, Str text) {
    const TextLayout *layout = draw->text.layout;
    float contrast = 21, height = layout->height / (float)layout->line_count;
    for (size_t k = 0; k < layout->line_count; k++) {
        Rect line = {draw->text.x + layout->lines[k].x, draw->text.y + (float)k * height,
                     layout->lines[k].width, height};
        contrast = fminf(contrast, plate_ground_contrast(check->ground, line, draw->text.color));
    }
    size_t i = 0;
    while (i < check->worst_count && check->worst[i].color != draw->text.color)
        i++;
    if (i == COLORS_TOLD || (i < check->worst_count && contrast >= check->worst[i].contrast))
        return;
    check->worst_count = i < check->worst_count ? check->worst_count : i + 1;
    check->worst[i] = (WorstText){draw->text.color, contrast, str_copy(check->arena, text)};
}

static void tell_contrast(OverlayCheck *check) {
    const Theme *theme = check->plan->theme;
    bool is_the_themes = theme->plate.origin != IMAGE_SCHEDULE;
    Position at = is_the_themes ? (Position){0} : theme->overlay.picture_at;
    for (size_t i = 0; i < check->worst_count; i++) {
        const WorstText *worst = &check->worst[i];
        if (worst->contrast >= theme->contrast)
            continue;
        diagnostics_add(
            check->diagnostics, SEVERITY_WARNING, "low-contrast", at,
            "make what lies behind the texts denser, or the texts lighter or darker",
            "on the %spicture of lower thirds \"%.*s\" (#%06x) has a contrast of %.1f:1 "
            "over some cameras; %.3g:1 is needed",
            is_the_themes ? "theme's " : "", str_arg(worst->text),
            (unsigned)(worst->color & 0xFFFFFF), (double)worst->contrast, (double)theme->contrast);
    }
}

/* ---- who is shown --------------------------------------------------------------------------- */

static void tell_cut(OverlayCheck *check, const SceneText *text, const Session *session) {
    Arena *arena = check->arena;
    size_t told = check->cut.count;
    if (word_table_add(&check->cut, str_copy(arena, text->text), told) != told)
        return;
    ScreenSize size = check->size;
    bool is_usual = size.width == USUAL_SIZE.width && size.height == USUAL_SIZE.height;
    diagnostics_add(check->diagnostics, SEVERITY_WARNING, "overlay-cut",
                    text->at.line ? text->at : session->at,
                    "give overlay a larger width, a smaller size or less offset",
                    "\"%.*s\" does not fit into the lower third%s and is cut", str_arg(text->text),
                    is_usual ? "" : arena_printf(arena, " at %dx%d", size.width, size.height));
}

/* What `hand` shows at the context's instant. */
static void check_hand(OverlayCheck *check, Arena *arena, const ViewContext *context,
                       const CueHand *hand, const Session *session) {
    Scene scene = scene_create(arena, context->width, context->height);
    OverlayMoment moment = {.context = context, .hand = *hand};
    overlay_build(&moment, OVERLAY_VIEW_LOWER_THIRD, &scene);
    for (size_t i = 0; i < scene.text_count; i++) {
        const SceneText *text = &scene.texts[i];
        const Draw *draw = &scene.draws[text->draw];
        if (draw->text.layout->is_cut)
            tell_cut(check, text, session);
        if (check->ground)
            measure_text(check, draw, text->text);
    }
}

static void check_session(OverlayCheck *check, Arena *arena, ViewContext *context, size_t index) {
    const Session *session = &context->schedule->sessions[index];
    bool has_strip = context->theme->overlay.has_strip && session->speaker_count > 1;
    size_t names = has_strip || session->speaker_count == 0 ? 1 : session->speaker_count;
    context->room = session->room_count ? session->rooms[0] : SCHEDULE_NONE;
    context->at = session->start + MILLIS_SECOND;
    if (overlay_session_at(context->schedule, context->room, context->at) != index)
        return;
    for (size_t i = 0; i < names; i++) {
        CueHand hand = cue_hand_none();
        hand.shown = session->start;
        hand.who = has_strip ? HAND_STRIP : session->speaker_count ? HAND_ONE : HAND_IN_TURN;
        hand.speaker = i;
        arena_reset(arena);
        check_hand(check, arena, context, &hand, session);
    }
}

/* A stream of the same shape is the same picture, larger or smaller. */
static bool has_shape_of(ScreenSize a, ScreenSize b) {
    double x = (double)a.width / a.height, y = (double)b.width / b.height;
    return fabs(x - y) < 0.01 * y;
}

static bool is_checked(const ScreenSize *sizes, size_t until) {
    bool is_known = has_shape_of(sizes[until], USUAL_SIZE);
    for (size_t i = 0; i < until; i++)
        is_known |= has_shape_of(sizes[until], sizes[i]);
    return is_known;
}

static void check_size(OverlayCheck *check, ScreenSize size, Str assets,
                       const PreflightFolders *folders) {
    Arena *arena = arena_create();
    check->size = size;
    check->ground = ground_of(check, assets, folders);
    for (size_t order = 0; order < check->plan->order_count; order++) {
        ViewContext context = context_of(check, &check->plan->orders[order]);
        for (size_t i = 0; i < context.schedule->session_count; i++)
            check_session(check, arena, &context, i);
    }
    plate_ground_free(check->ground);
    arena_free(arena);
}

void preflight_overlay(const SurveyPlan *plan, const ScreenSize *sizes, size_t size_count,
                       Str assets, const PreflightFolders *folders, Diagnostics *diagnostics) {
    theme_check_third(plan->theme, &plan->schedule->overlay, diagnostics);
    if (!overlay_look_is_own(&plan->theme->overlay))
        return; /* the usual one was looked at by us */
    Arena *arena = arena_create();
    OverlayCheck check = {
        .plan = plan, .arena = arena, .diagnostics = diagnostics, .cut.arena = arena};
    check_size(&check, USUAL_SIZE, assets, folders);
    for (size_t i = 0; i < size_count; i++)
        if (!is_checked(sizes, i))
            check_size(&check, sizes[i], assets, folders);
    tell_contrast(&check);
    arena_free(arena);
}
