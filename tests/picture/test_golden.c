/* test_golden.c: the bundled day's pictures beside those that somebody looked at and accepted.
 *
 * tests/golden/NAME.png, where NAME says schedule, view, instant, languages and size. A picture
 * that differs leaves NAME-got.png and NAME-diff.png in the build folder's golden/. With
 * KIOSK_BLESS=1, or a list of names in it, the pictures are accepted (script/bless). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>

#include "base/files.h"
#include "compare.h"
#include "golden_fonts.h"
#include "output/png.h"
#include "own_resources.h"
#include "picture/screen.h"
#include "picture/source.h"
#include "picture_sum.h"
#include "schedule/view_content.h"

#define GOLDEN TEST_SOURCE_DIR "/tests/golden"
#define GOT    TEST_BUILD_DIR "/golden"

typedef struct {
    int32_t width, height;
} GoldenSize;

typedef struct {
    ViewKind view;
    const char *at; /* on the day, or with a date */
    const char *name;
} GoldenView;

typedef struct {
    const char *name; /* primary one's tag */
    Str tags[2];
} GoldenLanguages;

typedef struct {
    Arena *arena;
    const char *event; /* begins the names of its pictures */
    Source *source;
    Resources resources;
    Str theme;       /* empty: the schedule's */
    bool has_golden; /* at least one was accepted */
    size_t room;     /* whose door it is; SCHEDULE_NONE: the foyer */
    ScreenWays ways;
    const ViewHello *hello;
} Fixture;

static int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *fixture = arena_new(arena, Fixture, 1);
    fixture->arena = arena;
    fixture->event = "apsara";
    fixture->room = SCHEDULE_NONE;
    fixture->resources = own_resources();
    SourceSettings settings = {.resources = &fixture->resources,
                               .path = TEST_SOURCE_DIR "/schedules/2019-09-26-apsara.yaml"};
    fixture->source = source_open(&settings, 0, NULL);
    const Str *names;
    size_t count = 0;
    if (folder_list(arena, GOLDEN, &names, &count))
        for (size_t i = 0; i < count; i++)
            fixture->has_golden |= str_ends(names[i], ".png");
    *state = fixture;
    return fixture->source->schedule && folder_make(GOT) ? 0 : -1;
}

static int tear_down(void **state) {
    Fixture *fixture = *state;
    source_close(fixture->source);
    arena_free(fixture->arena);
    return 0;
}

/* Is `name` in KIOSK_BLESS? */
static bool is_blessed(const char *name) {
    const char *list = getenv("KIOSK_BLESS");
    if (!list || !*list || strcmp(list, "1") == 0)
        return list && *list;
    size_t len = strlen(name);
    for (const char *at = list; (at = strstr(at, name)); at += len) {
        bool begins = at == list || at[-1] == ' ';
        if (begins && (at[len] == 0 || at[len] == ' '))
            return true;
    }
    return false;
}

/* Compares with the golden picture, or makes it one. Returns false when it differs visibly. */
static bool judge(const Fixture *fixture, const char *name, Pixmap *got) {
    Arena *arena = fixture->arena;
    const char *golden_path = arena_printf(arena, "%s/%s.png", GOLDEN, name);
    const char *got_path = arena_printf(arena, "%s/%s-got.png", GOT, name);
    const char *diff_path = arena_printf(arena, "%s/%s-diff.png", GOT, name);
    picture_sum(name, got->pixels, got->width, got->height);
    Pixmap wanted = {0};
    Comparison found = {.grade = GRADE_FAIL};
    bool has_golden = png_read(golden_path, &wanted);
    if (has_golden)
        found = compare_pictures(got, &wanted);
    remove(got_path);
    remove(diff_path);
    if (found.grade != GRADE_SAME && is_blessed(name)) {
        assert_true(folder_make(GOLDEN));
        compare_round(got);
        assert_true(png_write(got, golden_path));
        print_message("accepted %s\n", name);
        found.grade = GRADE_SAME;
    } else if (found.grade >= GRADE_BAD) {
        assert_true(png_write(got, got_path));
        if (has_golden) {
            Pixmap diff = pixmap_create(got->width, got->height);
            compare_draw(&diff, got, &wanted);
            assert_true(png_write(&diff, diff_path));
            pixmap_free(&diff);
        }
        print_message("%s: %s: %zu pixels differ, by up to %d, in %dx%d at %d,%d\n",
                      has_golden ? grade_name(found.grade) : "MISSING", name, found.visible,
                      found.worst, found.area.width, found.area.height, found.area.x, found.area.y);
    } else if (found.grade == GRADE_GOOD) {
        print_message("GOOD: %s: %zu pixels differ\n", name, found.visible);
    }
    pixmap_free(&wanted);
    return found.grade < GRADE_BAD;
}

