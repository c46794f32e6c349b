#include "views/state_pages.h"

#include <math.h>

enum { ROOMS_MOST = 4, ROOMS_MOST_TALL = 5, ROOMS_MOST_WIDE = 8 };

static TextLook look_of(const Page *page, float size, FontWeight weight, ColorRole color,
                        size_t language) {
    TextLook look = page_look(page, TYPE_HERO, weight, color, language);
    float scale = page->metrics.unit * (size < 100 ? page->theme->type_scale : 1);
    look.style.size = fmaxf(page->metrics.min_type, size * scale);
    look.style.min_size = fmaxf(page->metrics.min_type, look.style.size * 0.5f);
    look.style.letter_spacing = size >= 46 ? -0.015f : 0;
    look.style.line_height = size >= 100 ? 1.14f : 1.22f;
    return look;
}

/* A square has room for two columns. */
static bool is_portrait(const Page *page) {
    return page->metrics.shape == SHAPE_PORTRAIT;
}

static Str both(const Page *page, const Localized *text) {
    return page_join(page, page_text(page, text), page_second_text(page, text));
}

static Color track_color(const Page *page, const Session *session, ColorRole other) {
    size_t track = session->track;
    return track != SCHEDULE_NONE && page->schedule->tracks[track].has_color
               ? 0xFF000000 | page->schedule->tracks[track].color
               : page_color(page, other);
}

/* ---- a pause ---- */

typedef struct {
    const Session *session; /* the pause */
    size_t next[ROOMS_MOST_WIDE], rooms[ROOMS_MOST_WIDE];
    size_t count, columns;
    Instant back;  /* the first of them begins */
    bool is_first; /* nothing was before it today: nobody comes back */
} Pause;

static bool is_first_today(const Page *page, const Session *pause) {
    for (size_t i = 0; i < page->schedule->session_count; i++) {
        const Session *other = &page->schedule->sessions[i];
        if (other->day == pause->day && !other->is_all_day && other->end <= pause->start &&
            session_takes_place(other, SCHEDULE_NONE))
            return false;
    }
    return true;
}

static bool is_in_all_rooms(const Schedule *schedule, const Session *session) {
    bool is_everywhere = true;
    for (size_t room = 0; room < schedule->room_count; room++)
        is_everywhere &= session_is_in_room(session, room);
    return is_everywhere;
}

static bool find_pause(Page *page, Pause *pause) {
    const Schedule *schedule = page->schedule;
    if (!schedule || page->room != SCHEDULE_NONE || page->state.kind != DAY_BREAK ||
        page->metrics.shape == SHAPE_STRIP)
        return false;
    NowNext all = now_next_at(page->arena, schedule, SCHEDULE_NONE, page->context->at, 1);
    if (all.now_count != 1 || all.gone_count ||
        !is_in_all_rooms(schedule, &schedule->sessions[all.now[0]]))
        return false;
    *pause = (Pause){.session = &schedule->sessions[all.now[0]], .back = INSTANT_NEVER};
    bool is_wide = page->metrics.shape == SHAPE_WIDE;
    size_t most = is_wide ? ROOMS_MOST_WIDE : is_portrait(page) ? ROOMS_MOST_TALL : ROOMS_MOST;
    for (size_t room = 0; room < schedule->room_count; room++) {
        NowNext lists = now_next_at(page->arena, schedule, room, page->context->at, 1);
        scene_changes_at(page->scene, lists.next_change);
        if (lists.gone_count)
            return false;
        if (lists.next_count == 0)
            continue;
        if (pause->count == most)
            return false;
        pause->rooms[pause->count] = room;
        pause->next[pause->count++] = lists.next[0];
        pause->back = instant_min(pause->back, schedule->sessions[lists.next[0]].start);
    }
    pause->columns = is_wide && pause->count > 2 ? 2 : 1;
    pause->is_first = is_first_today(page, pause->session);
    return pause->count > 0;
}

