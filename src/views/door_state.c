/* door_state.c: what holds at a door beside its plan: nobody gets in any more, the room is closed,
 * the next session begins later than planned, or comes from another room. Each has a page of its
 * own. */
#include <math.h>

#include "schedule/instead.h"

#include "views/door.h"

/* The largest of the sizes at which the text stands in one line; else the smallest, in lines. */
static TextLook largest(const Page *page, Str text, ColorRole color, float from, float to,
                        float width) {
    TextLook look = page_type(page, from, WEIGHT_BOLD, color, 0);
    for (float size = from; size >= to; size *= 0.85f) {
        look = page_type(page, size, WEIGHT_BOLD, color, 0);
        if (page_width(page, text, &look) <= width)
            return look;
    }
    look = page_type(page, to, WEIGHT_BOLD, color, 0);
    look.max_lines = 3;
    look.is_balanced = true;
    look_may_shrink(page, &look, 28);
    return look;
}

/* ---- full, closed --------------------------------------------------------------------------- */

typedef struct {
    float sign, word, where; /* pictogram, what holds, what to do then: pixels of the design */
    bool has_second;
    bool is_last; /* nothing else is left: texts shrink */
} FullPlan;

static const FullPlan PLANS[] = {
    {.sign = 280, .word = 200, .where = 92, .has_second = true},
    {.sign = 220, .word = 160, .where = 76, .has_second = true},
    {.sign = 180, .word = 132, .where = 64, .has_second = true},
    {.sign = 160, .word = 112, .where = 56},
    {.sign = 140, .word = 92, .where = 46, .is_last = true},
};

/* What runs behind the door, in a line or two. `page` has the band's colours. */
static void band_session(const Page *page, Layout *layout, Box *parent, const Session *session,
                         const FullPlan *plan, float width) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    float size = is_strip ? 40 : 46;
    Box *box = box_column(layout, parent, (BoxStyle){.width = size_grow(1)});
    page_tag(page, box, session, ROLE_NOW, page->room);
    TextLook time = page_type(page, size, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str span = page_span(page, session->start, session->end);
    TextLook title = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 2;
    title.is_balanced = true;
    Str words = page_text(page, &session->title);
    bool is_one = page_width(page, words, &title) + page_width(page, span, &time) + dp(page, 28) <=
                  width - (session->status == SESSION_CONFIRMED ? 0 : dp(page, 400));
    Box *row = box_row(layout, box, (BoxStyle){.gap = dp(page, 28), .cross = PLACE_BASELINE});
    look_may_shrink(page, &time, 32);
    box_part(box_text(layout, row, span, session->at, time, (BoxStyle){.can_shrink = true}),
             PART_TIME);
    if (!is_one) {
        page_badge(page, layout, row, session, page->room);
        row = box_row(layout, box, (BoxStyle){.width = size_grow(1)});
    }
    look_may_shrink(page, &title, 32);
    box_part(box_text(layout, row, words, session->title.at, title, (BoxStyle){.can_shrink = true}),
             PART_TITLE);
    if (is_one)
        page_badge(page, layout, row, session, page->room);
    TextLook other = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 1);
    Str second = plan->has_second && page_has_second(page) ? page_second_text(page, &session->title)
                                                           : (Str){0};
    if (!is_strip && page_fits(page, second, &other, width))
        box_text(layout, box, second, session->title.at, other, (BoxStyle){.drop = 3});
    if (session->do_not_record)
        page_unrecorded(page, layout, box_row(layout, box, (BoxStyle){0}), session, width);
}

/* In a language: "Watch it in Hall 3 · 80 seats free", "Hall 3 · 12 seats free"; the room alone
 * where something else runs there. */
