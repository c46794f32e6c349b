/* signs.c: what is said of a session beside its title, time and people: that it is not recorded,
 * its track, the language that is spoken, the seats, the code that leads to its page. */
#include <math.h>

#include "base/language.h"
#include "schedule/instead.h"
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
    TextLook look = page_type(page, is_strip ? 32 : 36, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.max_lines = 2;
    float icon = dp(page, is_strip ? 40 : 52);
    Str first = page_word(page, STRING_NOT_RECORDED);
    Str both =
        page_join(page, first,
                  page_has_second(page) ? page_second_word(page, STRING_NOT_RECORDED) : (Str){0});
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
                   dp(facts->page, 24) + 2;
    if (text.len == 0 || wanted > facts->left)
        return false;
    facts->left -= wanted;
    return true;
}

/* In the second language too, where that fits. */
static void add_track(Facts *facts, const Session *session, TextLook look) {
    const Page *page = facts->page;
    if (session->track == SCHEDULE_NONE)
        return;
    const Track *track = &page->schedule->tracks[session->track];
    Str name = page_text(page, &track->name);
    Str second = page_has_second(page) ? page_second_text(page, &track->name) : (Str){0};
    float bar = dp(page, 12), gap = dp(page, 16);
    TextLook other = page_type(page, 32, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    float more = second.len ? page_width(page, second, &other) + gap : 0;
    if (!takes(facts, name, &look, bar + gap + more)) {
        second = (Str){0};
        if (!takes(facts, name, &look, bar + gap))
            return;
    }
    Box *chip = box_row(facts->layout, facts->row, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    Color color =
        track->has_color ? page_area_color(page, track->color) : page_color(page, COLOR_LINE);
    box_space(facts->layout, chip,
              (BoxStyle){.width = size_fixed(bar),
                         .height = size_fixed(dp(page, 36)),
                         .fill = color,
                         .radius_left = dp(page, 2),
                         .radius_right = dp(page, 2)});
    box_text(facts->layout, chip, name, track->name.at, look, (BoxStyle){0});
    box_text(facts->layout, chip, second, track->name.at, other, (BoxStyle){0});
}

static void add_language(Facts *facts, const Session *session) {
    const Page *page = facts->page;
    Str name = language_own_name(page->arena, session->language);
    float pad = dp(page, 14), radius = dp(page, 8);
    TextLook look = page_type(page, 28, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look.style.language = session->language;
    if (takes(facts, name, &look, 2 * pad))
        box_text(facts->layout, facts->row, name, session->at, look,
                 (BoxStyle){.left = pad,
                            .right = pad,
                            .top = dp(page, 2),
                            .bottom = dp(page, 2),
                            .border = look.color,
                            .border_width = dp(page, 2),
                            .radius_left = radius,
                            .radius_right = radius});
}

/* Those that are free, where somebody counts. */
static int32_t seats_left(const Page *page) {
    Instant change = INSTANT_NEVER;
    int32_t left = page->room < page->schedule->room_count
                       ? room_seats_left(page->schedule, page->room, page->context->at, &change)
                       : -1;
    scene_changes_at(page->scene, change);
    return left;
}

static void add_seats(Facts *facts, int32_t left) {
    const Page *page = facts->page;
    int32_t seats = left > 0 ? left : page->schedule->rooms[page->room].capacity;
    Str words = strings_count(page->arena, page->context->strings[0],
                              left > 0 ? STRING_SEATS_FREE : STRING_SEATS, seats);
    TextLook look = page_type(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0);
    if (takes(facts, words, &look, 0))
        box_text(facts->layout, facts->row, words, page->schedule->rooms[page->room].at, look,
                 (BoxStyle){0});
}

void page_facts(const Page *page, Layout *layout, Box *parent, const Session *session,
                float width) {
    int32_t left = seats_left(page);
    bool has_seats = session->type != SESSION_BREAK && page->room < page->schedule->room_count &&
                     (left > 0 || page->schedule->rooms[page->room].capacity > 0);
    if (page->metrics.shape == SHAPE_STRIP ||
        (session->track == SCHEDULE_NONE && session->language.len == 0 && !has_seats))
        return;
    Facts facts = {
        .page = page,
        .layout = layout,
        .row = box_row(
            layout, parent,
            (BoxStyle){.gap = dp(page, 24), .min_height = dp(page, 40), .cross = PLACE_CENTER}),
        .left = width,
    };
    box_space_above(facts.row, dp(page, 20));
    add_track(&facts, session, page_type(page, 32, WEIGHT_SEMIBOLD, COLOR_TEXT, 0));
    add_language(&facts, session);
    if (has_seats)
        add_seats(&facts, left);
}

/* ---- the code that leads to its page ----------------------------------------------------------
 */

enum { CODE_BYTES_MAX = 120 }; /* a longer address has modules too fine to be read from afar */

Str page_code_of(const Session *session, StringId *words) {
    bool has_page = session->url.len && session->url.len <= CODE_BYTES_MAX;
    *words = has_page ? STRING_MORE : STRING_FEEDBACK;
    Str leads = has_page ? session->url : session->feedback;
    return leads.len <= CODE_BYTES_MAX ? leads : (Str){0};
}

static float code_side(const Page *page) {
    return dp(page, page->metrics.shape == SHAPE_PORTRAIT ? 216
                    : page->metrics.shape == SHAPE_SQUARE ? 176
                                                          : 168);
}

float page_code_width(const Page *page, const Session *session) {
    StringId words;
    return page_code_of(session, &words).len && page->metrics.shape != SHAPE_STRIP ? code_side(page)
                                                                                   : 0;
}

void page_code(const Page *page, Layout *layout, Box *parent, const Session *session) {
    StringId id;
    Str leads = page_code_of(session, &id);
    if (leads.len == 0 || page->metrics.shape == SHAPE_STRIP)
        return;
    bool is_tall = page_is_tall(page);
    float side = code_side(page), radius = dp(page, 14), pad = dp(page, 6);
    Box *row =
        is_tall ? box_column(layout, parent, (BoxStyle){.width = size_fixed(side)})
                : box_row(layout, parent,
                          (BoxStyle){
                              .width = size_grow(1), .gap = dp(page, 28), .cross = PLACE_CENTER});
    page_tag(page, row, session, ROLE_NOW, page->room);
    if (!is_tall)
        box_space_above(row, dp(page, 24));
    page_code_card(layout, row, leads, side, radius, pad);
    if (is_tall) { /* a narrow column: what it leads to, where that is a short word */
        TextLook below = page_type(page, 28, WEIGHT_BOLD, COLOR_TEXT, 0);
        below.align = ALIGN_CENTER;
        if (page->metrics.shape == SHAPE_PORTRAIT &&
            page_fits(page, page_word(page, id), &below, side))
            box_space_above(box_text(layout, row, page_word(page, id), (Position){0}, below,
                                     (BoxStyle){.width = size_grow(1), .drop = 1}),
                            dp(page, 8));
        return;
    }
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    TextLook look = page_type(page, 36, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &look, 28);
    look.max_lines = 2;
    look.is_balanced = true;
    box_text(layout, words, page_word(page, id), (Position){0}, look, (BoxStyle){0});
    TextLook other = page_type(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    other.max_lines = 2;
    if (page_has_second(page))
        box_text(layout, words, page_second_word(page, id), (Position){0}, other, (BoxStyle){0});
}

void page_code_card(Layout *layout, Box *parent, Str url, float side, float radius, float pad) {
    Box *card = box_stack(layout, parent,
                          (BoxStyle){.width = size_fixed(side),
                                     .height = size_fixed(side),
                                     .left = pad,
                                     .right = pad,
                                     .top = pad,
                                     .bottom = pad,
                                     .fill = 0xFFFFFFFF,
                                     .radius_left = radius,
                                     .radius_right = radius});
    box_qr(layout, card, url, (BoxStyle){.width = size_grow(1), .height = size_grow(1)});
}
