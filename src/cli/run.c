/* run.c: `kiosk`, the screen itself. */
#include <string.h>

#include "base/files.h"
#include "cli/commands.h"
#include "station/operator_face.h"
#include "station/station.h"
#include "station/stream_face.h"
#include "station/window_face.h"

#define LOG_MODULE "kiosk"

/* A command that was mistyped looks like a file that is not there. */
static bool is_likely_command(const Options *options) {
    Str names[VERB_COUNT];
    for (Verb verb = VERB_RUN; verb < VERB_COUNT; verb++)
        names[verb] = str_from(verb_name(verb));
    if (!options->path || file_exists(options->path) || folder_exists(options->path))
        return false;
    const Str *nearest = str_nearest(str_from(options->path), names + 1, VERB_COUNT - 1);
    if (nearest)
        log_error("no file and no command \"%s\"; did you mean \"kiosk %.*s\"?", options->path,
                  str_arg(*nearest));
    return nearest;
}

int command_run(const Options *options) {
    if (is_likely_command(options))
        return EXIT_USAGE;
    Arena *arena = arena_create();
    Resources resources = resources_find(arena);
    SourceSettings source = options_source(options, &resources, arena);
    OwnScreen own = options_screen(options, &source, arena);
    OperatorSettings operator;
    bool has_operator = operator_options(options, &resources, arena, &operator);
    GreetingSettings greeting = {.screen_name = own.name,
                                 .state_folder = options->state_folder,
                                 .page_host = has_operator ? operator.host : NULL,
                                 .page_port = has_operator ? operator.port : 0,
                                 .is_encrypted = has_operator && operator.cert_path };
    HeadsSettings heads = {
        .greeting = &greeting,
        .window = {.is_fullscreen = !options->is_windowed,
                   .width = options->size.width,
                   .height = options->size.height,
                   .renderer = options->renderer},
        .output = options->output_kind,
        .kms = {.wish = options->mode, .seat = options->seat},
        .displays = own.displays.displays,
        .rotate_count = own.displays.rotate_count,
        .follows_rotates = !options->displays.has_rotates,
        .follows_displays = !options->displays.has_numbers,
        .follows_groups = !options->groups,
        .play_log = options->play_log,
        .play_name = str_from(own.name ? own.name : "kiosk"),
        .screen = {.resources = &resources,
                   .theme = options->theme,
                   .languages = options->languages,
                   .language_count = options->language_count,
                   .name = str_from(own.name),
                   .groups = str_from(own.groups),
                   .pictures = {.has_sound = options->has_sound,
                                .copies = source.copies,
                                .given_up = options_given_up(options, arena)}},
        .hold = {.is_held = options->choice == SNAPSHOT_VIEW, .view = options->view}};
    memcpy(heads.rotates, own.displays.rotates, sizeof heads.rotates);
    StationSettings settings = {
        .source = source,
        .speed = options->speed,
        .until = options->until,
        .state_folder = options->state_folder,
        .screen_name = own.name,
        .groups = own.groups,
        .follows_groups = !options->groups,
    };
    OverlaySettings overlay;
    Str problem = {0};
    const OverlayOptions *asked = &options->overlay;
    bool has_overlay = asked->has_views || asked->output_count || asked->captions.kind;
    if (has_overlay && !options_overlay(options, &resources, arena, &overlay, &problem)) {
        log_error("%.*s", str_arg(problem));
        arena_free(arena);
        return EXIT_USAGE;
    }
    settings.faces[settings.face_count++] = window_face(&heads);
    if (has_overlay)
        settings.faces[settings.face_count++] = stream_face(&overlay);
    if (has_operator)
        settings.faces[settings.face_count++] = operator_face(&operator);
    int code = (int)station_run(&settings);
    arena_free(arena);
    return code;
}
