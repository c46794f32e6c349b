#include "base/files.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <unistd.h>

bool file_read(Arena *arena, const char *path, Str *out) {
    return file_read_within(arena, path, FILE_SIZE_MAX, out);
}

bool file_read_within(Arena *arena, const char *path, size_t max, Str *out) {
    bool is_read = false;
    struct stat status;
    /* Without blocking: the "file" may be a pipe that nobody writes to. */
    int fd = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (fd < 0) {
        errno = errno == ENXIO ? EMEDIUMTYPE : errno; /* a socket */
        return false;
    }
    if (fstat(fd, &status) != 0)
        goto end;
    if (!S_ISREG(status.st_mode)) {
        errno = S_ISDIR(status.st_mode) ? EISDIR : EMEDIUMTYPE;
        goto end;
    }
    if ((uint64_t)status.st_size > max) {
        errno = EFBIG;
        goto end;
    }
    size_t size = (size_t)status.st_size, len = 0;
    char *bytes = arena_new(arena, char, size + 1);
    while (len < size) {
        ssize_t n = read(fd, bytes + len, size - len);
        if (n < 0 && errno == EINTR)
            continue;
        if (n < 0)
            goto end;
        if (n == 0) /* cut while it was read: what is there is parsed, and found to be broken */
            break;
        len += (size_t)n;
    }
    *out = (Str){.s = bytes, .len = len};
    is_read = true;
end:;
    int error = errno;
    close(fd);
    errno = error;
    return is_read;
}

bool file_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISREG(status.st_mode);
}

bool folder_exists(const char *path) {
    struct stat status;
    return stat(path, &status) == 0 && S_ISDIR(status.st_mode);
}

bool folder_make(const char *path) {
    if (folder_exists(path))
        return true;
    char *copy = strdup(path);
    if (!copy)
        return false;
    bool is_made = true;
    for (char *slash = copy + 1; is_made; slash++) {
        if (*slash != '/' && *slash != 0)
            continue;
        char end = *slash;
        *slash = 0;
        is_made = mkdir(copy, 0777) == 0 || folder_exists(copy);
        *slash = end;
        if (end == 0)
            break;
    }
    free(copy);
    return is_made;
}

bool folder_is_read_only(const char *path) {
    char above[PATH_MAX];
    struct statvfs disk;
    if ((size_t)snprintf(above, sizeof above, "%s", path) >= sizeof above)
        return false;
    while (statvfs(above, &disk) != 0) {
        char *slash = strrchr(above, '/');
        if (errno != ENOENT || !slash || above[1] == 0)
            return false;
        slash[slash == above] = 0; /* above "/x" is "/" */
    }
    return (disk.f_flag & ST_RDONLY) != 0;
}

static int compare_names(const void *a, const void *b) {
    const Str *x = a, *y = b;
    return strcmp(x->s, y->s);
}

bool folder_list(Arena *arena, const char *path, const Str **names, size_t *count) {
    DIR *folder = opendir(path);
    if (!folder)
        return false;
    Str *list = NULL;
    size_t n = 0, capacity = 0;
    const struct dirent *entry;
    while ((entry = readdir(folder))) {
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        Str *name = arena_push(arena, &list, &n, &capacity, sizeof *list, _Alignof(Str));
        *name = str_copy(arena, str_from(entry->d_name));
    }
    closedir(folder);
    if (n)
        qsort(list, n, sizeof *list, compare_names);
    *names = list;
    *count = n;
    return true;
}

Str path_join(Arena *arena, Str folder, const char *name) {
    if (folder.len == 0)
        return str_copy(arena, str_from(name));
    return str_printf(arena, str_ends(folder, "/") ? "%.*s%s" : "%.*s/%s", str_arg(folder), name);
}

Str path_name(Str path) {
    size_t from = path.len;
    while (from && path.s[from - 1] != '/')
        from--;
    return str_slice(path, from, path.len);
}

Str folder_with(Arena *arena, Str folders, Str name) {
    Str first = str_slice(folders, 0, str_find(folders, "\n")), rest = folders;
    while (rest.len) {
        Str folder = str_slice(rest, 0, str_find(rest, "\n"));
        if (file_exists(path_join(arena, folder, str_copy(arena, name).s).s))
            return folder;
        rest = str_slice(rest, folder.len + 1, rest.len);
    }
    return first;
}

bool path_is_yaml(Str path) {
    static const char *const ENDINGS[] = {".yaml", ".yml"};
    for (size_t i = 0; i < countof(ENDINGS); i++) {
        Str ending = str_from(ENDINGS[i]);
        if (path.len > ending.len &&
            str_equal_nocase(str_slice(path, path.len - ending.len, ending.len), ending))
            return true;
    }
    return false;
}

Str path_folder(Arena *arena, Str path) {
    size_t len = path.len - path_name(path).len;
    if (len == 0)
        return str_from(".");
    return str_copy(arena, str_slice(path, 0, len > 1 ? len - 1 : 1));
}
