/* partners.c: the partner wall: tiers of tiles, in pages when there are too many. */
#include <math.h>

#include "base/case.h"
#include "views/page.h"

/* Tiles of the first, second and later tiers: on the canvas. */
static const struct {
    float height;
    int32_t columns; /* at most, in landscape */
    TypeRole type;
} RANKS[] = {
    {240, 3, TYPE_HEADING},
    {176, 5, TYPE_LEAD},
    {144, 6, TYPE_ITEM},
};

typedef struct {
    size_t tier;
    size_t first, count; /* partners of one row of tiles */
    bool has_label;      /* the tier's name stands above it */
    float height;        /* of the tiles */
    float padding;       /* at both sides of a name */
} WallRow;

typedef struct {
    WallRow *rows;
    size_t count;
    size_t *page_ends; /* index behind each page's last row */
    size_t pages;
} Wall;

enum { TILE_GAP = 24, TILE_PADDING = 32 };

static size_t rank_of(size_t tier) {
    return tier < countof(RANKS) ? tier : countof(RANKS) - 1;
}

static int32_t columns_of(const Page *page, size_t tier) {
    int32_t columns = RANKS[rank_of(tier)].columns;
    switch (page->metrics.shape) {
    case SHAPE_PORTRAIT:
        return 2;
    case SHAPE_SQUARE:
        return columns > 3 ? columns - 2 : 2;
    case SHAPE_LANDSCAPE:
        return columns;
    case SHAPE_WIDE:
        return columns + 3;
    case SHAPE_STRIP:
        return columns + 2;
    }
    return columns;
}

static float label_height(const Page *page) {
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_GOLD, 0);
    look.style.size = fmaxf(page->metrics.min_type, 32 * page->metrics.unit);
    return ceilf(text_line_height(page->context->text, &look.style)) + px(page, 34 + 18);
}

