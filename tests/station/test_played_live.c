/* test_played_live.c: what the running program notes of what it showed. */
#include "live_world.h"

#include "check/played.h"

static const Played *find(const PlayedLog *log, const char *view, const char *what) {
    for (size_t i = 0; i < log->count; i++)
        if (str_equal_c(log->items[i].view, view) && str_equal_c(log->items[i].what, what))
            return &log->items[i];
    fail_msg("\"%s\" is not in the log as %s", what, view);
    return NULL;
}

/* A banner is there beside the pages, an emergency instead of them; each with its words. */
static void notices_are_noted(void **context) {
    World *world = *context;
    char log_file[PATH_MAX];
    strcpy(log_file, folder_file(world->folder, "played.log"));
    const char *const sources[] = {world->day, "--played", log_file, "--room", "main", NULL};
    Child kiosk = start_with(world, sources, "test", "2026-05-16 09:30");
    tell(world, "notice \"Lunch is ready\"");
    /* Each step of the loop notes what is shown: an answer means that it has come by. */
    wait_status(world, "test", "over/0/text", "Lunch is ready");
    tell(world, "notice \"Leave the house\" --level emergency");
    wait_red(world, true, now_ms());
    tell(world, "lift emergency");
    wait_red(world, false, now_ms());
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);

    Str bytes;
    assert_true(file_read(world->arena, log_file, &bytes));
    PlayedLog log = played_read(world->arena, bytes);
    const Played *banner = find(&log, PLAYED_NOTICE, "Lunch is ready");
    const Played *alarm = find(&log, PLAYED_EMERGENCY, "Leave the house");
    assert_true(banner->until <= alarm->from);
    assert_true(str_equal_c(alarm->screen, "test") && str_equal_c(alarm->room, "main"));
    for (size_t i = 0; i < log.count; i++) {
        const Played *one = &log.items[i];
        bool is_during = one->from < alarm->until && one->until > alarm->from;
        if (one != alarm && is_during)
            fail_msg("%.*s counts as shown during the emergency", str_arg(one->view));
    }
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(notices_are_noted, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