static size_t compare_view(const Fixture *fixture, Screen *screen, const GoldenView *view,
                           const GoldenLanguages *languages, GoldenSize size) {
    Moment moment;
    assert_true(moment_parse(str_from(view->at), &moment));
    const Schedule *schedule = fixture->source->schedule;
    Instant at = moment_resolve(&moment, schedule, zone_utc(), 0);
    ScreenHold hold = {.is_held = true, .view = view->view};
    screen_resize(screen, size.width, size.height);
    Pixmap picture = pixmap_create(size.width, size.height);
    Slide slide = screen_slide_at(screen, hold, at);
    screen_draw(screen, &slide, at, &picture);
    const char *name = arena_printf(fixture->arena, "%s-%s-%s-%dx%d", fixture->event, view->name,
                                    languages->name, size.width, size.height);
    bool is_same = judge(fixture, name, &picture);
    pixmap_free(&picture);
    return is_same ? 0 : 1;
}

static size_t compare_all(const Fixture *fixture, const GoldenLanguages *languages,
                          const GoldenView *views, size_t view_count, const GoldenSize *sizes,
                          size_t size_count) {
    ScreenSettings settings = {.resources = &fixture->resources,
                               .width = sizes[0].width,
                               .height = sizes[0].height,
                               .languages = languages->tags,
                               .language_count = 2,
                               .theme = fixture->theme,
                               .ways = fixture->ways};
    Screen *screen = screen_create(&settings);
    assert_non_null(screen);
    screen_set_hello(screen, fixture->hello);
    screen_set_schedule(screen, fixture->source->schedule, fixture->room,
                        fixture->source->loaded->folder);
    size_t bad = 0;
    for (size_t i = 0; i < view_count; i++)
        for (size_t k = 0; k < size_count; k++)
            bad += compare_view(fixture, screen, &views[i], languages, sizes[k]);
    screen_free(screen);
    return bad;
}

#define tag(text)                                                                                  \
    { .s = (text), .len = sizeof(text) - 1 }

static const GoldenLanguages CHINESE_FIRST = {"zh", {tag("zh"), tag("en")}};
static const GoldenLanguages ENGLISH_FIRST = {"en", {tag("en"), tag("zh")}};

static void skip_without_golden(const Fixture *fixture) {
    golden_fonts_or_skip();
    if (fixture->has_golden || getenv("KIOSK_BLESS"))
        return;
    print_message("tests/golden has no picture yet: script/bless accepts them\n");
    skip();
}

static void compare_every_view(void **state, const GoldenLanguages *languages) {
    GoldenView views[VIEW_KIND_COUNT];
    char names[VIEW_KIND_COUNT][64];
    size_t count = 0;
    const Fixture *fixture = *state;
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        if (!content_exists(fixture->source->schedule, view_row(view)->content))
            continue;
        snprintf(names[count], sizeof names[count], "%s-1008", view_kind_name(view));
        views[count] = (GoldenView){.view = view, .at = "10:08", .name = names[count]};
        count++;
    }
    static const GoldenSize SIZES[] = {{1920, 1080}, {1080, 1920}, {1280, 720}};
    skip_without_golden(fixture);
    assert_int_equal(compare_all(fixture, languages, views, count, SIZES, countof(SIZES)), 0);
}

static void views_are_as_accepted_chinese_first(void **state) {
    compare_every_view(state, &CHINESE_FIRST);
}

static void views_are_as_accepted_english_first(void **state) {
    compare_every_view(state, &ENGLISH_FIRST);
}

