/* test_plan_changes.c: the plan of the venue's screens is changed while one of them runs. */
#include "live_world.h"

static void write_screens(const World *world, const char *text) {
    char beside[PATH_MAX];
    snprintf(beside, sizeof beside, "%s", folder_file(world->folder, ".screens.new"));
    file_put(beside, text);
    assert_int_equal(rename(beside, folder_file(world->folder, "screens.yaml")), 0);
}

static json_int_t width_of(const World *world) {
    json_t *answer = ask(world, "test", "status");
    const json_t *screen = json_object_get(json_object_get(answer, "status"), "screen");
    json_int_t width = json_integer_value(json_object_get(screen, "width"));
    json_decref(answer);
    return width;
}

static void wait_width(const World *world, json_int_t wanted) {
    double until = now_ms() + PATIENCE_MS;
    while (width_of(world) != wanted)
        if (now_ms() > until)
            fail_msg("the picture is %d wide, not %d", (int)width_of(world), (int)wanted);
}

/* An emergency fills all of the window, however it is turned. */
static void check_filled(const World *world) {
    tell(world, "notice \"Out\" --level emergency");
    wait_red(world, true, now_ms());
    tell(world, "lift emergency");
    wait_red(world, false, now_ms());
}

static void it_is_turned_while_it_runs(void **context) {
    World *world = *context;
    write_screens(world, "test: {room: main}\n");
    Child kiosk = start_kiosk(world, world->day, "test");
    wait_width(world, 640);
    write_screens(world, "test: {room: main, rotate: 90}\n");
    wait_width(world, 360);
    check_filled(world);
    write_screens(world, "test: {room: main, rotate: 180}\n");
    wait_width(world, 640);
    check_filled(world);
    write_screens(world, "test: {room: main, rotate: 270, display: 3}\n");
    wait_width(world, 360);
    write_screens(world, "test: {room: main}\n");
    wait_width(world, 640);
    check_filled(world);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* What is for a group is for it as soon as it is in it. */
static void its_tags_count_at_once(void **context) {
    World *world = *context;
    char text[4096];
    size_t len = (size_t)snprintf(text, sizeof text, DAY, "First");
    snprintf(text + len, sizeof text - len,
             "display: {views: [slides]}\nslides: [{heading: Only there, tags: [hall]}]\n");
    file_put(world->day, text);
    write_screens(world, "test: {room: main, tags: [door]}\n");
    Child kiosk = start_kiosk(world, world->day, "test");
    wait_status(world, "test", "slot/view", "now_next");
    write_screens(world, "test: {room: main, tags: [door, hall]}\n");
    wait_status(world, "test", "slot/view", "slides");
    write_screens(world, "test: {room: main}\n");
    wait_status(world, "test", "slot/view", "now_next");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* It shows what the plan says of this computer's screen, and staff are told that they do not reach
 * it by that name yet. */
static void a_name_that_comes_later_is_told(void **context) {
    World *world = *context;
    char host[256] = {0}, plan[512];
    gethostname(host, sizeof host - 1);
    host[strcspn(host, ".")] = 0;
    const char *const sources[] = {world->day, NULL};
    Child kiosk = start_with(world, sources, NULL, "2026-05-16 09:30");
    wait_status(world, "kiosk", "slot/view", "now_next");
    snprintf(plan, sizeof plan, "hall-left: {host: \"%s\", views: [agenda]}\n", host);
    write_screens(world, plan);
    wait_status(world, "kiosk", "slot/view", "agenda");
    double until = now_ms() + PATIENCE_MS;
    Str told = {0};
    while (str_find(told, "\"kiosk\" \"hall-left\" now") == SIZE_MAX && now_ms() < until)
        told = status_of(world, "kiosk", "problems/0");
    if (str_find(told, "\"kiosk\" \"hall-left\" now") == SIZE_MAX)
        fail_msg("staff are told \"%.*s\"", str_arg(told));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(it_is_turned_while_it_runs, set_up, tear_down),
        cmocka_unit_test_setup_teardown(its_tags_count_at_once, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_name_that_comes_later_is_told, set_up, tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
