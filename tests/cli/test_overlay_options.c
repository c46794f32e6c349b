/* test_overlay_options.c: what the stream gets by the command line: values, and what follows from
 * several options together. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>

#include "cli/commands.h"

enum { ARGS_MAX = 10 };

static bool parse(Arena *arena, const char *const *args, Options *options, OverlaySettings *out,
                  Str *problem) {
    char **argv = arena_new(arena, char *, ARGS_MAX + 3);
    int argc = 0;
    argv[argc++] = (char *)(uintptr_t) "kiosk";
    argv[argc++] = (char *)(uintptr_t) "overlay";
    for (size_t i = 0; i < ARGS_MAX && args[i]; i++)
        argv[argc++] = (char *)(uintptr_t)args[i];
    Resources *resources = arena_new(arena, Resources, 1);
    return options_parse(arena, argc, argv, options, problem) &&
           options_overlay(options, resources, arena, out, problem);
}

/* "1920x1080 lower-third bug strip 30/1 raw rgba straight targets 2 page 8707 png" */
static Str describe(Arena *arena, const OverlaySettings *s) {
    static const char *const ALPHA[] = {[ALPHA_STRAIGHT] = "straight",
                                        [ALPHA_PREMULTIPLIED] = "premultiplied",
                                        [ALPHA_KEYED] = "keyed"};
    Str text = str_printf(arena, "%dx%d", s->screen.width, s->screen.height);
    for (OverlayView view = 0; view < OVERLAY_VIEW_COUNT; view++)
        if (s->choice.views[view])
            text = str_printf(arena, "%.*s %s", str_arg(text), overlay_view_name(view));
    text = str_printf(arena, "%.*s%s %d/%d %s %s %s", str_arg(text),
                      s->choice.is_strip ? " strip" : "", s->rate.rate, s->rate.scale,
                      s->container == CONTAINER_MKV ? "mkv" : "raw",
                      s->layout.format == PIXEL_RGBA ? "rgba" : "bgra", ALPHA[s->layout.alpha]);
    if (s->layout.alpha == ALPHA_KEYED)
        text = str_printf(arena, "%.*s %06x", str_arg(text), s->layout.background);
    size_t targets = 0;
    for (size_t i = 0; i < s->output_count; i++)
        targets += output_row(s->outputs[i].kind)->reach != NULL;
    if (targets)
        text = str_printf(arena, "%.*s targets %zu", str_arg(text), targets);
    const OutputPlace *place = output_find(s->outputs, s->output_count, OUTPUT_PICTURE);
    if (place)
        text = str_printf(arena, "%.*s png %s", str_arg(text), place->path);
    place = output_find(s->outputs, s->output_count, OUTPUT_VOCTOCORE);
    if (place)
        text = str_printf(arena, "%.*s voctocore %s %s %s", str_arg(text), place->voctocore.host,
                          place->voctocore.port, place->voctocore.name);
    place = output_find(s->outputs, s->output_count, OUTPUT_PAGE);
    if (place)
        text =
            str_printf(arena, "%.*s page %s %u", str_arg(text), place->page.host, place->page.port);
    if (s->captions.kind != CAPTIONS_NONE)
        text = str_printf(arena, "%.*s from %s", str_arg(text), s->captions.path);
    return s->is_by_hand ? str_printf(arena, "%.*s by hand", str_arg(text)) : text;
}

static const struct {
    const char *args[ARGS_MAX];
    const char *wanted;
} LINES[] = {
    {{0}, "1920x1080 lower-third 30/1 raw rgba straight page 127.0.0.1 8707"},
    {{"--frames", "-"}, "1920x1080 lower-third 30/1 raw rgba straight targets 1"},
    {{"--frames", "-", "--container", "mkv"},
     "1920x1080 lower-third 30/1 mkv bgra straight targets 1"},
    {{"--frames", "unix:/x"}, "1920x1080 lower-third 30/1 mkv bgra straight targets 1"},
    {{"--frames", "tcp:9880", "--container", "raw"},
     "1920x1080 lower-third 30/1 raw rgba straight targets 1"},
    {{"--frames", "/x", "--pixels", "bgra"},
     "1920x1080 lower-third 30/1 raw bgra straight targets 1"},
    {{"--frames", "unix:/x", "--frames", "unix:/y", "--http", "9000"},
     "1920x1080 lower-third 30/1 mkv bgra straight targets 2 page 127.0.0.1 9000"},
    {{"--view", "bug,slate", "--view", "notice", "--http", "[::1]:81"},
     "1920x1080 bug slate notice 30/1 raw rgba straight page ::1 81"},
    {{"--strip", "--fps", "29.97", "--size", "1280x720", "--png", "/a/l3.png"},
     "1280x720 lower-third strip 30000/1001 raw rgba straight png /a/l3.png"},
    {{"--png", "/a/l3.png", "--voctocore", "mixer"},
     "1920x1080 lower-third 30/1 raw rgba straight png /a/l3.png voctocore mixer 9999 l3.png"},
    {{"--png", "a", "--png", "b", "--http", "1", "--http", "2"}, /* the last one counts */
     "1920x1080 lower-third 30/1 raw rgba straight png b page 127.0.0.1 2"},
    {{"--png", "l3.png", "--voctocore", "mixer:1"},
     "1920x1080 lower-third 30/1 raw rgba straight png l3.png voctocore mixer 1 l3.png"},
    {{"--background", "#00Ff00", "--by-hand", "--frames", "-"},
     "1920x1080 lower-third 30/1 raw rgba keyed 00ff00 targets 1 by hand"},
    {{"--alpha", "premultiplied", "--frames", "-"},
     "1920x1080 lower-third 30/1 raw rgba premultiplied targets 1"},
    {{"--http", "0.0.0.0:8707", "--token", "word"},
     "1920x1080 lower-third 30/1 raw rgba straight page 0.0.0.0 8707"},
    {{"--captions", "fifo:/c", "--frames", "-"},
     "1920x1080 lower-third captions 30/1 raw rgba straight targets 1 from /c"},
    {{"--captions", "unix:/c", "--view", "captions,title,qr", "--frames", "-"},
     "1920x1080 qr title captions 30/1 raw rgba straight targets 1 from /c"},
    {{"--print", "obs"}, "1920x1080 lower-third 30/1 mkv bgra straight page 127.0.0.1 8707"},
    {{"--print", "gstreamer", "--frames", "tcp:9880"},
     "1920x1080 lower-third 30/1 raw rgba straight targets 1"},
};