static Str instead_words(const Page *page, const Instead *instead, size_t language) {
    const Strings *strings = page->context->strings[language];
    const Localized *name = &page->schedule->rooms[instead->room].name;
    Str own = language ? localized_in(name, page_language(page, language)) : (Str){0};
    Str room = own.len ? own : page_text(page, name);
    if (instead->session == SCHEDULE_NONE)
        room = strings_fill(page->arena, strings, STRING_WATCH_IN, "room", room);
    Str seats = instead->seats > 0
                    ? strings_count(page->arena, strings, STRING_SEATS_FREE, instead->seats)
                    : (Str){0};
    return page_join(page, room, seats);
}

/* The room where they may go who do not get in: an arrow where the screen knows one, the room, what
 * runs there, the way. */
static void where_instead(const Page *page, Layout *layout, Box *parent, const Instead *instead,
                          const FullPlan *plan, float width) {
    const Room *room = &page->schedule->rooms[instead->room];
    Str arrow = page_arrow(page, instead->room);
    bool is_strip = page->metrics.shape == SHAPE_STRIP; /* has room for a line */
    float gap = dp(page, is_strip ? 20 : 48);
    Box *row = box_row(layout, parent,
                       (BoxStyle){.width = size_grow(1), .gap = gap, .cross = PLACE_CENTER});
    TextLook sign =
        page_type(page, plan->where * (is_strip ? 1 : 1.9f), WEIGHT_BOLD, COLOR_TEXT, 0);
    sign.style.line_height = 1;
    if (arrow.len)
        width -= page_width(page, arrow, &sign) + gap;
    box_text(layout, row, arrow, (Position){0}, sign, (BoxStyle){0});
    Box *column = box_column(layout, row, (BoxStyle){.width = size_grow(1), .can_shrink = true});
    box_tag(column, (SceneTag){.room = instead->room});
    Str first = instead_words(page, instead, 0);
    TextLook look = largest(page, first, COLOR_TEXT, plan->where, plan->where * 0.6f, width);
    box_part(box_text(layout, column, first, room->at, look, (BoxStyle){0}), PART_INSTEAD);
    if (is_strip)
        return;
    Str second = page_has_second(page) ? instead_words(page, instead, 1) : (Str){0};
    TextLook other = page_type(page, plan->where * 0.61f, WEIGHT_SEMIBOLD, COLOR_TEXT, 1);
    look_may_shrink(page, &other, 32);
    if (!str_equal(first, second))
        box_text(layout, column, second, room->at, other, (BoxStyle){.drop = 2});
    if (instead->session != SCHEDULE_NONE) {
        const Session *session = &page->schedule->sessions[instead->session];
        Box *box = box_column(layout, column, (BoxStyle){.width = size_grow(1)});
        page_tag(page, box, session, ROLE_NOW, instead->room);
        TextLook title = page_type(page, 46, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
        title.max_lines = 2;
        look_may_shrink(page, &title, 32);
        box_text(layout, box, page_text(page, &session->title), session->title.at, title,
                 (BoxStyle){.drop = 3});
    }
    TextLook way = page_type(page, 46, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    look_may_shrink(page, &way, 28);
    Str ways = page_join(page, page_text(page, &room->way),
                         page_has_second(page) ? page_second_text(page, &room->way) : (Str){0});
    if (!page_fits(page, ways, &way, width))
        ways = page_text(page, &room->way);
    box_text(layout, column, ways, room->way.at, way, (BoxStyle){.drop = 3});
}

/* What to do then: as staff say it, in both languages, else as it is known. */
static void where_to_go(const Page *page, Layout *layout, Box *parent, const FullPlan *plan,
                        float width) {
    const Room *room = &page->schedule->rooms[page->room];
    const Localized *text = &room->state_text;
    if (room->state == ROOM_FULL && text->count == 0) {
        Instant change = INSTANT_NEVER;
        Instead instead = room_instead(page->schedule, page->room, page->context->at, &change);
        scene_changes_at(page->scene, change);
        if (instead.room != SCHEDULE_NONE)
            where_instead(page, layout, parent, &instead, plan, width);
        return;
    }
    if (room->state == ROOM_OPEN) /* it stands on the band */
        return;
    Str first = page_text(page, text);
    TextLook look = largest(page, first, COLOR_TEXT, plan->where, plan->where * 0.7f, width);
    box_text(layout, parent, first, text->at, look, (BoxStyle){0});
    Str second = page_has_second(page) ? page_second_text(page, text) : (Str){0};
    TextLook other = page_type(page, plan->where * 0.61f, WEIGHT_SEMIBOLD, COLOR_TEXT, 1);
    other.max_lines = 2;
    look_may_shrink(page, &other, 32);
    box_space_above(box_text(layout, parent, second, text->at, other, (BoxStyle){.drop = 3}),
                    dp(page, 8));
}

/* The sign, the word and what runs, in `page`'s colours, which are the band's. */
static void full_band(const Page *page, Layout *layout, Box *root, RoomState state,
                      const Session *now, const FullPlan *plan, float side) {
    bool is_full = state != ROOM_CLOSED, is_strip = page->metrics.shape == SHAPE_STRIP;
    bool is_tall = page_is_tall(page);
    float gap = dp(page, is_strip ? 28 : 80), width = page->body.width;
    Box *band =
        box_row(layout, root,
                (BoxStyle){.width = size_grow(1),
                           .height = is_strip ? size_grow(1) : size_fit(),
                           .left = side,
                           .right = side,
                           .top = dp(page, is_strip ? 8 : 36),
                           .bottom = dp(page, is_strip ? 8 : 36),
                           .cross = PLACE_CENTER,
                           .fill = page_color(page, is_full ? COLOR_BACKGROUND : COLOR_PANEL)});
    Box *inner =
        is_tall ? box_column(layout, band, (BoxStyle){.width = size_grow(1), .gap = dp(page, 24)})
                : box_row(layout, band,
                          (BoxStyle){.width = size_grow(1), .gap = gap, .cross = PLACE_CENTER});
    static const char *const SIGNS[] = {[ROOM_OPEN] = "images/info.svg",
                                        [ROOM_FULL] = "images/full.svg",
                                        [ROOM_CLOSED] = "images/closed.svg"};
    _Static_assert(countof(SIGNS) == ROOM_STATE_COUNT, "a sign for each state");
    float sign = dp(page, plan->sign);
    box_image(layout, inner, IMAGE_ASSET, str_from(SIGNS[state]), 1,
              (BoxStyle){.width = size_fixed(sign), .height = size_fixed(sign)});
    width -= is_tall ? 0 : sign + gap;
    Box *words =
        box_column(layout, inner, (BoxStyle){.width = size_grow(1), .is_fitted = is_strip});
    const Room *room = &page->schedule->rooms[page->room];
    Str word = state == ROOM_OPEN ? page_text(page, &room->state_text)
                                  : door_both_words(page, is_full ? STRING_FULL : STRING_CLOSED);
    TextLook look = largest(page, word, COLOR_TEXT, plan->word, plan->word * 0.4f, width);
    Box *said = box_column(layout, words, (BoxStyle){.width = size_grow(1)});
    box_tag(said, (SceneTag){.room = page->room});
    box_part(box_text(layout, said, word, room->at, look, (BoxStyle){0}), PART_STATUS);
    if (is_strip)
        where_to_go(page, layout, words, plan, width);
    if (now)
        band_session(page, layout, words, now, plan, width);
}

static void full_page(const Page *page, Layout *layout, RoomState state, const Session *now,
                      const Session *next, const FullPlan *plan) {
    Page band = *page;
    if (state != ROOM_CLOSED)
        band.theme = gone_theme(page->arena, page->theme);
    float side = page->body.x;
    Box *root =
        box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = plan->is_last});
    full_band(&band, layout, root, state, now, plan, side);
    BoxStyle part = {.width = size_grow(1), .left = side, .right = side};
    Box *where = box_column(layout, root, part);
    box_space_above(where, dp(page, 32));
    where_to_go(page, layout, where, plan, page->body.width);
    if (!next)
        return;
    part.is_stretched = true;
    box_space(layout, root, (BoxStyle){.height = size_grow(1), .min_height = dp(page, 20)});
    Box *foot = box_column(layout, root, part);
    const Room *room = &page->schedule->rooms[page->room];
    bool has_where =
        room->state_text.count ||
        (state == ROOM_FULL &&
         room_instead(page->schedule, page->room, page->context->at, NULL).room != SCHEDULE_NONE);
    if (has_where && !page_is_tall(page))
        next_in_a_line(page, layout, foot, next, page->body.width);
    else
        next_large(page, layout, foot, next);
}

