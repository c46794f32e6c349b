/* Rules of single views that the walk over all pages (test_pages.c) cannot see: which sessions a
 * page shows, and how. Small schedules, in English, by the built-in words and fonts. */

#include <math.h>

#include "views/views.h"
#include "world.h"

#define HEAD                                                                                       \
    "kiosk: 1\n"                                                                                   \
    "event: {name: Event, timezone: UTC}\n"                                                        \
    "rooms: [{id: main, name: Main}]\n"

#define DAY "days:\n  - date: 2026-05-16\n    sessions:\n"

static Schedule *load(SmallWorld *world, const char *text) {
    return schedule_of(world->arena, "rules.yaml", str_from(text));
}

/* 2026-05-16 in UTC */
static Instant at(int32_t hour, int32_t minute) {
    return zone_instant(zone_utc(), (Date){2026, 5, 16}, hour * 60 + minute, NULL);
}

static ViewContext context_for(const SmallWorld *world, const Schedule *schedule, Instant now) {
    return (ViewContext){.schedule = schedule,
                         .room = 0,
                         .at = now,
                         .width = 1920,
                         .height = 1080,
                         .theme = theme_builtin(),
                         .strings = {strings_builtin()},
                         .languages = {str_from("en")},
                         .language_count = 1,
                         .zone = zone_utc(),
                         .text = world->text};
}

static Scene build(SmallWorld *world, const Schedule *schedule, Slide slide, Instant now) {
    ViewContext context = context_for(world, schedule, now);
    Scene scene = scene_create(world->arena, context.width, context.height);
    view_build(&context, &slide, &scene);
    return scene;
}

static Scene build_page(SmallWorld *world, const Schedule *schedule, ViewKind view, size_t page,
                        Instant now) {
    Slide slide = {.view = view, .page = page, .until = INSTANT_NEVER};
    return build(world, schedule, slide, now);
}

static size_t pages_of(SmallWorld *world, const Schedule *schedule, ViewKind view, Instant now) {
    ViewContext context = context_for(world, schedule, now);
    return view_page_count(&context, view);
}

/* The layout of a text that holds `part`, or NULL. */
static const TextLayout *find(const Scene *scene, const char *part) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (str_find(scene->texts[i].text, part) != SIZE_MAX)
            return scene->draws[scene->texts[i].draw].text.layout;
    return NULL;
}

/* `count` sessions of `minutes` from `hour` on, named S000, S001, …, and what comes behind them. */
static Schedule *long_day(SmallWorld *world, int count, int hour, int minutes, const char *more) {
    Str text = str_from(HEAD DAY);
    for (int i = 0; i < count; i++) {
        int start = hour * 60 + i * minutes, end = start + minutes;
        text =
            str_printf(world->arena, "%.*s      - {time: \"%02d:%02d-%02d:%02d\", title: S%03d}\n",
                       str_arg(text), start / 60, start % 60, end / 60, end % 60, i);
    }
    return load(world, str_printf(world->arena, "%.*s%s", str_arg(text), more).s);
}

/* The door says its track, the language and the seats, as many as fit in the line, and never cut.
 */
static void a_door_tells_track_language_and_seats(void **state) {
    SmallWorld *world = *state;
    static const char LONG[] = "a track of a name that fills the whole of the line and more of it "
                               "than there is on any screen";
    for (int is_long = 0; is_long < 2; is_long++) {
        const char *track = is_long ? LONG : "Kernel";
        Str text = str_printf(world->arena,
                              "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                              "rooms: [{id: main, name: Main, capacity: 240}]\n"
                              "tracks: [{id: k, name: %s, color: \"#e4572e\"}]\n" DAY
                              "      - {time: \"10:00-11:00\", room: main, title: A, track: k, "
                              "language: de}\n",
                              track);
        Schedule *schedule = load(world, text.s);
        Scene scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(10, 20));
        assert_int_equal(find(&scene, track) != NULL, !is_long);
        assert_non_null(find(&scene, "Deutsch"));
        assert_non_null(find(&scene, "240 seats"));
        for (size_t i = 0; i < scene.text_count; i++)
            assert_false(scene.draws[scene.texts[i].draw].text.layout->is_cut);
        /* Where somebody counts: those that are free, until that does not hold any more. */
        Room *room = (Room *)(uintptr_t)&schedule->rooms[0];
        room->is_counted = true;
        room->people = 231;
        room->places = 240;
        room->state_from = at(10, 10);
        room->state_until = at(10, 30);
        scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(10, 20));
        assert_non_null(find(&scene, "9 seats free"));
        assert_null(find(&scene, "240 seats"));
        assert_true(scene.next_change <= at(10, 30));
        scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(10, 30));
        assert_non_null(find(&scene, "240 seats"));
        schedule_free(schedule);
    }
}

