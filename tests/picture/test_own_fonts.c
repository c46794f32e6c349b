/* test_own_fonts.c: a look's own typefaces: where they are looked for, what is said of those that
 * are not there, and that a screen is set in them, also in those that come from a server. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <sys/stat.h>

#include "../live/folder.h"
#include "../live/web.h"
#include "base/files.h"
#include "base/log.h"
#include "own_resources.h"
#include "picture/beside.h"
#include "picture/screen.h"
#include "views/overlay.h"

#define MONO "/usr/share/fonts/truetype/noto/NotoSansMono-Bold.ttf"

typedef struct {
    char folder[PATH_MAX]; /* holds the next two */
    char themes[PATH_MAX], days[PATH_MAX];
    Arena *arena;
    Resources resources;
    Str font; /* bytes of MONO */
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "picture-fonts");
    snprintf(world->themes, sizeof world->themes, "%.4000s/themes", world->folder);
    snprintf(world->days, sizeof world->days, "%.4000s/days", world->folder);
    mkdir(world->themes, 0700);
    mkdir(world->days, 0700);
    world->arena = arena_create();
    world->resources = own_resources();
    assert_true(file_read(world->arena, MONO, &world->font));
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static void put(const char *folder, const char *name, Str bytes) {
    FILE *file = fopen(folder_file(folder, name), "wbe");
    assert_non_null(file);
    assert_int_equal(fwrite(bytes.s, 1, bytes.len, file), bytes.len);
    assert_int_equal(fclose(file), 0);
}

static const Theme *read_theme(World *world, const char *text, Diagnostics *findings) {
    put(world->themes, "look.yaml", str_from(text));
    ThemeName name = {.name =
                          str_copy(world->arena, str_from(folder_file(world->themes, "look.yaml"))),
                      .folder = str_from(world->days)};
    return resources_theme_checked(&world->resources, world->arena, &name, findings);
}

/* The width of some letters and digits in that role; in the mono font each takes 0.6 em. */
static float width_of(TextEngine *engine, FontRole role, const char *text) {
    const TextStyle style = {.role = role, .weight = WEIGHT_BOLD, .size = 100};
    return text_width(engine, str_from(text), &style);
}

static bool is_mono(TextEngine *engine, FontRole role) {
    float narrow = width_of(engine, role, "iiii"), wide = width_of(engine, role, "WWWW");
    return wide - narrow < 1 && wide > 200;
}

/* Beside the theme, the schedule, in the schedule's folder fonts: the first that there is. */
static void fonts_are_found_in_their_order(void **context) {
    World *world = *context;
    const char *fonts = str_copy(world->arena, str_from(folder_file(world->days, "fonts"))).s;
    mkdir(fonts, 0700);
    const char *const places[] = {fonts, world->days, world->themes};
    for (size_t i = 0; i < countof(places); i++) {
        put(places[i], "mono.ttf", world->font);
        Diagnostics findings;
        const Theme *theme = read_theme(world, "fonts: {heading: mono.ttf}\n", &findings);
        assert_int_equal(findings.count, 0);
        assert_int_equal(theme->font_count, 1);
        assert_true(str_starts(theme->fonts[0].files[WEIGHT_REGULAR], places[i]));
        TextEngine *engine = resources_text_engine(&world->resources, &(FontWish){.theme = theme});
        assert_true(is_mono(engine, FONT_DISPLAY));
        assert_false(is_mono(engine, FONT_TEXT));
        assert_false(is_mono(engine, FONT_DIGITS));
        /* What it has no letters for comes from the usual ones. */
        assert_int_equal(text_missing(engine, str_from("开源 A"), FONT_DISPLAY, NULL), 0);
        text_engine_free(engine);
    }
}

/* A show with that overlay. */
static const Theme *brand(World *world, const Theme *theme, const char *yaml,
                          Diagnostics *findings) {
    *findings = diagnostics_create(world->arena, str_from("day.yaml"), str_from(yaml));
    const Node *root = document_parse(world->arena, str_from(yaml), findings);
    OverlayLook *look = arena_new(world->arena, OverlayLook, 1);
    *look = overlay_look_read(world->arena, node_get(root, "overlay"), findings);
    return resources_branded(&world->resources, world->arena,
                             &(ThemeName){.folder = str_from(world->days)}, theme,
                             &(Brand){.overlay = look}, findings);
}

