/* gone.c: a picture of its own for what was to be here and is not: cancelled, or moved away; with
 * where to go, and what comes next here. */
#include <math.h>

#include "views/door.h"

/* What gives way, step by step: never the place, nor the arrow to it. */
typedef struct {
    float title; /* of the session, in pixels of the design */
    float place; /* of the words that say where it is */
    bool has_reason, has_people, has_second;
    bool is_last; /* nothing else is left: texts shrink */
} GonePlan;

static const GonePlan PLANS[] = {
    {.title = 92, .place = 168, .has_reason = true, .has_people = true, .has_second = true},
    {.title = 92, .place = 168, .has_people = true, .has_second = true},
    {.title = 92, .place = 168, .has_second = true},
    {.title = 76, .place = 144, .has_second = true},
    {.title = 76, .place = 144},
    {.title = 64, .place = 112},
    {.title = 56, .place = 92, .is_last = true},
};

const Theme *gone_theme(Arena *arena, const Theme *theme) {
    static const ColorRole INKS[] = {COLOR_TEXT,   COLOR_MUTED, COLOR_DIM,  COLOR_ACCENT,
                                     COLOR_NEXT,   COLOR_GOLD,  COLOR_LINE, COLOR_BRAND,
                                     COLOR_SECOND, COLOR_PANEL};
    Theme *gold = arena_new(arena, Theme, 1);
    *gold = *theme;
    gold->colors[COLOR_BACKGROUND] = gold->colors[COLOR_BACKGROUND_FROM] = gold->ground =
        theme->colors[COLOR_WARNING];
    for (size_t i = 0; i < countof(INKS); i++)
        gold->colors[INKS[i]] = theme->colors[COLOR_ON_WARNING];
    gold->colors[COLOR_ON_ACCENT] = theme->colors[COLOR_WARNING];
    gold->picture = gold->pattern = (ThemePicture){0};
    return gold;
}

/* ---- what was moved --------------------------------------------------------------------------
 */

/* "Moved to Hall 2", in the language of that index; empty when it is where it was to be. */
static Str place_words(const Page *page, const Session *session, size_t language) {
    if (!page_is_elsewhere(session, page->room))
        return (Str){0};
    Str rooms = {0};
    for (size_t i = 0; i < session->room_count; i++) {
        const Localized *name = &page->schedule->rooms[session->rooms[i]].name;
        Str own = language ? localized_in(name, page_language(page, language)) : (Str){0};
        rooms = page_join(page, rooms, own.len ? own : page_text(page, name));
    }
    return strings_fill(page->arena, page->context->strings[language], STRING_MOVED_TO, "room",
                        rooms);
}

/* "New time: 14:00", likewise. */
static Str time_words(const Page *page, const Session *session, size_t language) {
    if (session->start == session->planned_start)
        return (Str){0};
    return strings_fill(page->arena, page->context->strings[language], STRING_NEW_TIME, "time",
                        page_day_time(page, session->start));
}

/* How to get to the new room, when there is one. */
static const Localized *way_of(const Page *page, const Session *session) {
    if (session->room_count != 1 || !page_is_elsewhere(session, page->room))
        return NULL;
    const Localized *way = &page->schedule->rooms[session->rooms[0]].way;
    return way->count ? way : NULL;
}

static Str arrow_of(const Page *page, const Session *session) {
    return session->room_count == 1 && page_is_elsewhere(session, page->room)
               ? page_arrow(page, session->rooms[0])
               : (Str){0};
}

/* In the largest of a few sizes in which it is one line, else in lines. */
static void add_large(const Page *page, Layout *layout, Box *column, Str text, Position at,
                      float size, float least, size_t language, float width) {
    if (text.len == 0)
        return;
    TextLook look = page_type(page, size, WEIGHT_BOLD, COLOR_WARNING, language);
    while (size * 0.9f > least && page_width(page, text, &look) > width) {
        size *= 0.9f;
        look = page_type(page, size, WEIGHT_BOLD, COLOR_WARNING, language);
    }
    look.max_lines = 3;
    look.is_balanced = true;
    look_may_shrink(page, &look, 28);
    box_part(box_text(layout, column, text, at, look, (BoxStyle){0}), PART_STATUS);
}

