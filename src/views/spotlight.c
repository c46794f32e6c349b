/* spotlight.c: one project, with the code that leads to it. */
#include <math.h>

#include "views/door.h"

static void highlights(const Page *page, Layout *layout, Box *parent, const Project *project) {
    if (project->highlight_count == 0)
        return;
    bool is_column = page->metrics.shape == SHAPE_PORTRAIT || page->metrics.shape == SHAPE_WIDE;
    BoxStyle style = {.width = size_grow(1),
                      .gap = px(page, is_column ? 14 : 24),
                      .is_stretched = true,
                      .drop = 1};
    Box *row = is_column ? box_column(layout, parent, style) : box_row(layout, parent, style);
    box_space_above(row, px(page, 36));
    TextLook look = page_look(page, TYPE_SUBTITLE, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.style.min_size = fmaxf(page->metrics.min_type, 30 * page->metrics.unit);
    look.style.line_height = 1.2f;
    look.max_lines = 3;
    look.is_balanced = true;
    TextLook other = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 1);
    other.max_lines = 2;
    for (size_t i = 0; i < project->highlight_count && i < 4; i++) {
        Box *card = box_column(layout, row,
                               (BoxStyle){.width = size_grow(1),
                                          .left = px(page, 30),
                                          .right = px(page, 20),
                                          .top = px(page, is_column ? 12 : 20),
                                          .bottom = px(page, is_column ? 12 : 20),
                                          .main = PLACE_CENTER,
                                          .fill = page_color(page, COLOR_PANEL),
                                          .bar = page_color(page, COLOR_SECOND),
                                          .bar_width = px(page, 12)});
        const Localized *text = &project->highlights[i];
        box_text(layout, card, page_text(page, text), text->at, look, (BoxStyle){0});
        box_text(layout, card, page_second_text(page, text), text->at, other, (BoxStyle){0});
    }
}

