/* ribbon.c: what was and comes around now as a row of blocks, with the hours under it. */
#include <math.h>
#include <stdlib.h>

#include "views/memo.h"

/* Of the design: a block, the line that stands for one without a label, the cursor's marks. */
enum { BLOCK = 76, THIN = 8, HOURS_GAP = 10, MARK = 16, MARK_WIDTH = 6, LABEL_LEAST = 96 };

/* So much before and after now; less where sessions are short. */
#define BEFORE       (60 * MILLIS_MINUTE)
#define AFTER        (180 * MILLIS_MINUTE)
#define BEFORE_SHORT (30 * MILLIS_MINUTE)
#define AFTER_SHORT  (90 * MILLIS_MINUTE)
#define SHORT        (35 * MILLIS_MINUTE)

/* Height that the ribbon wants; 0 on screens that have none. */
static float ribbon_height(const Page *page) {
    if (page->metrics.shape == SHAPE_STRIP || page_is_tall(page))
        return 0;
    if (!page->schedule || !schedule_day_has_sessions(page->schedule, page->room, &page->day))
        return 0;
    TextLook hour = page_type(page, 28, WEIGHT_REGULAR, COLOR_DIM, 0);
    return dp(page, BLOCK + HOURS_GAP) + ceilf(text_line_height(page->context->text, &hour.style));
}

typedef struct {
    Page *page;
    Rect bounds;
    Instant from, until;
} Ribbon;

static float x_of(const Ribbon *ribbon, Instant at) {
    return ribbon->bounds.x + ribbon->bounds.width * (float)(at - ribbon->from) /
                                  (float)(ribbon->until - ribbon->from);
}

/* Where a part of the ribbon stands on the page: days run from the right in mirrored ones. */
static Rect on_page(const Ribbon *ribbon, Rect part) {
    if (page_is_mirrored(ribbon->page))
        part.x = 2 * ribbon->bounds.x + ribbon->bounds.width - part.x - part.width;
    return part;
}

static int by_length(const void *a, const void *b) {
    const Session *x = *(const Session *const *)a, *y = *(const Session *const *)b;
    Millis left = x->end - x->start, right = y->end - y->start;
    return left < right ? -1 : left > right;
}

/* Of the middle one of the sessions. */
static Millis usual_length(const Page *page, const Session *const *sessions, size_t count) {
    const Session **sorted = arena_new(page->arena, const Session *, count);
    for (size_t i = 0; i < count; i++)
        sorted[i] = sessions[i];
    qsort(sorted, count, sizeof *sorted, by_length);
    return count ? sorted[count / 2]->end - sorted[count / 2]->start : 0;
}

/* Sessions of the door's room on the day, without those that moved away. */
static size_t gather(const Page *page, const Session ***out) {
    size_t count = 0, day_count;
    const size_t *day = page_day_sessions(page, &day_count);
    *out = arena_new(memo_arena(page), const Session *, day_count);
    for (size_t i = 0; i < day_count; i++) {
        const Session *session = &page->schedule->sessions[day[i]];
        if (!session->is_all_day && session_takes_place(session, page->room))
            (*out)[count++] = session;
    }
    return count;
}

/* Its words in at most two lines of like length, within `width`; empty when too little of them is
 * left to say anything, or a word would have to be broken. */
static Str label_within(const Page *page, const Session *session, const TextLook *look,
                        float width) {
    Str title = page_text(page, &session->title);
    Str label = page_first_words(page, title, look, width);
    if (text_min_width(page->context->text, label, &look->style) > width)
        return (Str){0};
    bool is_whole = str_equal(label, title);
    return is_whole || page_width(page, label, look) >= dp(page, LABEL_LEAST) ? label : (Str){0};
}

static void block_label(const Ribbon *ribbon, const Session *session, Rect block,
                        const TextLook *look, Str label, SceneRole role) {
    const Page *page = ribbon->page;
    float pad = dp(page, 16);
    TextBox box = {
        .width = block.width - 2 * pad, .max_lines = look->max_lines, .is_balanced = true};
    const TextLayout *layout =
        text_layout(page->context->text, page->arena, label, &look->style, &box);
    if (layout->is_rtl != page_is_mirrored(page)) { /* all labels begin at the page's side */
        box.align = ALIGN_END;
        layout = text_layout(page->context->text, page->arena, label, &look->style, &box);
    }
    if (layout->height > block.height && box.max_lines > 1) { /* scripts that are tall */
        box.max_lines = 1;
        layout = text_layout(page->context->text, page->arena, label, &look->style, &box);
    }
    float y = block.y + (block.height - layout->height) / 2;
    scene_text(page->scene, roundf(on_page(ribbon, block).x + pad), roundf(y), layout, look->color,
               (Str){0}, session->title.at);
    scene_tag(page->scene, (SceneTag){.role = role,
                                      .part = PART_LABEL,
                                      .session = (size_t)(session - page->schedule->sessions),
                                      .room = page->room});
}

