/* test_json_file.c: JSON files that are broken or odd: each gives a schedule or an error, and every
 * place that is named is one. The numbers come from a generator with a fixed seed: a failure prints
 * the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "formats/places.h"
#include "loaded.h"

/* Loads the text; true when there was a schedule. Whatever is wrong with it, every session's place
 * is an object of the file, or is said to be unknown. */
static bool check(Str text) {
    Loaded loaded = load_bytes(text, "test.json");
    const Schedule *schedule = loaded.schedule;
    for (size_t i = 0; schedule && i < schedule->session_count; i++) {
        Position at = schedule->sessions[i].at;
        size_t offset = at.line ? places_offset(text, at.line, at.column) : 0;
        if (at.line && (offset >= text.len || text.s[offset] != '{'))
            fail_msg("session %zu is at %d:%d of\n%.*s", i, (int)at.line, (int)at.column,
                     str_arg(text));
    }
    if (!schedule && !diagnostics_has_errors(&loaded.diagnostics))
        fail_msg("no schedule and no word of it:\n%.*s", str_arg(text));
    bool is_schedule = schedule != NULL;
    loaded_free(&loaded);
    return is_schedule;
}

/* ---- files ---- */

static const char *const FILES[] = {"frab.json", "opass.json",     "sessionize.json",
                                    "list.json", "half-pair.json", "pretalx-dump.json"};

static Str read_import(Arena *arena, const char *name) {
    return loaded_file(arena,
                       arena_printf(arena, "%s/tests/formats/import/%s", TEST_SOURCE_DIR, name));
}

/* Files that are odd where the walk for places looks. */
static const char *const ODD[] = {
    "",
    " ",
    "{}",
    "[]",
    "{\"sessions\":[{}],\"rooms\":[]}",
    "{\"sessions\":[{}{}],\"rooms\":[]}",
    "{\"sessions\":[1{}],\"rooms\":[]}",
    "{\"sessions\":[-{}],\"rooms\":[]}",
    "{\"sessions\":[{}],\"rooms\":[]} {}",
    "{\"sessions\":[{},],\"rooms\":[]}",
    "{\"sessions\":[{\"start\":\"2027-03-05T10:00:00+01:00\",\"id\":\"a\",\"zh\":{\"title\":"
    "\"T\"}}],\"rooms\":[],\"session_types\":[]}",
    /* keys that stand twice */
    "{\"sessions\":[{\"start\":\"2027-03-05T10:00:00+01:00\",\"id\":\"a\",\"title\":\"A\"}],"
    "\"sessions\":[{\"start\":\"2027-03-05T11:00:00+01:00\",\"id\":\"b\",\"title\":\"B\"}],"
    "\"rooms\":[],\"session_types\":[]}",
    "{\"conference\":{\"days\":[{\"date\":\"2027-03-05\",\"rooms\":{\"A\":[],\"B\":[{\"start\":"
    "\"10:00\",\"title\":\"b\"}],\"A\":[{\"start\":\"11:00\",\"title\":\"a\"}]}}]}}",
    "{\"conference\":{\"days\":[{\"date\":\"2027-03-05\",\"rooms\":{\"A\":[{\"start\":\"10:00\","
    "\"title\":\"b\",\"title\":\"c\"}]}}]}}",
    /* keys in other words */
    "{\"\\u0073essions\":[1,2],\"rooms\":[],\"session_types\":[],\"sessions\":[{},{}]}",
    "{\"sessions\":[{},{}],\"\\u0073essions\":[0,1],\"rooms\":[],\"session_types\":[]}",
    /* other things than objects */
    "{\"conference\":{\"days\":[{\"date\":\"2027-03-05\",\"rooms\":{\"A\":[0,{\"start\":\"10:00\","
    "\"title\":\"b\"},null]}}]}}",
    "{\"conference\":{\"days\":{\"1\":{\"date\":\"2027-03-05\",\"rooms\":{\"A\":[{\"start\":"
    "\"10:00\",\"title\":\"b\"}]}}}}}",
    "{\"conference\":{\"days\":[{\"date\":\"2027-03-05\",\"rooms\":[[{\"start\":\"10:00\",\"title\":"
    "\"b\"}]]}]}}",
    /* lists that are not asked for, one of them broken */
    "{\"speakers\":[{\"id\":1},{\"id\":01}],\"conference\":{\"days\":[{\"date\":\"2027-03-05\","
    "\"rooms\":{\"A\":[{\"start\":\"10:00\",\"title\":\"b\"}]}}]}}",
    "{\"speakers\":[{\"id\":1}],\"conference\":{\"days\":[{\"date\":\"2027-03-05\","
    "\"rooms\":{\"A\":[{\"start\":\"10:00\",\"title\":\"b\"}]}}]}}",
    "{\"speakers\":[{\"id\":1}, {\"id\":\"\\ud800\"}],\"what\":1}",
    "{\"speakers\":[{\"id\":1}, {\"id\":2}],\"what\":1}",
    "{\"speakers\":[{\"id\":1}, \"{\", {\"id\":2}],\"what\":1}",
};

