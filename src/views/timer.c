/* timer.c: the stage timer, for whoever speaks: how much time is left, as large as the screen lets
 * it be, what it is counted for, the crew's word, and what follows.
 *
 * Nothing on it is for the audience, so it has no banner of theirs; an emergency takes it as it
 * takes every screen. Nothing fades either: a second is there when it begins. Its colours are its
 * own: they mean something, and have to be the same on the stage of every event. */
#include <math.h>

#include "playlist/stage_timer.h"
#include "views/memo.h"

/* From LOOK's picture of 1080 lines. The digits' are shares of the picture's height. */
enum { TITLE = 56, PEOPLE = 36, CLOCK = 92, BAR = 24, WORD = 68, WORD_SECOND = 40, NEXT = 46 };
#define DIGITS_MOST      (600.0f / 1080)
#define DIGITS_WITH_WORD (560.0f / 1080)
#define DIGITS_LINE      0.8f /* of their size: what a line of capitals needs */
#define DIGITS_SPACING   (-0.03f)

static const Color GROUND = 0xFF05080A, GROUND_OVER = 0xFFA3150B, BLACK = 0xFF000000,
                   INK = 0xFFF4F1E9, INK_OVER = 0xFFFFFFFF, PLATE = 0xFFECB64F,
                   ON_PLATE = 0xFF1B1303, PLATE_OUT = 0xFF2E2410;

static const Color COUNTS[] = {
    [TIMER_IDLE] = 0xFFA9B7BF,  [TIMER_BEFORE] = 0xFFA9B7BF, [TIMER_RUNNING] = 0xFFF4F1E9,
    [TIMER_AMBER] = 0xFFFFB734, [TIMER_RED] = 0xFFFF6A55,    [TIMER_OVER] = 0xFFFFFFFF,
};
_Static_assert(countof(COUNTS) == TIMER_PHASE_COUNT, "a colour for each phase");

typedef struct {
    Page *page;
    StageTimer timer;
    const TimerLook *look;
    Color ink, quiet;
} Dial;

static TextLook live(const Page *page, float size, FontWeight weight, Color color) {
    TextLook look = page_type(page, size, weight, COLOR_TEXT, 0);
    look.color = color;
    look.is_live = true;
    look.style.role = metrics_font(&page->metrics, FONT_DIGITS);
    return look;
}

static Color quiet_on(bool is_over) {
    return is_over ? 0xFFFFF3F1 : 0xFFA9B7BF;
}

/* ---- the digits ----------------------------------------------------------------------------- */

/* "4:35", "1:05:30", "+2:15". */
static Str count_text(Arena *arena, const StageTimer *timer) {
    long long s = (long long)timer->seconds;
    const char *sign = timer->phase == TIMER_OVER ? "+" : "";
    if (s >= 3600)
        return str_printf(arena, "%s%lld:%02lld:%02lld", sign, s / 3600, s / 60 % 60, s % 60);
    return str_printf(arena, "%s%lld:%02lld", sign, s / 60, s % 60);
}

static TextLook count_look(const Dial *dial, float pixels) {
    TextLook look = live(dial->page, 100, WEIGHT_BOLD, COUNTS[dial->timer.phase]);
    look.style.size = look.style.min_size = floorf(pixels);
    look.style.line_height = DIGITS_LINE;
    look.style.letter_spacing = DIGITS_SPACING;
    look.style.has_tabular_digits = true; /* so that they stand still */
    look.style.language = str_from("en"); /* the sign stands before them in any language */
    look.align = ALIGN_CENTER;
    return look;
}

/* The largest size, in pixels, at which the lines fit. */
static float count_size(const Dial *dial, const Str *lines, size_t count, float width,
                        float height) {
    const Page *page = dial->page;
    bool has_word = dial->timer.word;
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    float most = page->metrics.height * (is_strip ? 1 : has_word ? DIGITS_WITH_WORD : DIGITS_MOST);
    float size = fmaxf(page->metrics.min_type, fminf(most, height / DIGITS_LINE / (float)count));
    for (size_t i = 0; i < count; i++) {
        TextLook look = count_look(dial, 100);
        float wide = text_width(page->context->text, lines[i], &look.style);
        size = fminf(size, 100 * width / fmaxf(1, wide));
    }
    return size;
}

