#include "station/restarts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"

#define LOG_MODULE "kiosk"

/* Three lines, the count with the magic word, the last reason, and whether a run is under way; a
 * fourth one is what restarts_note adds. */
#define MAGIC   "kiosk-runs 1 "
#define RUNNING "running"
#define ENDED   "ended"

enum { FILE_MAX = 4096, LINES = 4 };

static void split(Str text, Str lines[LINES]) {
    for (size_t i = 0; i < LINES; i++) {
        size_t end = str_find(text, "\n");
        lines[i] = str_slice(text, 0, end == SIZE_MAX ? text.len : end);
        text = end == SIZE_MAX ? (Str){0} : str_slice(text, end + 1, text.len);
    }
}

static void write_restarts(const Restarts *runs, const char *state) {
    Arena *scratch = arena_create();
    Str text = str_printf(scratch, MAGIC "%u\n%.*s\n%s\n", (unsigned)runs->count,
                          str_arg(runs->reason), state);
    if (!file_write(runs->path, &text, 1, &(FileWrite){.is_private = true, .makes_folders = true}))
        log_warning("%s: %s; whether this run ends well is not known to the next one", runs->path,
                    file_error_words(errno));
    arena_free(scratch);
}

Restarts restarts_begin(Arena *arena, const char *path, Str now) {
    Restarts runs = {.path = path};
    Str text, lines[LINES];
    if (!path)
        return runs;
    if (file_read_within(arena, path, FILE_MAX, &text) && str_starts(text, MAGIC)) {
        split(text, lines);
        runs.count = (uint32_t)strtoul(lines[0].s + strlen(MAGIC), NULL, 10);
        runs.reason = lines[1];
        if (!str_equal_c(lines[2], ENDED)) {
            runs.count++;
            runs.reason = str_printf(
                arena, "%.*s: %.*s", str_arg(now),
                str_arg(lines[3].len ? lines[3]
                                     : str_from("the run before ended without a word: a crash, a "
                                                "kill, or a loss of power")));
            log_warning("started again: %.*s", str_arg(runs.reason));
        }
    }
    write_restarts(&runs, RUNNING);
    return runs;
}

void restarts_end(const Restarts *runs) {
    if (runs->path)
        write_restarts(runs, ENDED);
}

void restarts_note(const char *path, const char *why) {
    int fd = !path ? -1 : open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (write(fd, why, strlen(why)) > 0)
        fsync(fd);
    close(fd);
}
