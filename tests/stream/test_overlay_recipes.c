/* What other programs are told: which words come out for which options, and which options are
 * refused. That the programs understand it is tested with the programs (tests/overlay). */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <jansson.h>
#include <string.h>

#include "stream/overlay_recipes.h"

/* One more output, or none when `value` is NULL, settled as the command line's are. */
static void add(Arena *arena, RecipeFacts *facts, const char *option, const char *value) {
    OutputPlace *outputs = arena_new(arena, OutputPlace, OUTPUTS_MAX), place;
    size_t count = 0;
    Str problem;
    for (size_t i = 0; i < facts->output_count; i++)
        if (!facts->outputs[i].is_implied)
            outputs[count++] = facts->outputs[i];
    if (value) {
        assert_true(output_parse(arena, option, str_from(value), &place, &problem));
        assert_true(output_add(outputs, &count, &place, arena, &problem));
    }
    assert_true(outputs_settle(outputs, &count, (Str){0}, arena, &problem));
    facts->outputs = outputs;
    facts->output_count = count;
}

static RecipeFacts facts_for(Arena *arena, const char *target) {
    RecipeFacts facts = {
        .command = str_from("kiosk overlay day.yaml"),
        .rate = {30, 1},
        .width = 1920,
        .height = 1080,
        .row_count = 1080,
    };
    add(arena, &facts, "frames", target);
    return facts;
}