static size_t codes_of(const Scene *scene) {
    size_t count = 0;
    for (size_t i = 0; i < scene->draw_count; i++)
        count += scene->draws[i].kind == DRAW_QR;
    return count;
}

/* What comes later gives way to the code, not what comes next; an address that would make it too
 * fine has none. */
static void a_door_has_the_code_where_there_is_room(void **state) {
    SmallWorld *world = *state;
    static const char NEXT[] =
        "      - {time: \"11:00-12:00\", room: main, title: This is a title of some length that "
        "takes up two whole lines, speakers: [Ada, Bob]}\n"
        "      - {time: \"12:00-13:00\", room: main, title: This is a title of some length that "
        "takes up two whole lines too, speakers: [Ada, Bob]}\n"
        "      - {time: \"13:00-14:00\", room: main, title: This is another one of that length "
        "that takes up two whole lines, speakers: [Ada, Bob]}\n";
    static const char LONG[] = "https://example.org/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/"
                               "w/x/y/z/and/again/a/b/c/d/e/f/g/h/i/j/k/l/m/n/o/p/q/r/s/t/u/v/w";
    const struct {
        const char *url, *next;
        size_t codes;
    } cases[] = {
        {"https://example.org/1", "", 1}, {"https://example.org/1", NEXT, 1}, {LONG, "", 0}};
    for (size_t i = 0; i < countof(cases); i++) {
        Str text = str_printf(world->arena,
                              HEAD DAY "      - {time: \"10:00-11:00\", room: main, title: A, "
                                       "url: \"%s\"}\n%s",
                              cases[i].url, cases[i].next);
        Schedule *schedule = load(world, text.s);
        Scene scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(10, 20));
        assert_int_equal(codes_of(&scene), cases[i].codes);
        if (cases[i].next[0])
            assert_non_null(find(&scene, "11:00"));
        schedule_free(schedule);
    }
}

static void a_long_agenda_shows_what_is_to_come(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = long_day(world, 120, 6, 5, "");
    assert_int_equal(pages_of(world, schedule, VIEW_AGENDA, at(8, 30)), 4);
    Scene scene = build_page(world, schedule, VIEW_AGENDA, 0, at(8, 31));
    assert_non_null(find(&scene, "S030"));
    assert_null(find(&scene, "S000"));
    scene = build_page(world, schedule, VIEW_AGENDA, 3, at(15, 56));
    assert_non_null(find(&scene, "S119"));
    schedule_free(schedule);
}

static void an_agenda_leaves_out_what_is_over(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = long_day(world, 30, 6, 5, "");
    size_t pages = pages_of(world, schedule, VIEW_AGENDA, at(8, 0));
    assert_in_range(pages, 2, 4);
    Scene scene = build_page(world, schedule, VIEW_AGENDA, 0, at(8, 17));
    assert_null(find(&scene, "S026"));
    assert_non_null(find(&scene, "S027")); /* runs */
    assert_non_null(find(&scene, "S029"));
    /* What is left takes one page, which stands for all that the day had. */
    scene = build_page(world, schedule, VIEW_AGENDA, pages - 1, at(8, 17));
    assert_non_null(find(&scene, "S027"));
    schedule_free(schedule);
}

/* Of a visit that began at 8:14:50 every row stays on its page while sessions begin and end; what
 * has ended is faded, not gone. Each page comes once, and stays for the turns that are left over.
 */
