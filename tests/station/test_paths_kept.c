/* test_paths_kept.c: what is kept in files, and cannot be or is broken: it is shown all the same,
 * told, and caught up with. */
#include "paths_world.h"

/* A change that the full disk refused is on the screen all the same, and it is told. */
static void test_what_is_not_kept_is_shown(void **state) {
    (void)state;
    World world;
    set_up(&world);
    replace(world.lock, 1);
    start(&world, "no lock");
    assert_true(ask(&world, "cancel a", "no lock"));
    for (int i = 0; i < 3; i++) {
        assert_true(has_problem(&world, "could not be written down"));
        assert_true(has_problem(&world, "\"cancel\""));
        file_put(world.state, i % 2 ? "{}" : "{ }"); /* looked at, and not taken */
    }
    end(&world, "no lock");
}

/* Asks until the status has the word, or has it no more. */
static void wait_problem(const World *world, const char *word, bool is_wanted) {
    Millis from = steady_now();
    while (has_problem(world, word) != is_wanted)
        if (steady_now() - from > PATIENCE_MS)
            fail_msg("\"%s\" is %s in the status", word, is_wanted ? "never" : "still");
}

/* A schedule that is named as the file of what was shown stays what it is, and staff are told. */
static void test_what_was_shown_goes_over_no_schedule(void **state) {
    (void)state;
    World world;
    set_up(&world);
    world.more[0] = "--played";
    world.more[1] = world.day;
    start_with(&world, "a schedule", "600", (const char *[]){NULL, NULL, NULL});
    assert_true(ask(&world, "hold agenda", "a schedule")); /* what was shown before has ended */
    wait_problem(&world, "what is shown is not kept", true);
    Str bytes;
    assert_true(file_read(world.arena, world.day, &bytes));
    assert_true(str_equal_c(bytes, DAY));
    end(&world, "a schedule");
}

/* A screen that could write nothing down listens to others again when it can. */
static void test_what_was_refused_is_caught_up(void **state) {
    (void)state;
    World world;
    set_up(&world);
    replace(world.lock, 1);
    start(&world, "no lock");
    assert_true(ask(&world, "cancel a", "no lock"));
    assert_true(has_problem(&world, "could not be written down"));
    folder_remove(world.lock);
    wait_problem(&world, "could not be written down", false);
    LiveOp op = {.kind = LIVE_NOTICE,
                 .text = str_from("From another screen"),
                 .until = INSTANT_NEVER,
                 .level = NOTICE_INFO};
    Date day = {.year = 2026, .month = 5, .day = 16};
    live_free(state_do(world.state, str_from("day"), day, &op, NULL, NULL));
    wait_problem(&world, "From another screen", true);
    assert_true(has_problem(&world, "\"cancel\""));
    end(&world, "no lock");
}

/* What staff said is taken off by staff, and not by a file that cannot be read. */
static void test_a_broken_state_takes_nothing_off(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start(&world, "a broken state");
    assert_true(ask(&world, "cancel a", "a broken state"));
    file_put(world.state, "{\"half");
    wait_problem(&world, "hold until it can be read", true);
    assert_true(has_problem(&world, "\"cancel\""));
    assert_true(
        ask(&world, "notice \"Shoes\"", "a broken state")); /* written down with the other */
    wait_problem(&world, "hold until it can be read", false);
    assert_true(has_problem(&world, "\"cancel\""));
    LiveState *kept = state_read_any(world.state);
    assert_true(kept && kept->count == 2);
    live_free(kept);
    end(&world, "a broken state");
}

/* Who put what lies over the views: also a file, which no command takes away. */
static void test_what_lies_over_the_views_is_told(void **state) {
    (void)state;
    World world;
    set_up(&world);
    start(&world, "emergency.txt");
    const char *path = folder_file(world.folder, "emergency.txt");
    assert_false(has_problem(&world, "\"over\": [{"));
    file_put(path, "Leave by door B");
    wait_problem(&world, "Leave by door B", true);
    json_t *answer = ask_for(&world, "status", "emergency.txt");
    json_t *over = json_array_get(json_object_get(json_object_get(answer, "status"), "over"), 0);
    assert_string_equal(json_string_value(json_object_get(over, "level")), "emergency");
    const char *from = json_string_value(json_object_get(over, "from"));
    assert_true(from && strstr(from, "/emergency.txt"));
    json_decref(answer);
    for (int i = 0; i < 2; i++) { /* with nothing to lift, and with something */
        answer = ask_for(&world, "lift", "emergency.txt");
        const char *text = json_string_value(json_object_get(answer, i ? "message" : "error"));
        if (!text || !strstr(text, "/emergency.txt: it ends when that file is removed"))
            fail_msg("lift says \"%s\"", text ? text : "something else");
        json_decref(answer);
        assert_true(ask(&world, "notice \"Fire drill\" --level emergency", "emergency.txt"));
    }
    assert_true(ask(&world, "lift", "emergency.txt"));
    char beside[PATH_MAX + 8];
    snprintf(beside, sizeof beside, "%s.new", path);
    assert_true(put_pipe(beside) && rename(beside, path) == 0); /* cannot be read any more */
    wait_problem(&world, "holds until it can be read", true);
    assert_true(has_problem(&world, "\"Leave by door B\""));
    unlink(path);
    wait_problem(&world, "Leave by door B", false);
    assert_false(has_problem(&world, "holds until"));
    end(&world, "emergency.txt");
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(test_what_is_not_kept_is_shown),
        cmocka_unit_test(test_what_was_shown_goes_over_no_schedule),
        cmocka_unit_test(test_what_was_refused_is_caught_up),
        cmocka_unit_test(test_a_broken_state_takes_nothing_off),
        cmocka_unit_test(test_what_lies_over_the_views_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
