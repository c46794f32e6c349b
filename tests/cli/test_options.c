/* test_options.c: the command line: values, options, and what is said about a wrong one. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/options.h"

enum { ARGS_MAX = 12 };

typedef struct {
    const char *args[ARGS_MAX]; /* without the program's name */
} Line;

static bool parse(Arena *arena, const char *const *args, Options *options, Str *problem) {
    char *argv[ARGS_MAX + 2] = {(char *)"kiosk"};
    int argc = 1;
    while (args[argc - 1])
        argv[argc] = (char *)args[argc - 1], argc++;
    return options_parse(arena, argc, argv, options, problem);
}

static void sizes_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        int32_t width, height; /* 0: refused */
    } CASES[] = {
        {"1920x1080", 1920, 1080},
        {"1080X1920", 1080, 1920},
        {"32x32", 32, 32},
        {"800×600", 800, 600},
        {"16384x16384", 16384, 16384},
        {"31x32", 0, 0},
        {"16385x100", 0, 0},
        {"1920", 0, 0},
        {"1920x", 0, 0},
        {"x1080", 0, 0},
        {"1920x1080x2", 0, 0},
        {"-1x10", 0, 0},
        {"1920 x 1080", 0, 0},
        {"", 0, 0},
        {"99999999999x100", 0, 0},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Size size = {0};
        bool is_read = value_size(str_from(CASES[i].text), &size);
        if (is_read != (CASES[i].width > 0))
            fail_msg("\"%s\" is %s", CASES[i].text, is_read ? "read" : "refused");
        if (is_read) {
            assert_int_equal(size.width, CASES[i].width);
            assert_int_equal(size.height, CASES[i].height);
        }
    }
}

static void decimals_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        double value; /* negative: refused */
    } CASES[] = {{"0", 0},    {"1", 1},   {"60", 60},   {"0.5", 0.5}, {"12.25", 12.25},
                 {"1.", -1},  {".5", -1}, {"-1", -1},   {"1e3", -1},  {"100001", -1},
                 {"nan", -1}, {"", -1},   {"1.2.3", -1}};
    for (size_t i = 0; i < countof(CASES); i++) {
        double value = -1;
        bool is_read = value_decimal(str_from(CASES[i].text), 100000, &value);
        if (is_read != (CASES[i].value >= 0) ||
            (is_read && (value < CASES[i].value - 1e-9 || value > CASES[i].value + 1e-9)))
            fail_msg("\"%s\": %f", CASES[i].text, value);
    }
}

static void languages_are_read(void **state) {
    (void)state;
    static const struct {
        const char *text;
        size_t count; /* 0: refused */
        const char *last;
    } CASES[] = {{"zh,en", 2, "en"}, {"zh-CN", 1, "zh-CN"},       {"zh, en , ja", 3, "ja"},
                 {"a", 0, NULL},     {"zh,,en", 0, NULL},         {"zh,en,", 0, NULL},
                 {"zh_CN", 0, NULL}, {"de,en,fr,es,it", 0, NULL}, {"", 0, NULL}};
    for (size_t i = 0; i < countof(CASES); i++) {
        Str tags[4];
        size_t count = 0;
        bool is_read = value_languages(str_from(CASES[i].text), tags, countof(tags), &count);
        if (is_read != (CASES[i].count > 0))
            fail_msg("\"%s\" is %s", CASES[i].text, is_read ? "read" : "refused");
        if (is_read) {
            assert_int_equal(count, CASES[i].count);
            assert_true(str_equal_c(tags[count - 1], CASES[i].last));
        }
    }
}

static void defaults_are_a_full_screen_of_the_cycle(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Options options;
    Str problem = {0};
    assert_true(parse(arena, (const char *[]){NULL}, &options, &problem));
    assert_int_equal(options.verb, VERB_RUN);
    assert_null(options.path);
    assert_false(options.is_windowed);
    assert_false(options.is_demo);
    assert_false(options.has_at);
    assert_int_equal(options.choice, SNAPSHOT_AUTO);
    assert_true(options.speed > 0.999 && options.speed < 1.001);
    assert_int_equal(options.log_level, LOG_WARNING);
    assert_int_equal(options.renderer, RENDERER_AUTO);
    arena_free(arena);
}