static const struct {
    const char *name;
    RecipeKind kind;
    const char *target;
    FrameContainer container;
    PixelLayout layout;
    FrameRate rate;
    int32_t first_row;
    bool is_refused;
    const char *words[5]; /* that must be in it */
} CASES[] = {
    {"ffmpeg, nothing said",
     RECIPE_FFMPEG,
     NULL,
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     false,
     {"kiosk overlay day.yaml --frames - |\n", "-f rawvideo -pix_fmt rgba -s 1920x1080 -r 30",
      "-i - ", "overlay=format=rgb[v]"}},
    {"ffmpeg, Matroska on a socket",
     RECIPE_FFMPEG,
     "unix:/run/l3",
     CONTAINER_MKV,
     {.format = PIXEL_BGRA},
     {30, 1},
     0,
     false,
     {"#   kiosk overlay day.yaml\n", "-f matroska -i unix:/run/l3 "}},
    {"ffmpeg, a strip at a broken rate",
     RECIPE_FFMPEG,
     "-",
     CONTAINER_RAW,
     {.format = PIXEL_BGRA},
     {30000, 1001},
     810,
     false,
     {"-pix_fmt bgra -s 1920x270 -r 30000/1001", "overlay=format=rgb:x=0:y=810[v]",
      "kiosk overlay day.yaml |\n"}},
    {"ffmpeg, premultiplied",
     RECIPE_FFMPEG,
     NULL,
     CONTAINER_RAW,
     {.alpha = ALPHA_PREMULTIPLIED},
     {30, 1},
     0,
     false,
     {"overlay=format=rgb:alpha=premultiplied"}},
    {"ffmpeg, keyed",
     RECIPE_FFMPEG,
     NULL,
     CONTAINER_RAW,
     {.alpha = ALPHA_KEYED, .background = 0x00ff00},
     {30, 1},
     0,
     false,
     {"colorkey=0x00ff00"}},
    {"GStreamer, nothing said",
     RECIPE_GSTREAMER,
     NULL,
     CONTAINER_RAW,
     {0},
     {25, 1},
     0,
     false,
     {"fdsrc ! rawvideoparse use-sink-caps=false width=1920 height=1080 format=rgba "
      "framerate=25/1",
      "sink_1::zorder=1", "kiosk overlay day.yaml --frames - |\n"}},
    {"GStreamer, a socket",
     RECIPE_GSTREAMER,
     "tcp:127.0.0.1:9880",
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     false,
     {"tcpclientsrc host=127.0.0.1 port=9880", "#   kiosk overlay day.yaml --container raw\n"}},
    {"GStreamer, a strip",
     RECIPE_GSTREAMER,
     NULL,
     CONTAINER_RAW,
     {0},
     {30, 1},
     810,
     false,
     {"height=270", "sink_1::ypos=810", "width=1920,height=1080"}},
    {"GStreamer reads no UNIX sockets",
     RECIPE_GSTREAMER,
     "unix:/run/l3",
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     true,
     {"--frames -"}},
    {"GStreamer and premultiplied",
     RECIPE_GSTREAMER,
     NULL,
     CONTAINER_RAW,
     {.alpha = ALPHA_PREMULTIPLIED},
     {30, 1},
     0,
     true,
     {"straight"}},
    {"GStreamer and Matroska",
     RECIPE_GSTREAMER,
     NULL,
     CONTAINER_MKV,
     {.format = PIXEL_BGRA},
     {30, 1},
     0,
     true,
     {"--container raw"}},
    {"OBS and a pipe",
     RECIPE_OBS,
     "-",
     CONTAINER_MKV,
     {.format = PIXEL_BGRA},
     {30, 1},
     0,
     true,
     {"tcp:127.0.0.1:9880"}},
    {"OBS and a FIFO",
     RECIPE_OBS,
     "/run/fifo",
     CONTAINER_MKV,
     {.format = PIXEL_BGRA},
     {30, 1},
     0,
     true,
     {"freeze"}},
    {"OBS and raw frames",
     RECIPE_OBS,
     "tcp:127.0.0.1:9880",
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     true,
     {"--container mkv"}},
    {"OBS and premultiplied",
     RECIPE_OBS,
     NULL,
     CONTAINER_MKV,
     {.alpha = ALPHA_PREMULTIPLIED},
     {30, 1},
     0,
     true,
     {"straight"}},
    {"vMix, nothing said",
     RECIPE_VMIX,
     NULL,
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     false,
     {"# kiosk overlay day.yaml --http 8707\n", "URL = http://127.0.0.1:8707/overlay\n",
      "Width = 1920\n"}},
    {"CasparCG, by its HTML producer",
     RECIPE_CASPARCG,
     NULL,
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     false,
     {"PLAY 1-20 [HTML] \"http://127.0.0.1:8707/overlay\"\n"}},
    {"CasparCG, by its FFmpeg producer, a strip",
     RECIPE_CASPARCG,
     "tcp:127.0.0.1:9880",
     CONTAINER_MKV,
     {.format = PIXEL_BGRA, .alpha = ALPHA_PREMULTIPLIED},
     {50, 1},
     810,
     false,
     {"PLAY 1-20 \"tcp://127.0.0.1:9880\"\n", "MIXER 1-20 FILL 0 0.750000 1 0.250000\n"}},
    {"CasparCG and straight alpha",
     RECIPE_CASPARCG,
     "tcp:127.0.0.1:9880",
     CONTAINER_MKV,
     {.format = PIXEL_BGRA},
     {50, 1},
     0,
     true,
     {"--alpha premultiplied"}},
    {"a camera device",
     RECIPE_V4L2,
     NULL,
     CONTAINER_RAW,
     {.alpha = ALPHA_KEYED, .background = 0x00ff00},
     {30, 1},
     0,
     false,
     {"kiosk overlay day.yaml --frames - |\n", "-f rawvideo -pix_fmt rgba -s 1920x1080 -r 30 -i -",
      "-f v4l2 \"$CAMERA\""}},
    {"a camera device has no alpha",
     RECIPE_V4L2,
     NULL,
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     true,
     {"--background"}},
    {"voctomix, nothing said",
     RECIPE_VOCTOMIX,
     NULL,
     CONTAINER_RAW,
     {0},
     {30, 1},
     0,
     false,
     {"[overlay]\npath = overlays\nfiles = kiosk.png|kiosk\n",
      "# kiosk overlay day.yaml --png overlays/kiosk.png --voctocore localhost:9999\n"}},
};

static void words_for_each_program(void **state) {
    (void)state;
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(CASES); i++) {
        RecipeFacts facts = facts_for(arena, CASES[i].target);
        facts.container = CASES[i].container;
        facts.layout = CASES[i].layout;
        facts.rate = CASES[i].rate;
        facts.first_row = CASES[i].first_row;
        facts.row_count = 1080 - CASES[i].first_row;
        Str text = {0};
        bool is_written = recipe_write(arena, CASES[i].kind, &facts, &text);
        if (is_written == CASES[i].is_refused)
            fail_msg("%s: %s: %.*s", CASES[i].name, is_written ? "taken" : "refused",
                     str_arg(text));
        for (size_t k = 0; k < countof(CASES[i].words) && CASES[i].words[k]; k++)
            if (str_find(text, CASES[i].words[k]) == SIZE_MAX)
                fail_msg("%s: no \"%s\" in\n%.*s", CASES[i].name, CASES[i].words[k], str_arg(text));
    }
    arena_free(arena);
}

