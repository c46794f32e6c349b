/* test_unix_listener.c: a path is taken once, by a socket that listens from its first moment on. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <pthread.h>
#include <sys/file.h>
#include <sys/socket.h>

#include "../live/folder.h"
#include "base/files.h"
#include "base/unix_listener.h"

/* The folder is the working folder: its own path may be too long for a socket's. */
typedef struct {
    char folder[PATH_MAX];
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    folder_fresh(world->folder, sizeof world->folder, "unix-listener");
    *context = world;
    return chdir(world->folder);
}

static int tear_down(void **context) {
    World *world = *context;
    folder_remove(world->folder);
    free(world);
    return chdir(TEST_BUILD_DIR);
}

static struct sockaddr_un address_of(const char *path) {
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    strcpy(address.sun_path, path);
    return address;
}

static bool answers(const char *path) {
    struct sockaddr_un address = address_of(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
    bool is_there = connect(fd, (struct sockaddr *)&address, sizeof address) == 0;
    close(fd);
    return is_there;
}

/* What a program leaves behind that was killed. */
static void leave_behind(const char *path) {
    struct sockaddr_un address = address_of(path);
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    close(fd);
}

static size_t names_here(void) {
    Arena *arena = arena_create();
    const Str *names;
    size_t count;
    assert_true(folder_list(arena, ".", &names, &count));
    arena_free(arena);
    return count;
}

static void a_path_is_taken_once(void **context) {
    (void)context;
    UnixListener first, second;
    struct stat status;
    assert_true(unix_listener_open(&first, "a", 0600));
    assert_int_equal(lstat("a", &status), 0);
    assert_true(S_ISSOCK(status.st_mode));
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(names_here(), 1); /* nothing beside it */
    assert_true(answers("a"));
    assert_false(unix_listener_open(&second, "a", 0600));
    assert_int_equal(errno, EADDRINUSE);
    assert_true(answers("a"));
    unix_listener_close(&second);
    assert_true(answers("a"));
    unix_listener_close(&first);
    assert_int_equal(names_here(), 0);
    unix_listener_close(&first);
    unix_listener_close(&(UnixListener){0});
}

static void the_dead_leave_their_place(void **context) {
    (void)context;
    UnixListener heir;
    leave_behind("a");
    assert_false(answers("a"));
    assert_true(unix_listener_open(&heir, "a", 0));
    assert_true(answers("a"));
    assert_int_equal(names_here(), 1);
    unix_listener_close(&heir);
}

static void other_things_stay(void **context) {
    (void)context;
    UnixListener listener;
    file_put("file", "text");
    assert_int_equal(mkdir("folder", 0700), 0);
    assert_int_equal(symlink("file", "link"), 0);
    static const char *const NAMES[] = {"file", "folder", "link"};
    for (size_t i = 0; i < countof(NAMES); i++) {
        assert_false(unix_listener_open(&listener, NAMES[i], 0));
        assert_int_equal(errno, EEXIST);
    }
    assert_int_equal(names_here(), 3);
    assert_false(unix_listener_open(&listener, "no/such/folder", 0));
    assert_int_equal(errno, ENOENT);
    char path[UNIX_PATH_MAX + 2];
    memset(path, 'x', sizeof path);
    path[UNIX_PATH_MAX + 1] = 0;
    assert_false(unix_listener_open(&listener, path, 0));
    assert_int_equal(errno, ENAMETOOLONG);
    path[UNIX_PATH_MAX] = 0;
    assert_true(unix_listener_open(&listener, path, 0));
    unix_listener_close(&listener);
}

static void only_our_own_is_removed(void **context) {
    (void)context;
    UnixListener listener;
    assert_true(unix_listener_open(&listener, "a", 0));
    assert_int_equal(unlink("a"), 0);
    file_put("a", "somebody's");
    unix_listener_close(&listener);
    assert_true(file_is_there("a"));
}

static void a_folder_that_others_hold(void **context) {
    (void)context;
    UnixListener listener;
    leave_behind("a");
    int lock = open(".", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    assert_int_equal(flock(lock, LOCK_EX), 0);
    assert_false(unix_listener_open(&listener, "a", 0));
    assert_int_equal(errno, EBUSY);
    /* A path where nothing is left behind needs no lock. */
    assert_true(unix_listener_open(&listener, "b", 0));
    unix_listener_close(&listener);
    close(lock);
}

/* ---- many at once --------------------------------------------------------------------------- */

enum { RIVALS = 8, ROUNDS = 60 };

typedef struct {
    pthread_barrier_t barrier;
    UnixListener listeners[RIVALS];
    bool has_it[RIVALS];
} Race;

typedef struct {
    Race *race;
    size_t number;
} Rival;

static void *run_rival(void *context) {
    const Rival *rival = context;
    Race *race = rival->race;
    for (int round = 0; round < ROUNDS; round++) {
        pthread_barrier_wait(&race->barrier); /* the place is prepared */
        race->has_it[rival->number] =
            unix_listener_open(&race->listeners[rival->number], "a", 0600);
        pthread_barrier_wait(&race->barrier); /* all have tried */
        pthread_barrier_wait(&race->barrier); /* it was looked at */
    }
    return NULL;
}

static void one_of_many_gets_it(void **context) {
    (void)context;
    Race race = {0};
    pthread_t threads[RIVALS];
    Rival rivals[RIVALS];
    pthread_barrier_init(&race.barrier, NULL, RIVALS + 1);
    for (size_t i = 0; i < RIVALS; i++) {
        rivals[i] = (Rival){.race = &race, .number = i};
        assert_int_equal(pthread_create(&threads[i], NULL, run_rival, &rivals[i]), 0);
    }
    for (int round = 0; round < ROUNDS; round++) {
        if (round % 2)
            leave_behind("a");
        pthread_barrier_wait(&race.barrier);
        pthread_barrier_wait(&race.barrier);
        size_t winners = 0;
        for (size_t i = 0; i < RIVALS; i++)
            winners += race.has_it[i];
        assert_int_equal(winners, 1);
        assert_true(answers("a"));
        assert_int_equal(names_here(), 1);
        for (size_t i = 0; i < RIVALS; i++)
            if (race.has_it[i])
                unix_listener_close(&race.listeners[i]);
        assert_int_equal(names_here(), 0);
        pthread_barrier_wait(&race.barrier);
    }
    for (size_t i = 0; i < RIVALS; i++)
        pthread_join(threads[i], NULL);
    pthread_barrier_destroy(&race.barrier);
}

int main(void) {
#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(a_path_is_taken_once),    test(the_dead_leave_their_place), test(other_things_stay),
        test(only_our_own_is_removed), test(a_folder_that_others_hold),  test(one_of_many_gets_it),
    };
#undef test
    return cmocka_run_group_tests(tests, NULL, NULL);
}
