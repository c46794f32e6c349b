/* emergency.c: the whole screen for an emergency and for its rehearsal: a sign, what is to be done
 * as large as it can be, on a band what else is to be known, and when and for where it was said.
 *
 * Nothing is on it that nobody said. The sign is the general one: a running man beside "stay in
 * your room" would kill. So would an arrow: it is there when the notice asks for it ("{exit}") and
 * it is known which way is out from this very screen. */
#include <math.h>

#include "views/page.h"

static const struct {
    ColorRole ground, text;
} LEVELS[] = {
    [NOTICE_INFO] = {COLOR_INFO, COLOR_ON_INFO},
    [NOTICE_WARNING] = {COLOR_WARNING, COLOR_ON_WARNING},
    [NOTICE_EMERGENCY] = {COLOR_EMERGENCY, COLOR_ON_EMERGENCY},
    [NOTICE_TEST] = {COLOR_TEST, COLOR_ON_TEST},
};
_Static_assert(countof(LEVELS) == NOTICE_LEVEL_COUNT, "colours for each level");

#define PART_STEP (8 * MILLIS_SECOND) /* of one part of a text that is too long for a screen */

/* On the canvas. */
enum { TOP = 64, SIGN = 360, HEADING_MOST = 300, SECOND_MOST = 160, BAND_MOST = 112 };
enum { BAND_SECOND_MOST = 72, FOOT_TYPE = 36, GAP = 40, LABEL = 130, ARROW = 240 };
enum { SIZES_MAX = 128, BYTES_PER_SQUARE = 32 };

/* One language's word: what is read first, and what follows it; the latter may be empty. */
typedef struct {
    Str heading, rest;
    Str language;
} Word;

typedef struct {
    Page *page;
    const Notice *notice;
    Color text, ground;
    Str arrow; /* to the exit; empty: none was asked for, or nobody knows it */
} Alarm;

/* Its words without the mark that asks for the arrow. */
static Str said(const Page *page, Str text) {
    bool ignored = false;
    return ways_take_exit(page->arena, text, &ignored);
}

static Str arrow_of(const Page *page, const Notice *notice) {
    bool is_asked = false;
    for (size_t i = 0; i < notice->text.count; i++)
        ways_take_exit(page->arena, notice->text.items[i].text, &is_asked);
    return is_asked ? arrow_sign(page->context->ways.exit) : (Str){0};
}

/* ---- what is read first ---- */

/* Bytes of the stop that ends a sentence there, with the space behind it; 0: none does. */
static size_t stop_at(Str text, size_t at) {
    static const char *const STOPS[] = {"\u3002", "\uFF01", "\uFF1F",  "\u0964", ". ",
                                        "! ",     "? ",     "\u061F ", "\n"};
    for (size_t i = 0; i < countof(STOPS); i++)
        if (str_starts(str_slice(text, at, text.len), STOPS[i]))
            return str_from(STOPS[i]).len;
    return 0;
}

/* The first sentence is the heading; of a single Chinese one the first clause, without its comma.
 */
static Word split(Str text, Str language) {
    Word word = {.heading = text, .language = language};
    for (size_t at = 0; at < text.len; at++) {
        size_t len = stop_at(text, at);
        if (len == 0)
            continue;
        Str rest = str_trim(str_slice(text, at + len, text.len));
        if (rest.len == 0)
            break;
        word.heading = str_trim(str_slice(text, 0, at + len));
        word.rest = rest;
        return word;
    }
    size_t comma = str_find(text, "\uFF0C");
    if (comma == SIZE_MAX || comma == 0)
        return word;
    word.heading = str_slice(text, 0, comma);
    word.rest = str_slice(text, comma + str_from("\uFF0C").len, text.len);
    return word;
}

/* In the screen's second language, or in another one of the notice's. */
static Word second_word(const Page *page, const Localized *text) {
    Str first = page_text(page, text), second = page_second_text(page, text);
    if (second.len)
        return split(said(page, second), page_language(page, 1));
    for (size_t i = 0; i < text->count; i++)
        if (!str_equal(text->items[i].text, first))
            return split(said(page, text->items[i].text), text->items[i].language);
    return (Word){0};
}

/* ---- sizes ---- */

