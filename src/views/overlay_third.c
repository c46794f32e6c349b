/* overlay_third.c: who is speaking, as the show's look has it (base/overlay_look.h): in a panel, on
 * blocks or in one line, at the left, in the middle or at the right. */
#include <math.h>

#include "views/overlay_page.h"

/* The type on the canvas of the design's pictures. */
enum { NAME = 52, OTHER_NAME = 34, LINE = 34 };

/* How this one looks. */
typedef struct {
    const OverlayLook *look;
    bool has_plate;   /* a picture lies under the texts */
    bool is_mirrored; /* it begins at the right, and grows from there */
    Color colors[THIRD_COLOR_COUNT];
    Color ground; /* of the panel, as dense as it is drawn; 0: none */
} Style;

/* `is_strip`: of a panel, whose bar is gold beside what runs. */
static Style style_of(const OverlayPage *overlay, bool is_strip) {
    const Page *page = &overlay->page;
    const Theme *theme = page->theme;
    const OverlayLook *look = &theme->overlay;
    bool has_plate = theme->plate.path.len && (theme->plate.origin != IMAGE_SCHEDULE ||
                                               page_picture(page, theme->plate.path).len);
    Style style = {.look = look, .has_plate = has_plate, .is_mirrored = page_is_mirrored(page)};
    if (look->place == THIRD_AT_LEFT || look->place == THIRD_AT_RIGHT)
        style.is_mirrored = look->place == THIRD_AT_RIGHT;
    for (ThirdColor color = 0; color < THIRD_COLOR_COUNT; color++)
        style.colors[color] = theme_third_color(theme, color);
    if (is_strip && look->look == THIRD_BAR && !look->has_colors[THIRD_BAR_COLOR])
        style.colors[THIRD_BAR_COLOR] = theme->colors[COLOR_GOLD];
    style.ground = has_plate ? 0 : color_fade(style.colors[THIRD_GROUND], THIRD_DENSITY);
    return style;
}

static TextLook third_look(const OverlayPage *overlay, const Style *style, float size,
                           FontWeight weight, ThirdColor color, size_t language) {
    TextLook look = overlay_look(overlay, size, weight, COLOR_TEXT, language);
    look.color = style->colors[color];
    return look;
}

/* ---- what is said --------------------------------------------------------------------------- */

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

/* The other language's name where it has a place, else empty. */
static Str other_name(const OverlayPage *overlay, const Style *style, const Third *third,
                      const TextLook *name, const TextLook *other, float most) {
    const Page *page = &overlay->page;
    if (style->look->second == THIRD_SECOND_UNDER)
        return third->second;
    bool is_wide = page->metrics.width > page->metrics.height;
    float width = text_width(page->context->text, third->name, &name->style) + px(page, 22) +
                  text_width(page->context->text, third->second, &other->style);
    bool has_room = style->look->second == THIRD_SECOND_BESIDE && (!is_wide || width <= most);
    return has_room ? third->second : (Str){0};
}

static void third_name(const OverlayPage *overlay, Layout *layout, Box *box, const Style *style,
                       const Third *third, ThirdColor color, float most) {
    const Page *page = &overlay->page;
    bool is_wide = page->metrics.width > page->metrics.height;
    bool is_under = style->look->second == THIRD_SECOND_UNDER;
    TextLook name = third_look(overlay, style, NAME, WEIGHT_BOLD, color, 0);
    TextLook other = third_look(overlay, style, OTHER_NAME, WEIGHT_MEDIUM,
                                color == THIRD_ON_BAR ? color : THIRD_OTHER, 1);
    name.max_lines = is_wide ? 1 : 2;
    name.spare_lines = 1; /* a name is never cut */
    name.is_balanced = true;
    Str second = other_name(overlay, style, third, &name, &other, most);
    third_pair(overlay, layout, box, third->name, third->name_at, name, second, third->name_at,
               other, is_under ? 0 : most);
}

