#include "live/signature.h"

#include <dirent.h>
#include <string.h>
#include <sys/stat.h>

#include "base/str.h"

enum { ENTRIES_MAX = 2000 };

bool signature_is_odd_name(const char *name) {
    size_t len = strlen(name);
    return len == 0 || name[0] == '.' || name[0] == '#' || name[len - 1] == '~';
}

static uint64_t hash_of(const struct stat *info, const char *name) {
    const int64_t facts[] = {
        (int64_t)info->st_dev, (int64_t)info->st_ino,
        info->st_size,         info->st_mtim.tv_sec,
        info->st_mtim.tv_nsec, info->st_ctim.tv_sec,
        info->st_ctim.tv_nsec, (int64_t)(info->st_mode & S_IFMT),
    };
    uint64_t hash = str_hash(STR_HASH_SEED, facts, sizeof facts);
    return str_hash(hash, name, strlen(name));
}

/* A sum, since a folder's order is nobody's promise. */
static uint64_t hash_of_folder(const char *path) {
    DIR *folder = opendir(path);
    uint64_t sum = 1;
    if (!folder)
        return sum;
    const struct dirent *entry;
    for (int i = 0; i < ENTRIES_MAX && (entry = readdir(folder)); i++) {
        struct stat info;
        if (!signature_is_odd_name(entry->d_name) &&
            fstatat(dirfd(folder), entry->d_name, &info, 0) == 0)
            sum += hash_of(&info, entry->d_name);
    }
    closedir(folder);
    return sum;
}

Signature signature_of(const char *path) {
    struct stat info;
    if (stat(path, &info) != 0)
        return (Signature){0};
    /* A folder's own times change with every temporary file in it. */
    uint64_t hash = S_ISDIR(info.st_mode) ? hash_of_folder(path) : hash_of(&info, "");
    return (Signature){.exists = true, .hash = hash};
}