static TextLook alarm_look(const Alarm *alarm, float size, Color color, Str language) {
    TextLook look = page_look(alarm->page, TYPE_HERO, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.color = color;
    look.style.language = language;
    look.style.letter_spacing = 0;
    look.style.line_height = 1.16f;
    look.style.size = look.style.min_size =
        fmaxf(alarm->page->metrics.min_type, size * alarm->page->metrics.unit);
    look.is_balanced = look.keeps_clauses = true;
    return look;
}

static bool fits(const Page *page, Str text, const TextStyle *style, Rect room) {
    TextBox box = {.width = room.width};
    const TextLayout *layout = text_layout(page->context->text, page->arena, text, style, &box);
    return !layout->is_cut && layout->height <= room.height && layout->width <= room.width + 1;
}

/* Sets the largest size up to the look's at which the text fits; false when none of those that are
 * allowed is. Each is a twentieth smaller than the one before; what fits at one fits at all below,
 * so that a long text is laid out a few times only. */
static bool find_size(const Page *page, Str text, TextLook *look, Rect room) {
    TextStyle *style = &look->style;
    float least = page->metrics.min_type * 1.25f, sizes[SIZES_MAX];
    size_t count = 0;
    for (float size = style->size; size > least && count < SIZES_MAX - 1; size *= 0.95f)
        sizes[count++] = size;
    sizes[count] = least;
    size_t low = 0, high = count; /* the one that is looked for */
    while (low < high) {
        size_t middle = low + (high - low) / 2;
        style->size = sizes[middle];
        if (fits(page, text, style, room))
            high = middle;
        else
            low = middle + 1;
    }
    style->size = sizes[low];
    bool is_found = low < count || fits(page, text, style, room);
    /* Balanced lines may be a hair longer. */
    style->min_size = style->size * 0.94f;
    return is_found;
}

/* Draws the text in the middle of the height, at the start of the lines. */
static bool draw_block(const Alarm *alarm, Str text, TextLook look, Rect room) {
    Page *page = alarm->page;
    if (text.len == 0)
        return true;
    bool is_whole = find_size(page, text, &look, room);
    Layout layout = page_layout(page);
    Box *column = box_column(
        &layout, NULL, (BoxStyle){.main = PLACE_CENTER, .is_stretched = true, .is_fitted = true});
    box_tag(column, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    box_text(&layout, column, text, alarm->notice->text.at, look, (BoxStyle){0});
    page_draw(page, &layout, room);
    return is_whole;
}

/* ---- a text that is too long ---- */

/* Where the text is to be cut so that what is before fits: behind a sentence, a clause, a word. */
static size_t cut_point(const Page *page, Str text, const TextStyle *style, Rect room) {
    /* The longest beginning that fits; no more than anything could be in the room's squares. */
    float squares = (room.width / style->size + 1) * (room.height / style->size + 1);
    size_t low = 0, high = (size_t)(squares * BYTES_PER_SQUARE);
    high = high < text.len ? high : text.len;
    while (high - low > 1) {
        size_t middle = low + (high - low) / 2;
        if (fits(page, str_slice(text, 0, middle), style, room))
            low = middle;
        else
            high = middle;
    }
    static const char *const STOPS[][4] = {
        {". ", "\u3002", "\n", "! "}, {", ", "\uFF0C", "; ", "\u3001"}, {" ", " ", " ", " "}};
    for (size_t kind = 0; kind < countof(STOPS); kind++)
        for (size_t at = low; at > low / 2; at--)
            for (size_t i = 0; i < countof(STOPS[kind]); i++)
                if (str_ends(str_slice(text, 0, at), STOPS[kind][i]))
                    return at;
    while (low > 1 && ((unsigned char)text.s[low] & 0xC0) == 0x80)
        low--;
    return low > 0 ? low : text.len;
}

/* The part of the text that is due, of as many as it takes; the screen changes when the next is. */
static Str due_part(Page *page, Str text, const TextStyle *style, Rect room) {
    size_t *ends = arena_new(page->arena, size_t, text.len),
           count = 0; /* of each part, in `text` */
    for (size_t from = 0; from < text.len;) {
        from += cut_point(page, str_slice(text, from, text.len), style, room);
        ends[count++] = from;
    }
    Instant at = page->context->at;
    int64_t turn = at / PART_STEP;
    page_changes_at(page, (turn + 1) * PART_STEP);
    size_t index = (size_t)(turn < 0 ? 0 : turn) % (count ? count : 1);
    scene_identify(page->scene, &index, sizeof index);
    size_t from = index ? ends[index - 1] : 0;
    return str_slice(text, from, count ? ends[index] - from : text.len);
}

/* Smaller rather than cut, and in parts that follow each other rather than too small. */
static void draw_long(const Alarm *alarm, Str text, Rect room) {
    Page *page = alarm->page;
    TextLook look = alarm_look(alarm, 120, alarm->text, page_language(page, 0));
    if (!find_size(page, text, &look, room))
        text = due_part(page, text, &look.style, room);
    draw_block(alarm, text, look, room);
}

/* ---- the parts of the page ---- */

/* A test says so, in both languages, larger than anything else could be misread. Returns its
 * height. */
static float draw_test_label(const Alarm *alarm, Rect room) {
    Page *page = alarm->page;
    if (alarm->notice->level != NOTICE_TEST)
        return 0;
    Layout layout = page_layout(page);
    TextLook test = page_look(page, TYPE_HEADING, WEIGHT_BOLD, LEVELS[NOTICE_TEST].text, 0);
    test.align = ALIGN_CENTER;
    test.max_lines = 2;
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = true});
    box_tag(column, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    float pad = px(page, page->metrics.shape == SHAPE_STRIP ? 6 : 20);
    box_text(
        &layout, column,
        page_join(page, page_word(page, STRING_TEST), page_second_word(page, STRING_TEST)),
        (Position){0}, test,
        (BoxStyle){.top = pad, .bottom = pad, .border = alarm->text, .border_width = px(page, 6)});
    float height = fminf(layout_height(&layout, room.width), room.height * 0.3f);
    page_draw(page, &layout, (Rect){room.x, room.y, room.width, height});
    return height + px(page, GAP / 2);
}

static Rect mirrored(const Page *page, Rect r) {
    if (page_is_mirrored(page))
        r.x = page->metrics.width - r.x - r.width;
    return r;
}

/* Sign and headings, in `room`. */
static bool draw_headings(const Alarm *alarm, const Word *first, const Word *second, Rect room) {
    Page *page = alarm->page;
    bool is_narrow = page_is_tall(page), is_strip = page->metrics.shape == SHAPE_STRIP;
    float gap = px(page, GAP), share = second->heading.len ? 0.64f : 1;
    Rect above = {room.x, room.y, room.width, room.height * share};
    float side = fminf(px(page, SIGN), is_narrow ? above.height * 0.36f : above.height);
    if (is_strip)
        side = room.height;
    Rect sign = {room.x, is_narrow || is_strip ? room.y : above.y + (above.height - side) / 2, side,
                 side};
    scene_image(page->scene, mirrored(page, sign), IMAGE_ASSET, str_from("images/emergency.svg"),
                FIT_CONTAIN, 1);
    Rect below = {room.x, above.y + above.height + gap / 2, room.width,
                  room.height * (1 - share) - gap / 2};
    if (is_narrow) {
        above.y += side + gap;
        above.height -= side + gap;
    } else {
        above.x += side + gap;
        above.width -= side + gap;
        if (is_strip) {
            below.x = above.x;
            below.width = above.width;
        }
    }
    bool is_whole = draw_block(alarm, first->heading,
                               alarm_look(alarm, HEADING_MOST, alarm->text, first->language),
                               mirrored(page, above));
    return draw_block(alarm, second->heading,
                      alarm_look(alarm, SECOND_MOST, alarm->text, second->language),
                      mirrored(page, below)) &&
           is_whole;
}

/* At the start of the band, in its middle where nothing else is on it; returns what it takes. */
static float draw_arrow(const Alarm *alarm, Rect room, bool is_beside) {
    Page *page = alarm->page;
    TextLook look = alarm_look(alarm, ARROW, alarm->ground, (Str){0});
    look.style.line_height = 1;
    look.style.size = look.style.min_size =
        fmaxf(page->metrics.min_type, fminf(look.style.size, room.height));
    look.max_lines = 1;
    Layout layout = page_layout(page);
    Box *row =
        box_row(&layout, NULL,
                (BoxStyle){.cross = PLACE_CENTER, .main = is_beside ? PLACE_START : PLACE_CENTER});
    box_tag(row, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    box_text(&layout, row, alarm->arrow, (Position){0}, look, (BoxStyle){0});
    page_draw(page, &layout, room);
    return is_beside ? page_width(page, alarm->arrow, &look) + px(page, 2 * GAP) : 0;
}

/* What follows, in reversed colours over the whole width. */
static bool draw_band(const Alarm *alarm, const Word *first, const Word *second, Rect band) {
    Page *page = alarm->page;
    const Metrics *m = &page->metrics;
    scene_rect(page->scene, (Rect){0, band.y, m->width, band.height}, alarm->text, 0);
    float gap = px(page, GAP / 2);
    Rect room = {m->content.x, band.y + gap, m->content.width, band.height - 2 * gap};
    Str one = first->rest, two = second->rest;
    if (alarm->arrow.len) {
        float width = draw_arrow(alarm, room, one.len || two.len);
        room.x += page_is_mirrored(page) ? 0 : width;
        room.width -= width;
    }
    float share = one.len && two.len ? 0.58f : one.len ? 1 : 0;
    Rect above = {room.x, room.y, room.width, room.height * share};
    Rect below = {room.x, room.y + above.height, room.width, room.height - above.height};
    bool is_whole =
        draw_block(alarm, one, alarm_look(alarm, BAND_MOST, alarm->ground, first->language), above);
    return draw_block(alarm, two,
                      alarm_look(alarm, one.len ? BAND_SECOND_MOST : BAND_MOST, alarm->ground,
                                 second->language),
                      below) &&
           is_whole;
}

/* When it was said, and for where, at the foot; in both languages where there is room. */
static void draw_foot(const Alarm *alarm, Rect room) {
    Page *page = alarm->page;
    const Schedule *schedule = page->schedule;
    TextLook look = alarm_look(alarm, FOOT_TYPE, alarm->text, page_language(page, 0));
    look.style.weight = WEIGHT_SEMIBOLD;
    look.max_lines = 1;
    Instant from = alarm->notice->from;
    Str said[2] = {{0}, {0}};
    for (size_t i = 0; i < 2 && i < page->context->language_count; i++)
        if (from > INT64_MIN / 2 && from <= page->context->at) /* not that of emergency.txt */
            said[i] = strings_fill(page->arena, page->context->strings[i], STRING_ANNOUNCED, "time",
                                   page_day_time(page, from));
    if (str_equal(said[0], said[1]))
        said[1] = (Str){0};
    static const Localized NOWHERE;
    const Localized *place = &NOWHERE;
    if (schedule)
        place = page->room != SCHEDULE_NONE ? &schedule->rooms[page->room].name
                                            : &schedule->event.venue;
    Str when = page_join(page, said[0], said[1]);
    Str where = page_join(page, page_text(page, place), page_second_text(page, place));
    float wanted = text_width(page->context->text, when, &look.style) +
                   text_width(page->context->text, where, &look.style) + px(page, 2 * GAP);
    if (wanted > room.width) {
        when = said[0];
        where = page_text(page, place);
    }
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.cross = PLACE_CENTER, .gap = px(page, GAP)});
    box_text(&layout, row, when, (Position){0}, look, (BoxStyle){.can_shrink = true});
    box_space(&layout, row, (BoxStyle){.width = size_grow(1)});
    box_text(&layout, row, where, place->at, look, (BoxStyle){.can_shrink = true});
    page_draw(page, &layout, room);
}

