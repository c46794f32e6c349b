/* test_preflight.c: a small day with one fault each, and what is said about it: the code, the line,
 * the column, some of the words; and nothing about the days that come with the program. */
#include "preflight_run.h"

#include <math.h>
#include <time.h>

#include "base/str_builder.h"
#include "formats/formats.h"

/* ---- one fault each ------------------------------------------------------------------------- */

#define LONG_NAME                                                                                  \
    "Pneumonoultramicroscopicsilicovolcanoconiosis-Supercalifragilisticexpialidocious-Llanfair"

typedef struct {
    const char *name;
    const char *event, *session, *more; /* NULL: as in a good day */
    const char *code;
    Severity severity;
    int32_t line, column;
    const char *words; /* all of these, between |, are in the message or the hint */
} Case;

static const Case CASES[] = {
    {"title too long", 0, "title: " LONG_WORDS, 0, "text-cut", SEVERITY_WARNING, 12, 16,
     "the title is cut|1080x1920|is seen, \"|subtitle"},
    {"title too long in the second language", 0, "title: {zh: 短, en: " LONG_WORDS "}", 0,
     "text-cut", SEVERITY_WARNING, 12, 28, "the title is cut|now_next"},
    {"name too long", 0, "title: T\n        speakers: [" LONG_NAME "]", 0, "text-cut",
     SEVERITY_WARNING, 13, 20, "the speaker's name is cut|shorten it"},
    {"character without a glyph", 0, "title: The 𓀀 sign", 0, "no-glyph", SEVERITY_ERROR, 12, 16,
     "𓀀|U+13000|Egyptian Hieroglyphs|Noto"},
    {"lost character", 0, "title: The \xEF\xBF\xBD sign", 0, "no-glyph", SEVERITY_ERROR, 12, 16,
     "U+FFFD|UTF-8"},
    {"private character", 0, "title: The \xF3\xB0\x80\x80 sign", 0, "no-glyph", SEVERITY_ERROR, 12,
     16, "U+F0000|private use|one font"},
    {"notice too long", 0, 0,
     "notices: [{text: '" LONG_WORDS LONG_WORDS "', from: 2026-05-16 09:35, "
     "until: 2026-05-16 09:38}]",
     "text-cut", SEVERITY_WARNING, 14, 19, "the notice is cut"},
    {"segment's title without a glyph", 0,
     "title: T\n        segments: [{minutes: 60, title: S 𓀀}]", 0, "no-glyph", SEVERITY_ERROR, 13,
     41, "the segment's title has|U+13000"},
    {"slide on no day", 0, 0, "slides: [{heading: Party, date: 2026-05-20}]", "slide-never",
     SEVERITY_WARNING, 14, 10, "\"Party\"|no day of the schedule"},
    {"slide on a day that is none", 0, 0,
     "slides: [{heading: Party, days: [2026-05-16, 2026-05-20]}]", "slide-day", SEVERITY_WARNING,
     14, 10, "2026-05-20"},
    {"two slides of one name", 0, 0,
     "slides: [{heading: Menu, until: \"14:00\"}, {heading: menu, from: \"13:00\"}]",
     "slide-overlap", SEVERITY_WARNING, 14, 43, "\"Menu\" and \"menu\"|from 13:00 to 14:00"},
    {"slide's picture not there", 0, 0, "slides: [{picture: pics/menu.png}]", "image-missing",
     SEVERITY_ERROR, 14, 10, "slide's picture \"pics/menu.png\""},
    {"slide too small for a screen", 0, 0, "slides: [{picture: pics/intel.png}]", "image-small",
     SEVERITY_WARNING, 14, 10, "slide's picture|in slides it is blown up"},
    {"slide much too small for a screen", 0, 0, "slides: [{picture: pics/tiny.png}]", "image-small",
     SEVERITY_WARNING, 14, 10, "it is blown up to 80 by 60, and no further"},
    {"logo not there", "logo: pics/intell.png", 0, 0, "image-missing", SEVERITY_ERROR, 5, 9,
     "pics/intell.png|did you mean \"pics/intel.png\"?"},
    {"logo's folder in capitals", "logo: Pics/Intel.png", 0, 0, "image-missing", SEVERITY_ERROR, 5,
     9, "did you mean \"pics/intel.png\"?"},
    {"partner's logo not there", 0, 0, "partners: {gold: [{name: Intel, logo: mark.gif}]}",
     "image-missing", SEVERITY_ERROR, 14, 39, "partner's logo|put the file"},
    {"logo that is no picture", "logo: pics/broken.png", 0, 0, "image-broken", SEVERITY_ERROR, 5, 9,
     "cannot be shown|PNG, JPEG, WebP or SVG"},
    {"picture that was cut off", "logo: pics/half.png", 0, 0, "image-broken", SEVERITY_ERROR, 5, 9,
     "cannot be shown"},
    {"logo above the folder", "logo: ../intel.png", 0, 0, "image-outside", SEVERITY_ERROR, 5, 9,
     "leads out by \"..\"|\"intel.png\""},
    {"logo from the root", "logo: /usr/share/intel.png", 0, 0, "image-outside", SEVERITY_ERROR, 5,
     9, "begins at the root"},
    {"logo by a link", "logo: pics/link.png", 0, 0, "image-outside", SEVERITY_ERROR, 5, 9,
     "by a link"},
    {"logo by an address", "logo: \"https://example.org/a.png?key=secret\"", 0, 0, "image-remote",
     SEVERITY_WARNING, 5, 10, "https://example.org/a.png?…|did not come|its name is shown"},
    {"logo by an address that nobody asks for", "logo: \"ftp://example.org/a.png\"", 0, 0,
     "image-outside", SEVERITY_ERROR, 5, 10, "an address that is not asked for|\"a.png\""},
    {"photos by addresses", 0,
     "title: T\n        speakers: [{name: A, photo: \"https://far.example/a.png\"},\n"
     "          {name: B, photo: \"https://far.example/b.png?key=secret\"}]",
     0, "image-remote", SEVERITY_WARNING, 13, 38,
     "2 speakers' photos|https://far.example/a.png|initials"},
    {"logo that is a folder", "logo: pics", 0, 0, "image-broken", SEVERITY_ERROR, 5, 9,
     "cannot be shown"},
    {"logo too small", 0, 0, "partners: {gold: [{name: Intel, logo: pics/tiny.png}]}",
     "image-small", SEVERITY_WARNING, 14, 39, "40 by 30 pixels|blown up to|or as SVG"},
    {"logo with light and dark parts", 0, 0, "partners: {gold: [{name: Two, logo: pics/two.svg}]}",
     "logo-contrast", SEVERITY_WARNING, 14, 37, "partner's logo|light and dark at once: 50 %"},
    {"logo that moves", "logo: pics/moving.png", 0, 0, "image-still", SEVERITY_WARNING, 5, 9,
     "the event's logo|it stands still|MP4"},
    {"drawing with text", "logo: pics/words.svg", 0, 0, "image-svg", SEVERITY_WARNING, 5, 9,
     "<text>|paths"},
    {"url without a scheme", 0, 0, "projects: [{name: Kata, tagline: t, url: katacontainers.io}]",
     "bad-url", SEVERITY_WARNING, 14, 42, "project's url|write \"https://katacontainers.io\""},
    {"url with a full-width colon", "url: https：//example.org", 0, 0, "bad-url", SEVERITY_WARNING,
     5, 8, "event's url|full-width|\"https://example.org\""},
    {"unknown theme", 0, 0, "display: {theme: darck}", "unknown-theme", SEVERITY_WARNING, 14, 18,
     "darck|did you mean \"dark\"?"},
    {"theme elsewhere", 0, 0, "display: {theme: " TEST_SOURCE_DIR "/assets/themes/dark.yaml}",
     "unknown-theme", SEVERITY_WARNING, 14, 18, "in the schedule's folder, and only there|--theme"},
    {"pale theme", 0, 0, "display: {theme: pale.yaml}", "low-contrast", SEVERITY_WARNING, 3, 9,
     "text on background|4.5:1"},
    {"overlap", 0, "title: T", "      - {time: 10:30-11:00, room: side, title: U}", "overlap",
     SEVERITY_WARNING, 14, 16, "The other one"},
};

