#include "cli/wall.h"

void wall_page(void *context, const Slide *slide, size_t *first, size_t *count) {
    const Wall *wall = context;
    ViewContext view = screen_context_at(wall->screen, wall->at);
    view_partners_on_page(&view, slide->view, slide->page, first, count);
}