/* Minutes over seconds on tall screens, where they are twice as large so. */
static size_t count_lines(const Dial *dial, Str lines[2]) {
    Str text = count_text(dial->page->arena, &dial->timer);
    lines[0] = text;
    if (!page_is_tall(dial->page))
        return 1;
    size_t colon = text.len - 3;
    lines[0] = str_slice(text, 0, colon);
    lines[1] = str_slice(text, colon + 1, text.len);
    return 2;
}

static void draw_count(const Dial *dial, Layout *layout, Box *parent, float width, float height) {
    if (dial->timer.phase == TIMER_IDLE)
        return;
    Str lines[2];
    size_t count = count_lines(dial, lines);
    TextLook look = count_look(dial, count_size(dial, lines, count, width, height));
    Box *column =
        box_column(layout, parent,
                   (BoxStyle){.width = size_grow(1), .main = PLACE_CENTER, .is_stretched = true});
    for (size_t i = 0; i < count; i++)
        box_part(box_text(layout, column, lines[i], (Position){0}, look, (BoxStyle){0}),
                 PART_COUNT);
}

/* ---- the rest ------------------------------------------------------------------------------- */

/* The program's word in both languages, side by side: nobody has time to look for a second line. */
static Str both(const Page *page, StringId id) {
    Str first = page_word(page, id), second = page_second_word(page, id);
    return second.len ? str_printf(page->arena, "%.*s %.*s", str_arg(first), str_arg(second))
                      : first;
}

static const Session *session_of(const Dial *dial) {
    size_t index = dial->timer.session;
    return index == SCHEDULE_NONE ? NULL : &dial->page->schedule->sessions[index];
}

static SceneRole role_of(const Dial *dial, size_t session) {
    const Page *page = dial->page;
    if (session == dial->timer.session && dial->timer.phase == TIMER_OVER)
        return ROLE_GONE;
    if (session == dial->timer.session && dial->timer.phase > TIMER_BEFORE)
        return ROLE_NOW;
    /* A break may come before it. */
    NowNext lists = page_now_next(page, 1);
    Instant first = lists.next_count ? page->schedule->sessions[lists.next[0]].start : 0;
    return page->schedule->sessions[session].start <= first ? ROLE_NEXT : ROLE_LATER;
}

/* Whose time it is: "Over time · Fairness in the scheduler". Without a session the room's name. */
static Str title_of(const Dial *dial, float width, const TextLook *look) {
    const Page *page = dial->page;
    const Session *session = session_of(dial);
    if (!session && page->room < (page->schedule ? page->schedule->room_count : 0))
        return page_text(page, &page->schedule->rooms[page->room].name);
    if (!session)
        return page->schedule ? page_text(page, &page->schedule->event.name) : (Str){0};
    Str title = page_text(page, &session->title), second = page_second_text(page, &session->title);
    StringId id = dial->timer.phase == TIMER_OVER ? STRING_OVER_TIME : STRING_STARTS_IN;
    if (dial->timer.phase == TIMER_OVER || dial->timer.phase == TIMER_BEFORE)
        return page_join(page, both(page, id), title);
    Str whole = str_printf(page->arena, "%.*s %.*s", str_arg(title), str_arg(second));
    return second.len && page_width(page, whole, look) <= width ? whole : title;
}

/* "Questions 4:10", the session's part that runs; and who is on stage. */
static void draw_people(const Dial *dial, Layout *layout, Box *column, float size, float width) {
    const Page *page = dial->page;
    const Session *session = session_of(dial);
    Box *row = box_row(layout, column, (BoxStyle){.gap = dp(page, 24), .cross = PLACE_BASELINE});
    TextLook look = live(page, size, WEIGHT_BOLD, dial->ink);
    if (dial->timer.segment != SCHEDULE_NONE) {
        const Segment *part = &session->segments[dial->timer.segment];
        long long left = (long long)dial->timer.part_seconds;
        look.style.has_tabular_digits = true;
        Str text = str_printf(page->arena, "%.*s %lld:%02lld",
                              str_arg(page_isolate(page, page_text(page, &part->title))), left / 60,
                              left % 60);
        box_text(layout, row, text, part->title.at, look, (BoxStyle){.can_shrink = true});
        width -= page_width(page, text, &look) + dp(page, 24);
    }
    look = live(page, size, WEIGHT_REGULAR, dial->quiet);
    if (dial->look->hides_people || session->speaker_count == 0 || width < dp(page, 200))
        return;
    box_part(box_text(layout, row, page_speakers_within(page, session, &look.style, width),
                      session->at, look, (BoxStyle){.can_shrink = true}),
             PART_PEOPLE);
}

