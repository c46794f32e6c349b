/* speakers.c: who speaks next: one person large, with what they speak about, when and where, and
 * who is on stage with them. The next visit shows the next person. */
#include <math.h>

#include "views/door.h"
#include "views/memo.h"

enum { LISTED = 24 }; /* sessions to come that are looked through */

/* A person of a session to come. */
typedef struct {
    const Session *session; /* NULL: nobody is to come */
    size_t speaker;
    bool is_next; /* nothing begins before it */
} Person;

/* The people of the first sessions to come in which anybody speaks, as they stand there; the one of
 * this visit. */
static Person person_of_visit(Page *page) {
    NowNext lists = page_now_next(page, LISTED);
    scene_changes_at(page->scene, lists.next_change);
    const Session *sessions = page->schedule->sessions;
    Instant start = INSTANT_NEVER;
    size_t count = 0;
    for (size_t i = 0; i < lists.next_count; i++) {
        const Session *s = &sessions[lists.next[i]];
        if (s->speaker_count == 0 || (start != INSTANT_NEVER && s->start != start))
            continue;
        start = s->start;
        count += s->speaker_count;
    }
    size_t wanted = count ? page->slide->visit % count : 0;
    for (size_t i = 0; i < lists.next_count && count; i++) {
        const Session *s = &sessions[lists.next[i]];
        if (s->speaker_count == 0 || s->start != start)
            continue;
        if (wanted < s->speaker_count)
            return (Person){.session = s,
                            .speaker = wanted,
                            .is_next = s->start == sessions[lists.next[0]].start};
        wanted -= s->speaker_count;
    }
    return (Person){0};
}

/* How much is said, from all on. */
typedef struct {
    float name, title;
    bool has_biography, has_second, has_others;
} PersonPlan;

static const PersonPlan PLANS[] = {
    {.name = 136, .title = 92, .has_biography = true, .has_second = true, .has_others = true},
    {.name = 112, .title = 78, .has_biography = true, .has_second = true, .has_others = true},
    {.name = 136, .title = 92, .has_second = true, .has_others = true},
    {.name = 112, .title = 78, .has_second = true, .has_others = true},
    {.name = 92, .title = 64, .has_second = true, .has_others = true},
    {.name = 92, .title = 64},
    {.name = 72, .title = 46},
};

static TextLook two_lines(const Page *page, float size, FontWeight weight, ColorRole color,
                          size_t language) {
    TextLook look = page_type(page, size, weight, color, language);
    look.style.line_height = 1.13f;
    look.max_lines = 2;
    look.is_balanced = true;
    return look;
}

static Str flat(const Page *page, Str text) {
    char *out = arena_copy(page->arena, text.s, text.len);
    for (size_t i = 0; i < text.len; i++)
        out[i] = out[i] == '\n' ? ' ' : out[i];
    return (Str){.s = out, .len = text.len};
}

