/* import.c: `kiosk import`, other programs' files as kiosk's own, for people to go on with. */
#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/address.h"
#include "base/clock.h"
#include "base/file_write.h"
#include "base/files.h"
#include "cli/commands.h"
#include "formats/formats.h"
#include "formats/join.h"
#include "formats/write_native.h"
#include "picture/pieces.h"
#include "picture/remote.h"

#define LOG_MODULE "import"

static const char *plural(size_t count) {
    return count == 1 ? "" : "s";
}

/* Notes and summary go to stderr, so that the schedule alone is in stdout. */
static void tell(const Schedule *schedule, const Diagnostics *found, const Options *options) {
    diagnostics_print(found, stderr);
    if (!schedule)
        return;
    fprintf(stderr, "%.*s: %zu session%s in %zu room%s on %zu day%s (%.*s)",
            str_arg(found->file_name), schedule->session_count, plural(schedule->session_count),
            schedule->room_count, plural(schedule->room_count), schedule->day_count,
            plural(schedule->day_count), str_arg(schedule->event.zone_name));
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

static const char *path_of(const Options *options, size_t i) {
    return i ? options->also[i - 1] : options->path;
}

/* The bytes of a source, with what lies beside it and belongs to it; empty, after a line in the
 * log, when there are none. */
static Str bytes_of(Arena *arena, const char *path) {
    Str bytes = {0};
    if (address_is_web(path))
        return remote_read(arena, path); /* which says what is wrong */
    if (!file_read(arena, path, &bytes))
        log_error("%s: %s", path, file_error_words(errno));
    else if (!bytes.len)
        log_error("%s: the file is empty", path);
    Str problem, whole = pieces_of_file(arena, path, bytes, &problem);
    if (problem.len)
        log_error("%.*s", str_arg(problem));
    return problem.len ? (Str){0} : whole;
}

/* One source; NULL, after a line in the log, when it is not there or no schedule. */
static Schedule *read_source(Arena *arena, const Options *options, size_t i, Str source, Str zone,
                             Str host_zone, Diagnostics *found) {
    const char *path = path_of(options, i);
    Str name = address_public_name(arena, path);
    *found = diagnostics_create(arena, name, (Str){0});
    if (!source.len) /* told of when it was asked for */
        return NULL;
    *found = diagnostics_create(arena, name, source);
    Clock clock = clock_system();
    FormatInput input = {.source = source,
                         .source_name = name,
                         .now = clock_now(&clock),
                         .zone = zone,
                         .hints = options->hints,
                         .host_zone = host_zone,
                         .wants_abstracts = true};
    return schedule_load(&input, found);
}

/* Where the sources are: what the first says that says it; empty when none does. */
static Str zone_of_all(Arena *arena, const Options *options, const Str *bytes, const bool *is_piece,
                       Str host) {
    for (size_t i = 0; options->also_count && i <= options->also_count; i++) {
        Diagnostics ignored;
        if (is_piece[i])
            continue;
        Schedule *schedule =
            read_source(arena, options, i, bytes[i], options->timezone, host, &ignored);
        bool is_said = schedule && !schedule->event.is_zone_assumed;
        Str zone = is_said ? str_copy(arena, schedule->event.zone_name) : (Str){0};
        schedule_free(schedule);
        if (is_said)
            return zone;
    }
    return (Str){0};
}

/* All sources as one, or NULL when one of them cannot be read: a day without what it has would be
 * taken for the whole. `parts` has as many places as there are sources. */
static Schedule *read_all(Arena *arena, const Options *options, Str host, Schedule **parts,
                          Diagnostics *found) {
    JoinPart named[ALSO_MAX + 1];
    Str bytes[ALSO_MAX + 1];
    for (size_t i = 0; i <= options->also_count; i++)
        bytes[i] = bytes_of(arena, path_of(options, i));
    bool is_piece[ALSO_MAX + 1] = {0}, is_whole = true;
    pieces_join(arena, bytes, is_piece, options->also_count + 1);
    Str zone = zone_of_all(arena, options, bytes, is_piece, host);
    size_t count = 0;
    *found = diagnostics_create(arena, address_public_name(arena, options->path), (Str){0});
    for (size_t i = 0; i <= options->also_count; i++) {
        Diagnostics others, *of_this = count ? &others : found;
        if (is_piece[i])
            continue;
        Schedule *part = read_source(arena, options, i, bytes[i], options->timezone, host, of_this);
        if (part && part->event.is_zone_assumed && zone.len) { /* it is where they are */
            schedule_free(part);
            part = read_source(arena, options, i, bytes[i], zone, host, of_this);
        }
        named[count] = (JoinPart){part, address_public_name(arena, path_of(options, i))};
        parts[count++] = part;
        is_whole = is_whole && part;
        if (of_this == &others)
            diagnostics_print(of_this, stderr);
    }
    if (!is_whole || count < 2)
        return is_whole && count ? parts[0] : NULL;
    Schedule *joined = schedule_join(named, count, found);
    diagnostics_sort(found);
    return joined;
}

int command_import(const Options *options) {
    Arena *arena = arena_create();
    int code = EXIT_FINE;
    Diagnostics found;
    Schedule *parts[ALSO_MAX + 1] = {0};
    Schedule *schedule =
        read_all(arena, options, zone_name(moment_host_zone(arena)), parts, &found);
    if (schedule) {
        Str text = write_native(
            arena, schedule,
            &(WriteOptions){.origin = path_name(address_public_name(arena, options->path)),
                            .without_abstracts = options->is_short});
        if (!write_out(options, text))
            code = EXIT_OUTPUT;
    }
    if (code == EXIT_FINE)
        tell(schedule, &found, options);
    if (code == EXIT_FINE && (!schedule || diagnostics_has_errors(&found)))
        code = EXIT_SCHEDULE;
    if (schedule != parts[0])
        schedule_free(schedule);
    for (size_t i = 0; i <= options->also_count; i++)
        schedule_free(parts[i]);
    arena_free(arena);
    return code;
}
