/* test_live_sources.c: the running program with several sources, and with pictures from a server.
 */
#include "live_world.h"

#include "output/png.h"

static bool is_now(const World *world, const char *title) {
    json_t *answer = ask(world, "test", "status");
    char *now = json_dumps(json_object_get(json_object_get(answer, "status"), "now"), 0);
    bool is_there = now && strstr(now, title) != NULL;
    free(now);
    json_decref(answer);
    return is_there;
}

/* Has all read again until that is shown. */
static void reload_until(const World *world, const char *title) {
    double until = now_ms() + PATIENCE_MS;
    while (!is_now(world, title)) {
        json_decref(ask(world, "test", "reload"));
        if (now_ms() > until)
            fail_msg("%s is not shown", title);
    }
}

/* A programme from a server, breaks from a file and from another server: each by itself. */
static void several_sources_go_on_by_themselves(void **context) {
    static const char EXTRA[] = "kiosk: 1\nevent: {name: Extra}\ndays:\n- date: 2026-05-16\n"
                                "  sessions: [{time: 09:00-10:00, title: %s, type: break}]\n";
    World *world = *context;
    Web *web = web_start(), *other = web_start();
    char url[128], second[128], text[2048];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/day.yaml", web_port(web));
    snprintf(second, sizeof second, "http://127.0.0.1:%d/b.yaml?key=secret", web_port(other));
    snprintf(text, sizeof text, DAY, "From afar");
    web_set(web, WEB_GOOD, text, 0);
    web_set(other, WEB_STATUS, "", 500);
    snprintf(text, sizeof text, EXTRA, "Coffee");
    file_put(world->day, text);
    const char *const sources[] = {url, world->day, second, NULL};
    Child kiosk = start_with(world, sources, "test", "2026-05-16 09:30");
    reload_until(world, "From afar");
    assert_true(is_now(world, "Coffee"));
    assert_true(str_equal_c(status_of(world, "test", "schedule/sources/0/name"), url));
    assert_true(str_equal_c(status_of(world, "test", "schedule/sources/0/problem"), ""));
    wait_status(world, "test", "schedule/sources/2/problem", "http://127.0.0.1");
    Str problem = status_of(world, "test", "schedule/sources/2/problem");
    assert_true(str_find(problem, "(500)") != SIZE_MAX);
    assert_true(str_find(problem, "secret") == SIZE_MAX);

    snprintf(text, sizeof text, EXTRA, "Tea");
    web_set(other, WEB_GOOD, text, 0);
    reload_until(world, "Tea");
    assert_true(str_equal_c(status_of(world, "test", "schedule/sources/2/problem"), ""));

    web_set(web, WEB_GOOD, "kiosk: 1\nevent: [", 0);
    snprintf(text, sizeof text, EXTRA, "Lemonade");
    file_put(world->day, text);
    reload_until(world, "Lemonade");
    wait_status(world, "test", "schedule/sources/0/problem", url);
    assert_true(is_now(world, "From afar"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    web_stop(web);
    web_stop(other);

    /* Each has its own copy for a start without a network. */
    kiosk = start_with(world, sources, "test", "2026-05-16 09:30");
    assert_true(is_now(world, "Lemonade") && is_now(world, "From afar") && is_now(world, "Tea"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* A picture of that colour alone, as PNG, at the path of a server. */
static void put_picture(const World *world, Web *web, const char *path, uint32_t color) {
    enum { WIDTH = 60, HEIGHT = 30 };
    Pixmap pixmap = pixmap_create(WIDTH, HEIGHT);
    for (size_t i = 0; i < WIDTH * HEIGHT; i++)
        pixmap.pixels[i] = 0xff000000 | color;
    const char *file = folder_file(world->folder, "picture.png");
    Str bytes;
    assert_true(png_write(&pixmap, file));
    assert_true(file_read(world->arena, file, &bytes));
    web_put(web, path, bytes.s, bytes.len, 200);
    pixmap_free(&pixmap);
}

/* Waits until as much of the screen as a logo takes is of that colour. */
static void wait_color(const World *world, uint32_t color) {
    double until = now_ms() + PATIENCE_MS;
    for (size_t count = 0; count < 100;) {
        Pixmap frame = server_frame(&world->server);
        count = 0;
        for (size_t i = 0; i < (size_t)frame.width * (size_t)frame.height; i++)
            count += (frame.pixels[i] & 0xffffff) == color;
        pixmap_free(&frame);
        if (now_ms() > until)
            fail_msg("%06x is not on the screen", (unsigned)color);
    }
}

/* Its pictures and its theme, as if they lay beside a file; what does not come leaves the name, and
 * what is wrong now leaves what came before. */
static void a_url_brings_its_pictures(void **context) {
    static const char PARTNERS[] =
        "display: {theme: look.yaml}\n"
        "partners: {gold: [{name: Acme, logo: logos/a.png}, {name: Gone, logo: logos/gone.png},\n"
        "  {name: Far, logo: \"http://far.example/a.png?key=secret\"}]}\n";
    World *world = *context;
    Web *web = web_start();
    char url[128], day[4096];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/days/day.yaml", web_port(web));
    size_t len = (size_t)snprintf(day, sizeof day, DAY, "From afar");
    snprintf(day + len, sizeof day - len, "%s", PARTNERS);
    web_set(web, WEB_STATUS, "", 404);
    web_put(web, "/days/day.yaml", day, strlen(day), 200);
    put_picture(world, web, "/days/logos/a.png", 0xc81e1e);
    static const char THEME[] = "name: theirs\ncolors: {tile: \"#0000ff\", on_tile: \"#ffffff\"}\n";
    web_put(web, "/days/look.yaml", THEME, strlen(THEME), 200);
    Child kiosk = start_kiosk(world, url, "test");
    reload_until(world, "From afar");
    tell(world, "hold partners");
    wait_color(world, 0xc81e1e);
    wait_color(world, 0x0000ff);
    wait_status(world, "test", "problems/0", "http://127.0.0.1");
    assert_true(str_find(status_of(world, "test", "problems/0"), "logos/gone.png: there is") !=
                SIZE_MAX);
    Str far = status_of(world, "test", "problems/1");
    assert_true(str_find(far, "http://far.example/a.png?") != SIZE_MAX);
    assert_true(str_find(far, "secret") == SIZE_MAX);

    put_picture(world, web, "/days/logos/a.png", 0x1ec81e);
    tell(world, "reload");
    wait_color(world, 0x1ec81e);
    static const char PAGE[] = "<!DOCTYPE html><title>Log in</title>";
    web_put(web, "/days/logos/a.png", PAGE, strlen(PAGE), 200);
    tell(world, "reload");
    char logo[128];
    snprintf(logo, sizeof logo, "http://127.0.0.1:%d/days/logos/a.png: the answer is a web page",
             web_port(web));
    wait_status(world, "test", "problems/0", logo);
    wait_color(world, 0x1ec81e);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    web_stop(web);

    kiosk = start_kiosk(world, url, "test"); /* without a network */
    tell(world, "hold partners");
    wait_color(world, 0x1ec81e);
    wait_color(world, 0x0000ff);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(several_sources_go_on_by_themselves),
        test(a_url_brings_its_pictures),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
