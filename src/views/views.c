/* views.c: which file draws which view, and what lies over all of them. */
#include "views/views.h"

#include "schedule/dark.h"
#include "schedule/view_content.h"
#include "views/alternate.h"
#include "views/state_pages.h"

/* A row for each view: what it does. What others have to know of it is in the row of the same enum
 * in schedule/view_kinds.c. */
typedef struct {
    void (*draw)(Page *page);
    bool may_take_turns; /* has both languages of what runs, where there is room */
    bool is_for_stage; /* not for the audience: no header, no banner; an emergency takes it all the
                          same */
    void (*dress)(Page *page);        /* before all else: may change the page's theme; NULL: none */
    void (*header)(Page *page);       /* NULL: page_header */
    size_t (*page_count)(Page *page); /* NULL: one */
    /* ViewSight.look; NULL: every page has to be looked at. */
    uint64_t (*look)(Arena *arena, ViewDay *day, const ViewContext *context, const Slide *slide);
    size_t (*wishes)(const Page *page, const Localized **wishes);                 /* NULL: none */
    void (*partners)(Page *page, size_t index, size_t *first, size_t *count);     /* NULL: none */
    Str (*label)(Arena *arena, const Schedule *schedule, const ViewShown *shown); /* NULL: none */
} View;

static void draw_now_next(Page *page) {
    if (page->room == SCHEDULE_NONE && (pause_page(page) || morning_page(page)))
        return;
    if (page->room != SCHEDULE_NONE || !page->schedule)
        view_now_door(page);
    else
        view_now_foyer(page);
}

static void dress_now_next(Page *page) {
    if (page->schedule && page->room != SCHEDULE_NONE)
        door_dress(page);
}

/* The room's name is the head of its door. */
static void now_next_header(Page *page) {
    if (page->schedule && page->room < page->schedule->room_count)
        door_header(page);
    else
        page_header(page);
}

static size_t now_next_pages(Page *page) {
    return page->room != SCHEDULE_NONE || !page->schedule ? door_page_count(page)
                                                          : foyer_page_count(page);
}

static const View VIEWS[] = {
    [VIEW_NOW_NEXT] = {.draw = draw_now_next,
                       .dress = dress_now_next,
                       .header = now_next_header,
                       .may_take_turns = true,
                       .page_count = now_next_pages,
                       .look = now_next_look,
                       .label = now_next_label},
    [VIEW_AGENDA] = {.draw = view_agenda, .page_count = agenda_page_count},
    [VIEW_SPOTLIGHT] = {.draw = view_spotlight,
                        .wishes = spotlight_wishes,
                        .label = spotlight_label},
    [VIEW_PARTNERS] = {.draw = view_partners,
                       .page_count = partners_page_count,
                       .partners = partners_on_page,
                       .label = partners_label},
    [VIEW_GRID] = {.draw = view_grid, .page_count = grid_page_count, .may_take_turns = true},
    [VIEW_SPEAKERS] = {.draw = view_speakers},
    [VIEW_TIMER] = {.draw = view_timer, .is_for_stage = true},
    [VIEW_SLIDES] = {.draw = view_slides, .header = slides_header, .label = slides_label},
};
_Static_assert(countof(VIEWS) == VIEW_KIND_COUNT, "a row for each view");

Brand view_brand(const Schedule *schedule) {
    if (!schedule)
        return (Brand){0};
    const Event *event = &schedule->event;
    return (Brand){.has_color = event->has_color,
                   .has_second_color = event->has_second_color,
                   .color = event->color,
                   .second_color = event->second_color,
                   .logo = event->logo,
                   .logo_on_light = event->logo_on_light,
                   .picture = event->background,
                   .overlay = &schedule->overlay};
}

static void view_header(Page *page) {
    const View *row = &VIEWS[page->slide->view];
    if (!row->is_for_stage)
        (row->header && !page->is_hello ? row->header : page_header)(page);
}

static void identify_slide(Page *page) {
    const Slide *slide = page->slide;
    scene_identify(page->scene, &slide->view, sizeof slide->view);
    scene_identify(page->scene, &slide->page, sizeof slide->page);
    scene_identify(page->scene, &slide->item, sizeof slide->item);
}

/* What stands before an audience, with the notices over it, of which the first is on top. */
static void draw_page(Page *page, const size_t *notices, size_t notice_count) {
    const View *row = &VIEWS[page->slide->view];
    if (row->dress)
        row->dress(page);
    page_background(page);
    view_header(page);
    for (size_t i = notice_count; i-- > 0;) {
        scene_identify(page->scene, &notices[i], sizeof notices[i]);
        notice_banner(page, &page->schedule->notices[notices[i]]);
    }
    (page->is_hello ? view_hello : row->draw)(page);
}

