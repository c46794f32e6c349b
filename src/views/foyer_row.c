/* foyer_row.c: one room in the foyer: its name and the way, what runs there, what comes. Each part
 * is set in the first of several ways that has room, from all that is to be said to the title
 * alone. */
#include <math.h>

#include "views/foyer.h"

/* Sizes of the design by how many rows share the height. */
typedef struct {
    float room, title, portrait;
} RowSizes;

static RowSizes sizes_of(const Page *page, const FoyerGrid *grid) {
    switch (page->metrics.shape) {
    case SHAPE_PORTRAIT:
        return (RowSizes){.room = 64, .title = grid->rows > 4 ? 60 : 72, .portrait = 160};
    case SHAPE_SQUARE:
        if (grid->rows < 3)
            return (RowSizes){.room = 56, .title = 72, .portrait = 128};
        return (RowSizes){
            .room = 40, .title = grid->rows > 4 ? 44 : 52, .portrait = grid->rows > 3 ? 0 : 96};
    case SHAPE_STRIP:
        return (RowSizes){.room = 32, .title = 36};
    case SHAPE_WIDE:
        if (grid->columns > 1 && grid->rows <= 2)
            return (RowSizes){.room = 64, .title = 92, .portrait = 200};
        if (grid->columns > 1)
            return (RowSizes){.room = 46, .title = 60, .portrait = grid->columns < 3 ? 96 : 0};
        break;
    case SHAPE_LANDSCAPE:
        break;
    }
    static const RowSizes BY_ROWS[] = {{80, 92, 200}, {80, 92, 200}, {80, 92, 200},
                                       {64, 72, 128}, {64, 60, 96},  {46, 46, 0}};
    return BY_ROWS[grid->rows < 5 ? grid->rows : 5];
}

/* What is said of what runs, from all of it on. */
typedef struct {
    float title; /* share of the size */
    bool has_portraits, has_people, has_second;
    int32_t lines;
    bool is_tight;  /* what comes, and what does not, in one line each */
    bool is_bare;   /* and no badge, side by side; the room's name smaller */
    bool is_small;  /* the room's name smaller, nothing else */
    bool cuts_next; /* rather than what runs */
    bool is_airy;   /* more space between its parts: of what was chosen, where there is room */
} NowPlan;

static const NowPlan NOW_PLANS[] = {
    {.title = 1, .has_portraits = true, .has_people = true, .has_second = true, .lines = 1},
    {.title = 1, .has_portraits = true, .has_people = true, .has_second = true, .lines = 2},
    {.title = 1, .has_people = true, .has_second = true, .lines = 2},
    {.title = 0.8f, .has_portraits = true, .has_people = true, .has_second = true, .lines = 2},
    {.title = 0.8f, .has_people = true, .has_second = true, .lines = 2},
    {.title = 0.8f, .has_people = true, .lines = 2},
    {.title = 1, .has_second = true, .lines = 2},
    {.title = 1, .lines = 2},
    {.title = 0.8f, .lines = 2},
    {.title = 0.65f, .lines = 3},
    {.title = 0.5f, .lines = 3},
    {.title = 0.65f, .lines = 4},
    {.title = 0.5f, .lines = 5},
    {.title = 0.8f, .lines = 2, .is_tight = true},
    {.title = 0.65f, .lines = 3, .is_tight = true},
    {.title = 0.5f, .lines = 3, .is_tight = true},
    {.title = 0.65f, .lines = 2, .is_small = true},
    {.title = 0.5f, .lines = 2, .is_small = true},
    {.title = 0.5f, .lines = 2, .is_tight = true, .is_bare = true},
    {.title = 0.5f, .lines = 1, .is_tight = true, .is_bare = true},
};

/* Of names, of what is left and of what comes. */
static float small_size(const Page *page) {
    return page->metrics.shape == SHAPE_STRIP || page->metrics.shape == SHAPE_SQUARE ? 28 : 36;
}

/* ---- room ----------------------------------------------------------------------------------- */