static void every_option_is_taken(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Options o;
    Str problem = {0};
    assert_true(parse(arena,
                      (const char *[]){"--windowed", "800x600", "--display=1", "--rotate", "270",
                                       "--room=main", "--view", "agenda", "day.yaml", NULL},
                      &o, &problem));
    assert_true(o.is_windowed);
    assert_int_equal(o.size.width, 800);
    assert_int_equal(o.displays.displays.count, 1);
    assert_int_equal(o.displays.displays.numbers[0], 1);
    assert_int_equal(o.displays.rotates[0], 270);
    assert_true(str_equal_c(o.room, "main"));
    assert_int_equal(o.displays.room_count, 0);
    assert_int_equal(o.choice, SNAPSHOT_VIEW);
    assert_int_equal(o.view, VIEW_AGENDA);
    assert_string_equal(o.path, "day.yaml");

    assert_true(parse(arena,
                      (const char *[]){"--at", "2019-09-26 09:31", "--speed", "60", "--demo",
                                       "--theme=light", "--lang", "en,zh", "--renderer", "software",
                                       "--log-level=debug", NULL},
                      &o, &problem));
    assert_true(o.has_at && o.at.has_date && o.is_demo);
    assert_int_equal(o.at.millis, (9 * 60 + 31) * 60000);
    assert_true(o.speed > 59.9 && o.speed < 60.1);
    assert_true(str_equal_c(o.theme, "light"));
    assert_int_equal(o.language_count, 2);
    assert_int_equal(o.renderer, RENDERER_SOFTWARE);
    assert_int_equal(o.log_level, LOG_DEBUG);

    assert_true(parse(arena,
                      (const char *[]){"snapshot", "--view=all", "--size", "1080x1920", "--page",
                                       "2", "--every-change", "-o", "out.png", "x.yaml", NULL},
                      &o, &problem));
    assert_int_equal(o.verb, VERB_SNAPSHOT);
    assert_int_equal(o.choice, SNAPSHOT_ALL);
    assert_int_equal(o.size.height, 1920);
    assert_int_equal(o.page, 2);
    assert_true(o.is_every_change);
    assert_string_equal(o.output, "out.png");

    assert_true(parse(arena, (const char *[]){"snapshot", "-oother.png", "--", "--odd", NULL}, &o,
                      &problem));
    assert_string_equal(o.output, "other.png");
    assert_string_equal(o.path, "--odd");

    assert_true(parse(arena, (const char *[]){"check", "--strict", "x", NULL}, &o, &problem));
    assert_int_equal(o.verb, VERB_CHECK);
    assert_true(o.is_strict);
    assert_true(parse(arena, (const char *[]){"fonts", "--help", NULL}, &o, &problem));
    assert_true(o.verb == VERB_FONTS && o.wants_help);
    assert_true(parse(arena, (const char *[]){"--version", NULL}, &o, &problem));
    assert_true(o.wants_version);
    arena_free(arena);
}

/* Each is refused, and the message has these words. */
static void wrong_lines_are_explained(void **state) {
    (void)state;
    static const struct {
        const char *args[6];
        const char *words[3];
    } CASES[] = {
        {{"--fulscreen"}, {"--fulscreen", "did you mean --fullscreen", "--windowed"}},
        {{"--xyzzyxyzzy"}, {"--xyzzyxyzzy", "--log-level"}},
        {{"-x"}, {"-x", "--room"}},
        {{"--view", "agend"}, {"agend", "now_next, agenda, spotlight", "did you mean \"agenda\""}},
        {{"--view", "all"}, {"all", "partners"}},
        {{"--view"}, {"--view", "NAME"}},
        {{"--demo=yes"}, {"--demo takes no value"}},
        {{"--rotate", "45"}, {"45", "0, 90, 180 or 270"}},
        {{"--windowed", "big"}, {"big", "1920x1080"}},
        {{"--at", "noon"}, {"noon", "09:31"}},
        {{"--speed", "fast"}, {"fast", "times as fast"}},
        {{"--lang", "e"}, {"zh,en"}},
        {{"--log-level", "loud"}, {"loud", "debug"}},
        {{"--renderer", "vulkan"}, {"vulkan", "auto, gpu or software"}},
        {{"--room", ""}, {"room"}},
        {{"--display", "0,"}, {"counted from 0", "all"}},
        {{"--display", "1,all"}, {"counted from 0", "all"}},
        {{"--display", "1,0,1"}, {"display 1 is there twice"}},
        {{"--display", "0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15,16"}, {"at most 16"}},
        {{"--rotate", "0,45"}, {"0,45", "180"}},
        {{"--display", "0,1", "--room", "a,b,c"}, {"--room has 3 rooms for 2 displays"}},
        {{"--display", "0,1,2", "--room", "a,b"}, {"--room has 2 rooms for 3", "one for each"}},
        {{"--display", "0,1", "--room", "a,"}, {"empty place", "\"all\""}},
        {{"--rotate", "0,90"}, {"--rotate has 2 turns for 1 display;"}},
        {{"one.yaml", "gopher://x.example/two.yaml"}, {"https://"}},
        {{"rehearse", "ftp://x"}, {"ftp://x", "https://"}},
        {{"file:day.yaml"}, {"file:///"}},
        {{"--strict"}, {"no option --strict"}},
        {{"check", "--windowed", "1x1"}, {"no option --windowed"}},
        {{"snapshot", "--view", "all"}, {"-o FILE.png"}},
        {{"snapshot", "-o", "x", "--page", "0"}, {"counted from 1"}},
        {{"snapshot", "--o", "x"}, {"no option --o"}},
        {{"fonts", "one", "extra"}, {"extra", "too many"}},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Options options;
        Str problem = {0};
        if (parse(arena, CASES[i].args, &options, &problem))
            fail_msg("case %zu (%s) is taken", i, CASES[i].args[0]);
        for (size_t k = 0; k < countof(CASES[i].words) && CASES[i].words[k]; k++)
            if (str_find(problem, CASES[i].words[k]) == SIZE_MAX)
                fail_msg("\"%.*s\" does not say \"%s\"", str_arg(problem), CASES[i].words[k]);
        arena_free(arena);
    }
}