static void lines_are_taken(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(LINES); i++) {
        Arena *arena = arena_create();
        Options options;
        OverlaySettings settings;
        Str problem = {0};
        if (!parse(arena, LINES[i].args, &options, &settings, &problem))
            fail_msg("%zu: %.*s", i, str_arg(problem));
        Str got = describe(arena, &settings);
        if (!str_equal_c(got, LINES[i].wanted))
            fail_msg("%zu:\n got %.*s\nwant %s", i, str_arg(got), LINES[i].wanted);
        arena_free(arena);
    }
}

static const struct {
    const char *args[ARGS_MAX];
    const char *said;
} WRONG[] = {
    {{"--view", "lower"},
     "there are logo, bug, qr, countdown, lower-third, ticker, slate, title, timer, captions, notice"},
    {{"--view", ""}, "write lower-third"},
    {{"--view", ","}, "there are"},
    {{"--fps", "0"}, "1 to 240"},
    {{"--captions", "/c"}, "unix:PATH or fifo:PATH"},
    {{"--view", "captions"}, "add --captions unix:PATH"},
    {{"--alpha", "yes"}, "straight"},
    {{"--background", "green"}, "#00ff00"},
    {{"--background", "#00ff0"}, "#00ff00"},
    {{"--background", "#00ff0g"}, "#00ff00"},
    {{"--container", "mp4"}, "raw or mkv"},
    {{"--pixels", "argb"}, "rgba or bgra"},
    {{"--frames", "udp:1"}, "no kind of target"},
    {{"--frames", "-", "--frames", "-"}, "standard output can be used once"},
    {{"--frames", "fd:3", "--frames", "fd:3"}, "fd:3 can be used once"},
    {{"--png", ""}, "a picture file"},
    {{"--http", ""}, "a port"},
    {{"--voctocore", ""}, "localhost:9999"},
    {{"--frames", "a", "--frames", "b", "--frames", "c", "--frames", "d", "--frames", "e"},
     "at most 4"},
    {{"--voctocore", "mixer"}, "add --png"},
    {{"--voctocore", "mixer:x", "--png", "a"}, "localhost:9999"},
    {{"--http", "0.0.0.0:80"}, "--token"},
    {{"--http", "nothing"}, "127.0.0.1:8707"},
    {{"--print", "wirecast"}, "obs, ffmpeg, gstreamer, voctomix"},
    {{"--container", "mkv", "--pixels", "rgba"}, "bgra"},
};

static void wrong_lines_are_explained(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(WRONG); i++) {
        Arena *arena = arena_create();
        Options options;
        OverlaySettings settings;
        Str problem = {0};
        if (parse(arena, WRONG[i].args, &options, &settings, &problem))
            fail_msg("%s is taken", WRONG[i].args[1]);
        if (str_find(problem, WRONG[i].said) == SIZE_MAX)
            fail_msg("%s: says \"%.*s\"", WRONG[i].args[1], str_arg(problem));
        arena_free(arena);
    }
}

/* A row of the table is all that the command line needs to know. */
static void every_output_has_its_option(void **state) {
    (void)state;
    for (OutputKind kind = 0; kind < OUTPUT_KIND_COUNT; kind++) {
        Arena *arena = arena_create();
        const OutputRow *row = output_row(kind);
        const char *option = arena_printf(arena, "--%s", row->option->name);
        for (Verb verb = VERB_RUN; verb < VERB_COUNT; verb++) {
            if (verb != VERB_RUN && verb != VERB_OVERLAY)
                continue;
            char *argv[4] = {(char *)(uintptr_t) "kiosk", (char *)(uintptr_t)verb_name(verb),
                             (char *)(uintptr_t)option};
            bool has_verb = verb != VERB_RUN;
            if (!has_verb)
                argv[1] = argv[2];
            Options options;
            Str problem = {0};
            assert_false(options_parse(arena, has_verb ? 3 : 2, argv, &options, &problem));
            Str wanted = str_printf(arena, "%s wants %s: %.*s", option, row->option->argument,
                                    str_arg(output_option_help(arena, row->option->name)));
            if (!str_equal(problem, wanted))
                fail_msg("%.*s\nand not %.*s", str_arg(problem), str_arg(wanted));
        }
        arena_free(arena);
    }
    Arena *arena = arena_create();
    assert_true(str_equal_c(output_option_help(arena, "frames"),
                            "send frames: -, fd:N, a FIFO, unix:PATH, tcp:127.0.0.1:PORT, hub"));
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(lines_are_taken),
        cmocka_unit_test(wrong_lines_are_explained),
        cmocka_unit_test(every_output_has_its_option),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
