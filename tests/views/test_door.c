/* The page at a room's door: readable from afar, with the people on it, and nothing on it that the
 * schedule does not have. */
#include <string.h>

#include <unistd.h>

#include "base/shorten.h"
#include "views/page.h"
#include "world.h"

/* One session from 10:00 to 11:00 and another behind it; `more` is said of the first. */
static Schedule *load(SmallWorld *world, const char *title, const char *more) {
    Str source = str_printf(world->arena,
                            "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                            "rooms: [{id: main, name: Main Hall, way: Ground floor}, {id: b}]\n"
                            "days:\n  - date: 2026-05-16\n    sessions:\n"
                            "      - {time: \"10:00-11:00\", room: main, title: \"%s\"%s}\n"
                            "      - {time: \"11:00-12:00\", room: main, title: Behind it}\n",
                            title, more);
    return schedule_of(world->arena, "door.yaml", source);
}

static Scene build_at(SmallWorld *world, const Schedule *schedule, int32_t width, int32_t height,
                      size_t room, const ScreenWays *ways, int32_t minute) {
    ViewContext context = {.schedule = schedule,
                           .room = room,
                           .ways = *ways,
                           .at = zone_instant(zone_utc(), (Date){2026, 5, 16}, minute, NULL),
                           .width = width,
                           .height = height,
                           .theme = theme_builtin(),
                           .strings = {strings_builtin()},
                           .languages = {str_from("en")},
                           .language_count = 1,
                           .zone = zone_utc(),
                           .text = world->text};
    Slide slide = {.view = VIEW_NOW_NEXT, .until = INSTANT_NEVER};
    Scene scene = scene_create(world->arena, width, height);
    view_build(&context, &slide, &scene);
    return scene;
}

/* At 10:20 */
static Scene build_from(SmallWorld *world, const Schedule *schedule, int32_t width, int32_t height,
                        size_t room, const ScreenWays *ways) {
    return build_at(world, schedule, width, height, room, ways, 620);
}

static Scene build(SmallWorld *world, const Schedule *schedule, int32_t width, int32_t height) {
    return build_from(world, schedule, width, height, 0, &(ScreenWays){0});
}

/* Em in pixels of the text that is so tagged; 0: there is none. */
static float size_of(const Scene *scene, SceneRole role, ScenePart part) {
    for (size_t i = 0; i < scene->text_count; i++) {
        const SceneText *text = &scene->texts[i];
        if (text->tag.role == role && text->tag.part == part)
            return scene->draws[text->draw].text.layout->size;
    }
    return 0;
}

static bool shows(const Scene *scene, const char *part) {
    for (size_t i = 0; i < scene->text_count; i++)
        if (str_find(scene->texts[i].text, part) != SIZE_MAX)
            return true;
    return false;
}

/* From ten metres: the room's name takes 1/12 of the height, a title of up to 40 characters 1/14,
 * whatever else is to be shown. */
static void rooms_and_titles_are_read_from_afar(void **state) {
    SmallWorld *world = *state;
    static const struct {
        int32_t width, height;
    } SIZES[] = {{1920, 1080}, {1280, 720}, {3840, 2160}, {800, 480}, {3840, 1080}};
    static const char *const TITLES[] = {
        "Go", "Fairness in the scheduler, once more",
        "Threads, processes and what is in between", /* cut to 40 below */
        "从一行内核补丁说起：七层之下系统软件的下一个十年与维护者的时间从哪里来以及如何"};
    static const char CROWDED[] =
        ", speakers: [A B, C D, E F, G H, I J], do_not_record: yes, language: de, note: Hurry, "
        "abstract: \"So much about it that it needs more than one line, and then again more\"";
    static const char *const MORE[] = {"", ", speakers: [Ann Lee (Somewhere Ltd), Bob Roe]",
                                       CROWDED};
    for (size_t i = 0; i < countof(TITLES) * countof(MORE) * countof(SIZES); i++) {
        Str title = str_from(TITLES[i % countof(TITLES)]);
        title = shorten_characters(title, 40);
        size_t rest = i / countof(TITLES);
        Schedule *schedule =
            load(world, str_copy(world->arena, title).s, MORE[rest % countof(MORE)]);
        rest /= countof(MORE);
        Scene scene = build(world, schedule, SIZES[rest].width, SIZES[rest].height);
        float height = (float)SIZES[rest].height;
        float room = size_of(&scene, ROLE_NONE, PART_PLACE);
        float shown = size_of(&scene, ROLE_NOW, PART_TITLE);
        if (room < height / 12 || shown < height / 14)
            fail_msg("%dx%d \"%.*s\"%s: room %.1f, title %.1f", SIZES[rest].width,
                     SIZES[rest].height, str_arg(title), MORE[i / countof(TITLES) % countof(MORE)],
                     (double)room, (double)shown);
        schedule_free(schedule);
    }
}

