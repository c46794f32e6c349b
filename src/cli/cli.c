/* cli.c: from the command line to the command. */
#include "cli/commands.h"
#include "station/supervisor.h"

int cli_main(int argc, char *const *argv) {
    static int (*const VERBS[])(const Options *) = {
        [VERB_RUN] = command_run,           [VERB_SNAPSHOT] = command_snapshot,
        [VERB_CHECK] = command_check,       [VERB_FONTS] = command_fonts,
        [VERB_LIVE] = command_live,         [VERB_OVERLAY] = command_overlay,
        [VERB_REHEARSE] = command_rehearse, [VERB_IMPORT] = command_import,
        [VERB_OPERATOR] = command_operator, [VERB_STREAM_HUB] = command_stream_hub,
        [VERB_PLAYED] = command_played,
    };
    _Static_assert(countof(VERBS) == VERB_COUNT, "a function for each command");
    Arena *arena = arena_create();
    Options options;
    Str problem = {0};
    int code = EXIT_FINE;
    bool is_supervised = supervisor_is_there();
    if (!options_parse(arena, argc, argv, &options, &problem)) {
        const char *name = verb_name(options.verb);
        fprintf(stderr, "kiosk: %.*s\nkiosk: \"kiosk %s%s--help\" says more\n", str_arg(problem),
                name, *name ? " " : "");
        code = EXIT_USAGE;
    } else if (options.wants_help) {
        options_help(options.verb, stdout);
    } else if (options.wants_version) {
        version_print(stdout);
    } else {
        log_set_level(options.log_level);
        code = VERBS[options.verb](&options);
    }
    arena_free(arena);
    if (code != EXIT_FINE && is_supervised)
        supervisor_hold_off("it ends with an error");
    return code;
}