typedef struct {
    const Session *session;
    float x, end;
    bool is_next;
} Block;

static void draw_block(const Ribbon *ribbon, const Block *place) {
    const Page *page = ribbon->page;
    const Session *session = place->session;
    Instant at = page->context->at;
    bool is_next = place->is_next;
    Rect block = {place->x, ribbon->bounds.y, place->end - place->x, dp(page, BLOCK)};
    bool is_past = at >= session->end, is_on = !is_past && at >= session->start;
    TextLook look = page_type(page, 28, is_on ? WEIGHT_BOLD : WEIGHT_REGULAR,
                              is_on     ? COLOR_ON_ACCENT
                              : is_past ? COLOR_DIM
                              : is_next ? COLOR_TEXT
                                        : COLOR_MUTED,
                              0);
    look.style.line_height = 1.14f;
    look.max_lines = 2;
    look.is_balanced = true;
    Color fill = page_color(page, is_on ? COLOR_ACCENT : COLOR_PANEL);
    Color border = page_color(page, is_on ? COLOR_ACCENT : is_next ? COLOR_NEXT : COLOR_LINE);
    float radius = dp(page, 8), inner = block.width - 2 * dp(page, 16);
    Str label = inner > look.style.size ? label_within(page, session, &look, inner) : (Str){0};
    if (!label.len) { /* a line, as thick as it has to be to be seen */
        float height = dp(page, THIN);
        block.y += roundf((block.height - height) / 2);
        block.height = height;
        scene_rect(page->scene, on_page(ribbon, block), border, height / 2);
        return;
    }
    scene_frame(page->scene, on_page(ribbon, block), is_past ? 0 : fill, radius, radius, border,
                dp(page, 2));
    block_label(ribbon, session, block, &look, label,
                is_on     ? ROLE_NOW
                : is_past ? ROLE_GONE
                : is_next ? ROLE_NEXT
                          : ROLE_LATER);
}

/* The finest step of the hours whose labels keep clear of each other. */
static Millis hour_step(const Ribbon *ribbon, float label_width) {
    static const int32_t MINUTES[] = {15, 30, 60, 120, 180, 240, 360, 720};
    float per_minute =
        ribbon->bounds.width / ((float)(ribbon->until - ribbon->from) / (float)MILLIS_MINUTE);
    for (size_t i = 0; i < countof(MINUTES); i++)
        if ((float)MINUTES[i] * per_minute > label_width * 2)
            return MINUTES[i] * MILLIS_MINUTE;
    return 1440 * MILLIS_MINUTE;
}

static void draw_hours(const Ribbon *ribbon) {
    const Page *page = ribbon->page;
    TextLook look = page_type(page, 28, WEIGHT_REGULAR, COLOR_DIM, 0);
    float width = text_width(page->context->text, page_time(page, ribbon->from), &look.style);
    Millis step = hour_step(ribbon, width);
    /* Steps are counted from the local midnight, so that they fall on full hours there. */
    const Zone *zone = page->schedule->event.zone;
    Instant midnight = zone_instant(zone, zone_local(zone, ribbon->from).date, 0, NULL);
    Instant first = midnight + (ribbon->from - midnight + step - 1) / step * step;
    for (Instant at = first; at <= ribbon->until; at += step) {
        TextBox box = {.max_lines = 1};
        const TextLayout *label =
            text_layout(page->context->text, page->arena, page_time(page, at), &look.style, &box);
        float x = x_of(ribbon, at) - label->width / 2;
        if (x < ribbon->bounds.x || x + label->width > ribbon->bounds.x + ribbon->bounds.width)
            continue;
        x = on_page(ribbon, (Rect){x, 0, label->width, 0}).x;
        scene_text(page->scene, roundf(x), roundf(ribbon->bounds.y + dp(page, BLOCK + HOURS_GAP)),
                   label, look.color, (Str){0}, (Position){0});
    }
}

