/* overlay_title.c: a session's title over the whole picture: the opening of its recording. Whose
 * event, what, who, when and where, and under which licence it may be used. */
#include <math.h>

#include "views/overlay_page.h"

enum { PEOPLE_MAX = 6 };

static void title_people(const Page *page, Layout *layout, Box *column, const Session *session) {
    if (session->speaker_count == 0)
        return;
    bool is_wide = page->metrics.width > page->metrics.height;
    size_t count = session->speaker_count < PEOPLE_MAX ? session->speaker_count : PEOPLE_MAX;
    size_t in_row = !is_wide ? 1 : count < 3 ? count : 3;
    bool is_small = count > 3;
    float gap = px(page, 44), width = page->metrics.content.width;
    float each = (width - gap * (float)(in_row - 1)) / (float)in_row;
    for (size_t i = 0; i < count; i += in_row) {
        Box *row = box_row(layout, column, (BoxStyle){.gap = gap, .cross = PLACE_START});
        box_space_above(row, px(page, i ? 22 : 52));
        for (size_t k = i; k < i + in_row && k < count; k++) {
            const Speaker *speaker = &session->speakers[k];
            float face = px(page, is_small ? 84 : 112);
            Box *person = box_row(
                layout, row,
                (BoxStyle){.width = size_fixed(each), .gap = px(page, 24), .cross = PLACE_CENTER});
            page_portrait(page, layout, person, speaker, face);
            Box *lines = box_column(layout, person, (BoxStyle){.can_shrink = true});
            TextLook name =
                page_look(page, is_small ? TYPE_BODY : TYPE_SUBTITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
            TextLook from = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
            name.max_lines = from.max_lines = 2;
            name.style.line_height = from.style.line_height = 1.2f;
            name.is_balanced = from.is_balanced = true;
            box_part(box_text(layout, lines, page_text(page, &speaker->name), speaker->name.at,
                              name, (BoxStyle){.can_shrink = true}),
                     PART_PEOPLE);
            box_text(layout, lines, page_text(page, &speaker->affiliation), speaker->affiliation.at,
                     from, (BoxStyle){.can_shrink = true, .drop = 2});
        }
    }
    if (session->speaker_count > count) {
        TextLook more = page_look(page, TYPE_BODY, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
        more.max_lines = 2;
        Str names = {0}; /* nobody who speaks is left out */
        for (size_t i = count; i < session->speaker_count; i++)
            names = page_join(page, names, page_text(page, &session->speakers[i].name));
        box_space_above(box_part(box_text(layout, column, names, session->at, more, (BoxStyle){0}),
                                 PART_PEOPLE),
                        px(page, 16));
    }
}

/* "16 May 2026 · Main Hall" at one side, the licence at the other. */
static void title_foot(const Page *page, Rect place, const Session *session) {
    const Event *event = &page->schedule->event;
    Date date = zone_local(event->zone, session->start).date;
    /* A recording is seen for years: with the year, and the same in all languages. */
    Str day = str_printf(page->arena, "%04d-%02d-%02d", date.year, date.month, date.day);
    Str where = page_rooms(page, session->rooms, session->room_count);
    Str license = session->license.len ? session->license : event->license;
    Layout layout = page_layout(page);
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    look.max_lines = 1;
    Box *root = box_row(&layout, NULL, (BoxStyle){.gap = px(page, 40), .cross = PLACE_CENTER});
    box_part(box_text(&layout, root, page_join(page, day, where), session->at, look,
                      (BoxStyle){.can_shrink = true}),
             PART_PLACE);
    box_space(&layout, root, (BoxStyle){.width = size_grow(1)});
    box_text(&layout, root, license, session->at, look, (BoxStyle){.can_shrink = true});
    page_draw((Page *)page, &layout, place);
}

static void draw_title(Page *page, const Session *session, bool is_on) {
    const Metrics *m = &page->metrics;
    bool is_wide = m->width > m->height;
    page_background(page);
    Rect body = m->content;
    float foot = px(page, 56), head = px(page, 84);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = px(page, 24), .cross = PLACE_CENTER});
    ThemePicture sign = page_sign(page);
    bool is_logo = sign.path.len && str_equal(sign.path, page->theme->logo.path);
    if (sign.path.len)
        page_logo(page, &layout, row, sign, FIT_SIGN_LEFT,
                  (BoxStyle){.width = size_fixed(px(page, is_logo ? 400 : 72)),
                             .height = size_fixed(px(page, 72))});
    TextLook event = page_look(page, TYPE_SUBTITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    event.max_lines = 2;
    event.style.line_height = 1.15f;
    box_text(&layout, row, page_text(page, &page->schedule->event.name),
             page->schedule->event.name.at, event, (BoxStyle){.can_shrink = true});
    page_draw(page, &layout, (Rect){body.x, body.y, body.width, head});
    title_foot(page, (Rect){body.x, body.y + body.height - foot, body.width, foot}, session);
    float line = body.y + body.height - foot - px(page, 20);
    scene_rect(page->scene, (Rect){body.x, line, body.width, fmaxf(1, px(page, 2))},
               page_color(page, COLOR_LINE), 0);

    layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.main = PLACE_CENTER, .is_fitted = true});
    page_tag(page, column, session, is_on ? ROLE_NOW : ROLE_NEXT, page->room);
    box_space(&layout, column,
              (BoxStyle){.width = size_fixed(px(page, 120)),
                         .height = size_fixed(px(page, 10)),
                         .fill = page_track_color(page, session)});
    TextLook title = page_look(page, TYPE_HERO, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.line_height = 1.14f;
    title.style.min_size = fmaxf(m->min_type, title.style.size * 0.4f);
    title.max_lines = is_wide ? 3 : 5;
    title.is_balanced = true;
    box_space_above(box_part(box_text(&layout, column, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    px(page, 36));
    TextLook other = page_look(page, TYPE_SUBTITLE, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    other.max_lines = 2;
    other.is_balanced = true;
    box_space_above(box_text(&layout, column, page_second_text(page, &session->title),
                             session->title.at, other, (BoxStyle){.drop = 2}),
                    px(page, 18));
    TextLook under = page_look(page, TYPE_LEAD, WEIGHT_MEDIUM, COLOR_MUTED, 0);
    under.max_lines = 2;
    under.is_balanced = true;
    box_space_above(box_text(&layout, column, page_text(page, &session->subtitle),
                             session->subtitle.at, under, (BoxStyle){.drop = 3}),
                    px(page, 18));
    title_people(page, &layout, column, session);
    float top = body.y + head + px(page, 16);
    page_draw(page, &layout, (Rect){body.x, top, body.width, line - px(page, 20) - top});
}

void overlay_build_title(const ViewContext *context, size_t session, Scene *scene) {
    OverlayMoment moment = {.context = context, .hand = cue_hand_none()};
    OverlayPage overlay = {.moment = &moment, .at = context->at, .page.scene = scene};
    overlay_page_turn(&overlay, context->at);
    const Session *of = &context->schedule->sessions[session];
    draw_title(&overlay.page, of, of->start <= context->at && context->at < of->end);
    scene->next_change = INSTANT_NEVER;
}

/* It is there when the session begins, as what must not be seen is covered then: the cameras show
 * who walks on stage. */
static uint64_t title_key(const OverlayPage *overlay, Instant at, Instant *next_change) {
    const Page *page = &overlay->page;
    Instant soon = INSTANT_NEVER;
    size_t now = overlay_title_at(page->schedule, page->room, at, next_change);
    if (now != SCHEDULE_NONE)
        return now + 1;
    size_t next = overlay_title_at(page->schedule, page->room, at + CUE_MOTION, &soon);
    if (next_change && soon != INSTANT_NEVER)
        *next_change = instant_min(*next_change, soon - CUE_MOTION);
    return next == SCHEDULE_NONE ? 0 : next + 1;
}

OverlayLayer overlay_draw_title(OverlayPage *overlay) {
    Instant shown_at;
    Motion motion = overlay_fade(overlay, title_key, &shown_at);
    if (motion.share <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    size_t index = (size_t)title_key(overlay, shown_at, NULL) - 1;
    overlay_page_turn(overlay, shown_at);
    Page *page = &overlay->page;
    const Session *session = &page->schedule->sessions[index];
    draw_title(page, session, overlay->at >= session->start);
    if (overlay->at < session->start) /* what is tagged is another thing then */
        scene_changes_at(page->scene, session->start);
    return (OverlayLayer){
        .opacity = motion.share, .is_moving = motion.is_moving, .is_cover = motion.share >= 1};
}
