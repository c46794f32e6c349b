/* state.c: the moments of a day at which nothing runs: before the doors, between sessions, after
 * the last one, a day without sessions, no schedule at all. */
#include <math.h>

#include "views/door.h"
#include "views/memo.h"
#include "views/state_pages.h"

typedef struct {
    bool has_no_chip;
    size_t said; /* the session that the large words are about, or SCHEDULE_NONE */
    StringId chip;
    ColorRole color;
    Str title, second; /* large */
    Position title_at;
    Str lead;      /* under it */
    Str countdown; /* largest; may be empty */
    Str over_countdown;
    size_t sessions[4]; /* at the right */
    size_t session_count;
    Str list_title; /* over them; empty: "next" */
} State;

enum { COUNTED_MINUTES = 99 }; /* a longer wait is told by the time alone */

/* Large: minutes while there is time, "4:05" in the last ten of them. `pattern` has {time}. */
static void count_down(Page *page, State *state, Instant until, StringId pattern) {
    Str time = strings_fill(page->arena, page->context->strings[0], pattern, "time",
                            page_time(page, until));
    Millis left = until > page->context->at ? until - page->context->at : 0;
    int64_t minutes = (left + MILLIS_MINUTE - 1) / MILLIS_MINUTE;
    if (minutes > COUNTED_MINUTES) {
        state->countdown = time;
        scene_changes_at(page->scene, until - COUNTED_MINUTES * MILLIS_MINUTE);
        return;
    }
    state->over_countdown = time;
    if (left > 10 * MILLIS_MINUTE) {
        scene_changes_at(page->scene, until - (minutes - 1) * MILLIS_MINUTE);
        state->countdown =
            strings_count(page->arena, page->context->strings[0], STRING_IN_MINUTES, minutes);
        return;
    }
    int64_t seconds = (left + MILLIS_SECOND - 1) / MILLIS_SECOND;
    page_changes_at(page, until - (seconds - 1) * MILLIS_SECOND);
    state->countdown = str_printf(page->arena, "%lld:%02lld", (long long)(seconds / 60),
                                  (long long)(seconds % 60));
}

/* What follows today in the page's room, without the first `skipped` of it. */
static void list_following(const Page *page, State *state, size_t skipped, size_t most) {
    NowNext lists = page_now_next(page, skipped + most);
    for (size_t i = skipped; i < lists.next_count; i++)
        state->sessions[state->session_count++] = lists.next[i];
}

/* Sessions of `day` in the page's room. */
static void list_day(const Page *page, State *state, size_t day, size_t most) {
    if (day == SCHEDULE_NONE)
        return;
    const Day *d = &page->schedule->days[day];
    for (size_t i = 0; i < d->session_count && state->session_count < most; i++) {
        const Session *s = &page->schedule->sessions[d->first_session + i];
        if (!s->is_all_day && session_takes_place(s, page->room))
            state->sessions[state->session_count++] = d->first_session + i;
    }
}

static Str date_of(const Page *page, size_t day) {
    return strings_date(page->arena, page->context->strings[0], page->schedule->days[day].date);
}

static void fill_title(const Page *page, State *state, const Localized *title) {
    state->title = page_text(page, title);
    state->second = page_second_text(page, title);
    state->title_at = title->at;
}

static void fill_event(const Page *page, State *state) {
    if (page->schedule)
        fill_title(page, state, &page->schedule->event.name);
    else
        state->title = page_word(page, STRING_NO_SCHEDULE);
}

static void fill_words(const Page *page, State *state, StringId id) {
    state->title = page_word(page, id);
    state->second = page_second_word(page, id);
}

/* "All day · Exhibition · Registration", where that is all there is today. */
static Str all_day_items(const Page *page) {
    size_t day = page->schedule ? page->state.day : SCHEDULE_NONE;
    Str items = {0};
    if (day == SCHEDULE_NONE)
        return items;
    const Day *d = &page->schedule->days[day];
    for (size_t i = 0; i < d->session_count; i++) {
        const Session *s = &page->schedule->sessions[d->first_session + i];
        if (s->is_all_day && session_takes_place(s, page->room))
            items = page_join(page, items, page_text(page, &s->title));
    }
    return items.len ? page_join(page, page_word(page, STRING_ALL_DAY), items) : items;
}