static void check_case(const Fixture *f, const Case *c) {
    Run run = run_create();
    const char *text = day_text(run.arena, c->event ? c->event : "venue: Here",
                                c->session ? c->session : "title: T", c->more ? c->more : "");
    run_file(&run, f, &(PreflightSettings){0}, write_day(f, "day.yaml", text), "2026-05-16 08:00",
             NULL);
    const Diagnostic *found = NULL;
    size_t count = serious_count(&run, &found);
    /* A theme has several pairs of colours. */
    bool is_right = (count == 1 || (count > 1 && strcmp(c->code, "low-contrast") == 0)) &&
                    strcmp(found->code, c->code) == 0 && found->severity == c->severity &&
                    found->at.line == c->line && found->at.column == c->column;
    if (!is_right || !says(found, c->words)) {
        print_all(&run);
        fail_msg("%s: %zu findings, wanted %s at %d:%d, which says %s", c->name, count, c->code,
                 (int)c->line, (int)c->column, c->words);
    }
    run_free(&run);
}

static void each_fault_is_found(void **state) {
    for (size_t i = 0; i < countof(CASES); i++)
        check_case(*state, &CASES[i]);
}

/* Three rooms to thirteen with sessions at odd times, some of them at once, some without an end to
 * their titles, and notices now and then. */