static void displays_are_lists(void **state) {
    (void)state;
    static const struct {
        const char *args[ARGS_MAX];
        bool is_all;
        size_t count, room_count, rotate_count;
        const char *numbers, *rooms, *rotates; /* in brackets, with commas */
    } CASES[] = {
        {{NULL}, false, 1, 0, 1, "[0]", "[]", "[0]"},
        {{"--display", "2"}, false, 1, 0, 1, "[2]", "[]", "[0]"},
        {{"--display", "2,0"}, false, 2, 0, 1, "[2,0]", "[]", "[0]"},
        {{"--display", " 1 , 3", "--rotate", "0, 90"}, false, 2, 0, 2, "[1,3]", "[]", "[0,90]"},
        {{"--display", "all", "--rotate=90"}, true, 0, 0, 1, "[]", "[]", "[90]"},
        {{"--room", "main,r2", "--display", "0,1"}, false, 2, 2, 1, "[0,1]", "[main,r2]", "[0]"},
        {{"--display", "0,1", "--room", "main , Hall 2"},
         false,
         2,
         2,
         1,
         "[0,1]",
         "[main,Hall 2]",
         "[0]"},
        {{"--display", "0,1,2", "--room", "main"}, false, 3, 0, 1, "[0,1,2]", "[]", "[0]"},
        /* How many there are is not known yet. */
        {{"--display", "all", "--room", "a,b,c"}, true, 0, 3, 1, "[]", "[a,b,c]", "[0]"},
        /* With one display the comma is the room's. */
        {{"--room", "Main Hall, Ground Floor"}, false, 1, 0, 1, "[0]", "[]", "[0]"},
        {{"rehearse", "--display", "0,1"}, false, 2, 0, 1, "[0,1]", "[]", "[0]"},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Options options;
        Str problem = {0}, numbers = {0}, rooms = {0}, rotates = {0};
        if (!parse(arena, CASES[i].args, &options, &problem))
            fail_msg("case %zu: %.*s", i, str_arg(problem));
        const DisplayOptions *got = &options.displays;
        assert_int_equal(got->displays.is_all, CASES[i].is_all);
        assert_int_equal(got->displays.count, CASES[i].count);
        assert_int_equal(got->room_count, CASES[i].room_count);
        assert_int_equal(got->rotate_count, CASES[i].rotate_count);
        for (size_t k = 0; k < got->displays.count; k++)
            numbers = str_printf(arena, "%.*s%s%d", str_arg(numbers), k ? "," : "",
                                 got->displays.numbers[k]);
        for (size_t k = 0; k < got->room_count; k++)
            rooms = str_printf(arena, "%.*s%s%.*s", str_arg(rooms), k ? "," : "",
                               str_arg(got->rooms[k]));
        for (size_t k = 0; k < got->rotate_count; k++)
            rotates =
                str_printf(arena, "%.*s%s%d", str_arg(rotates), k ? "," : "", got->rotates[k]);
        assert_string_equal(arena_printf(arena, "[%.*s]", str_arg(numbers)), CASES[i].numbers);
        assert_string_equal(arena_printf(arena, "[%.*s]", str_arg(rooms)), CASES[i].rooms);
        assert_string_equal(arena_printf(arena, "[%.*s]", str_arg(rotates)), CASES[i].rotates);
        arena_free(arena);
    }
}

