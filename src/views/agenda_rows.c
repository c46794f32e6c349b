/* agenda_rows.c: rows of the agenda: time, track, title in both languages, people, room. */
#include "views/agenda_rows.h"

#include <math.h>

#include "base/case.h"

/* On the canvas. */
enum { ROW = 108, ROW_TIGHT = 84, HANG = 24, TIME = 176, BAR = 12, BAR_GAP = 28, PEOPLE = 420 };
enum { ROOM = 176, ROOM_MOST = 340, GAP = 32 };

/* Sizes of the titles, the largest that is enough for all of them is taken. */
typedef struct {
    float size, line;
    int32_t lines;
} TitleSize;

static const TitleSize WIDE_SIZES[] = {
    {46, 52, 1}, {40, 46, 1}, {38, 44, 2}, {32, 38, 2}, {28, 33, 3}};
static const TitleSize TIGHT_SIZES[] = {{46, 52, 1}, {40, 46, 1}, {32, 37, 2}, {28, 33, 2}};
static const TitleSize STACKED_SIZES[] = {{46, 54, 2}, {40, 47, 2}, {36, 42, 3}};

SceneRole agenda_role(const AgendaRow *row) {
    if (row->is_on)
        return ROLE_NOW;
    return row->is_past || !row->is_held ? ROLE_GONE : ROLE_LATER;
}

float agenda_hang(const Page *page) {
    return px(page, HANG);
}

static TextLook look_of(const Page *page, float size, FontWeight weight, ColorRole color,
                        size_t language) {
    TextLook look = page_look(page, TYPE_ITEM, weight, color, language);
    look.style.size =
        fmaxf(page->metrics.min_type, size * page->metrics.unit * page->theme->type_scale);
    look.style.min_size = look.style.size;
    look.style.letter_spacing = size >= 46 ? -0.015f : 0;
    look.style.line_height = 1.15f;
    look.max_lines = 1;
    return look;
}

static float width_of(const Page *page, Str text, const TextLook *look) {
    return ceilf(text_width(page->context->text, text, &look->style));
}

static float line_of(const Page *page, const TextLook *look) {
    return text_line_height(page->context->text, &look->style);
}

static TextLook time_look(const Page *page, ColorRole color) {
    return look_of(page, 46, WEIGHT_BOLD, color, 0);
}

static TextLook room_look(const Page *page, ColorRole color) {
    return look_of(page, 36, WEIGHT_BOLD, color, 0);
}

static Str room_text(const Page *page, const Session *session) {
    return page_rooms(page, session->rooms, session->room_count);
}

static TextLook now_look(const Page *page) {
    return look_of(page, 40, WEIGHT_BOLD, COLOR_ACCENT, 0);
}

static TextLook now_second_look(const Page *page) {
    TextLook look = look_of(page, 28, WEIGHT_BOLD, COLOR_ACCENT, 1);
    look.style.letter_spacing = 0.06f;
    return look;
}

static Str now_second(const Page *page) {
    return str_upper(page->arena, page_second_word(page, STRING_NOW), page_language(page, 1));
}

/* ---- measures ---- */

static float titles_width(const AgendaTable *table) {
    const Page *page = table->page;
    float width = page->body.width - table->time_width - px(page, BAR) - px(page, BAR_GAP);
    return table->is_stacked ? width : width - table->room_width - 2 * px(page, GAP);
}