static void an_agenda_keeps_its_pages_for_a_visit(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = long_day(world, 40, 6, 5, "");
    size_t pages = pages_of(world, schedule, VIEW_AGENDA, at(8, 0));
    assert_int_equal(pages, 4);
    Instant began = at(8, 14) + 50 * MILLIS_SECOND;
    const TextLayout *shown[2] = {0};
    for (size_t page = 0; page < pages; page++) {
        Instant from = began + (Instant)page * 12 * MILLIS_SECOND;
        Slide slide = {.view = VIEW_AGENDA,
                       .page = page,
                       .pages = pages,
                       .began = began,
                       .from = from,
                       .until = from + 12 * MILLIS_SECOND};
        Scene scene = build(world, schedule, slide, from);
        assert_int_equal(find(&scene, "S026") != NULL, page < 2);
        assert_int_equal(find(&scene, "S027") != NULL, page < 2);
        assert_int_equal(find(&scene, "S039") != NULL, page >= 2);
        for (size_t i = 0; i < scene.text_count && page < 2; i++)
            if (scene.texts[i].tag.part == PART_TITLE && scene.texts[i].tag.session == 26) {
                shown[page] = scene.draws[scene.texts[i].draw].text.layout;
                assert_int_equal(scene.texts[i].tag.role, page == 0 ? ROLE_NOW : ROLE_GONE);
            }
    }
    assert_non_null(shown[0]);
    assert_non_null(shown[1]);
    schedule_free(schedule);
}

/* Nothing that runs falls behind the four pages, be it more than they hold. */
static void an_agenda_shows_all_that_runs(void **state) {
    SmallWorld *world = *state;
    enum { AT_ONCE = 70 };
    Str text = str_from(HEAD DAY);
    for (int i = 0; i < AT_ONCE; i++)
        text = str_printf(world->arena, "%.*s      - {time: 09:00-10:00, title: S%03d}\n",
                          str_arg(text), i);
    Schedule *schedule = load(world, text.s);
    size_t pages = pages_of(world, schedule, VIEW_AGENDA, at(8, 0)), seen = 0;
    for (size_t page = 0; page < pages; page++) {
        Scene scene = build_page(world, schedule, VIEW_AGENDA, page, at(9, 30));
        for (int i = 0; i < AT_ONCE; i++)
            seen += find(&scene, arena_printf(world->arena, "S%03d", i)) != NULL;
    }
    assert_int_equal(seen, AT_ONCE);
    schedule_free(schedule);
}

/* Where a row has no column for it, the room stands beside the words that it was moved. */
static void a_moved_row_says_where(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = load(world, "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                                     "rooms: [{id: a, name: Aula}, {id: b, name: Backyard}]\n" DAY
                                     "      - {time: \"10:00-11:40\", room: b, title: Porridge, "
                                     "status: moved, was: {room: a}}\n"
                                     "      - {time: \"12:00-13:00\", room: a, title: Toast}\n");
    for (int hour = 9; hour <= 10; hour++) {
        ViewContext context = context_for(world, schedule, at(hour, 30));
        context.room = SCHEDULE_NONE;
        context.width = 1080;
        context.height = 1920;
        Scene scene = scene_create(world->arena, context.width, context.height);
        view_build(&context, &(Slide){.view = VIEW_AGENDA, .until = INSTANT_NEVER}, &scene);
        assert_non_null(find(&scene, "Moved"));
        assert_non_null(find(&scene, "Backyard"));
        assert_int_equal(find(&scene, "11:40") != NULL, hour == 10); /* until when it runs */
    }
    schedule_free(schedule);
}

/* A foyer keeps no room for portraits that nobody has. */
static void titles_take_the_place_of_portraits(void **state) {
    SmallWorld *world = *state;
    for (int has_speakers = 0; has_speakers < 2; has_speakers++) {
        Str text = str_printf(world->arena,
                              "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                              "rooms: [{id: a, name: Aula}, {id: b, name: Backyard}]\n" DAY
                              "      - {time: \"10:00-11:00\", room: a, title: In its place}\n"
                              "      - {time: \"10:00-11:00\", room: b, title: Porridge%s}\n",
                              has_speakers ? ", speakers: [Ann Lee, Bo Ek]" : "");
        Schedule *schedule = load(world, text.s);
        ViewContext context = context_for(world, schedule, at(10, 30));
        context.room = SCHEDULE_NONE;
        Scene scene = scene_create(world->arena, context.width, context.height);
        view_build(&context, &(Slide){.view = VIEW_NOW_NEXT, .until = INSTANT_NEVER}, &scene);
        const TextLayout *title = find(&scene, "In its place");
        assert_non_null(title);
        assert_int_equal(title->line_count, has_speakers ? 2 : 1);
        schedule_free(schedule);
    }
}