static void third_lines(const OverlayPage *overlay, Layout *layout, Box *box, const Style *style,
                        const Third *third, float most) {
    const Page *page = &overlay->page;
    TextLook where = third_look(overlay, style, LINE, WEIGHT_SEMIBOLD, THIRD_LINE, 0);
    TextLook title = third_look(overlay, style, LINE, WEIGHT_REGULAR, THIRD_NAME, 0);
    /* Upright pictures have less width, and height to spare. */
    where.max_lines = title.max_lines = page->metrics.width > page->metrics.height ? 1 : 2;
    where.spare_lines = title.spare_lines = 1;
    where.is_balanced = title.is_balanced = true;
    third_pair(overlay, layout, box, third->where, third->where_at, where, third->title,
               third->title_at, title, most);
}

/* ---- a panel's strip ------------------------------------------------------------------------ */

enum { FACES_MAX = 4, STRIP_TITLE = 40, STRIP_NAME = 36, STRIP_LINE = 28, FACE = 88 };

/* One of them in a column of its own. */
static void strip_person(const OverlayPage *overlay, Layout *layout, Box *row, const Style *style,
                         const Speaker *speaker, bool has_face, float width) {
    const Page *page = &overlay->page;
    Box *column =
        box_row(layout, row,
                (BoxStyle){.width = size_fixed(width), .gap = px(page, 16), .cross = PLACE_CENTER});
    if (has_face)
        page_portrait(page, layout, column, speaker, px(page, FACE));
    Box *lines = box_column(layout, column, (BoxStyle){.can_shrink = true});
    float scale = has_face ? 1 : 0.85f;
    TextLook name = third_look(overlay, style, STRIP_NAME * scale, WEIGHT_BOLD, THIRD_NAME, 0);
    TextLook line = third_look(overlay, style, STRIP_LINE * scale, WEIGHT_REGULAR, THIRD_OTHER, 0);
    name.max_lines = 2; /* a name is never cut */
    line.max_lines = page->metrics.width > page->metrics.height ? 1 : 2;
    name.spare_lines = line.spare_lines = 1;
    box_text(layout, lines, page_text(page, &speaker->name), speaker->name.at, name,
             (BoxStyle){.can_shrink = true});
    box_text(layout, lines, page_text(page, &speaker->affiliation), speaker->affiliation.at, line,
             (BoxStyle){.can_shrink = true});
}

static bool strip_is_square(const Page *page) {
    return page->metrics.width <= page->metrics.height &&
           page->metrics.height < 1.2f * page->metrics.width;
}

static void strip_title(const OverlayPage *overlay, Layout *layout, Box *panel, const Style *style,
                        const Session *session, ThirdColor color, float width) {
    const Page *page = &overlay->page;
    TextLook title = third_look(overlay, style, STRIP_TITLE, WEIGHT_BOLD, color, 0);
    TextLook second = third_look(overlay, style, STRIP_LINE, WEIGHT_SEMIBOLD,
                                 color == THIRD_ON_BAR ? color : THIRD_OTHER, 1);
    title.max_lines = page->metrics.width > page->metrics.height ? 1 : 2;
    title.spare_lines = 1;
    bool has_second =
        style->look->second == THIRD_SECOND_BESIDE || style->look->second == THIRD_SECOND_UNDER;
    Str other = has_second ? page_second_text(page, &session->title) : (Str){0};
    if (!strip_is_square(page)) /* its rows have room for the people alone */
        third_pair(overlay, layout, panel, page_text(page, &session->title), session->title.at,
                   title, other, session->title.at, second, width);
}

