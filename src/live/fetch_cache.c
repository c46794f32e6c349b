#include "live/fetch_cache.h"

#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>

#include "base/address.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/steady.h"

#define LOG_MODULE "fetch"

/* A line each for the magic word, the size, the bytes' hash, the two validators; then the bytes. */
#define MAGIC "kiosk-cache 1"

enum { HEADER_MAX = 4096 };

Str fetch_cache_path(Arena *arena, const char *folder, const char *url) {
    if (folder && !*folder)
        return (Str){0};
    Str name = address_file_name(arena, str_from(url), ".copy");
    if (folder)
        return str_printf(arena, "%s/%.*s", folder, str_arg(name));
    const char *cache = getenv("XDG_CACHE_HOME"), *home = getenv("HOME");
    const char *runtime = getenv("XDG_RUNTIME_DIR");
    Str place = {0};
    if (cache && *cache == '/')
        place = str_printf(arena, "%s/kiosk", cache);
    else if (home && *home == '/')
        place = str_printf(arena, "%s/.cache/kiosk", home);
    if (runtime && *runtime == '/' && (!place.len || folder_is_read_only(place.s)))
        place = str_printf(arena, "%s/kiosk", runtime);
    return place.len ? path_join(arena, place, name.s) : place;
}

/* The text up to the next line feed, which is passed. */
static bool take_line(Str text, size_t *at, Str *line) {
    const char *end = memchr(text.s + *at, '\n', text.len - *at);
    if (!end)
        return false;
    *line = (Str){.s = text.s + *at, .len = (size_t)(end - text.s) - *at};
    *at += line->len + 1;
    return true;
}

static Str describe(Arena *arena, Str bytes) {
    return str_printf(arena, "%zu %016llx", bytes.len,
                      (unsigned long long)str_hash(STR_HASH_SEED, bytes.s, bytes.len));
}

bool fetch_cache_read(Arena *arena, Str path, size_t size_max, CachedCopy *out) {
    Str file, magic, size;
    size_t at = 0;
    struct stat info;
    if (path.len == 0 || !file_read_within(arena, path.s, size_max + HEADER_MAX, &file))
        return false;
    if (!take_line(file, &at, &magic) || !str_equal_c(magic, MAGIC) ||
        !take_line(file, &at, &size) || !take_line(file, &at, &out->etag) ||
        !take_line(file, &at, &out->modified))
        return false;
    out->bytes = str_slice(file, at, file.len - at);
    if (!str_equal(size, describe(arena, out->bytes)))
        return false;
    struct timespec now;
    clock_gettime(CLOCK_REALTIME, &now); /* the file's time is the system's, not the kiosk's */
    bool has_time = stat(path.s, &info) == 0 && info.st_mtim.tv_sec <= now.tv_sec;
    out->age = has_time ? (now.tv_sec - info.st_mtim.tv_sec) * MILLIS_SECOND : 0;
    return true;
}

/* ---- from a disk that may hang -------------------------------------------------------------- */

/* Whoever is last frees it. */
typedef struct {
    Arena *arena; /* owned: this struct and what is read */
    pthread_mutex_t lock;
    pthread_cond_t done;
    Str path;
    size_t size_max;
    CachedCopy copy;
    bool is_there, is_done, is_abandoned;
} Reading;

static void free_reading(Reading *reading) {
    pthread_cond_destroy(&reading->done);
    pthread_mutex_destroy(&reading->lock);
    arena_free(reading->arena);
}

static void *read_copy(void *context) {
    Reading *reading = context;
    bool is_there =
        fetch_cache_read(reading->arena, reading->path, reading->size_max, &reading->copy);
    pthread_mutex_lock(&reading->lock);
    reading->is_there = is_there;
    reading->is_done = true;
    bool is_abandoned = reading->is_abandoned;
    pthread_cond_signal(&reading->done);
    pthread_mutex_unlock(&reading->lock);
    if (is_abandoned)
        free_reading(reading);
    return NULL;
}

bool fetch_cache_read_within(Arena *arena, Str path, size_t size_max, Millis wait,
                             CachedCopy *out) {
    if (path.len == 0)
        return false;
    Arena *own = arena_create();
    Reading *reading = arena_new(own, Reading, 1);
    *reading = (Reading){.arena = own, .path = str_copy(own, path), .size_max = size_max};
    pthread_mutex_init(&reading->lock, NULL);
    steady_condition_init(&reading->done);
    struct timespec until = steady_after(wait);
    pthread_t thread;
    int error = pthread_create(&thread, NULL, read_copy, reading);
    if (error) {
        free_reading(reading);
        return fetch_cache_read(arena, path, size_max, out);
    }
    pthread_mutex_lock(&reading->lock);
    while (!error && !reading->is_done)
        error = pthread_cond_timedwait(&reading->done, &reading->lock, &until);
    bool is_done = reading->is_done, is_there = is_done && reading->is_there;
    reading->is_abandoned = !is_done;
    pthread_mutex_unlock(&reading->lock);
    if (!is_done) {
        pthread_detach(thread);
        log_warning("%.*s: the disk does not answer: the last copy is not used", str_arg(path));
        return false;
    }
    pthread_join(thread, NULL);
    if (is_there)
        *out = (CachedCopy){.bytes = str_copy(arena, reading->copy.bytes),
                            .etag = str_copy(arena, reading->copy.etag),
                            .modified = str_copy(arena, reading->copy.modified),
                            .age = reading->copy.age};
    free_reading(reading);
    return is_there;
}

bool fetch_cache_write(Str path, const CachedCopy *copy) {
    Arena *arena = arena_create();
    Str header =
        str_printf(arena, MAGIC "\n%.*s\n%.*s\n%.*s\n", str_arg(describe(arena, copy->bytes)),
                   str_arg(copy->etag), str_arg(copy->modified));
    Str parts[] = {header, copy->bytes};
    bool is_written =
        file_write(path.s, parts, countof(parts),
                   &(FileWrite){.is_private = true, .is_durable = true, .makes_folders = true});
    arena_free(arena);
    return is_written;
}