static void moved_words(const Page *page, Layout *layout, Box *column, const Session *session,
                        const GonePlan *plan, float width) {
    Str place = place_words(page, session, 0), time = time_words(page, session, 0);
    float least = plan->place * 0.6f;
    if (!place.len && !time.len)
        place = page_word(page, STRING_MOVED);
    add_large(page, layout, column, place, session->at, plan->place, least, 0, width);
    float size = place.len ? plan->place * 0.62f : plan->place;
    if (plan->has_second && page_has_second(page)) {
        Str second = place_words(page, session, 1);
        if (!second.len && !time.len)
            second = page_second_word(page, STRING_MOVED);
        if (!str_equal(second, place))
            add_large(page, layout, column, second, session->at, plan->place * 0.62f, least * 0.62f,
                      1, width);
        Str other = time_words(page, session, 1);
        TextLook look = page_type(page, size, WEIGHT_BOLD, COLOR_WARNING, 0);
        Str both = str_equal(time, other) ? time : page_join(page, time, other);
        time = page_width(page, both, &look) <= width ? both : time;
    }
    add_large(page, layout, column, time, session->at, size, size * 0.6f, 0, width);
    const Localized *way = way_of(page, session);
    if (!way)
        return;
    TextLook look = page_type(page, 64, WEIGHT_SEMIBOLD, COLOR_WARNING, 0);
    Str words = page_text(page, way);
    if (page_has_second(page)) {
        Str both = page_join(page, words, page_second_text(page, way));
        words = page_width(page, both, &look) <= width ? both : words;
    }
    look_may_shrink(page, &look, 40);
    look.max_lines = 2;
    box_space_above(box_text(layout, column, words, way->at, look, (BoxStyle){0}), dp(page, 8));
}

/* Dark, from edge to edge: the arrow, where it is now, how to get there. */
static void moved_band(const Page *page, Layout *layout, Box *root, const Session *session,
                       const GonePlan *plan, float side) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP, is_tall = page_is_tall(page);
    float pad = dp(page, is_strip ? 12 : 32), gap = dp(page, is_strip ? 36 : 96);
    Box *band = box_column(layout, root,
                           (BoxStyle){.width = size_grow(1),
                                      .height = size_grow(1),
                                      .left = side,
                                      .right = side,
                                      .top = pad,
                                      .bottom = pad,
                                      .main = PLACE_CENTER,
                                      .is_stretched = true,
                                      .fill = page_color(page, COLOR_TEXT)});
    Str arrow = arrow_of(page, session);
    float width = page->metrics.width - 2 * side;
    BoxStyle style = {.gap = gap, .cross = is_tall ? PLACE_START : PLACE_CENTER};
    Box *row = is_tall ? box_column(layout, band, style) : box_row(layout, band, style);
    if (arrow.len) {
        float size = is_strip ? 160 : plan->is_last ? 160 : 260;
        TextLook look = page_type(page, size, WEIGHT_BOLD, COLOR_WARNING, 0);
        look.style.line_height = 1;
        width -= is_tall ? 0 : page_width(page, arrow, &look) + gap;
        box_text(layout, row, arrow, (Position){0}, look, (BoxStyle){0});
    }
    moved_words(page, layout, box_column(layout, row, (BoxStyle){.width = size_grow(1)}), session,
                plan, width);
}