/* A word that no size would keep whole is hyphenated, and large: it is not set as small as it must
 * be to fit. */
static void long_words_are_large(void **state) {
    SmallWorld *world = *state;
    if (access("/usr/share/hyphen/hyph_en.dic", R_OK) != 0) {
        print_message("skipped: hyphen-en-us is not installed\n");
        skip();
    }
    static const char WORD[] = "Internationalizationcharacterizationelectroencephalography today";
    Schedule *schedule = load(world, WORD, "");
    Scene scene = build(world, schedule, 1920, 1080);
    assert_true(size_of(&scene, ROLE_NOW, PART_TITLE) >= 64);
    schedule_free(schedule);
}

static size_t photos_of(const Scene *scene, float *radius) {
    size_t count = 0;
    for (size_t i = 0; i < scene->draw_count; i++)
        if (scene->draws[i].kind == DRAW_IMAGE && scene->draws[i].image.fit == FIT_FACE) {
            *radius = scene->draws[i].image.radius / scene->draws[i].bounds.width;
            count++;
        }
    return count;
}

/* A file or an address: whether it is there is not for the view to know (screen_compose). */
static void people_have_photos_or_initials(void **state) {
    SmallWorld *world = *state;
    static const struct {
        const char *photo;
        size_t photos;
    } CASES[] = {{"", 0}, {", photo: faces/ann.jpg", 1}, {", photo: \"https://e.org/ann.jpg\"", 1}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Str more = str_printf(world->arena, ", speakers: [{name: Ann Lee%s}]", CASES[i].photo);
        Schedule *schedule = load(world, "T", str_copy(world->arena, more).s);
        Scene scene = build(world, schedule, 1920, 1080);
        float radius = 0.2f;
        assert_int_equal(photos_of(&scene, &radius), CASES[i].photos);
        assert_float_equal(radius, 0.2f, 0.01f);
        assert_int_equal(shows(&scene, "AL"), CASES[i].photos == 0);
        assert_true(shows(&scene, "Ann Lee"));
        schedule_free(schedule);
    }
}

static void initials_are_those_of_first_and_last_name(void **state) {
    SmallWorld *world = *state;
    static const struct {
        const char *name, *initials;
    } CASES[] = {
        {"Ingrid Solberg", "IS"},
        {"Prince", "P"},
        {"Ana María de la Cruz", "AC"},
        {"Dr. Jonas Weber", "JW"},
        {"(Mei) Lin", "ML"},
        {"何清远", "何"},
        {"高橋 美咲", "高"},
        {"İpek Öz", "İÖ"},
        {"Анна Ким", "АК"},
        {"ليلى حداد", "ل"},
        {"émile zola", "ÉZ"},
        {"김민준", "김"},
        {"2pac", "P"},
        {"", ""},
        {"…", ""},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Str got = person_initials(world->arena, str_from(CASES[i].name), str_from("en"));
        if (!str_equal_c(got, CASES[i].initials))
            fail_msg("%s: \"%.*s\"", CASES[i].name, str_arg(got));
    }
}

/* Where it stands in the file it stands on the page, where there is room; and no arrow, which only
 * a screen's own file can tell. */