static void room_name(const Page *page, Layout *layout, Box *parent, size_t room, float size,
                      int32_t lines, float width) {
    const Room *r = &page->schedule->rooms[room];
    TextLook name = page_type(page, size, WEIGHT_BOLD, COLOR_TEXT, 0);
    name.style.line_height = 1.08f;
    look_may_shrink(page, &name, fmaxf(28, size * 0.7f));
    Str text = page_text(page, &r->name);
    if (!page_fits(page, text, &name, width)) {
        name.max_lines = lines;
        name.is_balanced = true;
        look_may_shrink(page, &name, 28);
    }
    box_tag(parent, (SceneTag){.room = room});
    box_part(box_text(layout, parent, text, r->at, name, (BoxStyle){.can_shrink = true}),
             PART_PLACE);
}

/* A gold plate: nobody gets in any more, or what staff say of the room. */
static void room_state(const Page *page, Layout *layout, Box *parent, size_t room, float width) {
    Instant change = INSTANT_NEVER;
    RoomState state = room_state_at(page->schedule, room, page->context->at, &change);
    scene_changes_at(page->scene, change);
    const Localized *said = &page->schedule->rooms[room].state_text;
    bool is_told = room_is_told(page->schedule, room, page->context->at, NULL);
    if (!is_told || (state == ROOM_OPEN && said->count == 0))
        return;
    StringId word = state == ROOM_FULL ? STRING_FULL : STRING_CLOSED;
    TextLook look = page_type(page, 28, WEIGHT_BOLD, COLOR_ON_WARNING, 0);
    float radius = dp(page, 6);
    Str words = page_join(page, page_word(page, word),
                          page_has_second(page) ? page_second_word(page, word) : (Str){0});
    if (state == ROOM_OPEN)
        words = page_first_words(page, page_text(page, said), &look, width - dp(page, 28));
    Box *row = box_row(layout, parent, (BoxStyle){0});
    box_tag(row, (SceneTag){.room = room});
    box_part(box_text(layout, row, words, page->schedule->rooms[room].at, look,
                      (BoxStyle){.left = dp(page, 14),
                                 .right = dp(page, 14),
                                 .fill = page_color(page, COLOR_WARNING),
                                 .radius_left = radius,
                                 .radius_right = radius}),
             PART_STATUS);
}

