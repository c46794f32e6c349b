/* test_two_threads.c: a file that two threads read becomes the same schedule, with the same
 * findings in the same order, as one that is read by one: small files and large ones, ours and
 * those that conferences published, and the same files changed at random. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>

#include "../fuzz/mutate.h"
#include "base/str_builder.h"
#include "equal.h"
#include "imported.h"

/* ---- the comparison ---- */

/* All that was said, as a person reads it, and where each session stands. */
static Str all_words(Arena *arena, const Loaded *loaded) {
    StrBuilder out = {.arena = arena};
    for (size_t i = 0; i < loaded->diagnostics.count; i++)
        str_builder_put(
            &out, diagnostic_format(arena, &loaded->diagnostics, &loaded->diagnostics.items[i]));
    for (size_t i = 0; i < SEVERITY_COUNT; i++)
        str_builder_printf(&out, "%zu\n", loaded->diagnostics.counts[i]);
    const Schedule *schedule = loaded->schedule;
    for (size_t i = 0; schedule && i < schedule->session_count; i++)
        str_builder_printf(&out, "%d:%d:%d\n", (int)schedule->sessions[i].at.line,
                           (int)schedule->sessions[i].at.column,
                           (int)schedule->sessions[i].at.span);
    for (size_t i = 0; schedule && i < schedule->room_count; i++)
        str_builder_printf(&out, "%d:%d\n", (int)schedule->rooms[i].at.line,
                           (int)schedule->rooms[i].at.column);
    return str_builder_text(&out);
}

static void compare(Str source, const char *name) {
    Imported one = import_bytes_by(source, name, (FormatInput){.threads = FORMAT_ONE_THREAD});
    Imported two = import_bytes_by(source, name, (FormatInput){.threads = FORMAT_TWO_THREADS});
    Arena *arena = arena_create();
    Str expected = all_words(arena, &one.loaded), got = all_words(arena, &two.loaded);
    if (!str_equal(expected, got))
        fail_msg("%s: one thread says\n%.*s\ntwo say\n%.*s", name, str_arg(expected), str_arg(got));
    if (!one.loaded.schedule != !two.loaded.schedule)
        fail_msg("%s: only one of the two is a schedule", name);
    Difference difference;
    if (one.loaded.schedule &&
        !schedule_equal(one.loaded.schedule, two.loaded.schedule, &difference))
        fail_msg("%s: %s differs", name, difference.where);
    if (one.loaded.schedule && one.loaded.schedule->hash != two.loaded.schedule->hash)
        fail_msg("%s: the hash differs", name);
    arena_free(arena);
    imported_free(&one);
    imported_free(&two);
}

/* ---- files ---- */

static bool is_ours(const char *name) {
    size_t len = strlen(name);
    return len > 5 && (strcmp(name + len - 4, ".xml") == 0 || strcmp(name + len - 5, ".json") == 0);
}

/* Calls each(context, bytes, path) for the folder's files in XML and JSON; how many there were. */
static size_t each_file(const char *folder,
                        void (*each)(void *context, Str bytes, const char *path), void *context) {
    DIR *dir = opendir(folder);
    size_t count = 0;
    for (struct dirent *entry; dir && (entry = readdir(dir));) {
        char path[1024];
        snprintf(path, sizeof path, "%s/%s", folder, entry->d_name);
        if (!is_ours(entry->d_name))
            continue;
        Str bytes = import_slurp(path);
        if (bytes.len)
            each(context, bytes, path);
        count += bytes.len > 0;
        free((void *)bytes.s);
    }
    if (dir)
        closedir(dir);
    return count;
}

static void compare_file(void *context, Str bytes, const char *path) {
    (void)context;
    compare(bytes, path);
}

static void test_small_files(void **state) {
    (void)state;
    assert_true(each_file(IMPORT, compare_file, NULL) > 40);
    assert_true(each_file(TEST_SOURCE_DIR "/tests/formats/field", compare_file, NULL) > 3);
}

static void test_published(void **state) {
    (void)state;
    size_t count = each_file(KIOSK_REAL_DATA, compare_file, NULL);
    if (count == 0)
        print_message("skipped: no published schedules in %s (set KIOSK_REAL_DATA)\n",
                      KIOSK_REAL_DATA);
}

