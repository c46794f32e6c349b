/* test_emergency_file.c: emergency.txt in whatever a person saved it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "base/files.h"
#include "folder.h"
#include "live/emergency_file.h"

typedef struct {
    char folder[PATH_MAX];
    const char *path;
    EmergencyFile file;
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    folder_fresh(world->folder, sizeof world->folder, "emergency");
    world->path = folder_file(world->folder, "emergency.txt");
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    emergency_file_close(&world->file);
    folder_remove(world->folder);
    free(world);
    return 0;
}

static void put_bytes(const World *world, const char *bytes, size_t len) {
    FILE *file = fopen(world->path, "we");
    assert_true(file && fwrite(bytes, 1, len, file) == len && fclose(file) == 0);
}

static void it_is_there_as_long_as_the_file(void **context) {
    World *world = *context;
    assert_false(emergency_file_read(&world->file, world->path));
    put_bytes(world, "Fire\n", 5);
    assert_true(emergency_file_read(&world->file, world->path));
    assert_true(str_equal_c(world->file.emergency.text, "Fire"));
    assert_false(emergency_file_read(&world->file, world->path));
    assert_int_equal(world->file.problem.len, 0);
    put_bytes(world, " \n\n", 3);
    assert_true(emergency_file_read(&world->file, world->path));
    assert_int_equal(world->file.emergency.text.len, 0);
    unlink(world->path);
    assert_false(emergency_file_read(&world->file, world->path));
    assert_false(emergency_file_read(&world->file, NULL));
    assert_int_equal(world->file.problem.len, 0);
}

static void it_need_not_be_utf8(void **context) {
    World *world = *context;
    static const struct {
        const char *name, *bytes;
        size_t len;
        const char *text, *problem; /* what is in it; NULL: there is none */
    } cases[] = {
        {"UTF-8 with a mark", "\xEF\xBB\xBF请离场", 12, "请离场", NULL},
        {"UTF-16", "\xFF\xFEH\0i\0", 6, "Hi", NULL},
        {"GB18030", "\xC7\xEB\xC1\xA2\xBC\xB4\xC0\xEB\xB3\xA1", 10, "请立即离场", "GB18030"},
        {"Latin-1", "Verlassen Sie das Geb\xE4ude", 25, "Verlassen Sie das Gebäude",
         "windows-1252"},
        {"Shift_JIS", "\x82\xB7\x82\xAE\x94\xF0\x93\xEF", 8, "すぐ避難", "Shift_JIS"},
        {"a scratch", "请\xFF离场", 10, "请\uFFFD离场", "not UTF-8"},
        {"no text", "\xFF\xFE\0\xD8\n", 5, "!", "not UTF-8"}, /* half a pair of UTF-16 */
    };
    for (size_t i = 0; i < countof(cases); i++) {
        put_bytes(world, cases[i].bytes, cases[i].len);
        emergency_file_read(&world->file, world->path);
        Str text = world->file.emergency.text, problem = world->file.problem;
        if (!str_equal_c(text, cases[i].text))
            fail_msg("%s: \"%.*s\"", cases[i].name, str_arg(text));
        bool is_told =
            cases[i].problem ? str_find(problem, cases[i].problem) != SIZE_MAX : problem.len == 0;
        if (!is_told)
            fail_msg("%s: the problem is \"%.*s\"", cases[i].name, str_arg(problem));
    }
}

/* Pages of text are text, and what is cut is cut behind a character. */
static void a_long_one_is_a_text(void **context) {
    World *world = *context;
    static char text[EMERGENCY_FILE_MAX + 3 * 1024];
    for (size_t i = 0; i + 3 <= sizeof text; i += 3)
        memcpy(text + i, "请", 3);
    put_bytes(world, text, 4560);
    emergency_file_read(&world->file, world->path);
    assert_int_equal(world->file.emergency.text.len, 4560);
    assert_int_equal(world->file.problem.len, 0);
    put_bytes(world, text, sizeof text / 3 * 3);
    emergency_file_read(&world->file, world->path);
    Str shown = world->file.emergency.text;
    assert_int_equal(shown.len, EMERGENCY_FILE_MAX / 3 * 3);
    assert_true(str_is_utf8(shown));
    assert_true(str_find(world->file.problem, "too long") != SIZE_MAX);
}

