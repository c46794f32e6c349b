/* test_overlay_screen.c: a stream's overlay in the plan of the venue's screens: it is found there
 * by its name, and follows it while it runs. */
#include "live_world.h"

/* Whole, as editors write it. */
static void write_screens(const World *world, const char *text) {
    char beside[PATH_MAX];
    snprintf(beside, sizeof beside, "%s", folder_file(world->folder, ".screens.new"));
    file_put(beside, text);
    assert_int_equal(rename(beside, folder_file(world->folder, "screens.yaml")), 0);
}

static void wait_until_asked(const World *world) {
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%.4000s/kiosk/test.sock", runtime_folder(world));
    double until = now_ms() + PATIENCE_MS;
    while (access(path, F_OK) != 0)
        if (now_ms() > until)
            fail_msg("the overlay does not come up");
}

static void an_overlay_has_its_place_in_the_plan(void **context) {
    World *world = *context;
    write_screens(world, "test: {room: side, tags: [live]}\nother: {room: main}\n");
    char picture[PATH_MAX];
    strcpy(picture, folder_file(world->folder, "overlay.png"));
    const char *argv[] = {
        KIOSK_PROGRAM, "overlay", "--log-level",      "debug",   "--png", picture,   "--screen",
        "test",        "--at",    "2026-05-16 09:30", "--speed", "1",     "--state", world->folder,
        world->day,    NULL};
    const char *env[] = {
        LEAKS, world->runtime, world->state, world->cache, "KIOSK_DATA=" TEST_SOURCE_DIR, NULL};
    Child kiosk = child_start(argv, env);
    wait_until_asked(world);
    wait_status(world, "test", "slot/room", "side");
    write_screens(world, "test: {room: main}\nother: {room: side}\n");
    wait_status(world, "test", "slot/room", "main");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_overlay_has_its_place_in_the_plan, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