static void full_strip(Page *page, RoomState state, const Session *now, const Session *next) {
    Rect body = door_strip_body(page);
    float left = dp(page, 380), right = dp(page, 400), gap = dp(page, 36), pad = dp(page, 28);
    FullPlan plan = {.sign = 170, .word = 96, .where = 46, .is_last = true};
    Page band = *page;
    if (state != ROOM_CLOSED)
        band.theme = gone_theme(page->arena, page->theme);
    band.body.width = body.width - left - right - 2 * gap - 2 * pad;
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    BoxStyle part = {.width = size_fixed(left), .height = size_grow(1), .is_fitted = true};
    door_strip_room(page, &layout, box_column(&layout, row, part), left);
    Box *middle =
        box_column(&layout, row,
                   (BoxStyle){.width = size_grow(1), .height = size_grow(1), .is_stretched = true});
    full_band(&band, &layout, middle, state, now, &plan, pad);
    part.width = size_fixed(right);
    door_strip_next(page, &layout, box_column(&layout, row, part), next, right);
    page_draw(page, &layout, body);
}

void door_full(Page *page, RoomState state, const Session *now, const NowNext *lists) {
    const Session *next = lists->next_count ? &page->schedule->sessions[lists->next[0]] : NULL;
    if (page->metrics.shape == SHAPE_STRIP) {
        full_strip(page, state, now, next);
        return;
    }
    Rect bounds = {0, page->body.y, page->metrics.width, page->body.height};
    for (size_t step = 0; step < countof(PLANS); step++) {
        Layout layout = page_layout(page);
        full_page(page, &layout, state, now, next, &PLANS[step]);
        bool fits =
            layout_height(&layout, bounds.width) <= bounds.height && !layout_is_cut(&layout);
        if (!fits && step + 1 < countof(PLANS))
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

/* ---- late, or from another room ------------------------------------------------------------- */

/* It is here, and was to be elsewhere. */
static bool is_moved_here(const Page *page, const Session *session) {
    return session->status == SESSION_MOVED && session->planned_room_count > 0 &&
           session_is_in_room(session, page->room) && !session_was_in_room(session, page->room);
}

bool door_is_changed(const Page *page, const NowNext *lists) {
    if (lists->next_count == 0)
        return false;
    const Session *next = &page->schedule->sessions[lists->next[0]];
    bool is_late = next->status == SESSION_DELAYED && next->start > next->planned_start;
    if (!is_late && !is_moved_here(page, next))
        return false;
    Instant from = instant_min(next->planned_start, next->start) - GONE_LEAD;
    page_changes_at(page, from);
    return page->context->at >= from;
}

/* "晚 10 分钟 · Delayed", "Delayed · 10 min late", "Moved here from Hall 3". */
static Str changed_words(const Page *page, const Session *session) {
    const Strings *const *strings = page->context->strings;
    if (is_moved_here(page, session)) {
        Str words[2] = {{0}, {0}};
        for (size_t i = 0; i < (page_has_second(page) ? 2 : 1); i++) {
            const Localized *name = &page->schedule->rooms[session->planned_rooms[0]].name;
            Str own = i ? localized_in(name, page_language(page, i)) : (Str){0};
            words[i] = strings_fill(page->arena, strings[i], STRING_MOVED_FROM, "room",
                                    own.len ? own : page_text(page, name));
        }
        return str_equal(words[0], words[1]) ? words[0] : page_join(page, words[0], words[1]);
    }
    int64_t minutes = (session->start - session->planned_start + MILLIS_MINUTE / 2) / MILLIS_MINUTE;
    Str late = strings_count(page->arena, strings[0], STRING_LATE, minutes);
    Str second = page_has_second(page) ? page_second_word(page, STRING_DELAYED) : (Str){0};
    return second.len ? page_join(page, late, second)
                      : page_join(page, page_word(page, STRING_DELAYED), late);
}

/* The old time struck out before the new one, or the one that there is. */
static void put_times(const Page *page, Layout *layout, Box *parent, const Session *session,
                      float size) {
    bool is_other = session->start != session->planned_start;
    Box *times =
        box_row(layout, parent, (BoxStyle){.gap = dp(page, size * 0.25f), .cross = PLACE_BASELINE});
    if (is_other) {
        TextLook old = page_type(page, size * 0.6f, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
        old.is_struck = true;
        box_text(layout, times, page_day_time(page, session->planned_start), session->at, old,
                 (BoxStyle){.can_shrink = true});
        TextLook arrow = page_type(page, size * 0.6f, WEIGHT_BOLD, COLOR_TEXT, 0);
        box_text(layout, times, arrow_sign(page_is_mirrored(page) ? ARROW_LEFT : ARROW_RIGHT),
                 (Position){0}, arrow, (BoxStyle){0});
    }
    TextLook time = page_type(page, size, WEIGHT_BOLD, COLOR_GOLD, 0);
    look_may_shrink(page, &time, 46);
    box_part(box_text(layout, times, page_day_time(page, session->start), session->at, time,
                      (BoxStyle){.can_shrink = true}),
             PART_TIME);
}

/* As large as both are whole in `width` pixels. */
static void changed_times(const Page *page, Layout *layout, Box *parent, const Session *session,
                          float size, float width) {
    for (; size > 72; size *= 0.9f) {
        Layout tried = page_layout(page);
        put_times(page, &tried, box_column(&tried, NULL, (BoxStyle){0}), session, size);
        layout_height(&tried, width);
        if (!layout_is_cut(&tried))
            break;
    }
    put_times(page, layout, parent, session, size);
}

static void changed_strip(Page *page, const Session *session) {
    Rect body = door_strip_body(page);
    float left = dp(page, 420), right = dp(page, 400), gap = dp(page, 36);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    BoxStyle part = {.width = size_fixed(left), .height = size_grow(1), .is_fitted = true};
    door_strip_room(page, &layout, box_column(&layout, row, part), left);
    part.width = size_grow(1);
    Box *middle = box_column(&layout, row, part);
    float width = body.width - left - right - 2 * gap;
    page_tag(page, middle, session, ROLE_NEXT, page->room);
    Box *head = box_row(&layout, middle, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    door_plate(page, &layout, head, changed_words(page, session), session->at, 40, width * 0.6f);
    put_times(page, &layout, head, session, 72);
    DoorPlan plan = {.title = 72, .has_second = true, .is_last = true};
    door_title(page, &layout, middle, session, &plan, width);
    part.width = size_fixed(right);
    door_strip_next(page, &layout, box_column(&layout, row, part), NULL, right);
    page_draw(page, &layout, body);
}

void door_changed(Page *page, const NowNext *lists) {
    const Session *next = &page->schedule->sessions[lists->next[0]];
    if (page->metrics.shape == SHAPE_STRIP) {
        changed_strip(page, next);
        return;
    }
    bool is_portrait = page->metrics.shape == SHAPE_PORTRAIT;
    bool is_wide = page->metrics.shape == SHAPE_WIDE;
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = true});
    page_tag(page, root, next, ROLE_NEXT, page->room);
    Box *head = box_row(&layout, root, (BoxStyle){0});
    door_plate(page, &layout, head, changed_words(page, next), next->at, 72, page->body.width);
    Box *times = box_column(&layout, root, (BoxStyle){.width = size_grow(1)});
    box_space_above(times, dp(page, 24));
    changed_times(page, &layout, times, next, page->metrics.shape == SHAPE_SQUARE ? 160 : 200,
                  page->body.width);
    DoorPlan plan = {.title = is_portrait ? 128
                              : is_wide   ? 132
                                          : 92,
                     .portrait = is_portrait ? 240 : 144,
                     .has_second = true,
                     .is_last = true};
    door_title(page, &layout, root, next, &plan, page->body.width);
    box_space(&layout, root, (BoxStyle){.height = size_grow(1)});
    if (is_portrait)
        door_gallery(page, &layout, root, next, &plan, page->body.width);
    else
        door_people(page, &layout, root, next, &plan, page->body.width);
    page_draw(page, &layout, page->body);
}

/* ---- free ----------------------------------------------------------------------------------- */

static void free_words(const Page *page, Layout *layout, Box *column, const Session *next,
                       float size, float width) {
    Str words = door_both_words(page, STRING_FREE);
    TextLook look = largest(page, words, COLOR_NEXT, size, size * 0.6f, width);
    box_text(layout, column, words, (Position){0}, look, (BoxStyle){0});
    for (size_t i = 0; next && i < (page_has_second(page) ? 2 : 1); i++) {
        Str until = strings_fill(page->arena, page->context->strings[i], STRING_FREE_UNTIL, "time",
                                 page_day_time(page, next->start));
        TextLook other = page_type(page, size * (i ? 0.29f : 0.46f), WEIGHT_BOLD,
                                   i ? COLOR_MUTED : COLOR_TEXT, i);
        look_may_shrink(page, &other, 32);
        box_space_above(
            box_text(layout, column, until, (Position){0}, other, (BoxStyle){.drop = i ? 3 : 0}),
            dp(page, 8));
    }
}

bool door_is_unused(const Page *page, const NowNext *lists) {
    if (page->room >= page->schedule->room_count || page->state.kind != DAY_GAP)
        return false;
    if (lists->next_count == 0)
        return true;
    Instant soon = page->schedule->sessions[lists->next[0]].start - GONE_LEAD;
    page_changes_at(page, soon);
    return page->context->at < soon;
}

void door_unused(Page *page, const NowNext *lists) {
    const Session *next = lists->next_count ? &page->schedule->sessions[lists->next[0]] : NULL;
    Layout layout = page_layout(page);
    if (page->metrics.shape == SHAPE_STRIP) {
        Rect body = door_strip_body(page);
        float left = dp(page, 420), right = dp(page, 452), gap = dp(page, 36);
        Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
        BoxStyle part = {.width = size_fixed(left), .height = size_grow(1), .is_fitted = true};
        door_strip_room(page, &layout, box_column(&layout, row, part), left);
        part.width = size_grow(1);
        free_words(page, &layout, box_column(&layout, row, part), next, 132,
                   body.width - left - right - 2 * gap);
        part.width = size_fixed(right);
        door_strip_next(page, &layout, box_column(&layout, row, part), next, right);
        page_draw(page, &layout, body);
        return;
    }
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = true});
    Box *words =
        box_column(&layout, root,
                   (BoxStyle){.width = size_grow(1), .height = size_grow(1), .main = PLACE_CENTER});
    free_words(page, &layout, words, next, 200, page->body.width);
    if (next)
        next_large(page, &layout, box_column(&layout, root, (BoxStyle){.is_stretched = true}),
                   next);
    page_draw(page, &layout, page->body);
}