static Str foyer_text(Arena *arena, uint64_t *seed) {
    size_t rooms = 3 + str_hash(*seed, "rooms", 5) % 11;
    const char *text = "kiosk: 1\nevent: {name: Foyer, timezone: UTC}\nrooms:\n";
    for (size_t i = 0; i < rooms; i++)
        text = arena_printf(arena, "%s  - {id: r%zu, name: Room %zu}\n", text, i, i);
    text = arena_printf(arena, "%sdays:\n  - date: 2026-05-16\n    sessions:\n", text);
    for (size_t i = 0; i < rooms * 4; i++) {
        uint64_t chance = *seed = str_hash(*seed, &i, sizeof i);
        size_t start = 540 + chance % 300, end = start + 7 + chance / 1000 % 120;
        text = arena_printf(arena,
                            "%s      - {room: r%zu, start: \"%02zu:%02zu\", end: \"%02zu:%02zu\", "
                            "title: \"%s %zu\", speakers: [%s]}\n",
                            text, (size_t)(chance / 7 % rooms), start / 60, start % 60, end / 60,
                            end % 60, chance / 500 % 5 == 0 ? LONG_WORDS : "Talk", i,
                            chance / 300 % 5 == 0 ? LONG_WORDS : "Ann");
    }
    if (*seed % 2)
        text = arena_printf(arena,
                            "%snotices:\n  - {text: Mind the step, from: 2026-05-16 10:00, "
                            "until: 2026-05-16 11:00}\n",
                            text);
    return str_from(text);
}

static bool same_survey(const Survey *a, const Survey *b) {
    bool is_same = a->text_count == b->text_count && a->page_count == b->page_count &&
                   a->image_count == b->image_count && a->code_count == b->code_count;
    for (size_t i = 0; i < a->text_count && is_same; i++) {
        const SurveyText *x = &a->texts[i], *y = &b->texts[i];
        is_same = x->fault.kind == y->fault.kind && str_equal(x->fault.text, y->fault.text) &&
                  x->fault.at.line == y->fault.at.line && x->fault.shown == y->fault.shown &&
                  x->sizes == y->sizes && x->views == y->views && x->worst.size == y->worst.size;
    }
    return is_same;
}

/* What is not laid out again would have said nothing new. */
static void pages_that_look_alike_are_one(void **state) {
    const Fixture *f = *state;
    TextEngine *engine = resources_text_engine(&f->resources, &(FontWish){0});
    const LanguageOrder order = {.tags = {{"en", 2}}, .strings = {strings_builtin()}, .count = 1};
    static const ScreenSize SIZES[] = {{1920, 1080}, {1080, 1920}};
    uint64_t seed = STR_HASH_SEED;
    size_t faults = 0;
    for (int round = 0; round < 6; round++) {
        Arena *arena = arena_create();
        Str text = foyer_text(arena, &seed);
        Diagnostics found = diagnostics_create(arena, str_from("day.yaml"), text);
        Schedule *schedule = schedule_load(
            &(FormatInput){.source = text, .source_name = str_from("day.yaml")}, &found);
        assert_non_null(schedule);
        SurveyPlan plan = {.schedule = schedule,
                           .room = SCHEDULE_NONE,
                           .sizes = SIZES,
                           .size_count = countof(SIZES),
                           .orders = &order,
                           .order_count = 1,
                           .theme = theme_builtin(),
                           .text = engine};
        const Survey *some = survey_create(arena, &plan);
        plan.looks_at_all = true;
        if (!same_survey(some, survey_create(arena, &plan)))
            fail_msg("round %d", round);
        faults += some->text_count;
        schedule_free(schedule);
        arena_free(arena);
    }
    assert_true(faults > 10); /* else it says little */
    text_engine_free(engine);
}