static void fill_next_day(const Page *page, State *state, size_t most) {
    size_t day = page->state.next_day;
    if (day == SCHEDULE_NONE)
        return;
    state->list_title = strings_fill(page->arena, page->context->strings[0], STRING_NEXT_DAY,
                                     "date", date_of(page, day));
    list_day(page, state, day, most);
}

/* Something of today was, and something may come. */
static bool is_between(DayStateKind kind) {
    return kind == DAY_RUNNING || kind == DAY_BREAK || kind == DAY_GAP;
}

static State state_of(Page *page, size_t most) {
    const DayState *day = &page->state;
    State state = {.said = SCHEDULE_NONE, .chip = STRING_NEXT, .color = COLOR_NEXT};
    switch (day->kind) {
    case DAY_BEFORE: {
        state.chip = STRING_STARTS_SOON;
        fill_event(page, &state);
        /* The day's title, unless the event's name says it already. */
        bool is_planned = day->day != SCHEDULE_NONE; /* or late, from the day before */
        Str title = is_planned ? page_text(page, &page->schedule->days[day->day].title) : (Str){0};
        bool is_said =
            title.len && str_find(state.title, str_copy(page->arena, title).s) != SIZE_MAX;
        state.lead = page_join(page, is_planned ? date_of(page, day->day) : (Str){0},
                               is_said ? (Str){0} : title);
        if (day->first != SCHEDULE_NONE) {
            count_down(page, &state, page->schedule->sessions[day->first].start, STRING_DOORS);
        }
        list_following(page, &state, 0, most);
        break;
    }
    case DAY_RUNNING:
    case DAY_BREAK:
    case DAY_GAP:
        if (day->first != SCHEDULE_NONE) {
            const Session *next = &page->schedule->sessions[day->first];
            state.said = day->first;
            fill_title(page, &state, &next->title);
            state.lead = page_speakers(page, next);
            count_down(page, &state, next->start, STRING_NEXT_AT);
            list_following(page, &state, 1, most);
        } else {
            fill_words(page, &state, day->kind == DAY_BREAK ? STRING_BREAK : STRING_FREE);
            state.has_no_chip = true;
        }
        break;
    case DAY_AFTER:
        fill_words(page, &state, STRING_THANKS);
        if (day->next_day != SCHEDULE_NONE)
            state.lead = strings_fill(page->arena, page->context->strings[0], STRING_SEE_YOU,
                                      "date", date_of(page, day->next_day));
        fill_next_day(page, &state, most);
        break;
    case DAY_OVER:
        fill_words(page, &state, STRING_THANKS);
        state.lead = page_word(page, STRING_GOODBYE);
        break;
    case DAY_NO_SESSIONS:
        state.lead = all_day_items(page);
        if (state.lead.len) /* nothing has a time, but something is on */
            fill_event(page, &state);
        else
            fill_words(page, &state, STRING_NO_SESSIONS);
        fill_next_day(page, &state, most);
        break;
    case DAY_FAR:
        state.lead = all_day_items(page);
        fill_event(page, &state);
        break;
    case DAY_NO_SCHEDULE:
    case DAY_STATE_COUNT:
        fill_event(page, &state);
        break;
    }
    return state;
}

