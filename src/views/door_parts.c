/* door_parts.c: what a door says of the session that runs: when, what, in which language, by whom.
 * How these stand together is now_door.c's. */
#include <math.h>

#include "views/door.h"

/* ---- when ----------------------------------------------------------------------------------- */

/* "还剩 35 分钟 · 35 min left" within `width` pixels, or the first of it, or nothing. */
static Str minutes_within(const Page *page, const Session *session, const TextLook *look,
                          float width) {
    Str first = page_minutes_left(page, session, 0), both = first;
    if (page_has_second(page)) {
        Str second = page_minutes_left(page, session, 1);
        both = str_equal(first, second) ? first : page_join(page, first, second);
    }
    if (page_width(page, both, look) <= width)
        return both;
    return page_width(page, first, look) <= width ? first : (Str){0};
}

static float chip_width(const Page *page, Str word, Str second) {
    TextLook look = page_type(page, 36, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.letter_spacing = 0.12f;
    float width = dp(page, 20 + 14) + page_width(page, word, &look);
    return second.len ? width + dp(page, 14) + page_width(page, second, &look) : width;
}

float door_chip_width(const Page *page, StringId id) {
    return chip_width(page, page_word(page, id),
                      page_has_second(page) ? page_second_word(page, id) : (Str){0});
}

float door_chip(const Page *page, Layout *layout, Box *row, StringId id, ColorRole color) {
    Str word = page_word(page, id);
    Str second = page_has_second(page) ? page_second_word(page, id) : (Str){0};
    Box *chip = box_row(layout, row, (BoxStyle){.gap = dp(page, 14), .cross = PLACE_CENTER});
    float dot = dp(page, 20);
    box_space(layout, chip,
              (BoxStyle){.width = size_fixed(dot),
                         .height = size_fixed(dot),
                         .fill = page_color(page, color),
                         .radius_left = dot / 2,
                         .radius_right = dot / 2});
    TextLook look = page_type(page, 36, WEIGHT_BOLD, color, 0);
    Box *words = box_row(layout, chip, (BoxStyle){.gap = dp(page, 14), .cross = PLACE_BASELINE});
    box_text(layout, words, word, (Position){0}, look, (BoxStyle){0});
    if (second.len) {
        look.style.weight = WEIGHT_SEMIBOLD;
        look.style.language = page_language(page, 1);
        look.style.letter_spacing = 0.06f;
        second = str_upper(page->arena, second, page_language(page, 1));
        box_text(layout, words, second, (Position){0}, look, (BoxStyle){0});
    }
    return chip_width(page, word, second);
}

static bool badge_within(const Page *page, Layout *layout, Box *row, const Session *session,
                         float width) {
    Str text = page_badge_text(page, session, page->room, NULL);
    TextLook look = page_type(page, 28, WEIGHT_BOLD, COLOR_TEXT, 0);
    return text.len && page_width(page, text, &look) + dp(page, 40) <= width &&
           page_badge(page, layout, row, session, page->room);
}

void door_when(const Page *page, Layout *layout, Box *parent, const Session *session, float width) {
    float gap = dp(page, 32);
    bool is_pause = session->type == SESSION_BREAK || session->type == SESSION_SOCIAL;
    Box *row = box_row(layout, parent,
                       (BoxStyle){.gap = gap, .min_height = dp(page, 48), .cross = PLACE_CENTER});
    width -= door_chip(page, layout, row, STRING_NOW, is_pause ? COLOR_GOLD : COLOR_ACCENT) + gap;
    TextLook time = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str span = page_span(page, session->start, session->end);
    if (page_width(page, span, &time) > width) {
        row = box_row(layout, parent, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
        box_space_above(row, dp(page, 4));
        width += door_chip_width(page, STRING_NOW) + gap;
    }
    look_may_shrink(page, &time, 28);
    box_part(box_text(layout, row, span, session->at, time, (BoxStyle){0}), PART_TIME);
    width -= page_width(page, span, &time) + gap;
    Str badge = page_badge_text(page, session, page->room, NULL);
    if (badge.len) {
        if (!badge_within(page, layout, row, session, width)) {
            Box *line = box_row(layout, parent, (BoxStyle){.cross = PLACE_CENTER});
            box_space_above(line, dp(page, 8));
            page_badge(page, layout, line, session, page->room);
        }
        return;
    }
    SessionPhase phase = session_phase_at(session, page->context->at);
    TextLook left = page_type(page, 36, WEIGHT_REGULAR, COLOR_MUTED, 0);
    left.is_live = true;
    Str minutes = phase == SESSION_FINISHING ? page_word(page, STRING_FINISHING)
                                             : minutes_within(page, session, &left, width);
    scene_changes_at(page->scene, page_next_minute(page));
    box_text(layout, row, minutes, (Position){0}, left, (BoxStyle){0});
}

Str door_both_words(const Page *page, StringId id) {
    return page_has_second(page) ? page_join(page, page_word(page, id), page_second_word(page, id))
                                 : page_word(page, id);
}

Box *door_plate(const Page *page, Layout *layout, Box *parent, Str words, Position at, float size,
                float width) {
    float radius = dp(page, 16), pad = dp(page, size * 0.54f);
    TextLook look = page_type(page, size, WEIGHT_BOLD, COLOR_ON_WARNING, 0);
    look.style.line_height = 1.2f;
    if (page_width(page, words, &look) + 2 * pad > width) {
        look.max_lines = 2;
        look_may_shrink(page, &look, 36);
    }
    return box_part(box_text(layout, parent, words, at, look,
                             (BoxStyle){.left = pad,
                                        .right = pad,
                                        .top = dp(page, size * 0.13f),
                                        .bottom = dp(page, size * 0.13f),
                                        .max_width = width,
                                        .fill = page_color(page, COLOR_WARNING),
                                        .radius_left = radius,
                                        .radius_right = radius,
                                        .can_shrink = true}),
                    PART_STATUS);
}

/* ---- what comes ----------------------------------------------------------------------------- */

static TextLook line_look(const Page *page) {
    return page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
}

float next_line_width(const Page *page, const Session *next) {
    TextLook look = line_look(page);
    return door_chip_width(page, STRING_NEXT) + 2 * dp(page, 24) +
           page_width(page, page_day_time(page, next->start), &look) +
           page_width(page, page_text(page, &next->title), &look);
}

void next_in_a_line(const Page *page, Layout *layout, Box *parent, const Session *next,
                    float width) {
    bool is_one = next_line_width(page, next) <= width;
    Box *row = box_row(layout, parent, (BoxStyle){.gap = dp(page, 24), .cross = PLACE_CENTER});
    page_tag(page, row, next, ROLE_NEXT, page->room);
    door_chip(page, layout, row, STRING_NEXT, COLOR_NEXT);
    TextLook look = line_look(page);
    box_part(box_text(layout, row, page_day_time(page, next->start), next->at, look, (BoxStyle){0}),
             PART_TIME);
    if (!is_one) {
        row = box_row(layout, parent, (BoxStyle){.width = size_grow(1)});
        page_tag(page, row, next, ROLE_NEXT, page->room);
        look.max_lines = 2;
    }
    look_may_shrink(page, &look, 28);
    box_part(box_text(layout, row, page_text(page, &next->title), next->title.at, look,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
}

/* ---- what ----------------------------------------------------------------------------------- */

TextLook door_title_look(const Page *page, float size) {
    TextLook look = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.max_lines = look.style.size * 14 < page->metrics.height * 1.1f ? 4 : 3;
    look.is_balanced = true;
    return look;
}

void door_title(const Page *page, Layout *layout, Box *parent, const Session *session,
                const DoorPlan *plan, float width) {
    TextLook title = door_title_look(page, plan->title);
    if (plan->is_last)
        look_may_shrink(page, &title, 28);
    box_space_above(box_part(box_text(layout, parent, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    dp(page, 20));
    if (!plan->has_second)
        return;
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    const Localized *from = second.len ? &session->title : &session->subtitle;
    if (!second.len)
        second = page_text(page, &session->subtitle);
    TextLook other = page_type(page, roundf(plan->title * 0.585f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    other.style.line_height = 1.15f;
    other.max_lines = 2;
    other.is_balanced = true;
    look_may_shrink(page, &other, 32);
    if (from != &session->title || page_fits(page, second, &other, width)) /* else alternate.h */
        box_space_above(box_text(layout, parent, second, from->at, other, (BoxStyle){0}),
                        dp(page, 8));
}

void door_facts(const Page *page, Layout *layout, Box *parent, const Session *session,
                const DoorPlan *plan, float width) {
    if (session->do_not_record) {
        Box *sign = box_row(layout, parent, (BoxStyle){.cross = PLACE_CENTER});
        box_space_above(sign, dp(page, 20));
        page_unrecorded(page, layout, sign, session, width);
    }
    if (plan->has_tag)
        page_facts(page, layout, parent, session, width);
    if (session->note.count && plan->has_second) {
        TextLook note = page_type(page, 32, WEIGHT_SEMIBOLD, COLOR_GOLD, 0);
        note.max_lines = 2;
        box_space_above(box_text(layout, parent, page_text(page, &session->note), session->note.at,
                                 note, (BoxStyle){0}),
                        dp(page, 16));
    }
}

/* One line of its paragraphs. */
static Str flat(const Page *page, Str text) {
    char *out = arena_copy(page->arena, text.s, text.len);
    for (size_t i = 0; i < text.len; i++)
        if (out[i] == '\n')
            out[i] = ' ';
    return (Str){.s = out, .len = text.len};
}

/* As many words from the front as stand in the look's lines, so that nothing looks cut by mishap.
 */
void door_abstract(const Page *page, Layout *layout, Box *parent, const Localized *abstract,
                   float width) {
    if (abstract->count == 0)
        return;
    TextLook look = page_type(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.style.line_height = 1.375f;
    look.max_lines = 2;
    Str text = page_first_words(page, flat(page, page_text(page, abstract)), &look, width);
    box_text(layout, parent, text, abstract->at, look, (BoxStyle){.width = size_grow(1)});
}

/* ---- its parts ------------------------------------------------------------------------------ */

static ColorRole segment_color(const Page *page, const Segment *segment) {
    Instant at = page->context->at;
    if (at >= segment->end)
        return COLOR_DIM;
    return at >= segment->start ? COLOR_ACCENT : COLOR_LINE;
}

/* True when each segment's title finds room under its own piece of the bar: in at most two lines
 * and without breaking a word. */
static bool segment_titles_fit(const Page *page, const Session *session, const TextLook *plain,
                               float width, float gap) {
    TextLook wide = *plain, *look = &wide; /* as when it runs */
    wide.style.weight = WEIGHT_SEMIBOLD;
    float minutes =
        (float)(session->segments[session->segment_count - 1].end - session->segments[0].start);
    width -= gap * (float)(session->segment_count - 1);
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *s = &session->segments[i];
        Str title = page_text(page, &s->title);
        float own = floorf(width * (float)(s->end - s->start) / minutes) - 1;
        if (title.len && (text_min_width(page->context->text, title, &look->style) > own ||
                          !page_fits(page, title, look, own)))
            return false;
    }
    return true;
}

void door_segments(const Page *page, Layout *layout, Box *parent, const Session *session,
                   float width) {
    float gap = dp(page, 12);
    TextLook look = page_type(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.max_lines = 2;
    look.is_balanced = true;
    bool has_titles = segment_titles_fit(page, session, &look, width, gap);
    Box *row = box_row(layout, parent, (BoxStyle){.width = size_grow(1), .gap = gap});
    for (size_t i = 0; i < session->segment_count; i++) {
        const Segment *s = &session->segments[i];
        bool is_on = segment_color(page, s) == COLOR_ACCENT;
        Box *piece = box_column(layout, row,
                                (BoxStyle){.width = size_grow((float)(s->end - s->start)),
                                           .top = dp(page, 24),
                                           .bar = page_color(page, segment_color(page, s)),
                                           .bar_top_width = dp(page, 12)});
        look.color = page_color(page, is_on ? COLOR_TEXT : COLOR_MUTED);
        look.style.weight = is_on ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR;
        if (has_titles)
            box_text(layout, piece, page_text(page, &s->title), s->title.at, look, (BoxStyle){0});
    }
    size_t running = session_segment_at(session, page->context->at);
    if (has_titles || running == SCHEDULE_NONE)
        return;
    look.color = page_color(page, COLOR_TEXT);
    look.style.weight = WEIGHT_SEMIBOLD;
    const Localized *title = &session->segments[running].title;
    box_text(layout, parent, page_text(page, title), title->at, look, (BoxStyle){0});
}

/* ---- by whom -------------------------------------------------------------------------------- */

/* Names in one paragraph: too many for portraits, or for the room. */
static void names_alone(const Page *page, Layout *layout, Box *parent, const Session *session) {
    TextLook look = page_type(page, 46, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &look, 28);
    look.max_lines = session->speaker_count <= 9 ? 3 : page_is_tall(page) ? 12 : 6;
    box_part(
        box_text(layout, parent, page_speakers(page, session), session->at, look, (BoxStyle){0}),
        PART_PEOPLE);
}

/* What each of them has in a gallery. */
static float gallery_column(const Page *page, const Session *session, float side, float width) {
    float count = (float)session->speaker_count;
    float each = floorf((width - dp(page, 24) * (count - 1)) / count);
    return fminf(each, fmaxf(side * 1.8f, side + dp(page, 60)));
}

/* Every name has room under its portrait, if need be in three lines. */
static bool gallery_fits(const Page *page, const Session *session, float side, float size,
                         float width) {
    float each = gallery_column(page, session, side, width);
    TextLook name = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &name, 26);
    TextLook least = name;
    least.style.size = name.style.min_size;
    name.max_lines = 3;
    for (size_t i = 0; i < session->speaker_count; i++) {
        Str text = page_text(page, &session->speakers[i].name);
        bool is_whole = text_min_width(page->context->text, text, &least.style) <= each ||
                        str_find(text, "-") != SIZE_MAX; /* where it may be parted */
        if (!is_whole || !page_fits(page, text, &name, each))
            return false;
    }
    return true;
}

/* Each with their name under the portrait. */
static void gallery(const Page *page, Layout *layout, Box *parent, const Session *session,
                    float side, float size, float width) {
    float gap = dp(page, 24), each = gallery_column(page, session, side, width);
    size_t count = session->speaker_count;
    Box *row = box_row(layout, parent, (BoxStyle){.gap = gap});
    for (size_t i = 0; i < count; i++) {
        Box *person = box_column(layout, row, (BoxStyle){.width = size_fixed(each)});
        page_portrait(page, layout, person, &session->speakers[i], fminf(side, each));
        TextLook name = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
        look_may_shrink(page, &name, 26);
        name.max_lines = page_fits(page, page_text(page, &session->speakers[i].name),
                                   &(TextLook){.style = name.style, .max_lines = 2}, each)
                             ? 2
                             : 3;
        box_space_above(
            box_part(box_text(layout, person, page_text(page, &session->speakers[i].name),
                              session->speakers[i].name.at, name, (BoxStyle){0}),
                     PART_PEOPLE),
            dp(page, 12));
        TextLook from = page_type(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0);
        from.max_lines = 2;
        Str where = page_text(page, &session->speakers[i].affiliation);
        if (count <= 3 && page_fits(page, where, &from, each))
            box_text(layout, person, where, session->speakers[i].affiliation.at, from,
                     (BoxStyle){.drop = 2});
    }
}

/* A session that has parts tells them, another one what it is about. */
static void parts_or_abstract(const Page *page, Layout *layout, Box *parent, const Session *session,
                              float width) {
    if (session->segment_count)
        door_segments(page, layout, parent, session, width);
    else
        door_abstract(page, layout, parent, &session->abstract, width);
}

/* Nothing is to stand below the names. */
static bool names_are_all(const Session *session, const DoorPlan *plan) {
    return session->segment_count == 0 && (!plan->has_abstract || session->abstract.count == 0);
}

static void beside_portraits(const Page *page, Layout *layout, Box *parent, const Session *session,
                             const DoorPlan *plan, float width) {
    float name = session->speaker_count == 1 && page->metrics.shape == SHAPE_SQUARE ? 56 : 46;
    for (size_t i = 0; i < session->speaker_count; i++)
        page_person(page, layout, parent, &session->speakers[i], name, 32, width);
    if (names_are_all(session, plan))
        return;
    box_space(layout, parent, (BoxStyle){.height = size_grow(1), .min_height = dp(page, 12)});
    parts_or_abstract(page, layout, parent, session, width);
}

void door_people(const Page *page, Layout *layout, Box *parent, const Session *session,
                 const DoorPlan *plan, float width) {
    size_t count = session->speaker_count;
    Box *block = box_column(layout, parent, (BoxStyle){.width = size_grow(1)});
    box_space_above(block, dp(page, 16));
    float side = dp(page, count >= 4 && plan->portrait > 144   ? 144
                          : count == 3 && plan->portrait > 200 ? 200
                                                               : plan->portrait);
    if (count >= 1 && count <= 3 && plan->portrait > 0) {
        Box *row = box_row(layout, block,
                           (BoxStyle){.width = size_grow(1),
                                      .gap = dp(page, 32),
                                      .min_height = side,
                                      .is_stretched = true});
        float gap = dp(page, 16), taken = side * (float)count + gap * (float)(count - 1);
        page_portraits(page, layout, row, session, count, side, gap);
        Box *words =
            box_column(layout, row,
                       (BoxStyle){.width = size_grow(1),
                                  .main = names_are_all(session, plan) ? PLACE_CENTER : PLACE_START,
                                  .top = dp(page, 8),
                                  .bottom = dp(page, 8),
                                  .height = size_grow(1)});
        beside_portraits(page, layout, words, session, plan, width - taken - dp(page, 32));
        return;
    }
    if (count >= 4 && count <= 6 && plan->portrait > 0 &&
        gallery_fits(page, session, side, 32, width))
        gallery(page, layout, block, session, side, 32, width);
    else if (count)
        names_alone(page, layout, block, session);
    if (session->segment_count || plan->has_abstract) {
        Box *rest = box_column(layout, block, (BoxStyle){.width = size_grow(1)});
        box_space_above(rest, dp(page, count ? 16 : 0));
        parts_or_abstract(page, layout, rest, session, width);
    }
}

void door_gallery(const Page *page, Layout *layout, Box *parent, const Session *session,
                  const DoorPlan *plan, float width) {
    size_t count = session->speaker_count;
    if (count == 0)
        return;
    if (count > 6 || plan->portrait <= 0) {
        names_alone(page, layout, parent, session);
        return;
    }
    float side = dp(page, plan->portrait), size = count > 2 ? 36 : 46;
    float most = floorf((width - dp(page, 24) * (float)(count - 1)) / (float)count);
    side = fminf(side, most);
    if (gallery_fits(page, session, side, size, width))
        gallery(page, layout, parent, session, side, size, width);
    else
        names_alone(page, layout, parent, session);
}
