/* now_door.c: what runs in one room, large, and what follows there: how the pieces of door_parts.c
 * stand together on each shape, and in which order they give way. */
#include <math.h>

#include "views/door.h"
#include "views/memo.h"
#include "views/state_pages.h"

/* The title goes last: up to 40 characters stay larger than 1/14 of the height. */
static const DoorPlan PLANS[] = {
    {.title = 92, .portrait = 240, .has_abstract = true, .has_tag = true, .has_second = true},
    {.title = 92, .portrait = 240, .has_tag = true, .has_second = true},
    {.title = 92, .portrait = 200, .has_tag = true, .has_second = true},
    {.title = 92, .portrait = 160, .has_tag = true, .has_second = true},
    {.title = 78, .portrait = 160, .has_tag = true, .has_second = true},
    {.title = 92, .portrait = 120, .has_tag = true, .has_second = true},
    {.title = 78, .portrait = 120, .has_tag = true, .has_second = true},
    {.title = 78, .has_tag = true, .has_second = true},
    {.title = 78, .has_second = true},
    {.title = 78},
    {.title = 64},
    {.title = 64, .is_last = true},
};

/* Larger where the picture is higher than wide, smaller where it is a square. */
static DoorPlan plan_for(const Page *page, size_t step) {
    DoorPlan plan = PLANS[step];
    switch (page->metrics.shape) {
    case SHAPE_PORTRAIT:
        plan.title *= 128.0f / 92;
        plan.portrait *= 320.0f / 240;
        break;
    case SHAPE_WIDE:
        plan.title *= 160.0f / 92;
        break;
    case SHAPE_LANDSCAPE: /* of screens that are not 16:9, too */
        if (plan.title > 64)
            plan.title = fmaxf(plan.title, page->metrics.height / (14 * page->metrics.canvas));
        break;
    case SHAPE_SQUARE:
    case SHAPE_STRIP:
        break;
    }
    return plan;
}

/* A wall has room for the people between what runs and what comes. */
static bool is_apart(const Page *page, const Session *session) {
    return page->metrics.shape == SHAPE_WIDE && session->speaker_count > 0;
}

static void now_column(const Page *page, Layout *layout, const Session *session,
                       const DoorPlan *plan, float width) {
    bool is_tall = page_is_tall(page);
    Box *column =
        box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = plan->is_last});
    page_tag(page, column, session, ROLE_NOW, page->room);
    door_when(page, layout, box_column(layout, column, (BoxStyle){0}), session, width);
    Box *words = box_column(layout, column, (BoxStyle){.width = size_grow(1)});
    door_title(page, layout, words, session, plan, width);
    door_facts(page, layout, words, session, plan, width);
    if (is_apart(page, session)) { /* they have a column of their own */
        box_space(layout, column, (BoxStyle){.height = size_grow(1), .min_height = dp(page, 16)});
        if (session->segment_count)
            door_segments(page, layout, column, session, width);
        else if (plan->has_abstract)
            door_abstract(page, layout, column, &session->abstract, width);
        return;
    }
    if (!is_tall) {
        box_space(layout, column, (BoxStyle){.height = size_grow(1)});
        door_people(page, layout, column, session, plan, width);
        return;
    }
    Box *people = box_row(layout, column, (BoxStyle){.width = size_grow(1), .gap = dp(page, 36)});
    box_space_above(people, dp(page, page->metrics.shape == SHAPE_SQUARE ? 12 : 36));
    Box *faces = box_column(layout, people, (BoxStyle){.width = size_grow(1)});
    float code = page_code_width(page, session);
    bool has_code = code > 0 && code < width * 0.3f && plan->has_tag;
    float left = has_code ? width - code - dp(page, 36) : width;
    if (page->metrics.shape == SHAPE_SQUARE)
        door_people(page, layout, faces, session, plan, left);
    else
        door_gallery(page, layout, faces, session, plan, left);
    if (has_code)
        page_code(page, layout, people, session);
    if (page->metrics.shape == SHAPE_SQUARE)
        return;
    Box *rest = box_column(layout, column, (BoxStyle){.width = size_grow(1)});
    box_space_above(rest, dp(page, 32));
    if (session->segment_count)
        door_segments(page, layout, rest, session, width);
    else if (plan->has_abstract)
        door_abstract(page, layout, rest, &session->abstract, width);
}

/* No word is broken, unless one is wider than the column at the least size, too: then it is
 * hyphenated, and may as well be large. */
