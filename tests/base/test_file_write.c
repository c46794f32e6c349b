/* test_file_write.c: a file is replaced as a whole or not at all, and nothing else ever is. */
#include <setjmp.h>
#include <stdarg.h>
#include <stddef.h>
#include <stdint.h>

#include <cmocka.h>

#include <errno.h>
#include <sys/socket.h>
#include <sys/sysmacros.h>
#include <sys/un.h>

#include "../live/folder.h"
#include "base/file_write.h"
#include "base/files.h"

typedef struct {
    Arena *arena;
    char folder[PATH_MAX];
} World;

static int set_up(void **context) {
    World *world = calloc(1, sizeof *world);
    world->arena = arena_create();
    folder_fresh(world->folder, sizeof world->folder, "file-write");
    *context = world;
    return 0;
}

static int tear_down(void **context) {
    World *world = *context;
    folder_remove(world->folder);
    arena_free(world->arena);
    free(world);
    return 0;
}

static bool put(const char *path, const char *text, const FileWrite *how) {
    Str part = str_from(text);
    return file_write(path, &part, 1, how);
}

static void assert_holds(const World *world, const char *path, const char *text) {
    Str bytes;
    assert_true(file_read(world->arena, path, &bytes));
    assert_string_equal(bytes.s, text);
}

static void what_is_private_is_nobody_elses(void **context) {
    const World *world = *context;
    const char *path = str_copy(world->arena, str_from(folder_file(world->folder, "state"))).s;
    struct stat status;
    mode_t mask = umask(0);
    assert_true(put(path, "one", &(FileWrite){.is_private = true}));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    assert_int_equal(chmod(path, 0644), 0); /* as a former version left it */
    assert_true(put(path, "two", &(FileWrite){.is_private = true}));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mode & 0777, 0600);
    umask(mask);
}

static size_t names_in(const World *world) {
    const Str *names;
    size_t count;
    assert_true(folder_list(world->arena, world->folder, &names, &count));
    return count;
}

static mode_t type_of(const char *path) {
    struct stat status;
    assert_int_equal(lstat(path, &status), 0);
    return status.st_mode & S_IFMT;
}

static mode_t mode_of(const char *path) {
    struct stat status;
    assert_int_equal(stat(path, &status), 0);
    return status.st_mode & 07777;
}

static void new_and_old_files(void **context) {
    const World *world = *context;
    const char *path = folder_file(world->folder, "a.txt");
    mode_t before = umask(027);
    assert_true(put(path, "one", NULL));
    assert_int_equal(mode_of(path), 0640);
    assert_true(put(path, "two", &(FileWrite){.mode = 0600}));
    assert_int_equal(mode_of(path), 0640); /* an old file's stays */
    umask(before);
    assert_holds(world, path, "two");
    assert_int_equal(chmod(path, 0604), 0);
    Str parts[] = {str_from("three "), {0}, str_from("four")};
    assert_true(file_write(path, parts, countof(parts), &(FileWrite){.is_durable = true}));
    assert_holds(world, path, "three four");
    assert_int_equal(mode_of(path), 0604);
    const char *secret = folder_file(world->folder, "secret");
    assert_true(put(secret, "s", &(FileWrite){.mode = 0600}));
    assert_int_equal(mode_of(secret), 0600);
    struct timespec time = {.tv_sec = 1000000000};
    struct stat status;
    assert_true(put(path, "five", &(FileWrite){.modified = &time}));
    assert_int_equal(stat(path, &status), 0);
    assert_int_equal(status.st_mtim.tv_sec, 1000000000);
    assert_int_equal(names_in(world), 2);
}

static void folders_are_made_when_asked_for(void **context) {
    const World *world = *context;
    const char *path = folder_file(world->folder, "x/y/z.txt");
    assert_false(put(path, "a", NULL));
    assert_int_equal(errno, ENOENT);
    assert_true(put(path, "a", &(FileWrite){.makes_folders = true}));
    assert_holds(world, path, "a");
    const char *inside_file = folder_file(world->folder, "x/y/z.txt/w");
    assert_false(put(inside_file, "a", &(FileWrite){.makes_folders = true}));
    assert_int_equal(errno, ENOTDIR);
}

static void links_are_followed(void **context) {
    const World *world = *context;
    const char *real = folder_file(world->folder, "real.txt");
    const char *link = folder_file(world->folder, "link.txt");
    const char *chain = folder_file(world->folder, "chain.txt");
    assert_true(put(real, "one", NULL));
    assert_int_equal(symlink("real.txt", link), 0);
    assert_int_equal(symlink(link, chain), 0);
    assert_true(put(chain, "two", NULL));
    assert_int_equal(type_of(link), S_IFLNK);
    assert_int_equal(type_of(chain), S_IFLNK);
    assert_int_equal(type_of(real), S_IFREG);
    assert_holds(world, real, "two");
    /* to a place where nothing is yet */
    const char *dangling = folder_file(world->folder, "dangling");
    assert_int_equal(symlink("new.txt", dangling), 0);
    assert_true(put(dangling, "three", NULL));
    assert_int_equal(type_of(dangling), S_IFLNK);
    assert_holds(world, folder_file(world->folder, "new.txt"), "three");
    const char *loop = folder_file(world->folder, "loop");
    assert_int_equal(symlink("loop", loop), 0);
    assert_false(put(loop, "four", NULL));
    assert_int_equal(errno, ELOOP);
    assert_int_equal(type_of(loop), S_IFLNK);
}

