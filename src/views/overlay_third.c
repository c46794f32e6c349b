/* overlay_third.c: who is speaking, at the lower left; and the bug at the upper right: the event's
 * sign, the clock, what runs and what comes next. */
#include <math.h>

#include "views/overlay_page.h"

/* The type on the canvas of the design's pictures. */
enum { NAME = 52, OTHER_NAME = 34, LINE = 34, BUG = 32, BUG_LINE = 26 };

typedef struct {
    Str name, second; /* large; in the other language */
    Position name_at;
    Str where; /* affiliation */
    Position where_at;
    Str title;
    Position title_at;
} Third;

/* Somebody of whom the schedule says no more than this: the line stands alone. */
static Third third_of_person(const OverlayPage *overlay, const Speaker *person) {
    const Page *page = &overlay->page;
    return (Third){.name = page_text(page, &person->name),
                   .second = page_second_text(page, &person->name),
                   .name_at = person->name.at,
                   .where = page_text(page, &person->affiliation),
                   .where_at = person->affiliation.at};
}

static Third third_of(const OverlayPage *overlay, const Cue *cue) {
    const Page *page = &overlay->page;
    if (cue->person)
        return third_of_person(overlay, cue->person);
    const Session *session = &page->schedule->sessions[cue->session];
    Third third = {.title = page_text(page, &session->title), .title_at = session->title.at};
    const Localized *name = &session->title;
    if (cue->speaker != SCHEDULE_NONE) {
        const Speaker *speaker = &session->speakers[cue->speaker];
        name = &speaker->name;
        third.where = page_text(page, &speaker->affiliation);
        third.where_at = speaker->affiliation.at;
    } else if (cue->segment != SCHEDULE_NONE) {
        const Segment *segment = &session->segments[cue->segment];
        name = segment->title.count ? &segment->title
                                    : &page->schedule->partners[segment->partner].name;
    } else {
        /* A session without names: its title is the headline, the subtitle stands below. */
        third.title = page_text(page, &session->subtitle);
        third.title_at = session->subtitle.at;
        if (third.title.len == 0)
            third.title = page_text(page, &page->schedule->event.name);
    }
    third.name = page_text(page, name);
    third.second = page_second_text(page, name);
    third.name_at = name->at;
    return third;
}

/* Two texts beside each other when both fit into `most` pixels, else below each other. */
static void third_pair(const OverlayPage *overlay, Layout *layout, Box *panel, Str a, Position a_at,
                       TextLook a_look, Str b, Position b_at, TextLook b_look, float most) {
    const Page *page = &overlay->page;
    float gap = px(page, 22);
    float width = text_width(page->context->text, a, &a_look.style) + gap +
                  text_width(page->context->text, b, &b_look.style);
    Box *pair = width <= most
                    ? box_row(layout, panel, (BoxStyle){.gap = gap, .cross = PLACE_BASELINE})
                    : box_column(layout, panel, (BoxStyle){.gap = px(page, 2)});
    box_text(layout, pair, a, a_at, a_look, (BoxStyle){.can_shrink = true});
    box_text(layout, pair, b, b_at, b_look, (BoxStyle){.can_shrink = true});
    box_space_above(pair, px(page, 8));
}

/* Upright pictures have less width, and height to spare. */
static void third_texts(const OverlayPage *overlay, Layout *layout, Box *panel, const Third *third,
                        float most) {
    const Page *page = &overlay->page;
    bool is_wide = page->metrics.width > page->metrics.height;
    TextLook name = overlay_look(overlay, NAME, WEIGHT_BOLD, COLOR_TEXT, 0);
    TextLook second = overlay_look(overlay, OTHER_NAME, WEIGHT_MEDIUM, COLOR_MUTED, 1);
    TextLook where = overlay_look(overlay, LINE, WEIGHT_SEMIBOLD, COLOR_GOLD, 0);
    TextLook title = overlay_look(overlay, LINE, WEIGHT_REGULAR, COLOR_TEXT, 0);
    name.max_lines = where.max_lines = title.max_lines = is_wide ? 1 : 2;
    name.is_balanced = where.is_balanced = title.is_balanced = true;
    Str other = third->second;
    if (is_wide && text_width(page->context->text, third->name, &name.style) + px(page, 22) +
                           text_width(page->context->text, other, &second.style) >
                       most)
        other = (Str){0};
    third_pair(overlay, layout, panel, third->name, third->name_at, name, other, third->name_at,
               second, most);
    third_pair(overlay, layout, panel, third->where, third->where_at, where, third->title,
               third->title_at, title, most);
}

/* ---- a panel's strip ------------------------------------------------------------------------ */

enum { FACES_MAX = 4, STRIP_TITLE = 40, STRIP_NAME = 36, STRIP_LINE = 28, FACE = 88 };