/* The overlay's texts have the screens' fonts, the theme's for overlays before them, and the
 * schedule's before those; screens never have the overlay's. */
static void an_overlay_has_fonts_of_its_own(void **context) {
    static const struct {
        const char *theme, *day;
        bool is_mono[FONT_ROLE_COUNT];
    } CASES[] = {
        {"fonts: {heading: mono.ttf}\n",
         "",
         {[FONT_DISPLAY] = true, [FONT_OVERLAY_HEADING] = true}},
        {"overlay: {fonts: {heading: mono.ttf}}\n", "", {[FONT_OVERLAY_HEADING] = true}},
        {"overlay: {fonts: {text: {bold: mono.ttf}}}\n",
         "overlay: {fonts: {digits: mono.ttf}}\n",
         {[FONT_OVERLAY_TEXT] = true, [FONT_OVERLAY_DIGITS] = true}},
        {"fonts: {digits: mono.ttf}\n",
         "overlay: {fonts: {digits: {bold: sans.ttf}}}\n",
         {[FONT_DIGITS] = true}},
        {"overlay: {fonts: {heading: mono.ttf}}\n",
         "overlay: {fonts: {heading: sans.ttf, text: mono.ttf}}\n",
         {[FONT_OVERLAY_TEXT] = true}},
    };
    World *world = *context;
    Str sans;
    assert_true(file_read(world->arena, "/usr/share/fonts/truetype/noto/NotoSans-Bold.ttf", &sans));
    put(world->themes, "mono.ttf", world->font);
    put(world->days, "mono.ttf", world->font);
    put(world->days, "sans.ttf", sans);
    for (size_t i = 0; i < countof(CASES); i++) {
        Diagnostics findings, found;
        const Theme *theme =
            brand(world, read_theme(world, CASES[i].theme, &findings), CASES[i].day, &found);
        assert_int_equal(findings.count + found.count, 0);
        TextEngine *engine = resources_text_engine(&world->resources, &(FontWish){.theme = theme});
        for (FontRole role = 0; role < FONT_ROLE_COUNT; role++)
            if (role != FONT_MONO && is_mono(engine, role) != CASES[i].is_mono[role])
                fail_msg("case %zu, role %d: %s", i, (int)role,
                         CASES[i].is_mono[role] ? "not its font" : "another's font");
        text_engine_free(engine);
    }
}

static void an_overlays_fonts_are_missed_by_place(void **context) {
    static const struct {
        const char *day, *code, *words;
        int32_t line, column;
    } CASES[] = {
        {"overlay:\n  fonts: {heading: gone.ttf}\n", "missing-font", "\"gone.ttf\" is not there", 2,
         20},
        {"overlay:\n  fonts:\n    text: {bold: woff.ttf}\n", "bad-font", "\"woff.ttf\" is no font",
         3, 18},
        /* beside the theme, which is none of the schedule's folders */
        {"overlay: {fonts: {digits: ../themes/mono.ttf}}\n", "missing-font", "mono.ttf", 1, 27},
    };
    World *world = *context;
    put(world->themes, "mono.ttf", world->font);
    put(world->days, "woff.ttf", str_from("wOF2 and so on"));
    for (size_t i = 0; i < countof(CASES); i++) {
        Diagnostics findings;
        const Theme *theme = brand(world, theme_builtin(), CASES[i].day, &findings);
        const Diagnostic *found = findings.count ? &findings.items[0] : NULL;
        if (findings.count != 1 || strcmp(found->code, CASES[i].code) != 0 ||
            str_find(found->message, CASES[i].words) == SIZE_MAX ||
            found->at.line != CASES[i].line || found->at.column != CASES[i].column)
            fail_msg("%s: %zu findings, %s at %d:%d", CASES[i].day, findings.count,
                     found ? found->code : "none", found ? (int)found->at.line : 0,
                     found ? (int)found->at.column : 0);
        TextEngine *engine = resources_text_engine(&world->resources, &(FontWish){.theme = theme});
        assert_false(is_mono(engine, FONT_OVERLAY_HEADING) || is_mono(engine, FONT_OVERLAY_TEXT));
        text_engine_free(engine);
    }
}

