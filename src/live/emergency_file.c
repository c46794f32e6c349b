#include "live/emergency_file.h"

#include <errno.h>
#include <string.h>

#include "base/decode.h"
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

bool emergency_file_read(EmergencyFile *file, const char *path) {
    EmergencyFile fresh = {.arena = arena_create(), .emergency = {.from = INT64_MIN / 2}};
    Str bytes;
    if (path && file_read(fresh.arena, path, &bytes))
        decode(&fresh, path, bytes);
    else if (path && errno != ENOENT && errno != ENOTDIR)
        fresh.problem = str_printf(fresh.arena, "%s: %s", path, strerror(errno));
    bool is_changed = !str_equal(fresh.emergency.text, file->emergency.text);
    if (is_changed && fresh.emergency.text.len)
        log_warning(EMERGENCY_FILE_NAME ": %.*s", str_arg(fresh.emergency.text));
    else if (is_changed)
        log_warning(EMERGENCY_FILE_NAME " is gone: no emergency any more");
    if (fresh.problem.len && !str_equal(fresh.problem, file->problem))
        log_warning("%.*s", str_arg(fresh.problem));
    arena_free(file->arena);
    *file = fresh;
    return is_changed;
}

void emergency_file_close(EmergencyFile *file) {
    arena_free(file->arena);
    *file = (EmergencyFile){0};
}
