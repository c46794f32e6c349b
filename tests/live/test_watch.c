/* test_watch.c: what counts as a changed file, however it is written.
 *
 * Nothing sleeps: a test waits on the watch's descriptor. That something is no change is shown by a
 * real change after it, which is then the only one reported. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <poll.h>
#include <time.h>

#include "base/arena.h"
#include "base/log.h"
#include "folder.h"
#include "live/watch.h"

enum { DAY = 1, SENTINEL = 2, URGENT = 4, QUIET_MS = 40, PATIENCE_MS = 20000 };

typedef struct {
    char folder[PATH_MAX];
    char day[PATH_MAX], sentinel[PATH_MAX];
    bool is_polling;
    Watch *watch;
} World;

static double now_ms(void) {
    struct timespec now;
    clock_gettime(CLOCK_MONOTONIC, &now);
    return (double)now.tv_sec * 1000 + (double)now.tv_nsec / 1e6;
}

static World *world_create(bool is_polling) {
    World *world = calloc(1, sizeof *world);
    log_set_level(LOG_ERROR);
    folder_fresh(world->folder, sizeof world->folder, "live-watch");
    strcpy(world->day, folder_file(world->folder, "day.yaml"));
    strcpy(world->sentinel, folder_file(world->folder, "sentinel"));
    file_put(world->day, "one\n");
    file_put(world->sentinel, "0");
    world->is_polling = is_polling;
    WatchSettings settings = {.quiet = QUIET_MS, .poll = 25, .is_polling = is_polling};
    world->watch = watch_create(&settings);
    return world;
}

static int set_up(void **context) {
    *context = world_create(false);
    return 0;
}

static int set_up_polling(void **context) {
    *context = world_create(true);
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    watch_free(world->watch);
    folder_remove(world->folder);
    free(world);
    return 0;
}

/* The next report. */
static uint32_t wait_for(World *world) {
    double until = now_ms() + PATIENCE_MS;
    for (;;) {
        struct pollfd fd = {.fd = watch_fd(world->watch), .events = POLLIN};
        uint32_t changed = watch_take(world->watch);
        if (changed)
            return changed;
        if (now_ms() > until)
            fail_msg("nothing is reported");
        poll(&fd, 1, PATIENCE_MS);
    }
}

/* True when `tag` was reported before the sentinel, which is changed now. */
static bool is_reported(World *world, uint32_t tag) {
    static int number;
    char text[16];
    uint32_t seen = 0;
    snprintf(text, sizeof text, "%d", number++);
    file_put(world->sentinel, text);
    while (!(seen & SENTINEL))
        seen |= wait_for(world);
    return seen & tag;
}

static void watch_both(World *world) {
    assert_true(watch_add(world->watch, world->day, WATCH_WRITTEN, DAY));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
}

/* ---- the ways in which a file changes ------------------------------------------------------- */

static void rewrite(World *world) {
    file_put(world->day, "rewritten\n");
}

static void rename_over(World *world) {
    const char *beside = folder_file(world->folder, ".day.yaml.tmp");
    file_put(beside, "renamed\n");
    assert_int_equal(rename(beside, world->day), 0);
}

static void append(World *world) {
    FILE *file = fopen(world->day, "ae");
    fputs("more\n", file);
    fclose(file);
}

static void same_size(World *world) {
    file_put(world->day, "two\n");
}

/* As vim does with backupcopy=no: the old file is moved away, a new one written. */
static void move_away_and_write(World *world) {
    assert_int_equal(rename(world->day, folder_file(world->folder, "day.yaml~")), 0);
    file_put(world->day, "vim\n");
    unlink(folder_file(world->folder, "day.yaml~"));
}

static void delete_it(World *world) {
    unlink(world->day);
}

static void replace_folder(World *world) {
    char away[PATH_MAX + 8];
    snprintf(away, sizeof away, "%s-away", world->folder);
    assert_int_equal(rename(world->folder, away), 0);
    assert_int_equal(mkdir(world->folder, 0700), 0);
    file_put(world->day, "another folder\n");
    file_put(world->sentinel, "0");
    folder_remove(away);
}

static void mmap_like(World *world) {
    int fd = open(world->day, O_RDWR | O_CLOEXEC);
    assert_true(fd >= 0 && pwrite(fd, "X", 1, 0) == 1);
    close(fd);
}