/* A long title of what comes has lines of its own, and is cut before what runs loses its people. */
static void what_comes_costs_what_runs_nothing(void **state) {
    SmallWorld *world = *state;
    static const char *const NEXT[] = {
        "How to make a first contribution to a community of free software in one afternoon",
        "How to make a first contribution to a community of free software in one afternoon, and "
        "how to make a second one, a third one, and those after that, until it has become a habit"};
    for (size_t i = 0; i < countof(NEXT); i++) {
        Str text = str_printf(world->arena,
                              "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                              "rooms: [{id: a, name: Aula}, {id: b, name: Backyard}, "
                              "{id: c, name: Cellar}, {id: d, name: Dome}]\n" DAY
                              "      - {time: \"10:00-11:00\", room: a, title: Porridge, "
                              "speakers: [Ann Lee]}\n"
                              "      - {time: \"11:00-12:00\", room: a, title: \"%s\"}\n"
                              "      - {time: \"10:00-11:00\", room: b, title: Toast}\n"
                              "      - {time: \"10:00-11:00\", room: c, title: Tea}\n"
                              "      - {time: \"10:00-11:00\", room: d, title: Jam}\n",
                              NEXT[i]);
        Schedule *schedule = load(world, text.s);
        ViewContext context = context_for(world, schedule, at(10, 30));
        context.room = SCHEDULE_NONE;
        context.width = 1080;
        context.height = 1920;
        Scene scene = scene_create(world->arena, context.width, context.height);
        view_build(&context, &(Slide){.view = VIEW_NOW_NEXT, .until = INSTANT_NEVER}, &scene);
        const TextLayout *next = find(&scene, NEXT[i]);
        assert_non_null(next);
        assert_int_equal(next->is_cut, i == 1);
        assert_true(next->line_count >= 2);
        assert_non_null(find(&scene, "Porridge"));
        if (i == 1)
            assert_non_null(find(&scene, "Ann Lee"));
        schedule_free(schedule);
    }
}

/* Whatever its length, all of an emergency is shown, in order, one part after the other. */
static void an_emergency_is_never_cut(void **state) {
    SmallWorld *world = *state;
    Str text = {0};
    for (int i = 0; i < 190; i++)
        text =
            str_printf(world->arena, "%.*sWord%03d of what has to be read now. ", str_arg(text), i);
    Str file = str_printf(world->arena,
                          HEAD DAY "      - {time: \"09:00-10:00\", title: T}\n"
                                   "notices:\n  - {text: \"%.*s\", level: emergency}\n",
                          str_arg(text));
    Schedule *schedule = load(world, file.s);
    size_t next = 0, parts = 0;
    Instant from = at(9, 30) - at(9, 30) % (8 * MILLIS_SECOND);
    for (int i = 0; i < 8; i++) {
        Scene scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, from + i * 8 * MILLIS_SECOND);
        assert_true(scene.next_change <= from + (i + 1) * 8 * MILLIS_SECOND);
        for (size_t k = 0; k < scene.text_count; k++)
            assert_false(scene.draws[scene.texts[k].draw].text.layout->is_cut);
        size_t before = next;
        while (next < 190 && find(&scene, arena_printf(world->arena, "Word%03zu", next)))
            next++;
        parts += next > before;
    }
    assert_int_equal(next, 190);
    assert_true(parts > 1);
    schedule_free(schedule);
}

static void pages_turn_under_a_notice(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule =
        long_day(world, 9, 10, 30,
                 "notices:\n  - {text: Lunch, from: \"10:00\", until: \"11:00\", level: info}\n");
    assert_int_equal(pages_of(world, schedule, VIEW_AGENDA, at(10, 5)), 1);
    Instant from = at(10, 5);
    Slide slide = {.view = VIEW_AGENDA, .from = from, .until = from + 12 * MILLIS_SECOND};
    Scene scene = build(world, schedule, slide, from);
    assert_non_null(find(&scene, "S000"));
    assert_null(find(&scene, "S008"));
    assert_true(scene.next_change == from + 6 * MILLIS_SECOND);
    uint64_t identity = scene.identity;
    scene = build(world, schedule, slide, from + 6 * MILLIS_SECOND);
    assert_null(find(&scene, "S000"));
    assert_non_null(find(&scene, "S008"));
    assert_true(scene.identity != identity);
    schedule_free(schedule);
}