static void what_the_file_says_is_shown(void **state) {
    SmallWorld *world = *state;
    Schedule *schedule =
        load(world, "Short",
             ", speakers: [{name: Ann Lee, affiliation: Somewhere Ltd}], abstract: \"About bees "
             "and what they want.\", feedback: \"https://e.org/f\"");
    Scene scene = build(world, schedule, 1920, 1080);
    assert_true(shows(&scene, "Somewhere Ltd"));
    assert_true(shows(&scene, "About bees"));
    assert_true(shows(&scene, "Say how it was"));
    assert_true(shows(&scene, "Ground floor"));
    assert_true(shows(&scene, "Behind it"));
    assert_true(shows(&scene, "40 min left"));
    static const char *const ARROWS[] = {"←", "↑", "→", "↓"};
    for (size_t i = 0; i < countof(ARROWS); i++)
        assert_false(shows(&scene, ARROWS[i]));
    schedule_free(schedule);
}

/* Nobody gets in any more: that is what is read first, with where to go; what runs and what follows
 * stay on the page. */
static void a_full_room_says_so(void **state) {
    SmallWorld *world = *state;
    static const struct {
        RoomState state;
        const char *word;
    } CASES[] = {{ROOM_OPEN, NULL}, {ROOM_FULL, "Full"}, {ROOM_CLOSED, "Closed"}};
    static const int32_t SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1080, 1080}, {1920, 360}};
    static const Translation WHERE[] = {{.text = {.s = "Watch it in Hall 3", .len = 18}}};
    Schedule *schedule = load(world, "It runs", "");
    Room *room = (Room *)&schedule->rooms[0]; /* in the schedule's own arena */
    room->state_text = (Localized){.items = WHERE, .count = 1};
    for (size_t i = 0; i < countof(CASES) * countof(SIZES); i++) {
        room->state = CASES[i % countof(CASES)].state;
        const char *word = CASES[i % countof(CASES)].word;
        const int32_t *size = SIZES[i / countof(CASES)];
        Scene scene = build(world, schedule, size[0], size[1]);
        assert_true(shows(&scene, "It runs"));
        assert_true(shows(&scene, "Main Hall"));
        assert_true(size[1] == 360 || shows(&scene, "Behind it"));
        assert_true(shows(&scene, "10:20")); /* the clock */
        assert_int_equal(word && shows(&scene, word), word != NULL);
        assert_true(shows(&scene, "Watch it in Hall 3")); /* of an open one, too */
    }
    schedule_free(schedule);
}

/* What begins later than planned has a page from half an hour before its planned start on. */
static void a_late_session_says_when(void **state) {
    SmallWorld *world = *state;
    Str source = str_from("kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main Hall}, {id: b}]\n"
                          "days:\n  - date: 2026-05-16\n    sessions:\n"
                          "      - {time: \"10:40-11:15\", room: main, title: Late, status: "
                          "delayed, was: {start: \"10:30\", end: \"11:05\"}}\n"
                          "      - {time: \"8:00-8:30\", room: main, title: Early}\n");
    Schedule *schedule = schedule_of(world->arena, "late.yaml", source);
    Scene scene = build(world, schedule, 1920, 1080);
    assert_true(shows(&scene, "Delayed"));
    assert_true(shows(&scene, "10 min late"));
    assert_true(shows(&scene, "10:30"));
    assert_true(shows(&scene, "10:40"));
    assert_float_equal(size_of(&scene, ROLE_NEXT, PART_TIME), 200, 0.5f);
    schedule_free(schedule);
}

/* Wide digits on a narrow page: both times are whole, the new one the larger. */
static void both_times_are_whole(void **state) {
    SmallWorld *world = *state;
    Str source = str_from("kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main Hall}, {id: b}]\n"
                          "days:\n  - date: 2026-05-16\n    sessions:\n"
                          "      - {time: \"20:00-21:15\", room: main, title: Late, status: "
                          "delayed, was: {start: \"19:30\", end: \"20:45\"}}\n");
    Schedule *schedule = schedule_of(world->arena, "late.yaml", source);
    static const int32_t SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1080, 1080}, {600, 1024}};
    for (size_t i = 0; i < countof(SIZES); i++) {
        Scene scene =
            build_at(world, schedule, SIZES[i][0], SIZES[i][1], 0, &(ScreenWays){0}, 1150);
        assert_true(shows(&scene, "19:30") && shows(&scene, "20:00"));
        for (size_t k = 0; k < scene.text_count; k++)
            assert_false(scene.draws[scene.texts[k].draw].text.layout->is_cut);
    }
    schedule_free(schedule);
}