static void state_main(const Page *page, Layout *layout, Box *parent, const State *state) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    Box *column =
        box_column(layout, parent,
                   (BoxStyle){.width = size_grow(1130), .height = size_grow(1), .is_fitted = true});
    DayStateKind kind = page->state.kind;
    bool has_chip = kind == DAY_BEFORE || (is_between(kind) && !state->has_no_chip);
    if (has_chip)
        page_chip(page, layout, column, state->chip, state->color);
    if (state->said != SCHEDULE_NONE)
        page_tag(page, column, &page->schedule->sessions[state->said], ROLE_NEXT, page->room);
    TextLook title = page_look(page, TYPE_TITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 3;
    title.is_balanced = true;
    box_space_above(
        box_part(box_text(layout, column, state->title, state->title_at, title, (BoxStyle){0}),
                 PART_TITLE),
        px(page, has_chip ? 26 : 0));
    TextLook second = page_look(page, TYPE_LEAD, WEIGHT_MEDIUM, COLOR_MUTED, 1);
    second.max_lines = 2;
    second.is_balanced = true;
    box_space_above(
        box_text(layout, column, state->second, state->title_at, second, (BoxStyle){.drop = 3}),
        px(page, 18));
    TextLook lead = page_look(page, TYPE_LEAD, WEIGHT_BOLD, COLOR_TEXT, 0);
    lead.max_lines = 2;
    box_space_above(
        box_part(box_text(layout, column, state->lead, (Position){0}, lead, (BoxStyle){.drop = 2}),
                 PART_PEOPLE),
        px(page, 34));
    if (state->countdown.len == 0)
        return;
    if (!is_strip)
        box_space(layout, column, (BoxStyle){.height = size_grow(1)});
    TextLook over = page_look(page, TYPE_BODY, WEIGHT_MEDIUM, COLOR_MUTED, 0);
    over.is_live = true;
    over.max_lines = 1;
    TextLook count = page_look(page, TYPE_HERO, WEIGHT_SEMIBOLD, state->color, 0);
    count.is_live = true;
    count.style.role = metrics_font(&page->metrics, FONT_DIGITS);
    count.max_lines = 1;
    if (!is_strip) {
        count.style.weight = WEIGHT_BOLD;
        count.style.size *= 200.0f / 120;
        count.style.line_height = 1;
    }
    if (is_strip) {
        over.style.size = fmaxf(page->metrics.min_type, 40 * page->metrics.unit);
        Box *row =
            box_row(layout, column, (BoxStyle){.gap = px(page, 24), .cross = PLACE_BASELINE});
        count.style.size *= 0.6f;
        box_text(layout, row, state->countdown, (Position){0}, count, (BoxStyle){0});
        box_text(layout, row, state->over_countdown, (Position){0}, over, (BoxStyle){0});
        return;
    }
    box_space_above(
        box_text(layout, column, state->over_countdown, (Position){0}, over, (BoxStyle){0}),
        px(page, 24));
    box_text(layout, column, state->countdown, (Position){0}, count, (BoxStyle){0});
}

static void state_list(const Page *page, Layout *layout, Box *parent, const State *state,
                       float weight) {
    Box *column = box_column(
        layout, parent,
        (BoxStyle){.width = size_grow(weight), .height = size_grow(1), .is_fitted = true});
    if (state->session_count == 0)
        return;
    if (state->list_title.len)
        page_chip_text(page, layout, column, state->list_title, (Str){0}, COLOR_NEXT);
    else
        page_chip(page, layout, column, is_between(page->state.kind) ? STRING_THEN : STRING_NEXT,
                  COLOR_NEXT);
    next_list(page, layout, column, state->sessions, state->session_count,
              state->said == SCHEDULE_NONE ? ROLE_NEXT : ROLE_LATER,
              page_is_tall(page) ? page->body.width
                                 : (page->body.width - px(page, 94)) * weight / (1130 + weight));
}

/* At a door, whose ends are those of every bar there. */
static void state_strip(Page *page, const State *state) {
    Rect body = door_strip_body(page);
    float left = dp(page, 420), right = dp(page, 452), gap = dp(page, 36);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    BoxStyle part = {.width = size_fixed(left), .height = size_grow(1), .is_fitted = true};
    door_strip_room(page, &layout, box_column(&layout, row, part), left);
    state_main(page, &layout, row, state);
    part.width = size_fixed(right);
    size_t next =
        state->said == SCHEDULE_NONE && state->session_count ? state->sessions[0] : SCHEDULE_NONE;
    door_strip_next(page, &layout, box_column(&layout, row, part),
                    next == SCHEDULE_NONE ? NULL : &page->schedule->sessions[next], right);
    page_draw(page, &layout, body);
}