static const struct {
    const char *name;
    void (*change)(World *world);
} CHANGES[] = {
    {"rewritten in place", rewrite},
    {"renamed over", rename_over},
    {"appended to", append},
    {"rewritten with as many bytes", same_size},
    {"moved away and written anew", move_away_and_write},
    {"deleted", delete_it},
    {"a byte in place", mmap_like},
    {"its folder replaced", replace_folder},
};

static void every_change_is_reported_once(void **context) {
    World *given = *context;
    for (size_t i = 0; i < countof(CHANGES); i++) {
        World *world = world_create(given->is_polling);
        watch_both(world);
        CHANGES[i].change(world);
        if (!is_reported(world, DAY))
            fail_msg("%s: not reported", CHANGES[i].name);
        if (is_reported(world, DAY))
            fail_msg("%s: reported twice", CHANGES[i].name);
        /* And the next one too: the watch has found its way back. */
        file_put(world->day, "the next change, whatever was before\n");
        if (!is_reported(world, DAY))
            fail_msg("%s: blind afterwards", CHANGES[i].name);
        void *again = world;
        tear_down(&again);
    }
}

/* ---- what is no change ---------------------------------------------------------------------- */

static void read_it(World *world) {
    char text[8];
    FILE *file = fopen(world->day, "re");
    assert_true(fread(text, 1, sizeof text, file) > 0);
    fclose(file);
}

static void write_beside(World *world) {
    const char *beside = folder_file(world->folder, ".day.yaml.swp");
    file_put(beside, "swap");
    unlink(beside);
    file_put(folder_file(world->folder, "other.yaml"), "x");
}

static void open_for_writing(World *world) {
    int fd = open(world->day, O_RDWR | O_CLOEXEC);
    close(fd);
}

static const struct {
    const char *name;
    void (*act)(World *world);
} NO_CHANGES[] = {
    {"read", read_it},
    {"something else written beside", write_beside},
    {"opened and closed", open_for_writing},
};

static void what_is_no_change(void **context) {
    World *world = *context;
    watch_both(world);
    for (size_t i = 0; i < countof(NO_CHANGES); i++) {
        NO_CHANGES[i].act(world);
        if (is_reported(world, DAY))
            fail_msg("%s: reported", NO_CHANGES[i].name);
    }
}

/* ---- when it is reported -------------------------------------------------------------------- */

static void wait_for_a_slow_save(World *world) {
    FILE *file = fopen(world->day, "we");
    double quiet_since = now_ms();
    bool is_told = false; /* a busy machine may leave more than the quiet time between two writes */
    for (int i = 0; i < 5; i++) {
        fputs("half a line, ", file);
        fflush(file);
        is_told = false;
        double before = now_ms();
        struct pollfd fd = {.fd = watch_fd(world->watch), .events = POLLIN};
        /* Half of the quiet time passes between two writes, at least. */
        while (now_ms() < before + QUIET_MS / 2.0) {
            poll(&fd, 1, 5);
            uint32_t changed = watch_take(world->watch);
            if ((changed & DAY) && now_ms() - quiet_since < QUIET_MS)
                fail_msg("reported %.0f ms after the last write", now_ms() - quiet_since);
            is_told |= (changed & DAY) != 0;
        }
        quiet_since = now_ms();
    }
    fclose(file);
    if (is_told)
        return;
    quiet_since = now_ms();
    assert_int_equal(wait_for(world), DAY);
    assert_true(now_ms() - quiet_since >= QUIET_MS - 2);
}

/* Whoever looked meanwhile found nothing, and it is what it was before. */
static void what_was_away_for_a_moment(void **context) {
    World *world = *context;
    char away[PATH_MAX + 8];
    snprintf(away, sizeof away, "%s-away", world->folder);
    for (int i = 0; i < 2; i++) {
        watch_remove(world->watch, DAY);
        watch_remove(world->watch, SENTINEL);
        assert_true(watch_add(world->watch, world->day, i ? WATCH_TOUCHED : WATCH_WRITTEN, DAY));
        assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
        assert_int_equal(rename(world->folder, away), 0);
        assert_int_equal(rename(away, world->folder), 0);
        assert_true(is_reported(world, DAY) == (i == 1));
        assert_false(is_reported(world, DAY)); /* once */
    }
}

static void a_slow_save_is_waited_for(void **context) {
    World *world = *context;
    watch_both(world);
    wait_for_a_slow_save(world);
    unlink(world->day);
    assert_true(is_reported(world, DAY));
    wait_for_a_slow_save(world); /* of a new file */
}

