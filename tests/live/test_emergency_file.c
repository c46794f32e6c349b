/* test_emergency_file.c: emergency.txt in whatever a person saved it. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

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

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(it_is_there_as_long_as_the_file),
        test(it_need_not_be_utf8),
        test(a_long_one_is_a_text),
        test(what_cannot_be_read_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
