/* overlay.c: `kiosk overlay`, lower thirds and more for a livestream. */
#include <stdio.h>
#include <string.h>

#include "cli/commands.h"
#include "station/operator_face.h"
#include "station/station.h"
#include "station/stream_face.h"

#define LOG_MODULE "overlay"

bool options_overlay(const Options *options, const Resources *resources, Arena *arena,
                     OverlaySettings *out, Str *problem) {
    *out = (OverlaySettings){
        .screen = {.resources = resources,
                   .width = options->overlay_size.width,
                   .height = options->overlay_size.height,
                   .theme = options->theme,
                   .languages = options->languages,
                   .language_count = options->language_count,
                   .pictures = {.copies = options_source(options, resources, arena).copies,
                                .given_up = options_given_up(options, arena)}},
        .venue_width = 1920,
        .venue_height = 1080,
    };
    *problem = str_from("captions have to come from somewhere: add --captions unix:PATH");
    if (options->overlay.choice.views[OVERLAY_VIEW_CAPTIONS] &&
        options->overlay.captions.kind == CAPTIONS_NONE)
        return false;
    return overlay_options_settle(&options->overlay, arena, out, problem);
}

/* The command line without --print, for the recipes. */
static Str typed(const Options *options, Arena *arena) {
    char **words = arena_new(arena, char *, (size_t)options->argc);
    size_t count = 0;
    for (int i = 0; i < options->argc; i++) {
        if (strcmp(options->argv[i], "--print") == 0)
            i++;
        else if (strncmp(options->argv[i], "--print=", 8) != 0)
            words[count++] = options->argv[i];
    }
    return shell_join(arena, words, count);
}

int overlay_print_recipe(const Options *options, const OverlaySettings *settings, Arena *arena) {
    int32_t until;
    RecipeFacts facts = {
        .command = typed(options, arena),
        .outputs = settings->outputs,
        .output_count = settings->output_count,
        .container = settings->container,
        .layout = settings->layout,
        .rate = settings->rate,
        .width = settings->screen.width,
        .height = settings->screen.height,
        .canvas_width = options->overlay.canvas.width,
        .canvas_height = options->overlay.canvas.height,
    };
    overlay_choice_rows(&settings->choice, facts.height, &facts.first_row, &until);
    facts.row_count = until - facts.first_row;
    OverlayChoice strip = settings->choice;
    strip.is_strip = true;
    int32_t first;
    overlay_choice_rows(&strip, facts.height, &first, &until);
    facts.strip_rows = settings->choice.is_strip ? 0 : until - first;
    Str text = {0};
    if (!recipe_write(arena, options->overlay.print, &facts, &text)) {
        log_error("%.*s", str_arg(text));
        return EXIT_USAGE;
    }
    fwrite(text.s, 1, text.len, stdout);
    return EXIT_FINE;
}

int command_overlay(const Options *options) {
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    OverlaySettings overlay;
    SourceSettings source = options_source(options, &resources, arena);
    /* In the plan of the venue's screens it is found by its name alone: what the computer is called
     * means the screen that hangs there. */
    Options named = *options;
    named.screen_name = options->screen_name ? options->screen_name : "overlay";
    OwnScreen own = options_screen(&named, &source, arena);
    StationSettings settings = {
        .source = source,
        .speed = options->speed,
        .state_folder = options->state_folder,
        .screen_name = own.name,
        .groups = own.groups,
        .follows_groups = !options->groups,
    };
    Str problem = {0};
    int code = EXIT_USAGE;
    if (!options_overlay(options, &resources, arena, &overlay, &problem)) {
        log_error("%.*s", str_arg(problem));
    } else if (options->overlay.print < RECIPE_COUNT) {
        code = overlay_print_recipe(options, &overlay, arena);
    } else {
        settings.faces[settings.face_count++] = stream_face(&overlay);
        OperatorSettings operator;
        if (operator_options(options, &resources, arena, &operator))
            settings.faces[settings.face_count++] = operator_face(&operator);
        code = (int)station_run(&settings);
    }
    arena_free(arena);
    return code;
}
