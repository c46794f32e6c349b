/* file_write.c: see file_write.h. */
#include "base/file_write.h"

#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"

enum { LINKS_MAX = 40, NAMES_TRIED = 20 };

const char *file_error_words(int error) {
    switch (error) {
    case EMEDIUMTYPE:
        return "is a pipe, a device or a socket, no regular file";
    case ENXIO:
        return "is a pipe that nobody reads";
    default:
        return strerror(error);
    }
}

static bool write_all(int fd, const Str *parts, size_t count) {
    for (size_t i = 0; i < count; i++)
        for (size_t at = 0; at < parts[i].len;) {
            ssize_t put = write(fd, parts[i].s + at, parts[i].len - at);
            if (put < 0 && errno == EINTR)
                continue;
            if (put <= 0) {
                errno = put < 0 ? errno : EIO;
                return false;
            }
            at += (size_t)put;
        }
    return true;
}

/* Closes it too; errno is the first failure's. */
static bool close_after(int fd, bool is_fine) {
    int error = errno;
    if (close(fd) != 0 && is_fine) {
        error = errno;
        is_fine = false;
    }
    errno = error;
    return is_fine;
}

/* Into a pipe or a device, which stays what it is. Opening never waits. */
static bool write_into(const char *path, const Str *parts, size_t count) {
    int fd = open(path, O_WRONLY | O_NONBLOCK | O_NOCTTY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct stat status;
    int flags = fcntl(fd, F_GETFL);
    bool is_fine = fstat(fd, &status) == 0 && flags >= 0;
    if (is_fine && !S_ISFIFO(status.st_mode) && !S_ISCHR(status.st_mode)) {
        errno = EMEDIUMTYPE;
        is_fine = false;
    }
    is_fine = is_fine && fcntl(fd, F_SETFL, flags & ~O_NONBLOCK) == 0;
    is_fine = is_fine && write_all(fd, parts, count);
    return close_after(fd, is_fine);
}

/* The path at the end of a chain of symbolic links, whether or not anything is there. NULL with
 * errno set. */
static const char *follow_links(Arena *arena, const char *path) {
    for (int i = 0; i < LINKS_MAX; i++) {
        char target[4096];
        ssize_t len = readlink(path, target, sizeof target);
        if (len < 0)
            return errno == EINVAL || errno == ENOENT ? path : NULL;
        if ((size_t)len == sizeof target) {
            errno = ENAMETOOLONG;
            return NULL;
        }
        target[len] = 0;
        path = *target == '/' ? arena_copy(arena, target, (size_t)len)
                              : path_join(arena, path_folder(arena, str_from(path)), target).s;
    }
    errno = ELOOP;
    return NULL;
}

/* A new, empty file beside `path`, whose name is put into *name. Below 0 with errno set. */
static int open_beside(Arena *arena, const char *path, mode_t mode, const char **name) {
    for (int i = 0; i < NAMES_TRIED; i++) {
        uint32_t number;
        if (getrandom(&number, sizeof number, 0) != sizeof number)
            number = (uint32_t)getpid() + (uint32_t)i;
        *name = arena_printf(arena, "%s.%08x.new", path, number);
        int fd = open(*name, O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW | O_CLOEXEC, mode);
        if (fd >= 0 || errno != EEXIST)
            return fd;
    }
    return -1;
}

/* The old file's mode and, where we may, its owner. */
static bool keep_attributes(int fd, const struct stat *old) {
    struct stat new;
    if (fstat(fd, &new) != 0)
        return false;
    if ((new.st_uid != old->st_uid || new.st_gid != old->st_gid) &&
        fchown(fd, old->st_uid, old->st_gid) != 0 && errno != EPERM)
        return false;
    return fchmod(fd, old->st_mode & 0777) == 0;
}

/* A name may be lost with the power; the old file then stands, which is no error. */
static void sync_folder(Arena *arena, const char *path) {
    int fd = open(path_folder(arena, str_from(path)).s, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd);
    close(fd);
}

/* `old` is NULL when there is no file yet. */
static bool replace(Arena *arena, const char *path, const struct stat *old, const Str *parts,
                    size_t count, const FileWrite *how) {
    const char *beside;
    mode_t mode = how->is_private ? 0600 : how->mode ? how->mode : 0666;
    int fd = open_beside(arena, path, mode, &beside);
    if (fd < 0)
        return false;
    bool is_fine = (!old || keep_attributes(fd, old)) &&
                   (!how->is_private || fchmod(fd, 0600) == 0) && write_all(fd, parts, count);
    if (is_fine && how->modified) {
        struct timespec times[2] = {*how->modified, *how->modified};
        is_fine = futimens(fd, times) == 0;
    }
    is_fine = is_fine && (!how->is_durable || fsync(fd) == 0);
    is_fine = close_after(fd, is_fine) && rename(beside, path) == 0;
    if (is_fine && how->is_durable)
        sync_folder(arena, path);
    if (!is_fine) {
        int error = errno;
        unlink(beside);
        errno = error;
    }
    return is_fine;
}

static bool write_to(Arena *arena, const char *path, const Str *parts, size_t count,
                     const FileWrite *how) {
    struct stat status, end;
    bool is_there = stat(path, &status) == 0;
    if (!is_there && errno != ENOENT && errno != ENOTDIR)
        return false;
    if (is_there && !S_ISREG(status.st_mode)) {
        if (how->may_wait && (S_ISFIFO(status.st_mode) || S_ISCHR(status.st_mode)))
            return write_into(path, parts, count);
        errno = S_ISDIR(status.st_mode) ? EISDIR : EMEDIUMTYPE;
        return false;
    }
    const char *target = follow_links(arena, path);
    if (!target)
        return false;
    /* The links under /proc look like paths and need not be: "/tmp/x (deleted)". */
    if (is_there &&
        (lstat(target, &end) != 0 || end.st_dev != status.st_dev || end.st_ino != status.st_ino)) {
        errno = ELOOP;
        return false;
    }
    if (how->makes_folders && !folder_make(path_folder(arena, str_from(target)).s))
        return false;
    return replace(arena, target, is_there ? &status : NULL, parts, count, how);
}

bool file_write(const char *path, const Str *parts, size_t count, const FileWrite *how) {
    static const FileWrite PLAIN = {0};
    Arena *arena = arena_create();
    bool is_written = write_to(arena, path, parts, count, how ? how : &PLAIN);
    int error = errno;
    arena_free(arena);
    errno = error;
    return is_written;
}
