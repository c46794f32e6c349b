/* stream_hub.c: `kiosk stream-hub`: keeps the stream's readers while the kiosk is started again. */
#include "base/steady.h"
#include "cli/commands.h"
#include "live/control.h"
#include "stream/hub.h"
#include "stream/hub_line.h"

#define LOG_MODULE "hub"

/* All outputs have to be sockets or FIFOs: who reads them comes and goes. False with a line. */
static bool take_targets(const OverlaySettings *overlay, SenderSettings *out, Str *problem) {
    *problem = str_from("say where the frames go: --frames tcp:127.0.0.1:9880 or unix:PATH");
    for (size_t i = 0; i < overlay->output_count; i++) {
        const OutputPlace *place = &overlay->outputs[i];
        if (place->is_implied)
            return false;
        if (place->kind != OUTPUT_TCP && place->kind != OUTPUT_UNIX && place->kind != OUTPUT_FIFO) {
            *problem = str_from("a hub is for sockets and FIFOs: tcp:127.0.0.1:9880, unix:PATH or "
                                "the path of a FIFO");
            return false;
        }
        out->targets[out->target_count++] = place->frame;
    }
    return out->target_count > 0;
}

/* Where kiosks connect; NULL with a line in *problem. */
static const char *socket_path(const Options *options, Arena *arena, Str *problem) {
    if (options->hub_path)
        return options->hub_path;
    Str folder = control_folder(arena);
    *problem = str_from("there is no folder for its socket; say --socket PATH");
    return folder.len && control_folder_make(folder.s) ? hub_default_path(arena) : NULL;
}

static int run_hub(const OverlaySettings *overlay, const Options *options, Arena *arena,
                   Str *problem) {
    int32_t first, until;
    overlay_choice_rows(&overlay->choice, overlay->screen.height, &first, &until);
    HubSettings settings = {.sender = {.container = overlay->container,
                                       .layout = overlay->layout,
                                       .rate = overlay->rate,
                                       .start = steady_nanoseconds(),
                                       .width = overlay->screen.width,
                                       .row_count = until - first}};
    if (!take_targets(overlay, &settings.sender, problem))
        return EXIT_USAGE;
    settings.path = socket_path(options, arena, problem);
    if (!settings.path)
        return EXIT_OUTPUT;
    *problem = (Str){0}; /* from here on it is told as it comes */
    return (int)hub_run(&settings);
}

int command_stream_hub(const Options *options) {
    Arena *arena = arena_create();
    OverlaySettings overlay = {
        .screen = {.width = options->overlay_size.width, .height = options->overlay_size.height}};
    Str problem = {0};
    int code = EXIT_USAGE;
    if (options->path)
        problem = str_from("a hub takes no schedule: it shows what a kiosk brings");
    else if (overlay_options_settle(&options->overlay, arena, &overlay, &problem)) {
        code = options->overlay.print < RECIPE_COUNT
                   ? overlay_print_recipe(options, &overlay, arena)
                   : run_hub(&overlay, options, arena, &problem);
    }
    if (code != EXIT_FINE && problem.len)
        log_error("%.*s", str_arg(problem));
    arena_free(arena);
    return code;
}