/* What a row's badge needs at most; 0 for none. */
static float badge_width(const Page *page, const AgendaRow *row) {
    TextLook look = look_of(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    Str badge = page_badge_text(page, row->session, page->room, NULL);
    return badge.len ? px(page, 28 + 16) + width_of(page, badge, &look) : 0;
}

/* In as many lines as the size has. */
static bool is_enough(const AgendaTable *table, const TextLook *look, const AgendaRow *row) {
    const Page *page = table->page;
    float badge = table->is_stacked ? 0 : badge_width(page, row);
    TextBox box = {.width = titles_width(table) - (badge > 0 ? badge + px(page, 24) : 0),
                   .max_lines = look->max_lines};
    Str title = page_text(page, &row->session->title);
    const TextLayout *layout =
        text_layout(page->context->text, page->arena, title, &look->style, &box);
    return !layout->is_cut;
}

static void find_title(AgendaTable *table, const AgendaRow *rows, size_t count) {
    const TitleSize *sizes = table->is_stacked ? STACKED_SIZES
                             : table->is_tight ? TIGHT_SIZES
                                               : WIDE_SIZES;
    size_t size_count = table->is_stacked ? countof(STACKED_SIZES)
                        : table->is_tight ? countof(TIGHT_SIZES)
                                          : countof(WIDE_SIZES);
    for (size_t i = 0; i < size_count; i++) {
        TextLook look = look_of(table->page, sizes[i].size, WEIGHT_BOLD, COLOR_TEXT, 0);
        look.style.line_height = sizes[i].line / sizes[i].size;
        look.max_lines = sizes[i].lines;
        look.is_balanced = true;
        table->title = look;
        table->has_seconds = !table->is_tight && (table->is_stacked || sizes[i].lines == 1) &&
                             page_has_second(table->page);
        bool is_good = true;
        for (size_t k = 0; k < count && is_good; k++)
            is_good = is_enough(table, &look, &rows[k]);
        if (is_good)
            return;
    }
}

/* The least height in which every row has room. */
static float stacked_height(const AgendaTable *table, const AgendaRow *rows, size_t count) {
    const Page *page = table->page;
    TextLook small = look_of(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0);
    float lines = 1, seconds = 0;
    for (size_t i = 0; i < count; i++) {
        if (width_of(page, page_text(page, &rows[i].session->title), &table->title) >
            titles_width(table))
            lines = (float)table->title.max_lines;
        if (table->has_seconds && page_second_text(page, &rows[i].session->title).len)
            seconds = 1;
    }
    return lines * line_of(page, &table->title) + (1 + seconds) * line_of(page, &small) +
           px(page, 36);
}

AgendaTable agenda_table(const Page *page, const AgendaRow *rows, size_t count, bool is_tight) {
    AgendaTable table = {.page = page,
                         .is_tight = is_tight,
                         .is_stacked = page_is_tall(page),
                         .has_rooms =
                             page->room == SCHEDULE_NONE && page->schedule->room_count > 1};
    TextLook time = time_look(page, COLOR_TEXT), room = room_look(page, COLOR_TEXT);
    table.time_width = px(page, table.is_stacked ? 150 : TIME);
    TextLook word = now_look(page), other = now_second_look(page);
    float words = fmaxf(width_of(page, page_word(page, STRING_NOW), &word),
                        width_of(page, now_second(page), &other));
    table.time_width = fmaxf(table.time_width, words + px(page, 12));
    for (size_t i = 0; i < count; i++) {
        table.time_width = fmaxf(
            table.time_width, width_of(page, page_time(page, rows[i].start), &time) + px(page, 20));
        if (table.has_rooms)
            table.room_width =
                fmaxf(table.room_width, width_of(page, room_text(page, rows[i].session), &room));
    }
    table.room_width = fmaxf(px(page, ROOM), fminf(table.room_width, px(page, ROOM_MOST)));
    find_title(&table, rows, count);
    float fixed = px(page, (is_tight ? ROW_TIGHT : ROW) * page->theme->type_scale);
    table.row_height = table.is_stacked ? stacked_height(&table, rows, count) : fixed;
    return table;
}

/* ---- a row's pieces ---- */

static TextLook toned(TextLook look, const Page *page, const AgendaRow *row) {
    if (row->is_past)
        look.color = page_color(page, COLOR_DIM);
    else if (!row->is_held)
        look.color = page_color(page, COLOR_MUTED);
    return look;
}

static Color over(Color ground, Color above, float share) {
    Color mixed = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
        float under = (float)(ground >> shift & 0xFF), color = (float)(above >> shift & 0xFF);
        mixed |= (Color)(under + (color - under) * share + 0.5f) << shift;
    }
    return mixed;
}

