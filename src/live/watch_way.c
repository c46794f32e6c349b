#include "live/watch_way.h"

#include <errno.h>
#include <stdio.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/str.h"

enum { LINKS_MAX = 40 }; /* as the kernel has it */

typedef struct {
    WayCall *call;
    void *context;
    uint64_t hash;
    char at[PATH_MAX];       /* where we are: a folder without links */
    char rest[2 * PATH_MAX]; /* what is still to go */
} Walk;

static void tell(const Walk *walk, WayKind kind, const char *path, const char *name) {
    if (walk->call)
        walk->call(walk->context, &(WayStep){.kind = kind, .path = path, .name = name});
}

static void mix(Walk *walk, const void *bytes, size_t len) {
    walk->hash = str_hash(walk->hash, bytes, len);
}

/* Moves the next name from `rest` to `name`; false when none is left, or it is too long. */
static bool take_name(Walk *walk, char name[NAME_MAX + 1]) {
    size_t skip = strspn(walk->rest, "/"), len = strcspn(walk->rest + skip, "/");
    if (len == 0 || len > NAME_MAX)
        return false;
    memcpy(name, walk->rest + skip, len);
    name[len] = 0;
    memmove(walk->rest, walk->rest + skip + len, strlen(walk->rest + skip + len) + 1);
    return true;
}

static bool is_last(const Walk *walk) {
    return walk->rest[strspn(walk->rest, "/")] == 0;
}

/* The link's target takes its place before what is still to go. */
static bool follow(Walk *walk, const char *link) {
    char target[PATH_MAX], rest[2 * PATH_MAX];
    ssize_t len = readlink(link, target, sizeof target - 1);
    if (len <= 0)
        return false;
    target[len] = 0;
    mix(walk, target, (size_t)len);
    if ((size_t)snprintf(rest, sizeof rest, "%s%s", target, walk->rest) >= sizeof rest)
        return false;
    strcpy(walk->rest, rest);
    if (target[0] == '/')
        strcpy(walk->at, "/");
    return true;
}

/* One name further. False at the end of the way. */
static bool go(Walk *walk, int *links) {
    char name[NAME_MAX + 1], here[PATH_MAX];
    if (!take_name(walk, name))
        return false;
    const char *separator = strcmp(walk->at, "/") == 0 ? "" : "/";
    if ((size_t)snprintf(here, sizeof here, "%s%s%s", walk->at, separator, name) >= sizeof here)
        return false;
    struct stat info;
    bool is_end = is_last(walk);
    if (lstat(here, &info) != 0) {
        mix(walk, &errno, sizeof errno);
        tell(walk, is_end ? WAY_LAST : WAY_NAME, walk->at, name);
        return false;
    }
    mix(walk, &info.st_dev, sizeof info.st_dev);
    mix(walk, &info.st_ino, sizeof info.st_ino);
    if (S_ISLNK(info.st_mode)) {
        tell(walk, WAY_NAME, walk->at, name);
        return (*links)++ < LINKS_MAX && follow(walk, here);
    }
    if (S_ISDIR(info.st_mode)) {
        if (strcmp(name, ".") != 0 && strcmp(name, "..") != 0)
            tell(walk, is_end ? WAY_CONTENT : WAY_FOLDER, here, "");
        strcpy(walk->at, here);
        return !is_end;
    }
    tell(walk, is_end ? WAY_LAST : WAY_NAME, walk->at, name);
    if (is_end)
        tell(walk, WAY_FILE, here, "");
    return false;
}

uint64_t way_walk(const char *path, WayCall *call, void *context) {
    Walk walk = {.call = call, .context = context, .hash = STR_HASH_SEED};
    strcpy(walk.at, path[0] == '/' ? "/" : ".");
    if ((size_t)snprintf(walk.rest, sizeof walk.rest, "%s", path) >= sizeof walk.rest)
        return walk.hash;
    int links = 0;
    while (go(&walk, &links))
        continue;
    return walk.hash;
}