static void an_emergency_is_not_waited_for(void **context) {
    World *world = *context;
    const char *path = folder_file(world->folder, "emergency.txt");
    WatchSettings slow = {.quiet = 5000, .is_polling = false};
    watch_free(world->watch);
    world->watch = watch_create(&slow);
    assert_true(watch_add(world->watch, path, WATCH_AT_ONCE, URGENT));
    double before = now_ms();
    file_put(path, "Leave\n");
    while (wait_for(world) != URGENT)
        ;
    assert_true(now_ms() - before < 2000);
    watch_take(world->watch);
    unlink(path);
    assert_int_equal(wait_for(world), URGENT);
    assert_true(now_ms() - before < 4000);
}

static void a_file_comes_back(void **context) {
    World *world = *context;
    watch_both(world);
    for (int i = 0; i < 3; i++) {
        unlink(world->day);
        assert_true(is_reported(world, DAY));
        file_put(world->day, "back\n");
        assert_true(is_reported(world, DAY));
    }
}

static void a_path_that_is_not_there_yet(void **context) {
    World *world = *context;
    char deep[PATH_MAX];
    strcpy(deep, folder_file(world->folder, "usb/stick/day.yaml"));
    assert_true(watch_add(world->watch, deep, WATCH_WRITTEN, DAY));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
    assert_int_equal(mkdir(folder_file(world->folder, "usb"), 0700), 0);
    assert_false(is_reported(world, DAY));
    assert_int_equal(mkdir(folder_file(world->folder, "usb/stick"), 0700), 0);
    file_put(deep, "here\n");
    assert_true(is_reported(world, DAY));
    file_put(deep, "and changed\n");
    assert_true(is_reported(world, DAY));
}

static void a_link_is_followed(void **context) {
    World *world = *context;
    char link[PATH_MAX];
    strcpy(link, folder_file(world->folder, "current"));
    mkdir(folder_file(world->folder, "v1"), 0700);
    mkdir(folder_file(world->folder, "v2"), 0700);
    file_put(folder_file(world->folder, "v1/day.yaml"), "v1\n");
    file_put(folder_file(world->folder, "v2/day.yaml"), "v2\n");
    assert_int_equal(symlink("v1", link), 0);
    assert_true(watch_add(world->watch, folder_file(world->folder, "current/day.yaml"),
                          WATCH_WRITTEN, DAY));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
    /* What it leads to. */
    file_put(folder_file(world->folder, "v1/day.yaml"), "v1, changed\n");
    assert_true(is_reported(world, DAY));
    file_put(folder_file(world->folder, "v1/tmp"), "v1, renamed over\n");
    assert_int_equal(
        rename(folder_file(world->folder, "v1/tmp"), folder_file(world->folder, "v1/day.yaml")), 0);
    assert_true(is_reported(world, DAY));
    /* Where it leads. */
    assert_int_equal(symlink("v2", folder_file(world->folder, "new")), 0);
    assert_int_equal(rename(folder_file(world->folder, "new"), link), 0);
    assert_true(is_reported(world, DAY));
    file_put(folder_file(world->folder, "v1/day.yaml"), "nobody's any more\n");
    assert_false(is_reported(world, DAY));
    file_put(folder_file(world->folder, "v2/day.yaml"), "v2, changed\n");
    assert_true(is_reported(world, DAY));
}

/* The file itself is a link into another folder. */
static void a_file_elsewhere_is_followed(void **context) {
    World *world = *context;
    char target[PATH_MAX], link[PATH_MAX];
    strcpy(target, folder_file(world->folder, "away/day.yaml"));
    strcpy(link, folder_file(world->folder, "link.yaml"));
    mkdir(folder_file(world->folder, "away"), 0700);
    file_put(target, "away\n");
    assert_int_equal(symlink("away/day.yaml", link), 0);
    assert_true(watch_add(world->watch, link, WATCH_WRITTEN, DAY));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
    file_put(folder_file(world->folder, "away/tmp"), "renamed over\n");
    assert_int_equal(rename(folder_file(world->folder, "away/tmp"), target), 0);
    assert_true(is_reported(world, DAY));
    unlink(target);
    assert_true(is_reported(world, DAY));
    file_put(folder_file(world->folder, "away/tmp"), "back\n");
    assert_int_equal(rename(folder_file(world->folder, "away/tmp"), target), 0);
    assert_true(is_reported(world, DAY));
}