/* When and what it was to be, with who in the line of the second language. */
static void moved_session(const Page *page, Layout *layout, Box *parent, const Session *session,
                          const GonePlan *plan, float width) {
    bool is_tall = page_is_tall(page);
    float gap = dp(page, 44);
    TextLook time = page_type(page, 56, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    TextLook title = page_type(page, plan->title, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 3;
    title.is_balanced = true;
    look_may_shrink(page, &title, plan->is_last ? 28 : plan->title * 0.8f);
    Str when = page_day_time(page, session->planned_start);
    BoxStyle style = {.gap = is_tall ? 0 : gap, .cross = PLACE_BASELINE};
    Box *row = is_tall ? box_column(layout, parent, (BoxStyle){0}) : box_row(layout, parent, style);
    box_part(box_text(layout, row, when, session->at, time, (BoxStyle){0}), PART_TIME);
    box_part(box_text(layout, row, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
    TextLook other = page_type(page, 46, WEIGHT_SEMIBOLD, COLOR_TEXT, 1);
    Str second = plan->has_second && page_has_second(page) ? page_second_text(page, &session->title)
                                                           : (Str){0};
    second = page_fits(page, second, &other, width) ? second : (Str){0};
    TextLook who = page_type(page, 46, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    if (!plan->has_people) {
        box_text(layout, parent, second, session->title.at, other, (BoxStyle){0});
        return;
    }
    Str names = page_speakers_within(page, session, &who.style, width);
    Str both = page_join(page, second, names);
    bool is_one = second.len && names.len && page_width(page, both, &who) <= width;
    look_may_shrink(page, &who, 28);
    if (!is_one)
        box_text(layout, parent, second, session->title.at, other, (BoxStyle){0});
    box_part(box_text(layout, parent, is_one ? both : names, session->at, who, (BoxStyle){0}),
             names.len ? PART_PEOPLE : PART_OTHER);
}

/* Why, and what comes next at this door: in one line where both fit. */
static void moved_foot(const Page *page, Layout *layout, Box *parent, const Session *session,
                       const Session *next, const GonePlan *plan, float width) {
    TextLook look = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str reason = plan->has_reason ? page_text(page, &session->note) : (Str){0};
    if (page_has_second(page) && reason.len) {
        Str both = page_join(page, reason, page_second_text(page, &session->note));
        reason = page_width(page, both, &look) <= width ? both : reason;
    }
    float left = width - page_width(page, reason, &look) - dp(page, 96);
    bool is_one = next && reason.len && next_line_width(page, next) <= left;
    Box *line = parent;
    if (is_one)
        line = box_row(layout, parent, (BoxStyle){.width = size_grow(1), .cross = PLACE_CENTER});
    TextLook why = look;
    why.max_lines = 2;
    look_may_shrink(page, &why, 32);
    box_text(layout, line, reason, session->note.at, why, (BoxStyle){0});
    if (is_one)
        box_space(layout, line, (BoxStyle){.width = size_grow(1)});
    if (next)
        next_in_a_line(page, layout, line, next, is_one ? left : width);
}

static void moved_page(const Page *page, Layout *layout, const Session *session,
                       const Session *next, const GonePlan *plan) {
    float side = page->body.x, width = page->body.width;
    Box *root =
        box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = plan->is_last});
    BoxStyle part = {.width = size_grow(1), .left = side, .right = side};
    Box *top = box_column(layout, root, part);
    page_tag(page, top, session, ROLE_GONE, page->room);
    moved_session(page, layout, top, session, plan, width);
    Box *middle =
        box_column(layout, root,
                   (BoxStyle){.width = size_grow(1), .height = size_grow(1), .is_stretched = true});
    page_tag(page, middle, session, ROLE_GONE, page->room);
    box_space_above(middle, dp(page, 28));
    moved_band(page, layout, middle, session, plan, side);
    Box *foot = box_column(layout, root, part);
    page_tag(page, foot, session, ROLE_GONE, page->room);
    box_space_above(foot, dp(page, 24));
    moved_foot(page, layout, foot, session, next, plan, width);
}

/* Larger where the picture is higher than wide, or much wider than high. */
static GonePlan plan_for(const Page *page, size_t step) {
    GonePlan plan = PLANS[step];
    ScreenShape shape = page->metrics.shape;
    float title = shape == SHAPE_PORTRAIT ? 1.3f : shape == SHAPE_WIDE ? 1.4f : 1;
    plan.title *= title;
    plan.place *= shape == SHAPE_PORTRAIT ? 1.2f : shape == SHAPE_WIDE ? 1.5f : 1;
    return plan;
}

static void draw_moved(Page *page, const Session *session, const Session *next) {
    float bottom = page->body.y + page->body.height;
    Rect bounds = {0, page->body.y, page->metrics.width, bottom - page->body.y};
    for (size_t step = 0; step < countof(PLANS); step++) {
        GonePlan plan = plan_for(page, step);
        Layout layout = page_layout(page);
        moved_page(page, &layout, session, next, &plan);
        if (step + 1 < countof(PLANS) &&
            (layout_height(&layout, bounds.width) > bounds.height || layout_is_cut(&layout)))
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

/* A bar: the room and what was to be there, the dark middle with where it is, the clock and what is
 * next. */
static void draw_moved_strip(Page *page, const Session *session, const Session *next) {
    Rect body = door_strip_body(page);
    float left = dp(page, 480), right = dp(page, 420), gap = dp(page, 36);
    float middle = body.width - left - right - 2 * gap;
    GonePlan plan = {.place = 96, .has_second = body.height > dp(page, 300), .is_last = true};
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    BoxStyle part = {.width = size_fixed(left), .height = size_grow(1), .is_fitted = true};
    Box *was = box_column(&layout, row, part);
    const Room *room = &page->schedule->rooms[page->room];
    Box *name = box_column(&layout, was, (BoxStyle){.width = size_grow(1)});
    box_tag(name, (SceneTag){.room = page->room});
    TextLook look = page_type(page, 92, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &look, 56);
    box_part(box_text(&layout, name, page_text(page, &room->name), room->at, look, (BoxStyle){0}),
             PART_PLACE);
    Box *what = box_column(&layout, was, (BoxStyle){.width = size_grow(1)});
    page_tag(page, what, session, ROLE_GONE, page->room);
    look = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    box_part(box_text(&layout, what, page_day_time(page, session->planned_start), session->at, look,
                      (BoxStyle){0}),
             PART_TIME);
    look = page_type(page, 46, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &look, 28);
    look.max_lines = 2;
    look.is_balanced = true;
    box_part(box_text(&layout, what, page_text(page, &session->title), session->title.at, look,
                      (BoxStyle){0}),
             PART_TITLE);
    float pad = dp(page, 24);
    Box *band = box_column(&layout, row,
                           (BoxStyle){.width = size_grow(1),
                                      .height = size_grow(1),
                                      .left = pad,
                                      .right = pad,
                                      .main = PLACE_CENTER,
                                      .is_fitted = true,
                                      .is_stretched = true,
                                      .fill = page_color(page, COLOR_TEXT)});
    page_tag(page, band, session, ROLE_GONE, page->room);
    Str arrow = arrow_of(page, session);
    middle -= 2 * pad;
    Box *line = box_row(&layout, band, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    if (arrow.len) {
        TextLook sign = page_type(page, 160, WEIGHT_BOLD, COLOR_WARNING, 0);
        sign.style.line_height = 1;
        middle -= page_width(page, arrow, &sign) + gap;
        box_text(&layout, line, arrow, (Position){0}, sign, (BoxStyle){0});
    }
    moved_words(page, &layout, box_column(&layout, line, (BoxStyle){.width = size_grow(1)}),
                session, &plan, middle);
    part.width = size_fixed(right);
    door_strip_next(page, &layout, box_column(&layout, row, part), next, right);
    page_draw(page, &layout, body);
}

/* ---- what was cancelled ---------------------------------------------------------------------- */

static void cancelled_session(const Page *page, Layout *layout, Box *parent, const Session *session,
                              const GonePlan *plan, float width) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP, is_tall = page_is_tall(page);
    page_tag(page, parent, session, ROLE_GONE, page->room);
    BoxStyle style = {.gap = dp(page, is_strip ? 24 : 40), .cross = PLACE_CENTER};
    Box *head = is_tall ? box_column(layout, parent, (BoxStyle){.gap = dp(page, 16)})
                        : box_row(layout, parent, style);
    door_plate(page, layout, head, door_both_words(page, STRING_CANCELLED), session->at,
               is_strip ? 46 : 72, is_tall ? width : width * 0.65f);
    TextLook time = page_type(page, is_strip ? 40 : 56, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &time, 36);
    box_part(box_text(layout, head, page_span(page, session->planned_start, session->planned_end),
                      session->at, time, (BoxStyle){.can_shrink = true}),
             PART_TIME);
    float size = is_strip ? 72 : plan->title * 120 / 92;
    TextLook title = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.color = color_fade(title.color, 0.82f);
    title.is_struck = true;
    title.max_lines = is_strip ? 1 : 3;
    title.is_balanced = true;
    look_may_shrink(page, &title, plan->is_last ? 28 : size * 0.75f);
    box_space_above(box_part(box_text(layout, parent, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    dp(page, is_strip ? 4 : 16));
    TextLook other = page_type(page, is_strip ? 40 : 56, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    other.is_struck = true;
    look_may_shrink(page, &other, 40);
    Str second = plan->has_second && page_has_second(page) ? page_second_text(page, &session->title)
                                                           : (Str){0};
    second = page_fits(page, second, &other, width) ? second : (Str){0};
    TextLook who = page_type(page, is_strip ? 40 : 56, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    who.is_struck = true;
    Str names =
        plan->has_people ? page_speakers_within(page, session, &who.style, width) : (Str){0};
    Str both = page_join(page, second, names);
    bool is_one = second.len && names.len && page_width(page, both, &who) <= width;
    look_may_shrink(page, &who, 28);
    if (!is_one)
        box_text(layout, parent, second, session->title.at, other, (BoxStyle){.drop = 3});
    box_part(
        box_text(layout, parent, is_one ? both : names, session->at, who, (BoxStyle){.drop = 3}),
        names.len ? PART_PEOPLE : PART_OTHER);
    if (!plan->has_reason)
        return;
    TextLook note = page_type(page, 40, WEIGHT_REGULAR, COLOR_TEXT, 0);
    Str reason = page_text(page, &session->note);
    if (page_has_second(page)) {
        Str all = page_join(page, reason, page_second_text(page, &session->note));
        reason = page_width(page, all, &note) <= width ? all : reason;
    }
    note.max_lines = 2;
    look_may_shrink(page, &note, 32);
    box_space_above(box_text(layout, parent, reason, session->note.at, note, (BoxStyle){.drop = 2}),
                    dp(page, is_strip ? 4 : 24));
}

static void cancelled_page(const Page *page, Layout *layout, const Session *session,
                           const Session *next, const GonePlan *plan) {
    Box *root =
        box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = plan->is_last});
    Box *main = box_column(layout, root, (BoxStyle){.width = size_grow(1)});
    cancelled_session(page, layout, main, session, plan, page->body.width);
    if (!next)
        return;
    box_space(layout, root, (BoxStyle){.height = size_grow(1), .min_height = dp(page, 24)});
    next_large(page, layout, box_column(layout, root, (BoxStyle){.is_stretched = true}), next);
}

static void draw_cancelled(Page *page, const Session *session, const Session *next) {
    for (size_t step = 0; step < countof(PLANS); step++) {
        GonePlan plan = plan_for(page, step);
        Layout layout = page_layout(page);
        cancelled_page(page, &layout, session, next, &plan);
        if (step + 1 < countof(PLANS) &&
            (layout_height(&layout, page->body.width) > page->body.height ||
             layout_is_cut(&layout)))
            continue;
        page_draw(page, &layout, page->body);
        return;
    }
}

static void draw_cancelled_strip(Page *page, const Session *session, const Session *next) {
    Rect body = door_strip_body(page);
    float left = dp(page, 420), right = dp(page, 452), gap = dp(page, 36);
    GonePlan plan = {.has_people = true, .has_second = true, .has_reason = true, .is_last = true};
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    BoxStyle part = {.width = size_fixed(left), .height = size_grow(1), .is_fitted = true};
    door_strip_room(page, &layout, box_column(&layout, row, part), left);
    part.width = size_grow(1);
    cancelled_session(page, &layout, box_column(&layout, row, part), session, &plan,
                      body.width - left - right - 2 * gap);
    part.width = size_fixed(right);
    door_strip_next(page, &layout, box_column(&layout, row, part), next, right);
    page_draw(page, &layout, body);
}

/* ---- the picture ---------------------------------------------------------------------------- */

void view_gone(Page *page, const Session *session, const NowNext *lists) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    scene_changes_at(page->scene, lists->next_change);
    const Session *next = lists->next_count ? &page->schedule->sessions[lists->next[0]] : NULL;
    if (session->status == SESSION_CANCELLED)
        (is_strip ? draw_cancelled_strip : draw_cancelled)(page, session, next);
    else
        (is_strip ? draw_moved_strip : draw_moved)(page, session, next);
    if (page->moved != SCHEDULE_NONE && page->has_notice) /* its banner may be as gold */
        scene_rect(page->scene, (Rect){0, page->banner_top, page->metrics.width, dp(page, 4)},
                   page_color(page, COLOR_TEXT), 0);
}