static void states_of_the_day_are_as_accepted(void **state) {
    static const GoldenView VIEWS[] = {
        {VIEW_NOW_NEXT, "08:12", "before-0812"},
        {VIEW_NOW_NEXT, "09:31", "now_next-0931"},
        {VIEW_NOW_NEXT, "12:10", "after-1210"},
        {VIEW_NOW_NEXT, "2019-09-20 10:00", "no_sessions-0920"},
    };
    static const GoldenSize SIZES[] = {{1280, 720}};
    const Fixture *fixture = *state;
    skip_without_golden(fixture);
    assert_int_equal(
        compare_all(fixture, &CHINESE_FIRST, VIEWS, countof(VIEWS), SIZES, countof(SIZES)), 0);
}

/* Twelve rooms: short talks, two at once in a room, what does not take place, lunch for all. */
static void the_grid_is_as_accepted(void **state) {
    static const GoldenView VIEWS[] = {{VIEW_GRID, "2026-09-17 10:10", "grid-1010"}};
    static const GoldenSize SIZES[] = {{1920, 1080}, {1080, 1920}, {1920, 360}};
    Fixture fixture = *(Fixture *)*state;
    skip_without_golden(&fixture);
    SourceSettings settings = {.resources = &fixture.resources,
                               .path = TEST_SOURCE_DIR "/tests/views/cases/twelve-rooms.yaml"};
    fixture.event = "twelve";
    fixture.source = source_open(&settings, 0, NULL);
    assert_non_null(fixture.source->schedule);
    size_t bad =
        compare_all(&fixture, &ENGLISH_FIRST, VIEWS, countof(VIEWS), SIZES, countof(SIZES));
    source_close(fixture.source);
    assert_int_equal(bad, 0);
}

static size_t compare_days(Fixture fixture, const char *path, const char *event, const char *theme,
                           const GoldenView *views, size_t count) {
    static const GoldenSize SIZES[] = {{1280, 720}, {1080, 1920}, {1080, 1080}};
    SourceSettings settings = {.resources = &fixture.resources, .path = path};
    fixture.event = event;
    fixture.theme = str_from(theme);
    fixture.source = source_open(&settings, 0, NULL);
    assert_non_null(fixture.source->schedule);
    size_t bad = compare_all(&fixture, &CHINESE_FIRST, views, count, SIZES, countof(SIZES));
    source_close(fixture.source);
    return bad;
}

/* A picture over the whole screen, a network with its code, lines with labels, news. */
static void slides_are_as_accepted(void **state) {
    static const char CASES[] = TEST_SOURCE_DIR "/tests/views/cases/slides.yaml";
    static const GoldenView VIEWS[] = {
        {VIEW_SLIDES, "2026-05-16 09:30", "picture-0930"},
        {VIEW_SLIDES, "2026-05-16 10:30", "wifi-1030"},
        {VIEW_SLIDES, "2026-05-16 11:30", "lines-1130"},
        {VIEW_SLIDES, "2026-05-16 12:30", "feed-1230"},
    };
    const Fixture *fixture = *state;
    skip_without_golden(fixture);
    assert_int_equal(compare_days(*fixture, CASES, "slides", "", VIEWS, countof(VIEWS)), 0);
    /* On bars words stand side by side. */
    static const GoldenSize BAR[] = {{1920, 360}};
    SourceSettings settings = {.resources = &fixture->resources, .path = CASES};
    Fixture bar = *fixture;
    bar.event = "slides";
    bar.source = source_open(&settings, 0, NULL);
    assert_non_null(bar.source->schedule);
    size_t bad = compare_all(&bar, &CHINESE_FIRST, VIEWS + 1, countof(VIEWS) - 1, BAR, 1);
    source_close(bar.source);
    assert_int_equal(bad, 0);
}

/* People with and without photos, a project and partners with logos of all kinds, in an event's own
 * colour and in each of two themes. */
static void people_and_logos_are_as_accepted(void **state) {
    static const char CASES[] = TEST_SOURCE_DIR "/tests/views/cases/brand.yaml";
    static const GoldenView VIEWS[] = {
        {VIEW_SPEAKERS, "2026-05-16 09:30", "speakers-0930"},
        {VIEW_SPOTLIGHT, "2026-05-16 09:30", "spotlight-0930"},
        {VIEW_PARTNERS, "2026-05-16 09:30", "partners-0930"},
    };
    const Fixture *fixture = *state;
    skip_without_golden(fixture);
    size_t bad = compare_days(*fixture, CASES, "brand", "dark", VIEWS, countof(VIEWS));
    bad += compare_days(*fixture, CASES, "brand-light", "light", VIEWS, countof(VIEWS));
    assert_int_equal(bad, 0);
}

