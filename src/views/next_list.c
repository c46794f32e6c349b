/* next_list.c: the sessions to come, one under the other. */
#include "views/page.h"

/* All titles of a list are as large as the one that needs the most room allows. */
static float title_size(const Page *page, const size_t *sessions, size_t count, float width) {
    float large = page->metrics.shape == SHAPE_PORTRAIT ? 64 : 46;
    width -= page->metrics.shape == SHAPE_PORTRAIT ? dp(page, 192) : 0;
    TextLook look = page_type(page, large, WEIGHT_BOLD, COLOR_TEXT, 0);
    for (size_t i = 0; i < count; i++)
        if (page_width(page, page_text(page, &page->schedule->sessions[sessions[i]].title), &look) >
            width)
            return large * 40 / 46;
    return large;
}

static void next_time(const Page *page, Layout *layout, Box *row, const Session *session,
                      ColorRole color) {
    TextLook time =
        page_type(page, page->metrics.shape == SHAPE_PORTRAIT ? 56 : 40, WEIGHT_SEMIBOLD, color, 0);
    time.style.line_height = 1.15f;
    box_part(
        box_text(layout, row, page_time(page, session->start), session->at, time, (BoxStyle){0}),
        PART_TIME);
}

static float time_width(const Page *page, const Session *session) {
    TextLook time = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    return page_width(page, page_time(page, session->start), &time);
}

static float badge_width(const Page *page, const Session *session) {
    TextLook badge = page_look(page, TYPE_TINY, WEIGHT_BOLD, COLOR_TEXT, 0);
    Str text = page_badge_text(page, session, page->room, NULL);
    return text.len ? page_width(page, text, &badge) + 2 * px(page, 14) : 0;
}

static void next_words(const Page *page, Layout *layout, Box *item, const Session *session,
                       float size, float width) {
    TextLook title = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.line_height = 1.15f;
    title.max_lines = 3;
    title.is_balanced = true;
    look_may_shrink(page, &title, 28);
    box_part(box_text(layout, item, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){0}),
             PART_TITLE);
    TextLook other = page_type(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    other.style.line_height = 1.2f;
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    if (page_fits(page, second, &other, width))
        box_space_above(
            box_text(layout, item, second, session->title.at, other, (BoxStyle){.drop = 3}),
            dp(page, 2));
}

void next_line(const Page *page, Layout *layout, Box *parent, Box *head, const Session *session,
               float width) {
    Box *when = box_row(layout, head, (BoxStyle){.gap = dp(page, 20), .cross = PLACE_CENTER});
    page_tag(page, when, session, ROLE_NEXT, page->room);
    next_time(page, layout, when, session, COLOR_NEXT);
    page_badge(page, layout, when, session, page->room);
    Box *item = box_column(layout, parent, (BoxStyle){.width = size_grow(1)});
    page_tag(page, item, session, ROLE_NEXT, page->room);
    box_space_above(item, dp(page, 4));
    next_words(page, layout, item, session, 46, width);
}

void next_list(const Page *page, Layout *layout, Box *parent, const size_t *sessions, size_t count,
               SceneRole role, float width) {
    float size = title_size(page, sessions, count, width), pad = dp(page, 14);
    for (size_t i = 0; i < count; i++) {
        const Session *session = &page->schedule->sessions[sessions[i]];
        bool is_later = i && session->start > page->schedule->sessions[sessions[0]].start;
        Box *item = box_column(layout, parent,
                               (BoxStyle){.width = size_grow(1), .top = pad, .drop = i ? 2 : 0});
        page_tag(page, item, session, is_later ? ROLE_LATER : role, page->room);
        if (i) {
            page_line(page, layout, item, 2);
            box_space(layout, item, (BoxStyle){.height = size_fixed(pad)});
        }
        ColorRole color = i ? COLOR_MUTED : COLOR_NEXT;
        if (page->metrics.shape == SHAPE_PORTRAIT) { /* the time in a column of its own */
            float side = dp(page, 192);
            Box *row = box_row(layout, item, (BoxStyle){.cross = PLACE_BASELINE});
            Box *when = box_row(layout, row, (BoxStyle){.width = size_fixed(side)});
            next_time(page, layout, when, session, color);
            Box *what = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
            next_words(page, layout, what, session, size, width - side);
            page_badge(page, layout, what, session, page->room);
            continue;
        }
        Box *row = box_row(layout, item, (BoxStyle){.gap = dp(page, 20), .cross = PLACE_CENTER});
        next_time(page, layout, row, session, color);
        float room = width - dp(page, 20) - time_width(page, session);
        page_badge(page, layout, badge_width(page, session) <= room ? row : item, session,
                   page->room);
        next_words(page, layout, item, session, size, width);
    }
}

void next_large(const Page *page, Layout *layout, Box *parent, const Session *session) {
    bool is_tall = page_is_tall(page);
    box_space(layout, parent,
              (BoxStyle){.width = size_grow(1),
                         .height = size_fixed(dp(page, 2)),
                         .fill = page_color(page, COLOR_LINE)});
    BoxStyle style = {.width = size_grow(1), .gap = dp(page, is_tall ? 20 : 96)};
    Box *row = is_tall ? box_column(layout, parent, style) : box_row(layout, parent, style);
    box_space_above(row, dp(page, 32));
    page_tag(page, row, session, ROLE_NEXT, page->room);
    Box *when = box_column(layout, row, (BoxStyle){0});
    page_chip(page, layout, when, STRING_NEXT, COLOR_NEXT);
    TextLook time = page_type(page, 92, WEIGHT_BOLD, COLOR_TEXT, 0);
    box_part(box_text(layout, when, page_day_time(page, session->start), session->at, time,
                      (BoxStyle){0}),
             PART_TIME);
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    page_badge(page, layout, words, session, page->room);
    TextLook title = page_type(page, 64, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 2;
    title.spare_lines = 1;
    title.is_balanced = true;
    look_may_shrink(page, &title, 40);
    box_part(box_text(layout, words, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){0}),
             PART_TITLE);
    TextLook second = page_type(page, 38, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    float width = page->body.width * (is_tall ? 1 : 0.7f);
    Str other = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    if (page_fits(page, other, &second, width))
        box_text(layout, words, other, session->title.at, second, (BoxStyle){.drop = 3});
    TextLook who = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    if (session->speaker_count)
        box_part(box_text(layout, words, page_speakers_within(page, session, &who.style, width),
                          session->at, who, (BoxStyle){.can_shrink = true, .drop = 2}),
                 PART_PEOPLE);
}
