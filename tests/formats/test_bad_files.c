/* test_bad_files.c: files as people break them, and what they are told.
 *
 * Each file of tests/formats/bad/ with all of its findings and the sessions that are left. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>
#include <dirent.h>

#include "loaded.h"

#define BAD TEST_SOURCE_DIR "/tests/formats/bad/"

static const struct {
    const char *file, *findings, *sessions;
} CASES[] = {
    {"tab.yaml", "error tab 8:1", "NULL"},
    {"colon-in-text.yaml", "error unquoted-colon 8:20; error unquoted-colon 9:20",
     "14:00-14:45 Bees: an introduction"},
    {"cut-by-hash.yaml", "warning cut-by-hash 8:26", "14:00-14:45 hall Why F# is"},
    {"cut-by-comma.yaml", "warning cut-by-comma 7:58", "14:00-14:45 hall Brot"},
    {"fullwidth-time.yaml", "note fullwidth-colon 7:15", "14:00-14:45 蜜蜂"},
    {"fullwidth-key.yaml", "error fullwidth-colon 9:13", "14:00-14:45 蜜蜂; 15:00-15:45 蜂蜜"},
    {"dashes.yaml", "",
     "08:05-08:30 A; 08:30-09:00 B; 09:00-09:30 C; 09:30-10:00 D; 10:00-10:30 E; 10:30-11:00 F; "
     "11:00-11:30 G; 11:30-12:00 H"},
    {"minutes-for-time.yaml", "error bad-time 7:16; error bad-time 10:16; error bad-time 11:14",
     "NULL"},
    {"no-end.yaml", "warning missing-end 7:17; warning missing-end 8:17; warning missing-end 9:17",
     "14:00-15:00 hall Bees; 14:20-14:50 annex Ants; 15:00-15:30 hall Wasps"},
    {"end-first.yaml", "error end-before-start 7:31; error end-before-start 8:31",
     "16:00-16:30 Ants"},
    {"over-midnight.yaml", "",
     "22:00-06:00+ Night walk; 22:30-01:15+ Moths; 00:00+-00:45+ Owls; 02:10+-02:40+ Bats"},
    {"gb18030.yaml", "warning not-utf8 7:36", "14:00-14:45 蜜蜂与养蜂人的一天"},
    {"utf-16le.yaml", "", "14:00-14:45 蜜蜂"},
    {"bom-crlf.yaml", "", "14:00-14:45 Bees"},
    {"bad-byte.yaml", "warning bad-utf8 7:39", "14:00-14:45 蜜蜂与\xEF\xBF\xBD人"},
    {"no-break-space.yaml", "error odd-space 8:1", "14:00-14:45 hall Bees"},
    {"ideographic-space.yaml", "error odd-space 7:1", "NULL"},
    {"curly-quotes.yaml", "warning curly-quotes 7:15; warning curly-quotes 9:16",
     "14:00-14:45 “Bees”; 15:00-15:45 Wasps"},
    {"key-twice.yaml", "warning duplicate-key 10:9", "14:00-14:45 hall Wasps"},
    {"plain-words.yaml", "", "14:00-14:45 yes"},
    {"reserved.yaml",
     "error reserved-character 8:16; error reserved-character 9:19; error anchor 10:15; error "
     "alias 11:14; error tag 12:20",
     "14:00-14:45 @bees"},
    {"two-at-once.yaml", "error unknown-room 9:35; warning unknown-room 10:35",
     "14:00-15:00 hall Bees; 14:30-15:30 hall Wasps; 16:00-16:30 hal Ants; 17:00-17:30 Garden "
     "Moths"},
    {"zone-and-dates.yaml",
     "error unknown-timezone 2:32; error bad-date 6:11; error bad-date 8:11; error bad-time 9:23",
     "14:00-14:45 Bees"},
    {"truncated.yaml", "error truncated 8:9", "NULL"},
    {"aliases.yaml",
     "error missing-timezone 1:1; warning unknown-key 2:1; error anchor 2:4; warning unknown-key "
     "3:1; error anchor 3:4; warning unknown-key 4:1; error alias 4:5; warning unknown-key 5:1; "
     "error anchor 5:7",
     "NULL"},
    {"unknown-words.yaml",
     "warning unknown-key 3:1; warning unknown-key 7:29; warning unknown-value 7:61; warning "
     "unknown-value 7:77; warning unknown-track 7:93; warning unknown-value 8:29; warning "
     "unknown-value 8:40; warning unknown-value 8:58; error bad-duration 8:71; warning "
     "unknown-value 8:93; warning bad-value 8:109; warning unknown-value 8:121",
     "14:00-14:45 Bees"},
};

static void each_file_gives_its_findings(void **state) {
    (void)state;
    for (size_t i = 0; i < countof(CASES); i++) {
        Arena *arena = arena_create();
        char *path = arena_printf(arena, BAD "%s", CASES[i].file);
        Loaded loaded = load_bytes(loaded_file(arena, path), CASES[i].file);
        if (strcmp(loaded_findings(&loaded), CASES[i].findings) != 0) {
            diagnostics_print(&loaded.diagnostics, stderr);
            fail_msg("%s: %s", CASES[i].file, loaded_findings(&loaded));
        }
        if (strcmp(loaded_sessions(&loaded), CASES[i].sessions) != 0)
            fail_msg("%s: %s", CASES[i].file, loaded_sessions(&loaded));
        loaded_free(&loaded);
        arena_free(arena);
    }
}

static void each_yaml_file_has_its_case(void **state) {
    (void)state;
    DIR *folder = opendir(BAD);
    assert_non_null(folder);
    for (struct dirent *entry = readdir(folder); entry; entry = readdir(folder)) {
        if (!str_ends(str_from(entry->d_name), ".yaml"))
            continue;
        bool has_case = false;
        for (size_t i = 0; i < countof(CASES); i++)
            has_case = has_case || strcmp(CASES[i].file, entry->d_name) == 0;
        if (!has_case)
            fail_msg("%s has no case", entry->d_name);
    }
    closedir(folder);
}

/* What a person is told to write instead. */
static void hints_say_what_to_write(void **state) {
    (void)state;
    static const struct {
        const char *file;
        size_t finding;
        const char *hint;
    } cases[] = {
        {"tab.yaml", 0, "use spaces: YAML knows no other indentation"},
        {"colon-in-text.yaml", 0, "put the text in quotes: title: \"Bees: an introduction\""},
        {"cut-by-hash.yaml", 0,
         "if it belongs to the text, put it in quotes: \"Why F# is #1\"; else write a space after "
         "#"},
        {"fullwidth-key.yaml", 0, "write \"time: \""},
        {"minutes-for-time.yaml", 0, "did you mean 14:05?"},
        {"minutes-for-time.yaml", 1, "did you mean 09:30?"},
        {"two-at-once.yaml", 0, "did you mean \"hall\"? If not, add it to rooms"},
        {"two-at-once.yaml", 1, "add it to rooms: {id: Garden, name: …}"},
        {"zone-and-dates.yaml", 0, "did you mean \"Europe/Berlin\"?"},
        {"zone-and-dates.yaml", 1, "write year, month and day: 2026-05-16"},
        {"zone-and-dates.yaml", 2, "did you mean 2027-03-14?"},
        {"unknown-words.yaml", 0, "did you mean \"rooms\"?"},
        {"unknown-words.yaml", 1, "did you mean \"title\"?"},
        {"unknown-words.yaml", 2, "did you mean \"keynote\"?"},
        {"unknown-words.yaml", 3, "did you mean \"cancelled\"?"},
        {"unknown-words.yaml", 5, "did you mean \"spotlight\"?"},
        {"unknown-words.yaml", 6, "one of now_next, agenda, spotlight, partners…"},
    };
    for (size_t i = 0; i < countof(cases); i++) {
        Arena *arena = arena_create();
        char *path = arena_printf(arena, BAD "%s", cases[i].file);
        Loaded loaded = load_bytes(loaded_file(arena, path), cases[i].file);
        Str hint = loaded.diagnostics.items[cases[i].finding].hint;
        const char *list = strstr(cases[i].hint, "…"); /* more may have come */
        if (list ? strncmp(hint.s, cases[i].hint, (size_t)(list - cases[i].hint)) != 0
                 : !str_equal_c(hint, cases[i].hint))
            fail_msg("%s: %.*s", cases[i].file, str_arg(hint));
        loaded_free(&loaded);
        arena_free(arena);
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(each_file_gives_its_findings),
        cmocka_unit_test(each_yaml_file_has_its_case),
        cmocka_unit_test(hints_say_what_to_write),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