/* What a box without a schedule says to whoever sets it up. */
static void a_new_screen_is_as_accepted(void **state) {
    static const GoldenView HELLO[] = {{VIEW_NOW_NEXT, "2026-05-16 14:06", "hello-1406"}};
    static const GoldenSize SIZES[] = {{1920, 1080}, {1080, 1920}, {1920, 360}, {1080, 1080}};
    static const ViewHello SAID = {.name = tag("amber lantern river seven"),
                                   .code = tag("K7F 42Q"),
                                   .address = tag("http://192.0.2.31:8711"),
                                   .url = tag("http://192.0.2.31:8711"),
                                   .clock = HELLO_CLOCK_IN_STEP,
                                   .clock_error_ms = 12};
    skip_without_golden(*state);
    setenv("TZ", "UTC", 1); /* the host's zone is what its clock shows */
    Fixture fixture = *(Fixture *)*state;
    Loaded loaded = {0};
    Source nothing = {.loaded = &loaded};
    fixture.source = &nothing;
    fixture.event = "box";
    fixture.hello = &SAID;
    size_t bad =
        compare_all(&fixture, &CHINESE_FIRST, HELLO, countof(HELLO), SIZES, countof(SIZES));
    assert_int_equal(bad, 0);
}

/* Pages for a whole foyer: a pause of all rooms, the end of a day, the agenda, an emergency. */
static void the_foyers_pages_are_as_accepted(void **state) {
    static const char DAYS[] = TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml";
    static const char ALARM[] = TEST_SOURCE_DIR "/tests/views/cases/emergency.yaml";
    static const GoldenView FOYER[] = {
        {VIEW_NOW_NEXT, "2026-05-16 08:10", "before-0810"},
        {VIEW_NOW_NEXT, "2026-05-16 10:10", "pause-1010"},
        {VIEW_NOW_NEXT, "2026-05-17 02:40", "after-0240"},
        {VIEW_AGENDA, "2026-05-16 11:20", "agenda-1120"},
    };
    static const GoldenView EMERGENCY[] = {{VIEW_NOW_NEXT, "2026-05-16 09:12", "emergency-0912"}};
    const Fixture *fixture = *state;
    skip_without_golden(fixture);
    size_t bad = compare_days(*fixture, DAYS, "days", "", FOYER, countof(FOYER));
    bad += compare_days(*fixture, DAYS, "days-light", "light", FOYER, countof(FOYER));
    bad += compare_days(*fixture, ALARM, "alarm", "", EMERGENCY, countof(EMERGENCY));
    Fixture beside = *fixture; /* a screen of which it is known where the exit is */
    beside.ways.exit = ARROW_LEFT;
    bad += compare_days(beside, ALARM, "alarm-exit", "", EMERGENCY, countof(EMERGENCY));
    assert_int_equal(bad, 0);
}