/* The mark, large and still: a screen that waits or says good-bye, not one that is broken. */
static void draw_centered(Page *page) {
    State state = state_of(page, 0);
    Layout layout = page_layout(page);
    Box *column = box_column(
        &layout, NULL, (BoxStyle){.main = PLACE_CENTER, .is_stretched = true, .is_fitted = true});
    Box *sign = box_row(&layout, column, (BoxStyle){.main = PLACE_CENTER, .width = size_grow(1)});
    float side = px(page, page->metrics.shape == SHAPE_STRIP ? 120 : 220);
    ThemePicture mark = page_sign(page);
    if (mark.path.len)
        page_logo(page, &layout, sign, mark, FIT_SIGN,
                  (BoxStyle){.width = size_fixed(side), .height = size_fixed(side)});
    const struct {
        Str text;
        TypeRole type;
        FontWeight weight;
        ColorRole color;
        float above;
        int32_t drop;
    } lines[] = {
        {state.title, TYPE_TITLE, WEIGHT_BOLD, COLOR_TEXT, 48, 0},
        {state.second, TYPE_LEAD, WEIGHT_MEDIUM, COLOR_MUTED, 16, 2},
        {state.lead, TYPE_LEAD, WEIGHT_BOLD, COLOR_TEXT, 40, 1},
    };
    for (size_t i = 0; i < countof(lines); i++) {
        TextLook look = page_look(page, lines[i].type, lines[i].weight, lines[i].color, i == 1);
        look.max_lines = 2;
        look.is_balanced = true;
        look.align = ALIGN_CENTER;
        box_space_above(box_text(&layout, column, lines[i].text, state.title_at, look,
                                 (BoxStyle){.drop = lines[i].drop}),
                        px(page, lines[i].above));
    }
    page_draw(page, &layout, page->body);
}

void view_state(Page *page) {
    scene_changes_at(page->scene, page->state.next_change);
    scene_identify(page->scene, &page->state.kind, sizeof page->state.kind);
    DayStateKind kind = page->state.kind;
    if (kind == DAY_NO_SCHEDULE || kind == DAY_FAR) {
        draw_centered(page);
        return;
    }
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    if (!is_strip && (kind == DAY_AFTER || kind == DAY_OVER || kind == DAY_NO_SESSIONS)) {
        State state = state_of(page, 1);
        closing_page(
            page, &(Closing){.title = state.title,
                             .second = state.second,
                             .title_at = state.title_at,
                             .lead = state.lead,
                             .label = state.list_title,
                             .session = state.session_count ? state.sessions[0] : SCHEDULE_NONE});
        return;
    }
    bool is_column = page_is_tall(page);
    State state = state_of(page, is_strip ? 1 : 3);
    if (is_strip && page->schedule && page->room < page->schedule->room_count) {
        state_strip(page, &state);
        return;
    }
    if (kind == DAY_BREAK || kind == DAY_GAP)
        page_ribbon(page);
    Rect body = page->body;
    Layout layout = page_layout(page);
    if (is_column) {
        Box *column =
            box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .gap = px(page, 60)});
        state_main(page, &layout, column, &state);
        if (state.session_count)
            state_list(page, &layout, column, &state, 1);
    } else {
        Box *row = box_row(&layout, NULL, (BoxStyle){.gap = px(page, 94), .is_stretched = true});
        state_main(page, &layout, row, &state);
        if (state.session_count || page->metrics.shape != SHAPE_STRIP)
            state_list(page, &layout, row, &state, is_strip ? 560 : 504);
        if (is_strip)
            page_clock(page, &layout, box_column(&layout, row, (BoxStyle){0}));
    }
    page_draw(page, &layout, body);
}