/* "42:10" within an hour, minutes in words before, "Starting now" in the last one. */
static void add_countdown(Page *page, Layout *layout, Box *parent, Instant until) {
    Millis left = until > page->context->at ? until - page->context->at : 0;
    const Strings *words = page->context->strings[0];
    Str text;
    float size = 200;
    if (left <= MILLIS_MINUTE) {
        text = page_word(page, STRING_STARTING_NOW);
        page_changes_at(page, until);
    } else if (left > MILLIS_HOUR) {
        int64_t minutes = (left + MILLIS_MINUTE - 1) / MILLIS_MINUTE;
        page_changes_at(page, until - (minutes - 1) * MILLIS_MINUTE);
        text = strings_count(page->arena, words, STRING_IN_MINUTES, minutes);
    } else {
        int64_t seconds = (left + MILLIS_SECOND - 1) / MILLIS_SECOND;
        page_changes_at(page, until - (seconds - 1) * MILLIS_SECOND);
        text = str_printf(page->arena, "%lld:%02lld", (long long)(seconds / 60),
                          (long long)(seconds % 60));
        size = 320;
    }
    TextLook look = look_of(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.letter_spacing = -0.03f;
    look.style.line_height = 1;
    look.is_live = true;
    look.style.role = FONT_DIGITS;
    look.max_lines = left <= MILLIS_MINUTE ? 2 : 1;
    box_space_above(box_text(layout, parent, text, (Position){0}, look, (BoxStyle){0}),
                    px(page, 32));
}

static void pause_words(Page *page, Layout *layout, Box *column, const Pause *pause) {
    const Session *session = pause->session;
    float dot = px(page, 20);
    Box *chip = box_row(layout, column, (BoxStyle){.gap = px(page, 16), .cross = PLACE_CENTER});
    page_tag(page, chip, session, ROLE_NOW, SCHEDULE_NONE);
    box_space(layout, chip,
              (BoxStyle){.width = size_fixed(dot),
                         .height = size_fixed(dot),
                         .fill = page_color(page, COLOR_GOLD),
                         .radius_left = dot / 2,
                         .radius_right = dot / 2});
    TextLook name = look_of(page, 46, WEIGHT_BOLD, COLOR_GOLD, 0);
    name.max_lines = 2;
    name.style.letter_spacing = 0;
    box_part(box_text(layout, chip, both(page, &session->title), session->title.at, name,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
    for (size_t i = 0; i < 2 && i < page->context->language_count; i++) {
        TextLook back = look_of(page, i ? 72 : 120, WEIGHT_BOLD, i ? COLOR_MUTED : COLOR_TEXT, i);
        back.max_lines = 1;
        Str words = strings_fill(page->arena, page->context->strings[i],
                                 pause->is_first ? STRING_DOORS : STRING_BACK_AT, "time",
                                 page_day_time(page, pause->back));
        box_space_above(
            box_text(layout, column, words, (Position){0}, back, (BoxStyle){.drop = i ? 2 : 0}),
            px(page, i ? 4 : 16));
    }
    add_countdown(page, layout, column, pause->back);
    Box *bar = box_row(layout, column, (BoxStyle){.width = size_grow(1), .drop = 1});
    box_space_above(bar, px(page, 32));
    float whole = (float)(pause->back - session->start);
    page_bar(page, layout, bar, (float)(page->context->at - session->start) / whole, 12,
             COLOR_GOLD);
    TextLook note = look_of(page, 40, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    note.max_lines = 2;
    box_space_above(box_text(layout, column, both(page, &session->note), session->note.at, note,
                             (BoxStyle){.drop = 3}),
                    px(page, 32));
}

/* Room and time, title, title in the second language; the track at its start. */
static void pause_row(const Page *page, Layout *layout, Box *parent, const Pause *pause, size_t i) {
    const Session *session = &page->schedule->sessions[pause->next[i]];
    const Localized *room = &page->schedule->rooms[pause->rooms[i]].name;
    float radius = px(page, 6);
    Box *row =
        box_row(layout, parent,
                (BoxStyle){.width = size_grow(1), .gap = px(page, 28), .is_stretched = true});
    page_tag(page, row, session, ROLE_NEXT, pause->rooms[i]);
    box_space(layout, row,
              (BoxStyle){.width = size_fixed(px(page, 12)),
                         .fill = track_color(page, session, COLOR_BRAND),
                         .radius_left = radius,
                         .radius_right = radius});
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    Box *head = box_row(layout, words, (BoxStyle){.gap = px(page, 16), .cross = PLACE_BASELINE});
    TextLook name = look_of(page, 40, WEIGHT_BOLD, COLOR_TEXT, 0);
    name.max_lines = 1;
    Box *names =
        box_row(layout, head,
                (BoxStyle){.width = size_grow(1), .gap = px(page, 16), .cross = PLACE_BASELINE});
    box_part(box_text(layout, names, page_text(page, room), room->at, name,
                      (BoxStyle){.can_shrink = true}),
             PART_PLACE);
    TextLook second = look_of(page, 32, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    second.max_lines = 1;
    box_text(layout, names, page_second_text(page, room), room->at, second,
             (BoxStyle){.can_shrink = true});
    TextLook time = look_of(page, 40, WEIGHT_BOLD, COLOR_NEXT, 0);
    time.max_lines = 1;
    box_part(box_text(layout, head, page_day_time(page, session->start), session->at, time,
                      (BoxStyle){0}),
             PART_TIME);
    TextLook title = look_of(page, 46, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.min_size = fmaxf(page->metrics.min_type, title.style.size * 0.8f);
    title.max_lines = 2;
    title.is_balanced = true;
    box_part(box_text(layout, words, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){0}),
             PART_TITLE);
    TextLook other = look_of(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    other.max_lines = 2;
    box_text(layout, words, page_second_text(page, &session->title), session->title.at, other,
             (BoxStyle){.drop = 3});
}

static void pause_list(const Page *page, Layout *layout, Box *parent, const Pause *pause,
                       size_t first, size_t end) {
    Box *list = box_column(layout, parent,
                           (BoxStyle){.width = size_grow(1),
                                      .height = size_grow(1),
                                      .gap = px(page, is_portrait(page) ? 24 : 20),
                                      .is_stretched = true,
                                      .is_fitted = true});
    if (first == 0)
        page_chip(page, layout, list, STRING_NEXT, COLOR_NEXT);
    for (size_t i = first; i < end; i++) {
        if (i > first)
            page_line(page, layout, list, 2);
        pause_row(page, layout, list, pause, i);
    }
}

bool pause_page(Page *page) {
    Pause pause;
    if (!find_pause(page, &pause))
        return false;
    scene_changes_at(page->scene, page->state.next_change);
    scene_identify(page->scene, &page->state.kind, sizeof page->state.kind);
    Layout layout = page_layout(page);
    bool is_column = is_portrait(page);
    /* A time at the end of a column must not be taken for the next one's. */
    float gap = is_column ? 56 : pause.columns == 2 ? 184 : 96;
    BoxStyle whole = {.gap = px(page, gap), .is_stretched = true};
    Box *root = is_column ? box_column(&layout, NULL, whole) : box_row(&layout, NULL, whole);
    Box *words = box_column(
        &layout, root,
        (BoxStyle){.width = pause.columns == 2 ? size_fixed(px(page, 900)) : size_grow(1),
                   .height = is_column ? size_fit() : size_grow(1),
                   .is_fitted = true});
    pause_words(page, &layout, words, &pause);
    bool is_even = pause.columns == 2 || page_is_tall(page);
    size_t rows = (pause.count + pause.columns - 1) / pause.columns;
    for (size_t first = 0; first < pause.count; first += rows) {
        Box *column =
            box_column(&layout, root,
                       (BoxStyle){.width = is_even ? size_grow(1) : size_fixed(px(page, 764)),
                                  .height = size_grow(1)});
        size_t end = first + rows < pause.count ? first + rows : pause.count;
        pause_list(page, &layout, column, &pause, first, end);
    }
    page_draw(page, &layout, page->body);
    return true;
}

/* ---- the end of a day ---- */

static void closing_words(const Page *page, Layout *layout, Box *parent, const Closing *closing) {
    Box *column = box_column(layout, parent,
                             (BoxStyle){.width = size_grow(1),
                                        .height = size_grow(1),
                                        .main = is_portrait(page) ? PLACE_START : PLACE_CENTER,
                                        .is_fitted = true});
    bool is_narrow = is_portrait(page);
    TextLook title = look_of(page, is_narrow ? 160 : 200, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.letter_spacing = 0;
    title.max_lines = 3;
    title.is_balanced = true;
    box_text(layout, column, closing->title, closing->title_at, title, (BoxStyle){0});
    TextLook second = look_of(page, is_narrow ? 92 : 120, WEIGHT_BOLD, COLOR_MUTED, 1);
    second.max_lines = 2;
    second.is_balanced = true;
    box_space_above(
        box_text(layout, column, closing->second, closing->title_at, second, (BoxStyle){.drop = 2}),
        px(page, 8));
    TextLook lead = look_of(page, 46, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    lead.max_lines = 2;
    box_space_above(
        box_text(layout, column, closing->lead, (Position){0}, lead, (BoxStyle){.drop = 3}),
        px(page, 40));
}

/* The event's page, where it has one. */
static void closing_code(const Page *page, Layout *layout, Box *parent) {
    Str url = page->schedule ? page->schedule->event.url : (Str){0};
    if (!url.len)
        return;
    bool is_narrow = is_portrait(page);
    float side = px(page, is_narrow ? 320 : 424), radius = px(page, 16);
    Box *column =
        is_narrow ? box_row(layout, parent, (BoxStyle){.gap = px(page, 36), .cross = PLACE_CENTER})
                  : box_column(layout, parent, (BoxStyle){.gap = px(page, 20)});
    page_code_card(layout, column, url, side, radius, 0);
    TextLook look = look_of(page, 36, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.language = (Str){0};
    look.style.letter_spacing = 0;
    look.max_lines = 3;
    box_text(layout, column, page_url_shown(url), (Position){0}, look,
             (BoxStyle){.max_width = is_narrow ? 0 : side, .can_shrink = true});
}

static void closing_next(const Page *page, Layout *layout, Box *parent, const Closing *closing) {
    const Session *session = &page->schedule->sessions[closing->session];
    bool is_narrow = is_portrait(page);
    page_line(page, layout, parent, 2);
    BoxStyle style = {.width = size_grow(1), .gap = px(page, is_narrow ? 20 : 72)};
    Box *row = is_narrow ? box_column(layout, parent, style) : box_row(layout, parent, style);
    box_space_above(row, px(page, 28));
    page_tag(page, row, session, ROLE_NEXT, page->room);
    Box *when = box_column(layout, row, (BoxStyle){0});
    page_chip_text(page, layout, when, closing->label, (Str){0}, COLOR_NEXT);
    TextLook time = look_of(page, 92, WEIGHT_BOLD, COLOR_TEXT, 0);
    time.max_lines = 1;
    box_space_above(box_part(box_text(layout, when, page_time(page, session->start), session->at,
                                      time, (BoxStyle){0}),
                             PART_TIME),
                    px(page, 8));
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    TextLook title = look_of(page, 64, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 2;
    title.is_balanced = true;
    box_part(box_text(layout, words, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){0}),
             PART_TITLE);
    TextLook second = look_of(page, 38, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    second.max_lines = 1;
    box_text(layout, words, page_second_text(page, &session->title), session->title.at, second,
             (BoxStyle){.drop = 3});
    TextLook who = look_of(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    who.max_lines = 1;
    Box *under = box_row(layout, words, (BoxStyle){.gap = px(page, 24), .cross = PLACE_BASELINE});
    box_space_above(under, px(page, 4));
    box_part(box_text(layout, under,
                      page_speakers_within(page, session, &who.style, page->body.width * 0.4f),
                      session->at, who, (BoxStyle){.can_shrink = true}),
             PART_PEOPLE);
    if (page->room == SCHEDULE_NONE)
        box_part(box_text(layout, under, page_rooms(page, session->rooms, session->room_count),
                          session->at, who, (BoxStyle){0}),
                 PART_PLACE);
}

void closing_page(Page *page, const Closing *closing) {
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.gap = px(page, 36), .is_stretched = true});
    BoxStyle style = {.width = size_grow(1),
                      .height = size_grow(1),
                      .gap = px(page, 64),
                      .cross = PLACE_CENTER,
                      .is_stretched = is_portrait(page)};
    Box *top = is_portrait(page) ? box_column(&layout, root, style) : box_row(&layout, root, style);
    closing_words(page, &layout, top, closing);
    closing_code(page, &layout, top);
    if (closing->session != SCHEDULE_NONE)
        closing_next(page, &layout, box_column(&layout, root, (BoxStyle){.is_stretched = true}),
                     closing);
    page_draw(page, &layout, page->body);
}
