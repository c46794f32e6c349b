#include "output/kms_calls.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <string.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <sys/sysmacros.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/library.h"
#include "base/log.h"

#define LOG_MODULE "kms"

enum { NUMBER_MAX = 999 };

static size_t find_cards(int numbers[KMS_CARDS_MAX]) {
    size_t count = 0;
    DIR *folder = opendir("/dev/dri");
    for (struct dirent *entry; folder && (entry = readdir(folder));) {
        int number;
        if (sscanf(entry->d_name, "card%d", &number) != 1 || number < 0 || number > NUMBER_MAX ||
            count == KMS_CARDS_MAX)
            continue;
        size_t at = count++;
        for (; at > 0 && numbers[at - 1] > number; at--)
            numbers[at] = numbers[at - 1];
        numbers[at] = number;
    }
    if (folder)
        closedir(folder);
    return count;
}

bool kms_has_card(void) {
    int numbers[KMS_CARDS_MAX];
    return find_cards(numbers) > 0;
}

static int open_card(int number) {
    char path[32];
    snprintf(path, sizeof path, "/dev/dri/card%d", number);
    return open(path, O_RDWR | O_CLOEXEC | O_NONBLOCK);
}

static void close_card(int fd) {
    close(fd);
}

/* drm(7): the minor numbers of cards are theirs. -1: it is no card. */
static int number_of_device(const struct stat *about) {
    enum { DRM_MAJOR_NUMBER = 226, CARDS = 64 };
    bool is_card = S_ISCHR(about->st_mode) && major(about->st_rdev) == DRM_MAJOR_NUMBER &&
                   minor(about->st_rdev) < CARDS;
    return is_card ? (int)minor(about->st_rdev) : -1;
}

/* A process has that card open. Not by the link's text: what an earlier process has opened, in a
 * mount namespace that is gone with it, has another path. */
static bool has_open(const char *pid, int number) {
    char path[64];
    struct stat about;
    bool is_it = false;
    snprintf(path, sizeof path, "/proc/%.16s/fd", pid);
    DIR *folder = opendir(path);
    for (struct dirent *entry; folder && !is_it && (entry = readdir(folder));)
        is_it = fstatat(dirfd(folder), entry->d_name, &about, 0) == 0 &&
                number_of_device(&about) == number;
    if (folder)
        closedir(folder);
    return is_it;
}

static size_t read_of(const char *pid, const char *what, char *to, size_t size) {
    char path[64];
    snprintf(path, sizeof path, "/proc/%.16s/%s", pid, what);
    int fd = open(path, O_RDONLY | O_CLOEXEC);
    ssize_t len = fd < 0 ? 0 : read(fd, to, size - 1);
    if (fd >= 0)
        close(fd);
    to[len > 0 ? len : 0] = 0;
    return len > 0 ? (size_t)len : 0;
}

/* What its command line says behind --screen; empty: nothing. */
static const char *screen_of(const char *arguments, size_t len) {
    const char *end = arguments + len, *at = arguments;
    while (at < end && strcmp(at, "--screen") != 0)
        at += strlen(at) + 1;
    at += strlen("--screen") + 1;
    return at < end ? at : "";
}

static bool holder(int number, char *to, size_t size) {
    char own[16], name[32], arguments[4096];
    bool is_found = false;
    snprintf(own, sizeof own, "%d", (int)getpid());
    DIR *folder = opendir("/proc");
    for (struct dirent *entry; folder && !is_found && (entry = readdir(folder));) {
        const char *pid = entry->d_name;
        if (pid[0] < '1' || pid[0] > '9' || strcmp(pid, own) == 0 || !has_open(pid, number))
            continue;
        is_found = read_of(pid, "comm", name, sizeof name) > 0;
        name[strcspn(name, "\n")] = 0;
        size_t len = read_of(pid, "cmdline", arguments, sizeof arguments);
        const char *screen = screen_of(arguments, len), *mark = *screen ? "\"" : "";
        snprintf(to, size, "%s%s%s%.40s%s (process %s)", name, *screen ? " " : "", mark, screen,
                 mark, pid);
    }
    if (folder)
        closedir(folder);
    return is_found;
}

static int number_of(int fd) {
    struct stat about;
    return fstat(fd, &about) == 0 ? number_of_device(&about) : -1;
}

static void *map(int fd, uint64_t offset, size_t bytes) {
    void *memory = mmap(NULL, bytes, PROT_READ | PROT_WRITE, MAP_SHARED, fd, (off_t)offset);
    return memory == MAP_FAILED ? NULL : memory;
}

static void unmap(void *memory, size_t bytes) {
    munmap(memory, bytes);
}

bool kms_calls_load(KmsCalls *calls) {
    static const char *const NAMES[] = {"libdrm.so.2"};
    *calls = (KmsCalls){.find_cards = find_cards,
                        .open_card = open_card,
                        .close_card = close_card,
                        .holder = holder,
                        .number_of = number_of,
                        .read = read,
                        .map = map,
                        .unmap = unmap};
    const LibraryFunction functions[] = {
        {"drmGetCap", &calls->get_cap},
        {"drmSetClientCap", &calls->set_client_cap},
        {"drmSetMaster", &calls->set_master},
        {"drmDropMaster", &calls->drop_master},
        {"drmIsMaster", &calls->is_master},
        {"drmModeGetResources", &calls->get_resources},
        {"drmModeFreeResources", &calls->free_resources},
        {"drmModeGetConnector", &calls->get_connector},
        {"drmModeGetConnectorCurrent", &calls->get_connector_current},
        {"drmModeFreeConnector", &calls->free_connector},
        {"drmModeGetEncoder", &calls->get_encoder},
        {"drmModeFreeEncoder", &calls->free_encoder},
        {"drmModeGetPlaneResources", &calls->get_planes},
        {"drmModeFreePlaneResources", &calls->free_planes},
        {"drmModeGetPlane", &calls->get_plane},
        {"drmModeFreePlane", &calls->free_plane},
        {"drmModeObjectGetProperties", &calls->get_properties},
        {"drmModeFreeObjectProperties", &calls->free_properties},
        {"drmModeGetProperty", &calls->get_property},
        {"drmModeFreeProperty", &calls->free_property},
        {"drmModeCreateDumbBuffer", &calls->create_dumb},
        {"drmModeDestroyDumbBuffer", &calls->destroy_dumb},
        {"drmModeMapDumbBuffer", &calls->map_dumb},
        {"drmModeAddFB", &calls->add_fb},
        {"drmModeRmFB", &calls->remove_fb},
        {"drmModeSetCrtc", &calls->set_crtc},
        {"drmModeSetCursor", &calls->set_cursor},
        {"drmModePageFlip", &calls->page_flip},
        {"drmModeConnectorSetProperty", &calls->set_connector_property},
        {"drmModeCreatePropertyBlob", &calls->create_blob},
        {"drmModeDestroyPropertyBlob", &calls->destroy_blob},
        {"drmModeAtomicAlloc", &calls->atomic_alloc},
        {"drmModeAtomicFree", &calls->atomic_free},
        {"drmModeAtomicAddProperty", &calls->atomic_add},
        {"drmModeAtomicCommit", &calls->atomic_commit},
    };
    const char *why;
    switch (library_load(NAMES, countof(NAMES), functions, countof(functions), &why)) {
    case LIBRARY_LOADED:
        return true;
    case LIBRARY_MISSING:
        log_error("%s; install libdrm2 to show on a display without a desktop", why);
        return false;
    case LIBRARY_TOO_OLD:
        log_error("%s; this libdrm is too old, 2.4.114 is needed", why);
        return false;
    }
    return false;
}