/* One of them in a column of its own. */
static void strip_person(const OverlayPage *overlay, Layout *layout, Box *row,
                         const Speaker *speaker, bool has_face, float width) {
    const Page *page = &overlay->page;
    Box *column =
        box_row(layout, row,
                (BoxStyle){.width = size_fixed(width), .gap = px(page, 16), .cross = PLACE_CENTER});
    if (has_face)
        page_portrait(page, layout, column, speaker, px(page, FACE));
    Box *lines = box_column(layout, column, (BoxStyle){.can_shrink = true});
    float scale = has_face ? 1 : 0.85f;
    TextLook name = overlay_look(overlay, STRIP_NAME * scale, WEIGHT_BOLD, COLOR_TEXT, 0);
    TextLook line = overlay_look(overlay, STRIP_LINE * scale, WEIGHT_REGULAR, COLOR_MUTED, 0);
    name.max_lines = 2; /* a name is never cut */
    line.max_lines = page->metrics.width > page->metrics.height ? 1 : 2;
    box_text(layout, lines, page_text(page, &speaker->name), speaker->name.at, name,
             (BoxStyle){.can_shrink = true});
    box_text(layout, lines, page_text(page, &speaker->affiliation), speaker->affiliation.at, line,
             (BoxStyle){.can_shrink = true});
}

