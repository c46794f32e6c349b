/* slow_files.c: a disk that is slow, or full, for a program that is run with this library in
 * LD_PRELOAD.
 *
 * SLOW_FILES=NAME:MILLISECONDS:SWITCH makes each call for a path that ends in NAME, and each
 * reading of such a file, so slow, or until there is no file SWITCH any more. A file SWITCH.hit
 * says that it has happened. FULL_DISK=SWITCH: as long as there is a file SWITCH nothing more can
 * be written to any file. */
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdarg.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <sys/vfs.h>
#include <time.h>
#include <unistd.h>

enum { STEP_MS = 10 };

static void wait_for(const char *path) {
    const char *said = getenv("SLOW_FILES");
    char name[64], is_on[PATH_MAX], hit[PATH_MAX + 8];
    int millis;
    if (!path || !said || sscanf(said, "%63[^:]:%d:%4095s", name, &millis, is_on) != 3)
        return;
    size_t len = strlen(path), end = strlen(name);
    if (len < end || strcmp(path + len - end, name) != 0 ||
        syscall(SYS_faccessat, AT_FDCWD, is_on, F_OK) != 0)
        return;
    snprintf(hit, sizeof hit, "%s.hit", is_on);
    long fd = syscall(SYS_openat, AT_FDCWD, hit, O_WRONLY | O_CREAT | O_CLOEXEC, 0600);
    if (fd >= 0)
        close((int)fd);
    const struct timespec step = {.tv_nsec = STEP_MS * 1000000L};
    for (int waited = 0; waited < millis; waited += STEP_MS) {
        if (syscall(SYS_faccessat, AT_FDCWD, is_on, F_OK) != 0)
            return;
        nanosleep(&step, NULL);
    }
}

/* By the name that the kernel has of it. */
ssize_t read(int fd, void *to, size_t len) {
    char link[64], path[PATH_MAX];
    snprintf(link, sizeof link, "/proc/self/fd/%d", fd);
    ssize_t end = readlink(link, path, sizeof path - 1);
    if (end > 0 && path[0] == '/') {
        path[end] = 0;
        wait_for(path);
    }
    return syscall(SYS_read, fd, to, len);
}

int open(const char *path, int flags, ...) {
    va_list args;
    va_start(args, flags);
    mode_t mode = flags & (O_CREAT | __O_TMPFILE) ? va_arg(args, mode_t) : 0;
    va_end(args);
    wait_for(path);
    return openat(AT_FDCWD, path, flags, mode);
}

int stat(const char *restrict path, struct stat *restrict info) {
    wait_for(path);
    return fstatat(AT_FDCWD, path, info, 0);
}

int lstat(const char *restrict path, struct stat *restrict info) {
    wait_for(path);
    return fstatat(AT_FDCWD, path, info, AT_SYMLINK_NOFOLLOW);
}

int statfs(const char *path, struct statfs *info) {
    wait_for(path);
    return (int)syscall(SYS_statfs, path, info);
}

ssize_t write(int fd, const void *from, size_t len) {
    const char *is_full = getenv("FULL_DISK");
    struct stat info;
    if (is_full && syscall(SYS_faccessat, AT_FDCWD, is_full, F_OK) == 0 && fstat(fd, &info) == 0 &&
        S_ISREG(info.st_mode)) {
        errno = ENOSPC;
        return -1;
    }
    return syscall(SYS_write, fd, from, len);
}
