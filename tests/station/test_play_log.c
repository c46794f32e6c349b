/* The file of what was shown: nothing is lost, a torn end is closed, it is rotated. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <sys/stat.h>
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
    fputs("{\"from\":0}\n{\"fr", file);
    fclose(file);
    PlayLog *log = play_log_open(path, 0);
    assert_non_null(log);
    for (int i = 0; i < 500; i++)
        play_log_add(log, str_printf(arena, "line %d", i));
    size_t play_problem_len = play_log_problem(log, arena).len;
    play_log_close(log);
    Str bytes = content(arena, path);
    assert_true(str_starts(bytes, "{\"from\":0}\n{\"fr\nline 0\nline 1\n"));
    assert_int_equal(play_problem_len, 0);
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
        play_log_add(log, str_printf(arena, "{\"from\":%d}", run));
        play_log_add(log, str_from("and its second line"));
        play_log_close(log);
    }
    assert_true(str_starts(content(arena, path), "{\"from\":"));
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

/* What is told of a line that cannot be kept there; waits for the thread. */
static Str problem_of(Arena *arena, const char *path) {
    PlayLog *log = play_log_open(path, 0);
    assert_non_null(log);
    play_log_add(log, str_from("line"));
    Str problem = {0};
    for (int i = 0; i < 3000 && !problem.len; i++) {
        usleep(10000);
        problem = play_log_problem(log, arena);
    }
    play_log_close(log);
    return problem;
}

/* A pipe that nobody reads, a device, a loop, a schedule: nothing is waited for, nothing is
 * written, and it is told. */
static void test_what_is_no_such_file_is_left_alone(void **state) {
    (void)state;
    Arena *arena = arena_create();
    char folder[] = "played-XXXXXX";
    assert_non_null(mkdtemp(folder));
    const char *path = path_join(arena, str_from(folder), "log").s;
    static const char *const DAYS[] = {"kiosk: 1\nevent: {name: E}\n", "{\"schedule\": {}}\n"};
    for (size_t i = 0; i < countof(DAYS); i++) {
        FILE *file = fopen(path, "we");
        assert_non_null(file);
        fputs(DAYS[i], file);
        fclose(file);
        assert_true(str_find(problem_of(arena, path), "something else") != SIZE_MAX);
        assert_true(str_equal_c(content(arena, path), DAYS[i]));
        unlink(path);
    }
    assert_int_equal(mkfifo(path, 0600), 0);
    assert_true(str_find(problem_of(arena, path), "no regular file") != SIZE_MAX);
    unlink(path);
    static const char *const LEADS_TO[] = {"/dev/zero", "/dev/full", "log", "."};
    for (size_t i = 0; i < countof(LEADS_TO); i++) {
        assert_int_equal(symlink(LEADS_TO[i], path), 0);
        assert_true(problem_of(arena, path).len > 0);
        unlink(path);
    }
    assert_true(problem_of(arena, "/nowhere/at/all/log").len > 0);
    rmdir(folder);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_lines_are_added_behind_a_torn_one),
        cmocka_unit_test(test_a_long_one_is_rotated),
        cmocka_unit_test(test_what_is_no_such_file_is_left_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
