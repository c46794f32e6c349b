#include "base/guarded_map.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <signal.h>
#include <stdatomic.h>
#include <stdint.h>
#include <sys/mman.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

enum { MAPS_MAX = 1024 };

typedef struct {
    _Atomic uintptr_t from; /* 0: free */
    size_t size;
    int fd; /* owned */
    struct timespec changed;
    atomic_bool is_lost;
} Map;

/* A handler of signals is given no context, so what it looks at cannot be handed to it. */
static Map maps[MAPS_MAX];
static atomic_size_t used; /* all maps behind it have always been free */
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER; /* of whoever adds or removes */
static struct sigaction former;

static Map *map_at(uintptr_t address) {
    for (size_t i = 0; i < used; i++) {
        uintptr_t from = maps[i].from;
        if (from && address >= from && address - from < maps[i].size)
            return &maps[i];
    }
    return NULL;
}

/* Called in handlers, too. */
static void become_zeros(Map *map) {
    if (mmap((void *)map->from, map->size, PROT_READ, MAP_PRIVATE | MAP_ANONYMOUS | MAP_FIXED, -1,
             0) != MAP_FAILED)
        map->is_lost = true;
}

static void take_bus_error(int number, siginfo_t *info, void *context) {
    (void)context;
    int error = errno;
    Map *map = map_at((uintptr_t)info->si_addr);
    if (map && !map->is_lost)
        become_zeros(map);
    if (!map || !map->is_lost)
        sigaction(number, &former, NULL); /* not ours: it comes again, and ends the process */
    errno = error;
}

/* Called with the lock held. Others (a sanitizer, a test's runner) may have put theirs in its place
 * since. */
static void install_handler(void) {
    struct sigaction now, action = {.sa_sigaction = take_bus_error, .sa_flags = SA_SIGINFO};
    sigemptyset(&action.sa_mask);
    if (sigaction(SIGBUS, NULL, &now) != 0 || now.sa_sigaction == take_bus_error)
        return;
    former = now;
    sigaction(SIGBUS, &action, NULL);
}

static Map *free_map(void) {
    for (size_t i = 0; i < MAPS_MAX; i++)
        if (!maps[i].from)
            return &maps[i];
    return NULL;
}

const void *guarded_map(int fd, size_t size) {
    struct stat info;
    if (fstat(fd, &info) != 0)
        return NULL;
    void *bytes = mmap(NULL, size, PROT_READ, MAP_PRIVATE, fd, 0);
    if (bytes == MAP_FAILED)
        return NULL;
    pthread_mutex_lock(&lock);
    install_handler();
    Map *map = free_map();
    int own = map ? fcntl(fd, F_DUPFD_CLOEXEC, 0) : -1;
    if (own >= 0) {
        map->size = size;
        map->fd = own;
        map->changed = info.st_mtim;
        map->is_lost = false;
        map->from = (uintptr_t)bytes; /* last: from now on the handler finds it */
        size_t count = (size_t)(map - maps) + 1;
        used = used > count ? used : count;
    }
    pthread_mutex_unlock(&lock);
    if (own >= 0)
        return bytes;
    munmap(bytes, size);
    return NULL;
}

static Map *map_of(const void *bytes) {
    Map *map = bytes ? map_at((uintptr_t)bytes) : NULL;
    return map && map->from == (uintptr_t)bytes ? map : NULL;
}

void guarded_unmap(const void *bytes) {
    pthread_mutex_lock(&lock);
    Map *map = map_of(bytes);
    if (map) {
        munmap((void *)map->from, map->size);
        close(map->fd);
        map->from = 0;
    }
    pthread_mutex_unlock(&lock);
}

void guarded_rest(const void *bytes) {
    const Map *map = map_of(bytes);
    if (map)
        madvise((void *)map->from, map->size, MADV_DONTNEED);
}

bool guarded_is_lost(const void *bytes) {
    struct stat info;
    Map *map = map_of(bytes);
    if (!map)
        return false;
    bool is_as_it_was = fstat(map->fd, &info) == 0 && (size_t)info.st_size == map->size &&
                        info.st_mtim.tv_sec == map->changed.tv_sec &&
                        info.st_mtim.tv_nsec == map->changed.tv_nsec;
    if (!is_as_it_was && !map->is_lost)
        become_zeros(map);
    return map->is_lost;
}
