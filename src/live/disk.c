#include "live/disk.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

/* The name, cut to what is safe in a file's, is for people; the hash tells names apart. */
Str disk_name(Arena *arena, Str of, const char *suffix) {
    char readable[41];
    size_t len = 0, from = of.len;
    while (from > 0 && of.s[from - 1] != '/')
        from--;
    for (size_t i = from; i < of.len && len < sizeof readable - 1; i++) {
        char c = of.s[i];
        bool is_safe = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '_' || (c == '.' && len > 0);
        readable[len++] = is_safe ? c : '_';
    }
    readable[len] = 0;
    uint64_t hash = str_hash(STR_HASH_SEED, of.s, of.len);
    return str_printf(arena, "%s-%016llx%s", readable, (unsigned long long)hash, suffix);
}

bool disk_make_folders(const char *path) {
    char copy[PATH_MAX];
    if (strlen(path) >= sizeof copy) {
        errno = ENAMETOOLONG;
        return false;
    }
    strcpy(copy, path);
    for (char *at = copy + 1; (at = strchr(at, '/')); at++) {
        *at = 0;
        bool is_there = mkdir(copy, 0755) == 0 || errno == EEXIST;
        *at = '/';
        if (!is_there)
            return false;
    }
    return true;
}

bool disk_read(Arena *arena, const char *path, size_t max, Str *out) {
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    if (fd < 0)
        return false;
    struct stat info;
    bool is_read = fstat(fd, &info) == 0;
    if (is_read && ((uint64_t)info.st_size > max || !S_ISREG(info.st_mode))) {
        errno = EFBIG;
        is_read = false;
    }
    size_t size = is_read ? (size_t)info.st_size : 0, at = 0;
    char *bytes = arena_new(arena, char, size + 1);
    while (is_read && at < size) {
        ssize_t got = read(fd, bytes + at, size - at);
        if (got < 0 && errno == EINTR)
            continue;
        is_read = got >= 0;
        if (got <= 0)
            break;
        at += (size_t)got;
    }
    int error = errno;
    close(fd);
    errno = error;
    *out = (Str){.s = bytes, .len = at};
    return is_read;
}

static bool write_all(int fd, Str text) {
    for (size_t at = 0; at < text.len;) {
        ssize_t put = write(fd, text.s + at, text.len - at);
        if (put < 0 && errno == EINTR)
            continue;
        if (put <= 0)
            return false;
        at += (size_t)put;
    }
    return true;
}

static void sync_folder(const char *path) {
    char folder[PATH_MAX];
    snprintf(folder, sizeof folder, "%s", path);
    char *slash = strrchr(folder, '/');
    if (!slash)
        return;
    *slash = 0;
    int fd = open(folder, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
    if (fd < 0)
        return;
    fsync(fd); /* the name may be lost with the power, the old file then stands: no error */
    close(fd);
}

bool disk_replace(const char *path, const Str *parts, size_t count) {
    char beside[PATH_MAX];
    if (!disk_make_folders(path))
        return false;
    /* Two kiosks may show the same URL: each has its own. */
    snprintf(beside, sizeof beside, "%s.%d.new", path, (int)getpid());
    int fd = open(beside, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
    if (fd < 0)
        return false;
    bool is_written = true;
    for (size_t i = 0; i < count && is_written; i++)
        is_written = write_all(fd, parts[i]);
    is_written = is_written && fsync(fd) == 0;
    is_written = close(fd) == 0 && is_written;
    if (is_written && rename(beside, path) == 0) {
        sync_folder(path);
        return true;
    }
    int error = errno;
    unlink(beside);
    errno = error;
    return false;
}
