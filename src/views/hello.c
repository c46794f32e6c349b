/* hello.c: a screen that was given no schedule yet tells whoever sets it up what it is called,
 * where it is reached, and whether its clock can be trusted. */
#include <math.h>

#include "views/page.h"

enum { NAME = 104, CODE_SIDE = 440, CODE_SIDE_TALL = 560, CODE_SIDE_SQUARE = 260 };

/* "屏幕名称 · Name of this screen" */
static Str both_words(const Page *page, StringId id) {
    return page_join(page, page_word(page, id), page_second_word(page, id));
}

static Box *put(const Page *page, Layout *layout, Box *parent, Str text, TextLook look,
                float above) {
    Box *box = box_text(layout, parent, text, (Position){0}, look, (BoxStyle){0});
    box_space_above(box, dp(page, above));
    return box;
}

static TextLook large(const Page *page, float size, float least, ColorRole color, int lines) {
    TextLook look = page_type(page, size, WEIGHT_BOLD, color, 0);
    look_may_shrink(page, &look, least);
    look.max_lines = lines;
    look.is_balanced = true;
    return look;
}

static TextLook small(const Page *page, float size, ColorRole color, size_t language) {
    TextLook look = page_type(page, size, WEIGHT_SEMIBOLD, color, language);
    look_may_shrink(page, &look, 24);
    look.max_lines = 2;
    return look;
}

/* Four words in two lines, where that is not too high. */
static Str name_of(const Page *page) {
    Str name = page->context->hello->name, at = name;
    size_t second = 0, spaces = 0;
    for (size_t i = 0; i < at.len; i++)
        if (at.s[i] == ' ' && ++spaces == 2)
            second = i;
    bool is_split = spaces == 3 && page->metrics.shape != SHAPE_SQUARE;
    return is_split ? str_printf(page->arena, "%.*s\n%.*s", (int)second, name.s,
                                 str_arg(str_slice(name, second + 1, name.len)))
                    : name;
}

/* A row while both texts fit into `width`, else one below the other. */
static Box *row_of(const Page *page, Layout *layout, Box *parent, float width, const Str texts[2],
                   const TextLook looks[2], BoxStyle row) {
    float wanted =
        row.gap + page_width(page, texts[0], &looks[0]) + page_width(page, texts[1], &looks[1]);
    return wanted <= width ? box_row(layout, parent, row)
                           : box_column(layout, parent, (BoxStyle){.gap = dp(page, 8)});
}

/* Name and code, each with its word, in a column of `width` pixels. */
static void put_identity(const Page *page, Layout *layout, Box *column, float width) {
    const ViewHello *hello = page->context->hello;
    put(page, layout, column, both_words(page, STRING_HELLO_NAME), small(page, 36, COLOR_MUTED, 0),
        48);
    put(page, layout, column, name_of(page), large(page, NAME, 40, COLOR_TEXT, 2), 8);
    const Str texts[2] = {both_words(page, STRING_HELLO_CODE), hello->code};
    TextLook looks[2] = {small(page, 36, COLOR_MUTED, 0), large(page, NAME, 40, COLOR_GOLD, 1)};
    looks[1].style.letter_spacing = 0.03f;
    Box *row = row_of(page, layout, column, width, texts, looks,
                      (BoxStyle){.gap = dp(page, 40), .cross = PLACE_BASELINE});
    box_space_above(row, dp(page, 12));
    for (size_t i = 0; i < countof(texts); i++)
        put(page, layout, row, texts[i], looks[i], 0);
}

static Str clock_words(const Page *page, size_t language) {
    const ViewHello *hello = page->context->hello;
    const Strings *words = page->context->strings[language];
    return hello->clock == HELLO_CLOCK_ALONE
               ? strings_get(words, STRING_HELLO_CLOCK_ALONE)
               : strings_fill(page->arena, words, STRING_HELLO_CLOCK, "ms",
                              str_printf(page->arena, "%d", (int)hello->clock_error_ms));
}

static Str clock_line(const Page *page) {
    return page_join(page, clock_words(page, 0),
                     page_has_second(page) ? clock_words(page, 1) : (Str){0});
}

static void put_clock_state(const Page *page, Layout *layout, Box *parent) {
    static const ColorRole COLORS[] = {[HELLO_CLOCK_ALONE] = COLOR_ACCENT,
                                       [HELLO_CLOCK_ROUGH] = COLOR_GOLD,
                                       [HELLO_CLOCK_IN_STEP] = COLOR_NEXT};
    float dot = dp(page, 20);
    Box *row = box_row(layout, parent,
                       (BoxStyle){.gap = dp(page, 16), .cross = PLACE_CENTER, .can_shrink = true});
    box_space(layout, row,
              (BoxStyle){.width = size_fixed(dot),
                         .height = size_fixed(dot),
                         .fill = page_color(page, COLORS[page->context->hello->clock]),
                         .radius_left = dot / 2,
                         .radius_right = dot / 2});
    box_text(layout, row, clock_line(page), (Position){0}, small(page, 40, COLOR_TEXT, 0),
             (BoxStyle){.can_shrink = true});
}

