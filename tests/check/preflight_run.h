/* preflight_run.h: for the tests of the preflight: a folder with pictures, good ones and bad ones,
 * schedules written into it, and what is found in them. */
#pragma once

#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/file_write.h"
#include "base/files.h"
#include "check/preflight.h"
#include "output/png.h"

#define LONG_WORDS                                                                                 \
    "Internationalisation of everything that was ever said about system software at this event "   \
    "and at all of the others and why that matters to you and me and to everybody else who has "   \
    "ever written a single line of code in his or her whole life and all that follows from it "    \
    "for the next ten years and the ten years after them and for those who come after us too"

typedef struct {
    Arena *arena;
    Str folder; /* of the schedules and pictures */
    Resources resources;
} Fixture;

static inline void write_text(const char *path, const char *text) {
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs(text, file);
    assert_int_equal(fclose(file), 0);
}

static inline void write_picture(const Fixture *f, const char *name, int32_t width,
                                 int32_t height) {
    Pixmap pixmap = pixmap_create(width, height);
    for (int32_t i = 0; i < width * height; i++)
        pixmap.pixels[i] = 0xFFC02020;
    assert_true(png_write(&pixmap, path_join(f->arena, f->folder, name).s));
    pixmap_free(&pixmap);
}

/* The same with the chunk (acTL) that says that there are two of them: PNG 3, 11.3.6.1. */
static inline void write_moving(const Fixture *f, const char *name) {
    static const uint8_t TWO[] = {0, 0, 0, 8, 'a', 'c', 'T',  'L',  0,    0,
                                  0, 2, 0, 0, 0,   0,   0xf3, 0x8d, 0x93, 0x70};
    enum { BEHIND_HEADER = 33 };
    write_picture(f, name, 800, 600);
    const char *path = path_join(f->arena, f->folder, name).s;
    Str bytes;
    assert_true(file_read_within(f->arena, path, 1 << 20, &bytes));
    Str parts[] = {str_slice(bytes, 0, BEHIND_HEADER),
                   {.s = (const char *)TWO, .len = sizeof TWO},
                   str_slice(bytes, BEHIND_HEADER, bytes.len)};
    assert_true(file_write(path, parts, countof(parts), NULL));
}

static inline int set_up(void **state) {
    Arena *arena = arena_create();
    Fixture *f = arena_new(arena, Fixture, 1);
    char *folder = arena_printf(arena, "%s/preflight-XXXXXX", TEST_BUILD_DIR);
    assert_non_null(mkdtemp(folder));
    *f = (Fixture){.arena = arena, .folder = str_from(folder), .resources = resources_find(arena)};
    assert_true(folder_make(path_join(arena, f->folder, "pics").s));
    write_picture(f, "pics/intel.png", 800, 600);
    write_picture(f, "pics/tiny.png", 40, 30);
    write_moving(f, "pics/moving.png");
    write_picture(f, "pics/half.png", 300, 200);
    assert_int_equal(truncate(path_join(arena, f->folder, "pics/half.png").s, 60), 0);
    write_text(path_join(arena, f->folder, "pics/two.svg").s,
               "<svg xmlns='http://www.w3.org/2000/svg' width='40' height='20'>"
               "<rect x='2' y='2' width='16' height='16' fill='#fff'/>"
               "<rect x='22' y='2' width='16' height='16' fill='#101820'/></svg>");
    write_text(path_join(arena, f->folder, "pics/broken.png").s, "this is no picture");
    write_text(path_join(arena, f->folder, "pics/words.svg").s,
               "<svg xmlns=\"http://www.w3.org/2000/svg\" width=\"10\" height=\"10\">"
               "<text x=\"1\" y=\"9\">A</text></svg>");
    if (symlink("/etc/passwd", path_join(arena, f->folder, "pics/link.png").s) != 0)
        fail_msg("no links here");
    write_text(path_join(arena, f->folder, "pale.yaml").s,
               "name: pale\ncolors:\n  text: \"#202020\"\n  background: \"#101010\"\n");
    *state = f;
    return 0;
}

static inline int tear_down(void **state) {
    Fixture *f = *state;
    static const char *const FILES[] = {"pics/intel.png",  "pics/half.png",   "pics/tiny.png",
                                        "pics/broken.png", "pics/words.svg",  "pics/two.svg",
                                        "pics/link.png",   "pics/moving.png", "pale.yaml",
                                        "fonts.yaml",      "day.yaml",        "other.yaml"};
    for (size_t i = 0; i < countof(FILES); i++)
        unlink(path_join(f->arena, f->folder, FILES[i]).s);
    rmdir(path_join(f->arena, f->folder, "pics").s);
    rmdir(str_copy(f->arena, f->folder).s);
    arena_free(f->arena);
    return 0;
}