/* That many sessions in one room, all at one time. */
static Str crowd_text(Arena *arena, size_t count) {
    const char *head = "kiosk: 1\nevent: {name: Crowd, timezone: UTC}\nrooms: [{id: a, name: A}]\n"
                       "days:\n  - date: 2026-05-16\n    sessions:\n";
    StrBuilder text = {.arena = arena};
    str_builder_put_c(&text, head);
    for (size_t i = 0; i < count; i++)
        str_builder_printf(&text,
                           "      - {time: 10:00-11:00, room: a, title: Talk %zu, "
                           "speakers: [Ann %zu]}\n",
                           i, i);
    return str_builder_text(&text);
}

/* Seconds of the processor for the pages of such a day; the better of two. */
static double crowd_seconds(TextEngine *engine, const LanguageOrder *order, size_t count) {
    static const ScreenSize SIZES[] = {{1280, 720}};
    double best = INFINITY;
    for (int round = 0; round < 2; round++) {
        Arena *arena = arena_create();
        Str text = crowd_text(arena, count);
        Diagnostics found = diagnostics_create(arena, str_from("day.yaml"), text);
        Schedule *schedule = schedule_load(
            &(FormatInput){.source = text, .source_name = str_from("day.yaml")}, &found);
        assert_non_null(schedule);
        SurveyPlan plan = {.schedule = schedule,
                           .room = SCHEDULE_NONE,
                           .sizes = SIZES,
                           .size_count = 1,
                           .orders = order,
                           .order_count = 1,
                           .theme = theme_builtin(),
                           .text = engine};
        clock_t from = clock();
        assert_true(survey_create(arena, &plan)->page_count > 2 * count);
        best = fmin(best, (double)(clock() - from) / CLOCKS_PER_SEC);
        schedule_free(schedule);
        arena_free(arena);
    }
    return best;
}

/* Eight times as many sessions at one time have eight times as many pages; that each of them walks
 * over all sessions would take 64 times as long. */
static void pages_of_a_crowd_take_their_number(void **state) {
    const Fixture *f = *state;
    TextEngine *engine = resources_text_engine(&f->resources, &(FontWish){0});
    const LanguageOrder order = {.tags = {{"en", 2}}, .strings = {strings_builtin()}, .count = 1};
    double few = crowd_seconds(engine, &order, 150), many = crowd_seconds(engine, &order, 1200);
    print_message("%.1f times as long\n", many / few);
    assert_true(many < 20 * few);
    text_engine_free(engine);
}

/* The moments that are looked at reach from a day before the first session to two days after the
 * last one ended, also when that outlives its conference day. */
static void the_nights_are_looked_at(void **state) {
    const Fixture *f = *state;
    Arena *arena = arena_create();
    Str text = str_from("kiosk: 1\nevent: {name: E, timezone: UTC}\n"
                        "rooms: [{id: a, name: A}, {id: b, name: B}]\n"
                        "days:\n  - date: 2026-05-16\n    sessions:\n"
                        "      - {time: 09:00-09:30, room: a, title: Opening}\n"
                        "      - {time: 23:00-29:00, room: b, title: Party}\n");
    Diagnostics found = diagnostics_create(arena, str_from("day.yaml"), text);
    Schedule *schedule =
        schedule_load(&(FormatInput){.source = text, .source_name = str_from("day.yaml")}, &found);
    assert_non_null(schedule);
    TextEngine *engine = resources_text_engine(&f->resources, &(FontWish){0});
    const LanguageOrder order = {.tags = {{"en", 2}}, .strings = {strings_builtin()}, .count = 1};
    static const ScreenSize SIZES[] = {{1280, 720}};
    SurveyPlan plan = {.schedule = schedule,
                       .room = SCHEDULE_NONE,
                       .sizes = SIZES,
                       .size_count = 1,
                       .orders = &order,
                       .order_count = 1,
                       .theme = theme_builtin(),
                       .text = engine};
    const Survey *survey = survey_create(arena, &plan);
    Instant end = schedule->sessions[1].end;
    assert_true(end > schedule->days[0].until);
    assert_true(survey->first_at <= schedule->sessions[0].start - 24 * MILLIS_HOUR);
    assert_true(survey->last_at >= end + 47 * MILLIS_HOUR);
    text_engine_free(engine);
    schedule_free(schedule);
    arena_free(arena);
}

