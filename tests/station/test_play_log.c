/* The file of what was shown: nothing is lost, a torn end is closed, it is rotated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

#include <cmocka.h>

#include "base/files.h"
#include "station/play_log.h"

static Str content(Arena *arena, const char *path) {
    Str bytes = {0};
    return file_read(arena, path, &bytes) ? bytes : (Str){0};
}

static size_t lines_in(Str bytes) {
    size_t count = 0;
    for (size_t i = 0; i < bytes.len; i++)
        count += bytes.s[i] == '\n';
    return count;
}

static void test_lines_are_added_behind_a_torn_one(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char folder[] = "played-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = path_join(arena, str_from(folder), "log").s;
    FILE *file = fopen(path, "we");
    assert_non_null(file);
    fputs("whole\ntor", file);
    fclose(file);
    PlayLog *log = play_log_open(path, 0);
    assert_non_null(log);
    for (int i = 0; i < 500; i++)
        play_log_add(log, str_printf(arena, "line %d", i));
    play_log_close(log);
    Str bytes = content(arena, path);
    assert_true(str_starts(bytes, "whole\ntor\nline 0\nline 1\n"));
    assert_true(str_ends(bytes, "line 499\n"));
    assert_int_equal(lines_in(bytes), 502);
    unlink(path);
    rmdir(folder);
    arena_free(arena);
}

static void test_a_long_one_is_rotated(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char folder[] = "played-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = path_join(arena, str_from(folder), "log").s;
    for (int run = 0; run < 2 + PLAY_LOG_KEPT; run++) {
        PlayLog *log = play_log_open(path, 16);
        play_log_add(log, str_printf(arena, "this is run %d", run));
        play_log_add(log, str_from("and its second line"));
        play_log_close(log);
    }
    assert_true(str_find(content(arena, path), "and its second line\n") != SIZE_MAX);
    for (int i = 1; i <= PLAY_LOG_KEPT; i++) {
        const char *old = arena_printf(arena, "%s.%d", path, i);
        assert_true(content(arena, old).len > 0);
        unlink(old);
    }
    assert_false(file_exists(arena_printf(arena, "%s.%d", path, PLAY_LOG_KEPT + 1)));
    unlink(path);
    rmdir(folder);
    arena_free(arena);
}

static void test_a_place_that_cannot_be_written_stops_nobody(void **state) {
    (void)state;
    PlayLog *log = play_log_open("/nowhere/at/all/log", 0);
    assert_non_null(log);
    play_log_add(log, str_from("line"));
    play_log_close(log);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_added_behind_a_torn_one),
        cmocka_unit_test(test_a_long_one_is_rotated),
        cmocka_unit_test(test_a_place_that_cannot_be_written_stops_nobody),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