static void sessions_at_once_in_a_room_turn_pages(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule =
        load(world, HEAD DAY "      - {time: 09:00-10:00, room: main, title: First}\n"
                             "      - {time: 09:30-10:30, room: main, title: Second}\n"
                             "      - {time: 11:00-12:00, room: main, title: Third}\n");
    assert_int_equal(pages_of(world, schedule, VIEW_NOW_NEXT, at(9, 45)), 2);
    Scene first = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(9, 45));
    Scene second = build_page(world, schedule, VIEW_NOW_NEXT, 1, at(9, 45));
    assert_non_null(find(&first, "First"));
    assert_null(find(&first, "Second"));
    assert_non_null(find(&second, "Second"));
    assert_null(find(&second, "First"));
    schedule_free(schedule);
}

static void names_are_not_broken(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = load(world, HEAD DAY "      - {time: 09:00-10:00, title: Talk,"
                                              " speakers: [Ann Bee, Cee Dee, Eff Gee, Aitch I]}\n");
    Scene scene = build_page(world, schedule, VIEW_AGENDA, 0, at(9, 5));
    assert_non_null(find(&scene, "Ann\u00A0Bee\u00A0/ Cee\u00A0Dee"));
    schedule_free(schedule);
}

static void wordmarks_of_a_row_have_one_size(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = load(world, HEAD DAY "      - {time: 09:00-10:00, title: Talk}\n"
                                              "partners: {gold: [Oxx, Axx, Exx, Openstackers]}\n");
    Scene scene = build_page(world, schedule, VIEW_PARTNERS, 0, at(9, 5));
    const TextLayout *shorter = find(&scene, "Oxx"), *longer = find(&scene, "Openstackers");
    assert_non_null(shorter);
    assert_non_null(longer);
    assert_int_equal(longer->line_count, 1);
    assert_true(fabsf(shorter->size - longer->size) < 0.5f);
    schedule_free(schedule);
}

static void a_wait_is_counted_when_it_is_short(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = load(world, HEAD DAY "      - {time: 12:00-13:00, title: Talk}\n");
    static const struct {
        int32_t hour, minute;
        const char *shown, *not_shown;
    } CASES[] = {
        {9, 0, "Starts at 12:00", "in 180"}, {10, 20, "Starts at 12:00", "in 100"},
        {10, 21, "in 99 min", "99:00"},      {10, 59, "in 61 min", "61:00"},
        {11, 0, "60:00", "in 60"},           {11, 49, "11:00", "in 11"},
        {11, 59, "Starting now", "1:00"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Scene scene =
            build_page(world, schedule, VIEW_NOW_NEXT, 0, at(CASES[i].hour, CASES[i].minute));
        if (!find(&scene, CASES[i].shown))
            fail_msg("%02d:%02d: no \"%s\"", CASES[i].hour, CASES[i].minute, CASES[i].shown);
        if (find(&scene, CASES[i].not_shown))
            fail_msg("%02d:%02d: \"%s\"", CASES[i].hour, CASES[i].minute, CASES[i].not_shown);
    }
    schedule_free(schedule);
}

/* Times in rows are of one width; the clock, which stands alone, has a narrow 1. */
static void the_clock_is_set_as_words_are(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule =
        load(world, HEAD DAY "      - {time: \"11:11-11:51\", room: main, title: A}\n"
                             "      - {time: \"20:48-21:30\", room: main, title: B}\n");
    Scene ones = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(11, 11));
    float narrow = find(&ones, "11:11")->width; /* the header's comes first */
    Scene eights = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(20, 48));
    float wide = find(&eights, "20:48")->width;
    assert_true(wide > narrow * 1.15f);
    float times[2] = {0};
    Scene *scenes[] = {&ones, &eights};
    for (size_t k = 0; k < 2; k++)
        for (size_t i = 0; i < scenes[k]->text_count; i++)
            if (scenes[k]->texts[i].tag.role == ROLE_NOW &&
                scenes[k]->texts[i].tag.part == PART_TIME)
                times[k] = scenes[k]->draws[scenes[k]->texts[i].draw].text.layout->width;
    assert_true(times[0] > 0);
    assert_float_equal(times[0], times[1], 0.01f);
    schedule_free(schedule);
}

/* ---- directions ------------------------------------------------------------------------------*/

#define ARABIC "\u0634\u0628\u0643\u0627\u062A"
#define HEBREW "\u05E9\u05E8\u05D4"