/* A text that is too long for a line is set smaller, down to that size, and then in two lines. */
static void give_room(const Page *page, TextLook *look, Str text, float least, float width) {
    look_may_shrink(page, look, least);
    if (page_fits(page, text, look, width))
        return;
    look->style.size = look->style.min_size;
    look_may_shrink(page, look, 28);
    look->max_lines = 2;
    look->spare_lines = 1;
    look->is_balanced = true;
}

static void draw_head(const Dial *dial, Layout *layout, Box *parent, float scale, float width) {
    const Page *page = dial->page;
    const Session *session = session_of(dial);
    Box *row = box_row(layout, parent, (BoxStyle){.width = size_grow(1), .gap = dp(page, 48)});
    TextLook clock = live(page, CLOCK * scale, WEIGHT_BOLD, dial->ink);
    clock.style.line_height = 1;
    Str time = page_time(page, page->context->at);
    if (!dial->look->hides_clock)
        width -= page_width(page, time, &clock) + dp(page, 48);
    Box *column = box_column(
        layout, row, (BoxStyle){.width = size_grow(1), .min_height = dp(page, 104 * scale)});
    if (session)
        page_tag(page, column, session, role_of(dial, dial->timer.session), page->room);
    TextLook look = live(page, TITLE * scale, WEIGHT_BOLD, dial->ink);
    look.style.line_height = 1.15f;
    Str words = title_of(dial, width, &look);
    give_room(page, &look, words, 40 * scale, width);
    Box *title = box_text(layout, column, words, session ? session->title.at : (Position){0}, look,
                          (BoxStyle){0});
    if (session)
        box_part(title, PART_TITLE);
    if (session && dial->timer.phase != TIMER_OVER)
        draw_people(dial, layout, column, PEOPLE * fmaxf(scale, 0.9f), width);
    if (dial->look->hides_clock)
        return;
    scene_changes_at(page->scene, page_next_minute(page));
    box_text(layout, row, time, (Position){0}, clock, (BoxStyle){0});
}

/* Where a part of the session begins the bar is cut. */
static void draw_bar(const Dial *dial, Layout *layout, Box *parent) {
    const Page *page = dial->page;
    const Session *session = session_of(dial);
    if (!session || dial->look->hides_bar || dial->timer.phase == TIMER_BEFORE)
        return;
    float height = dp(page, BAR), radius = height / 2;
    Color lit = COUNTS[dial->timer.phase], rest = color_fade(dial->ink, 0.22f);
    Box *bar =
        box_row(layout, parent, (BoxStyle){.width = size_grow(1), .height = size_fixed(height)});
    bool has_parts = session->segment_count > 1 && !dial->look->counts_parts;
    double length = (double)(session->end - session->start);
    double from = 0, passed = (double)dial->timer.share;
    for (size_t i = 0; i < (has_parts ? session->segment_count : 1); i++) {
        bool is_last = !has_parts || i + 1 == session->segment_count;
        double until =
            is_last ? 1 : (double)(session->segments[i + 1].start - session->start) / length;
        if (until <= from || until > 1)
            continue;
        double share = fmin(1, fmax(0, (passed - from) / (until - from)));
        Box *piece = box_row(layout, bar,
                             (BoxStyle){.width = size_grow((float)(until - from)),
                                        .height = size_fixed(height),
                                        .fill = rest,
                                        .radius_left = radius,
                                        .radius_right = radius,
                                        .is_stretched = true});
        if (share > 0)
            box_space(layout, piece,
                      (BoxStyle){.width = size_grow((float)share),
                                 .height = size_fixed(height),
                                 .fill = lit,
                                 .radius_left = radius,
                                 .radius_right = radius});
        if (share < 1)
            box_space(layout, piece, (BoxStyle){.width = size_grow((float)(1 - share))});
        if (!is_last)
            box_space(layout, bar, (BoxStyle){.width = size_fixed(dp(page, 6))});
        from = until;
    }
}

