/* test_preflight_overlay.c: what the preflight says of a show's own lower thirds: names that do not
 * fit, in each order of languages and each shape of stream; texts that are not read on the show's
 * own picture, over some camera; fonts that are not there. */
#include "preflight_run.h"

#include "check/plate_ground.h"

#define DAY(title, speaker, overlay)                                                               \
    "kiosk: 1\nevent: {name: E, timezone: UTC}\nrooms: [{id: a, name: A}]\n"                       \
    "display: {languages: [en, de]}\ndays:\n- date: 2026-05-16\n  sessions:\n"                     \
    "  - {time: \"09:00-10:00\", room: a, title: " title ", speakers: [" speaker "]}\n"            \
    "overlay: " overlay "\n"
#define LONG "Wolfeschlegelsteinhausenbergerdorff Oberlandesgerichtspraesident"

static void draw_plate(const Fixture *f, uint32_t above, uint32_t below) {
    Pixmap pixmap = pixmap_create(1920, 1080);
    for (int32_t y = 0; y < 1080; y++)
        for (int32_t x = 0; x < 1920; x++)
            pixmap.pixels[y * 1920 + x] = y < 800 ? above : below;
    assert_true(png_write(&pixmap, path_join(f->arena, f->folder, "plate.png").s));
    pixmap_free(&pixmap);
}

/* What is found with that code: how often, and the first. */
static size_t found_of(Run *run, const char *code, const Diagnostic **first) {
    size_t count = 0;
    for (size_t i = 0; i < run->report.file_count; i++) {
        const Diagnostics *d = run->report.files[i];
        for (size_t k = 0; k < d->count; k++)
            if (strcmp(d->items[k].code, code) == 0 && count++ == 0)
                *first = &d->items[k];
    }
    return count;
}

typedef struct {
    const char *name, *day;
    bool has_plate;
    uint32_t above, below; /* premultiplied */
    const char *code;      /* NULL: neither a cut text nor a contrast is told */
    size_t count;
    int32_t line, column;
    const char *words;
} Case;

static const Case CASES[] = {
    {"a dense plate", DAY("T", "Ada", "{picture: plate.png}"), true, 0, 0xFF101820, NULL, 0, 0, 0,
     NULL},
    {"a white plate", DAY("T", "Ada", "{picture: plate.png}"), true, 0, 0xFFF8F8F8, "low-contrast",
     1, 9, 20, "Ada|1.1:1|4.5:1"},
    {"dark texts on it",
     DAY("T", "Ada", "{picture: plate.png, colors: {name: \"#101010\", line: \"#101010\"}}"), true,
     0, 0xFFF8F8F8, NULL, 0, 0, 0, NULL},
    {"a veil that lets a bright camera through", DAY("T", "Ada", "{picture: plate.png}"), true, 0,
     0x80000000, "low-contrast", 1, 9, 20, "over some cameras"},
    {"nothing where the texts stand", DAY("T", "Ada", "{picture: plate.png}"), true, 0xFF101820, 0,
     "low-contrast", 1, 9, 20, "1.0:1"},
    {"texts that were put on the dense part",
     DAY("T", "Ada", "{picture: plate.png, offset: [0, 500]}"), true, 0xFF101820, 0, NULL, 0, 0, 0,
     NULL},
    {"a name that does not fit", DAY("T", LONG, "{width: 400, size: 160}"), false, 0, 0,
     "overlay-cut", 1, 8, 57, "Wolfeschlegel|does not fit into the lower third and is cut"},
    {"a name that fits", DAY("T", LONG, "{size: 100}"), false, 0, 0, NULL, 0, 0, 0, NULL},
    {"a font that is not there", DAY("T", "Ada", "{fonts: {heading: gone.ttf}}"), false, 0, 0,
     "missing-font", 1, 9, 28, "gone.ttf"},
};

