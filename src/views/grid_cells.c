/* grid_cells.c: the cells of the grid, with their texts and colours. */
#include "views/grid_cells.h"

#include <math.h>

enum {
    LABEL_LEAST = 150, /* pixels of the canvas; below, a cell has no label */
    WIDE_LABEL = 320   /* of what runs and is shorter: it takes the place of what follows */
};

/* ---- looks ---------------------------------------------------------------------------------- */

TextLook grid_label_look(const Page *page, FontWeight weight, ColorRole color, size_t language) {
    TextLook look = page_look(page, TYPE_SMALL, weight, color, language);
    look.style.line_height = 32.0f / 28;
    look.style.min_size = look.style.size;
    return look;
}

TextLook grid_name_look(const Page *page) {
    TextLook look = page_look(page, TYPE_BODY, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.line_height = 1.2f;
    return look;
}

float grid_line_height(const Page *page, const TextLook *look) {
    return ceilf(text_line_height(page->context->text, &look->style));
}

static Color mixed(Color ground, Color over, float share) {
    Color out = 0xFF000000;
    for (int shift = 0; shift < 24; shift += 8) {
        float a = (float)(ground >> shift & 0xFF), b = (float)(over >> shift & 0xFF);
        out |= (Color)lrintf(a + (b - a) * share) << shift;
    }
    return out;
}

/* As much of the colour as leaves text on it readable. */
static Color tint(const Page *page, Color over) {
    Color ground = page_color(page, COLOR_PANEL), text = page_color(page, COLOR_TEXT);
    for (float share = 0.34f; share > 0.02f; share -= 0.04f)
        if (color_contrast(text, mixed(ground, over, share)) >= page->theme->contrast)
            return mixed(ground, over, share);
    return ground;
}

static Color readable(const Page *page, ColorRole role, Color ground) {
    Color color = page_color(page, role);
    return color_contrast(color, ground) >= page->theme->contrast ? color
                                                                  : page_color(page, COLOR_TEXT);
}

/* ---- places --------------------------------------------------------------------------------- */

Rect grid_on_page(const Grid *grid, Rect r) {
    const Rect *body = &grid->page->body;
    if (page_is_mirrored(grid->page))
        r.x = 2 * body->x + body->width - r.x - r.width;
    return r;
}

float grid_x_of(const Grid *grid, Instant at) {
    return grid->axis.x +
           grid->axis.width * (float)(at - grid->from) / (float)(grid->until - grid->from);
}

static float clamped_x(const Grid *grid, Instant at) {
    if (at <= grid->from)
        return grid->axis.x;
    return at >= grid->until ? grid->axis.x + grid->axis.width : roundf(grid_x_of(grid, at));
}

/* ---- texts ---------------------------------------------------------------------------------- */

GridLine grid_line_create(const Page *page, Str text, Position at, const TextLook *look,
                          SceneTag tag, float width) {
    TextBox box = {.width = width,
                   .max_lines = look->max_lines,
                   .align = look->align,
                   .is_balanced = look->is_balanced};
    GridLine line = {.text = text, .at = at, .color = look->color, .tag = tag};
    line.layout = text_layout(page->context->text, page->arena, text, &look->style, &box);
    if (width > 0 && page_is_mirrored(page) != line.layout->is_rtl && box.align == ALIGN_START) {
        box.align = ALIGN_END;
        line.layout = text_layout(page->context->text, page->arena, text, &look->style, &box);
    }
    line.is_struck = look->is_struck;
    return line;
}

void grid_draw_line(const Grid *grid, const GridLine *line, Rect area) {
    Scene *scene = grid->page->scene;
    Rect r = grid_on_page(grid, area);
    const TextLayout *text = line->layout;
    scene_text(scene, roundf(r.x), roundf(r.y), text, line->color,
               text->is_cut ? (Str){0} : line->text, line->at);
    SceneTag tag = line->tag;
    if (text->is_cut && tag.part == PART_TITLE)
        tag.part = PART_LABEL;
    scene_tag(scene, tag);
    scene_identify(scene, line->text.s, line->text.len);
    for (size_t i = 0; i < text->line_count && line->is_struck; i++) {
        float height = fmaxf(2, roundf(text->size * 0.07f));
        float middle = text->lines[i].baseline - text->size * 0.31f;
        scene_rect(scene,
                   (Rect){roundf(r.x + text->lines[i].x), roundf(r.y + middle - height / 2),
                          text->lines[i].width, height},
                   line->color, 0);
    }
}

/* The line of now runs under the texts, and there it is dim, so that they stay readable. */
static void dim_now_line(const Grid *grid, const GridLine *line, Rect area, Color ground) {
    const Page *page = grid->page;
    float width = px(page, 6), x = roundf(grid_x_of(grid, grid->now) - width / 2);
    if (grid->now < grid->from || x + width <= area.x || x >= area.x + line->layout->width)
        return;
    Rect under = grid_on_page(grid, (Rect){x, area.y, width, line->layout->height});
    scene_rect(page->scene, under, ground, 0);
    Color color = mixed(ground, page_color(page, COLOR_ACCENT), 0.4f);
    for (float share = 0.4f;
         share > 0.05f && color_contrast(line->color, color) < page->theme->contrast;
         share -= 0.05f)
        color = mixed(ground, page_color(page, COLOR_ACCENT), share);
    scene_rect(page->scene, under, color, 0);
}

/* ---- cells ---------------------------------------------------------------------------------- */

static bool runs_in(const Session *session, size_t room, Instant at) {
    return session_takes_place(session, room) && session->start <= at && at < session->end;
}

GridBlock grid_block_create(const Grid *grid, const GridCell *cell, Instant next) {
    const Page *page = grid->page;
    Instant at = page->context->at;
    const Session *session = &page->schedule->sessions[cell->session];
    GridBlock block = {.cell = cell, .session = session, .role = ROLE_GONE};
    bool is_within = cell->start <= at && at < cell->end;
    if (cell->is_held && is_within)
        block.role = ROLE_NOW;
    else if (cell->is_held && cell->start > at)
        block.role = cell->start == next ? ROLE_NEXT : ROLE_LATER;
    block.is_wanted = is_within;
    page_changes_at(page, cell->start);
    page_changes_at(page, cell->end);
    return block;
}

bool grid_place_block(const Grid *grid, GridBlock *block, float top, float height, float taken) {
    const Page *page = grid->page;
    const GridCell *cell = block->cell;
    bool is_double = !cell->is_held && runs_in(block->session, cell->room, page->context->at);
    if (cell->end <= grid->from || cell->start >= grid->until || is_double)
        return false;
    float left = clamped_x(grid, cell->start), right = clamped_x(grid, cell->end);
    if (cell->end < grid->until)
        right -= px(page, 5);
    block->true_right = fmaxf(right, left + 2);
    if (cell->end > page->context->at)
        left = fmaxf(left, taken);
    if (block->is_wanted)
        right =
            fmaxf(right, left + (right - left < px(page, LABEL_LEAST) ? px(page, WIDE_LABEL) : 0));
    right = fminf(right, grid->axis.x + grid->axis.width);
    block->frame = (Rect){left, top, right - left, height};
    return right - left >= 2;
}

static Color block_ground(const Grid *grid, const GridBlock *block) {
    const Page *page = grid->page;
    if (block->role == ROLE_NOW)
        return tint(page, page_track_color_or(page, block->session, COLOR_ACCENT));
    return page_color(page, block->role == ROLE_GONE ? COLOR_BACKGROUND : COLOR_PANEL);
}

void grid_draw_ground(const Grid *grid, const GridBlock *block) {
    const Page *page = grid->page;
    float radius = px(page, 8), bar = px(page, 8);
    bool is_gone = block->role == ROLE_GONE;
    Color border = page_color(page, block->role == ROLE_NEXT ? COLOR_NEXT : COLOR_LINE);
    bool has_border = is_gone || block->role == ROLE_NEXT;
    Rect frame = block->frame;
    if (block->true_right < frame.x + frame.width && block->role == ROLE_NOW) {
        scene_frame(page->scene, grid_on_page(grid, frame), page_color(page, COLOR_PANEL), radius,
                    radius, 0, 0);
        frame.width = fmaxf(bar, block->true_right - frame.x);
    }
    scene_frame(page->scene, grid_on_page(grid, frame), block_ground(grid, block), radius, radius,
                border, has_border ? px(page, 2) : 0);
    if (is_gone || block->is_over_all || frame.width < bar)
        return;
    bool is_mirrored = page_is_mirrored(page);
    Rect stripe = grid_on_page(grid, (Rect){frame.x, frame.y, bar, frame.height});
    scene_frame(page->scene, stripe, page_track_color_or(page, block->session, COLOR_DIM),
                is_mirrored ? 0 : radius, is_mirrored ? radius : 0, 0, 0);
}

enum { LINES_MOST = 4 };

/* Two lines close to each other say more than one that is cut. */
static void lead(const Page *page, TextLook *look, float height) {
    TextLook close = *look;
    close.style.line_height = 29.0f / 28;
    if (height + 1 < 2 * grid_line_height(page, look) &&
        height + 1 >= 2 * grid_line_height(page, &close))
        *look = close;
}

/* The texts of a cell: what staff said of it, its title, its second title where there is room. */
static size_t block_lines(const Grid *grid, const GridBlock *block, float width, float height,
                          Color ground, GridLine *lines) {
    const Page *page = grid->page;
    const Session *s = block->session;
    bool is_now = block->role == ROLE_NOW, is_gone = block->role == ROLE_GONE;
    SceneTag tag = {.role = block->role,
                    .part = PART_TITLE,
                    .session = block->cell->session,
                    .room = block->cell->room};
    TextLook title =
        grid_label_look(page, is_now ? WEIGHT_SEMIBOLD : WEIGHT_REGULAR, COLOR_TEXT, 0);
    if (block->is_over_all) {
        title =
            page_look(page, TYPE_SUBTITLE, WEIGHT_SEMIBOLD, is_now ? COLOR_TEXT : COLOR_MUTED, 0);
        title.style.min_size = fmaxf(page->metrics.min_type, title.style.size * 0.6f);
        title.align = ALIGN_CENTER;
    } else {
        lead(page, &title, height);
    }
    int32_t room = (int32_t)fmaxf(1, floorf((height + 1) / grid_line_height(page, &title)));
    room = room < LINES_MOST ? room : LINES_MOST;
    if (is_gone)
        title.color = readable(page, COLOR_DIM, ground);
    title.is_struck = s->status == SESSION_CANCELLED;
    Str words = page_text(page, &s->title);
    bool is_over = is_gone && block->cell->is_held; /* nothing has to be said of it any more */
    Str status = is_over ? (Str){0} : page_badge_text(page, s, block->cell->room, NULL);
    size_t count = 0;
    if (status.len && room > 1) {
        TextLook look = grid_label_look(page, WEIGHT_SEMIBOLD, COLOR_GOLD, 0);
        look.color = readable(page, COLOR_GOLD, ground);
        look.style.line_height = title.style.line_height;
        look.max_lines = 1;
        SceneTag status_tag = tag;
        status_tag.part = PART_STATUS;
        lines[count] = grid_line_create(page, status, s->at, &look, status_tag, width);
        if (lines[count].layout->is_cut && room > 2) { /* where to go matters more than the title */
            look.max_lines = 2;
            lines[count] = grid_line_create(page, status, s->at, &look, status_tag, width);
        }
        room -= (int32_t)lines[count++].layout->line_count;
    } else if (status.len) {
        words = page_join(page, status, words);
        title.is_struck = false;
        title.color = readable(page, COLOR_GOLD, ground);
    }
    float above = count ? lines[0].layout->height : 0;
    title.max_lines = room;
    title.is_balanced = true;
    lines[count] = grid_line_create(page, words, s->title.at, &title, tag, width);
    while (title.max_lines > 1 && above + lines[count].layout->height > height + 1) {
        title.max_lines--; /* scripts that are tall */
        lines[count] = grid_line_create(page, words, s->title.at, &title, tag, width);
    }
    count++;
    Str second = page_second_text(page, &s->title);
    const TextLayout *first = lines[count - 1].layout;
    if (second.len && !first->is_cut && (int32_t)first->line_count < room) {
        TextLook look = grid_label_look(page, WEIGHT_REGULAR, COLOR_MUTED, 1);
        look.style.line_height = title.style.line_height;
        look.color = readable(page, is_gone ? COLOR_DIM : COLOR_MUTED, ground);
        look.max_lines = 1;
        look.align = title.align;
        tag.part = PART_OTHER;
        lines[count] = grid_line_create(page, second, s->title.at, &look, tag, width);
        count += !lines[count].layout->is_cut;
    }
    return count;
}

void grid_draw_label(const Grid *grid, const GridBlock *block) {
    const Page *page = grid->page;
    Rect f = block->frame;
    if (block->is_silent || (f.width < px(page, LABEL_LEAST) && !block->is_wanted))
        return;
    float end = px(page, 8);
    float start = block->is_over_all ? end : px(page, block->role == ROLE_GONE ? 12 : 20);
    Color ground = block_ground(grid, block);
    GridLine lines[LINES_MOST + 1];
    float width = f.width - start - end, tall = 0;
    if (width < px(page, 40))
        return;
    size_t count = block_lines(grid, block, width, f.height, ground, lines);
    for (size_t i = 0; i < count; i++)
        tall += lines[i].layout->height;
    float y = f.y + (f.height - tall) / 2;
    for (size_t i = 0; i < count; i++) {
        Rect area = {f.x + start, roundf(y), width, lines[i].layout->height};
        dim_now_line(grid, &lines[i], area, ground);
        grid_draw_line(grid, &lines[i], area);
        y += lines[i].layout->height;
    }
}