static void project_words(const Page *page, Layout *layout, Box *column, const Project *project) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    if (is_strip)
        page_chip(page, layout, column, STRING_SPOTLIGHT, COLOR_GOLD);
    else
        door_chip(page, layout, box_row(layout, column, (BoxStyle){0}), STRING_SPOTLIGHT,
                  COLOR_GOLD);
    TextLook name = page_look(page, TYPE_HERO, WEIGHT_BOLD, COLOR_TEXT, 0);
    name.style.size *= is_strip                                ? 0.7f
                       : page->metrics.shape == SHAPE_PORTRAIT ? 1.2f
                                                               : 200.0f / 120;
    name.style.line_height = 1.08f;
    name.max_lines = is_strip ? 1 : 2;
    name.spare_lines = !is_strip;
    name.is_balanced = true;
    box_space_above(box_text(layout, column, page_text(page, &project->name), project->name.at,
                             name, (BoxStyle){0}),
                    px(page, is_strip ? 8 : 16));
    TextLook tag = page_look(page, TYPE_HEADING, WEIGHT_BOLD, COLOR_TEXT, 0);
    if (is_strip)
        tag = page_look(page, TYPE_SUBTITLE, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    tag.max_lines = is_strip ? 1 : 2;
    tag.spare_lines = is_strip ? 0 : 2;
    tag.is_balanced = true;
    box_space_above(box_text(layout, column, page_text(page, &project->tagline),
                             project->tagline.at, tag, (BoxStyle){0}),
                    px(page, is_strip ? 4 : 20));
    if (is_strip)
        return;
    TextLook second = page_look(page, TYPE_ITEM, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    second.max_lines = 2;
    second.style.line_height = 1.35f;
    second.is_balanced = true;
    box_space_above(box_text(layout, column, page_second_text(page, &project->tagline),
                             project->tagline.at, second, (BoxStyle){.drop = 3}),
                    px(page, 8));
    TextLook description = page_look(page, TYPE_LEAD, WEIGHT_REGULAR, COLOR_TEXT, 0);
    description.style.line_height = 1.4f;
    description.max_lines = page->metrics.shape == SHAPE_PORTRAIT ? 7 : 3;
    box_space_above(box_text(layout, column, page_text(page, &project->description),
                             project->description.at, description, (BoxStyle){.drop = 2}),
                    px(page, 22));
    if (page_is_tall(page))
        highlights(page, layout, column, project);
}

/* The session about the project, if it is still to come or running today; else NULL. */
static const Session *session_today(const Page *page, const Project *project) {
    if (project->session == SCHEDULE_NONE)
        return NULL;
    const Session *session = &page->schedule->sessions[project->session];
    bool is_today = session->day == page->state.day ||
                    (session->start < page->day.until && session->end > page->day.from);
    if (!is_today || session->status == SESSION_CANCELLED || session->is_all_day ||
        session->end <= page->context->at)
        return NULL;
    scene_changes_at(page->scene, session->end);
    page_changes_at(page, session->start);
    return session;
}

static void tag_session(const Page *page, Box *box, const Session *session) {
    bool is_on = session->start <= page->context->at;
    page_tag(page, box, session, is_on ? ROLE_NOW : ROLE_LATER, SCHEDULE_NONE);
}

/* When and where it is, beside the code. */
static void project_session(const Page *page, Layout *layout, Box *column, const Project *project) {
    const Session *session = session_today(page, project);
    if (!session)
        return;
    TextLook look = page_look(page, TYPE_SMALL, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look.style.line_height = 1.45f;
    look.max_lines = 2;
    Str when = page_join(page, page_span(page, session->start, session->end),
                         page_rooms(page, session->rooms, session->room_count));
    Box *about = box_column(layout, column, (BoxStyle){.drop = 1});
    tag_session(page, about, session);
    box_space_above(about, px(page, 16));
    box_part(box_text(layout, about, when, session->at, look, (BoxStyle){0}), PART_TIME);
    box_text(layout, column, page_word(page, STRING_IN_THIS_TALK), (Position){0}, look,
             (BoxStyle){.drop = 2});
}

/* The same in a line of its own under the page: time, title, people, room. */
static void session_line(const Page *page, Layout *layout, Box *root, const Project *project) {
    const Session *session = session_today(page, project);
    if (!session)
        return;
    box_space_above(page_line(page, layout, root, 2), px(page, 28));
    Box *line =
        box_row(layout, root,
                (BoxStyle){.width = size_grow(1), .gap = px(page, 24), .cross = PLACE_BASELINE});
    box_space_above(line, px(page, 14));
    tag_session(page, line, session);
    bool is_on = session->start <= page->context->at;
    TextLook look =
        page_look(page, TYPE_SUBTITLE, WEIGHT_BOLD, is_on ? COLOR_ACCENT : COLOR_NEXT, 0);
    look.style.line_height = 1.2f;
    look.max_lines = 1;
    Str when =
        is_on ? page_span(page, session->start, session->end) : page_time(page, session->start);
    box_part(box_text(layout, line, when, session->at, look, (BoxStyle){0}), PART_TIME);
    look.color = page_color(page, COLOR_TEXT);
    box_part(box_text(layout, line, page_text(page, &session->title), session->title.at, look,
                      (BoxStyle){.can_shrink = true}),
             PART_TITLE);
    look.style.weight = WEIGHT_SEMIBOLD;
    look.color = page_color(page, COLOR_MUTED);
    Str names = page_speakers_within(page, session, &look.style, page->body.width * 0.25f);
    box_part(box_text(layout, line, names, session->at, look, (BoxStyle){.can_shrink = true}),
             PART_PEOPLE);
    box_part(box_text(layout, line, page_rooms(page, session->rooms, session->room_count),
                      session->at, look, (BoxStyle){.can_shrink = true}),
             PART_PLACE);
}

enum { CODE = 424 }; /* the side of the code's card, on the canvas */

static void project_logo(const Page *page, Layout *layout, Box *column, const Project *project,
                         float side) {
    Str logo = page_picture(page, project->logo);
    if (logo.len)
        page_logo_tile(
            page, layout, column, logo,
            (BoxStyle){.width = size_fixed(side), .height = size_fixed(roundf(side * 0.32f))},
            side * 0.32f);
}

/* What stands below the words and the code, from margin to margin. */
static void add_rest(Page *page, Layout *layout, Box *root, const Project *project, size_t index) {
    ScreenShape shape = page->metrics.shape;
    if (shape == SHAPE_STRIP)
        return;
    if (!page_is_tall(page)) {
        if (shape != SHAPE_WIDE)
            highlights(page, layout, root, project);
        session_line(page, layout, root, project);
    }
    box_space_above(
        page_dots(page, layout, root, index, page->schedule->project_count, 12, COLOR_GOLD),
        px(page, 20));
}

/* The largest side of the code that leaves room for what stands under it, and below. */
static float code_most(Page *page, const Project *project, size_t index) {
    Layout probe = page_layout(page);
    add_rest(page, &probe, box_column(&probe, NULL, (BoxStyle){.is_stretched = true}), project,
             index);
    float rest = layout_height(&probe, page->body.width);
    bool has_logo = page_picture(page, project->logo).len > 0;
    float left = page->body.height - rest - px(page, has_logo ? 26 + 20 + 60 : 26 + 60);
    return floorf(fmaxf(px(page, 240), left / (has_logo ? 1.32f : 1)));
}

/* Code, address, session. In portrait the words stand beside the code. */
static void project_side(const Page *page, Layout *layout, Box *parent, const Project *project,
                         float width, float most) {
    ScreenShape shape = page->metrics.shape;
    bool is_beside = page_is_tall(page);
    bool is_strip = shape == SHAPE_STRIP;
    BoxStyle style = {.width = is_beside ? size_grow(1) : size_fixed(width),
                      .gap = is_beside ? px(page, 36) : 0,
                      .cross = is_beside ? PLACE_CENTER : PLACE_START};
    Box *side = is_beside ? box_row(layout, parent, style) : box_column(layout, parent, style);
    float code = px(page, is_strip ? 370 : shape == SHAPE_SQUARE ? 300 : CODE);
    code = fminf(fminf(code, most), floorf(page->body.height * 0.55f)); /* a banner leaves less */
    if (is_strip)
        code = fminf(width, page->body.height);
    if (project->url.len) {
        float radius = px(page, 18), pad = px(page, 8);
        page_code_card(layout, side, project->url, code, radius, pad);
    }
    if (is_strip)
        return;
    Box *words = box_column(layout, side, (BoxStyle){.width = size_grow(1)});
    box_space_above(words, px(page, 26));
    project_logo(page, layout, words, project, is_beside ? px(page, 320) : code);
    TextLook url = page_look(page, TYPE_SMALL, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    url.style.size = fmaxf(page->metrics.min_type, 40 * page->metrics.unit);
    url.style.min_size = fmaxf(page->metrics.min_type, 28 * page->metrics.unit);
    url.style.language = (Str){0};
    url.max_lines = 3;
    url.spare_lines = 2;
    box_space_above(
        box_text(layout, words, page_url_shown(project->url), project->at, url, (BoxStyle){0}),
        page_picture(page, project->logo).len ? px(page, 20) : 0);
    if (is_beside)
        project_session(page, layout, words, project);
}

void view_spotlight(Page *page) {
    if (!page->schedule || page->schedule->project_count == 0) {
        view_state(page);
        return;
    }
    size_t index = page->slide->item % page->schedule->project_count;
    const Project *project = &page->schedule->projects[index];
    ScreenShape shape = page->metrics.shape;
    bool is_column = page_is_tall(page);
    Layout layout = page_layout(page);
    Box *root = box_column(&layout, NULL, (BoxStyle){.is_stretched = true});
    BoxStyle main_style = {.height = size_grow(1),
                           .gap = is_column ? px(page, 40) : px(page, 94),
                           .is_stretched = true,
                           .is_fitted = true};
    BoxStyle words_style = {.width = size_grow(1), .height = size_grow(1), .is_fitted = true};
    if (is_column) {
        Box *words = box_column(&layout, root, words_style);
        project_words(page, &layout, words, project);
        box_space_above(page_line(page, &layout, root, 2), px(page, 30));
        Box *side = box_column(&layout, root, (BoxStyle){.is_stretched = true});
        box_space_above(side, px(page, 36));
        project_side(page, &layout, side, project, page->body.width, page->body.height);
    } else {
        Box *row = box_row(&layout, root, main_style);
        Box *words = box_column(&layout, row, words_style);
        project_words(page, &layout, words, project);
        if (shape == SHAPE_WIDE) { /* room for a column of their own */
            words_style.width = size_fixed(px(page, 760));
            highlights(page, &layout, box_column(&layout, row, words_style), project);
        }
        float width = shape == SHAPE_STRIP ? page->body.height : px(page, CODE);
        float most = shape == SHAPE_STRIP ? width : code_most(page, project, index);
        project_side(page, &layout, row, project, fminf(width, most), most);
        if (shape == SHAPE_STRIP)
            page_clock(page, &layout, box_column(&layout, row, (BoxStyle){0}));
    }
    add_rest(page, &layout, root, project, index);
    page_draw(page, &layout, page->body);
}
