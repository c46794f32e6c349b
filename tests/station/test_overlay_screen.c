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

/* Waits until the picture is a whole one and, with `other`, not that. */
static Str picture_of(const World *world, const char *path, const Str *other) {
    double until = now_ms() + PATIENCE_MS;
    Str bytes;
    while (!file_read(world->arena, path, &bytes) || bytes.len == 0 ||
           (other && str_equal(bytes, *other)))
        if (now_ms() > until)
            fail_msg("the overlay's picture stays what it is");
    return bytes;
}

static void an_overlay_has_its_place_in_the_plan(void **context) {
    World *world = *context;
    write_screens(world, "test: {room: side, tags: [live]}\nother: {room: main}\n");
    char picture[PATH_MAX];
    strcpy(picture, folder_file(world->folder, "overlay.png"));
    const char *argv[] = {
        KIOSK_PROGRAM, "overlay", "--log-level",      "debug",   "--png", picture,   "--screen",
        "test",        "--at",    "2026-05-16 09:30", "--speed", "0",     "--state", world->folder,
        "--view",      "timer",   world->day,         NULL};
    const char *env[] = {
        LEAKS, world->runtime, world->state, world->cache, "KIOSK_DATA=" TEST_SOURCE_DIR, NULL};
    Child kiosk = child_start(argv, env);
    wait_until_asked(world);
    wait_status(world, "test", "slot/room", "side");
    Str side = picture_of(world, picture, NULL);
    write_screens(world, "test: {room: main}\nother: {room: side}\n");
    wait_status(world, "test", "slot/room", "main");
    Str main_room = picture_of(world, picture, &side);
    write_screens(world, "test: {room: side}\n");
    Str again = picture_of(world, picture, &main_room);
    assert_true(str_equal(again, side));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(an_overlay_has_its_place_in_the_plan, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