static bool title_fits(const Page *page, const Session *session, const DoorPlan *plan,
                       float width) {
    TextEngine *engine = page->context->text;
    Str title = page_text(page, &session->title);
    TextLook look = door_title_look(page, plan->title);
    TextLook least = door_title_look(page, plan_for(page, countof(PLANS) - 1).title);
    if (!page_fits(page, title, &look, width))
        return false;
    if (text_min_width(engine, title, &look.style) <= width)
        return true;
    return text_min_width(engine, title, &least.style) > width &&
           text_hyphenated_width(engine, title, &look.style, width) <= width;
}

/* The first plan that has room in `bounds`; the last one when none has. */
static size_t find_plan(const Page *page, const Session *session, Rect bounds) {
    for (size_t step = 0; step + 1 < countof(PLANS); step++) {
        DoorPlan plan = plan_for(page, step);
        if (!title_fits(page, session, &plan, bounds.width))
            continue;
        Layout layout = page_layout(page);
        now_column(page, &layout, session, &plan, bounds.width);
        if (layout_height(&layout, bounds.width) <= bounds.height)
            return step;
    }
    return countof(PLANS) - 1;
}

static void draw_now(Page *page, const Session *session, size_t step, Rect bounds) {
    DoorPlan plan = plan_for(page, step);
    Layout layout = page_layout(page);
    now_column(page, &layout, session, &plan, bounds.width);
    page_draw(page, &layout, bounds);
}

/* On a wall: as large as their number allows, without the smaller ones where that is too high. */
static void draw_people(Page *page, const Session *session, Rect bounds) {
    static const float SIDES[] = {360, 300, 240, 160, 0};
    for (size_t i = 0; i < countof(SIDES); i++) {
        DoorPlan plan = {.portrait = SIDES[i]};
        Layout layout = page_layout(page);
        bool is_last = i + 1 == countof(SIDES);
        Box *column =
            box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = is_last});
        page_tag(page, column, session, ROLE_NOW, page->room);
        door_gallery(page, &layout, column, session, &plan, bounds.width);
        if (!is_last && layout_height(&layout, bounds.width) > bounds.height)
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

/* ---- what comes next ------------------------------------------------------------------------ */

static void next_column(const Page *page, Layout *layout, const NowNext *lists, size_t count,
                        const Session *session, float width) {
    Box *column =
        box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = count < 2});
    if (count) {
        Box *head = box_row(
            layout, column,
            (BoxStyle){.gap = dp(page, 32), .min_height = dp(page, 48), .cross = PLACE_CENTER});
        door_chip(page, layout, head, STRING_NEXT, COLOR_NEXT);
        if (page->metrics.shape == SHAPE_SQUARE) { /* in the chip's line: there is no height */
            next_line(page, layout, column, head, &page->schedule->sessions[lists->next[0]], width);
            return;
        }
        next_list(page, layout, column, lists->next, count, ROLE_NEXT, width);
    }
    if (session && !page_is_tall(page)) {
        box_space(layout, column, (BoxStyle){.height = size_grow(1)});
        page_code(page, layout, column, session);
    }
}

/* As many entries as fit, and the code when that fits beneath the first. */
static void draw_next(Page *page, const NowNext *lists, const Session *session, size_t most,
                      Rect bounds) {
    size_t count = lists->next_count < most ? lists->next_count : most;
    const Session *code = session;
    for (;;) {
        Layout layout = page_layout(page);
        next_column(page, &layout, lists, count, code, bounds.width);
        bool fits = layout_height(&layout, bounds.width) <= bounds.height;
        if (fits || (count < 2 && !code)) {
            page_draw(page, &layout, bounds);
            return;
        }
        if (count > 1)
            count--;
        else
            code = NULL;
    }
}

/* ---- arrangements --------------------------------------------------------------------------- */

/* The part of the body from `from` on (design pixels of its width, of `whole`): mirrored pages have
 * it at the other side. */
static Rect column_of(const Page *page, float from, float width, float whole) {
    Rect body = page->body;
    Rect part = {body.x + body.width * from / whole, body.y, body.width * width / whole,
                 body.height};
    if (page_is_mirrored(page))
        part.x = 2 * body.x + body.width - part.x - part.width;
    part.x = roundf(part.x);
    part.width = floorf(part.width);
    return part;
}