void view_build(const ViewContext *context, const Slide *slide, Scene *scene) {
    Page page = page_create(context, slide, scene);
    scene_changes_at(scene, slide->until);
    scene_changes_at(scene, page.state.next_change);
    Instant notice_change = INSTANT_NEVER;
    size_t shown[NOTICES_SHOWN];
    size_t most = page.metrics.shape == SHAPE_STRIP ? 1 : NOTICES_SHOWN;
    size_t count =
        notices_at(context->schedule, page.room, context->at, most, shown, &notice_change);
    scene_changes_at(scene, notice_change);
    const Notice *first = count ? &context->schedule->notices[shown[0]] : NULL;
    if (first && (first->level == NOTICE_EMERGENCY || first->level == NOTICE_TEST)) {
        view_emergency(&page, first);
        return;
    }
    Instant dark_change = INSTANT_NEVER;
    bool is_dark = schedule_is_dark(context->schedule, page.room, context->at, &dark_change);
    scene_changes_at(scene, dark_change);
    if (is_dark) {
        scene->is_dark = true;
        scene_rect(scene, (Rect){0, 0, page.metrics.width, page.metrics.height}, 0xFF000000, 0);
        return;
    }
    identify_slide(&page);
    if (VIEWS[slide->view].is_for_stage) {
        VIEWS[slide->view].draw(&page);
        return;
    }
    page.has_notice = count > 0; /* decides which of its pages a view shows */
    if (!alternate_is_due(context)) {
        const Scene empty = *scene;
        Page both = page;
        draw_page(&both, shown, count);
        if (page.is_hello || !VIEWS[slide->view].may_take_turns || !alternate_is_needed(&both))
            return;
        Instant next_change = scene->next_change;
        *scene = empty;
        scene->next_change = next_change;
    }
    ViewContext turned = *context;
    size_t turn = alternate_turn(slide, context->at, &scene->next_change);
    alternate_languages(&turned, turn);
    scene_identify(scene, &turn, sizeof turn);
    scene->takes_turns = true;
    page.context = &turned;
    page.is_alone = true;
    draw_page(&page, shown, count);
}

/* ---- questions that are answered without drawing ----------------------------------------------
 */

/* A page with its header, as a view finds it. Its scene lives in `arena`. */
static Page blank_page(Arena *arena, const ViewContext *context, const Slide *slide) {
    Scene *scene = arena_new(arena, Scene, 1);
    *scene = scene_create(arena, context->width, context->height);
    Page page = page_create(context, slide, scene);
    page.is_alone |= alternate_is_due(context);
    view_header(&page);
    return page;
}

static size_t count_pages(const ViewContext *context, ViewKind view) {
    Arena *arena = arena_create();
    Slide slide = {.view = view};
    Page page = blank_page(arena, context, &slide);
    size_t count = VIEWS[view].page_count(&page);
    arena_free(arena);
    return count ? count : 1;
}

size_t view_page_count(const ViewContext *context, ViewKind view) {
    if (!VIEWS[view].page_count)
        return 1;
    size_t count = count_pages(context, view);
    if (alternate_is_due(context)) { /* as many as either language needs */
        ViewContext turned = *context;
        alternate_languages(&turned, 1);
        size_t other = count_pages(&turned, view);
        count = other > count ? other : count;
    }
    return count;
}

void view_partners_on_page(const ViewContext *context, ViewKind view, size_t index, size_t *first,
                           size_t *count) {
    *first = *count = 0;
    if (!VIEWS[view].partners)
        return;
    Arena *arena = arena_create();
    Slide slide = {.view = view, .page = index};
    Page page = blank_page(arena, context, &slide);
    VIEWS[view].partners(&page, index, first, count);
    arena_free(arena);
}

ViewDay *view_day_create(Arena *arena) {
    ViewDay *day = arena_new(arena, ViewDay, 1);
    day->arena = arena;
    return day;
}

static size_t pages_of_day(ViewDay *day, const ViewContext *context, ViewKind view) {
    if (day->pages[view] == 0)
        day->pages[view] = view_page_count(context, view);
    return day->pages[view];
}

const ViewSight *view_sights(Arena *arena, ViewDay *day, const ViewContext *context, ViewKind view,
                             size_t *count) {
    const Schedule *schedule = context->schedule;
    const View *row = &VIEWS[view];
    size_t items = content_item_count(schedule, view_row(view)->content);
    size_t pages = pages_of_day(day, context, view);
    bool has_notice = notice_at(schedule, context->room, context->at, NULL) != SCHEDULE_NONE;
    /* A banner leaves less room, so that there are more pages, which turn by the clock. */
    size_t steps = has_notice ? 2 * pages + 1 : pages;
    bool is_turning = alternate_is_due(context); /* each page in both languages */
    steps *= is_turning ? 2 : 1;
    ViewSight *sights = arena_new(arena, ViewSight, items * steps);
    *count = 0;
    for (size_t item = 0; item < items; item++)
        for (size_t step = 0; step < steps; step++) {
            ViewSight *sight = &sights[(*count)++];
            sight->slide = (Slide){.view = view,
                                   .item = item,
                                   .page = step % pages,
                                   .pages = pages,
                                   .until = INSTANT_NEVER};
            Millis later = has_notice   ? (Millis)step * NOTICE_STEP
                           : is_turning ? (Millis)(step / pages) * ALTERNATE_PIECE
                                        : 0;
            sight->at = context->at + later;
            if (row->look && !has_notice && !is_turning)
                sight->look = row->look(arena, day, context, &sight->slide);
        }
    return sights;
}

size_t view_wishes(const ViewContext *context, const Slide *slide,
                   const Localized *wishes[VIEW_WISHES_MAX]) {
    if (!VIEWS[slide->view].wishes)
        return 0;
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, context->width, context->height);
    Page page = page_create(context, slide, &scene);
    size_t count = VIEWS[slide->view].wishes(&page, wishes);
    arena_free(arena);
    return count;
}

Str view_label(Arena *arena, const Schedule *schedule, const ViewShown *shown) {
    const View *row = &VIEWS[shown->slide->view];
    return row->label ? row->label(arena, schedule, shown) : (Str){0};
}
