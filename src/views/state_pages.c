#include "views/state_pages.h"

#include <math.h>

#include "views/memo.h"

enum { ROOMS_MOST = 4, ROOMS_MOST_TALL = 5, ROOMS_MOST_WIDE = 8 };

#define COUNTED_MOST (99 * MILLIS_MINUTE) /* a longer wait is told by the time alone */

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

/* ---- a pause, and the morning ---- */

/* A row of what comes. */
typedef struct {
    size_t session;
    size_t room; /* whose row it is, or SCHEDULE_NONE: that of several, or the door's own */
    SceneRole role;
} Coming;

typedef struct {
    const Session *session; /* the pause; NULL: before the first session of the day */
    Coming coming[ROOMS_MOST_WIDE];
    size_t count, columns;
    Instant back;  /* the first of them begins */
    bool is_first; /* nothing was before it today: nobody comes back */
} Pause;

static size_t rows_most(const Page *page) {
    return page->metrics.shape == SHAPE_WIDE ? ROOMS_MOST_WIDE
           : is_portrait(page)               ? ROOMS_MOST_TALL
                                             : ROOMS_MOST;
}

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
    size_t most = rows_most(page);
    for (size_t room = 0; room < schedule->room_count; room++) {
        NowNext lists = now_next_at(page->arena, schedule, room, page->context->at, 1);
        scene_changes_at(page->scene, lists.next_change);
        if (lists.gone_count)
            return false;
        if (lists.next_count == 0)
            continue;
        if (pause->count == most)
            return false;
        pause->coming[pause->count++] =
            (Coming){.session = lists.next[0], .room = room, .role = ROLE_NEXT};
        pause->back = instant_min(pause->back, schedule->sessions[lists.next[0]].start);
    }
    pause->columns = page->metrics.shape == SHAPE_WIDE && pause->count > 2 ? 2 : 1;
    pause->is_first = is_first_today(page, pause->session);
    return pause->count > 0;
}

/* What begins next in the house or in the door's room, by time. */
static void list_by_time(const Page *page, Pause *morning, size_t most) {
    const Schedule *schedule = page->schedule;
    NowNext lists = page_now_next(page, most);
    scene_changes_at(page->scene, lists.next_change);
    morning->count = 0;
    for (size_t i = 0; i < lists.next_count; i++) {
        bool is_next =
            schedule->sessions[lists.next[i]].start == schedule->sessions[lists.next[0]].start;
        morning->coming[morning->count++] = (Coming){.session = lists.next[i],
                                                     .room = SCHEDULE_NONE,
                                                     .role = is_next ? ROLE_NEXT : ROLE_LATER};
    }
}

/* The first that is a room's own, and before it what is held in all rooms; false when a row of the
 * page is missing for one of them. */
static bool list_by_room(const Page *page, Pause *morning, size_t most) {
    const Schedule *schedule = page->schedule;
    NowNext first = now_next_at(page->arena, schedule, SCHEDULE_NONE, page->context->at, 1);
    if (first.next_count && is_in_all_rooms(schedule, &schedule->sessions[first.next[0]]))
        morning->coming[morning->count++] =
            (Coming){.session = first.next[0], .room = SCHEDULE_NONE, .role = ROLE_NEXT};
    for (size_t room = 0; room < schedule->room_count; room++) {
        NowNext lists =
            now_next_at(page->arena, schedule, room, page->context->at, schedule->session_count);
        scene_changes_at(page->scene, lists.next_change);
        size_t own = 0;
        while (own < lists.next_count &&
               is_in_all_rooms(schedule, &schedule->sessions[lists.next[own]]))
            own++;
        if (own == lists.next_count)
            continue;
        if (morning->count == most)
            return false;
        bool is_next =
            schedule->sessions[lists.next[own]].start == schedule->sessions[lists.next[0]].start;
        morning->coming[morning->count++] = (Coming){
            .session = lists.next[own], .room = room, .role = is_next ? ROLE_NEXT : ROLE_LATER};
    }
    return true;
}