static void room_cell(const Page *page, Layout *layout, size_t room, float size, float width,
                      bool has_second, bool has_way) {
    const Room *r = &page->schedule->rooms[room];
    Box *column = box_column(layout, NULL, (BoxStyle){.is_stretched = true});
    room_name(page, layout, column, room, size, 3, width);
    Str second = page_has_second(page) ? page_second_text(page, &r->name) : (Str){0};
    TextLook other = page_type(page, fmaxf(28, size * 0.6f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    look_may_shrink(page, &other, 28);
    if (has_second && page_fits(page, second, &other, width))
        box_text(layout, column, second, r->at, other, (BoxStyle){0});
    room_state(page, layout, column, room, width);
    TextLook way = page_type(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0);
    look_may_shrink(page, &way, 28);
    way.max_lines = 2;
    Str words = page_way(page, room, page_text(page, &r->way));
    if (has_way && page_fits(page, words, &way, width))
        box_space_above(box_text(layout, column, words, r->way.at, way, (BoxStyle){0}),
                        dp(page, 4));
}

static void draw_room(Page *page, size_t room, float size, Rect bounds) {
    for (int step = 0; step < 4; step++) {
        Layout layout = page_layout(page);
        room_cell(page, &layout, room, step < 3 ? size : size * 0.7f, bounds.width, step < 1,
                  step < 2);
        if (layout_height(&layout, bounds.width) > bounds.height && step < 3)
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

/* ---- now ------------------------------------------------------------------------------------ */

static Str minutes_in(const Page *page, const Session *session, bool in_both) {
    Str first = page_minutes_left(page, session, 0);
    if (!in_both || !page_has_second(page))
        return first;
    Str second = page_minutes_left(page, session, 1);
    return str_equal(first, second) ? first : page_join(page, first, second);
}

static TextLook minutes_look(const Page *page, float size) {
    TextLook look = page_type(page, size, WEIGHT_SEMIBOLD, COLOR_ACCENT, 0);
    look.is_live = true;
    return look;
}

/* The sign for no cameras, which never gives way, the badge, names, what is left: one line, with as
 * much of the rest as fits; names come before a second language. */
static void now_line(const Page *page, Layout *layout, Box *parent, const Session *session,
                     size_t room, const NowPlan *plan, bool has_minutes, float width) {
    float gap = dp(page, 24);
    Box *row = box_row(layout, parent, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    box_space_above(row, plan->is_airy ? dp(page, 8) : 0);
    float size = small_size(page);
    TextLook who = page_type(page, size, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    float sign = page_unrecorded_width(page, session);
    if (sign > 0)
        page_unrecorded_small(page, layout, row, session);
    width -= sign > 0 ? sign + gap : 0;
    Str badge = plan->is_bare ? (Str){0} : page_badge_text(page, session, room, NULL);
    TextLook plate = page_type(page, 30, WEIGHT_BOLD, COLOR_TEXT, 0);
    float wanted = badge.len ? page_width(page, badge, &plate) + dp(page, 40) : 0;
    if (badge.len && wanted > width) {
        row = box_row(layout, parent, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
        width += sign + gap;
    }
    if (badge.len) {
        page_badge(page, layout, row, session, room);
        width -= wanted + gap;
    }
    TextLook left = minutes_look(page, size);
    Str one = has_minutes && !badge.len ? minutes_in(page, session, false) : (Str){0};
    if (page_width(page, one, &left) > width)
        one = (Str){0};
    float rest = width - (one.len ? page_width(page, one, &left) + gap : 0);
    Str names = {0};
    if (plan->has_people && session->speaker_count)
        names = page_speakers_within(page, session, &who.style, rest);
    if (page_width(page, names, &who) > rest)
        names = (Str){0};
    if (one.len) {
        Str both = minutes_in(page, session, true);
        float taken = names.len ? page_width(page, names, &who) + gap : 0;
        one = taken + page_width(page, both, &left) <= width ? both : one;
    }
    box_part(box_text(layout, row, names, session->at, who, (BoxStyle){0}), PART_PEOPLE);
    box_text(layout, row, one, (Position){0}, left, (BoxStyle){0});
}

static void now_words(const Page *page, Layout *layout, Box *column, const Session *session,
                      size_t room, float size, const NowPlan *plan, bool has_minutes, float width) {
    TextLook title = page_type(page, fmaxf(28, size * plan->title), WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.line_height = 1.15f;
    title.max_lines = plan->lines;
    title.is_balanced = true;
    box_part(box_text(layout, column, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){0}),
             PART_TITLE);
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    TextLook other = page_type(page, fmaxf(28, size * 0.6f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    look_may_shrink(page, &other, 28);
    if (plan->has_second && page_fits(page, second, &other, width))
        box_text(layout, column, second, session->title.at, other, (BoxStyle){0});
    now_line(page, layout, column, session, room, plan, has_minutes, width);
}

/* Portraits go before the second title does: true when they leave it no room, and it had some. */
static bool portraits_take_second(const Page *page, const Session *session, const RowSizes *sizes,
                                  const NowPlan *plan, float taken, float width) {
    Str second =
        session && page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    if (!plan->has_portraits || !plan->has_second || second.len == 0)
        return false;
    TextLook other =
        page_type(page, fmaxf(28, sizes->title * 0.6f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    look_may_shrink(page, &other, 28);
    return !page_fits(page, second, &other, width - taken) &&
           page_fits(page, second, &other, width);
}

/* Nothing runs here: until when, if something follows today. */
static void free_cell(const Page *page, Layout *layout, Box *parent, const NowNext *n,
                      float width) {
    float size = page->metrics.shape == SHAPE_STRIP ? 28 : 36;
    TextLook look = page_type(page, size, WEIGHT_REGULAR, COLOR_DIM, 0);
    look_may_shrink(page, &look, 28);
    look.max_lines = 2;
    StringId id = n->next_count ? STRING_FREE_UNTIL : STRING_FREE;
    Str time =
        n->next_count ? page_time(page, page->schedule->sessions[n->next[0]].start) : (Str){0};
    Str first = strings_fill(page->arena, page->context->strings[0], id, "time", time);
    Str both = first;
    if (page_has_second(page)) {
        Str second = strings_fill(page->arena, page->context->strings[1], id, "time", time);
        both = str_equal(first, second) ? first : page_join(page, first, second);
    }
    box_text(layout, parent, page_width(page, both, &look) <= width ? both : first, (Position){0},
             look, (BoxStyle){0});
}

/* Nothing follows here today: from when on the room is free. */
static void rest_cell(const Page *page, Layout *layout, Box *parent, const NowNext *n) {
    Instant end = 0;
    for (size_t i = 0; i < n->now_count; i++)
        end = instant_max(end, page->schedule->sessions[n->now[i]].end);
    TextLook look = page_type(page, 36, WEIGHT_SEMIBOLD, COLOR_DIM, 0);
    look_may_shrink(page, &look, 28);
    look.max_lines = 2;
    box_text(layout, parent, page_day_time(page, end), (Position){0}, look, (BoxStyle){0});
    look.style.weight = WEIGHT_REGULAR;
    box_text(layout, parent, page_word(page, STRING_FREE), (Position){0}, look, (BoxStyle){0});
}

/* Portraits in a column of `column` pixels before the words; without one a single portrait behind
 * them. */
static void now_cell(const Page *page, Layout *layout, Box *parent, const Session *session,
                     size_t room, const RowSizes *sizes, const NowPlan *plan, float column,
                     bool has_minutes, float width) {
    page_tag(page, parent, session, ROLE_NOW, room);
    float side = dp(page, sizes->portrait), gap = dp(page, 24);
    bool has_portraits = plan->has_portraits && side > 0 && session->speaker_count;
    Box *row = box_row(layout, parent, (BoxStyle){.width = size_grow(1), .gap = gap});
    Box *faces = NULL;
    if (column > 0 && plan->has_portraits) { /* all titles begin at one edge */
        faces = box_column(layout, row, (BoxStyle){.width = size_fixed(column)});
        width -= column + gap;
    }
    if (column <= 0 && has_portraits)
        width -= side + gap;
    Box *words = box_column(layout, row, (BoxStyle){.width = size_grow(1)});
    now_words(page, layout, words, session, room, sizes->title, plan, has_minutes, width);
    if (has_portraits)
        page_portraits(page, layout, faces ? faces : row, session, faces ? FOYER_FACES_MOST : 1,
                       side, dp(page, 8));
}

/* ---- next ----------------------------------------------------------------------------------- */

/* What was to be here about now: it stands before what comes next, never under "now". Where there
 * is no height in one line, which cuts the title rather than the row below. */
static void gone_words(const Page *page, Layout *layout, Box *column, const Session *session,
                       size_t room, float size, bool is_tight) {
    BoxStyle style = {.width = size_grow(1), .gap = dp(page, 14), .cross = PLACE_CENTER};
    Box *box = is_tight ? box_row(layout, column, style)
                        : box_column(layout, column, (BoxStyle){.width = size_grow(1)});
    page_tag(page, box, session, ROLE_GONE, room);
    if (!is_tight)
        page_badge(page, layout, box_row(layout, box, (BoxStyle){0}), session, room);
    TextLook title = page_type(page, is_tight ? 28 : size, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    look_may_shrink(page, &title, 28);
    title.max_lines = is_tight ? 1 : 2;
    title.is_struck = session->status == SESSION_CANCELLED;
    box_part(box_text(layout, box, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){.can_shrink = is_tight}),
             PART_TITLE);
    if (is_tight)
        page_badge(page, layout, box, session, room);
}

/* Of its badge, with what stands around the words; that of nothing where it has none. */
static float badge_width(const Page *page, const Session *session, size_t room) {
    TextLook plate = page_type(page, 30, WEIGHT_BOLD, COLOR_TEXT, 0);
    return page_width(page, page_badge_text(page, session, room, NULL), &plate) + dp(page, 44);
}

/* How much is said of what comes. */
typedef struct {
    float size;
    int32_t lines; /* of the title, where it stands below the time */
    bool has_second, is_tight, may_be_cut;
} NextPlan;

static void next_words(const Page *page, Layout *layout, Box *column, const Session *session,
                       size_t room, const NextPlan *plan, float width) {
    Box *box = box_column(layout, column, (BoxStyle){.width = size_grow(1)});
    page_tag(page, box, session, ROLE_NEXT, room);
    Box *head = box_row(layout, box, (BoxStyle){.gap = dp(page, 16), .cross = PLACE_CENTER});
    TextLook time = page_type(page, fminf(36, plan->size), WEIGHT_SEMIBOLD, COLOR_NEXT, 0);
    Str when = page_time(page, session->start);
    box_part(box_text(layout, head, when, session->at, time, (BoxStyle){0}), PART_TIME);
    float taken = page_width(page, when, &time) + dp(page, 16);
    bool is_beside = badge_width(page, session, room) <= width - taken;
    page_badge(page, layout, is_beside ? head : box_row(layout, box, (BoxStyle){0}), session, room);
    TextLook title = page_type(page, plan->size, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.style.line_height = 1.15f;
    title.max_lines = plan->lines;
    title.is_balanced = true;
    look_may_shrink(page, &title, plan->size * 0.8f);
    box_part(box_text(layout, box, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){.may_be_cut = plan->may_be_cut}),
             PART_TITLE);
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    TextLook other = page_type(page, 28, WEIGHT_REGULAR, COLOR_MUTED, 1);
    if (plan->has_second && page_fits(page, second, &other, width))
        box_text(layout, box, second, session->title.at, other, (BoxStyle){0});
}

/* The title beside the time, the badge where it has room. */
static void next_line_of(const Page *page, Layout *layout, Box *column, const Session *session,
                         size_t room, const NextPlan *plan, float width) {
    Box *box = box_row(layout, column, (BoxStyle){.gap = dp(page, 16), .cross = PLACE_BASELINE});
    page_tag(page, box, session, ROLE_NEXT, room);
    TextLook time = page_type(page, plan->size, WEIGHT_SEMIBOLD, COLOR_NEXT, 0);
    Str when = page_time(page, session->start);
    box_part(box_text(layout, box, when, session->at, time, (BoxStyle){0}), PART_TIME);
    width -= page_width(page, when, &time) + dp(page, 16);
    TextLook title = page_type(page, plan->size, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &title, 28);
    title.max_lines = plan->is_tight ? 1 : page_is_tall(page) && !plan->may_be_cut ? 3 : 2;
    Str badge = page_badge_text(page, session, room, NULL);
    Box *words = box_row(
        layout, box, (BoxStyle){.width = size_grow(1), .gap = dp(page, 16), .cross = PLACE_CENTER});
    box_part(box_text(layout, words, page_text(page, &session->title), session->title.at, title,
                      (BoxStyle){.can_shrink = true, .may_be_cut = plan->may_be_cut}),
             PART_TITLE);
    if (badge.len && badge_width(page, session, room) + dp(page, 16) +
                             page_width(page, page_text(page, &session->title), &title) <=
                         width)
        page_badge(page, layout, words, session, room);
}

static void next_cell(const Page *page, Layout *layout, Box *column, const NowNext *n, size_t room,
                      size_t turn, const NextPlan *plan, float width) {
    const Session *gone =
        n->gone_count ? &page->schedule->sessions[n->gone[turn % n->gone_count]] : NULL;
    if (gone)
        gone_words(page, layout, column, gone, room, plan->size, plan->is_tight);
    if (n->next_count == 0) {
        if (n->now_count && !gone)
            rest_cell(page, layout, column, n);
        return;
    }
    const Session *next = &page->schedule->sessions[n->next[0]];
    if (gone || plan->is_tight)
        next_line_of(page, layout, column, next, room,
                     &(NextPlan){.size = plan->is_tight ? 28 : 32, .is_tight = plan->is_tight},
                     width);
    else
        next_words(page, layout, column, next, room, plan, width);
}

/* ---- side by side --------------------------------------------------------------------------- */

static void draw_now(Page *page, const NowNext *n, size_t room, size_t turn, const RowSizes *sizes,
                     size_t faces, Rect bounds) {
    const Session *session =
        n->now_count ? &page->schedule->sessions[n->now[turn % n->now_count]] : NULL;
    float column =
        sizes->portrait > 0 && faces ? dp(page, (sizes->portrait + 8) * (float)faces - 8) : 0;
    size_t plans = countof(NOW_PLANS) - 1; /* the last is for what stands under each other */
    for (size_t step = 0; step < plans; step++) {
        bool is_last = !session || step + 1 == plans;
        if (portraits_take_second(page, session, sizes, &NOW_PLANS[step], column + dp(page, 24),
                                  bounds.width))
            continue;
        Layout layout = page_layout(page);
        Box *root =
            box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = is_last});
        if (session) {
            now_cell(page, &layout, root, session, room, sizes, &NOW_PLANS[step], column, true,
                     bounds.width);
        } else {
            Box *row = box_row(&layout, root, (BoxStyle){.gap = dp(page, 24)});
            if (column > 0)
                box_space(&layout, row, (BoxStyle){.width = size_fixed(column)});
            free_cell(page, &layout, box_column(&layout, row, (BoxStyle){.width = size_grow(1)}), n,
                      bounds.width - column);
        }
        if (!is_last &&
            (layout_height(&layout, bounds.width) > bounds.height || layout_is_cut(&layout)))
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

static void draw_next(Page *page, const NowNext *n, size_t room, size_t turn, float size,
                      Rect bounds) {
    const NextPlan plans[] = {{.size = size, .lines = 2, .has_second = true},
                              {.size = size, .lines = 2},
                              {.size = size * 0.8f, .lines = 3},
                              {.size = size * 0.66f, .lines = 4},
                              {.size = 28, .lines = 5},
                              {.size = 28, .lines = 3, .may_be_cut = true},
                              {.size = 28, .lines = 2, .may_be_cut = true},
                              {.size = 28, .is_tight = true}};
    for (size_t step = 0; step < countof(plans); step++) {
        bool is_last = step + 1 == countof(plans);
        Layout layout = page_layout(page);
        Box *root =
            box_column(&layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = is_last});
        next_cell(page, &layout, root, n, room, turn, &plans[step], bounds.width);
        if (!is_last &&
            (layout_height(&layout, bounds.width) > bounds.height || layout_is_cut(&layout)))
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

/* A part of the row: mirrored pages have it at the other side. */
static Rect part_of(const Page *page, Rect row, float from, float width) {
    Rect part = {row.x + from, row.y, width, row.height};
    if (page_is_mirrored(page))
        part.x = 2 * row.x + row.width - part.x - part.width;
    return part;
}

static void draw_bar(Page *page, const NowNext *n, size_t turn, Rect row) {
    Rect bar = part_of(page, row, 0, dp(page, 12));
    Color color = page_color(page, COLOR_LINE);
    if (n->now_count)
        color = page_track_color(page, &page->schedule->sessions[n->now[turn % n->now_count]]);
    scene_rect(page->scene, bar, color, bar.width / 2);
}

/* ---- one under the other -------------------------------------------------------------------- */

/* What was to be here, and what comes; beside each other where there is no other way. */
static void rest_words(const Page *page, Layout *layout, Box *column, const NowNext *n, size_t room,
                       size_t turn, const NowPlan *plan, float width) {
    const Session *gone =
        n->gone_count ? &page->schedule->sessions[n->gone[turn % n->gone_count]] : NULL;
    bool is_beside = plan->is_bare && gone && n->next_count;
    if (is_beside)
        column = box_row(layout, column, (BoxStyle){.width = size_grow(1), .gap = dp(page, 24)});
    if (gone)
        gone_words(page, layout, column, gone, room, 32, plan->is_tight);
    if (n->next_count) {
        Box *next = box_column(layout, column, (BoxStyle){.width = size_grow(1)});
        box_space_above(next, is_beside ? 0
                                        : dp(page, !page_is_tall(page) || plan->is_small ? 2
                                                   : plan->is_airy                       ? 20
                                                                                         : 12));
        next_line_of(page, layout, next, &page->schedule->sessions[n->next[0]], room,
                     &(NextPlan){.size = plan->is_bare ? 28 : small_size(page),
                                 .is_tight = plan->is_tight,
                                 .may_be_cut = plan->cuts_next},
                     is_beside ? width / 2 - dp(page, 12) : width);
    }
}

static void stacked(const Page *page, Layout *layout, const NowNext *n, size_t room, size_t turn,
                    const RowSizes *sizes, const NowPlan *plan, float width, bool is_last) {
    const Room *r = &page->schedule->rooms[room];
    float name_size = plan->is_bare || plan->is_small ? fmaxf(28, sizes->room * 0.7f) : sizes->room;
    Box *column = box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = is_last});
    Box *head =
        box_row(layout, column,
                (BoxStyle){.width = size_grow(1), .gap = dp(page, 20), .cross = PLACE_BASELINE});
    TextLook name = page_type(page, name_size, WEIGHT_BOLD, COLOR_TEXT, 0);
    TextLook small = page_type(page, fmaxf(28, name_size * 0.6f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    bool is_least = plan->is_bare && page->metrics.shape == SHAPE_STRIP; /* four lines */
    room_name(page, layout, head, room, name_size, is_least ? 1 : 2, width);
    float used = page_width(page, page_text(page, &r->name), &name) + dp(page, 20);
    Str second = page_has_second(page) ? page_second_text(page, &r->name) : (Str){0};
    if (second.len && used + page_width(page, second, &small) <= width) {
        box_text(layout, head, second, r->at, small, (BoxStyle){0});
        used += page_width(page, second, &small) + dp(page, 20);
    }
    Str way = page_way(page, room, page_text(page, &r->way));
    small.style.language = page_language(page, 0);
    const Session *session =
        n->now_count ? &page->schedule->sessions[n->now[turn % n->now_count]] : NULL;
    TextLook left = minutes_look(page, fmaxf(28, fminf(36, name_size * 0.78f)));
    Str minutes = session && !page_is_tall(page) ? minutes_in(page, session, false) : (Str){0};
    float ends = minutes.len ? page_width(page, minutes, &left) + dp(page, 20) : 0;
    bool in_head = minutes.len && used + ends <= width;
    if (way.len && used + (in_head ? ends : 0) + page_width(page, way, &small) <= width)
        box_text(layout, head, way, r->way.at, small, (BoxStyle){0});
    if (in_head) {
        box_space(layout, head, (BoxStyle){.width = size_grow(1)});
        box_text(layout, head, minutes, (Position){0}, left, (BoxStyle){0});
    }
    room_state(page, layout, column, room, width);
    if (session)
        now_cell(page, layout, box_column(layout, column, (BoxStyle){.width = size_grow(1)}),
                 session, room, sizes, plan, 0, !in_head && !is_least, width);
    else
        free_cell(page, layout, column, n, width);
    rest_words(page, layout, column, n, room, turn, plan, width);
}

static void draw_stacked(Page *page, const NowNext *n, size_t room, size_t turn,
                         const RowSizes *sizes, Rect bounds) {
    const Session *session =
        n->now_count ? &page->schedule->sessions[n->now[turn % n->now_count]] : NULL;
    float face = session && session->speaker_count && sizes->portrait > 0
                     ? dp(page, sizes->portrait + 24)
                     : 0;
    /* The last one cuts a title, where three things are to be told. Before that, what comes is cut
     * so that what runs is not. */
    size_t plans = countof(NOW_PLANS) - !(n->gone_count && n->next_count);
    size_t steps = n->next_count ? 2 * plans : plans;
    for (size_t step = 0; step < steps; step++) {
        bool is_last = step + 1 == steps;
        NowPlan plan = NOW_PLANS[step % plans];
        plan.cuts_next = step >= plans;
        if (portraits_take_second(page, session, sizes, &plan, face, bounds.width))
            continue;
        if (page->metrics.shape == SHAPE_STRIP && plan.has_people && plan.title < 1)
            continue; /* low rows: the title is what they are for */
        Layout layout = page_layout(page);
        stacked(page, &layout, n, room, turn, sizes, &plan, bounds.width, is_last);
        if (!is_last &&
            (layout_height(&layout, bounds.width) > bounds.height || layout_is_cut(&layout)))
            continue;
        plan.is_airy = true;
        Layout more = page_layout(page);
        stacked(page, &more, n, room, turn, sizes, &plan, bounds.width, is_last);
        bool has_air = page_is_tall(page) && layout_height(&more, bounds.width) <= bounds.height;
        page_draw(page, has_air ? &more : &layout, bounds);
        return;
    }
}

void foyer_row(Page *page, const FoyerGrid *grid, size_t room, size_t turn, Rect bounds) {
    NowNext n = now_next_at(page->arena, page->schedule, room, page->context->at, 1);
    scene_changes_at(page->scene, n.next_change);
    RowSizes sizes = sizes_of(page, grid);
    draw_bar(page, &n, turn, bounds);
    float left = dp(page, 40), gap = dp(page, 36);
    if (!grid->is_beside) {
        draw_stacked(page, &n, room, turn, &sizes,
                     part_of(page, bounds, left, bounds.width - left));
        return;
    }
    float name = dp(page, FOYER_ROOM), now = dp(page, FOYER_NOW);
    now += bounds.width - dp(page, 1728); /* what is wider than the design is for what runs */
    draw_room(page, room, sizes.room, part_of(page, bounds, left, name - left - gap));
    draw_now(page, &n, room, turn, &sizes, grid->faces, part_of(page, bounds, name, now - gap));
    float from = name + now;
    draw_next(page, &n, room, turn, fminf(42, sizes.title),
              part_of(page, bounds, from, bounds.width - from));
}
