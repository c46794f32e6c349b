/* test_guarded_map.c: files that are cut short while they are mapped. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/guarded_map.h"

#define NAME TEST_BUILD_DIR "/guarded-map.bin"

enum { SIZE = 5 * 4096 + 100 };

static int make_file(void) {
    static char bytes[SIZE];
    memset(bytes, 'x', sizeof bytes);
    int fd = open(NAME, O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    assert_true(fd >= 0);
    assert_int_equal(write(fd, bytes, sizeof bytes), SIZE);
    return fd;
}

/* Read as the program reads: nothing is left out because nobody wants it. */
static char byte_of(const void *bytes, size_t at) {
    return ((const volatile char *)bytes)[at];
}

static void what_is_cut_off_is_zeros(void **state) {
    (void)state;
    int fd = make_file();
    const char *bytes = guarded_map(fd, SIZE), *other = guarded_map(fd, SIZE);
    assert_non_null(bytes);
    assert_int_equal(byte_of(bytes, 0), 'x');
    assert_false(guarded_is_lost(bytes));
    assert_int_equal(ftruncate(fd, 4096), 0);
    assert_int_equal(byte_of(bytes, 3 * 4096), 0); /* SIGBUS */
    assert_int_equal(byte_of(bytes, 0), 0);        /* and so is what was still there */
    assert_true(guarded_is_lost(bytes));
    assert_true(guarded_is_lost(other)); /* by the look alone */
    assert_int_equal(byte_of(other, 0), 0);
    guarded_rest(bytes);
    assert_int_equal(byte_of(bytes, SIZE - 1), 0);
    guarded_unmap(bytes);
    guarded_unmap(other);
    close(fd);
}

static void what_is_written_over_is_lost(void **state) {
    (void)state;
    int fd = make_file();
    const char *bytes = guarded_map(fd, SIZE);
    assert_non_null(bytes);
    struct stat info;
    assert_int_equal(fstat(fd, &info), 0);
    assert_int_equal(pwrite(fd, "y", 1, 100), 1);
    /* A file system may keep the time in steps that are longer than this test. */
    const struct timespec later[] = {{.tv_sec = info.st_mtim.tv_sec + 1},
                                     {.tv_sec = info.st_mtim.tv_sec + 1}};
    assert_int_equal(futimens(fd, later), 0);
    assert_true(guarded_is_lost(bytes));
    assert_int_equal(byte_of(bytes, 100), 0);
    guarded_unmap(bytes);
    close(fd);
}

static void a_file_in_its_place_takes_nothing_away(void **state) {
    (void)state;
    int fd = make_file();
    const char *bytes = guarded_map(fd, SIZE);
    close(fd);
    assert_int_equal(unlink(NAME), 0);
    close(make_file());
    assert_int_equal(truncate(NAME, 0), 0);
    guarded_rest(bytes);
    assert_false(guarded_is_lost(bytes));
    assert_int_equal(byte_of(bytes, SIZE - 1), 'x');
    guarded_unmap(bytes);
    guarded_unmap(bytes); /* not ours any more */
    assert_false(guarded_is_lost(bytes));
}

/* As many as there are places for, and then none; a place that is given back is used again. */
static void there_are_places_for_many(void **state) {
    (void)state;
    static const void *maps[5000];
    int fd = make_file();
    size_t count = 0;
    while (count < 5000 && (maps[count] = guarded_map(fd, SIZE)))
        count++;
    assert_true(count > 100 && count < 5000);
    guarded_unmap(maps[7]);
    maps[7] = guarded_map(fd, SIZE);
    assert_non_null(maps[7]);
    assert_int_equal(ftruncate(fd, 0), 0);
    for (size_t i = 0; i < count; i++) {
        assert_int_equal(byte_of(maps[i], 0), 0);
        guarded_unmap(maps[i]);
    }
    close(fd);
}

/* Somebody else's fault is not hidden. */
static void what_is_not_guarded_ends_the_process(void **state) {
    (void)state;
    int fd = make_file();
    signal(SIGBUS, SIG_DFL); /* the test's runner has one, too */
    guarded_unmap(guarded_map(fd, SIZE));
    const void *bytes = mmap(NULL, SIZE, PROT_READ, MAP_PRIVATE, fd, 0);
    assert_true(bytes != MAP_FAILED);
    assert_int_equal(ftruncate(fd, 0), 0);
    pid_t child = fork();
    if (child == 0) {
        close(2); /* a sanitizer would tell all about it */
        _exit(byte_of(bytes, 0));
    }
    int status;
    assert_int_equal(waitpid(child, &status, 0), child);
    assert_true(WIFSIGNALED(status) && WTERMSIG(status) == SIGBUS);
    close(fd);
}

int main(void) {
    const struct CMUnitTest tests[] = {
        cmocka_unit_test(what_is_cut_off_is_zeros),
        cmocka_unit_test(what_is_written_over_is_lost),
        cmocka_unit_test(a_file_in_its_place_takes_nothing_away),
        cmocka_unit_test(there_are_places_for_many),
        cmocka_unit_test(what_is_not_guarded_ends_the_process),
    };
    return cmocka_run_group_tests(tests, NULL, NULL);
}