static void a_folder_of_schedules(void **context) {
    World *world = *context;
    const char *days = folder_file(world->folder, "days");
    char path[PATH_MAX];
    mkdir(days, 0700);
    assert_true(watch_add(world->watch, days, WATCH_WRITTEN, DAY));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
    strcpy(path, folder_file(world->folder, "days/day1.yaml"));
    file_put(path, "1\n");
    assert_true(is_reported(world, DAY));
    file_put(path, "11\n");
    assert_true(is_reported(world, DAY));
    file_put(folder_file(world->folder, "days/.day1.yaml.swp"), "swap");
    file_put(folder_file(world->folder, "days/day1.yaml~"), "backup");
    assert_false(is_reported(world, DAY));
    unlink(path);
    assert_true(is_reported(world, DAY));
}

static void paths_are_forgotten(void **context) {
    World *world = *context;
    watch_both(world);
    watch_remove(world->watch, DAY);
    rewrite(world);
    assert_false(is_reported(world, DAY));
    assert_true(watch_add(world->watch, world->day, WATCH_WRITTEN, DAY));
    same_size(world);
    assert_true(is_reported(world, DAY));
}

static void the_method_is_told(void **context) {
    World *world = *context;
    watch_both(world);
    assert_string_equal(watch_method(world->watch),
                        world->is_polling ? "polling (as asked for)" : "inotify");
}

static void there_are_only_so_many(void **context) {
    World *world = *context;
    for (size_t i = 0; i < WATCH_PATHS_MAX; i++)
        assert_true(watch_add(world->watch, world->day, WATCH_WRITTEN, DAY));
    assert_false(watch_add(world->watch, world->day, WATCH_WRITTEN, DAY));
}

/* A link to a file behind a link to a folder; then that one is swapped, as deployments do. */
static void links_behind_links(void **context) {
    World *world = *context;
    mkdir(folder_file(world->folder, "v1"), 0700);
    mkdir(folder_file(world->folder, "v2"), 0700);
    file_put(folder_file(world->folder, "v1/d.yaml"), "v1\n");
    file_put(folder_file(world->folder, "v2/d.yaml"), "v2\n");
    assert_int_equal(symlink("v1", folder_file(world->folder, "data")), 0);
    assert_int_equal(symlink("./data/../data/d.yaml", folder_file(world->folder, "d.yaml")), 0);
    assert_true(watch_add(world->watch, folder_file(world->folder, "d.yaml"), WATCH_WRITTEN, DAY));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
    for (int i = 0; i < 3; i++) {
        const char *next = i % 2 ? "v1" : "v2", *before = i % 2 ? "v2" : "v1";
        char file[32];
        assert_int_equal(symlink(next, folder_file(world->folder, "data.tmp")), 0);
        assert_int_equal(
            rename(folder_file(world->folder, "data.tmp"), folder_file(world->folder, "data")), 0);
        assert_true(is_reported(world, DAY));
        snprintf(file, sizeof file, "%s/d.yaml", before);
        file_put(folder_file(world->folder, file), "nobody's any more\n");
        assert_false(is_reported(world, DAY));
        snprintf(file, sizeof file, "%s/d.yaml", next);
        file_put(folder_file(world->folder, file), i % 2 ? "later\n" : "edited later\n");
        assert_true(is_reported(world, DAY));
    }
}

/* Whoever read the file before it was watched says what was there: what came since is a change. */
static void what_changed_before_is_reported(void **context) {
    World *world = *context;
    Signature read = signature_of(world->day);
    rewrite(world);
    assert_true(watch_add_known(world->watch, world->day, WATCH_WRITTEN, DAY, read));
    assert_true(watch_add(world->watch, world->sentinel, WATCH_WRITTEN, SENTINEL));
    assert_int_equal(wait_for(world), DAY); /* before anything else happens */
    assert_false(is_reported(world, DAY));  /* once */
    watch_remove(world->watch, DAY);
    read = signature_of(world->day);
    assert_true(watch_add_known(world->watch, world->day, WATCH_WRITTEN, DAY, read));
    assert_false(is_reported(world, DAY));
    append(world);
    assert_true(is_reported(world, DAY));
}

/* Looks until the method is that one. */
static void wait_for_method(World *world, const char *method) {
    double until = now_ms() + PATIENCE_MS;
    while (!strstr(watch_method(world->watch), method)) {
        struct pollfd fd = {.fd = watch_fd(world->watch), .events = POLLIN};
        if (now_ms() > until)
            fail_msg("not \"%s\" but \"%s\"", method, watch_method(world->watch));
        poll(&fd, 1, 100);
        watch_take(world->watch);
    }
}