/* Of several places where a text is cut the one that shows least of it counts. */
static void the_worst_cut_is_kept(void **state) {
    const Fixture *f = *state;
    Arena *arena = arena_create();
    Str text = str_from(day_text(arena, "venue: V", "title: " LONG_WORDS, ""));
    Diagnostics found = diagnostics_create(arena, str_from("day.yaml"), text);
    Schedule *schedule =
        schedule_load(&(FormatInput){.source = text, .source_name = str_from("day.yaml")}, &found);
    assert_non_null(schedule);
    TextEngine *engine = resources_text_engine(&f->resources, &(FontWish){0});
    const LanguageOrder order = {.tags = {{"en", 2}}, .strings = {strings_builtin()}, .count = 1};
    static const ScreenSize SIZES[] = {{1920, 1080}, {1080, 1920}, {1920, 1080}};
    size_t shown[countof(SIZES)];
    for (size_t i = 0; i < countof(SIZES); i++) { /* one, the other, both */
        SurveyPlan plan = {.schedule = schedule,
                           .room = SCHEDULE_NONE,
                           .sizes = i == 2 ? SIZES : &SIZES[i],
                           .size_count = i == 2 ? 2 : 1,
                           .orders = &order,
                           .order_count = 1,
                           .theme = theme_builtin(),
                           .text = engine};
        const Survey *survey = survey_create(arena, &plan);
        shown[i] = SIZE_MAX;
        for (size_t k = 0; k < survey->text_count; k++)
            if (survey->texts[k].fault.kind == FAULT_CUT &&
                str_starts(survey->texts[k].fault.text, "Internationalisation"))
                shown[i] = survey->texts[k].fault.shown;
        assert_int_not_equal(shown[i], SIZE_MAX);
    }
    assert_int_not_equal(shown[0], shown[1]);
    assert_int_equal(shown[2], shown[0] < shown[1] ? shown[0] : shown[1]);
    text_engine_free(engine);
    schedule_free(schedule);
    arena_free(arena);
}

static void a_dense_code_is_found(void **state) {
    const Fixture *f = *state;
    static const struct {
        size_t len;
        const char *code; /* NULL: fine */
        const char *words;
    } LENGTHS[] = {{30, NULL, NULL},
                   {200, NULL, NULL},
                   {400, "qr-dense", "from afar"},
                   {1900, "qr-dense", "at all"},
                   {2900, "qr-too-long", "no QR code"}};
    for (size_t i = 0; i < countof(LENGTHS); i++) {
        Run run = run_create();
        char *url = arena_new(run.arena, char, LENGTHS[i].len + 1);
        memset(url, 'x', LENGTHS[i].len);
        memcpy(url, "https://e.org/", strlen("https://e.org/"));
        const char *more =
            arena_printf(run.arena, "projects: [{name: Kata, tagline: t, url: \"%s\"}]", url);
        run_file(&run, f, &(PreflightSettings){0},
                 write_day(f, "day.yaml", day_text(run.arena, "venue: V", "title: T", more)),
                 "2026-05-16 08:00", NULL);
        const Diagnostic *dense = find_code(&run, "qr-dense"),
                         *none = find_code(&run, "qr-too-long");
        const Diagnostic *found = dense ? dense : none;
        if (LENGTHS[i].code ? !found || strcmp(found->code, LENGTHS[i].code) != 0 ||
                                  !says(found, LENGTHS[i].words) || found->at.line != 14 ||
                                  found->at.column != 43
                            : found != NULL) {
            print_all(&run);
            fail_msg("%zu characters", LENGTHS[i].len);
        }
        run_free(&run);
    }
}