/* Its people side by side; in two rows where one is too narrow. */
static void strip_people(const OverlayPage *overlay, Layout *layout, Box *panel, const Style *style,
                         const Session *session, float width) {
    const Page *page = &overlay->page;
    bool is_wide = page->metrics.width > page->metrics.height, is_square = strip_is_square(page);
    size_t count =
        session->speaker_count < HAND_STRIP_MAX ? session->speaker_count : HAND_STRIP_MAX;
    size_t columns = is_wide ? count : is_square ? 3 : 2;
    bool have_faces = is_wide ? count <= FACES_MAX : !is_square;
    float gap = px(page, 24), column = (width - gap * (float)(columns - 1)) / (float)columns;
    for (size_t i = 0; i < count; i += columns) {
        Box *row = box_row(layout, panel, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
        box_space_above(row, px(page, 16));
        for (size_t k = i; k < i + columns && k < count; k++)
            strip_person(overlay, layout, row, style, &session->speakers[k], have_faces, column);
    }
}

/* ---- looks ---------------------------------------------------------------------------------- */

/* What is drawn. */
typedef struct {
    const Session *session; /* NULL: somebody who has none */
    const Third *third;     /* NULL: the session's people in a strip */
    float most;             /* pixels that it may be wide */
} Content;

static Box *panel_box(const OverlayPage *overlay, Layout *layout, Box *parent,
                      const Content *content, BoxStyle style) {
    const Page *page = &overlay->page;
    style.max_width = content->most;
    Box *panel = box_column(layout, parent, style);
    if (content->session)
        page_tag(page, panel, content->session, ROLE_NOW, page->room);
    return panel;
}

static void draw_bar(const OverlayPage *overlay, Layout *layout, Box *root, const Style *style,
                     const Content *content) {
    const Page *page = &overlay->page;
    float bar = px(page, 12), start = px(page, 36) + bar, end = px(page, 48);
    Box *panel = panel_box(overlay, layout, root, content,
                           (BoxStyle){.left = start,
                                      .right = end,
                                      .top = px(page, 14),
                                      .bottom = px(page, 24),
                                      .fill = style->ground,
                                      .radius_right = px(page, 14),
                                      .bar = style->has_plate ? 0 : style->colors[THIRD_BAR_COLOR],
                                      .bar_width = bar});
    float inside = content->most - start - end;
    if (content->third) {
        third_name(overlay, layout, panel, style, content->third, THIRD_NAME, inside);
        third_lines(overlay, layout, panel, style, content->third, inside);
    } else {
        strip_title(overlay, layout, panel, style, content->session, THIRD_NAME, inside);
        strip_people(overlay, layout, panel, style, content->session, inside);
    }
}

static void draw_blocks(const OverlayPage *overlay, Layout *layout, Box *root, const Style *style,
                        const Content *content) {
    const Page *page = &overlay->page;
    float side = px(page, 30), inside = content->most - 2 * side;
    BoxStyle name = {.left = side,
                     .right = side,
                     .top = px(page, 6),
                     .bottom = px(page, 14),
                     .fill = style->colors[THIRD_BAR_COLOR]};
    BoxStyle lines = name;
    lines.fill = style->ground;
    const Third *third = content->third;
    bool has_title = third || !strip_is_square(page);
    if (has_title) {
        Box *block = panel_box(overlay, layout, root, content, name);
        if (third)
            third_name(overlay, layout, block, style, third, THIRD_ON_BAR, inside);
        else
            strip_title(overlay, layout, block, style, content->session, THIRD_ON_BAR, inside);
    }
    if (third && third->where.len == 0 && third->title.len == 0)
        return;
    Box *block = panel_box(overlay, layout, root, content, lines);
    if (third)
        third_lines(overlay, layout, block, style, third, inside);
    else
        strip_people(overlay, layout, block, style, content->session, inside);
}

static void draw_pill(const OverlayPage *overlay, Layout *layout, Box *root, const Style *style,
                      const Content *content) {
    const Page *page = &overlay->page;
    const Third *third = content->third;
    float side = px(page, 46), inside = content->most - 2 * side;
    BoxStyle panel = {.left = side,
                      .right = side,
                      .top = px(page, 8),
                      .bottom = px(page, 16),
                      .fill = style->ground,
                      .radius_left = px(page, 46),
                      .radius_right = px(page, 46)};
    Box *column = panel_box(overlay, layout, root, content, panel);
    if (!third) {
        strip_title(overlay, layout, column, style, content->session, THIRD_NAME, inside);
        strip_people(overlay, layout, column, style, content->session, inside);
        return;
    }
    TextEngine *text = page->context->text;
    TextLook name = third_look(overlay, style, NAME, WEIGHT_BOLD, THIRD_NAME, 0);
    TextLook other = third_look(overlay, style, OTHER_NAME, WEIGHT_MEDIUM, THIRD_OTHER, 1);
    TextLook line = third_look(overlay, style, LINE, WEIGHT_SEMIBOLD, THIRD_LINE, 0);
    Str words = third->where.len ? third->where : third->title;
    Position words_at = third->where.len ? third->where_at : third->title_at;
    Str second = other_name(overlay, style, third, &name, &other, inside);
    float gap = px(page, 24), width = text_width(text, third->name, &name.style);
    width += words.len ? 2 * gap + px(page, 4) + text_width(text, words, &line.style) : 0;
    float with_second = width + gap + text_width(text, second, &other.style);
    if (width > inside || style->look->second == THIRD_SECOND_UNDER) {
        third_name(overlay, layout, column, style, third, THIRD_NAME, inside);
        third_lines(overlay, layout, column, style, third, inside);
        return;
    }
    Box *row = box_row(layout, column, (BoxStyle){.gap = gap, .cross = PLACE_BASELINE});
    box_space_above(row, px(page, 8));
    box_text(layout, row, third->name, third->name_at, name, (BoxStyle){.can_shrink = true});
    if (with_second <= inside)
        box_text(layout, row, second, third->name_at, other, (BoxStyle){.can_shrink = true});
    if (words.len)
        box_space(layout, row,
                  (BoxStyle){.width = size_fixed(px(page, 4)),
                             .height = size_fixed(px(page, 34)),
                             .fill = style->has_plate ? 0 : style->colors[THIRD_BAR_COLOR]});
    box_text(layout, row, words, words_at, line, (BoxStyle){.can_shrink = true});
}

static void (*const DRAWS[])(const OverlayPage *overlay, Layout *layout, Box *root,
                             const Style *style, const Content *content) = {
    [THIRD_BAR] = draw_bar, [THIRD_BLOCKS] = draw_blocks, [THIRD_PILL] = draw_pill};
_Static_assert(countof(DRAWS) == THIRD_LOOK_COUNT, "a function for each look");

/* ---- coming and going ----------------------------------------------------------------------- */

/* Grounds open from the side that they begin at, in the middle from there; what is written on them
 * appears when they are open. */
static void open_panel(Scene *scene, size_t first, const Style *style, float progress) {
    float width = motion_ease(progress / 0.65f), ink = motion_ease((progress - 0.55f) / 0.45f);
    float from = style->look->place == THIRD_AT_CENTER ? 0.5f : style->is_mirrored ? 1 : 0;
    float left = 0; /* of the last ground, which its bar follows */
    for (size_t i = first; i < scene->draw_count; i++) {
        Draw *draw = &scene->draws[i];
        if (draw->kind == DRAW_TEXT) {
            draw->text.color = color_fade(draw->text.color, ink);
        } else if (draw->kind == DRAW_IMAGE) {
            draw->image.opacity *= ink;
        } else if (draw->kind == DRAW_RECT) {
            bool is_block = style->look->look == THIRD_BLOCKS &&
                            draw->rect.fill == style->colors[THIRD_BAR_COLOR];
            if (draw->rect.fill == style->ground || is_block) {
                float full = draw->bounds.width;
                draw->bounds.width = fmaxf(1, full * width);
                draw->bounds.x += (full - draw->bounds.width) * from;
                left = draw->bounds.x;
            } else {
                if (style->look->look == THIRD_BAR && from == 0.5f &&
                    draw->rect.fill == style->colors[THIRD_BAR_COLOR])
                    draw->bounds.x = left;
                draw->rect.fill = color_fade(draw->rect.fill, fminf(1, width * 3));
            }
        }
    }
}

/* The picture of the look is laid under the whole picture, so that it stands where it was drawn. */
static void draw_plate(Page *page) {
    const Metrics *m = &page->metrics;
    const ThemePicture *plate = &page->theme->plate;
    scene_image(page->scene, (Rect){0, 0, m->width, m->height}, plate->origin, plate->path,
                FIT_CONTAIN, 1);
}

/* The lowest that a foot may be, and the highest that what stands on it may reach. */
static float lowest_foot(const OverlayPage *overlay, float unit) {
    float height = overlay->page.metrics.height;
    return height - fmaxf(floorf(56 * unit), ceilf(height * OVERLAY_TITLE_SAFE));
}

static float highest_top(const OverlayPage *overlay, const Style *style) {
    bool is_free = style->look->offset_y > 0 && !overlay->moment->is_strip;
    return is_free ? ceilf(overlay->page.metrics.height * OVERLAY_TITLE_SAFE) : (float)overlay->top;
}

/* As in the pictures 86 above the lower edge, moved up as the look says, or as low as the safe area
 * lets a high one. */
static float foot_of(const OverlayPage *overlay, const Style *style, float unit, float height) {
    float wanted = overlay->page.metrics.height - roundf((86 + style->look->offset_y) * unit);
    return fminf(lowest_foot(overlay, unit), fmaxf(wanted, highest_top(overlay, style) + height));
}

/* The boxes, `scale` of the usual size; their height within `width`. */
static float build_boxes(OverlayPage *overlay, Layout *layout, const Style *style,
                         const Content *content, float width, float unit, float scale) {
    Page *page = &overlay->page;
    page->metrics.unit = unit * scale;
    *layout = page_layout(page);
    layout->is_mirrored = style->is_mirrored;
    bool is_centered = style->look->place == THIRD_AT_CENTER;
    Box *root = box_column(
        layout, NULL,
        (BoxStyle){.main = PLACE_END, .cross = is_centered ? PLACE_CENTER : PLACE_START});
    if (style->has_plate) /* nothing else gives the texts their place in it */
        draw_bar(overlay, layout, root, style, content);
    else
        DRAWS[style->look->look](overlay, layout, root, style, content);
    return layout_height(layout, width);
}

/* Whose turn it is, where languages take turns: each has half of a name's time. */
static size_t turn_of(const OverlayPage *overlay, const Cue *cue) {
    const Page *page = &overlay->page;
    const OverlayLook *look = &page->theme->overlay;
    if (look->second != THIRD_SECOND_ALTERNATE || page->context->language_count < 2)
        return 0;
    Millis half = (look->time ? look->time : CUE_TIME) / 2;
    int64_t turn = (overlay->at - cue->from) / half;
    scene_changes_at(page->scene, cue->from + (turn + 1) * half);
    return (size_t)(turn & 1);
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
    bool is_going = cue.until != INSTANT_NEVER && cue.until - overlay->at <= CUE_MOTION;
    if (cue.until != INSTANT_NEVER) /* when it begins to go */
        scene_changes_at(page->scene, instant_max(overlay->at + 1, cue.until - CUE_MOTION));
    ThirdAnimation animation = page->theme->overlay.animation;
    if (animation == THIRD_JUMPS)
        motion = (Motion){.progress = !is_going, .share = !is_going};
    if (motion.progress <= 0)
        return (OverlayLayer){.is_moving = motion.is_moving};
    overlay_page_languages(overlay, turn_of(overlay, &cue));
    Style style = style_of(overlay, cue.is_strip);
    const Metrics *m = &page->metrics;
    float unit = m->unit, in = roundf(style.look->offset_x * unit);
    float width = m->content.width - in;
    float most = cue.is_strip ? width : fminf(width, roundf(style.look->width * unit));
    Third third = cue.is_strip ? (Third){0} : third_of(overlay, &cue);
    Content content = {
        .session = cue.session == SCHEDULE_NONE ? NULL : &page->schedule->sessions[cue.session],
        .third = cue.is_strip ? NULL : &third,
        .most = most};
    Layout layout;
    float scale = style.look->size, height, room = lowest_foot(overlay, unit) - (float)overlay->top;
    for (;; scale *= 0.94f) { /* the rows of a strip are what they are */
        height = build_boxes(overlay, &layout, &style, &content, width, unit, scale);
        if (!overlay->moment->is_strip || height <= room || scale < 0.6f)
            break;
    }
    bool is_centered = style.look->place == THIRD_AT_CENTER;
    float x = m->content.x + (style.is_mirrored && !is_centered ? 0 : in);
    size_t first = page->scene->draw_count;
    if (style.has_plate)
        draw_plate(page);
    page_draw(page, &layout,
              (Rect){x, foot_of(overlay, &style, unit, height) - height, width, height});
    if (animation == THIRD_SLIDES)
        open_panel(page->scene, first, &style, motion.progress);
    return (OverlayLayer){.opacity = animation == THIRD_FADES ? motion.share : 1,
                          .is_moving = motion.is_moving};
}
