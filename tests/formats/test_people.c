/* test_people.c: names that are prepared for the stream, in kiosk's own files. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include "loaded.h"

#define DAY                                                                                        \
    "kiosk: 1\nevent: {timezone: UTC}\ndays:\n- date: 2027-03-05\n  sessions:\n"                   \
    "  - {time: 9:00-9:10, title: A}\n"

static const struct {
    const char *text, *findings, *people;
} CASES[] = {
    {DAY "people: {left: Ada (ACM), host: {name: {en: Zhou}, affiliation: x, photo: z.png}}", "",
     "left Ada (ACM), host Zhou (x)"},
    {DAY "people: {left: {affiliation: x}, right: ~, host: Ada}",
     "error missing-name 7:10; error missing-name 7:34", "host Ada ()"},
    {DAY "people: {left: Ada, left: Eve}", "warning duplicate-key 7:21", "left Eve ()"},
    {DAY "people: [Ada]", "error wrong-kind 7:9", ""},
    {DAY "people:", "", ""},
};

static void people_are_read(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Loaded loaded = load_text(CASES[i].text);
        Str list = {0};
        for (size_t k = 0; k < loaded.schedule->person_count; k++) {
            const KnownPerson *person = &loaded.schedule->people[k];
            list =
                str_printf(loaded.arena, "%.*s%s%.*s %.*s (%.*s)", str_arg(list), k ? ", " : "",
                           str_arg(person->id), str_arg(localized_get(&person->who.name, NULL, 0)),
                           str_arg(localized_get(&person->who.affiliation, NULL, 0)));
        }
        if (!str_equal_c(list, CASES[i].people))
            fail_msg("%s: %.*s", CASES[i].text, str_arg(list));
        if (strcmp(loaded_findings(&loaded), CASES[i].findings) != 0)
            fail_msg("%s: %s", CASES[i].text, loaded_findings(&loaded));
        loaded_free(&loaded);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(people_are_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