static void a_text_at_its_minimum_is_noted(void **state) {
    const Fixture *f = *state;
    Run run = run_create();
    static const ScreenSize SIZES[] = {{1920, 1080}};
    static const char TEXT[] =
        "kiosk: 1\n"
        "event: {name: The Forum, timezone: Asia/Shanghai, venue: V}\n"
        "rooms: [{id: main, name: Main Hall}, {id: side, name: Side Hall}]\n"
        "days:\n"
        "  - date: 2026-05-16\n"
        "    sessions:\n"
        "      - {time: 09:00-10:00, room: main, title: T}\n"
        "      - time: 10:00-11:00\n"
        "        room: side\n"
        "        title: Talk of everything else that ever ran in small machines for\n";
    run_file(&run, f, &(PreflightSettings){.sizes = SIZES, .size_count = 1},
             write_day(f, "day.yaml", TEXT), "2026-05-16 08:00", NULL);
    const Diagnostic *found = find_code(&run, "text-small");
    if (!found)
        print_all(&run);
    assert_non_null(found);
    assert_int_equal(found->severity, SEVERITY_NOTE);
    assert_int_equal(found->at.line, 10);
    assert_int_equal(found->at.column, 16);
    assert_true(says(found, "the title just fits"));
    assert_int_equal(check_report_exit(&run.report, true), EXIT_FINE);
    run_free(&run);
}

static void what_the_spotlight_leaves_out_is_noted(void **state) {
    const Fixture *f = *state;
    Run run = run_create();
    const char *more =
        "projects: [{name: Kata, tagline: \"" LONG_WORDS "\", description: \"" LONG_WORDS
        "\", highlights: [\"" LONG_WORDS "\", \"" LONG_WORDS "\"], url: \"https://e.org\"}]";
    run_file(&run, f, &(PreflightSettings){0},
             write_day(f, "day.yaml", day_text(run.arena, "venue: V", "title: T", more)),
             "2026-05-16 08:00", NULL);
    const Diagnostic *found = find_code(&run, "text-left-out");
    if (!found)
        print_all(&run);
    assert_non_null(found);
    assert_int_equal(found->at.line, 14);
    assert_int_equal(found->severity, SEVERITY_NOTE);
    run_free(&run);
}

static void a_font_file_that_is_missing_is_found(void **state) {
    const Fixture *f = *state;
    Run run = run_create();
    Fixture other = *f;
    other.resources.fonts = f->folder;
    write_text(path_join(run.arena, f->folder, "fonts.yaml").s,
               "families:\n"
               "  House:\n"
               "    regular: house.ttf\n"
               "  Inter:\n"
               "    regular: /usr/share/fonts/opentype/inter/Inter-Regular.otf\n"
               "roles:\n"
               "  display: {families: [House, Inter]}\n"
               "  body: {families: [Inter]}\n"
               "  mono: {families: [Inter]}\n");
    run_file(
        &run, &other, &(PreflightSettings){0},
        write_day(f, "day.yaml",
                  day_text(run.arena, "venue: V", "title: 文", "display: {languages: [zh, en]}\n")),
        "2026-05-16 08:00", NULL);
    const Diagnostic *missing = find_code(&run, "missing-font");
    const Diagnostic *glyph = find_at(&run, "no-glyph", 12), *own = find_at(&run, "no-glyph", 0);
    if (!missing || !glyph)
        print_all(&run);
    assert_non_null(missing);
    assert_int_equal(missing->at.line, 2);
    assert_true(says(missing, "house.ttf|House|fonts folder"));
    assert_non_null(glyph); /* Inter has no Han */
    assert_true(says(glyph, "the title has|文 (U+6587, Han)|apt install fonts-noto-cjk"));
    assert_non_null(own);
    assert_true(says(own, "the program's own words|Han"));
    run_free(&run);
}

/* ---- what is fine --------------------------------------------------------------------------- */

static void the_bundled_days_are_clean(void **state) {
    const Fixture *f = *state;
    static const struct {
        const char *name, *at;
        size_t warnings;
    } DAYS[] = {{"2019-09-26-apsara.yaml", "2019-09-26 08:00", 0},
                {"2019-09-26-apsara.yaml", "2026-11-23 08:00", 1}, /* days are past */
                {"2026-05-16-opensource-days.yaml", "2026-05-16 08:00", 0}};
    for (size_t i = 0; i < countof(DAYS); i++) {
        Run run = run_create();
        run_file(&run, f, &(PreflightSettings){0},
                 path_join(run.arena, f->resources.schedules, DAYS[i].name), DAYS[i].at, NULL);
        const Diagnostic *found;
        size_t count = serious_count(&run, &found);
        if (count != DAYS[i].warnings) {
            print_all(&run);
            fail_msg("%s has %zu findings", DAYS[i].name, count);
        }
        assert_int_equal(check_report_exit(&run.report, false), EXIT_FINE);
        assert_int_equal(check_report_exit(&run.report, true),
                         DAYS[i].warnings ? EXIT_USAGE : EXIT_FINE);
        run_free(&run);
    }
}

