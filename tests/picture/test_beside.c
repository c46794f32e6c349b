/* test_beside.c: what a schedule names of servers, and what is asked for. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "picture/beside.h"
#include "schedule/pictures.h"

static const char DAY[] =
    "kiosk: 1\n"
    "event: {name: Test, timezone: UTC, logo: logos/a.png, background: ../b.png}\n"
    "display: {theme: look.yaml}\n"
    "days:\n- date: 2019-09-26\n  sessions:\n"
    "  - {time: \"09:00-10:00\", title: One, speakers: [{name: A, photo: /people/a.jpg}]}\n"
    "partners:\n"
    "  gold: [{name: Acme, logo: logos/a.png}, {name: Far, logo: \"https://far.example/f.png\"},\n"
    "    {name: Plain, logo: \"http://far.example/p.png?key=secret\"},\n"
    "    {name: Odd, logo: \"ftp://far.example/o.png\"}, {name: Other, logo: //far.example/2.png}]\n"
    "projects: [{name: Kata, logo: \"https://x.org/k.png?v=1\"}]\n";

static Source *open_url(const char *url, SourceSettings *settings, SourceContent *content,
                        const Resources *resources) {
    *content = (SourceContent){.is_url = true, .bytes = str_from(DAY)};
    *settings = (SourceSettings){.resources = resources, .path = url, .contents = content};
    return source_open(settings, 0, NULL);
}

static void expect(const Str *found, size_t count, const char *const *wanted, size_t wanted_count) {
    for (size_t i = 0; i < count && i < wanted_count; i++)
        if (str_find(found[i], wanted[i]) != 0)
            fail_msg("%zu: \"%.*s\", not \"%s\"", i, str_arg(found[i]), wanted[i]);
    assert_int_equal(count, wanted_count);
}

/* What is relative is beside the schedule's address; of other servers only https: is asked for. */
static void relative_addresses_are_beside_the_url(void **context) {
    (void)context;
    Resources none = {0};
    SourceContent content;
    SourceSettings settings;
    Source *source = open_url("http://x.org/days/day.yaml?key=secret", &settings, &content, &none);
    assert_non_null(source->schedule);
    Arena *arena = arena_create();
    Beside found = beside_find(arena, &settings, source);
    static const char *const ALL[] = {
        "http://x.org/days/look.yaml", "http://x.org/days/logos/a.png",
        "http://x.org/b.png",          "https://far.example/f.png",
        "https://x.org/k.png?v=1",     "http://x.org/people/a.jpg"};
    expect(found.addresses, found.count, ALL, countof(ALL));
    assert_true(found.has_theme);
    static const char *const REFUSED[] = {"http://far.example/p.png?…: is not asked for",
                                          "http://far.example/2.png: is not asked for"};
    expect(found.refused, found.refused_count, REFUSED, countof(REFUSED));

    settings.no_remote_pictures = true;
    found = beside_find(arena, &settings, source);
    static const char *const OWN[] = {"http://x.org/days/look.yaml",
                                      "http://x.org/days/logos/a.png", "http://x.org/b.png",
                                      "http://x.org/people/a.jpg"};
    expect(found.addresses, found.count, OWN, countof(OWN));
    arena_free(arena);
    source_close(source);
}

/* A kiosk with other sources has other files, and removes what it does not name. */
static void each_set_of_sources_has_its_folder(void **context) {
    (void)context;
    Arena *arena = arena_create();
    const char *const more[] = {"https://av:secret@y.org/b.ics?key=secret"};
    SourceSettings settings = {.path = "https://x.org/day.yaml?key=secret"};
    Str alone = beside_folder(arena, &settings, "/cache");
    assert_true(str_starts(alone, "/cache/x.org-"));
    settings.also = more;
    settings.also_count = 1;
    Str both = beside_folder(arena, &settings, "/cache");
    assert_false(str_equal(alone, both));
    assert_true(str_find(both, "secret") == SIZE_MAX);
    settings.path = "/srv/day.yaml";
    assert_true(str_find(beside_folder(arena, &settings, "/cache"), "secret") == SIZE_MAX);
    assert_int_equal(beside_folder(arena, &settings, "").len, 0);
    arena_free(arena);
}

/* Each once, the logos first, as they were written. */
static void pictures_are_listed_once(void **context) {
    (void)context;
    Arena *arena = arena_create();
    Diagnostics diagnostics = diagnostics_create(arena, str_from("day.yaml"), str_from(DAY));
    FormatInput input = {.source = str_from(DAY), .source_name = str_from("day.yaml")};
    Schedule *schedule = schedule_load(&input, &diagnostics);
    assert_non_null(schedule);
    size_t count;
    const Str *found = schedule_pictures(arena, schedule, &count);
    static const char *const ALL[] = {"logos/a.png",
                                      "../b.png",
                                      "https://far.example/f.png",
                                      "http://far.example/p.png",
                                      "ftp://far.example/o.png",
                                      "//far.example/2.png",
                                      "https://x.org/k.png",
                                      "/people/a.jpg"};
    expect(found, count, ALL, countof(ALL));
    schedule_pictures(arena, NULL, &count);
    assert_int_equal(count, 0);
    schedule_free(schedule);
    arena_free(arena);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(relative_addresses_are_beside_the_url),
        cmocka_unit_test(each_set_of_sources_has_its_folder),
        cmocka_unit_test(pictures_are_listed_once),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