/* Broadcasters' rates are told as the fractions that they are, at every size; and what a strip
 * would save is told where there is something to save. */
static void rates_are_exact_and_strips_are_named(void **state) {
    (void)state;
    static const struct {
        const char *written, *told;
    } RATES[] = {{"25", "25"},
                 {"29.97", "30000/1001"},
                 {"50", "50"},
                 {"59.94", "60000/1001"},
                 {"23.98", "24000/1001"},
                 {"30", "30"}};
    static const struct {
        int32_t width, height, strip;
        const char *saved; /* at 30 a second */
    } SIZES[] = {{1280, 720, 180, "28 MB a second instead of 111"},
                 {1920, 1080, 270, "62 MB a second instead of 249"},
                 {3840, 2160, 540, "249 MB a second instead of 995"},
                 {1920, 1080, 0, NULL},
                 {1920, 1080, 1080, NULL}};
    Arena *arena = arena_create();
    for (size_t rate = 0; rate < countof(RATES); rate++)
        for (size_t size = 0; size < countof(SIZES); size++)
            for (int is_gst = 0; is_gst < 2; is_gst++) {
                RecipeFacts facts = facts_for(arena, "-");
                assert_true(frame_rate_parse(RATES[rate].written, &facts.rate));
                facts.width = SIZES[size].width;
                facts.height = facts.row_count = SIZES[size].height;
                facts.strip_rows = SIZES[size].strip;
                Str text = {0};
                assert_true(
                    recipe_write(arena, is_gst ? RECIPE_GSTREAMER : RECIPE_FFMPEG, &facts, &text));
                const char *wanted = is_gst
                                         ? arena_printf(arena, "framerate=%s%s", RATES[rate].told,
                                                        strchr(RATES[rate].told, '/') ? "" : "/1")
                                         : arena_printf(arena, "-s %dx%d -r %s ", facts.width,
                                                        facts.height, RATES[rate].told);
                if (str_find(text, wanted) == SIZE_MAX)
                    fail_msg("no \"%s\" in\n%.*s", wanted, str_arg(text));
                bool has_hint = str_find(text, "--strip") != SIZE_MAX;
                assert_int_equal(has_hint, SIZES[size].saved != NULL);
                if (has_hint && facts.rate.rate == 30)
                    assert_true(str_find(text, SIZES[size].saved) != SIZE_MAX);
            }
    arena_free(arena);
}

static json_t *obs_for(Arena *arena, const RecipeFacts *facts) {
    Str text = {0};
    if (!recipe_write(arena, RECIPE_OBS, facts, &text))
        fail_msg("%.*s", str_arg(text));
    json_t *root = json_loadb(text.s, text.len, 0, NULL);
    assert_non_null(root);
    return root;
}

static const json_t *at(const json_t *value, const char *key) {
    const json_t *found = json_object_get(value, key);
    if (!found)
        fail_msg("no \"%s\"", key);
    return found;
}

