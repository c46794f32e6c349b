#include "picture/titles.h"

#include <errno.h>
#include <string.h>

#include "base/ascii.h"
#include "base/files.h"
#include "base/log.h"
#include "output/pdf.h"
#include "output/png.h"
#include "views/overlay.h"

#define LOG_MODULE "titles"

enum {
    NAME_MAX_BYTES = 80,
    PDF_MAX = 500, /* pages: more is nothing that anybody reads through, and takes memory */
};

/* What a file can be called everywhere. */
static Str safe_name(Arena *arena, Str id) {
    char *name = arena_new(arena, char, NAME_MAX_BYTES);
    size_t len = 0;
    for (size_t i = 0; i < id.len && len < NAME_MAX_BYTES; i++) {
        char c = id.s[i];
        bool is_plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
                        (c >= '0' && c <= '9') || c == '-' || c == '_';
        if (is_plain)
            name[len++] = c;
        else if (len && name[len - 1] != '-')
            name[len++] = '-';
    }
    while (len && name[len - 1] == '-')
        len--;
    return (Str){.s = name, .len = len};
}

static bool is_same_but_for_case(Str a, Str b) {
    if (a.len != b.len)
        return false;
    for (size_t i = 0; i < a.len; i++)
        if (ascii_lower(a.s[i]) != ascii_lower(b.s[i]))
            return false;
    return true;
}

Str title_file_name(Arena *arena, const Schedule *schedule, const Session *session) {
    Str name = safe_name(arena, session->id);
    bool is_clear = str_equal(name, session->id);
    for (size_t i = 0; i < schedule->session_count && is_clear; i++)
        is_clear = &schedule->sessions[i] == session ||
                   !is_same_but_for_case(schedule->sessions[i].id, session->id);
    if (is_clear)
        return name;
    uint64_t hash = str_hash(STR_HASH_SEED, session->id.s, session->id.len);
    return str_printf(arena, "%.*s%s%08x", str_arg(name), name.len ? "-" : "",
                      (unsigned)(hash ^ hash >> 32));
}

static bool is_recorded(const Session *session, size_t room) {
    return session_is_in_room(session, room) && session->status != SESSION_CANCELLED &&
           !session->do_not_record && !session->is_all_day && session->type != SESSION_BREAK &&
           session->type != SESSION_SOCIAL;
}

/* As the overlay builds it: a picture that cannot be drawn is left out. */
static void draw_title(Screen *screen, size_t session, Instant at, Pixmap *to) {
    Arena *arena = arena_create();
    for (bool is_whole = false; !is_whole;) {
        screen_try_pictures(screen);
        ViewContext context = screen_context_at(screen, at);
        Scene scene = scene_create(arena, to->width, to->height);
        overlay_build_title(&context, session, &scene);
        is_whole = !screen_misses_pictures(screen, &scene);
        if (is_whole)
            renderer_draw(screen_renderer(screen), &scene, to);
    }
    arena_free(arena);
}

ExitCode titles_write(Screen *screen, const Source *source, const char *folder) {
    const Schedule *schedule = source->schedule;
    int32_t width, height;
    screen_size(screen, &width, &height);
    if (!folder_make(folder)) {
        log_error("%s: %s", folder, strerror(errno));
        return EXIT_OUTPUT;
    }
    Arena *arena = arena_create();
    Pixmap pixels = pixmap_create(width, height);
    Str *paths = arena_new(arena, Str, schedule->session_count);
    size_t count = 0;
    ExitCode code = EXIT_FINE;
    for (size_t i = 0; i < schedule->session_count && code == EXIT_FINE; i++) {
        const Session *session = &schedule->sessions[i];
        if (!is_recorded(session, source->room))
            continue;
        Str name = title_file_name(arena, schedule, session);
        Str path =
            path_join(arena, str_from(folder), str_printf(arena, "%.*s.png", str_arg(name)).s);
        draw_title(screen, i, session->start, &pixels);
        paths[count++] = path;
        if (!png_write(&pixels, path.s)) {
            log_error("%.*s: %s", str_arg(path), file_error_words(errno));
            code = EXIT_OUTPUT;
        }
    }
    Str pdf = path_join(arena, str_from(folder), "titles.pdf");
    if (count == 0)
        log_warning("no session here has a title for a recording");
    else if (count > PDF_MAX)
        log_warning("no titles.pdf: there are more than %d titles", (int)PDF_MAX);
    else if (code == EXIT_FINE && !pdf_write(arena, pdf.s, paths, count,
                                             localized_get(&schedule->event.name, NULL, 0), NULL)) {
        log_error("%.*s: %s", str_arg(pdf), file_error_words(errno));
        code = EXIT_OUTPUT;
    }
    pixmap_free(&pixels);
    arena_free(arena);
    return code;
}