static void test_files(void **state) {
    (void)state;
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(FILES); i++)
        check(read_import(arena, FILES[i]));
    for (size_t i = 0; i < countof(ODD); i++)
        check(str_from(ODD[i]));
    arena_free(arena);
}

/* 200 levels are read, the seven around what is deep here among them. */
static void test_depth(void **state) {
    (void)state;
    for (size_t depth = 180; depth <= 210; depth++) {
        Arena *arena = arena_create();
        char *levels = arena_new(arena, char, 2 * depth + 1);
        memset(levels, '[', depth);
        memset(levels + depth, ']', depth);
        const char *text = arena_printf(arena,
                                        "{\"conference\":{\"days\":[{\"date\":\"2027-03-05\","
                                        "\"rooms\":{\"A\":[{\"start\":\"10:00\",\"title\":\"b\","
                                        "\"deep\":%s}]}}]}}",
                                        levels);
        bool is_read = check(str_from(text));
        assert_int_equal(is_read, depth <= 193);
        arena_free(arena);
    }
}

/* ---- what can happen to a file ---- */

/* One change: a byte, a piece that is gone, that stands twice, or that another has taken over. */
static Str mutate(uint64_t *state, Arena *arena, Str text) {
    static const char *const PIECES[] = {"{",
                                         "}",
                                         "[",
                                         "]",
                                         ",",
                                         ":",
                                         "\"",
                                         "\\",
                                         "0",
                                         " ",
                                         "null",
                                         "{}",
                                         "[]",
                                         "\xC3",
                                         "\xFF",
                                         "\x01",
                                         "\\u0000",
                                         "\"rooms\":",
                                         "true",
                                         "1e400",
                                         "\"a\"",
                                         "-",
                                         "{\"start\":1}",
                                         "\n"};
    size_t from = splitmix_below(state, text.len + 1),
           len = splitmix_below(state, splitmix_below(state, 4) ? 4 : 200);
    size_t to = splitmix_below(state, text.len + 1);
    Str before = str_slice(text, 0, from), after = str_slice(text, from, text.len);
    Str rest = str_slice(after, len, after.len), part = str_slice(after, 0, len);
    switch (splitmix_below(state, 6)) {
    case 0:
        return str_printf(arena, "%.*s%.*s", str_arg(before), str_arg(rest));
    case 1:
        return str_printf(arena, "%.*s%.*s%.*s", str_arg(before), str_arg(part), str_arg(after));
    case 2:
        part = str_slice(text, to, len);
        return str_printf(arena, "%.*s%.*s%.*s", str_arg(before), str_arg(part), str_arg(after));
    case 3:
        return splitmix_below(state, 10) ? text : before;
    case 4:
        return str_printf(arena, "%.*s%s%.*s", str_arg(before),
                          PIECES[splitmix_below(state, countof(PIECES))],
                          str_arg(str_slice(after, 1, after.len)));
    default:
        return str_printf(arena, "%.*s%s%.*s", str_arg(before),
                          PIECES[splitmix_below(state, countof(PIECES))], str_arg(after));
    }
}

/* A member or element, with the comma behind it, again in its place or in that of another: mostly
 * still JSON, with keys that stand twice. */
static Str repeat_value(uint64_t *state, Arena *arena, Str text) {
    size_t commas[64], count = 0;
    for (size_t i = 0; i < text.len && count < countof(commas); i++)
        if (text.s[i] == ',' && splitmix_below(state, 3) == 0)
            commas[count++] = i;
    if (count < 3)
        return text;
    size_t a = splitmix_below(state, count - 1),
           at = splitmix_below(state, 2) ? a : splitmix_below(state, count);
    Str part = str_slice(text, commas[a], commas[a + 1] - commas[a]);
    return str_printf(arena, "%.*s%.*s%.*s", str_arg(str_slice(text, 0, commas[at])), str_arg(part),
                      str_arg(str_slice(text, commas[at], text.len)));
}

static void test_mutations(void **state) {
    enum { ROUNDS = 6000 };
    (void)state;
    uint64_t seed = 1;
    size_t schedules = 0;
    Arena *files = arena_create();
    Str texts[countof(FILES)];
    for (size_t i = 0; i < countof(FILES); i++)
        texts[i] = read_import(files, FILES[i]);
    for (int round = 0; round < ROUNDS; round++) {
        Arena *arena = arena_create();
        size_t file = splitmix_below(&seed, 8);
        Str text = file < 6    ? texts[file % 3]
                   : file == 6 ? texts[splitmix_below(&seed, countof(texts))]
                               : str_from(ODD[splitmix_below(&seed, countof(ODD))]);
        for (size_t changes = 1 + splitmix_below(&seed, 3); changes > 0; changes--)
            text = splitmix_below(&seed, 3) ? mutate(&seed, arena, text)
                                            : repeat_value(&seed, arena, text);
        schedules += check(text);
        arena_free(arena);
    }
    arena_free(files);
    assert_in_range(schedules, ROUNDS / 20, ROUNDS * 19 / 20); /* else it says little */
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_files),
        cmocka_unit_test(test_depth),
        cmocka_unit_test(test_mutations),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
