/* test_alternate.c: pages in one language and then in the other: whose turn it is, that both have
 * the same time, that the picture says when it turns, and that nothing of the other is seen. */
#include <stdio.h>

#include "views/alternate.h"
#include "world.h"

/* Every slide gives both languages the same time, to a thousandth, unless it is too short for
 * both. */
static void both_have_half_of_the_time(void **state) {
    (void)state;
    static const Millis LENGTHS[] = {6000, 6001, 12000, 18000, 20137, 44000, 66000, 3600000};
    for (size_t i = 0; i < countof(LENGTHS); i++) {
        Slide slide = {.from = 1000000, .until = 1000000 + LENGTHS[i]};
        Millis times[2] = {0, 0};
        size_t turns = 0;
        for (Instant at = slide.from; at < slide.until;) {
            Instant next = INSTANT_NEVER;
            size_t turn = alternate_turn(&slide, at, &next);
            assert_true(next > at);
            Instant ignored = INSTANT_NEVER;
            assert_int_equal(alternate_turn(&slide, instant_min(next, slide.until) - 1, &ignored),
                             turn);
            assert_int_equal(turn, turns % 2);
            times[turn] += instant_min(next, slide.until) - at;
            at = next;
            turns++;
        }
        assert_int_equal(turns % 2, 0);
        assert_true(times[0] - times[1] <= (Millis)turns && times[0] >= times[1]);
        Millis piece = LENGTHS[i] / (Millis)turns;
        assert_true(piece <= 12 * MILLIS_SECOND && piece >= 3 * MILLIS_SECOND);
    }
}

static void a_short_slide_has_one_language(void **state) {
    (void)state;
    for (size_t turn = 0; turn < 4; turn++) {
        Slide slide = {.from = 0, .until = 5000, .turn = turn};
        for (Instant at = 0; at < 5000; at += 100) {
            Instant next = INSTANT_NEVER;
            assert_int_equal(alternate_turn(&slide, at, &next), turn % 2);
            assert_true(next == INSTANT_NEVER);
        }
    }
}

static void what_has_no_end_turns_by_the_clock(void **state) {
    (void)state;
    Slide slide = {.until = INSTANT_NEVER};
    for (Instant at = -40000; at < 40000; at += 1000) {
        Instant next = INSTANT_NEVER, ignored;
        size_t turn = alternate_turn(&slide, at, &next);
        assert_true(next > at && next - at <= ALTERNATE_PIECE);
        assert_int_not_equal(alternate_turn(&slide, next, &ignored), turn);
        assert_int_equal(alternate_turn(&slide, next - 1, &ignored), turn);
    }
}

/* ---- on the pages -----------------------------------------------------------------------------
 */

static const char DAY[] =
    "kiosk: 1\nevent: {name: {en: Event, de: Ereignis}, timezone: UTC}\n"
    "rooms: [{id: a, name: {en: Hall, de: Saal}, way: {en: Upstairs, de: Oben}}, {id: b}]\n"
    "days:\n  - date: 2026-05-16\n    title: {en: Day, de: Tag}\n    sessions:\n"
    "      - {time: \"10:00-11:00\", room: a, title: {en: Bees, de: Bienen}, track: t,\n"
    "         note: {en: Hurry, de: Eile}, speakers: [{name: {en: Ann, de: Anna}}]}\n"
    "      - {time: \"11:00-12:00\", title: {en: Lunch, de: Mittag}}\n"
    "tracks: [{id: t, name: {en: Nature, de: Umwelt}}]\n"
    "projects: [{name: {en: Hive, de: Stock}, tagline: {en: Home, de: Heim}}]\n"
    "partners: {gold: [{name: {en: Meadow, de: Wiese}}]}\n"
    "notices: [{text: {en: Wasps, de: Wespen}, from: \"10:20\", until: \"10:30\"}]\n"
    "display: {languages: [en, de], second_language: %s}\n";

static const char *const WORDS[2][13] = {
    {"Event", "Hall", "Upstairs", "Day", "Bees", "Hurry", "Ann", "Lunch", "Nature", "Hive", "Home",
     "Meadow", "Wasps"},
    {"Ereignis", "Saal", "Oben", "Tag", "Bienen", "Eile", "Anna", "Mittag", "Umwelt", "Stock",
     "Heim", "Wiese", "Wespen"}};