/* What fits at one size, in one room, in one order of languages may not in another. */
static void settings_decide_what_is_looked_at(void **state) {
    const Fixture *f = *state;
    static const ScreenSize WIDE[] = {{1920, 1080}}, TALL[] = {{360, 1920}};
    static const LanguageTags ENGLISH[] = {{.tags = {{"en", 2}, {"zh", 2}}, .count = 2}};
    static const LanguageTags CHINESE[] = {{.tags = {{"zh", 2}}, .count = 1}};
    /* The Chinese one fits a wide screen, and no strip that stands on its end. */
    const char *title =
        "title: {zh: 这个标题比较长这个标题比较长这个标题比较长这个标题比较长"
        "这个标题比较长这个标题比较长这个标题比较长这个标题比较长, en: " LONG_WORDS "}";
    const struct {
        PreflightSettings settings;
        const char *room;
        bool is_cut;
    } WAYS[] = {
        {{.sizes = WIDE, .size_count = 1, .orders = ENGLISH, .order_count = 1}, NULL, true},
        {{.sizes = WIDE, .size_count = 1, .orders = ENGLISH, .order_count = 1}, "main", true},
        {{.sizes = WIDE, .size_count = 1, .orders = ENGLISH, .order_count = 1}, "side", false},
        {{.sizes = WIDE, .size_count = 1, .orders = CHINESE, .order_count = 1}, NULL, false},
        {{.sizes = TALL, .size_count = 1, .orders = CHINESE, .order_count = 1}, NULL, true},
    };
    for (size_t i = 0; i < countof(WAYS); i++) {
        Run run = run_create();
        run_file(&run, f, &WAYS[i].settings,
                 write_day(f, "day.yaml", day_text(run.arena, "venue: V", title, "")),
                 "2026-05-16 08:00", WAYS[i].room);
        if ((find_code(&run, "text-cut") != NULL) != WAYS[i].is_cut) {
            print_all(&run);
            fail_msg("way %zu", i);
        }
        run_free(&run);
    }
}

static void what_cannot_be_used_is_an_error(void **state) {
    const Fixture *f = *state;
    static const struct {
        const char *text, *room;
        const char *code;
    } CASES_OF_NONE[] = {
        {NULL, NULL, "unreadable"}, /* no such file */
        {"kiosk: 1\nevent: {name: T, timezone: UTC}\nrooms: [{id: main, name: M}]\n"
         "days: [{date: 2026-05-16, sessions: [{time: 9:00-10:00, room: main, title: T}]}]\n",
         "mian", "unknown-room"},
    };
    for (size_t i = 0; i < countof(CASES_OF_NONE); i++) {
        Run run = run_create();
        Str path = CASES_OF_NONE[i].text ? write_day(f, "day.yaml", CASES_OF_NONE[i].text)
                                         : path_join(f->arena, f->folder, "nowhere.yaml");
        run_file(&run, f, &(PreflightSettings){0}, path, "2026-05-16 08:00", CASES_OF_NONE[i].room);
        const Diagnostic *found = find_code(&run, CASES_OF_NONE[i].code);
        if (!found)
            print_all(&run);
        assert_non_null(found);
        assert_int_equal(found->severity, SEVERITY_ERROR);
        assert_int_equal(check_report_exit(&run.report, false), EXIT_SCHEDULE);
        run_free(&run);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_fault_is_found),
        cmocka_unit_test(the_worst_cut_is_kept),
        cmocka_unit_test(the_nights_are_looked_at),
        cmocka_unit_test(pages_of_a_crowd_take_their_number),
        cmocka_unit_test(pages_that_look_alike_are_one),
        cmocka_unit_test(a_dense_code_is_found),
        cmocka_unit_test(a_text_at_its_minimum_is_noted),
        cmocka_unit_test(what_the_spotlight_leaves_out_is_noted),
        cmocka_unit_test(a_font_file_that_is_missing_is_found),
        cmocka_unit_test(the_bundled_days_are_clean),
        cmocka_unit_test(settings_decide_what_is_looked_at),
        cmocka_unit_test(what_cannot_be_used_is_an_error),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
