/* test_import.c: `kiosk import`: the file that it writes, and its exit codes. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

#include <cmocka.h>
#include <unistd.h>

#include "base/files.h"
#include "cli/commands.h"

#define FILES TEST_SOURCE_DIR "/tests/formats/import/"
#define OUT   TEST_BUILD_DIR "/import-out.yaml"

enum { ARGS_MAX = 8 };

static int run(const char *const *args) {
    char *argv[ARGS_MAX + 3] = {(char *)"kiosk", (char *)"import"};
    int argc = 2;
    while (args[argc - 2])
        argv[argc] = (char *)args[argc - 2], argc++;
    return cli_main(argc, argv);
}

static void files_are_written(void **state) {
    (void)state;
    static const struct {
        const char *args[ARGS_MAX];
        int code;
        const char *has, *has_not; /* in the file; NULL: there is none */
    } CASES[] = {
        {{"-o", OUT, FILES "frab.json"}, EXIT_FINE, "# Made from frab.json. ", "null"},
        {{"-o", OUT, FILES "frab.json"}, EXIT_FINE, "name: Unused", "null"},
        {{"-o", OUT, FILES "frab.json"}, EXIT_FINE, "abstract: |-", "null"},
        {{"-o", OUT, "--no-abstracts", FILES "frab.json"}, EXIT_FINE, "title: Moths", "abstract"},
        {{"-o", OUT, "--timezone", "Europe/Vienna", FILES "us-dates.csv"},
         EXIT_FINE,
         "timezone: Europe/Vienna\n",
         "UTC"},
        {{"-o", OUT, FILES "frab.xml"},
         EXIT_SCHEDULE,
         "title: From afar",
         "Never"}, /* one is bad */
        {{"-o", OUT, FILES "cut.xml"}, EXIT_SCHEDULE, NULL, NULL},
        {{"-o", OUT, FILES "nothing.xml"}, EXIT_SCHEDULE, NULL, NULL},
        {{"-o", "/proc/none/day.yaml", FILES "frab.json"}, EXIT_OUTPUT, NULL, NULL},
        {{"-o", OUT, "--timezone", "Viena", FILES "us-dates.csv"}, EXIT_USAGE, NULL, NULL},
        {{"-o", OUT}, EXIT_USAGE, NULL, NULL},
    };
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        Str text = {0};
        unlink(OUT);
        int code = run(CASES[i].args);
        bool is_there = file_read(arena, OUT, &text);
        if (code != CASES[i].code || is_there != (CASES[i].has != NULL))
            fail_msg("case %zu: exit %d, %s file", i, code, is_there ? "a" : "no");
        if (is_there && str_find(text, CASES[i].has) == SIZE_MAX)
            fail_msg("case %zu: no \"%s\" in\n%.*s", i, CASES[i].has, str_arg(text));
        if (is_there && str_find(text, CASES[i].has_not) != SIZE_MAX)
            fail_msg("case %zu: \"%s\" in\n%.*s", i, CASES[i].has_not, str_arg(text));
        arena_free(arena);
    }
    unlink(OUT);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(files_are_written)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
