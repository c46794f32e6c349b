#include "picture/pieces.h"

#include <errno.h>

#include "base/diagnostics.h"
#include "base/file_write.h"
#include "base/files.h"
#include "formats/hoverboard_files.h"
#include "formats/json_file.h"

static const char *const NAMES[PIECES_BESIDE + 1] = {HOVERBOARD_SESSIONS, HOVERBOARD_SPEAKERS,
                                                     NULL};
static const HoverboardPart PARTS[PIECES_BESIDE] = {HOVERBOARD_SESSIONS_PART,
                                                    HOVERBOARD_SPEAKERS_PART};

/* Nearly no file is one, and to look closely costs reading it twice. */
static bool may_be_schedule(Str bytes) {
    return str_find(bytes, "\"timeslots\"") != SIZE_MAX;
}

/* ---- on a server ---- */

static const char *const *names_of_url(Str bytes) {
    bool is_part = may_be_schedule(bytes) && hoverboard_part(bytes) == HOVERBOARD_SCHEDULE;
    return is_part ? NAMES : NULL;
}

static Str bundle_of_url(Arena *arena, Str bytes, const Str *others) {
    bool is_known = hoverboard_part(others[0]) == PARTS[0];
    bool has_speakers = is_known && hoverboard_part(others[1]) == PARTS[1];
    return is_known
               ? hoverboard_bundle(arena, bytes, others[0], has_speakers ? others[1] : (Str){0})
               : (Str){0};
}

const FetchPieces PIECES_OF_URL = {.names = names_of_url, .bundle = bundle_of_url};

/* ---- on a disk ---- */

/* Why the bytes are not what they are called. */
static Str describe(Arena *arena, Str path, Str bytes) {
    Diagnostics found = diagnostics_create(arena, path, bytes);
    JsonFile json;
    json_file_open(&json, bytes, &found);
    json_file_close(&json);
    return found.count
               ? diagnostic_format_line(arena, &found, &found.items[0])
               : str_printf(arena, "%.*s: is not what Hoverboard has in a file of that name",
                            str_arg(path));
}

Str pieces_of_file(Arena *arena, const char *path, Str bytes, Str *problem) {
    Str others[PIECES_BESIDE] = {0}, folder = path_folder(arena, str_from(path));
    *problem = (Str){0};
    if (!may_be_schedule(bytes) || hoverboard_part(bytes) != HOVERBOARD_SCHEDULE)
        return bytes;
    for (size_t i = 0; i < PIECES_BESIDE; i++) {
        Str beside = path_join(arena, folder, NAMES[i]);
        bool is_read = file_read(arena, beside.s, &others[i]) && others[i].len;
        if (is_read && hoverboard_part(others[i]) != PARTS[i])
            *problem = describe(arena, beside, others[i]);
        else if (!is_read && errno != ENOENT)
            *problem = str_printf(arena, "%.*s: %s", str_arg(beside), file_error_words(errno));
        if (problem->len)
            return bytes;
    }
    return others[0].len ? hoverboard_bundle(arena, bytes, others[0], others[1]) : bytes;
}

size_t pieces_beside(Arena *arena, Str path, Str files[PIECES_BESIDE]) {
    if (!str_ends(path, ".json"))
        return 0;
    Str folder = path_folder(arena, path), name = path_name(path);
    size_t count = 0;
    for (size_t i = 0; i < PIECES_BESIDE; i++)
        if (!str_equal_c(name, NAMES[i]))
            files[count++] = path_join(arena, folder, NAMES[i]);
    return count;
}

/* ---- among the sources ---- */

void pieces_join(Arena *arena, Str *bytes, bool *is_piece, size_t count) {
    size_t schedule = SIZE_MAX, parts[PIECES_BESIDE] = {SIZE_MAX, SIZE_MAX};
    for (size_t i = 0; i < count && schedule == SIZE_MAX; i++)
        if (may_be_schedule(bytes[i]) && hoverboard_part(bytes[i]) != HOVERBOARD_OTHER)
            schedule = i;
    for (size_t i = 0; i < count && schedule != SIZE_MAX; i++) {
        HoverboardPart part = i == schedule ? HOVERBOARD_OTHER : hoverboard_part(bytes[i]);
        for (size_t k = 0; k < PIECES_BESIDE; k++)
            if (part == PARTS[k] && parts[k] == SIZE_MAX) {
                parts[k] = i;
                is_piece[i] = true;
            }
    }
    if (parts[0] == SIZE_MAX)
        return;
    Str speakers = parts[1] == SIZE_MAX ? (Str){0} : bytes[parts[1]];
    if (hoverboard_part(bytes[schedule]) == HOVERBOARD_SCHEDULE)
        bytes[schedule] = hoverboard_bundle(arena, bytes[schedule], bytes[parts[0]], speakers);
}