static bool find_morning(const Page *page, Pause *morning) {
    if (!page->schedule || page->state.kind != DAY_BEFORE || page->state.first == SCHEDULE_NONE ||
        page->metrics.shape == SHAPE_STRIP)
        return false;
    *morning = (Pause){.back = page->schedule->sessions[page->state.first].start, .is_first = true};
    size_t most = rows_most(page);
    if (page->room != SCHEDULE_NONE)
        list_by_time(page, morning, most < 3 ? most : 3);
    else if (!list_by_room(page, morning, most))
        list_by_time(page, morning, most);
    morning->columns = page->metrics.shape == SHAPE_WIDE && morning->count > 2 ? 2 : 1;
    return morning->count > 0;
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

/* "Back at 13:30", in both languages. */
static void add_back(const Page *page, Layout *layout, Box *column, const Pause *pause,
                     float size) {
    for (size_t i = 0; i < (page_has_second(page) ? 2 : 1); i++) {
        TextLook back =
            look_of(page, i ? size * 0.6f : size, WEIGHT_BOLD, i ? COLOR_MUTED : COLOR_TEXT, i);
        back.max_lines = size > 120 ? 2 : 1;
        Str words = strings_fill(page->arena, page->context->strings[i],
                                 pause->is_first ? STRING_DOORS : STRING_BACK_AT, "time",
                                 page_day_time(page, pause->back));
        box_space_above(
            box_text(layout, column, words, (Position){0}, back, (BoxStyle){.drop = i ? 2 : 0}),
            px(page, i ? 4 : 16));
    }
}

/* Whose day it is, which, and when it begins. */
static void morning_words(Page *page, Layout *layout, Box *column, const Pause *morning) {
    const Localized *name = &page->schedule->event.name;
    TextLook event = look_of(page, 92, WEIGHT_BOLD, COLOR_TEXT, 0);
    event.max_lines = 3;
    event.is_balanced = true;
    box_text(layout, column, page_text(page, name), name->at, event, (BoxStyle){0});
    TextLook second = look_of(page, 54, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    second.max_lines = 2;
    second.is_balanced = true;
    box_space_above(box_text(layout, column, page_second_text(page, name), name->at, second,
                             (BoxStyle){.drop = 3}),
                    px(page, 4));
    if (page->state.day != SCHEDULE_NONE) {
        const Day *day = &page->schedule->days[page->state.day];
        TextLook look = look_of(page, 46, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
        look.max_lines = 2;
        Str title = page_text(page, &day->title);
        bool is_said = title.len &&
                       str_find(page_text(page, name), str_copy(page->arena, title).s) != SIZE_MAX;
        Str date = strings_date(page->arena, page->context->strings[0], day->date);
        box_space_above(box_text(layout, column, page_join(page, date, is_said ? (Str){0} : title),
                                 day->title.at, look, (BoxStyle){.drop = 1}),
                        px(page, 24));
    }
    box_space(layout, column, (BoxStyle){.height = size_grow(1)});
    bool is_counted = morning->back - page->context->at <= COUNTED_MOST;
    add_back(page, layout, column, morning, is_counted ? 92 : 160);
    if (is_counted)
        add_countdown(page, layout, column, morning->back);
    else
        page_changes_at(page, morning->back - COUNTED_MOST);
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
    add_back(page, layout, column, pause, 120);
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
    const Coming *coming = &pause->coming[i];
    const Session *session = &page->schedule->sessions[coming->session];
    static const Localized NOWHERE;
    bool has_room = coming->room != SCHEDULE_NONE, is_door = page->room != SCHEDULE_NONE;
    const Localized *room = has_room ? &page->schedule->rooms[coming->room].name : &NOWHERE;
    float radius = px(page, 6);
    Box *row =
        box_row(layout, parent,
                (BoxStyle){.width = size_grow(1), .gap = px(page, 28), .is_stretched = true});
    page_tag(page, row, session, coming->role, is_door ? page->room : coming->room);
    box_space(layout, row,
              (BoxStyle){.width = size_fixed(px(page, 12)),
                         .fill = page_track_color_or(page, session, COLOR_BRAND),
                         .radius_left = radius,
                         .radius_right = radius});
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    Box *head = box_row(layout, words, (BoxStyle){.gap = px(page, 16), .cross = PLACE_BASELINE});
    TextLook name = look_of(page, 40, WEIGHT_BOLD, COLOR_TEXT, 0);
    name.max_lines = 1;
    Box *names =
        box_row(layout, head,
                (BoxStyle){.width = size_grow(1), .gap = px(page, 16), .cross = PLACE_BASELINE});
    Str place = has_room  ? page_text(page, room)
                : is_door ? (Str){0}
                : is_in_all_rooms(page->schedule, session)
                    ? page_word(page, STRING_ALL_ROOMS)
                    : page_rooms(page, session->rooms, session->room_count);
    bool is_named = has_room || (!is_door && !is_in_all_rooms(page->schedule, session));
    Box *where = box_text(layout, names, place, room->at, name, (BoxStyle){.can_shrink = true});
    if (is_named)
        box_part(where, PART_PLACE);
    TextLook second = look_of(page, 32, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    second.max_lines = 1;
    box_text(layout, names, page_second_text(page, room), room->at, second,
             (BoxStyle){.can_shrink = true});
    TextLook time =
        look_of(page, 40, WEIGHT_BOLD, coming->role == ROLE_NEXT ? COLOR_NEXT : COLOR_MUTED, 0);
    time.max_lines = 1;
    box_part(box_text(layout, is_door ? names : head, page_day_time(page, session->start),
                      session->at, time, (BoxStyle){0}),
             PART_TIME);
    page_badge(page, layout, is_door ? names : words, session, page->room);
    TextLook title = look_of(page, 46, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.min_size = fmaxf(page->metrics.min_type, title.style.size * 0.8f);
    title.max_lines = pause->count <= 2 ? 3 : 2;
    title.spare_lines = 1;
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

static void draw_pause(Page *page, const Pause *pause) {
    scene_changes_at(page->scene, page->state.next_change);
    scene_identify(page->scene, &page->state.kind, sizeof page->state.kind);
    Layout layout = page_layout(page);
    bool is_column = is_portrait(page);
    /* A time at the end of a column must not be taken for the next one's. */
    float gap = is_column ? 56 : pause->columns == 2 ? 184 : 96;
    BoxStyle whole = {.gap = px(page, gap), .is_stretched = true};
    Box *root = is_column ? box_column(&layout, NULL, whole) : box_row(&layout, NULL, whole);
    Box *words = box_column(
        &layout, root,
        (BoxStyle){.width = pause->columns == 2 ? size_fixed(px(page, 900)) : size_grow(1),
                   .height = is_column ? size_fit() : size_grow(1),
                   .is_fitted = true});
    (pause->session ? pause_words : morning_words)(page, &layout, words, pause);
    bool is_even = pause->columns == 2 || page_is_tall(page);
    size_t rows = (pause->count + pause->columns - 1) / pause->columns;
    for (size_t first = 0; first < pause->count; first += rows) {
        Box *column =
            box_column(&layout, root,
                       (BoxStyle){.width = is_even ? size_grow(1) : size_fixed(px(page, 764)),
                                  .height = size_grow(1)});
        size_t end = first + rows < pause->count ? first + rows : pause->count;
        pause_list(page, &layout, column, pause, first, end);
    }
    page_draw(page, &layout, page->body);
}

bool pause_page(Page *page) {
    Pause pause;
    bool is_due = find_pause(page, &pause);
    if (is_due)
        draw_pause(page, &pause);
    return is_due;
}

bool morning_page(Page *page) {
    Pause morning;
    bool is_due = find_morning(page, &morning);
    if (is_due)
        draw_pause(page, &morning);
    return is_due;
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
    if (page->room != SCHEDULE_NONE) /* whose head leaves less */
        side = fminf(side, floorf(page->body.height * 0.4f));
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
    title.spare_lines = 1;
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
    Box *root = box_column(
        &layout, NULL, (BoxStyle){.gap = px(page, 36), .is_stretched = true, .is_fitted = true});
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
