/* One line for each: hash, length, why. Lines are only ever added; a file that has grown beyond all
 * reason is begun anew. */
#include "render/picture_given_up.h"

#include <errno.h>
#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/files.h"
#include "base/log.h"

#define LOG_MODULE "pictures"

enum { KEPT_MAX = 512, FILE_MAX = 128 * 1024, WHY_MAX = 160 };

typedef struct {
    PictureKey key;
    char why[WHY_MAX];
} GivenUp;

struct PicturesGivenUp {
    char *path;     /* owned; NULL: kept in memory only */
    GivenUp *items; /* owned */
    size_t count;
};

static void remember(PicturesGivenUp *list, PictureKey key, const char *why, size_t len) {
    if (list->count == KEPT_MAX) { /* the oldest */
        memmove(list->items, list->items + 1, (KEPT_MAX - 1) * sizeof *list->items);
        list->count--;
    }
    GivenUp *item = &list->items[list->count++];
    *item = (GivenUp){.key = key};
    memcpy(item->why, why, len < WHY_MAX ? len : WHY_MAX - 1);
}

static void read_list(PicturesGivenUp *list) {
    Arena *arena = arena_create();
    Str text = {0};
    if (!file_read(arena, list->path, &text) && errno != ENOENT && errno != ENOTDIR)
        log_warning("%s: %s; pictures that were given up are tried again", list->path,
                    strerror(errno));
    for (size_t at = 0; at < text.len;) {
        Str line = str_slice(text, at, text.len);
        line = str_slice(line, 0, str_find(line, "\n"));
        at += line.len + 1;
        PictureKey key;
        int used = 0;
        const char *copy = str_copy(arena, line).s;
        if (sscanf(copy, "%16" SCNx64 " %" SCNu64 " %n", &key.hash, &key.len, &used) == 2 && used)
            remember(list, key, copy + used, strlen(copy + used));
    }
    arena_free(arena);
}

PicturesGivenUp *pictures_given_up_open(const char *path) {
    PicturesGivenUp *list = memory_must(calloc(1, sizeof *list));
    list->items = memory_must(calloc(KEPT_MAX, sizeof *list->items));
    list->path = path ? memory_must(strdup(path)) : NULL;
    if (path)
        read_list(list);
    return list;
}

void pictures_given_up_close(PicturesGivenUp *list) {
    if (!list)
        return;
    free(list->path);
    free(list->items);
    free(list);
}

const char *pictures_given_up_why(const PicturesGivenUp *list, PictureKey key) {
    for (size_t i = 0; i < list->count; i++)
        if (list->items[i].key.hash == key.hash && list->items[i].key.len == key.len)
            return list->items[i].why;
    return NULL;
}

static bool append(const char *path, PictureKey key, const char *why) {
    char line[WHY_MAX + 64];
    int len =
        snprintf(line, sizeof line, "%016" PRIx64 " %" PRIu64 " %s\n", key.hash, key.len, why);
    Arena *arena = arena_create();
    bool is_there = folder_make(path_folder(arena, str_from(path)).s);
    arena_free(arena);
    int fd =
        is_there
            ? open(path, O_WRONLY | O_APPEND | O_CREAT | O_CLOEXEC | O_NONBLOCK | O_NOFOLLOW, 0600)
            : -1;
    struct stat info;
    if (fd < 0)
        return false;
    bool is_written = fstat(fd, &info) == 0;
    if (is_written && !S_ISREG(info.st_mode)) {
        errno = EINVAL;
        is_written = false;
    }
    if (is_written && info.st_size > FILE_MAX)
        is_written = ftruncate(fd, 0) == 0;
    is_written = is_written && write(fd, line, (size_t)len) == len;
    int error = errno;
    close(fd);
    errno = error;
    return is_written;
}

void pictures_given_up_add(PicturesGivenUp *list, PictureKey key, const char *why) {
    if (pictures_given_up_why(list, key))
        return;
    remember(list, key, why, strlen(why));
    if (list->path && !append(list->path, key, why))
        log_warning("%s: %s; after a restart the picture is tried again", list->path,
                    strerror(errno));
}
