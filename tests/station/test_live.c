/* test_live.c: the running program, told from outside: files that change, staff's words, a URL.
 *
 * The program runs in a window on Xvfb; what it shows is asked of its socket and read from the
 * screen. */
#include "check/played.h"
#include "live_world.h"

/* ---- the tests ------------------------------------------------------------------------------ */

static void a_changed_file_is_shown(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "First"));
    Str before = status_of(world, "test", "slot/until");
    write_day(world, "Renamed");
    wait_status(world, "test", "now/0/title", "Renamed");
    assert_true(before.len > 0);
    /* Broken, empty, away: what is shown stays, and staff are told. */
    file_put(world->day, "kiosk: 1\nevent: [\n");
    wait_status(world, "test", "problems/0", world->day);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "Renamed"));
    write_day(world, "Mended");
    wait_status(world, "test", "now/0/title", "Mended");
    wait_status(world, "test", "problems/0", "");
    unlink(world->day);
    wait_status(world, "test", "problems/0", world->day);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "Mended"));
    write_day(world, "Back");
    wait_status(world, "test", "now/0/title", "Back");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* The slide that is shown goes on: a reload does not begin the cycle anew. */
static void a_reload_keeps_the_phase(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    for (int i = 0; i < 3; i++) {
        Str until = status_of(world, "test", "slot/until");
        Str view = status_of(world, "test", "slot/view");
        char title[16];
        snprintf(title, sizeof title, "Title %d", i);
        write_day(world, title);
        wait_status(world, "test", "now/0/title", title);
        Str then = status_of(world, "test", "slot/until");
        Str now = status_of(world, "test", "clock/now");
        bool is_over = strncmp(now.s, until.s, 19) >= 0; /* both are times of the same zone */
        if (!is_over &&
            (!str_equal(until, then) || !str_equal(view, status_of(world, "test", "slot/view"))))
            fail_msg("the slide was until %.*s, and is until %.*s", str_arg(until), str_arg(then));
    }
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* What screens.yaml says of this screen, while it runs. */
static void a_changed_plan_is_shown(void **context) {
    World *world = *context;
    char plan[PATH_MAX];
    strcpy(plan, folder_file(world->folder, "screens.yaml"));
    file_put(plan, "test: {room: side, views: [agenda]}\n");
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "Third"));
    assert_true(str_equal_c(status_of(world, "test", "slot/view"), "agenda"));
    double since = now_ms();
    file_put(plan, "test: {room: main, views: [timer]}\n");
    wait_status(world, "test", "slot/view", "timer");
    print_message("a changed plan after %.0f ms\n", now_ms() - since);
    wait_status(world, "test", "now/0/title", "First");
    file_put(plan, "test: {room: mian}\n");
    wait_status(world, "test", "problems/0", world->folder);
    assert_true(str_equal_c(status_of(world, "test", "slot/view"), "timer"));
    file_put(plan, "test: {room: side, views: [timer]}\n");
    wait_status(world, "test", "problems/0", "");
    wait_status(world, "test", "now/0/title", "Third");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* The log of what was shown, of a run that is killed and of one that ends. */
static void what_was_shown_is_kept(void **context) {
    World *world = *context;
    char path[PATH_MAX];
    strcpy(path, folder_file(world->folder, "played.log"));
    const char *const sources[] = {"--played", path, world->day, NULL};
    for (int run = 0; run < 2; run++) {
        Child kiosk = start_with(world, sources, "test", "2026-05-16 09:30");
        double until = now_ms() + PATIENCE_MS;
        for (size_t lines = 0;
             lines < 2 * ((size_t)run + 1);) { /* pages turn until two have gone */
            Str kept = {0};
            tell(world, "next");
            assert_true(now_ms() < until);
            lines =
                file_read(world->arena, path, &kept) ? played_read(world->arena, kept).count : 0;
        }
        if (run == 0)
            child_end(&kiosk, SIGKILL);
        else
            assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    }
    Str bytes;
    assert_true(file_read(world->arena, path, &bytes));
    PlayedLog log = played_read(world->arena, bytes);
    assert_true(log.count >= 2);
    assert_true(log.torn <= 1);
    for (size_t i = 0; i < log.count; i++) {
        assert_true(str_equal_c(log.items[i].screen, "test"));
        assert_true(log.items[i].until > log.items[i].from);
    }
}