/* Each fault by its place; the usual font takes over. */
static void faults_are_told_with_their_places(void **context) {
    static const struct {
        const char *text, *code, *words;
        int32_t line, column;
    } CASES[] = {
        {"fonts:\n  heading: gone.ttf\n", "missing-font", "\"gone.ttf\" is not there", 2, 12},
        {"fonts:\n  text: {bold: woff.ttf}\n", "bad-font", "\"woff.ttf\" is no font", 2, 16},
        {"fonts:\n  text: ../look.yaml\n", "missing-font", "../look.yaml", 2, 9},
        {"fonts:\n  titles: mono.ttf\n", "unknown-key", "fonts has no key \"titles\"", 2, 3},
        {"fonts:\n  text: {blod: mono.ttf}\n", "unknown-key", "a font has no key \"blod\"", 2, 10},
        {"fonts:\n  digits: [mono.ttf]\n", "bad-font", "not the name of a font's file", 2, 11},
        {"fonts: mono.ttf\n", "bad-font", "a map of heading, text and digits", 1, 8},
    };
    World *world = *context;
    put(world->themes, "mono.ttf", world->font);
    put(world->themes, "woff.ttf", str_from("wOF2 and so on"));
    for (size_t i = 0; i < countof(CASES); i++) {
        Diagnostics findings;
        const Theme *theme = read_theme(world, CASES[i].text, &findings);
        const Diagnostic *found = findings.count ? &findings.items[0] : NULL;
        if (findings.count != 1 || strcmp(found->code, CASES[i].code) != 0 ||
            str_find(found->message, CASES[i].words) == SIZE_MAX ||
            found->at.line != CASES[i].line || found->at.column != CASES[i].column)
            fail_msg("%s: %zu findings, %s at %d:%d: %.*s", CASES[i].text, findings.count,
                     found ? found->code : "none", found ? (int)found->at.line : 0,
                     found ? (int)found->at.column : 0, found ? (int)found->message.len : 0,
                     found ? found->message.s : "");
        TextEngine *engine = resources_text_engine(&world->resources, &(FontWish){.theme = theme});
        assert_non_null(engine);
        assert_false(is_mono(engine, FONT_DISPLAY) || is_mono(engine, FONT_TEXT));
        text_engine_free(engine);
    }
}

static Screen *screen_for(World *world, Str theme, Str copies) {
    Screen *screen = screen_create(&(ScreenSettings){.resources = &world->resources,
                                                     .pictures.copies = copies,
                                                     .theme = theme,
                                                     .width = 640,
                                                     .height = 360});
    assert_non_null(screen);
    return screen;
}

/* A screen takes the fonts of the look that it is given, and lets go of them. */
static void a_screen_changes_its_fonts(void **context) {
    World *world = *context;
    Diagnostics findings;
    put(world->themes, "mono.ttf", world->font);
    read_theme(world, "fonts: {heading: mono.ttf, digits: {bold: mono.ttf}}\n", &findings);
    Str theme = str_copy(world->arena, str_from(folder_file(world->themes, "look.yaml")));
    Screen *screen = screen_for(world, theme, (Str){0});
    const TextEngine *engine = screen_text(screen);
    assert_false(is_mono(screen_text(screen), FONT_DISPLAY));
    screen_set_schedule(screen, NULL, SCHEDULE_NONE, str_from(world->days));
    assert_ptr_equal(screen_text(screen), engine); /* others have borrowed it */
    assert_true(is_mono(screen_text(screen), FONT_DISPLAY));
    assert_true(is_mono(screen_text(screen), FONT_DIGITS));
    assert_false(is_mono(screen_text(screen), FONT_TEXT));
    read_theme(world, "fonts: {text: mono.ttf}\n", &findings);
    screen_set_schedule(screen, NULL, SCHEDULE_NONE, str_from(world->days));
    assert_false(is_mono(screen_text(screen), FONT_DISPLAY));
    assert_true(is_mono(screen_text(screen), FONT_TEXT));
    screen_free(screen);
}