/* The plate's colour: as much of "now" as leaves the texts on it readable. */
static Color plate_color(const Page *page) {
    static const ColorRole TEXTS[] = {COLOR_TEXT, COLOR_MUTED, COLOR_ACCENT};
    Color now = page_color(page, COLOR_ACCENT);
    for (int per_cent = 16; per_cent > 0; per_cent -= 2) {
        float share = (float)per_cent / 100;
        bool is_good = true;
        for (size_t i = 0; i < countof(TEXTS); i++)
            for (ColorRole ground = COLOR_BACKGROUND; ground <= COLOR_BACKGROUND_FROM; ground++)
                is_good &= color_contrast(page_color(page, TEXTS[i]),
                                          over(page_color(page, ground), now, share)) >=
                           page->theme->contrast;
        if (is_good)
            return color_fade(now, share);
    }
    return 0;
}

static void add_bar(const Page *page, Layout *layout, Box *parent, const Session *session,
                    float height) {
    Color color = page_color(page, COLOR_LINE);
    if (session->track != SCHEDULE_NONE && page->schedule->tracks[session->track].has_color)
        color = page_area_color(page, page->schedule->tracks[session->track].color);
    float radius = px(page, BAR) / 2;
    box_space(layout, parent,
              (BoxStyle){.width = size_fixed(px(page, BAR)),
                         .height = size_fixed(height),
                         .fill = color,
                         .radius_left = radius,
                         .radius_right = radius});
}

/* "Now", once for all that run; else the start, once for all that begin then. */
static void add_time(const AgendaTable *table, Layout *layout, Box *parent, const AgendaRow *row,
                     const AgendaRow *before) {
    const Page *page = table->page;
    Box *cell = box_column(layout, parent, (BoxStyle){.width = size_fixed(table->time_width)});
    if (row->is_on) {
        if (before && before->is_on)
            return;
        box_text(layout, cell, page_word(page, STRING_NOW), (Position){0}, now_look(page),
                 (BoxStyle){0});
        box_text(layout, cell, now_second(page), (Position){0}, now_second_look(page),
                 (BoxStyle){0});
        return;
    }
    if (row->session->is_all_day) {
        TextLook word = look_of(page, 32, WEIGHT_BOLD, COLOR_GOLD, 0);
        word.max_lines = 2;
        box_text(layout, cell, page_word(page, STRING_ALL_DAY), row->session->at,
                 toned(word, page, row), (BoxStyle){0});
        return;
    }
    if (before && !before->is_on && !before->session->is_all_day && before->start == row->start)
        return;
    box_part(box_text(layout, cell, page_time(page, row->start), row->session->at,
                      toned(time_look(page, COLOR_TEXT), page, row), (BoxStyle){0}),
             PART_TIME);
}