static void each_is_told(void **state) {
    Fixture *f = *state;
    for (size_t i = 0; i < countof(CASES); i++) {
        const Case *c = &CASES[i];
        if (c->has_plate)
            draw_plate(f, c->above, c->below);
        Str path = write_day(f, "day.yaml", c->day);
        Run run = run_create();
        run_file(&run, f, &(PreflightSettings){0}, path, "2026-05-16 09:30", "");
        static const char *const CODES[] = {"low-contrast", "overlay-cut", "missing-font"};
        for (size_t k = 0; k < countof(CODES); k++) {
            const Diagnostic *first = NULL;
            size_t count = found_of(&run, CODES[k], &first);
            bool is_meant = c->code && strcmp(c->code, CODES[k]) == 0;
            if (count != (is_meant ? c->count : 0))
                fail_msg("%s: %zu of %s%s%.*s", c->name, count, CODES[k], first ? ": " : "",
                         first ? (int)first->message.len : 0, first ? first->message.s : "");
            if (!is_meant)
                continue;
            if (first->at.line != c->line || first->at.column != c->column)
                fail_msg("%s: at %d:%d", c->name, first->at.line, first->at.column);
            Arena *arena = f->arena;
            for (const char *word = c->words; word;) {
                const char *bar = strchr(word, '|');
                Str part = str_copy(arena, (Str){word, bar ? (size_t)(bar - word) : strlen(word)});
                if (str_find(first->message, part.s) == SIZE_MAX)
                    fail_msg("%s: \"%s\" is not in \"%.*s\"", c->name, part.s,
                             str_arg(first->message));
                word = bar ? bar + 1 : NULL;
            }
        }
        run_free(&run);
    }
    unlink(path_join(f->arena, f->folder, "plate.png").s);
}

/* What is shown in the second order only, or cut in another shape only. */
static void orders_and_shapes_are_looked_at(void **state) {
    Fixture *f = *state;
    const LanguageTags orders[] = {
        {.tags = {str_from("en"), str_from("de")}, .count = 2},
        {.tags = {str_from("de"), str_from("en")}, .count = 2},
    };
    const ScreenSize sizes[] = {{1280, 720}, {1024, 768}, {3840, 2160}};
    static const char BY_ORDER[] =
        DAY("T", "{name: {en: Ada, de: " LONG "}}", "{width: 500, second_language: none}");
    static const char BY_SHAPE[] =
        DAY("T", "{name: Ada, affiliation: \"Lehrstuhl Betriebssysteme, TU Musterstadt\"}",
            "{width: 440}");
    const struct {
        const char *day;
        PreflightSettings settings;
        size_t cut;
        const char *words;
    } TRIES[] = {
        {BY_ORDER, {.orders = orders, .order_count = 1}, 0, NULL},
        {BY_ORDER, {.orders = orders, .order_count = 2}, 1, "Wolfe"},
        {BY_SHAPE, {.sizes = sizes, .size_count = 1}, 0, NULL},
        {BY_SHAPE, {.sizes = sizes, .size_count = 3}, 1, "at 1024x768"},
    };
    for (size_t i = 0; i < countof(TRIES); i++) {
        Run run = run_create();
        run_file(&run, f, &TRIES[i].settings, write_day(f, "day.yaml", TRIES[i].day),
                 "2026-05-16 09:30", "");
        const Diagnostic *first = NULL;
        size_t count = found_of(&run, "overlay-cut", &first);
        if (count != TRIES[i].cut ||
            (count && str_find(first->message, TRIES[i].words) == SIZE_MAX))
            fail_msg("try %zu: %zu cut, %.*s", i, count, first ? (int)first->message.len : 0,
                     first ? first->message.s : "");
        run_free(&run);
    }
}

/* The worst of what lies there, beside WCAG's ratio by hand. */
static void the_ground_is_measured(void **state) {
    (void)state;
    Pixmap pixmap = pixmap_create(37, 21);
    for (int32_t i = 0; i < 37 * 21; i++)
        pixmap.pixels[i] = i % 37 < 20 ? 0xFF000000 : 0xFFFFFFFF;
    PlateGround *ground = plate_ground_create(&pixmap);
    assert_float_equal(plate_ground_contrast(ground, (Rect){0, 0, 16, 21}, 0xFFFFFFFF), 21, 0.01f);
    assert_float_equal(plate_ground_contrast(ground, (Rect){20, 0, 17, 21}, 0xFFFFFFFF), 1, 0.01f);
    assert_float_equal(plate_ground_contrast(ground, (Rect){0, 0, 37, 21}, 0xFF000000), 1, 0.01f);
    assert_float_equal(plate_ground_contrast(ground, (Rect){-9, 30, 5, 5}, 0xFF000000), 21, 0);
    plate_ground_free(ground);
    memset(pixmap.pixels, 0, 37 * 21 * 4); /* any camera: any grey may be behind it */
    ground = plate_ground_create(&pixmap);
    assert_float_equal(plate_ground_contrast(ground, (Rect){3, 3, 9, 9}, 0xFF808080), 1, 0);
    plate_ground_free(ground);
    pixmap_free(&pixmap);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(each_is_told, set_up, tear_down),
        cmocka_unit_test_setup_teardown(orders_and_shapes_are_looked_at, set_up, tear_down),
        cmocka_unit_test(the_ground_is_measured),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
