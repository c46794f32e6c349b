#include "station/restarts.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/random.h>
#include <unistd.h>

#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"

#define LOG_MODULE "kiosk"

/* Lines: the count with the magic word; the last reason; whether a run is under way, and whose; how
 * many will have been in a row, and dark, when it ends now, and in which start of the machine. A
 * last one is what restarts_note adds. */
#define MAGIC   "kiosk-runs 2 "
#define RUNNING "running"
#define ENDED   "ended"

enum { FILE_MAX = 4096, LINES = 5, NAMES_TRIED = 8, BOOT_MAX = 64 };

static void split(Str text, Str lines[LINES]) {
    for (size_t i = 0; i < LINES; i++) {
        size_t end = str_find(text, "\n");
        lines[i] = str_slice(text, 0, end == SIZE_MAX ? text.len : end);
        text = end == SIZE_MAX ? (Str){0} : str_slice(text, end + 1, text.len);
    }
}

static bool read_lines(Arena *arena, const char *path, Str lines[LINES]) {
    Str text;
    if (!file_read_within(arena, path, FILE_MAX, &text) || !str_starts(text, MAGIC))
        return false;
    split(text, lines);
    return true;
}

/* What the kernel makes up when it is read, so that it has no size. */
static Str read_proc(Arena *arena, const char *path) {
    char text[1024];
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? -1 : read(fd, text, sizeof text);
    if (fd >= 0)
        close(fd);
    return len > 0 ? str_copy(arena, (Str){.s = text, .len = (size_t)len}) : (Str){0};
}

/* When that process was started, in ticks since the machine was: with its number it is no other
 * one. Empty: there is none of that number, or it is none of ours. proc(5), field 22 of "stat",
 * counted behind the name, which may have spaces. */
static Str start_of(Arena *arena, const char *pid) {
    enum { FIELDS_BEHIND_NAME = 20 };
    Str text = read_proc(arena, arena_printf(arena, "/proc/%s/stat", pid));
    const char *at = text.len ? strrchr(text.s, ')') : NULL;
    for (int i = 0; at && i < FIELDS_BEHIND_NAME; i++)
        at = strchr(at + 1, ' ');
    return at ? (Str){.s = at + 1, .len = strcspn(at + 1, " \n")} : (Str){0};
}

static Str own_line(Arena *arena) {
    return str_printf(arena, RUNNING " %d %.*s", (int)getpid(), str_arg(start_of(arena, "self")));
}

/* The run that the line is about goes on. */
static bool is_alive(Arena *arena, Str line) {
    char pid[16], start[32];
    const char *text = str_copy(arena, line).s;
    return sscanf(text, RUNNING " %15[0-9] %31[0-9]", pid, start) == 2 &&
           str_equal_c(start_of(arena, pid), start) && !str_equal(line, own_line(arena));
}

/* `dark` and the ends are what the next run finds when this one ends now. */
static void write_or_tell(const Restarts *runs, const char *state, uint32_t dark) {
    Arena *scratch = arena_create();
    Str text = str_printf(scratch, MAGIC "%u\n%.*s\n%s\n%u %.*s", (unsigned)runs->count,
                          str_arg(runs->reason), state, (unsigned)dark, str_arg(runs->boot));
    for (uint32_t i = 0; i < runs->in_a_minute; i++)
        text = str_printf(scratch, "%.*s %lld", str_arg(text), (long long)runs->ends[i]);
    text = str_printf(scratch, "%.*s\n", str_arg(text));
    if (!file_write(runs->path, &text, 1, &(FileWrite){.is_private = true, .makes_folders = true}))
        log_warning("%s: %s; whether this run ends well is not known to the next one", runs->path,
                    file_error_words(errno));
    arena_free(scratch);
}

const char *restarts_path(Arena *arena, Str folder, Str screen) {
    const char *path = NULL;
    for (int number = 1; folder.len && number <= NAMES_TRIED; number++) {
        Str lines[LINES];
        const char *suffix = number > 1 ? arena_printf(arena, "-%d", number) : "";
        path = str_printf(arena, "%.*s/%.*s%s.runs", str_arg(folder), str_arg(screen), suffix).s;
        if (!read_lines(arena, path, lines) || !is_alive(arena, lines[2]))
            break;
    }
    return path;
}