static float heading_height(const Page *page) {
    if (page->metrics.shape == SHAPE_STRIP)
        return 0;
    TextLook look = page_look(page, TYPE_SUBTITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    return ceilf(text_line_height(page->context->text, &look.style));
}

static float row_height(const Page *page, const WallRow *row) {
    return row->height + (row->has_label ? label_height(page) : px(page, 24));
}

/* What a name may be wide in a row of so many tiles. */
static float name_width(const Page *page, size_t tiles, float padding) {
    float gaps = (float)(tiles - 1) * px(page, TILE_GAP);
    return (page->body.width - gaps) / (float)tiles - 2 * padding;
}

/* A wordmark: the name, set to the tile. */
static TextLook wordmark_look(const Page *page, size_t tier) {
    TextLook look = page_look(page, RANKS[rank_of(tier)].type, WEIGHT_BOLD, COLOR_ON_TILE, 0);
    look.style.letter_spacing = -0.01f;
    look.style.line_height = 1.2f;
    look.is_balanced = true;
    look.max_lines = 2;
    look.align = ALIGN_CENTER;
    return look;
}

/* Each of a tier's names is whole in rows of so many tiles, and each of its words, if it is small.
 */
static bool names_fit(const Page *page, size_t tier, size_t tiles, float padding) {
    const Tier *t = &page->schedule->tiers[tier];
    float width = name_width(page, tiles, padding);
    TextLook look = wordmark_look(page, tier);
    look.style.size = look.style.min_size = page->metrics.min_type;
    for (size_t i = 0; i < t->partner_count; i++) {
        const Partner *partner = &page->schedule->partners[t->first_partner + i];
        Str name = page_text(page, &partner->name);
        if (!page_picture(page, partner->logo).len &&
            (!page_fits(page, name, &look, width) ||
             text_min_width(page->context->text, name, &look.style) > width))
            return false;
    }
    return true;
}

/* Rows of like length, the longer ones first, in which no tile stands alone: 7 in columns of at
 * most 5 become 4 and 3, 9 become 5 and 4; 5 in columns of at most 2 become 3 and 2. Names stand
 * nearer to the tile's edge, and there are more rows, where one would have no room otherwise. */
static void add_tier(const Page *page, Wall *wall, size_t tier, float scale) {
    const Tier *t = &page->schedule->tiers[tier];
    size_t most = (size_t)columns_of(page, tier), count = t->partner_count;
    size_t lines = (count + most - 1) / most;
    if (lines > count / 2 && count > 1)
        lines = count / 2;
    float padding = px(page, TILE_PADDING);
    bool fits = false;
    for (size_t try = lines * 2; try / 2 <= count / 2 && !fits; try++) {
        size_t more = try / 2;
        float pad = px(page, try % 2 ? TILE_PADDING / 2 : TILE_PADDING);
        fits = names_fit(page, tier, (count + more - 1) / more, pad);
        if (fits) {
            lines = more;
            padding = pad;
        }
    }
    for (size_t line = 0, done = 0; line < lines; line++) {
        size_t length = count / lines + (line < count % lines ? 1 : 0);
        wall->rows[wall->count++] = (WallRow){
            .tier = tier,
            .first = t->first_partner + done,
            .count = length,
            .has_label = line == 0,
            .height = px(page, RANKS[rank_of(tier)].height * scale),
            .padding = padding,
        };
        done += length;
    }
}

static void paginate(const Page *page, Wall *wall, float room) {
    float used = 0;
    wall->pages = 0;
    for (size_t i = 0; i < wall->count; i++) {
        float height = row_height(page, &wall->rows[i]);
        bool is_first = used <= 0;
        /* A label never stands at the foot of a page: rows carry theirs with them. */
        if (!is_first && used + height > room) {
            wall->page_ends[wall->pages++] = i;
            wall->rows[i].has_label = true;
            used = 0;
            height = row_height(page, &wall->rows[i]);
        }
        used += height;
    }
    if (wall->count)
        wall->page_ends[wall->pages++] = wall->count;
}

/* The largest tiles that fit on one page; small ones, in pages, when none do. */
static Wall wall_create(const Page *page) {
    static const float SCALES[] = {1.12f, 1.06f, 1,    0.95f, 0.9f,  0.86f, 0.82f,
                                   0.78f, 0.74f, 0.7f, 0.66f, 0.62f, 0.58f, 0.72f};
    const Schedule *schedule = page->schedule;
    Wall wall = {0};
    wall.rows = arena_new(page->arena, WallRow, schedule->partner_count);
    wall.page_ends = arena_new(page->arena, size_t, schedule->partner_count + 1);
    float room = page->body.height - heading_height(page);
    for (size_t i = 0; i < countof(SCALES); i++) {
        wall.count = 0;
        for (size_t tier = 0; tier < schedule->tier_count; tier++)
            add_tier(page, &wall, tier, SCALES[i]);
        bool is_last = i + 1 == countof(SCALES);
        paginate(page, &wall, is_last ? room - px(page, 60) : room);
        if (wall.pages <= 1)
            break;
    }
    return wall;
}

size_t partners_page_count(Page *page) {
    if (!page->schedule || page->schedule->partner_count == 0)
        return 1;
    return wall_create(page).pages;
}

void partners_on_page(Page *page, size_t index, size_t *first, size_t *count) {
    *first = *count = 0;
    if (!page->schedule || page->schedule->partner_count == 0)
        return;
    Wall wall = wall_create(page);
    if (index >= wall.pages)
        return;
    const WallRow *begin = &wall.rows[index ? wall.page_ends[index - 1] : 0];
    const WallRow *last = &wall.rows[wall.page_ends[index] - 1];
    *first = begin->first;
    *count = last->first + last->count - begin->first;
}

static StringId tier_word(Str id) {
    static const struct {
        const char *id;
        StringId word;
    } WORDS[] = {
        {"platinum", STRING_TIER_PLATINUM}, {"gold", STRING_TIER_GOLD},
        {"silver", STRING_TIER_SILVER},     {"bronze", STRING_TIER_BRONZE},
        {"founding", STRING_TIER_FOUNDING}, {"community", STRING_TIER_COMMUNITY},
        {"media", STRING_TIER_MEDIA},
    };
    for (size_t i = 0; i < countof(WORDS); i++)
        if (str_equal_c(id, WORDS[i].id))
            return WORDS[i].word;
    return STRING_COUNT;
}

static void tier_label(const Page *page, Layout *layout, Box *parent, size_t index) {
    const Tier *tier = &page->schedule->tiers[index];
    Str first = page_text(page, &tier->title), second = page_second_text(page, &tier->title);
    StringId word = tier_word(tier->id);
    if (!first.len && word != STRING_COUNT) {
        first = page_word(page, word);
        second = page_second_word(page, word);
    }
    if (!first.len)
        first = tier->id;
    Box *row = box_row(layout, parent,
                       (BoxStyle){.width = size_grow(1),
                                  .gap = px(page, 20),
                                  .cross = PLACE_CENTER,
                                  .top = px(page, 34),
                                  .bottom = px(page, 18)});
    Box *words = box_row(layout, row, (BoxStyle){.gap = px(page, 14), .cross = PLACE_BASELINE});
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_BOLD, COLOR_GOLD, 0);
    look.style.size = fmaxf(page->metrics.min_type, 32 * page->metrics.unit);
    look.style.letter_spacing = 0.03f;
    look.max_lines = 1;
    box_text(layout, words, first, tier->title.at, look, (BoxStyle){.can_shrink = true});
    look.style.weight = WEIGHT_SEMIBOLD;
    look.style.letter_spacing = 0.1f;
    look.style.language = page_language(page, 1);
    second = str_upper(page->arena, second, look.style.language);
    box_text(layout, words, second, tier->title.at, look, (BoxStyle){.can_shrink = true});
    page_line(page, layout, row, 2);
}