/* The page's ground is the colour of changes from edge to edge. */
static bool is_gold(const Scene *scene) {
    return scene->draw_count && scene->draws[0].kind == DRAW_GLOW &&
           scene->draws[0].glow.from == theme_builtin()->colors[COLOR_WARNING] &&
           scene->draws[0].glow.to == scene->draws[0].glow.from;
}

/* Nobody who stands before the wrong door reads on: the page is about where to go. An arrow is
 * there where somebody said it for this screen, and for that room. */
static void what_was_moved_says_where_it_is(void **state) {
    SmallWorld *world = *state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1080, 1080}, {1920, 360}};
    static const RoomWay WAYS[] = {{.room = {.s = "b", .len = 1}, .arrow = ARROW_LEFT}};
    const struct {
        ScreenWays ways;
        bool has_arrow;
    } CASES[] = {{{0}, false},
                 {{.own = ARROW_LEFT, .exit = ARROW_LEFT}, false},
                 {{.rooms = WAYS, .room_count = 1}, true}};
    Str source = str_from("kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                          "rooms: [{id: main, name: Main Hall}, {id: b, name: Hall 2, way: Up}]\n"
                          "days:\n  - date: 2026-05-16\n    sessions:\n"
                          "      - {time: \"10:30-11:15\", room: b, title: Away, status: moved, "
                          "was: {room: main}}\n"
                          "      - {time: \"12:00-12:30\", room: main, title: Behind it}\n");
    Schedule *schedule = schedule_of(world->arena, "moved.yaml", source);
    for (size_t i = 0; i < countof(SIZES) * countof(CASES); i++) {
        const int32_t *size = SIZES[i / countof(CASES)];
        Scene scene =
            build_from(world, schedule, size[0], size[1], 0, &CASES[i % countof(CASES)].ways);
        assert_true(is_gold(&scene));
        assert_true(shows(&scene, "Main Hall"));
        assert_true(shows(&scene, "Away"));
        assert_true(shows(&scene, "Moved to Hall 2"));
        assert_true(shows(&scene, "Up"));
        assert_true(shows(&scene, "Behind it"));
        assert_int_equal(shows(&scene, "←"), CASES[i % countof(CASES)].has_arrow);
        /* The place is larger than all else. */
        assert_true(size_of(&scene, ROLE_GONE, PART_STATUS) >
                    size_of(&scene, ROLE_GONE, PART_TITLE));
    }
    Scene scene = build_from(world, schedule, 1920, 1080, 1, &(ScreenWays){.own = ARROW_UP});
    assert_false(is_gold(&scene));
    assert_true(shows(&scene, "Moved here from Main Hall"));
    assert_true(shows(&scene, "Away"));
    assert_true(shows(&scene, "↑"));
    assert_float_equal(size_of(&scene, ROLE_NEXT, PART_TIME), 200, 0.5f);
    schedule_free(schedule);
}

/* Between sessions the room is told to be free, until shortly before the next one. */
static void a_room_that_is_free_says_until_when(void **state) {
    SmallWorld *world = *state;
    static const struct {
        const char *next;
        bool is_free;
    } CASES[] = {{"12:00-12:30", true}, {"10:40-11:00", false}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Str source = str_printf(world->arena,
                                "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                                "rooms: [{id: main, name: Main Hall}, {id: b}]\n"
                                "days:\n  - date: 2026-05-16\n    sessions:\n"
                                "      - {time: \"8:00-8:30\", room: main, title: Early}\n"
                                "      - {time: \"%s\", room: main, title: Behind it}\n",
                                CASES[i].next);
        Schedule *schedule = schedule_of(world->arena, "free.yaml", source);
        Scene scene = build(world, schedule, 1920, 1080);
        assert_int_equal(shows(&scene, "Free until 12:00"), CASES[i].is_free);
        assert_true(shows(&scene, "Behind it"));
        schedule_free(schedule);
    }
}

