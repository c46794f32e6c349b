/* test_slide_folder.c: what people put into the folder of slides by mistake: each is shown, or
 * named with what to do, and nothing of it is lost without a word. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cmocka.h>

#include "../live/folder.h"
#include "base/files.h"
#include "own_resources.h"
#include "picture/source.h"

typedef enum { A_FILE, A_LINK, A_FOLDER, A_PIPE } Kind;

typedef struct {
    const char *name;
    Kind kind;
    const char *target;  /* of a link */
    bool is_slide;       /* it is in the cycle */
    const char *problem; /* said of it; NULL: nothing is */
} Case;

static const Case CASES[] = {
    {.name = "UPPER.PNG", .is_slide = true},
    {.name = "photo.JPEG", .is_slide = true},
    {.name = "ünïcode 日本.png", .is_slide = true},
    {.name = "  spaces   here .png", .is_slide = true},
    {.name = "menu @nowhere.png", .is_slide = true}, /* a screen's name, may be */
    {.name = "2020-01-01 past.png", .is_slide = true},
    {.name = "empty.png", .is_slide = true}, /* its content is another matter */
    {.name = ".hidden.png"},
    {.name = "notes~"},
    {.name = "movie.png.part", .problem = "no picture by its name"},
    {.name = "noending", .problem = "no picture by its name"},
    {.name = "16.05.2026 party.png", .problem = "write a day as 2026-05-16"},
    {.name = "99.99-12.00 lunch.png", .problem = "is not understood"},
    {.name = "bad\xff\xfename.png", .problem = "no UTF-8"},
    {.name = "link.png", .kind = A_LINK, .target = "UPPER.PNG", .is_slide = true},
    {.name = "gone.png", .kind = A_LINK, .target = "nothing.png", .problem = "leads nowhere"},
    {.name = "loop.png", .kind = A_LINK, .target = "loop.png", .problem = "leads nowhere"},
    {.name = "pipe.png", .kind = A_PIPE, .problem = "or no file"},
    {.name = "folder.png", .kind = A_FOLDER},
};

static void put(const char *folder, const Case *c) {
    char path[2 * PATH_MAX];
    snprintf(path, sizeof path, "%s/slides/%s", folder, c->name);
    switch (c->kind) {
    case A_FILE:
        file_put(path, strcmp(c->name, "empty.png") == 0 ? "" : "a picture");
        return;
    case A_LINK:
        assert_int_equal(symlink(c->target, path), 0);
        return;
    case A_FOLDER:
        assert_int_equal(mkdir(path, 0700), 0);
        return;
    case A_PIPE:
        assert_int_equal(mkfifo(path, 0600), 0);
        return;
    }
}

static bool is_slide(const Schedule *schedule, const char *name) {
    for (size_t i = 0; i < schedule->slide_count; i++)
        if (str_equal_c(schedule->slides[i].name, name))
            return true;
    return false;
}

/* What is said of the file; empty: nothing. */
static Str said_of(const Loaded *loaded, const char *name) {
    char start[PATH_MAX];
    snprintf(start, sizeof start, "slides/%s: ", name);
    for (size_t i = 0; i < loaded->diagnostics.count; i++)
        if (str_starts(loaded->diagnostics.items[i].message, start))
            return loaded->diagnostics.items[i].message;
    return (Str){0};
}

static void all_kinds_of_files(void **state) {
    (void)state;
    char folder[PATH_MAX], day[2 * PATH_MAX];
    folder_fresh(folder, sizeof folder, "slide-folder");
    snprintf(day, sizeof day, "%s/slides", folder);
    assert_int_equal(mkdir(day, 0700), 0);
    snprintf(day, sizeof day, "%s/day.yaml", folder);
    file_put(day, "kiosk: 1\nevent: {name: Test, timezone: UTC}\ndays:\n  - date: 2026-05-16\n"
                  "    sessions: [{time: 09:00-10:00, title: A}]\n");
    size_t wanted = 0;
    for (size_t i = 0; i < countof(CASES); i++) {
        put(folder, &CASES[i]);
        wanted += CASES[i].is_slide;
    }
    Resources resources = own_resources();
    Source *source = source_open(&(SourceSettings){.resources = &resources, .path = day}, 0, NULL);
    assert_non_null(source->schedule);
    for (size_t i = 0; i < countof(CASES); i++) {
        const Case *c = &CASES[i];
        Str said = said_of(source->loaded, c->name);
        if (is_slide(source->schedule, c->name) != c->is_slide)
            fail_msg("%s is %s", c->name, c->is_slide ? "left out" : "a slide");
        if (c->problem ? str_find(said, c->problem) == SIZE_MAX : said.len > 0)
            fail_msg("of %s it is said: \"%.*s\"", c->name, str_arg(said));
    }
    assert_int_equal(source->schedule->slide_count, wanted);
    source_close(source);
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(all_kinds_of_files),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