static void what_cannot_be_read_is_told(void **context) {
    World *world = *context;
    assert_int_equal(mkdir(world->path, 0700), 0); /* a folder of that name */
    emergency_file_read(&world->file, world->path);
    assert_int_equal(world->file.emergency.text.len, 0);
    assert_true(world->file.problem.len > 0);
}

/* An emergency ends when its file is taken out of its folder, and by nothing that merely makes it
 * unreadable. */
static void what_cannot_be_read_has_not_ended(void **context) {
    World *world = *context;
    char away[PATH_MAX + 8];
    snprintf(away, sizeof away, "%s.away", world->folder);
    enum { FOLDER, PIPE, LOOP, NOWHERE, AWAY, KIND_COUNT };
    for (int kind = 0; kind < KIND_COUNT; kind++) {
        put_bytes(world, "Fire", 4);
        emergency_file_read(&world->file, world->path);
        if (kind != AWAY)
            unlink(world->path);
        if (kind == FOLDER)
            assert_int_equal(mkdir(world->path, 0700), 0);
        if (kind == PIPE)
            assert_int_equal(mkfifo(world->path, 0600), 0);
        if (kind == LOOP)
            assert_int_equal(symlink("emergency.txt", world->path), 0);
        if (kind == NOWHERE)
            assert_int_equal(symlink("no such file", world->path), 0);
        if (kind == AWAY)
            assert_int_equal(rename(world->folder, away), 0);
        for (int i = 0; i < 2; i++) {
            assert_false(emergency_file_read(&world->file, world->path));
            if (!str_equal_c(world->file.emergency.text, "Fire"))
                fail_msg("%d: the emergency has gone", kind);
            assert_true(world->file.is_unread);
            assert_true(str_find(world->file.problem, "holds until") != SIZE_MAX);
        }
        if (kind == AWAY)
            assert_int_equal(rename(away, world->folder), 0);
        remove(world->path);
        assert_true(emergency_file_read(&world->file, world->path));
        assert_false(world->file.is_unread);
        assert_int_equal(world->file.problem.len, 0);
    }
    /* Another schedule's file is another matter. */
    put_bytes(world, "Fire", 4);
    emergency_file_read(&world->file, world->path);
    assert_true(emergency_file_read(&world->file, "/no such folder/emergency.txt"));
    assert_int_equal(world->file.emergency.text.len, 0);
    assert_int_equal(world->file.problem.len, 0);
}

/* What is said once in an hour, elsewhere, is said of each emergency. */
static void the_same_one_is_logged_each_time(void **context) {
    World *world = *context;
    fflush(stderr);
    const char *path = folder_file(world->folder, "log");
    int kept_stderr = dup(2), log = open(path, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    assert_true(kept_stderr >= 0 && log >= 0 && dup2(log, 2) == 2);
    for (int i = 0; i < 3; i++) {
        put_bytes(world, "Leave now", 9);
        emergency_file_read(&world->file, world->path);
        unlink(world->path);
        emergency_file_read(&world->file, world->path);
    }
    assert_true(dup2(kept_stderr, 2) == 2);
    close(kept_stderr);
    close(log);
    Arena *arena = arena_create();
    Str said;
    assert_true(file_read(arena, path, &said));
    size_t raised = 0, ended = 0;
    for (size_t at; (at = str_find(said, "\n")) != SIZE_MAX;
         said = str_slice(said, at + 1, said.len)) {
        Str line = str_slice(said, 0, at);
        raised += str_find(line, "Leave now") != SIZE_MAX;
        ended += str_find(line, "no emergency any more") != SIZE_MAX;
    }
    assert_int_equal(raised, 3);
    assert_int_equal(ended, 3);
    arena_free(arena);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(it_is_there_as_long_as_the_file),
        test(it_need_not_be_utf8),
        test(a_long_one_is_a_text),
        test(what_cannot_be_read_is_told),
        test(what_cannot_be_read_has_not_ended),
        test(the_same_one_is_logged_each_time),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
