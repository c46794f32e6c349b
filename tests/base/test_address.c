/* test_address.c: files told from URLs, what a reference means, and what is shown of an address. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <string.h>

#include "base/address.h"

static void urls_are_told_from_files(void **context) {
    (void)context;
    assert_true(address_is_web("https://x/y"));
    assert_true(address_is_web("HTTP://x"));
    assert_false(address_is_web("/srv/https.yaml"));
    assert_false(address_is_web("https"));
    assert_false(address_is_web("ftp://x/y"));
    assert_true(address_has_scheme(str_from("data:image/png;base64,AAAA")));
    assert_true(address_has_scheme(str_from("ftp://x")));
    assert_false(address_has_scheme(str_from("logos/a:b.png")));
    assert_false(address_has_scheme(str_from("a.png")));
}

static void keys_are_not_shown(void **context) {
    (void)context;
    static const struct {
        const char *url, *shown;
    } cases[] = {
        {"https://x.org/day.json", "https://x.org/day.json"},
        {"https://av:secret@x.org/day.json", "https://x.org/day.json"},
        {"https://av:se@cret@x.org:8/a@b", "https://x.org:8/a@b"},
        {"https://x.org/day.json?key=secret#part", "https://x.org/day.json?…"},
        {"https://x.org?key=a@b", "https://x.org?…"},
        {"https://x.org/day.json#part", "https://x.org/day.json"},
        {"day.yaml?", "day.yaml?"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str shown = address_public_name(arena, cases[i].url);
        if (!str_equal_c(shown, cases[i].shown))
            fail_msg("%s: %.*s", cases[i].url, str_arg(shown));
        Str name = address_file_name(arena, str_from(cases[i].url), ".copy");
        if (str_find(name, "secret") != SIZE_MAX || str_find(name, "key") != SIZE_MAX)
            fail_msg("%s: %.*s", cases[i].url, str_arg(name));
    }
    arena_free(arena);
}

static void sources_are_taken_as_they_are_copied(void **context) {
    (void)context;
    static const struct {
        const char *typed, *taken; /* NULL: not taken */
    } cases[] = {
        {"day.yaml", "day.yaml"},
        {"a:b.yaml", "a:b.yaml"},
        {"https://x.org/a", "https://x.org/a"},
        {"webcal://x.org/a.ics?key=1", "https://x.org/a.ics?key=1"},
        {"webcals://x.org/a.ics", "https://x.org/a.ics"},
        {"webcal://127.0.0.1:8000/a.ics", "http://127.0.0.1:8000/a.ics"},
        {"webcal://localhost/a.ics", "http://localhost/a.ics"},
        {"webcal://localhost.example/a.ics", "https://localhost.example/a.ics"},
        {"webcals://localhost/a.ics", "https://localhost/a.ics"},
        {"WEBCAL://x.org/a.ics", "https://x.org/a.ics"},
        {"file:///srv/my%20day.yaml", "/srv/my day.yaml"},
        {"file://localhost/srv/day.yaml", "/srv/day.yaml"},
        {"file:/srv/day.yaml", "/srv/day.yaml"},
        {"file:///srv/100%", "/srv/100%"},
        {"file:///srv/a%00b", "/srv/a%00b"},
        {"file://server/day.yaml", NULL},
        {"file:day.yaml", NULL},
        {"ftp://x.org/day.yaml", NULL},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        const char *taken = NULL;
        Str problem = {0};
        bool is_taken = address_of_source(arena, str_from(cases[i].typed), &taken, &problem);
        if (is_taken != (cases[i].taken != NULL) ||
            (is_taken && strcmp(taken, cases[i].taken) != 0) || (!is_taken && !problem.len))
            fail_msg("%s: %s", cases[i].typed, is_taken ? taken : "not taken");
    }
    arena_free(arena);
}

/* The examples of RFC 3986, 5.4, and some that climb. */
static void references_are_resolved(void **context) {
    (void)context;
    static const struct {
        const char *reference, *meant;
    } cases[] = {
        {"git:h", "git:h"},           {"g", "http://a/b/c/g"},
        {"./g", "http://a/b/c/g"},    {"g/", "http://a/b/c/g/"},
        {"/g", "http://a/g"},         {"//g", "http://g"},
        {"?y", "http://a/b/c/d;p?y"}, {"g?y", "http://a/b/c/g?y"},
        {"#s", "http://a/b/c/d;p?q"}, {"g#s", "http://a/b/c/g"},
        {";x", "http://a/b/c/;x"},    {"", "http://a/b/c/d;p?q"},
        {".", "http://a/b/c/"},       {"..", "http://a/b/"},
        {"../g", "http://a/b/g"},     {"../..", "http://a/"},
        {"../../g", "http://a/g"},    {"../../../g", "http://a/g"},
        {"/./g", "http://a/g"},       {"/../g", "http://a/g"},
        {"g.", "http://a/b/c/g."},    {"..g", "http://a/b/c/..g"},
        {"./g/.", "http://a/b/c/g/"}, {"g/./h", "http://a/b/c/g/h"},
        {"g/../h", "http://a/b/c/h"}, {"g?y/../x", "http://a/b/c/g?y/../x"},
    };
    Arena *arena = arena_create();
    for (size_t i = 0; i < countof(cases); i++) {
        Str meant =
            address_resolve(arena, str_from("http://a/b/c/d;p?q"), str_from(cases[i].reference));
        if (!str_equal_c(meant, cases[i].meant))
            fail_msg("%s: %.*s", cases[i].reference, str_arg(meant));
    }
    assert_true(
        str_equal_c(address_resolve(arena, str_from("https://x.org?k=1"), str_from("logos/a.png")),
                    "https://x.org/logos/a.png"));
    arena_free(arena);
}

static void servers_are_compared(void **context) {
    (void)context;
    static const struct {
        const char *a, *b;
        bool is_same;
    } cases[] = {
        {"https://x.org/a", "https://x.org/b/c.png", true},
        {"https://x.org/a", "HTTPS://X.org:443/b", true},
        {"https://av:secret@x.org/a", "https://x.org/b", true},
        {"http://x.org:80/a", "http://x.org/b", true},
        {"https://x.org/a", "http://x.org/b", false},
        {"https://x.org/a", "https://x.org:8443/b", false},
        {"https://x.org/a", "https://x.org.evil.net/b", false},
        {"https://x.org/a", "https://x.org@evil.net/b", false},
        {"https://x.org/a", "logos/b.png", false},
    };
    for (size_t i = 0; i < countof(cases); i++)
        if (address_is_same_server(str_from(cases[i].a), str_from(cases[i].b)) != cases[i].is_same)
            fail_msg("%s and %s", cases[i].a, cases[i].b);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(urls_are_told_from_files),
        cmocka_unit_test(keys_are_not_shown),
        cmocka_unit_test(sources_are_taken_as_they_are_copied),
        cmocka_unit_test(references_are_resolved),
        cmocka_unit_test(servers_are_compared),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