static void person_head(const Page *page, Layout *layout, Box *column, const Person *person,
                        float width) {
    Box *head =
        box_row(layout, column,
                (BoxStyle){.gap = dp(page, 40), .min_height = dp(page, 48), .cross = PLACE_CENTER});
    width -=
        door_chip(page, layout, head, person->is_next ? STRING_NEXT : STRING_THEN, COLOR_NEXT) +
        dp(page, 40);
    if (person->session->track == SCHEDULE_NONE || page->metrics.shape == SHAPE_STRIP)
        return;
    const Track *track = &page->schedule->tracks[person->session->track];
    TextLook look = page_type(page, 32, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    Str name = page_text(page, &track->name);
    if (page_width(page, name, &look) + dp(page, 28) > width)
        return;
    Box *chip = box_row(layout, head, (BoxStyle){.gap = dp(page, 16), .cross = PLACE_CENTER});
    box_space(layout, chip,
              (BoxStyle){.width = size_fixed(dp(page, 12)),
                         .height = size_fixed(dp(page, 36)),
                         .fill = page_track_color(page, person->session)});
    box_text(layout, chip, name, track->name.at, look, (BoxStyle){0});
    Str second = page_second_text(page, &track->name);
    TextLook other = page_type(page, 32, WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    width -= page_width(page, name, &look) + dp(page, 28);
    if (second.len && page_width(page, second, &other) + dp(page, 16) <= width)
        box_text(layout, chip, second, track->name.at, other, (BoxStyle){0});
}

/* "10:30 主会场 Main Hall · 一层", as much of it as fits. */
static void person_place(const Page *page, Layout *layout, Box *column, const Session *session,
                         float width) {
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    float gap = dp(page, 32);
    Box *row = box_row(layout, column, (BoxStyle){.gap = gap, .cross = PLACE_BASELINE});
    box_space_above(row, dp(page, is_strip ? 4 : 24));
    TextLook time = page_type(page, is_strip ? 46 : 92, WEIGHT_BOLD, COLOR_NEXT, 0);
    Str when = page_time(page, session->start);
    box_part(box_text(layout, row, when, session->at, time, (BoxStyle){0}), PART_TIME);
    width -= page_width(page, when, &time) + gap;
    TextLook room = page_type(page, is_strip ? 40 : 64, WEIGHT_BOLD, COLOR_TEXT, 0);
    look_may_shrink(page, &room, 28);
    Str where = page_rooms(page, session->rooms, session->room_count);
    if (!page_fits(page, where, &room, width)) {
        room.max_lines = 2;
        room.style.size = room.style.min_size;
    }
    box_part(box_text(layout, row, where, session->at, room, (BoxStyle){.can_shrink = true}),
             PART_PLACE);
    if (session->room_count != 1)
        return;
    width -= page_width(page, where, &room) + gap;
    const Room *r = &page->schedule->rooms[session->rooms[0]];
    TextLook way = page_type(page, is_strip ? 32 : 46, WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    Str first = page_text(page, &r->way);
    Str second = page_has_second(page) ? page_second_text(page, &r->name) : (Str){0};
    Str both = page_join(page, second, first);
    Str words = page_width(page, both, &way) <= width ? both : first;
    if (page_width(page, words, &way) <= width)
        box_text(layout, row, words, r->way.at, way, (BoxStyle){0});
}

static void person_words(const Page *page, Layout *layout, const Person *person,
                         const PersonPlan *plan, float width) {
    const Session *session = person->session;
    const Speaker *speaker = &session->speakers[person->speaker];
    bool is_strip = page->metrics.shape == SHAPE_STRIP;
    float scale = is_strip ? 0.5f : page->metrics.shape == SHAPE_SQUARE ? 0.75f : 1;
    bool is_last = plan == &PLANS[countof(PLANS) - 1];
    Box *column = box_column(layout, NULL, (BoxStyle){.is_stretched = true, .is_fitted = is_last});
    page_tag(page, column, session, person->is_next ? ROLE_NEXT : ROLE_LATER, page->room);
    person_head(page, layout, column, person, width);
    TextLook name = two_lines(page, plan->name * scale, WEIGHT_BOLD, COLOR_TEXT, 0);
    if (is_last)
        look_may_shrink(page, &name, 28);
    box_space_above(box_part(box_text(layout, column, page_text(page, &speaker->name),
                                      speaker->name.at, name, (BoxStyle){0}),
                             PART_PEOPLE),
                    dp(page, is_strip ? 2 : 20));
    TextLook from =
        two_lines(page, fmaxf(28, plan->name * scale * 0.41f), WEIGHT_SEMIBOLD, COLOR_MUTED, 0);
    box_space_above(box_text(layout, column, page_text(page, &speaker->affiliation),
                             speaker->affiliation.at, from, (BoxStyle){0}),
                    dp(page, 8));
    if (plan->has_biography && speaker->biography.count && !is_strip) {
        TextLook about = page_type(page, 32, WEIGHT_REGULAR, COLOR_MUTED, 0);
        about.style.line_height = 1.375f;
        about.max_lines = 3;
        Str text = flat(page, page_text(page, &speaker->biography));
        box_space_above(box_text(layout, column, page_first_words(page, text, &about, width),
                                 speaker->biography.at, about, (BoxStyle){0}),
                        dp(page, 16));
    }
    TextLook title = two_lines(page, plan->title * scale, WEIGHT_BOLD, COLOR_TEXT, 0);
    title.max_lines = 3;
    if (is_last)
        look_may_shrink(page, &title, 28);
    box_space_above(box_part(box_text(layout, column, page_text(page, &session->title),
                                      session->title.at, title, (BoxStyle){0}),
                             PART_TITLE),
                    dp(page, is_strip ? 6 : 36));
    Str second = page_has_second(page) ? page_second_text(page, &session->title) : (Str){0};
    TextLook other =
        two_lines(page, fmaxf(28, plan->title * scale * 0.585f), WEIGHT_SEMIBOLD, COLOR_MUTED, 1);
    if (plan->has_second)
        box_space_above(box_text(layout, column, second, session->title.at, other, (BoxStyle){0}),
                        dp(page, 8));
    if (!is_strip)
        box_space(layout, column, (BoxStyle){.height = size_grow(1)});
    person_place(page, layout, column, session, width);
}

/* Below a rule: the others, as many as fit. Returns the height that it takes. */
static float draw_others(Page *page, const Person *person, Rect body) {
    const Session *session = person->session;
    if (session->speaker_count < 2 || page->metrics.shape == SHAPE_STRIP)
        return 0;
    float side = dp(page, 72), gap = dp(page, 24), height = side + 2 * gap + dp(page, 2);
    Layout layout = page_layout(page);
    Box *row = box_row(&layout, NULL, (BoxStyle){.gap = gap, .cross = PLACE_CENTER});
    page_tag(page, row, session, person->is_next ? ROLE_NEXT : ROLE_LATER, page->room);
    TextLook look = page_type(page, 40, WEIGHT_SEMIBOLD, COLOR_TEXT, 0);
    TextLook word = look;
    word.color = page_color(page, COLOR_MUTED);
    Str with = page_word(page, STRING_ON_STAGE), other = page_second_word(page, STRING_ON_STAGE);
    if (other.len)
        with = str_printf(page->arena, "%.*s %.*s", str_arg(with), str_arg(other));
    box_text(&layout, row, with, (Position){0}, word, (BoxStyle){0});
    float left = body.width - page_width(page, with, &word);
    for (size_t i = 0; i < session->speaker_count; i++) {
        Str name = page_text(page, &session->speakers[i].name);
        float wanted = side + 2 * gap + page_width(page, name, &look);
        if (i == person->speaker || wanted > left)
            continue;
        left -= wanted;
        page_portrait(page, &layout, row, &session->speakers[i], side);
        box_text(&layout, row, name, session->speakers[i].name.at, look, (BoxStyle){0});
    }
    float y = body.y + body.height - height;
    scene_rect(page->scene, (Rect){body.x, roundf(y), body.width, dp(page, 2)},
               page_color(page, COLOR_LINE), 0);
    page_draw(page, &layout, (Rect){body.x, y + gap + dp(page, 2), body.width, side});
    return height + gap;
}

static void draw_words(Page *page, const Person *person, Rect bounds) {
    for (size_t step = 0; step < countof(PLANS); step++) {
        Layout layout = page_layout(page);
        person_words(page, &layout, person, &PLANS[step], bounds.width);
        bool fits =
            layout_height(&layout, bounds.width) <= bounds.height && !layout_is_cut(&layout);
        if (!fits && step + 1 < countof(PLANS))
            continue;
        page_draw(page, &layout, bounds);
        return;
    }
}

static Rect mirrored(const Page *page, Rect body, Rect part) {
    if (page_is_mirrored(page))
        part.x = 2 * body.x + body.width - part.x - part.width;
    return part;
}

/* On strips, where no header has it. */
static void clock_at_end(Page *page) {
    if (page->metrics.shape != SHAPE_STRIP)
        return;
    TextLook look = page_type(page, 112, WEIGHT_BOLD, COLOR_TEXT, 0);
    look.is_live = true;
    look.style.role = FONT_DIGITS;
    scene_changes_at(page->scene, page_next_minute(page));
    Str time = page_time(page, page->context->at);
    float width = page_width(page, time, &look) + dp(page, 8), gap = dp(page, 48);
    Rect body = page->body;
    Rect clock = {body.x + body.width - width, body.y, width, body.height};
    Layout layout = page_layout(page);
    Box *column = box_column(&layout, NULL, (BoxStyle){.main = PLACE_CENTER});
    box_text(&layout, column, time, (Position){0}, look, (BoxStyle){0});
    page_draw(page, &layout, mirrored(page, body, clock));
    page->body.width -= width + gap;
    page->body.x += page_is_mirrored(page) ? width + gap : 0;
}

void view_speakers(Page *page) {
    Person person = {0};
    if (page->schedule)
        person = person_of_visit(page);
    if (!person.session) {
        view_state(page);
        return;
    }
    scene_identify(page->scene, &person.speaker, sizeof person.speaker);
    clock_at_end(page);
    Rect body = page->body;
    body.height -= draw_others(page, &person, body);
    bool is_column = page->metrics.shape == SHAPE_PORTRAIT;
    float side = fminf(dp(page, page->metrics.shape == SHAPE_SQUARE ? 300 : 640),
                       is_column ? body.height * 0.4f : body.height);
    side = roundf(fminf(side, body.width * (is_column ? 1 : 0.4f)));
    Layout layout = page_layout(page);
    Box *face = box_column(&layout, NULL, (BoxStyle){0});
    page_tag(page, face, person.session, person.is_next ? ROLE_NEXT : ROLE_LATER, page->room);
    page_portrait(page, &layout, face, &person.session->speakers[person.speaker], side);
    page_draw(page, &layout, mirrored(page, page->body, (Rect){body.x, body.y, side, side}));
    float gap = dp(page, page->metrics.shape == SHAPE_LANDSCAPE ? 96 : 48);
    Rect words = {body.x, body.y + side + gap, body.width, body.height - side - gap};
    if (!is_column)
        words = mirrored(page, page->body,
                         (Rect){body.x + side + gap, body.y, body.width - side - gap, body.height});
    draw_words(page, &person, words);
}
