/* test_copies.c: what is judged is what was read, whatever the server has sent since. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>

#include "../live/folder.h"
#include "../live/web.h"
#include "base/log.h"
#include "station/copies.h"

/* The next thing that the server has to say. */
static CopiesNews wait_news(Copies *copies) {
    CopiesNews news;
    do {
        struct pollfd fd = {.fd = copies_fd(copies), .events = POLLIN};
        assert_int_equal(poll(&fd, 1, 60000), 1);
        news = copies_take(copies);
    } while (news == COPIES_NOTHING);
    return news;
}

static CopiesNews ask(Copies *copies) {
    copies_ask(copies);
    assert_true(copies_is_asked(copies));
    CopiesNews news = wait_news(copies);
    assert_false(copies_is_asked(copies));
    return news;
}

static void a_judgement_is_about_what_was_read(void **context) {
    (void)context;
    log_set_level(LOG_ERROR);
    char folder[PATH_MAX], url[128];
    folder_fresh(folder, sizeof folder, "station-copies");
    Web *web = web_start();
    web_set(web, WEB_GOOD, "one", 0);
    snprintf(url, sizeof url, "http://127.0.0.1:%d/day.yaml", web_port(web));
    Copies *copies = copies_open(
        &(FetchSettings){
            .url = url, .cache_folder = folder, .interval = MILLIS_HOUR, .retry = MILLIS_HOUR},
        str_from("a day"), (Str){0});
    assert_int_equal(wait_news(copies), COPIES_NEW);
    assert_true(str_equal_c(copies_read(copies), "one"));
    web_set(web, WEB_GOOD, "two", 0);
    assert_int_equal(ask(copies), COPIES_NEW); /* while the first one is read … */
    copies_refuse(copies);                     /* … which is no schedule */
    assert_true(copies_is_pending(copies));
    assert_true(str_equal_c(copies_read(copies), "two"));
    copies_show(copies, true, false);
    assert_false(copies_is_pending(copies));
    assert_int_equal(ask(copies), COPIES_SAME);
    assert_true(str_equal_c(copies_read(copies), "two"));

    /* What waits is forgotten when the server has what is shown again. */
    web_set(web, WEB_GOOD, "three", 0);
    assert_int_equal(ask(copies), COPIES_NEW);
    copies_read(copies);
    copies_refuse(copies);
    assert_true(str_equal_c(copies_read(copies), "two"));
    web_set(web, WEB_GOOD, "two", 0);
    assert_int_equal(ask(copies), COPIES_BACK);
    copies_show(copies, true, false); /* of a reading that had begun before */
    assert_true(copies_is_settled(copies));
    copies_read(copies);
    copies_show(copies, true, false);
    assert_false(copies_is_settled(copies));
    copies_close(copies);
    web_stop(web);
    folder_remove(folder);
}

int main(void) {
    const struct CMUnitTest tests[] = {cmocka_unit_test(a_judgement_is_about_what_was_read)};
    return cmocka_run_group_tests(tests, NULL, NULL);
}