/* How many texts of the scene have a word of that language. */
static size_t count_words(const Scene *scene, size_t language) {
    size_t count = 0;
    for (size_t i = 0; i < scene->text_count; i++)
        for (size_t k = 0; k < countof(WORDS[language]); k++) {
            bool is_ann = str_find(scene->texts[i].text, "Anna") != SIZE_MAX;
            if (!(is_ann && language == 0 && k == 6))
                count += str_find(scene->texts[i].text, WORDS[language][k]) != SIZE_MAX;
        }
    return count;
}

typedef struct {
    Arena *arena;
    TextEngine *text;
    const Strings *german;
} Fixture;

static Scene build(const Fixture *f, const Schedule *schedule, size_t room, ViewKind view,
                   int32_t width, int32_t height, Instant at) {
    ViewContext context = {.schedule = schedule,
                           .room = room,
                           .at = at,
                           .width = width,
                           .height = height,
                           .theme = theme_builtin(),
                           .strings = {strings_builtin(), f->german},
                           .languages = {str_from("en"), str_from("de")},
                           .language_count = 2,
                           .zone = zone_utc(),
                           .text = f->text};
    Slide slide = {.view = view, .until = INSTANT_NEVER};
    Scene scene = scene_create(f->arena, width, height);
    view_build(&context, &slide, &scene);
    return scene;
}

/* One language on each page, the other eight seconds later; and `none` is none. */
static void a_page_has_one_language(void **state) {
    (void)state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1920, 360}};
    static const char *const PLACES[] = {"under", "alternate", "none"};
    Fixture f = {.arena = arena_create()};
    f.text = text_engine_create(&(TextSettings){0}, NULL);
    Diagnostics diagnostics = diagnostics_create(f.arena, str_from("de.yaml"), (Str){0});
    f.german = strings_load(f.arena, str_from("de"), str_from("now: Jetzt\n"), &diagnostics);
    size_t second_seen = 0;
    for (size_t i = 0; i < countof(PLACES); i++) {
        Str source = str_printf(f.arena, DAY, PLACES[i]);
        Schedule *schedule = schedule_of(f.arena, "day.yaml", source);
        Instant begin = zone_instant(zone_utc(), (Date){2026, 5, 16}, 600, NULL);
        for (size_t k = 0; k < countof(SIZES) * VIEW_KIND_COUNT * 2; k++) {
            const int32_t *size = SIZES[k % countof(SIZES)];
            ViewKind view = (ViewKind)(k / countof(SIZES) % VIEW_KIND_COUNT);
            size_t room = k / countof(SIZES) / VIEW_KIND_COUNT ? 0 : SCHEDULE_NONE;
            size_t first = 0;
            if (view == VIEW_TIMER)
                continue; /* the speaker's, who reads it at a glance */
            for (Instant at = begin + 25 * MILLIS_MINUTE;
                 at < begin + 25 * MILLIS_MINUTE + 2 * ALTERNATE_PIECE; at += ALTERNATE_PIECE) {
                Scene scene = build(&f, schedule, room, view, size[0], size[1], at);
                size_t english = count_words(&scene, 0), german = count_words(&scene, 1);
                if (i == 0)
                    second_seen += german;
                if (i == 0)
                    continue;
                if (english && german) {
                    fail_msg("%s: %s %dx%d: both languages", PLACES[i], view_kind_name(view),
                             size[0], size[1]);
                }
                if (i == 1)
                    assert_true(scene.next_change <= at + ALTERNATE_PIECE);
                if (i == 2)
                    assert_int_equal(german, 0);
                if (i == 1 && at > begin + 25 * MILLIS_MINUTE && (first || english || german))
                    assert_true((first == 1 && german) || (first == 2 && english));
                first = english ? 1 : german ? 2 : 0;
            }
        }
        schedule_free(schedule);
    }
    assert_true(second_seen > 50);
    text_engine_free(f.text);
    arena_free(f.arena);
}

/* ---- by itself where there is no room ----------------------------------------------------------
 */