/* The memory device of that number. Root, who could replace the system's, gets one of its own. */
static const char *device(const World *world, const char *name, unsigned minor_number) {
    const char *own = folder_file(world->folder, name);
    if (mknod(own, S_IFCHR | 0666, makedev(1, minor_number)) == 0) {
        int fd = open(own, O_WRONLY | O_CLOEXEC);
        if (fd >= 0) {
            close(fd);
            return own;
        }
        unlink(own); /* a file system without devices */
    }
    if (geteuid() == 0)
        skip();
    return str_printf(world->arena, "/dev/%s", name).s;
}

/* Stays what it is, whoever asks, and nobody waits. */
static void assert_refused(const char *path, mode_t type, int error) {
    static const FileWrite WAYS[] = {{.is_durable = true}, {.may_wait = true}};
    for (size_t i = 0; i < countof(WAYS); i++) {
        assert_false(put(path, "x", &WAYS[i]));
        if (!WAYS[i].may_wait)
            assert_int_equal(errno, error);
        assert_int_equal(type_of(path), type);
    }
}

static void what_is_no_file_is_refused(void **context) {
    const World *world = *context;
    const char *pipe = folder_file(world->folder, "pipe");
    const char *folder = folder_file(world->folder, "folder");
    const char *link = folder_file(world->folder, "link");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_int_equal(mkdir(folder, 0700), 0);
    assert_int_equal(symlink("pipe", link), 0);
    assert_refused(pipe, S_IFIFO, EMEDIUMTYPE);
    assert_refused(folder, S_IFDIR, EISDIR);
    assert_refused(link, S_IFLNK, EMEDIUMTYPE);
    assert_int_equal(type_of(pipe), S_IFIFO);
    struct sockaddr_un address = {.sun_family = AF_UNIX};
    int fd = socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
    assert_int_equal(chdir(world->folder), 0); /* the path may be longer than an address */
    strcpy(address.sun_path, "socket");
    assert_int_equal(bind(fd, (struct sockaddr *)&address, sizeof address), 0);
    assert_refused("socket", S_IFSOCK, EMEDIUMTYPE);
    close(fd);
    assert_int_equal(chdir(TEST_BUILD_DIR), 0);
    const char *null = device(world, "null", 3);
    assert_false(put(null, "x", NULL));
    assert_int_equal(errno, EMEDIUMTYPE);
    assert_true(put(null, "x", &(FileWrite){.may_wait = true}));
    assert_int_equal(type_of(null), S_IFCHR);
    Str bytes;
    assert_false(file_read(world->arena, pipe, &bytes));
    assert_int_equal(errno, EMEDIUMTYPE);
    assert_non_null(strstr(file_error_words(errno), "no regular file"));
    assert_string_equal(file_error_words(ENOENT), strerror(ENOENT));
}

static void a_pipe_that_is_read(void **context) {
    const World *world = *context;
    const char *pipe = folder_file(world->folder, "pipe");
    assert_int_equal(mkfifo(pipe, 0600), 0);
    assert_false(put(pipe, "picture", &(FileWrite){.may_wait = true}));
    assert_int_equal(errno, ENXIO); /* nobody reads */
    int reader = open(pipe, O_RDONLY | O_NONBLOCK | O_CLOEXEC);
    assert_false(put(pipe, "picture", NULL));
    assert_true(put(pipe, "picture", &(FileWrite){.may_wait = true}));
    char got[16] = {0};
    assert_int_equal(read(reader, got, sizeof got), 7);
    assert_string_equal(got, "picture");
    close(reader);
    assert_int_equal(type_of(pipe), S_IFIFO);
}

/* A time that no file can have makes it fail when the bytes are written. */
static void a_failure_leaves_what_was(void **context) {
    const World *world = *context;
    const char *path = folder_file(world->folder, "a.txt");
    assert_true(put(path, "old", NULL));
    const char *full = device(world, "full", 7);
    assert_false(put(full, "x", &(FileWrite){.may_wait = true}));
    assert_int_equal(errno, ENOSPC);
    assert_int_equal(type_of(full), S_IFCHR);
    unlink(full);
    if (geteuid() != 0) {
        assert_int_equal(chmod(world->folder, 0500), 0);
        assert_false(put(path, "new", NULL));
        assert_int_equal(errno, EACCES);
        assert_int_equal(chmod(world->folder, 0700), 0);
    }
    struct stat before, after;
    assert_int_equal(stat(path, &before), 0);
    struct timespec never = {.tv_nsec = -5}; /* is refused after the bytes are written */
    assert_false(put(path, "new", &(FileWrite){.modified = &never}));
    assert_int_equal(stat(path, &after), 0);
    assert_int_equal(before.st_ino, after.st_ino);
    assert_holds(world, path, "old");
    assert_int_equal(names_in(world), 1);
}

int main(void) {
#define test(function) cmocka_unit_test_setup_teardown(function, set_up, tear_down)
    const struct CMUnitTest tests[] = {
        test(what_is_private_is_nobody_elses), test(new_and_old_files),
        test(folders_are_made_when_asked_for), test(links_are_followed),
        test(what_is_no_file_is_refused),      test(a_pipe_that_is_read),
        test(a_failure_leaves_what_was),
    };
#undef test
    return cmocka_run_group_tests(tests, NULL, NULL);
}
