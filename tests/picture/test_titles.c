/* test_titles.c: titles for recordings: which sessions have one, what their files are called, and
 * that the PDF has the same pixels. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/files.h"
#include "output/png.h"
#include "own_resources.h"
#include "picture/titles.h"

static const struct {
    const char *id;
    const char *name; /* ends with * where digits follow */
} NAMES[] = {
    {"keynote", "keynote"},  {"2026-05-16_main", "2026-05-16_main"},
    {"Panel", "Panel-*"}, /* some systems have no case */
    {"panel", "panel-*"},    {"a/b", "a-b-*"},
    {"a:b", "a-b-*"},        {"../../etc/passwd", "etc-passwd-*"},
    {".hidden", "hidden-*"}, {"开幕", "*"},
    {"闭幕", "*"},           {"-", "*"},
    {"x y  z", "x-y-z-*"},   {"CON", "CON"},
};

static bool is_hidden_or_path(Str name) {
    for (size_t i = 0; i < name.len; i++)
        if (!strchr("-_", name.s[i]) && !(name.s[i] >= '0' && name.s[i] <= '9') &&
            !(name.s[i] >= 'a' && name.s[i] <= 'z') && !(name.s[i] >= 'A' && name.s[i] <= 'Z'))
            return true;
    return name.len == 0;
}

static void names_are_safe_and_stay(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Session sessions[countof(NAMES) + 1] = {0};
    char long_id[400];
    memset(long_id, 'x', sizeof long_id);
    for (size_t i = 0; i < countof(NAMES); i++)
        sessions[i].id = str_from(NAMES[i].id);
    sessions[countof(NAMES)].id = (Str){.s = long_id, .len = sizeof long_id};
    Schedule schedule = {.sessions = sessions, .session_count = countof(sessions)};
    Str names[countof(sessions)];
    for (size_t i = 0; i < countof(sessions); i++) {
        Str name = names[i] = title_file_name(arena, &schedule, &sessions[i]);
        assert_false(is_hidden_or_path(name));
        assert_true(name.len <= 100);
        for (size_t k = 0; k < i; k++)
            assert_false(str_equal(names[k], name));
        if (i == countof(NAMES))
            break;
        Str wanted = str_from(NAMES[i].name);
        bool has_digits = str_ends(wanted, "*");
        Str begin = str_slice(wanted, 0, wanted.len - has_digits);
        if (!has_digits ? !str_equal(name, wanted)
                        : name.len != begin.len + 8 || memcmp(name.s, begin.s, begin.len) != 0)
            fail_msg("%s: %.*s", NAMES[i].id, str_arg(name));
    }
    /* Other sessions, moved ones, do not change a name. */
    Schedule alone = {.sessions = sessions + 4, .session_count = 1};
    assert_true(str_equal(title_file_name(arena, &alone, &sessions[4]), names[4]));
    arena_free(arena);
}

static size_t count_of(Str bytes, const char *word) {
    size_t count = 0;
    for (size_t at; (at = str_find(bytes, word)) != SIZE_MAX; count++)
        bytes = str_slice(bytes, at + 1, bytes.len);
    return count;
}

/* Where the table says that an object is, it is. */
static void check_table(Str pdf) {
    size_t at = str_find(pdf, "startxref\n");
    assert_true(at != SIZE_MAX);
    size_t table = strtoul(pdf.s + at + 10, NULL, 10), size;
    assert_int_equal(sscanf(pdf.s + table, "xref\n0 %zu\n", &size), 1);
    const char *line = strchr(pdf.s + table + 5, '\n') + 1;
    for (size_t i = 1; i < size; i++) {
        line += 20;
        char wanted[32];
        size_t offset = strtoul(line, NULL, 10);
        snprintf(wanted, sizeof wanted, "%zu 0 obj\n", i);
        assert_true(offset < pdf.len && strncmp(pdf.s + offset, wanted, strlen(wanted)) == 0);
    }
}

static void each_recorded_session_has_one(void **state) {
    (void)state;
    Arena *arena = arena_create();
    Resources resources = own_resources();
    SourceSettings settings = {.resources = &resources,
                               .path =
                                   TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"};
    Source *source = source_open(&settings, 0, NULL);
    assert_non_null(source->schedule);
    ScreenSettings size = {.resources = &resources, .width = 640, .height = 360};
    Screen *screen = screen_create(&size);
    screen_set_schedule(screen, source->schedule, source->room, source->loaded->folders);
    char folder[] = "/tmp/kiosk-titles-XXXXXX";
    assert_non_null(mkdtemp(folder));
    assert_int_equal(titles_write(screen, source, folder), EXIT_FINE);
    size_t titles = 0, left_out = 0;
    Str pdf, path = path_join(arena, str_from(folder), "titles.pdf");
    assert_true(file_read(arena, path.s, &pdf));
    for (size_t i = 0; i < source->schedule->session_count; i++) {
        const Session *session = &source->schedule->sessions[i];
        Str name = title_file_name(arena, source->schedule, session);
        Str file =
            path_join(arena, str_from(folder), arena_printf(arena, "%.*s.png", str_arg(name)));
        Pixmap pixels;
        bool is_there = png_read(file.s, &pixels);
        assert_int_equal(is_there, session->type != SESSION_BREAK &&
                                       session->type != SESSION_SOCIAL && !session->do_not_record &&
                                       session->status != SESSION_CANCELLED);
        left_out += !is_there;
        if (!is_there)
            continue;
        assert_int_equal(pixels.width, 640);
        titles++;
        pixmap_free(&pixels);
        unlink(file.s);
    }
    assert_true(titles > 10 && left_out > 5);
    assert_int_equal(count_of(pdf, "/Type /Page /"), titles);
    assert_int_equal(count_of(pdf, "/Predictor 15"), titles);
    check_table(pdf);
    unlink(path.s);
    assert_int_equal(rmdir(folder), 0); /* and nothing else is there */
    screen_free(screen);
    source_close(source);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(names_are_safe_and_stay),
        cmocka_unit_test(each_recorded_session_has_one),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