/* An address of IPv6 may have to be broken: behind a colon. */
static Str address_words(const Page *page) {
    Str address = page->context->hello->address;
    if (address.len == 0)
        return both_words(page, STRING_HELLO_NO_NETWORK);
    if (str_find(address, "[") == SIZE_MAX)
        return address;
    Str broken = {0};
    for (size_t at = 0; at < address.len;) {
        Str rest = str_slice(address, at, address.len);
        size_t colon = str_find(rest, ":");
        size_t len = colon == SIZE_MAX ? rest.len : colon + 1;
        broken = str_printf(page->arena, "%.*s%s%.*s", str_arg(broken), at ? "\u200b" : "",
                            (int)len, rest.s);
        at += len;
    }
    return broken;
}

/* Where it is reached and how its clock is, under a rule; takes its height off the body. */
static void draw_foot(Page *page) {
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    page_line(page, &layout, column, dp(page, 2));
    const Str texts[2] = {address_words(page), clock_line(page)};
    TextLook look = small(page, 40, COLOR_TEXT, 0);
    const TextLook looks[2] = {look, look};
    Box *row =
        row_of(page, &layout, column, page->body.width - dp(page, 40), texts, looks,
               (BoxStyle){.width = size_grow(1), .gap = dp(page, 48), .cross = PLACE_CENTER});
    box_space_above(row, dp(page, 28));
    box_text(&layout, row, texts[0], (Position){0}, look, (BoxStyle){.can_shrink = true});
    box_space(&layout, row, (BoxStyle){.width = size_grow(1)});
    put_clock_state(page, &layout, row);
    float height = layout_height(&layout, page->body.width);
    page_draw(
        page, &layout,
        (Rect){page->body.x, page->body.y + page->body.height - height, page->body.width, height});
    page->body.height -= height + dp(page, 40);
}

/* Words under the code, or beside it where that stands at the foot of a tall screen. */
static void put_scan(const Page *page, Layout *layout, Box *column) {
    put(page, layout, column, page_word(page, STRING_HELLO_SCAN),
        large(page, 40, 28, COLOR_TEXT, 2), 24);
    if (page_has_second(page))
        put(page, layout, column, page_second_word(page, STRING_HELLO_SCAN),
            small(page, 32, COLOR_MUTED, 1), 4);
}

static void put_code(const Page *page, Layout *layout, Box *parent, float side) {
    page_code_card(layout, parent, page->context->hello->url, side, dp(page, 16), dp(page, 8));
}

static void put_words(const Page *page, Layout *layout, Box *column) {
    put(page, layout, column, page_word(page, STRING_HELLO), large(page, 80, 46, COLOR_TEXT, 2), 0);
    if (page_has_second(page))
        put(page, layout, column, page_second_word(page, STRING_HELLO),
            small(page, 48, COLOR_MUTED, 1), 8);
}

/* On a bar: what it is, what it is called, where it is. */
static void draw_strip(Page *page) {
    page_strip_clock(page);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = dp(page, 64), .is_stretched = true});
    BoxStyle half = {.width = size_grow(1), .height = size_grow(1), .is_fitted = true};
    Box *left = box_column(&layout, row, half);
    put(page, &layout, left, both_words(page, STRING_HELLO), small(page, 36, COLOR_MUTED, 0), 0);
    put(page, &layout, left, page->context->hello->name, large(page, 80, 36, COLOR_TEXT, 2), 4);
    Box *right = box_column(&layout, row, half);
    put(page, &layout, right, page->context->hello->code, large(page, 80, 36, COLOR_GOLD, 1), 0);
    put(page, &layout, right, address_words(page), small(page, 36, COLOR_TEXT, 0), 8);
    Box *clock = box_row(&layout, right, (BoxStyle){.width = size_grow(1), .drop = 1});
    box_space_above(clock, dp(page, 8));
    put_clock_state(page, &layout, clock);
    page_draw(page, &layout, page->body);
}

void view_hello(Page *page) {
    if (page->metrics.shape == SHAPE_STRIP) {
        draw_strip(page);
        return;
    }
    draw_foot(page);
    Rect body = page->body;
    bool has_code = page->context->hello->url.len > 0, is_tall = page_is_tall(page);
    float gap = dp(page, 64);
    Layout layout = page_layout(page);
    Box *whole = is_tall ? box_column(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true})
                         : box_row(&layout, NULL, (BoxStyle){.gap = gap, .is_stretched = true});
    Box *words = box_column(&layout, whole,
                            (BoxStyle){.width = size_grow(1),
                                       .height = is_tall ? (Size){0} : size_grow(1),
                                       .is_fitted = true});
    float side = fminf(dp(page, CODE_SIDE), body.height - dp(page, 140));
    put_words(page, &layout, words);
    put_identity(page, &layout, words, body.width - (has_code && !is_tall ? side + gap : 0));
    if (has_code && is_tall) {
        Box *row = box_row(&layout, whole, (BoxStyle){.gap = dp(page, 40), .cross = PLACE_CENTER});
        put_code(page, &layout, row,
                 dp(page, page->metrics.shape == SHAPE_SQUARE ? CODE_SIDE_SQUARE : CODE_SIDE_TALL));
        put_scan(page, &layout, box_column(&layout, row, (BoxStyle){.width = size_grow(1)}));
    } else if (has_code) {
        Box *column = box_column(&layout, whole, (BoxStyle){.width = size_fixed(side)});
        put_code(page, &layout, column, side);
        put_scan(page, &layout, column);
    }
    page_draw(page, &layout, body);
}
