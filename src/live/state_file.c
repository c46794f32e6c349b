#include "live/state_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/address.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "live/fetch.h"

#define LOG_MODULE "live state"

enum { FILE_MAX = 4 * 1024 * 1024, LOCK_TRIES = 125, LOCK_STEP_MS = 4 };

/* ---- where it is ---------------------------------------------------------------------------- */

Str state_folder_lasting(Arena *arena, const char *wanted) {
    static const char SYSTEM[] = "/var/lib/kiosk";
    struct stat info;
    if (wanted && *wanted)
        return str_copy(arena, str_from(wanted));
    if (geteuid() == 0 && stat(SYSTEM, &info) == 0 && S_ISDIR(info.st_mode))
        return str_from(SYSTEM);
    const char *state = getenv("XDG_STATE_HOME"), *home = getenv("HOME");
    if (state && *state == '/')
        return str_printf(arena, "%s/kiosk", state);
    if (home && *home == '/')
        return str_printf(arena, "%s/.local/state/kiosk", home);
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    return runtime && *runtime == '/' ? str_printf(arena, "%s/kiosk", runtime) : (Str){0};
}

Str state_folder(Arena *arena, const char *wanted) {
    Str folder = state_folder_lasting(arena, wanted);
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    bool is_said = wanted && *wanted;
    return !is_said && folder.len && runtime && *runtime == '/' && folder_is_read_only(folder.s)
               ? str_printf(arena, "%s/kiosk", runtime)
               : folder;
}

Str state_path(Arena *arena, Str folder, Str schedule_name) {
    return str_printf(arena, "%.*s/%.*s", str_arg(folder),
                      str_arg(address_file_name(arena, schedule_name, ".json")));
}

Str state_schedule_name(Arena *arena, const char *path) {
    char *real = address_is_web(path) ? NULL : realpath(path, NULL);
    Str name = str_copy(arena, str_from(real ? real : path));
    free(real);
    return name;
}

/* ---- reading -------------------------------------------------------------------------------- */

StateReading state_look(const char *path) {
    StateReading reading = {.arena = arena_create()};
    Arena *arena = reading.arena;
    Str json, problem = {0};
    if (file_read_within(arena, path, FILE_MAX, &json)) {
        reading.state = live_from_json(arena, json, &problem);
    } else if (errno != ENOENT && errno != ENOTDIR) {
        problem = str_from(file_error_words(errno));
    } else if (!folder_exists(path_folder(arena, str_from(path)).s)) {
        reading.is_away = true;
        reading.problem = str_printf(arena, "%s: its folder is not there", path);
    }
    if (problem.len)
        log_warning("%s: %.*s%s", path, str_arg(problem),
                    reading.state ? "" : "; going on without the changes in it");
    if (problem.len && !reading.state)
        reading.problem = str_printf(arena, "%s: %.*s", path, str_arg(problem));
    return reading;
}

void state_reading_close(StateReading *reading) {
    live_free(reading->state);
    arena_free(reading->arena);
    *reading = (StateReading){0};
}

LiveState *state_read_any(const char *path) {
    StateReading reading = state_look(path);
    LiveState *state = reading.state;
    reading.state = NULL;
    state_reading_close(&reading);
    return state;
}

LiveState *state_read(const char *path, Date date) {
    return live_on(state_read_any(path), date);
}

/* ---- writing -------------------------------------------------------------------------------- */

/* The lock is held for a few milliseconds by others; a stopped process must not stop us. */
static int lock(const char *path) {
    char name[PATH_MAX];
    if ((size_t)snprintf(name, sizeof name, "%s.lock", path) >= sizeof name - 4) {
        errno = ENAMETOOLONG;
        return -1;
    }
    int fd = open(name, O_RDWR | O_CREAT | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC, 0600);
    if (fd < 0)
        return -1;
    for (int i = 0; i < LOCK_TRIES; i++) {
        if (flock(fd, LOCK_EX | LOCK_NB) == 0)
            return fd;
        struct timespec step = {.tv_nsec = LOCK_STEP_MS * 1000000L};
        nanosleep(&step, NULL);
    }
    close(fd);
    errno = EBUSY;
    return -1;
}

/* The changes that are in the file when `op` is done; `*did`: they are other ones than before. */
static LiveState *state_with(const char *path, Date date, const LiveOp *op, const LiveState *known,
                             bool *did) {
    StateReading reading = state_look(path);
    LiveState *state = reading.state;
    reading.state = NULL;
    bool is_unknown = reading.problem.len && !reading.is_away;
    state_reading_close(&reading);
    if (is_unknown && known) {
        Arena *scratch = arena_create();
        Str problem = {0};
        state = live_from_json(scratch, live_to_json(scratch, known, (Str){0}), &problem);
        arena_free(scratch);
        *did = state != NULL;
        return live_on(state, date);
    }
    state = live_on(state, date);
    *did = live_do(state, op);
    return state;
}

LiveState *state_do(const char *path, Str schedule_name, Date date, const LiveOp *op,
                    const LiveState *known, bool *is_done) {
    Arena *scratch = arena_create();
    bool has_folder = folder_make(path_folder(scratch, str_from(path)).s);
    int lock_fd = has_folder ? lock(path) : -1;
    if (lock_fd < 0) {
        log_error("%s: %s; the change is not kept over a restart", path, strerror(errno));
        arena_free(scratch);
        return NULL;
    }
    bool did;
    LiveState *state = state_with(path, date, op, known, &did);
    if (is_done)
        *is_done = did;
    Str json = live_to_json(scratch, state, schedule_name);
    if (did && !file_write(path, &json, 1, &(FileWrite){.is_private = true, .is_durable = true})) {
        log_error("%s: %s; the change is not kept over a restart", path, file_error_words(errno));
        live_free(state);
        state = NULL;
    }
    arena_free(scratch);
    close(lock_fd); /* unlocks */
    return state;
}
