/* test_json_file.c: a JSON file that is read object by object gives the same as its whole tree: the
 * same schedules, the same findings at the same places, whatever is wrong with it. The numbers come
 * from a generator with a fixed seed: a failure prints the file. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "../splitmix.h"
#include "equal.h"
#include "formats/json_read.h"
#include "loaded.h"

/* ---- both ways ---- */

typedef Schedule *(*Read)(const FormatInput *, Str, Diagnostics *);

static Loaded load_by(Read read, Str text) {
    Loaded loaded = {.arena = arena_create()};
    char *bytes = malloc(text.len ? text.len : 1); /* reading too far is caught */
    if (text.len)
        memcpy(bytes, text.s, text.len);
    Str exact = {.s = bytes, .len = text.len};
    loaded.diagnostics = diagnostics_create(loaded.arena, str_from("test.json"), exact);
    FormatInput input = {.source = exact,
                         .source_name = str_from("test.json"),
                         .now = LOADED_NOW,
                         .wants_abstracts = true};
    loaded.schedule = read(&input, exact, &loaded.diagnostics);
    free(bytes);
    return loaded;
}

static bool same_place(Position a, Position b) {
    return a.line == b.line && a.column == b.column && a.span == b.span;
}

static const char *different_finding(const Diagnostics *a, const Diagnostics *b) {
    if (a->count != b->count)
        return "number of findings";
    for (size_t i = 0; i < a->count; i++) {
        const Diagnostic *left = &a->items[i], *right = &b->items[i];
        bool is_same = left->severity == right->severity && strcmp(left->code, right->code) == 0 &&
                       same_place(left->at, right->at) &&
                       str_equal(left->message, right->message) &&
                       str_equal(left->hint, right->hint);
        if (!is_same)
            return right->message.s;
    }
    return NULL;
}

static const char *different_place(const Schedule *a, const Schedule *b) {
    for (size_t i = 0; i < a->session_count; i++)
        if (!same_place(a->sessions[i].at, b->sessions[i].at))
            return "place of a session";
    for (size_t i = 0; i < a->room_count; i++)
        if (!same_place(a->rooms[i].at, b->rooms[i].at))
            return "place of a room";
    return NULL;
}

/* True when there was a schedule. */
static bool compare(Str text) {
    Loaded pieces = load_by(json_formats_read, text);
    Loaded whole = load_by(json_formats_read_whole, text);
    const char *what = different_finding(&pieces.diagnostics, &whole.diagnostics);
    if (!what && !pieces.schedule != !whole.schedule)
        what = "schedule of one";
    if (!what && pieces.schedule) {
        Difference difference = {0};
        if (!schedule_equal(pieces.schedule, whole.schedule, &difference))
            what = "schedule";
        else
            what = different_place(pieces.schedule, whole.schedule);
    }
    if (what)
        fail_msg("%s differs:\n%.*s", what, str_arg(text));
    bool is_schedule = pieces.schedule != NULL;
    loaded_free(&pieces);
    loaded_free(&whole);
    return is_schedule;
}

/* ---- files ---- */

static const char *const FILES[] = {"frab.json", "opass.json",     "sessionize.json",
                                    "list.json", "half-pair.json", "pretalx-dump.json"};

static Str read_import(Arena *arena, const char *name) {
    return loaded_file(arena,
                       arena_printf(arena, "%s/tests/formats/import/%s", TEST_SOURCE_DIR, name));
}

/* Files that are odd where the quick way looks. */
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
        compare(read_import(arena, FILES[i]));
    for (size_t i = 0; i < countof(ODD); i++)
        compare(str_from(ODD[i]));
    arena_free(arena);
}

/* Jansson counts the levels around an object, too. */
static void test_depth(void **state) {
    (void)state;
    for (size_t depth = 1000; depth <= 2060; depth += depth == 1030 ? 990 : 1) {
        Arena *arena = arena_create();
        char *levels = arena_new(arena, char, 2 * depth + 1);
        memset(levels, '[', depth);
        memset(levels + depth, ']', depth);
        const char *text = arena_printf(arena,
                                        "{\"conference\":{\"days\":[{\"date\":\"2027-03-05\","
                                        "\"rooms\":{\"A\":[{\"start\":\"10:00\",\"title\":\"b\","
                                        "\"deep\":%s}]}}]}}",
                                        levels);
        compare(str_from(text));
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
        schedules += compare(text);
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