static const char TWO_TITLES[] =
    "kiosk: 1\nevent: {name: {en: Event, de: Ereignis}, timezone: UTC}\n"
    "rooms: [{id: a, name: {en: Hall, de: Saal}}, {id: b, name: B}]\n"
    "days:\n  - date: 2026-05-16\n    sessions:\n"
    "      - {time: \"10:00-11:00\", room: a, title: {en: Bees, de: \"%s\"}}\n"
    "      - {time: \"10:00-11:00\", room: b, title: Honey}\n"
    "display: {languages: [en, de]%s}\n";

static const char SHORT[] = "Bienen";
static const char LONG[] = "Bienen in der Stadt, auf dem Land und auf den Daechern der Haeuser, "
                           "vom ersten warmen Tag des Jahres an bis zum letzten";

/* A page has both titles as long as there is room; where there is none it takes turns, unless the
 * schedule says where the second language stands. */
static void what_has_no_room_takes_turns(void **state) {
    (void)state;
    static const struct {
        const char *name, *second, *display;
        size_t room;
        ViewKind view;
        bool takes_turns;
    } CASES[] = {
        {"foyer, short", SHORT, "", SCHEDULE_NONE, VIEW_NOW_NEXT, false},
        {"foyer, long", LONG, "", SCHEDULE_NONE, VIEW_NOW_NEXT, true},
        {"foyer, long, said", LONG, ", second_language: under", SCHEDULE_NONE, VIEW_NOW_NEXT,
         false},
        {"foyer, long, auto", LONG, ", second_language: auto", SCHEDULE_NONE, VIEW_NOW_NEXT, true},
        {"foyer, none", LONG, ", second_language: none", SCHEDULE_NONE, VIEW_NOW_NEXT, false},
        {"door, short", SHORT, "", 0, VIEW_NOW_NEXT, false},
        {"grid, short", SHORT, "", SCHEDULE_NONE, VIEW_GRID, false},
        {"grid, long", LONG, "", SCHEDULE_NONE, VIEW_GRID, true},
        {"agenda, long", LONG, "", SCHEDULE_NONE, VIEW_AGENDA, false}, /* has pages */
    };
    Fixture f = {.arena = arena_create()};
    f.text = text_engine_create(&(TextSettings){0}, NULL);
    Diagnostics diagnostics = diagnostics_create(f.arena, str_from("de.yaml"), (Str){0});
    f.german = strings_load(f.arena, str_from("de"), str_from("now: Jetzt\n"), &diagnostics);
    for (size_t i = 0; i < countof(CASES); i++) {
        Str source = str_printf(f.arena, TWO_TITLES, CASES[i].second, CASES[i].display);
        Schedule *schedule = schedule_of(f.arena, "day.yaml", source);
        Instant at = zone_instant(zone_utc(), (Date){2026, 5, 16}, 625, NULL);
        size_t seen[2] = {0, 0};
        for (int turn = 0; turn < 2; turn++, at += ALTERNATE_PIECE) {
            Scene scene = build(&f, schedule, CASES[i].room, CASES[i].view, 1920, 1080, at);
            if (scene.takes_turns != CASES[i].takes_turns)
                fail_msg("%s", CASES[i].name);
            for (size_t k = 0; k < scene.text_count; k++) {
                seen[0] += str_equal_c(scene.texts[k].text, "Bees");
                seen[1] += str_equal_c(scene.texts[k].text, CASES[i].second);
            }
            if (CASES[i].takes_turns)
                assert_true(scene.next_change <= at + ALTERNATE_PIECE);
        }
        assert_true(seen[0] > 0);
        if (CASES[i].takes_turns && CASES[i].view == VIEW_NOW_NEXT)
            assert_true(seen[1] > 0);
        schedule_free(schedule);
    }
    text_engine_free(f.text);
    arena_free(f.arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(both_have_half_of_the_time),
        cmocka_unit_test(a_short_slide_has_one_language),
        cmocka_unit_test(what_has_no_end_turns_by_the_clock),
        cmocka_unit_test(a_page_has_one_language),
        cmocka_unit_test(what_has_no_room_takes_turns),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