static void obs_gets_the_right_source(void **state) {
    (void)state;
    static const struct {
        const char *target, *png, *page; /* NULL: not said */
        const char *id, *key, *value;
        double y;
    } SOURCES[] = {
        {NULL, NULL, NULL, "ffmpeg_source", "input", "tcp://127.0.0.1:9880", 810},
        {"unix:/run/l3", NULL, NULL, "ffmpeg_source", "input", "unix:/run/l3", 810},
        {NULL, "/nowhere/l3.png", NULL, "image_source", "file", "/nowhere/l3.png", 810},
        {NULL, NULL, "8707", "browser_source", "url", "http://127.0.0.1:8707/overlay", 0},
    };
    for (size_t i = 0; i < countof(SOURCES); i++) {
        Arena *arena = arena_create();
        RecipeFacts facts = facts_for(arena, SOURCES[i].target);
        facts.container = CONTAINER_MKV;
        facts.first_row = 810;
        facts.row_count = 270;
        add(arena, &facts, "png", SOURCES[i].png);
        add(arena, &facts, "http", SOURCES[i].page);
        json_t *root = obs_for(arena, &facts);
        const json_t *source = json_array_get(at(root, "sources"), 0);
        const json_t *scene = json_array_get(at(root, "sources"), 1);
        assert_string_equal(json_string_value(at(source, "id")), SOURCES[i].id);
        assert_string_equal(json_string_value(at(at(source, "settings"), SOURCES[i].key)),
                            SOURCES[i].value);
        const json_t *item = json_array_get(at(at(scene, "settings"), "items"), 0);
        assert_string_equal(json_string_value(at(item, "blend_method")), "srgb_off");
        assert_string_equal(json_string_value(at(item, "name")),
                            json_string_value(at(source, "name")));
        assert_true(json_real_value(at(at(item, "pos"), "y")) == SOURCES[i].y);
        assert_true(json_real_value(at(at(item, "bounds"), "x")) == 1920);
        assert_true(json_real_value(at(at(item, "bounds"), "y")) == 1080 - SOURCES[i].y);
        assert_true(json_is_true(at(at(source, "private_settings"), "mixer_hidden")));
        if (strcmp(SOURCES[i].id, "ffmpeg_source") == 0) {
            assert_int_equal(json_integer_value(at(at(source, "settings"), "reconnect_delay_sec")),
                             1);
            assert_string_equal(json_string_value(at(at(source, "settings"), "input_format")),
                                "matroska");
        }
        json_decref(root);
        arena_free(arena);
    }
}

/* A canvas of another size is filled all the same. */
static void obs_fits_any_canvas(void **state) {
    (void)state;
    Arena *arena = arena_create();
    RecipeFacts facts = facts_for(arena, NULL);
    facts.container = CONTAINER_MKV;
    facts.first_row = 810;
    facts.row_count = 270;
    facts.canvas_width = 1280;
    facts.canvas_height = 720;
    json_t *root = obs_for(arena, &facts);
    const json_t *scene = json_array_get(at(root, "sources"), 1);
    const json_t *item = json_array_get(at(at(scene, "settings"), "items"), 0);
    assert_true(json_real_value(at(at(item, "pos"), "y")) == 540);
    assert_true(json_real_value(at(at(item, "bounds"), "x")) == 1280);
    assert_true(json_real_value(at(at(item, "bounds"), "y")) == 180);
    assert_int_equal(json_integer_value(at(item, "bounds_type")), 2);
    json_decref(root);
    arena_free(arena);
}

static void words_are_quoted_for_the_shell(void **state) {
    (void)state;
    static const struct {
        const char *word, *quoted;
    } WORDS[] = {
        {"plain", "plain"},
        {"--at=09:31", "--at=09:31"},
        {"two words", "'two words'"},
        {"", "''"},
        {"it's", "'it'\\''s'"},
        {"#00ff00", "'#00ff00'"},
        {"a;rm -rf b", "'a;rm -rf b'"},
        {"$HOME", "'$HOME'"},
        {"日程.yaml", "'日程.yaml'"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(WORDS); i++) {
        char *words[] = {(char *)(uintptr_t) "kiosk", (char *)(uintptr_t)WORDS[i].word};
        Str line = shell_join(arena, words, 2);
        if (!str_equal_c(line, arena_printf(arena, "kiosk %s", WORDS[i].quoted)))
            fail_msg("%s: %.*s", WORDS[i].word, str_arg(line));
    }
    arena_free(arena);
}

static void names_are_read(void **state) {
    (void)state;
    for (RecipeKind kind = 0; kind < RECIPE_COUNT; kind++)
        assert_int_equal(recipe_by_name(str_from(recipe_name(kind))), kind);
    assert_int_equal(recipe_by_name(str_from("wirecast")), RECIPE_COUNT);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(rates_are_exact_and_strips_are_named),
        cmocka_unit_test(words_for_each_program),
        cmocka_unit_test(obs_gets_the_right_source),
        cmocka_unit_test(obs_fits_any_canvas),
        cmocka_unit_test(words_are_quoted_for_the_shell),
        cmocka_unit_test(names_are_read),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