/* On a fresh machine there is not even the folder: it is waited for, and listened to then. */
static void what_was_missing_is_listened_to(void **context) {
    World *world = *context;
    char deep[PATH_MAX];
    strcpy(deep, folder_file(world->folder, "state/kiosk/day.json"));
    assert_true(watch_add(world->watch, deep, WATCH_AT_ONCE, DAY));
    assert_string_equal(watch_method(world->watch), "polling (no folder yet)");
    mkdir(folder_file(world->folder, "state"), 0700);
    mkdir(folder_file(world->folder, "state/kiosk"), 0700);
    wait_for_method(world, "inotify");
    assert_string_equal(watch_method(world->watch), "inotify");
    file_put(deep, "{}");
    assert_int_equal(wait_for(world), DAY);
}

/* A folder of another user's, since root may read everything. */
static void open_strange_folder(char *folder) {
    strcpy(folder, "/tmp/kiosk-watch-XXXXXX");
    assert_non_null(mkdtemp(folder));
    if (geteuid() == 0) {
        assert_int_equal(chown(folder, 65534, 65534), 0);
        assert_int_equal(seteuid(65534), 0);
    }
}

static void close_strange_folder(const char *folder) {
    chmod(folder, 0700);
    folder_remove(folder);
    if (getuid() == 0)
        assert_int_equal(seteuid(0), 0);
}

/* It may be passed through, but not read: nobody tells what happens in it. */
static void a_folder_that_cannot_be_listened_to(void **context) {
    World *world = *context;
    char folder[64];
    open_strange_folder(folder);
    const char *path = folder_file(folder, "emergency.txt");
    assert_int_equal(chmod(folder, 0311), 0);
    assert_true(watch_add(world->watch, path, WATCH_AT_ONCE, URGENT));
    assert_non_null(strstr(watch_method(world->watch), "polling (a folder on its way"));
    file_put(path, "Leave\n");
    assert_int_equal(wait_for(world), URGENT);
    unlink(path);
    assert_int_equal(wait_for(world), URGENT);
    close_strange_folder(folder);
}

/* Closed for a moment: what was listened to is so again, and nothing of it is missed. */
static void a_folder_that_is_closed_for_a_moment(void **context) {
    World *world = *context;
    char folder[64];
    open_strange_folder(folder);
    const char *path = folder_file(folder, "emergency.txt");
    assert_true(watch_add(world->watch, path, WATCH_AT_ONCE, URGENT));
    assert_string_equal(watch_method(world->watch), "inotify");
    assert_int_equal(chmod(folder, 0), 0);
    wait_for_method(world, "polling");
    assert_int_equal(chmod(folder, 0700), 0);
    file_put(path, "Leave\n");
    assert_int_equal(wait_for(world), URGENT);
    wait_for_method(world, "inotify");
    unlink(path);
    assert_int_equal(wait_for(world), URGENT);
    close_strange_folder(folder);
}

#define test(f) cmocka_unit_test_setup_teardown(f, set_up, tear_down)
#define polling(f)                                                                                 \
    { "polling: " #f, f, set_up_polling, tear_down, NULL }

int main(void) {
    const struct CMUnitTest tests[] = {
        test(every_change_is_reported_once),
        test(what_is_no_change),
        test(what_was_away_for_a_moment),
        test(a_slow_save_is_waited_for),
        test(an_emergency_is_not_waited_for),
        test(a_file_comes_back),
        test(a_path_that_is_not_there_yet),
        test(a_link_is_followed),
        test(a_file_elsewhere_is_followed),
        test(links_behind_links),
        test(what_changed_before_is_reported),
        test(what_was_missing_is_listened_to),
        test(a_folder_that_cannot_be_listened_to),
        test(a_folder_that_is_closed_for_a_moment),
        test(a_folder_of_schedules),
        test(paths_are_forgotten),
        test(the_method_is_told),
        test(there_are_only_so_many),
        polling(every_change_is_reported_once),
        polling(what_is_no_change),
        polling(a_file_comes_back),
        polling(a_path_that_is_not_there_yet),
        polling(a_link_is_followed),
        polling(links_behind_links),
        polling(what_changed_before_is_reported),
        polling(a_folder_of_schedules),
        polling(the_method_is_told),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
