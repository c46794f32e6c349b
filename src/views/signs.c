/* signs.c: what is said of a session beside its title, time and people: that it is not recorded,
 * its track, the language that is spoken, the seats, the code that leads to its page. */
#include <math.h>

#include "base/language.h"
#include "views/page.h"

#define UNRECORDED "images/unrecorded.svg"

/* The icon, and the words beside it: in both languages where those fit in one line. */
static void unrecorded(Layout *layout, Box *parent, const Session *session, TextLook look,
                       float icon, Str words) {
    Box *row =
        box_row(layout, parent,
                (BoxStyle){.gap = roundf(icon / 4), .cross = PLACE_CENTER, .can_shrink = true});
    box_image(layout, row, IMAGE_ASSET, str_from(UNRECORDED), 1,
              (BoxStyle){.width = size_fixed(icon), .height = size_fixed(icon)});
    box_part(box_text(layout, row, words, session->at, look, (BoxStyle){.can_shrink = true}),
             PART_UNRECORDED);
}

void page_unrecorded(const Page *page, Layout *layout, Box *parent, const Session *session,
                     float width) {
    if (!session->do_not_record)
        return;
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    TextLook look = page_look(page, is_strip ? TYPE_SMALL : TYPE_BODY, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.line_height = 1.2f;
    look.max_lines = 2;
    float icon = px(page, is_strip ? 44 : 56);
    Str first = page_word(page, STRING_NOT_RECORDED);
    Str both = page_join(page, first, page_second_word(page, STRING_NOT_RECORDED));
    float least = icon + roundf(icon / 4) + 1;
    bool has_room = least + text_width(page->context->text, both, &look.style) <= width;
    if (has_room || least + text_width(page->context->text, first, &look.style) <= width)
        look.max_lines = 1;
    unrecorded(layout, parent, session, look, icon, has_room ? both : first);
}

static TextLook small_words(const Page *page) {
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look.max_lines = 2;
    return look;
}

static float small_icon(const Page *page) {
    return roundf(page_look(page, TYPE_SMALL, WEIGHT_BOLD, COLOR_TEXT, 0).style.size * 1.15f);
}

float page_unrecorded_width(const Page *page, const Session *session) {
    TextLook look = small_words(page);
    float icon = small_icon(page);
    return session->do_not_record
               ? ceilf(text_width(page->context->text, page_word(page, STRING_NOT_RECORDED),
                                  &look.style) +
                       icon + roundf(icon / 4))
               : 0;
}

void page_unrecorded_small(const Page *page, Layout *layout, Box *parent, const Session *session) {
    if (session->do_not_record)
        unrecorded(layout, parent, session, small_words(page), small_icon(page),
                   page_word(page, STRING_NOT_RECORDED));
}

/* ---- track, language, seats -------------------------------------------------------------------
 */

/* A row that is filled as far as its width goes. */
typedef struct {
    const Page *page;
    Layout *layout;
    Box *row;
    float left; /* pixels */
} Facts;

/* Room for one more that is as wide as this? Takes it. */
static bool takes(Facts *facts, Str text, const TextLook *look, float around) {
    float wanted = text_width(facts->page->context->text, text, &look->style) + around +
                   px(facts->page, 28) + 2;
    if (text.len == 0 || wanted > facts->left)
        return false;
    facts->left -= wanted;
    return true;
}

static void add_track(Facts *facts, const Session *session, TextLook look) {
    const Page *page = facts->page;
    if (session->track == SCHEDULE_NONE)
        return;
    const Track *track = &page->schedule->tracks[session->track];
    Str name = page_text(page, &track->name);
    float bar = px(page, 12), gap = px(page, 16);
    if (!takes(facts, name, &look, bar + gap))
        return;
    Box *chip = box_row(facts->layout, facts->row, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    Color color = track->has_color ? 0xFF000000u | track->color : page_color(page, COLOR_LINE);
    box_space(facts->layout, chip,
              (BoxStyle){.width = size_fixed(bar),
                         .height = size_fixed(roundf(look.style.size * 1.2f)),
                         .fill = color,
                         .radius_left = px(page, 2),
                         .radius_right = px(page, 2)});
    box_text(facts->layout, chip, name, track->name.at, look, (BoxStyle){0});
}

static void add_language(Facts *facts, const Session *session, TextLook look) {
    const Page *page = facts->page;
    Str name = language_own_name(page->arena, session->language);
    float pad = px(page, 14), radius = px(page, 8);
    look.style.language = session->language;
    if (takes(facts, name, &look, 2 * pad))
        box_text(facts->layout, facts->row, name, session->at, look,
                 (BoxStyle){.left = pad,
                            .right = pad,
                            .top = px(page, 3),
                            .bottom = px(page, 3),
                            .border = look.color,
                            .border_width = px(page, 2),
                            .radius_left = radius,
                            .radius_right = radius});
}

static void add_seats(Facts *facts, TextLook look) {
    const Page *page = facts->page;
    int32_t seats =
        page->room < page->schedule->room_count ? page->schedule->rooms[page->room].capacity : 0;
    if (seats <= 0)
        return;
    Str words = strings_count(page->arena, page->context->strings[0], STRING_SEATS, seats);
    look.color = page_color(page, COLOR_MUTED);
    if (takes(facts, words, &look, 0))
        box_text(facts->layout, facts->row, words, page->schedule->rooms[page->room].at, look,
                 (BoxStyle){0});
}

void page_facts(const Page *page, Layout *layout, Box *parent, const Session *session,
                float width) {
    bool has_seats =
        page->room < page->schedule->room_count && page->schedule->rooms[page->room].capacity > 0;
    if (page->metrics.shape == SHAPE_STRIP ||
        (session->track == SCHEDULE_NONE && session->language.len == 0 && !has_seats))
        return;
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look.style.line_height = 1.2f;
    look.max_lines = 1;
    Facts facts = {
        .page = page,
        .layout = layout,
        .row = box_row(layout, parent,
                       (BoxStyle){.gap = px(page, 28), .cross = PLACE_CENTER, .drop = 3}),
        .left = width,
    };
    box_space_above(facts.row, px(page, 24));
    add_track(&facts, session, look);
    add_language(&facts, session, look);
    add_seats(&facts, look);
}

/* ---- the code that leads to its page ----------------------------------------------------------
 */

enum { CODE_BYTES_MAX = 120 }; /* a longer address has modules too fine to be read from afar */

void page_code(const Page *page, Layout *layout, Box *parent, const Session *session) {
    if (session->url.len == 0 || session->url.len > CODE_BYTES_MAX || page_is_tall(page) ||
        page->metrics.shape == SHAPE_STRIP)
        return;
    float side = px(page, 200), radius = px(page, 14);
    box_space(layout, parent, (BoxStyle){.height = size_grow(1)});
    Box *row = box_row(
        layout, parent,
        (BoxStyle){.width = size_grow(1), .gap = px(page, 28), .cross = PLACE_CENTER, .drop = 3});
    page_tag(page, row, session, ROLE_NOW, page->room);
    box_space_above(row, px(page, 36));
    Box *card = box_stack(layout, row,
                          (BoxStyle){.width = size_fixed(side),
                                     .height = size_fixed(side),
                                     .fill = 0xFFFFFFFF,
                                     .radius_left = radius,
                                     .radius_right = radius});
    box_qr(layout, card, session->url, (BoxStyle){.width = size_grow(1), .height = size_grow(1)});
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look.max_lines = 2;
    box_text(layout, words, page_word(page, STRING_MORE), (Position){0}, look, (BoxStyle){0});
    TextLook other = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 1);
    other.max_lines = 2;
    box_text(layout, words, page_second_word(page, STRING_MORE), (Position){0}, other,
             (BoxStyle){0});
}
