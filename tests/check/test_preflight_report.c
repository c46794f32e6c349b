/* test_preflight_report.c: the findings of several files as one JSON document, and addresses that
 * are none. */
#include <jansson.h>

#include "check/preflight_links.h"
#include "preflight_run.h"

static void two_files_make_one_json_document(void **state) {
    const Fixture *f = *state;
    Run run = run_create();
    const char *bad = day_text(run.arena, "logo: pics/intell.png", "title: The 𓀀 sign",
                               "display: {theme: pale.yaml}");
    const char *late = day_text(run.arena, "url: nowhere", "title: T", "");
    run_file(&run, f, &(PreflightSettings){0}, write_day(f, "other.yaml", late), "2026-05-16 08:00",
             NULL);
    run_file(&run, f, &(PreflightSettings){0}, write_day(f, "day.yaml", bad), "2026-05-16 08:00",
             NULL);
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    check_report_print_json(&run.report, true, to);
    fclose(to);
    json_error_t error;
    json_t *root = json_loads(text, JSON_REJECT_DUPLICATES, &error);
    if (!root)
        fail_msg("%s\n%s", error.text, text);
    static const struct {
        const char *file, *code, *severity, *text;
        json_int_t line;
    } WANTED[] = {
        {"other.yaml", "bad-url", "warning", "  url: nowhere", 5},
        {"day.yaml", "image-missing", "error", "  logo: pics/intell.png", 5},
        {"day.yaml", "no-glyph", "error", "        title: The 𓀀 sign", 12},
    };
    json_t *findings = json_object_get(root, "findings"), *item;
    size_t index, wanted = 0;
    json_array_foreach(findings, index, item) {
        if (strcmp(json_string_value(json_object_get(item, "severity")), "note") == 0 ||
            wanted == countof(WANTED))
            continue;
        Str file = str_from(json_string_value(json_object_get(item, "file")));
        assert_true(str_ends(file, WANTED[wanted].file));
        assert_string_equal(json_string_value(json_object_get(item, "code")), WANTED[wanted].code);
        assert_string_equal(json_string_value(json_object_get(item, "severity")),
                            WANTED[wanted].severity);
        assert_string_equal(json_string_value(json_object_get(item, "text")), WANTED[wanted].text);
        assert_int_equal(json_integer_value(json_object_get(item, "line")), WANTED[wanted].line);
        assert_true(json_integer_value(json_object_get(item, "column")) > 0);
        assert_true(json_is_string(json_object_get(item, "hint")));
        wanted++;
    }
    assert_int_equal(wanted, countof(WANTED));
    assert_int_equal(json_array_size(json_object_get(root, "schedules")), 2);
    json_t *counts = json_object_get(root, "counts");
    assert_int_equal(json_integer_value(json_object_get(counts, "error")), 2);
    assert_int_equal(json_integer_value(json_object_get(counts, "error")),
                     check_report_count(&run.report, SEVERITY_ERROR));
    assert_int_equal(json_integer_value(json_object_get(root, "exit")), EXIT_SCHEDULE);
    json_decref(root);
    free(text);
    run_free(&run);
}

static void lines_in_other_encodings_make_good_json(void **state) {
    (void)state;
    Arena *arena = arena_create();
    CheckReport report = check_report_create(arena);
    Diagnostics file =
        diagnostics_create(arena, str_from("a.yaml"), str_from("ok\ntitle: \xB5\xDA\xD2\xBB\n"));
    diagnostics_add(&file, SEVERITY_WARNING, "odd", (Position){2, 1, 3}, NULL, "%s", "odd");
    check_report_add_file(&report, &file);
    check_report_add_file(&report, &file); /* the same one is said once */
    char *text = NULL;
    size_t len = 0;
    FILE *to = open_memstream(&text, &len);
    check_report_print_json(&report, false, to);
    fclose(to);
    json_t *root = json_loads(text, 0, NULL);
    assert_non_null(root);
    json_t *findings = json_object_get(root, "findings");
    assert_int_equal(json_array_size(findings), 1);
    const char *line = json_string_value(json_object_get(json_array_get(findings, 0), "text"));
    assert_true(str_starts(str_from(line), "title: "));
    assert_true(str_is_utf8(str_from(line)));
    json_decref(root);
    free(text);
    arena_free(arena);
}

/* ---- addresses ------------------------------------------------------------------------------ */

static void addresses_are_told_from_other_words(void **state) {
    (void)state;
    static const struct {
        const char *url;
        const char *hint; /* NULL: it is good; "": no hint */
    } LINKS[] = {
        {"https://example.org", NULL},
        {"http://example.org:8080/a?b#c", NULL},
        {"HTTPS://例え.jp/道", NULL},
        {"https://user@example.org/", NULL},
        {"https://[2001:db8::1]/", NULL},
        {"http://localhost:3000", NULL},
        {"mailto:team@example.org", NULL},
        {"WIFI:S:Guest;T:WPA;P:open;;", NULL},
        {"example.org/x", "write \"https://example.org/x\""},
        {"//example.org/x", "write \"https://example.org/x\""},
        {"example.org:8080/x", "write \"https://example.org:8080/x\""},
        {"htps://example.org", "did you mean \"https://example.org\"?"},
        {"hhtp://example.org", "did you mean \"http://example.org\"?"},
        {"https:/example.org", "write \"https://example.org\""},
        {"https:example.org", "write \"https://example.org\""},
        {"https://", "write a whole address: https://example.org/page"},
        {"https://exa mple.org", "an address has no spaces: delete them, or write %20"},
        {"https：//example.org/a", "write \"https://example.org/a\""},
        {"our website", "an address has no spaces: delete them, or write %20"},
        {"website", "write a whole address: https://example.org/page"},
        {"https://example..org", "write a whole address: https://example.org/page"},
    };
    for (size_t i = 0; i < countof(LINKS); i++) {
        Arena *arena = arena_create();
        Str hint;
        const char *problem = link_problem(arena, str_from(LINKS[i].url), &hint);
        if ((problem == NULL) != (LINKS[i].hint == NULL) ||
            (problem && !str_equal_c(hint, LINKS[i].hint)))
            fail_msg("%s: %s; \"%.*s\"", LINKS[i].url, problem ? problem : "good", str_arg(hint));
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(two_files_make_one_json_document),
        cmocka_unit_test(lines_in_other_encodings_make_good_json),
        cmocka_unit_test(addresses_are_told_from_other_words),
    };
    return cmocka_run_group_tests(tests, set_up, tear_down);
}