/* Before the first session of the day: whose day it is, when it begins, a countdown within an hour
 * and a half, what comes first; and nothing that the file does not say. */
static void the_morning_has_a_page(void **state) {
    SmallWorld *world = *state;
    static const struct {
        const char *first, *begins, *count;
    } CASES[] = {{"10:30-11:00", "Starts at 10:30", "10:00"},
                 {"11:50-12:00", "Starts at 11:50", "in 90 min"},
                 {"16:00-17:00", "Starts at 16:00", NULL}};
    for (size_t i = 0; i < 2 * countof(CASES); i++) {
        const char *first = CASES[i / 2].first;
        Str source = str_printf(world->arena,
                                "kiosk: 1\nevent: {name: Days of Bees, timezone: UTC}\n"
                                "rooms: [{id: main, name: Main Hall}, {id: b, name: Hall 2}]\n"
                                "days:\n  - date: 2026-05-16\n    sessions:\n"
                                "      - {time: \"%s\", room: main, title: Hives}\n"
                                "      - {time: \"18:00-19:00\", room: b, title: Honey}\n",
                                first);
        Schedule *schedule = schedule_of(world->arena, "day.yaml", source);
        bool is_door = i % 2;
        Scene scene =
            build_from(world, schedule, 1920, 1080, is_door ? 0 : SCHEDULE_NONE, &(ScreenWays){0});
        assert_true(shows(&scene, "Days of Bees"));
        assert_true(shows(&scene, CASES[i / 2].begins));
        assert_true(shows(&scene, "Saturday 16 May"));
        assert_true(shows(&scene, "Hives"));
        assert_int_equal(shows(&scene, "Honey"), !is_door);
        assert_int_equal(shows(&scene, "Hall 2"), !is_door);
        assert_false(shows(&scene, "Doors"));
        if (CASES[i / 2].count)
            assert_true(shows(&scene, CASES[i / 2].count));
        else
            assert_false(shows(&scene, " min"));
        schedule_free(schedule);
    }
}

/* An arrow to the exit is there when the notice asks for it and it is known of this very screen;
 * the mark itself is never seen. */
static void an_emergency_has_an_arrow_when_it_is_asked_for(void **state) {
    SmallWorld *world = *state;
    static const int32_t SIZES[][2] = {{1920, 1080}, {1080, 1920}, {1920, 360}};
    static const struct {
        const char *text;
        ScreenWays ways;
        const char *arrow; /* NULL: none */
    } CASES[] = {
        {"Leave the building {exit}. Do not use the lifts.", {.exit = ARROW_LEFT}, "←"},
        {"Leave the building. {exit}", {.exit = ARROW_RIGHT}, "→"},
        {"Leave the building {exit}", {.own = ARROW_LEFT}, NULL},
        {"Stay in your room. Lock the door.", {.exit = ARROW_LEFT}, NULL},
    };
    for (size_t i = 0; i < countof(CASES) * countof(SIZES) * 2; i++) {
        const char *level = i % 2 ? "warning" : "emergency";
        const int32_t *size = SIZES[i / 2 % countof(SIZES)];
        size_t k = i / 2 / countof(SIZES);
        Str source = str_printf(world->arena,
                                "kiosk: 1\nevent: {name: Event, timezone: UTC}\n"
                                "rooms: [{id: main, name: Main Hall}]\n"
                                "days: [{date: 2026-05-16, sessions: [{time: \"10:00-11:00\", "
                                "title: It runs}]}]\n"
                                "notices: [{text: \"%s\", level: %s}]\n",
                                CASES[k].text, level);
        Schedule *schedule = schedule_of(world->arena, "e.yaml", source);
        Scene scene = build_from(world, schedule, size[0], size[1], 0, &CASES[k].ways);
        assert_false(shows(&scene, "exit"));
        assert_false(shows(&scene, "{"));
        assert_true(shows(&scene, k == 3 ? "Stay in your room" : "Leave the building"));
        static const char *const ARROWS[] = {"←", "→"};
        for (size_t a = 0; a < countof(ARROWS); a++) {
            bool is_wanted = i % 2 == 0 && CASES[k].arrow && strcmp(ARROWS[a], CASES[k].arrow) == 0;
            if (i % 2 == 0) /* a banner's page has the way to the room */
                assert_int_equal(shows(&scene, ARROWS[a]), is_wanted);
        }
        schedule_free(schedule);
    }
}