/* ---- running it ----------------------------------------------------------------------------- */

typedef struct {
    Arena *arena; /* owned */
    CheckReport report;
    Source *sources[2]; /* owned */
    size_t count;
} Run;

static inline Run run_create(void) {
    Arena *arena = arena_create();
    return (Run){.arena = arena, .report = check_report_create(arena)};
}

static inline void run_file(Run *run, const Fixture *f, const PreflightSettings *settings, Str path,
                            const char *at, const char *room) {
    PreflightSettings wanted = *settings;
    wanted.resources = &f->resources;
    SourceSettings source = {.resources = &f->resources,
                             .path = str_copy(run->arena, path).s,
                             .room = str_from(room),
                             .has_at = true};
    assert_true(moment_parse(str_from(at), &source.at));
    run->sources[run->count] = source_open(&source, 0, NULL);
    preflight_run(&wanted, run->sources[run->count++], &run->report);
}

static inline void run_free(Run *run) {
    for (size_t i = 0; i < run->count; i++)
        source_close(run->sources[i]);
    arena_free(run->arena);
}

static inline Str write_day(const Fixture *f, const char *name, const char *text) {
    Str path = path_join(f->arena, f->folder, name);
    write_text(path.s, text);
    return path;
}

/* Warnings and errors of all files; the first in *found. */
static inline size_t serious_count(const Run *run, const Diagnostic **found) {
    size_t count = 0;
    for (size_t i = 0; i < run->report.file_count; i++) {
        Diagnostics *of = run->report.files[i];
        diagnostics_sort(of);
        for (size_t k = 0; k < of->count; k++)
            if (of->items[k].severity > SEVERITY_NOTE && count++ == 0)
                *found = &of->items[k];
    }
    return count;
}

/* All of the words, which stand between |, are in the message or the hint. */
static inline bool says(const Diagnostic *found, const char *words) {
    Str rest = str_from(words);
    while (rest.len) {
        size_t bar = str_find(rest, "|");
        char word[128];
        snprintf(word, sizeof word, "%.*s", str_arg(str_slice(rest, 0, bar)));
        if (str_find(found->message, word) == SIZE_MAX && str_find(found->hint, word) == SIZE_MAX)
            return false;
        rest = bar == SIZE_MAX ? (Str){0} : str_slice(rest, bar + 1, rest.len);
    }
    return true;
}

static inline const Diagnostic *find_code(const Run *run, const char *code) {
    for (size_t i = 0; i < run->report.file_count; i++)
        for (size_t k = 0; k < run->report.files[i]->count; k++)
            if (strcmp(run->report.files[i]->items[k].code, code) == 0)
                return &run->report.files[i]->items[k];
    return NULL;
}

/* The finding of that code in that line; NULL unless there is just one. */
static inline const Diagnostic *find_at(const Run *run, const char *code, int32_t line) {
    const Diagnostic *found = NULL;
    size_t count = 0;
    for (size_t i = 0; i < run->report.file_count; i++)
        for (size_t k = 0; k < run->report.files[i]->count; k++) {
            const Diagnostic *item = &run->report.files[i]->items[k];
            if (strcmp(item->code, code) != 0 || item->at.line != line)
                continue;
            found = item;
            count++;
        }
    return count == 1 ? found : NULL;
}

static inline void print_all(Run *run) {
    check_report_print(&run->report, stderr);
}

/* A day that is fine, with gaps for one line each. */
static inline const char *day_text(Arena *arena, const char *event, const char *session,
                                   const char *more) {
    return arena_printf(arena,
                        "kiosk: 1\n"
                        "event:\n"
                        "  name: The Forum\n"
                        "  timezone: Asia/Shanghai\n"
                        "  %s\n" /* line 5 */
                        "rooms: [{id: main, name: Main Hall}, {id: side, name: Side Hall}]\n"
                        "days:\n"
                        "  - date: 2026-05-16\n"
                        "    sessions:\n"
                        "      - time: 09:00-10:00\n"
                        "        room: main\n"
                        "        %s\n" /* line 12 */
                        "      - {time: 10:00-11:00, room: side, title: The other one}\n"
                        "%s\n", /* line 14 */
                        event, session, more);
}
