/* test_backdrop.c: on an X server without a desktop the last picture stays when the program is
 * killed. */
#include <setjmp.h>
#include <signal.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include <cmocka.h>
#include <xcb/xcb.h>

#include "child.h"
#include "said.h"

#define DAY   TEST_SOURCE_DIR "/schedules/2026-05-16-opensource-days.yaml"
#define LEAKS "LSAN_OPTIONS=suppressions=" TEST_SOURCE_DIR "/tests/lsan.supp"

enum { PATIENCE_MS = 60000, RESTARTS = 5 };

static const char KEPT[] = "the root window has the picture";

typedef struct {
    Server server;
    xcb_connection_t *connection; /* NULL: there is no server */
    xcb_window_t root;
} World;

static int set_up(void **state) {
    World *world = calloc(1, sizeof *world);
    *state = world;
    if (!server_start(&world->server, "640x360"))
        return 0;
    world->connection = xcb_connect(world->server.display, NULL);
    if (xcb_connection_has_error(world->connection))
        return -1;
    world->root = xcb_setup_roots_iterator(xcb_get_setup(world->connection)).data->root;
    return 0;
}

static int tear_down(void **state) {
    World *world = *state;
    if (world->connection) {
        xcb_disconnect(world->connection);
        server_end(&world->server);
    }
    free(world);
    return 0;
}

/* The program's window goes when the server has seen that it is dead. */
static void wait_for_no_window(const World *world) {
    for (unsigned count = 1; count > 0;) {
        xcb_query_tree_reply_t *tree = xcb_query_tree_reply(
            world->connection, xcb_query_tree(world->connection, world->root), NULL);
        assert_non_null(tree);
        count = tree->children_len;
        free(tree);
    }
}

/* The root's picture, as other programs find it; 0: none. */
static xcb_pixmap_t root_picture(const World *world) {
    static const char NAME[] = "_XROOTPMAP_ID";
    xcb_connection_t *to = world->connection;
    xcb_intern_atom_reply_t *atom =
        xcb_intern_atom_reply(to, xcb_intern_atom(to, 0, sizeof NAME - 1, NAME), NULL);
    xcb_get_property_reply_t *property = xcb_get_property_reply(
        to, xcb_get_property(to, 0, world->root, atom->atom, XCB_ATOM_PIXMAP, 0, 1), NULL);
    xcb_pixmap_t picture = 0;
    if (xcb_get_property_value_length(property) == (int)sizeof picture)
        memcpy(&picture, xcb_get_property_value(property), sizeof picture);
    free(atom);
    free(property);
    return picture;
}

static bool is_there(const World *world, xcb_pixmap_t pixmap) {
    xcb_get_geometry_reply_t *reply = xcb_get_geometry_reply(
        world->connection, xcb_get_geometry(world->connection, pixmap), NULL);
    bool is_there = reply;
    free(reply);
    return is_there;
}

/* The server has read that there is another one, and has freed what the dead process had. */
static xcb_pixmap_t wait_for_another(const World *world, xcb_pixmap_t former) {
    xcb_pixmap_t picture = former;
    while (picture == former || !picture)
        picture = root_picture(world);
    while (former && is_there(world, former))
        ;
    return picture;
}

static Child start(const World *world, const char *view, bool is_windowed) {
    if (!world->connection) {
        print_message("Xvfb is not installed\n");
        skip();
    }
    char display[32];
    snprintf(display, sizeof display, "DISPLAY=%s", world->server.display);
    const char *argv[] = {KIOSK_PROGRAM,
                          "--log-level",
                          "debug",
                          "--renderer",
                          "software",
                          "--at",
                          "09:30",
                          "--speed",
                          "0",
                          "--view",
                          view,
                          DAY,
                          is_windowed ? "--windowed" : NULL,
                          "640x360",
                          NULL};
    const char *env[] = {display, "SDL_VIDEODRIVER=x11",         "DBUS_SESSION_BUS_ADDRESS=",
                         LEAKS,   "KIOSK_DATA=" TEST_SOURCE_DIR, NULL};
    return child_start(argv, env);
}

static bool is_same(const Pixmap *a, const Pixmap *b) {
    return a->width == b->width && a->height == b->height &&
           memcmp(a->pixels, b->pixels, (size_t)a->width * (size_t)a->height * sizeof *a->pixels) ==
               0;
}

/* But for the server's own arrow, in the middle. */
static bool is_black(const Pixmap *picture) {
    enum { ARROW = 32 };
    for (int32_t y = 0; y < picture->height; y++)
        for (int32_t x = 0; x < picture->width; x++)
            if (picture->pixels[y * picture->width + x] & 0xFFFFFF &&
                (abs(x - picture->width / 2) > ARROW || abs(y - picture->height / 2) > ARROW))
                return false;
    return true;
}

static void a_killed_kiosk_leaves_its_picture(void **state) {
    const World *world = *state;
    xcb_pixmap_t former = 0;
    for (int i = 0; i < RESTARTS; i++) {
        Child kiosk = start(world, i % 2 ? "agenda" : "now_next", false);
        said_wait(&kiosk, KEPT, PATIENCE_MS);
        xcb_pixmap_t picture = wait_for_another(world, former);
        Pixmap before = server_screen(&world->server);
        assert_false(is_black(&before));
        assert_int_equal(child_end(&kiosk, SIGKILL), 128 + SIGKILL);
        wait_for_no_window(world);
        Pixmap after = server_screen(&world->server);
        assert_true(is_same(&before, &after));
        assert_int_equal(root_picture(world), picture);
        assert_true(is_there(world, picture));
        former = picture;
        pixmap_free(&before);
        pixmap_free(&after);
    }
}

static void one_that_ends_as_it_should_leaves_nothing(void **state) {
    const World *world = *state;
    Child kiosk = start(world, "agenda", false);
    said_wait(&kiosk, KEPT, PATIENCE_MS);
    xcb_pixmap_t picture = wait_for_another(world, 0);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    wait_for_no_window(world);
    while (is_there(world, picture)) /* until the server has seen that the program is gone */
        ;
    Pixmap after = server_screen(&world->server);
    assert_true(is_black(&after));
    pixmap_free(&after);
    assert_int_equal(root_picture(world), 0);
}

/* The root is not ours. */
static void a_window_leaves_the_root_alone(void **state) {
    const World *world = *state;
    Child kiosk = start(world, "agenda", true);
    said_wait(&kiosk, "first frame", PATIENCE_MS);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    assert_int_equal(root_picture(world), 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_killed_kiosk_leaves_its_picture),
        test(one_that_ends_as_it_should_leaves_nothing),
        test(a_window_leaves_the_root_alone),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