/* Nothing has a time, but something is on: it is said, and not that there is nothing. */
static void a_day_of_whole_day_items_says_them(void **state) {
    SmallWorld *world = *state;
    static const char ITEMS[] =
        HEAD DAY "      - {all_day: yes, room: main, title: Exhibition}\n"
                 "      - {all_day: yes, title: Registration}\n"
                 "      - {all_day: yes, room: main, status: cancelled, title: Tour}\n";
    static const char *const REST[] = {
        "", "  - date: 2026-05-17\n    sessions:\n      - {time: 9:00-10:00, title: Keynote}\n"};
    for (size_t i = 0; i < countof(REST); i++) {
        Schedule *schedule = load(world, arena_printf(world->arena, "%s%s", ITEMS, REST[i]));
        Scene scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(10, 0));
        assert_non_null(find(&scene, "All day"));
        assert_non_null(find(&scene, "Exhibition"));
        assert_non_null(find(&scene, "Registration"));
        assert_null(find(&scene, "Tour"));
        assert_null(find(&scene, "No sessions"));
        scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(10, 0) - 24 * MILLIS_HOUR);
        assert_null(find(&scene, "All day"));
        schedule_free(schedule);
    }
}

static void a_title_begins_at_the_pages_side(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule =
        load(world, HEAD DAY "      - {time: \"09:00-10:00\", room: main, title: " ARABIC "}\n");
    Scene scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(9, 30));
    size_t titles = 0;
    for (size_t i = 0; i < scene.text_count; i++) {
        if (scene.texts[i].tag.part != PART_TITLE && scene.texts[i].tag.part != PART_LABEL)
            continue;
        const TextLayout *layout = scene.draws[scene.texts[i].draw].text.layout;
        assert_true(layout->is_rtl);
        assert_float_equal(layout->lines[0].x, 0, 0.01f);
        titles++;
    }
    assert_int_equal(titles, 2); /* the session's, and the ribbon's */
    Scene grid = build_page(world, schedule, VIEW_GRID, 0, at(9, 30));
    const TextLayout *cell = find(&grid, ARABIC);
    assert_non_null(cell);
    assert_true(cell->is_rtl);
    assert_float_equal(cell->lines[0].x, 0, 0.01f);
    schedule_free(schedule);
}

/* The list's order is the page's, and what one name leaves open does not reach the next. */
static void names_in_a_list_are_isolated(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule = load(
        world, HEAD DAY "      - {time: \"09:00-10:00\", room: main, title: T, speakers: [" ARABIC
                        ", Ann, \"\u202Eevil\", " HEBREW ", Bob, Cy, Dee]}\n");
    Scene scene = build_page(world, schedule, VIEW_NOW_NEXT, 0, at(9, 30));
    const TextLayout *names =
        find(&scene, "\u2068" ARABIC "\u2069\u00A0/ Ann\u00A0/ \u2068\u202E"
                     "evil\u2069\u00A0/ \u2068" HEBREW "\u2069\u00A0/ Bob\u00A0/ Cy\u00A0/ Dee");
    assert_non_null(names);
    assert_false(names->is_rtl);
    schedule_free(schedule);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(a_long_agenda_shows_what_is_to_come),
        cmocka_unit_test(the_clock_is_set_as_words_are),
        cmocka_unit_test(a_title_begins_at_the_pages_side),
        cmocka_unit_test(names_in_a_list_are_isolated),
        cmocka_unit_test(a_day_of_whole_day_items_says_them),
        cmocka_unit_test(an_agenda_leaves_out_what_is_over),
        cmocka_unit_test(an_agenda_keeps_its_pages_for_a_visit),
        cmocka_unit_test(an_agenda_shows_all_that_runs),
        cmocka_unit_test(a_moved_row_says_where),
        cmocka_unit_test(titles_take_the_place_of_portraits),
        cmocka_unit_test(what_comes_costs_what_runs_nothing),
        cmocka_unit_test(an_emergency_is_never_cut),
        cmocka_unit_test(pages_turn_under_a_notice),
        cmocka_unit_test(sessions_at_once_in_a_room_turn_pages),
        cmocka_unit_test(names_are_not_broken),
        cmocka_unit_test(wordmarks_of_a_row_have_one_size),
        cmocka_unit_test(a_door_tells_track_language_and_seats),
        cmocka_unit_test(a_door_has_the_code_where_there_is_room),
        cmocka_unit_test(a_wait_is_counted_when_it_is_short),
    };
    return cmocka_run_group_tests(tests, small_world_set_up, small_world_tear_down);
}
