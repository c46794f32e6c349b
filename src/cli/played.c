/* played.c: `kiosk played`, what was really on the screens. */
#include <errno.h>
#include <stdio.h>

#include "base/file_write.h"
#include "base/files.h"
#include "check/played.h"
#include "cli/commands.h"

#define LOG_MODULE "played"

int command_played(const Options *options) {
    Arena *arena = arena_create();
    int code = EXIT_FINE;
    Str bytes;
    if (!options->path) {
        log_error("name the log that kiosk --played FILE keeps");
        code = EXIT_USAGE;
    } else if (!file_read(arena, options->path, &bytes)) {
        log_error("%s: %s", options->path, file_error_words(errno));
        code = EXIT_USAGE;
    } else {
        PlayedLog log = played_read(arena, bytes);
        Str partner = options->partner ? str_from(options->partner) : (Str){0};
        Str text =
            options->is_csv ? played_csv(arena, &log, partner) : played_text(arena, &log, partner);
        bool is_written = fwrite(text.s, 1, text.len, stdout) == text.len && fflush(stdout) == 0;
        code = is_written ? EXIT_FINE : EXIT_OUTPUT;
    }
    arena_free(arena);
    return code;
}
