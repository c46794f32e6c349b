/* Files from a folder that somebody else filled: nothing outside of it is opened, nothing that is
 * not a plain file, nothing large, and none but the formats that we name. */
#include "render/image_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#include "render/drawing.h"

bool file_stamp_equal(const FileStamp *a, const FileStamp *b) {
    return a->device == b->device && a->inode == b->inode && a->size == b->size &&
           a->changed.tv_sec == b->changed.tv_sec && a->changed.tv_nsec == b->changed.tv_nsec;
}

static bool is_below(const char *real_path, const char *real_folder) {
    size_t len = strlen(real_folder);
    while (len > 0 && real_folder[len - 1] == '/')
        len--;
    return strncmp(real_path, real_folder, len) == 0 && real_path[len] == '/';
}

static bool climbs(const char *path) {
    for (const char *part = path; part; part = strchr(part, '/')) {
        part += *part == '/';
        if (strncmp(part, "..", 2) == 0 && (part[2] == '/' || part[2] == 0))
            return true;
    }
    return false;
}

static char *find_in_one(Str folder, Str path, FileStamp *stamp, const char **why) {
    char wanted[PATH_MAX], base[PATH_MAX], real_folder[PATH_MAX];
    *stamp = (FileStamp){0};
    if (!path.len || memchr(path.s, 0, path.len)) {
        *why = "the path is empty or has a zero byte";
        return NULL;
    }
    int len = snprintf(wanted, sizeof wanted, "%.*s/%.*s", str_arg(folder), str_arg(path));
    if (len < 0 || len >= (int)sizeof wanted) {
        *why = "the path is too long";
        return NULL;
    }
    if (path.s[0] == '/' || climbs(wanted + folder.len + 1)) {
        *why = "the path must be relative and stay in its folder";
        return NULL;
    }
    memcpy(base, wanted, folder.len);
    base[folder.len] = 0;
    char *real = realpath(wanted, NULL);
    if (!real || !realpath(folder.len ? base : ".", real_folder)) {
        *why = strerror(errno);
        free(real);
        return NULL;
    }
    struct stat info;
    if (!is_below(real, real_folder)) {
        *why = "a link leads out of its folder";
    } else if (stat(real, &info) != 0) {
        *why = strerror(errno);
    } else if (!S_ISREG(info.st_mode)) {
        *why = "not a file";
    } else {
        *stamp = (FileStamp){info.st_dev, info.st_ino, info.st_size, info.st_mtim};
        return real;
    }
    free(real);
    return NULL;
}

char *image_path_find(Str folder, Str path, FileStamp *stamp, const char **why) {
    size_t line = str_find(folder, "\n");
    char *real = find_in_one(str_slice(folder, 0, line), path, stamp, why);
    for (const char *other; !real && line != SIZE_MAX;) {
        folder = str_slice(folder, line + 1, folder.len);
        line = str_find(folder, "\n");
        real = find_in_one(str_slice(folder, 0, line), path, stamp, &other);
    }
    return real;
}

/* The bytes from the file's start on, as many as there are; 0 when it cannot be read. */
static size_t read_start(int fd, uint8_t *to, size_t max) {
    size_t at = 0;
    while (at < max) {
        ssize_t count = pread(fd, to + at, max - at, (off_t)at);
        if (count < 0 && errno == EINTR)
            continue;
        if (count < 0)
            return 0;
        if (count == 0)
            break;
        at += (size_t)count;
    }
    return at;
}

/* A part at a time: the file need not be in memory for that. */
static bool hash_file(int fd, size_t len, uint8_t *buffer, size_t size, PictureKey *key) {
    *key = (PictureKey){.hash = STR_HASH_SEED, .len = len};
    for (size_t at = 0; at < len;) {
        ssize_t count = pread(fd, buffer, size, (off_t)at);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            return false;
        key->hash = str_hash(key->hash, buffer, (size_t)count);
        at += (size_t)count;
    }
    return true;
}

/* Looks at what is open: kind, key, and the text of what may be a plain drawing. */
static bool look_into(ImageFile *file, size_t len, const char **why) {
    /* JPEG has its size behind tables that may be long, SVG its element behind comments. */
    enum { LOOK = DRAWING_BYTES_MAX };
    uint8_t *bytes = memory_must(malloc(LOOK));
    size_t count = read_start(file->fd, bytes, LOOK);
    bool is_fine = count > 0;
    if (!is_fine)
        *why = "the file could not be read";
    is_fine = is_fine && image_header_read(bytes, count, &file->header, why);
    if (is_fine && file->header.kind == IMAGE_SVG && count == len) {
        file->plain = bytes;
        file->plain_len = count;
        file->key = (PictureKey){.hash = str_hash(STR_HASH_SEED, bytes, count), .len = len};
        return true;
    }
    if (is_fine && !hash_file(file->fd, len, bytes, LOOK, &file->key)) {
        *why = "the file could not be read to its end";
        is_fine = false;
    }
    free(bytes);
    return is_fine;
}

bool image_file_open(ImageFile *file, const char *real_path, const char **why) {
    /* Not to be held up by a pipe that took the file's place meanwhile. */
    *file = (ImageFile){.fd = open(real_path, O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW)};
    struct stat info;
    bool is_open = false;
    if (file->fd < 0 || fstat(file->fd, &info) != 0)
        *why = strerror(errno);
    else if (!S_ISREG(info.st_mode))
        *why = "not a file";
    else if (info.st_size == 0)
        *why = "the file is empty";
    else if (info.st_size > IMAGE_FILE_MAX)
        *why = "the file is larger than 32 MiB";
    else
        is_open = look_into(file, (size_t)info.st_size, why);
    if (!is_open)
        image_file_close(file);
    return is_open;
}

void image_file_close(ImageFile *file) {
    if (file->fd >= 0)
        close(file->fd);
    free(file->plain);
    *file = (ImageFile){.fd = -1};
}