/* A conference of four rooms: a door and the foyer, in each of two themes. */
static void doors_and_foyers_are_as_accepted(void **state) {
    static const GoldenView DOOR[] = {{VIEW_NOW_NEXT, "2026-05-16 10:40", "door-1040"}};
    static const GoldenView FOYER[] = {{VIEW_NOW_NEXT, "2026-05-16 10:40", "foyer-1040"}};
    static const GoldenSize SIZES[] = {{1920, 1080}, {1080, 1920}, {1920, 360}};
    Fixture fixture = *(Fixture *)*state;
    skip_without_golden(&fixture);
    SourceSettings settings = {.resources = &fixture.resources,
                               .path =
                                   TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"};
    fixture.source = source_open(&settings, 0, NULL);
    assert_non_null(fixture.source->schedule);
    size_t bad = 0;
    for (int is_light = 0; is_light < 2; is_light++) {
        fixture.event = is_light ? "osd-light" : "osd";
        fixture.theme = is_light ? str_from("light") : (Str){0};
        fixture.room = 0;
        bad += compare_all(&fixture, &CHINESE_FIRST, DOOR, countof(DOOR), SIZES, countof(SIZES));
        fixture.room = SCHEDULE_NONE;
        bad += compare_all(&fixture, &CHINESE_FIRST, FOYER, countof(FOYER), SIZES, countof(SIZES));
    }
    source_close(fixture.source);
    assert_int_equal(bad, 0);
}

/* What holds at a door beside its plan, in three shapes and two themes: each state has a picture of
 * its own. The screens of this test hang where the other hall is at the left. */
static void states_of_a_door_are_as_accepted(void **state) {
    static const GoldenSize SIZES[] = {{1280, 720}, {1080, 1920}, {1920, 360}};
    static const RoomWay WAYS[] = {{.room = {.s = "here", .len = 4}, .arrow = ARROW_LEFT}};
    static const Translation WHERE[] = {
        {.language = tag("zh"), .text = tag("三号厅看直播，还有 80 座")},
        {.language = tag("en"), .text = tag("Watch the stream in Hall 3 · 80 seats free")}};
    Fixture fixture = *(Fixture *)*state;
    skip_without_golden(&fixture);
    SourceSettings settings = {.resources = &fixture.resources,
                               .path = TEST_SOURCE_DIR "/tests/views/cases/door-states.yaml"};
    fixture.source = source_open(&settings, 0, NULL);
    const Schedule *schedule = fixture.source->schedule;
    assert_non_null(schedule);
    fixture.ways = (ScreenWays){.rooms = WAYS, .room_count = countof(WAYS)};
    size_t bad = 0;
    for (size_t i = 0; i < 2 * schedule->room_count; i++) {
        fixture.room = i / 2;
        fixture.event = i % 2 ? "door-light" : "door";
        fixture.theme = i % 2 ? str_from("light") : (Str){0};
        Room *room = (Room *)&schedule->rooms[fixture.room]; /* in the schedule's own arena */
        if (str_equal_c(room->id, "full")) {
            room->state = ROOM_FULL;
            room->state_text = (Localized){.items = WHERE, .count = countof(WHERE)};
        }
        if (str_equal_c(room->id, "closed"))
            room->state = ROOM_CLOSED;
        GoldenView view = {VIEW_NOW_NEXT, "2026-05-16 11:05",
                           arena_printf(fixture.arena, "%.*s-1105", str_arg(room->id))};
        bad += compare_all(&fixture, &CHINESE_FIRST, &view, 1, SIZES, countof(SIZES));
    }
    source_close(fixture.source);
    assert_int_equal(bad, 0);
}

/* A full room sends to its overflow room; a text of staff's own stands where "full" would. */
static void a_full_room_sends_elsewhere(void **state) {
    static const GoldenSize SIZES[] = {{1280, 720}, {1080, 1920}, {1920, 360}};
    static const GoldenView FULL[] = {{VIEW_NOW_NEXT, "2026-05-16 11:05", "overflow-1105"}};
    static const GoldenView SAID[] = {{VIEW_NOW_NEXT, "2026-05-16 11:05", "said-1105"}};
    static const RoomWay WAYS[] = {{.room = {.s = "free", .len = 4}, .arrow = ARROW_RIGHT}};
    static const Translation TEXT[] = {{.text = tag("Standing room only")}};
    Fixture fixture = *(Fixture *)*state;
    skip_without_golden(&fixture);
    SourceSettings settings = {.resources = &fixture.resources,
                               .path = TEST_SOURCE_DIR "/tests/views/cases/door-states.yaml"};
    fixture.source = source_open(&settings, 0, NULL);
    const Schedule *schedule = fixture.source->schedule;
    assert_non_null(schedule);
    fixture.ways = (ScreenWays){.rooms = WAYS, .room_count = countof(WAYS)};
    fixture.event = "door";
    fixture.room = schedule_room_by_id(schedule, str_from("full"));
    Room *room = (Room *)&schedule->rooms[fixture.room]; /* in the schedule's own arena */
    Room *other = (Room *)&schedule->rooms[schedule_room_by_id(schedule, str_from("free"))];
    room->state = ROOM_FULL;
    room->overflow = other->id;
    other->is_counted = true;
    other->people = 40;
    other->places = 120;
    size_t bad = compare_all(&fixture, &CHINESE_FIRST, FULL, 1, SIZES, countof(SIZES));
    room->state = ROOM_OPEN;
    room->state_text = (Localized){.items = TEXT, .count = 1};
    bad += compare_all(&fixture, &CHINESE_FIRST, SAID, 1, SIZES, countof(SIZES));
    source_close(fixture.source);
    assert_int_equal(bad, 0);
}

/* White, over with the crew's word, and amber. */
static void the_stage_timer_is_as_accepted(void **state) {
    static const GoldenView QUIET[] = {{VIEW_TIMER, "2026-05-16 10:46:20", "white-1046"},
                                       {VIEW_TIMER, "2026-05-16 11:10:25", "amber-1110"}};
    static const GoldenView SAID[] = {{VIEW_TIMER, "2026-05-16 11:17:15", "over-1117"}};
    static const GoldenSize SIZES[] = {{1280, 720}, {1080, 1920}, {1920, 360}};
    static const Translation WORDS[] = {
        {.language = tag("zh"), .text = tag("请收尾，下一位已就位")},
        {.language = tag("en"), .text = tag("Please close, the next speaker is ready")}};
    Fixture fixture = *(Fixture *)*state;
    skip_without_golden(&fixture);
    SourceSettings settings = {.resources = &fixture.resources,
                               .path = TEST_SOURCE_DIR "/tests/views/cases/stage.yaml"};
    fixture.event = "stage";
    fixture.room = 0;
    fixture.source = source_open(&settings, 0, NULL);
    assert_non_null(fixture.source->schedule);
    size_t bad =
        compare_all(&fixture, &CHINESE_FIRST, QUIET, countof(QUIET), SIZES, countof(SIZES));
    ((Room *)fixture.source->schedule->rooms)[0].stage =
        (StageWord){.text = {.items = WORDS, .count = 2}, .from = 1, .until = INSTANT_NEVER - 1};
    bad += compare_all(&fixture, &CHINESE_FIRST, SAID, countof(SAID), SIZES, countof(SIZES));
    source_close(fixture.source);
    assert_int_equal(bad, 0);
}

/* The judge itself: a moved letter is seen, a rounded gradient is not. */
static void the_comparison_sees_what_people_see(void **state) {
    (void)state;
    Pixmap a = pixmap_create(100, 100), b = pixmap_create(100, 100);
    for (size_t i = 0; i < 10000; i++)
        a.pixels[i] = b.pixels[i] = 0xff101820u + (uint32_t)(i % 3) * 0x010101u;
    assert_int_equal(compare_pictures(&a, &b).grade, GRADE_SAME);
    compare_round(&b);
    assert_int_equal(compare_pictures(&a, &b).grade, GRADE_SAME);
    b.pixels[5050] = 0xffffffff;
    Comparison one = compare_pictures(&a, &b);
    assert_int_equal(one.grade, GRADE_GOOD);
    assert_int_equal(one.visible, 1);
    assert_int_equal(one.area.x, 50);
    assert_int_equal(one.area.y, 50);
    for (size_t i = 0; i < 50; i++)
        b.pixels[i] = 0xffffffff;
    assert_int_equal(compare_pictures(&a, &b).grade, GRADE_BAD);
    for (size_t i = 0; i < 500; i++)
        b.pixels[i] = 0xffffffff;
    assert_int_equal(compare_pictures(&a, &b).grade, GRADE_FAIL);
    Pixmap small = pixmap_create(99, 100);
    assert_int_equal(compare_pictures(&a, &small).grade, GRADE_FAIL);
    pixmap_free(&small);
    pixmap_free(&a);
    pixmap_free(&b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(the_foyers_pages_are_as_accepted),
        cmocka_unit_test(the_comparison_sees_what_people_see),
        cmocka_unit_test(views_are_as_accepted_chinese_first),
        cmocka_unit_test(views_are_as_accepted_english_first),
        cmocka_unit_test(states_of_the_day_are_as_accepted),
        cmocka_unit_test(the_grid_is_as_accepted),
        cmocka_unit_test(slides_are_as_accepted),

        cmocka_unit_test(people_and_logos_are_as_accepted),
        cmocka_unit_test(doors_and_foyers_are_as_accepted),
        cmocka_unit_test(states_of_a_door_are_as_accepted),
        cmocka_unit_test(the_stage_timer_is_as_accepted),
        cmocka_unit_test(a_new_screen_is_as_accepted),
        cmocka_unit_test(a_full_room_sends_elsewhere),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