static void an_emergency_is_there_at_once(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    assert_false(is_red(world));
    const char *emergency = folder_file(world->folder, "emergency.txt");
    char path[PATH_MAX];
    strcpy(path, emergency);
    double worst = 0;
    for (int i = 0; i < 3; i++) {
        double since = now_ms();
        tell(world, "notice \"Leave the building\" --level emergency");
        double took = wait_red(world, true, since);
        worst = took > worst ? took : worst;
        tell(world, "lift emergency");
        wait_red(world, false, now_ms());
        since = now_ms();
        file_put(path, "Fire\n");
        took = wait_red(world, true, since);
        worst = took > worst ? took : worst;
        unlink(path);
        wait_red(world, false, now_ms());
    }
    print_message("emergency on the screen after %.0f ms at most\n", worst);
    assert_true(worst < 2000); /* with sanitizers, on a busy machine; bench/ measures */
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void changes_survive_a_kill(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    tell(world, "delay main +10");
    tell(world, "cancel c");
    assert_int_equal(child_end(&kiosk, SIGKILL), 128 + SIGKILL);
    kiosk = start_kiosk(world, world->day, "test"); /* takes over the dead one's socket */
    assert_true(str_starts(status_of(world, "test", "next/0/start"), "2026-05-16T10:10"));
    assert_true(str_equal_c(status_of(world, "test", "changes/1/do"), "cancel"));
    /* And a reload of the file. */
    write_day(world, "Renamed");
    wait_status(world, "test", "now/0/title", "Renamed");
    assert_true(str_starts(status_of(world, "test", "next/0/start"), "2026-05-16T10:10"));
    tell(world, "undo");
    tell(world, "undo");
    assert_true(str_starts(status_of(world, "test", "next/0/start"), "2026-05-16T10:00"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* At four in the morning another conference day begins, while the program runs. */
static void changes_end_with_their_day(void **context) {
    World *world = *context;
    Child kiosk = start_at(world, world->day, "test", "2026-05-17 03:59:52");
    tell(world, "cancel c");
    tell(world, "hold agenda");
    assert_true(str_equal_c(status_of(world, "test", "changes/1/do"), "hold"));
    wait_status(world, "test", "changes/0/do", "");
    assert_false(str_equal_c(status_of(world, "test", "slot/view"), "agenda"));
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void screens_share_what_staff_say(void **context) {
    World *world = *context;
    Child one = start_kiosk(world, world->day, "test");
    Child two = start_kiosk(world, world->day, "other");
    tell(world, "move a side");
    wait_status(world, "other", "changes/0/do", "move");
    json_t *answer = ask(world, "other", "undo");
    assert_true(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    wait_status(world, "test", "changes/0/do", "");
    tell(world, "hold agenda");
    wait_status(world, "other", "slot/view", "agenda");
    assert_int_equal(child_end(&one, SIGTERM), 0);
    assert_int_equal(child_end(&two, SIGTERM), 0);
}

/* One of the status' problems is about the cancelled keynote. */
static bool has_lost_change(World *world) {
    json_t *answer = ask(world, "test", "status");
    const json_t *problem;
    const json_t *problems = json_object_get(json_object_get(answer, "status"), "problems");
    bool is_lost = false;
    for (size_t i = 0; (problem = json_array_get(problems, i)); i++)
        is_lost |= str_starts(str_from(json_string_value(problem)),
                              "cancel \"Keynote on sheets\" (Hall, 10:00): there");
    json_decref(answer);
    return is_lost;
}

/* Ids of a table are made from what is in it: a title that is corrected makes another one. */
static void a_change_follows_its_session(void **context) {
    World *world = *context;
    static const char TABLE[] = "Title,Start,End,Room,Date\n"
                                "%s,10:00,11:00,Hall,2026-05-16\n"
                                "Talk B,11:00,12:00,Hall,2026-05-16\n";
    char sheet[PATH_MAX], text[512];
    strcpy(sheet, folder_file(world->folder, "sheet.csv"));
    snprintf(text, sizeof text, TABLE, "Keynote on sheets");
    file_put(sheet, text);
    Child kiosk = start_at(world, sheet, "test", "2026-05-16 10:10");
    tell(world, "cancel Keynote");
    wait_status(world, "test", "now/0/title", ""); /* what is cancelled is not now */
    Str hash = status_of(world, "test", "schedule/hash");
    snprintf(text, sizeof text, TABLE, "Keynote on spreadsheets");
    file_put(sheet, text);
    while (str_equal(status_of(world, "test", "schedule/hash"), hash))
        ;
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), ""));
    assert_false(has_lost_change(world));
    /* Another talk is not it; staff are told, until it is back. */
    snprintf(text, sizeof text, TABLE, "Panel: who pays?");
    file_put(sheet, text);
    wait_status(world, "test", "now/0/title", "Panel");
    assert_true(str_equal_c(status_of(world, "test", "now/0/status"), "confirmed"));
    assert_true(has_lost_change(world));
    snprintf(text, sizeof text, TABLE, "Keynote on sheets");
    file_put(sheet, text);
    wait_status(world, "test", "now/0/title", "");
    assert_false(has_lost_change(world));
    hash = status_of(world, "test", "schedule/hash");
    snprintf(text, sizeof text, TABLE, "Keynote on spreadsheets");
    file_put(sheet, text);
    while (str_equal(status_of(world, "test", "schedule/hash"), hash))
        ;
    tell(world, "restore Keynote");
    wait_status(world, "test", "now/0/title", "Keynote on spreadsheets");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void a_url_is_shown_and_kept(void **context) {
    World *world = *context;
    Web *web = web_start();
    char url[128], day[2048];
    snprintf(url, sizeof url, "http://127.0.0.1:%d/day.yaml", web_port(web));
    web_set(web, WEB_STATUS, "", 500);
    /* Nothing yet: a welcome, and the reason for staff. */
    Child kiosk = start_kiosk(world, url, "test");
    wait_status(world, "test", "problems/1", url);
    snprintf(day, sizeof day, DAY, "From afar");
    web_set(web, WEB_GOOD, day, 0);
    json_t *answer = ask(world, "test", "reload");
    assert_true(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "From afar"));
    /* What cannot be used does not take its place. */
    web_set(web, WEB_GOOD, "kiosk: 1\nevent: [", 0);
    answer = ask(world, "test", "reload");
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "From afar"));
    web_stop(web);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
    /* Without a network the last good copy is shown, from the first picture on. */
    kiosk = start_kiosk(world, url, "test");
    assert_true(str_equal_c(status_of(world, "test", "now/0/title"), "From afar"));
    wait_status(world, "test", "problems/0", url);
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

static void a_screenshot_is_what_is_shown(void **context) {
    World *world = *context;
    Child kiosk = start_kiosk(world, world->day, "test");
    char line[PATH_MAX + 32];
    tell(world, "hold agenda");
    snprintf(line, sizeof line, "screenshot %.200s", folder_file(world->folder, "shot.png"));
    tell(world, line);
    assert_true(file_is_there(folder_file(world->folder, "shot.png")));
    json_t *answer = ask(world, "test", "screenshot /nowhere/at/all.png");
    assert_false(json_is_true(json_object_get(answer, "ok")));
    json_decref(answer);
    tell(world, "release");
    tell(world, "next");
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

/* What a conference published one after the other, one of them broken, for 69 seconds. */
static void real_versions_follow_each_other(void **context) {
    World *world = *context;
    static const struct {
        const char *name;
        bool is_good;
        int sessions;
    } versions[] = {
        {"31c3-v1.3.xml", true, 137},
        {"31c3-v1.4-broken-leading-newline.xml", true, 139}, /* which strict readers refuse */
        {"half of 31c3-v1.4.xml", false, 139},               /* as an upload in progress */
        {"31c3-v1.4.xml", true, 139},
        {"31c3-v1.5.xml", true, 138},
    };
    char path[PATH_MAX];
    snprintf(path, sizeof path, "%s/updates/%s", KIOSK_REAL_DATA, versions[0].name);
    if (!file_exists(path)) {
        print_message("the published files are not here\n");
        skip();
    }
    strcpy(world->day, folder_file(world->folder, "schedule.xml"));
    Child kiosk = {.pid = NOT_STARTED};
    Str last_hash = {0};
    for (size_t i = 0; i < countof(versions); i++) {
        Str bytes;
        char beside[PATH_MAX];
        const char *name = versions[i].name + (versions[i].is_good ? 0 : strlen("half of "));
        snprintf(path, sizeof path, "%s/updates/%s", KIOSK_REAL_DATA, name);
        assert_true(file_read(world->arena, path, &bytes));
        bytes.len /= versions[i].is_good ? 1 : 2;
        strcpy(beside, folder_file(world->folder, ".schedule.xml.tmp"));
        FILE *file = fopen(beside, "we");
        assert_true(file && fwrite(bytes.s, 1, bytes.len, file) == bytes.len);
        fclose(file);
        assert_int_equal(rename(beside, world->day), 0);
        if (kiosk.pid == NOT_STARTED)
            kiosk = start_kiosk(world, world->day, "test");
        json_t *answer = ask(world, "test", "reload");
        if (json_is_true(json_object_get(answer, "ok")) != versions[i].is_good)
            fail_msg("%s: %s", versions[i].name,
                     json_string_value(json_object_get(answer, "error")));
        json_decref(answer);
        answer = ask(world, "test", "status");
        const json_t *schedule = json_object_get(json_object_get(answer, "status"), "schedule");
        int sessions = (int)json_integer_value(json_object_get(schedule, "sessions"));
        if (sessions != versions[i].sessions)
            fail_msg("%s: %d sessions", versions[i].name, sessions);
        Str hash =
            str_copy(world->arena, str_from(json_string_value(json_object_get(schedule, "hash"))));
        json_decref(answer);
        assert_int_equal(str_equal(hash, last_hash), !versions[i].is_good);
        last_hash = hash;
        wait_status(world, "test", "problems/0", versions[i].is_good ? "" : "/");
    }
    assert_int_equal(child_end(&kiosk, SIGTERM), 0);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)

int main(void) {
    const struct CMUnitTest tests[] = {
        test(a_changed_file_is_shown),       test(a_changed_plan_is_shown),
        test(what_was_shown_is_kept),        test(a_reload_keeps_the_phase),
        test(an_emergency_is_there_at_once), test(changes_survive_a_kill),
        test(changes_end_with_their_day),    test(screens_share_what_staff_say),
        test(a_change_follows_its_session),  test(a_url_is_shown_and_kept),
        test(a_screenshot_is_what_is_shown), test(real_versions_follow_each_other),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