/* The help names each option that the command takes, and fits a terminal of 100 columns. */
static void help_is_complete(void **state) {
    (void)state;
    char text[8192];
    for (Verb verb = 0; verb < VERB_COUNT; verb++) {
        FILE *file = fmemopen(text, sizeof text, "w");
        assert_non_null(file);
        options_help(verb, file);
        fclose(file);
        assert_non_null(strstr(text, "--log-level"));
        assert_non_null(strstr(text, "--help"));
        if (verb == VERB_SNAPSHOT)
            assert_non_null(strstr(text, "-o, --output FILE"));
        for (char *line = strtok(text, "\n"); line; line = strtok(NULL, "\n"))
            if (strlen(line) > 100)
                fail_msg("too wide: %s", line);
    }
}

/* What --help names stands in the manual too. */
static void the_manual_has_every_option(void **state) {
    (void)state;
    static char manual[64 * 1024], text[8192];
    FILE *file = fopen(TEST_SOURCE_DIR "/doc/kiosk.1.scd", "re");
    assert_non_null(file);
    size_t len = fread(manual, 1, sizeof manual - 1, file);
    assert_true(len > 0 && len < sizeof manual - 1);
    fclose(file);
    for (Verb verb = 0; verb < VERB_COUNT; verb++) {
        file = fmemopen(text, sizeof text, "w");
        assert_non_null(file);
        options_help(verb, file);
        fclose(file);
        for (char *at = text; (at = strstr(at, " --")); at++) {
            char wanted[64];
            snprintf(wanted, sizeof wanted, "*--%.*s*", (int)strcspn(at + 3, " \n"), at + 3);
            if (!strstr(manual, wanted))
                fail_msg("the manual does not have %s", wanted);
        }
    }
}

static char *read_manual(const char *path) {
    static char text[64 * 1024];
    FILE *file = fopen(path, "re");
    assert_non_null(file);
    size_t len = fread(text, 1, sizeof text - 1, file);
    assert_true(len > 0 && len < sizeof text - 1);
    text[len] = 0;
    fclose(file);
    return text;
}

/* "now_next, agenda" may stand in two lines. */
static void make_one_line(char *text) {
    char *to = text;
    for (const char *from = text; *from; from++)
        if (*from == '\n' || *from == '\t' || *from == ' ') {
            if (to == text || to[-1] != ' ')
                *to++ = ' ';
        } else {
            *to++ = *from;
        }
    *to = 0;
}

/* The rows of the views are what the manuals tell. */
static void the_manuals_have_every_view(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Str keys = {0}, words = {0}, dwells = {0};
    for (ViewKind view = 0; view < VIEW_KIND_COUNT; view++) {
        const ViewRow *row = view_row(view);
        if (row->key) {
            keys = str_printf(arena, "%.*s%s%c", str_arg(keys), keys.len ? " " : "", row->key);
            words =
                str_printf(arena, "%.*s%s%s", str_arg(words), words.len ? ", " : "", row->words);
        }
        if (row->dwell != view_row(VIEW_NOW_NEXT)->dwell)
            dwells = str_printf(arena, "%.*s, %s %d", str_arg(dwells), row->name,
                                (int)(row->dwell / MILLIS_SECOND));
    }
    const Str wanted[] = {
        str_printf(arena, "*--view* %.*s ", str_arg(view_kind_list(arena, "|"))),
        str_printf(arena, "| %.*s : holds %.*s ", str_arg(keys), str_arg(words)),
    };
    char *manual = read_manual(TEST_SOURCE_DIR "/doc/kiosk.1.scd");
    make_one_line(manual);
    for (size_t i = 0; i < countof(wanted); i++)
        if (!strstr(manual, wanted[i].s))
            fail_msg("kiosk.1.scd does not have: %s", wanted[i].s);
    manual = read_manual(TEST_SOURCE_DIR "/doc/kiosk-schedule.5.scd");
    make_one_line(manual);
    const Str told[] = {
        str_printf(arena, "may come more than once: %.*s.", str_arg(view_kind_list(arena, ", "))),
        str_printf(arena, "Default: %d%.*s.", (int)(view_row(VIEW_NOW_NEXT)->dwell / MILLIS_SECOND),
                   str_arg(dwells)),
    };
    for (size_t i = 0; i < countof(told); i++)
        if (!strstr(manual, told[i].s))
            fail_msg("kiosk-schedule.5.scd does not have: %s", told[i].s);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(sizes_are_read),
        cmocka_unit_test(decimals_are_read),
        cmocka_unit_test(languages_are_read),
        cmocka_unit_test(defaults_are_a_full_screen_of_the_cycle),
        cmocka_unit_test(every_option_is_taken),
        cmocka_unit_test(displays_are_lists),
        cmocka_unit_test(wrong_lines_are_explained),
        cmocka_unit_test(help_is_complete),
        cmocka_unit_test(the_manual_has_every_option),
        cmocka_unit_test(the_manuals_have_every_view),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