Str restarts_boot(Arena *arena, Str folder) {
    Str text = str_trim(read_proc(arena, "/proc/sys/kernel/random/boot_id"));
    unsigned char bytes[16];
    if (text.len || folder.len == 0)
        return text;
    const char *path = path_join(arena, folder, "boot").s;
    if (file_read_within(arena, path, BOOT_MAX, &text) && text.len)
        return str_trim(text);
    if (getrandom(bytes, sizeof bytes, GRND_NONBLOCK) != (ssize_t)sizeof bytes)
        return (Str){0};
    char digits[2 * sizeof bytes + 1];
    for (size_t i = 0; i < sizeof bytes; i++)
        snprintf(digits + 2 * i, 3, "%02x", bytes[i]);
    text = str_copy(arena, str_from(digits));
    bool is_written =
        file_write(path, &text, 1, &(FileWrite){.is_private = true, .makes_folders = true});
    return is_written ? text : (Str){0};
}

/* The run that was under way has ended: `at` is when that is found. */
static void read_row(Arena *arena, Str line, Restarts *runs, Millis at) {
    unsigned dark;
    char boot[BOOT_MAX + 1];
    int end = 0;
    const char *text = str_copy(arena, line).s;
    bool is_same_boot = sscanf(text, "%u %64s%n", &dark, boot, &end) == 2 && runs->boot.len &&
                        str_equal_c(runs->boot, boot);
    if (!is_same_boot)
        return;
    runs->dark = dark;
    long long found;
    for (int used = 0; sscanf(text + end, "%lld%n", &found, &used) == 1; end += used)
        if (at - found < MILLIS_MINUTE && runs->in_a_minute < RESTARTS_KEPT)
            runs->ends[runs->in_a_minute++] = found;
    if (runs->in_a_minute == RESTARTS_KEPT) /* the oldest one */
        memmove(runs->ends, runs->ends + 1, --runs->in_a_minute * sizeof *runs->ends);
    runs->ends[runs->in_a_minute++] = at;
}

Restarts restarts_begin(Arena *arena, const char *path, Str now, Str boot, Millis at) {
    Restarts runs = {.path = path, .boot = boot};
    Str lines[LINES];
    if (!path)
        return runs;
    if (read_lines(arena, path, lines)) {
        runs.count = (uint32_t)strtoul(lines[0].s + strlen(MAGIC), NULL, 10);
        runs.reason = lines[1];
        if (!str_equal_c(lines[2], ENDED)) {
            read_row(arena, lines[3], &runs, at);
            runs.count++;
            runs.reason = str_printf(
                arena, "%.*s: %.*s", str_arg(now),
                str_arg(lines[4].len ? lines[4]
                                     : str_from("the run before ended without a word: a crash, a "
                                                "kill, or a loss of power")));
            log_warning("started again: %.*s", str_arg(runs.reason));
        }
    }
    write_or_tell(&runs, own_line(arena).s, runs.dark + 1);
    return runs;
}

bool restarts_should_wait(const Restarts *runs) {
    return runs->dark >= RESTARTS_TO_CARE;
}

void restarts_end(const Restarts *runs) {
    Restarts ended = *runs;
    ended.in_a_minute = 0;
    if (runs->path)
        write_or_tell(&ended, ENDED, 0);
}

static void write_running(const Restarts *runs) {
    Arena *scratch = arena_create();
    if (runs->path)
        write_or_tell(runs, own_line(scratch).s, 0);
    arena_free(scratch);
}

void restarts_shown(Restarts *runs) {
    runs->dark = 0;
    write_running(runs);
}

void restarts_excuse(const Restarts *runs) {
    Restarts excused = *runs;
    excused.in_a_minute = 0;
    write_running(&excused);
}

void restarts_note(const char *path, const char *why) {
    int fd = !path ? -1 : open(path, O_WRONLY | O_APPEND | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC);
    if (fd < 0)
        return;
    if (write(fd, why, strlen(why)) > 0)
        fsync(fd);
    close(fd);
}
