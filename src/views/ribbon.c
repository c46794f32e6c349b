/* ribbon.c: the day as a row of blocks, with the hours under it. */
#include <math.h>

#include "views/page.h"

enum { BLOCK_HEIGHT = 44, HOURS_TOP = 54, TICK = 10 };

/* Height that the ribbon wants; 0 on screens that have none. */
static float ribbon_height(const Page *page) {
    if (page->metrics.shape == SHAPE_STRIP || page->metrics.shape == SHAPE_SQUARE)
        return 0;
    if (!page->schedule || !schedule_day_has_sessions(page->schedule, page->room, &page->day))
        return 0;
    TextLook hour = page_look(page, TYPE_TINY, WEIGHT_REGULAR, COLOR_DIM, 0);
    return px(page, HOURS_TOP) + ceilf(text_line_height(page->context->text, &hour.style));
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

/* Sessions of the door's room, without those that moved away; the bounds of the ribbon. */
static size_t gather(const Page *page, const Session ***out, Instant *from, Instant *until) {
    size_t count = 0, day_count;
    const size_t *day =
        schedule_day_sessions(page->arena, page->schedule, page->room, &page->day, &day_count);
    *out = arena_new(page->arena, const Session *, day_count);
    *from = INSTANT_NEVER;
    *until = INT64_MIN;
    for (size_t i = 0; i < day_count; i++) {
        const Session *session = &page->schedule->sessions[day[i]];
        if (session->is_all_day || !session_takes_place(session, page->room))
            continue;
        (*out)[count++] = session;
        *from = instant_min(*from, session->start);
        *until = instant_max(*until, session->end);
    }
    return count;
}

static void block_label(const Ribbon *ribbon, const Session *session, Rect block, TextLook look,
                        SceneRole role) {
    const Page *page = ribbon->page;
    float pad = px(page, 12);
    Str title = page_text(page, &session->title);
    TextBox box = {.width = block.width - 2 * pad, .max_lines = 1};
    look.style.min_size = look.style.size;
    /* A label that would show less than about four characters says nothing. */
    if (box.width < look.style.size * 2.6f)
        return;
    const TextLayout *layout =
        text_layout(page->context->text, page->arena, title, &look.style, &box);
    if (layout->is_rtl != page_is_mirrored(page)) { /* all labels begin at the page's side */
        box.align = ALIGN_END;
        layout = text_layout(page->context->text, page->arena, title, &look.style, &box);
    }
    float y = block.y + (block.height - layout->height) / 2;
    scene_text(page->scene, roundf(on_page(ribbon, block).x + pad), roundf(y), layout, look.color,
               (Str){0}, session->title.at);
    scene_tag(page->scene, (SceneTag){.role = role,
                                      .part = PART_LABEL,
                                      .session = (size_t)(session - page->schedule->sessions),
                                      .room = page->room});
}

static void draw_block(const Ribbon *ribbon, const Session *session, bool is_next, float right) {
    const Page *page = ribbon->page;
    Instant at = page->context->at;
    float x = roundf(x_of(ribbon, session->start));
    float end = fminf(roundf(x_of(ribbon, session->end)) - px(page, 6), right);
    if (end - x < 2)
        end = x + 2;
    Rect block = {x, ribbon->bounds.y, end - x, px(page, BLOCK_HEIGHT)};
    bool is_past = at >= session->end;
    bool is_on = !is_past && at >= session->start;
    TextLook look = page_look(page, TYPE_TINY, is_on ? WEIGHT_BOLD : WEIGHT_REGULAR,
                              is_on     ? COLOR_ON_ACCENT
                              : is_next ? COLOR_TEXT
                                        : COLOR_MUTED,
                              0);
    Color fill = page_color(page, is_on ? COLOR_ACCENT : COLOR_PANEL);
    Color border = page_color(page, is_on ? COLOR_ACCENT : is_next ? COLOR_NEXT : COLOR_LINE);
    if (is_past) {
        fill = color_fade(fill, 0.5f);
        border = color_fade(border, 0.5f);
        look.color = color_fade(look.color, 0.6f);
    }
    float radius = px(page, 6);
    scene_frame(page->scene, on_page(ribbon, block), fill, radius, radius, border, px(page, 2));
    if (page->metrics.shape != SHAPE_PORTRAIT) /* type is too large there for a block of 44 */
        block_label(ribbon, session, block, look,
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
        if ((float)MINUTES[i] * per_minute > label_width * 3)
            return MINUTES[i] * MILLIS_MINUTE;
    return 1440 * MILLIS_MINUTE;
}

static void draw_hours(const Ribbon *ribbon) {
    const Page *page = ribbon->page;
    TextLook look = page_look(page, TYPE_TINY, WEIGHT_REGULAR, COLOR_DIM, 0);
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
        float last = ribbon->bounds.x + ribbon->bounds.width - label->width;
        x = fminf(fmaxf(x, ribbon->bounds.x), last);
        x = on_page(ribbon, (Rect){x, 0, label->width, 0}).x;
        scene_text(page->scene, roundf(x), roundf(ribbon->bounds.y + px(page, HOURS_TOP)), label,
                   look.color, (Str){0}, (Position){0});
    }
}

/* Two ticks, above and below the blocks: a line through would cut the title that is running. */
static void draw_cursor(const Ribbon *ribbon) {
    const Page *page = ribbon->page;
    Instant at = page_next_minute(page) - MILLIS_MINUTE;
    if (at < ribbon->from || at > ribbon->until)
        return;
    float width = px(page, 4), height = px(page, TICK), x = roundf(x_of(ribbon, at) - width / 2);
    x = on_page(ribbon, (Rect){x, 0, width, 0}).x;
    float below = ribbon->bounds.y + px(page, BLOCK_HEIGHT);
    Color color = page_color(page, COLOR_TEXT);
    scene_rect(page->scene, (Rect){x, ribbon->bounds.y - height - px(page, 2), width, height},
               color, width / 2);
    scene_rect(page->scene, (Rect){x, below + px(page, 2), width, height}, color, width / 2);
}

static void ribbon_draw(Page *page, Rect bounds) {
    const Session **sessions;
    Ribbon ribbon = {.page = page, .bounds = bounds};
    size_t count = gather(page, &sessions, &ribbon.from, &ribbon.until);
    if (count == 0)
        return;
    Instant next = INSTANT_NEVER;
    for (size_t i = 0; i < count; i++)
        if (sessions[i]->start > page->context->at)
            next = instant_min(next, sessions[i]->start);
    for (size_t i = 0; i < count; i++) {
        float right = bounds.x + bounds.width;
        if (i + 1 < count) /* sessions that overlap are cut at the next one's start */
            right = fmaxf(x_of(&ribbon, sessions[i]->start) + 2,
                          x_of(&ribbon, sessions[i + 1]->start) - px(page, 6));
        draw_block(&ribbon, sessions[i], sessions[i]->start == next, right);
    }
    draw_hours(&ribbon);
    draw_cursor(&ribbon);
    scene_changes_at(page->scene, page_next_minute(page));
}

void page_ribbon(Page *page) {
    float height = ribbon_height(page), gap = px(page, 40);
    if (height <= 0)
        return;
    page->body.height -= height + gap;
    ribbon_draw(page, (Rect){page->body.x, page->body.y + page->body.height + gap, page->body.width,
                             height});
}
