/* test_feeds_live.c: news in the running program: from a server and from a file that come, change,
 * break and go, and what staff take off. */
#include "live_world.h"

#include "output/png.h"

/* An item with that id, and its words. */
#define ITEM(id, words)                                                                            \
    "<item><guid>" id "</guid><title>" words "</title>"                                            \
    "<pubDate>Sat, 16 May 2026 09:00:00 GMT</pubDate></item>"
#define RSS(items) "<rss><channel><title>T</title>" items "</channel></rss>"

static void write_slides(const World *world, const char *slides) {
    char text[4096];
    size_t len = (size_t)snprintf(text, sizeof text, DAY, "First");
    snprintf(text + len, sizeof text - len, "slides:\n%s", slides);
    const char *beside = folder_file(world->folder, ".day.new");
    file_put(beside, text);
    assert_int_equal(rename(beside, world->day), 0);
}

static void put_file(const World *world, const char *name, const char *text) {
    char beside[PATH_MAX];
    snprintf(beside, sizeof beside, "%s", folder_file(world->folder, ".feed.new"));
    file_put(beside, text);
    assert_int_equal(rename(beside, folder_file(world->folder, name)), 0);
}

/* Of an item of the first feeds that begins with that: its number, and how it is. */
typedef struct {
    int number;
    bool is_there, is_shown, is_hidden;
} Seen;

static Seen seen(const World *world, const char *words) {
    json_t *answer = ask(world, "test", "status"), *feed, *item;
    Seen seen = {0};
    size_t i, k;
    json_array_foreach(json_object_get(json_object_get(answer, "status"), "feeds"), i, feed) {
        json_array_foreach(json_object_get(feed, "items"), k, item) {
            const char *text = json_string_value(json_object_get(item, "text"));
            if (text && strcmp(text, words) == 0)
                seen = (Seen){(int)json_integer_value(json_object_get(item, "number")), true,
                              json_is_true(json_object_get(item, "shown")),
                              json_is_true(json_object_get(item, "hidden"))};
        }
    }
    json_decref(answer);
    return seen;
}

static void wait_shown(const World *world, const char *words, bool is_wanted) {
    double until = now_ms() + PATIENCE_MS;
    while (seen(world, words).is_shown != is_wanted)
        if (now_ms() > until)
            fail_msg("%s is %sshown", words, is_wanted ? "not " : "still ");
}

static bool has_problem(const World *world, const char *words) {
    json_t *answer = ask(world, "test", "status");
    char *problems = json_dumps(json_object_get(json_object_get(answer, "status"), "problems"), 0);
    bool has_it = problems && strstr(problems, words);
    free(problems);
    json_decref(answer);
    return has_it;
}

static void wait_problem(const World *world, const char *words, bool is_wanted) {
    double until = now_ms() + PATIENCE_MS;
    while (has_problem(world, words) != is_wanted)
        if (now_ms() > until)
            fail_msg("\"%s\" is %samong the problems", words, is_wanted ? "not " : "still ");
}

static void a_server_s_feed_is_shown_and_moderated(void **context) {
    World *world = *context;
    Web *web = web_start();
    char slides[512];
    web_set(web, WEB_GOOD, RSS(ITEM("1", "Good news") ITEM("2", "Bad news") ITEM("3", "Spam")), 0);
    snprintf(slides, sizeof slides,
             "  - {feed: \"http://127.0.0.1:%d/feed.xml\", leave_out: [spam], max_silence: no}\n",
             web_port(web));
    write_slides(world, slides);
    Child kiosk = start_kiosk(world, world->day, "test");
    wait_shown(world, "Good news", true);
    assert_true(seen(world, "Bad news").is_shown);
    assert_false(seen(world, "Spam").is_there);

    char line[64];
    snprintf(line, sizeof line, "hide %d", seen(world, "Bad news").number);
    tell(world, line);
    assert_true(seen(world, "Bad news").is_hidden);
    assert_true(seen(world, "Good news").is_shown);
    json_t *answer = ask(world, "test", "list");
    assert_non_null(strstr(json_string_value(json_object_get(answer, "message")), "Bad news"));
    json_decref(answer);
    tell(world, "undo");
    assert_true(seen(world, "Bad news").is_shown);
    tell(world, line);
    tell(world, line); /* said twice it is one change */
    tell(world, "undo");
    assert_true(seen(world, "Bad news").is_shown);
    tell(world, line);
    answer = ask(world, "test", "hide 1");
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);

    /* It stays hidden in the next version, and after a restart on the next day. */
    web_set(web, WEB_GOOD, RSS(ITEM("4", "Fresh news") ITEM("2", "Bad news")), 0);
    json_decref(ask(world, "test", "reload"));
    wait_shown(world, "Fresh news", true);
    assert_true(seen(world, "Bad news").is_hidden);
    assert_false(seen(world, "Good news").is_there);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    kiosk = start_at(world, world->day, "test", "2026-05-17 04:30");
    wait_shown(world, "Fresh news", true);
    assert_true(seen(world, "Bad news").is_hidden);

    /* What is broken leaves what came before, and is told. */
    web_set(web, WEB_GOOD, "<!DOCTYPE html><title>Log in</title>", 0);
    json_decref(ask(world, "test", "reload"));
    wait_problem(world, "feed.xml", true);
    assert_true(seen(world, "Fresh news").is_shown);
    web_set(web, WEB_GOOD, RSS(ITEM("5", "Back again")), 0);
    json_decref(ask(world, "test", "reload"));
    wait_shown(world, "Back again", true);
    wait_problem(world, "feed.xml", false);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    web_stop(web);
}

static void a_file_s_feed_comes_changes_breaks_and_goes(void **context) {
    World *world = *context;
    write_slides(world, "  - {feed: news.xml, max_silence: no}\n");
    Child kiosk = start_kiosk(world, world->day, "test");
    wait_problem(world, "news.xml", true);
    put_file(world, "news.xml", RSS(ITEM("1", "One")));
    wait_shown(world, "One", true);
    assert_false(has_problem(world, "news.xml"));
    put_file(world, "news.xml", RSS(ITEM("2", "Two")));
    wait_shown(world, "Two", true);
    assert_false(seen(world, "One").is_there);
    put_file(world, "news.xml", "<rss><channel><item>");
    wait_problem(world, "news.xml", true);
    assert_true(seen(world, "Two").is_shown); /* what it had before */
    put_file(world, "news.xml", RSS(ITEM("3", "Three")));
    wait_shown(world, "Three", true);
    assert_int_equal(unlink(folder_file(world->folder, "news.xml")), 0);
    wait_shown(world, "Three", false);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test_setup_teardown(a_server_s_feed_is_shown_and_moderated, set_up, tear_down),
        cmocka_unit_test_setup_teardown(a_file_s_feed_comes_changes_breaks_and_goes, set_up,
                                        tear_down),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
