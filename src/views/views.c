/* views.c: which file draws which view, and what lies over all of them. */
#include "views/views.h"

#include "views/page.h"

typedef struct {
    void (*draw)(Page *page);
    size_t (*page_count)(Page *page);
} ViewOps;

static void draw_now_next(Page *page) {
    if (page->room != SCHEDULE_NONE || !page->schedule)
        view_now_door(page);
    else
        view_now_foyer(page);
}

static size_t now_next_pages(Page *page) {
    return page->room != SCHEDULE_NONE || !page->schedule ? door_page_count(page)
                                                          : foyer_page_count(page);
}

static size_t one_page(Page *page) {
    (void)page;
    return 1;
}

static const ViewOps VIEWS[] = {
    [VIEW_NOW_NEXT] = {draw_now_next, now_next_pages},
    [VIEW_AGENDA] = {view_agenda, agenda_page_count},
    [VIEW_SPOTLIGHT] = {view_spotlight, one_page},
    [VIEW_PARTNERS] = {view_partners, partners_page_count},
};
_Static_assert(countof(VIEWS) == VIEW_KIND_COUNT, "a row for each view");

static void identify_slide(Page *page) {
    const Slide *slide = page->slide;
    scene_identify(page->scene, &slide->view, sizeof slide->view);
    scene_identify(page->scene, &slide->page, sizeof slide->page);
    scene_identify(page->scene, &slide->item, sizeof slide->item);
}

void view_build(const ViewContext *context, const Slide *slide, Scene *scene) {
    Page page = page_create(context, slide, scene);
    scene_changes_at(scene, slide->until);
    scene_changes_at(scene, page.state.next_change);
    Instant notice_change = INSTANT_NEVER;
    size_t index = notice_at(context->schedule, page.room, context->at, &notice_change);
    scene_changes_at(scene, notice_change);
    const Notice *notice = index == SCHEDULE_NONE ? NULL : &context->schedule->notices[index];
    if (notice && (notice->level == NOTICE_EMERGENCY || notice->level == NOTICE_TEST)) {
        view_emergency(&page, notice);
        return;
    }
    identify_slide(&page);
    page_background(&page);
    page_header(&page);
    if (notice)
        notice_banner(&page, notice);
    VIEWS[slide->view].draw(&page);
}

size_t view_page_count(const ViewContext *context, ViewKind view) {
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, context->width, context->height);
    Slide slide = {.view = view};
    Page page = page_create(context, &slide, &scene);
    page_header(&page);
    size_t count = VIEWS[view].page_count(&page);
    arena_free(arena);
    return count ? count : 1;
}

void view_wall_page(const ViewContext *context, size_t index, size_t *first, size_t *count) {
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, context->width, context->height);
    Slide slide = {.view = VIEW_PARTNERS, .page = index};
    Page page = page_create(context, &slide, &scene);
    page_header(&page);
    partners_on_page(&page, index, first, count);
    arena_free(arena);
}

size_t view_foyer_rooms(const ViewContext *context, size_t index, size_t *rooms) {
    Arena *arena = arena_create();
    Scene scene = scene_create(arena, context->width, context->height);
    Slide slide = {.view = VIEW_NOW_NEXT, .page = index};
    Page page = page_create(context, &slide, &scene);
    page_header(&page);
    bool is_foyer = page.room == SCHEDULE_NONE && context->schedule;
    size_t count = is_foyer ? foyer_rooms(&page, index, rooms) : 0;
    arena_free(arena);
    return count;
}
