/* import.c: `kiosk import`, other programs' files as kiosk's own, for people to go on with. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/clock.h"
#include "base/file_write.h"
#include "base/files.h"
#include "cli/commands.h"
#include "formats/formats.h"
#include "formats/write_native.h"

#define LOG_MODULE "import"

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

/* Notes and summary go to stderr, so that the schedule alone is in stdout. */
static void tell(const Schedule *schedule, const Diagnostics *found, const Options *options) {
    diagnostics_print(found, stderr);
    if (!schedule)
        return;
    fprintf(stderr, "%s: %zu session%s in %zu room%s on %zu day%s (%.*s)", options->path,
            schedule->session_count, plural(schedule->session_count), schedule->room_count,
            plural(schedule->room_count), schedule->day_count, plural(schedule->day_count),
            str_arg(schedule->event.zone_name));
    if (options->output)
        fprintf(stderr, ", written to %s", options->output);
    fputc('\n', stderr);
}

static bool is_same_file(const char *a, const char *b) {
    struct stat one, other;
    return stat(a, &one) == 0 && stat(b, &other) == 0 && one.st_dev == other.st_dev &&
           one.st_ino == other.st_ino;
}

static bool write_out(const Options *options, Str text) {
    if (options->output) {
        if (is_same_file(options->path, options->output)) {
            log_error("%s is the schedule that is read; it is never written over: name another "
                      "file",
                      options->output);
            return false;
        }
        if (file_write(options->output, &text, 1,
                       &(FileWrite){.is_durable = true, .makes_folders = true, .may_wait = true}))
            return true;
        log_error("%s: %s; nothing was written", options->output, file_error_words(errno));
        return false;
    }
    bool is_written = fwrite(text.s, 1, text.len, stdout) == text.len && fflush(stdout) == 0;
    if (!is_written)
        log_error("standard output: %s", strerror(errno));
    return is_written;
}

int command_import(const Options *options) {
    Arena *arena = arena_create();
    Str source;
    int code = EXIT_FINE;
    if (!file_read(arena, options->path, &source)) {
        log_error("%s: %s", options->path, file_error_words(errno));
        arena_free(arena);
        return EXIT_SCHEDULE;
    }
    Clock clock = clock_system();
    Str name = str_from(options->path);
    Diagnostics found = diagnostics_create(arena, name, source);
    FormatInput input = {.source = source,
                         .source_name = name,
                         .now = clock_now(&clock),
                         .zone = options->timezone,
                         .hints = options->hints,
                         .host_zone = zone_name(moment_host_zone(arena)),
                         .wants_abstracts = true};
    Schedule *schedule = schedule_load(&input, &found);
    if (schedule) {
        Str text = write_native(
            arena, schedule,
            &(WriteOptions){.origin = path_name(name), .without_abstracts = options->is_short});
        if (!write_out(options, text))
            code = EXIT_OUTPUT;
    }
    if (code == EXIT_FINE)
        tell(schedule, &found, options);
    if (code == EXIT_FINE && (!schedule || diagnostics_has_errors(&found)))
        code = EXIT_SCHEDULE;
    schedule_free(schedule);
    arena_free(arena);
    return code;
}