/* Two ticks, above and below the blocks: a line through would cut the title that is running. */
static void draw_cursor(const Ribbon *ribbon) {
    const Page *page = ribbon->page;
    Instant at = page_next_minute(page) - MILLIS_MINUTE;
    if (at < ribbon->from || at > ribbon->until)
        return;
    float width = dp(page, MARK_WIDTH), height = dp(page, MARK);
    float x = roundf(x_of(ribbon, at) - width / 2);
    x = on_page(ribbon, (Rect){x, 0, width, 0}).x;
    float below = ribbon->bounds.y + dp(page, BLOCK);
    Color color = page_color(page, COLOR_TEXT);
    scene_rect(page->scene, (Rect){x, ribbon->bounds.y - height, width, height}, color, width / 2);
    scene_rect(page->scene, (Rect){x, below, width, height}, color, width / 2);
}

/* What stands in the ribbon; the same for all pages of a moment that have it in one place. */
typedef struct {
    Ribbon ribbon; /* but for the page */
    Block *blocks;
    size_t count;
} Blocks;

/* Those of the sessions that have a place in it. */
static void place_blocks(Blocks *made, const Session *const *sessions, size_t count) {
    const Ribbon *ribbon = &made->ribbon;
    const Page *page = ribbon->page;
    Rect bounds = ribbon->bounds;
    Instant next = INSTANT_NEVER;
    for (size_t i = 0; i < count; i++)
        if (sessions[i]->start > page->context->at)
            next = instant_min(next, sessions[i]->start);
    made->blocks = arena_new(memo_arena(page), Block, count);
    for (size_t i = 0; i < count; i++) {
        const Session *session = sessions[i];
        float right = bounds.x + bounds.width;
        if (i + 1 < count) /* sessions that overlap are cut at the next one's start */
            right = fmaxf(x_of(ribbon, session->start) + 2,
                          x_of(ribbon, sessions[i + 1]->start) - dp(page, 8));
        float x = fmaxf(roundf(x_of(ribbon, session->start)), bounds.x);
        float end = fminf(roundf(x_of(ribbon, session->end)) - dp(page, 8), right);
        end = fminf(end, bounds.x + bounds.width);
        if (end - x >= dp(page, 4))
            made->blocks[made->count++] =
                (Block){.session = session, .x = x, .end = end, .is_next = session->start == next};
    }
}

static bool are_same_bounds(Rect a, Rect b) {
    return a.x == b.x && a.y == b.y && a.width == b.width && a.height == b.height;
}

static Blocks *blocks_of(Page *page, Rect bounds) {
    void **kept = memo_kept(page, MEMO_RIBBON);
    Blocks *former = kept ? *kept : NULL;
    if (former && are_same_bounds(former->ribbon.bounds, bounds))
        return former;
    Blocks *made = arena_new(memo_arena(page), Blocks, 1);
    const Session **sessions;
    size_t count = gather(page, &sessions);
    bool is_short = usual_length(page, sessions, count) < SHORT;
    Instant now = page_next_minute(page) - MILLIS_MINUTE;
    made->ribbon = (Ribbon){.page = page,
                            .bounds = bounds,
                            .from = now - (is_short ? BEFORE_SHORT : BEFORE),
                            .until = now + (is_short ? AFTER_SHORT : AFTER)};
    place_blocks(made, sessions, count);
    if (kept)
        *kept = made;
    return made;
}

static void ribbon_draw(Page *page, Rect bounds) {
    const Blocks *made = blocks_of(page, bounds);
    Ribbon ribbon = made->ribbon;
    ribbon.page = page;
    for (size_t i = 0; i < made->count; i++)
        draw_block(&ribbon, &made->blocks[i]);
    draw_hours(&ribbon);
    draw_cursor(&ribbon);
    scene_changes_at(page->scene, page_next_minute(page));
}

/* The cursor's upper mark stands in it. */
static float gap_above(const Page *page) {
    return dp(page, MARK + 16);
}

float page_ribbon_height(const Page *page) {
    float height = ribbon_height(page);
    return height > 0 ? height + gap_above(page) : 0;
}

void page_ribbon(Page *page) {
    float height = ribbon_height(page), gap = gap_above(page);
    if (height <= 0)
        return;
    page->body.height -= height + gap;
    ribbon_draw(page, (Rect){page->body.x, page->body.y + page->body.height + gap, page->body.width,
                             height});
}