/* In the foyer the way to each room has the arrow that is said of that room; a bar at a door that
 * to its own. */
static void the_foyer_points_to_its_rooms(void **state) {
    SmallWorld *world = *state;
    static const RoomWay WAYS[] = {{.room = {.s = "b", .len = 1}, .arrow = ARROW_UP_RIGHT}};
    ScreenWays ways = {.own = ARROW_LEFT, .rooms = WAYS, .room_count = 1};
    Schedule *schedule = load(world, "It runs", "");
    Scene scene = build_from(world, schedule, 1920, 1080, SCHEDULE_NONE, &ways);
    assert_true(shows(&scene, "Ground floor"));
    assert_false(shows(&scene, "←"));
    scene = build_from(world, schedule, 1920, 360, 0, &ways);
    assert_true(shows(&scene, "←\u00A0Ground floor"));
    assert_false(shows(&scene, "↗"));
    Room *room = (Room *)&schedule->rooms[1]; /* in the schedule's own arena */
    static const Translation NAME[] = {{.text = {.s = "Hall B", .len = 6}}};
    room->name = (Localized){.items = NAME, .count = 1};
    Session *session = (Session *)(uintptr_t)&schedule->sessions[0];
    static const size_t OTHER[] = {1};
    session->rooms = session->planned_rooms = OTHER;
    scene = build_from(world, schedule, 1920, 1080, SCHEDULE_NONE, &ways);
    assert_true(shows(&scene, "↗"));
    schedule_free(schedule);
}

static void arrows_are_told_by_room(void **state) {
    (void)state;
    static const RoomWay WAYS[] = {{.room = {.s = "b", .len = 1}, .arrow = ARROW_DOWN},
                                   {.room = {.s = "c", .len = 1}, .arrow = ARROW_NONE}};
    ScreenWays ways = {.own = ARROW_UP, .exit = ARROW_LEFT, .rooms = WAYS, .room_count = 2};
    assert_int_equal(arrow_to(&ways, str_from("a"), false), ARROW_NONE);
    assert_int_equal(arrow_to(&ways, str_from("a"), true), ARROW_UP);
    assert_int_equal(arrow_to(&ways, str_from("b"), true), ARROW_DOWN);
    assert_int_equal(arrow_to(&ways, str_from("c"), true), ARROW_NONE);
    for (Arrow arrow = 0; arrow < ARROW_COUNT; arrow++)
        assert_int_equal(arrow_by_name(str_from(arrow_name(arrow))), arrow);
    assert_int_equal(arrow_by_name(str_from("Up left")), ARROW_UP_LEFT);
    assert_int_equal(arrow_by_name(str_from("north")), ARROW_COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rooms_and_titles_are_read_from_afar),
        cmocka_unit_test(long_words_are_large),
        cmocka_unit_test(people_have_photos_or_initials),
        cmocka_unit_test(initials_are_those_of_first_and_last_name),
        cmocka_unit_test(what_the_file_says_is_shown),
        cmocka_unit_test(a_full_room_says_so),
        cmocka_unit_test(a_late_session_says_when),
        cmocka_unit_test(both_times_are_whole),
        cmocka_unit_test(what_was_moved_says_where_it_is),
        cmocka_unit_test(a_room_that_is_free_says_until_when),
        cmocka_unit_test(the_morning_has_a_page),
        cmocka_unit_test(an_emergency_has_an_arrow_when_it_is_asked_for),
        cmocka_unit_test(the_foyer_points_to_its_rooms),
        cmocka_unit_test(arrows_are_told_by_room),
    };
    return cmocka_run_group_tests(tests, small_world_set_up, small_world_tear_down);
}
