#include "live/emergency_file.h"

#include <errno.h>
#include <string.h>
#include <sys/stat.h>

#include "base/decode.h"
#include "base/file_write.h"
#include "base/files.h"
#include "base/log.h"
#include "base/shorten.h"

#define LOG_MODULE "live"

/* Something a person can read, and not only the marks of bytes that are no text. */
static bool says_something(Str text) {
    for (size_t i = 0; i < text.len;) {
        uint32_t rune = str_next_rune(text, &i);
        if (rune != 0xFFFD && rune != ' ' && rune != '\n' && rune != '\t')
            return true;
    }
    return false;
}

static void decode(EmergencyFile *file, const char *path, Str bytes) {
    Diagnostics diagnostics = diagnostics_create(file->arena, str_from(path), (Str){0});
    Str text = str_trim(decode_text(bytes, &diagnostics));
    if (diagnostics.count)
        file->problem = diagnostic_format_line(file->arena, &diagnostics, &diagnostics.items[0]);
    if (text.len && !says_something(text))
        text = str_from("!"); /* in whatever it is written, it is an emergency */
    file->emergency.text = shorten_bytes(text, EMERGENCY_FILE_MAX);
    if (file->emergency.text.len < text.len)
        file->problem = str_printf(file->arena, "%s: too long: only its first %d bytes are shown",
                                   path, EMERGENCY_FILE_MAX);
}

/* The file is not there, though its folder is: that ends an emergency. A link that leads nowhere is
 * there. */
static bool is_gone(Arena *arena, const char *path, int error) {
    struct stat info;
    return error == ENOENT && lstat(path, &info) != 0 &&
           folder_exists(path_folder(arena, str_from(path)).s);
}

/* Cannot be read now: what was read of it before still holds. */
static void keep_last(EmergencyFile *fresh, const EmergencyFile *last, const char *path,
                      int error) {
    bool holds = last->emergency.text.len && str_equal_c(last->path, path);
    bool is_never_seen = error == ENOENT || error == ENOTDIR;
    if (holds)
        fresh->emergency.text = str_copy(fresh->arena, last->emergency.text);
    fresh->is_unread = holds || !is_never_seen;
    if (fresh->is_unread)
        fresh->problem =
            str_printf(fresh->arena, "%s: %s%s", path, file_error_words(error),
                       holds ? "; the emergency that it said holds until it can be read, or is "
                               "taken out of its folder"
                             : "");
}

static void log_news(const EmergencyFile *fresh, const EmergencyFile *last) {
    if (!str_equal(fresh->emergency.text, last->emergency.text)) {
        log_forget(LOG_MODULE); /* the same emergency is said again when it comes again */
        if (fresh->emergency.text.len)
            log_warning(EMERGENCY_FILE_NAME ": %.*s", str_arg(fresh->emergency.text));
        else
            log_warning(EMERGENCY_FILE_NAME " is gone: no emergency any more");
    }
    if (fresh->problem.len && !str_equal(fresh->problem, last->problem))
        log_warning("%.*s", str_arg(fresh->problem));
}

bool emergency_file_read(EmergencyFile *file, const char *path) {
    EmergencyFile fresh = {.arena = arena_create(), .emergency = {.from = INT64_MIN / 2}};
    Str bytes;
    fresh.path = path ? str_copy(fresh.arena, str_from(path)) : (Str){0};
    if (path && file_read(fresh.arena, path, &bytes)) {
        decode(&fresh, path, bytes);
    } else if (path) {
        int error = errno;
        if (!is_gone(fresh.arena, path, error))
            keep_last(&fresh, file, path, error);
    }
    log_news(&fresh, file);
    bool is_changed = !str_equal(fresh.emergency.text, file->emergency.text);
    arena_free(file->arena);
    *file = fresh;
    return is_changed;
}

void emergency_file_close(EmergencyFile *file) {
    arena_free(file->arena);
    *file = (EmergencyFile){0};
}
