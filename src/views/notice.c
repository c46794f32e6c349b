/* notice.c: staff's word to the audience: a banner over the foot of a page, and the full screens
 * of an emergency and of its rehearsal. */
#include <math.h>

#include "views/page.h"

static const struct {
    ColorRole fill, text;
} LEVELS[] = {
    [NOTICE_INFO] = {COLOR_INFO, COLOR_ON_INFO},
    [NOTICE_WARNING] = {COLOR_WARNING, COLOR_ON_WARNING},
    [NOTICE_EMERGENCY] = {COLOR_EMERGENCY, COLOR_ON_EMERGENCY},
    [NOTICE_TEST] = {COLOR_TEST, COLOR_ON_TEST},
};
_Static_assert(countof(LEVELS) == NOTICE_LEVEL_COUNT, "colours for each level");

void notice_banner(Page *page, const Notice *notice) {
    const Metrics *m = &page->metrics;
    bool is_strip = m->shape == SHAPE_STRIP;
    Layout layout = page_layout(page);
    float side = m->content.x, pad = px(page, is_strip ? 14 : 38);
    Box *row = box_row(&layout, NULL,
                       (BoxStyle){.left = side,
                                  .right = side,
                                  .top = pad,
                                  .bottom = pad,
                                  .gap = px(page, 32),
                                  .cross = PLACE_CENTER,
                                  .fill = page_color(page, LEVELS[notice->level].fill)});
    box_tag(row, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    float icon = px(page, is_strip ? 44 : 56);
    box_image(&layout, row, IMAGE_ASSET,
              str_from(notice->level == NOTICE_WARNING ? "images/warning.svg" : "images/info.svg"),
              1, (BoxStyle){.width = size_fixed(icon), .height = size_fixed(icon)});
    TextLook look = page_look(page, is_strip ? TYPE_LEAD : TYPE_SUBTITLE, WEIGHT_BOLD,
                              LEVELS[notice->level].text, 0);
    look.style.size = fmaxf(m->min_type, (is_strip ? 40 : 54) * m->unit);
    look.style.min_size = fmaxf(m->min_type, look.style.size * 0.6f);
    look.style.line_height = 1.25f;
    look.max_lines = is_strip ? 1 : 2;
    look.is_balanced = true;
    Str first = page_text(page, &notice->text), second = page_second_text(page, &notice->text);
    float room = m->width - 2 * side - icon - px(page, 32);
    Str both = page_join(page, first, second);
    if (second.len && text_width(page->context->text, both, &look.style) <= room) {
        box_text(&layout, row, both, notice->text.at, look, (BoxStyle){.can_shrink = true});
    } else {
        Box *lines = box_column(&layout, row, (BoxStyle){.width = size_grow(1)});
        box_text(&layout, lines, first, notice->text.at, look, (BoxStyle){0});
        look.style.size = fmaxf(m->min_type, look.style.size * 0.72f);
        look.style.min_size = m->min_type;
        look.style.language = page_language(page, 1);
        if (!is_strip)
            box_text(&layout, lines, second, notice->text.at, look, (BoxStyle){0});
    }
    float height = ceilf(layout_height(&layout, m->width));
    float foot = page->has_notice ? page->banner_top : m->height;
    height = fminf(height, floorf(foot - m->height * 0.5f));
    page->banner_top = foot - height;
    page_draw(page, &layout, (Rect){0, page->banner_top, m->width, height});
    page->has_notice = true;
    float bottom = page->banner_top - px(page, 36);
    page->body.height = fminf(page->body.height, bottom - page->body.y);
}

/* ---- the whole screen -------------------------------------------------------------------------
 */

#define EMERGENCY_STEP                                                                             \
    (8 * MILLIS_SECOND) /* of one part of a text that is too long for a screen                     \
                         */

/* The box is so large, and the text has to be set in it. */
static bool fits(const Page *page, Str text, const TextStyle *style, Rect room) {
    TextBox box = {.width = room.width};
    const TextLayout *layout = text_layout(page->context->text, page->arena, text, style, &box);
    return !layout->is_cut && layout->height <= room.height && layout->width <= room.width + 1;
}

/* The largest size, down to the smallest type that is allowed, at which the text fits. */
static bool find_size(const Page *page, Str text, TextStyle *style, Rect room) {
    float least = page->metrics.min_type * 1.25f;
    style->min_size = 0;
    for (; style->size > least; style->size *= 0.92f)
        if (fits(page, text, style, room))
            return true;
    style->size = least;
    return fits(page, text, style, room);
}

/* Where the text is to be cut so that what is before fits: behind a sentence, a clause, a word. */
static size_t cut_point(const Page *page, Str text, const TextStyle *style, Rect room) {
    size_t low = 0, high = text.len; /* the longest beginning that fits */
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
    size_t count = 0;
    for (Str rest = text; rest.len; count++)
        rest = str_slice(rest, cut_point(page, rest, style, room), rest.len);
    Instant at = page->context->at;
    int64_t turn = at / EMERGENCY_STEP;
    page_changes_at(page, (turn + 1) * EMERGENCY_STEP);
    size_t index = (size_t)(turn < 0 ? 0 : turn) % (count ? count : 1);
    scene_identify(page->scene, &index, sizeof index);
    Str rest = text;
    for (size_t i = 0; i < index; i++)
        rest = str_slice(rest, cut_point(page, rest, style, room), rest.len);
    return str_slice(rest, 0, cut_point(page, rest, style, room));
}

void view_emergency(Page *page, const Notice *notice) {
    const Metrics *m = &page->metrics;
    scene_rect(page->scene, (Rect){0, 0, m->width, m->height},
               page_color(page, LEVELS[notice->level].fill), 0);
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    box_tag(root, (SceneTag){.role = ROLE_NOTICE, .room = page->room});
    ColorRole color = LEVELS[notice->level].text;
    if (notice->level == NOTICE_TEST) {
        /* A test says so, in both languages, larger than anything else could be misread. */
        TextLook test = page_look(page, TYPE_HEADING, WEIGHT_BOLD, color, 0);
        test.align = ALIGN_CENTER;
        test.max_lines = 2;
        Str words =
            page_join(page, page_word(page, STRING_TEST), page_second_word(page, STRING_TEST));
        box_text(&layout, root, words, (Position){0}, test,
                 (BoxStyle){.top = px(page, 20),
                            .bottom = px(page, 20),
                            .border = page_color(page, color),
                            .border_width = px(page, 6)});
    }
    Box *middle = box_column(&layout, root,
                             (BoxStyle){.height = size_grow(1),
                                        .main = PLACE_CENTER,
                                        .is_stretched = true,
                                        .is_fitted = true,
                                        .gap = px(page, 44)});
    TextLook first = page_look(page, TYPE_HERO, WEIGHT_BOLD, color, 0);
    first.align = ALIGN_CENTER;
    first.is_balanced = first.keeps_clauses = true;
    first.style.letter_spacing = 0;
    /* Smaller rather than cut, and in parts that follow each other rather than too small. */
    Rect room = m->content;
    Str text = page_text(page, &notice->text);
    if (notice->level == NOTICE_TEST)
        room.height -= px(page, 160);
    if (!fits(page, text, &first.style, room)) {
        if (!find_size(page, text, &first.style, room))
            text = due_part(page, text, &first.style, room);
        first.style.min_size = first.style.size * 0.9f;
        box_text(&layout, middle, text, notice->text.at, first, (BoxStyle){0});
        page_draw(page, &layout, m->content);
        return;
    }
    box_text(&layout, middle, text, notice->text.at, first, (BoxStyle){0});
    TextLook second = page_look(page, TYPE_HEADING, WEIGHT_BOLD, color, 1);
    second.align = ALIGN_CENTER;
    second.is_balanced = second.keeps_clauses = true;
    box_text(&layout, middle, page_second_text(page, &notice->text), notice->text.at, second,
             (BoxStyle){0});
    page_draw(page, &layout, m->content);
}