/* The largest size, down to `least`, at which each name of the row is whole in that many lines. */
static float wordmark_fit(const Page *page, const WallRow *row, TextLook look, int32_t lines,
                          float least) {
    enum { STEPS = 12 };
    float width = name_width(page, row->count, row->padding);
    float wanted = look.style.size, size = wanted;
    look.max_lines = lines;
    for (size_t i = 0; i < row->count; i++) {
        const Partner *partner = &page->schedule->partners[row->first + i];
        if (page_picture(page, partner->logo).len)
            continue;
        look.style.size = look.style.min_size = size;
        while (size > least && !page_fits(page, page_text(page, &partner->name), &look, width)) {
            size = fmaxf(least, size - wanted / STEPS / 2);
            look.style.size = look.style.min_size = size;
        }
    }
    return size;
}

/* The wordmarks of a row share one size: the largest at which each stands on one line, unless that
 * would be less than what two lines could bear. */
static float wordmark_size(const Page *page, const WallRow *row, TextLook look) {
    float wanted = fmaxf(page->metrics.min_type, row->height * 0.27f);
    float least = fmaxf(page->metrics.min_type, wanted * 0.6f);
    look.style.size = wanted;
    float one = wordmark_fit(page, row, look, 1, least);
    return one >= wanted * 0.85f ? one : wordmark_fit(page, row, look, 2, least);
}

static void tile(const Page *page, Layout *layout, Box *parent, const Partner *partner,
                 const WallRow *row) {
    float radius = px(page, page->theme->radius), pad = row->padding;
    Str logo = page_picture(page, partner->logo);
    if (logo.len) {
        page_logo_tile(page, layout, parent, logo,
                       (BoxStyle){.width = size_grow(1), .height = size_fixed(row->height)},
                       row->height);
        return;
    }
    Box *box = box_column(layout, parent,
                          (BoxStyle){.width = size_grow(1),
                                     .height = size_fixed(row->height),
                                     .left = pad,
                                     .right = pad,
                                     .main = PLACE_CENTER,
                                     .cross = PLACE_CENTER,
                                     .is_fitted = true,
                                     .fill = page_color(page, COLOR_TILE),
                                     .radius_left = radius,
                                     .radius_right = radius});
    TextLook look = wordmark_look(page, row->tier);
    look.style.size = wordmark_size(page, row, look);
    look.style.min_size = page->metrics.min_type;
    look.spare_lines = 1;
    box_text(layout, box, page_text(page, &partner->name), partner->name.at, look, (BoxStyle){0});
}

static void wall_row(const Page *page, Layout *layout, Box *parent, const WallRow *row) {
    if (row->has_label)
        tier_label(page, layout, parent, row->tier);
    Box *tiles =
        box_row(layout, parent, (BoxStyle){.width = size_grow(1), .gap = px(page, TILE_GAP)});
    if (!row->has_label)
        box_space_above(tiles, px(page, 24));
    for (size_t i = 0; i < row->count; i++)
        tile(page, layout, tiles, &page->schedule->partners[row->first + i], row);
}

static void wall_heading(const Page *page, Layout *layout, Box *parent) {
    if (page->metrics.shape == SHAPE_STRIP)
        return;
    Box *row = box_row(layout, parent, (BoxStyle){.gap = px(page, 24), .cross = PLACE_BASELINE});
    TextLook first = page_look(page, TYPE_SUBTITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    first.max_lines = 1;
    const Localized *title = &page->schedule->display.partners_title;
    bool is_said = title->count > 0;
    box_text(layout, row, is_said ? page_text(page, title) : page_word(page, STRING_PARTNERS),
             title->at, first, (BoxStyle){.can_shrink = true});
    TextLook second = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    second.max_lines = 1;
    box_text(layout, row,
             is_said ? page_second_text(page, title) : page_second_word(page, STRING_PARTNERS),
             title->at, second, (BoxStyle){.can_shrink = true});
}

void view_partners(Page *page) {
    if (!page->schedule || page->schedule->partner_count == 0) {
        view_state(page);
        return;
    }
    page_strip_clock(page);
    Wall wall = wall_create(page);
    size_t index = page_index(page, wall.pages);
    size_t first = index ? wall.page_ends[index - 1] : 0;
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    wall_heading(page, &layout, column);
    for (size_t i = first; i < wall.page_ends[index]; i++)
        wall_row(page, &layout, column, &wall.rows[i]);
    box_space_above(page_dots(page, &layout, column, index, wall.pages, 12, COLOR_GOLD),
                    px(page, 28));
    page_draw(page, &layout, page->body);
}
