#include "text/font_file.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdint.h>
#include <stdlib.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/guarded_map.h"

static void unmap(void *bytes) {
    guarded_unmap(bytes);
}

/* dpkg writes beside a file and renames. */
static bool is_the_systems(const struct stat *info) {
    return info->st_uid == 0 && (info->st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

static hb_blob_t *map(int file, size_t size) {
    const char *bytes = guarded_map(file, size);
    return bytes ? hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY,
                                  (void *)(uintptr_t)bytes, unmap)
                 : hb_blob_get_empty();
}

static hb_blob_t *read_whole(int file, size_t size) {
    char *bytes = malloc(size);
    size_t at = 0;
    while (bytes && at < size) {
        ssize_t count = read(file, bytes + at, size - at);
        if (count < 0 && errno == EINTR)
            continue;
        if (count <= 0)
            break;
        at += (size_t)count;
    }
    if (bytes && at == size)
        return hb_blob_create(bytes, (unsigned)size, HB_MEMORY_MODE_READONLY, bytes, free);
    free(bytes);
    return hb_blob_get_empty();
}

hb_blob_t *font_file_open(const char *path) {
    int file = open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK);
    if (file < 0)
        return hb_blob_get_empty();
    struct stat info;
    hb_blob_t *blob = hb_blob_get_empty();
    bool is_font = fstat(file, &info) == 0 && S_ISREG(info.st_mode) && info.st_size > 0 &&
                   info.st_size <= UINT_MAX;
    if (is_font && is_the_systems(&info))
        blob = map(file, (size_t)info.st_size);
    if (is_font && blob == hb_blob_get_empty())
        blob = read_whole(file, (size_t)info.st_size);
    close(file);
    return blob;
}

void font_file_rest(hb_blob_t *file) {
    guarded_rest(hb_blob_get_data(file, NULL));
}

bool font_file_is_lost(hb_blob_t *file) {
    return guarded_is_lost(hb_blob_get_data(file, NULL));
}
