/* people.c: those who speak: portraits, initials where there is no photo, names. */
#include <math.h>

#include "base/case.h"
#include "base/script.h"
#include "base/shorten.h"
#include "views/page.h"

/* The ground of initials, and their colour: a photo's place, the same in every theme. */
#define DISC    0xFF2B4652
#define ON_DISC 0xFFF4F1E9

/* ---- initials ------------------------------------------------------------------------------- */

/* Writing systems in which a name is called by the first letters of its words. */
static bool has_initials(uint32_t rune) {
    static const char *const SCRIPTS[] = {"Latn", "Cyrl", "Grek", "Armn", "Geor"};
    for (size_t i = 0; i < countof(SCRIPTS); i++)
        if (str_equal_c(str_from(script_code(rune)), SCRIPTS[i]))
            return true;
    return false;
}

static bool is_letter(uint32_t rune) {
    return !script_is_blank(rune) && !str_equal_c(str_from(script_code(rune)), "Zyyy");
}

/* The first letter of a word with the marks that belong to it; empty for "(", "2." and titles such
 * as "Dr.". */
static Str first_letter(Str word) {
    if (str_ends(word, ".") && word.len > 2)
        return (Str){0};
    for (size_t i = 0; i < word.len;) {
        size_t from = i;
        if (!is_letter(str_next_rune(word, &i)))
            continue;
        return shorten_characters(str_slice(word, from, word.len), 1);
    }
    return (Str){0};
}

Str person_initials(Arena *arena, Str name, Str language) {
    Str first = {0}, last = {0};
    for (Str rest = str_trim(name); rest.len;) {
        size_t space = str_find(rest, " ");
        Str word = str_slice(rest, 0, space == SIZE_MAX ? rest.len : space);
        rest = space == SIZE_MAX ? (Str){0} : str_trim(str_slice(rest, space, rest.len));
        Str letter = first_letter(word);
        if (!letter.len)
            continue;
        if (!first.len)
            first = letter;
        else
            last = letter;
    }
    size_t at = 0;
    if (!first.len || !has_initials(str_next_rune(first, &at)))
        return first;
    at = 0;
    if (last.len && !has_initials(str_next_rune(last, &at)))
        last = (Str){0};
    return str_upper(arena, str_printf(arena, "%.*s%.*s", str_arg(first), str_arg(last)), language);
}

/* ---- portraits ------------------------------------------------------------------------------ */

void page_portrait(const Page *page, Layout *layout, Box *parent, const Speaker *speaker,
                   float side) {
    Str photo = page_picture(page, speaker->photo);
    if (photo.len) {
        box_photo(layout, parent, IMAGE_SCHEDULE, photo,
                  (BoxStyle){.width = size_fixed(side),
                             .height = size_fixed(side),
                             .radius_left = roundf(side * 0.2f)});
        return;
    }
    Box *disc = box_column(layout, parent,
                           (BoxStyle){.width = size_fixed(side),
                                      .height = size_fixed(side),
                                      .main = PLACE_CENTER,
                                      .cross = PLACE_CENTER,
                                      .is_stretched = true,
                                      .fill = DISC,
                                      .radius_left = side / 2,
                                      .radius_right = side / 2});
    TextLook look = page_type(page, 28, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.size = fmaxf(page->metrics.min_type, roundf(side * 0.38f));
    look.style.min_size = look.style.size;
    look.style.line_height = 1;
    look.color = ON_DISC;
    look.align = ALIGN_CENTER;
    Str initials =
        person_initials(page->arena, page_text(page, &speaker->name), look.style.language);
    box_text(layout, disc, initials, speaker->name.at, look, (BoxStyle){0});
}

Box *page_portraits(const Page *page, Layout *layout, Box *parent, const Session *session,
                    size_t most, float side, float gap) {
    Box *row = box_row(layout, parent, (BoxStyle){.gap = gap});
    for (size_t i = 0; i < session->speaker_count && i < most; i++)
        page_portrait(page, layout, row, &session->speakers[i], side);
    return row;
}

/* ---- names ---------------------------------------------------------------------------------- */

/* The affiliation on the name's line where there is room, else under it. */
void page_person(const Page *page, Layout *layout, Box *parent, const Speaker *speaker, float size,
                 float small, float width) {
    TextLook name = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    TextLook from = page_type(page, small, WEIGHT_REGULAR, COLOR_MUTED, 0);
    Str who = page_text(page, &speaker->name), where = page_text(page, &speaker->affiliation);
    float gap = dp(page, 20);
    bool is_beside = page_width(page, who, &name) + gap + page_width(page, where, &from) <= width;
    Box *line = is_beside ? box_row(layout, parent, (BoxStyle){.gap = gap, .cross = PLACE_BASELINE})
                          : box_column(layout, parent, (BoxStyle){.width = size_fixed(width)});
    look_may_shrink(page, &name, size * 0.7f);
    name.max_lines = 2;
    box_part(box_text(layout, line, who, speaker->name.at, name, (BoxStyle){0}), PART_PEOPLE);
    from.max_lines = 2;
    box_text(layout, line, where, speaker->affiliation.at, from, (BoxStyle){.drop = 2});
}