/* ---- a large day in which everything is wrong somewhere ---- */

static void put_event(StrBuilder *out, size_t i) {
    str_builder_printf(out, "<event id=\"%zu\" guid=\"g-%zu\">\n", i % 89 ? i : 1, i);
    if (i % 13 == 0)
        str_builder_put_c(out, "<date>yesterday</date><start>late</start>");
    else
        str_builder_printf(out, "<start>%02zu:%02zu</start>", 8 + i % 12, i % 60);
    str_builder_put_c(out, i % 17 ? "<duration>00:30</duration>" : "<duration>long</duration>");
    if (i % 19)
        str_builder_printf(out, "<title>T &amp; %zu</title>", i);
    str_builder_printf(out, "<track>Track %zu</track>", i % 7);
    if (i % 31 == 0)
        str_builder_put_c(out, "<abstract>a <blink>b</blink> <p>c</p></abstract>");
    str_builder_put_c(out, "<abstract>");
    str_builder_fill(out, 'x', i % 37 ? 80 : 30000);
    str_builder_put_c(out, "</abstract><persons>");
    for (size_t k = 0; k < i % 4; k++)
        str_builder_printf(out, "<person id=\"%zu\"><name>P%zu</name> own</person>", k, i + k);
    str_builder_put_c(out, "</persons></event>\n");
}

/* `strangers`: tracks of the conference stand between the events, so that the reader itself has
 * something to say after each. */
static Str made_up(Arena *arena, size_t events, bool has_strangers) {
    StrBuilder out = {.arena = arena};
    str_builder_put_c(&out, "<schedule><conference><title>Made up</title></conference>\n");
    for (size_t i = 0; i < events; i++) {
        if (i % 40 == 0)
            str_builder_printf(&out,
                               "%s<day date=\"%s\">\n<room name=\"Room %zu\" guid=\"r%zu\">\n",
                               i ? "</room></day>\n" : "", i == 400 ? "never" : "2027-03-05",
                               i / 40 % 9, i / 40 % 9);
        put_event(&out, i);
        if (has_strangers)
            str_builder_printf(&out,
                               "</room></day><conference><track name=\"T%zu\" color=\"#aabbcc\"/>"
                               "</conference><day date=\"x\"><room name=\"R\">\n",
                               i);
    }
    str_builder_put_c(&out, "</room></day></schedule>\n");
    return str_builder_text(&out);
}

static void test_large(void **state) {
    (void)state;
    Arena *arena = arena_create();
    compare(made_up(arena, 2000, false), "large.xml");
    compare(made_up(arena, 700, true), "strangers.xml");
    Str whole = made_up(arena, 900, false);
    for (size_t i = 1; i < 12; i++) /* cut in the middle of something */
        compare(str_slice(whole, 0, whole.len * i / 12), "cut.xml");
    arena_free(arena);
}

/* ---- files changed at random ---- */

static void add_to_mutator(void *context, Str bytes, const char *path) {
    (void)path;
    mutator_add(context, (const uint8_t *)bytes.s, bytes.len);
}

static void test_mutated(void **state) {
    enum { ROUNDS = 1500 };
    (void)state;
    Mutator mutator = mutator_create(15);
    Arena *arena = arena_create();
    each_file(IMPORT, add_to_mutator, &mutator);
    for (int i = 0; i < 30; i++) /* so that they come as often as the others together */
        add_to_mutator(&mutator, made_up(arena, (size_t)i * 6, i % 3 == 0), NULL);
    for (int i = 0; i < ROUNDS; i++) {
        const uint8_t *data;
        size_t size = mutator_next(&mutator, &data);
        char name[40];
        snprintf(name, sizeof name, "round %d", i);
        if (size < 300 * 1024)
            compare((Str){.s = (const char *)data, .len = size}, name);
    }
    arena_free(arena);
    mutator_free(&mutator);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_small_files),
        cmocka_unit_test(test_published),
        cmocka_unit_test(test_large),
        cmocka_unit_test(test_mutated),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
