/* signs.c: what is said of a session beside its title, time and people: that it is not recorded. */
#include <math.h>

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
