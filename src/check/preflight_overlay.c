#include "check/preflight_overlay.h"

#include <string.h>

#include "views/overlay.h"

enum { WIDTH = 1920, HEIGHT = 1080 }; /* of a stream, as a rule */

static ViewContext context_of(const SurveyPlan *plan, const LanguageOrder *order) {
    ViewContext context = {.schedule = plan->schedule,
                           .room = SCHEDULE_NONE,
                           .width = WIDTH,
                           .height = HEIGHT,
                           .theme = plan->theme,
                           .zone = plan->schedule->event.zone,
                           .language_count = order->count,
                           .text = plan->text};
    memcpy(context.languages, order->tags, sizeof context.languages);
    memcpy(context.strings, order->strings, sizeof context.strings);
    return context;
}

/* The text that is cut in what `hand` shows at the context's instant, or NULL. */
static const SceneText *cut_text(Arena *arena, const ViewContext *context, const CueHand *hand) {
    Scene scene = scene_create(arena, context->width, context->height);
    OverlayMoment moment = {.context = context, .hand = *hand};
    overlay_build(&moment, OVERLAY_VIEW_LOWER_THIRD, &scene);
    for (size_t i = 0; i < scene.text_count; i++)
        if (scene.draws[scene.texts[i].draw].text.layout->is_cut)
            return &scene.texts[i];
    return NULL;
}

static void check_session(Arena *arena, ViewContext *context, size_t index,
                          Diagnostics *diagnostics) {
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
        const SceneText *text = cut_text(arena, context, &hand);
        if (text)
            diagnostics_add(diagnostics, SEVERITY_WARNING, "overlay-cut",
                            text->at.line ? text->at : session->at,
                            "give overlay a larger width, a smaller size or less offset",
                            "\"%.*s\" does not fit into the lower third and is cut",
                            str_arg(text->text));
    }
}

void preflight_overlay(const SurveyPlan *plan, Diagnostics *diagnostics) {
    theme_check_third(plan->theme, &plan->schedule->overlay, diagnostics);
    if (!overlay_look_is_own(&plan->theme->overlay))
        return; /* the usual one was looked at by us */
    Arena *arena = arena_create();
    ViewContext context = context_of(plan, &plan->orders[0]);
    for (size_t i = 0; i < plan->schedule->session_count; i++)
        check_session(arena, &context, i, diagnostics);
    arena_free(arena);
}