/* The session's title, and its people side by side; in two rows where one is too narrow. */
static void third_strip(const OverlayPage *overlay, Layout *layout, Box *panel,
                        const Session *session, float width) {
    const Page *page = &overlay->page;
    bool is_wide = page->metrics.width > page->metrics.height;
    size_t count =
        session->speaker_count < HAND_STRIP_MAX ? session->speaker_count : HAND_STRIP_MAX;
    bool is_square = !is_wide && page->metrics.height < 1.2f * page->metrics.width;
    size_t columns = is_wide ? count : is_square ? 3 : 2;
    bool have_faces = is_wide ? count <= FACES_MAX : !is_square;
    float gap = px(page, 24), column = (width - gap * (float)(columns - 1)) / (float)columns;
    TextLook title = overlay_look(overlay, STRIP_TITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    TextLook second = overlay_look(overlay, STRIP_LINE, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    title.max_lines = is_wide ? 1 : 2;
    if (!is_square) /* its rows have room for the people alone */
        third_pair(overlay, layout, panel, page_text(page, &session->title), session->title.at,
                   title, page_second_text(page, &session->title), session->title.at, second,
                   width);
    for (size_t i = 0; i < count; i += columns) {
        Box *row = box_row(layout, panel, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
        box_space_above(row, px(page, 16));
        for (size_t k = i; k < i + columns && k < count; k++)
            strip_person(overlay, layout, row, &session->speakers[k], have_faces, column);
    }
}

/* The panel opens from its bar to the right; what is written on it appears when it is open. */
static void open_panel(Scene *scene, size_t first, float progress) {
    float width = motion_ease(progress / 0.65f), ink = motion_ease((progress - 0.55f) / 0.45f);
    for (size_t i = first; i < scene->draw_count; i++) {
        Draw *draw = &scene->draws[i];
        if (draw->kind == DRAW_TEXT)
            draw->text.color = color_fade(draw->text.color, ink);
        else if (draw->kind == DRAW_IMAGE)
            draw->image.opacity *= ink;
        else if (draw->kind == DRAW_RECT && i == first)
            draw->bounds.width = fmaxf(1, draw->bounds.width * width);
        else if (draw->kind == DRAW_RECT)
            draw->rect.fill = color_fade(draw->rect.fill, fminf(1, width * 3));
    }
}

OverlayLayer overlay_draw_lower_third(OverlayPage *overlay) {
    Page *page = &overlay->page;
    Cue cue;
    Instant next = INSTANT_NEVER;
    bool is_on = overlay_cue_at(page->schedule, page->room, &overlay->moment->hand, overlay->at,
                                &cue, &next);
    scene_changes_at(page->scene, next);
    if (!is_on)
        return (OverlayLayer){0};
    Motion motion = motion_at(overlay->at, cue.from, cue.until);
    if (motion.progress <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    if (cue.until != INSTANT_NEVER) /* when it begins to go */
        scene_changes_at(page->scene, instant_max(overlay->at + 1, cue.until - CUE_MOTION));
    const Metrics *m = &page->metrics;
    const Session *session =
        cue.session == SCHEDULE_NONE ? NULL : &page->schedule->sessions[cue.session];
    Layout layout = page_layout(page);
    float most = cue.is_strip ? m->content.width : fminf(m->content.width, px(page, 1300));
    float side = px(page, 36), end = px(page, 48);
    Box *root = box_column(&layout, NULL, (BoxStyle){.main = PLACE_END});
    Box *panel = box_column(&layout, root,
                            (BoxStyle){.max_width = most,
                                       .left = side + px(page, 12),
                                       .right = end,
                                       .top = px(page, 14),
                                       .bottom = px(page, 24),
                                       .fill = overlay_ground(overlay, 0.9f),
                                       .radius_right = px(page, 14),
                                       .bar = page_color(page, COLOR_ACCENT),
                                       .bar_width = px(page, 12)});
    float inside = most - side - px(page, 12) - end;
    if (session)
        page_tag(page, panel, session, ROLE_NOW, page->room);
    Third third = cue.is_strip ? (Third){0} : third_of(overlay, &cue);
    if (cue.is_strip)
        third_strip(overlay, &layout, panel, session, inside);
    else
        third_texts(overlay, &layout, panel, &third, inside);
    /* As in the pictures 86 above the lower edge, or as low as the safe area lets a high one. */
    float height = layout_height(&layout, m->content.width);
    float lowest = m->height - fmaxf(px(page, 56), ceilf(m->height * OVERLAY_TITLE_SAFE));
    float foot = fminf(lowest, fmaxf(m->height - px(page, 86), (float)overlay->top + height));
    size_t first = page->scene->draw_count;
    page_draw(page, &layout, (Rect){m->content.x, foot - height, m->content.width, height});
    open_panel(page->scene, first, motion.progress);
    return (OverlayLayer){.opacity = 1, .is_moving = motion.is_moving};
}

/* What the bug says beside the clock: the session that runs or, towards its end and in a break,
 * the next one. */
static void bug_line(const OverlayPage *overlay, Layout *layout, Box *panel) {
    enum { SOON = 5 };
    const Page *page = &overlay->page;
    NowNext lists = now_next_at(page->arena, page->schedule, page->room, overlay->at, 1);
    scene_changes_at(page->scene, lists.next_change);
    const Session *session = NULL;
    if (lists.now_count) {
        session = &page->schedule->sessions[lists.now[0]];
        Instant turn = session->end - SOON * MILLIS_MINUTE;
        if (lists.next_count && overlay->at < turn)
            scene_changes_at(page->scene, turn);
        if (session->type == SESSION_BREAK || session->type == SESSION_SOCIAL ||
            session_phase_at(session, overlay->at) != SESSION_RUNNING || overlay->at >= turn)
            session = lists.next_count ? NULL : session;
    }
    bool is_next = !session && lists.next_count;
    if (is_next)
        session = &page->schedule->sessions[lists.next[0]];
    if (!session)
        return;
    Box *whole = panel;
    panel = box_row(layout, whole,
                    (BoxStyle){.gap = px(page, 16), .cross = PLACE_CENTER, .can_shrink = true});
    page_tag(page, panel, session, is_next ? ROLE_NEXT : ROLE_NOW, page->room);
    ColorRole color = is_next ? COLOR_NEXT : COLOR_ACCENT;
    Str word = page_word(page, is_next ? STRING_NEXT : STRING_NOW);
    if (is_next)
        word = str_printf(page->arena, "%.*s %.*s", str_arg(word),
                          str_arg(page_time(page, session->start)));
    box_text(layout, panel, word, (Position){0},
             overlay_look(overlay, BUG_LINE, WEIGHT_BOLD, color, 0), (BoxStyle){0});
    TextLook look = overlay_look(overlay, BUG_LINE, WEIGHT_MEDIUM, COLOR_TEXT, 0);
    box_part(box_text(layout, panel, page_text(page, &session->title), session->title.at, look,
                      (BoxStyle){.can_shrink = true, .max_width = px(page, 620)}),
             PART_TITLE);
    box_space(layout, whole,
              (BoxStyle){.width = size_fixed(px(page, 2)),
                         .height = size_fixed(px(page, 34)),
                         .fill = page_color(page, COLOR_LINE)});
}

OverlayLayer overlay_draw_bug(OverlayPage *overlay) {
    Page *page = &overlay->page;
    const Metrics *m = &page->metrics;
    Layout layout = page_layout(page);
    Box *root = box_row(&layout, NULL, (BoxStyle){.main = PLACE_END});
    float radius = px(page, 12);
    Box *panel = box_row(&layout, root,
                         (BoxStyle){.left = px(page, 26),
                                    .right = px(page, 26),
                                    .top = px(page, 14),
                                    .bottom = px(page, 14),
                                    .gap = px(page, 16),
                                    .cross = PLACE_CENTER,
                                    .fill = overlay_ground(overlay, 0.82f),
                                    .radius_left = radius,
                                    .radius_right = radius,
                                    .can_shrink = true});
    if (page->schedule)
        bug_line(overlay, &layout, panel);
    ThemePicture sign = page_sign(page);
    float side = px(page, 40);
    if (sign.path.len)
        box_image(&layout, panel, sign.origin, sign.path, 1,
                  (BoxStyle){.width = size_fixed(side), .height = size_fixed(side)});
    TextLook clock = overlay_look(overlay, BUG, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    clock.is_live = true;
    clock.style.role = FONT_DIGITS;
    box_text(&layout, panel, page_time(page, overlay->at), (Position){0}, clock, (BoxStyle){0});
    scene_changes_at(page->scene, page_next_minute(page));
    float height = layout_height(&layout, m->content.width);
    float top = fmaxf(px(page, 64), m->content.y);
    page_draw(page, &layout, (Rect){m->content.x, top, m->content.width, height});
    return (OverlayLayer){.opacity = 1};
}