static void add_title(const AgendaTable *table, Layout *layout, Box *parent, const AgendaRow *row) {
    const Page *page = table->page;
    const Localized *title = &row->session->title;
    TextLook look = toned(table->title, page, row);
    look.is_struck = row->session->status == SESSION_CANCELLED;
    box_part(box_text(layout, parent, page_text(page, title), title->at, look,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
}

/* In one line or not at all. */
static void add_second(const AgendaTable *table, Layout *layout, Box *parent,
                       const AgendaRow *row) {
    const Page *page = table->page;
    TextLook second = look_of(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    Str text = page_second_text(page, &row->session->title);
    if (table->has_seconds && width_of(page, text, &second) <= titles_width(table))
        box_text(layout, parent, text, row->session->title.at, toned(second, page, row),
                 (BoxStyle){.can_shrink = true});
}

/* What the words before them need in one line; with a badge more. */
static float words_width(const AgendaTable *table, const AgendaRow *row) {
    const Page *page = table->page;
    TextLook second = look_of(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    float first = width_of(page, page_text(page, &row->session->title), &table->title);
    float badge = badge_width(page, row);
    first += badge > 0 ? px(page, 24) + badge : 0;
    Str other = table->has_seconds ? page_second_text(page, &row->session->title) : (Str){0};
    return fmaxf(first, width_of(page, other, &second));
}

/* Whole names or none; the titles go before them. */
static void add_people(const AgendaTable *table, Layout *layout, Box *parent,
                       const AgendaRow *row) {
    const Page *page = table->page;
    TextLook look = toned(look_of(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0), page, row);
    look.align = ALIGN_END;
    float wide = px(page, PEOPLE);
    if (table->title.max_lines == 1)
        wide = fminf(wide, titles_width(table) - words_width(table, row) - px(page, GAP));
    Str names = page_speakers_within(page, row->session, &look.style, wide);
    if (names.len == 0 || width_of(page, names, &look) > wide)
        return;
    box_part(box_text(layout, parent, names, row->session->at, look, (BoxStyle){0}), PART_PEOPLE);
}

/* "– 12:00" */
static Str end_text(const Page *page, const AgendaRow *row) {
    return str_printf(page->arena, "– %.*s", str_arg(page_time(page, row->end)));
}

/* The room, and under it until when for what runs, else its name in the second language. At a door
 * the end alone. */
static void add_place(const AgendaTable *table, Layout *layout, Box *parent, const AgendaRow *row) {
    const Page *page = table->page;
    Box *cell = box_column(layout, parent,
                           (BoxStyle){.width = size_fixed(table->room_width),
                                      .is_stretched = true,
                                      .is_fitted = true});
    const Session *session = row->session;
    TextLook small = toned(look_of(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 0), page, row);
    small.align = ALIGN_END;
    if (table->has_rooms) {
        TextLook look = toned(room_look(page, COLOR_TEXT), page, row);
        look.align = ALIGN_END;
        look.style.min_size = page->metrics.min_type;
        look.max_lines = session->room_count > 1 ? 2 : 1;
        look.is_balanced = true;
        box_part(box_text(layout, cell, room_text(page, session), session->at, look, (BoxStyle){0}),
                 PART_PLACE);
    }
    if (session->is_all_day)
        return;
    if (!table->has_rooms || row->is_on) {
        box_part(box_text(layout, cell, end_text(page, row), session->at, small, (BoxStyle){0}),
                 row->is_on ? PART_TIME : PART_OTHER);
    } else if (session->room_count == 1 && !table->is_tight) {
        Str second = page_second_text(page, &page->schedule->rooms[session->rooms[0]].name);
        small.style.language = page_language(page, 1);
        small.style.min_size = page->metrics.min_type;
        if (page_fits(page, second, &small, table->room_width))
            box_text(layout, cell, second, session->at, small, (BoxStyle){0});
    }
}

/* ---- rows ---- */

/* The row's box with its time in it. */
static Box *row_begin(const AgendaTable *table, Layout *layout, Box *parent, const AgendaRow *row,
                      const AgendaRow *before) {
    const Page *page = table->page;
    Box *box = box_row(layout, parent,
                       (BoxStyle){.left = px(page, HANG),
                                  .right = px(page, HANG),
                                  .width = size_grow(1),
                                  .height = size_fixed(table->row_height - px(page, 2)),
                                  .cross = PLACE_CENTER});
    page_tag(page, box, row->session, agenda_role(row), page->room);
    add_time(table, layout, box, row, before);
    return box;
}

static void flat_row(const AgendaTable *table, Layout *layout, Box *parent, const AgendaRow *row,
                     const AgendaRow *before) {
    const Page *page = table->page;
    Box *box = row_begin(table, layout, parent, row, before);
    add_bar(page, layout, box, row->session, px(page, 60));
    Box *words = box_column(layout, box,
                            (BoxStyle){.left = px(page, BAR_GAP),
                                       .right = px(page, GAP),
                                       .width = size_grow(1),
                                       .is_fitted = true});
    Box *first = box_row(layout, words, (BoxStyle){.gap = px(page, 24), .cross = PLACE_CENTER});
    add_title(table, layout, first, row);
    /* In a box of its own, so that the title gives way and not the badge. */
    if (badge_width(page, row) > 0)
        page_badge(page, layout, box_row(layout, first, (BoxStyle){0}), row->session, page->room);
    add_second(table, layout, words, row);
    add_people(table, layout, box, row);
    box_space(layout, box, (BoxStyle){.width = size_fixed(px(page, GAP))});
    add_place(table, layout, box, row);
}

static void stacked_row(const AgendaTable *table, Layout *layout, Box *parent, const AgendaRow *row,
                        const AgendaRow *before) {
    const Page *page = table->page;
    Box *box = row_begin(table, layout, parent, row, before);
    add_bar(page, layout, box, row->session, table->row_height - px(page, 44));
    Box *words =
        box_column(layout, box,
                   (BoxStyle){.left = px(page, BAR_GAP), .width = size_grow(1), .is_fitted = true});
    add_title(table, layout, words, row);
    add_second(table, layout, words, row);
    Box *under = box_row(layout, words, (BoxStyle){.gap = px(page, 20), .cross = PLACE_BASELINE});
    TextLook small = toned(look_of(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0), page, row);
    float room = titles_width(table), badge = badge_width(page, row);
    Str end = row->session->is_all_day ? (Str){0} : end_text(page, row);
    Str place = table->has_rooms ? room_text(page, row->session) : (Str){0};
    if (badge > 0) {
        /* In a box of its own, so that the place gives way and not the badge. */
        page_badge(page, layout, box_row(layout, under, (BoxStyle){0}), row->session, page->room);
        room -= badge + px(page, 20);
    }
    float times = width_of(page, end, &small) + px(page, 20);
    if (badge == 0 || (row->is_on && times + width_of(page, place, &small) <= room)) {
        room -= times;
        box_part(box_text(layout, under, end, row->session->at, small, (BoxStyle){0}),
                 row->is_on ? PART_TIME : PART_OTHER);
    }
    Str both = page_join(page, place, page_speakers(page, row->session));
    if (width_of(page, both, &small) > room) { /* the place matters more than the names */
        both = place.len ? place : page_speakers_within(page, row->session, &small.style, room);
        if (!place.len && width_of(page, both, &small) > room)
            return;
    }
    small.style.min_size = page->metrics.min_type;
    box_part(box_text(layout, under, both, row->session->at, small, (BoxStyle){.can_shrink = true}),
             place.len ? PART_PLACE : PART_PEOPLE);
}

static void add_rule(const Page *page, Layout *layout, Box *parent) {
    page_line(
        page, layout,
        box_row(layout, parent,
                (BoxStyle){.width = size_grow(1), .left = px(page, HANG), .right = px(page, HANG)}),
        2);
}

void agenda_rows_draw(const AgendaTable *table, Layout *layout, Box *column, const AgendaRow *rows,
                      size_t count) {
    const Page *page = table->page;
    float radius = px(page, 16);
    Box *plate = NULL;
    for (size_t i = 0; i < count; i++) {
        bool begins = rows[i].is_on && (i == 0 || !rows[i - 1].is_on);
        if (begins)
            plate = box_column(layout, column,
                               (BoxStyle){.width = size_grow(1),
                                          .is_stretched = true,
                                          .fill = plate_color(page),
                                          .radius_left = radius,
                                          .radius_right = radius,
                                          .bar = page_color(page, COLOR_ACCENT),
                                          .bar_width = px(page, BAR)});
        Box *parent = rows[i].is_on ? plate : column;
        (table->is_stacked ? stacked_row : flat_row)(table, layout, parent, &rows[i],
                                                     i ? &rows[i - 1] : NULL);
        if (i + 1 == count)
            break;
        if (rows[i].is_on != rows[i + 1].is_on) /* the plate has an edge of its own */
            box_space(layout, column, (BoxStyle){.height = size_fixed(px(page, 2))});
        else
            add_rule(page, layout, parent);
    }
}
