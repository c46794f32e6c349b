/* folder.h: a folder of its own for a test, in the build folder, and small files in it. */
#pragma once

#include <dirent.h>
#include <fcntl.h>
#include <limits.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

static inline void folder_remove(const char *path) {
    DIR *folder = opendir(path);
    const struct dirent *entry;
    while (folder && (entry = readdir(folder))) {
        char name[PATH_MAX];
        if (strcmp(entry->d_name, ".") == 0 || strcmp(entry->d_name, "..") == 0)
            continue;
        if (snprintf(name, sizeof name, "%s/%s", path, entry->d_name) >= (int)sizeof name)
            continue;
        struct stat info;
        if (lstat(name, &info) == 0 && S_ISDIR(info.st_mode))
            folder_remove(name);
        else
            unlink(name);
    }
    if (folder)
        closedir(folder);
    rmdir(path);
}

/* Empty, and new. */
static inline void folder_fresh(char *path, size_t size, const char *name) {
    if (snprintf(path, size, TEST_BUILD_DIR "/%s-%d", name, (int)getpid()) >= (int)size)
        abort();
    folder_remove(path);
    if (mkdir(path, 0700) != 0)
        abort();
}

static inline const char *folder_file(const char *folder, const char *name) {
    static char paths[8][PATH_MAX];
    static size_t next;
    char *path = paths[next++ % 8];
    if (snprintf(path, PATH_MAX, "%s/%s", folder, name) >= PATH_MAX)
        abort();
    return path;
}

static inline void file_put(const char *path, const char *text) {
    FILE *file = fopen(path, "we");
    if (!file || fputs(text, file) < 0 || fclose(file) != 0)
        abort();
}

static inline bool file_is_there(const char *path) {
    struct stat info;
    return lstat(path, &info) == 0;
}