/* Every view of the overlay that has a text for that day is set in them, and no screen is. */
static void only_the_overlay_is_set_in_its_fonts(void **context) {
    static const char DAY[] =
        "kiosk: 1\nevent: {name: Fonts, timezone: UTC}\nrooms: [{id: a, name: A}]\n%s"
        "days:\n- date: 2026-05-16\n  sessions: [{time: \"09:00-10:00\", room: a, title: One, "
        "speakers: [Ada Lovelace]}]\n";
    static const char FONTS[] =
        "overlay: {fonts: {heading: mono.ttf, text: mono.ttf, digits: mono.ttf}}\n";
    World *world = *context;
    uint64_t overlay[2][OVERLAY_VIEW_COUNT], page[2];
    put(world->days, "mono.ttf", world->font);
    for (size_t i = 0; i < 2; i++) {
        put(world->days, "day.yaml", str_printf(world->arena, DAY, i ? FONTS : ""));
        SourceSettings settings = {.resources = &world->resources,
                                   .path = folder_file(world->days, "day.yaml")};
        Source *source = source_open(&settings, 0, NULL);
        assert_non_null(source->schedule);
        Screen *screen = screen_for(world, (Str){0}, (Str){0});
        screen_set_schedule(screen, source->schedule, 0, source->loaded->folder);
        Instant at = source->schedule->sessions[0].start + 3 * MILLIS_SECOND;
        ViewContext view = screen_context_at(screen, at);
        for (OverlayView v = 0; v < OVERLAY_VIEW_COUNT; v++) {
            Scene scene = scene_create(world->arena, 640, 360);
            OverlayMoment moment = {.context = &view, .hand = cue_hand_none()};
            moment.hand.opening =
                v == OVERLAY_VIEW_TITLE ? 8 * MILLIS_SECOND : 0; /* names follow */
            overlay_build(&moment, v, &scene);
            overlay[i][v] = scene.text_count ? scene_hash(&scene) : v;
        }
        page[i] =
            screen_compose(screen, &(Slide){.view = VIEW_NOW_NEXT, .until = INSTANT_NEVER}, at)
                .hash;
        screen_free(screen);
        source_close(source);
    }
    static const OverlayView SET[] = {OVERLAY_VIEW_LOGO, OVERLAY_VIEW_BUG, OVERLAY_VIEW_LOWER_THIRD,
                                      OVERLAY_VIEW_TITLE, OVERLAY_VIEW_TIMER};
    for (size_t i = 0; i < countof(SET); i++)
        if (overlay[0][SET[i]] == overlay[1][SET[i]])
            fail_msg("%s has the screens' fonts, or nothing to say", overlay_view_name(SET[i]));
    assert_int_equal(page[0], page[1]);
}

/* The schedule of a server, with its theme, with the theme's font. */
static void a_font_comes_from_the_schedules_server(void **context) {
    static const char DAY[] =
        "kiosk: 1\nevent: {name: Fonts, timezone: UTC}\nrooms: [{id: a, name: A}]\n"
        "display: {theme: looks/look.yaml}\n"
        "days:\n- date: 2026-05-16\n  sessions: [{time: \"09:00-10:00\", room: a, title: One}]\n";
    static const char LOOK[] = "fonts: {heading: mono.ttf}\n";
    World *world = *context;
    Web *web = web_start();
    web_set(web, WEB_STATUS, "", 404);
    web_put(web, "/days/day.yaml", DAY, strlen(DAY), 200);
    web_put(web, "/days/looks/look.yaml", LOOK, strlen(LOOK), 200);
    web_put(web, "/days/looks/mono.ttf", world->font.s, world->font.len, 200);
    const char *url =
        arena_printf(world->arena, "http://127.0.0.1:%d/days/day.yaml", web_port(web));
    SourceSettings settings = {.resources = &world->resources, .path = url};
    settings.copies = beside_folder(world->arena, &settings, world->folder);
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    Collect *collect = beside_fetch(&settings, source);
    Screen *screen = screen_for(world, (Str){0}, settings.copies);
    screen_set_schedule(screen, source->schedule, source->room, source->loaded->folder);
    assert_int_equal(web_count_of(web, "/days/looks/mono.ttf"), 1);
    assert_true(is_mono(screen_text(screen), FONT_DISPLAY));
    screen_free(screen);
    collect_stop(collect);
    source_close(source);
    web_stop(web);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(fonts_are_found_in_their_order),
        test(an_overlay_has_fonts_of_its_own),
        test(an_overlays_fonts_are_missed_by_place),
        test(faults_are_told_with_their_places),
        test(a_screen_changes_its_fonts),
        test(only_the_overlay_is_set_in_its_fonts),
        test(a_font_comes_from_the_schedules_server),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
