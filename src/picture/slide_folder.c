#include "picture/slide_folder.h"

#include <dirent.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/files.h"
#include "base/media.h"
#include "formats/slide_names.h"
#include "live/signature.h"

enum { FILES_MAX = 1000 };

Str slide_folder_path(Arena *arena, const char *path) {
    struct stat info;
    bool is_folder = stat(path, &info) == 0 && S_ISDIR(info.st_mode);
    Str folder = is_folder ? str_from(path) : path_folder(arena, str_from(path));
    return path_join(arena, folder.len ? folder : str_from("."), SLIDE_FOLDER_NAME);
}

static int compare_names(const void *a, const void *b) {
    const Str *x = a, *y = b;
    size_t len = x->len < y->len ? x->len : y->len;
    int order = len ? memcmp(x->s, y->s, len) : 0;
    return order ? order : (x->len > y->len) - (x->len < y->len);
}

typedef struct {
    Str *items;
    size_t count, capacity;
} Names;

static void add_name(Arena *arena, Names *names, const char *name) {
    *(Str *)arena_push(arena, &names->items, &names->count, &names->capacity, sizeof(Str),
                       _Alignof(Str)) = str_copy(arena, str_from(name));
}

static void sort(const Names *names) {
    if (names->count)
        qsort(names->items, names->count, sizeof *names->items, compare_names);
}

/* The names of the files in it, and of what cannot be opened as one: links that lead nowhere, pipes
 * and the like; sorted. Folders are nobody's slide. In `arena`. */
static void list_files(Arena *arena, const char *folder, Names *files, Names *others) {
    DIR *open = opendir(folder);
    const struct dirent *entry;
    while (open && files->count + others->count < FILES_MAX && (entry = readdir(open))) {
        struct stat info;
        if (signature_is_odd_name(entry->d_name))
            continue;
        bool is_there = fstatat(dirfd(open), entry->d_name, &info, 0) == 0;
        bool is_link = !is_there &&
                       fstatat(dirfd(open), entry->d_name, &info, AT_SYMLINK_NOFOLLOW) == 0 &&
                       S_ISLNK(info.st_mode);
        if (is_there && S_ISREG(info.st_mode))
            add_name(arena, files, entry->d_name);
        else if (is_link || (is_there && !S_ISDIR(info.st_mode)))
            add_name(arena, others, entry->d_name);
    }
    if (open)
        closedir(open);
    sort(files);
    sort(others);
}

/* ---- into the schedule ---------------------------------------------------------------------- */

typedef struct {
    Loaded *loaded;
    Schedule *schedule;
    SlideContent *slides;
    Str *problems;
    size_t problem_count;
    bool has_too_many;
} Joining;

static void tell(Joining *joining, Severity severity, const char *code, Str path, Str problem) {
    Loaded *loaded = joining->loaded;
    diagnostics_add(&loaded->diagnostics, severity, code, (Position){0}, NULL, "%.*s: %.*s",
                    str_arg(path), str_arg(problem));
    if (severity != SEVERITY_NOTE)
        joining->problems[joining->problem_count++] = str_printf(
            loaded->arena, "the slide %.*s is not shown: %.*s", str_arg(path), str_arg(problem));
}

static bool is_named(const Joining *joining, Str path) {
    for (size_t i = 0; i < joining->schedule->slide_count; i++)
        if (str_equal(joining->slides[i].picture, path))
            return true;
    return false;
}

/* Without its ending. */
static Str stem_of(Str name) {
    size_t dot = name.len;
    while (dot > 0 && name.s[dot - 1] != '.')
        dot--;
    return str_slice(name, 0, dot ? dot - 1 : name.len);
}

static bool has_video(const Str *names, size_t count, Str name) {
    for (size_t i = 0; i < count; i++)
        if (media_is_video(names[i]) && str_equal(stem_of(names[i]), stem_of(name)))
            return true;
    return false;
}

/* The picture of the same name; empty: there is none. */
static Str poster_of(Arena *arena, const Str *names, size_t count, Str name) {
    for (size_t i = 0; i < count; i++)
        if (!media_is_video(names[i]) && str_equal(stem_of(names[i]), stem_of(name)))
            return str_printf(arena, SLIDE_FOLDER_NAME "/%.*s", str_arg(names[i]));
    return (Str){0};
}

static void add_file(Joining *joining, const Str *names, size_t count, Str name) {
    Arena *arena = joining->schedule->arena;
    Str path = str_printf(arena, SLIDE_FOLDER_NAME "/%.*s", str_arg(name)), problem = {0};
    if (!str_is_utf8(name)) {
        tell(joining, SEVERITY_WARNING, "slide-name", path,
             str_from("its name is no UTF-8; give it another one"));
        return;
    }
    if (is_named(joining, path))
        return;
    if (!media_is_video(name) && has_video(names, count, name))
        return; /* its poster */
    SlideContent slide;
    SlideNameResult result = slide_name_read(arena, joining->schedule, name, &slide, &problem);
    if (result == SLIDE_NAME_OTHER) {
        tell(joining, SEVERITY_NOTE, "slide-kind", path,
             str_from("this is no picture by its name (.png, .jpg, .webp, .svg, .gif) and no "
                      "video (.mp4, .webm, .mov), and not "
                      "shown"));
        return;
    }
    if (result == SLIDE_NAME_READ && joining->schedule->slide_count == SLIDES_MAX) {
        if (!joining->has_too_many)
            tell(joining, SEVERITY_WARNING, "too-many", path,
                 str_printf(arena, "there are more than %d slides", SLIDES_MAX));
        joining->has_too_many = true;
        return;
    }
    if (result == SLIDE_NAME_WRONG) {
        tell(joining, SEVERITY_WARNING, "slide-name", path, problem);
        return;
    }
    slide.picture = path;
    if (media_is_video(name))
        slide.poster = poster_of(arena, names, count, name);
    joining->slides[joining->schedule->slide_count++] = slide;
    joining->schedule->hash = str_hash(joining->schedule->hash, slide.picture.s, slide.picture.len);
}

static void add_other(Joining *joining, Str name) {
    Str path = str_printf(joining->schedule->arena, SLIDE_FOLDER_NAME "/%.*s", str_arg(name));
    if (str_is_utf8(name))
        tell(joining, SEVERITY_WARNING, "slide-kind", path,
             str_from("it is a link that leads nowhere, or no file; put the picture itself there"));
}

void slide_folder_join(Loaded *loaded, const char *path) {
    Schedule *schedule = loaded->schedule;
    if (!schedule)
        return;
    Arena *scratch = arena_create();
    Names files = {0}, others = {0};
    list_files(scratch, slide_folder_path(scratch, path).s, &files, &others);
    size_t count = files.count;
    const Str *names = files.items;
    if (count + others.count) {
        Joining joining = {.loaded = loaded,
                           .schedule = schedule,
                           .slides = arena_new(schedule->arena, SlideContent, SLIDES_MAX),
                           .problems = arena_new(loaded->arena, Str, count + others.count)};
        if (schedule->slide_count)
            memcpy(joining.slides, schedule->slides,
                   schedule->slide_count * sizeof *joining.slides);
        for (size_t i = 0; i < count; i++)
            add_file(&joining, names, count, names[i]);
        for (size_t i = 0; i < others.count; i++)
            add_other(&joining, others.items[i]);
        schedule->slides = joining.slides;
        loaded->slide_problems = joining.problems;
        loaded->slide_problem_count = joining.problem_count;
        diagnostics_sort(&loaded->diagnostics);
    }
    arena_free(scratch);
}