/* The crew's word on a plate of gold, which blinks by changing places with its ink. */
static void draw_word(const Dial *dial, Layout *layout, Box *parent, float scale) {
    const Page *page = dial->page;
    const StageWord *word = dial->timer.word;
    bool is_lit = dial->timer.is_lit;
    Color ink = is_lit ? ON_PLATE : PLATE;
    float radius = dp(page, 20), pad = dp(page, 40 * scale);
    Box *plate = box_column(layout, parent,
                            (BoxStyle){.width = size_grow(1),
                                       .left = pad,
                                       .right = pad,
                                       .top = dp(page, 20 * scale),
                                       .bottom = dp(page, 20 * scale),
                                       .fill = is_lit ? PLATE : PLATE_OUT,
                                       .border = PLATE,
                                       .border_width = dp(page, 4),
                                       .radius_left = radius,
                                       .radius_right = radius});
    box_tag(plate, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    TextLook look = live(page, WORD * scale, WEIGHT_BOLD, ink);
    look_may_shrink(page, &look, 36);
    look.style.line_height = 1.15f;
    look.max_lines = 2;
    look.is_balanced = true;
    box_text(layout, plate, page_text(page, &word->text), word->text.at, look, (BoxStyle){0});
    Str second = page_second_text(page, &word->text);
    TextLook other = live(page, WORD_SECOND * scale, WEIGHT_SEMIBOLD, ink);
    other.style.language = page_language(page, 1);
    look_may_shrink(page, &other, 28);
    box_text(layout, plate, second, word->text.at, other, (BoxStyle){.drop = 1});
}

static void draw_next(const Dial *dial, Layout *layout, Box *parent, float scale, float width) {
    const Page *page = dial->page;
    if (dial->look->hides_next || dial->timer.next == SCHEDULE_NONE)
        return;
    const Session *next = &page->schedule->sessions[dial->timer.next];
    float size = NEXT * scale, gap = dp(page, 28 * scale);
    TextLook quiet = live(page, size, WEIGHT_REGULAR, dial->quiet);
    TextLook bold = live(page, size, WEIGHT_BOLD, dial->ink);
    Str word = both(page, STRING_NEXT), time = page_time(page, next->start);
    bool is_tall = page_is_tall(page);
    Box *column = box_column(layout, parent, (BoxStyle){.width = size_grow(1)});
    Box *row = box_row(layout, column,
                       (BoxStyle){.width = size_grow(1), .gap = gap, .cross = PLACE_BASELINE});
    page_tag(page, column, next, role_of(dial, dial->timer.next), page->room);
    box_text(layout, row, word, (Position){0}, quiet, (BoxStyle){0});
    box_part(box_text(layout, row, time, next->at, bold, (BoxStyle){0}), PART_TIME);
    TextLook look = live(page, size, WEIGHT_REGULAR, dial->ink);
    Str title = page_text(page, &next->title);
    Str whole = page_join(page, title, page_speakers(page, next));
    if (!is_tall)
        width -= page_width(page, word, &quiet) + page_width(page, time, &bold) + 2 * gap;
    Str words = page_width(page, whole, &look) <= width ? whole : title;
    give_room(page, &look, words, 36 * scale, width);
    box_part(box_text(layout, is_tall ? column : row, words, next->title.at, look,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
}

/* ---- the page ------------------------------------------------------------------------------- */

static void draw_strip(const Dial *dial) {
    Page *page = dial->page;
    Rect body = page->metrics.content;
    float gap = dp(page, 64), half = floorf((body.width - gap) * 0.42f), scale = 0.72f;
    bool has_digits = dial->timer.phase != TIMER_IDLE;
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    if (has_digits) {
        Box *left =
            box_column(&layout, row, (BoxStyle){.width = size_fixed(half), .main = PLACE_CENTER});
        page_tag(page, left, session_of(dial), role_of(dial, dial->timer.session), page->room);
        draw_count(dial, &layout, left, half, body.height);
    }
    Box *right = box_column(&layout, row, (BoxStyle){.width = size_grow(1), .is_fitted = true});
    float wide = has_digits ? body.width - half - gap : body.width;
    draw_head(dial, &layout, right, scale, wide);
    box_space(&layout, right, (BoxStyle){.height = size_fixed(dp(page, 12))});
    draw_bar(dial, &layout, right);
    box_space(&layout, right, (BoxStyle){.height = size_grow(1)});
    if (dial->timer.word)
        draw_word(dial, &layout, right, scale);
    else
        draw_next(dial, &layout, right, scale, wide);
    page_draw(page, &layout, body);
}

static void draw_page(const Dial *dial) {
    Page *page = dial->page;
    Rect body = page->metrics.content;
    bool has_word = dial->timer.word;
    /* What is not digits. */
    Layout head = page_layout(page);
    draw_head(dial, &head, NULL, 1, body.width);
    float above = dp(page, has_word ? 44 : 60), below = dp(page, has_word ? 52 : 47);
    float others = layout_height(&head, body.width) + above + below + dp(page, BAR) +
                   dp(page, page_is_tall(page) ? 144 : 96) + (has_word ? dp(page, 32 + 176) : 0);
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = true});
    draw_head(dial, &layout, root, 1, body.width);
    if (session_of(dial)) {
        Box *digits = box_column(&layout, root, (BoxStyle){.width = size_grow(1)});
        page_tag(page, digits, session_of(dial), role_of(dial, dial->timer.session), page->room);
        box_space_above(digits, above);
        draw_count(dial, &layout, digits, body.width, body.height - others);
    }
    box_space(&layout, root, (BoxStyle){.height = size_fixed(below)});
    draw_bar(dial, &layout, root);
    if (has_word) {
        box_space(&layout, root, (BoxStyle){.height = size_fixed(dp(page, 32))});
        draw_word(dial, &layout, root, 1);
    }
    box_space(&layout, root, (BoxStyle){.height = size_grow(1)});
    draw_next(dial, &layout, root, 1, body.width);
    page_draw(page, &layout, body);
}

static Dial dial_of(Page *page) {
    static const TimerLook NONE = {0};
    Dial dial = {.page = page,
                 .timer = stage_timer_at(page->schedule, page->room, page->context->at),
                 .look = page->schedule ? &page->schedule->display.timer : &NONE};
    bool is_over = dial.timer.phase == TIMER_OVER;
    dial.ink = is_over ? INK_OVER : INK;
    dial.quiet = quiet_on(is_over);
    return dial;
}

void view_timer(Page *page) {
    Dial dial = dial_of(page);
    const Metrics *m = &page->metrics;
    scene_changes_at(page->scene, dial.timer.next_change);
    bool is_black = dial.timer.word && dial.timer.word->is_black;
    Color ground = is_black ? BLACK : dial.timer.phase == TIMER_OVER ? GROUND_OVER : GROUND;
    scene_rect(page->scene, (Rect){0, 0, m->width, m->height}, ground, 0);
    if (is_black)
        return;
    if (m->shape == SHAPE_STRIP)
        draw_strip(&dial);
    else
        draw_page(&dial);
}

/* ---- over a picture ------------------------------------------------------------------------- */

bool timer_is_shown(const Page *page, Instant *next_change) {
    StageTimer timer = stage_timer_at(page->schedule, page->room, page->context->at);
    *next_change = instant_min(*next_change, timer.next_change);
    bool is_black = timer.word && timer.word->is_black;
    return !is_black && (timer.phase != TIMER_IDLE || timer.word);
}

Box *timer_panel(Page *page, Layout *layout, Box *parent, Color ground) {
    Dial dial = dial_of(page);
    bool is_over = dial.timer.phase == TIMER_OVER;
    float width = dp(page, 900), pad = dp(page, 40), radius = dp(page, 14);
    Box *panel = box_column(layout, parent,
                            (BoxStyle){.max_width = fminf(width, page->metrics.content.width),
                                       .left = pad,
                                       .right = pad,
                                       .top = dp(page, 28),
                                       .bottom = dp(page, 28),
                                       .gap = dp(page, 20),
                                       .fill = is_over ? GROUND_OVER : ground,
                                       .radius_left = radius,
                                       .radius_right = radius,
                                       .is_stretched = true});
    float inner = fminf(width, page->metrics.content.width) - 2 * pad;
    const Session *session = session_of(&dial);
    if (session) {
        Box *digits = box_column(layout, panel, (BoxStyle){.width = size_grow(1)});
        page_tag(page, digits, session, role_of(&dial, dial.timer.session), page->room);
        draw_count(&dial, layout, digits, inner, dp(page, 280));
        draw_bar(&dial, layout, panel);
        TextLook look = live(page, 36, WEIGHT_BOLD, dial.ink);
        Str words = title_of(&dial, inner, &look);
        give_room(page, &look, words, 32, inner);
        Box *title = box_text(layout, digits, words, session->title.at, look, (BoxStyle){0});
        box_space_above(box_part(title, PART_TITLE), dp(page, 24));
    }
    if (dial.timer.word)
        draw_word(&dial, layout, panel, 0.6f);
    return panel;
}
