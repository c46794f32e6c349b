#include "operator/button.h"

#include <stdlib.h>

#include "render/render.h"
#include "scene/layout.h"
#include "schedule/now_next.h"

struct Easel {
    const Resources *resources; /* borrowed */
    Arena *arena;               /* owned: the theme */
    TextEngine *text;           /* owned; NULL before the first picture */
    Renderer *renderer;         /* owned */
    const Theme *theme;
};

/* ---- what stands on it ---------------------------------------------------------------------- */

static Str text_in(const Schedule *schedule, const Localized *text) {
    return localized_get(text, schedule->display.languages, schedule->display.language_count);
}

bool button_of(Arena *arena, const Schedule *schedule, Str room, Instant now, Button *out) {
    size_t index = schedule ? schedule_room_by_id(schedule, room) : SCHEDULE_NONE;
    if (!schedule ||
        (index == SCHEDULE_NONE && (schedule->room_count || !str_equal_c(room, "all"))))
        return false;
    NowNext lists = now_next_at(arena, schedule, index, now, 1);
    size_t notice = notice_at(schedule, index, now, NULL);
    *out =
        (Button){.room = index == SCHEDULE_NONE ? text_in(schedule, &schedule->event.name)
                                                : text_in(schedule, &schedule->rooms[index].name),
                 .state = room_state_at(schedule, index, now, NULL),
                 .is_running = lists.now_count > 0,
                 .is_alarm = notice != SCHEDULE_NONE &&
                             (schedule->notices[notice].level == NOTICE_EMERGENCY ||
                              schedule->notices[notice].level == NOTICE_TEST),
                 .large = str_from("–")};
    if (lists.now_count == 0 && lists.next_count == 0)
        return true;
    const Session *session = &schedule->sessions[lists.now_count ? lists.now[0] : lists.next[0]];
    out->title = text_in(schedule, &session->title);
    if (lists.now_count) {
        Millis left = session->end - now + MILLIS_MINUTE - 1;
        out->large = str_printf(arena, "%lld", (long long)(left / MILLIS_MINUTE));
        out->small = str_from("min");
    } else {
        LocalTime t = zone_local(schedule->event.zone, session->start);
        out->large = str_printf(arena, "%02d:%02d", t.hour, t.minute);
    }
    return true;
}

/* ---- the picture ---------------------------------------------------------------------------- */

Easel *easel_create(const Resources *resources) {
    Easel *easel = calloc(1, sizeof *easel);
    if (!easel)
        abort();
    *easel = (Easel){.resources = resources, .arena = arena_create()};
    return easel;
}

void easel_free(Easel *easel) {
    if (!easel)
        return;
    renderer_free(easel->renderer);
    text_engine_free(easel->text);
    arena_free(easel->arena);
    free(easel);
}

static bool prepare(Easel *easel) {
    if (easel->renderer)
        return true;
    easel->text = resources_text_engine(easel->resources, &(FontWish){0});
    if (!easel->text)
        return false;
    easel->theme = resources_theme(easel->resources, easel->arena, &(ThemeName){0});
    easel->renderer = renderer_create(
        &(RenderSettings){.text = easel->text, .asset_folder = easel->resources->assets});
    return true;
}

static TextLook look_of(float size, FontWeight weight, Color color) {
    return (TextLook){.style = {.weight = weight, .size = size, .min_size = size * 0.55f},
                      .color = color,
                      .max_lines = 1,
                      .align = ALIGN_CENTER};
}

static void grounds(const Easel *easel, const Button *button, Color *fill, Color *text) {
    const Color *colors = easel->theme->colors;
    *fill = colors[COLOR_PANEL];
    *text = colors[COLOR_TEXT];
    if (button->state == ROOM_FULL) {
        *fill = colors[COLOR_WARNING];
        *text = colors[COLOR_ON_WARNING];
    }
    if (button->state == ROOM_CLOSED) {
        *fill = colors[COLOR_LINE];
        *text = colors[COLOR_TEXT];
    }
    if (button->is_alarm) {
        *fill = colors[COLOR_EMERGENCY];
        *text = colors[COLOR_ON_EMERGENCY];
    }
}

bool easel_draw(Easel *easel, const Button *button, int32_t size, Pixmap *out) {
    if (!prepare(easel))
        return false;
    text_look(easel->text);
    Arena *arena = arena_create();
    float side = (float)size;
    Scene scene = scene_create(arena, size, size);
    Metrics metrics = metrics_create(size, size, easel->theme, 0);
    Layout layout = layout_create(arena, easel->text, &metrics);
    Color fill, text;
    grounds(easel, button, &fill, &text);
    scene_rect(&scene, (Rect){0, 0, side, side}, fill, 0);
    Box *column = box_column(&layout, NULL,
                             (BoxStyle){.left = side * 0.06f,
                                        .right = side * 0.06f,
                                        .top = side * 0.08f,
                                        .bottom = side * 0.08f,
                                        .gap = side * 0.03f,
                                        .main = PLACE_CENTER,
                                        .is_stretched = true,
                                        .is_fitted = true});
    box_text(&layout, column, button->room, (Position){0}, look_of(side * 0.15f, WEIGHT_BOLD, text),
             (BoxStyle){.can_shrink = true});
    Str large = button->small.len
                    ? str_printf(arena, "%.*s %.*s", str_arg(button->large), str_arg(button->small))
                    : button->large;
    bool is_plain = button->state == ROOM_OPEN && !button->is_alarm && button->is_running;
    box_text(
        &layout, column, large, (Position){0},
        look_of(side * 0.3f, WEIGHT_BOLD, is_plain ? easel->theme->colors[COLOR_ACCENT] : text),
        (BoxStyle){.can_shrink = true});
    Str foot =
        button->state != ROOM_OPEN ? str_from(room_state_name(button->state)) : button->title;
    box_text(&layout, column, foot, (Position){0}, look_of(side * 0.12f, WEIGHT_MEDIUM, text),
             (BoxStyle){.can_shrink = true});
    layout_draw(&layout, (Rect){0, 0, side, side}, &scene);
    *out = pixmap_create(size, size);
    renderer_draw(easel->renderer, &scene, out);
    arena_free(arena);
    return true;
}
