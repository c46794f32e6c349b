/* feed.c: a page of news from elsewhere: up to three items side by side, or one under the other on
 * what is tall, each with its picture, its words, and who wrote it when. Beside that stands the
 * number that staff hide it by: whoever sees what must not be seen reads it off the screen. */
#include <math.h>

#include "schedule/feeds.h"
#include "views/page.h"

/* How large the words are, by what there is room for. */
typedef struct {
    float title, text;
} FeedPlan;

static const FeedPlan PLANS[] = {{64, 46}, {54, 40}, {46, 36}, {40, 32}, {36, 28}};

#define TEXT_LINE 1.3f

enum { TITLE_LINES = 3, TEXT_LINES = 20 };

/* ---- one item ------------------------------------------------------------------------------- */

static TextLook title_look(const Page *page, const FeedPlan *plan) {
    TextLook look = page_type(page, plan->title, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.line_height = 1.14f;
    look.max_lines = TITLE_LINES;
    return look;
}

static TextLook words_look(const Page *page, const FeedPlan *plan, bool is_alone) {
    TextLook look = page_type(page, plan->text, is_alone ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR,
                              is_alone ? COLOR_TEXT : COLOR_MUTED, 0);
    look.style.line_height = TEXT_LINE;
    look.max_lines = TEXT_LINES;
    return look;
}

/* "Ada Lovelace · 14:05", and the number at the other end. */
static void put_foot(const Page *page, Layout *layout, Box *column, const NewsItem *item,
                     float width) {
    TextLook look = page_type(page, 28, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    TextLook number = page_type(page, 28, WEIGHT_REGULAR, COLOR_DIM, 0);
    Str sign = str_printf(page->arena, "#%d", item->number);
    Str time = item->at == INSTANT_NEVER ? (Str){0} : page_day_time(page, item->at);
    float left = width - page_width(page, sign, &number) - dp(page, 16);
    float others = time.len ? page_width(page, page_join(page, str_from("."), time), &look) : 0;
    Str who = item->author;
    if (page_width(page, page_join(page, who, time), &look) >
        left) /* a letter or two say nothing */
        who = left - others > dp(page, 120) ? page_first_words(page, who, &look, left - others)
                                            : (Str){0};
    Box *row = box_row(layout, column, (BoxStyle){.width = size_grow(1), .cross = PLACE_BASELINE});
    box_text(layout, row, page_join(page, who, time), (Position){0}, look,
             (BoxStyle){.can_shrink = true});
    box_space(layout, row, (BoxStyle){.width = size_grow(1)});
    box_text(layout, row, sign, (Position){0}, number, (BoxStyle){0});
}

static Layout words_of(const Page *page, const NewsItem *item, const FeedPlan *plan, Str title,
                       Str text, float width) {
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    box_text(&layout, column, title, (Position){0}, title_look(page, plan), (BoxStyle){0});
    box_space_above(box_text(&layout, column, text, (Position){0},
                             words_look(page, plan, !title.len), (BoxStyle){0}),
                    title.len ? dp(page, 12) : 0);
    /* Beside others the feet are in one line; under others each belongs to its words. */
    Size gap = page_is_tall(page) ? size_fixed(dp(page, 20)) : size_grow(1);
    box_space(&layout, column, (BoxStyle){.height = gap, .min_height = dp(page, 12)});
    put_foot(page, &layout, column, item, width);
    return layout;
}

/* The first of the plans in which all of it fits; as many as there are: in none. */
static size_t first_fitting(const Page *page, const NewsItem *item, Rect bounds) {
    for (size_t step = 0; step < countof(PLANS); step++) {
        Layout layout = words_of(page, item, &PLANS[step], item->title, item->text, bounds.width);
        if (layout_height(&layout, bounds.width) <= bounds.height && !layout_is_cut(&layout))
            return step;
    }
    return countof(PLANS);
}

/* As large as the plan says; when it is the last one and not even that fits, as much as fits. */
static void draw_words(Page *page, const NewsItem *item, size_t step, Rect bounds) {
    if (step < countof(PLANS)) {
        Layout layout = words_of(page, item, &PLANS[step], item->title, item->text, bounds.width);
        page_draw(page, &layout, bounds);
        return;
    }
    const FeedPlan *plan = &PLANS[countof(PLANS) - 1];
    TextLook head = title_look(page, plan), look = words_look(page, plan, !item->title.len);
    Str title =
        item->title.len ? page_first_words(page, item->title, &head, bounds.width) : (Str){0};
    Layout bare = words_of(page, item, plan, title, (Str){0}, bounds.width);
    float left = bounds.height - layout_height(&bare, bounds.width) - dp(page, 12);
    look.max_lines = (int32_t)floorf(left / (dp(page, plan->text) * TEXT_LINE));
    Str text = look.max_lines > 0 && item->text.len
                   ? page_first_words(page, item->text, &look, bounds.width)
                   : (Str){0};
    Layout layout = words_of(page, item, plan, title, text, bounds.width);
    page_draw(page, &layout, bounds);
}

static void draw_picture(Page *page, Str picture, Rect bounds) {
    Layout layout = page_layout(page);
    Box *box = box_column(&layout, NULL, (BoxStyle){0});
    box_photo(&layout, box, IMAGE_SCHEDULE, picture,
              (BoxStyle){.width = size_fixed(bounds.width),
                         .height = size_fixed(bounds.height),
                         .radius_left = dp(page, 16),
                         .radius_right = dp(page, 16)});
    page_draw(page, &layout, bounds);
}

/* Where an item's two parts stand. */
typedef struct {
    const NewsItem *item;
    Str picture; /* empty: it has none that can be drawn */
    Rect image, words;
} Placed;

/* The picture above the words, or before them where the item is wide. */
static Placed place_item(const Page *page, const NewsItem *item, Rect bounds) {
    Str picture = item->picture.len ? page_picture(page, item->picture) : (Str){0};
    float gap = dp(page, 24);
    Rect image = bounds, words = bounds;
    if (picture.len == 0)
        return (Placed){.item = item, .words = words};
    if (bounds.width > bounds.height * 1.2f) {
        image.width = roundf(fminf(bounds.height * 1.2f, bounds.width * 0.36f));
        words.width -= image.width + gap;
        if (page_is_mirrored(page))
            image.x += words.width + gap;
        else
            words.x += image.width + gap;
    } else {
        image.height = roundf(fminf(bounds.width * 9 / 16, bounds.height * 0.5f));
        words.y += image.height + gap;
        words.height -= image.height + gap;
    }
    return (Placed){item, picture, image, words};
}

/* Those of a page look like each other: none is larger by more than a step than the smallest. */
static void draw_items(Page *page, const Placed *placed, size_t count) {
    size_t steps[FEED_PAGE_ITEMS], last = 0;
    for (size_t i = 0; i < count; i++) {
        steps[i] = first_fitting(page, placed[i].item, placed[i].words);
        last = steps[i] > last ? steps[i] : last;
    }
    for (size_t i = 0; i < count; i++) {
        size_t step = steps[i] + 1 < last ? last - 1 : steps[i];
        if (placed[i].picture.len)
            draw_picture(page, placed[i].picture, placed[i].image);
        draw_words(page, placed[i].item, step, placed[i].words);
    }
}

/* ---- the page ------------------------------------------------------------------------------- */

/* What it is about, over the items; takes its height off `body`. */
static void draw_heading(Page *page, const SlideContent *slide, Rect *body) {
    if (page->metrics.shape == SHAPE_STRIP)
        return;
    Str first = slide->heading.count ? page_text(page, &slide->heading) : slide->feed->title;
    Str second = slide->heading.count && page_has_second(page)
                     ? page_second_text(page, &slide->heading)
                     : (Str){0};
    TextLook look = page_type(page, 46, WEIGHT_BOLD, COLOR_ACCENT, 0);
    Str text = page_first_words(page, page_join(page, first, second), &look, body->width);
    if (text.len == 0)
        return;
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    box_text(&layout, column, text, slide->heading.at, look, (BoxStyle){0});
    float height = ceilf(layout_height(&layout, body->width)), gap = dp(page, 32);
    page_draw(page, &layout, (Rect){body->x, body->y, body->width, height});
    body->y += height + gap;
    body->height -= height + gap;
}

static void identify(Page *page, const NewsFeed *feed, const size_t *items, size_t count) {
    uint64_t hash = STR_HASH_SEED;
    for (size_t i = 0; i < count; i++) {
        const NewsItem *item = &feed->items[items[i]];
        hash = str_hash(hash, item->id.s, item->id.len);
        hash = str_hash(hash, item->title.s, item->title.len);
        hash = str_hash(hash, item->text.s, item->text.len);
    }
    scene_identify(page->scene, &hash, sizeof hash);
}

void view_feed(Page *page, const SlideContent *slide) {
    size_t items[FEED_PAGE_ITEMS];
    Instant at = page->context->at;
    size_t count = feed_page_items(slide->feed, slide->feed_page, at, items);
    if (count == 0) {
        view_state(page);
        return;
    }
    identify(page, slide->feed, items, count);
    scene_changes_at(page->scene, feed_page_changes(slide->feed, slide->feed_page, at));
    page_strip_clock(page);
    Rect body = page->body;
    draw_heading(page, slide, &body);
    bool is_tall = page_is_tall(page), is_mirrored = page_is_mirrored(page);
    float gap = dp(page, is_tall ? 40 : 64), places = (float)FEED_PAGE_ITEMS;
    if (count < FEED_PAGE_ITEMS && !is_tall)
        places = fmaxf(2, (float)count); /* one alone is not as wide as a wall */
    float length = is_tall ? body.height : body.width;
    float side = floorf((length - (places - 1) * gap) / places);
    Placed placed[FEED_PAGE_ITEMS];
    for (size_t i = 0; i < count; i++) {
        float offset = (float)i * (side + gap);
        Rect bounds = is_tall ? (Rect){body.x, body.y + offset, body.width, side}
                              : (Rect){body.x + offset, body.y, side, body.height};
        if (!is_tall && is_mirrored)
            bounds.x = body.x + body.width - offset - side;
        if (i > 0 && is_tall)
            scene_rect(page->scene,
                       (Rect){body.x, roundf(bounds.y - gap / 2), body.width, dp(page, 2)},
                       page_color(page, COLOR_LINE), 0);
        placed[i] = place_item(page, &slide->feed->items[items[i]], bounds);
    }
    draw_items(page, placed, count);
}