/* Heights of the page's parts, from above. */
typedef struct {
    Rect headings, band, foot;
} Parts;

static Parts parts_of(const Page *page, float used, bool has_band) {
    const Metrics *m = &page->metrics;
    bool is_strip = m->shape == SHAPE_STRIP;
    float top = fmaxf(m->content.y, px(page, TOP)) + used, bottom = m->height;
    float foot = is_strip ? 0 : fmaxf(px(page, 88), m->height - m->content.y - m->content.height);
    Parts parts = {.foot = {m->content.x, bottom - foot, m->content.width, foot}};
    bottom -= is_strip ? m->content.y : foot;
    if (has_band) {
        float height = roundf((bottom - top) * (is_strip             ? 0.36f
                                                : page_is_tall(page) ? 0.36f
                                                                     : 0.31f));
        if (is_strip)
            bottom = m->height;
        parts.band = (Rect){0, bottom - height, m->width, height};
        bottom -= height;
    }
    parts.headings = (Rect){m->content.x, top, m->content.width, bottom - top - px(page, GAP / 2)};
    return parts;
}

void view_emergency(Page *page, const Notice *notice) {
    const Metrics *m = &page->metrics;
    page->is_alone = false; /* whoever is in the house has to understand it, now */
    Alarm alarm = {.page = page,
                   .notice = notice,
                   .text = page_color(page, LEVELS[notice->level].text),
                   .ground = page_color(page, LEVELS[notice->level].ground),
                   .arrow = arrow_of(page, notice)};
    scene_rect(page->scene, (Rect){0, 0, m->width, m->height}, alarm.ground, 0);
    Rect content = m->content;
    float used = draw_test_label(&alarm, content);
    Word first = split(said(page, page_text(page, &notice->text)), page_language(page, 0));
    Word second = second_word(page, &notice->text);
    size_t texts = page->scene->text_count, draws = page->scene->draw_count;
    Parts parts = parts_of(page, used, first.rest.len || second.rest.len || alarm.arrow.len);
    bool is_whole = draw_headings(&alarm, &first, &second, parts.headings);
    if (parts.band.height > 0)
        is_whole &= draw_band(&alarm, &first, &second, parts.band);
    if (is_whole) {
        if (parts.foot.height > 0)
            draw_foot(&alarm, parts.foot);
        return;
    }
    /* It is no matter of looks any more: one language, as large as it can be. */
    page->scene->text_count = texts;
    page->scene->draw_count = draws;
    content.y += used;
    content.height -= used;
    draw_long(&alarm, said(page, page_text(page, &notice->text)), content);
}