static void arrange_beside(Page *page, const Session *session, const NowNext *lists) {
    bool is_wide = page->metrics.shape == SHAPE_WIDE;
    float whole = is_wide ? 3648 : 1728, wide = is_wide ? 2420 : 1140, next = is_wide ? 1100 : 524;
    float ribbon = page_ribbon_height(page);
    if (is_apart(page, session))
        wide = 1440;
    Rect left = column_of(page, 0, wide, whole);
    left.height -= ribbon;
    size_t step = find_plan(page, session, left);
    if (step + 1 == countof(PLANS) && ribbon > 0) { /* the ribbon goes last */
        left.height += ribbon;
        step = find_plan(page, session, left);
        ribbon = 0;
    }
    if (ribbon > 0)
        page_ribbon(page);
    draw_now(page, session, step, left);
    if (is_apart(page, session)) {
        Rect middle = column_of(page, 1540, 900, whole);
        middle.height = left.height;
        draw_people(page, session, middle);
    }
    Rect right = column_of(page, whole - next, next, whole);
    draw_next(page, lists, session, is_wide ? 3 : 2, right);
}

static void arrange_below(Page *page, const Session *session, const NowNext *lists) {
    Rect body = page->body;
    size_t most = page->metrics.shape == SHAPE_SQUARE ? 1 : 2;
    size_t count = lists->next_count < most ? lists->next_count : most;
    float gap = dp(page, 32), height = 0, share = 0.5f;
    for (; count; count--) {
        Layout layout = page_layout(page);
        next_column(page, &layout, lists, count, NULL, body.width);
        height = ceilf(layout_height(&layout, body.width));
        if (height + 2 * gap <= body.height * share || count == 1)
            break;
    }
    height = fminf(height, floorf(body.height * share));
    float below = count ? height + 2 * gap : 0;
    Rect now = {body.x, body.y, body.width, body.height - below};
    draw_now(page, session, find_plan(page, session, now), now);
    if (count == 0)
        return;
    float y = body.y + body.height - height;
    scene_rect(page->scene, (Rect){body.x, roundf(y - gap), body.width, dp(page, 2)},
               page_color(page, COLOR_LINE), 0);
    draw_next(page, lists, NULL, count, (Rect){body.x, y, body.width, height});
}

/* ---- which ---------------------------------------------------------------------------------- */

/* What runs at once in this room, and what was to, turns pages; the largest number of the day
 * counts. */
size_t door_page_count(Page *page) {
    size_t most = page->schedule ? page_most_at_once(page, page->room, true, true) : 1;
    return most ? most : 1;
}

void door_dress(Page *page) {
    NowNext lists = page_now_next(page, 1);
    size_t pages = lists.now_count + lists.gone_count;
    size_t index = pages ? page_index(page, pages) : 0;
    if (pages == 0 || index < lists.now_count)
        return;
    size_t gone = lists.gone[index - lists.now_count];
    if (page->schedule->sessions[gone].status == SESSION_CANCELLED ||
        page->room >= page->schedule->room_count)
        return;
    page->moved = gone;
    page->theme = gone_theme(page->arena, page->theme);
}

void view_now_door(Page *page) {
    NowNext now_next = page_now_next(page, 3);
    scene_changes_at(page->scene, now_next.next_change);
    size_t pages = now_next.now_count + now_next.gone_count;
    Instant change = INSTANT_NEVER;
    RoomState state = room_state_at(page->schedule, page->room, page->context->at, &change);
    scene_changes_at(page->scene, change);
    scene_identify(page->scene, &state, sizeof state);
    bool is_told = room_is_told(page->schedule, page->room, page->context->at, NULL) &&
                   (state != ROOM_OPEN || page->schedule->rooms[page->room].state_text.count);
    if (pages == 0 && is_told) {
        door_full(page, state, NULL, &now_next);
        return;
    }
    if (pages == 0 && door_is_changed(page, &now_next)) {
        door_changed(page, &now_next);
        return;
    }
    if (pages == 0 && page->schedule && door_is_unused(page, &now_next)) {
        door_unused(page, &now_next);
        return;
    }
    if (pages == 0) {
        if (!morning_page(page))
            view_state(page);
        return;
    }
    size_t index = page_index(page, pages);
    if (index >= now_next.now_count) {
        size_t gone = now_next.gone[index - now_next.now_count];
        view_gone(page, &page->schedule->sessions[gone], &now_next);
        return;
    }
    const Session *session = &page->schedule->sessions[now_next.now[index]];
    for (size_t i = 0; i < session->segment_count; i++) {
        page_changes_at(page, session->segments[i].start);
        page_changes_at(page, session->segments[i].end);
    }
    if (is_told) {
        door_full(page, state, session, &now_next);
        return;
    }
    if (page->metrics.shape == SHAPE_STRIP) {
        door_strip(page, session, &now_next);
        return;
    }
    if (page->room < page->schedule->room_count)
        door_bar(page, session);
    if (page_is_tall(page))
        arrange_below(page, session, &now_next);
    else
        arrange_beside(page, session, &now_next);
}
